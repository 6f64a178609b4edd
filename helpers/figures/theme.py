"""One look for every figure: colours that belong to someone, a canvas with its words outside the data, an accessible name.

A chart asks `canvas` for panels of a given size; title, unit, key and source get their own room above and below, measured
from the letters, so that nothing is ever laid out twice. `finish` gives the figure its description.
"""

from __future__ import annotations

import base64
import html
import io
import math
import re
from functools import cache, lru_cache

import numpy as np
import seaborn as sns
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.image import imsave
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.textpath import TextToPath

from helpers import datasets, shelf
from helpers.classification import regions
from helpers.figures.letters import family, split
from helpers.words import HAN, language, say
from helpers.words import listed as listed  # figures name things in words

CARD = "#FCFCFA"  # an opaque card, so figures read on dark pages too
INK, WORDS, GREY, LINK, LINE = (
    "#222222",
    "#55595E",
    "#868B90",
    "#C9CBC8",
    "#E4E4E0",
)  # words 13:1 and 7:1, marks 3.3:1, faint ones
HIGHLIGHT = "#0B61A4"  # what a chart is about; the E11's colour, because the course is about them
# Colours of things that are no place, in order. All words can be written in them (4.5:1 against the card).
COLOURS = ("#1F5FA8", "#B04A00", "#0F7A55", "#8A3C96", "#7D6600", "#00748C", "#A32F4E", "#4E5AA8", "#6B4F3A")
MARKERS = ("o", "s", "^", "D", "v", "P")
_OWN = {
    "E11": HIGHLIGHT, "E11 without China": "#007A87", "CHN": "#B5281C", "USA": "#6A3D9A", "EU": "#8A6500",
    "JPN": "#B0226B", "DEU": "#3D3D3D", "IND": "#A85A00", "KOR": "#00707F", "MEX": "#1B7A3D", "BRA": "#4F7300",
    "RUS": "#5A4FA3", "TUR": "#A3245A", "IDN": "#9C4A2F", "SAU": "#5C6B00", "ZAF": "#8C5A2B", "ARG": "#226F9E",
    "FRA": "#3355B5", "GBR": "#7C2D4A", "CAN": "#C0392B", "WLD": "#4A4F55", "ROW": "#6E7378",
    "Factory Asia": "#A63A1E", "Europe": "#7A5C00", "North America": "#5B3A8C", "Other": "#696E73",
    "rich in 1995": "#1A4F8A", "other economies": "#0E7C66", "rest of the world": "#64696E",
    "supported": "#17763F", "mixed": "#8F6000", "contradicted": "#B23A2A", "untestable here": "#6C7177", "model result": "#2F5D9B",
}  # fmt: skip
_ALSO = (
    (r"E11 without China.*", "E11 without China"), (r"E11\b.*", "E11"), (r"(the )?(EU|European Union)\b.*", "EU"),
    (r"(the |all industries, )?world|all economies", "WLD"), (r"all others|the rest of the world", "ROW"),
    (r"the United States", "USA"),
)  # fmt: skip
WIDTH = 8.0  # inches; all figures are as wide as a notebook's column
PIXELS_PER_INCH = 100  # size on the page
DPI = 130  # sharpness of the stored picture
MANY = 400  # characters of numbers that a screen reader is spared
TITLE, UNIT, LABEL, SMALL = 12, 9.5, 9, 7.5  # points

_STYLE = sns.axes_style("whitegrid") | {
    "figure.facecolor": CARD, "axes.facecolor": CARD, "axes.edgecolor": "#BBBBBB", "grid.color": LINE,
    "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False, "font.family": ["DejaVu Sans"],
    "font.size": 10, "axes.labelsize": LABEL, "xtick.labelsize": LABEL, "ytick.labelsize": LABEL, "text.color": INK,
    "axes.labelcolor": WORDS, "xtick.color": WORDS, "ytick.color": WORDS, "xtick.major.size": 0, "ytick.major.size": 0,
    "xtick.major.pad": 5,
}  # fmt: skip


# -- words -------------------------------------------------------------------------------------------------------------
def percent(fraction: float, digits: int = 0) -> str:
    """0.37 → "37 %", the course's one way to write per cent: a narrow space that does not break before the sign."""
    return f"{round(fraction * 100, digits) + 0.0:.{digits}f}\u202f%"


