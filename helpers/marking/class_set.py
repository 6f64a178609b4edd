"""Mark a class set from its folder to its marks, and go on where a run that was stopped had come to."""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

from tqdm import tqdm

from helpers import classification, writing
from helpers.exercises import Exercise
from helpers.marking import MarkingError, handed_in, papers, reports, sandbox, variant
from helpers.marking.handed_in import Submission
from helpers.marking.marks import Mark, mark, summary
from helpers.marking.papers import Paper

FORMAT = "1"


@dataclass(frozen=True)
class Settings:
    """What an instructor may choose."""

    lesson: str = ""  # found from the files' names where it is not said
    names: Path | None = None
    secret: Path | None = None
    workers: int = 2
    protected: bool = True
    limits: sandbox.Limits = field(default_factory=sandbox.Limits)


def mark_class(folder: Path, out: Path, chosen: Settings = Settings(), say: Callable[[str], None] = print) -> dict[str, dict[str, Mark]]:  # fmt: skip
    """Mark all submissions of a lesson in a folder; returns each student's marks and writes all into ``out``.

    Answers that came out of the sandbox are kept in ``out/kept``: run again, only what is new or was changed runs anew.
    """
    from helpers.marking import gradebook  # nbgrader: only where a class is marked

    folder, out = Path(folder).expanduser(), Path(out).expanduser()
    known = handed_in.students(chosen.names)
    paper = papers.paper(chosen.lesson or _lesson(folder))
    found = handed_in.find(folder, known, paper.stem)
    key = variant.secret(chosen.secret) if chosen.secret else b""
    answers = _answers(found, paper, out / "kept", chosen, key)
    given = {e.id: {one.student.student: variant.assigned(key, one.student.student, e) for one in found} for e in paper.asked if key and variant.varies(e)}  # fmt: skip
    marks = {one.student.student: _marks(one, paper, answers[one.student.student], given) for one in found}
    whose, told = handed_in.shared(found, known)
    notes = {one.student.student: _note(one, answers[one.student.student]) for one in found}
    sources = {one.student.student: {id: papers.source_of(name, list(one.cells)) for id, name in paper.names.items()} for one in found}  # fmt: skip
    with gradebook.written(out / "nbgrader"):
        book = gradebook.Book(out / "nbgrader", paper)
        book.assign()
        for one in _bar(found, "Entering marks"):
            book.enter(one.student, marks[one.student.student], sources[one.student.student])
        points = book.points()
    people = {s.student: s for s in [*known, *(one.student for one in found)]}
    rows = summary(paper.asked, list(marks.values()))
    files = reports.marks(paper, points, whose, people, notes)
    files |= {"summary.csv": reports.table(rows), "summary.md": reports.overview(paper, rows, len(found), told)}
    files["oral.md"] = "".join(reports.oral(paper, who, held, sources[who], key) for who, held in sorted(marks.items()))
    for name, text in files.items():
        writing.write(out / name, text)
    for words in told:
        say(words)
    say(
        f"{len(found)} submissions, {len(whose)} names: {out / 'marks.csv'}, moodle.csv, canvas.csv, summary.md, oral.md"
    )
    if any(m.points is None for held in marks.values() for m in held.values()):
        say(f"Open answers wait for a marker: in {out / 'nbgrader'} run jupyter lab, menu nbgrader, Formgrader; then mark again.")  # fmt: skip
    return marks


def _lesson(folder: Path) -> str:
    numbers = {m[1] for p in folder.rglob("*.ipynb") if (m := re.search(r"(?:^|_)(\d\.\d+)_", p.name))}
    if len(numbers) != 1:
        which = f"of lessons {', '.join(sorted(numbers))}" if numbers else "with no number of a lesson in their names"
        raise MarkingError(f"The notebooks in {folder} are {which}: say which to mark, such as --lesson 2.2.")
    return numbers.pop()


