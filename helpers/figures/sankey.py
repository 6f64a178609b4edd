"""Sankey diagrams: who sells to whom as ribbons, by way of one economy or straight, several panels on one scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from helpers.figures import pieces, theme
from helpers.figures.theme import CARD, INK, LABEL, number, width

BAR, GAP = 0.09, 0.07  # inches: a node's bar, the room between two nodes
LEAST = 0.15  # inches a ribbon is high whose number is written on it


def sankey(
    flows: pd.DataFrame | Mapping[str, pd.DataFrame],
    title: str,
    source,
    unit: str,
    *,
    by_way_of: str = "",
    whole: float | None = None,
    height: float = 2.6,
    decimals: int = 0,
    colours: Mapping[str, str] | None = None,
    ends: tuple[str, str] = ("sold by", "used by"),
) -> theme.LessonFigure:
    """Flows from rows (left) to columns (right), ribbons in the colour of their origin, numbers on those with room.

    flows: origins × destinations, nothing negative; a mapping (words → flows) draws a panel each on one scale. by_way_of:
    a node in the middle that all flows pass. whole: the sum that fills the height (the largest of the panels by default):
    give it to compare figures. colours: of nodes that have none in the course. ends: words over both sides.
    """
    panels = dict(flows) if isinstance(flows, Mapping) else {"": flows}
    panels = {k: pieces.named(f.clip(lower=0)) for k, f in panels.items()}
    whole = whole or max(float(f.to_numpy().sum()) for f in panels.values())
    inks = {n: (colours or {}).get(n, theme.colour(n, k)) for f in panels.values() for k, n in enumerate([*f.index, *f.columns])}  # fmt: skip
    fig, axes = theme.canvas(title, unit, source, height, left=0.14, right=0.14, above=0.36 if len(panels) > 1 else 0.2, below=0.1, grid=(1, len(panels)), gap=(0.3, 0.3))  # fmt: skip
    told = []
    for ax, (words, f) in zip(np.ravel(axes), panels.items(), strict=True):
        if len(panels) > 1:
            ax.set_title(words, loc="left", size=LABEL + 1, weight="bold", color=INK, pad=14)
        _draw(ax, f, whole, inks, by_way_of, decimals, ends)
        cells = "; ".join(f"{a} to {b} {number(v, decimals)}" for (a, b), v in f.stack().items() if round(v, decimals))
        told.append(f"{words}: {cells}".removeprefix(": "))
    way = f", all by way of {by_way_of}" if by_way_of else ""
    largest = max(((v, a, b, w) for w, f in panels.items() for (a, b), v in f.stack().items()), key=lambda t: t[0])
    said = f"The largest: {largest[1]} to {largest[2]} {number(largest[0], decimals)}{f' ({largest[3]})' * bool(largest[3])}"
    return theme.finish(fig, f"Sankey diagram{way}, {unit}. {said}.", f"{'. '.join(told)}.")


def _draw(ax, f: pd.DataFrame, whole: float, inks: dict, by_way_of: str, decimals: int, ends: tuple[str, str]) -> None:
    wide, high = pieces.inches(ax)
    ax.set_xlim(0, wide)
    ax.set_ylim(high, 0)
    ax.set_axis_off()
    total = f.to_numpy().sum()
    most = max(len(f.index), len(f.columns))
    scale = (high - (most - 1) * GAP) / whole  # inches a unit
    rows, columns = f.sum(axis=1), f.sum(axis=0)
    sides = [_stack(s.to_numpy() * scale, high) for s in (rows, columns)]
    names = [[f"{n}  {number(v, decimals)}" for n, v in s.items()] for s in (rows, columns)]
    left, right = (max(width(w, LABEL) for w in side) + 0.08 for side in names)
    x0, x1 = left + BAR, wide - right - BAR
    for side, at, values, words, edge in zip(sides, (left, x1), (rows, columns), names, (-1, 1), strict=True):
        y = theme.spread(side + values.to_numpy() * scale / 2, 0.15, 0.07, high - 0.05)
        for k, name in enumerate(values.index):
            ax.add_patch(_bar(at, side[k], values.iloc[k] * scale, inks[name]))
            place = at - 0.05 if edge < 0 else at + BAR + 0.05
            ax.text(place, y[k], words[k], ha="right" if edge < 0 else "left", va="center", size=LABEL, color=INK)
    ax.text(left + BAR, -0.05, ends[0], ha="right", va="bottom", size=8.5, color=theme.WORDS)
    ax.text(x1, -0.05, ends[1], ha="left", va="bottom", size=8.5, color=theme.WORDS)
    if by_way_of:
        middle, top = (x0 + x1) / 2, (high - total * scale) / 2
        ax.add_patch(_bar(middle - BAR / 2, top, total * scale, theme.colour(by_way_of, INK)))
        into = top + np.append(0, (rows.to_numpy() * scale).cumsum()[:-1])
        out = top + np.append(0, (columns.to_numpy() * scale).cumsum()[:-1])
        shapes = [ribbon(x0, middle - BAR / 2, a, b, v * scale) for a, b, v in zip(sides[0], into, rows, strict=True)]
        shapes += [ribbon(middle + BAR / 2, x1, a, b, v * scale) for a, b, v in zip(out, sides[1], columns, strict=True)]  # fmt: skip
        tones = [inks[n] for n in (*rows.index, *columns.index)]
        words = f"{pieces.label(by_way_of)}  {number(total, decimals)}"
        ax.text(middle, top - 0.05, words, ha="center", va="bottom", size=LABEL, weight="bold", color=theme.colour(by_way_of, INK))  # fmt: skip
    else:
        shapes, tones, numbers = _ribbons(f, scale, sides, x0, x1, inks)
        for x, y, v in numbers:
            ax.text(x, y, number(v, decimals), ha="left", va="center_baseline", size=8.5, color=INK, zorder=4)
    ax.add_collection(PolyCollection(shapes, facecolors=tones, alpha=0.45, edgecolors="none", zorder=2))


def _ribbons(f: pd.DataFrame, scale: float, sides: list, x0: float, x1: float, inks: dict) -> tuple[list, list, list]:
    """Ribbons straight across, their colours, and place and value of the numbers on the broad ones."""
    start, end = sides[0].copy(), sides[1].copy()
    shapes, tones, numbers = [], [], []
    for i, j in np.ndindex(f.shape):
        thick = float(f.iat[i, j]) * scale
        shapes.append(ribbon(x0, x1, start[i], end[j], thick))
        tones.append(inks[f.index[i]])
        if thick >= LEAST:
            numbers.append((x0 + 0.05, start[i] + thick / 2, float(f.iat[i, j])))
        start[i] += thick
        end[j] += thick
    return shapes, tones, numbers


def _stack(sizes: np.ndarray, high: float) -> np.ndarray:
    """Tops of bars one under the other, the whole in the middle of the height."""
    top = (high - sizes.sum() - GAP * (len(sizes) - 1)) / 2
    return top + np.append(0, (sizes + GAP).cumsum()[:-1])


def _bar(x: float, y: float, high: float, ink: str):
    return Rectangle((x, y), BAR, max(high, 0.005), facecolor=ink, edgecolor=CARD, linewidth=0.3, zorder=3)


def ribbon(x0: float, x1: float, y0: float, y1: float, thick: float) -> np.ndarray:
    """Corners of a band that leads from (x0, y0) to (x1, y1), ``thick`` high all the way."""
    t = np.linspace(0, 1, 24)
    x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t * t * (3 - 2 * t)
    return np.vstack([np.column_stack([x, y]), np.column_stack([x, y + thick])[::-1]])
