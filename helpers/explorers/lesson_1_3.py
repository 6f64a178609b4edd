"""Explorers of lesson 1.3."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers.classification import E11_IN_WIOD, industries, name
from helpers.explorers import Choice, explorer
from helpers.figures import lesson_1_3 as figures
from helpers.tables import ict

ECONOMIES = {
    c: name(c)
    for c in (*E11_IN_WIOD, "USA", "DEU", "JPN", "FRA", "GBR", "ITA", "ESP", "POL", "HUN", "TWN", "AUS", "CAN")
}
GOODS = {i: industries()["label"][i] for i in ict.OTHER_GOODS}
CARRIERS = {
    "all": "all goods but electronics",
    **{i: GOODS[i].lower() for i in ("vehicles", "machinery", "textiles", "chemicals", "metals", "food")},
}
TOP = 20  # per cent at the end of the axis


def _of(carrier: str) -> tuple[str, ...]:
    return ict.OTHER_GOODS if carrier == "all" else (carrier,)


@cache
def _inside(carrier: str) -> pd.DataFrame:
    return ict.ict_inside(_of(carrier))


@cache
def _in_2022(carrier: str) -> pd.Series:
    return ict.in_2022(_of(carrier)).sum(axis=1)


@explorer(
    id="1.3a",
    title="What ICT is inside?",
    question="In which goods did services overtake hardware? Where did the ICT part grow, where did it shrink?",
    controls={
        "economy": Choice({"WLD": "the world", **ECONOMIES}, "CHN", label="exports of"),
        "carrier": Choice(CARRIERS, "all", label="goods"),
    },
)
def what_ict_is_inside(economy: str, carrier: str):
    """Electronics, telecom and business services value added inside an economy's exports of goods, over time."""
    frame = _inside(carrier).xs(economy, level="region").rename(columns=ict.ICT) * 100
    who = "The world" if economy == "WLD" else name(economy)
    change = (frame.iloc[-1] - frame.iloc[0]).round(1)
    told = ", ".join(f"{c} {v + 0.0:+.1f}" for c, v in change.items())
    words = f"{who}, {CARRIERS[carrier]}, change 1995 to 2011 in points: {told}. "
    words += f"In OECD's table of 2022 (another edition, partner split estimated): {_in_2022(carrier)[economy]:.1f} % in all."
    return figures.inside(frame, economy, CARRIERS[carrier], TOP), words
