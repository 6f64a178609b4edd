"""Made-up deals under all choices."""

import pytest

from helpers.tables import deals


def test_partners_who_differ_are_asked_under_four_times_as_many_choices_as_equal_ones():
    assert len(deals.choices()) == 96 and len(deals.choices(differ="nothing")) == 24


def test_the_mix_is_never_worth_less_than_what_it_contains():
    table = deals.totals()
    assert (table["mixed"] >= table[["one rule", "soft"]].max(axis=1) - 1e-6).all()


def test_levels_of_ones_own_pay_among_unequals_and_hardly_among_equals():
    steps = deals.steps()["own levels over one rule"]
    assert steps["equal partners"] < 20 and steps.drop("equal partners").min() >= 50


def test_whether_softness_beats_own_levels_does_not_hang_on_inequality():
    assert deals.steps()["soft over own levels"].nunique() == 1


def test_without_bad_years_that_cost_more_excuses_are_worth_nothing():
    table = deals.totals().xs(1.0, level="worse")
    assert (table["soft"] <= table["own levels"] + 1e-3).all()


def test_unequal_partners_are_more_often_better_off_with_a_soft_deal_than_equal_ones():
    assert deals.choices()["agrees"].mean() > deals.choices(differ="nothing")["agrees"].mean()


def test_the_example_has_three_partners_that_all_keep_the_best_rule():
    from helpers import bargains

    assert bargains.one_rule(deals.example()).members == ["Large", "Middle", "Small"]
    assert bargains.soft(deals.example()).total == pytest.approx(5.26, abs=0.02)