def tidy(words: str) -> str:
    """Words as figures show them: per cent written as `percent` does."""
    return re.sub(r"(?<=\d)[ \u00a0]?%", "\u202f%", words)


def number(value: float, decimals: int) -> str:
    """A number as figures show it: thousands set off, a minus as long as a plus and none before a zero."""
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace("-", "−")


def source_line(source) -> str:
    """The source in words: names of data sets and years of tables as the catalogue has them, other words as they are."""
    parts = [source] if isinstance(source, str | int) else list(source)
    known = [p for p in parts if not isinstance(p, str) or p in shelf.files()]
    return "; ".join(([datasets.source(*known)] if known else []) + [p for p in parts if p not in known])


def width(words: str, size: float, weight: str = "normal") -> float:
    """How wide words are drawn, in inches."""
    return _width(say(words), size, weight)


@lru_cache(8192)
def _width(words: str, size: float, weight: str) -> float:
    font = FontProperties(family=family(words), size=size, weight=weight)
    lines = words.split("\n")
    return max(_METRICS.get_text_width_height_descent(line or " ", font, False)[0] for line in lines) / 72


_METRICS = TextToPath()


def wrap(words: str, inches: float, size: float, weight: str = "normal") -> str:
    """Words in as few lines as ``inches`` allow, the lines about equally long, so that no word is left alone."""
    return _wrap(say(words), inches, size, weight)


@lru_cache(2048)
def _wrap(words: str, inches: float, size: float, weight: str) -> str:
    fewest = _fill(words, inches, size, weight)
    low, high = inches / max(len(fewest), 1) * 0.8, inches
    while len(fewest) > 1 and high - low > 0.08:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_fill(words, middle, size, weight)) <= len(fewest) else (middle, high)
    return "\n".join(_fill(words, high, size, weight))


def _fill(words: str, inches: float, size: float, weight: str) -> list[str]:
    lines: list[str] = []
    for gap, word in split(words):
        if lines and _width(f"{lines[-1]}{gap}{word}", size, weight) <= inches:
            lines[-1] += f"{gap}{word}"
        else:
            lines.append(word)
    return lines


# -- colours -----------------------------------------------------------------------------------------------------------
@cache
def _codes() -> dict[str, str]:
    return {name: code for code, name in regions()["name"].items()}


def entity(key) -> str | None:
    """The code of an economy or group from its code or any of its names ("China", "EU 27"); None for other things."""
    key = str(key)
    key = _codes().get(key, key)
    key = next((code for pattern, code in _ALSO if re.fullmatch(pattern, key)), key)
    return key if key in _OWN or key in regions().index else None


def colour(key, otherwise: int | str = 0) -> str:
    """The colour an economy, group, area, income group or verdict has in the whole course, by code or name.

    ``otherwise``: what other things get: a colour, or a place in the order of `COLOURS`.
    """
    code = entity(key)
    if code in _OWN:
        return _OWN[code]
    if code is not None:
        return _spread_hue(regions().index.get_loc(code))
    return otherwise if isinstance(otherwise, str) else COLOURS[otherwise % len(COLOURS)]


@cache
def _spread_hue(place: int) -> str:
    """One of many dark colours, apart by the golden angle, darkened until words in it can be read."""
    hue, value = (0.11 + place * 0.618034) % 1, 0.62
    while True:
        rgb = np.clip(np.abs((hue * 6 + np.array([0, 4, 2])) % 6 - 3) - 1, 0, 1) * 0.72 + 0.28
        found = "#" + "".join(f"{round(255 * c * value):02X}" for c in rgb)
        if contrast(found) >= 4.6:
            return found
        value *= 0.96


