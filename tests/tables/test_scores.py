"""The account of all claims: what is counted, what a bar and weights do, what the verdicts hang on."""

import numpy as np
import pytest

from helpers.tables import course, scores
from helpers.tables.scores import ScoreError

N = len(scores.claims())


def test_the_whole_is_no_part_of_itself():
    assert scores.WHOLE not in scores.claims().index and N == len(course.claims()) - 1


def test_each_claim_is_counted_once_by_chapter_and_by_standing():
    assert scores.by_chapter().to_numpy().sum() == N
    assert (scores.at_bars().sum(axis=1) == N).all()


def test_a_higher_bar_lets_fewer_stand_and_fewer_fall():
    table = scores.at_bars()
    assert (table["stands"].diff().dropna() <= 0).all() and (table["falls"].diff().dropna() <= 0).all()
    assert table["not counted"].nunique() == 1


def test_half_and_half_neither_stands_nor_falls():
    table = scores.claims()
    assert (scores.standing(0.5)[table["share"] == 0.5] == "open").all()


def test_at_the_full_bar_only_unanimous_claims_stand():
    how, share = scores.standing(1.0), scores.claims()["share"]
    assert (share[how == "stands"] == 1).all() and (share[how == "falls"] == 0).all()


def test_equal_weights_give_the_plain_count_of_claims():
    equal = scores.weighed(dict.fromkeys(scores.KINDS, 1), 0.75)
    assert equal["stands"] == pytest.approx((scores.standing(0.75) == "stands").mean() * 100)
    assert equal.sum() == pytest.approx(100)


def test_a_claim_of_two_kinds_weighs_the_mean_of_both():
    weights, kind = scores.weights_of({"M": 4, "S": 1}), scores.claims()["kind"]
    assert (weights[kind == "M/S"] == 2.5).all() and (weights[kind == "T/S"] == 0.5).all() and (weights[kind == "M"] == 4).all()


def test_only_what_is_wished_weighs_where_only_wishes_count():
    assert (scores.weights_of({"N": 1}) > 0).equals(scores.claims()["kind"].str.contains("N"))


def test_the_chance_to_turn_is_the_part_of_the_minority():
    table = scores.doubt()
    assert table["chance"].between(0, 0.5).all() and table["chance"].is_monotonic_decreasing
    assert table["chance"].to_numpy() == pytest.approx(np.minimum(table["share"], 1 - table["share"]))


def test_as_many_as_the_margin_take_the_majority_away():
    for r in scores.doubt().itertuples():
        least = min(r.agreeing, r.specifications - r.agreeing)
        assert 2 * (least + r.margin) >= r.specifications and (not r.margin or 2 * (least + r.margin - 1) < r.specifications)


def test_claims_expected_to_turn_add_up_and_lie_in_their_range():
    found = scores.turned_by_one()
    assert found["mean"] == pytest.approx(scores.doubt()["chance"].sum())
    assert found["low"] <= found["mean"] <= found["high"] <= found["claims"]


def test_each_of_four_ways_and_five_directions_holds_claims_once():
    ids = [i for p in scores.PARTS for i in scores.part_of(p).index]
    assert len(scores.PARTS) == 9 and len(ids) == len(set(ids)) and all(len(scores.part_of(p)) for p in scores.PARTS)
    assert set(ids) == {i for i in scores.claims().index if i[0] in "34"}


def test_no_part_stands_and_falls_in_one_choice():
    table = scores.specifications()
    assert not (table["agrees"] & table["against"]).any() and len(table) == 9 * 18
    assert not table.loc[table["counted"] == 0, ["agrees", "against"]].to_numpy().any()


def test_where_every_claim_stands_most_do():
    wide = scores.specifications().pivot(index=["part", "bar", "models"], columns="rule", values="agrees")
    assert (wide["most claims"] | ~wide["every claim"]).all() and (wide["choices pooled"] | ~wide["every claim"]).all()


def test_what_nobody_here_can_know_names_a_reason_each():
    table = scores.unknown()
    assert (table["why"] != "").all() and set(table["why"]) <= {"not judged yet", "no data at hand", "in a model only", "a wish"}


def test_editions_count_publishers_tables_not_years():
    table = scores.claims()
    assert table.at["1.1b", "editions"] == 2  # WIOD of three years, ICIO
    assert scores.editions()["claims"].sum() == (table["verdict"] != scores.UNJUDGED).sum()


@pytest.mark.parametrize("bar", [None, 0.4, 1.01, "half", float("nan"), True])
def test_a_bar_that_is_none_is_refused(bar):
    with pytest.raises(ScoreError):
        scores.standing(bar)


@pytest.mark.parametrize("by", [None, {}, {"X": 1}, {"M": -1}, {"M": "1"}, {"M": float("inf")}, {"M": 0}, [1]])
def test_weights_that_are_none_are_refused(by):
    with pytest.raises(ScoreError):
        scores.weighed(by)


@pytest.mark.parametrize("part", [None, "way 5", 3])
def test_a_part_that_is_none_is_refused(part):
    with pytest.raises(ScoreError):
        scores.part_of(part)
