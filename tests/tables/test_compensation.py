"""Who should pay whom: games of the E11, rules, payments solved again."""

import numpy as np
import pytest

from helpers import cooperation
from helpers.tables import compensation


def test_every_rule_divides_what_the_three_gain_together():
    total = compensation.trio_rules().sum()
    assert np.allclose(total, compensation.trio_game().grand)


def test_nobody_loses_where_losers_are_made_whole_and_india_loses_otherwise():
    rules = compensation.trio_rules()
    assert rules["nobody pays"].idxmin() == "IND" and rules["nobody pays"].min() < -0.2
    assert rules["losers made whole"].min() == pytest.approx(0, abs=1e-9)


def test_making_losers_whole_is_not_enough_to_keep_every_pair():
    game, rules = compensation.trio_game(), compensation.trio_rules()
    pairs = [["CHN", "IND"], ["CHN", "IDN"], ["IND", "IDN"]]
    objections = {rule: max(game.value(p) - rules.loc[p, rule].sum() for p in pairs) for rule in rules}
    assert objections["losers made whole"] > 0.05 and objections["Shapley value"] < 0


def test_the_least_complaint_lies_between_the_corners_of_the_core():
    corners, least = cooperation.core_corners(compensation.trio_game()), compensation.trio_rules()["least complaint"]
    assert ((least >= corners.min() - 1e-9) & (least <= corners.max() + 1e-9)).all()


def test_payments_add_to_nothing_and_leave_nobody_worse_off_once_the_model_is_solved_again():
    table = compensation.paid_again()
    assert table["transfer"].sum() == pytest.approx(0, abs=1e-9) and table["welfare after, %"].min() >= -1e-6


def test_the_waterfall_ends_where_the_loser_does():
    assert compensation.waterfall_steps().sum() == pytest.approx(compensation.paid_again().at["IND", "after"])


def test_wherever_somebody_loses_winners_can_pay():
    table = compensation.specifications()
    lose = table[table["losers"] > 0]
    assert len(lose) == 18 and lose["agrees"].all() and lose["value"].max() < 60


def test_payers_keep_more_than_they_would_have_alone():
    asked = compensation.specifications().dropna(subset="alone")
    assert (asked["kept"] > asked["alone"]).all()


def test_the_first_seven_are_china_and_those_on_the_list():
    assert compensation.first_seven() == ["CHN", "IDN", "KOR", "RUS", "SAU", "ZAF", "TUR"]


def test_by_the_shapley_value_china_gets_more_than_it_gains_and_by_equal_parts_less():
    rules = compensation.seven_rules()
    assert rules.at["CHN", "Shapley value"] > rules.at["CHN", "nobody pays"] > rules.at["CHN", "equal parts"]
    assert np.allclose(rules.sum(), rules["nobody pays"].sum(), rtol=1e-6)


def test_two_steps_add_up_to_opening_at_once():
    table = compensation.early_and_late()
    assert np.allclose(table["first step"] + table["second step"], table["both"])
    assert table.at["IND", "first step"] < 0 < table.at["IND", "both"]
