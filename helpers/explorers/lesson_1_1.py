"""Explorers of lesson 1.1."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers.classification import E11_IN_WIOD, name, names
from helpers.explorers import Choice, explorer
from helpers.figures import charts
from helpers.tables import kinds_of_trade

WIOD = "WIOD, 2013 release, teaching industries; current prices"
ECONOMIES = {
    c: name(c)
    for c in (*E11_IN_WIOD, "USA", "DEU", "JPN", "FRA", "GBR", "ITA", "ESP", "POL", "HUN", "TWN", "AUS", "CAN")
}
KINDS = {
    "two_way": "two-way trade (Grubel-Lloyd index of goods)",
    "intermediates": "inputs in exports",
    "many_borders": "exports that cross two borders or more",
}


@cache
def _kinds() -> pd.DataFrame:
    return kinds_of_trade.kinds_of_trade_by_region()


@explorer(
    id="1.1a",
    title="Which trade grew?",
    question="Where did trade along the chain grow fastest? Did two-way trade grow with it?",
    controls={
        "measure": Choice(KINDS, "many_borders", label="share of trade that is"),
        "economy": Choice(ECONOMIES, "CHN", label="economy"),
        "other": Choice(ECONOMIES, "DEU", label="beside"),
    },
)
def which_trade_grew(measure: str, economy: str, other: str):
    """One kind of trade over time in two economies and the world."""
    wide = _kinds()[measure].unstack("region") * 100
    chosen = list(dict.fromkeys(["WLD", economy, other]))
    frame = wide[chosen].set_axis(["world", *names(chosen[1:])], axis="columns")
    change = frame.iloc[-1] - frame.iloc[0]
    words = f"{KINDS[measure]}, 1995 to 2011, points: " + ", ".join(f"{c} {v:+.1f}" for c, v in change.items()) + "."
    title = f"{name(economy)}: {change[name(economy)]:+.1f} points since 1995, the world {change['world']:+.1f}"
    return charts.lines(frame, title, WIOD, f"{KINDS[measure]}, %"), words
