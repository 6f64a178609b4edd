"""What is inside an export or a product, by who earned it: 2009 and the years around it. Lessons 0.1 to 0.4 share this."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import bounds, datasets, value_added
from helpers.classification import industries, name
from helpers.datasets import kept
from helpers.decomposition import DECOMPOSITION_TERMS, koopman_wang_wei
from helpers.mrio import MRIO

YEAR = 2009
SOME = ("CHN", "USA", "DEU", "JPN", "KOR", "MEX", "BRA", "IND", "IDN", "RUS", "TUR", "HUN")
ECONOMIES = {c: name(c) for c in SOME}  # to choose from, by code
PRODUCTS = industries()["label"].to_dict()  # what the industries make, by code


def whose(code: str) -> str:
    """A region's name before what it owns: "Korea’s", "the United States’"."""
    article = "the " if code in ("USA", "RUS", "NLD", "GBR", "ROW") else ""
    return f"{article}{name(code)}’{'' if name(code).endswith('s') else 's'}"


@cache
def world() -> tuple[MRIO, np.ndarray]:
    """The table of 2009 and its recipes A, which take a moment to compute; both read-only."""
    m = datasets.mrio(YEAR)
    A = m.A
    A.flags.writeable = False
    return m, A


@kept
def exports(year: int = YEAR) -> pd.DataFrame:
    """By region: gross exports, domestic and foreign content, million USD."""
    return value_added.content_of_exports(datasets.mrio(year))


def share(of: str, over: str, region: str, year: int = YEAR) -> float:
    """One column of `exports` over another, of a region; "WLD" adds up all regions first."""
    table = exports(year)
    row = table.sum() if region == "WLD" else table.loc[region]
    return bounds.told(float(row[of] / row[over]), f"The share of {of} in {over} of {region}")


@kept
def trade(year: int = YEAR) -> pd.DataFrame:
    """Value-added trade: origin × destination of final demand, million USD."""
    return value_added.value_added_trade(datasets.mrio(year))


@kept
def three_measures(year: int = YEAR) -> pd.DataFrame:
    """By region, million USD: gross exports, domestic content, VAX, and own value counted again (T6 of the nine terms).

    Domestic content is VAX, what comes home (T4 and T5) and what is counted again: it left, came back and left once more.
    """
    m, table = datasets.mrio(year), exports(year)
    out = {"gross exports": table["exports"], "domestic content": table["domestic"], "VAX": value_added.vax(m)}
    return pd.DataFrame(out | {"counted again": koopman_wang_wei(m)["T6"]})


def comes_home(region: str, year: int = YEAR) -> float:
    """Own value that a region's final users buy back, each dollar of it counted once, as a fraction of gross exports."""
    row = three_measures(year).loc[region]
    home = row["domestic content"] - row["counted again"] - row["VAX"]
    return bounds.told(float(home / row["gross exports"]), f"The share of {region}'s value that comes home")


@kept
def recipe(economy: str, industry: str) -> pd.Series:
    """What a dollar of an industry's output takes, by (region, industry) of the seller, in cents."""
    m, A = world()
    return pd.Series(A[:, m.node(economy, industry)] * 100, m.nodes)


@kept
def earned_in(economy: str, industry: str) -> pd.Series:
    """Who earned a dollar of an industry's product, all rounds of suppliers counted, by region, in cents."""
    m, _ = world()
    return pd.Series(m.origin_shares[:, m.node(economy, industry)] * 100, pd.Index(m.regions, name="region"))


def behind(economy: str, industry: str) -> float:
    """All output in the world that a dollar of an industry's product takes, in dollars."""
    m, _ = world()
    return float(m.column_sums[m.node(economy, industry)])


@kept
def rounds(economy: str, industry: str, last: int) -> pd.DataFrame:
    """Cents of a dollar of a product by round of suppliers (0: the maker itself … ``last``) and region of origin."""
    m, A = world()
    return value_added.rounds_of_value_added(m, (economy, industry), last, A) * 100


@kept
def more_than_once() -> pd.DataFrame:
    """By year, per cent of the world's gross exports: what is not VAX, foreign content, what is counted twice (T6 + T9)."""
    panel = datasets.load("wiod_regions").groupby("year")[["exports", "vax", "T6", "T9", "foreign_content"]].sum()
    parts = {
        "not VAX": panel["exports"] - panel["vax"],
        "foreign content": panel["foreign_content"],
        "counted twice": panel["T6"] + panel["T9"],
    }
    return pd.DataFrame(parts).div(panel["exports"], axis=0) * 100


GROUPED = {
    "own value, used abroad": ["T1", "T2", "T3"],
    "own value that comes home": ["T4", "T5"],
    "own value counted twice": ["T6"],
    "foreign value": ["T7", "T8"],
    "foreign value counted twice": ["T9"],
}


@kept
def nine_terms(economy: str) -> pd.DataFrame:
    """The nine terms of Koopman, Wang and Wei of an economy's exports, by year, per cent of their sum."""
    table = datasets.load("wiod_regions")
    terms = table[table["region"] == economy].set_index("year")[[f"T{k}" for k in range(1, 10)]]
    return terms.div(terms.sum(axis=1), axis=0) * 100


def explained(terms: pd.DataFrame, economy: str) -> pd.DataFrame:
    """What each of the nine terms is, and how large in an economy's exports. terms: region × T1 … T9, money."""
    share = terms.loc[economy] / terms.loc[economy].sum() * 100
    return pd.DataFrame({"what it is": DECOMPOSITION_TERMS, f"{name(economy)}, % of exports": share})


def grouped(terms: pd.DataFrame) -> pd.DataFrame:
    """Nine terms in five groups: year × group."""
    return pd.DataFrame({k: terms[v].sum(axis=1) for k, v in GROUPED.items()})
