"""Position in the chain: two formulas agree, ends of the chain are ends, and the world's length is its output over GDP."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import relabelled, split, world

from helpers import position as ps
from helpers.mrio import MRIO, MRIOError

seeds = st.integers(0, 10**6)
few = settings(max_examples=15, deadline=None)


@pytest.fixture(params=[False, True], ids=["quiet", "troubled"])
def m(request) -> MRIO:
    return world(4, 3, seed=9, troubled=request.param)


def chain(*sales: float, final: float) -> MRIO:
    """Each region sells all it makes to the next; the last sells to final users."""
    n = len(sales) + 1
    Y = np.zeros((n, n))
    Y[-1, 0] = final
    return MRIO(np.diag(np.array(sales), k=1), Y, [f"step {k}" for k in range(n)], ["all"])


def test_upstreamness_counts_the_steps_to_final_users():
    assert ps.upstreamness(chain(3.0, 5.0, 6.0, final=10.0)).tolist() == pytest.approx([4, 3, 2, 1])


def test_downstreamness_counts_the_steps_from_primary_inputs_by_value():
    assert ps.downstreamness(chain(3.0, 6.0, final=12.0)).tolist() == pytest.approx([1, 1 + 3 / 6, 1 + 6 / 12 * 1.5])


def test_upstreamness_by_two_formulas(m):
    """1·final use + 2·sold to producers of final goods + 3·…, over output; and one plus the buyers' upstreamness."""
    round_of_sales, total, k = m.f.copy(), np.zeros(m.n), 1
    while np.abs(round_of_sales).max() > 1e-15 * m.x.max():
        total += k * round_of_sales
        round_of_sales, k = m.A @ round_of_sales, k + 1
    up = ps.upstreamness(m).to_numpy()
    assert up == pytest.approx(np.divide(total, m.x, out=np.zeros(m.n), where=m.x != 0))
    buyers = np.divide(m.Z, m.x[:, None], out=np.zeros_like(m.Z), where=m.x[:, None] != 0)
    assert up == pytest.approx((m.x != 0) + buyers @ up)


def test_downstreamness_is_one_plus_the_downstreamness_of_what_is_bought(m):
    down = ps.downstreamness(m).to_numpy()
    assert down == pytest.approx((m.x != 0) + m.A.T @ down)


def test_chains_are_as_long_as_the_worlds_output_over_its_gdp(m):
    length = m.x.sum() / m.va.sum()
    assert np.average(ps.upstreamness(m), weights=m.va) == pytest.approx(length)
    assert ps.downstreamness(m) @ m.f / m.f.sum() == pytest.approx(length)


def test_where_nobody_buys_inputs_everybody_stands_at_both_ends():
    m = MRIO(np.zeros((4, 4)), np.ones((4, 2)), ["A", "B"], ["x", "y"])
    assert ps.upstreamness(m).tolist() == ps.downstreamness(m).tolist() == [1] * 4
    assert ps.final_use_share(m).tolist() == ps.value_added_share(m).tolist() == [1] * 4


def test_positions_need_final_use_but_not_its_destination(m):
    blind = MRIO(m.Z, None, m.regions, m.industries, x=m.x)
    for measure in (ps.upstreamness, ps.downstreamness, ps.final_use_share, ps.value_added_share):
        assert measure(blind).to_numpy() == pytest.approx(measure(m).to_numpy())


def test_a_regions_position_is_the_average_of_its_industries_by_output(m):
    up = ps.upstreamness(m)
    expected = np.average(up.loc["R3"], weights=m.x[m.rows("R3")])
    assert ps.by_region(m, up)["R3"] == pytest.approx(expected)


def test_propagation_lengths_are_the_average_round_of_the_chain(m):
    """Σ k·Aᵏ over Σ Aᵏ, k = 1, 2, …: Dietzenbacher, Romero and Bosma (2005)."""
    power, reached, steps = m.A, np.zeros((m.n, m.n)), np.zeros((m.n, m.n))
    for k in range(1, 200):
        reached, steps, power = reached + power, steps + k * power, power @ m.A
    expected = np.divide(steps, reached, out=np.zeros_like(steps), where=reached > 0)
    lengths = ps.average_propagation_length(m)
    assert lengths.to_numpy() == pytest.approx(expected)
    one = ps.average_propagation_length(m, ("R1", "i2"))
    assert one.to_numpy() == pytest.approx(lengths.loc[("R1", "i2")].to_numpy())


