"""A graded variant: which economy, and for some exercises which year, a keyed hash assigns to each student.

Who has the secret can tell everybody's numbers again at any time; who has not can tell nobody's. Nothing is kept.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from helpers import classification, exercises
from helpers.exercises import Exercise
from helpers.marking import MarkingError

YEARS = tuple(range(1995, 2012))  # of the tables the lessons load
SHORTEST = 16  # bytes of a secret


def secret(path: Path) -> bytes:
    """The instructor's secret from a file; MarkingError where it is missing or could be guessed."""
    try:
        held = Path(path).read_bytes().strip()
    except OSError as error:
        raise MarkingError(f"The secret could not be read from {path} ({error.strerror}).") from None
    if len(held) < SHORTEST:
        raise MarkingError(f"The secret in {path} is too short: {SHORTEST} characters or more, such as openssl rand -hex 16 prints.")  # fmt: skip
    return held


def varies(e: Exercise) -> bool:
    """Whether an exercise can be asked for another economy."""
    return bool(e.anew or e.for_economy)


def assigned(key: bytes, student: str, e: Exercise) -> tuple[str, int | None]:
    """The economy, and for an exercise that takes one the year, of a student in an exercise."""
    codes = sorted(c for c in (e.economies() if e.economies and not e.anew else classification.WIOD) if c != "ROW")
    # one economy for all exercises of a lesson that are about "your economy": the lesson has one variable for it
    about = e.id if e.anew else e.id.rpartition(".")[0]
    code = codes[_drawn(key, student, about, "economy") % len(codes)]
    return code, YEARS[_drawn(key, student, about, "year") % len(YEARS)] if e.anew else None


def _drawn(key: bytes, *words: str) -> int:
    return int.from_bytes(hmac.new(key, "\0".join(words).encode(), hashlib.sha256).digest()[:8])


def as_assigned(e: Exercise, code: str, year: int | None, others: Iterable[tuple[str, int | None]] = ()) -> Exercise:
    """An exercise as a student has it: another answer is right, and somebody else's is known for what it is."""
    if not e.anew:
        return e
    pairs = sorted(set(others) - {(code, year)})

    def neighbours() -> dict:
        lessons = {"the economy and year of the lesson": exercises.right_answer(e)}
        return lessons | {f"{classification.name(c)} in {y}, which were assigned to someone else": e.anew(c, y) for c, y in pairs}  # fmt: skip

    return replace(e, expected=lambda: e.anew(code, year), misconceptions=(), neighbours=neighbours, paper=None, praise="")  # fmt: skip


def sheet(key: bytes, students: Iterable[str], asked: Iterable[Exercise]) -> list[dict]:
    """A line for each student and exercise that varies: what to tell them."""
    rows = []
    for e in filter(varies, asked):
        for student in students:
            code, year = assigned(key, student, e)
            told = f"In exercise {e.id} take {classification.name(code)} ({code})" + (f" in {year}, in place of what the lesson names" if year else "") + "."  # fmt: skip
            rows.append({"student": student, "exercise": e.id, "economy": code, "year": year or "", "tell": told})
    return sorted(rows, key=lambda r: r["student"])
