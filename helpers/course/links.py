"""Links that open a lesson where nothing is installed: Binder, Colab, and a hub that pulls lessons with nbgitpuller.

The course's public address stands in one place, `Repository` under [project.urls] in pyproject.toml, and nowhere until
there is one. Binder lays out the desk (postBuild) in a copy of the repository. Colab and hubs take the lessons from the
branch `desk`, which holds learners' copies alone and is pushed with each release: nobody meets a solution there.
"""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode, urlsplit

import nbformat
from nbformat import NotebookNode

from helpers.course import books
from helpers.course.books import LessonError
from helpers.course.lab import START

BRANCH = "desk"  # learners' copies of the lessons; those for Colab in a folder of their own
COLAB = "colab"
NOT_IN_COLAB = {"flit_core", "ipykernel", "ipywidgets", "jupyterlab"}  # Colab has a page and a kernel of its own
LESSON_LINK = re.compile(r"\]\((?P<to>(?:\.\./)*[\w./-]+\.(?:ipynb|md))(?P<rest>[^)]*)\)")
BADGES = re.compile(r"(<!-- badges:start -->\n).*?(<!-- badges:end -->)", re.S)

FOR_COLAB = """\
**In Colab.** Run the next cell first: it fetches the course (helpers and data) and the packages that Colab lacks, which
takes a few minutes each time a session begins. Should Colab ask for a restart then, agree and run that cell once more.
What you write here is lost with the session, unless you keep a copy: *File → Save a copy in Drive*."""

SET_UP = """\
import sys
from pathlib import Path

if not Path("course").is_dir():
    !git clone --quiet --depth 1 {repository} course
%pip install --quiet {packages}
sys.path.insert(0, str(Path("course").resolve()))

from google.colab import output

output.enable_custom_widget_manager()  # without it Colab shows no explorer"""


def project() -> dict:
    """What pyproject.toml says of the course."""
    return tomllib.loads((books.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def address() -> str:
    """The course's public address; empty until it has one."""
    return project().get("urls", {}).get("Repository", "")


def web(said: str, what: str, example: str) -> str:
    """A web address without its last slash; LessonError where it is none."""
    parts = urlsplit(said.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or re.search(r"\s", said.strip()):
        raise LessonError(f"{what} {said!r} is no web address: write it like {example}")
    return said.strip().rstrip("/").removesuffix(".git")


def repository(said: str) -> str:
    """A repository's address as given; LessonError where there is none, or where it names no owner and repository."""
    if not said:
        raise LessonError(
            "The course has no public address yet: say --repository https://…, "
            "or write it in pyproject.toml, [project.urls], as Repository."
        )
    said = web(said, "The repository", "https://github.com/OWNER/NAME")
    if len(PurePosixPath(urlsplit(said).path).parts) < 3:
        raise LessonError(f"{said} names no owner and repository: write it like https://github.com/OWNER/NAME")
    return said


def on_github(address: str) -> str:
    """OWNER/NAME of a repository on GitHub, or an empty text."""
    parts = urlsplit(address)
    return parts.path.strip("/") if parts.hostname == "github.com" else ""


def binder(address: str, lesson: str = START) -> str:
    """A link that builds the course on mybinder.org and opens a lesson of the desk there."""
    github = on_github(address)
    place = f"gh/{github}" if github else f"git/{quote(address, safe='')}"
    return f"https://mybinder.org/v2/{place}/HEAD?{urlencode({'urlpath': f'lab/tree/desk/{lesson}'})}"


def colab(address: str, lesson: str = START) -> str:
    """A link that opens a lesson in Colab, which reads from GitHub alone (an empty text for another place)."""
    github = on_github(address)
    return f"https://colab.research.google.com/github/{github}/blob/{BRANCH}/{COLAB}/{quote(lesson)}" if github else ""


def pulled(hub: str, address: str, lesson: str = START) -> str:
    """A link that brings a learner's folder on a hub up to date, keeps what was written there, and opens a lesson."""
    folder = address.rpartition("/")[2]
    asked = {"repo": address, "branch": BRANCH, "urlpath": f"lab/tree/{folder}/{lesson}"}
    return f"{hub}/hub/user-redirect/git-pull?{urlencode(asked)}"


def every(address: str, hub: str = "") -> Iterator[str]:
    """All links of all lessons, one a line: lesson, place, address."""
    address = repository(address)
    hub = web(hub, "The hub", "https://hub.example.edu") if hub else ""
    for path in books.lessons():
        lesson, number = path.relative_to(books.NOTEBOOKS).as_posix(), books.number_of(path)
        made = {"Binder": binder(address, lesson), "Colab": colab(address, lesson)}
        if hub:
            made["hub"] = pulled(hub, address, lesson)
        yield from (f"{number}  {place:6}  {link}" for place, link in made.items() if link)


def with_badges(readme: str) -> str:
    """The README with its links to Binder and Colab made anew; none where the course has no address."""
    at = address() and repository(address())
    made = {"Open in Binder": at and binder(at), "Open in Colab": at and colab(at)}
    line = " · ".join(f"[{words}]({link})" for words, link in made.items() if link)
    return BADGES.sub(lambda m: f"{m[1]}{line}\n{m[2]}" if line else f"{m[1]}{m[2]}", readme)


def in_colab(face: NotebookNode, path: str, address: str) -> NotebookNode:
    """A learner's copy with a first cell that says what to do in Colab, one that does it, and links that work there."""
    address = repository(address)
    if not on_github(address):
        raise LessonError(f"Colab opens lessons from GitHub alone, and {address} is elsewhere.")
    needed = [r for r in project()["dependencies"] if re.match(r"[\w.-]+", r)[0] not in NOT_IN_COLAB]
    code = SET_UP.format(repository=address, packages=" ".join(f'"{r}"' for r in needed))
    first = [
        nbformat.v4.new_markdown_cell(FOR_COLAB, id="in-colab"),
        nbformat.v4.new_code_cell(code, id="set-up-colab"),
    ]
    here = posixpath.dirname(path)

    def there(link: re.Match) -> str:
        to = posixpath.normpath(posixpath.join(here, link["to"]))
        at = colab(address, to) if to.endswith(".ipynb") else f"{address}/blob/{BRANCH}/{to}"
        return f"]({at}{link['rest']})"

    cells = [NotebookNode(c) for c in face.cells]
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = LESSON_LINK.sub(there, cell.source)
    return NotebookNode({**face, "cells": first + cells})
