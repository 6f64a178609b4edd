"""Lines over time: one panel for up to four, then a panel each on the same axes."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from helpers.figures import pieces, theme
from helpers.figures.pieces import inks, label, number
from helpers.figures.theme import GREY, INK, LABEL, LessonFigure, width

MOST = 4  # lines in one panel


def lines(
    frame: pd.DataFrame,
    title: str,
    source,
    unit: str,
    *,
    decimals: int = 1,
    height: float = 3.0,
    zero: bool = True,
    marks: dict | None = None,
    xlabel: str = "",
    log: bool = False,
    log_x: bool = False,
    strong: Iterable = (),
    limits: tuple[float, float] | None = None,
) -> LessonFigure:
    """Lines over time, named at their ends; more than four become small multiples. frame: index = x (years), columns = names.

    ``marks``: x → words, an upright line. ``zero``: the axis begins at 0. ``log``, ``log_x``: equal steps are equal factors.
    ``strong``: columns that matter; with them all lines stay in one panel, the others grey. Missing values break a line.
    ``limits``: ends of the upright axis, to compare settings.
    """
    strong = list(strong)
    if len(frame.columns) > MOST and not strong:
        return small_multiples(
            frame, title, source, unit, decimals=decimals, zero=zero, marks=marks, xlabel=xlabel, log=log
        )
    frame = named_columns(frame)
    ends = [f"{c}  {number(frame[c].dropna().iloc[-1], decimals)}" for c in frame]
    low, high, cut = (*limits, limits[0] > 0 and not log) if limits else _span(frame, zero, log)
    said = pieces.also(unit, f"the axis begins at {low:,.4g}, not at 0" if cut else "")
    left = 0.3 + _tick_width(low, high, log)
    fig, ax = theme.canvas(
        title, said, source, height, left=left, right=0.25 + max(width(t, LABEL) for t in ends), below=0.5 if xlabel else 0.3
    )  # fmt: skip
    colours = inks(frame, strong)
    _draw_lines(ax, frame, colours, low, high, log=log, log_x=log_x, marks=marks)
    _name_ends(ax, frame, ends, colours, low, high, log)
    if xlabel:
        ax.set_xlabel(theme.tidy(xlabel), loc="right")
    return theme.finish(fig, f"Line chart, {said}, {_x_words(frame, xlabel)}: {_lines_words(frame, decimals)}.")


def _name_ends(
    ax, frame: pd.DataFrame, ends: list[str], colours: list[str], low: float, high: float, log: bool
) -> None:
    """Each line's name at the right edge, at the height where the line ends as far as the names leave each other room."""
    places = frame.ffill().iloc[-1]
    scale = (lambda v: np.log10(v)) if log else np.asarray
    gap = (scale(high) - scale(low)) * 0.17 / pieces.inches(ax)[1]
    inside = np.clip(scale(places), scale(low), scale(high))  # a line may leave a panel whose ends are given
    for text, y, ink in zip(ends, theme.spread(inside, gap, scale(low) + gap / 2, scale(high)), colours, strict=True):
        ax.annotate(
            text, (1, 10**y if log else y), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
            color=ink if ink != GREY else theme.WORDS, size=LABEL, va="center",
        )  # fmt: skip


def small_multiples(
    frame: pd.DataFrame,
    title: str,
    source,
    unit: str,
    *,
    decimals: int = 1,
    zero: bool = True,
    marks: dict | None = None,
    xlabel: str = "",
    log: bool = False,
    per_row: int = 3,
    height: float = 1.25,
) -> LessonFigure:
    """A panel a column, all on the same axes, the other columns grey behind it. frame: index = x, columns = panels."""
    frame = named_columns(frame)
    low, high, cut = _span(frame, zero, log, 0.1)
    said = pieces.also(unit, f"axes begin at {low:,.4g}, not at 0" if cut else "all panels on the same axes")
    said += "".join(
        f"  ·  line at {pieces.plain(x)}{'' if words == pieces.plain(x) else f': {words}'}"
        for x, words in (marks or {}).items()
    )
    per_row = min(per_row, len(frame.columns))
    grid = (math.ceil(len(frame.columns) / per_row), per_row)
    fig, axes = theme.canvas(
        title, said, source, height, left=0.3 + _tick_width(low, high, log), right=0.32, above=0.16, below=0.5 if xlabel else 0.28, grid=grid,
        gap=(0.28, 0.34),
    )  # fmt: skip
    behind = [np.column_stack([frame.index, frame[c]]) for c in frame]
    for k, (ax, ink) in enumerate(zip(np.ravel(axes), inks(frame), strict=False)):
        column = frame.iloc[:, [k]]
        ax.add_collection(LineCollection([b for j, b in enumerate(behind) if j != k], colors=GREY, linewidths=0.6))
        words = _draw_lines(ax, column, [ink], low, high, log=log, marks=dict.fromkeys(marks or {}, ""))
        first, last = (number(column.iloc[:, 0].dropna().iloc[i], decimals) for i in (0, -1))
        ax.set_title(f"{column.columns[0]}  {first} → {last}", loc="left", color=ink, size=LABEL, weight="bold", pad=4)
        if k % per_row:
            ax.set_yticklabels([])
        below = k + per_row >= len(frame.columns)
        ax.set_xticks([frame.index[0], frame.index[-1]], words if below else ["", ""])
        for word, side in zip(ax.get_xticklabels(), ("left", "right"), strict=True):
            word.set_horizontalalignment(side)
    for ax in np.ravel(axes)[len(frame.columns) :]:
        ax.set_axis_off()
    return theme.finish(
        fig,
        f"Small line charts, one for each of {len(frame.columns)}, {said}, {_x_words(frame, xlabel)}: {_lines_words(frame, decimals)}.",
    )


