"""Diagrams: the course as boxes with arrows, and a table whose picked cells stand in boxes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Polygon, Rectangle

from helpers.figures import pieces, theme

BEFORE = "#CFE1F0"


def study_map(lessons: pd.DataFrame, chosen: str, behind: list[str]) -> theme.LessonFigure:
    """The lessons as boxes in the columns of the paper's argument, arrows from each to those that lean on it.

    lessons: index = number, columns part, title, needs (numbers apart by spaces). ``behind``: numbers the chosen lesson
    leans on, nearest last; the arrows between these and the chosen one are dark, the others pale.
    """
    parts = list(dict.fromkeys(lessons["part"]))
    most = lessons["part"].value_counts().max()
    title = f"{chosen} {lessons.at[chosen, 'title']} asks: {lessons.at[chosen, 'question']}"
    key = [("chosen", theme.HIGHLIGHT, "s")] + [("the way to it", BEFORE, "s")] * bool(behind)
    fig, ax = theme.canvas(
        title, "", "this course, after figure 1 of Li and others (2018)", 0.56 * most + 0.2, left=0.1, right=0.1, above=0.05, below=0.06, key=key,
    )  # fmt: skip
    ax.set_axis_off()
    ax.set_xlim(0, len(parts))
    ax.set_ylim(most, -0.4)
    at: dict[str, tuple[float, float]] = {}
    for x, part in enumerate(parts):
        ax.text(x + 0.5, -0.2, part, ha="center", va="center", size=9, weight="bold", color=theme.WORDS)
        members = lessons.index[lessons["part"] == part]
        at |= {n: (x + 0.5, k + 0.5 + (most - len(members)) / 2) for k, n in enumerate(members)}
    way = {*behind, chosen}
    for number, (x, y) in at.items():
        words = f"{number} {lessons.at[number, 'title']}"
        _box(ax, x, y, words, number == chosen, number in behind)
        for before in lessons.at[number, "needs"].split():
            _arrow(ax, at[before], (x, y), dark={before, number} <= way)
    told = " → ".join([*behind, chosen])
    leaning = [n for n in lessons.index if chosen in lessons.at[n, "needs"].split()]
    return theme.finish(
        fig,
        f"Study map: {len(lessons)} lessons in {len(parts)} columns, {', '.join(parts)}. Chosen: {chosen}. Way to it: {told}. "
        f"Lessons that lean on it: {', '.join(leaning) or 'none'}.",
    )


HALF = 0.43, 0.4  # half a box: of a column, of a row


def _arrow(ax, a: tuple[float, float], b: tuple[float, float], dark: bool) -> None:
    """An arrow from a lesson's box to one that leans on it, behind all boxes."""
    level, sag = a[0] == b[0], 0.0
    if level:  # down the column, past boxes between in a bow
        sag = 0.0 if abs(b[1] - a[1]) <= 1 else -0.3
        start, end = (
            ((a[0], a[1] + HALF[1]), (b[0], b[1] - HALF[1]))
            if not sag
            else ((a[0] - HALF[0], a[1]), (b[0] - HALF[0], b[1]))
        )
    else:
        start, end = (a[0] + HALF[0], a[1]), (b[0] - HALF[0], b[1])
    ax.add_artist(FancyArrowPatch(
        start, end, arrowstyle="-|>", mutation_scale=9 if dark else 7, shrinkA=0, shrinkB=0, linewidth=1.8 if dark else 0.9,
        color=theme.HIGHLIGHT if dark else theme.LINK, connectionstyle=f"arc3,rad={sag}", zorder=1.5 if dark else 1,
    ))  # fmt: skip


def _box(ax, x: float, y: float, words: str, on: bool, before: bool) -> None:
    """A lesson's box round its middle, a wide line round those that are marked."""
    ax.add_artist(FancyBboxPatch(
        (x - HALF[0], y - HALF[1]), 2 * HALF[0], 2 * HALF[1], boxstyle="round,pad=0,rounding_size=0.06", zorder=2,
        facecolor=theme.HIGHLIGHT if on else BEFORE if before else "#F1F1ED", edgecolor=theme.HIGHLIGHT if on or before else theme.GREY,
        linewidth=2 if on or before else 0.8,
    ))  # fmt: skip
    ax.text(
        x, y, theme.wrap(words, 1.08, 7.4), ha="center", va="center", size=7.4, color="white" if on else theme.INK, linespacing=1.1, zorder=3,
    )  # fmt: skip


