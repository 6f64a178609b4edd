"""Exercises that answer back: one of four outcomes, help in steps, never the answer before an attempt.

``check(id, answer)`` says: cannot check, not attempted, not yet (with a hint), or correct; an open answer is "written".
``hint(id)`` gives one step more each time, ``solution(id)`` code and reasoning after an attempt. None of them raises.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass
from typing import Any

from helpers.exercises import answers, cells, learner
from helpers.exercises.exercise import KINDS, Exercise, Misconception, is_open
from helpers.exercises.judging import judge, right_answer
from helpers.exercises.learner import choose_economy, economy
from helpers.exercises.outcomes import BLANK, CANNOT, HINT, RIGHT, SOLUTION, WRITTEN, WRONG, Outcome

__all__ = [
    "BLANK", "CANNOT", "HINT", "KINDS", "RIGHT", "SOLUTION", "WRITTEN", "WRONG", "Exercise", "Misconception", "Outcome",
    "check", "choose_economy", "economy", "every", "find", "hint", "is_open", "of_lesson", "right_answer", "solution", "start_over", "watch",
]  # fmt: skip

ENOUGH = 15  # words of an open answer before the model answer is shown
_UNKNOWN = "There is no exercise with this number; compare it with the text above."


@dataclass
class _Talk:
    """What has been said about one exercise in this kernel."""

    hints: int = 0
    tried: bool = False
    last: Any = None


# State, on purpose: a second hint has to know of the first. One kernel is one learner; nothing computed depends on it.
_TALKS: dict[str, _Talk] = {}


def start_over() -> None:
    """Forget which hints were given and what was tried (for tests, and for a learner who begins again)."""
    _TALKS.clear()


def failed(name: str) -> bool:
    """Whether the last cell that should have given a name its value stopped with an error."""
    return cells.failed(name)


def watch(shell: Any = None) -> None:
    """Notice cells that fail, so that an answer from before the failure is not judged. For the first cell of a lesson."""
    cells.watch(shell)


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
    lesson = re.fullmatch(r"([0-9]{1,2}\.[0-9]{1,2})\.[0-9]{1,2}", _id(id))
    return next((e for e in of_lesson(lesson[1]) if e.id == lesson[0]), None) if lesson else None


def _id(id: Any) -> str:
    if not issubclass(type(id), str):
        return "?"
    return str.__str__(id).strip()[:40].encode("utf-8", "replace").decode()  # half a character cannot be shown


def check(id: str = "", answer: Any = ..., *_: Any) -> Outcome:
    """Say how an answer stands. Never raises, never prints the answer."""
    e = find(id)
    if e is None:
        return Outcome(_id(id), CANNOT, _UNKNOWN)
    old = cells.stale(e.id)
    cells.watch()
    if old:
        return Outcome(
            e.id, CANNOT, f"The last cell that sets `{old}` stopped with an error, so it still holds what you had before. Mend that cell, run it, then check again."
        )  # fmt: skip
    try:
        given = answers.plain(answer)
    except answers.Unreadable as error:
        return _said(e, ..., Outcome(e.id, CANNOT, str(error)))
    except BaseException:  # an answer can raise what it likes, SystemExit too, when it is looked at
        return _said(e, ..., Outcome(e.id, CANNOT, "This answer could not be read. Give a plain number, text or list."))
    try:
        return _said(e, given, _written(e, given) if is_open(e) else _judged(e, given))
    except Exception as error:
        return Outcome(
            e.id,
            CANNOT,
            f"The check itself failed ({type(error).__name__}). That is our fault, not yours: go on, and tell us.",
        )


def _said(e: Exercise, given: Any, outcome: Outcome) -> Outcome:
    """Remember an attempt, and ask back where the same wrong answer comes twice."""
    if outcome.status == BLANK:
        return outcome
    talk = _talk(e)
    again = outcome.status == WRONG and talk.tried and talk.last == given
    talk.tried = talk.tried or not is_open(e) or outcome.status == WRITTEN
    talk.last = given
    if outcome.status != CANNOT:
        learner.record(e.id, outcome.status)
    if not again:
        return outcome
    return Outcome(
        e.id, WRONG, f"{outcome.words} (The same answer as before: if you changed the cell above, run it first.)"
    )


def _judged(e: Exercise, given: Any) -> Outcome:
    if given is ...:
        return Outcome(e.id, BLANK, "Put your answer in place of the dots and run the two cells again.")
    found = judge(e, given)
    words = [found.words]
    if found.nudge:  # the first step counts as given, where there is a second to follow it
        nudged = len(e.steps) > 1
        words.append(e.steps[0] if nudged else "Read the question once more.")
        _talk(e).hints = max(_talk(e).hints, int(nudged))
    if found.more:
        words.append(_more(e))
    return Outcome(e.id, found.status, " ".join(w for w in words if w))


def _talk(e: Exercise) -> _Talk:
    return _TALKS.setdefault(e.id, _Talk())


def _more(e: Exercise) -> str:
    """Where more help is to be had, if it is."""
    if _talk(e).hints < len(e.steps):
        return f'`hint("{e.id}")` says more.'
    return f'`solution("{e.id}")` shows one way.' if e.code else ""


def _written(e: Exercise, given: Any) -> Outcome:
    """What to say to the text of an open answer: nobody judges it but the one who wrote it, or the group."""
    if given is ...:
        return Outcome(
            e.id, BLANK, "Write your answer in quotation marks in place of the dots, and run the two cells again."
        )
    if not isinstance(given, str):
        return Outcome(e.id, CANNOT, "This one is open: write a few sentences in quotation marks.")
    count = len(re.findall(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+", given))
    if count < ENOUGH:
        return Outcome(e.id, WRONG, f"{count} of {ENOUGH} words so far. Write on, then compare with a model answer.")
    return Outcome(e.id, WRITTEN, f"No program can judge this. {_compare(e)}", e.rubric)


def _compare(e: Exercise) -> str:
    model = f"A model answer: {e.model_answer} " if e.model_answer else ""
    return f"{model}Which level does yours reach, and what would lift it by one?"


def hint(id: str = "", *_: Any) -> Outcome:
    """One step of help more each time; the levels of the rubric for an open exercise. Never raises."""
    e = find(id)
    if e is None:
        return Outcome(_id(id), CANNOT, _UNKNOWN)
    talk = _talk(e)
    if talk.hints < len(e.steps):
        talk.hints += 1
        return Outcome(e.id, HINT, e.steps[talk.hints - 1])
    if is_open(e):
        return Outcome(
            e.id, HINT, "Four levels, the best last:" if len(e.rubric) > 1 else "What to look for:", e.rubric
        )
    after = f'; `solution("{e.id}")` shows code and reasoning after an attempt' if e.code else ""
    return Outcome(e.id, HINT, f"There are no more hints{after}.")


def solution(id: str = "", mine: Any = ..., *_: Any) -> Outcome:
    """Code and reasoning after an attempt; for an open exercise the model answer, once ``mine`` has some words. Never raises."""
    e = find(id)
    if e is None:
        return Outcome(_id(id), CANNOT, _UNKNOWN)
    tried = _talk(e).tried
    if is_open(e):
        return Outcome(e.id, SOLUTION, _compare(e), e.rubric) if tried and mine is ... else check(e.id, mine)
    if not tried:
        return Outcome(e.id, BLANK, "Try first: put an answer in, run the check, then ask again. A wrong one counts.")
    return Outcome(e.id, SOLUTION, e.why or e.praise, code=e.code)