def contrast(one: str, other: str = CARD) -> float:
    """How far two colours stand apart (WCAG's ratio): words need 4.5, marks 3."""
    light = sorted(_luminance(c) for c in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def _luminance(colour: str) -> float:
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return float(np.where(c <= 0.03928, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722])


# -- the figure --------------------------------------------------------------------------------------------------------
class _Quick(RendererAgg):
    """Draws each line of words as a picture that is kept: labels, units and sources come again with every move of a control."""

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None) -> None:
        if angle or ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        (right, left), (up, down) = (divmod(round(4 * v), 4) for v in (x, self.height - y))
        line, below = _line(s, prop.copy(), self.dpi, gc.get_rgb(), left, down)
        self.draw_image(gc, right - _EDGE, up - below, line)

    def get_text_width_height_descent(self, s, prop, ismath) -> tuple[float, float, float]:
        return _measured(s, prop.copy(), ismath, self.dpi)


_EDGE = 4  # pixels about a line, for letters that lean out


@lru_cache(512)
def _line(words: str, font: FontProperties, dpi: float, ink: tuple, x: int, y: int) -> tuple[np.ndarray, int]:
    """A line of words as RGBA rows, the lowest first, and how many of these lie below its foot.

    x, y: quarters of a pixel by which it lies right of and above whole ones.
    """
    wide, high, below = _measured(words, font, False, dpi)
    below = math.ceil(below) + _EDGE
    drawn = RendererAgg(math.ceil(wide) + 2 * _EDGE, math.ceil(high) + below + _EDGE, dpi)
    gc = drawn.new_gc()
    gc.set_foreground(ink, isRGBA=True)
    drawn.draw_text(gc, _EDGE + x / 4, drawn.height - below - y / 4, words, font, 0)
    return np.array(drawn.buffer_rgba())[::-1], below


@lru_cache(4096)
def _measured(words: str, font: FontProperties, maths, dpi: float) -> tuple[float, float, float]:
    return RendererAgg(1, 1, dpi).get_text_width_height_descent(words, font, maths)


class LessonFigure(Figure):
    """A figure that shows itself as one picture with an accessible name, in HTML, and as plain text.

    JupyterLab drops a picture's alternative text unless it comes as HTML. The plain text carries the figure's numbers,
    so a comparison of stored outputs notices when they change; the picture's bytes depend on nothing but the figure.
    """

    title: str = ""
    told: str = ""
    numbers: str = ""

    @property
    def alt(self) -> str:
        """The alternative text: the finding, what is drawn, its unit and extremes; its numbers where they are few."""
        numbers = f" {self.numbers}" if 0 < len(self.numbers) <= MANY else ""
        stop = "" if self.title.endswith((".", "?", "!", "？")) else "。" if HAN.search(self.title) else "."
        return f"{self.title}{stop} {self.told}{numbers}"

    def png(self, dpi: int = DPI) -> bytes:
        """The picture as PNG bytes, without the program's version."""
        held = io.BytesIO()
        self.set_dpi(dpi)
        if dpi >= DPI:
            self.canvas.print_png(held, metadata={"Software": None})
            return held.getvalue()
        drawn = _Quick(*self.canvas.get_width_height(), dpi)  # for a screen: a control waits for it
        with rc_context({"text.hinting": "no_hinting"}):
            self.draw(drawn)
        imsave(held, drawn.buffer_rgba(), format="png", metadata={"Software": None}, pil_kwargs={"compress_level": 1})
        return held.getvalue()

    def __repr__(self) -> str:
        return f"Figure: {self.title} | {self.told} {self.numbers}".rstrip()

    def _repr_html_(self) -> str:
        wide, high = (round(v * PIXELS_PER_INCH) for v in self.get_size_inches())
        data = base64.b64encode(self.png()).decode()
        return (
            f'<img alt="{html.escape(self.alt)}" width="{wide}" height="{high}" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{data}">'
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}


