"""Groups found blind from features, and how well a sorting agrees with another: adjusted Rand index, exact chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from helpers import given

SHARINGS = 200_000  # ways to share out that are tried one by one; eleven in three groups have 6,930


class ClusterError(ValueError):
    """A sorting that cannot be made or compared; the message says why."""


METHODS = ("k-means", "hierarchical")


def cluster(table: pd.DataFrame, groups: int, method: str = "k-means", standardise: bool = True) -> pd.Series:
    """Group number (0, 1, …) of each row; 0 is the group with the largest mean of the first column.

    ``method``: "k-means" (20 starts, fixed seed) or "hierarchical" (Ward). ``standardise`` gives every column mean 0 and
    deviation 1, without which the column with the largest numbers decides. Raises ClusterError for other methods, missing
    or doubled rows, a column that is the same everywhere, or fewer different rows than groups.
    """
    given.kind(table, pd.DataFrame, "A table (DataFrame), one row for each economy,", ClusterError)
    given.one_of(method, METHODS, "a method", ClusterError)
    if not table.index.is_unique:
        raise ClusterError(f"{table.index[table.index.duplicated()][0]!r} is in the table twice: keep one row each.")
    if table.shape[1] < 1:
        raise ClusterError("The table has no column to sort by.")
    values = given.array(table.to_numpy(), table.shape, "The table of features", ClusterError)
    apart = len(np.unique(values, axis=0))
    groups = given.whole(groups, f"The number of groups among {apart} different economies", ClusterError, 2, apart, f"choose 2 to {apart}")  # fmt: skip
    if standardise:
        same = np.flatnonzero(np.ptp(values, axis=0) == 0)
        if len(same):
            raise ClusterError(f"{table.columns[same[0]]!r} is the same for all, so it cannot be given a deviation of 1: leave it out.")  # fmt: skip
        with np.errstate(all="ignore"):
            values = (values - values.mean(axis=0)) / values.std(axis=0)
    if not np.isfinite(values).all() or np.abs(values).max() > 1e100:
        raise ClusterError("The numbers in the table are too far apart to be compared: choose other units.")

    from sklearn.cluster import AgglomerativeClustering, KMeans  # a second to import: only where it is used

    if method == "k-means":
        found = KMeans(groups, n_init=20, random_state=0).fit_predict(values)
    else:
        found = AgglomerativeClustering(groups, linkage="ward").fit_predict(values)
    found = pd.Series(found, table.index)
    order = table.iloc[:, 0].groupby(found).mean().sort_values(ascending=False).index
    return found.map({old: new for new, old in enumerate(order)})


def adjusted_rand(a, b) -> float:
    """Adjusted Rand index of two sortings of the same things: 1 the same, 0 what chance gives. Hubert and Arabie (1985).

    Two Series are matched by their labels; two lists are taken in order. Raises ClusterError for sortings of other
    things, and where only one has labels.
    """
    one, other = (_sorting(s) for s in (a, b))
    labelled = [isinstance(s, pd.Series) for s in (a, b)]
    if any(labelled) and not all(labelled):
        raise ClusterError("One sorting has labels, the other has none: give two Series, or two lists.")
    if all(labelled):
        if not a.index.is_unique or set(a.index) != set(b.index) or len(a) != len(b):
            odd = sorted(map(str, set(a.index) ^ set(b.index))) or ["one name, which stands twice"]
            raise ClusterError(f"The two sortings are not of the same things: they differ in {odd[0]}.")
        other = _sorting(b.reindex(a.index))
    if len(one) != len(other) or len(one) < 2:
        raise ClusterError(f"Sortings of {len(one)} and {len(other)} things cannot be compared: two or more of the same are needed.")  # fmt: skip
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(one, other))


def _sorting(groups) -> list[int]:
    """Numbers in place of group names, whatever those are; ClusterError where one is missing."""
    if isinstance(groups, str | Mapping) or not isinstance(groups, Iterable) or np.ndim(groups) > 1:
        raise ClusterError("A sorting is a list (or Series) with the group of each economy.")
    numbers, _ = pd.factorize(pd.Series(list(groups), dtype=object))
    if (numbers < 0).any():
        raise ClusterError("A sorting has an economy without a group: leave it out of both.")
    return numbers.tolist()


def agreement(found: pd.Series, groups: Mapping[str, str]) -> tuple[float, float]:
    """Adjusted Rand index of a sorting with named groups, and its exact permutation p-value.

    The p-value is the share of all ways to hand out the same group names among the same economies that agree at least as
    well. Economies without a group are left out. Raises ClusterError for fewer than two that both sort, one sorted twice,
    or more than 200,000 ways.
    """
    given.kind(found, pd.Series, "The sorting found, a Series by economy,", ClusterError)
    given.kind(groups, Mapping | pd.Series, "Named groups, economy → group,", ClusterError)
    if not found.index.is_unique:
        raise ClusterError(f"{found.index[found.index.duplicated()][0]!r} is sorted twice.")
    common = [c for c in found.index if c in groups]
    if len(common) < 2:
        raise ClusterError(f"Both sort {len(common)} economies: two or more are needed to compare.")
    mine, theirs = _sorting(found[common]), _sorting([groups[c] for c in common])
    sizes = tuple(theirs.count(g) for g in dict.fromkeys(theirs))
    ways, left = 1, len(common)
    for size in sizes:
        ways, left = ways * comb(left, size), left - size
    if ways > SHARINGS:
        raise ClusterError(f"There are {ways:.3g} ways to share out {len(common)} economies: at most {SHARINGS:,} can be tried one by one.")  # fmt: skip
    upper = np.triu_indices(len(common), 1)
    together = np.equal.outer(mine, mine)[upper]
    observed = (np.equal.outer(theirs, theirs)[upper] & together).sum()
    # the index grows with the number of pairs that are together in both sortings; all else is fixed by the sizes
    by_chance = _sharings(len(common), sizes) @ together.astype(float)
    return adjusted_rand(mine, theirs), float((by_chance >= observed - 1e-9).mean())


@cache
def _sharings(n: int, sizes: tuple[int, ...]) -> np.ndarray:
    """All ways to share out n things among groups of given sizes: one row a way, one column a pair (1: together)."""

    def rest(left: tuple, sizes: tuple):
        if not sizes:
            yield []
            return
        for chosen in combinations(left, sizes[0]):
            for others in rest(tuple(i for i in left if i not in chosen), sizes[1:]):
                yield [chosen, *others]

    labels = []
    for sharing in rest(tuple(range(n)), sizes):
        label = np.empty(n, dtype=int)
        for g, members in enumerate(sharing):
            label[list(members)] = g
        labels.append(label)
    labels = np.array(labels)
    i, j = np.triu_indices(n, 1)
    return (labels[:, i] == labels[:, j]).astype(float)
