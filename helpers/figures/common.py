"""Charts that several chapters share: lines, bars, stacked bars, dots and scatters. A tidy table in, a labelled figure out.

All take the finding as ``title``, a ``source`` and the words of the axis with its unit, and write their numbers into the
alt text. Numbers are drawn as given: hand in per cent, billions or whatever the axis says.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.figures import theme

HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++", "oo", "--")
PALE = ("#0072B2", "#E69F00", "#56B4E9", "#CC79A7", "#009E73", "#D55E00", "#9A9A9A", "#F0E442", "#5D5D5D")


def _frame(labels: Iterable, title: str, height: float, right: float = 0.35, width: float = 8.0, bottom: float = 0.78):
    """A figure with margins that fit its row labels and its title."""
    left = 0.25 + 0.073 * max((len(str(v)) for v in labels), default=0)
    top = 0.08 + 0.22 * len(textwrap.wrap(title, int(width * 9.6)))
    return theme.figure(width=width, height=height + top + bottom, margins=(left, right, top + 0.12, bottom))


def _number(value: float, decimals: int) -> str:
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"


def lines(
    frame: pd.DataFrame,
    title: str,
    source: str,
    ylabel: str,
    *,
    decimals: int = 1,
    height: float = 3.1,
    zero: bool = True,
    marks: dict | None = None,
    dots: bool | None = None,
    xlabel: str = "",
    log: bool = False,
) -> theme.LessonFigure:
    """Lines over time, named at their ends. frame: index = x (years), columns = names; missing values break a line.

    ``marks``: x → words, a dotted upright line. ``zero``: the axis begins at 0. ``dots``: markers, by default up to 12 points.
    ``log``: equal steps are equal factors.
    """
    ends_text = [f"{c}  {_number(frame[c].dropna().iloc[-1], decimals)}" for c in frame]
    right = 0.35 + 0.077 * max(len(t) for t in ends_text)
    said = textwrap.wrap(ylabel, 40)
    fig, ax = _frame(["000000" + "00" * (len(said) - 1) + "000" * log], title, height, right=right)
    dots = len(frame) <= 12 if dots is None else dots
    for k, column in enumerate(frame):
        known = frame[column].dropna()
        ax.plot(
            known.index,
            known,
            color=theme.COLOURS[k % 6],
            marker=theme.MARKERS[k % 6] if dots or len(known) == 1 else None,
            linestyle=theme.DASHES[k % 6],
            linewidth=2,
            markersize=5,
        )
    scale = np.log10 if log else np.asarray
    low, high = float(scale(np.nanmin(frame.to_numpy()))), float(scale(np.nanmax(frame.to_numpy())))
    zero = zero and not log
    span = ((high - min(low, 0.0)) if zero else (high - low)) or 1.0
    bottom = min(low - 0.04 * span, 0.0) if zero and low < 0 else (0.0 if zero else low - 0.08 * span)
    top = high + 0.12 * span
    x0, x1 = frame.index.min(), frame.index.max()
    if log:
        ax.set_yscale("log")
        ax.set_ylim(10**bottom, 10**top)
        ticks = [10.0**k for k in range(math.ceil(bottom), math.floor(top) + 1)]
        ax.set_yticks(ticks, [f"{v:,.10g}" for v in ticks])
        ax.minorticks_off()
    else:
        ax.set_ylim(bottom, top)
    ends = {}
    for k, (column, text) in enumerate(zip(frame, ends_text, strict=True)):
        known = frame[column].dropna()
        ends[text] = (known.index[-1], float(scale(known.iloc[-1])), theme.COLOURS[k % 6])
    gap = (top - bottom) * 0.062 * 3.1 / height
    for text, y in zip(ends, theme.spread([e[1] for e in ends.values()], gap, bottom + gap / 2), strict=True):
        x, _, colour = ends[text]
        ax.annotate(
            text, (x, 10**y if log else y), xytext=(7, 0), textcoords="offset points", color=_dark(colour), fontsize=9, va="center",
            annotation_clip=False,
        )  # fmt: skip
    for x, words in (marks or {}).items():
        ax.axvline(x, color="#888888", linestyle=":", linewidth=1.2, zorder=0)
        ax.annotate(words, (x, top), xytext=(4, -3), textcoords="offset points", fontsize=8, color="#555555", va="top")
    if low < 0 and not log:
        ax.axhline(0, color=theme.BLACK, linewidth=0.8)
    ax.set_xlim(x0 - (x1 - x0) * 0.02, x1 + (x1 - x0) * 0.01)
    if all(float(v).is_integer() for v in frame.index):
        step = max(1, math.ceil((x1 - x0) / 9))
        ax.set_xticks(list(frame.index) if len(frame) <= 7 else range(int(x0), int(x1) + 1, step))
    ax.set_ylabel("\n".join(said))
    ax.set_xlabel(xlabel)
    ax.grid(axis="x", visible=False)
    words = "; ".join(
        f"{c} from {_number(frame[c].dropna().iloc[0], decimals)} to {_number(frame[c].dropna().iloc[-1], decimals)}"
        for c in frame
    )
    return theme.finish(fig, title, source, f"Line chart, {ylabel}, {x0} to {x1}: {words}.")


def _dark(colour: str) -> str:
    """A darker tone of pale colours, so that words in them can be read."""
    return {theme.ORANGE: "#9A6A00", theme.SKY: "#2B7DAE", theme.PURPLE: "#A04E78"}.get(colour, colour)


def bars(
    values: pd.Series,
    title: str,
    source: str,
    xlabel: str,
    *,
    decimals: int = 1,
    strong: Iterable = (),
    note: str = "",
) -> theme.LessonFigure:
    """Horizontal bars with their values; those in ``strong`` are dark, the others pale (``note`` says who they are)."""
    strong = set(strong) or set(values.index)
    fig, ax = _frame(values.index, title, 0.27 * len(values) + 0.1, right=0.6)
    y = np.arange(len(values))
    drawn = ax.barh(y, values, color=[theme.BLUE if k in strong else "#B9CFDD" for k in values.index], height=0.68)
    span = (max(values.max(), 0) - min(values.min(), 0)) or 1.0
    for bar, v in zip(drawn, values, strict=True):
        inside = v < 0
        ax.annotate(
            _number(v, decimals), (v, bar.get_y() + bar.get_height() / 2), xytext=(-4 if inside else 4, 0),
            textcoords="offset points", va="center", ha="right" if inside else "left", fontsize=8.5,
        )  # fmt: skip
    ax.set_yticks(y, values.index)
    ax.set_ylim(len(values) - 0.4, -0.6)
    ax.set_xlim(min(values.min(), 0) - (0.12 * span if values.min() < 0 else 0), max(values.max(), 0) + 0.1 * span)
    ax.axvline(0, color="#888888", linewidth=0.8)
    ax.set_xlabel(xlabel + (f"  ({note})" if note else ""))
    ax.grid(axis="y", visible=False)
    words = "; ".join(f"{k} {_number(v, decimals)}" for k, v in values.items())
    return theme.finish(fig, title, source, f"Bar chart, {xlabel}: {words}.")


def stacked(
    frame: pd.DataFrame, title: str, source: str, xlabel: str, *, decimals: int = 0, label_from: float = 0.07
) -> theme.LessonFigure:
    """Stacked horizontal bars, parts told by colour and hatch. frame: index = bars, columns = parts (not negative).

    Values stand in parts larger than ``label_from`` of the longest bar.
    """
    per_row = min(len(frame.columns), 3 if max(len(str(c)) for c in frame) > 20 else 4)
    rows = math.ceil(len(frame.columns) / per_row)
    fig, ax = _frame(frame.index, title, 0.36 * len(frame) + 0.25 * rows + 0.15)
    y = np.arange(len(frame))
    start = np.zeros(len(frame))
    longest = frame.sum(axis=1).max() or 1.0
    for k, part in enumerate(frame):
        widths = frame[part].to_numpy(dtype=float)
        ax.barh(
            y, widths, left=start, height=0.66, color=PALE[k % 9], hatch=HATCHES[k % 8], edgecolor="white",
            linewidth=0.8, label=str(part),
        )  # fmt: skip
        for i, w in enumerate(widths):
            if w > label_from * longest:
                ax.annotate(
                    _number(w, decimals), (start[i] + w / 2, i), ha="center", va="center", fontsize=8.5,
                    bbox={"facecolor": theme.CARD, "edgecolor": "none", "pad": 1.2},
                )  # fmt: skip
        start += widths
    ax.set_yticks(y, frame.index)
    ax.set_ylim(len(frame) - 0.4, -0.6 - 0.62 * rows)
    ax.set_xlim(0, longest * 1.02)
    ax.set_xlabel(xlabel)
    ax.grid(axis="y", visible=False)
    ax.legend(
        loc="upper left", ncols=per_row, frameon=False, fontsize=8.5, borderaxespad=0,
        columnspacing=1.2, handlelength=1.6,
    )  # fmt: skip
    words = "; ".join(
        f"{i}: " + ", ".join(f"{c} {_number(v, decimals)}" for c, v in row.items()) for i, row in frame.iterrows()
    )
    return theme.finish(fig, title, source, f"Stacked bar chart, {xlabel}. {words}.")


def dots(
    frame: pd.DataFrame,
    title: str,
    source: str,
    xlabel: str,
    *,
    decimals: int = 1,
    line: float | None = None,
    connect: bool = True,
) -> theme.LessonFigure:
    """Dots in rows: index = rows, columns = kinds of dot (marker and colour), missing ones left out; ``line``: a reference."""
    fig, ax = _frame(frame.index, title, 0.28 * len(frame) + 0.4)
    y = np.arange(len(frame))
    if connect and len(frame.columns) > 1:
        ax.hlines(y, frame.min(axis=1), frame.max(axis=1), color="#D0D0CC", linewidth=2, zorder=1)
    for k, column in enumerate(frame):
        known = frame[column].notna().to_numpy()
        ax.plot(
            frame[column][known], y[known], theme.MARKERS[k], color=theme.COLOURS[k], markersize=7, label=str(column),
            markerfacecolor=theme.COLOURS[k] if k % 2 == 0 else theme.CARD, markeredgewidth=1.8, linestyle="none",
        )  # fmt: skip
    if line is not None:
        ax.axvline(line, color=theme.BLACK, linestyle="--", linewidth=1)
    ax.set_yticks(y, frame.index)
    ax.set_ylim(len(frame) - 0.4, -1.5)
    ax.set_xlabel(xlabel)
    ax.grid(axis="y", visible=False)
    ax.margins(x=0.04)
    ax.legend(loc="upper left", ncols=len(frame.columns), frameon=False, fontsize=9, borderaxespad=0)
    words = "; ".join(
        f"{i}: " + ", ".join(f"{c} {_number(v, decimals)}" for c, v in row.dropna().items())
        for i, row in frame.iterrows()
    )
    return theme.finish(fig, title, source, f"Dot plot, {xlabel}. {words}.")


def scatter(
    frame: pd.DataFrame,
    x: str,
    y: str,
    title: str,
    source: str,
    *,
    group: str | None = None,
    label: Iterable = (),
    diagonal: bool = False,
    size: str | None = None,
    note: str = "",
    height: float = 3.9,
) -> theme.LessonFigure:
    """Points by two columns (the axes' words), markers by ``group``, names beside those in ``label`` (index values)."""
    fig, ax = _frame(["0000000"], title, height, right=0.5)
    names = list(dict.fromkeys(frame[group])) if group else [""]
    for k, kind in enumerate(names):
        part = frame[frame[group] == kind] if group else frame
        ax.scatter(
            part[x], part[y], marker=theme.MARKERS[k % 6], color=theme.COLOURS[k % 6], label=str(kind), alpha=0.85,
            s=part[size] if size else 42, edgecolor="white", linewidth=0.6, zorder=2,
        )  # fmt: skip
    low_x, high_x, low_y, high_y = frame[x].min(), frame[x].max(), frame[y].min(), frame[y].max()
    wide, tall = (high_x - low_x) or 1.0, (high_y - low_y) or 1.0
    ax.set_xlim(low_x - 0.05 * wide, high_x + 0.13 * wide)
    ax.set_ylim(low_y - 0.08 * tall, high_y + (0.16 if group else 0.08) * tall)
    if diagonal:
        ends = [max(ax.get_xlim()[0], ax.get_ylim()[0]), min(ax.get_xlim()[1], ax.get_ylim()[1])]
        ax.plot(ends, ends, color="#888888", linestyle=":", linewidth=1.2, zorder=0)
    _name_points(ax, frame, x, y, [i for i in label if i in frame.index])
    ax.set_xlabel(x)
    ax.set_ylabel(y)
    if group:
        ax.legend(loc="upper left", ncols=len(names), frameon=False, fontsize=9, handletextpad=0.2, borderaxespad=0.1)
    told = [f"{i} ({frame.at[i, x]:.2f}, {frame.at[i, y]:.2f})" for i in label if i in frame.index][:12]
    words = f"{len(frame)} points; {'; '.join(told)}" if told else f"{len(frame)} points"
    return theme.finish(fig, title, source, f"Scatter plot of {y} against {x}. {note} {words}.".replace("  ", " "))


def _name_points(ax, frame: pd.DataFrame, x: str, y: str, names: list) -> None:
    """Write names beside points, each at the first of a few places that is free of points and other names."""
    fig = ax.figure
    inch = fig.get_size_inches() * [ax.get_position().width, ax.get_position().height]
    corner = fig.get_size_inches() * ax.get_position().p0
    place = lambda px, py: ax.transData.transform((px, py)) / fig.dpi - corner  # noqa: E731  inches from the axes' corner
    taken = [(*(place(px, py) - 0.05), *(place(px, py) + 0.05)) for px, py in zip(frame[x], frame[y], strict=True)]
    for name in names:
        at = place(frame.at[name, x], frame.at[name, y])
        wide = 0.072 * len(str(name))
        best, found = None, math.inf
        for dx, dy, ha in ((0.09, 0, "left"), (-0.09, 0, "right"), (0, 0.14, "center"), (0, -0.14, "center"), (0.09, 0.13, "left"), (-0.09, -0.13, "right"), (0.09, -0.13, "left"), (-0.09, 0.13, "right"), (0.15, 0.24, "left"), (0.15, -0.24, "left")):  # fmt: skip
            left = at[0] + dx - (wide if ha == "right" else wide / 2 if ha == "center" else 0)
            box = (left, at[1] + dy - 0.07, left + wide, at[1] + dy + 0.07)
            hits = sum(box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken)
            hits += 3 * (box[0] < 0 or box[2] > inch[0] or box[1] < 0 or box[3] > inch[1])
            if hits < found:
                best, found = (dx, dy, ha, box), hits
        dx, dy, ha, box = best
        taken.append(box)
        ax.annotate(
            str(name), (frame.at[name, x], frame.at[name, y]), xytext=(dx * 72, dy * 72), textcoords="offset points",
            ha=ha, va="center", fontsize=8.5,
        )  # fmt: skip


def heat(
    frame: pd.DataFrame,
    title: str,
    source: str,
    what: str,
    *,
    decimals: int = 1,
    centre: float | None = None,
    top: float | None = None,
) -> theme.LessonFigure:
    """A table in tones with its numbers. ``centre``: two-sided colours about it; ``top``: the value of the darkest tone."""
    fig, ax = _frame(frame.index, title, 0.33 * len(frame) + 0.45, bottom=0.42)
    values = frame.to_numpy(dtype=float)
    high = top or np.nanmax(np.abs(values - (centre or 0)))
    shown = (values - (centre or 0)) / (high or 1.0)
    ax.imshow(
        np.clip(shown, -1, 1), cmap="PuOr_r" if centre is not None else "Blues", vmin=-1 if centre is not None else 0, vmax=1, aspect="auto"
    )  # fmt: skip
    for i in range(values.shape[0]):
        for j in range(values.shape[1]):
            v = values[i, j]
            ax.annotate(
                "–" if np.isnan(v) else _number(v, decimals), (j, i), ha="center", va="center", fontsize=9,
                color="white" if abs(np.nan_to_num(shown[i, j])) > 0.66 else theme.BLACK,
            )  # fmt: skip
    ax.set_xticks(range(values.shape[1]), ["\n".join(textwrap.wrap(str(c), 13)) for c in frame.columns], fontsize=8.5)
    ax.xaxis.tick_top()
    ax.set_yticks(range(values.shape[0]), frame.index)
    ax.grid(visible=False)
    words = "; ".join(
        f"{i}: " + ", ".join(f"{c} {_number(v, decimals)}" for c, v in r.dropna().items()) for i, r in frame.iterrows()
    )
    return theme.finish(fig, title, source, f"Heat map, {what}. {words}.")
