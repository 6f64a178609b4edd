"""Maps: flows between economies as arrows across the Pacific, all panels of a figure on one scale."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection

from helpers import datasets
from helpers.classification import name
from helpers.figures import pieces, theme

WEST, SOUTH, NORTH = -28.0, -56.0, 76.0  # degrees: the map runs from the Atlantic eastwards to the Atlantic
LAND, WIDEST = "#DFDED8", 0.17  # inches the arrow of the scale's value is wide
NAMED = 5  # how many of the largest flows carry their number
SHORT = {"billion": "bn", "million": "m"}


@cache
def _outlines() -> tuple[list[np.ndarray], pd.DataFrame]:
    """Land as rings, and each country's middle: that of its largest ring; degrees, longitudes east of `WEST`."""
    table = datasets.load("outlines")
    table = table[table["region"] != "ATA"]
    rings, middles = [], {}
    for (code, _), ring in table.groupby(["region", "ring"], sort=False):
        x, y = np.vstack([ring[["lon", "lat"]], ring[["lon", "lat"]].iloc[:1]]).T
        cross = x[:-1] * y[1:] - x[1:] * y[:-1]
        size = abs(cross.sum() / 2)
        if size > 3:  # square degrees: smaller islands only slow the drawing
            shifts = {0.0, 360.0} if x.min() < WEST < x.max() else {360.0 * (x.max() <= WEST)}
            rings += [np.column_stack([x + s, y])[:: 2 if len(x) > 40 else 1] for s in shifts]
        if size > middles.get(code, (0,))[0]:
            lon, lat = (((v[:-1] + v[1:]) * cross).sum() / (3 * cross.sum()) for v in (x, y))
            middles[code] = (size, lon + 360 * (lon < WEST), lat)
    middles["USA"] = (1.0, 262.0, 39.5)  # the largest ring's middle, moved off Mexico's arrows
    return rings, pd.DataFrame(middles, index=["size", "lon", "lat"]).T


def flow_map(
    flows: pd.DataFrame | dict[int, pd.DataFrame],
    title: str,
    source,
    unit: str,
    *,
    scale: float | None = None,
    inside: str = "between E11 economies",
    outside: str = "with others",
) -> theme.LessonFigure:
    """Tapered arrows between countries, their width proportional to size; the largest carry their number.

    flows: columns origin, destination, value, inside (whether both belong to the group of interest); a dict (year → flows)
    draws a panel each. ``scale``: the value of the widest arrow (the largest of all by default): give it to compare figures.
    """
    panels = flows if isinstance(flows, dict) else {"": flows}
    _, middles = _outlines()
    panels = {
        k: f[f["origin"].isin(middles.index) & f["destination"].isin(middles.index)].sort_values(
            ["inside", "value"], ascending=[True, False]
        )
        for k, f in panels.items()
    }
    scale = scale or max((f["value"].max() for f in panels.values() if len(f)), default=1.0)
    key = [(inside, theme.HIGHLIGHT, "s"), (outside, theme.WORDS, "s")]
    alone = len(panels) == 1
    fig, axes = theme.canvas(
        title, f"{unit}, width by size on one scale", source, 3.55, left=0.08, right=0.08, above=0.0 if alone else 0.2, below=0.05, key=key,
        grid=(len(panels), 1), gap=(0.1, 0.28),
    )  # fmt: skip
    for ax, (when, shown) in zip(np.ravel(axes), panels.items(), strict=True):
        ax.set_axis_off()
        ax.set_xlim(WEST, WEST + 360)
        ax.set_ylim(SOUTH, NORTH)
        if not alone:
            ax.set_title(str(when), x=0.008, loc="left", size=10, weight="bold", color=theme.INK, pad=3)
        _draw_map(ax, shown, middles, scale, unit)
    told = []
    for when, shown in panels.items():
        largest = "; ".join(
            f"{name(r.origin)} to {name(r.destination)} {r.value:,.0f}" for r in shown.nlargest(8, "value").itertuples()
        )
        told.append(f"{when or 'Largest'}: {largest}. {int(shown['inside'].sum())} of {len(shown)} arrows {inside}.")
    return theme.finish(fig, f"Flow map, arrows in {unit}, width by size. {' '.join(told)}")