def canvas(
    title: str,
    unit: str,
    source,
    height: float,
    *,
    left: float = 0.3,
    right: float = 0.3,
    above: float = 0.0,
    below: float = 0.32,
    key: list[tuple[str, str, str]] | None = None,
    grid: tuple[int, int] = (1, 1),
    gap: tuple[float, float] = (0.3, 0.55),
) -> tuple[LessonFigure, Axes | np.ndarray]:
    """A figure and its panels: title, unit and key above them, the source below, all measured in inches.

    height: of one panel; left, right, above, below: room for the words around the panels; key: (words, colour, marker)
    in a line of its own; grid: rows and columns of panels, ``gap`` between columns and rows.
    """
    inner = WIDTH - 0.36
    title = tidy(title)
    heads = [(wrap(title, inner, TITLE, "bold"), TITLE, "bold", INK, 0.205)]
    heads += [(wrap(tidy(unit), inner, UNIT), UNIT, "normal", WORDS, 0.165)] if unit else []
    foot = wrap(f"Source: {tidy(source_line(source))}", inner * 0.96, SMALL)  # small letters are drawn wider
    rows = _key_rows(key or [], inner)
    top = 0.13 + sum((h.count("\n") + 1) * step + 0.04 for h, *_, step in heads) + 0.21 * len(rows) + 0.1 + above
    bottom = 0.1 + 0.13 * (foot.count("\n") + 1) + below
    nrows, ncols = grid
    high = top + nrows * height + (nrows - 1) * gap[1] + bottom
    with rc_context(_STYLE):
        fig = LessonFigure(figsize=(WIDTH, high), layout=None)
        FigureCanvasAgg(fig)
        fig.title = say(title)
        y = 0.13
        for words, size, weight, ink, step in heads:
            fig.text(0.14 / WIDTH, 1 - y / high, words, size=size, weight=weight, color=ink, va="top", linespacing=1.15)
            y += step * (words.count("\n") + 1) + 0.04
        _draw_key(fig, rows, y + 0.1, high)
        fig.text(0.14 / WIDTH, 0.09 / high, foot, size=SMALL, color=WORDS, va="bottom", linespacing=1.15)
        wide = (WIDTH - left - right - (ncols - 1) * gap[0]) / ncols
        axes = np.empty(grid, dtype=object)
        for r, c in np.ndindex(grid):
            x0, y0 = left + c * (wide + gap[0]), bottom + (nrows - 1 - r) * (height + gap[1])
            axes[r, c] = fig.add_axes((x0 / WIDTH, y0 / high, wide / WIDTH, height / high))
    return fig, axes[0, 0] if grid == (1, 1) else axes


def _key_rows(key: list, inner: float) -> list[list[tuple[float, tuple]]]:
    rows, at = [], math.inf
    for item in key:
        wide = width(tidy(item[0]), LABEL) + 0.42
        if at + wide > inner + 0.2:
            rows.append([])
            at = 0.14
        rows[-1].append((at, item))
        at += wide
    return rows


def _draw_key(fig: LessonFigure, rows: list, y: float, high: float) -> None:
    """A key in the room above the panels: a mark and its words, in the mark's colour where they can be read in it."""
    for k, row in enumerate(rows):
        level = 1 - (y + 0.21 * k) / high
        for x, (words, ink, marker) in row:
            fig.add_artist(Line2D(
                [(x + 0.07) / WIDTH], [level], marker=marker, color=ink, markersize=11 if marker == "|" else 8,
                markeredgewidth=2.2 if marker == "|" else 0.8, markeredgecolor=ink if contrast(ink) >= 3 else GREY, linestyle="none",
            ))  # fmt: skip
            readable = ink if contrast(ink) >= 4.5 else WORDS
            fig.text((x + 0.19) / WIDTH, level, tidy(words), size=LABEL, color=readable, va="center_baseline")


def finish(fig: LessonFigure, told: str, numbers: str = "") -> LessonFigure:
    """Give a figure its description: kind of chart, unit, extremes; and its numbers, which the plain text holds in any case.

    Together with the title they are the alternative text, of 40 characters or more.
    """
    if language() != "en":
        _in_words(fig)
    fig.told, fig.numbers = (re.sub(r" +", " ", tidy(words)).strip() for words in (told, numbers))
    if len(told) < 20 or len(fig.alt) < 40:
        raise ValueError(f"A description tells the kind of chart, its unit and extremes; got {told!r}.")
    return fig


def _in_words(fig: LessonFigure) -> None:
    """Say all words of a figure in the language chosen, in letters that have its signs."""
    for ax in fig.axes:
        ax.get_xticklabels(), ax.get_yticklabels()  # makes them, so that they are found
    for text in fig.findobj(Text):
        text.set_text(say(text.get_text()))
        if HAN.search(text.get_text()):
            text.set_fontfamily(family(text.get_text()))


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
