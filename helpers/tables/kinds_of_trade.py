"""Kinds of trade: two-way, in inputs, across two borders (lesson 1.1)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers import bounds, datasets
from helpers.classification import GOODS, MANUFACTURING, WIOD_YEARS
from helpers.datasets import kept
from helpers.decomposition import borin_mancini
from helpers.mrio import MRIO
from helpers.tables import change, fragmentation


def grubel_lloyd(m: MRIO, goods: bool = True) -> pd.Series:
    """Grubel-Lloyd index of each region's trade by partner and industry, as a fraction: 1 if all trade is two-way.

    1 − Σ|X − M| / Σ(X + M) over partners and industries, weighted by trade. ``goods``: farming, mining and manufacturing
    only. Fewer industries give a higher index. Source: Grubel and Lloyd (1975).
    """
    flows = [m.trade(i) for i in (GOODS if goods else m.industries)]
    net, both = sum(abs(t - t.T).sum() for t in flows), sum((t + t.T).sum() for t in flows)
    index = (1 - net / both.where(both != 0)).fillna(1.0).rename_axis("region").rename("grubel_lloyd")
    return bounds.told(index, "Grubel-Lloyd indices")


def world_grubel_lloyd(m: MRIO) -> float:
    """The Grubel-Lloyd index of all goods trade in the table: each pair and industry weighted by its trade."""
    return _all_two_way(m, m.regions)


def two_way(year: int, without: str | Iterable[str] = ()) -> float:
    """The same for a year's trade among WIOD's 40 economies (the rest of the world left out), in per cent.

    ``without``: a code, or several, of economies to leave out too: neither their sales nor their purchases count.
    """
    m = datasets.mrio(year)
    left = {without} if isinstance(without, str) else set(without)
    for code in left:
        m.region(code)  # says so in words where the table lacks it
    return 100 * _all_two_way(m, [c for c in m.regions if c not in left | {"ROW"}])


def _all_two_way(m: MRIO, regions: list[str]) -> float:
    flows = [m.trade(i).loc[regions, regions].to_numpy() for i in GOODS]
    index = float(1 - sum(abs(t - t.T).sum() for t in flows) / sum(2 * t.sum() for t in flows))
    return bounds.told(index, "The Grubel-Lloyd index")


@kept
def kinds_of_trade_by_region() -> pd.DataFrame:
    """Kinds of trade by (year, region) of WIOD, teaching industries, as fractions; region WLD is the world.

    two_way: Grubel-Lloyd index of goods; intermediates: inputs in gross exports; many_borders: exports that cross two or
    more borders (GVC of Borin and Mancini, source-based, exporter perspective).
    """
    out = {}
    for year in WIOD_YEARS:
        m = datasets.mrio(year)
        parts = borin_mancini(m)[["EXGR", "GVC"]].groupby("exporter").sum().reindex(m.regions)
        exports = m.by_region(m.exports.sum(axis=1))
        final = m.by_region(m.f - m.at_home(m.Y))
        table = pd.DataFrame(
            {
                "two_way": grubel_lloyd(m),
                "intermediates": 1 - final / exports,
                "many_borders": parts["GVC"] / parts["EXGR"],
            }
        )
        table.loc["WLD"] = [
            world_grubel_lloyd(m),
            1 - final.sum() / exports.sum(),
            parts["GVC"].sum() / parts["EXGR"].sum(),
        ]
        out[year] = table
    return bounds.told(pd.concat(out, names=["year", "region"]), "shares of kinds of trade")


def over_time(kind: str) -> pd.DataFrame:
    """One kind of trade, years × regions (WLD is the world), in per cent of a region's trade.

    kind: a column of `kinds_of_trade_by_region`. Raises ValueError for another name.
    """
    table = kinds_of_trade_by_region()
    if kind not in table:
        raise ValueError(f"There is no kind of trade {kind!r}; there are {', '.join(table)}.")
    return table[kind].unstack("region") * 100


def world_over_time() -> pd.DataFrame:
    """The three kinds in the world's trade, by year, in per cent."""
    return kinds_of_trade_by_region().xs("WLD", level="region") * 100


