"""nbgrader's part: it keeps the marks, shows open answers with their rubric to markers, and makes the feedback.

Of a submission nbgrader gets a notebook made here: the questions, the learner's own cells as text, and check cells
whose outcome stands already. Its step that would run the notebook is left out, as that was done in the sandbox.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (  # fmt: skip
    AssignLatePenalties,
    CheckCellMetadata,
    LimitOutput,
    NbGraderPreprocessor,
    SaveAutoGrades,
)
from nbgrader.utils import setenv
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from helpers import writing
from helpers.exercises import Exercise, is_open
from helpers.marking import MarkingError
from helpers.marking.handed_in import Student
from helpers.marking.marks import Mark, most
from helpers.marking.papers import Paper

BLANK = "No answer."  # nbgrader gives a cell that still says this no points, and asks no marker
SETTINGS = "# Open JupyterLab in this folder; the menu nbgrader has the Formgrader.\n"


class Judged(NbGraderPreprocessor):
    """Stands in for nbgrader's run of the notebook: puts what was judged outside into the outputs it reads marks from."""

    def preprocess_cell(self, cell: NotebookNode, resources, cell_index: int):
        told = cell.metadata.pop("judged", None)
        if told is not None:
            words = nbformat.v4.new_output("stream", name="stdout", text=told["words"] + "\n")
            points = nbformat.v4.new_output("execute_result", {"text/plain": str(told["points"])}, execution_count=1)
            cell.outputs = [words, points]
        return cell, resources


@contextmanager
def _quiet() -> Iterator[None]:
    """nbgrader calls alembic by its name, and its database layer warns of what is as it should be."""
    with setenv(PATH=os.pathsep.join([f"{sys.prefix}/bin", os.environ.get("PATH", "")])), warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"nbgrader\.")
        yield


@contextmanager
def written(root: Path) -> Iterator[None]:
    """Says in a sentence what kept the gradebook from being read or written: a full disk, a folder to be read only."""
    log = logging.getLogger("tornado.application")  # nbgrader tells its log what it then raises
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    except (SQLAlchemyError, InvalidEntry) as error:
        why = getattr(error, "orig", None) or str(error).partition("\n")[0]
        raise MarkingError(
            f"The gradebook in {root} could not be read or written ({why}): make room, see that you may write there, then "
            "mark again. What came out of the submissions is kept, and what a marker gave."
        ) from None
    finally:
        log.setLevel(before)


class Book:
    """nbgrader's folder for one lesson: ``source``, ``submitted``, ``autograded`` and the gradebook."""

    def __init__(self, root: Path, paper: Paper) -> None:
        self.root, self.paper, self.name = Path(root).resolve(), paper, f"lesson-{paper.number}"
        writing.write(self.root / "nbgrader_config.py", SETTINGS)
        config = Config()
        config.CourseDirectory.root = str(self.root)
        config.Autograde.autograde_preprocessors = [Judged, LimitOutput, SaveAutoGrades, AssignLatePenalties, CheckCellMetadata]  # fmt: skip
        config.ClearSolutions.text_stub = BLANK
        config.Application.log_level = logging.ERROR
        self.config, self.file = config, f"{paper.stem}.ipynb"

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}")

    def assign(self) -> None:
        """Tell nbgrader which cells there are and what they are worth."""
        self._made()
        changed = writing.write(self.root / "source" / self.name / self.file, nbformat.writes(self._notebook(None, {}, {})))  # fmt: skip
        with self.gradebook() as book:
            known = any(n.name == self.paper.stem for a in book.assignments if a.name == self.name for n in a.notebooks)
        if changed or not known:
            self._run(GenerateAssignment, "*")

    def _made(self) -> None:
        """The gradebook's file, made whole or not at all."""
        path = self.root / "gradebook.db"
        if not path.exists():
            with writing.beside(path) as part, _quiet():
                with Gradebook(f"sqlite:///{part}"):
                    pass
                os.replace(part, path)

    def enter(self, student: Student, marks: dict[str, Mark], own: dict[str, str]) -> None:
        """Enter one submission; what is there already as it is now is left, a marker's points with it."""
        path = self.root / "submitted" / student.student / self.name / self.file
        changed = writing.write(path, nbformat.writes(self._notebook(student.student, marks, own)))
        if changed or not (self.root / "autograded" / student.student / self.name / self.file).exists():
            self._run(Autograde, student.student)
        first, _, last = student.name.rpartition(" ")
        with self.gradebook() as book:
            book.update_or_create_student(student.student, first_name=first, last_name=last, email=student.email or None)  # fmt: skip

    def _run(self, converter: type, student: str) -> None:
        course = CourseDirectory(config=self.config)
        course.assignment_id, course.student_id = self.name, student
        log = logging.getLogger("helpers.marking")
        log.setLevel(logging.CRITICAL)
        try:
            one = converter(coursedir=course, config=self.config, log=log)
            one.force = True
            with _quiet():
                one.start()
        except (NbGraderException, SystemExit) as error:
            raise MarkingError(f"nbgrader could not enter {student} ({error}): see {self.root}.") from None

    def _notebook(self, student: str | None, marks: dict[str, Mark], own: dict[str, str]) -> NotebookNode:
        """The notebook nbgrader sees: of the lesson (no student), or of one submission."""
        cells = [nbformat.v4.new_markdown_cell(f"# {self.paper.number} {self.paper.title}", id="title")]
        for e in self.paper.asked:
            plain = e.id.replace(".", "-")
            mark = marks.get(e.id)
            cells.append(nbformat.v4.new_markdown_cell(self.paper.questions[e.id], id=f"question-{plain}"))
            if is_open(e):
                cells += [nbformat.v4.new_markdown_cell(_rubric(e), id=f"rubric-{plain}"), _open(e, plain, mark)]
                continue
            if student:
                cells.append(nbformat.v4.new_markdown_cell(_shown(own.get(e.id, ""), mark), id=f"own-{plain}"))
            check = nbformat.v4.new_code_cell(
                f'check("{e.id}", {self.paper.names.get(e.id, "...")})', id=f"check-{plain}"
            )
            check.metadata["nbgrader"] = _told(f"check-{plain}", most(e), solution=False, kind="code")
            if mark:
                points = 0.0 if mark.points is None else mark.points
                check.metadata["judged"] = {"words": f"{mark.status}. {mark.words}", "points": points}
            cells.append(check)
        return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}})  # fmt: skip

    def points(self) -> dict[str, dict[str, float | None]]:
        """Each student's points by exercise, as they stand in the gradebook; None where a marker has not decided yet."""
        out: dict[str, dict[str, float | None]] = {}
        with self.gradebook() as book:
            for submission in book.assignment_submissions(self.name):
                out[submission.student.id] = {
                    g.name.partition("-")[2].replace("-", "."): None if g.needs_manual_grade and g.manual_score is None else g.score
                    for notebook in submission.notebooks for g in notebook.grades
                }  # fmt: skip
        return out


