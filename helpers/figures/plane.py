"""Two measures at once: scatter plots, and paths over time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.figures import pieces, theme
from helpers.figures.pieces import inks
from helpers.figures.theme import CARD, GREY, LessonFigure


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
    limits: tuple[tuple[float, float], tuple[float, float]] | None = None,
) -> LessonFigure:
    """Points by two columns (the axes' words), shapes by ``group``, names beside those in ``label`` (index values).

    ``limits``: ends of the x and the y axis, to compare settings.
    """
    chosen = {pieces.label(i) for i in label}
    frame = frame.set_axis([pieces.label(i) for i in frame.index])
    kinds = list(dict.fromkeys(frame[group])) if group else [""]
    colours = inks(kinds) if group else [theme.COLOURS[0]]
    key = (
        [(str(k), ink, theme.MARKERS[i % 6]) for i, (k, ink) in enumerate(zip(kinds, colours, strict=True))]
        if group
        else []
    )
    fig, ax = theme.canvas(title, f"↑ {y}", source, height, left=0.75, right=0.5, below=0.5, key=key)
    for i, (kind, ink) in enumerate(zip(kinds, colours, strict=True)):
        part = frame[frame[group] == kind] if group else frame
        ax.scatter(
            part[x], part[y], marker=theme.MARKERS[i % 6], color=ink, s=part[size] if size else 46, edgecolor=CARD, linewidth=0.7, zorder=3,
        )  # fmt: skip
    xs, ys = (map(pd.Series, limits)) if limits else (frame[x], frame[y])
    _two_axes(ax, xs, ys, x)
    if diagonal:
        ends = [max(ax.get_xlim()[0], ax.get_ylim()[0]), min(ax.get_xlim()[1], ax.get_ylim()[1])]
        ax.plot(ends, ends, color=GREY, linewidth=1, zorder=1)
    at = {i: name for i, name in enumerate(frame.index) if name in chosen}
    pieces.name_points(ax, frame[[x, y]].to_numpy(dtype=float), at)
    told = "; ".join(f"{n} ({frame.at[n, x]:.2f}, {frame.at[n, y]:.2f})" for n in list(at.values())[:12])
    ends = f"{pieces.extremes(frame[y], 2)} ".replace("Highest", "Highest on the upright axis:")
    return theme.finish(
        fig, f"Scatter plot of {y} against {x}. {note} {len(frame)} points{': ' * bool(told)}{told}. {ends}"
    )


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
    paths = {pieces.label(k): p.sort_values(time) for k, p in frame.groupby(of, sort=False)}
    colours = inks(paths) if len(paths) <= 4 else [theme.colour(k, GREY) for k in paths]
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


def _two_axes(ax, xs: pd.Series, ys: pd.Series, xlabel: str) -> None:
    """Axes that leave room about the points, with ticks; the words of x stand below its right end."""
    for values, axis, limit in ((xs, "x", ax.set_xlim), (ys, "y", ax.set_ylim)):
        low, high = values.min(), values.max()
        pad = 0.06 * ((high - low) or 1.0)
        low, high = (0.0 if 0 <= low < 0.25 * high else low - pad), high + pad
        limit(low, high)
        pieces.ticks(ax, axis, low, high)
    ax.set_xlabel(f"→ {theme.tidy(xlabel)}", loc="left")