def _pairs(year: int, industries: tuple[str, ...], left: set[str]) -> pd.DataFrame:
    """Each pair's trade in each industry (both ways together) and the two-way part of it; index: industry and pair."""
    m = datasets.mrio(year)
    regions = [c for c in m.regions if c not in left]
    above = np.triu_indices(len(regions), 1)
    out = {}
    for industry in industries:
        t = m.trade(industry).loc[regions, regions].to_numpy()
        out[industry] = pd.DataFrame({"trade": (t + t.T)[above], "net": np.abs(t - t.T)[above]})
    table = pd.concat(out)
    return table.assign(two_way=1 - table["net"] / table["trade"].where(table["trade"] > 0))


@kept
def two_way_split(first: int = 1995, last: int = 2011) -> pd.DataFrame:
    """What the change of two-way trade is made of, points: within pairs and industries, and between them (their weights).

    Rows: all goods, manufactures, goods among the 40 economies of WIOD, the same without China. Columns as
    `change.within_between`. A pair that traded in one of the two years only counts with that year's two-way part in both.
    """
    rows = {
        "all goods": (GOODS, set()), "manufactures": (MANUFACTURING, set()), "goods among the 40": (GOODS, {"ROW"}),
        "goods among the 40, no China": (GOODS, {"ROW", "CHN"}),
    }  # fmt: skip
    out = {}
    for words, (industries, left) in rows.items():
        ends = {year: _pairs(year, industries, left) for year in (first, last)}
        values = pd.DataFrame({y: t["two_way"] for y, t in ends.items()}).T.bfill().ffill().T
        weights = pd.DataFrame({y: t["trade"].clip(lower=0) for y, t in ends.items()})  # a few sales are taken back
        out[words] = change.within_between(values * 100, weights)
    return pd.DataFrame(out).T


@kept
def later() -> pd.Series:
    """Exports across two borders or more after 2011, %, of two other publishers; not to be joined with WIOD's years.

    ICIO 2022 (OECD, partner split estimated), its economies outside WIOD added up to one region as WIOD has them; the Asian
    Development Bank's tables, 72 economies and the rest.
    """
    parts = borin_mancini(fragmentation.in_wiods_regions())
    out = {"ICIO (OECD), 2022, 41 regions": parts["GVC"].sum() / parts["EXGR"].sum() * 100}
    table = datasets.load("adb_industries").query("year >= 2017").groupby("year").sum(numeric_only=True)
    share = (
        (table["gvc_backward"] + table["gvc_forward"]) / (table["exports_intermediate"] + table["exports_final"]) * 100
    )
    return pd.Series(out | {f"ADB, {y}": v for y, v in share.items()}, name="across two borders or more, %")


@kept
def specifications() -> pd.DataFrame:
    """Did trade along chains and within industries grow? value: change in points; agrees: it rose. Rows: measure and choice."""
    table = kinds_of_trade_by_region()
    out = {}
    for kind, words in (("many_borders", "across two borders"), ("intermediates", "inputs")):
        world = table[kind].xs("WLD", level="region") * 100
        for last in (2008, 2011):
            out[f"{words}, 1995-{last}"] = world[last] - world[1995]
        each = table[kind].unstack("region").drop(columns=["WLD", "ROW"]) * 100
        out[f"{words}, median of 40 economies, 1995-2011"] = (each.loc[2011] - each.loc[1995]).median()
    adb = later().filter(like="ADB")
    out["across two borders, 2017-2022 (ADB)"] = adb.iloc[-1] - adb.iloc[0]
    for words, row in two_way_split().iterrows():
        out[f"two-way, {words}"] = row["total"]
        out[f"two-way, {words}, within pairs and industries"] = row["within"]
    return change.specifications(out)
