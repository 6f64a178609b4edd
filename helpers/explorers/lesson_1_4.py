"""Explorers of lesson 1.4."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import datasets
from helpers.classification import E11_IN_WIOD, concordance_labels, name
from helpers.explorers import Choice, explorer
from helpers.figures import charts

WIOD_FULL = "WIOD, 2013 release, full 35-industry tables; current prices"
ECONOMIES = {
    c: name(c)
    for c in (*E11_IN_WIOD, "USA", "DEU", "JPN", "FRA", "GBR", "ITA", "ESP", "POL", "HUN", "TWN", "AUS", "CAN")
}
LENGTHS = {
    "foreign_share_of_final_products": ("foreign share of final products, %", "final_use", 100),
    "downstreamness": ("length of production, steps behind the product", "final_use", 1),
    "upstreamness": ("upstreamness, steps to the final user", "output", 1),
}


@cache
def _lengths() -> pd.DataFrame:
    return datasets.load("wiod_industries").set_index(["region", "industry", "year"]).sort_index()


@explorer(
    id="1.4a",
    title="How long, how foreign?",
    question="Which chains did not grow? Where was the dip of 2009 deepest?",
    controls={
        "measure": Choice({k: v[0] for k, v in LENGTHS.items()}, "foreign_share_of_final_products", label="measure"),
        "economy": Choice(ECONOMIES, "CHN", label="economy"),
        "industry": Choice(concordance_labels("wiod2013"), "30t33", label="industry"),
    },
)
def how_long_how_foreign(measure: str, economy: str, industry: str):
    """A measure of fragmentation of one industry: the economy, the same industry in the world, the world's average."""
    label, weight, scale = LENGTHS[measure]
    table = _lengths()
    everywhere = table.xs(industry, level="industry")
    mean = lambda t: (t[measure] * t[weight]).groupby("year").sum() / t[weight].groupby("year").sum() * scale  # noqa: E731
    frame = pd.DataFrame(
        {
            name(economy): table.loc[(economy, industry), measure] * scale,
            "same industry, world": mean(everywhere),
            "all industries, world": _world(measure),
        }
    )
    own = frame[name(economy)]
    decimals = 1 if scale == 100 else 2
    title = f"{name(economy)}, {concordance_labels('wiod2013')[industry].lower()}: {own.iloc[0]:.{decimals}f} in 1995, {own.iloc[-1]:.{decimals}f} in 2011"
    words = f"{label}: {name(economy)} {own.iloc[-1] - own.iloc[0]:+.2f} since 1995, {own[2009] - own[2008]:+.2f} from 2008 to 2009; the world's average {frame.iloc[-1, 2] - frame.iloc[0, 2]:+.2f}."
    return charts.lines(frame, title, WIOD_FULL, label, decimals=decimals, marks={2009: "2009"}), words


@cache
def _world(measure: str) -> pd.Series:
    _, weight, scale = LENGTHS[measure]
    table = _lengths()
    return (table[measure] * table[weight]).groupby("year").sum() / table[weight].groupby("year").sum() * scale
