"""Explorers of lesson 1.4."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import datasets
from helpers.classification import E11_IN_WIOD, concordance_labels, name
from helpers.explorers import Choice, explorer
from helpers.figures import charts
from helpers.figures.theme import number

ECONOMIES = {
    c: name(c)
    for c in (*E11_IN_WIOD, "USA", "DEU", "JPN", "FRA", "GBR", "ITA", "ESP", "POL", "HUN", "TWN", "AUS", "CAN")
}
# words, what weighs it, times, ends of the axis (the same for all settings of a measure), decimals
LENGTHS = {
    "foreign_share_of_final_products": ("foreign share of final products, %", "final_use", 100, (0, 90), 1),
    "downstreamness": ("steps behind the product", "final_use", 1, (1, 4), 2),
    "upstreamness": ("steps to the final user", "output", 1, (1, 5), 2),
}


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
    label, _, _, limits, decimals = LENGTHS[measure]
    own = _own(measure)[(economy, industry)].rename(name(economy))
    frame = pd.DataFrame(
        {
            own.name: own,
            "same industry, world": _industries(measure)[industry],
            "all industries, world": _world(measure),
        }
    )
    what = concordance_labels("wiod2013")[industry].lower()
    if own.isna().all():
        frame = frame.drop(columns=own.name)
        title = f"This table shows no output of {name(economy)} in {what}"
        words = f"{title}; the lines are those of the world."
    else:
        first, last = own.iloc[0], own.iloc[-1]
        title = f"{name(economy)}, {what}: {number(first, decimals)} in 1995, {number(last, decimals)} in 2011"
        unit = "points" if decimals == 1 else "steps"
        words = (
            f"{label[0].upper()}{label[1:]}: {name(economy)} {_signed(last - first, decimals)} {unit} since 1995, "
            f"{_signed(own[2009] - own[2008], decimals)} from 2008 to 2009; the average of all industries of the world "
            f"{_signed(frame.iloc[-1, -1] - frame.iloc[0, -1], decimals)} since 1995. "
            f"All that {name(economy)} makes, 2022 (OECD, another edition): {number(_in_2022(measure)[economy], decimals)}."
        )
    figure = charts.lines(
        frame, title, "wiod_industries", label, decimals=decimals, marks={2009: "2009"}, limits=limits
    )  # fmt: skip
    return figure, words


@cache
def _in_2022(measure: str) -> pd.Series:
    """By region: the measure of all its industries together in 2022."""
    return datasets.load("icio_2022_regions").set_index("region")[measure] * LENGTHS[measure][2]


def _signed(value: float, decimals: int) -> str:
    """A change in words: with its sign, and none where it rounds to nothing."""
    text = number(value, decimals)
    return text if text.startswith("−") or not float(text) else f"+{text}"


@cache
def _lengths() -> pd.DataFrame:
    return datasets.load("wiod_industries")


@cache
def _own(measure: str) -> dict[tuple[str, str], pd.Series]:
    """By (region, industry): the measure by year; not known where nothing is produced."""
    _, _, scale, *_ = LENGTHS[measure]
    table = _lengths()
    values = (table[measure] * scale).where(table["output"] > 0)
    wide = values.set_axis(pd.MultiIndex.from_frame(table[["year", "region", "industry"]])).unstack(
        ["region", "industry"]
    )
    return {key: wide[key] for key in wide}


@cache
def _industries(measure: str) -> pd.DataFrame:
    """Each industry's average over the world by year."""
    return _mean(measure, ["year", "industry"]).unstack("industry")


@cache
def _world(measure: str) -> pd.Series:
    return _mean(measure, ["year"])


def _mean(measure: str, by: list[str]) -> pd.Series:
    _, weight, scale, *_ = LENGTHS[measure]
    table = _lengths()
    weighed = table.assign(weighed=table[measure] * table[weight]).groupby(by)[["weighed", weight]].sum()
    return weighed["weighed"] / weighed[weight] * scale
