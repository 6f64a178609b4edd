"""Gravity: known coefficients come back, effects hide what they should, and bad panels are named."""

import warnings

import numpy as np
import pandas as pd
import pytest

from helpers import gravity
from helpers.gravity import GravityError
from helpers.tables import agreements


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
