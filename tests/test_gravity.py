"""Gravity: known coefficients come back, effects hide what they should, and bad panels are named."""

import os
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import datasets, gravity
from helpers.gravity import GravityError
from helpers.tables import agreement_effects, agreements


def simulated(seed: int, noise: float = 0.3, zeros: float = 0.0, **coefficients) -> pd.DataFrame:
    """A panel of 14 economies and 6 years with effects of every kind, known coefficients and multiplicative noise."""
    rng = np.random.default_rng(seed)
    names, years = [f"C{k:02d}" for k in range(14)], range(2000, 2006)
    table = pd.DataFrame([(a, b, y) for a in names for b in names if a != b for y in years], columns=["origin", "destination", "year"])  # fmt: skip
    since = {(a, b): rng.integers(1998, 2010) for a in names for b in names}
    table["agreement"] = [float(y >= since[min(a, b), max(a, b)]) for a, b, y in table.itertuples(index=False)]
    table["affinity"] = rng.normal(size=len(table))
    far = {(a, b): 0.5 * rng.normal() for a in names for b in names}
    table["log_distance"] = [far[a, b] for a, b in zip(table["origin"], table["destination"], strict=True)]
    size = {(e, n, y): 0.4 * rng.normal() for e in "xm" for n in names for y in years}
    log = np.array([size["x", a, y] + size["m", b, y] - far[a, b] for a, b, y in table[["origin", "destination", "year"]].itertuples(index=False)])  # fmt: skip
    log += sum(value * table[term] for term, value in coefficients.items() if term != "drift")
    log += coefficients.get("drift", 0.0) * (table["year"] - 2000) * table["log_distance"]
    table["trade"] = np.exp(log + noise * rng.normal(size=len(table)) - noise**2 / 2) * (
        rng.random(len(table)) >= zeros
    )
    return table


def test_coefficients_of_simulated_trade_are_recovered_exactly_without_noise():
    data = simulated(0, noise=0.0, agreement=0.4, affinity=-0.1, drift=0.05)
    found = gravity.estimate(data, "trade", by_year=("log_distance",))
    assert found.table["estimate"].to_numpy() == pytest.approx([0.4, -0.1], abs=1e-4)
    assert found.years["estimate"].to_numpy() == pytest.approx(0.05 * np.arange(1, 6), abs=1e-4)


def test_with_noise_and_zeros_the_interval_holds_the_truth_nearly_always():
    hits = []
    for seed in range(30):
        found = gravity.estimate(simulated(seed, zeros=0.1, agreement=0.4, affinity=-0.1), "trade", by_year=())
        hits += (found.table["low"] < [0.4, -0.1]).tolist() + (found.table["high"] > [0.4, -0.1]).tolist()
    assert np.mean(hits) > 0.9


@pytest.mark.skipif(not os.environ.get("GVC_SWEEP"), reason="a maintainers' check, which takes half a minute: set GVC_SWEEP=1")
def test_an_estimate_is_the_same_in_every_process():
    """The estimator takes effects out in an order that hangs on Python's hashes; no digit that is shown may."""
    code = """
from helpers import datasets, gravity
from helpers.tables import agreement_effects
ways = agreement_effects._ways(datasets.load)
_, panel, flow, terms, _, _ = next(w for w in ways if w[0].get("sample") == "without China" and w[0].get("borders"))
print(gravity.estimate(panel, flow, terms, by_year=(), borders=True).table.map("{:.7g}".format).to_csv())
"""
    env = os.environ | {"PYTHONPATH": str(Path(gravity.__file__).parents[1])}
    told = {subprocess.run([sys.executable, "-c", code], env=env | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout for seed in "02"}  # fmt: skip
    assert len(told) == 1, told


def test_sizes_that_change_by_year_are_taken_out():
    data = simulated(3, noise=0.0, agreement=0.4)
    grown = data.assign(trade=data["trade"] * np.where(data["origin"] == "C03", 1.5 ** (data["year"] - 2000), 1.0))
    a, b = (gravity.estimate(d, "trade", by_year=()).table["estimate"] for d in (data, grown))
    assert a.to_numpy() == pytest.approx(b.to_numpy(), abs=1e-4)


def test_pairs_that_never_trade_are_separated_and_counted():
    data = simulated(1, agreement=0.2)
    data.loc[(data["origin"] == "C00") & (data["destination"] == "C01"), "trade"] = 0.0
    assert gravity.estimate(data, "trade", by_year=()).separated == 6


def test_the_panel_says_what_it_leaves_out():
    table = agreements.gravity_panel()
    assert len(table) == 40 * 39 * 17 and table.attrs["negative"] == 1
    assert set(table.loc[table["affinity"].isna(), ["origin", "destination"]].stack()) >= {"TWN"}
    assert table["agreement"].isin([0, 1]).all() and (table[list(gravity.FLOWS)] >= 0).all().all()


def test_agreements_show_no_effect_on_trade_between_wiods_economies_and_the_words_say_so():
    found = gravity.estimate(agreements.gravity_panel())
    effect = found.percent("agreement")
    assert effect["low"] < 0 < effect["high"] and "no effect is shown" in found.words("agreement")
    assert found.missing == 17 * 78 and found.economies == 39


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda d: d.drop(columns="affinity"), "no column 'affinity'"),
        (lambda d: d.assign(trade=-1.0), "negative flows"),
        (lambda d: d[d["year"] == 2000], "two years or more"),
        (lambda d: pd.concat([d, d]), "twice"),
        (lambda d: d.assign(agreement=1.0), "agreement never changes"),
    ],
)
def test_bad_panels_are_answered_in_a_sentence(change, words):
    with pytest.raises(GravityError, match=words):
        gravity.estimate(change(simulated(0)), "trade", by_year=())


