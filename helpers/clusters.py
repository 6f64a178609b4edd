"""How economies take part in chains: features edition by edition, groups found blind, and how well they agree with others.

The paper sorts the E11 by reading; here the same economies are sorted by numbers alone, and the two sortings compared.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import E11

PAPER_GROUPS = {
    "KOR": "processor", "CHN": "processor", "TUR": "processor", "MEX": "processor", "BRA": "resource exporter",
    "RUS": "resource exporter", "IDN": "resource exporter", "ARG": "resource exporter", "SAU": "resource exporter",
    "ZAF": "changing or unclear", "IND": "changing or unclear",
}  # fmt: skip  # section 2.1 of the paper
EDITIONS = {
    "icio2015": "ICIO, 2015 edition (OECD)",
    "tiva2025": "TiVA, 2025 edition (OECD)",
    "wiod2013": "WIOD, 2013 release (8 of the 11)",
}
YEARS = {"icio2015": (1995, 2011), "tiva2025": (2012, 2022), "wiod2013": (1995, 2011)}
RESOURCES_ICIO, RESOURCES_WIOD = ("c01t05agr", "c10t14min"), ("AtB", "C")


def features(edition: str, year: int) -> pd.DataFrame:
    """Features of the E11 in one edition and year, as fractions (index: region), the most telling first.

    icio2015: backward share of GVC links, resource share of forward links, share of forward links with high-income
    partners. tiva2025: backward and forward participation, value added used abroad. wiod2013 (8 economies): backward and
    forward participation, resource share of VAX. Raises ValueError for an edition or year there is not.
    """
    if edition not in EDITIONS:
        raise ValueError(f"There is no edition {edition!r}; there are {', '.join(EDITIONS)}.")
    out = {"icio2015": _icio2015, "tiva2025": _tiva2025, "wiod2013": _wiod2013}[edition](year)
    if out.empty:
        raise ValueError(f"{EDITIONS[edition]} has no {year}; it has {YEARS[edition][0]} to {YEARS[edition][1]}.")
    return out.reindex([c for c in E11 if c in out.index])


def _icio2015(year: int) -> pd.DataFrame:
    table = datasets.load("icio2015_flows")
    table = table[table["year"] == year]
    total = table.groupby("region")[["forward", "backward", "forward_high"]].sum()
    resources = table[table["industry"].isin(RESOURCES_ICIO)].groupby("region")["forward"].sum()
    return pd.DataFrame(
        {
            "backward share of links": total["backward"] / (total["backward"] + total["forward"]),
            "resource share of forward links": resources / total["forward"],
            "forward links to high-income economies": total["forward_high"] / total["forward"],
        }
    )


def _tiva2025(year: int) -> pd.DataFrame:
    table = datasets.load("tiva2025_shares")
    wide = table[table["year"] == year].pivot(index="region", columns="measure", values="value") / 100
    names = {
        "EXGR_FVA": "backward participation",
        "FEXGR_DVA": "forward participation",
        "FFD_DVA": "value added used abroad",
    }
    return wide[list(names)].rename(columns=names) if len(wide) else wide


def _wiod2013(year: int) -> pd.DataFrame:
    table = datasets.load("wiod_regions")
    table = table[table["year"] == year].set_index("region")
    by_industry = datasets.load("wiod_industries")
    by_industry = by_industry[by_industry["year"] == year]
    resources = by_industry[by_industry["industry"].isin(RESOURCES_WIOD)].groupby("region")["vax"].sum()
    return pd.DataFrame(
        {
            "backward participation": table["backward"],
            "forward participation": table["forward"],
            "resource share of VAX": resources / by_industry.groupby("region")["vax"].sum(),
        }
    )


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


def agreement(found: pd.Series, groups: dict[str, str] = PAPER_GROUPS) -> tuple[float, float]:
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


def foreign_inputs(region: str, industries: dict[str, str]) -> pd.DataFrame:
    """Share of some industries in the foreign value added inside a region's exports, by year (ICIO, 2015 edition).

    ``industries``: publisher's code → name. Fractions of all industries' foreign value added.
    """
    table = datasets.load("icio2015_flows")
    table = table[table["region"] == region]
    if table.empty:
        raise ValueError(f"{region!r} is not in the ICIO 2015 extract.")
    wide = table.pivot(index="year", columns="industry", values="backward")
    return wide[list(industries)].div(wide.sum(axis=1), axis=0).rename(columns=industries)
