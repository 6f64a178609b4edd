"""Value-added trade adds up, agrees with what it is defined to be, and does not depend on how a world is written down."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import relabelled, split, world

from helpers import value_added as va
from helpers.mrio import MRIO, MRIOError

seeds = st.integers(0, 10**6)
few = settings(max_examples=15, deadline=None)
by_region_measures = [
    va.vax,
    va.value_added_imports,
    va.gross_exports,
    va.gross_imports,
    va.content_of_exports,
    va.domestic_value_added_in_exports,
    va.vs,
    va.vs1,
    va.final_product_origin,
]
by_node_measures = [va.vax_by_industry, va.value_added_in_exports_by_industry, va.revealed_comparative_advantage]


# -- what adds up ----------------------------------------------------------------------------------------------------


@pytest.fixture(params=[False, True], ids=["quiet", "troubled"])
def m(request) -> MRIO:
    return world(5, 4, seed=7, troubled=request.param)


def test_value_added_used_everywhere_is_value_added_earned(m):
    trade = va.value_added_trade(m)
    assert trade.sum(axis=1).to_numpy() == pytest.approx(m.by_region(m.va))
    assert trade.sum(axis=0).to_numpy() == pytest.approx(m.Y.sum(axis=0))


def test_value_added_trade_is_v_b_y(m):
    full = m.v[:, None] * (np.linalg.inv(np.eye(m.n) - m.A) @ m.Y)
    assert va.value_added_trade(m).to_numpy() == pytest.approx(m.by_region(full))


def test_the_world_imports_the_value_added_it_exports(m):
    assert va.vax(m).sum() == pytest.approx(va.value_added_imports(m).sum())


def test_the_trade_balance_in_value_added_is_the_gross_trade_balance(m):
    in_value_added = va.vax(m) - va.value_added_imports(m)
    assert in_value_added.to_numpy() == pytest.approx((va.gross_exports(m) - va.gross_imports(m)).to_numpy())


def test_domestic_and_foreign_content_are_gross_exports(m):
    content = va.content_of_exports(m)
    assert (content["domestic"] + content["foreign"]).to_numpy() == pytest.approx(content["exports"].to_numpy())
    assert va.origin_of_exports(m).sum(axis=0).to_numpy() == pytest.approx(content["exports"].to_numpy())


def test_what_is_foreign_in_someones_exports_is_indirect_exports_of_someone_else(m):
    assert va.vs1(m).sum() == pytest.approx(va.content_of_exports(m)["foreign"].sum())


def test_each_step_of_counting_once_leaves_less(m):
    """Absorbed abroad ≤ leaves at least once ≤ leaves, counted each time ≤ gross exports."""
    content = va.content_of_exports(m)
    steps = [va.vax(m), va.domestic_value_added_in_exports(m), content["domestic"], content["exports"]]
    for smaller, larger in pairwise(steps):
        assert (smaller < larger).all()


@pytest.mark.parametrize("region", ["R0", "R3"])
def test_extraction_is_the_gdp_lost_when_a_region_stops_exporting(m, region):
    rows, own = m.rows(region), m.region(region)
    A, Y = m.A.copy(), m.Y.copy()
    others = np.setdiff1d(np.arange(m.n), np.arange(m.n)[rows])
    A[rows, others] = 0
    Y[rows, np.arange(m.G) != own] = 0
    output = np.linalg.solve(np.eye(m.n) - A, Y.sum(axis=1))
    lost = m.va[rows].sum() - m.v[rows] @ output[rows]
    assert va.extraction(m, region) == pytest.approx(lost)
    assert va.domestic_value_added_in_exports(m)[region] == pytest.approx(lost)
    assert va.vs(m)[region] == pytest.approx(va.gross_exports(m)[region] - lost)


def test_extraction_of_an_unknown_region_is_refused(m):
    with pytest.raises(MRIOError, match="not a region"):
        va.extraction(m, "Narnia")


def test_industries_of_origin_add_up_to_their_region(m):
    assert m.by_region(va.vax_by_industry(m).to_numpy()) == pytest.approx(va.vax(m).to_numpy())
    earned = m.by_region(va.value_added_in_exports_by_industry(m).to_numpy())
    assert earned == pytest.approx(va.domestic_value_added_in_exports(m).to_numpy())


def test_final_products_are_made_of_value_added_only(m):
    origin = va.origin_of_final_products(m)
    assert origin.sum(axis=0).to_numpy() == pytest.approx(m.f)
    assert origin.sum(axis=1).to_numpy() == pytest.approx(m.by_region(m.va))


def test_fragmentation_of_a_region_is_that_of_its_final_products(m):
    origin = va.origin_of_final_products(m)
    at_home = origin.loc["R1", "R1"].sum()
    assert va.final_product_origin(m)["R1"] == pytest.approx(1 - at_home / m.f[m.rows("R1")].sum())
    by_node = va.final_product_origin(m, by="node")
    assert by_node.loc[("R1", "i1")] == pytest.approx(1 - origin.at["R1", ("R1", "i1")] / m.f[m.N + 1])


def test_fragmentation_needs_final_use_but_not_its_destination(m):
    blind = MRIO(m.Z, None, m.regions, m.industries, x=m.x)
    assert va.final_product_origin(blind).to_numpy() == pytest.approx(va.final_product_origin(m).to_numpy())


def test_fragmentation_by_something_else_is_refused(m):
    with pytest.raises(MRIOError, match="not by 'industry'"):
        va.final_product_origin(m, by="industry")


def test_a_footprint_in_dollars_of_value_added_is_value_added_trade(m):
    assert va.footprint(m, m.va).to_numpy() == pytest.approx(va.value_added_trade(m).to_numpy())


@pytest.mark.parametrize("factor", [np.ones(3), np.full(20, np.nan), ["jobs"] * 20], ids=["short", "missing", "words"])
def test_a_footprint_of_half_known_jobs_is_refused(m, factor):
    with pytest.raises(MRIOError, match="The factor"):
        va.footprint(m, factor)


def test_comparative_advantage_averages_to_one_in_every_region(m):
    """Weighted by what the world earns in each industry, Balassa's index averages to 1: nobody is strong in everything."""
    earned = va.value_added_in_exports_by_industry(m).to_numpy().reshape(m.G, m.N)
    weight = earned.sum(axis=0) / earned.sum()
    rca = va.revealed_comparative_advantage(m).to_numpy().reshape(m.G, m.N)
    assert rca @ weight == pytest.approx(np.ones(m.G))


