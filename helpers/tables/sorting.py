"""How the E11 take part in chains: features edition by edition, and the paper's own sorting of them (lesson 2.1)."""

from __future__ import annotations

import pandas as pd

from helpers import clusters, datasets
from helpers.classification import E11
from helpers.datasets import kept
from helpers.tables import change

PAPER_GROUPS = {
    "KOR": "processor", "CHN": "processor", "TUR": "processor", "MEX": "processor", "BRA": "resource exporter",
    "RUS": "resource exporter", "IDN": "resource exporter", "ARG": "resource exporter", "SAU": "resource exporter",
    "ZAF": "changing or unclear", "IND": "changing or unclear",
}  # fmt: skip  # section 2.1 of the paper

EDITIONS = {
    "icio2015": "ICIO, 2015 edition (OECD)",
    "tiva2025": "TiVA, 2025 edition (OECD)",
    "wiod2013": "WIOD, 2013 release (8 of the 11)",
}


YEARS = {"icio2015": (1995, 2011), "tiva2025": (2012, 2022), "wiod2013": (1995, 2011)}


RESOURCES_ICIO, RESOURCES_WIOD = ("c01t05agr", "c10t14min"), ("AtB", "C")


def features(edition: str, year: int) -> pd.DataFrame:
    """Features of the E11 in one edition and year, as fractions (index: region), the most telling first.

    icio2015: backward share of GVC links, resource share of forward links, share of forward links with high-income
    partners. tiva2025: backward and forward participation, value added used abroad. wiod2013 (8 economies): backward and
    forward participation, resource share of VAX. Raises ValueError for an edition or year there is not.
    """
    if edition not in EDITIONS:
        raise ValueError(f"There is no edition {edition!r}; there are {', '.join(EDITIONS)}.")
    out = {"icio2015": _icio2015, "tiva2025": _tiva2025, "wiod2013": _wiod2013}[edition](year)
    if out.empty:
        raise ValueError(f"{EDITIONS[edition]} has no {year}; it has {YEARS[edition][0]} to {YEARS[edition][1]}.")
    return out.reindex([c for c in E11 if c in out.index])


def _icio2015(year: int) -> pd.DataFrame:
    table = datasets.load("icio2015_flows")
    table = table[table["year"] == year]
    total = table.groupby("region")[["forward", "backward", "forward_high"]].sum()
    resources = table[table["industry"].isin(RESOURCES_ICIO)].groupby("region")["forward"].sum()
    return pd.DataFrame(
        {
            "backward share of links": total["backward"] / (total["backward"] + total["forward"]),
            "resource share of forward links": resources / total["forward"],
            "forward links to high-income economies": total["forward_high"] / total["forward"],
        }
    )


def _tiva2025(year: int) -> pd.DataFrame:
    table = datasets.load("tiva2025_shares")
    wide = table[table["year"] == year].pivot(index="region", columns="measure", values="value") / 100
    names = {
        "EXGR_FVA": "backward participation",
        "FEXGR_DVA": "forward participation",
        "FFD_DVA": "value added used abroad",
    }
    return wide[list(names)].rename(columns=names) if len(wide) else wide


def _wiod2013(year: int) -> pd.DataFrame:
    table = datasets.load("wiod_regions")
    table = table[table["year"] == year].set_index("region")
    by_industry = datasets.load("wiod_industries")
    by_industry = by_industry[by_industry["year"] == year]
    resources = by_industry[by_industry["industry"].isin(RESOURCES_WIOD)].groupby("region")["vax"].sum()
    return pd.DataFrame(
        {
            "backward participation": table["backward"],
            "forward participation": table["forward"],
            "resource share of VAX": resources / by_industry.groupby("region")["vax"].sum(),
        }
    )


def foreign_inputs(region: str, industries: dict[str, str]) -> pd.DataFrame:
    """Share of some industries in the foreign value added inside a region's exports, by year (ICIO, 2015 edition).

    ``industries``: publisher's code → name. Fractions of all industries' foreign value added.
    """
    table = datasets.load("icio2015_flows")
    table = table[table["region"] == region]
    if table.empty:
        raise ValueError(f"{region!r} is not in the ICIO 2015 extract.")
    wide = table.pivot(index="year", columns="industry", values="backward")
    return wide[list(industries)].div(wide.sum(axis=1), axis=0).rename(columns=industries)


@kept
def backward_share() -> pd.DataFrame:
    """Backward share of GVC links, per cent: every economy of the ICIO 2015 edition × its years."""
    links = datasets.load("icio2015_flows").groupby(["region", "year"])[["backward", "forward"]].sum()
    return (links["backward"] / links.sum(axis=1) * 100).unstack("year")


@kept
def blind(edition: str, year: int, groups: int = 3, used: int = 3, method: str = "k-means") -> pd.Series:
    """Group (0: the most backward) of each of the E11, sorted by the first ``used`` features of an edition and year."""
    return clusters.cluster(features(edition, year).iloc[:, :used], groups, method)


