"""Who files patents, and what follows later (lesson 1.7)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import E11
from helpers.datasets import kept
from helpers.tables.technology import HIGH_TECHNOLOGY


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


CLASSES = ("High Tech", "Medium-High Tech", "Medium-Low Tech", "Low Tech")
LAST = 2013  # the last year of filing that is complete in the extract


def members(shares: pd.DataFrame) -> pd.DataFrame:
    """The E11 economies' columns of a table of shares, as far as it has them."""
    return shares[[c for c in E11 if c in shares]]


def by_class(years: tuple[int, ...] = (2000, LAST)) -> pd.DataFrame:
    """% of the world's applications by technology class (columns): China and the other E11, in each year (rows)."""
    out = {}
    for technology in CLASSES:
        shares = members(patent_shares(technology)) * 100
        out[technology] = {
            f"{year}, {words}": value
            for year in years
            for words, value in (
                ("China", shares.at[year, "CHN"]), ("other E11", shares.loc[year].drop("CHN").sum()),
            )
        }  # fmt: skip
    return pd.DataFrame(out)


def spending(years: tuple[int, ...], others: tuple[str, ...] = ("USA", "JPN", "DEU")) -> pd.DataFrame:
    """Spending on research and development, % of GDP, by economy (rows) and year (columns); gaps of up to three years filled forward."""
    table = datasets.load("countries").pivot(index="year", columns="region", values="rd_pct_gdp").ffill(limit=3)
    return table.loc[list(years), [*E11, *others]].T


def high_technology() -> pd.DataFrame:
    """Output and value added of high-technology manufacturing by (year, region), million USD (WIOD, full tables)."""
    table = datasets.load("wiod_industries")
    table = table[table["industry"].isin(HIGH_TECHNOLOGY)]
    return table.groupby(["year", "region"])[["output", "value_added"]].sum()


def three_signs(year: int) -> pd.DataFrame:
    """Who files patents, who makes and who captures in high technology: % of the world by region."""
    made = high_technology().loc[year]
    share = made / made.sum() * 100
    filed = patent_shares().loc[year] * 100
    return pd.DataFrame(
        {"files": filed, "makes (output)": share["output"], "captures (value added)": share["value_added"]}
    )


def high_technology_exports(years: tuple[int, ...]) -> pd.DataFrame:
    """High-technology exports, % of manufactured exports, by economy (rows) and year (columns); World Bank, from 2007."""
    table = datasets.load("countries").pivot(index="year", columns="region", values="high_tech_exports_pct")
    return table.loc[list(years), [*E11, "USA", "DEU"]].T