# -- worlds at the edge ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edge", [world(3, 3, autarky=True), world(1, 4)], ids=["no trade", "one region"])
def test_where_nothing_crosses_a_border_nothing_is_traded_or_foreign(edge):
    for measure in by_region_measures:
        assert np.asarray(measure(edge)) == pytest.approx(np.zeros(np.shape(measure(edge))), abs=1e-12)
    for measure in by_node_measures:
        assert measure(edge).to_numpy() == pytest.approx(np.zeros(edge.n), abs=1e-12)
    assert np.diag(va.value_added_trade(edge)) == pytest.approx(edge.by_region(edge.va))


# -- what must not matter ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", by_region_measures + by_node_measures, ids=lambda f: f.__name__)
@given(seed=seeds, order=seeds)
@few
def test_the_order_of_regions_and_industries_does_not_matter(measure, seed, order):
    m = world(3, 3, seed=seed, troubled=True)
    here, there = measure(m), measure(relabelled(m, order))
    assert here.to_numpy() == pytest.approx(there.loc[here.index].to_numpy(), abs=1e-9)


@given(seed=seeds, money=st.floats(1e-4, 1e6))
@few
def test_counting_in_another_currency_scales_flows_and_leaves_shares(seed, money):
    m, other = world(3, 2, seed=seed), world(3, 2, seed=seed, money=money)
    assert va.value_added_trade(other).to_numpy() == pytest.approx(money * va.value_added_trade(m).to_numpy())
    assert va.vs1(other).to_numpy() == pytest.approx(money * va.vs1(m).to_numpy())
    assert va.final_product_origin(other).to_numpy() == pytest.approx(va.final_product_origin(m).to_numpy())
    rca = va.revealed_comparative_advantage
    assert rca(other).to_numpy() == pytest.approx(rca(m).to_numpy())


@given(seed=seeds, share=st.floats(0.05, 0.95))
@few
def test_splitting_a_country_into_twin_provinces_changes_nobodys_value_added_trade(seed, share):
    m = world(3, 3, seed=seed)
    trade = va.value_added_trade(split(m, "R1", share))
    merged = trade.rename(index={"R1′": "R1"}, columns={"R1′": "R1"}).groupby(level=0).sum().T.groupby(level=0).sum().T
    assert merged.to_numpy() == pytest.approx(va.value_added_trade(m).to_numpy())
    others = ["R0", "R2"]
    for measure in (va.domestic_value_added_in_exports, va.gross_exports):
        assert measure(split(m, "R1", share))[others].to_numpy() == pytest.approx(measure(m)[others].to_numpy())
    assert split(m, "R1", share).aggregate(regions={"R1′": "R1"}).Z == pytest.approx(m.Z)


def test_rounds_of_suppliers_follow_the_recipes_that_are_given():
    m = world(3, 2, seed=1)
    own, given_too = (va.rounds_of_value_added(m, ("R1", "i0"), 60, *more) for more in ((), (m.A,)))
    assert own.equals(given_too) and len(own) == 61
    assert own.sum().to_numpy() == pytest.approx(m.origin_shares[:, m.node("R1", "i0")])
    assert own.iloc[0].to_dict() == {"R0": 0.0, "R1": m.v[m.node("R1", "i0")], "R2": 0.0}
    alone = va.rounds_of_value_added(m, ("R1", "i0"), 3, np.zeros_like(m.A))
    assert (alone.iloc[1:] == 0).all().all(), "without suppliers there is one round"
