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
    assert groups["members but China"].is_monotonic_increasing and groups["outsiders"].is_monotonic_decreasing


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


def test_outsiders_lose_only_if_nothing_gets_cheaper_for_them():
    """The first row is the case of `by_group`; a quarter of a per cent is enough for all of them."""
    lose = belt_road.others_too().xs(4.0, level="elasticities").loc[belt_road.HIGH, "lose"]
    assert lose[0.0] == belt_road.by_group().loc[(190, "january_2020", belt_road.HIGH, 4.0), "lose"]
    assert lose.is_monotonic_decreasing and lose[0.0025] == 0 and lose[0.022] == 0


def test_no_outsider_loses_at_the_published_world_average_whatever_the_elasticity():
    table = belt_road.others_too()
    assert (table.loc[table.index.get_level_values("others") > 0.01, "lose"] == 0).all()


def test_chinas_part_of_the_gain_is_half_its_part_of_the_members_income():
    now = belt_road.by_group().loc[(190, "january_2020", belt_road.HIGH, 4.0)]
    part = now["China"] / (now["members but China"] + now["China"]) * 100
    assert part < belt_road.part_of_income() / 2 + 1 and belt_road.part_of_income() == pytest.approx(43.2, abs=0.2)


def test_pakistan_needs_ten_to_87_years_by_the_published_falls_and_48_with_soft_loans():
    years = [belt_road.who_pays(cut).at["PAK", "years"] for cut in belt_road.CUTS]
    assert years == pytest.approx([86.6, 45.2, 10.6], abs=0.3)
    with_aid = belt_road.who_pays(aid=True).loc["PAK"]
    assert with_aid["debt"] == pytest.approx(54.3, abs=0.1) and with_aid["years"] == pytest.approx(47.9, abs=0.2)


def test_without_the_corridors_fall_for_all_three_choices_still_fail():
    table = belt_road.specifications()
    rest = table[~table.index.str.contains("10.2 % cheaper", regex=False)]
    assert len(rest) == 28 and rest["agrees"].sum() == 25


def test_2009_lifts_what_members_got_before():
    members = belt_road.finance_by_membership()["members"].loc[2008:2013]
    assert members.mean() - members.drop(2009).mean() > 5 and len(belt_road.finance_choices()) == 24
