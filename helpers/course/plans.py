"""Plans of classes from data/course/plans.toml: minutes computed from the lessons' own, and what must come before what."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from nbformat import NotebookNode

from helpers import quiz
from helpers.course import kit, records
from helpers.course.books import LessonError

FILE = records.COURSE / "plans.toml"
OF_A_LESSON = ("lesson", "exercises", "short", "poll", "board", "debate", "exit")
PAUSES = ("break", "lunch")


@dataclass(frozen=True)
class Block:
    """A stretch of a session: what, about which lesson or chapter, from which minute, for how many."""

    what: str
    about: str
    start: int
    minutes: int

    @property
    def end(self) -> int:
        """The minute it ends."""
        return self.start + self.minutes


def read() -> dict:
    """data/course/plans.toml as it stands."""
    return kit.toml(FILE)


def timetable(session: dict, minutes: dict, books: dict[str, NotebookNode]) -> list[Block]:
    """The blocks of a session one after another; "questions" takes what is left of the frame.

    Raises LessonError where a block is none or the blocks are longer than the frame.
    """
    said, where = (
        [block.partition(" ")[::2] for block in session["blocks"]],
        f"data/course/plans.toml: {session['title']}",
    )
    if unknown := sorted({*session.get("home", [])} - {*books}):
        raise LessonError(f"{where} has {unknown[0]} to read at home, and there is no such lesson.")
    for what, about in said:
        known = about in books if what in OF_A_LESSON else about in quiz.CHAPTERS if what == "quiz" else not about
        if not known or what not in (*OF_A_LESSON, *PAUSES, "quiz", "welcome", "questions"):
            raise LessonError(f"{where} has no block {what + ' ' + about!r}; its first lines say which there are.")
    asked = {id for _, about in said if about in books for id, *_ in records.asked(books[about])}
    if unknown := sorted({*session.get("skip", [])} - asked):
        raise LessonError(f"{where} leaves out {unknown[0]}, which is no exercise of its lessons.")
    lengths = [_minutes(what, about, session, minutes, books) for what, about in said]
    left = int(session["frame"]) - sum(lengths)
    if left < 0:
        raise LessonError(
            f"{where} needs {sum(lengths)} minutes, its frame is {session['frame']}: leave something out."
        )
    out, at = [], 0
    for (what, about), length in zip(said, lengths, strict=True):
        out.append(Block(what, about, at, left if what == "questions" else length))
        at = out[-1].end
    return out


def _minutes(what: str, about: str, session: dict, minutes: dict, books: dict[str, NotebookNode]) -> int:
    """Minutes of a block; none for "questions"."""
    if what in ("lesson", "exercises"):
        reading = books[about].metadata["gvc"]["minutes_reading"] if what == "lesson" else 0
        kept = [kind for id, _, kind in records.asked(books[about]) if id not in session.get("skip", [])]
        return reading + records.to_five(sum(map(records.minutes_of, kept)))
    if what == "short":
        return kit.short_minutes(kit.read(about), books[about])
    if what == "quiz":
        return records.to_five(minutes["question"] * len(quiz.of_chapter(about)))
    return 0 if what == "questions" else int(minutes[what])


def home(session: dict, books: dict[str, NotebookNode]) -> int:
    """Minutes of reading at home before a session."""
    return sum(books[n].metadata["gvc"]["minutes_reading"] for n in session["home"])


def unready(plan: dict, map: pd.DataFrame) -> list[str]:
    """What a plan asks of a class that it has not prepared: lessons before what they need, exercises nobody read for."""
    ready, wrong = set(plan.get("before", [])), []
    for session in plan["session"]:
        read_before = set(session["home"])
        for block in session["blocks"]:
            what, _, about = block.partition(" ")
            if what not in ("lesson", "exercises", "short"):
                continue
            late = [n for n in map.at[about, "needs"].split() if n not in ready]
            wrong += [f"{session['title']}: {about} needs {n} before it" for n in late]
            if what == "exercises" and about not in read_before:
                wrong.append(f"{session['title']}: nobody has read {about}")
            ready.add(about)
    return wrong


def stretches(blocks: list[Block]) -> list[int]:
    """Minutes of work between pauses."""
    out = [0]
    for block in blocks:
        if block.what in PAUSES:
            out.append(0)
        else:
            out[-1] += block.minutes
    return out
