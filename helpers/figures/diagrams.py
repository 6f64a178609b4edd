"""Diagrams: the course as boxes."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import FancyBboxPatch

from helpers.figures import theme

BEFORE = "#CFE1F0"


def study_map(lessons: pd.DataFrame, chosen: str, behind: list[str]) -> theme.LessonFigure:
    """The lessons as boxes in the columns of the paper's argument, the chosen one and those behind it marked.

    lessons: index = number, columns part, title; ``behind``: numbers the chosen lesson leans on, nearest last.
    """
    parts = list(dict.fromkeys(lessons["part"]))
    most = lessons["part"].value_counts().max()
    title = f"{chosen} {lessons.at[chosen, 'title']} asks: {lessons.at[chosen, 'question']}"
    key = [("chosen", theme.HIGHLIGHT, "s")] + [("the way to it", BEFORE, "s")] * bool(behind)
    fig, ax = theme.canvas(
        title, "", "this course, after figure 1 of Li and others (2018)", 0.5 * most + 0.2, left=0.1, right=0.1, above=0.05, below=0.06, key=key,
    )  # fmt: skip
    ax.set_axis_off()
    ax.set_xlim(0, len(parts))
    ax.set_ylim(most, -0.4)
    for x, part in enumerate(parts):
        ax.text(x + 0.5, -0.2, part, ha="center", va="center", size=9, weight="bold", color=theme.WORDS)
        members = lessons.index[lessons["part"] == part]
        for k, number in enumerate(members):
            _box(
                ax,
                x,
                k + (most - len(members)) / 2,
                f"{number} {lessons.at[number, 'title']}",
                number == chosen,
                number in behind,
            )
    way = " → ".join([*behind, chosen])
    return theme.finish(
        fig,
        f"Study map: {len(lessons)} lessons in {len(parts)} columns, {', '.join(parts)}. Chosen: {chosen}. Way to it: {way}.",
    )


def _box(ax, x: float, y: float, words: str, on: bool, before: bool) -> None:
    """A lesson's box, a wide line round those that are marked."""
    ax.add_patch(FancyBboxPatch(
        (x + 0.04, y + 0.04), 0.92, 0.88, boxstyle="round,pad=0,rounding_size=0.06", facecolor=theme.HIGHLIGHT if on else BEFORE if before else "#F1F1ED",
        edgecolor=theme.HIGHLIGHT if on or before else theme.GREY, linewidth=2 if on or before else 0.8,
    ))  # fmt: skip
    ax.text(
        x + 0.5, y + 0.48, theme.wrap(words, 1.16, 7.4), ha="center", va="center", size=7.4, color="white" if on else theme.INK, linespacing=1.1,
    )  # fmt: skip
