"""South-South cooperation by year: trade, its composition apart from growth, agreements, Chinese finance (lesson 4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import E11, EU27, regions
from helpers.datasets import kept
from helpers.tables import agreements, areas, change, circles, shares

SOUTH = ("low", "lower middle", "upper middle")  # the World Bank's classes of 1995, held for all years
KINDS = ("North-North", "North to South", "South to North", "South-South")


def south(codes: Iterable[str]) -> list[str]:
    """Economies among these that the World Bank did not class as of high income in 1995; the rest of the world is nowhere."""
    listed = regions()["income_1995"]
    return [c for c in codes if c in listed.index and listed[c] in SOUTH]


def outside_union(codes: Iterable[str]) -> list[str]:
    """Those of `south` outside the European Union of 2007-2013: seven of WIOD's nineteen."""
    return [c for c in south(codes) if c not in EU27]


def _e11(codes: Iterable[str]) -> list[str]:
    return [c for c in E11 if c in codes]


WHO = {"the classes of 1995": south, "outside the European Union": outside_union, "the E11": _e11}  # who is South


def _economies(matrix: pd.DataFrame, without: Iterable[str] = ()) -> pd.DataFrame:
    """Flows among economies: without the rest of the world and those left out."""
    left = [c for c in matrix.index if c != "ROW" and c not in set(without)]
    return matrix.loc[left, left]


@kept
def loops(kind: str = "value_added") -> pd.DataFrame:
    """Shares of trade among WIOD's 40 economies by loop and year, %: `KINDS`. kind: as in `shares.flows`."""
    rows = {}
    for year in range(1995, 2012):
        matrix = _economies(shares.flows(year, kind))
        members = south(matrix.index)
        inside = np.isin(matrix.index, members)
        groups = np.where(inside, "South", "North")
        cells = matrix.groupby(groups).sum().T.groupby(groups).sum().T / matrix.to_numpy().sum() * 100
        rows[year] = [cells.at[a, b] for a, b in (("North", "North"), ("North", "South"), ("South", "North"), ("South", "South"))]  # fmt: skip
    return pd.DataFrame(rows, list(KINDS)).T.rename_axis(index="year")


def closeness(matrix: pd.DataFrame, members: list[str]) -> pd.Series:
    """A group's trade inside itself: share of all trade (%), what its sizes alone would give (%), and their ratio.

    matrix: flows without home trade, small negative ones taken for none; sizes: `circles.size_alone`, which keeps what each
    economy sells and buys.
    """
    matrix = matrix.clip(lower=0)
    inside = areas.pairs(matrix.index, members)
    total = matrix.to_numpy().sum()
    share = matrix.to_numpy()[inside].sum() / total * 100
    by_size = circles.size_alone(matrix).to_numpy()[inside].sum() / total * 100
    return pd.Series({"share": share, "by size": by_size, "closeness": share / by_size})


def grown_or_closer(first: pd.Series, last: pd.Series) -> pd.Series:
    """The change of a share (points) as growth of sizes and change of closeness; the two add up to it (midpoint weights)."""
    size = (last["by size"] - first["by size"]) * (first["closeness"] + last["closeness"]) / 2
    closer = (last["closeness"] - first["closeness"]) * (first["by size"] + last["by size"]) / 2
    return pd.Series({"first": first["share"], "last": last["share"], "by size": size, "by closeness": closer})


@kept
def by_year(without: tuple[str, ...] = (), kind: str = "value_added", who: str = "the classes of 1995") -> pd.DataFrame:
    """South-South trade of each year among WIOD's 40 economies: share, by size, closeness (as `closeness`). who: of `WHO`."""
    rows = {}
    for year in range(1995, 2012):
        matrix = _economies(shares.flows(year, kind), without)
        rows[year] = closeness(matrix, WHO[who](matrix.index))
    return pd.DataFrame(rows).T.rename_axis(index="year")


@kept
def who_is_south(first: int = 1995, last: int = 2011) -> pd.DataFrame:
    """Closeness in two years by who is counted as South (`WHO`), with and without China, value added among WIOD's 40.

    Columns: of (economies), the two years, times (last over first).
    """
    rows = {}
    for who, group in WHO.items():
        for words, without in (("", ()), (", without China", ("CHN",))):
            years = by_year(without, who=who)["closeness"]
            count = len(set(group(_economies(shares.flows(last)).index)) - set(without))
            rows[who + words] = {"of": count, first: years[first], last: years[last], "times": years[last] / years[first]}
    return pd.DataFrame(rows).T.astype({"of": int})


def through_union(year: int) -> float:
    """Of value-added trade among WIOD's South (classes of 1995): the part with a member of the EU27 at one end or both, %."""
    matrix = _economies(shares.flows(year)).clip(lower=0)
    members, outside = south(matrix.index), outside_union(matrix.index)
    return float(1 - matrix.loc[outside, outside].to_numpy().sum() / matrix.loc[members, members].to_numpy().sum()) * 100


@kept
def exporters(first: int = 1995, last: int = 2011) -> pd.DataFrame:
    """By economy of the South: the share of its value-added exports that the South takes (%), and its weight in them (%), two years.

    Columns: share and weight by year, as (what, year).
    """
    out = {}
    for year in (first, last):
        matrix = _economies(shares.flows(year))
        members = south(matrix.index)
        sold = matrix.loc[members].sum(axis=1)
        out["share", year] = matrix.loc[members, members].sum(axis=1) / sold * 100
        out["weight", year] = sold / sold.sum() * 100
    return pd.DataFrame(out)


