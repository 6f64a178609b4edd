"""Shocks: no shock means no change, losses add up to the fall, and short cuts agree with the long way."""

import numpy as np
import pandas as pd
import pytest
from worlds import world

from helpers import shocks
from helpers.bounds import OutsideBounds
from helpers.mrio import MRIO, MRIOError
from helpers.value_added import value_added_trade


@pytest.fixture(params=[False, True], ids=["quiet", "troubled"])
def m(request) -> MRIO:
    return world(4, 3, seed=3, troubled=request.param)


def test_losses_add_up_to_the_fall_of_final_demand(m):
    lost = shocks.final_demand_falls(m, {"R1": 0.2, "R2": 0.1})["lost"].sum()
    assert lost == pytest.approx(0.2 * m.Y[:, 1].sum() + 0.1 * m.Y[:, 2].sum())


def test_a_buyer_that_stops_buying_takes_the_value_added_it_used(m):
    lost = shocks.final_demand_falls(m, {"R1": 1.0})["lost"].groupby("region").sum()
    assert lost.to_numpy() == pytest.approx(value_added_trade(m)["R1"].to_numpy())


def test_a_cut_in_some_industries_is_part_of_the_whole_cut(m):
    parts = [shocks.final_demand_falls(m, {"R0": 0.3}, [i])["lost"] for i in m.industries]
    pd.testing.assert_series_equal(sum(parts), shocks.final_demand_falls(m, {"R0": 0.3})["lost"])


def test_if_everything_rises_by_as_much_so_does_the_cost_of_living(m):
    rise = shocks.prices_rise(m, None, m.industries, 0.2)
    assert shocks.cost_of_living(m, rise).to_numpy() == pytest.approx(0.2)


def test_a_price_rise_is_passed_on_in_full_through_recipes():
    m = world(3, 2, seed=1)
    rise = shocks.prices_rise(m, ["R0"], ["i0"], 0.5)
    free = np.arange(m.n) != 0
    assert rise.iloc[0] == 0.5
    assert rise[free].to_numpy() == pytest.approx((m.A.T @ rise.to_numpy())[free])


def test_extracting_a_partner_is_the_table_without_its_purchases(m):
    Z, Y = m.Z.copy(), m.Y.copy()
    Z[m.rows("R0"), m.rows("R2")] = 0
    Y[m.rows("R0"), 2] = 0
    A = Z * np.divide(1.0, m.x, out=np.zeros(m.n), where=m.x != 0)
    x = np.linalg.solve(np.eye(m.n) - A, Y.sum(axis=1))
    lost = 1 - (m.v * x)[m.rows("R0")].sum() / m.va[m.rows("R0")].sum()
    assert shocks.partner_extracted(m, "R0", "R2") == pytest.approx(lost)


def test_a_partner_that_buys_nothing_is_not_missed():
    assert shocks.partner_extracted(world(3, 2, autarky=True), "R0", "R1") == pytest.approx(0, abs=1e-12)


def test_nothing_moved_home_changes_nothing_and_moving_keeps_final_demand_met():
    m = world(3, 3, seed=5)
    same = shocks.made_at_home(m, "R1", 0.0)
    assert same.x == pytest.approx(m.x)
    home = shocks.made_at_home(m, "R1", 0.5)
    assert home.x - home.Z.sum(axis=1) == pytest.approx(m.f)
    assert home.va.sum() == pytest.approx(m.va.sum())
    assert home.va[home.rows("R1")].sum() > m.va[m.rows("R1")].sum()


