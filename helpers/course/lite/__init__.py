"""The lessons without installing: a JupyterLite site, in which a browser runs Python itself.

``build(out)`` makes it from what is installed; nothing is fetched. It holds the desk (no outputs, no solutions), a first
page, and what Pyodide, the browser's Python, does not bring: the course with its data, and a few packages. Pyodide itself
and its packages are fetched by the learner's browser from where JupyterLite's kernel says, or lie in the site with
``kernel``, a folder of a Pyodide distribution.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers import writing
from helpers.course import books, desk
from helpers.course.books import LessonError
from helpers.course.lite import needs, page, wheels

HERE = Path(__file__).resolve().parent
PLUGIN = "@jupyterlite/pyodide-kernel-extension"
WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")  # what shows an explorer in a page
KERNEL = ("piplite", "ipykernel", "pyodide_kernel")  # of JupyterLite's kernel: they lie in its extension
EARLY = [
    "micropip",
    "piplite",
    "ipykernel",
    "comm",
    "pyodide-kernel",
    "ipython",
    "jedi",
]  # it asks for them at its start
AT = "static/pyodide"
DRIVE = "/drive"  # where JupyterLite's kernel has the files that the browser keeps
SPEC = {"kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}}
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
}
SIGN = "jupyter-lite.json"  # by which a folder is known as a site made here


def build(out: Path, kernel: Path | None = None) -> Path:
    """Make the site in a folder, which is new or holds an older one; LessonError says what is in the way.

    ``kernel``: a folder of a Pyodide distribution with its packages, taken into the site in place of what the browser
    would fetch from elsewhere.
    """
    out = Path(out).expanduser().absolute()
    if out.exists() and not (out / SIGN).is_file():
        raise LessonError(
            f"{out} is there and no site of lessons: nothing was written. Name another folder, or move it away."
        )
    with tempfile.TemporaryDirectory(prefix="gvc-lite-") as held, writing.beside(out) as made:
        work = Path(held)
        pyodide, url = _kernel(work, kernel)
        lessons = _contents(work / "desk", pyodide)
        _configure(work, url, lessons)
        _run(work, made)
        _packages(made, pyodide, lessons, kernel)
        page.write(made, lessons, own=kernel is not None, below=(out.parent / "scorecard.html").is_file())
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(out, ignore_errors=True)
        os.replace(made, out)
    return out


def _kernel(work: Path, folder: Path | None) -> tuple[wheels.Kernel, str]:
    """What the browser's Python has, and the address it is started from."""
    from jupyterlite_pyodide_kernel import constants

    if folder is not None:
        if not (folder / constants.PYODIDE_MJS).is_file():
            raise LessonError(f"{folder} holds no {constants.PYODIDE_MJS}: name the folder of a Pyodide distribution.")
        return wheels.Kernel(folder / wheels.LOCK, ""), f"./{AT}/{constants.PYODIDE_MJS}"
    lock = HERE / f"pyodide-{constants.PYODIDE_VERSION}.json"
    if not lock.is_file():
        raise LessonError(
            f"JupyterLite's kernel is of Pyodide {constants.PYODIDE_VERSION}: put the {wheels.LOCK} of that version (it is "
            f"in the npm package pyodide) in {HERE.relative_to(books.ROOT)}/{lock.name}, in place of the older one."
        )
    url = f"{constants.PYODIDE_CDN_URL}/"
    return wheels.Kernel(lock, url), f"{url}{constants.PYODIDE_MJS}"


def _contents(folder: Path, pyodide: wheels.Kernel) -> list[page.Lesson]:
    """Write the desk as a browser has it; returns what is to be said of each lesson."""
    read, lessons = {}, []
    for name, text in desk.faces().items():
        at = folder / name
        if at.suffix == ".ipynb":
            read[name] = nbformat.reads(text, 4)
        else:
            writing.write(at, text)
    wanted = {name: needs.of_lesson(book, books.number_of(Path(name))) for name, book in read.items()}
    shared = set.intersection(*wanted.values())
    for name, book in read.items():
        _, missing = pyodide.of_imports(wanted[name])
        lesson = page.Lesson(name, book, missing, needs.stopped(book, missing), wanted[name])
        writing.write(folder / name, books.text_of(face(lesson, wanted[name] - shared - missing)))
        lessons.append(lesson)
    return lessons


