"""Networks with fixed places: a web of economies, two layers side by side, a table of ties in the order of communities."""

from __future__ import annotations

import random
from functools import lru_cache

import igraph
import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_hex, to_rgb

from helpers.classification import name
from helpers.figures import theme
from helpers.figures.cases import tone
from helpers.figures.theme import CARD, COLOURS, GREY, HIGHLIGHT, INK, LINK, WORDS, LessonFigure

INNER = theme.WIDTH - 0.28  # inches a web may be wide
CODE = 7.0  # points of a code in a web
ROOM = 1.25  # how far a square's corner lies out beside a circle of the same area
SMALL = 0.15  # inches: the code of a smaller one stands below it
SIDES = (40, 4, 6, 3, 5, 8)  # of the shapes that tell communities apart beside their colour: circle, square, hexagon …
LARGEST = 0.36  # inches: radius of the largest economy


# -- places ------------------------------------------------------------------------------------------------------------
def radii(size: pd.Series) -> pd.Series:
    """Radius of each node in inches: areas by size."""
    return LARGEST * np.sqrt(size / size.max())


def places(links: pd.DataFrame, size: pd.Series, high: float, seed: int = 1) -> pd.DataFrame:
    """Where nodes stand, so that those with strong links are near and no two lie on each other: x and y in inches.

    links: origin, destination, share, one row a link; size: by node; high: inches of the panel. The same for the same data.
    """
    nodes, r = list(size.index), radii(size).to_numpy()
    r = np.maximum(np.where(r < SMALL, r + 0.07, ROOM * r), 0.165)
    at = pd.Series(range(len(nodes)), nodes)
    g = igraph.Graph(n=len(nodes), edges=list(zip(at[links["origin"]], at[links["destination"]], strict=True)))
    igraph.set_random_number_generator(random.Random(seed))
    try:
        found = np.array(g.layout_fruchterman_reingold(weights=(links["share"] * 10).tolist(), niter=3000).coords)
    finally:
        igraph.set_random_number_generator(random)
    found -= np.median(found, axis=0)
    _, _, turn = np.linalg.svd(found - found.mean(axis=0), full_matrices=False)
    found = (found @ turn.T).argsort(axis=0).argsort(axis=0) / (len(nodes) - 1) * 0.6 + 0.4 * _unit(found @ turn.T)
    box = np.array([INNER, high])
    found = found * (box - 2 * 0.4) + 0.4
    for _ in range(600):
        gap = found[:, None] - found
        far = np.maximum(np.hypot(*np.moveaxis(gap, 2, 0)), 1e-6)
        lack = np.maximum(r[:, None] + r + 0.035 - far, 0)
        np.fill_diagonal(lack, 0)
        if lack.max() < 1e-3:
            break
        found += (gap / far[..., None] * lack[..., None]).sum(axis=1) * 0.45
        found = np.clip(found, (r + 0.02)[:, None], box - (r + 0.02)[:, None])
    return pd.DataFrame(found, nodes, ["x", "y"])


def _unit(points: np.ndarray) -> np.ndarray:
    low, high = points.min(axis=0), points.max(axis=0)
    return (points - low) / np.where(high > low, high - low, 1)


