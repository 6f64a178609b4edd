"""Shares on tables whose stores run down: as the formulas give them, and told whenever they lie where no share can.

`python tests/test_bounds.py 1000` sweeps so many random tables and counts.
"""

import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from worlds import world

from helpers import bounds, datasets, network, participation, position, shocks, value_added
from helpers.bounds import OutsideBounds
from helpers.classification import MANUFACTURING
from helpers.decomposition import gvc_participation
from helpers.mrio import MRIO, MRIOError
from helpers.tables import agreement_effects, contents, fragmentation, ict, kinds_of_trade, technology
from helpers.trade_model import TradeModel


def run_down(seed: int) -> MRIO | None:
    """A random table whose stores run down so far that final demand is negative in places; None where output would be."""
    rng = np.random.default_rng(seed)
    m = world(int(rng.integers(2, 5)), int(rng.integers(1, 4)), seed)
    stocks = -m.Y * rng.uniform(0, 2, m.Y.shape) * (rng.uniform(size=m.Y.shape) < rng.uniform(0.05, 0.5))
    Z = m.Z * np.where(rng.uniform(size=m.n) < 0.1, rng.uniform(1, 2), 1.0)  # some industry may earn less than nothing
    try:
        out = MRIO(Z, m.Y + stocks, m.regions, m.industries, inventories=stocks)
        return out if out.lu else None
    except MRIOError:
        return None


# What is meant as a share of a whole: the measure, what of its answer is one, and the highest it can be.
SHARES = {
    "m.origin_shares": (lambda m: m.origin_shares, 1),
    "final_product_origin": (value_added.final_product_origin, 1),
    "final_product_origin by node": (lambda m: value_added.final_product_origin(m, "node"), 1),
    "revealed_comparative_advantage": (value_added.revealed_comparative_advantage, np.inf),
    "backward": (participation.backward, 1),
    "forward": (participation.forward, np.inf),
    "production_length_shares": (participation.production_length_shares, 1),
    "gvc_participation": (gvc_participation, 1),
    "final_use_share": (position.final_use_share, 1),
    "value_added_share": (position.value_added_share, 1),
    "country_positions": (lambda m: position.country_positions(m)[["final_use_share", "value_added_share"]], 1),
    "final_demand_falls": (lambda m: shocks.final_demand_falls(m, {m.regions[0]: 0.5})["share"], 1),
    "partner_extracted": (lambda m: shocks.partner_extracted(m, *m.regions[:2]), 1),
    "inside_exports": (lambda m: ict.inside_exports(m, m.industries, m.industries[:1]), 1),
    "foreign_share": (fragmentation.foreign_share, 1),
}


