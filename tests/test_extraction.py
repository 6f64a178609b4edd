"""Value by way of an economy: what is missing when its industries are gone is what came through them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import relabelled, split, world

from helpers import datasets, extraction
from helpers.decomposition import borin_mancini
from helpers.mrio import MRIO, MRIOError
from helpers.value_added import content_of_exports, footprint, gross_exports, value_added_trade

seeds = st.integers(0, 10**6)
few = settings(max_examples=12, deadline=None)


def without(m: MRIO, regions: list[str]) -> np.ndarray:
    """Value added by origin and destination along chains that never meet some regions: the power series, step by step."""
    free = ~m.select(region=regions)
    A = m.A * np.outer(free, free)
    needed, made = m.Y * free[:, None], np.zeros_like(m.Y)
    for _ in range(2000):
        made += needed
        needed = A @ needed
        if needed.max() < 1e-13 * made.max():
            break
    return m.by_region(m.v[:, None] * made)


@few
@given(seeds)
def test_what_passes_is_what_is_missing_when_all_chains_are_followed_one_by_one(seed):
    m = world(4, 3, seed, troubled=bool(seed % 2))
    for gone in (["R1"], ["R0", "R3"]):
        missing = value_added_trade(m) - without(m, gone)
        assert np.allclose(extraction.through(m, gone), missing, atol=1e-8)


def test_it_is_the_table_with_the_economy_taken_out():
    m = world(5, 2, 7)
    keep = ~m.select(region="R2")
    home = np.arange(m.G) != m.region("R2")
    left = MRIO(m.Z[np.ix_(keep, keep)], m.Y[keep][:, home], [c for c in m.regions if c != "R2"], m.industries, x=m.x[keep])  # fmt: skip
    # its buyers make do without what it sold them, so its own value added per output is not what it was: follow theirs
    passed = extraction.through(m, "R2").drop(index="R2", columns="R2")
    kept = left.by_region(m.v[keep][:, None] * left.solve(left.Y))
    whole = value_added_trade(m).drop(index="R2", columns="R2")
    assert np.allclose(whole - passed, kept)


@few
@given(seeds)
def test_taking_everything_out_leaves_nothing(seed):
    m = world(3, 3, seed)
    assert np.allclose(extraction.through(m, m.regions), value_added_trade(m))
    assert np.allclose(extraction.through(m, []), 0)


def test_an_economy_without_links_changes_nothing():
    m = world(4, 3, 3, autarky=True)
    found = extraction.through(m, "R1")
    assert np.allclose(found.drop(index="R1", columns="R1"), 0)
    assert np.allclose(extraction.hinge(m)["share"], 0)


def test_what_an_economy_earns_passes_it():
    m = world(4, 3, 11)
    for code in m.regions:
        assert np.allclose(extraction.through(m, code).loc[code], value_added_trade(m).loc[code])


@few
@given(seeds)
def test_two_economies_on_one_chain_count_once_together(seed):
    m = world(4, 2, seed)
    one, two, both = (extraction.through(m, codes) for codes in ("R1", "R2", ["R1", "R2"]))
    assert (both <= one + two + 1e-9).all(axis=None)
    assert (both >= np.maximum(one, two) - 1e-9).all(axis=None)


def test_all_at_once_and_some_are_what_each_is_alone():
    m = world(5, 3, 2)
    each, some = extraction.through_each(m), extraction.through_each(m, ["R3", "R0"])
    assert each.shape == (5, 5, 5) and some.shape == (5, 2, 5)
    for k, code in enumerate(m.regions):
        assert np.allclose(each[:, k], extraction.through(m, code))
    assert np.allclose(some, each[:, [3, 0]])


def test_a_factor_is_followed_as_value_added_is():
    m = world(4, 3, 5)
    mined = np.where(m.select("i0"), m.va, 0.0)
    assert np.allclose(extraction.through(m, "R2", m.va), extraction.through(m, "R2"))
    rest = extraction.through(m, "R2", m.va - mined)
    assert np.allclose(extraction.through(m, "R2", mined) + rest, extraction.through(m, "R2"))
    assert np.allclose(extraction.through(m, m.regions, mined), footprint(m, mined))
    assert np.allclose(extraction.through_each(m, ["R2"], mined)[:, 0], extraction.through(m, "R2", mined))


def test_the_order_of_regions_and_industries_does_not_matter():
    m = world(4, 3, 9)
    other = relabelled(m, 1)
    found = extraction.through(other, "R2").loc[m.regions, m.regions]
    assert np.allclose(found, extraction.through(m, "R2"))
    assert np.allclose(extraction.hinge(other).loc[m.regions], extraction.hinge(m))


def test_two_provinces_taken_out_together_are_the_one_economy():
    m = world(4, 3, 4)
    halves = split(m, "R1", 0.3)
    found = extraction.through(halves, ["R1", "R1′"])
    kept = [c for c in m.regions if c != "R1"]
    assert np.allclose(found.loc[kept, kept], extraction.through(m, "R1").loc[kept, kept])


def test_a_hinge_is_neither_origin_nor_destination():
    m = world(4, 2, 8)
    passed, whole = extraction.through(m, "R1"), value_added_trade(m)
    others = [c for c in m.regions if c != "R1"]
    away = ~np.eye(3, dtype=bool)
    row = extraction.hinge(m).loc["R1"]
    assert row["through"] == pytest.approx(passed.loc[others, others].to_numpy()[away].sum())
    assert row["between"] == pytest.approx(whole.loc[others, others].to_numpy()[away].sum())
    assert row["share"] == pytest.approx(row["through"] / row["between"])
    one_way = extraction.hinge(m, ["R0", "R1"], ["R3"], regions=["R1"])
    assert list(one_way.index) == ["R1"] and one_way.at["R1", "through"] == pytest.approx(passed.at["R0", "R3"])


@few
@given(seeds)
def test_what_passes_to_third_buyers_is_foreign_value_in_exports_counted_once(seed):
    """Borin and Mancini's FVA counts others' value that leaves an economy once; a part of it comes back to stay."""
    m = world(4, 3, seed)
    each, fva = extraction.through_each(m), borin_mancini(m)["FVA"].groupby(level=0).sum()[m.regions].to_numpy()
    for r in range(m.G):
        others = np.arange(m.G) != r
        assert each[others, r][:, others].sum() <= fva[r] + 1e-8


def test_in_wiod_nearly_all_foreign_value_in_exports_goes_on_to_a_third_buyer_and_never_more():
    m = datasets.mrio(2009)
    foreign = content_of_exports(m)["foreign"]
    each = extraction.through_each(m)
    off = ~np.eye(m.G, dtype=bool)
    passed = pd.Series([each[off[r], r][:, off[r]].sum() for r in range(m.G)], m.regions)
    assert (passed < foreign).all() and (passed / foreign).between(0.80, 1).all()


# -- partners by size alone --------------------------------------------------------------------------------------------


@few
@given(seeds)
def test_size_alone_keeps_who_makes_sells_and_buys_how_much_of_what(seed):
    m = world(5, 3, seed)
    n = extraction.by_size_alone(m)
    assert np.allclose(n.va, m.va) and np.allclose(n.x, m.x)
    assert np.allclose(n.Z.sum(axis=1) + n.f, m.x)  # every row still adds up
    assert np.allclose(gross_exports(n), gross_exports(m))
    assert np.allclose(n.domestic_blocks(n.Z), m.domestic_blocks(m.Z)) and np.allclose(n.at_home(n.Y), m.at_home(m.Y))
    by_product = lambda t: t.Z.reshape(t.G, t.N, t.n).sum(axis=0)  # noqa: E731
    assert np.allclose(by_product(n), by_product(m))


def test_size_alone_knows_no_partners():
    """In products that everyone imports, the part of a seller is the same for any two buyers (but for themselves)."""
    n = extraction.by_size_alone(world(5, 2, 1))
    sold = n.Z.reshape(5, 2, 5, 2).sum(axis=3)[:, 0]  # of product 0: origin × buyer
    ratio = sold[2] / sold[3]
    assert ratio[0] == pytest.approx(ratio[1]) == pytest.approx(ratio[4])


def test_a_table_of_size_alone_is_left_as_it_is():
    n = extraction.by_size_alone(world(5, 3, 6))
    again = extraction.by_size_alone(n)
    assert np.allclose(again.Z, n.Z) and np.allclose(again.Y, n.Y)


def test_with_three_economies_of_one_size_partners_matter():
    """A world where R0 sells only to R1 and R1 only to R2: size alone sends two thirds of that past R1."""
    Z, Y = np.zeros((3, 3)), np.diag([5.0, 5.0, 5.0])
    Z[0, 1], Y[1, 2] = 4.0, 6.0
    line = MRIO(Z, Y, list("ABC"), ["goods"])
    assert extraction.hinge(line).at["B", "share"] == pytest.approx(1.0)
    spread = extraction.by_size_alone(line)
    assert extraction.hinge(spread).at["B", "through"] == pytest.approx(extraction.hinge(line).at["B", "through"])


def test_in_words():
    m = world(3, 2)
    with pytest.raises(MRIOError, match="'R7' is not a region of this table"):
        extraction.through(m, "R7")
    with pytest.raises(MRIOError, match="R7"):
        extraction.hinge(m, origins=["R7"])
    with pytest.raises(MRIOError, match="rounds"):
        extraction.by_size_alone(m, 0)
    blind = MRIO(m.Z, None, m.regions, m.industries, x=m.x)
    for ask in (lambda: extraction.through(blind, "R1"), lambda: extraction.hinge(blind), lambda: extraction.by_size_alone(blind)):  # fmt: skip
        with pytest.raises(MRIOError, match="no final demand by destination"):
            ask()


# -- real numbers ------------------------------------------------------------------------------------------------------


def test_china_and_germany_as_hinges_of_2011():
    """Recomputed from the arrays of the table with numpy alone: industries taken out, the rest inverted."""
    m = datasets.mrio(2011)
    found = extraction.hinge(m, regions=["CHN", "DEU"])
    for code in found.index:
        keep = ~m.select(region=code)
        A = (m.Z / np.where(m.x > 0, m.x, 1))[np.ix_(keep, keep)]
        made = np.linalg.solve(np.eye(keep.sum()) - A, m.Y[keep])
        rest = np.flatnonzero(np.array(m.regions) != code)
        left = (m.v[keep][:, None] * made).reshape(len(rest), m.N, m.G).sum(axis=1)[:, rest]
        off = ~np.eye(len(rest), dtype=bool)
        whole = value_added_trade(m).to_numpy()[np.ix_(rest, rest)][off].sum()
        assert 1 - left[off].sum() / whole == pytest.approx(found.at[code, "share"], abs=1e-9)
    assert found["share"].to_list() == pytest.approx([0.0360, 0.0336], abs=5e-5)
