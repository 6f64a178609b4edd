"""How far production is spread: origins behind a product, foreign share, length (lessons 1.1 and 1.4)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import bounds, datasets
from helpers.classification import MANUFACTURING, WIOD_YEARS, area, industries, node_names
from helpers.datasets import kept
from helpers.mrio import MRIO
from helpers.position import average_propagation_length


def origins_behind(m: MRIO, threshold: float = 0.01, of=MANUFACTURING) -> pd.Series:
    """How many regions add more than a share of the value of each final product (by node of completion with final use)."""
    chosen = m.select(of) & (m.f > 0)
    return pd.Series((m.origin_shares > threshold).sum(axis=0)[chosen], m.nodes[chosen], name="origins")


def origins_behind_largest(m: MRIO, most: int = 150) -> pd.Series:
    """`origins_behind` of the manufactured final products with the largest final use, most origins first."""
    count = origins_behind(m)
    largest = pd.Series(m.f, m.nodes)[count.index].nlargest(most).index
    return count[largest].sort_values(ascending=False)


@kept
def average_origins() -> pd.Series:
    """Regions behind more than 1 % of the average manufactured final product, weighted by final use, by year (WIOD)."""
    out = {}
    for year in WIOD_YEARS:
        m = datasets.mrio(year)
        count = origins_behind(m)
        out[year] = float(np.average(count, weights=pd.Series(m.f, m.nodes)[count.index]))
    return pd.Series(out, name="origins")


@kept
def world_fragmentation() -> pd.DataFrame:
    """World averages by year from WIOD's full tables: foreign share of final products, length, upstreamness, F/GO."""
    panel = datasets.load("wiod_industries")
    final, output = panel["final_use"], panel["output"]
    panel = panel.assign(
        foreign=panel["foreign_share_of_final_products"] * final,
        length=panel["downstreamness"] * final,
        up=panel["upstreamness"] * output,
    )
    total = panel.groupby("year")[["foreign", "length", "up", "final_use", "output"]].sum()
    return pd.DataFrame(
        {
            "foreign_share": total["foreign"] / total["final_use"],
            "length": total["length"] / total["final_use"],
            "upstreamness": total["up"] / total["output"],
            "final_share": total["final_use"] / total["output"],
        }
    )


def foreign_share(m: MRIO) -> float:
    """World average foreign share of final products of a table, weighted by final use (also where it is negative)."""
    own = m.at_home(m.origin_shares.T)
    return bounds.told(float(np.average(1 - own, weights=m.f)), "The foreign share of final products")


def aggregation_bias(m: MRIO, groupings: dict[str, dict[str, str]]) -> pd.Series:
    """The foreign share of final products of one table, computed after adding industries together (name → mapping)."""
    return pd.Series({words: foreign_share(m.aggregate(industries=g) if g else m) for words, g in groupings.items()})


def regional_share(m: MRIO, chosen=None) -> pd.Series:
    """Of the foreign value in final products: the share from the maker's own area (Factory Asia, Europe, North America), by industry.

    Weighted by final use of makers in those areas.
    """
    areas = np.array([area(c) for c in m.regions])
    maker = np.repeat(areas, m.N)
    foreign = m.origin_shares * m.f
    foreign -= m.spread(m.at_home(foreign.T)).T
    same = np.where(areas[:, None] == maker[None, :], foreign, 0.0).sum(axis=0)
    counted = maker != "Other"
    table = (
        pd.DataFrame({"same": same * counted, "all": foreign.sum(axis=0) * counted}, m.nodes).groupby("industry").sum()
    )
    share = bounds.told(table["same"] / table["all"], "regional shares of foreign value")
    return share if chosen is None else share[list(chosen)]


@kept
def by_economy() -> pd.DataFrame:
    """Foreign share of the final products completed in each economy, per cent, weighted by final use: years × regions (WIOD)."""
    panel = datasets.load("wiod_industries")
    foreign = panel["foreign_share_of_final_products"] * panel["final_use"]
    total = panel.assign(foreign=foreign).groupby(["year", "region"])[["foreign", "final_use"]].sum()
    return (total["foreign"] / total["final_use"] * 100).unstack("region")


@kept
def after_2011() -> pd.Series:
    """The three measures of 2022, as world averages of OECD's ICIO table (another edition: not to be joined to WIOD's)."""
    table = datasets.load("icio_2022_industries")
    used = table["final_use"]
    return pd.Series(
        {
            "foreign_share": np.average(table["foreign_share_of_final_products"], weights=used),
            "length": np.average(table["downstreamness"], weights=used),
            "upstreamness": np.average(table["upstreamness"], weights=table["output"]),
        },
        name=2022,
    )


@kept
def spreads() -> pd.DataFrame:
    """How far foreign shares of final products lie apart (mean standard deviation, points), by year (WIOD).

    Columns: between economies in one industry, between industries of one economy.
    """
    panel = datasets.load("wiod_industries")

    def spread(among: str) -> pd.Series:
        apart = panel.groupby(["year", among])["foreign_share_of_final_products"].std()
        return apart.groupby("year").mean() * 100

    return pd.DataFrame(
        {"economies in one industry": spread("industry"), "industries of one economy": spread("region")}
    )


@kept
def propagation(economy: str, industry: str, pushed: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Average propagation length from pushes in the final demand of some nodes to one node's output: named nodes × 1995, 2011."""
    lengths = {
        year: average_propagation_length(datasets.mrio(year), (economy, industry)).loc[list(pushed)]
        for year in (1995, 2011)
    }
    return pd.DataFrame(lengths).set_axis(node_names(pushed))


@kept
def regional_change() -> pd.DataFrame:
    """`regional_share` of each manufacturing industry, per cent: industries × 1995, 2011, the most regional of 2011 first."""
    table = pd.DataFrame({year: regional_share(datasets.mrio(year), MANUFACTURING) for year in (1995, 2011)}) * 100
    return table.rename(index=industries()["label"]).sort_values(2011, ascending=False)


@kept
def by_detail(year: int = 2011) -> pd.Series:
    """The world's foreign share of final products, per cent, by how many industries the same table is counted in."""
    m = datasets.mrio(year)
    groups = {"22 industries": {}, "6 broad groups": industries()["broad"].to_dict(), "1 industry": dict.fromkeys(m.industries, "all")}  # fmt: skip
    full = pd.Series({"35 industries (full table)": world_fragmentation().at[year, "foreign_share"]})
    return pd.concat([full, aggregation_bias(m, groups)]) * 100


@kept
def foreign_share_of_exports() -> pd.DataFrame:
    """Foreign value added in gross exports, per cent: years × regions (OECD, TiVA 2025 edition, 2012-2022)."""
    table = datasets.load("tiva2025_shares").query("measure == 'EXGR_FVA'")
    return table.pivot(index="year", columns="region", values="value").rename_axis(columns=None)
