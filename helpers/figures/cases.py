"""A mark a case: tables as tones, dots side by side, squares."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from helpers.figures import pieces, theme
from helpers.figures.pieces import inks, label, named, number
from helpers.figures.theme import CARD, GREY, HIGHLIGHT, INK, LABEL, LessonFigure


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
    missing: str = "not known",
) -> LessonFigure:
    """A table in tones with its numbers and a key. ``centre``: two-sided tones about it; ``ratio``: about 1, by factors of two.

    ``top``: the value of the darkest tone. Only the high side gets dark; ``missing``: words for a cell without a value, which has no tone.
    """
    frame = named(frame)
    values = frame.to_numpy(dtype=float)
    middle = 1.0 if ratio else centre or 0.0
    far = np.log2(top or 8) if ratio else (top or np.nanmax(np.abs(values - middle)) + middle) - middle
    place = np.clip((np.log2(np.maximum(values, 2.0**-far)) if ratio else values - middle) / (far or 1.0), -1, 1)
    key = _tone_key(middle, far, decimals, ratio, two_sided=ratio or centre is not None, topped=bool(top) or ratio)
    heads = [theme.wrap(str(c), 6 / len(frame.columns), LABEL) for c in frame]
    fig, ax, _ = pieces.row_canvas(
        frame.index, title, unit, source, 0.31, key=key, above=0.05 + 0.16 * max(h.count("\n") + 1 for h in heads), below=0.05,
    )  # fmt: skip
    image = np.array([[_rgb(CARD if np.isnan(p) else tone(p)) for p in row] for row in place])
    ax.imshow(image, aspect="auto", interpolation="nearest", zorder=1)
    ax.set_ylim(len(frame) - 0.5, -0.5)
    for i, j in np.ndindex(values.shape):
        ink = max("#000000", "#FFFFFF", key=lambda c: theme.contrast(c, to_hex(image[i, j])))
        ax.text(
            j,
            i,
            missing if np.isnan(values[i, j]) else number(values[i, j], decimals),
            ha="center",
            va="center_baseline",
            size=LABEL,
            color=ink,
        )
    ax.set_xticks(range(len(heads)), heads)
    ax.xaxis.tick_top()
    ax.hlines(np.arange(len(frame) - 1) + 0.5, -0.5, len(heads) - 0.5, color=CARD, linewidth=2)
    ax.vlines(np.arange(len(heads) - 1) + 0.5, -0.5, len(frame) - 0.5, color=CARD, linewidth=2)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    return theme.finish(
        fig,
        f"Heat map, {unit}. {pieces.extremes(_flat(frame), decimals)}",
        pieces.table_words(frame, decimals, missing),
    )


def _tone_key(
    middle: float, far: float, decimals: int, ratio: bool, two_sided: bool, topped: bool
) -> list[tuple[str, str, str]]:
    """A few tones and what they stand for."""
    steps = (-1, -1 / 3, 0, 1 / 3, 1) if two_sided else (0, 1 / 3, 2 / 3, 1)
    words = {s: f"{2.0 ** (s * far):.3g}" if ratio else number(middle + s * far, decimals) for s in steps}
    words[1] += " or more" * topped
    if two_sided:
        words[-1] += " or less" * topped
    return [(words[s], tone(s), "s") for s in steps]


def _flat(frame: pd.DataFrame) -> pd.Series:
    return pd.Series({f"{i}, {c}": frame.at[i, c] for i in frame.index for c in frame})


def tone(place: float) -> str:
    """The tone of a place between -1 (sand) over 0 (nearly white) to 1 (dark blue)."""
    stops = np.array([_rgb(h) for h in ("#E3B566", "#F3E2BE", "#F1F2F0", "#8FB4D6", "#3F7DB5", "#0B4A85")])
    at = np.array([-1, -0.5, 0, 0.4, 0.7, 1])
    return "#" + "".join(f"{round(255 * np.interp(place, at, stops[:, c])):02X}" for c in range(3))


def _rgb(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def beeswarm(
    values: pd.Series | dict[str, pd.Series], title: str, source, unit: str, *, strong: Iterable = (), label_ends: bool = True,
    decimals: int = 1, line: float | None = None, line_label: str = "", row: float = 1.25, fold: float | None = None,
) -> LessonFigure:  # fmt: skip
    """A dot a case, side by side where they meet. values: index = cases; a dict gives one row a group. ``strong`` are named.

    ``row``: inches a group's row is high. ``fold``: the scale narrows beyond ± this value, equal steps far out are equal factors.
    """
    groups = {k: named(v.dropna()) for k, v in (values.items() if isinstance(values, dict) else [("", values)])}
    strong, both = {label(s) for s in strong}, pd.concat(groups.values())
    unit += f" (the scale narrows beyond ±{fold:g})" if fold else ""
    fig, ax, _ = pieces.row_canvas(
        list(groups), title, unit, source, row if len(groups) > 1 else 1.7, above=0.18 if line_label else 0.0
    )
    put = (lambda v: np.arcsinh(v / fold)) if fold else np.asarray
    low, high = (put(v) for v in (min(both.min(), line if line is not None else both.min()), both.max()))
    pieces.dot_axis(ax, low, high, right=0.3)
    if fold:
        _folded_ticks(ax, fold, both.min(), both.max())
    wide, high = pieces.inches(ax)
    step = np.ptp(ax.get_xlim()) / wide, np.ptp(ax.get_ylim()) / high  # data units an inch
    for k, group in enumerate(groups.values()):
        up = _swarm(put(group.to_numpy()) / step[0], 0.1) * step[1]
        named_ = strong or ({group.idxmin(), group.idxmax()} if label_ends else set())
        colours = [
            theme.colour(i, HIGHLIGHT) if i in strong else GREY if strong else theme.COLOURS[0] for i in group.index
        ]
        at = np.column_stack([put(group.to_numpy()), k + up])
        ax.scatter(*at.T, s=44, color=colours, edgecolor=CARD, linewidth=0.6, zorder=3)
        names = {j: str(i) for j, i in enumerate(group.index) if i in named_}
        pieces.name_points(ax, at, names, {j: colours[j] if strong else INK for j in names})
    if line is not None:
        pieces.reference(ax, float(put(line)), line_label)
    told = " ".join(
        f"{k} {len(g)} cases, median {number(g.median(), decimals)}. {pieces.extremes(g, decimals)}"
        for k, g in groups.items()
    )
    named_words = ", ".join(f"{i} {number(v, decimals)}" for i, v in both.items() if i in strong)
    return theme.finish(fig, f"A dot a case, {unit}. {told} {named_words}{'.' * bool(named_words)}")


def _folded_ticks(ax, fold: float, low: float, high: float) -> None:
    """Ticks of a scale that narrows beyond ± a value: 0, and factors of about three from it on."""
    steps = [s * 10.0**k for k in range(-3, 7) for s in (1, 3)]
    at = [0.0, *(s for s in steps if fold <= s <= high), *(-s for s in steps if fold <= s <= -low)]
    ax.set_xticks(np.arcsinh(np.array(at) / fold), [f"{v:,g}".replace("-", "−") for v in at])


def _swarm(at: np.ndarray, size: float) -> np.ndarray:
    """How far up or down each dot of a diameter moves so that none covers another (inches), nearest free place first."""
    up, put = np.zeros(len(at)), []
    for i in np.argsort(at, kind="stable"):
        near = [j for j in put if abs(at[j] - at[i]) < size]
        tries = sorted(
            {0.0, *(up[j] + s * math.sqrt(size**2 - (at[j] - at[i]) ** 2) * 1.02 for j in near for s in (1, -1))},
            key=abs,
        )
        up[i] = next(u for u in tries if all((u - up[j]) ** 2 + (at[j] - at[i]) ** 2 >= size**2 * 0.999 for j in near))
        put.append(i)
    return up


def waffle(
    kinds: pd.Series, title: str, source, unit: str, *, order: Iterable = (), per_row: int = 14, ids: bool = True
) -> LessonFigure:
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
    told = "; ".join(
        f"{k} {n}" + (f" ({', '.join(map(str, kinds.index[kinds == k]))})" if ids and n else "")
        for k, n in counts.items()
    )
    return theme.finish(fig, f"Waffle chart, a square for each of {len(kinds)} {unit}: {told}.")
