"""An index made of several measures, each step a choice: bring to one scale, weigh, add up, and see what the choices decide.

Measures lie in columns, what is ranked in rows; more is better in each column (turn the sign of one where less is). Source: the
steps of the Handbook on Constructing Composite Indicators (OECD and JRC 2008).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import given

SCALES = {"z": "distance from the mean", "min-max": "between lowest and highest", "rank": "place in the order"}
SUMS = {"arithmetic": "added (a weakness can be made up for)", "geometric": "multiplied (a weakness weighs more)"}
MOST_DRAWS = 20_000


class CompositeError(ValueError):
    """An index that cannot be made; the message says why."""


def to_points(table: pd.DataFrame, scale: str = "z") -> pd.DataFrame:
    """Every column in points: "z" has mean 50 and deviation 10; "min-max" and "rank" run from 1 (lowest) to 100 (highest).

    A missing value stays missing. Raises CompositeError for other scales, infinite numbers, fewer than two known values in a
    column or one that is the same everywhere.
    """
    table = _measures(table)
    given.one_of(scale, SCALES, "a scale", CompositeError)
    low, high = table.min(), table.max()
    if scale == "z":
        return 50 + 10 * (table - table.mean()) / table.std(ddof=0)
    if scale == "rank":
        return 1 + 99 * (table.rank() - 1) / (table.notna().sum() - 1)
    return 1 + 99 * (table - low) / (high - low)


def weights(given_weights, columns) -> pd.Series:
    """Weights by column that add up to 1. CompositeError for missing, negative or unknown ones, and where all are zero."""
    columns = list(columns)
    given.kind(given_weights, Mapping | pd.Series, "Weights, column → weight,", CompositeError)
    asked = dict(given_weights)
    other = [k for k in (*asked, *columns) if (k in asked) != (k in columns)]
    if other:
        raise CompositeError(f"Weights are needed for {', '.join(map(str, columns))}, each once: look at {other[0]!r}.")
    out = {k: given.number(asked[k], f"The weight of {k}", CompositeError, 0, 1e9, "give 0 or more") for k in columns}
    total = sum(out.values())
    if not total:
        raise CompositeError("All weights are zero: nothing is left to rank by. Give one of them a weight.")
    return pd.Series(out, name="weight") / total


def component_weights(points: pd.DataFrame) -> pd.Series:
    """Weights that follow what varies together: squared loadings of the first principal component of the correlations.

    Rows with a missing value are left out; three rows or more are needed. Raises CompositeError as `to_points`.
    """
    known = _measures(points).dropna()
    if len(known) < 3:
        raise CompositeError(f"{len(known)} rows are known in all columns: a component needs three or more.")
    _measures(known)
    vector = np.linalg.eigh(np.corrcoef(known.to_numpy(), rowvar=False).reshape(known.shape[1], -1))[1][:, -1]
    return pd.Series(vector**2, known.columns, name="weight")


def combine(points: pd.DataFrame, by: Mapping[str, float] | pd.Series | None = None, how: str = "arithmetic") -> pd.Series:  # fmt: skip
    """The index, in points: a weighted mean of each row, equal weights by default; missing where a column with weight is.

    ``how``: "arithmetic" or "geometric", for which all points must be above 0. Raises CompositeError in words.
    """
    table = _measures(points, vary=False)
    given.one_of(how, SUMS, "a way to add up", CompositeError)
    w = weights(dict.fromkeys(table.columns, 1.0) if by is None else by, table.columns)
    used = table.loc[:, w > 0]
    if how == "arithmetic":
        return (used * w[w > 0]).sum(axis=1, skipna=False).rename("index")
    if (used <= 0).any(axis=None):
        raise CompositeError("A geometric mean needs points above 0: one is not. Choose another scale.")
    return np.exp((np.log(used) * w[w > 0]).sum(axis=1, skipna=False)).rename("index")


def places(index: pd.Series) -> pd.Series:
    """Places in the order of an index, 1 the highest; those with the same value share the better place. CompositeError for text."""
    given.kind(index, pd.Series, "The index, a Series,", CompositeError)
    if not pd.api.types.is_numeric_dtype(index) or pd.api.types.is_bool_dtype(index) or not len(index):
        raise CompositeError("An index holds numbers, one a row.")
    return index.rank(ascending=False, method="min").rename("place")


def redrawn(table: pd.DataFrame, draws: int = 1000, seed: int = 44) -> pd.DataFrame:
    """Places (rows as in the table, a column a draw) when scale, weights and sum are drawn by chance, all as likely.

    Weights are drawn evenly from all that add up to 1. Rows with a missing value are left out. Raises CompositeError as
    `to_points`, and for draws that are no whole number from 1 to 20,000.
    """
    known = _measures(table).dropna()
    draws = given.whole(draws, "The number of draws", CompositeError, 1, MOST_DRAWS, "give 1 to 20,000")
    rng = np.random.default_rng(given.whole(seed, "The seed", CompositeError))
    scaled = [to_points(known, s).to_numpy() for s in SCALES]
    scaled[0] = np.maximum(
        scaled[0], 1.0
    )  # five deviations below the mean count as 1 point, as the lowest of other scales
    scale, how = rng.integers(len(scaled), size=draws), rng.integers(2, size=draws)
    w = rng.dirichlet(np.ones(known.shape[1]), size=draws)
    index = np.empty((len(known), draws))
    for k, points in enumerate(scaled):
        for geometric in (0, 1):
            chosen = (scale == k) & (how == geometric)
            index[:, chosen] = np.log(points) @ w[chosen].T if geometric else points @ w[chosen].T
    order = (-index).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") + 1
    return pd.DataFrame(order, known.index, pd.RangeIndex(draws, name="draw"))


def turned(drawn: pd.DataFrame, base: pd.Series) -> pd.Series:
    """Share of draws in which a pair of rows stands the other way round than in ``base`` (places): by pair (two levels).

    The better one of the pair first. Raises CompositeError where rows are missing or twice.
    """
    given.kind(drawn, pd.DataFrame, "Drawn places, a DataFrame,", CompositeError)
    given.kind(base, pd.Series, "The places to compare with, a Series,", CompositeError)
    if not (drawn.index.is_unique and base.index.is_unique and set(drawn.index) <= set(base.index)) or len(drawn) < 2:
        raise CompositeError("Both need the same rows, each once, two or more.")
    order = list(base[drawn.index].sort_values(kind="stable").index)
    ranks = given.plain(drawn.loc[order].to_numpy(), "Drawn places", CompositeError)
    above, below = np.triu_indices(len(order), 1)
    share = (ranks[above] > ranks[below]).mean(axis=1)
    pairs = pd.MultiIndex.from_arrays([[order[i] for i in above], [order[i] for i in below]], names=["better", "worse"])
    return pd.Series(share, pairs, name="turned")


def _measures(table: pd.DataFrame, vary: bool = True) -> pd.DataFrame:
    """A table of numbers, rows and columns each once; with ``vary`` each column has two different known values."""
    given.kind(table, pd.DataFrame, "A table (DataFrame), a column a measure,", CompositeError)
    for labels, what in ((table.index, "row"), (table.columns, "column")):
        if not labels.is_unique:
            raise CompositeError(f"The {what} {labels[labels.duplicated()][0]!r} is in the table twice: keep one.")
    if not table.shape[0] or not table.shape[1]:
        raise CompositeError("The table is empty: there is nothing to rank.")
    numeric = [pd.api.types.is_numeric_dtype(t) and t.kind in "iuf" for t in table.dtypes]
    if not all(numeric):
        raise CompositeError(f"{table.columns[numeric.index(False)]!r} holds something else than numbers.")
    table = table.astype(float)
    if np.isinf(table.to_numpy()).any() or table.abs().max().max() > 1e100:
        raise CompositeError("A number is infinite or too large to be compared: leave its row out.")
    if vary:
        varies = (table.max() > table.min()).to_numpy()
        flat = [c for c, v in zip(table, varies, strict=True) if not v]
        if flat:
            raise CompositeError(f"{flat[0]!r} is the same for all that are known, so it ranks nobody: leave it out.")
    return table