KINDS = (
    "processor",
    "resource exporter",
)  # the two groups that section 2.1 names; South Africa and India are in neither
TESTED = {"icio2015": (1995, 2000, 2005, 2008, 2011), "tiva2025": (2012, 2017, 2022), "wiod2013": (1995, 2000, 2005, 2011), "icio2022": (2022,)}  # fmt: skip
WORDS = {"icio2015": "ICIO 2015", "tiva2025": "TiVA 2025", "wiod2013": "WIOD 2013, 7 of the 9", "icio2022": "ICIO 2022"}


@kept
def one_number(edition: str, year: int) -> pd.Series:
    """Backward share of links, %, of the paper's four processors and five resource exporters, highest first; an edition and year."""
    if edition == "icio2015":
        share = backward_share()[year]
    else:
        if edition == "tiva2025":
            both = participation(year)
        elif edition == "wiod2013":
            both = datasets.load("wiod_regions").query("year == @year").set_index("region")
        else:
            both = datasets.load("icio_2022_regions").set_index("region")
        share = both["backward"] / (both["backward"] + both["forward"]) * 100
    named = [c for c, kind in PAPER_GROUPS.items() if kind in KINDS and c in share.index]
    return share.loc[named].sort_values(ascending=False)


@kept
def one_number_table() -> pd.DataFrame:
    """Does the lowest processor stand above the highest resource exporter? A row an edition and year, per cent.

    Columns: lowest processor, who, highest resource exporter, whose, gap (points).
    """
    rows = {}
    for edition, years in TESTED.items():
        for year in years:
            share = one_number(edition, year)
            kind = share.index.map(PAPER_GROUPS)
            low, high = share[kind == KINDS[0]], share[kind == KINDS[1]]
            rows[f"{WORDS[edition]}, {year}"] = [
                low.min(),
                low.idxmin(),
                high.max(),
                high.idxmax(),
                low.min() - high.max(),
            ]
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["lowest processor", "who", "highest resource exporter", "whose", "gap"]
    )


@kept
def specifications() -> pd.DataFrame:
    """How well sortings fit the paper's two groups (South Africa and India left out), in many ways: one table.

    value: adjusted Rand index (1 the same sorting, 0 what chance gives); chance: the part of all ways to hand out the two names
    that fit as well; agrees: below 5 %. By one number: the highest backward shares, as many as there are processors. Blind:
    k-means of two or three groups, by one or all three features, in the first and last year of each edition.
    """
    rows = {}
    for edition, years in TESTED.items():
        for year in years:
            share = one_number(edition, year)
            processors = sum(PAPER_GROUPS[c] == KINDS[0] for c in share.index)
            rows[f"one number, {WORDS[edition]}, {year}"] = pd.Series(range(len(share)), share.index) >= processors
    for edition, years in YEARS.items():
        for year in years:
            for groups, used in ((2, 1), (2, 3), (3, 3)):
                of = "one feature" if used == 1 else "three features"
                rows[f"blind, {groups} groups, {of}, {WORDS[edition]}, {year}"] = blind(edition, year, groups, used)
    two = {c: kind for c, kind in PAPER_GROUPS.items() if kind in KINDS}
    fits = {
        w: clusters.agreement(found.loc[[c for c in found.index if c in two]].astype(int), two)
        for w, found in rows.items()
    }
    table = pd.DataFrame.from_dict(fits, orient="index", columns=["value", "chance"])
    return table.assign(agrees=table["chance"] < 0.05)


@kept
def south_africa() -> pd.DataFrame:
    """Did petroleum and chemicals gain in the foreign value inside South Africa's exports after 2005? value: points; agrees: above 0."""
    share = foreign_inputs("ZAF", {"c23pet": "petroleum", "c24chm": "chemicals"}) * 100
    out = {f"{i}, 2005-{y}": share.at[y, i] - share.at[2005, i] for i in share for y in share.index if y > 2005}
    return change.specifications(out)


@kept
def in_exports() -> pd.DataFrame:
    """What is in a hundred dollars of exports, by (region, year): domestic and foreign value added; TiVA, 2025 edition.

    Column forward: own value added inside the exports of others, in per cent of own exports.
    """
    wide = datasets.load("tiva2025_shares").pivot(index=["region", "year"], columns="measure", values="value")
    names = {"EXGR_DVA": "domestic", "EXGR_FVA": "foreign", "FEXGR_DVA": "forward"}
    return wide[list(names)].rename(columns=names).rename_axis(columns=None)


def participation(year: int) -> pd.DataFrame:
    """Backward and forward participation of 80 economies in a year, % of own gross exports; TiVA, 2025 edition."""
    return in_exports().xs(year, level="year")[["foreign", "forward"]].rename(columns={"foreign": "backward"})


def crossed(found: pd.Series) -> pd.DataFrame:
    """How many of each of the paper's groups stand in each blind group; group 1 is the most backward."""
    group = (found + 1).map("group {}".format).rename("blind")
    paper = pd.Series(PAPER_GROUPS).reindex(found.index).rename("the paper")
    return pd.crosstab(paper, group)
