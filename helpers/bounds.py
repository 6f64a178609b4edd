"""Shares that lie where no share can: counted and told, never cut off.

Inventories that shrink count as negative final demand, and an industry can earn less than nothing. The formulas of the
literature then give shares below 0 or above 1. They stay as computed; whoever asks is told how many and how far.
"""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

ROUNDING = 1e-9  # how far from 0 and 1 a sum of shares may end by rounding alone
_HERE = str(Path(__file__).parent)


class OutsideBounds(UserWarning):
    """Some shares lie where no share can; the message counts them and names the farthest."""


def outside(values, high: float = 1.0) -> np.ndarray:
    """True where a share lies below 0 or above ``high``, by more than rounding."""
    values = np.asarray(values, dtype=float)
    with np.errstate(invalid="ignore"):
        return (values < -ROUNDING) | (values > high + ROUNDING)


def told(values, what: str, high: float = 1.0):
    """The same shares (array, Series, DataFrame or number); if any is `outside`, an OutsideBounds warning says so.

    ``what``: what they are, in the plural if several. ``high``: 1, or inf for ratios and indices that may pass 1.
    """
    numbers = np.asarray(values, dtype=float)
    odd = outside(numbers, high)
    if odd.any():
        far = np.where(odd, np.where(numbers < 0, -numbers, numbers - high), 0.0)
        worst = np.unravel_index(int(np.argmax(far)), numbers.shape)
        edge = "below 0" if np.isinf(high) else f"outside 0 to {high:g}"
        if numbers.ndim:
            told = f"{int(odd.sum())} of {numbers.size} {what} lie {edge}, the farthest {numbers[worst]:.4g}{_place(values, worst)}"
        else:
            told = f"{what} is {numbers:.4g}, {edge}"
        _warn(
            f"{told}: negative numbers (stores run down, an industry that loses money; an MRIO's check() counts them) can "
            "make it so. Nothing is cut off."
        )
    return values


@contextmanager
def untold():
    """Within it (or as a decorator) nothing is told: for shares that nobody is shown, such as those behind a check."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OutsideBounds)
        yield


def _place(values, at: tuple[int, ...]) -> str:
    """Where in a labelled table, in words."""
    if not isinstance(values, pd.Series | pd.DataFrame):
        return ""
    sides = (values.index, values.columns) if isinstance(values, pd.DataFrame) else (values.index,)
    labels = [side[k] for side, k in zip(sides, at, strict=True)]
    return f" ({', '.join(str(v) for label in labels for v in (label if isinstance(label, tuple) else (label,)))})"


def _warn(words: str) -> None:
    """A warning that points to the caller's line, not to one of ours."""
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_code.co_filename.startswith(_HERE):
        level, frame = level + 1, frame.f_back
    warnings.warn(words, OutsideBounds, stacklevel=level)
