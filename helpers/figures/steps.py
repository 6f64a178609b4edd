"""Step by step: a product's smile, its steps as bars, and a sum built up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.figures import pieces, theme
from helpers.figures.pieces import named, number
from helpers.figures.theme import CARD, GREY, HIGHLIGHT, INK, LABEL, LessonFigure, width


def smile_curve(points: pd.DataFrame, title: str, source) -> LessonFigure:
    """Value added per step of one product: x steps before the last one, y share of value; labour's share fills the marks.

    points: index = label, columns steps, share (per cent), labour (fraction or missing), home (bool).
    """
    unit = "↑ % of the product's value (equal steps are equal factors)"
    kinds = {True: ("the maker's economy", HIGHLIGHT, "o"), False: ("abroad", theme.COLOURS[1], "s")}
    key = [kinds[home] for home in kinds if (points["home"] == home).any()] + [
        ("filled part: labour's share", theme.WORDS, "o")
    ]
    fig, ax = theme.canvas(title, unit, source, 3.5, left=0.6, right=0.6, below=0.5, key=key)
    for home, (_, ink, mark) in kinds.items():
        part = points[points["home"] == home]
        ax.scatter(
            part["steps"], part["share"], s=64, marker=mark, facecolor=CARD, edgecolor=ink, linewidth=1.6, zorder=3
        )
        paid = part.dropna(subset="labour")
        ax.scatter(paid["steps"], paid["share"], s=64 * paid["labour"], marker=mark, color=ink, linewidth=0, zorder=3)
    low, high = points["share"].min() * 0.8, points["share"].max() * 1.5
    pieces.decades(ax, "y", low, high)
    ax.set_ylim(low, high)
    ax.set_xlim(points["steps"].max() + 0.5, -0.4)
    pieces.ticks(ax, "x", 0, points["steps"].max() + 0.5)
    ax.set_xlabel("→ steps before the product is complete (the maker is at 0)", loc="left")
    far = [
        *points["share"].nlargest(6).index,
        *points["steps"].nlargest(2).index,
        *points[~points["home"]]["share"].nlargest(3).index,
    ]
    at = {points.index.get_loc(i): str(i) for i in dict.fromkeys(far)}
    pieces.name_points(ax, points[["steps", "share"]].to_numpy(dtype=float), at, spare=list(at)[3:])
    told = "; ".join(f"{i} {r.share:.1f} % at {r.steps:.1f} steps" for i, r in points.head(6).iterrows())
    return theme.finish(
        fig, f"Scatter plot of shares of a product's value, per cent, against steps before completion. {told}."
    )


def stepbars(
    table: pd.DataFrame, title: str, source, unit: str, *, xlabel: str = "", decimals: int = 0, limits: tuple[float, float] | None = None,
) -> LessonFigure:  # fmt: skip
    """Upright bars by step, first row left. table: index = steps, columns = up to three parts, the first one dark and below.

    ``limits``: ends of the upright axis, to compare settings.
    """
    inks_ = ("#0B4A85", "#6C93BA", "#B9BDC0")[: len(table.columns)]
    key = [(str(c), ink, "s") for c, ink in zip(table, inks_, strict=True)]
    fig, ax = theme.canvas(title, f"↑ {unit}", source, 2.8, left=0.6, right=0.3, below=0.5 if xlabel else 0.3, key=key)
    start, total = np.zeros(len(table)), table.sum(axis=1)
    for part, ink in zip(table, inks_, strict=True):
        edge = GREY if theme.contrast(ink) < 3 else ink
        ax.bar(
            range(len(table)), table[part], bottom=start, width=0.78, color=ink, edgecolor=edge, linewidth=0.8, zorder=2
        )
        start = start + table[part].fillna(0).to_numpy()
    for i, v in enumerate(total):
        ax.annotate(number(v, decimals), (i, v), xytext=(0, 3), textcoords="offset points", ha="center", size=LABEL)
    low, high = limits or (0.0, total.max() * 1.12)
    ax.set_ylim(low, high)
    pieces.ticks(ax, "y", low, high)
    ax.set_xticks(range(len(table)), [str(i) for i in table.index])
    ax.set_xlim(-0.6, len(table) - 0.4)
    ax.grid(axis="x", visible=False)
    if xlabel:
        ax.set_xlabel(theme.tidy(xlabel), loc="left")
    return theme.finish(
        fig, f"Bars by step, {unit}, {xlabel}. {pieces.extremes(total, decimals)}", pieces.table_words(table, decimals)
    )


def waterfall(
    steps: pd.Series, title: str, source, unit: str, *, start: tuple[str, float] | None = None, total: str = "in all", decimals: int = 1,
) -> LessonFigure:  # fmt: skip
    """From a start (or 0) by steps up and down to a total, one row each. steps: index = what, values = changes."""
    steps = named(steps)
    first = start[1] if start else 0.0
    after = first + steps.cumsum()
    table = pd.DataFrame(
        {"from": after - steps, "to": after, "text": [f"{v:+,.{decimals}f}".replace("-", "−") for v in steps]},
        index=steps.index,
    )
    ends = {start[0]: (0.0, first, number(first, decimals))} if start else {}
    table = pd.concat([pd.DataFrame.from_dict(ends, orient="index", columns=list(table)), table]) if ends else table
    table.loc[total] = (0.0, after.iloc[-1], number(after.iloc[-1], decimals))
    plain = {total, *ends}
    colours = [
        theme.WORDS if i in plain else theme.COLOURS[0] if r["to"] >= r["from"] else theme.COLOURS[1]
        for i, r in table.iterrows()
    ]
    key = (
        [("up", theme.COLOURS[0], "s"), ("down", theme.COLOURS[1], "s")]
        if (steps < 0).any() and (steps > 0).any()
        else []
    )
    fig, ax, y = pieces.row_canvas(table.index, title, unit, source, 0.3, key=key)
    lefts, rights = table[["from", "to"]].min(axis=1), table[["from", "to"]].max(axis=1)
    wide = max(width(t, LABEL) for t in table["text"]) + 0.15
    pieces.room(ax, min(lefts.min(), 0), max(rights.max(), 0), left=wide if lefts.min() < 0 else 0, right=wide)
    ax.barh(y, rights - lefts, left=lefts, height=0.62, color=colours, zorder=2)
    ax.vlines(table["to"].iloc[:-1], y[:-1] + 0.31, y[1:] - 0.31, color=theme.WORDS, linewidth=0.9, zorder=1)
    for i, (edge, text) in enumerate(zip(rights, table["text"], strict=True)):
        ax.annotate(text, (edge, i), xytext=(4, 0), textcoords="offset points", va="center_baseline", size=LABEL)
    ax.axvline(0, color=INK, linewidth=0.9)
    told = "; ".join(f"{i} {r['text']}" for i, r in table.iterrows())
    return theme.finish(fig, f"Waterfall chart, {unit}: {told}. {pieces.extremes(steps, decimals)}")
