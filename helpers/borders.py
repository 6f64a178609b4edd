"""Blocs that lower a border: two worlds of the trade model, and what moves in them besides income (lesson 3.1)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets, trade_model, trends
from helpers.classification import E11, E11_IN_WIOD, EU27, WIOD, concordance
from helpers.position import upstreamness
from helpers.trade_model import Counterfactual, TradeModel
from helpers.value_added import content_of_exports

NAFTA = ["CAN", "MEX", "USA"]
HIGH_TECHNOLOGY = [concordance("wiod2013")[code] for code in trends.HIGH_TECHNOLOGY]


_nafta = cache(trade_model.nafta)


def world_1993() -> TradeModel:
    """Caliendo and Parro's world of 1993, deficits closed: 31 regions, 40 industries, tariffs as they were."""
    return _nafta("closed")[0].baseline


def nafta_tariffs() -> np.ndarray:
    """Tariffs of that world after NAFTA's members cut theirs on each other, to 2005."""
    return _nafta("closed")[1]


@cache
def world_2011(case: str = "as given") -> TradeModel:
    """The teaching table of 2011 as a model without tariffs, with one of the sets of elasticities of `trade_model.CASES`."""
    if case == "as given":
        return TradeModel.from_mrio(datasets.mrio(2011)).baseline
    return world_2011().case(case)


@cache
def blocs(year: int) -> dict[str, tuple[str, list[str]]]:
    """Code → words and members of blocs that the world of 1993 or 2011 knows."""
    known = trade_model.nafta_regions() if year == 1993 else WIOD  # the lists alone: nothing is solved to name a bloc
    asia = [c for c in ("CHN", "IDN", "IND", "JPN", "KOR", "TWN") if c in known]
    e11 = [c for c in E11 if c in known]
    eu = [c for c in EU27 if c in known]
    return {
        "nafta": ("Canada, Mexico and the United States", NAFTA),
        "e11": (f"the E11 ({len(e11)} of 11)", e11),
        "asia": (f"{len(asia)} Asian economies", asia),
        **({"eu": (f"the European Union ({len(eu)})", eu)} if year == 2011 else {}),
        "all": ("everyone", list(known)),
    }


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
    return value_added[HIGH_TECHNOLOGY].sum(axis="columns") / value_added.sum(axis="columns") * 100


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


@cache
def e11_in_2011(cut: float = 0.1, case: str = "as given") -> Counterfactual:
    """The E11 economies of the table make trade with each other cheaper by a fraction."""
    m = world_2011(case)
    return m.counterfactual(iceberg=m.costs_cut(E11_IN_WIOD, cut))
