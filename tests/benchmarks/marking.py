"""How long a class set takes to mark: ``python tests/benchmarks/marking.py [LESSON] [STUDENTS]``.

The class is made of desk copies answered by the exercises' own code, their misconceptions and their neighbours, in turn.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import nbformat

from helpers.course import books, desk
from helpers.exercises import RIGHT, answers, is_open, right_answer
from helpers.marking import class_set, papers


def ways(e):
    """Lines that answer an exercise: right by code, right as a number, each misconception, each neighbour, nothing."""
    code = "TUR" if e.for_economy else ""

    def made(make):
        return make(code) if e.for_economy else make()

    if is_open(e):
        return [f"{{name}} = {' '.join([*e.rubric, *e.rubric])!r}", "{name} = ..."]
    wrong = [made(m.value) for m in e.misconceptions] + list(made(e.neighbours).values() if e.neighbours else [])
    return [e.code, e.code, f"{{name}} = {right_answer(e, code)!r}", *(f"{{name}} = {answers.plain(w)!r}" for w in wrong), "{name} = ..."]  # fmt: skip


def hand_in(folder: Path, number: str, students: int) -> dict[str, int]:
    """Write a class; returns how many right answers each exercise should have."""
    path, paper, right = books.find(number), papers.paper(number), Counter()
    book = nbformat.writes(desk.learners(books.read(path), number))
    answered = {e.id: ways(e) for e in paper.asked}
    for k in range(students):
        mine = nbformat.reads(book, 4)
        for place, e in enumerate(paper.asked):
            name = paper.names.get(e.id)
            chosen = (k + place) % len(answered[e.id])
            cell = next((c for c in mine.cells if c.cell_type == "code" and name and f"{name} = ..." in c.source), None)
            if cell:
                cell.source = answered[e.id][chosen].replace("{name}", name)
                right[e.id] += not is_open(e) and chosen < 3
        at = folder / f"Student {k:03d}_{1000 + k}_assignsubmission_file_"
        at.mkdir(parents=True)
        (at / path.name).write_text(nbformat.writes(mine), encoding="utf-8")
    return right


def main(number: str = "2.2", students: str = "100") -> None:
    with tempfile.TemporaryDirectory() as held:
        expected = hand_in(Path(held) / "in", number, int(students))
        start = time.perf_counter()
        marked = class_set.mark_class(Path(held) / "in", Path(held) / "out", class_set.Settings(number))
        took = time.perf_counter() - start
        runs = sorted(
            json.loads(p.read_text())["said"].get("seconds", 0) for p in (Path(held) / "out" / "kept").iterdir()
        )
        print((Path(held) / "out" / "summary.md").read_text())
    found = Counter(id for own in marked.values() for id, m in own.items() if m.status == RIGHT)
    odd = {id: (n, found[id]) for id, n in expected.items() if found[id] != n}
    print(
        f"{students} submissions of {number}: {took:.0f} s; one ran {runs[len(runs) // 2]} s (median), {runs[-1]} s at most"
    )
    print("each answer has the mark it was made to have" if not odd else f"made right, found right: {odd}")


if __name__ == "__main__":
    main(*sys.argv[1:])