# -- a web -------------------------------------------------------------------------------------------------------------
def web(
    links: pd.DataFrame, size: pd.Series, group: pd.Series, at: pd.DataFrame, title: str, source, unit: str, *, high: float,
    chosen: str | None = None, told: str = "",
) -> LessonFigure:  # fmt: skip
    """Economies at fixed places, area by size, with lines from sources (broad end) to buyers (point), width by share.

    links: origin, destination, share (0 … 1); group: community of each node, 0 the largest, told by colour and shape; at: as
    `places` gives it. ``chosen``: its own sources in blue and those it is a source of in orange, with their shares, the
    others pale.
    """
    r = radii(size).reindex(at.index)
    names = {g: size[group[group == g].index].idxmax() for g in sorted(group.unique())}
    colours = {g: theme.colour(c) for g, c in names.items()}
    shared = {g: int((group == g).sum()) for g in names}
    most = list(names)[: len(SIDES)]
    key = [(f"{name(names[g])} and {shared[g] - 1} more" if shared[g] > 1 else name(names[g]), colours[g], _mark(k)) for k, g in enumerate(most)]  # fmt: skip
    fig, ax = theme.canvas(title, unit, source, high, left=0.14, right=0.14, below=0.05, above=0.04, key=key)
    ax.set_xlim(0, INNER)
    ax.set_ylim(0, high)
    ax.set_axis_off()
    _draw_links(ax, links, at, np.maximum(r, 0.14), chosen)
    ends = links[(links["origin"] == chosen) | (links["destination"] == chosen)]
    near, order = {chosen, *ends["origin"], *ends["destination"]}, list(names)
    shapes, faces, edges = [], [], []
    for c, x, y, long, g in zip(at.index, at["x"], at["y"], r, group.reindex(at.index), strict=True):
        dim, small, strong = chosen is not None and c not in near, long < SMALL, long > 0.2 or c == chosen
        shapes.append(_shape(np.array([x, y + 0.065 * small]), long, SIDES[min(order.index(g), len(SIDES) - 1)]))
        faces.append(_pastel("#B9BCBA" if dim else colours[g], 0.35 if dim else 0.45))
        edges.append(GREY if dim else colours[g])
        ax.text(
            x, y - (long + 0.005) * small, c, ha="center", va="center_baseline", size=CODE + strong, weight="bold" if strong else "normal", color=INK, zorder=5,
        )  # fmt: skip
    ax.add_collection(PolyCollection(shapes, facecolors=faces, edgecolors=edges, linewidths=0.9, zorder=3))
    sources = links[links["destination"].isin([chosen] if chosen else links["destination"])].sort_values("share", ascending=False)  # fmt: skip
    said = "; ".join(
        f"{name(r.origin)} to {name(r.destination)} {r.share * 100:.0f} %" for r in sources.head(8).itertuples()
    )
    communities = "; ".join(f"{name(names[g])} with {shared[g] - 1} more" for g in most)
    return theme.finish(
        fig,
        f"Network of {len(at)} economies, {unit}. Largest shares: {said}. Communities: {communities}. {told}",
    )


def _mark(k: int) -> str:
    return ("o", "s", "h", "^", "p", "8")[min(k, 5)]


@lru_cache(256)
def _pastel(colour: str, part: float) -> str:
    return to_hex(np.array(to_rgb(colour)) * part + np.array(to_rgb(CARD)) * (1 - part))


def _shape(middle: np.ndarray, r: float, sides: int) -> np.ndarray:
    """A regular shape about a point, of the area of a circle with that radius."""
    turn = {4: np.pi / 4, 3: np.pi / 2, 6: 0.0}.get(sides, np.pi / 2)
    angle = np.arange(sides) * 2 * np.pi / sides + turn
    r = r * np.sqrt(np.pi / (sides / 2 * np.sin(2 * np.pi / sides)))
    return middle + r * np.column_stack([np.cos(angle), np.sin(angle)])


def _draw_links(ax, links: pd.DataFrame, at: pd.DataFrame, r: pd.Series, chosen: str | None) -> None:
    """All links as wedges, those of the chosen node on top."""
    origin, destination = (at.index.get_indexer(links[side]) for side in ("origin", "destination"))
    points, inset, share = at.to_numpy(), r.reindex(at.index).to_numpy() * 0.9, links["share"].to_numpy()
    mine = [(links[side] == chosen).to_numpy() for side in ("destination", "origin")]
    colours = np.select(mine, [HIGHLIGHT, COLOURS[1]], GREY if chosen is None else LINK)
    order = np.argsort(mine[0] | mine[1], kind="stable")
    shapes = _wedges(points[origin], points[destination], inset[origin], inset[destination], 0.012 + 0.22 * share)
    ax.add_collection(PolyCollection(
        shapes[order], facecolors=colours[order], edgecolors="none", alpha=0.75 if chosen is None else 0.9, zorder=2,
    ))  # fmt: skip


