"""What marking writes down: marks for Moodle and Canvas, a summary of each exercise, questions for an oral check."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from helpers import quiz
from helpers.exercises import RIGHT, is_open
from helpers.marking.handed_in import Student
from helpers.marking.marks import Mark, most
from helpers.marking.papers import Paper
from helpers.marking.variant import _drawn

QUESTIONS = 5
OF_THEIR_OWN = 3


def table(rows: Iterable[dict]) -> str:
    """Rows as CSV; a text that a spreadsheet would take for a formula is led by an apostrophe."""
    rows, out = list(rows), io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: _safe(v) for k, v in row.items()} for row in rows)
    return out.getvalue()


def _safe(value):
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _number(points: float | None) -> str:
    return "" if points is None else f"{points:g}"


def marks(paper: Paper, points: dict[str, dict[str, float | None]], whose: dict[str, str], known: dict[str, Student], notes: dict[str, str]) -> dict[str, str]:  # fmt: skip
    """marks.csv, moodle.csv and canvas.csv. A total is missing as long as an open answer waits for a marker."""
    name, full = f"Lesson {paper.number}", sum(map(most, paper.asked))
    rows, moodle, canvas = [], [], []
    for student, by in sorted(whose.items()):
        one, held = known[student], points.get(by, {})
        waiting = [e.id for e in paper.asked if held.get(e.id) is None]
        total = None if waiting else sum(held[e.id] or 0 for e in paper.asked)
        scores = {e.id: _number(held.get(e.id)) for e in paper.asked}
        said = "; ".join(f"{id}: {p} of {most(e)}" for (id, p), e in zip(scores.items(), paper.asked, strict=True) if p)
        row = {"student": student, "name": one.name, "handed in by": by, **scores, "points": _number(total), "of": full}
        rows.append(row | {"to mark by hand": " ".join(waiting), "note": notes.get(by, "")})
        moodle.append({
            "Identifier": f"Participant {one.moodle}" if one.moodle else "", "Full name": one.name or student, "Email address": one.email,
            "ID number": student, "Grade": _number(total), "Maximum Grade": full, "Feedback comments": said,
        })  # fmt: skip
        canvas.append({"Student": one.name or student, "ID": one.canvas, "SIS User ID": student if one.login else "", "SIS Login ID": one.login, "Section": one.section, name: _number(total)})  # fmt: skip
    canvas.insert(0, {"Student": "    Points Possible", **dict.fromkeys(("ID", "SIS User ID", "SIS Login ID", "Section"), ""), name: full})  # fmt: skip
    return {"marks.csv": table(rows), "moodle.csv": table(moodle), "canvas.csv": table(canvas)}


def overview(paper: Paper, rows: list[dict], submissions: int, told: list[str]) -> str:
    """The summary as a page: for each exercise how many answered it how."""
    lines = [f"# {paper.number} {paper.title}: {submissions} submissions", ""]
    for e in paper.asked:
        own = [r for r in rows if r["exercise"] == e.id]
        right = sum(r["submissions"] for r in own if r["status"] == RIGHT)
        done = sum(r["submissions"] for r in own if r["found"] != "no answer")
        head = f"{done} written, marked by hand" if is_open(e) else f"{right} of {submissions} right"
        lines += [f"## {e.id} ({e.kind}): {head}", ""]
        lines += [f"- {r['submissions']}: {r['found'] or r['status']}" for r in own if r["status"] != RIGHT] + [""]
    return "\n".join(lines + [f"- {words}" for words in told] + ([""] if told else []))


def oral(paper: Paper, student: str, held: dict[str, Mark], sources: dict[str, str], key: bytes = b"") -> str:
    """Five questions for a short oral check: three on the student's own answers, two from the chapter's quiz, with keys.

    Which ones is drawn by the hash that assigns variants, so that neighbours are asked other things.
    """
    tried = [e for e in paper.asked if held[e.id].answer and not is_open(e)]
    tried.sort(key=lambda e: (held[e.id].status == RIGHT, _drawn(key, student, e.id, "oral")))
    lines = [f"# {student}, lesson {paper.number}", ""]
    for e in tried[:OF_THEIR_OWN]:
        mark = held[e.id]
        lines += [f"1. {e.id}: you answered {mark.answer[:200]}. " + _ask(mark), f"   Listen for: {e.why}", *_code(sources.get(e.id, ""))]  # fmt: skip
    near = sorted(quiz.of_chapter(paper.number[0]), key=lambda q: (q.lesson != paper.number, _drawn(key, student, q.id, "quiz")))  # fmt: skip
    for q in near[: QUESTIONS - len(tried[:OF_THEIR_OWN])]:
        lines += [f"1. {q.ask} ({'; '.join(sorted(q.options))}) Why?", f"   Key: {q.key}. {q.options[q.key]}"]
    return "\n".join([*lines, "", ""])


def _ask(mark: Mark) -> str:
    if mark.status == RIGHT:
        return "How did you get there, and what would have to be otherwise for another answer to be right?"
    return "Walk me through it. What would you change now?"


def _code(source: str) -> list[str]:
    return ["", *(f"       {line}" for line in source.splitlines()[:12]), ""] if source.strip() else []
