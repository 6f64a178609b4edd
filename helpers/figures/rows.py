"""Values in rows: bars, stacked bars, dots, ranges, estimates with intervals."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.figures import pieces, theme
from helpers.figures.pieces import inks, label, named, number
from helpers.figures.theme import CARD, GREY, HIGHLIGHT, INK, LABEL, LessonFigure, width


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
    limits: tuple[float, float] | None = None,
) -> LessonFigure:
    """Horizontal bars, one a row, with their numbers. values: index = rows; a missing value is called so.

    ``strong``: rows that matter, the others grey (say in ``note`` who they are). ``line``: a value to compare with.
    ``part``: a share inside some bars (index = rows, its name whose it is). ``limits``: ends of the axis, to compare settings.
    """
    values, strong = named(values), {label(s) for s in strong}
    fig, ax, y = pieces.row_canvas(
        values.index, title, pieces.also(unit, note), source, 0.29, above=0.18 if line_label else 0
    )
    if strong:
        colours = [HIGHLIGHT if i in strong else GREY for i in values.index]
    else:
        own = len(values) <= 5 and all(map(theme.entity, values.index))
        colours = inks(values.index) if own else theme.COLOURS[0]
    ax.barh(y, values.fillna(0), height=0.66, color=colours, zorder=2)
    words = ["not known" if pd.isna(v) else number(v, decimals) for v in values]
    low, high = limits or (min(values.min(), 0.0, line or 0.0), max(values.max(), 0.0, line or 0.0))
    wide = 0.6 if limits else max(width(w, LABEL) for w in words) + 0.12
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
    return theme.finish(fig, f"Bar chart, {unit}. {pieces.extremes(values, decimals)} {inside}", f"{told}.")


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
    frame: pd.DataFrame, title: str, source, unit: str, *, decimals: int = 0, label_from: float = 0.0, note: str = "",
    limits: tuple[float, float] | None = None,
) -> LessonFigure:  # fmt: skip
    """Stacked horizontal bars, parts told by colour and their order in the key. frame: index = bars, columns = parts (not negative).

    Numbers stand in parts that are wide enough for them and more than ``label_from`` of the longest bar. ``limits``: 0 and
    the end of the axis, to compare settings.
    """
    frame = named(frame)
    colours = inks(frame)
    key = [(str(c), ink, "s") for c, ink in zip(frame, colours, strict=True)]
    fig, ax, y = pieces.row_canvas(frame.index, title, pieces.also(unit, note), source, 0.34, key=key)
    longest = limits[1] if limits else frame.sum(axis=1).max() or 1.0
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
    return theme.finish(
        fig,
        f"Stacked bar chart, {pieces.also(unit, note)}. {pieces.peaks(frame, decimals)}",
        pieces.table_words(frame, decimals),
    )


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
    sort: bool = False,
    limits: tuple[float, float] | None = None,
) -> LessonFigure:
    """Dots in rows. frame: index = rows, columns = kinds of dot (shape and colour; one kind: the number stands beside it).

    ``line``: a value to compare with. ``log``: equal steps are equal factors. ``fold``: equal amounts up to ± this value,
    equal factors beyond. ``missing``: words for rows that lack a kind. ``sort``: rows by their mean, the highest on top.
    ``limits``: ends of the axis, to compare settings.
    """
    frame = named(frame.to_frame("") if isinstance(frame, pd.Series) else frame)
    frame = frame.loc[frame.mean(axis=1).sort_values(ascending=False).index] if sort else frame
    one = len(frame.columns) == 1
    colours = [theme.COLOURS[0]] if one and not theme.entity(frame.columns[0]) else inks(frame)
    shapes = ["|" if theme.entity(c) == "WLD" else theme.MARKERS[k % 6] for k, c in enumerate(frame)]
    key = [] if one else [(str(c), ink, m) for c, ink, m in zip(frame, colours, shapes, strict=True)]
    said = pieces.also(unit, note) + (
        " (equal steps are equal factors)" if log else f" (the scale narrows beyond ±{fold:g})" if fold else ""
    )
    fig, ax, y = pieces.row_canvas(frame.index, title, said, source, 0.29, key=key, above=0.18 if line_label else 0)
    known = np.append(frame.to_numpy(dtype=float).ravel(), np.nan if line is None else line)
    low, high = limits or (np.nanmin(known), np.nanmax(known))
    pieces.dot_axis(ax, low, high, log, fold, width(number(high, decimals), LABEL) + 0.2 if one else 0.12)
    if connect and not one:
        ax.hlines(y, frame.min(axis=1), frame.max(axis=1), color=theme.LINK, linewidth=2, zorder=1)
    _dot_marks(ax, frame, colours, shapes, decimals, missing)
    if line is not None:
        pieces.reference(ax, line, line_label)
    told = f"A line at {line:,g}{f' ({line_label})' if line_label else ''}. " if line is not None else ""
    return theme.finish(fig, f"Dot plot, {said}. {told}{pieces.peaks(frame, decimals)}", _dot_words(frame, decimals))


def _dot_marks(ax, frame: pd.DataFrame, colours: list, shapes: list, decimals: int, missing: str) -> None:
    """The dots, their numbers where there is one kind, words where a kind is missing."""
    y, values, one = np.arange(len(frame)), frame.to_numpy(dtype=float), len(frame.columns) == 1
    for column, ink, shape in zip(frame, colours, shapes, strict=True):
        ax.plot(
            frame[column].dropna(), y[frame[column].notna()], shape, color=ink, markersize=13 if shape == "|" else 7.5, markeredgewidth=2.2 if shape == "|" else 0, linestyle="none",
            zorder=3, clip_on=False,
        )  # fmt: skip
    for i, row in enumerate(values):
        if one and not np.isnan(row[0]):
            ax.annotate(
                number(row[0], decimals),
                (row[0], i),
                xytext=(7, 0),
                textcoords="offset points",
                va="center_baseline",
                size=LABEL,
            )
        elif missing and np.isnan(row).any():
            at_left = ax.transData.transform((np.nanmax(row), i))[0] > ax.bbox.x0 + 0.6 * ax.bbox.width
            ax.text(
                0.01 if at_left else 1, i, missing, transform=ax.get_yaxis_transform(), ha="left" if at_left else "right", va="center_baseline",
                size=8, color=theme.WORDS,
            )  # fmt: skip


def _dot_words(frame: pd.DataFrame, decimals: int) -> str:
    if len(frame.columns) > 1:
        return pieces.table_words(frame, decimals)
    return "; ".join(f"{i} {number(v, decimals)}" for i, v in frame.iloc[:, 0].items()) + "."


def range_dots(
    table: pd.DataFrame, title: str, source, unit: str, *, decimals: int = 1, line: float | None = None, line_label: str = "",
    note: str = "",
) -> LessonFigure:  # fmt: skip
    """A bar from low to high and a dot between. table: index = rows, columns low, (the dot's name), high."""
    table = table.set_axis([label(i) for i in table.index])
    low, middle, high = table.columns
    key = [(f"{middle} (the number)", HIGHLIGHT, "o"), (f"from {low} to {high}", GREY, "s")]
    fig, ax, y = pieces.row_canvas(
        table.index, title, pieces.also(unit, note), source, 0.29, key=key, above=0.18 if line_label else 0.0
    )
    ends = table.to_numpy(dtype=float)
    pieces.dot_axis(
        ax,
        min(np.nanmin(ends), line or 0.0),
        max(np.nanmax(ends), line or 0.0),
        right=width(number(ends.max(), decimals), 8.5) + 0.15,
    )
    ax.barh(y, table[high] - table[low], left=table[low], height=0.36, color=GREY, zorder=2)
    ax.plot(table[middle], y, "o", color=HIGHLIGHT, markersize=8, markeredgecolor=CARD, markeredgewidth=1, zorder=3)
    for i, row in enumerate(ends):
        ax.annotate(
            number(row[1], decimals),
            (row[2], i),
            xytext=(5, 0),
            textcoords="offset points",
            size=8.5,
            va="center_baseline",
            color=HIGHLIGHT,
        )
    if line is not None:
        pieces.reference(ax, line, line_label)
    return theme.finish(
        fig,
        f"Ranges and dots, {unit}. {pieces.extremes(table[middle], decimals)}",
        pieces.table_words(table, decimals),
    )


def forest(
    table: pd.DataFrame, title: str, source, unit: str, *, decimals: int = 2, line: float | None = 0.0, line_label: str = "",
    log: bool = False, strong: Iterable = (),
) -> LessonFigure:  # fmt: skip
    """Estimates with their intervals, written out at the right. table: index = rows, columns value, low, high.

    ``line``: what no effect would be; intervals that reach it are grey unless ``strong`` says otherwise.
    """
    table, strong = table.set_axis([label(i) for i in table.index]), {label(s) for s in strong}
    words = [
        f"{number(r.value, decimals)}  [{number(r.low, decimals)}, {number(r.high, decimals)}]"
        for r in table.itertuples()
    ]
    fig, ax, y = pieces.row_canvas(
        table.index, title, unit, source, 0.3, right=0.35 + max(width(w, 8.5) for w in words), above=0.18 if line_label else 0.0,
    )  # fmt: skip
    reaches = (table["low"] <= line) & (table["high"] >= line) if line is not None else pd.Series(False, table.index)
    colours = [HIGHLIGHT if (i in strong if strong else not reaches[i]) else GREY for i in table.index]
    pieces.dot_axis(
        ax,
        min(table["low"].min(), line or table["low"].min()),
        max(table["high"].max(), line or table["high"].max()),
        log,
    )
    ax.hlines(y, table["low"], table["high"], color=colours, linewidth=2, zorder=2)
    ax.scatter(table["value"], y, s=52, marker="s", color=colours, zorder=3)
    for i, text in enumerate(words):
        ax.annotate(
            text,
            (1, i),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            size=8.5,
            va="center_baseline",
        )
    if line is not None:
        pieces.reference(ax, line, line_label)
    told = "; ".join(f"{i} {w}" for i, w in zip(table.index, words, strict=True))
    return theme.finish(
        fig,
        f"Estimates with intervals, {unit}{f', line at {line:g}' if line is not None else ''}. {pieces.extremes(table['value'], decimals)}",
        f"{told}.",
    )


MOST_ROWS = (
    26  # specifications with their words; more of them are drawn close together, their words in the alternative text
)


def specifications(
    table: pd.DataFrame, title: str, source, unit: str, *, decimals: int = 1, line: float | None = None, line_label: str = "",
) -> LessonFigure:  # fmt: skip
    """One number under all reasonable choices: dots in order of size, told apart by whether they agree with the claim.

    table: index = the choices in words, columns value, agrees (bool), and low and high where an estimate has an interval.
    ``line``: the value that parts agreement from disagreement, where one value does.
    """
    table = table.set_axis([label(i) for i in table.index]).sort_values("value", ascending=False, kind="stable")
    if len(table) > MOST_ROWS:
        table = table.assign(words=table.index).set_axis([" "] * len(table))
    agrees = table["agrees"].to_numpy(dtype=bool)
    key = [
        (f"agrees with the claim ({agrees.sum()} of {len(agrees)})", HIGHLIGHT, "o"),
        (f"does not ({(~agrees).sum()})", GREY, "X"),
    ]
    shown = key if 0 < agrees.sum() < len(agrees) else key[:1] if agrees.all() else key[1:]
    row = 0.27 if len(table) <= MOST_ROWS else min(0.09, 4.5 / len(table))
    canvas = pieces.row_canvas if len(table) <= MOST_ROWS else _close_rows
    fig, ax, y = canvas(table.index, title, unit, source, row, key=shown, above=0.18 if line_label else 0.0)
    ends = table[["low", "high"] if "low" in table else ["value"]]
    printed = len(table) <= MOST_ROWS and "low" not in table
    right = max(width(number(v, decimals), LABEL) for v in table["value"]) + 0.2 if printed else 0.12
    pieces.dot_axis(ax, min(ends.min().min(), line or 0.0), max(ends.max().max(), line or 0.0), right=right)
    for chosen, (_, ink, shape) in zip((agrees, ~agrees), key, strict=True):
        if "low" in table:
            ax.hlines(y[chosen], table["low"][chosen], table["high"][chosen], color=ink, linewidth=1.6, zorder=2)
        ax.scatter(table["value"][chosen], y[chosen], s=46, marker=shape, color=ink, linewidths=0, zorder=3)
    if printed:
        for i, v in enumerate(table["value"]):
            ax.annotate(
                number(v, decimals), (v, i), xytext=(8, 0), textcoords="offset points", va="center_baseline", size=LABEL,
                zorder=4, bbox={"facecolor": CARD, "edgecolor": "none", "pad": 0.6},
            )  # fmt: skip  # a number may stand on the line
    if line is not None:
        pieces.reference(ax, line, line_label)
    words = table["words"] if "words" in table else table.index
    told = "; ".join(
        f"{w} {number(r.value, decimals)}{'' if r.agrees else ' (does not agree)'}"
        for w, r in zip(words, table.itertuples(), strict=True)
    )
    ends = pieces.extremes(table["value"].set_axis(list(words)), decimals)
    return theme.finish(
        fig,
        f"Specifications in order, {unit}: {agrees.sum()} of {len(agrees)} agree with the claim. {ends}",
        f"{told}.",
    )


def _close_rows(index, title: str, unit: str, source, row: float, **room):
    """A canvas of rows too many to name."""
    fig, ax = theme.canvas(title, unit, source, row * len(index) + 0.1, left=0.32, **room)
    ax.set_yticks([])
    ax.set_ylim(len(index) - 0.4, -0.6)
    return fig, ax, np.arange(len(index))