def _wedges(a: np.ndarray, b: np.ndarray, ra: np.ndarray, rb: np.ndarray, wide: np.ndarray) -> np.ndarray:
    """Bowed wedges from a (broad) to b (their points), from edge to edge of both nodes: links × corners × 2, inches."""
    across = np.column_stack([a[:, 1] - b[:, 1], b[:, 0] - a[:, 0]])
    long = np.maximum(np.hypot(*across.T), 1e-9)
    start, end = np.minimum(ra / long, 0.45), 1 - np.minimum(rb / long, 0.45)
    t = (start[:, None] + (end - start)[:, None] * np.linspace(0, 1, 11))[..., None]
    path = (1 - t) ** 2 * a[:, None] + 2 * t * (1 - t) * ((a + b) / 2 + 0.1 * across)[:, None] + t**2 * b[:, None]
    way = np.gradient(path, axis=1)
    left = (
        np.stack([-way[..., 1], way[..., 0]], axis=2) / np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-9)[..., None]
    )
    half = (wide[:, None] / 2 * np.linspace(1, 0.12, 11))[..., None]
    return np.concatenate([path + half * left, (path - half * left)[:, ::-1]], axis=1)


# -- two layers --------------------------------------------------------------------------------------------------------
def layers(
    left: pd.DataFrame, right: pd.DataFrame, across: pd.DataFrame, names: tuple[pd.Series, pd.Series], inks: tuple[pd.Series, pd.Series],
    sizes: tuple[pd.Series, pd.Series], title: str, source, unit: str, heads: tuple[str, str], *, strong: str | None = None,
) -> LessonFigure:  # fmt: skip
    """Two columns of nodes, links inside each as arcs on its outer side, links between them as lines.

    left, right: origin, destination, share; across: left, right, value, ink; names and inks: node → words and colour, in the
    order from top to bottom; sizes: by node, area of the dot. ``strong``: the left node whose lines and arcs are dark.
    """
    rows = max(len(n) for n in names)
    high = 0.158 * rows + 0.1
    wide = [max(theme.width(w, 7.5) for w in n) for n in names]
    fig, ax = theme.canvas(title, unit, source, high, left=0.14, right=0.14, below=0.05, above=0.22)
    ax.set_xlim(0, INNER)
    ax.set_ylim(high, 0)
    ax.set_axis_off()
    bend = (1.25, 1.45)
    x = (bend[0] + wide[0] + 0.12, INNER - bend[1] - wide[1] - 0.12)
    at = [
        pd.Series(0.05 + (np.arange(len(n)) + 0.5) * (high - 0.1) / len(n), n.index)
        for n in names
    ]  # fmt: skip
    for k, (links, sign) in enumerate(((left, -1), (right, 1))):
        edge = x[k] + sign * (wide[k] + 0.16)
        _arcs(ax, links, at[k], edge, sign * bend[k] / (high / 2), inks[k], strong if k == 0 else None)
    ordered = across.sort_values("value")
    widths = 0.5 + 6.5 * ordered["value"] / across["value"].max()
    paths = [
        _between(x[0] + 0.09, at[0][a], x[1] - 0.09, at[1][b])
        for a, b in zip(ordered["left"], ordered["right"], strict=True)
    ]
    colours = [ink if strong in (None, a) else LINK for a, ink in zip(ordered["left"], ordered["ink"], strict=True)]
    ax.add_collection(LineCollection(paths, linewidths=widths, colors=colours, alpha=0.7, zorder=2))
    for k, sign in ((0, -1), (1, 1)):
        shapes = [
            _shape(np.array([x[k], at[k][n]]), 0.075 * np.sqrt(sizes[k][n] / sizes[k].max()), 40)
            for n in names[k].index
        ]
        ax.add_collection(PolyCollection(shapes, facecolors=[inks[k][n] for n in names[k].index], edgecolors=[inks[k][n] for n in names[k].index], zorder=4))  # fmt: skip
        for n, words in names[k].items():
            ax.text(
                x[k] + sign * 0.11,
                at[k][n],
                words,
                ha="right" if sign < 0 else "left",
                va="center_baseline",
                size=7.5,
                color=inks[k][n],
                weight="bold" if n == strong else "normal",
                zorder=5,
            )
        ax.text(x[k], -0.1, heads[k], ha="center", va="center_baseline", size=8.5, weight="bold", color=WORDS)
    top = across.nlargest(6, "value")
    said = "; ".join(
        f"{names[0][a]}, {names[1][b].lower()} {v:,.0f}"
        for a, b, v in zip(top["left"], top["right"], top["value"], strict=True)
    )
    return theme.finish(
        fig,
        f"Two layers of a network, {len(names[0])} economies and {len(names[1])} industries, {unit}. Largest lines between: {said}.",
    )


