"""Figures of chapter 0: the study map, and tables of who buys what from whom."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.patches import FancyBboxPatch

from helpers.figures import theme


def study_map(lessons: pd.DataFrame, chosen: str, behind: list[str]) -> theme.LessonFigure:
    """The lessons as boxes in the columns of the paper's argument, the chosen one and those behind it marked.

    lessons: index = number, columns part, title; ``behind``: numbers the chosen lesson leans on, nearest last.
    """
    fig, ax = theme.figure(width=8.6, height=4.9, margins=(0.1, 0.1, 0.75, 0.35))
    ax.set_axis_off()
    parts = list(dict.fromkeys(lessons["part"]))
    ax.set_xlim(0, len(parts))
    ax.set_ylim(8.0, -0.45)
    for x, part in enumerate(parts):
        ax.annotate(part, (x + 0.5, -0.15), ha="center", fontsize=9.5, fontweight="bold", color="#444444")
        members = lessons.index[lessons["part"] == part]
        for k, number in enumerate(members):
            y = k * 1.1 + (7 - len(members)) * 0.55 + 0.1
            on, before = number == chosen, number in behind
            face = theme.BLUE if on else "#CFE3F1" if before else "#F1F1ED"
            box = FancyBboxPatch(
                (x + 0.04, y), 0.92, 0.92, boxstyle="round,pad=0,rounding_size=0.06", facecolor=face,
                edgecolor=theme.BLUE if on or before else "#CCCCC6", linewidth=1.6 if on or before else 0.8,
                linestyle="--" if before else "-",
            )  # fmt: skip
            ax.add_patch(box)
            ax.annotate(
                "\n".join(textwrap.wrap(f"{number} {lessons.at[number, 'title']}", 20)), (x + 0.5, y + 0.47),
                ha="center", va="center", fontsize=7.6, color="white" if on else theme.BLACK,
            )  # fmt: skip
    chain = " → ".join([*behind, chosen])
    return theme.finish(
        fig,
        f"{chosen} {lessons.at[chosen, 'title']} asks: {lessons.at[chosen, 'question']}",
        "this course, after figure 1 of Li and others (2018)",
        f"Study map: {len(lessons)} lessons in {len(parts)} columns, {', '.join(parts)}. Chosen: {chosen}. Way to it: {chain}.",
    )
