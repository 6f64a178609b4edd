"""Exercises that answer back: one of four outcomes, a hint for each known misconception, never the answer.

``check(id, answer)`` says: cannot check, not attempted, not yet (with a hint), or correct. It never raises.
"""

from __future__ import annotations

import html
import importlib
import math
import numbers
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

CANNOT, BLANK, WRONG, RIGHT = "cannot check", "not attempted", "not yet", "correct"
HINT = "hint"
_MARK = {CANNOT: "?", BLANK: "…", WRONG: "✗", RIGHT: "✓", HINT: "→"}


@dataclass(frozen=True)
class Misconception:
    """A known way to go wrong: what it would answer, and what to say to it."""

    name: str
    value: Callable[[], Any]
    hint: str


@dataclass(frozen=True)
class Exercise:
    """One exercise: the right answer is computed, not written down."""

    id: str
    objective: str
    kind: str  # predict, compute, bug hunt, open
    expected: Callable[[], Any] | None = None  # None: open, for groups, with a rubric instead of a check
    misconceptions: tuple[Misconception, ...] = ()
    hints: tuple[str, ...] = ()
    praise: str = ""
    tolerance: float = 0.01  # relative, for numbers
    rubric: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a check says; shown with a mark, a word and a sentence (never by colour alone)."""

    id: str
    status: str
    words: str

    def __repr__(self) -> str:
        return f"{_MARK[self.status]} {self.id} {self.status}. {self.words}".rstrip()

    def _repr_html_(self) -> str:
        edge = {RIGHT: "#009E73", WRONG: "#D55E00"}.get(self.status, "#9A9A9A")
        return (
            f"<div role='status' style='border-left:5px solid {edge};padding:4px 10px'><b>{_MARK[self.status]} "
            f"{self.id}: {self.status}.</b> {html.escape(self.words)}</div>"
        )


def every() -> list[Exercise]:
    """All exercises of all lessons, in the order of their ids."""
    modules = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name.startswith("lesson_"))
    return [e for m in modules for e in importlib.import_module(f"{__name__}.{m}").EXERCISES]


def of_lesson(number: str) -> tuple[Exercise, ...]:
    """The exercises of a lesson such as "2.2"; none where it has no module."""
    module = f"{__name__}.lesson_{number.replace('.', '_')}"
    try:
        return importlib.import_module(module).EXERCISES
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        return ()


def find(id: Any) -> Exercise | None:
    """The exercise with an id such as "2.2.3", from its lesson's module; None where there is none."""
    id = str(id).strip()
    lesson = re.match(r"(\d+\.\d+)\.\d+$", id)
    return next((e for e in of_lesson(lesson[1]) if e.id == id), None) if lesson else None


def check(id: str, answer: Any = ...) -> Outcome:
    """Say how an answer stands. Never raises, never prints the answer."""
    try:
        return _check(id, answer)
    except Exception as error:
        return Outcome(
            str(id),
            CANNOT,
            f"Something in the answer could not be read ({type(error).__name__}). Give a plain number, text or list.",
        )


def _check(id: str, answer: Any) -> Outcome:
    e = find(id)
    if e is None:
        return Outcome(str(id), CANNOT, "There is no exercise with this number; compare it with the text above.")
    if _untouched(answer):
        return Outcome(e.id, BLANK, "Put your answer in place of the dots and run the two cells again.")
    if e.expected is None:
        return Outcome(e.id, CANNOT, "This one is open: talk it over, then compare with the rubric (hint).")
    right = e.expected()
    problem = _unreadable(answer, right)
    if problem:
        return Outcome(e.id, CANNOT, problem)
    if isinstance(right, np.ndarray):
        answer = np.asarray(answer, dtype=float)
    if _same(answer, right, e.tolerance):
        return Outcome(e.id, RIGHT, e.praise)
    for m in e.misconceptions:
        if _same(answer, m.value(), e.tolerance):
            return Outcome(e.id, WRONG, m.hint)
    if isinstance(right, float) and _scaled(answer, right, e.tolerance):
        return Outcome(
            e.id, WRONG, "The digits are right, the unit is not: look at the power of ten that was asked for."
        )
    if isinstance(right, np.ndarray):
        fits = int(np.isclose(answer, right, rtol=e.tolerance, atol=1e-9).sum())
        return Outcome(
            e.id, WRONG, f'{fits} of {right.size} cells fit. {e.hints[0] if e.hints else ""} hint("{e.id}") says more.'
        )
    return Outcome(
        e.id,
        WRONG,
        f'Not this one. {e.hints[0] if e.hints else "Read the question once more."} hint("{e.id}") says more.',
    )


