"""What moves when a bloc lowers a border, besides income: trade, places along the chain, technology (lesson 3.1)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.position import upstreamness
from helpers.tables.technology import HIGH_TECHNOLOGY_TEACHING
from helpers.trade_model import Counterfactual
from helpers.value_added import content_of_exports


def trade_moved(found: Counterfactual, members: list[str]) -> pd.DataFrame:
    """Change of each member's purchases from the other members, from outsiders and at home, in the model's unit."""
    m = found.model
    m.bloc(members)
    change = (found.sales - m.sales).sum(axis=2)
    inside = np.isin(m.regions, members)
    rows = {}
    for c in members:
        n = m.region(c)
        home = np.arange(m.G) == n
        rows[c] = (change[n, inside & ~home].sum(), change[n, ~inside].sum(), change[n, n])
    return pd.DataFrame(rows, ["from members", "from outsiders", "at home"]).T.rename_axis("region")


def high_technology_share(value_added: pd.DataFrame) -> pd.Series:
    """Chemicals, machinery, electronics and vehicles in value added, % by region (teaching industries)."""
    return value_added[HIGH_TECHNOLOGY_TEACHING].sum(axis="columns") / value_added.sum(axis="columns") * 100


def along_the_chain(found: Counterfactual) -> pd.DataFrame:
    """By region before and after, (measure, when) in columns: where an economy stands and what it lives from.

    foreign share of exports (%), upstreamness of exports (steps to final users), high technology in value added (%).
    """
    out = {}
    for when, solved in (("before", found.model.counterfactual()), ("after", found)):
        table = solved.to_mrio()
        content = content_of_exports(table)
        sold = table.exports.sum(axis=1)
        steps = np.asarray(upstreamness(table)) * sold
        out["foreign share of exports", when] = content["foreign"] / content["exports"] * 100
        out["upstreamness of exports", when] = pd.Series(table.by_region(steps) / table.by_region(sold), table.regions)
        out["high technology", when] = high_technology_share(solved.value_added)
    table = pd.DataFrame(out)
    return table[sorted(table.columns, key=lambda c: (c[0], c[1] == "after"))]