def _arcs(
    ax, links: pd.DataFrame, at: pd.Series, edge: float, reach: float, inks: pd.Series, strong: str | None
) -> None:
    """Arcs from each source to its buyers beside a column; how far they reach out grows with the way."""
    t = np.linspace(0, np.pi, 25)
    paths, widths, colours = [], [], []
    for link in links.sort_values("share").itertuples():
        a, b = at[link.origin], at[link.destination]
        out = np.sqrt(abs(b - a) / (at.max() - at.min())) * (at.max() - at.min()) / 2 * reach
        paths.append(np.column_stack([edge + np.sin(t) * out, (a + b) / 2 - np.cos(t) * (b - a) / 2]))
        widths.append(0.3 + 3.2 * link.share)
        colours.append(inks[link.origin] if strong in (None, link.origin, link.destination) else LINK)
    ax.add_collection(LineCollection(paths, linewidths=widths, colors=colours, alpha=0.7, zorder=1.5))


def _between(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    t = np.linspace(0, 1, 21)
    smooth = t**2 * (3 - 2 * t)
    return np.column_stack([x0 + (x1 - x0) * t, y0 + (y1 - y0) * smooth])


# -- a table of ties ---------------------------------------------------------------------------------------------------
def matrix(ties: pd.DataFrame, group: pd.Series, names: dict, title: str, source, unit: str) -> LessonFigure:
    """Ties as tones in the order of communities, which stand in frames. ties: sellers in rows, factor over size alone, NaN on the diagonal.

    group: community of each economy, in the order of rows; names: community → words.
    """
    n, high = len(ties), 6.9
    far = np.clip(np.log2(np.maximum(ties.to_numpy(dtype=float), 1e-9)) / 3, -1, 1)
    tones = np.array([[np.array(to_rgb(CARD if np.isnan(v) else tone(v))) for v in row] for row in far])
    key = [(words, tone(p), "s") for words, p in (("an eighth or less", -1), ("half", -1 / 3), ("as size gives", 0), ("twice", 1 / 3), ("8 times or more", 1))]  # fmt: skip
    fig, ax = theme.canvas(
        title, unit, source, high, left=0.85, right=theme.WIDTH - 0.85 - high * 0.94, below=0.05, above=0.06, key=key
    )
    ax.imshow(tones, aspect="auto", interpolation="nearest", zorder=1)
    ax.set_axis_off()
    ax.set_xlim(-0.5, n - 0.5)
    ax.set_ylim(n - 0.5, -0.5)
    for i, c in enumerate(ties.index):
        ax.text(-0.9 - 4.2 * (i % 2), i, c, ha="right", va="center_baseline", size=6.4, color=INK)
    start = 0
    for many in group.value_counts(sort=False):
        end = start + many
        ax.plot(
            np.array([start, end, end, start, start]) - 0.5,
            np.array([start, start, end, end, start]) - 0.5,
            color=INK,
            linewidth=1.1,
            zorder=3,
        )
        start = end
    inside = group.to_numpy()[:, None] == group.to_numpy()
    np.fill_diagonal(off := np.ones((n, n), dtype=bool), False)
    means = [float(np.nanmedian(ties.to_numpy()[inside & off])), float(np.nanmedian(ties.to_numpy()[~inside]))]
    listed = "; ".join(f"{names[g]}: {', '.join(group.index[group == g])}" for g in group.unique())
    return theme.finish(
        fig,
        f"Table of {n} × {n} economies in tones, {unit}. Median inside communities {means[0]:.2f}, between them {means[1]:.2f}.",
        f"Order: {listed}.",
    )
