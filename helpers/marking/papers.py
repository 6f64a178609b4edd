"""A lesson as it was handed out: its code cells, and which variable holds the answer to which exercise."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

from helpers import exercises
from helpers.course import books, desk, records
from helpers.exercises import Exercise

BY_NAME = {"eval", "exec", "globals", "locals", "vars", "get_ipython", "In", "Out", "_", "__"}  # may mean any variable


@dataclass(frozen=True)
class Paper:
    """What a class was given for one lesson."""

    number: str
    title: str
    stem: str  # of its file
    cells: tuple[str, ...]  # sources of its code cells
    questions: dict[str, str]  # exercise → what it asks
    names: dict[str, str]  # exercise → the variable its check reads; none for one that is written in a text cell

    @property
    def asked(self) -> list[Exercise]:
        """Its exercises, in order."""
        return [e for e in exercises.of_lesson(self.number) if e.id in self.questions]


def paper(number: str) -> Paper:
    """The paper of a lesson such as "2.2"; LessonError where there is none."""
    path = books.find(number)
    book = desk.learners(books.read(path), number)
    code = tuple(c.source for c in book.cells if c.cell_type == "code")
    names = {m[1]: m[2] for source in code for m in re.finditer(r'check\("([\d.]+)",\s*([A-Za-z_]\w*)\)', source)}
    questions = {}
    for cell in book.cells:
        for id, _, _ in records.asked(NotebookNode(cells=[cell])):
            questions[id] = cell.source
    title = records.planned().at[number, "title"]
    return Paper(number, title, path.stem, code, questions, names)


def needed(cells: list[str], handed_out: tuple[str, ...]) -> list[int]:
    """Which cells of a submission have to run: what its learner wrote, and what that is built on.

    A cell that is as it was handed out, and gives nothing that others take, only shows; it is left out. A cell that may
    look up any variable by its name needs all.
    """
    known = {c.strip() for c in handed_out}
    own = [k for k, c in enumerate(cells) if c.strip() not in known and c.strip()]
    uses = [_uses(c) for c in cells]
    if any(uses[k][1] & BY_NAME for k in own):
        return list(range(len(cells)))
    kept, last = set(own), max(own, default=0)

    def feeds(k: int, j: int) -> bool:
        """Whether cell j takes what cell k gives: from above, or, in a function, from any cell before the last one."""
        return bool(uses[k][0] & uses[j][1]) and (k < j or (uses[j][2] and k < last))

    while more := {k for k in range(len(cells)) if k not in kept and any(feeds(k, j) for j in kept)}:
        kept |= more
    return sorted(kept)


@lru_cache(10_000)
def _uses(source: str) -> tuple[set[str], set[str], bool]:
    """Names a cell gives a value, names it takes, whether it has a function; a cell that cannot be parsed does neither: it will fail whole."""
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set(), False
    gives, takes = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (takes if isinstance(node.ctx, ast.Load) else gives).add(node.id)
        elif isinstance(node, ast.alias):
            gives.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            gives.add(node.name)
        elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            gives |= {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
    return gives, takes, any(isinstance(n, ast.FunctionDef | ast.Lambda) for n in ast.walk(tree))


def source_of(name: str, cells: list[str]) -> str:
    """The last cell of a submission that gives a variable its value, for a marker to read; nothing where there is none."""
    return next((c for c in reversed(cells) if name in _uses(c)[0]), "")
