"""Explorers of lesson 0.3."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import industries, name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import charts
from helpers.tables import textbook

WIOD = "WIOD, 2013 release; 2009, teaching industries"


@explorer(
    id="0.3a",
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
    A = textbook.Z / textbook.X
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
    return charts.stacked(
        frame, title, textbook.SOURCE, "output for the order, dollars", decimals=1, label_from=0.06
    ), words


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
    id="0.3b",
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
    node = m.node(economy, industry)
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
    return charts.stacked(frame, title, WIOD, "% of the total, by region", decimals=1, label_from=0.05), words
