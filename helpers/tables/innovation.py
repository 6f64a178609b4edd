"""Who files patents and pays for research, who makes and who captures, and what follows later (lesson 1.7)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import E11
from helpers.datasets import kept
from helpers.tables import change
from helpers.tables.technology import HIGH_TECHNOLOGY, HIGH_TECHNOLOGY_TEACHING

FIRST, LAST = 2000, 2021  # years of which nearly all 40 economies' filings are known
LATER = 2018  # the last year of R&D spending that nearly all report
MEASURES = {"residents": "patents filed by residents", "rd_usd": "spending on R&D in USD"}


@kept
def shares(of: str = "residents", without: tuple[str, ...] = ()) -> pd.DataFrame:
    """Shares of up to 40 economies in what they file or spend, %, by year (rows) and region; ``without``: as if these were not there.

    of: "residents" (patent applications by residents at the economy's own office) or "rd_usd" (R&D, current USD). Gaps of up to
    three years are filled forward, 2000 from 2001. Economies with longer ones are left out: in 2013 the forty file 93 % of what
    the world's residents do. Source: World Bank, World Development Indicators.
    """
    if of not in MEASURES:
        raise ValueError(f"There is no measure {of!r}; there are {', '.join(MEASURES)}.")
    wide = datasets.load("research").pivot(index="year", columns="region", values=of).loc[FIRST:LAST]
    wide = wide.ffill(limit=3).bfill(limit=1).drop(columns=list(without)).dropna(axis="columns")
    return wide.div(wide.sum(axis=1), axis=0) * 100


def counts(years: tuple[int, ...] = (FIRST, 2010, LAST), regions=("CHN", "JPN", "USA", "KOR", "IND")) -> pd.DataFrame:
    """Patent applications by residents, by region (rows) and year (columns), as published."""
    wide = datasets.load("research").pivot(index="year", columns="region", values="residents")
    return wide.loc[list(years), list(regions)].T


def members(table: pd.DataFrame) -> pd.DataFrame:
    """The E11 economies' columns of a table of shares, as far as it has them."""
    return table[[c for c in E11 if c in table]]


def at_constant_prices() -> pd.DataFrame:
    """R&D at prices and exchange rates of 2010: % of GDP × GDP in USD of 2010, shares by year (rows) and region, %, to 2018."""
    of_gdp = (
        datasets.load("research")
        .pivot(index="year", columns="region", values="rd_pct_gdp")
        .ffill(limit=3)
        .bfill(limit=1)
    )
    gdp = datasets.load("countries").pivot(index="year", columns="region", values="gdp_usd_of_2010")
    spent = (of_gdp * gdp).loc[FIRST:LATER].dropna(axis="columns")
    return spent.div(spent.sum(axis=1), axis=0) * 100


@kept
def specifications() -> pd.DataFrame:
    """Did the E11's share rise? value: its change in points; agrees: it rose. Rows: measure, years, and who is left out.

    Who is left out is left out on both sides: of the eleven, and of the world. The last row leaves China out of the eleven alone.
    """
    out = {}
    for of, words in MEASURES.items():
        for first, last in ((FIRST, 2008), (FIRST, LAST if of == "residents" else LATER)):
            for without, told in (((), ""), (("CHN",), ", no China"), (("CHN", "KOR"), ", no China and Korea")):
                whole = members(shares(of, without)).sum(axis=1)
                out[f"{words}, {first}-{last}{told}"] = whole[last] - whole[first]
    for without, told in (((), ""), (("CHN",), ", no China")):
        table = at_constant_prices().drop(columns=list(without))
        table = table.div(table.sum(axis=1), axis=0) * 100
        whole = members(table).sum(axis=1)
        out[f"spending on R&D at prices of 2010, {FIRST}-{LATER}{told}"] = whole[LATER] - whole[FIRST]
    ten = members(shares()).drop(columns="CHN").sum(axis=1)
    out[f"patents filed by residents, {FIRST}-{LAST}, the ten in the whole world"] = ten[LAST] - ten[FIRST]
    return change.specifications(out)


@kept
def lagged_link(lags=range(0, 7)) -> pd.Series:
    """Within-economy correlation of log patents with the domestic share of exports (TiVA 2025) so many years later.

    Both less their economy's and year's means; economies with at least 20 applications in each year; index: lag in years.
    """
    filed, home = _both()
    return pd.Series(_link(filed, home, lags), index=pd.Index(lags, name="lag"), name="correlation")


@cache
def by_chance(lags=range(0, 7), draws: int = 1000, seed: int = 17) -> float:
    """How strong the strongest of all lags is in 95 % of draws in which each economy gets another one's patents."""
    filed, home = _both()
    rng = np.random.default_rng(seed)
    most = [np.abs(_link(filed[rng.permutation(len(filed))], home, lags)).max() for _ in range(draws)]
    return float(np.quantile(most, 0.95))


def _both() -> tuple[np.ndarray, np.ndarray]:
    """Log patents 2000-2021 and the domestic share of exports 2012-2022 of the economies that have both, a row each."""
    filed = datasets.load("research").pivot(index="region", columns="year", values="residents").loc[:, FIRST:LAST]
    filed = filed[(filed >= 20).all(axis=1)]
    shares = datasets.load("tiva2025_shares").query("measure == 'EXGR_DVA'")
    home = shares.pivot(index="region", columns="year", values="value").dropna()
    same = filed.index.intersection(home.index)
    return np.log(filed.loc[same].to_numpy()), home.loc[same].to_numpy()


def _link(filed: np.ndarray, home: np.ndarray, lags) -> list[float]:
    """Correlations by lag; columns of filed begin in 2000, of home in 2012."""
    out = []
    for lag in lags:
        years = [y for y in range(2012, 2012 + home.shape[1]) if y - lag <= LAST]
        pair = filed[:, [y - lag - FIRST for y in years]], home[:, [y - 2012 for y in years]]
        x, y = (a - a.mean(axis=0) - a.mean(axis=1, keepdims=True) + a.mean() for a in pair)
        out.append((x * y).sum() / np.sqrt((x**2).sum() * (y**2).sum()))
    return out


def spending(years: tuple[int, ...], others: tuple[str, ...] = ("USA", "JPN", "DEU")) -> pd.DataFrame:
    """Spending on research and development, % of GDP, by economy (rows) and year (columns); gaps of up to three years filled forward."""
    table = datasets.load("research").pivot(index="year", columns="region", values="rd_pct_gdp").ffill(limit=3)
    return table.loc[list(years), [*E11, *others]].T


@kept
def high_technology() -> pd.DataFrame:
    """Output and value added of high-technology manufacturing by (year, region), million USD (WIOD, full tables)."""
    table = datasets.load("wiod_industries")
    table = table[table["industry"].isin(HIGH_TECHNOLOGY)]
    return table.groupby(["year", "region"])[["output", "value_added"]].sum()


@kept
def high_technology_2022() -> pd.DataFrame:
    """Output and value added of the same four industries in 2022 by region, million USD: another edition (ICIO 2025)."""
    m = datasets.mrio(2022)
    table = pd.DataFrame({"output": m.x, "value_added": m.va}, index=m.nodes).rename_axis(["region", "industry"])
    return table[table.index.get_level_values("industry").isin(HIGH_TECHNOLOGY_TEACHING)].groupby("region").sum()


def three_signs(year: int) -> pd.DataFrame:
    """Who files patents (of 37 economies), who makes and who captures in high technology (of the world), %, by region."""
    made = high_technology_2022() if year == 2022 else high_technology().loc[year]
    share = made / made.sum() * 100
    filed = shares().loc[min(year, LAST)]
    signs = {"files": filed, "makes (output)": share["output"], "captures (value added)": share["value_added"]}
    return pd.DataFrame(signs)


def high_technology_exports(years: tuple[int, ...]) -> pd.DataFrame:
    """High-technology exports, % of manufactured exports, by economy (rows) and year (columns); World Bank, from 2007."""
    table = datasets.load("countries").pivot(index="year", columns="region", values="high_tech_exports_pct")
    return table.loc[list(years), [*E11, "USA", "DEU"]].T
