"""Interactive parts: a registry of pure functions with their controls, and the thin widget around each.

An explorer is a function of plain values that returns a figure and a sentence. ``@explorer`` registers it with its
question, its controls (with bounds and defaults) and the time it may take; ``show`` puts widgets round it and
``default`` gives its result at the default setting.
"""

from __future__ import annotations

import html
import importlib
import itertools
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as widgets
import traitlets

from helpers.figures.theme import PIXELS_PER_INCH, LessonFigure

SCREEN_DPI = 100


@dataclass(frozen=True)
class Slider:
    """A number between two bounds."""

    low: float
    high: float
    default: float
    step: float = 1
    label: str = ""

    def ends(self) -> list:
        return [self.low, self.high]

    def any(self, rng) -> float:
        steps = round((self.high - self.low) / self.step)
        value = self.low + self.step * int(rng.integers(steps + 1))
        return type(self.default)(value)

    def accepts(self, value) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high

    def widget(self, name: str):
        make = widgets.IntSlider if isinstance(self.default, int) else widgets.FloatSlider
        return make(
            min=self.low,
            max=self.high,
            step=self.step,
            value=self.default,
            description=self.label or name,
            continuous_update=False,
            style=_STYLE,
            layout=_WIDE,
        )


@dataclass(frozen=True)
class Choice:
    """One of several: code → words shown."""

    options: dict[Any, str]
    default: Any
    label: str = ""

    def ends(self) -> list:
        return list(self.options)

    def any(self, rng):
        return list(self.options)[int(rng.integers(len(self.options)))]

    def accepts(self, value) -> bool:
        return value in self.options

    def widget(self, name: str):
        return widgets.Dropdown(
            options=[(words, code) for code, words in self.options.items()],
            value=self.default,
            description=self.label or name,
            style=_STYLE,
            layout=_WIDE,
        )


@dataclass(frozen=True)
class Toggle:
    """Yes or no."""

    default: bool = False
    label: str = ""

    def ends(self) -> list:
        return [False, True]

    def any(self, rng) -> bool:
        return bool(rng.integers(2))

    def accepts(self, value) -> bool:
        return isinstance(value, bool)

    def widget(self, name: str):
        return widgets.Checkbox(value=self.default, description=self.label or name, indent=False, layout=_WIDE)


@dataclass(frozen=True)
class Board:
    """One of several, as rows of buttons: row label → {code: words on the button}."""

    rows: dict[str, dict[Any, str]]
    default: Any
    label: str = ""

    def ends(self) -> list:
        return [code for row in self.rows.values() for code in row]

    def any(self, rng):
        return self.ends()[int(rng.integers(len(self.ends())))]

    def accepts(self, value) -> bool:
        return value in self.ends()

    def widget(self, name: str):
        return _Buttons(self.rows, self.default)


class _Buttons(widgets.VBox):
    """Rows of buttons that hold one value; the chosen one is pressed in and says so to screen readers."""

    value = traitlets.Any()

    def __init__(self, rows: dict[str, dict[Any, str]], value: Any):
        self._buttons, lines = {}, []
        for label, row in rows.items():
            line = [widgets.Label(label, layout=widgets.Layout(width="140px"))]
            for code, words in row.items():
                button = widgets.Button(description=words, tooltip=words, layout=widgets.Layout(width="auto"))
                button.on_click(lambda _, chosen=code: setattr(self, "value", chosen))
                self._buttons[code] = button
                line.append(button)
            lines.append(widgets.HBox(line, layout=widgets.Layout(flex_flow="row wrap")))
        super().__init__(lines)
        self.value = value

    @traitlets.observe("value")
    def _press(self, change) -> None:
        for code, button in self._buttons.items():
            button.button_style = "primary" if code == change["new"] else ""
            button.icon = "check" if code == change["new"] else ""


_STYLE = {"description_width": "initial"}
_WIDE = widgets.Layout(width="520px", max_width="95%") if hasattr(widgets, "Layout") else {}


