"""Kinds of trade: two-way, in inputs, across two borders (lesson 1.1)."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
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
    return (1 - net / both.where(both != 0)).fillna(1.0).rename_axis("region").rename("grubel_lloyd")


def world_grubel_lloyd(m: MRIO) -> float:
    """The Grubel-Lloyd index of all goods trade in the table: each pair and industry weighted by its trade."""
    flows = [m.trade(i).to_numpy() for i in GOODS]
    return float(1 - sum(abs(t - t.T).sum() for t in flows) / sum(2 * t.sum() for t in flows))


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
    return pd.concat(out, names=["year", "region"])