def named_columns(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_axis([label(c) for c in frame.columns], axis="columns")


def _span(frame: pd.DataFrame, zero: bool, log: bool, above: float = 0.06) -> tuple[float, float, bool]:
    """Ends of the y axis, and whether it is cut (begins above 0 although equal steps are equal amounts)."""
    low, high = float(np.nanmin(frame.to_numpy())), float(np.nanmax(frame.to_numpy()))
    if log:
        return low / 1.15, high * (high / low) ** above, False
    base = min(low, 0.0) if zero else low
    span = (high - base) or abs(high) or 1.0
    bottom = 0.0 if zero and low >= 0 else base - 0.05 * span
    if not zero and bottom > 0:  # a cut axis begins at a round number
        bottom = MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(bottom, high)[0]
    return bottom, max(high, 0.0) + above * span if zero else high + above * span, bottom > 0


def _tick_width(low: float, high: float, log: bool) -> float:
    return max(width(f"{v:,.4g}" if log or abs(high) < 10 else f"{v:,.0f}", LABEL) for v in (low, high)) + (
        0 if log else 0.05
    )


def _draw_lines(ax, frame: pd.DataFrame, colours, low, high, *, log=False, log_x=False, marks=None) -> list[str]:
    """Lines in one panel with its axes; returns the first and last tick of x in words."""
    for column, ink in zip(frame, colours, strict=True):
        known = frame[column]
        alone = known.notna().sum() == 1
        ax.plot(
            known.index, known, color=ink, linewidth=1.3 if ink == GREY else 2.2, marker="o" if alone else None, markersize=5, zorder=2 if ink == GREY else 3,
        )  # fmt: skip
    x0, x1 = frame.index.min(), frame.index.max()
    if log:
        pieces.decades(ax, "y", low, high)
    else:
        pieces.ticks(ax, "y", low, high)
    ax.set_ylim(low, high)
    if log_x:
        pieces.decades(ax, "x", x0, x1)
        ax.set_xlim(x0, x1)
    else:
        ax.set_xlim(x0 - (x1 - x0) * 0.015, x1 + (x1 - x0) * 0.01)
        if all(float(v).is_integer() and 1000 < v < 2200 for v in frame.index):
            step = max(1, math.ceil((x1 - x0) / 9))
            at = list(frame.index) if len(frame) <= 7 else list(range(int(x0), int(x1) + 1, step))
            ax.set_xticks(at, [f"{v:.0f}" for v in at])
        else:
            pieces.ticks(ax, "x", x0, x1)
    if low < 0 < high and not log:
        ax.axhline(0, color=INK, linewidth=0.9, zorder=1.5)
    elif low > 0 and not log:  # the axis is cut: two strokes say so
        ax.plot(
            [0, 0],
            [0.04, 0.075],
            transform=ax.transAxes,
            color=theme.WORDS,
            marker=(2, 0, -60),
            markersize=8,
            linestyle="none",
            clip_on=False,
        )
    for x, words in (marks or {}).items():
        ax.axvline(x, color=theme.WORDS, linewidth=0.8, zorder=1)
        ax.annotate(
            theme.tidy(words), (x, 1), xycoords=("data", "axes fraction"), xytext=(0, 2), textcoords="offset points", size=8, color=theme.WORDS, ha="center",
        )  # fmt: skip
    ax.grid(axis="x", visible=False)
    return [pieces.plain(x0), pieces.plain(x1)]


def _x_words(frame: pd.DataFrame, xlabel: str) -> str:
    first, last = pieces.plain(frame.index[0]), pieces.plain(frame.index[-1])
    return f"over {xlabel} from {first} to {last}" if xlabel else f"{first} to {last}"


def _lines_words(frame: pd.DataFrame, decimals: int) -> str:
    return "; ".join(pieces.line_words(frame[c], decimals) for c in frame)