def _told(name: str, points: int, solution: bool, kind: str) -> NotebookNode:
    return NotebookNode(schema_version=3, grade=True, grade_id=name, points=points, solution=solution, locked=not solution, task=False, cell_type=kind)  # fmt: skip


def _open(e: Exercise, plain: str, mark: Mark | None) -> NotebookNode:
    """The cell of an open answer: its text, shown as it was typed, for a marker to give points to."""
    lines = [textwrap.fill(line, 100) for line in mark.answer.splitlines()] if mark else []
    text = f"~~~text\n{_plain(chr(10).join(lines))}\n~~~" if mark and mark.answer else BLANK
    cell = nbformat.v4.new_markdown_cell(text, id=f"open-{plain}")
    cell.metadata["nbgrader"] = _told(f"open-{plain}", most(e), solution=True, kind="markdown")
    return cell


def _plain(text: str) -> str:
    """Text that cannot end its frame: inside, whatever it holds is shown as it was typed."""
    return text.replace("~~~", "~ ~ ~")[:20_000]


def _rubric(e: Exercise) -> str:
    levels = [f"{k}. {words}" for k, words in enumerate(e.rubric, 1)]
    return "\n".join(["**Rubric**: as many points as the level reached, 0 for no answer.", "", *levels, "", f"**Anchor for level {len(levels)}**: {e.model_answer}"])  # fmt: skip


def _shown(source: str, mark: Mark | None) -> str:
    came_to = re.sub(r"[`\s]+", " ", _plain(mark.answer))[:200] if mark else ""
    value = f"\n\nIt came to: `{came_to}`" if came_to else ""
    return f"~~~text\n{_plain(source)}\n~~~{value}" if source else f"No cell gives this answer a value.{value}"


def levels(path: Path) -> dict[tuple[str, str, str], int]:
    """The points a marker gave to open answers, from a gradebook: by assignment, student and exercise."""
    if not Path(path).is_file():
        raise MarkingError(f"{path} is no gradebook: name the gradebook.db of a marker.")
    out = {}
    with contextlib.suppress(MissingEntry), Gradebook(f"sqlite:///{Path(path).resolve()}") as book:
        for assignment in book.assignments:
            for submission in book.assignment_submissions(assignment.name):
                for notebook in submission.notebooks:
                    for g in notebook.grades:
                        if g.name.startswith("open-") and g.manual_score is not None:
                            out[assignment.name, submission.student.id, g.name[5:].replace("-", ".")] = round(g.manual_score)  # fmt: skip
    return out


def agreement(one: Path, other: Path) -> dict[str, float]:
    """How far two markers agree on the open answers both marked: how many, the share alike, and kappa, plain and by distance."""
    from sklearn.metrics import cohen_kappa_score

    mine, theirs = levels(one), levels(other)
    both = sorted(mine.keys() & theirs.keys())
    if not both:
        raise MarkingError("No open answer has points from both markers: give each a copy of the folder, then compare.")
    a, b = [mine[k] for k in both], [theirs[k] for k in both]
    scale = sorted({*a, *b})
    same = sum(x == y for x, y in zip(a, b, strict=True)) / len(both)
    if len(scale) == 1:
        return {"answers": len(both), "alike": same, "kappa": float("nan"), "weighted kappa": float("nan")}
    kappas = [float(cohen_kappa_score(a, b, labels=scale, weights=w)) for w in (None, "quadratic")]
    return {"answers": len(both), "alike": same, "kappa": kappas[0], "weighted kappa": kappas[1]}