def test_a_term_that_was_not_estimated_is_named():
    with pytest.raises(GravityError, match="'magic' was not estimated. There are: agreement, affinity"):
        gravity.estimate(simulated(0), "trade", by_year=()).percent("magic")


def test_errors_are_clustered_by_pair_both_directions_together():
    """A shock that hits a pair in both directions is one observation of it, not two: the error must know."""
    import pyfixest

    data = simulated(5, noise=0.0, agreement=0.4)
    rng = np.random.default_rng(2)
    pairs = [tuple(sorted(p)) for p in zip(data["origin"], data["destination"], strict=True)]
    shock = {(p, y): rng.normal(0, 0.6) for p in set(pairs) for y in set(data["year"])}
    data["trade"] *= np.exp([shock[p, y] for p, y in zip(pairs, data["year"], strict=True)])
    ours = gravity.estimate(data, "trade", terms=("agreement",), by_year=())
    told = data.assign(x=data["origin"] + data["year"].astype(str), m=data["destination"] + data["year"].astype(str), p=data["origin"] + data["destination"], both=["".join(p) for p in pairs])  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        one_way, both = (pyfixest.fepois("trade ~ agreement | x + m + p", told, vcov={"CRV1": c}).se().iloc[0] for c in ("p", "both"))  # fmt: skip
    assert ours.table["error"].iloc[0] == pytest.approx(both, rel=1e-4)
    assert both > 1.2 * one_way  # direction by direction it would be about a root of two too small


def test_names_that_run_together_do_not_merge_pairs():
    """A with BC is not AB with C, nor an economy called X2 in 000 one called X in 2000."""
    data = simulated(4, noise=0.2, agreement=0.4)
    awkward = dict(zip(sorted(set(data["origin"])), ["A", "AB", "BC", "C", "CA", "B", "ABC", "AA", "BB", "CC", "1", "11", "12", "2"], strict=True))  # fmt: skip
    renamed = data.replace({"origin": awkward, "destination": awkward})
    one, two = (gravity.estimate(d, "trade", by_year=()).table.to_numpy() for d in (data, renamed))
    assert two == pytest.approx(one, rel=1e-4)


def test_terms_that_others_tell_in_full_are_named():
    data = simulated(0, agreement=0.4)
    data["treaty"] = 2 * data["agreement"]
    found = gravity.estimate(data, "trade", terms=("agreement", "treaty"), by_year=())
    assert found.dropped == ("treaty",) and "Left out, for others tell all of it: treaty." in found.words("agreement")
    with pytest.raises(GravityError, match="treaty was left out"):
        found.percent("treaty")
    assert gravity.estimate(data, "trade", by_year=("log_distance",)).dropped == ()


