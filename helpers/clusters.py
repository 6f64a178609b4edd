"""Groups found blind from features, and how well a sorting agrees with another: adjusted Rand index, exact chance."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd


def cluster(table: pd.DataFrame, groups: int, method: str = "k-means", standardise: bool = True) -> pd.Series:
    """Group number (0, 1, …) of each row; 0 is the group with the largest mean of the first column.

    ``method``: "k-means" (20 starts, fixed seed) or "hierarchical" (Ward). ``standardise`` gives every column mean 0 and
    deviation 1, without which the column with the largest numbers decides. Raises ValueError for other methods, or
    for fewer rows than groups.
    """
    from sklearn.cluster import AgglomerativeClustering, KMeans  # a second to import: only where it is used

    if not 2 <= groups <= len(table):
        raise ValueError(f"{groups} groups cannot be made of {len(table)} economies: choose 2 to {len(table)}.")
    values = table.to_numpy(dtype=float)
    if standardise:
        values = (values - values.mean(axis=0)) / values.std(axis=0)
    if method == "k-means":
        found = KMeans(groups, n_init=20, random_state=0).fit_predict(values)
    elif method == "hierarchical":
        found = AgglomerativeClustering(groups, linkage="ward").fit_predict(values)
    else:
        raise ValueError(f"The method is 'k-means' or 'hierarchical', not {method!r}.")
    found = pd.Series(found, table.index)
    order = table.iloc[:, 0].groupby(found).mean().sort_values(ascending=False).index
    return found.map({old: new for new, old in enumerate(order)})


def adjusted_rand(a, b) -> float:
    """Adjusted Rand index of two sortings of the same things: 1 the same, 0 what chance gives. Hubert and Arabie (1985)."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(list(a), list(b)))


def agreement(found: pd.Series, groups: dict[str, str]) -> tuple[float, float]:
    """Adjusted Rand index of a sorting with named groups, and its exact permutation p-value.

    The p-value is the share of all ways to hand out the same group names among the same economies that agree at least as
    well. Economies without a group are left out.
    """
    common = [c for c in found.index if c in groups]
    mine, theirs = found[common].tolist(), [groups[c] for c in common]
    upper = np.triu_indices(len(common), 1)
    together = np.equal.outer(mine, mine)[upper]
    observed = (np.equal.outer(theirs, theirs)[upper] & together).sum()
    # the index grows with the number of pairs that are together in both sortings; all else is fixed by the sizes
    by_chance = _sharings(len(common), tuple(theirs.count(g) for g in dict.fromkeys(theirs))) @ together.astype(float)
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
