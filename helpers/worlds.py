"""Ready worlds of the trade model: 1993 and 2011, their blocs and elasticities. Here the model meets the data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import E11, E11_IN_WIOD, EU27, WIOD
from helpers.trade_model import Counterfactual, TradeModel, TradeModelError

NAFTA = ["CAN", "MEX", "USA"]


def elasticities(industries: Iterable[str]) -> pd.Series:
    """θ by teaching industry from data/elasticities.csv (Caliendo and Parro 2015); services carry their common value.

    Raises TradeModelError for an industry the table has not: give your own elasticity.
    """
    table = datasets.load("elasticities").set_index("industry")["theta"]
    unknown = [i for i in industries if i not in table.index]
    if unknown:
        raise TradeModelError(f"data/elasticities.csv has no elasticity for {unknown[0]!r}: give one number, or one for each industry.")  # fmt: skip
    return table[list(industries)]


def nafta_regions() -> list[str]:
    """Codes of the regions of `nafta`'s world."""
    return datasets.arrays("nafta_1993")["regions"].tolist()


def nafta(deficit: str = "closed") -> tuple[TradeModel, np.ndarray]:
    """Caliendo and Parro's world of 1993 (31 regions, 40 industries) and the tariffs after NAFTA's cuts.

    data/nafta_1993.npz, from their replication files; USD; ``deficit`` as in `TradeModel`.
    """
    given = datasets.arrays("nafta_1993")
    after = given.pop("tariff_after")
    return TradeModel(**given, deficit=deficit, name="Caliendo and Parro (2015), 1993", unit="USD"), after


_nafta = cache(nafta)


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
        m = datasets.mrio(2011)
        return TradeModel.from_mrio(m, elasticities(m.industries)).baseline
    return world_2011().case(case)


@cache
def blocs(year: int) -> dict[str, tuple[str, list[str]]]:
    """Code → words and members of blocs that the world of 1993 or 2011 knows."""
    known = nafta_regions() if year == 1993 else WIOD  # the lists alone: nothing is solved to name a bloc
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


@cache
def e11_in_2011(cut: float = 0.1, case: str = "as given") -> Counterfactual:
    """The E11 economies of the table make trade with each other cheaper by a fraction."""
    m = world_2011(case)
    return m.counterfactual(iceberg=m.costs_cut(E11_IN_WIOD, cut))
