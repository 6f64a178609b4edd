"""Is an answer the right one, as good as the digits it gives? If not, is it a near miss that has a name?"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np

from helpers.exercises.answers import word, words

_SCALES = {2: "100", 3: "1,000", 6: "a million", 9: "a billion", 12: "a trillion"}


def places(right: float) -> int:
    """Decimals asked for where an exercise names none: three significant digits."""
    return 2 - math.floor(math.log10(abs(right))) if right else 2


def matches(answer: float, right: float, decimals: int, tolerance: float) -> bool:
    """Whether a number is the right one, rounded or not.

    An answer is held to the digits it gives, which may be no fewer than ``decimals``: 0.37 is right for 0.3677 at
    two decimals, 0.3705 is not. The last digit may be cut off instead of rounded where more than ``decimals`` are given.
    """
    if not math.isfinite(answer):
        return False
    if abs(answer - right) <= tolerance * abs(right) or abs(answer - right) <= 1e-12:
        return True
    answer = float(f"{answer:.12g}")
    given = -Decimal(repr(answer)).normalize().as_tuple().exponent if answer else decimals
    unit = 10.0 ** -max(given, decimals)
    return abs(answer - right) <= (1.0 if given > decimals else 0.5) * unit * (1 + 1e-9)


def cells(value: Any) -> np.ndarray | None:
    """A plain list as an array of numbers; None where it is ragged or holds something else."""
    try:
        found = np.array(value, dtype=object)
    except ValueError:
        return None
    flat = found.ravel().tolist()
    return found.astype(float) if all(type(v) in (int, float) for v in flat) else None


def fits(answer: np.ndarray, right: np.ndarray, decimals: int | None, tolerance: float) -> np.ndarray:
    """For each cell whether it matches; the shapes must be the same."""
    digits = places(float(np.abs(right).max())) if decimals is None else decimals
    pairs = zip(answer.ravel().tolist(), right.ravel().tolist(), strict=True)
    return np.array([matches(a, r, digits, tolerance) for a, r in pairs]).reshape(right.shape)


def same(answer: Any, right: Any, decimals: int | None, tolerance: float) -> bool:
    """Whether two plain values are the same answer; other kinds, shapes and lengths are not."""
    if isinstance(right, str):
        return isinstance(answer, str) and word(answer) == word(right)
    if isinstance(right, frozenset):
        return words(answer) == words(right)
    if isinstance(right, list) and right and isinstance(right[0], str):
        return (
            isinstance(answer, list)
            and all(isinstance(a, str) for a in answer)
            and [*map(word, answer)] == [*map(word, right)]
        )
    if isinstance(right, list):
        a, r = cells(answer), cells(right)
        return a is not None and a.shape == r.shape and bool(fits(a, r, decimals, tolerance).all())
    if type(answer) not in (int, float):
        return False
    if isinstance(right, int):
        return answer == right
    return matches(float(answer), right, places(right) if decimals is None else decimals, tolerance)


def near(answer: Any, right: Any, decimals: int | None, tolerance: float) -> str:
    """A near miss in words (per cent, sign, thousands, upside down, order, transposed), or nothing."""
    if isinstance(right, frozenset):
        return _near_set(words(answer), words(right))
    if isinstance(right, list) and right and isinstance(right[0], str):
        return _near_order(words(answer), words(right))
    if isinstance(right, list):
        return _near_cells(cells(answer), cells(right), decimals, tolerance)
    if isinstance(right, float) and type(answer) in (int, float):
        return _near_number(float(answer), right, places(right) if decimals is None else decimals, tolerance)
    return ""


def _near_number(answer: float, right: float, decimals: int, tolerance: float) -> str:
    def is_right(value: float) -> bool:
        return matches(value, right, decimals, tolerance)

    if not answer or not right:
        return ""
    if is_right(-answer):
        return "The size is right, the sign is not: look at what is taken from what."
    for sign, aside in ((1, ""), (-1, " And the sign is wrong too.")):
        for power, many in _SCALES.items():
            if is_right(sign * answer / 10**power):
                return f"The digits are right, the unit is not: this is {many} times too large. {_unit(power, right)}{aside}"
            if is_right(sign * answer * 10**power):
                return f"The digits are right, the unit is not: this is {many} times too small. {_unit(power, answer)}{aside}"
    if matches(answer, 1 / right, decimals, tolerance):
        return "Upside down: one over this is right. What belongs below the line?"
    if 0 < answer < 1 and is_right(1 - answer):
        return "This is the other part: with what is asked for it makes 1."
    if 1 < answer < 100 and is_right(100 - answer):
        return "This is the other part: with what is asked for it makes 100 %."
    return _coarse(answer, right, decimals)


def _unit(power: int, smaller: float) -> str:
    """Per cent and fractions are the usual reason for a factor of 100 where the smaller number can be a share."""
    if power == 2 and abs(smaller) <= 1.5:
        return "One of the two is per cent, the other a fraction."
    return "Which unit is asked for: thousands, millions, billions?"


def _coarse(answer: float, right: float, decimals: int) -> str:
    first = -math.floor(math.log10(abs(right)))
    if any(round(right, k) == answer for k in range(first, decimals)):
        return (
            f"Right as far as it goes, but too coarse: give {decimals} decimal{'s' if decimals > 1 else ''}."
            if decimals > 0
            else "Right as far as it goes, but too coarse: give more digits."
        )
    return ""


def _near_set(answer: frozenset | None, right: frozenset) -> str:
    if answer is None:
        return ""
    held, over, short = len(answer & right), len(answer - right), len(right - answer)
    if not held:
        return ""
    parts = [f"{over} too many" if over else "", f"{short} missing" if short else ""]
    return f"{held} of these belong: {' and '.join(p for p in parts if p)}."


def _near_order(answer: frozenset | None, right: frozenset) -> str:
    return "The right ones, in another order: read again what comes first." if answer == right else ""


def _near_cells(answer: np.ndarray | None, right: np.ndarray, decimals: int | None, tolerance: float) -> str:
    def is_right(value: np.ndarray) -> bool:
        return value.shape == right.shape and bool(fits(value, right, decimals, tolerance).all())

    if answer is None or answer.ndim != right.ndim:
        return ""
    if answer.ndim == 2 and is_right(answer.T):
        return "The numbers are right, their places are swapped: rows where columns should be (`.T` turns a table)."
    if is_right(answer[::-1]):
        return "The numbers are right, their order is turned round: what comes first?"
    if is_right(-answer):
        return "The size of every cell is right, the sign is not."
    if any(is_right(answer * 10.0**k) for k in (-6, -3, -2, 2, 3, 6)):
        return "The digits are right, the unit is not: look at the power of ten that is asked for."
    if answer.shape == right.shape:
        return f"{int(fits(answer, right, decimals, tolerance).sum())} of {right.size} cells fit."
    return ""