def test_columns_may_have_any_name():
    data = simulated(0).rename(columns={"agreement": "in force (DESTA)", "trade": "trade, USD"})
    found = gravity.estimate(data, "trade, USD", terms=("in force (DESTA)",), by_year="log_distance")
    assert found.table.index.tolist() == ["in force (DESTA)"]
    assert found.years.index.unique("term").tolist() == ["log_distance"]


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda d: d.assign(trade=0.0), "trade is 0 everywhere"),
        (lambda d: d.assign(trade=(d["trade"] * 1e-3).round()), "trade is 0 everywhere"),
        (lambda d: d.assign(trade=d["trade"].where(d.index != 7, np.inf)), "trade is infinite in row 7"),
        (lambda d: d.assign(affinity=-np.inf), "affinity is infinite"),
        (lambda d: d.assign(trade=np.where(d.index == 5, 1.0, 0.0)), "nothing to estimate from"),
        (lambda d: d.assign(trade=d["trade"].astype(str)), "trade must hold numbers only"),
    ],
)
def test_panels_that_kill_or_fool_the_estimator_are_refused_before_it_is_called(change, words):
    with pytest.raises(GravityError, match=words):
        gravity.estimate(change(simulated(0)), "trade", by_year=())
    with pytest.raises(GravityError, match="log_distance is the same for all pairs"):
        gravity.estimate(simulated(0).assign(log_distance=1.0), "trade", by_year=("log_distance",))


# -- sales at home, borders, lags and leads ---------------------------------------------------------------------------


def with_home(seed: int, noise: float = 0.0, effect: float = 0.4, border: float = 0.2, late: float = 0.0) -> pd.DataFrame:  # fmt: skip
    """A panel of 12 economies, 2000-2009, with sales at home, agreements, and borders that lose ``border`` of their weight a year.

    An agreement adds ``effect`` at once and ``late`` four years on. Agreements only come, so does openness: whoever does not
    take borders out credits agreements with what opened all.
    """
    rng = np.random.default_rng(seed)
    names, years = [f"C{k:02d}" for k in range(12)], range(2000, 2010)
    table = pd.DataFrame([(a, b, y) for a in names for b in names for y in years], columns=["origin", "destination", "year"])  # fmt: skip
    pairs = [(a, b) for k, a in enumerate(names) for b in names[k + 1 :]]
    signed = {p: int(rng.integers(1994, 2018)) for p in pairs}
    since = pd.Series({**signed, **{(b, a): y for (a, b), y in signed.items()}})
    table = gravity.timed(table, since, lags=(4,), leads=(4,))
    size = {(e, n, y): 0.4 * rng.normal() for e in "xm" for n in names for y in years}
    habit = {(a, b): rng.normal() for a in names for b in names}
    log = np.array([size["x", a, y] + size["m", b, y] + habit[a, b] + 3 * (a == b) for a, b, y in table[["origin", "destination", "year"]].itertuples(index=False)])  # fmt: skip
    abroad = table["origin"] != table["destination"]
    log += border * (table["year"] - 2000) * abroad + effect * table["agreement"] + late * table["agreement_lag4"]
    return table.assign(trade=np.exp(log + noise * rng.normal(size=len(table)) - noise**2 / 2))


def test_agreements_are_not_credited_with_what_opened_all_borders():
    data = with_home(0)
    simple = {"flow": "trade", "terms": ("agreement",), "by_year": ()}
    naive, right = (gravity.estimate(data, **simple, borders=b) for b in (False, True))
    assert right.table.at["agreement", "estimate"] == pytest.approx(0.4, abs=1e-4)
    assert naive.table.at["agreement", "estimate"] > 0.7
    assert right.home and right.borders and "sales at home among them" in right.words("agreement")
    abroad = gravity.estimate(data[data["origin"] != data["destination"]], **simple)
    assert abroad.table.at["agreement", "estimate"] == pytest.approx(0.4, abs=1e-4) and not abroad.home


def test_taking_borders_out_is_the_same_as_an_effect_of_the_border_each_year():
    data = with_home(1, noise=0.05)
    data["border"] = (data["origin"] != data["destination"]).astype(float)
    out, by_year = (gravity.estimate(data, "trade", ("agreement",), **way) for way in ({"by_year": (), "borders": True}, {"by_year": ("border",)}))  # fmt: skip
    assert out.table["estimate"].to_numpy() == pytest.approx(by_year.table["estimate"].to_numpy(), abs=1e-5)
    assert by_year.years["estimate"].to_numpy() == pytest.approx(0.2 * np.arange(1, 10), abs=0.1)


def test_with_noise_the_interval_with_sales_at_home_holds_the_truth_nearly_always():
    hits = []
    for seed in range(20):
        data = with_home(seed, noise=0.3)
        found = gravity.estimate(data, "trade", ("agreement",), by_year=(), borders=True).table.loc["agreement"]
        hits.append(found["low"] < 0.4 < found["high"])
    assert np.mean(hits) >= 0.85