def exporters_split(first: int = 1995, last: int = 2011) -> pd.Series:
    """The South's share in its own value-added exports, %: its change within exporters and between them (`change.within_between`)."""
    table = exporters(first, last)
    return change.within_between(table["share"], table["weight"])


def _goods(year: int) -> tuple[pd.DataFrame, list[str]]:
    """Goods traded in 2009 or 2023 between the economies that both years know, and those not of high income in 2025 (the file's classes)."""
    tables = {y: datasets.load(f"trade{y}") for y in (2009, 2023)}
    known = sorted(set.intersection(*(set(t["exporter"]) & set(t["importer"]) for t in tables.values())))
    listed = datasets.load("economies").query("year == 2009").set_index("region")["income_group"]
    known = [c for c in known if c in listed.index]
    matrix = tables[year].pivot(index="exporter", columns="importer", values="exports")
    matrix = matrix.reindex(index=known, columns=known).fillna(0.0)
    matrix = matrix.where(~np.eye(len(known), dtype=bool), 0.0)
    return matrix, [c for c in known if listed[c] != "High income"]


@kept
def all_economies() -> pd.DataFrame:
    """Goods trade of all economies known in 2009 and 2023: share, by size and closeness of those not of high income in 2025.

    Index: (who: with China, without China; year). Two compilations of customs data, so the step between them is not exact.
    """
    rows = {}
    for words, without in (("with China", ()), ("without China", ("CHN",))):
        for year in (2009, 2023):
            matrix, members = _goods(year)
            matrix = _economies(matrix, without)
            rows[words, year] = closeness(matrix, [c for c in members if c not in without])
    return pd.DataFrame(rows).T.rename_axis(index=["who", "year"])


SPANS = ((1995, 2008), (1995, 2011), (2000, 2011))


@kept
def specifications() -> pd.DataFrame:
    """Did the South come closer to itself, apart from growing? value: closeness, last over first; agrees: above 1 (41 rows).

    Also share (how many times the share of trade) and who (of `WHO`, or the classes of 2025). Choices: years, value added or gross exports, with
    and without China, who is South (`WHO`), without mining and petroleum (value added), and goods of all economies 2009-2023.
    """
    rows, groups = {}, []
    for (first, last), (who, group) in product(SPANS, WHO.items()):
        ways = {
            f"{words}{', without China' if without else ''}": (lambda y, k=kind: shares.flows(y, k), without)
            for words, kind in (("value added", "value_added"), ("gross exports", "gross_exports"))
            for without in ((), ("CHN",))
        }
        if group is south:
            ways["value added, without mining and petroleum"] = (shares.flows_without_oil, ())
        for words, (flows, without) in ways.items():
            ends = []
            for year in (first, last):
                matrix = _economies(flows(year), without)
                ends.append(closeness(matrix, group(matrix.index)))
            rows[f"{who}, {words}, {first}-{last}"] = ends
            groups.append(who)
    goods = all_economies()
    for who in goods.index.unique("who"):
        rows[f"the classes of 2025, goods of all economies, {who}, 2009-2023"] = [goods.loc[(who, year)] for year in (2009, 2023)]
        groups.append("the classes of 2025")
    table = change.specifications({k: last["closeness"] / first["closeness"] for k, (first, last) in rows.items()}, above=1)
    return table.assign(share=[last["share"] / first["share"] for first, last in rows.values()], who=groups)


@kept
def agreements_in_force(broad: bool = False, union: bool = True) -> pd.DataFrame:
    """Share of pairs with an agreement in force by loop and year 1990-2020, %: North-North, North-South, South-South.

    Between the economies of data/agreements.csv whose class of 1995 is known; ``broad``: with three preference schemes of
    many members, which are South-South and bind little. union: with the European Union of 2007-2013. An agreement that lapsed still counts.
    """
    listed = regions()["income_1995"]
    table = datasets.load("agreements")
    since = (agreements.in_force() if broad else agreements.in_force_narrower()).astype(float)
    codes = [c for c in sorted({*table["region_a"], *table["region_b"]}) if listed.get(c, "") in (*SOUTH, "high") and (union or c not in EU27)]
    inside = np.array([listed[c] in SOUTH for c in codes])
    index = pd.MultiIndex.from_product([codes, codes])
    first = since.reindex(index).fillna(9999).to_numpy().reshape(len(codes), len(codes))
    apart = ~np.eye(len(codes), dtype=bool)
    kinds = {
        "North-North": np.outer(~inside, ~inside) & apart,
        "North-South": np.outer(inside, ~inside),
        "South-South": np.outer(inside, inside) & apart,
    }
    years = range(1990, 2021)
    rows = {k: [(first[chosen] <= y).mean() * 100 for y in years] for k, chosen in kinds.items()}
    return pd.DataFrame(rows, pd.Index(years, name="year"))


@kept
def finance() -> pd.DataFrame:
    """Chinese official finance committed by year, billion USD of 2021: aid, other, vague; and recipients (number), top five (%).

    data/chinese_finance.csv; aid: as soft as official development assistance.
    """
    table = datasets.load("chinese_finance")
    kinds = ["aid", "other", "vague"]
    total = table.assign(total=table[kinds].sum(axis=1))
    by_year = table.groupby("year")[kinds].sum() / 1e3
    five = total.groupby("year")["total"].apply(lambda v: v.nlargest(5).sum() / v.sum() * 100)
    return by_year.assign(recipients=total[total["total"] > 0].groupby("year")["region"].nunique(), **{"top five": five})
