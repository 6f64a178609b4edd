"""Explorers of lesson 1.7."""

from __future__ import annotations

import pandas as pd

from helpers.classification import E11, name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import charts
from helpers.tables import innovation

WITHOUT = {"": "nobody", "CHN": "China", "CHN KOR": "China and Korea", "JPN": "Japan", "USA": "the United States"}
ECONOMIES = {c: name(c) for c in (*E11, "USA", "JPN", "DEU", "FRA", "GBR") if c not in ("IDN", "SAU")}
TOP = 85  # per cent: above every line of every setting, so that settings can be compared


@explorer(
    id="1.7a",
    title="Who files, who spends?",
    question="Did the eleven rise? Does it take China, or Korea? Do patents and spending tell the same?",
    controls={
        "of": Choice(innovation.MEASURES, "residents", label="sign"),
        "without": Choice(WITHOUT, "", label="leave out, of the eleven and of the world"),
        "economy": Choice(ECONOMIES, "IND", label="beside the E11"),
        "last": Slider(2005, innovation.LAST, innovation.LAST, label="last year shown"),
    },
)
def who_files(of: str, without: str, economy: str, last: int):
    """Shares of patents or of R&D by economy over time, with some left out on both sides."""
    table = innovation.shares(of, tuple(without.split())).loc[: int(last)]
    eleven = innovation.members(table).sum(axis=1)
    frame = pd.DataFrame({"E11" if not set(without.split()) & set(E11) else "the rest of the E11": eleven})
    if economy in table:
        frame[name(economy)] = table[economy]
    words = innovation.MEASURES[of]
    left = f" Left out: {WITHOUT[without]}." if without else ""
    title = (
        f"{words[0].upper() + words[1:]}: {frame.columns[0]} {eleven.iloc[0]:.0f} % in {table.index[0]}, "
        f"{eleven.iloc[-1]:.0f} % in {table.index[-1]}{f', without {WITHOUT[without]}' if without else ''}"
    )
    shown = (
        f"{name(economy)} {table[economy].iloc[0]:.1f} and {table[economy].iloc[-1]:.1f} %"
        if economy in table
        else f"{name(economy)} is left out"
    )
    told = f"{words}: {frame.columns[0]} {eleven.iloc[0]:.1f} and {eleven.iloc[-1]:.1f} %; {shown}.{left}"
    return charts.lines(
        frame, title, "research", f"% of what {table.shape[1]} economies file or spend", limits=(0, TOP)
    ), told
