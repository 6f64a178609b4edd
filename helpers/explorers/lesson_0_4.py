"""Explorers of lesson 0.4."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import datasets
from helpers.classification import industries, name
from helpers.decomposition import DECOMPOSITION_TERMS
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import charts
from helpers.value_added import rounds_of_value_added

WIOD = "WIOD, 2013 release; 2009, teaching industries"
WIOD_FULL = "WIOD, 2013 release, full 35-industry tables"


@cache
def _table():
    m = datasets.mrio(2009)
    return m, m.A


ECONOMIES = {c: name(c) for c in ("CHN", "USA", "DEU", "JPN", "KOR", "MEX", "BRA", "IND", "IDN", "RUS", "TUR", "HUN")}
GOODS = industries()["label"].to_dict()


@explorer(
    id="0.4a",
    title="Follow one dollar",
    question="Where has the dollar gone after one round of suppliers, after two, after eight? Who is only reached late?",
    controls={
        "economy": Choice(ECONOMIES, "CHN", label="economy"),
        "industry": Choice(GOODS, "electronics", label="industry"),
        "rounds": Slider(0, 8, 2, label="rounds of suppliers followed"),
    },
)
def follow_a_dollar(economy: str, industry: str, rounds: int):
    """Value added found in a dollar of a product by origin, round of suppliers by round of suppliers."""
    m, A = _table()
    found = rounds_of_value_added(m, (economy, industry), 8, A) * 100
    whole = pd.Series(m.origin_shares[:, m.node(economy, industry)], m.regions) * 100
    others = [c for c in whole.sort_values(ascending=False).index if c not in (economy, "ROW")][:5]
    rows = [economy, *others]
    table = found[rows].rename(columns=name).T
    table.loc["all others"] = found.drop(columns=rows).sum(axis=1)
    shown = pd.DataFrame({"the maker" if k == 0 else f"round {k}": table[k] for k in range(min(rounds, 3) + 1)})
    if rounds > 3:
        shown[f"rounds 4-{rounds}" if rounds > 4 else "round 4"] = table.loc[:, 4:rounds].sum(axis=1)
    reached = shown.to_numpy().sum()
    title = f"{reached:.0f} of 100 cents are found after {rounds} round{'s' if rounds != 1 else ''} of suppliers"
    late = (1 - table.loc[:, 0:2].sum(axis=1) / table.sum(axis=1)).idxmax()
    words = (
        f"A dollar of {name(economy)}'s {GOODS[industry].lower()}: {shown.loc[name(economy)].sum():.1f} cents found at home and "
        f"{reached - shown.loc[name(economy)].sum():.1f} abroad so far; {100 - reached:.1f} still to be found. Reached latest: {late}."
    )
    return charts.stacked(
        shown, title, WIOD, "cents of the dollar, by where they are earned", decimals=1, label_from=0.09
    ), words


@cache
def _terms():
    return datasets.load("wiod_regions").set_index(["year", "region"])


GROUPED = {
    "own value, used abroad": ["T1", "T2", "T3"],
    "own value that comes home": ["T4", "T5"],
    "own value counted twice": ["T6"],
    "foreign value": ["T7", "T8"],
    "foreign value counted twice": ["T9"],
}


@explorer(
    id="0.4b",
    title="Nine terms of gross exports",
    question="Whose exports hold the most double counting, and when did it grow fastest?",
    controls={
        "economy": Choice(ECONOMIES, "CHN", label="economy"),
        "year": Slider(1996, 2011, 2009, label="compare 1995 with"),
    },
)
def nine_terms(economy: str, year: int):
    """Gross exports of an economy in the nine terms of Koopman, Wang and Wei, grouped, 1995 and another year."""
    both = _terms().loc[[(1995, economy), (year, economy)], list(DECOMPOSITION_TERMS)]
    both.index = ["1995", str(year)]
    share = both.div(both.sum(axis=1), axis=0) * 100
    frame = pd.DataFrame({k: share[v].sum(axis=1) for k, v in GROUPED.items()})
    twice = frame[["own value counted twice", "foreign value counted twice"]].sum(axis=1)
    title = f"{name(economy)}: {twice.iloc[1]:.1f} % of gross exports in {year} are counted twice, {twice.iloc[0]:.1f} % in 1995"
    told = ", ".join(f"{t} {share.iloc[1][t]:.1f}" for t in DECOMPOSITION_TERMS)
    return charts.stacked(
        frame, title, WIOD_FULL, "% of gross exports", decimals=1, label_from=0.04
    ), f"{name(economy)} {year}, per cent of gross exports: {told}."
