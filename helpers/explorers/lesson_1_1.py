"""Explorers of lesson 1.1."""

from __future__ import annotations

from helpers.classification import E11_IN_WIOD, name
from helpers.explorers import Choice, explorer
from helpers.figures import lesson_1_1 as figures
from helpers.tables import kinds_of_trade

ECONOMIES = {
    c: name(c)
    for c in (*E11_IN_WIOD, "USA", "DEU", "JPN", "FRA", "GBR", "ITA", "ESP", "POL", "HUN", "TWN", "AUS", "CAN")
}
KINDS = {
    "two_way": "two-way trade (Grubel-Lloyd index of goods)",
    "intermediates": "inputs in exports",
    "many_borders": "exports that cross two borders or more",
}


@explorer(
    id="1.1a",
    title="Which trade grew?",
    question="Where did trade along the chain grow fastest? Did two-way trade grow with it?",
    controls={
        "measure": Choice(KINDS, "many_borders", label="share of trade that is"),
        "economy": Choice(ECONOMIES, "CHN", label="economy"),
        "other": Choice(ECONOMIES, "KOR", label="beside"),
    },
)
def which_trade_grew(measure: str, economy: str, other: str):
    """One kind of trade over time in two economies and the world."""
    frame = kinds_of_trade.over_time(measure)[list(dict.fromkeys(["WLD", economy, other]))]
    change = frame.iloc[-1] - frame.iloc[0]
    told = ", ".join(f"{'the world' if c == 'WLD' else name(c)} {v + 0.0:+.1f}" for c, v in change.round(1).items())
    words = f"{KINDS[measure][0].upper()}{KINDS[measure][1:]}, 1995 to 2011, change in points: {told}."
    return figures.kind_over_time(frame, measure), words
