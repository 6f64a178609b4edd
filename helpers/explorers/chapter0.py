"""Explorers of chapter 0: the study map, rounds of demand, what is behind a purchase, one dollar, nine terms."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets, evidence
from helpers.classification import industries, name
from helpers.decomposition import DECOMPOSITION_TERMS
from helpers.explorers import Board, Choice, Slider, explorer
from helpers.figures import chapter0, common
from helpers.lessons import study_map
from helpers.value_added import rounds_of_value_added

WIOD = "WIOD, 2013 release; 2009, teaching industries"
WIOD_FULL = "WIOD, 2013 release, full 35-industry tables"
BOOK = "the textbook table of Miller and Blair (2009), chapter 2"
_MAP = study_map()


def way_to(number: str) -> list[str]:
    """The lessons a lesson leans on, first one first."""
    behind = []
    while (number := _MAP.at[number, "leans_on"]) != "":
        behind.insert(0, number)
    return behind


@explorer(
    id="0.1a",
    title="The study map",
    question="Choose a lesson. Which lessons stand behind it, and what has been decided about its claims?",
    controls={
        "lesson": Board({part: {n: n for n in group.index} for part, group in _MAP.groupby("part", sort=False)}, "2.2")
    },
)
def the_study_map(lesson: str):
    """A lesson's place in the argument, its claims and their verdicts so far."""
    fig = chapter0.study_map(_MAP, lesson, way_to(lesson))
    claims = evidence.register()
    mine = claims[[s == lesson or s.startswith(f"{lesson}.") for s in claims["section"].str.split(",").str[0]]]
    if mine.empty:
        return fig, f"{lesson} {_MAP.at[lesson, 'title']}: no claim of the paper is decided here."
    told = [f"{i} {c.claim} [{c.verdict or 'not decided yet'}]" for i, c in mine.iterrows()]
    return fig, f"{lesson} {_MAP.at[lesson, 'title']}. Claims: " + "; ".join(told) + "."


BOOK_Z = np.array([[150.0, 500.0], [200.0, 100.0]])
BOOK_X = np.array([1000.0, 2000.0])


@explorer(
    id="0.2a",
    title="Round after round",
    question="Ask for more of one product. How many rounds until nearly all the output it needs has been made?",
    controls={
        "first": Slider(0, 200, 0, 10, label="extra final demand for industry 1"),
        "second": Slider(0, 200, 100, 10, label="extra final demand for industry 2"),
        "rounds": Slider(0, 10, 3, label="rounds of suppliers counted"),
    },
)
def round_after_round(first: int, second: int, rounds: int):
    """Output of two industries for extra final demand, by rounds of suppliers, against the Leontief inverse."""
    A = BOOK_Z / BOOK_X
    wanted = np.array([first, second], dtype=float)
    all_of_it = np.linalg.solve(np.eye(2) - A, wanted)
    made, step, out = [], wanted, {}
    for k in range(rounds + 1):
        made.append(step)
        out["ordered" if k == 0 else f"round {k}"] = step
        step = A @ step
    if rounds > 5:  # later rounds are slivers: drawn as one
        out = dict(list(out.items())[:5]) | {f"rounds 5-{rounds}": np.sum(made[5:], axis=0)}
    frame = pd.DataFrame(out, index=["industry 1", "industry 2"])
    total, reached = all_of_it.sum(), np.sum(made)
    share = reached / total if total else 1.0
    title = f"{rounds} rounds make {share:.1%} of the output that the order needs in the end"
    words = (
        f"Ordered: {first + second}. Made after {rounds} rounds: {reached:,.1f}. In the end: {total:,.1f} "
        f"({all_of_it[0]:,.1f} in industry 1, {all_of_it[1]:,.1f} in industry 2)."
    )
    return common.stacked(frame, title, BOOK, "output for the order, dollars", decimals=1, label_from=0.06), words


@cache
def _table():
    m = datasets.mrio(2009)
    return m, m.A


ECONOMIES = {c: name(c) for c in ("CHN", "USA", "DEU", "JPN", "KOR", "MEX", "BRA", "IND", "IDN", "RUS", "TUR", "HUN")}
GOODS = industries()["label"].to_dict()


def _top(values: pd.Series, keep: list[str]) -> pd.Series:
    """Per cent of a total for the kept regions, all others together."""
    share = values / values.sum() * 100
    return pd.concat(
        [
            share[keep].rename(dict(zip(keep, map(name, keep), strict=True))),
            pd.Series({"all others": share.drop(keep).sum()}),
        ]
    )


@explorer(
    id="0.2b",
    title="What is behind a purchase?",
    question="Whose products does an industry buy directly, and whose value added is in its product in the end?",
    controls={
        "economy": Choice(ECONOMIES, "CHN", label="economy"),
        "industry": Choice(GOODS, "electronics", label="industry"),
    },
)
def behind_a_purchase(economy: str, industry: str):
    """Direct suppliers of an industry by region, and the origins of the value in its product."""
    m, A = _table()
    node = m.nodes.get_loc((economy, industry))
    direct = pd.Series(m.by_region(A[:, node]), m.regions)
    whole = pd.Series(m.origin_shares[:, node], m.regions)
    largest = [c for c in whole.sort_values(ascending=False).index if c not in (economy, "ROW")][:5]
    keep = [economy, *largest]
    frame = pd.DataFrame({"bought directly": _top(direct, keep), "value added in the end": _top(whole, keep)}).T
    abroad = frame.loc["value added in the end"].drop(name(economy)).sum()
    product = GOODS[industry].lower()
    words = (
        f"{name(economy)}, {product}: inputs cost {direct.sum() * 100:.0f} cents of a dollar of output; "
        f"{100 - frame.iloc[0, 0]:.0f} % of them come from abroad. Of the product's whole value {abroad:.0f} % was earned abroad."
    )
    title = f"{abroad:.0f} % of the value of {name(economy)}'s {product} was earned abroad"
    return common.stacked(frame, title, WIOD, "% of the total, by region", decimals=1, label_from=0.05), words


@explorer(
    id="0.3a",
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
    whole = pd.Series(m.origin_shares[:, m.nodes.get_loc((economy, industry))], m.regions) * 100
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
    return common.stacked(
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
    id="0.3b",
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
    return common.stacked(
        frame, title, WIOD_FULL, "% of gross exports", decimals=1, label_from=0.04
    ), f"{name(economy)} {year}, per cent of gross exports: {told}."
