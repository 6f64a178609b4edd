"""Who earns in high and low technology, and labour's part of it (lessons 1.5 and 3.1)."""

from __future__ import annotations

import pandas as pd

from helpers import bounds, datasets
from helpers.classification import MANUFACTURING, concordance, name, regions
from helpers.datasets import kept
from helpers.tables import change, prices

HIGH_TECHNOLOGY = ("24", "29", "30t33", "34t35")
HIGH_TECHNOLOGY_TEACHING = [concordance("wiod2013")[code] for code in HIGH_TECHNOLOGY]  # in the teaching tables
LOW_TECHNOLOGY = ("15t16", "17t18", "19", "20", "21t22", "25", "26", "27t28", "36t37")


GROUPS = ("rich in 1995", "China", "other economies", "rest of the world")


def _group(of: pd.Series, today: bool = False) -> pd.Series:
    """The income group of each region: the World Bank's of 1995, or of today (Chinese Taipei, which it leaves out, as rich)."""
    if today:
        held = datasets.load("countries").drop_duplicates("region").set_index("region")["income_group"]
        rich = held.eq("High income").where(held.notna()).to_dict() | {"TWN": True}
    else:
        rich = regions()["income_1995"].eq("high").to_dict()
    out = of.map(rich).map({True: GROUPS[0], False: GROUPS[2]})
    return out.mask(of == "CHN", GROUPS[1]).mask(of == "ROW", GROUPS[3])


@kept
def earned_by_income(today: bool = False) -> pd.DataFrame:
    """Share of the world's value added in high- and low-technology manufacturing by income group, (technology, year) in rows.

    Groups: rich in 1995 (the World Bank's high income of that year), China, other economies, rest of the world. ``today``: the
    groups of the extract instead. WIOD full tables, current prices.
    """
    return _shares(_manufacturing(datasets.load("wiod_industries")), today)


def _manufacturing(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["industry"].isin(HIGH_TECHNOLOGY + LOW_TECHNOLOGY)]


def _shares(table: pd.DataFrame, today: bool = False) -> pd.DataFrame:
    technology = table["industry"].isin(HIGH_TECHNOLOGY).map({True: "high technology", False: "low technology"})
    by = [technology.rename("technology"), "year", _group(table["region"], today).rename("group")]
    out = table.groupby(by)["value_added"].sum().unstack("group", fill_value=0.0)
    return out.div(out.sum(axis=1), axis=0)[[g for g in GROUPS if g in out]]


def _at_prices_of_1995() -> pd.DataFrame:
    """Value added of manufacturing over the output prices of its industry in USD (1995 = 1), to 2009; no rest of the world."""
    return _manufacturing(prices.at_1995("value_added").dropna().reset_index())


@kept
def outflow() -> pd.DataFrame:
    """Did low-end work go to poorer economies? value: what they gained of the world's low-technology value added, points.

    Poorer: not rich (and not the rest of the world). Rows: groups of 1995 or today's, years, with and without China (left out
    of the world too), prices of 1995, less what they gained in high technology ("low end alone"). agrees: above 0.
    """
    table, real = _manufacturing(datasets.load("wiod_industries")), _at_prices_of_1995()
    cases = {
        "groups of 1995": (table, False, 2011), "groups of today": (table, True, 2011), "to 2008": (table, False, 2008),
        "prices of 1995, to 2009": (real, False, 2009),
    }  # fmt: skip
    out = {}
    for words, (held, today, last) in cases.items():
        for without, told in (((), ""), (("CHN",), ", no China")):
            shares = _shares(held[~held["region"].isin(without)], today) * 100
            poorer = shares[[g for g in GROUPS[1:3] if g in shares]].sum(axis=1).unstack("technology")
            out[words + told] = poorer.loc[last] - poorer.loc[1995]
    table = pd.DataFrame(out).T
    found = {f"low technology, {w}": v for w, v in table["low technology"].items()}
    found |= {f"low less high technology, {w}": r["low technology"] - r["high technology"] for w, r in table.iterrows()}
    return change.specifications(found)


@kept
def backflow(named: tuple[str, ...] = ("USA", "GBR", "FRA")) -> pd.DataFrame:
    """Did manufacturing come back? value: change of a share, points, for each economy; agrees: above 0.

    Home share of manufactures, and of high technology, bought (WIOD, 2007 or 2008 to 2011), and manufacturing in GDP (World
    Bank), from 2011 to 2018 and to 2022: the nearest evidence on the years after the policies.
    """
    out = {}
    for region in named:
        for kind, words in ((MANUFACTURING, "manufactures"), (tuple(HIGH_TECHNOLOGY_TEACHING), "high technology")):
            share = home_share(region, 2007, 2011, kind) * 100
            for first in (2007, 2008):
                out[f"{name(region)}: home share, {words}, {first}-2011"] = share[2011] - share[first]
        of_gdp = manufacturing_in_gdp((region,))[region]
        for last in (2018, 2021):
            out[f"{name(region)}: manufacturing in GDP, 2011-{last}"] = of_gdp[last] - of_gdp[2011]
    return change.specifications(pd.Series(out).dropna())


@kept
def manufacturing_in_gdp(chosen: tuple[str, ...]) -> pd.DataFrame:
    """Manufacturing's share of GDP, %: years × regions (World Bank, from 2000)."""
    held = datasets.load("countries").pivot(index="year", columns="region", values="manufacturing_pct")
    return held.loc[2000:, list(chosen)].dropna(how="all")


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
def home_share(region: str, first: int = 1995, last: int = 2011, of: tuple[str, ...] = MANUFACTURING) -> pd.Series:
    """Share of manufactured final products bought in a region that is earned in it, by year (teaching industries).

    of: which products, codes of teaching industries. Years to 2011 are WIOD's, 2022 the OECD's.
    """
    out = {}
    for year in range(first, last + 1):
        m = datasets.mrio(year)
        bought = m.Y[:, m.region(region)] * m.select(of)
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