def test_concentration_is_one_for_one_basket_and_one_over_n_for_equal_ones():
    table = pd.DataFrame([[1, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0]], dtype=float)
    assert shocks.concentration(table).tolist() == [1.0, 0.25, 0.0]


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda m: shocks.final_demand_falls(m, {"R1": 1.2}), "fraction from 0 to 1"),
        (lambda m: shocks.final_demand_falls(m, {"XXX": 0.1}), "'XXX' is not a region"),
        (lambda m: shocks.final_demand_falls(m, {"R1": 0.1}, ["tea"]), "'tea' is not an industry"),
        (lambda m: shocks.prices_rise(m, None, ["i0"], -1), "rise of prices is -1: give a fraction above -1"),
        (lambda m: shocks.partner_extracted(m, "R1", "R1"), "from itself"),
        (lambda m: shocks.made_at_home(m, "R1", 2), "fraction from 0 to 1"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(call, words):
    with pytest.raises(MRIOError, match=words):
        call(world(3, 2))


def test_what_stores_give_back_is_no_purchase():
    """A basket holds what is bought: with stocks run down, the rise of its price still lies among the prices' rises."""
    m = world(3, 2, seed=4)
    Y = m.Y.copy()
    Y[0, 0] = -0.8 * Y[1:, 0].sum()
    shrinking = MRIO(m.Z, Y, m.regions, m.industries, x=m.x)
    rise = pd.Series(np.where(np.arange(m.n) == 0, 1.0, 0.1), m.nodes)
    bought = shocks.cost_of_living(shrinking, rise)["R0"]
    assert bought == pytest.approx(0.1)  # the product given back is not in the basket
    assert shocks.cost_of_living(shrinking, rise).attrs["negative"] == 1, "what is left out is counted"
    assert shocks.cost_of_living(m, rise).attrs["negative"] == 0


def test_who_earns_nothing_has_nothing_to_lose():
    idle = MRIO(np.zeros((4, 4)), np.array([[1.0, 1], [1, 1], [0, 0], [0, 0]]), ["AAA", "BBB"], ["farms", "mills"])
    with pytest.raises(MRIOError, match=r"BBB has no value added \(0\)"):
        shocks.partner_extracted(idle, "BBB", "AAA")


def test_nobody_is_nobody_and_everyone_is_everyone(m):
    assert (shocks.prices_rise(m, [], m.industries, 0.5) == 0).all()
    assert (shocks.prices_rise(m, m.regions, [], 0.5) == 0).all()
    assert (shocks.final_demand_falls(m, {"R1": 0.5}, [])["lost"] == 0).all()
    assert (shocks.final_demand_falls(m, {})["lost"] == 0).all()
    assert shocks.made_at_home(m, "R1", 0.5, []).Z == pytest.approx(m.Z)
    everyone = shocks.prices_rise(m, m.regions, m.industries, 0.5)
    assert everyone.equals(shocks.prices_rise(m, None, m.industries, 0.5)) and (everyone == 0.5).all()
    one, listed = (shocks.final_demand_falls(m, {"R1": 0.5}, i)["lost"] for i in ("i0", ["i0"]))
    assert one.equals(listed)


def test_prices_of_an_economy_that_cannot_reproduce_itself_have_no_answer():
    m = world(3, 2)
    broken = MRIO(m.Z * 3, m.Y, m.regions, m.industries, x=m.x)
    with pytest.raises(MRIOError, match="cannot reproduce itself"):
        shocks.prices_rise(broken, ["R0"], ["i0"], 0.1)


def test_concentration_tells_of_shares_that_leave_0_to_1():
    with pytest.warns(OutsideBounds, match=r"1 of 6 shares of a basket lie outside 0 to 1, the farthest -0.5 \(0, 1\)"):
        found = shocks.concentration(pd.DataFrame([[2.0, -1, 1], [1, 1, 2]]))
    assert found.tolist() == pytest.approx([1.5, 0.375])


def test_who_buys_nothing_has_no_cost_of_living_and_a_home_that_eats_all_it_makes_has_no_answer():
    m = world(3, 2, seed=4)
    Y = m.Y.copy()
    Y[:, 1] = 0
    idle = MRIO(m.Z, Y, m.regions, m.industries, f=None)
    with pytest.raises(MRIOError, match="R1 buys no final products"):
        shocks.cost_of_living(idle, shocks.prices_rise(m, None, ["i0"], 0.1))


def test_inputs_made_at_home_come_from_the_same_industry_and_only_for_the_buyers_named(m):
    home = shocks.made_at_home(m, "R1", 0.25, ["i1"])
    A, moved = m.A, home.A
    k, rows = m.node("R1", "i1"), m.rows("R1")
    by_product = [a.reshape(m.G, m.N, -1).sum(axis=0) for a in (A, moved)]
    assert by_product[0] == pytest.approx(by_product[1]), "recipes by product stay as they are"
    others = np.delete(np.arange(m.n), k)
    assert moved[:, others] == pytest.approx(A[:, others])
    foreign = np.delete(np.arange(m.n), np.arange(rows.start, rows.stop))
    assert moved[foreign, k] == pytest.approx(0.75 * A[foreign, k])
    assert (home.Y == m.Y).all() and (home.year, home.unit) == (m.year, m.unit)


def test_a_loss_is_told_as_a_share_of_what_the_node_earns(m):
    found = shocks.final_demand_falls(m, {"R1": 0.5})
    earning = m.va != 0
    assert found["share"][earning].to_numpy() == pytest.approx(found["lost"][earning].to_numpy() / m.va[earning])
    assert (found["share"][~earning] == 0).all()