def _draw_map(ax, flows: pd.DataFrame, middles: pd.DataFrame, scale: float, unit: str) -> None:
    """Land, arrows, numbers of the largest and names of all ends in one panel."""
    ax.add_collection(PolyCollection(_outlines()[0], facecolors=LAND, edgecolors=theme.CARD, linewidths=0.5, zorder=0))
    per_inch = np.array([360.0, NORTH - SOUTH]) / pieces.inches(ax)  # degrees an inch
    ends = list(dict.fromkeys([*flows["origin"], *flows["destination"]]))
    at = middles.loc[ends, ["lon", "lat"]].to_numpy(dtype=float)
    place = dict(zip(ends, at / per_inch, strict=True))
    paths = [bow(place[r.origin], place[r.destination]) for r in flows.itertuples()]
    shapes = [arrow(p, WIDEST * r.value / scale) * per_inch for p, r in zip(paths, flows.itertuples(), strict=True)]
    colours = [theme.HIGHLIGHT if r.inside else theme.WORDS for r in flows.itertuples()]
    ax.add_collection(
        PolyCollection(shapes, facecolors=colours, edgecolors=theme.CARD, linewidths=0.4, alpha=0.85, zorder=2)
    )
    ax.plot(*at.T, "o", color=theme.INK, markersize=3.2, zorder=4)
    _scale_key(ax, scale, per_inch, unit)
    short = SHORT.get(unit.split(" ")[0], "")
    largest = np.argsort(-flows["value"].to_numpy(), kind="stable")[:NAMED]
    middle = np.array([paths[k][20] * per_inch for k in largest]).reshape(-1, 2)
    numbers = {len(at) + i: f"{flows['value'].iloc[k]:,.0f} {short}".strip() for i, k in enumerate(largest)}
    ink = {len(at) + i: colours[k] for i, k in enumerate(largest)}
    along = np.vstack([p[2:-2:4] * per_inch for p in paths]) if paths else np.empty((0, 2))
    names = {k: name(c) for k, c in enumerate(ends)}
    pieces.name_points(ax, np.vstack([at, middle, along]), names | numbers, ink, spare=numbers)


def bow(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """A bow from a to b (inches), to the left of the way, so that the two directions of a pair do not lie on each other."""
    across = np.array([a[1] - b[1], b[0] - a[0]])
    t = np.linspace(0.02, 0.97, 41)[:, None]
    return (1 - t) ** 2 * a + 2 * t * (1 - t) * ((a + b) / 2 + 0.24 * across) + t**2 * b


def arrow(path: np.ndarray, wide: float) -> np.ndarray:
    """A solid arrow along a path: from a third of its width to its full width, then a head (inches)."""
    wide = max(wide, 0.016)
    way = np.gradient(path, axis=0)
    way /= np.maximum(np.hypot(*way.T)[:, None], 1e-9)
    left = np.column_stack([-way[:, 1], way[:, 0]])
    head = min(wide * 1.1 + 0.06, 0.4 * np.hypot(*(path[-1] - path[0])))
    behind = np.hypot(*(path - path[-1]).T) > head
    k = max(int(behind.sum()), 2)
    half = np.maximum(wide / 2 * np.linspace(0.35, 1, k), 0.006)[:, None]
    barb = (wide / 2 + 0.035) * left[k - 1]
    tail, base = path[:k], path[k - 1]
    return np.vstack([tail + half * left[:k], base + barb, path[-1], base - barb, (tail - half * left[:k])[::-1]])


def _scale_key(ax, scale: float, per_inch: np.ndarray, unit: str) -> None:
    """Two arrows of round values on the map's scale, in the empty south-west corner."""
    top = 10 ** np.floor(np.log10(scale))
    top *= 5 if scale >= 5 * top else 2 if scale >= 2 * top else 1
    corner = np.array([0.15, 0.45]) + np.array([WEST, SOUTH]) / per_inch
    for k, v in enumerate((top, top / 5)):
        at = corner - [0, 0.26 * k]
        shape = arrow(np.linspace(at, at + [0.55, 0], 21), WIDEST * v / scale) * per_inch
        ax.add_collection(PolyCollection([shape], facecolors=theme.WORDS, zorder=3))
        ax.text(
            *(at + [0.63, 0]) * per_inch, f"{v:,.4g} {unit}", size=8, va="center_baseline", color=theme.WORDS, zorder=3
        )
