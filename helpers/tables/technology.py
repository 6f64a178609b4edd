"""Who earns in high and low technology, and labour's part of it (lessons 1.5 and 3.1)."""

from __future__ import annotations

import pandas as pd

from helpers import bounds, datasets
from helpers.classification import MANUFACTURING, concordance
from helpers.datasets import kept

HIGH_TECHNOLOGY = ("24", "29", "30t33", "34t35")
HIGH_TECHNOLOGY_TEACHING = [concordance("wiod2013")[code] for code in HIGH_TECHNOLOGY]  # in the teaching tables
LOW_TECHNOLOGY = ("15t16", "17t18", "19", "20", "21t22", "25", "26", "27t28", "36t37")


@kept
def earned_by_income() -> pd.DataFrame:
    """Share of the world's value added in high- and low-technology manufacturing by income group, (technology, year) in rows.

    Groups: high income, China, other middle income, not classified (Chinese Taipei and the rest of the world). World Bank
    groups of the extract; WIOD full tables, current prices.
    """
    group = datasets.load("countries").drop_duplicates("region").set_index("region")["income_group"]
    table = datasets.load("wiod_industries")
    table = table[table["industry"].isin(HIGH_TECHNOLOGY + LOW_TECHNOLOGY)]
    kind = (
        table["region"]
        .map(group)
        .map(
            {
                "High income": "high income",
                "Upper middle income": "other middle income",
                "Lower middle income": "other middle income",
            }
        )
    )
    kind = kind.fillna("not classified").mask(table["region"] == "CHN", "China")
    technology = table["industry"].isin(HIGH_TECHNOLOGY).map({True: "high technology", False: "low technology"})
    out = (
        table.groupby([technology.rename("technology"), "year", kind.rename("group")])["value_added"]
        .sum()
        .unstack("group")
    )
    return out.div(out.sum(axis=1), axis=0)[["high income", "China", "other middle income", "not classified"]]


@kept
def labour_shares(year: int) -> pd.Series:
    """Labour's share of value added by region and teaching industry (WIOD accounts of 2012, to 2007), weighted by value added.

    Where the accounts pay labour more than all value added (37 of 1,400 WIOD industries in 2007, with 1.2 % of it) or less
    than nothing, the share counts as 1 or 0; ``attrs["outside"]`` tells how many of the year.
    """
    capital = datasets.load("capital_shares").query("year == @year")
    if capital.empty:
        raise ValueError(f"Labour's share is known for 1995 to 2007, not for {year}.")
    earned = datasets.load("wiod_industries").query("year == @year")[["region", "industry", "value_added"]]
    both = capital.merge(earned, on=["region", "industry"])
    both["teaching"] = both["industry"].map(concordance("wiod2013"))
    labour = 1 - both["capital_share"]
    both["labour"] = labour.clip(0, 1) * both["value_added"]
    total = both.groupby(["region", "teaching"])[["labour", "value_added"]].sum()
    out = (total["labour"] / total["value_added"].where(total["value_added"] > 0)).rename_axis(["region", "industry"])
    out.attrs["outside"] = int(bounds.outside(labour).sum())
    return out


@kept
def home_share(region: str, first: int = 1995, last: int = 2011) -> pd.Series:
    """Share of manufactured final products bought in a region that is earned in it, by year (WIOD, teaching industries)."""
    out = {}
    for year in range(first, last + 1):
        m = datasets.mrio(year)
        bought = m.Y[:, m.region(region)] * m.select(MANUFACTURING)
        out[year] = float(m.origin_shares[m.region(region)] @ bought / bought.sum())
    return bounds.told(pd.Series(out, name=region), "shares earned at home in what is bought")


@kept
def part_of_world(region: str, groups: tuple[tuple[str, tuple[str, ...]], ...]) -> pd.DataFrame:
    """A region's share of the world's value added in groups of WIOD industries, per cent: years × groups ((words, codes), …)."""
    table = datasets.load("wiod_industries")
    out = {}
    for words, codes in groups:
        chosen = table[table["industry"].isin(codes)]
        own = chosen[chosen["region"] == region].groupby("year")["value_added"].sum()
        out[words] = own / chosen.groupby("year")["value_added"].sum() * 100
    return pd.DataFrame(out)


@kept
def home_shares(regions: tuple[str, ...]) -> pd.DataFrame:
    """`home_share` of several regions, per cent: years × regions."""
    return pd.DataFrame({region: home_share(region) * 100 for region in regions})