def test_steps_along_a_chain():
    lengths = ps.average_propagation_length(chain(3.0, 5.0, 6.0, final=10.0)).to_numpy()
    assert lengths[0] == pytest.approx([0, 1, 2, 3]) and not lengths[3].any()


@pytest.mark.parametrize("nobody", ["R1", ("R1",), ("R1", "spells"), ["R1", "i2"], 7])
def test_propagation_from_an_unknown_node_is_refused(m, nobody):
    with pytest.raises(MRIOError, match=r"not an? (\(region, )?industry"):
        ps.average_propagation_length(m, nobody)


# -- inventories -----------------------------------------------------------------------------------------------------


def test_without_changes_in_stocks_sales_are_scaled_up_to_output():
    m = world(troubled=True)
    sold = ps.net_inventories(m)
    assert (sold.x == m.x).all()
    assert sold.Z.sum(axis=1) + sold.f == pytest.approx(m.x)
    i, stocks = 0, m.inventories.sum(axis=1)
    assert stocks[i] < 0, "its stocks shrank: it sold more than it made"
    assert sold.Z[i] == pytest.approx(m.Z[i] * m.x[i] / (m.x[i] - stocks[i]))


def test_taking_out_no_inventories_changes_nothing():
    m = world()
    assert ps.upstreamness(ps.net_inventories(m)).to_numpy() == pytest.approx(ps.upstreamness(m).to_numpy())


def test_an_industry_that_only_fills_its_stores_is_left_as_it_is():
    stored = np.array([[5.0, 0.0], [0.0, 0.0]])
    m = MRIO(
        np.array([[0.0, 0.0], [0.0, 2.0]]), stored + np.array([[0, 0], [4, 4]]), ["A", "B"], ["all"], inventories=stored
    )
    assert np.isfinite(ps.upstreamness(ps.net_inventories(m))).all()
    assert ps.net_inventories(m).f.tolist() == [0, 8]


def test_a_table_that_does_not_tell_inventories_says_so():
    m = world()
    for measure in (ps.net_inventories, ps.country_positions):
        with pytest.raises(MRIOError, match="does not tell changes in inventories"):
            measure(MRIO(m.Z, m.Y, m.regions, m.industries))


def test_country_positions_are_those_of_the_table_with_one_industry_a_country():
    m = world(troubled=True)
    one = m.aggregate(industries=dict.fromkeys(m.industries, "all"))
    expected = ps.upstreamness(ps.net_inventories(one)).droplevel("industry")
    pd.testing.assert_series_equal(ps.country_positions(m)["upstreamness"], expected)


# -- what must not matter ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "measure", [ps.upstreamness, ps.downstreamness, ps.final_use_share, ps.value_added_share], ids=lambda f: f.__name__
)
@given(seed=seeds, order=seeds, money=st.floats(1e-4, 1e6))
@few
def test_neither_the_order_of_labels_nor_the_currency_matters(measure, seed, order, money):
    m = world(3, 3, seed=seed, troubled=True)
    other = relabelled(world(3, 3, seed=seed, troubled=True, money=money), order)
    here = measure(m)
    assert measure(other).loc[here.index].to_numpy() == pytest.approx(here.to_numpy())


@given(seed=seeds, share=st.floats(0.05, 0.95))
@few
def test_splitting_a_country_into_twin_provinces_moves_nobody(seed, share):
    m = world(3, 3, seed=seed)
    provinces = split(m, "R1", share)
    for measure in (ps.upstreamness, ps.downstreamness):
        before, after = measure(m), measure(provinces)
        assert after.loc[before.index].to_numpy() == pytest.approx(before.to_numpy())
        assert after.loc["R1′"].to_numpy() == pytest.approx(before.loc["R1"].to_numpy())
