"""What a learner works on: the desk (desk/), copies for a class, and the instructor's key. One code makes all three.

A learner's face of a lesson has no outputs and no solution cells; calls of hint and solution are commented out, so that
neither Run All nor Shift+Enter gives an answer away; code that only draws and verdicts are folded behind a first line
that tells nothing; an open exercise has a box to write in; the last cell says what comes next.

The desk remembers in `.course.json` how it lays each file out, and the term. A file whose cells still say the same is
replaced when the course has a newer one; any other file is the learner's and stays. Outputs alone are no change. A desk
of one term is left as it is by the course of another, unless it is told to cross.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import shlex
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers import writing
from helpers.course import books, records, term
from helpers.course.books import ROOT, LessonError, is_help, tags
from helpers.words import listed

DESK = ROOT / "desk"
MANIFEST = ".course.json"
FORMAT = 1
HELP = "# Stuck? Take away the # of the next line and run this cell; run it again for more."
FOLDED = {
    "figure": "# The code of this figure is folded: run the cell.",
    "verdict": "# The verdict on claim {}: run the cell.",
}
BOX = "*Write here (double-click, then Shift + Enter when you are done) …*"
GLOSSARY = "glossary.md"


# Faces of a lesson


def learners(book: NotebookNode, number: str) -> NotebookNode:
    """A lesson as a learner meets it (from one with all that is rendered in it)."""
    drawing = drawing_names(book)
    kept, waiting = [], []  # waiting: open exercises whose box is still to come
    for cell in book.cells:
        if "solution" in tags(cell):
            continue
        cell = NotebookNode({**cell, "metadata": _plain(cell.metadata)})
        if cell.cell_type == "markdown":
            # a notebook that a click has to open first does not scroll to the term; a page of Markdown does
            cell.source = cell.source.replace("glossary.ipynb", GLOSSARY)
            waiting += [id for id, _, kind in _asked(cell) if kind == "open"]
        else:
            cell.outputs, cell.execution_count = [], None
            # a lesson that asks for the words in a cell of its own, and checks that there are some, needs no box
            waiting = [id for id in waiting if f'check("{id}"' not in cell.source]
            box = next((id for id in waiting if f'"{id}"' in cell.source and is_help(cell)), None)
            if box:
                kept.append(nbformat.v4.new_markdown_cell(BOX, id=f"write-{box.replace('.', '-')}"))
                waiting.remove(box)
            _fold(cell, drawing)
        kept.append(cell)
        if cell.id == "next":
            cell.cell_type, cell.source = "markdown", "## Next"
            kept.append(nbformat.v4.new_code_cell(f'lesson.next_up("{number}")', id="next-up"))
    return _book(book, kept)


def key(book: NotebookNode, number: str) -> NotebookNode:
    """A lesson as an instructor keeps it: solutions and outputs in sight, and what each check answers to wrong ways."""
    from helpers import exercises

    kept = []
    for cell in book.cells:
        cell = NotebookNode({**cell, "metadata": _plain(cell.metadata)})
        kept.append(cell)
        asked = re.search(r'check\("([\w.]+)"', cell.source)
        e = exercises.find(asked[1]) if asked else None
        if e is not None and ("solution" in tags(cell) or exercises.is_open(e)):
            kept.append(nbformat.v4.new_markdown_cell(_key_to(e), id=f"key-{e.id.replace('.', '-')}"))
    return _book(book, kept)


def _key_to(e) -> str:
    """What an instructor wants to know of an exercise: known ways of going wrong, or a rubric and a model answer."""
    head = f"**Key to {e.id}** ({e.objective}, {e.kind})."
    if e.rubric:
        levels = [f"{k}. {words}" for k, words in enumerate(e.rubric, 1)]
        return "\n".join([f"{head} Four levels, the best last:", "", *levels, "", f"A model answer: {e.model_answer}"])
    answers = [f"- *{m.name}*: {m.hint}" for m in e.misconceptions]
    return "\n".join([f"{head} What the check answers to known ways of going wrong:", *answers])


def _book(book: NotebookNode, cells: list) -> NotebookNode:
    return NotebookNode({**book, "cells": cells})


def _plain(metadata) -> NotebookNode:
    return NotebookNode({k: v for k, v in metadata.items() if k != "jupyter"})


def _asked(cell: NotebookNode) -> list[tuple[str, str, str]]:
    return records.asked(NotebookNode(cells=[cell]))


def _fold(cell: NotebookNode, drawing: set[str]) -> None:
    """Comment help out; fold a verdict or a drawing behind a first line that tells nothing. Tag "show" keeps it open."""
    if is_help(cell):
        cell.source = "\n".join([HELP, *(f"# {x}" for x in cell.source.splitlines() if x.strip())])
        return
    first = folded(cell, drawing)
    if first:
        cell.source = f"{first}\n{cell.source}"
        cell.metadata["jupyter"] = NotebookNode(source_hidden=True)


def folded(cell: NotebookNode, drawing: set[str]) -> str:
    """The line behind which a cell of code is folded, "" for one that stays open (drawing: names that draw)."""
    if {"exercise", "show"} & set(tags(cell)):
        return ""
    claims = re.findall(r'evidence\.verdict\(\s*"([^"]+)"', cell.source)
    if claims:
        return FOLDED["verdict"].format(" and ".join(claims))
    return FOLDED["figure"] if drawing & _called(cell.source) else ""


def drawing_names(book: NotebookNode) -> set[str]:
    """Names a lesson imports from helpers.figures: a cell that calls one of them draws."""
    names: set[str] = set()
    for cell in book.cells:
        for node in ast.walk(_tree(cell.source)) if cell.cell_type == "code" else ():
            if isinstance(node, ast.ImportFrom) and node.module:
                inside = node.module.startswith("helpers.figures")
                for a in node.names:
                    if inside or (node.module == "helpers" and a.name == "figures"):
                        names.add(a.asname or a.name)
    return names


def _called(source: str) -> set[str]:
    """First names of all calls: {"figures", "print"} for figures.lines(…) and print(…)."""
    found = set()
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.Call):
            target = node.func
            while isinstance(target, ast.Attribute):
                target = target.value
            if isinstance(target, ast.Name):
                found.add(target.id)
    return found


def _tree(source: str) -> ast.AST:
    try:
        return ast.parse(source)
    except SyntaxError:  # a magic, or a line to be mended
        return ast.Module([], [])


def faces(make=learners) -> dict[str, str]:
    """Every file of a set of lessons, by its path below the folder: the lessons as ``make`` shows them, and the glossary."""
    map, ways, files = records.planned(), records.paths(), {}
    if not books.lessons():
        raise LessonError(
            f"There are no lessons in {books.NOTEBOOKS}: the desk is laid out from a checkout of the course."
        )
    for path in books.lessons():
        number = books.number_of(path)
        book = records.rendered(books.read(path), number, map, ways)
        files[path.relative_to(books.NOTEBOOKS).as_posix()] = books.text_of(make(book, number))
    files[GLOSSARY] = records.glossary_text()
    if make is key:
        files["glossary.ipynb"] = books.text_of(records.glossary())
        from helpers.course import kit, teach  # only the key needs them

        files |= {f"{kit.PAGES}/{name}": text for name, text in teach.pages(map=map, answers=True).items()}
    return files


def copies(out: Path, make=learners) -> list[str]:
    """Copies of all lessons and the glossary in a new folder; LessonError where it exists: nothing is written over."""
    out, kind = Path(out), "key" if make is key else "student"
    _yours(out, f"make {kind} OUT=~/{kind}")
    if out.exists():
        raise LessonError(
            f"{out} is already there and nothing was written. Name another folder, or move that one away."
        )
    made = faces(make)
    with _told(out), writing.folder(out) as fresh:
        for name, text in made.items():
            writing.write(fresh / name, text)
    return list(made)


# The desk


def says(text: str) -> str:
    """A fingerprint of what a notebook's cells say: kinds and sources, without outputs, counts, and empty cells.

    What is no notebook is taken as text.
    """
    try:
        cells = json.loads(text)["cells"]
        lines = [[c["cell_type"], "".join(c["source"])] for c in cells if "".join(c["source"]).strip()]
    except (ValueError, KeyError, TypeError, AttributeError):
        lines = [["text", text]]
    return hashlib.sha256(json.dumps(lines).encode()).hexdigest()


def lay_out(folder: Path = DESK, cross: bool = False) -> list[str]:
    """Bring a desk up to date; returns sentences on what is worth saying. LessonError: nothing of the learner's was lost.

    Files whose cells the learner has not changed are replaced; others stay. Laid out again, nothing is written. A desk of
    another term stays as it is, unless ``cross``.
    """
    folder, words = Path(folder), []
    _yours(folder, 'make lab FLAGS="--desk ~/desk"')
    if (other := _of_another_term(folder, cross)) is not None:
        return [other]
    new = faces()
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        laid, told = _manifest(folder)
        words += told
        kept, placing, coming = [], [], {name: says(text) for name, text in new.items()}
        for name in [*new, *sorted(set(laid) - set(new))]:
            held, known, comes = _held(folder / name), laid.get(name, "").split(), coming.get(name)
            if held == comes:
                laid[name] = comes
            elif held is None or held in known:
                laid[name] = " ".join(x for x in (held, comes) if x)  # a kill leaves it as the one or the other
                placing.append(name)
            elif comes and comes not in known:
                kept.append(name)
        if placing:
            _remember(folder, laid)
        for name in placing:
            if name in new:
                writing.write(folder / name, new[name])
            else:
                (folder / name).unlink()
            laid[name] = coming.get(name)
        _remember(folder, laid)
    if kept:
        words.append(
            f"You have worked in {_list(kept)}, and the course has a newer version: yours stays. "
            "For the new one, which keeps yours beside it: make over LESSON="
            + kept[0].rpartition("/")[2].split("_")[0]
            + ("" if folder == DESK else f' FLAGS="--desk {shlex.quote(str(folder))}"')
        )
    return words


def _held(path: Path) -> str | None:
    """The fingerprint of a file as it is now, or None where there is none."""
    return says(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else None


def _list(names: list[str]) -> str:
    numbers = [n.rpartition("/")[2].split("_")[0] for n in names]
    return listed(numbers)


def _manifest(folder: Path) -> tuple[dict[str, str], list[str]]:
    """What the desk remembers (file → fingerprint as laid out, or two while that changes), and a word on a lost memory."""
    path = folder / MANIFEST
    if not path.exists():
        return {}, []
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["format"] > FORMAT:
            raise LessonError(
                f"{folder} was laid out by a newer version of the course; nothing was changed. Update the course "
                "(git pull), or move that folder away and run make lab again."
            )
        if held["format"] == FORMAT:
            return {str(k): str(v) for k, v in held["files"].items()}, []
        word = f"{folder} has an older form: lessons that differ from today's were all kept."
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, LessonError):
            raise
        path.replace(writing.free(path, "damaged"))
        word = f"{path} was damaged: it was put aside, and lessons that differ from today's were all kept."
    return {}, [word]


def _term(folder: Path) -> str:
    """The term a desk was laid out in, or ""."""
    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8")).get("term", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def _of_another_term(folder: Path, cross: bool) -> str | None:
    """A sentence where a desk belongs to another term than the course does by now, and is not to cross."""
    was, now = _term(folder), term.current()
    if cross or not was or now is None or now == was:
        return None
    return (
        f"{folder} belongs to {was}, and the course here is at {now or 'no term'}: your desk was left as it is. Back to its "
        f"term: git checkout {was}. On with this one, keeping what you wrote: python -m helpers.course lab --cross"
        + ("" if folder == DESK else f" --desk {shlex.quote(str(folder))}")
    )


def _remember(folder: Path, files: dict[str, str | None]) -> None:
    now = term.current()
    held = {"format": FORMAT, "files": {name: files[name] for name in sorted(files) if files[name]}}
    if of := _term(folder) if now is None else now:
        held["term"] = of
    writing.write(folder / MANIFEST, json.dumps(held, indent=1) + "\n")


def start_over(number: str, folder: Path = DESK, now: datetime | None = None, cross: bool = False) -> Path | None:
    """Lay one lesson out anew, and keep the learner's copy beside it; returns where it is (None: there was none).

    LessonError on a desk of another term, unless ``cross``.
    """
    folder = Path(folder)
    _yours(folder, f'make over LESSON={number} FLAGS="--desk ~/desk"')
    name = books.find(number).relative_to(books.NOTEBOOKS).as_posix()
    if (other := _of_another_term(folder, cross)) is not None:
        raise LessonError(other)
    text = faces()[name]
    path, beside = folder / name, None
    with _told(folder):
        laid, _ = _manifest(folder)
        if path.is_file():
            beside = writing.free(path, f"before {now or datetime.now():%Y-%m-%d %H.%M}")
            writing.write(beside, path.read_bytes())
        _remember(folder, {**laid, name: f"{laid.get(name, '')} {says(text)}"})
        writing.write(path, text)
        _remember(folder, {**laid, name: says(text)})
    return beside


def _yours(folder: Path, command: str) -> None:
    """LessonError, with the command that names another one, where a folder, or the place for it, is not to be written to.

    Without it, JupyterLab would open on a desk laid out by somebody else, and keep nothing.
    """
    there = next(p for p in (folder.absolute(), *folder.absolute().parents) if os.path.exists(p))
    if not os.access(there, os.W_OK):
        raise LessonError(f"You may not write in {there}. Name a folder of yours: {command}")


@contextmanager
def _told(folder: Path):
    """Turn what a disk can do to us into a sentence."""
    try:
        yield
    except OSError as error:
        raise LessonError(
            f"{folder} could not be laid out, {writing.reason(error)}, then try again. Nothing of yours was changed or lost."
        ) from None
