"""What a change of an average or a share is made of, and whether it stands under other reasonable choices."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd


def within_between(values: pd.DataFrame, weights: pd.DataFrame) -> pd.Series:
    """The change of a weighted average split in two: what moved within the parts, and what the parts' weights did between them.

    values: index = parts, two columns (first, last), the average's values in each part; weights: the same labels, not
    negative, brought to sum 1 in each column. Result, in the unit of values: first, last, total = last - first, within
    (changes of values at the mean of both weights), between (changes of weights at the mean of both values, as distance
    from the average); within + between = total. Raises ValueError for other labels, missing values and weights below 0.
    A part with no weight in either column may have no value. Source: the midpoint form of the shift-share decomposition.
    """
    weights = weights.reindex(index=values.index, columns=values.columns)
    idle = (weights == 0).all(axis=1)
    if values.shape[1] != 2 or values[~idle].isna().any(axis=None) or weights.isna().any(axis=None):
        raise ValueError(
            "Values and weights need the same parts and the same two columns, first and last, none missing."
        )
    if (weights < 0).any(axis=None) or (weights.sum() <= 0).any():
        raise ValueError("Weights must not be negative, and some must be above 0 in each column.")
    v = np.where(idle.to_numpy()[:, None], 0.0, values.to_numpy(dtype=float))
    w = (weights / weights.sum()).to_numpy(dtype=float)
    first, last = (v * w).sum(axis=0)
    within = ((v[:, 1] - v[:, 0]) * w.mean(axis=1)).sum()
    between = ((w[:, 1] - w[:, 0]) * (v.mean(axis=1) - (first + last) / 2)).sum()
    parts = [first, last, last - first, within, between]
    return pd.Series(parts, index=["first", "last", "total", "within", "between"], dtype=float)


def specifications(values: Mapping[str, float], above: float = 0.0) -> pd.DataFrame:
    """One number under all reasonable choices, as pictures and verdicts take it: columns value and agrees (value > ``above``).

    values: the choices in words → the number.
    """
    value = pd.Series(values, name="value", dtype=float)
    return value.to_frame().assign(agrees=value > above)
