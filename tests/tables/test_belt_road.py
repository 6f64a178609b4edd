"""The Belt and Road in two worlds: gains, loans, years."""

import numpy as np
import pytest

from helpers.tables import belt_road


def test_nothing_moves_where_nothing_gets_cheaper():
    assert np.allclose(belt_road.opened(0.0).welfare, 1) and np.allclose(belt_road.opened(0.0, wide=True).welfare, 1)


def test_china_is_a_member_of_every_list_though_its_flag_is_zero():
    assert all("CHN" in belt_road.members(which, wide) for which in belt_road.LISTS for wide in (False, True))


def test_the_list_of_2020_holds_the_first_one_but_for_few():
    first, later = set(belt_road.members("initial")), set(belt_road.members("january_2020"))
    assert len(first - later) == 0 and len(later) == 52


def test_every_member_gains_under_all_choices():
    groups = belt_road.by_group()
    assert len(groups) == 42 and (groups["gain"] == groups["of"]).all()


def test_a_deeper_cut_is_worth_more_to_members_and_costs_outsiders_more():
    groups = belt_road.by_group().xs("as given", level="elasticities").xs("initial", level="list")
    assert groups["members"].is_monotonic_increasing and groups["outsiders"].is_monotonic_decreasing


def test_a_case_solved_from_a_near_one_is_the_same():
    m = belt_road.opened(belt_road.HIGH).model
    alone = m.counterfactual(iceberg=m.costs_cut(belt_road.members(), belt_road.HIGH))
    assert np.allclose(alone.welfare, belt_road.opened(belt_road.HIGH).welfare, atol=1e-8)


def test_a_debt_without_interest_takes_debt_over_gain_years():
    assert belt_road.years_to_pay(10.0, 2.0) == pytest.approx(5) and belt_road.years_to_pay(10.0, -1.0) == np.inf
    assert belt_road.years_to_pay(0.0, 1.0) == 0


def test_with_interest_the_debt_is_gone_after_those_years():
    debt, gain, r = 10.0, 1.2, 0.04
    years = float(belt_road.years_to_pay(debt, gain, r))
    left = debt * (1 + r) ** years - gain * ((1 + r) ** years - 1) / r
    assert left == pytest.approx(0, abs=1e-9)


def test_a_gain_below_the_interest_never_pays():
    assert belt_road.years_to_pay(10.0, 0.39, 0.04) == np.inf


def test_an_annuity_pays_the_debt_in_its_years():
    assert float(belt_road.years_to_pay(10.0, belt_road.service(10.0), belt_road.INTEREST)) == pytest.approx(belt_road.YEARS)


def test_pakistan_needs_about_45_years_and_russia_less_than_ten():
    loans = belt_road.who_pays()
    assert loans.at["PAK", "years"] == pytest.approx(45.2, abs=0.5) and loans.at["RUS", "years"] < 10
    assert (loans["quick"] <= loans["years"]).all() and (loans["years"] <= loans["slow"]).all()


def test_all_finance_is_members_or_others():
    from helpers.tables import south

    both = belt_road.finance_by_membership().sum(axis=1)
    assert np.allclose(both, south.finance()[["aid", "other", "vague"]].sum(axis=1))


def test_factories_of_the_member_in_the_middle_hardly_moved():
    assert abs(belt_road.factories().query("group == 'member'")["change"].median()) < 0.3


def test_both_sides_are_heard_on_every_question():
    assert (belt_road.both_readings().map(len) > 10).all(axis=None)
