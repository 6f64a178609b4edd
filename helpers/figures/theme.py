"""One look for every figure: colours that survive colour blindness and grey print, direct labels, source, alt text."""

from __future__ import annotations

import base64
import io
import textwrap

import numpy as np
import seaborn as sns
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Okabe and Ito's colours (safe for colour blindness), in an order whose grey values also differ.
BLUE, ORANGE, GREEN, RED, PURPLE, SKY, BLACK, GREY = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#222222", "#9A9A9A",
)  # fmt: skip
COLOURS = (BLUE, ORANGE, GREEN, RED, PURPLE, SKY)
MARKERS = ("o", "s", "^", "D", "v", "P")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)), (0, (1, 1)))
CARD = "#FCFCFA"  # an opaque card, so figures read on dark pages too
PIXELS_PER_INCH = 100  # size on the page
DPI = 130  # sharpness of the stored picture

_STYLE = sns.axes_style("whitegrid") | {
    "figure.facecolor": CARD, "axes.facecolor": CARD, "axes.edgecolor": "#BBBBBB", "grid.color": "#E4E4E0",
    "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False, "font.family": ["DejaVu Sans"],
    "font.size": 10, "axes.titlesize": 10, "axes.titlelocation": "left", "axes.titleweight": "bold",
    "axes.labelsize": 9, "xtick.labelsize": 9, "ytick.labelsize": 9, "text.color": BLACK, "axes.labelcolor": "#444444",
    "xtick.color": "#444444", "ytick.color": "#444444",
}  # fmt: skip


class LessonFigure(Figure):
    """A figure that shows itself with its alt text: image/png with alt, and title and alt as plain text.

    The plain text carries the figure's numbers, so a comparison of stored outputs notices when they change.
    """

    title: str = ""
    alt: str = ""

    def png(self, dpi: int = DPI) -> bytes:
        """The picture as PNG bytes."""
        held = io.BytesIO()
        self.savefig(held, format="png", dpi=dpi)
        return held.getvalue()

    def __repr__(self) -> str:
        return f"Figure: {self.title} | {self.alt}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        width, height = (round(v * PIXELS_PER_INCH) for v in self.get_size_inches())
        data = {"image/png": base64.b64encode(self.png()).decode(), "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.alt, "width": width, "height": height}}


def figure(
    nrows: int = 1, ncols: int = 1, width: float = 8.0, height: float = 4.0, margins: tuple | None = None, **subplots
):
    """A themed figure and its axes (as `plt.subplots`), apart from pyplot so that nothing is shown twice.

    ``margins`` in inches (left, right, top, bottom) skips the automatic layout, which halves the time of a redraw.
    """
    with rc_context(_STYLE):
        fig = LessonFigure(figsize=(width, height), layout=None if margins else "constrained")
        FigureCanvasAgg(fig)
        axes = fig.subplots(nrows, ncols, **subplots)
        for ax in np.atleast_1d(axes).ravel():
            ax.tick_params(length=0)
    if margins:
        left, right, top, bottom = margins
        fig.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)
    return fig, axes


def finish(fig: LessonFigure, title: str, source: str, alt: str) -> LessonFigure:
    """Give a figure the finding as its title, its source line and its alt text (at least 40 characters)."""
    if len(alt) < 40:
        raise ValueError(f"Alt text needs at least 40 characters that tell type, axes and message; got {alt!r}.")
    width, height = fig.get_size_inches()
    wide = int(width * 9.6)
    edge = {} if fig.get_layout_engine() else {"top": 1 - 0.08 / height, "bottom": 0.06 / height}
    with rc_context(_STYLE):
        fig.suptitle(
            "\n".join(textwrap.wrap(title, wide)),
            x=0.01,
            ha="left",
            fontsize=12,
            fontweight="bold",
            **({"y": edge["top"], "va": "top"} if edge else {}),
        )
        fig.supxlabel(
            "\n".join(textwrap.wrap(f"Source: {source}", int(wide * 1.6))),
            x=0.01,
            ha="left",
            fontsize=7.5,
            color="#666666",
        )
    fig.title, fig.alt = title, alt
    return fig


def spread(positions, gap: float, low: float | None = None, high: float | None = None) -> np.ndarray:
    """Move label positions apart to at least ``gap``, keeping their order and their middle as far as it can."""
    at = np.asarray(positions, dtype=float)
    order = np.argsort(at, kind="stable")
    out = at[order].copy()
    for _ in range(100):
        moved = False
        for i in range(1, len(out)):
            lack = gap - (out[i] - out[i - 1])
            if lack > 1e-9:
                out[i - 1] -= lack / 2
                out[i] += lack / 2
                moved = True
        if low is not None and len(out):
            out += max(0.0, low - out[0])
        if high is not None and len(out):
            out -= max(0.0, out[-1] - high)
        if not moved:
            break
    result = np.empty_like(out)
    result[order] = out
    return result


def label_ends(ax: Axes, ends: dict[str, tuple[float, float, str]], gap: float, pad: float = 0.15) -> None:
    """Write each line's name beside its end: name → (x, y, colour); labels closer than ``gap`` (data units) are moved."""
    names = list(ends)
    heights = spread([ends[k][1] for k in names], gap)
    for name, y in zip(names, heights, strict=True):
        x, _, colour = ends[name]
        ax.annotate(name, (x + pad, y), color=colour, fontsize=9, va="center", annotation_clip=False)


def value_labels(ax: Axes, bars, labels, pad: float = 0.0) -> None:
    """Write a value at the end of each horizontal bar."""
    for bar, text in zip(bars, labels, strict=True):
        ax.annotate(
            text,
            (max(bar.get_width(), 0) + pad, bar.get_y() + bar.get_height() / 2),
            va="center",
            fontsize=9,
            xytext=(3, 0),
            textcoords="offset points",
        )
