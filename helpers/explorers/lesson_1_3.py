"""Explorers of lesson 1.3."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers.classification import E11_IN_WIOD, MANUFACTURING, industries, name
from helpers.explorers import Choice, explorer
from helpers.figures import charts
from helpers.tables import ict

WIOD = "WIOD, 2013 release, teaching industries; current prices"
ECONOMIES = {
    c: name(c)
    for c in (*E11_IN_WIOD, "USA", "DEU", "JPN", "FRA", "GBR", "ITA", "ESP", "POL", "HUN", "TWN", "AUS", "CAN")
}
GOODS = {i: industries()["label"][i] for i in MANUFACTURING}
CARRIERS = {
    "all": "all manufacturing",
    **{i: GOODS[i].lower() for i in ("electronics", "vehicles", "machinery", "textiles", "chemicals", "food")},
}


@cache
def _inside(carrier: str) -> pd.DataFrame:
    return ict.ict_inside(MANUFACTURING if carrier == "all" else (carrier,))


@explorer(
    id="1.3a",
    title="What ICT is inside?",
    question="In which goods did services overtake hardware? Who caught up?",
    controls={
        "economy": Choice({"WLD": "the world", **ECONOMIES}, "CHN", label="exports of"),
        "carrier": Choice(CARRIERS, "all", label="goods"),
    },
)
def what_ict_is_inside(economy: str, carrier: str):
    """Electronics, telecom and business services value added inside an economy's exports of goods, over time."""
    frame = _inside(carrier).xs(economy, level="region").rename(columns=ict.ICT) * 100
    total = frame.sum(axis=1)
    who = "The world" if economy == "WLD" else name(economy)
    title = f"{who}, {CARRIERS[carrier]}: {total.iloc[0]:.1f} % ICT inside in 1995, {total.iloc[-1]:.1f} % in 2011"
    words = (
        f"{who}, {CARRIERS[carrier]}, change 1995-2011 in points: "
        + ", ".join(f"{c} {frame[c].iloc[-1] - frame[c].iloc[0]:+.1f}" for c in frame)
        + "."
    )
    return charts.lines(frame, title, WIOD, "% of the exports' value, by origin"), words
