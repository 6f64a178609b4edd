"""Charts that lessons share: a tidy table in, a labelled figure out.

All take the finding as ``title``, a ``source`` (the name of a data set, or words) and a ``unit``, which stands under the
title, and write their numbers into the alternative text. Numbers are drawn as given: hand in per cent, billions or whatever
the unit says. Regions may be codes: rows, columns and ``strong`` are named as their publishers name them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from helpers.figures import pieces, theme
from helpers.figures.pieces import inks, label, named, number
from helpers.figures.theme import CARD, GREY, HIGHLIGHT, INK, LABEL, LessonFigure, width

MOST = 4  # lines in one panel


def _with(unit: str, note: str) -> str:
    return f"{unit}  ·  {note}" if note else unit


# -- over time ---------------------------------------------------------------------------------------------------------
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
) -> LessonFigure:
    """Lines over time, named at their ends; more than four become small multiples. frame: index = x (years), columns = names.

    ``marks``: x → words, an upright line. ``zero``: the axis begins at 0. ``log``, ``log_x``: equal steps are equal factors.
    ``strong``: columns that matter; with them all lines stay in one panel, the others grey. Missing values break a line.
    """
    strong = list(strong)
    if len(frame.columns) > MOST and not strong:
        return small_multiples(frame, title, source, unit, decimals=decimals, zero=zero, marks=marks, xlabel=xlabel, log=log)
    frame = named_columns(frame)
    ends = [f"{c}  {number(frame[c].dropna().iloc[-1], decimals)}" for c in frame]
    low, high, cut = _span(frame, zero, log)
    said = _with(unit, f"the axis begins at {low:,.4g}, not at 0" if cut else "")
    left = 0.3 + _tick_width(low, high, log)
    fig, ax = theme.canvas(
        title, said, source, height, left=left, right=0.25 + max(width(t, LABEL) for t in ends), below=0.5 if xlabel else 0.3
    )  # fmt: skip
    colours = inks(frame, strong)
    _draw_lines(ax, frame, colours, low, high, log=log, log_x=log_x, marks=marks)
    places = frame.ffill().iloc[-1]
    scale = (lambda v: np.log10(v)) if log else np.asarray
    gap = (scale(high) - scale(low)) * 0.17 / height
    for text, y, ink in zip(ends, theme.spread(scale(places), gap, scale(low) + gap / 2, scale(high)), colours, strict=True):
        ax.annotate(
            text, (1, 10**y if log else y), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
            color=ink if ink != GREY else theme.WORDS, size=LABEL, va="center",
        )  # fmt: skip
    if xlabel:
        ax.set_xlabel(theme.tidy(xlabel), loc="right")
    return theme.finish(fig, f"Line chart, {said}, {_x_words(frame, xlabel)}: {_lines_words(frame, decimals)}.")


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
    said = _with(unit, f"axes begin at {low:,.4g}, not at 0" if cut else "all panels on the same axes")
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
        words = _draw_lines(ax, column, [ink], low, high, log=log, marks=marks if k == 0 else dict.fromkeys(marks or {}, ""))
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
        fig, f"Small line charts, one for each of {len(frame.columns)}, {said}, {_x_words(frame, xlabel)}: {_lines_words(frame, decimals)}."
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
    return max(width(f"{v:,.4g}" if log or abs(high) < 10 else f"{v:,.0f}", LABEL) for v in (low, high)) + (0 if log else 0.05)


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
        ax.plot([0, 0], [0.04, 0.075], transform=ax.transAxes, color=theme.WORDS, marker=(2, 0, -60), markersize=8, linestyle="none", clip_on=False)
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


# -- rows --------------------------------------------------------------------------------------------------------------
def bars(
    values: pd.Series,
    title: str,
    source,
    unit: str,
    *,
    decimals: int = 1,
    strong: Iterable = (),
    note: str = "",
    line: float | None = None,
    line_label: str = "",
    part: pd.Series | None = None,
) -> LessonFigure:
    """Horizontal bars, one a row, with their numbers. values: index = rows; a missing value is called so.

    ``strong``: rows that matter, the others grey (say in ``note`` who they are). ``line``: a value to compare with.
    ``part``: a share inside some bars (index = rows, its name whose it is).
    """
    values, strong = named(values), {label(s) for s in strong}
    fig, ax, y = pieces.rows(values.index, title, _with(unit, note), source, 0.29, above=0.18 if line_label else 0)
    if strong:
        colours = [HIGHLIGHT if i in strong else GREY for i in values.index]
    else:
        own = len(values) <= 5 and all(map(theme.entity, values.index))
        colours = inks(values.index) if own else theme.COLOURS[0]
    ax.barh(y, values.fillna(0), height=0.66, color=colours, zorder=2)
    words = ["not known" if pd.isna(v) else number(v, decimals) for v in values]
    low, high = min(values.min(), 0.0, line or 0.0), max(values.max(), 0.0, line or 0.0)
    wide = max(width(w, LABEL) for w in words) + 0.12
    pieces.room(ax, low, high, left=wide if low < 0 else 0.0, right=wide)
    for i, (v, text) in enumerate(zip(values.fillna(0), words, strict=True)):
        ax.annotate(
            text, (v, i), xytext=(4 if v >= 0 else -4, 0), textcoords="offset points", va="center_baseline", ha="left" if v >= 0 else "right", size=LABEL,
        )  # fmt: skip
    if low < 0:
        ax.axvline(0, color=INK, linewidth=0.9)
    if line is not None:
        pieces.reference(ax, line, line_label)
    inside = _draw_part(ax, named(part), list(values.index), decimals) if part is not None else ""
    told = "; ".join(f"{i} {w}" for i, w in zip(values.index, words, strict=True))
    return theme.finish(fig, f"Bar chart, {unit}: {told}. {pieces.extremes(values, decimals)} {inside}")


def _draw_part(ax, part: pd.Series, index: list, decimals: int) -> str:
    """A share inside some bars, with its number where it fits."""
    whose, ink = label(part.name), theme.colour(part.name, 1)
    for row, v in part.items():
        ax.barh(index.index(row), v, height=0.66, color=ink, zorder=3)
        text = f"{whose} {number(v, decimals)}"
        if width(text, 8.5) + 0.08 < v / np.ptp(ax.get_xlim()) * pieces.inches(ax)[0]:
            ax.text(v / 2, index.index(row), text, ha="center", va="center_baseline", size=8.5, color="white", zorder=4)
    return f"{whose}'s part: " + "; ".join(f"{i} {number(v, decimals)}" for i, v in part.items()) + "."


def stacked(
    frame: pd.DataFrame, title: str, source, unit: str, *, decimals: int = 0, label_from: float = 0.0, note: str = ""
) -> LessonFigure:
    """Stacked horizontal bars, parts told by colour and their order in the key. frame: index = bars, columns = parts (not negative).

    Numbers stand in parts that are wide enough for them and more than ``label_from`` of the longest bar.
    """
    frame = named(frame)
    colours = inks(frame)
    key = [(str(c), ink, "s") for c, ink in zip(frame, colours, strict=True)]
    fig, ax, y = pieces.rows(frame.index, title, _with(unit, note), source, 0.34, key=key)
    longest = frame.sum(axis=1).max() or 1.0
    pieces.room(ax, 0, longest, left=0)
    inch = longest / pieces.inches(ax)[0]
    start = np.zeros(len(frame))
    for part, ink in zip(frame, colours, strict=True):
        widths = frame[part].fillna(0).to_numpy(dtype=float)
        ax.barh(y, widths, left=start, height=0.7, color=ink, edgecolor=CARD, linewidth=1.2, zorder=2)
        for i, w in enumerate(widths):
            text = number(w, decimals)
            if w > label_from * longest and w > (width(text, 8.5) + 0.08) * inch:
                ax.text(start[i] + w / 2, i, text, ha="center", va="center_baseline", size=8.5, color="white", zorder=3)
        start += widths
    return theme.finish(fig, f"Stacked bar chart, {_with(unit, note)}. {pieces.table_words(frame, decimals)}")


def dots(
    frame: pd.DataFrame | pd.Series,
    title: str,
    source,
    unit: str,
    *,
    decimals: int = 1,
    line: float | None = None,
    line_label: str = "",
    connect: bool = True,
    log: bool = False,
    fold: float | None = None,
    missing: str = "",
    note: str = "",
) -> LessonFigure:
    """Dots in rows. frame: index = rows, columns = kinds of dot (shape and colour; one kind: the number stands beside it).

    ``line``: a value to compare with. ``log``: equal steps are equal factors. ``fold``: equal amounts up to ± this value,
    equal factors beyond. ``missing``: words for rows that lack a kind.
    """
    frame = named(frame.to_frame("") if isinstance(frame, pd.Series) else frame)
    one = len(frame.columns) == 1
    colours = [theme.COLOURS[0]] if one and not theme.entity(frame.columns[0]) else inks(frame)
    shapes = ["|" if theme.entity(c) == "WLD" else theme.MARKERS[k % 6] for k, c in enumerate(frame)]
    key = [] if one else [(str(c), ink, m) for c, ink, m in zip(frame, colours, shapes, strict=True)]
    said = _with(unit, note) + (" (equal steps are equal factors)" if log else f" (the scale narrows beyond ±{fold:g})" if fold else "")
    fig, ax, y = pieces.rows(frame.index, title, said, source, 0.29, key=key, above=0.18 if line_label else 0)
    values = frame.to_numpy(dtype=float)
    low, high = np.nanmin(values), np.nanmax(values)
    low, high = (min(low, line), max(high, line)) if line is not None else (low, high)
    _dot_axis(ax, low, high, log, fold, width(number(high, decimals), LABEL) + 0.2 if one else 0.12)
    if connect and not one:
        ax.hlines(y, frame.min(axis=1), frame.max(axis=1), color="#C9CBC8", linewidth=2, zorder=1)
    for column, ink, shape in zip(frame, colours, shapes, strict=True):
        ax.plot(
            frame[column], y, shape, color=ink, markersize=13 if shape == "|" else 7.5, markeredgewidth=2.2 if shape == "|" else 0, linestyle="none",
            zorder=3, clip_on=False,
        )  # fmt: skip
    for i, row in enumerate(values):
        if one and not np.isnan(row[0]):
            ax.annotate(number(row[0], decimals), (row[0], i), xytext=(7, 0), textcoords="offset points", va="center_baseline", size=LABEL)
        elif missing and np.isnan(row).any():
            at_left = ax.transData.transform((np.nanmax(row), i))[0] > ax.bbox.x0 + 0.6 * ax.bbox.width
            ax.text(
                0.01 if at_left else 1, i, missing, transform=ax.get_yaxis_transform(), ha="left" if at_left else "right", va="center_baseline",
                size=8, color=theme.WORDS,
            )  # fmt: skip
    if line is not None:
        pieces.reference(ax, line, line_label)
    told = f"A line at {line:,g}{f' ({line_label})' if line_label else ''}. " if line is not None else ""
    peaks = "" if one else " ".join(f"{c}: {pieces.extremes(frame[c], decimals)}" for c in frame)
    numbers = pieces.table_words(frame, decimals) if not one else "; ".join(f"{i} {number(v, decimals)}" for i, v in frame.iloc[:, 0].items()) + "."
    return theme.finish(fig, f"Dot plot, {said}. {told}{numbers} {peaks or pieces.extremes(frame.iloc[:, 0], decimals)}")


def _dot_axis(ax, low: float, high: float, log: bool = False, fold: float | None = None, right: float = 0.12) -> None:
    """The x axis of dots: from 0 (or below), in equal amounts, equal factors, or amounts about 0 and factors beyond."""
    if log:
        ax.set_xlim(low / 1.15, high * 1.15)
        pieces.decades(ax, "x", low / 1.15, high * 1.15)
    elif fold:
        ax.set_xscale("symlog", linthresh=fold)
        top = max(abs(low), abs(high))
        steps = [s * fold * 10.0**k for k in range(5) for s in (1, 3) if s * fold * 10.0**k <= top * 1.2]
        at = [v for v in (*(-s for s in steps[::-1]), 0, *steps) if low * 1.5 <= v <= high * 1.5]
        ax.set_xlim(min(low * 1.3, 0), high * 1.3)
        ax.set_xticks(at, [f"{v:,g}".replace("-", "−") for v in at])
        ax.minorticks_off()
    else:
        pieces.room(ax, min(low, 0.0), high, left=0.12, right=right)
        if low < 0:
            ax.axvline(0, color=INK, linewidth=0.9, zorder=1)


# -- two measures at once ----------------------------------------------------------------------------------------------
def scatter(
    frame: pd.DataFrame,
    x: str,
    y: str,
    title: str,
    source,
    *,
    group: str | None = None,
    label: Iterable = (),
    diagonal: bool = False,
    size: str | None = None,
    note: str = "",
    height: float = 3.7,
) -> LessonFigure:
    """Points by two columns (the axes' words), shapes by ``group``, names beside those in ``label`` (index values)."""
    chosen = {pieces.label(i) for i in label}
    frame = frame.set_axis([pieces.label(i) for i in frame.index])
    kinds = list(dict.fromkeys(frame[group])) if group else [""]
    colours = inks(kinds) if group else [theme.COLOURS[0]]
    key = [(str(k), ink, theme.MARKERS[i % 6]) for i, (k, ink) in enumerate(zip(kinds, colours, strict=True))] if group else []
    fig, ax = theme.canvas(title, f"↑ {y}", source, height, left=0.75, right=0.5, below=0.5, key=key)
    for i, (kind, ink) in enumerate(zip(kinds, colours, strict=True)):
        part = frame[frame[group] == kind] if group else frame
        ax.scatter(
            part[x], part[y], marker=theme.MARKERS[i % 6], color=ink, s=part[size] if size else 46, edgecolor=CARD, linewidth=0.7, zorder=3,
        )  # fmt: skip
    _two_axes(ax, frame[x], frame[y], x)
    if diagonal:
        ends = [max(ax.get_xlim()[0], ax.get_ylim()[0]), min(ax.get_xlim()[1], ax.get_ylim()[1])]
        ax.plot(ends, ends, color=GREY, linewidth=1, zorder=1)
    at = {i: name for i, name in enumerate(frame.index) if name in chosen}
    pieces.name_points(ax, frame[[x, y]].to_numpy(dtype=float), at)
    told = "; ".join(f"{n} ({frame.at[n, x]:.2f}, {frame.at[n, y]:.2f})" for n in list(at.values())[:12])
    ends = f"{pieces.extremes(frame[y], 2)} ".replace("Highest", "Highest on the upright axis:")
    return theme.finish(fig, f"Scatter plot of {y} against {x}. {note} {len(frame)} points{': ' * bool(told)}{told}. {ends}")


def _two_axes(ax, xs: pd.Series, ys: pd.Series, xlabel: str) -> None:
    """Axes that leave room about the points, with ticks; the words of x stand below its right end."""
    for values, axis, limit in ((xs, "x", ax.set_xlim), (ys, "y", ax.set_ylim)):
        low, high = values.min(), values.max()
        pad = 0.06 * ((high - low) or 1.0)
        low, high = (0.0 if 0 <= low < 0.25 * high else low - pad), high + pad
        limit(low, high)
        pieces.ticks(ax, axis, low, high)
    ax.set_xlabel(f"→ {theme.tidy(xlabel)}", loc="left")


def connected(
    frame: pd.DataFrame,
    x: str,
    y: str,
    title: str,
    source,
    *,
    of: str = "region",
    time: str = "year",
    height: float = 3.7,
) -> LessonFigure:
    """Paths over time by two columns, a dot at each time, the first and last time written beside. frame: columns of, time, x, y."""
    paths = {label(k): p.sort_values(time) for k, p in frame.groupby(of, sort=False)}
    colours = inks(paths) if len(paths) <= MOST else [theme.colour(k, GREY) for k in paths]
    fig, ax = theme.canvas(title, f"↑ {y}", source, height, left=0.75, right=0.75, below=0.5)
    _two_axes(ax, frame[x], frame[y], x)
    at, names, said = [], {}, {}
    for (who, path), ink in zip(paths.items(), colours, strict=True):
        ax.plot(path[x], path[y], color=ink, linewidth=1.6, marker="o", markersize=3, zorder=3)
        ax.plot(path[x].iloc[-1:], path[y].iloc[-1:], "o", color=ink, markersize=8, zorder=4)
        first, last = path.iloc[0], path.iloc[-1]
        names |= {len(at): f"{first[time]:.0f}", len(at) + len(path) - 1: f"{who} {last[time]:.0f}"}
        said |= {len(at): ink, len(at) + len(path) - 1: ink}
        at.extend(path[[x, y]].to_numpy(dtype=float))
    pieces.name_points(ax, np.array(at), names, said)
    told = "; ".join(
        f"{k} from ({p[x].iloc[0]:.1f}, {p[y].iloc[0]:.1f}) in {p[time].iloc[0]} to ({p[x].iloc[-1]:.1f}, {p[y].iloc[-1]:.1f}) in {p[time].iloc[-1]}"
        for k, p in paths.items()
    )
    return theme.finish(fig, f"Paths over time of {y} (upright) against {x}: {told}.")


def heat(
    frame: pd.DataFrame,
    title: str,
    source,
    unit: str,
    *,
    decimals: int = 1,
    centre: float | None = None,
    top: float | None = None,
    ratio: bool = False,
) -> LessonFigure:
    """A table in tones with its numbers and a key. ``centre``: two-sided tones about it; ``ratio``: about 1, by factors of two.

    ``top``: the value of the darkest tone. Only the high side gets dark; a missing value has no tone and is called so.
    """
    frame = named(frame)
    values = frame.to_numpy(dtype=float)
    middle = 1.0 if ratio else centre or 0.0
    far = np.log2(top or 8) if ratio else (top or np.nanmax(np.abs(values - middle)) + middle) - middle
    place = np.clip((np.log2(np.maximum(values, 2.0**-far)) if ratio else values - middle) / (far or 1.0), -1, 1)
    steps = (-1, -1 / 3, 0, 1 / 3, 1) if ratio or centre is not None else (0, 1 / 3, 2 / 3, 1)
    words = [f"{2.0 ** (s * far):g}" if ratio else number(middle + s * far, decimals) for s in steps]
    words = [f"{w} or less" if s == -1 else f"{w} or more" if s == 1 and (ratio or top) else w for w, s in zip(words, steps, strict=True)]
    key = [(w, tone(s), "s") for w, s in zip(words, steps, strict=True)]
    heads = [theme.wrap(str(c), 6 / len(frame.columns), LABEL) for c in frame]
    fig, ax, _ = pieces.rows(
        frame.index, title, unit, source, 0.31, key=key, above=0.05 + 0.16 * max(h.count("\n") + 1 for h in heads), below=0.05,
    )  # fmt: skip
    image = np.array([[_rgb(CARD if np.isnan(p) else tone(p)) for p in row] for row in place])
    ax.imshow(image, aspect="auto", interpolation="nearest", zorder=1)
    ax.set_ylim(len(frame) - 0.5, -0.5)
    for i, j in np.ndindex(values.shape):
        ink = INK if np.isnan(place[i, j]) or theme.contrast(tone(place[i, j]), INK) > 4.5 else "white"
        ax.text(j, i, "not known" if np.isnan(values[i, j]) else number(values[i, j], decimals), ha="center", va="center_baseline", size=LABEL, color=ink)
    ax.set_xticks(range(len(heads)), heads)
    ax.xaxis.tick_top()
    ax.hlines(np.arange(len(frame) - 1) + 0.5, -0.5, len(heads) - 0.5, color=CARD, linewidth=2)
    ax.vlines(np.arange(len(heads) - 1) + 0.5, -0.5, len(frame) - 0.5, color=CARD, linewidth=2)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    return theme.finish(fig, f"Heat map, {unit}. {pieces.extremes(_flat(frame), decimals)} {pieces.table_words(frame, decimals)}")


def _flat(frame: pd.DataFrame) -> pd.Series:
    return pd.Series({f"{i}, {c}": frame.at[i, c] for i in frame.index for c in frame})


def tone(place: float) -> str:
    """The tone of a place between -1 (sand) over 0 (nearly white) to 1 (dark blue)."""
    stops = np.array([_rgb(h) for h in ("#E3B566", "#F3E2BE", "#F1F2F0", "#8FB4D6", "#3F7DB5", "#0B4A85")])
    at = np.array([-1, -0.5, 0, 0.4, 0.7, 1])
    return "#" + "".join(f"{round(255 * np.interp(place, at, stops[:, c])):02X}" for c in range(3))


def _rgb(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def smile_curve(points: pd.DataFrame, title: str, source) -> LessonFigure:
    """Value added per step of one product: x steps before the last one, y share of value; labour's share fills the marks.

    points: index = label, columns steps, share (per cent), labour (fraction or missing), home (bool).
    """
    unit = "↑ % of the product's value (equal steps are equal factors)"
    kinds = {True: ("the maker's economy", HIGHLIGHT, "o"), False: ("abroad", theme.COLOURS[1], "s")}
    key = [kinds[home] for home in kinds if (points["home"] == home).any()] + [("filled part: labour's share", theme.WORDS, "o")]
    fig, ax = theme.canvas(title, unit, source, 3.5, left=0.6, right=0.6, below=0.5, key=key)
    for home, (_, ink, mark) in kinds.items():
        part = points[points["home"] == home]
        ax.scatter(part["steps"], part["share"], s=64, marker=mark, facecolor=CARD, edgecolor=ink, linewidth=1.6, zorder=3)
        paid = part.dropna(subset="labour")
        ax.scatter(paid["steps"], paid["share"], s=64 * paid["labour"], marker=mark, color=ink, linewidth=0, zorder=3)
    low, high = points["share"].min() * 0.8, points["share"].max() * 1.5
    pieces.decades(ax, "y", low, high)
    ax.set_ylim(low, high)
    ax.set_xlim(points["steps"].max() + 0.5, -0.4)
    ax.set_xlabel("→ steps before the product is complete (the maker is at 0)", loc="left")
    far = [*points["share"].nlargest(6).index, *points["steps"].nlargest(2).index, *points[~points["home"]]["share"].nlargest(3).index]
    at = {points.index.get_loc(i): str(i) for i in dict.fromkeys(far)}
    pieces.name_points(ax, points[["steps", "share"]].to_numpy(dtype=float), at)
    told = "; ".join(f"{i} {r.share:.1f} % at {r.steps:.1f} steps" for i, r in points.head(6).iterrows())
    return theme.finish(fig, f"Scatter plot of shares of a product's value, per cent, against steps before completion. {told}.")


def stepbars(table: pd.DataFrame, title: str, source, unit: str, *, xlabel: str = "", decimals: int = 0) -> LessonFigure:
    """Upright bars by step, first row left. table: index = steps, columns = up to three parts, the first one dark and below."""
    inks_ = ("#0B4A85", "#6C93BA", "#B9BDC0")[: len(table.columns)]
    key = [(str(c), ink, "s") for c, ink in zip(table, inks_, strict=True)]
    fig, ax = theme.canvas(title, f"↑ {unit}", source, 2.8, left=0.6, right=0.3, below=0.5 if xlabel else 0.3, key=key)
    start, total = np.zeros(len(table)), table.sum(axis=1)
    for part, ink in zip(table, inks_, strict=True):
        edge = GREY if theme.contrast(ink) < 3 else ink
        ax.bar(range(len(table)), table[part], bottom=start, width=0.78, color=ink, edgecolor=edge, linewidth=0.8, zorder=2)
        start = start + table[part].fillna(0).to_numpy()
    for i, v in enumerate(total):
        ax.annotate(number(v, decimals), (i, v), xytext=(0, 3), textcoords="offset points", ha="center", size=LABEL)
    ax.set_ylim(0, total.max() * 1.12)
    pieces.ticks(ax, "y", 0, total.max() * 1.12)
    ax.set_xticks(range(len(table)), [str(i) for i in table.index])
    ax.set_xlim(-0.6, len(table) - 0.4)
    ax.grid(axis="x", visible=False)
    if xlabel:
        ax.set_xlabel(theme.tidy(xlabel), loc="left")
    return theme.finish(fig, f"Bars by step, {unit}, {xlabel}. {pieces.extremes(total, decimals)} {pieces.table_words(table, decimals)}")


# -- intervals and steps -----------------------------------------------------------------------------------------------
def forest(
    table: pd.DataFrame, title: str, source, unit: str, *, decimals: int = 2, line: float | None = 0.0, line_label: str = "",
    log: bool = False, strong: Iterable = (),
) -> LessonFigure:  # fmt: skip
    """Estimates with their intervals, written out at the right. table: index = rows, columns value, low, high.

    ``line``: what no effect would be; intervals that reach it are grey unless ``strong`` says otherwise.
    """
    table, strong = table.set_axis([label(i) for i in table.index]), {label(s) for s in strong}
    words = [f"{number(r.value, decimals)}  [{number(r.low, decimals)}, {number(r.high, decimals)}]" for r in table.itertuples()]
    fig, ax, y = pieces.rows(
        table.index, title, unit, source, 0.3, right=0.35 + max(width(w, 8.5) for w in words), above=0.18 if line_label else 0.0,
    )  # fmt: skip
    reaches = (table["low"] <= line) & (table["high"] >= line) if line is not None else pd.Series(False, table.index)
    colours = [HIGHLIGHT if (i in strong if strong else not reaches[i]) else GREY for i in table.index]
    _dot_axis(ax, min(table["low"].min(), line or table["low"].min()), max(table["high"].max(), line or table["high"].max()), log)
    ax.hlines(y, table["low"], table["high"], color=colours, linewidth=2, zorder=2)
    ax.scatter(table["value"], y, s=52, marker="s", color=colours, zorder=3)
    for i, text in enumerate(words):
        ax.annotate(text, (1, i), xycoords=("axes fraction", "data"), xytext=(8, 0), textcoords="offset points", size=8.5, va="center_baseline")
    if line is not None:
        pieces.reference(ax, line, line_label)
    told = "; ".join(f"{i} {w}" for i, w in zip(table.index, words, strict=True))
    return theme.finish(fig, f"Estimates with intervals, {unit}{f', line at {line:g}' if line is not None else ''}. {told}. {pieces.extremes(table['value'], decimals)}")


def range_dots(
    table: pd.DataFrame, title: str, source, unit: str, *, decimals: int = 1, line: float | None = None, line_label: str = "",
    note: str = "",
) -> LessonFigure:  # fmt: skip
    """A bar from low to high and a dot between. table: index = rows, columns low, (the dot's name), high."""
    table = table.set_axis([label(i) for i in table.index])
    low, middle, high = table.columns
    key = [(f"{middle} (the number)", HIGHLIGHT, "o"), (f"from {low} to {high}", GREY, "s")]
    fig, ax, y = pieces.rows(table.index, title, _with(unit, note), source, 0.29, key=key, above=0.18 if line_label else 0.0)
    ends = table.to_numpy(dtype=float)
    _dot_axis(ax, min(np.nanmin(ends), line or 0.0), max(np.nanmax(ends), line or 0.0), right=width(number(ends.max(), decimals), 8.5) + 0.15)
    ax.barh(y, table[high] - table[low], left=table[low], height=0.36, color=GREY, zorder=2)
    ax.plot(table[middle], y, "o", color=HIGHLIGHT, markersize=8, markeredgecolor=CARD, markeredgewidth=1, zorder=3)
    for i, row in enumerate(ends):
        ax.annotate(number(row[1], decimals), (row[2], i), xytext=(5, 0), textcoords="offset points", size=8.5, va="center_baseline", color=HIGHLIGHT)
    if line is not None:
        pieces.reference(ax, line, line_label)
    return theme.finish(fig, f"Ranges and dots, {unit}. {pieces.extremes(table[middle], decimals)} {pieces.table_words(table, decimals)}")


def waterfall(
    steps: pd.Series, title: str, source, unit: str, *, start: tuple[str, float] | None = None, total: str = "in all", decimals: int = 1,
) -> LessonFigure:  # fmt: skip
    """From a start (or 0) by steps up and down to a total, one row each. steps: index = what, values = changes."""
    steps = named(steps)
    first = start[1] if start else 0.0
    after = first + steps.cumsum()
    table = pd.DataFrame({"from": after - steps, "to": after, "text": [f"{v:+,.{decimals}f}".replace("-", "−") for v in steps]}, index=steps.index)
    ends = {start[0]: (0.0, first, number(first, decimals))} if start else {}
    table = pd.concat([pd.DataFrame.from_dict(ends, orient="index", columns=list(table)), table]) if ends else table
    table.loc[total] = (0.0, after.iloc[-1], number(after.iloc[-1], decimals))
    plain = {total, *ends}
    colours = [theme.WORDS if i in plain else theme.COLOURS[0] if r["to"] >= r["from"] else theme.COLOURS[1] for i, r in table.iterrows()]
    key = [("up", theme.COLOURS[0], "s"), ("down", theme.COLOURS[1], "s")] if (steps < 0).any() and (steps > 0).any() else []
    fig, ax, y = pieces.rows(table.index, title, unit, source, 0.3, key=key)
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


# -- one mark a case ---------------------------------------------------------------------------------------------------
def beeswarm(
    values: pd.Series | dict[str, pd.Series], title: str, source, unit: str, *, strong: Iterable = (), label_ends: bool = True,
    decimals: int = 1, line: float | None = None, line_label: str = "",
) -> LessonFigure:  # fmt: skip
    """A dot a case, side by side where they meet. values: index = cases; a dict gives one row a group. ``strong`` are named."""
    groups = {k: named(v.dropna()) for k, v in (values.items() if isinstance(values, dict) else [("", values)])}
    strong, both = {label(s) for s in strong}, pd.concat(groups.values())
    fig, ax, _ = pieces.rows(list(groups), title, unit, source, 1.25 if len(groups) > 1 else 1.7, above=0.18 if line_label else 0.0)
    _dot_axis(ax, min(both.min(), line if line is not None else both.min()), both.max(), right=0.3)
    wide, high = pieces.inches(ax)
    step = np.ptp(ax.get_xlim()) / wide, np.ptp(ax.get_ylim()) / high  # data units an inch
    for k, group in enumerate(groups.values()):
        up = _swarm(group.to_numpy() / step[0], 0.1) * step[1]
        named_ = strong or ({group.idxmin(), group.idxmax()} if label_ends else set())
        colours = [theme.colour(i, HIGHLIGHT) if i in strong else GREY if strong else theme.COLOURS[0] for i in group.index]
        at = np.column_stack([group.to_numpy(), k + up])
        ax.scatter(*at.T, s=44, color=colours, edgecolor=CARD, linewidth=0.6, zorder=3)
        names = {j: str(i) for j, i in enumerate(group.index) if i in named_}
        pieces.name_points(ax, at, names, {j: colours[j] if strong else INK for j in names})
    if line is not None:
        pieces.reference(ax, line, line_label)
    told = " ".join(f"{k} {len(g)} cases, median {number(g.median(), decimals)}. {pieces.extremes(g, decimals)}" for k, g in groups.items())
    named_words = ", ".join(f"{i} {number(v, decimals)}" for i, v in both.items() if i in strong)
    return theme.finish(fig, f"A dot a case, {unit}. {told} {named_words}{'.' * bool(named_words)}")


def _swarm(at: np.ndarray, size: float) -> np.ndarray:
    """How far up or down each dot of a diameter moves so that none covers another (inches), nearest free place first."""
    up, put = np.zeros(len(at)), []
    for i in np.argsort(at, kind="stable"):
        near = [j for j in put if abs(at[j] - at[i]) < size]
        tries = sorted({0.0, *(up[j] + s * math.sqrt(size**2 - (at[j] - at[i]) ** 2) * 1.02 for j in near for s in (1, -1))}, key=abs)
        up[i] = next(u for u in tries if all((u - up[j]) ** 2 + (at[j] - at[i]) ** 2 >= size**2 * 0.999 for j in near))
        put.append(i)
    return up


def waffle(kinds: pd.Series, title: str, source, unit: str, *, order: Iterable = (), per_row: int = 14, ids: bool = True) -> LessonFigure:
    """A square a case, sorted and coloured by kind, the kinds and their numbers in the key. kinds: id → kind."""
    order = list(order) or list(kinds.value_counts().index)
    counts = kinds.value_counts().reindex(order, fill_value=0)
    colours = dict(zip(order, inks(order), strict=True))
    key = [(f"{k}: {n}", colours[k], "s") for k, n in counts.items()]
    kinds = pd.concat([kinds[kinds == k] for k in order])
    lines_ = math.ceil(len(kinds) / per_row)
    side = (theme.WIDTH - 0.3) / per_row
    fig, ax = theme.canvas(title, unit, source, lines_ * min(side, 0.42), left=0.14, right=0.16, below=0.12, key=key)
    at = np.array([divmod(i, per_row) for i in range(len(kinds))])
    ax.barh(at[:, 0], 0.9, left=at[:, 1], height=0.84, color=[colours[k] for k in kinds])
    for (row, column), i in zip(at, kinds.index, strict=True):
        if ids:
            ax.text(column + 0.45, row, str(i), ha="center", va="center_baseline", size=8, color="white")
    ax.set_xlim(0, per_row)
    ax.set_ylim(lines_ - 0.5, -0.5)
    ax.set_axis_off()
    told = "; ".join(f"{k} {n}" + (f" ({', '.join(map(str, kinds.index[kinds == k]))})" if ids and n else "") for k, n in counts.items())
    return theme.finish(fig, f"Waffle chart, a square for each of {len(kinds)} {unit}: {told}.")