def test_an_agreement_that_works_slowly_is_the_sum_of_its_lags_and_its_lead_is_none():
    data = with_home(2, late=0.3)
    terms = ("agreement", "agreement_lag4", "agreement_lead4")
    found = gravity.estimate(data, "trade", terms, by_year=(), borders=True)
    assert found.table["estimate"].to_numpy() == pytest.approx([0.4, 0.3, 0.0], abs=1e-4)
    assert found.percent(terms[:2])["estimate"] == pytest.approx((np.exp(0.7) - 1) * 100, rel=1e-3)
    assert "With agreement and agreement_lag4, trade of the same pair is 101.4 % larger" in found.words(terms[:2])


def test_the_error_of_a_sum_of_terms_knows_that_they_move_together():
    """Written another way the sum is one coefficient: b1 A + b2 L = (b1 + b2) A + b2 (L - A)."""
    data = with_home(3, noise=0.3, late=0.3)
    data["later"] = data["agreement_lag4"] - data["agreement"]
    two, one = (gravity.estimate(data, "trade", ("agreement", t), by_year=(), borders=True) for t in ("agreement_lag4", "later"))  # fmt: skip
    summed, single = two.effect(("agreement", "agreement_lag4")), one.effect("agreement")
    assert summed.to_numpy() == pytest.approx(single.to_numpy(), rel=1e-3)
    apart = np.hypot(*two.table["error"])
    assert abs(summed["error"] / apart - 1) > 0.05


def test_timed_terms_look_back_and_ahead_and_never_home():
    data = pd.DataFrame([("A", "B", y) for y in range(2000, 2010)] + [("A", "A", 2009), ("B", "C", 2009)], columns=["origin", "destination", "year"])  # fmt: skip
    found = gravity.timed(data, pd.Series({("A", "B"): 2004, ("A", "A"): 1990}), lags=(3,), leads=(2,))
    both = found[found["destination"] == "B"].set_index("year")
    first = {k: int(both.index[both[k] == 1].min()) for k in ("agreement", "agreement_lag3", "agreement_lead2")}
    assert first == {"agreement": 2004, "agreement_lag3": 2007, "agreement_lead2": 2002}
    assert not found.loc[found["destination"] != "B"].filter(like="agreement").to_numpy().any()


def test_one_effect_for_both_directions_of_a_pair_is_coarser_than_one_for_each():
    data = with_home(4)
    each, both = (gravity.estimate(data, "trade", ("agreement",), by_year=(), borders=True, both_ways=b) for b in (False, True))  # fmt: skip
    assert each.table.at["agreement", "error"] < 1e-4 < both.table.at["agreement", "error"]


def test_borders_need_sales_at_home():
    data = with_home(0)
    for part, words in ((data["origin"] != data["destination"], "none are in the panel"), (data["origin"] == data["destination"], "only those are in the panel")):  # fmt: skip
        with pytest.raises(GravityError, match=words):
            gravity.estimate(data[part].assign(x=np.arange(part.sum()) % 7), "trade", ("x",), by_year=(), borders=True)
    with pytest.raises(GravityError, match="agreement is named twice"):
        gravity.estimate(data, "trade", ("agreement",), by_year=()).percent(("agreement", "agreement"))


@pytest.mark.parametrize(
    "terms, borders, published, total",
    [
        (("agreement",), False, [0.557], None),
        (("agreement", "agreement_lead4"), False, [0.520, 0.077], None),
        (agreement_effects.GUIDE_LAGS, True, [0.116, 0.288, 0.069, 0.002], (0.475, 0.110)),
    ],
    ids=["at once", "lead", "lags and borders"],
)
def test_the_published_estimates_of_the_advanced_guide_come_out(terms, borders, published, total):
    """Yotov, Piermartini, Monteiro and Larch (2016), chapter 1, effects of regional trade agreements."""
    found = gravity.estimate(agreement_effects.manufactures(), "sales", terms, by_year=(), borders=borders, both_ways=True)  # fmt: skip
    assert found.table.loc[list(terms), "estimate"].tolist() == pytest.approx(published, abs=6e-4)
    assert found.observations == 28482
    if total:
        assert found.effect(terms)[["estimate", "error"]].tolist() == pytest.approx(total, rel=0.025)


