"""Explorers of lesson 1.7."""

from __future__ import annotations

import pandas as pd

from helpers.classification import E11, name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import charts
from helpers.tables import innovation

TECHNOLOGIES = {
    "all": "all technologies",
    "High Tech": "high technology",
    "Medium-High Tech": "medium-high technology",
    "Medium-Low Tech": "medium-low technology",
    "Low Tech": "low technology",
}
FILERS = {c: name(c) for c in (*E11, "USA", "JPN", "DEU", "FRA", "GBR")}
TOP = 65  # per cent: above every line of every setting, so that settings can be compared


@explorer(
    id="1.7a",
    title="Who files?",
    question="Who rose, who fell? Is the rise in high technology or everywhere? How much of the E11 is China?",
    controls={
        "technology": Choice(TECHNOLOGIES, "High Tech", label="class"),
        "economy": Choice(FILERS, "IND", label="beside China and the E11"),
        "last": Slider(2005, 2014, 2013, label="last year shown"),
    },
)
def who_files(technology: str, economy: str, last: int):
    """Shares of patent applications by economy over time."""
    table = innovation.patent_shares(technology).loc[2000:last] * 100
    eleven = innovation.members(table).sum(axis=1)
    frame = pd.DataFrame({"E11": eleven, "China": table["CHN"], "E11 without China": eleven - table["CHN"]})
    if economy != "CHN":
        frame[name(economy)] = table[economy] if economy in table else 0.0
    late = " (incomplete: late filings are missing)" if last > innovation.LAST else ""
    words = TECHNOLOGIES[technology]
    title = (
        f"{words[0].upper() + words[1:]}: E11 {eleven.iloc[0]:.0f} % in 2000, {eleven.iloc[-1]:.0f} % in {last}{late}; "
        f"China alone {frame['China'].iloc[-1]:.0f} %"
    )
    told = (
        f"{words}, {last}{late}: China is {frame['China'].iloc[-1] / eleven.iloc[-1]:.0%} of the E11; without it the E11 "
        f"file {frame['E11 without China'].iloc[-1]:.1f} %, in 2000 {frame['E11 without China'].iloc[0]:.1f} %."
    )
    return charts.lines(frame, title, "patents", "% of the world's applications", limits=(0, TOP)), told
