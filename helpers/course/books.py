"""The lessons as files: find them, run them, keep their outputs."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers import writing
from helpers.tables import course

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
TEMPLATE = Path(__file__).with_name("lesson_template.ipynb")
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
WIDGET = "application/vnd.jupyter.widget-view+json"
CELL_SECONDS = 120


class LessonError(ValueError):
    """A lesson that cannot be found or is not what it should be; the message says what to do."""


def number_of(path: Path) -> str:
    """The number of a lesson's file: "2.2" of 2.2_weigh_the_e11.ipynb."""
    return path.name.split("_")[0]


def lessons() -> list[Path]:
    """All lessons in the order of their numbers."""
    found = [p for p in NOTEBOOKS.glob("[0-9]_*/[0-9].[0-9]*_*.ipynb") if ".ipynb_checkpoints" not in p.parts]
    return sorted(found, key=lambda p: [int(v) for v in number_of(p).split(".")])


def find(number: str) -> Path:
    """The lesson with a number such as "2.2"; LessonError lists the numbers there are."""
    known = {number_of(p): p for p in lessons()}
    if number not in known:
        raise LessonError(f"There is no lesson {number}; there are {', '.join(known)}.")
    return known[number]


def read(path: Path) -> NotebookNode:
    """A notebook; LessonError where the file is no notebook."""
    try:
        return nbformat.read(path, 4)
    except (ValueError, KeyError, AttributeError, nbformat.ValidationError) as error:
        raise LessonError(f"{path.name} is no notebook that can be read ({type(error).__name__}).") from None


def text_of(book: NotebookNode) -> str:
    """A notebook as its file holds it."""
    return nbformat.writes(book) + "\n"


def tags(cell: NotebookNode) -> list[str]:
    """A cell's tags."""
    return cell.metadata.get("tags", [])


def is_help(cell: NotebookNode) -> bool:
    """Whether a code cell does nothing but call hint(…) or solution(…)."""
    lines = [x for x in cell.source.splitlines() if x.strip()]
    return cell.cell_type == "code" and bool(lines) and all(re.match(r"(hint|solution)\(", x) for x in lines)


def store(path: Path, redraw: bool = False) -> float:
    """Run a lesson from top to bottom and keep its outputs; returns seconds.

    A picture whose words did not change stays as it was, unless ``redraw``. Raises LessonError, and leaves the file as
    it was, where a cell fails, takes more than two minutes or kills its kernel.
    """
    book = read(path)
    before = {c.id: c.outputs for c in book.cells if c.cell_type == "code"}
    start = time.perf_counter()
    run(book, path)
    for cell in book.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        # a stored widget has no kernel behind it: JupyterLab would show an error there
        cell.outputs = [o for o in cell.outputs if WIDGET not in o.get("data", {})]
        if not redraw:
            cell.outputs = keep_pictures(before.get(cell.id, []), cell.outputs)
        if "solution" in tags(cell) or is_help(cell):
            cell.metadata.setdefault("jupyter", {})["outputs_hidden"] = True  # it would give the answer away
    book.metadata.pop("widgets", None)
    book.metadata.update(KERNEL)
    writing.write(path, text_of(book))
    return time.perf_counter() - start


def run(book: NotebookNode, path: Path) -> None:
    """Run a notebook in its own folder, outside any desk; LessonError says in a sentence which cell did what."""
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    at = "its first cell"

    def begun(cell: NotebookNode, cell_index: int) -> None:
        nonlocal at
        number = sum(c.cell_type == "code" for c in book.cells[: cell_index + 1])
        at = f"code cell {number} ({_first_line(cell.source)!r})"

    client = NotebookClient(
        book, timeout=CELL_SECONDS, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=begun,
        iopub_timeout=CELL_SECONDS, raise_on_iopub_timeout=True,  # outputs that come late are waited for, not left out
        coalesce_streams=True,  # what is printed in two goes is kept as one: the same file each time
    )  # fmt: skip
    as_it_was = f"{path.name} was left as it was"
    try:
        client.execute(env={k: v for k, v in os.environ.items() if k != "GVC_DESK"})
    except CellExecutionError as error:
        said = " ".join(f"{error.ename}: {error.evalue}".split())[:300]
        raise LessonError(f"{as_it_was}; {at} failed: {said}") from None
    except CellTimeoutError:
        raise LessonError(
            f"{as_it_was}; {at} took more than {CELL_SECONDS} seconds: make it faster, or see what it waits for."
        ) from None
    except DeadKernelError:
        raise LessonError(
            f"{as_it_was}; its kernel died in {at}, most likely for want of memory: close other notebooks, then try again."
        ) from None
    except RuntimeError as error:
        raise LessonError(
            f"{as_it_was}; no kernel could be started ({error}): make room in memory, try again."
        ) from None
    except NoSuchKernel:
        raise LessonError(f"{as_it_was}; no Python kernel is installed: run make lab once.") from None


def _first_line(source: str) -> str:
    line = next((x.strip() for x in source.splitlines() if x.strip()), "")
    return line if len(line) <= 60 else f"{line[:59]}…"


def keep_pictures(old: list, new: list) -> list:
    """New outputs, with the old picture where a figure's words (text/plain) and kind did not change."""
    pictures = {}
    for output in old:
        if _is_picture(output):
            pictures[output["data"]["text/plain"]] = output
    kept = []
    for output in new:
        same = pictures.get(output["data"]["text/plain"]) if _is_picture(output) else None
        if same is not None and set(same["data"]) == set(output["data"]):
            output = NotebookNode({**output, "data": same["data"], "metadata": same["metadata"]})
        kept.append(output)
    return kept


def _is_picture(output) -> bool:
    data = output.get("data", {})
    drawn = "image/png" in data or "<img" in data.get("text/html", "")
    return drawn and data.get("text/plain", "").startswith("Figure: ")


def new(number: str, slug: str) -> Path:
    """Make a lesson from the template, with number and title from data/course/study_map.csv, and put its slug there.

    Raises LessonError for a number the map does not have, one that is taken, or a slug that is no file name.
    """
    planned = course.study_map()
    if number not in planned.index:
        raise LessonError(f"data/course/study_map.csv plans no lesson {number}: add a line for it first.")
    if any(number_of(p) == number for p in lessons()):
        raise LessonError(f"Lesson {number} is already there; nothing was written.")
    if not re.fullmatch(r"[a-z0-9_]+", slug):
        raise LessonError(f"{slug!r} cannot name a file: use small letters, digits and _ only, such as find_the_ict.")
    text = TEMPLATE.read_text(encoding="utf-8")
    for mark, words in {"NUMBER": number, "CHAPTER": number[0], "TITLE": planned.at[number, "title"]}.items():
        text = text.replace(f"@{mark}@", words)
    target = NOTEBOOKS / course.FOLDERS[number[0]] / f"{number}_{slug}.ipynb"
    writing.write(target, text)
    return target
