"""Figures of chapter 1 that need more than a shared chart: the flow map and the smile curve."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.patches import FancyArrowPatch

from helpers.classification import DATA, name
from helpers.figures import theme
from helpers.figures.common import _frame, _name_points


@cache
def _outlines() -> tuple[list[np.ndarray], pd.DataFrame]:
    """Rings of all countries, and each country's middle: that of its largest ring (degrees)."""
    table = pd.read_csv(DATA / "outlines.csv")
    table = table[table["region"] != "ATA"]
    rings, middles = [], {}
    for (code, _), ring in table.groupby(["region", "ring"], sort=False):
        xy = ring[["lon", "lat"]].to_numpy()
        closed = np.vstack([xy, xy[:1]])
        x, y = closed.T
        cross = x[:-1] * y[1:] - x[1:] * y[:-1]
        size = abs(cross.sum() / 2)
        if size > 3:  # square degrees: smaller islands only slow the drawing
            rings.append(closed[:: 2 if len(closed) > 40 else 1])
        if size > middles.get(code, (0,))[0]:
            middle = [((v[:-1] + v[1:]) * cross).sum() / (3 * cross.sum()) for v in (x, y)]
            middles[code] = (size, *middle)
    return rings, pd.DataFrame(middles, index=["size", "lon", "lat"]).T


def flow_map(flows: pd.DataFrame, title: str, source: str, unit: str) -> theme.LessonFigure:
    """Arrows between countries on a map; width tells size, a number stands at the largest, marks tell the group.

    flows: columns origin, destination, value, inside (whether both belong to the group of interest: solid, else dashed).
    """
    rings, middles = _outlines()
    fig, ax = theme.figure(width=8.6, height=4.7, margins=(0.05, 0.05, 0.5, 0.35))
    ax.set_axis_off()
    ax.add_collection(LineCollection(rings, colors="#C4C4BE", linewidths=0.5, zorder=0))
    ax.set_xlim(-170, 180)
    ax.set_ylim(-58, 80)
    known = flows[flows["origin"].isin(middles.index) & flows["destination"].isin(middles.index)].sort_values("value")
    largest = known["value"].max() or 1.0
    for k, row in enumerate(known.itertuples()):
        a, b = (tuple(middles.loc[c, ["lon", "lat"]]) for c in (row.origin, row.destination))
        arrow = FancyArrowPatch(
            a, b, connectionstyle="arc3,rad=0.22", arrowstyle="-|>", mutation_scale=7 + 9 * row.value / largest,
            linewidth=0.7 + 4.8 * row.value / largest, color=theme.BLUE if row.inside else theme.ORANGE,
            linestyle="-" if row.inside else (0, (4, 2)), alpha=0.8, shrinkA=3, shrinkB=3, zorder=2 + k / 100,
        )  # fmt: skip
        ax.add_patch(arrow)
        if k >= len(known) - 5:
            (x0, y0), (x1, y1) = a, b
            # beside the bow, clear of names between near places
            off = 0.11 + 4.5 / max(np.hypot(x1 - x0, y1 - y0), 1.0)
            at = ((x0 + x1) / 2 + off * (y1 - y0), (y0 + y1) / 2 - off * (x1 - x0))
            ax.annotate(
                f"{row.value:,.0f}", at, ha="center", va="center", fontsize=8, fontweight="bold",
                bbox={"facecolor": theme.CARD, "edgecolor": "none", "pad": 1}, zorder=5,
            )  # fmt: skip
    ends = list(dict.fromkeys([*known["origin"], *known["destination"]]))
    ax.plot(middles.loc[ends, "lon"], middles.loc[ends, "lat"], "o", color=theme.BLACK, markersize=3.5, zorder=4)
    _name_points(ax, middles.loc[ends, ["lon", "lat"]].rename(index=name), "lon", "lat", [name(c) for c in ends])
    ax.annotate("—  between E11 economies", (0.01, 0.14), xycoords="axes fraction", fontsize=8.5, color=theme.BLUE)
    ax.annotate("- -  with others", (0.01, 0.08), xycoords="axes fraction", fontsize=8.5, color="#9A6A00")
    told = "; ".join(f"{name(r.origin)} to {name(r.destination)} {r.value:,.0f}" for r in known[::-1][:8].itertuples())
    return theme.finish(
        fig, title, source, f"Flow map, arrows in {unit}, width by size, solid between E11 economies. Largest: {told}."
    )


def smile_curve(points: pd.DataFrame, title: str, source: str) -> theme.LessonFigure:
    """Value added per step of one product: x steps before the last one, y share of value; labour share inside the marks.

    points: index = label, columns steps, share (per cent), labour (fraction or missing), home (bool).
    """
    fig, ax = _frame(["0000"], title, 3.7, right=0.5)
    for home, words, colour, mark in (
        (True, "the maker's economy", theme.BLUE, "o"),
        (False, "abroad", theme.ORANGE, "s"),
    ):
        part = points[points["home"] == home]
        ax.scatter(
            part["steps"],
            part["share"],
            s=60,
            marker=mark,
            facecolor=theme.CARD,
            edgecolor=colour,
            linewidth=1.6,
            label=words,
        )
        paid = part.dropna(subset="labour")
        ax.scatter(paid["steps"], paid["share"], s=60 * paid["labour"], marker=mark, color=colour, linewidth=0)
    ax.set_xlim(points["steps"].max() * 1.12 + 0.2, -0.6)
    ax.set_yscale("log")
    ax.set_ylim(points["share"].min() * 0.7, points["share"].max() * 2.2)
    ticks = [v for v in (0.5, 1, 2, 5, 10, 20, 50) if v < points["share"].max() * 2.2]
    ax.set_yticks(ticks, [f"{v:g}" for v in ticks])
    ax.minorticks_off()
    far = [*points["steps"].nlargest(2).index, *points[~points["home"]]["share"].nlargest(3).index]
    _name_points(ax, points, "steps", "share", list(dict.fromkeys([*points["share"].nlargest(6).index, *far])))
    ax.set_xlabel("steps before the product is complete  (the maker is at 0)")
    ax.set_ylabel("% of the product's value (log scale)")
    ax.legend(loc="upper left", frameon=False, fontsize=9, title="filled part: labour's share", title_fontsize=8)
    told = "; ".join(f"{i} {r.share:.1f} % at {r.steps:.1f} steps" for i, r in points.head(6).iterrows())
    return theme.finish(
        fig, title, source, f"Scatter plot of share of a product's value against steps before completion. {told}."
    )
