"""What is said about the lessons in a browser: their first page, and the note on a lesson that does not run through."""

from __future__ import annotations

import html
import string
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nbformat import NotebookNode

from helpers.course import books, lab, records

HERE = Path(__file__).resolve().parent
TITLE = "Global value chains, claim by claim"
HOME = '<p><a href="../index.html">Back to the website: every lesson with its results, to read</a></p>'


@dataclass(frozen=True)
class Lesson:
    """A lesson's learner's face, the packages it needs, those that cannot be had, and its cells that need one of them."""

    file: str
    book: NotebookNode
    missing: set[str]
    stopped: list[NotebookNode]
    needs: set[str]

    @property
    def number(self) -> str:
        return books.number_of(Path(self.file))

    def short(self) -> str:
        """What does not run, in a few words; "" where everything does."""
        n, of = len(self.stopped), sum(c.cell_type == "code" for c in self.book.cells)
        return f"{n} of {of} code cells {'does' if n == 1 else 'do'} not run in a browser" if n else ""

    def notice(self) -> str:
        """The same for the top of the lesson, with what to do."""
        first = next(x for x in self.stopped[0].source.splitlines() if x.strip() and not x.startswith("#"))
        names = " and ".join(f"`{name}`" for name in sorted(self.missing))
        return (
            f"**{self.short()}** ({names} is missing there). The first begins with `{first.strip()}`. All others run: after "
            "a cell that stopped, go on with the next. On a computer with the course set up (`make lab`) the whole lesson "
            "runs, and the website shows all of its results."
        )


def measured() -> dict[str, float | str]:
    """What a browser was seen to fetch and to need (tests/test_lite_in_browser.py prints it anew)."""
    return tomllib.loads((HERE / "measured.toml").read_text(encoding="utf-8"))


def write(site: Path, lessons: list[Lesson], own: bool, below: bool = False) -> None:
    """Write the first page of a site; below: it stands below the website, and leads back to it."""
    planned, seen = records.planned(), measured()
    course = next(site.rglob("gvc_lessons-*.whl")).stat().st_size / 1e6
    items = []
    for lesson in lessons:
        title = html.escape(f"{lesson.number} {planned.at[lesson.number, 'title']}")
        note = f" <small>({lesson.short()})</small>" if lesson.stopped else ""
        items.append(f'<li><a href="lab/index.html?path={quote(lesson.file)}">{title}</a>{note}</li>')
    text = string.Template((HERE / "page.html").read_text(encoding="utf-8")).substitute(
        title=TITLE, start=quote(lab.START), lessons="\n".join(items), course=f"{course:.0f}",
        app=f"{seen['app']:.0f}", kernel=f"{seen['kernel']:.0f}",
        total=f"{round(seen['app'] + seen['kernel'] + course, -1):.0f}", seconds=f"{seen['seconds']:.0f}",
        memory=f"{seen['memory']:.0f}",
        home=HOME if below else "",
        where="this site" if own else "a public server for Pyodide (cdn.jsdelivr.net)",
    )  # fmt: skip
    (site / "index.html").write_text(text, encoding="utf-8")
