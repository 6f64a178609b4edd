"""How far production is spread: origins behind a product, foreign share, length (lessons 1.1 and 1.4)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import MANUFACTURING, WIOD_YEARS, area
from helpers.datasets import kept
from helpers.mrio import MRIO


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
    """World average foreign share of final products of a table, weighted by final use."""
    own = m.at_home(m.origin_shares.T)
    made = m.f > 0
    return float(np.average(1 - own[made], weights=m.f[made]))


def aggregation_bias(m: MRIO, groupings: dict[str, dict[str, str]]) -> pd.Series:
    """The foreign share of final products of one table, computed after adding industries together (name → mapping)."""
    return pd.Series({words: foreign_share(m.aggregate(industries=g) if g else m) for words, g in groupings.items()})


def regional_share(m: MRIO, industries=None) -> pd.Series:
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
    share = table["same"] / table["all"]
    return share if industries is None else share[list(industries)]
