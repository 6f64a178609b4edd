"""The verdict on a plain answer: cannot check, correct, or the most telling thing to say about what is not yet right."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from helpers import classification
from helpers.exercises import answers, compare, learner
from helpers.exercises.exercise import Exercise
from helpers.exercises.outcomes import CANNOT, RIGHT, WRONG


@dataclass(frozen=True)
class Verdict:
    """A status and words; ``more`` where help may be named after them, ``nudge`` where the first step fits as well."""

    status: str
    words: str
    more: bool = False
    nudge: bool = False


def right_answer(e: Exercise, code: str = "") -> Any:
    """What is right, as a plain value; for an exercise about the learner's economy, for the code given."""
    return answers.plain(_made(e, e.for_economy or e.expected, code))


def _made(e: Exercise, make: Callable[..., Any], code: str) -> Any:
    return make(code) if e.for_economy else make()


def _codes(e: Exercise) -> Collection[str]:
    return e.economies() if e.economies else classification.WIOD


def judge(e: Exercise, given: Any, assigned: str = "") -> Verdict:
    """The verdict on a plain answer that is not blank, to an exercise that is not open; for an economy assigned, if any."""
    code, note = learner.take(_codes(e), assigned) if e.for_economy else ("", "")
    right = right_answer(e, code)
    given = _shaped(given, right)
    problem = _unreadable(given, right)
    if problem:
        return Verdict(CANNOT, problem)
    as_text = isinstance(given, str) and isinstance(right, int | float)
    told = [_verdict(e, value, right, code) for value in (answers.numbers_in(given) if as_text else [given])]
    best = next((t for t in told if t.status == RIGHT), told[0])
    words = best.words.replace("{economy}", classification.name(code)) if code else best.words
    if as_text and best.status == RIGHT:
        words += " (Next time without quotation marks: in them a number is text to Python.)"
    return replace(best, words=f"{note} {words}".strip())


def _verdict(e: Exercise, given: Any, right: Any, code: str) -> Verdict:
    """Misconceptions first, then neighbours (another year, another economy), then near misses with a name."""

    def is_same(other: Any) -> bool:
        return compare.same(given, answers.plain(other), e.decimals, e.tolerance)

    if e.paper is not None and given == e.paper:
        return Verdict(WRONG, "This is the number printed in the paper. The question asks to compute it.", more=True)
    if is_same(right):
        return Verdict(RIGHT, e.praise)
    for m in e.misconceptions:
        if is_same(_made(e, m.value, code)):
            return Verdict(WRONG, m.hint)
    for words, value in (_made(e, e.neighbours, code) if e.neighbours else {}).items():
        if is_same(value):
            return Verdict(WRONG, f"This is the answer for {words}. Read again what is asked.")
    near = compare.near(given, right, e.decimals, e.tolerance)
    if near:
        return Verdict(WRONG, near, more=True)
    if e.for_economy:
        other = next((c for c in _codes(e) if c != code and is_same(e.for_economy(c))), None)
        if other:
            names = (classification.name(other), classification.name(code))
            return Verdict(WRONG, "This is the answer for {}; yours is {}.".format(*names))
    return _word(e, given, right) if isinstance(right, str) else Verdict(WRONG, "Not this one.", more=True, nudge=True)


def _word(e: Exercise, given: str, right: str) -> Verdict:
    """What to say to a word that is neither right nor a misconception: perhaps it is misspelt, or not on offer."""
    if answers.economy_code(right) is None and not e.for_economy:
        offered = sorted({right, *(m.value() for m in e.misconceptions)})
        listed = ", ".join(f'"{o}"' for o in offered)
        return Verdict(WRONG, f"Answer with one of the words the question offers: {listed}.")
    if answers.economy_code(given) is None:
        meant = difflib.get_close_matches(answers.simple(given)[:60], answers.economies(), 1, 0.75)
        name = classification.name(answers.economies()[meant[0]]) if meant else ""
        return Verdict(
            WRONG, "There is no economy of this name here." + (f" Do you mean {name}?" if name else ""), True
        )
    return Verdict(WRONG, "Not this one.", more=True, nudge=True)


def _shaped(given: Any, right: Any) -> Any:
    """One value out of a list of one where one is asked for; one row or column where a list is."""
    while isinstance(right, str | int | float) and isinstance(given, list) and len(given) == 1:
        given = given[0]
    if isinstance(right, list) and right and not isinstance(right[0], list) and isinstance(given, list):
        if len(given) == 1 and isinstance(given[0], list):
            return given[0]
        if given and all(isinstance(row, list) and len(row) == 1 for row in given):
            return [row[0] for row in given]
    return given


def _unreadable(given: Any, right: Any) -> str:
    """Why an answer cannot be compared, or nothing."""
    if isinstance(right, frozenset):
        return "" if answers.words(given) is not None else 'A list is asked for, such as `["BRA", "CHN"]`.'
    if isinstance(right, list):
        return _unreadable_list(given, right)
    if isinstance(right, str):
        return "" if isinstance(given, str) else "One word in quotation marks is asked for."
    if isinstance(given, str):
        return "" if answers.numbers_in(given) else "One number is asked for, without quotation marks and unit."
    if not isinstance(given, int | float):
        return "One number is asked for; this is " + ("a list." if isinstance(given, list) else "a set.")
    return "" if math.isfinite(given) else "This is not a finite number; look for a division by zero."


def _unreadable_list(given: Any, right: list) -> str:
    if right and isinstance(right[0], str):
        ordered = isinstance(given, list) and all(isinstance(v, str) for v in given)
        return "" if ordered else 'A list of words in order is asked for, such as `["BRA", "CHN"]`.'
    asked = compare.cells(right)
    rows = " of ".join(str(k) for k in asked.shape)
    if not isinstance(given, list):
        return f"Fill every cell with a number ({rows})."
    found = compare.cells(given)
    if found is None:
        return f"Every cell must be a number ({rows})."
    if found.shape not in (asked.shape, asked.shape[::-1]):
        return f"The cells have the shape {found.shape}; {asked.shape} is asked for: a list of rows in square brackets."
    return (
        ""
        if all(map(math.isfinite, found.ravel()))
        else "One cell is not a finite number; look for a division by zero."
    )
