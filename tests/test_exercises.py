"""Every exercise answers kindly, knows its misconceptions, and never gives the answer away."""

import math

import numpy as np
import pandas as pd
import pytest

from helpers import exercises
from helpers.exercises import BLANK, CANNOT, RIGHT, WRONG, check, hint

ALL = exercises.every()
CHECKED = [e for e in ALL if e.expected]


@pytest.fixture(params=CHECKED, ids=lambda e: e.id)
def exercise(request):
    return request.param


@pytest.mark.parametrize("stub", [..., None, "", "  "], ids=["dots", "None", "empty", "blank"])
def test_an_untouched_exercise_is_not_attempted(exercise, stub):
    assert check(exercise.id, stub).status == BLANK


def test_the_right_answer_is_right(exercise):
    outcome = check(exercise.id, exercise.expected())
    assert outcome.status == RIGHT and outcome.words


def test_each_misconception_is_answered_with_its_own_hint(exercise):
    assert len(exercise.misconceptions) >= 2
    for m in exercise.misconceptions:
        outcome = check(exercise.id, m.value())
        assert (outcome.status, outcome.words) == (WRONG, m.hint), m.name
    hints = [m.hint for m in exercise.misconceptions]
    assert len(set(hints)) == len(hints)


def test_no_answer_is_printed_before_it_is_found(exercise):
    right = exercise.expected()
    said = [hint(exercise.id).words, check(exercise.id, ...).words, *(m.hint for m in exercise.misconceptions)]
    if isinstance(right, float):
        near = {f"{right:.{d}f}" for d in (1, 2, 3)} | {f"{right * 100:.1f}"}
        assert not any(number in words for words in said for number in near)
    elif isinstance(right, str):
        assert not any(f'"{right}"' in words for words in said)


@pytest.mark.parametrize(
    "odd", [object(), [], {}, {"a": 1}, float("nan"), math.inf, True, pd.DataFrame(), np.arange(3), lambda: 1, b"x", 1j, "sör"],
    ids=lambda v: type(v).__name__,
)  # fmt: skip
def test_odd_answers_never_raise(exercise, odd):
    assert check(exercise.id, odd).status in (CANNOT, WRONG)


def test_equal_answers_of_other_types_are_right(exercise):
    right = exercise.expected()
    if isinstance(right, str):
        same = [f"  {right.upper()} "]
    elif isinstance(right, set | frozenset):
        same = [list(right), ", ".join(map(str, right)), pd.Series(sorted(right))]
    elif isinstance(right, np.ndarray):
        same = [right.tolist(), pd.DataFrame(right) if right.ndim == 2 else pd.Series(right)]
    else:
        same = [np.float64(right), pd.Series([right]), np.array([right])]
    assert all(check(exercise.id, s).status == RIGHT for s in same)


def test_right_digits_in_another_unit_get_a_hint_about_units(exercise):
    right = exercise.expected()
    if isinstance(right, float):
        outcome = check(exercise.id, right * 1000)
        assert outcome.status == WRONG and "unit" in outcome.words


def test_a_table_with_a_wrong_an_empty_or_a_missing_cell_is_told_which_it_is():
    for e in CHECKED:
        right = e.expected()
        if isinstance(right, np.ndarray):
            off = right.astype(float)
            off.flat[0] = 2 * off.flat[0] + 1
            assert f"{right.size - 1} of {right.size} cells" in check(e.id, off).words
            holes = off.astype(object)
            holes.flat[0] = ...
            assert check(e.id, holes.tolist()).status == CANNOT
            assert check(e.id, np.full(right.shape, ...).tolist()).status == BLANK
            assert check(e.id, right.ravel()[:-1]).status == CANNOT


def test_open_exercises_have_a_rubric_instead_of_a_check():
    for e in ALL:
        if e.expected is None:
            assert e.rubric and check(e.id, "our answer").status == CANNOT and hint(e.id).words == e.rubric


def test_an_unknown_number_is_answered_in_a_sentence():
    assert check("9.9.9", 1).status == CANNOT
    assert check(None, 1).status == CANNOT
    assert "no exercise" in hint("9.9.9").words


def test_outcomes_are_told_apart_without_colour():
    shown = {
        repr(check(CHECKED[0].id, v))[0]
        for v in (..., CHECKED[0].expected(), object(), CHECKED[0].misconceptions[0].value())
    }
    assert len(shown) == 4
