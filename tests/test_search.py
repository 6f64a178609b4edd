"""The crowd and the lab: the formula agrees with known values and with simulation."""

import numpy as np
import pytest

from helpers import search


def test_the_best_of_one_is_the_mean_and_of_two_is_one_over_root_pi():
    assert search.best_of(1) == pytest.approx(0, abs=1e-9)
    assert search.best_of(2) == pytest.approx(1 / np.sqrt(np.pi), rel=1e-9)
    assert search.best_of(3) == pytest.approx(1.5 / np.sqrt(np.pi), rel=1e-9)


def test_the_best_of_many_fat_tailed_draws_grows_with_the_cube_root_of_their_number():
    one, eight = (search.best_of(n, "fat") for n in (10**8, 8 * 10**8))
    assert eight / one == pytest.approx(2, rel=1e-4)


def test_more_tries_have_a_better_best_and_each_adds_less():
    best = np.array([search.best_of(n) for n in (1, 2, 3, 4, 5)])
    assert (np.diff(best) > 0).all() and (np.diff(best, 2) < 0).all()


@pytest.mark.parametrize("tail", search.TAILS)
@pytest.mark.parametrize("overlap", [0.0, 0.6])
def test_simulation_agrees_with_the_formula(tail, overlap):
    told = search.expected_best(20, 0.5, overlap, tail)
    assert search.simulated(20, 0.5, overlap, tail, 40_000, seed=1) == pytest.approx(told, abs=0.03)


def test_tries_that_are_all_the_same_count_as_one():
    assert search.expected_best(1000, 0.3, overlap=1.0) == pytest.approx(0.3)


def test_the_crowd_that_is_needed_reaches_the_lab_and_a_smaller_one_does_not():
    goal = search.expected_best(5, 1.0)
    need = search.crowd_needed(5, 1.0)
    assert search.expected_best(need) >= goal > search.expected_best(int(need * 0.98) - 1)


def test_fat_tails_favour_the_crowd_and_overlap_the_lab():
    plain = search.crowd_needed(5, 1.0)
    assert search.crowd_needed(5, 1.0, overlap=0.3) > plain
    assert search.crowd_needed(5, 2.0, tail="fat") < search.crowd_needed(5, 2.0)


def test_some_labs_cannot_be_reached():
    assert search.crowd_needed(5, 8.0) is None


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: search.best_of(0), "make at least one"),
        (lambda: search.best_of(3, "flat"), "'flat' is not a tail"),
        (lambda: search.expected_best(3, overlap=1.5), "The overlap is 1.5"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_lab_of_one_stranger_is_matched_by_one_stranger_whatever_they_share():
    assert [search.crowd_needed(1, 0.0, overlap) for overlap in (0.0, 0.5, 0.9, 1.0)] == [1, 1, 1, 1]
