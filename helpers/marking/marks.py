"""The mark of an answer that came out of a sandbox: judged here, by the lesson's own checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from helpers import classification
from helpers.exercises import BLANK, CANNOT, RIGHT, WRITTEN, WRONG, Exercise, answers, is_open, judging
from helpers.marking import whole

LEVELS = 4  # of a rubric: as many points


@dataclass(frozen=True)
class Mark:
    """How one exercise of one submission stands."""

    id: str
    status: str
    points: float | None  # None: a marker decides
    found: str = ""  # the misconception's name, or what else is wrong
    words: str = ""  # what the check says to it
    answer: str = ""  # as text


def most(e: Exercise) -> int:
    """Points there are for an exercise."""
    return LEVELS if is_open(e) else 1


def mark(e: Exercise, said: Any, economy: str = "") -> Mark:
    """The mark of what a submission says its answer is; whatever it says, no exception."""
    try:
        given = _decoded(said)
    except answers.Unreadable as error:
        return Mark(e.id, CANNOT, 0.0, "cannot be read", whole(str(error)))
    shown = "" if given is ... else ", ".join(map(str, sorted(given, key=str))) if isinstance(given, frozenset) else str(given)  # fmt: skip
    shown = whole(shown)
    if given is ...:
        return Mark(e.id, BLANK, 0.0, "no answer")
    if is_open(e):
        return Mark(e.id, WRITTEN, None, answer=shown)
    try:
        told = judging.judge(e, given, economy)
    except Exception as error:
        return Mark(e.id, CANNOT, None, "the check failed", f"The check itself failed ({type(error).__name__}): mark by hand.", shown[:500])  # fmt: skip
    found = "" if told.status == RIGHT else _found(e, told.words, economy)
    return Mark(e.id, told.status, float(told.status == RIGHT), found, told.words, shown[:500])


def _decoded(said: Any) -> Any:
    """An answer as it was before it was written down as JSON."""
    if not isinstance(said, dict) or "blank" in said:
        return ...
    if isinstance(said.get("unreadable"), str):
        raise answers.Unreadable(said["unreadable"][:300])
    if isinstance(said.get("set"), list):
        return answers.plain(set(said["set"]) if all(isinstance(v, str | int | float) for v in said["set"]) else said["set"])  # fmt: skip
    return answers.plain(said.get("value", ...))


def _found(e: Exercise, words: str, economy: str) -> str:
    """The misconception behind what a check says, or the first sentence of that."""
    own = classification.name(economy) if economy else "{economy}"
    for m in e.misconceptions:
        if words.endswith(m.hint) or words.endswith(m.hint.replace("{economy}", own)):
            return m.name
    return "another answer" if words.startswith("Not this one") else words.partition(". ")[0].rstrip(".")


def summary(asked: Iterable[Exercise], marks: list[dict[str, Mark]]) -> list[dict]:
    """A line for each exercise and each thing found in it: how many answered so."""
    rows = []
    for e in asked:
        held = [m[e.id] for m in marks]
        counts: dict[tuple[str, str], int] = {}
        for m in held:
            counts[(m.status, m.found)] = counts.get((m.status, m.found), 0) + 1
        order = (RIGHT, WRITTEN, WRONG, CANNOT, BLANK)
        for (status, found), n in sorted(counts.items(), key=lambda c: (order.index(c[0][0]), -c[1])):
            rows.append({"exercise": e.id, "kind": e.kind, "status": status, "found": found, "submissions": n, "of": len(held)})  # fmt: skip
    return rows