def face(lesson: page.Lesson, more: set[str]) -> NotebookNode:
    """A lesson as a browser has it: its first cell fetches what only this lesson needs; what cannot run is said at the top."""
    book = NotebookNode({**lesson.book, "metadata": NotebookNode({**lesson.book.metadata, **SPEC})})
    cells = [NotebookNode(c) for c in book.cells]
    if more:
        first = next(c for c in cells if c.cell_type == "code")
        first.source = f"import {', '.join(sorted(more))}  # so that the browser fetches them\n{first.source}"
    if lesson.stopped:
        cells.insert(1, nbformat.v4.new_markdown_cell(lesson.notice(), id="in-the-browser"))
    book.cells = cells
    return book


def _configure(work: Path, url: str, lessons: list[page.Lesson]) -> None:
    share = Path(sys.prefix) / "share/jupyter/labextensions"
    extensions = [share / name for name in (PLUGIN, *WIDGETS)]
    for at in extensions:
        if not (at / "package.json").is_file():
            raise LessonError(f"JupyterLab's extension {at.relative_to(share)} is not installed: set up what the tests need (make test).")  # fmt: skip
    settings = {
        "pyodideUrl": url,
        "loadPyodideOptions": {
            "lockFileURL": f"{AT}/{wheels.LOCK}",
            "packages": [*EARLY, wheels.COURSE],
            "env": {"GVC_DESK": DRIVE},
        },
    }
    site = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": page.TITLE,
            "exposeAppInBrowser": True,
            "litePluginSettings": {f"{PLUGIN}:kernel": settings},
        },
    }
    making = {
        "LiteBuildConfig": {
            "contents": ["desk"], "apps": ["lab"], "settings_overrides": ["overrides.json"], "no_sourcemaps": True,
            "ignore_sys_prefix": True, "federated_extensions": [str(at) for at in extensions],
        }
    }  # fmt: skip
    for name, held in {SIGN: site, "jupyter_lite_config.json": making, "overrides.json": SETTINGS}.items():
        (work / name).write_text(json.dumps(held), encoding="utf-8")


def _run(work: Path, made: Path) -> None:
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(work), "--output-dir", str(made)]
    told = subprocess.run(
        command, capture_output=True, text=True, cwd=work, env={**os.environ, "JUPYTER_NO_CONFIG": "1"}
    )
    if told.returncode:
        raise LessonError(f"JupyterLite could not be built: {(told.stderr or told.stdout).strip()[-600:]}")


def _packages(made: Path, pyodide: wheels.Kernel, lessons: list[page.Lesson], kernel: Path | None) -> None:
    """Put the course and what Pyodide has not beside its list, in the site."""
    folder = made / AT
    folder.mkdir(parents=True)
    if kernel is not None:
        shutil.copytree(kernel, folder, dirs_exist_ok=True)
    own = made / "extensions" / PLUGIN / "static/pypi"
    for name in KERNEL:
        if name not in pyodide.packages:
            pyodide.enter(next(own.glob(f"{name}-*.whl")), [], folder)
    pyodide.add("comm", folder)
    found, _ = pyodide.of_imports(set.union(*(lesson.needs for lesson in lessons)))
    for package in sorted(found):
        pyodide.add(package, folder)
    shared, _ = pyodide.of_imports(set.intersection(*(lesson.needs for lesson in lessons)))
    pyodide.enter(wheels.named_by_content(wheels.of_course(folder)), sorted(shared), folder)
    pyodide.write(folder)
