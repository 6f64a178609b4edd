"""What charts share: names for codes, colours for series, room on an axis, ticks, words beside lines and points."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers.classification import name, node_names
from helpers.figures import theme
from helpers.figures.theme import GREY, HIGHLIGHT, INK, LABEL, number, width

LONGEST = 2.7  # inches a row's label may take before it wraps


def label(key) -> str:
    """A row or column in words: regions by their publishers' names, (region, industry) pairs by both."""
    if isinstance(key, tuple):
        return node_names([key])[0]
    return theme.tidy(name(key) if isinstance(key, str) else f"{key:,g}" if isinstance(key, float) else str(key))


def named(table):
    """A Series or DataFrame whose rows and columns are in words."""
    table = table.set_axis([label(k) for k in table.index])
    return (
        table.set_axis([label(k) for k in table.columns], axis="columns") if isinstance(table, pd.DataFrame) else table
    )


def inks(keys: Iterable, strong: Iterable = ()) -> list[str]:
    """A colour for each series. With ``strong``, the others are grey; years go from grey to the highlight."""
    keys, strong = [str(k) for k in keys], [label(s) for s in strong]
    if strong:
        return [theme.colour(k, strong.index(k)) if k in strong else GREY for k in keys]
    if len(keys) > 1 and all(k.isdigit() and len(k) == 4 for k in keys):
        return (["#868B90", "#5D7E9E", "#3A6FA3"][: len(keys) - 1] + [HIGHLIGHT])[: len(keys)]
    free = iter(range(len(keys)))
    return [theme.colour(k, next(free) if theme.entity(k) is None else 0) for k in keys]


def row_canvas(index, title: str, unit: str, source, row: float, **room):
    """A canvas with one row a label (first one on top); returns figure, axes and the rows' places."""
    words = [theme.wrap(str(i), LONGEST, LABEL) for i in index]
    row = max(row, 0.17 * max(w.count("\n") + 1 for w in words) + 0.06)
    left = 0.32 + max(width(w, LABEL) for w in words)
    fig, ax = theme.canvas(title, unit, source, row * len(words) + 0.1, left=left, **room)
    ax.set_yticks(range(len(words)), words)
    ax.set_ylim(len(words) - 0.4, -0.6)
    ax.grid(axis="y", visible=False)
    return fig, ax, np.arange(len(words))


def inches(ax: Axes) -> np.ndarray:
    """Width and height of a panel in inches."""
    return ax.figure.get_size_inches() * ax.get_position().size


def room(ax: Axes, low: float, high: float, left: float = 0.06, right: float = 0.06) -> None:
    """Set the x axis so that ``low`` to ``high`` leaves inches free at both ends (for words beside marks)."""
    wide = inches(ax)[0]
    step = ((high - low) or 1.0) / max(wide - left - right, 1.0)
    ax.set_xlim(low - left * step, high + right * step)
    ticks(ax, "x", *ax.get_xlim(), count=max(3, int(wide / 0.8)))


def ticks(ax: Axes, axis: str, low: float, high: float, count: int = 6) -> list[str]:
    """Round ticks between two values; returns their words."""
    at = [
        v for v in MaxNLocator(count, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high) if low - 1e-9 <= v <= high + 1e-9
    ]
    decimals = next((d for d in range(6) if all(abs(round(v, d) - v) < 1e-9 for v in at)), 6)
    words = [number(v, decimals) for v in at]
    (ax.set_xticks if axis == "x" else ax.set_yticks)(at, words)
    return words


def decades(ax: Axes, axis: str, low: float, high: float) -> list[str]:
    """Ticks of a logarithmic axis: powers of ten, with 2 and 5 between where there are few; returns their words."""
    steps = (1,) if math.log10(high / low) > 2.5 else (1, 2, 5)
    at = [s * 10.0**k for k in range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1) for s in steps]
    at = [v for v in at if low * 0.999 <= v <= high * 1.001]
    words = [f"{v:,.10g}" for v in at]
    (ax.set_xscale if axis == "x" else ax.set_yscale)("log")
    (ax.set_xticks if axis == "x" else ax.set_yticks)(at, words)
    ax.minorticks_off()
    return words


def reference(ax: Axes, at: float, words: str = "") -> None:
    """An upright line that values are compared with; its words stand in the room above the panel."""
    ax.axvline(at, color=INK, linewidth=1.1, zorder=3.5)
    if words:
        place = (at - ax.get_xlim()[0]) / np.ptp(ax.get_xlim()) if ax.get_xscale() == "linear" else None
        side = "center" if place is None or 0.15 < place < 0.85 else "left" if place <= 0.15 else "right"
        ax.text(
            at, 1, theme.tidy(words), transform=ax.get_xaxis_transform(), ha=side, va="bottom", size=8.5, color=INK, weight="bold",
        )  # fmt: skip


def extremes(values: pd.Series, decimals: int) -> str:
    """The highest and lowest of several values in words."""
    known = values.dropna()
    if len(known) < 2 or known.max() == known.min():
        return ""
    return f"Highest {known.idxmax()} {number(known.max(), decimals)}, lowest {known.idxmin()} {number(known.min(), decimals)}."


