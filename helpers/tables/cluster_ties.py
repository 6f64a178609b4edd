"""Real clusters: an economy's group of linked industries, their ties inside and outside, what it earns in the chain (lesson 4.4)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import MANUFACTURING
from helpers.datasets import kept
from helpers.mrio import MRIO
from helpers.sizes import effective

CORES = ("electronics", "vehicles", "textiles", "chemicals")
LINKED = 3  # industries beside the core
FROM = 0.01  # part of a buyer's inputs from which a purchase is called a tie
SMALLEST = 1000.0  # million USD of output: below, the table's cells are mostly rounding
YEARS = (1995, 1999, 2003, 2007, 2011, 2022)
PATENT_YEARS = {1995: (2000, 2002), 1999: (2000, 2002), 2003: (2001, 2003), 2007: (2005, 2007), 2011: (2009, 2011), 2022: (2019, 2021)}  # fmt: skip
DIMENSIONS = {
    "inside": ("intensity", "density", "reciprocity", "scale"),
    "outside": ("abroad", "suppliers", "customers"),
    "innovation": ("research", "patents"),
    "embedding": ("backward", "forward"),
}
WORDS = {
    "intensity": "inputs the industries buy from each other at home, % of all inputs",
    "density": "possible ties between them at home that carry 1 % of the buyer's inputs, %",
    "reciprocity": "flows between them at home that are returned, %",
    "scale": "flows between them at home, billion USD",
    "abroad": "inputs from the same industries abroad, % of all inputs",
    "suppliers": "economies inputs come from, effective number",
    "customers": "economies inputs are sold to, effective number",
    "research": "spending on R&D, % of GDP (of the economy)",
    "patents": "patents filed by residents, per million people (of the economy)",
    "backward": "foreign value added in the cluster's exports, %",
    "forward": "its value added in other economies' exports, % of its exports",
}
LOGGED = ("scale", "patents")  # in an index their logarithm counts: a factor of ten is as far anywhere


@kept
def links(core: str) -> pd.Series:
    """Flows between a core and each other manufacturing industry, both ways, world of 2011: % of all such flows of the core."""
    m = datasets.mrio(2011)
    flows = pd.DataFrame(m.Z.reshape(m.G, m.N, m.G, m.N).sum(axis=(0, 2)), m.industries, m.industries)
    both = (flows[core] + flows.loc[core])[[i for i in MANUFACTURING if i != core]]
    return (both / both.sum() * 100).sort_values(ascending=False).rename("link")


@cache
def members(core: str, linked: int = LINKED) -> tuple[str, ...]:
    """The rule: a core and the manufacturing industries it has the largest flows with in the world of 2011, for all years."""
    return (core, *links(core).index[:linked])


def flows(m: MRIO, region: str, industries) -> pd.DataFrame:
    """Purchases between some industries of one economy, sellers in rows, million USD; what an industry buys from itself is 0."""
    at = [m.node(region, i) for i in industries]
    inside = m.Z[np.ix_(at, at)].copy()
    np.fill_diagonal(inside, 0.0)
    return pd.DataFrame(inside, pd.Index(industries, name="seller"), pd.Index(industries, name="buyer"))


def inputs(m: MRIO, region: str, industries) -> pd.Series:
    """All inputs some industries of one economy buy, from everywhere, million USD."""
    at = [m.node(region, i) for i in industries]
    return pd.Series(m.Z[:, at].sum(axis=0), pd.Index(industries, name="buyer"))


def reciprocity(inside: pd.DataFrame) -> float:
    """Part of flows between different industries that is returned, 0 to 1. Source: Squartini and others (2013)."""
    w = inside.to_numpy()
    return float(np.minimum(w, w.T).sum() / w.sum()) if w.sum() else np.nan


@kept
def measured(year: int, linked: int = LINKED) -> pd.DataFrame:
    """All measures of all clusters of a year's table, by (region, cluster): those of `WORDS`, and what the cluster earns.

    chain: value added of its industries in final products of the core completed anywhere, % of what all clusters of the table
    earn so (the rest of the world among them); output (million USD); income (GDP per head, USD; missing without a population).
    Left out: the rest of the world, clusters with less than a billion of output, and those without exports or ties.
    """
    m = datasets.mrio(year)
    G, N, every = m.G, m.N, np.arange(m.n)
    Z, bought = m.Z.reshape(G, N, G, N), m.Z.sum(axis=0).reshape(G, N)
    home = np.repeat(np.arange(G), N)
    exports = m.exports.sum(axis=1)
    foreign = (1 - m.origin_shares[home, every]) * exports
    passed = m.solve(m.spread(exports))
    passed = m.v * (passed.sum(axis=1) - passed[every, home])
    known = np.array([r != "ROW" for r in m.regions])
    out = []
    for core in CORES:
        at = [m.industries.index(i) for i in members(core, linked)]
        add = lambda values: values.reshape(G, N)[:, at].sum(axis=1)  # noqa: B023, E731
        inside = Z[:, at][:, :, :, at].transpose(0, 2, 1, 3)  # sellers' region, buyers' region, seller, buyer
        own = inside[np.arange(G), np.arange(G)].copy()
        same_abroad = inside.sum(axis=(0, 2, 3)) - own.sum(axis=(1, 2))
        own[:, range(len(at)), range(len(at))] = 0.0
        needed, sold = bought[:, at], Z[:, at].sum(axis=(1, 3))
        suppliers = Z[:, :, :, at].sum(axis=(1, 3)).T
        for partners in (sold, suppliers):
            partners[:, ~known] = 0.0
            np.fill_diagonal(partners, 0.0)
        total = own.sum(axis=(1, 2))
        earned = add(m.v * m.solve(m.f * m.select(core)))
        with np.errstate(all="ignore"):
            parts = {
                "intensity": total / needed.sum(axis=1) * 100,
                "density": (own / needed[:, None, :] >= FROM).sum(axis=(1, 2)) / (len(at) * (len(at) - 1)) * 100,
                "reciprocity": np.minimum(own, own.transpose(0, 2, 1)).sum(axis=(1, 2)) / total * 100,
                "scale": total / 1e3,
                "abroad": same_abroad / needed.sum(axis=1) * 100,
                "suppliers": effective(suppliers),
                "customers": effective(sold),
                "backward": add(foreign) / add(exports) * 100,
                "forward": add(passed) / add(exports) * 100,
                "chain": earned / earned.sum() * 100,
                "output": add(m.x),
                "own value added": add(m.va) / add(m.x) * 100,
            }
        table = pd.DataFrame(parts, pd.Index(m.regions, name="region"))[known]
        out.append(table[(table["output"] >= SMALLEST) & (add(exports)[known] > 0) & (total[known] > 0)])
    table = pd.concat(out, keys=CORES, names=["cluster"]).swaplevel().join(innovation(year), on="region")
    table["income"] = income(year).reindex(table.index, level="region")
    return table


@kept
def innovation(year: int) -> pd.DataFrame:
    """R&D (% of GDP) and residents' patents per million people of each economy, means of three years about a table's year.

    Of the whole economy: no table tells them by industry. For 1995 and 1999 the first years there are, 2000 to 2002.
    """
    table = datasets.load("research")
    table = table[table["year"].between(*PATENT_YEARS[year])]
    people = datasets.load("countries").set_index(["region", "year"])["population"].rename("people")
    table = table.join(people, on=["region", "year"])
    table["patents"] = table["residents"] / table["people"] * 1e6
    means = table.groupby("region")[["rd_pct_gdp", "patents"]].mean()
    return means.rename(columns={"rd_pct_gdp": "research"})


@kept
def population(year: int) -> pd.Series:
    """People by region in a table's year (in 2000 for earlier ones: no population before is at hand)."""
    table = datasets.load("countries").query("year == @year").dropna(subset="population")
    if table.empty:
        table = datasets.load("countries").query("year == 2000").dropna(subset="population")
    return table.set_index("region")["population"]


@kept
def income(year: int) -> pd.Series:
    """GDP of a year's table over `population`, USD a head, by region; missing where none is at hand (Chinese Taipei)."""
    m = datasets.mrio(year)
    earned = pd.Series(m.by_region(m.va), pd.Index(m.regions, name="region")) * 1e6
    return (earned / population(year).reindex(earned.index)).dropna().rename("income")


def of_kind(core: str, year: int = 2022) -> pd.DataFrame:
    """Measures of all economies' clusters of one kind, by region."""
    return measured(year).xs(core, level="cluster")


@kept
def over_time(core: str, measure: str, regions=("KOR", "DEU", "CHN", "MEX")) -> pd.DataFrame:
    """One measure of some economies' clusters of a kind, years 1995 to 2011 (WIOD) in rows, regions in columns."""
    rows = {y: of_kind(core, y)[measure].reindex(list(regions)) for y in YEARS if y <= 2011}
    return pd.DataFrame(rows).T.rename_axis("year")
