"""Interactive parts: pure functions with their controls, found by id, and the thin widget around each.

An explorer is a function of plain values that returns a figure and a sentence. ``@explorer`` gives it its question, its
controls (with bounds and defaults) and the time it may take; ``show`` puts the widget round it and ``default`` gives its
result at the default setting.
"""

from __future__ import annotations

import base64
import html
import importlib
import itertools
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass

from helpers.explorers.controls import Board, Choice, Control, Slider, Toggle
from helpers.explorers.widget import SCREEN_DPI, ExplorerWidget
from helpers.figures.theme import LessonFigure

__all__ = [
    "SCREEN_DPI", "Board", "Choice", "Default", "Explorer", "Slider", "Toggle", "default", "every", "explorer", "find",
    "of_lesson", "settings", "show",
]  # fmt: skip


@dataclass(frozen=True)
class Explorer:
    """An interactive part."""

    id: str
    title: str
    question: str
    controls: dict[str, Control]
    draw: Callable[..., tuple[LessonFigure, str]]
    budget: float = 0.15  # seconds from a release of the control to the new figure

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


def settings(e: Explorer, rng, more: int = 5, corners: int = 16, options: int | None = None):
    """Settings worth trying, each once: the default, each control's ends (a choice's options, or so many of them spread
    over the list), some of the corners, ``more`` at random."""
    ends = ({name: value} for name, control in e.controls.items() for value in _spread(control.ends(), options))
    every = itertools.product(*([c.ends()[0], c.ends()[-1]] for c in e.controls.values()))
    at = (dict(zip(e.controls, corner, strict=True)) for corner in itertools.islice(every, corners))
    chance = ({name: control.any(rng) for name, control in e.controls.items()} for _ in range(more))
    tried = []
    for setting in itertools.chain([{}], ends, at, chance):
        setting = e.defaults() | setting
        if setting not in tried:
            tried.append(setting)
            yield setting


def _spread(values: list, most: int | None) -> list:
    return values if most is None else values[:: -(-len(values) // most)]


@dataclass(frozen=True)
class Default:
    """What an explorer shows at its default setting, without its controls: the figure and its sentence."""

    figure: LessonFigure
    sentence: str

    def __repr__(self) -> str:
        return f"{self.figure!r} | {self.sentence}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        data = self.figure._repr_mimebundle_()
        data, metadata = data if isinstance(data, tuple) else (data, {})
        page = data.get("text/html")
        if page is None:  # a picture beside its alt text, which JupyterLab would drop
            told = "".join(f' {k}="{html.escape(str(v))}"' for k, v in metadata.get("image/png", {}).items())
            picture = data["image/png"]
            picture = base64.b64encode(picture).decode() if isinstance(picture, bytes) else picture
            page = f'<img src="data:image/png;base64,{picture}"{told}>'
        return {"text/html": f"{page}\n<p>{html.escape(self.sentence)}</p>", "text/plain": repr(self)}


def default(asked: str | Explorer) -> Default:
    """The figure and the sentence of an explorer (or of the one with an id) at its default setting."""
    return Default(*_explorer(asked)())


def show(asked: str | Explorer) -> ExplorerWidget:
    """An explorer (or the one with an id) with its controls. A problem shows as a sentence, never as a traceback."""
    return ExplorerWidget(_explorer(asked))


def _explorer(asked: str | Explorer) -> Explorer:
    return asked if isinstance(asked, Explorer) else find(asked)
