"""What a look at a figure would find: words that meet or leave the picture, keys over data, pale words and marks."""

from __future__ import annotations

import itertools

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.text import Text

from helpers.figures import theme
from helpers.figures.theme import LessonFigure

FAINT = {theme.LINE, theme.LINK, theme.CARD}  # grids, links between two dots, gaps: they help the eye and say nothing


def lint(fig: LessonFigure) -> list[str]:
    """All that is wrong with how a figure looks and what it says, in words; an empty list if nothing is."""
    fig.set_dpi(theme.PIXELS_PER_INCH)
    fig.draw_without_rendering()
    words = _words(fig)
    return [
        *_meeting(words),
        *_leaving(words, fig),
        *_on_marks(words, fig),
        *_keys_over_data(fig),
        *pale_words(words),
        *pale_marks(fig),
        *_said(fig),
    ]


def _words(fig) -> list[tuple[Text, object]]:
    """Every text that is drawn, with its box in pixels."""
    renderer = fig.canvas.get_renderer()
    shown = list(fig.texts)
    for ax in fig.axes:
        shown += [*ax.texts, ax.title, ax._left_title, ax._right_title]
        if ax.axison:
            shown += [
                ax.xaxis.label,
                ax.yaxis.label,
                *_tick_words(ax.xaxis, ax.get_xlim()),
                *_tick_words(ax.yaxis, ax.get_ylim()),
            ]
    shown = [t for t in shown if t.get_visible() and t.get_text().strip()]
    return [(t, Text.get_window_extent(t, renderer)) for t in shown]


def _tick_words(axis, limits) -> list[Text]:
    low, high = sorted(limits)
    slack = 1e-6 * (high - low)
    ticks = [
        t for t in axis.get_major_ticks(len(axis.get_majorticklocs())) if low - slack <= t.get_loc() <= high + slack
    ]
    return [word for t in ticks for word in (t.label1, t.label2)]


def _meeting(words) -> list[str]:
    out = []
    for (one, a), (other, b) in itertools.combinations(words, 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        if wide > 2 and high > 3:
            out.append(f"words meet: {one.get_text()!r} and {other.get_text()!r} by {wide:.0f} × {high:.0f} pixels")
    return out


def _leaving(words, fig) -> list[str]:
    high, wide = fig.bbox.height, fig.bbox.width
    return [
        f"words leave the picture: {t.get_text()!r}"
        for t, b in words
        if b.x0 < -1 or b.x1 > wide + 1 or b.y0 < -1 or b.y1 > high + 1
    ]


def _on_marks(words, fig) -> list[str]:
    """Words that stand on the middle of a dot or on an end of a line."""
    out = []
    for ax in fig.axes:
        points = [ax.transData.transform(c.get_offsets()) for c in ax.collections if len(c.get_offsets()) > 1]
        points += [
            ax.transData.transform(line.get_xydata().astype(float))
            for line in ax.lines
            if line.get_transform() == ax.transData
        ]
        at = np.vstack(points) if points else np.empty((0, 2))
        for text, box in words:
            if (
                text in ax.texts
                and ((at > (box.x0 + 1, box.y0 + 2)) & (at < (box.x1 - 1, box.y1 - 2))).all(axis=1).any()
            ):
                out.append(f"words on a mark: {text.get_text()!r}")
    return out


def _keys_over_data(fig) -> list[str]:
    """Legends inside a panel, and parts of our own key that reach into one."""
    out = ["a legend lies in a panel" for ax in fig.axes if ax.get_legend()]
    for text in fig.texts:
        box = text.get_window_extent()
        out += [
            f"words over a panel: {text.get_text()!r}"
            for ax in fig.axes
            if box.overlaps(ax.bbox.shrunk(0.99, 0.99))
            if ax.axison or ax.lines
        ]
    return out


def pale_words(words) -> list[str]:
    """Words with less than 4.5:1 against what lies behind them."""
    axes = {t.axes for t, _ in words if t.axes is not None}
    patches = {ax: [(p, p.get_window_extent()) for p in sorted(ax.patches, key=lambda p: -p.get_zorder())] for ax in axes}
    return [
        f"pale words ({ratio:.1f}): {t.get_text()!r}"
        for t, b in words
        if (ratio := theme.contrast(to_hex(t.get_color()).upper(), _behind(t, b, patches))) < 4.5
    ]


def _behind(text: Text, box, patches) -> str:
    """The colour behind a text: that of the bar or cell it stands in, else the card's."""
    ax = text.axes
    if ax is None or text not in ax.texts:
        return theme.CARD
    middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    for patch, extent in patches[ax]:
        if extent.contains(*middle):
            return to_hex(patch.get_facecolor()).upper()
    for image in ax.images:
        column, row = np.rint(ax.transData.inverted().transform(middle)).astype(int)
        data = image.get_array()
        if 0 <= row < data.shape[0] and 0 <= column < data.shape[1]:
            return to_hex(data[row, column]).upper()
    return theme.CARD


def pale_marks(fig) -> list[str]:
    """Lines, bars and points whose fill and edge both have less than 3:1 against the card."""
    out = []
    for ax in fig.axes:
        found = [(line.get_color(), line.get_color()) for line in ax.lines]
        found += [(p.get_facecolor(), p.get_edgecolor()) for p in ax.patches]
        for c in ax.collections:
            if c.get_zorder() > 0:  # land on a map lies below everything
                faces, edges = c.get_facecolor(), c.get_edgecolor()
                found += [
                    (f, e)
                    for f, e in itertools.zip_longest(faces, edges, fillvalue=(faces if len(faces) else edges)[0])
                ]
        for colours in {(_colour(f), _colour(e)) for f, e in found}:
            hexes = {to_hex(v).upper() for v in colours}
            if not hexes & {f.upper() for f in FAINT} and max(theme.contrast(h) for h in hexes) < 3:
                out.append(f"pale mark {sorted(hexes)}")
    return sorted(set(out))


def _colour(c):
    return c if isinstance(c, str) else tuple(np.asarray(c, dtype=float))


def _said(fig) -> list[str]:
    out = [] if len(fig.alt) >= 40 else [f"too little said: {fig.alt!r}"]
    out += (
        [] if fig.title and fig.alt.startswith(fig.title) else ["the alternative text does not begin with the finding"]
    )
    out += [
        f"{word!r} in the alternative text"
        for word in ("nan", "inf")
        if word in fig.alt.lower().replace(",", " ").split()
    ]
    return out
