"""A crowd against a lab: the expected best of many weak tries and of few strong ones. A MODEL, nothing here is observed.

Each try has a quality drawn at random; only the best counts. A lab makes few tries with a higher mean (skill); a crowd
makes many with mean 0. Tries that share ideas are correlated, which wastes part of the numbers. Source of the formulas:
order statistics (David and Nagaraja 2003).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy import stats

from helpers import given

TAILS = {"normal": "bell-shaped (normal)", "fat": "fat-tailed (Student t with 3 degrees of freedom)"}
MOST = 10**12  # tries: beyond, the grid of the formula ends too early
DRAWS = 5 * 10**7  # numbers a simulation may draw: 400 MB
_T = stats.t(3)
_SCALE = 1 / np.sqrt(3.0)  # a t with 3 degrees of freedom has variance 3: scaled to 1, like the normal


class SearchError(ValueError):
    """A contest that cannot be computed; the message says what to give."""


def best_of(tries: int, tail: str = "normal") -> float:
    """Expected largest of independent draws with mean 0 and deviation 1. SearchError for less than one try."""
    tries = given.whole(tries, "The number of tries", SearchError, 1, MOST, "make at least one, at most 10^12, and whole ones")  # fmt: skip
    return _best_of(tries, given.one_of(tail, TAILS, "a tail", SearchError))


@cache
def _best_of(tries: int, tail: str) -> float:
    if tries == 1:
        return 0.0  # not the 10⁻¹⁸ of a sum, which would make one try worse than another
    # E max = ∫₀^∞ (1 − Fⁿ) dx − ∫₋∞⁰ Fⁿ dx. Both tails are alike, so one grid of x > 0 holds them: F(−x) = 1 − F(x).
    weights, inside, outside = _grid(tail)
    return float(weights @ (-np.expm1(tries * inside) - np.exp(tries * outside)))


@cache
def _grid(tail: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights of a grid of x from 0 to 4·10¹⁰ (sinh of even steps: fine near 0, far in the tail), log F(x) and log(1 − F(x))."""
    step = 0.01
    even = np.arange(2_501) * step
    weights = np.cosh(even) * step
    weights[0] /= 2  # trapezoids; the errors of the two integrals at 0 cancel
    law, scale = (stats.norm, 1.0) if tail == "normal" else (_T, _SCALE)
    beyond = law.sf(np.sinh(even))
    return scale * weights, np.log1p(-beyond), np.log(np.maximum(beyond, 1e-300))


def expected_best(tries: int, mean: float = 0.0, overlap: float = 0.0, tail: str = "normal") -> float:
    """Expected best of tries with a common mean, deviation 1 and pairwise correlation ``overlap`` (0 … 1).

    With a common part of variance ρ the best is mean + √(1 − ρ)·E max. SearchError for an overlap outside 0 … 1.
    """
    mean, overlap = given.number(mean, "The mean", SearchError), _overlap(overlap)
    return mean + float(np.sqrt(1 - overlap)) * best_of(tries, tail)


def crowd_needed(
    lab: int, skill: float, overlap: float = 0.0, tail: str = "normal", most: int = 1_000_000
) -> int | None:
    """Fewest crowd tries whose expected best reaches that of a lab's tries with mean ``skill``; None if ``most`` are not enough.

    Within half a per cent for more than 200. Raises SearchError as `expected_best`.
    """
    most = given.whole(most, "The largest crowd", SearchError, 1, MOST, "give a whole number from 1 to 10^12")
    goal = expected_best(lab, given.number(skill, "The skill", SearchError), tail=tail)
    if expected_best(most, overlap=overlap, tail=tail) < goal:
        return None
    low, high = 0, 1
    while expected_best(high, overlap=overlap, tail=tail) < goal:
        low, high = high, high * 2
    while high - low > max(1, high // 200):
        middle = (low + high) // 2
        if expected_best(middle, overlap=overlap, tail=tail) < goal:
            low = middle
        else:
            high = middle
    return high


def simulated(tries: int, mean: float, overlap: float, tail: str, rounds: int, seed: int) -> float:
    """The same by simulation: average best of ``rounds`` contests, to check the formula. SearchError as `expected_best`."""
    tries, rounds = (given.whole(k, what, SearchError, 1) for k, what in ((tries, "The number of tries"), (rounds, "The number of rounds")))  # fmt: skip
    if tries * rounds > DRAWS:
        raise SearchError(f"{tries:,} tries in {rounds:,} rounds are too many to draw: at most {DRAWS:,} in all.")
    mean, overlap = given.number(mean, "The mean", SearchError), _overlap(overlap)
    given.one_of(tail, TAILS, "a tail", SearchError)
    seed = given.whole(seed, "The seed", SearchError)
    rng = np.random.default_rng(seed)
    draw = rng.standard_normal if tail == "normal" else lambda size: rng.standard_t(3, size) * _SCALE
    common = rng.standard_normal(rounds) * np.sqrt(overlap)
    return float(mean + (common + np.sqrt(1 - overlap) * draw((tries, rounds)).max(axis=0)).mean())


def _overlap(value) -> float:
    return given.number(value, "The overlap", SearchError, 0, 1, "give a number from 0 (all different) to 1 (all the same)")  # fmt: skip
