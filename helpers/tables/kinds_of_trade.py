"""Kinds of trade: two-way, in inputs, across two borders (lesson 1.1)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers import bounds, datasets
from helpers.classification import GOODS, WIOD_YEARS
from helpers.datasets import kept
from helpers.decomposition import borin_mancini
from helpers.mrio import MRIO


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
