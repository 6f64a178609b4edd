"""Sharing gains: textbook games have textbook answers, and gains from the trade model add up."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import trade_model as model

from helpers import cooperation, worlds
from helpers.cooperation import CooperationError, Game, bloc_game, compensated, core, shapley, transfers

GLOVES = Game(["left 1", "left 2", "right"], lambda s: float("right" in s and len(s) > 1))
MAJORITY = Game("abc", lambda s: float(len(s) >= 2))
RUNWAYS = {"small": 1.0, "middle": 3.0, "large": 6.0}
AIRPORT = Game(RUNWAYS, lambda s: -max((RUNWAYS[p] for p in s), default=0.0))


# -- textbook games ----------------------------------------------------------------------------------------------------
def test_the_owner_of_the_scarce_glove_gets_two_thirds_by_shapley_and_all_in_the_core():
    assert shapley(GLOVES).tolist() == pytest.approx([1 / 6, 1 / 6, 2 / 3])
    found = core(GLOVES)
    assert found.exists and found.allocation.tolist() == pytest.approx([0, 0, 1], abs=1e-9)


def test_each_plane_pays_an_equal_part_of_the_runway_it_needs():
    """Littlechild and Owen (1973)."""
    assert shapley(AIRPORT).tolist() == pytest.approx([-1 / 3, -1 / 3 - 2 / 2, -1 / 3 - 2 / 2 - 3])
    assert core(AIRPORT).exists


def test_a_majority_of_three_has_no_core_and_the_three_pairs_prove_it():
    found = core(MAJORITY)
    assert not found.exists and found.excess == pytest.approx(1 / 3)
    assert found.objections.to_dict() == pytest.approx({"a + b": 0.5, "a + c": 0.5, "b + c": 0.5})
    assert found.bound == pytest.approx(1.5) and found.bound > MAJORITY.grand
    assert "no core" in str(found) and shapley(MAJORITY).tolist() == pytest.approx([1 / 3] * 3)


# -- axioms ------------------------------------------------------------------------------------------------------------
def random_game(seed: int, n: int = 4) -> Game:
    rng = np.random.default_rng(seed)
    worth = {c: rng.normal() for c in Game(range(n), lambda s: 0.0).coalitions()}
    return Game(range(n), worth)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_the_shapley_value_shares_out_everything_and_adds_over_games(seed):
    a, b = random_game(seed), random_game(seed + 1)
    both = Game(a.players, lambda s: a.value(s) + b.value(s))
    assert shapley(a).sum() == pytest.approx(a.grand)
    assert shapley(both).to_numpy() == pytest.approx((shapley(a) + shapley(b)).to_numpy())


def test_who_adds_nothing_gets_nothing_and_who_adds_the_same_gets_the_same():
    game = Game("abcd", lambda s: float(len(s & {"a", "b", "c"}) ** 2))
    assert shapley(game).tolist() == pytest.approx([3, 3, 3, 0])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_core_allocation_satisfies_every_coalition_and_an_empty_core_is_proved(seed):
    game = random_game(seed, 3)
    found = core(game)
    assert found.allocation.sum() == pytest.approx(game.grand)
    complaints = [game.value(c) - found.allocation[list(c)].sum() for c in game.coalitions() if len(c) < 3]
    assert max(complaints) == pytest.approx(found.excess, abs=1e-8)
    assert found.exists == (found.bound <= game.grand + 1e-9)


def test_sampling_agrees_with_the_exact_value_within_its_error():
    game = Game(range(8), lambda s: float(sum(s) ** 1.5))
    exact, sampled = shapley(game), shapley(game, samples=4000, seed=1)
    assert (np.abs(exact - sampled) <= 4 * sampled.attrs["standard error"] + 1e-12).all()


def test_many_players_are_sampled_and_the_values_still_add_up():
    weight = np.arange(1.0, 21.0)
    game = Game(range(20), lambda s: float(weight[list(s)].sum()))
    found = shapley(game, samples=50)
    assert found.to_numpy() == pytest.approx(weight) and found.attrs["standard error"].max() == pytest.approx(0)


def test_each_coalition_is_valued_once():
    asked = []
    game = Game("abcd", lambda s: asked.append(s) or float(len(s)))
    shapley(game), core(game), shapley(game)
    assert len(asked) == len(set(asked)) == 15


# -- transfers ---------------------------------------------------------------------------------------------------------
def test_transfers_add_to_nothing_and_leave_nobody_worse_off():
    gains = pd.Series({"a": 5.0, "b": -2.0, "c": 1.0})
    paid = transfers(gains)
    assert paid.sum() == pytest.approx(0) and (gains + paid >= -1e-12).all() and paid["b"] == 2


def test_members_that_lose_together_cannot_be_compensated():
    with pytest.raises(CooperationError, match="together lose 1"):
        transfers(pd.Series({"a": 1.0, "b": -2.0}))


# -- with the trade model ----------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def nafta():
    m, after = worlds.nafta("closed")
    return m, {"tariff": after}


def test_a_bloc_of_all_its_members_is_worth_what_they_gain(nafta):
    m, _ = nafta
    game = bloc_game(m, ["MEX", "USA", "CAN"], lambda s: {"tariff": m.tariffs_cut(s)})
    found = m.counterfactual(m.tariffs_cut(["MEX", "USA", "CAN"]))
    assert game.grand == pytest.approx(cooperation.gains(found)[["MEX", "USA", "CAN"]].sum(), rel=1e-6)
    assert game.value(["MEX"]) == 0 and shapley(game).sum() == pytest.approx(game.grand)


def test_after_compensation_no_member_has_lost_in_the_model_itself(nafta):
    m, change = nafta
    table = compensated(m, change, ["MEX", "USA", "CAN"])
    assert table["gain"].min() < 0 <= table["gain"].sum()
    assert table["transfer"].sum() == pytest.approx(0, abs=1) and (table["welfare after, %"] > -1e-6).all()


def test_a_transfer_makes_the_receiver_better_off():
    m = model(1)
    paid = np.array([1.0, -1.0, 0, 0]) * 0.01 * m.labour_income.min()
    found = m.counterfactual(transfers=paid)
    assert found.welfare.iloc[0] > 1 > found.welfare.iloc[1]
    assert (found.income - m.income).sum() == pytest.approx(found.tariff_revenue.sum() - m.income.sum() + m.labour_income.sum() + m.deficit.sum(), abs=1e-6)  # fmt: skip


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: Game([], len), "one player or more"),
        (lambda: Game("aa", len), "each once"),
        (lambda: Game("ab", {"a": 1.0}).grand, "value of a \\+ b is None"),
        (lambda: Game("ab", lambda s: float("nan")).grand, "is nan"),
        (lambda: GLOVES.value(["thumb"]), "'thumb' does not play"),
        (lambda: core(Game(range(13), len)), "at most 12 players"),
        (lambda: bloc_game(model(), ["R1"], dict), "bloc of one"),
        (lambda: bloc_game(model(), ["R1", "XXX"], dict), "'XXX' is not a region"),
        (lambda: bloc_game(model(), ["R1", "R2", "R1"], dict), "each member once"),
        (lambda: compensated(model(), {}, ["R1", "R2", "R1"]), "each member once"),
        (lambda: model().counterfactual(transfers=[1.0, 0, 0, 0]), "what some get, others must pay"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_every_winner_pays_the_same_part_of_its_gain():
    gains = pd.Series({"a": 6.0, "b": -3.0, "c": 2.0, "d": -1.0})
    left = gains + transfers(gains)
    assert left[["b", "d"]].tolist() == pytest.approx([0, 0])  # losers get their loss, no more
    assert (left / gains)[["a", "c"]].tolist() == pytest.approx([0.5, 0.5])


def test_a_game_that_misses_its_core_by_half_a_per_cent_has_none():
    short = Game("abc", lambda s: {1: 0.0, 2: 2 / 3 + 0.005, 3: 1.0}[len(s)])
    found = core(short)
    assert not found.exists and found.excess == pytest.approx(0.005) and found.bound == pytest.approx(1.0075)
    assert core(Game("abc", lambda s: {1: 0.0, 2: 2 / 3 - 0.005, 3: 1.0}[len(s)])).exists


def test_coalitions_of_a_mapping_are_known_in_any_order_and_only_once():
    assert Game("ab", {"a": 1, "b": 1, ("b", "a"): 3}).grand == 3
    with pytest.raises(CooperationError, match="valued twice"):
        Game("ab", {("a", "b"): 1, ("b", "a"): 3})
    with pytest.raises(CooperationError, match="'usa' does not play in this game. Did you mean USA"):
        Game(["USA", "MEX"], {("usa", "MEX"): 1})


def test_the_values_of_a_game_are_listed_largest_first_and_its_core_is_said():
    table = GLOVES.table()
    assert table.is_monotonic_decreasing and len(table) == 2 ** len(GLOVES.players) - 1
    assert table.max() == GLOVES.grand and all(table[k] == GLOVES.value(k.split(" + ")) for k in table.index)
    one = core(Game("a", lambda s: 5.0))
    assert one.exists and one.allocation.to_dict() == {"a": 5.0} and one.bound == 5.0 and not len(one.objections)
    assert "a 5" in str(one) and "There is a core" in str(core(GLOVES))
    short = core(Game("abc", lambda s: {1: 0.0, 2: 0.9, 3: 1.0}[len(s)]))
    assert "There is no core" in str(short) and "worth 1.35 together" in str(short)


def test_compensation_that_takes_more_rounds_than_allowed_is_not_given(nafta):
    m, change = nafta
    with pytest.raises(CooperationError, match="in 1 rounds"):
        compensated(m, change, ["CAN", "MEX", "USA"], rounds=1)
    found = compensated(m, change, ["CAN", "MEX", "USA"])
    assert found["transfer"].sum() == pytest.approx(0, abs=1e-6 * found["transfer"].abs().max())
    assert found.at["CAN", "transfer"] > 0 > found.at["MEX", "transfer"] and found.at["CAN", "gain"] < 0
    assert (found["welfare after, %"] > -1e-6).all() and found.at["CAN", "welfare before, %"] < 0
    gain = (m.counterfactual(**change).welfare - 1) * m.baseline.income
    assert found["gain"].to_dict() == pytest.approx(gain[found.index].to_dict(), rel=1e-6)


def _of_three(ab, ac, bc, abc):
    pairs = {("a", "b"): ab, ("a", "c"): ac, ("b", "c"): bc}
    return {"a": 0, "b": 0, "c": 0, ("a", "b", "c"): abc} | pairs


def test_the_corners_of_a_core_of_three_are_where_two_limits_meet():
    game = cooperation.Game("abc", _of_three(4, 3, 2, 6))
    corners = cooperation.core_corners(game)
    assert np.allclose(corners.sum(axis=1), 6)
    for _, row in corners.iterrows():
        assert all(row[list(c)].sum() >= game.value(c) - 1e-9 for c in game.coalitions())
    assert {tuple(r) for r in corners.round(6).to_numpy()} == {(4, 0, 2), (4, 2, 0), (3, 3, 0), (1, 3, 2)}


def test_a_game_without_a_core_has_no_corners():
    game = cooperation.Game("abc", _of_three(5, 5, 5, 6))
    assert cooperation.core_corners(game).empty and not cooperation.core(game).exists


def test_corners_and_the_linear_programme_agree_whether_there_is_a_core():
    rng = np.random.default_rng(0)
    for _ in range(50):
        ab, ac, bc = rng.uniform(0, 1, 3)
        game = cooperation.Game("abc", _of_three(ab, ac, bc, 0.8))
        assert cooperation.core(game).exists == (len(cooperation.core_corners(game)) > 0)


def test_the_core_of_four_is_not_drawn():
    with pytest.raises(CooperationError, match="three players"):
        cooperation.core_corners(cooperation.Game("abcd", len))