def peaks(frame: pd.DataFrame, decimals: int) -> str:
    """The highest and lowest row of each column (the first six) in words."""
    told = ((c, extremes(frame[c], decimals)) for c in list(frame)[:6])
    return " ".join(f"{c}: {words}".removeprefix(": ") for c, words in told if words)


def table_words(frame: pd.DataFrame, decimals: int, missing: str = "not known") -> str:
    """All numbers of a table in words, row by row; ``missing``: what is said where there is none."""
    cell = lambda v: missing if pd.isna(v) else number(v, decimals)  # noqa: E731
    return "; ".join(f"{i}: " + ", ".join(f"{c} {cell(v)}" for c, v in r.items()) for i, r in frame.iterrows()) + "."


def plain(x: float) -> str:
    """A place on the x axis in words: years without a comma, large numbers with."""
    if not float(x).is_integer():
        return f"{x:,.6g}"
    return f"{x:.0f}" if 1000 < x < 2100 else f"{x:,.0f}"


def line_words(values: pd.Series, decimals: int) -> str:
    """A line in words: from its first value to its last, and its highest and lowest where they lie between."""
    known = values.dropna()
    words = f"{values.name} from {number(known.iloc[0], decimals)} to {number(known.iloc[-1], decimals)}"
    inside = {"highest": known.idxmax(), "lowest": known.idxmin()}
    ends = (known.iloc[0], known.iloc[-1])
    told = [
        f"{k} {number(known[x], decimals)} at {plain(x)}"
        for k, x in inside.items()
        if round(known[x], decimals) not in np.round(ends, decimals)
    ]
    return words + (f" ({', '.join(told)})" if told else "")


def name_points(
    ax: Axes, points: np.ndarray, names: dict[int, str], colours: dict[int, str] | None = None, spare: Iterable = ()
) -> None:
    """Write names beside points, each at the nearest place that is free of points and other names.

    points: all points to keep clear of (n × 2, data units); names: row of ``points`` → words; ``spare``: rows that go
    without their name where no place is free.
    """
    corner = ax.figure.get_size_inches() * ax.get_position().p0
    at = ax.transData.transform(points) / ax.figure.dpi - corner
    taken = np.column_stack([at - 0.06, at + 0.06])
    limit = np.array([-0.05, 0.0, *(inches(ax) + [0.2, 0.0])])
    for i, words in names.items():
        far, shift, boxes = _places(at[i], width(words, 8.5) + 0.04)
        meets = (boxes[:, None, :2] < taken[:, 2:]).all(axis=2) & (boxes[:, None, 2:] > taken[:, :2]).all(axis=2)
        hits = meets.sum(axis=1) + 5 * ((boxes[:, :2] < limit[:2]) | (boxes[:, 2:] > limit[2:])).any(axis=1)
        best = int(np.argmin(hits + far))
        if hits[best] and i in spare:
            continue
        taken = np.vstack([taken, boxes[best]])
        leader = {"arrowstyle": "-", "color": GREY, "lw": 0.7, "shrinkA": 0, "shrinkB": 3} if far[best] > 0.05 else None
        ax.annotate(
            words, points[i], xytext=shift[best] * 72, textcoords="offset points", ha="left", va="center", size=8.5,
            color=(colours or {}).get(i, INK), zorder=5, arrowprops=leader,
        )  # fmt: skip


_AROUND = np.array([(1, 0), (-1, 0), (0, 1.3), (0, -1.3), (0.9, 1), (-0.9, 1), (0.9, -1), (-0.9, -1)])


def _places(at: np.ndarray, wide: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places for a name about a point, near ones first: how far, the shift of its left end, its box; inches."""
    radius = np.repeat([0.1, 0.2, 0.36, 0.55, 0.8], len(_AROUND))
    shift = radius[:, None] * np.tile(_AROUND, (5, 1))
    shift[:, 0] -= wide * np.select([shift[:, 0] < 0, shift[:, 0] == 0], [1.0, 0.5])
    low = at + shift - [0, 0.085]
    return radius - 0.1, shift, np.hstack([low, low + [wide, 0.17]])


def dot_axis(ax, low: float, high: float, log: bool = False, fold: float | None = None, right: float = 0.12) -> None:
    """The x axis of dots: from 0 (or below), in equal amounts, equal factors, or amounts about 0 and factors beyond."""
    if log:
        ax.set_xlim(low / 1.15, high * 1.15)
        decades(ax, "x", low / 1.15, high * 1.15)
    elif fold:
        ax.set_xscale("symlog", linthresh=fold)
        top = max(abs(low), abs(high))
        steps = [s * fold * 10.0**k for k in range(5) for s in (1, 3) if s * fold * 10.0**k <= top * 1.2]
        at = [v for v in (*(-s for s in steps[::-1]), 0, *steps) if low * 1.5 <= v <= high * 1.5]
        ax.set_xlim(min(low * 1.3, 0), high * 1.3)
        ax.set_xticks(at, [f"{v:,g}".replace("-", "−") for v in at])
        ax.minorticks_off()
    else:
        room(ax, min(low, 0.0), high, left=0.12, right=right)
        if low < 0:
            ax.axvline(0, color=INK, linewidth=0.9, zorder=1)


def also(unit: str, note: str) -> str:
    return f"{unit}  ·  {note}" if note else unit
