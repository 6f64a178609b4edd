"""Core and periphery: thresholds by their authors' formulas, equilibria found by search, and history."""

import math

import numpy as np
import pytest

from helpers.agglomeration import AgglomerationError, CorePeriphery

BOOK = CorePeriphery(0.4, 5.0)  # the numbers of Fujita, Krugman and Venables (1999), chapter 5


def test_break_and_sustain_points_are_those_of_the_book():
    assert round(BOOK.break_point, 2) == 1.63 and round(BOOK.sustain_point, 2) == 1.81


@pytest.mark.parametrize(("share", "substitution", "printed"), [(0.2, 3, 1.67), (0.4, 3, 3.05), (0.2, 5, 1.26), (0.6, 5, 2.30), (0.4, 7, 1.36)])
def test_break_points_by_parameters(share, substitution, printed):
    assert CorePeriphery(share, substitution).break_point == pytest.approx(printed, abs=0.006)


@pytest.mark.parametrize("model", [BOOK, CorePeriphery(0.2, 3.0), CorePeriphery(0.55, 7.0)])
def test_the_symmetric_state_turns_unstable_where_the_formula_says(model):
    """The slope of the pull at one half, from the solved wages, changes its sign at the break point."""
    slope = [float(model.pull(0.501, model.break_point * k)) for k in (0.995, 1.005)]
    assert slope[0] > 0 > slope[1]


@pytest.mark.parametrize("model", [BOOK, CorePeriphery(0.2, 3.0), CorePeriphery(0.55, 7.0)])
def test_a_core_holds_until_the_formula_says(model):
    pull = [float(model.pull(1.0, model.sustain_point * k)) for k in (0.995, 1.005)]
    assert pull[0] > 0 > pull[1]


def test_wages_solve_the_equations_of_the_book():
    people, cost, mu, sigma = 0.7, 1.7, 0.4, 5.0
    w = [float(v) for v in BOOK.wages(people, cost)]
    g = [float(v) for v in BOOK.price_levels(people, cost)]
    y = mu * people * w[0] + (1 - mu) / 2, mu * (1 - people) * w[1] + (1 - mu) / 2
    there = cost ** (1 - sigma)
    assert w[0] == pytest.approx((y[0] * g[0] ** (sigma - 1) + y[1] * g[1] ** (sigma - 1) * there) ** (1 / sigma), rel=1e-9)
    assert w[1] == pytest.approx((y[0] * g[0] ** (sigma - 1) * there + y[1] * g[1] ** (sigma - 1)) ** (1 / sigma), rel=1e-9)


def test_workers_earn_one_on_average_because_spending_on_manufactures_is_their_income():
    one, two = BOOK.wages(np.linspace(0, 1, 11), 2.0)
    assert np.allclose(np.linspace(0, 1, 11) * one + np.linspace(1, 0, 11) * two, 1)


def test_regions_are_mirrors():
    assert np.allclose(BOOK.pull([0.1, 0.3, 0.5], 1.7), -BOOK.pull([0.9, 0.7, 0.5], 1.7))


def test_three_regimes_have_one_five_and_three_equilibria():
    count = {c: BOOK.equilibria(c)["stable"].tolist() for c in (1.95, 1.72, 1.4)}
    assert count == {1.95: [True], 1.72: [True, False, True, False, True], 1.4: [True, False, True]}


def test_between_the_two_points_history_decides():
    tip = BOOK.equilibria(1.72)["people"].iloc[3]
    assert BOOK.settle(tip - 0.01, 1.72)[-1] == pytest.approx(0.5, abs=0.01)
    assert BOOK.settle(tip + 0.01, 1.72)[-1] > 0.99


def test_dear_shipping_spreads_people_again():
    assert BOOK.settle(0.9, 2.2)[-1] == pytest.approx(0.5, abs=0.01)


def test_free_shipping_makes_places_alike():
    assert np.allclose(BOOK.pull([0.2, 0.6, 1.0], 1.0), 0, atol=1e-9)


def test_a_black_hole_pulls_at_any_cost():
    hole = CorePeriphery(0.8, 3.0)
    assert hole.pulls_at_any_cost and hole.break_point == hole.sustain_point == math.inf
    assert hole.pull(0.6, 20.0) > 0
    assert not BOOK.pulls_at_any_cost


def test_who_stays_behind_can_afford_less_than_before():
    """The farmers of the empty region buy all manufactures from afar."""
    alike, gathered = BOOK.real_incomes(0.5, 1.5), BOOK.real_incomes(1.0, 1.5)
    assert gathered["farmers there"] < alike["farmers there"] < gathered["farmers here"]
    assert gathered["workers here"] > alike["workers here"]


@pytest.mark.parametrize("bad", [{"manufactures": 0}, {"manufactures": 1}, {"substitution": 1}, {"substitution": None}])
def test_parameters_out_of_bounds_are_refused_in_words(bad):
    with pytest.raises(AgglomerationError, match="give"):
        CorePeriphery(**bad)


def test_a_cost_below_one_is_refused():
    with pytest.raises(AgglomerationError, match="1 or more"):
        BOOK.pull(0.5, 0.9)


def test_many_costs_at_once_give_what_each_gives():
    table = BOOK.by_cost([1.4, 1.72, 1.95])
    for cost, part in table.groupby("cost"):
        alone = BOOK.equilibria(cost)
        assert part["stable"].tolist() == alone["stable"].tolist()
        assert part["people"].to_numpy() == pytest.approx(alone["people"].to_numpy(), abs=1e-3)