def test_the_shipped_specifications_are_estimated_from_the_shipped_panels():
    """Three of them again: the referee's with sales at home and borders, a null, and what a provision adds."""
    table = agreement_effects.specifications()
    assert len(table) == 39
    home = table.query("home and borders and sample == 'all' and effect == 'agreement'").set_index(["data", "agreements", "flow"])  # fmt: skip
    told = home.loc[("WIOD 2013 release", "DESTA", "value added"), ["estimate", "low", "high"]].tolist()
    found = gravity.estimate(agreement_effects.wiod2013(), "value_added", ("agreement",), by_year=(), borders=True)
    assert found.percent("agreement").tolist() == pytest.approx(told, abs=0.01)
    assert told == pytest.approx([18.5, 1.2, 38.7], abs=0.06)
    gross = home.loc[("WIOD 2013 release", "DESTA", "gross"), ["estimate", "low", "high"]].tolist()
    assert gross == pytest.approx([21.7, 1.3, 46.2], abs=0.06)
    null = gravity.estimate(agreement_effects.wiod2016(), "sales", ("coded",), by_year=(), borders=True).percent(
        "coded"
    )
    assert null.tolist() == pytest.approx(home.loc[("WIOD 2016 release", "Baier and Bergstrand", "gross"), ["estimate", "low", "high"]].tolist(), abs=0.01)  # fmt: skip
    assert null["low"] < 0 < null["high"]
    depth = gravity.estimate(agreement_effects.comtrade(), "exports", ("agreement", "depth"), by_year=())
    row = table.query("effect == @agreement_effects.PROVISION and sample == 'all'")[["estimate", "low", "high"]]
    assert depth.percent("depth").tolist() == pytest.approx(row.iloc[0].tolist(), abs=0.01)


def test_without_sales_at_home_no_specification_finds_agreements_at_work_but_the_longest_panel():
    """Abroad only, an agreement can but divert; with the home market in the data most estimates at once are above zero."""
    table = agreement_effects.specifications().query("effect == 'agreement' and controls == 'none' and sample == 'all'")
    abroad = table[~table["home"]]
    assert (abroad["low"] > 0).tolist() == (abroad["data"] == "Comtrade").tolist()
    assert (abroad["estimate"].abs() < 11).all()
    wiod = table[table["data"] == "WIOD 2013 release"]
    assert (wiod.loc[wiod["home"], "low"] > 0).all()


def test_leads_show_no_trade_before_the_agreement():
    leads = agreement_effects.specifications().query("effect == @agreement_effects.LEAD")
    assert len(leads) == 5 and (leads["low"] < 0).all() and (leads["high"] > 0).all()
    assert set(datasets.load("gravity_specifications").columns) >= {"estimate", "low", "high", "observations", "years"}


# -- least squares of what may fall below zero --------------------------------------------------------------------------
def _moods(effect: float = 0.3, seed: int = 5) -> pd.DataFrame:
    """12 economies, 2000-2009, whose mood to each other moves with a cause, whatever each one and each pair is."""
    rng = np.random.default_rng(seed)
    names, years = [f"C{k:02d}" for k in range(12)], range(2000, 2010)
    rows = pd.DataFrame([(a, b, t) for a in names for b in names if a != b for t in years], columns=["origin", "destination", "year"])
    each = {(a, t): rng.normal() for a in names for t in years}
    pair = {frozenset((a, b)): rng.normal() for a in names for b in names if a != b}
    cause = rng.normal(size=len(rows))
    one, other = ([each[k] for k in zip(rows[e], rows["year"], strict=True)] for e in ("origin", "destination"))
    habit = [pair[frozenset(k)] for k in zip(rows["origin"], rows["destination"], strict=True)]
    mood = effect * cause + np.array(one) + np.array(other) + habit + rng.normal(scale=0.1, size=len(rows))
    return rows.assign(mood=mood - 5, cause=cause)


def test_moods_below_zero_give_back_the_effect_they_were_made_with():
    found = gravity.linear(_moods(), "mood", ("cause",)).effect("cause")
    assert found["low"] < 0.3 < found["high"] and found["error"] < 0.01


def test_least_squares_is_that_of_demeaned_numbers():
    """Fully crossed pairs and years without home: the effect is that of dummies put in one by one."""
    data = _moods().query("origin < 'C05' and destination < 'C05' and year < 2004")
    dummies = pd.get_dummies(pd.DataFrame({
        "e": data["origin"] + data["year"].astype(str), "i": data["destination"] + data["year"].astype(str),
        "p": data["origin"] + data["destination"],
    }), dtype=float)  # fmt: skip
    x = np.column_stack([data["cause"], dummies])
    plain = np.linalg.lstsq(x, data["mood"].to_numpy(), rcond=None)[0][0]
    assert gravity.linear(data, "mood", ("cause",)).effect("cause")["estimate"] == pytest.approx(plain, abs=1e-6)


def test_a_mood_that_never_changes_explains_nothing():
    with pytest.raises(gravity.GravityError, match="the same everywhere"):
        gravity.linear(_moods().assign(mood=1.0), "mood", ("cause",))