def picked_cells(
    table: pd.DataFrame, picked: pd.DataFrame, title: str, source, unit: str, told: str, *, decimals: int = 1
) -> theme.LessonFigure:
    """A small table with its index as it is; cells that are picked stand in boxes and in bold. picked: as table, True or False."""
    rows, columns = table.shape
    left = 0.3 + max(theme.width(str(i), 9.5, "bold") for i in table.index)
    fig, ax = theme.canvas(title, unit, source, 0.34 * (rows + 1), left=left, right=0.4, below=0.08)
    for j, column in enumerate(table):
        ax.text(j + 0.9, -0.5, str(column), ha="right", va="center", size=9.5, weight="bold", color=theme.INK)
        for i, (v, chosen) in enumerate(zip(table[column], picked[column], strict=True)):
            if chosen:
                ax.add_patch(
                    Rectangle(
                        (j + 0.05, i + 0.07), 0.9, 0.86, facecolor=BEFORE, edgecolor=theme.HIGHLIGHT, linewidth=1.2
                    )
                )
            ax.text(
                j + 0.9, i + 0.5, theme.number(v, decimals), ha="right", va="center", size=9.5, weight="bold" if chosen else "normal",
                color=theme.INK if chosen else theme.WORDS,
            )  # fmt: skip
    for i, name in enumerate(table.index):
        ax.text(-0.02, i + 0.5, str(name), ha="right", va="center", size=9.5, weight="bold", color=theme.INK)
    ax.set_xlim(0, columns)
    ax.set_ylim(rows, -1)
    ax.set_axis_off()
    return theme.finish(fig, told)


def planes(
    table: pd.DataFrame, chosen: str, strong: str, words: dict[str, str], title: str, source, unit: str, told: str, *, decimals: int = 0,
) -> theme.LessonFigure:  # fmt: skip
    """Levels as planes above each other, a dot for each column on each, its area the value; a thread ties a column's dots.

    table: rows = planes, top first, values not negative; ``chosen``: the plane that stands out; ``strong``: the column whose
    thread does; ``words``: what each plane shows.
    """
    rows, columns = table.shape
    left, lean, half = 2.1, 0.22, 0.37
    fig, ax = theme.canvas(title, unit, source, 1.02 * rows + 0.35, left=left, right=0.3, below=0.05)
    ax.set_axis_off()
    ax.set_xlim(-0.75, columns - 0.25)
    ax.set_ylim(rows - 0.5, -0.85)
    for i, row in enumerate(table.index):
        on = row == chosen
        corners = [(-0.6 + lean, i - half), (columns - 0.5 + lean, i - half), (columns - 0.5 - lean, i + half), (-0.6 - lean, i + half)]
        ax.add_patch(Polygon(
            corners, closed=True, facecolor=BEFORE if on else "#F1F1ED", edgecolor=theme.HIGHLIGHT if on else theme.GREY,
            linewidth=2 if on else 0.8, zorder=1, clip_on=False,
        ))  # fmt: skip
        ax.annotate(
            f"{row}", (0, i), xycoords=("axes fraction", "data"), xytext=(-(left - 0.14) * 72, 11), textcoords="offset points", size=10.5,
            weight="bold", color=theme.HIGHLIGHT if on else theme.INK, va="center", annotation_clip=False,
        )  # fmt: skip
        ax.annotate(
            theme.wrap(words[row], left - 0.45, 8.5), (0, i), xycoords=("axes fraction", "data"), xytext=(-(left - 0.14) * 72, 2),
            textcoords="offset points", size=8.5, color=theme.WORDS, va="top", linespacing=1.15, annotation_clip=False,
        )  # fmt: skip
    for j, column in enumerate(table):
        ink = theme.colour(column, theme.WORDS)
        mine = column == strong
        head = theme.wrap(pieces.label(column), 0.85, theme.LABEL, "bold" if mine else "normal")
        ax.text(j, -0.5, head, ha="center", va="bottom", size=theme.LABEL, color=ink, weight="bold" if mine else "normal", linespacing=1.1)
        ax.plot([j, j], [0, rows - 1], color=ink if mine else theme.LINK, linewidth=2 if mine else 1, zorder=2)
        ax.scatter(
            np.full(rows, j), np.arange(rows) - 0.06, s=14 + 9 * table[column].to_numpy(), color=ink, zorder=3 + mine, edgecolor=theme.CARD, linewidth=0.8,
        )  # fmt: skip
        for i, value in enumerate(table[column]):
            ax.text(
                j + 0.06, i + 0.33, theme.number(value, decimals), ha="left", va="bottom", size=9, zorder=5, color=theme.INK,
                weight="bold" if mine else "normal",
            )  # fmt: skip
    return theme.finish(fig, told, pieces.table_words(table, decimals))