def asked(measure, m: MRIO) -> tuple[object, list[str]]:
    """The answer and what is told with it; origin shares, which most measures use, are asked for beforehand."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        if measure is not SHARES["m.origin_shares"][0]:
            m.origin_shares  # noqa: B018
            heard.clear()
        found = measure(m)
    assert all(w.category is OutsideBounds for w in heard)
    return found, [str(w.message) for w in heard]


def swept(seed: int) -> dict[str, tuple[int, int, bool]]:
    """Measure → shares, of them outside, and whether that was told as it is."""
    out = {}
    m = run_down(seed)
    for name, (measure, high) in SHARES.items() if m else ():
        try:
            found, words = asked(measure, run_down(seed))
        except MRIOError:
            continue  # a table that is refused in words: no value added to lose, say
        values = np.asarray(found, dtype=float)
        assert np.isfinite(values).all(), name
        odd = int(((values < -1e-9) | (values > high + 1e-9)).sum())
        farthest = f"{values.flat[np.argmax(np.maximum(-values, values - high))]:.4g}"
        among = f"{odd} of " if values.ndim else "The "
        told = any(w.startswith(among) and farthest in w for w in words) if odd else not words
        out[name] = (values.size, odd, told)
    return out


@pytest.mark.parametrize("seed", range(40))
def test_shares_outside_0_to_1_are_counted_and_the_farthest_is_named(seed):
    untold = [name for name, (_, _, told) in swept(seed).items() if not told]
    assert not untold


def test_such_tables_give_such_shares_in_every_measure():
    """The sweep is no empty one: every measure leaves 0 to 1 somewhere."""
    outside = pd.DataFrame([{k: v[1] for k, v in swept(seed).items()} for seed in range(240, 280)]).sum()
    assert (outside > 0).all(), outside


def test_a_table_without_negative_numbers_is_told_nothing():
    m = world(4, 3, seed=1)
    for name, (measure, _) in SHARES.items():
        assert asked(measure, m)[1] == [], name


def test_shares_are_left_as_the_formulas_give_them():
    m = run_down(0)
    with pytest.warns(OutsideBounds):
        share = position.final_use_share(m)
    assert (share.to_numpy() == m.per_output(m.f)).all() and share.min() < 0


def test_the_warning_names_the_place_and_points_to_the_line_that_asked():
    shares = pd.DataFrame([[0.5, -0.25], [1.5, 1.0]], ["R0", "R1"], ["backward", "forward"])
    with pytest.warns(OutsideBounds, match=r"2 of 4 shares of it lie outside 0 to 1, the farthest 1.5 \(R1, backward\)") as heard:  # fmt: skip
        assert bounds.told(shares, "shares of it") is shares
    assert heard[0].filename == __file__
    with pytest.warns(OutsideBounds, match=r"1 of 2 indices lie below 0, the farthest -3: "):
        bounds.told(np.array([5.0, -3]), "indices", np.inf)
    with pytest.warns(OutsideBounds, match=r"^The share is 1.25, outside 0 to 1: "):
        bounds.told(1.25, "The share")


def test_a_check_tells_nothing_of_shares_it_does_not_show():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bounds.untold()(bounds.told)(2.0, "The share")
        with bounds.untold():
            bounds.told(np.array([-1.0, 2]), "shares")


def test_rounding_is_no_share_outside():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bounds.told(np.array([-1e-12, 1 + 1e-12, np.nan]), "shares")


def test_what_is_set_to_zero_is_counted_and_said():
    m = world(3, 2, seed=4)
    Y, Z = m.Y.copy(), m.Z.copy()
    Y[0, 0], Z[1, 2] = -0.1, -0.01
    model = TradeModel.from_mrio(MRIO(Z, Y, m.regions, m.industries, x=m.x), 4)
    assert model.repairs["negative inputs set to 0"] == model.repairs["negative final demand set to 0"] == 1
    assert "1 negative inputs set to 0, 1 negative final demand set to 0" in repr(model)
    assert "set to 0" not in repr(TradeModel.from_mrio(m, 4))
    net = network.Network(pd.DataFrame([[0, 1, 2], [-1, 0, 1], [2, 2, 0]], list("abc"), list("abc")))
    assert net.negative == 1 and repr(net).endswith("1 negative ones set to 0>")


def test_an_industry_that_loses_money_earns_nothing_in_the_model_and_is_counted():
    m = world(3, 2, seed=4)
    Z = m.Z.copy()
    Z[:, 0] *= 2.5
    dear = MRIO(Z, m.Y, m.regions, m.industries)
    assert dear.va[0] < 0
    assert TradeModel.from_mrio(dear, 4).repairs["negative value added set to 0"] == 1
    assert TradeModel.from_mrio(m, 4).repairs["negative value added set to 0"] == 0


# -- what the course shows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1995, 2003, 2009, 2011])
def test_the_shares_that_lessons_show_lie_from_0_to_1(year):
    """Told of the shipped tables: single products' final use and comparative advantage, and nothing else."""
    m = datasets.mrio(year)
    for name in set(SHARES) - {"final_use_share", "revealed_comparative_advantage", "inside_exports"}:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            SHARES[name][0](m)
            kinds_of_trade.grubel_lloyd(m), contents.comes_home("MEX", year), contents.share("foreign", "exports", "MEX", year)  # fmt: skip
    with pytest.warns(OutsideBounds, match="of 902 shares of final use in output"):
        position.final_use_share(m)


def test_tables_of_lessons_count_what_lies_outside():
    table = ict.ict_inside(MANUFACTURING)
    assert table.attrs["outside"] == bounds.outside(table).sum() == 11 and table.to_numpy().min() > -0.03
    assert technology.labour_shares(2007).attrs["outside"] == 37
    assert agreement_effects.wiod2013().attrs["negative"] == 1
    assert technology.labour_shares(2007).dropna().between(0, 1).all()


if __name__ == "__main__":
    tables = [swept(seed) for seed in range(int(sys.argv[1]))]
    held = [t for t in tables if t]
    rows = {
        name: [sum(t[name][0] for t in held if name in t), sum(t[name][1] for t in held if name in t), sum(not t[name][2] for t in held if name in t)]
        for name in SHARES
    }  # fmt: skip
    table = pd.DataFrame(rows, ["shares", "outside", "untold"]).T
    print(table, table.sum(), sep="\n")
    print(f"{len(tables)} tables, {len(tables) - len(held)} refused in words, {sum(any(v[1] for v in t.values()) for t in held)} with a share outside")  # fmt: skip
