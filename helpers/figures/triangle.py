"""A triangle of shares: how three divide a sum, the part that no pair would reject, and points outside where somebody loses."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patches import Polygon

from helpers.classification import name
from helpers.figures import pieces, theme
from helpers.figures.theme import CARD, COLOURS, GREY, INK, LABEL, LessonFigure, number

_UP = np.sqrt(3) / 2
_CORNERS = np.array([[0.5, _UP], [0.0, 0.0], [1.0, 0.0]])  # the first player on top, the second left, the third right
CORE = "#EBF2F8"  # light: names of points stand on it
FAR = 0.45  # how far outside the triangle a point may lie (shares) before it is only pointed at


def places(shares: np.ndarray) -> np.ndarray:
    """Shares (n×3, each row adds to 1) as places in the plane: a corner takes all, the opposite side is where it gets nothing."""
    return np.asarray(shares, dtype=float) @ _CORNERS


def triangle(points: pd.DataFrame, core: pd.DataFrame, title: str, source, unit: str, *, decimals: int = 2) -> LessonFigure:  # fmt: skip
    """Ways to divide a sum among three. points: rows = ways in words, columns = the three; core: its corners, same columns.

    Amounts, each row adding to the same positive sum. The core is shaded; who is beyond a side pays in more than it gets.
    """
    who, total = list(points.columns), float(points.iloc[0].sum())
    shares, corners = points.to_numpy() / total, core.to_numpy() / total
    key = [("the core: no pair does better alone", CORE, "s")] if len(core) > 2 else [("there is no core", GREY, "s")]
    fig, ax = theme.canvas(title, unit, source, 3.9, left=0.2, right=0.2, above=0.12, below=0.12, key=key)
    wide, high = pieces.inches(ax)
    reach = np.vstack([_CORNERS, places(np.array([_inside(v) for v in shares]))])
    low, top = reach[:, 1].min() - 0.1, reach[:, 1].max() + 0.07
    middle = (reach[:, 0].min() + reach[:, 0].max()) / 2
    ax.set_ylim(low, top)
    ax.set_xlim(middle - (top - low) * wide / high / 2, middle + (top - low) * wide / high / 2)
    ax.set_axis_off()
    ax.plot(*_CORNERS[[0, 1, 2, 0]].T, color=INK, linewidth=1.2, zorder=2)
    for step in (0.25, 0.5, 0.75):
        for i in range(3):
            ends = np.zeros((2, 3))
            ends[:, i], ends[0, (i + 1) % 3], ends[1, (i + 2) % 3] = step, 1 - step, 1 - step
            ax.plot(*places(ends).T, color=theme.LINK, linewidth=0.8, zorder=1.7)
    if len(core) > 2:
        ax.add_patch(Polygon(places(corners), closed=True, facecolor=CORE, edgecolor="#0B61A4", linewidth=1, zorder=1.5))  # fmt: skip
    taken = []
    for i, (dx, dy, ha) in enumerate(((0, 0.03, "center"), (-0.02, -0.05, "right"), (0.02, -0.05, "left"))):
        said = f"all to {name(who[i])}"
        long = theme.width(said, LABEL, "bold") * np.ptp(ax.get_xlim()) / wide
        begin = _CORNERS[i] + [dx - {"center": 0.5, "right": 1.0, "left": 0.0}[ha] * long, dy]
        taken.append(begin + np.linspace(0, long, 9)[:, None] * [1, 0])  # names of points keep clear of it
        ax.text(*(_CORNERS[i] + [dx, dy]), said, ha=ha, va="center", size=LABEL, color=INK, weight="bold")  # fmt: skip
    shown = np.array([_inside(s) for s in shares])
    at = places(shown)
    for k, (x, y) in enumerate(at):
        ink = COLOURS[k % len(COLOURS)]
        ax.plot(x, y, marker=theme.MARKERS[k % 6], color=ink, markersize=9, markeredgecolor=CARD, zorder=4)
    lines = [_CORNERS[[i, (i + 1) % 3]] for i in range(3)]
    along = np.vstack([a + (b - a) * np.linspace(0, 1, 25)[:, None] for a, b in lines])
    words = [w + (" (further out)" if np.abs(shares[k] - shown[k]).max() > 1e-9 else "") for k, w in enumerate(points.index)]
    pieces.name_points(
        ax, np.vstack([at, along, *taken]), dict(enumerate(words)), {k: COLOURS[k % len(COLOURS)] for k in range(len(at))}
    )
    told = "; ".join(
        f"{w}: " + ", ".join(f"{name(c)} {number(r[c], decimals)}" for c in who) for w, r in points.iterrows()
    )
    limits = "; ".join(
        f"{name(c)} {number(core[c].min(), decimals)} to {number(core[c].max(), decimals)}" for c in who
    ) if len(core) else "none"  # fmt: skip
    return theme.finish(fig, f"Triangle of three shares of {number(total, decimals)}, {unit}. Core: {limits}.", f"{told}.")


def _inside(share: np.ndarray) -> np.ndarray:
    """A share drawn in from far outside along the line to the middle."""
    if share.min() >= -FAR:
        return share
    middle = np.full(3, 1 / 3)
    return middle + (share - middle) * (1 / 3 + FAR) / (1 / 3 - share.min())
