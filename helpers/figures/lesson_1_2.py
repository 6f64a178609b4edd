"""Pictures of lesson 1.2: a crowd against a lab (a model), and published counts of exporters. Titles are computed."""

from __future__ import annotations

import pandas as pd

from helpers.figures import charts, theme
from helpers.tables import crowd as crowds

MODEL = "our model of search, not observed (order statistics)"
TOP = 8  # standard deviations at the end of the axis: above what any lab of the explorer expects


def crowds_needed(needed: pd.DataFrame) -> theme.LessonFigure:
    """The crowd that matches a lab, for several kinds of crowd. needed: skills × kinds, tries."""
    last, before = needed.iloc[-1], needed.iloc[-2]
    times = last / before
    most, least = times.idxmax(), times.idxmin()
    title = (
        f"MODEL: the step to a skill of {needed.index[-1]:g} multiplies the crowd by {times[most]:.0f} ({most}) "
        f"or by {times[least]:.1f} ({least})"
    )
    return charts.lines(
        needed, title, MODEL, "crowd needed to match a lab of 10 (equal steps are equal factors)",
        xlabel="skill of the lab, standard deviations", log=True, decimals=0,
    )  # fmt: skip


def crowd_against_lab(crowd: pd.Series, lab: float, needed: int | None) -> theme.LessonFigure:
    """The expected best of a growing crowd beside a lab's. crowd: by number of tries; needed: where it reaches the lab."""
    title = f"MODEL: the crowd needs {_tries(needed)}" if needed else "MODEL: no crowd of a million reaches this lab"
    unit = "expected best, standard deviations above a stranger's average"
    if crowd.max() > TOP:
        unit += f"  ·  the crowd's line leaves the picture at {TOP}"
    return charts.lines(
        crowd.to_frame("crowd").assign(lab=lab), title, MODEL, unit, xlabel="tries of the crowd (equal steps are equal factors)",
        log_x=True, decimals=2, limits=(0, TOP), marks={needed: f"{needed:,}"} if needed else None,
    )  # fmt: skip


def _tries(number: int) -> str:
    return "1 try" if number == 1 else f"{number:,} tries"


def few_firms(counts: pd.DataFrame) -> theme.LessonFigure:
    """Published shares of the largest exporters. counts: `crowd.published_shares`."""
    bars = counts.set_index(counts["where"] + ": " + counts["who"])["% of exports"]
    few, many = (counts.loc[counts["% of exports"].idxmin()], counts.loc[counts["% of exports"].idxmax()])
    title = f"From {few['% of exports']} % of exports ({few['who']}) to {many['% of exports']} % ({many['who']})"
    return charts.bars(
        bars,
        title,
        crowds.SOURCES,
        "% of exports",
        decimals=0,
        limits=(0, 100),
        note="each row counts other firms: they cannot be ranked",
    )


def best_by_economy(best: pd.Series) -> theme.LessonFigure:
    """What crowds from several economies expect. best: by code, standard deviations; a code given twice is drawn once."""
    best = best[~best.index.duplicated()].sort_values(ascending=False)
    title = f"MODEL: from the largest of these crowds to the smallest, {best.iloc[0] - best.iloc[-1]:.1f} deviations"
    return charts.dots(best, title, ["countries", MODEL], "expected best, standard deviations", decimals=2)