def _untouched(answer: Any) -> bool:
    if isinstance(answer, list | tuple) and len(answer):
        return all(_untouched(part) for part in answer)
    return answer is ... or answer is None or (isinstance(answer, str) and not answer.strip())


def hint(id: str) -> Outcome:
    """The hints of an exercise, or the rubric of an open one. Never raises."""
    e = find(id)
    if e is None:
        return Outcome(str(id), CANNOT, "There is no exercise with this number; compare it with the text above.")
    return Outcome(e.id, HINT, e.rubric or " ".join(e.hints))


def _plain(answer: Any) -> Any:
    if isinstance(answer, pd.Series | np.ndarray) and answer.size == 1:
        answer = answer.item() if isinstance(answer, np.ndarray) else answer.iloc[0]
    if isinstance(answer, np.generic):
        answer = answer.item()
    return answer.strip().casefold() if isinstance(answer, str) else answer


def _as_set(answer: Any) -> set | None:
    if isinstance(answer, str):
        return {part.strip().casefold() for part in answer.replace(";", ",").split(",")}
    if isinstance(answer, pd.Series | pd.Index | np.ndarray):
        answer = answer.tolist()
    return {_plain(v) for v in answer} if isinstance(answer, list | tuple | set | frozenset) else None


def _unreadable(answer: Any, right: Any) -> str:
    """Why an answer cannot be compared, or nothing."""
    if isinstance(right, set | frozenset):
        return "" if _as_set(answer) is not None else 'A list of codes is asked for, such as ["BRA", "CHN"].'
    if isinstance(right, np.ndarray):
        return _unreadable_cells(answer, right)
    answer = _plain(answer)
    if isinstance(right, str):
        return "" if isinstance(answer, str) else "A word in quotation marks is asked for."
    if isinstance(answer, bool) or not isinstance(answer, numbers.Real):
        return f"One number is asked for; this is {type(answer).__name__}."
    return "" if math.isfinite(answer) else "This is not a finite number; look for a division by zero."


def _unreadable_cells(answer: Any, right: np.ndarray) -> str:
    """Why a filled-in table cannot be compared, or nothing."""
    rows = " of ".join(str(k) for k in right.shape)
    if isinstance(answer, str | bytes) or ... in np.ravel(np.asarray(answer, dtype=object)):
        return f"Fill every cell with a number ({rows})."
    try:
        cells = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        return f"Every cell must be a number ({rows})."
    if cells.shape != right.shape:
        return f"The cells have the shape {cells.shape}; {right.shape} is asked for: a list of rows in square brackets."
    return "" if np.isfinite(cells).all() else "One cell is not a finite number; look for a division by zero."


def _same(answer: Any, right: Any, tolerance: float) -> bool:
    if isinstance(right, np.ndarray) or (isinstance(answer, np.ndarray) and answer.size > 1):
        cells = np.asarray(answer)
        return cells.shape == np.shape(right) and bool(np.allclose(cells, right, rtol=tolerance, atol=1e-9))
    if isinstance(right, set | frozenset):
        return _as_set(answer) == {_plain(v) for v in right}
    answer, right = _plain(answer), _plain(right)
    if isinstance(right, str) or isinstance(answer, str):
        return answer == right
    return math.isclose(answer, right, rel_tol=tolerance, abs_tol=1e-9)


def _scaled(answer: Any, right: float, tolerance: float) -> bool:
    return any(_same(_plain(answer), right * 10.0**k, tolerance) for k in (-6, -3, -2, 2, 3, 6))
