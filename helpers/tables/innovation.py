"""Who files patents, and what follows later (lesson 1.7)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.datasets import kept


@kept
def patent_shares(technology: str = "all") -> pd.DataFrame:
    """Share of patent applications in manufacturing by region (columns) and year of filing (rows), to 2014 (PATSTAT extract).

    Years after 2013 are truncated at the source. Raises ValueError for a technology class there is not.
    """
    table = datasets.load("patents").query("year <= 2014")
    if technology != "all":
        if technology not in set(table["technology"]):
            raise ValueError(
                f"There is no class {technology!r}; there are {', '.join(sorted(set(table['technology'])))}."
            )
        table = table[table["technology"] == technology]
    wide = table.groupby(["year", "region"])["applications"].sum().unstack(fill_value=0)
    return wide.div(wide.sum(axis=1), axis=0)


def lagged_link(lags=range(0, 7)) -> pd.Series:
    """Within-economy correlation of log patents with the domestic share of exports (TiVA 2025) so many years later.

    Both less their economy's and year's means, economies with at least 20 applications a year; index: lag in years.
    """
    filed = datasets.load("patents").query("2000 <= year <= 2013").groupby(["region", "year"])["applications"].sum()
    filed = np.log(filed[filed >= 20]).rename("patents").reset_index()
    home = datasets.load("tiva2025_shares").query("measure == 'EXGR_DVA'")[["region", "year", "value"]]
    out = {}
    for lag in lags:
        both = filed.assign(year=filed["year"] + lag).merge(home, on=["region", "year"])
        for column in ("patents", "value"):
            for by in ("region", "year", "region", "year", "region", "year"):
                both[column] -= both.groupby(by)[column].transform("mean")
        out[lag] = both["patents"].corr(both["value"]) if len(both) > 30 and both["year"].nunique() > 1 else np.nan
    return pd.Series(out, name="correlation")