@dataclass(frozen=True)
class Explorer:
    """A registered interactive part."""

    id: str
    title: str
    question: str
    controls: dict[str, Slider | Choice | Toggle | Board]
    draw: Callable[..., tuple[LessonFigure, str]]
    budget: float = 0.15  # seconds from a release of the control to the new figure
    settings: dict = field(default_factory=dict)

    def defaults(self) -> dict:
        return {name: control.default for name, control in self.controls.items()}

    def __call__(self, **values) -> tuple[LessonFigure, str]:
        """The figure and sentence of a setting; ValueError in words for a control or a value it does not have."""
        for name, value in values.items():
            if name not in self.controls:
                raise ValueError(f"Explorer {self.id} has no control {name!r}; it has {', '.join(self.controls)}.")
            if not self.controls[name].accepts(value):
                raise ValueError(f"{value!r} is outside what {name!r} of explorer {self.id} can be.")
        return self.draw(**(self.defaults() | values))


def explorer(id: str, title: str, question: str, controls: dict, budget: float = 0.15):
    """Make an explorer of a pure function (decorator)."""
    return lambda draw: Explorer(id, title, question, controls, draw, budget)


def of_lesson(number: str) -> list[Explorer]:
    """The explorers of a lesson such as "2.2", from its module; none where it has no module."""
    module = f"{__name__}.lesson_{number.replace('.', '_')}"
    try:
        held = vars(importlib.import_module(module)).values()
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        return []
    return sorted((e for e in held if isinstance(e, Explorer)), key=lambda e: e.id)


def every() -> list[Explorer]:
    """All explorers of all lessons."""
    modules = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name.startswith("lesson_"))
    return [e for m in modules for e in of_lesson(m.removeprefix("lesson_").replace("_", "."))]


def find(id: str) -> Explorer:
    """The explorer with an id such as "2.2a"; ValueError lists the ids there are."""
    lesson = re.match(r"\d+\.\d+", str(id))
    found = next((e for e in of_lesson(lesson[0]) if e.id == id), None) if lesson else None
    if found is None:
        raise ValueError(f"There is no explorer {id!r}; there are {', '.join(e.id for e in every())}.")
    return found


def settings(e: Explorer, rng, more: int = 5):
    """Settings worth trying: the default, each control's ends, the corners (up to 16), some at random."""
    yield e.defaults()
    for name, control in e.controls.items():
        for value in control.ends():
            yield e.defaults() | {name: value}
    corners = itertools.product(*([c.ends()[0], c.ends()[-1]] for c in e.controls.values()))
    yield from (dict(zip(e.controls, corner, strict=True)) for corner in itertools.islice(corners, 16))
    for _ in range(more):
        yield {name: control.any(rng) for name, control in e.controls.items()}


def default(id: str) -> LessonFigure:
    """The figure of an explorer at its default setting, its sentence in the alt text."""
    return find(id)()[0]


def show(id: str) -> widgets.VBox:
    """The explorer with its controls. A problem shows as a sentence below the controls, never as a traceback."""
    e = find(id)
    controls = {name: control.widget(name) for name, control in e.controls.items()}
    image = widgets.Image(format="png")
    sentence = widgets.HTML()

    def redraw(_=None):
        if e.budget > 0.15:
            sentence.value = "<p role='status'>Working …</p>"
        try:
            fig, words = e(**{name: w.value for name, w in controls.items()})
            image.value = fig.png(SCREEN_DPI)
            image.width = round(fig.get_size_inches()[0] * PIXELS_PER_INCH)
            image.layout.max_width = "100%"
            image.alt = fig.alt
            sentence.value = f"<p role='status'>{html.escape(words)}</p>"
        except Exception as error:
            sentence.value = f"<p role='alert'><b>This setting cannot be shown:</b> {html.escape(str(error))}</p>"

    for w in controls.values():
        w.observe(redraw, "value")
    redraw()
    head = widgets.HTML(f"<b>{html.escape(e.title)}</b><br>{html.escape(e.question)}")
    return widgets.VBox([head, *controls.values(), sentence, image])