def _bar(things, words: str):
    return tqdm(things, words, unit="", disable=not sys.stderr.isatty())


def _answers(found: list[Submission], paper: Paper, kept: Path, chosen: Settings, key: bytes) -> dict[str, dict]:
    """What each submission says, from what is kept or from the sandbox; each result is kept as soon as it is there."""
    held, to_run = {}, []
    for one in found:
        economy = _economy(key, one, paper)
        mark = handed_in.fingerprint(one, FORMAT, paper.number, economy)
        path = kept / f"{one.student.student}.json"
        before = _kept(path, mark)
        if before is None and papers.needed(list(one.cells), paper.cells):
            to_run.append((one, economy, mark, path))
        held[one.student.student] = before or {"answers": {}, "state": "nothing to run"}
    if not to_run:
        return held
    places: Queue[int] = Queue()
    for place in range(chosen.workers):
        places.put(place)
    with sandbox.laid_out(chosen.protected, chosen.limits) as box, ThreadPoolExecutor(chosen.workers) as pool:
        jobs = {pool.submit(_run, box, one, paper, economy, places): (one, mark, path) for one, economy, mark, path in to_run}  # fmt: skip
        try:
            for done in _bar_of(jobs, len(found)):
                one, mark, path = jobs[done]
                said = held[one.student.student] = done.result()
                writing.write(path, json.dumps({"of": mark, "said": said}) + "\n")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return held


def _bar_of(jobs: dict, of: int):
    return tqdm(as_completed(jobs), "Running submissions", total=of, initial=of - len(jobs), unit="", disable=not sys.stderr.isatty())  # fmt: skip


def _run(box: sandbox.Sandbox, one: Submission, paper: Paper, economy: str, places: Queue) -> dict:
    cells = list(one.cells)
    some = [cells[k] for k in papers.needed(cells, paper.cells)]
    place, start = places.get(), time.monotonic()
    try:
        said = box.run(some, paper.names, one.files, economy, place)
        if len(some) < len(cells) and any(_is(e, "NameError") for e in said.get("failed", {}).values()):
            said = box.run(cells, paper.names, one.files, economy, place)
    finally:
        places.put(place)
    return {**said, "seconds": round(time.monotonic() - start, 1)}


def _is(error, name: str) -> bool:
    return isinstance(error, list) and bool(error) and error[0] == name


def _kept(path: Path, mark: str) -> dict | None:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["of"] == mark and isinstance(held["said"]["answers"], dict):
            return held["said"]
    return None


def _economy(key: bytes, one: Submission, paper: Paper) -> str:
    """The economy assigned for a lesson's own variable, or nothing."""
    own = next((e for e in paper.asked if e.for_economy), None) if key else None
    return variant.assigned(key, one.student.student, own)[0] if own else ""


def _marks(one: Submission, paper: Paper, said: dict, given: dict[str, dict[str, tuple]]) -> dict[str, Mark]:
    mine = said.get("mine")
    chosen = mine if isinstance(mine, str) and mine in classification.regions().index else ""
    return {e.id: _mark(e, one, said["answers"].get(e.id), chosen, given.get(e.id)) for e in paper.asked}


def _mark(e: Exercise, one: Submission, told, chosen: str, given: dict[str, tuple] | None) -> Mark:
    if told in (None, {"blank": True}) and one.written.get(e.id):
        told = {"value": one.written[e.id]}
    if given is None:
        return mark(e, told, chosen if e.for_economy else "")
    code, year = given[one.student.student]
    return mark(variant.as_assigned(e, code, year, given.values()), told, code if e.for_economy else "")


def _note(one: Submission, said: dict) -> str:
    """What an instructor should know of a submission, or nothing."""
    state = {"finished": "", "nothing to run": ""}.get(
        str(said["state"]), f"its run ended before the end ({said['state']})"
    )
    return "; ".join(w for w in (one.note, "late" if one.late else "", state) if w)
