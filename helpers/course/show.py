"""What a room sees of a lesson: slides (one page of reveal.js, no network) and handouts to print. Neither holds an answer."""

from __future__ import annotations

import html
import re
from pathlib import Path

import nbformat
import pandas as pd
from nbformat import NotebookNode

from helpers import exercises, pages, writing
from helpers.course import books, kit, records
from helpers.course.books import LessonError

REVEAL = Path(__file__).with_name("reveal")
MOST = 12  # slides
ON_PAPER = ("predict", "bug hunt", "open")  # how the kinds begin that need no computer
TABLES = 2  # tables of numbers on a handout
LINES = 5  # to write on, below an exercise
NO_COMPUTER = "Where an exercise speaks of dots or cells, write on the lines below it. When you have, take the next sheet."
STYLE = """
body { font: 16px/1.45 sans-serif; color: #222222; background: #FCFCFA; max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; } pre { white-space: pre-wrap; background: #F0F0EC; padding: .5rem; }
.wide { overflow-x: auto; } .cards td { padding: 1rem .5rem; } table { border-collapse: collapse; font-size: .85rem; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; } th, td { border-bottom: 1px solid #C9CBC8; padding: .2rem .5rem; text-align: left; }
.line { border-bottom: 1px solid #8A8C89; height: 2rem; } .sheet { border-bottom: 2px dashed #8A8C89; margin: 2rem 0; padding-bottom: .3rem; }
@media print { body { margin: 0; max-width: none; } .sheet { break-after: page; border: 0; margin: 0; } .cards { break-before: page; } img, table, .task { break-inside: avoid; } }
"""


def plain(text: str) -> str:
    """Markdown without its links: their words stay."""
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", re.sub(r'(\]\([^)"\s]*) "[^"]*"\)', r"\1)", text))


def claim(book: NotebookNode) -> str:
    """What a lesson's claim says: its list, or its first paragraph where it has none."""
    text = kit.section(book, "The claim") or kit.section(book, "The")
    listed = re.findall(r"(?ms)^- \*\*.*?(?=^- |\n\n|\Z)", text)
    return plain("\n".join(x.strip() for x in listed) or text.split("\n\n")[0])


def slides(number: str, book: NotebookNode, map: pd.DataFrame) -> list[tuple[str, str]]:
    """The slides of a lesson in order, twelve at most: what each is, and its Markdown."""
    held, judged = kit.read(number), records.verdicts(book)
    options = kit.bullets(
        [f"**{letter}** {o['says']}" for letter, o in zip("ABCDE", held["poll"]["options"], strict=False)]
    )
    before = [("title", f"# {number} {map.at[number, 'title']}\n\n{map.at[number, 'question']}"), ("poll", f"## What do you think?\n\n{held['poll']['question']}\n\n{options}")]  # fmt: skip
    said = claim(book)
    if said:
        before.append(("claim", f"## The claim\n\n{said}"))
    before.append(("idea", f"## The idea\n\n{kit.bullets(held['idea'])}"))
    after = []
    if judged:
        rows = [[id, f"**{v['verdict']}**", v["value"]] for id, v in judged.items()]
        after.append(("verdict", f"## Verdict\n\n{kit.table(['claim', 'verdict', 'what decided'], rows)}"))
    after += [
        ("takeaway", f"## To take home\n\n{kit.bullets(held['takeaway'])}"),
        ("exit", f"## Before you go\n\n{held['exit']['question']}"),
    ]
    shown = kit.to_show(held, book)[: MOST - len(before) - len(after)]
    return [*before, *(("figure", picture(kit.figures(book)[id])) for id in shown), *after]


def picture(figure: NotebookNode) -> str:
    """A stored figure's image, with the words it has for who cannot see it."""
    return re.search(r"<img [^>]*>", figure["data"]["text/html"])[0]


def deck(number: str, book: NotebookNode, map: pd.DataFrame) -> str:
    """A lesson's slides as one HTML page, made by nbconvert."""
    from nbconvert.exporters import SlidesExporter

    cells = [
        nbformat.v4.new_markdown_cell(text, id=f"slide-{k}", metadata={"slideshow": {"slide_type": "slide"}})
        for k, (_, text) in enumerate(slides(number, book, map))
    ]
    made = nbformat.v4.new_notebook(cells=cells, metadata={"title": f"{number} {map.at[number, 'title']}"})
    return SlidesExporter(template_file=str(REVEAL / "slides.html.j2")).from_notebook_node(made)[0]


def handout(number: str, book: NotebookNode, map: pd.DataFrame) -> str:
    """A lesson to print for a room without computers: what paper can hold, each exercise before the figures that follow it."""
    held, title = kit.read(number), f"{number} {map.at[number, 'title']}"
    shown, tables = set(kit.to_show(held, book)), 0
    said = claim(book)
    body = [_html(f"# {title}\n\n*{map.at[number, 'question']}* {NO_COMPUTER}"), _html(f"## The claim\n\n{said}") if said else "", _html(f"## The idea\n\n{kit.bullets(held['idea'])}")]  # fmt: skip
    cells = kit.main(book)
    for k, cell in enumerate(cells):
        if cell.cell_type == "markdown":
            for text in tasks(cell.source):
                text += given(cells[k + 1 :])
                e = exercises.find(records.EXERCISE.search(text)["id"])
                text += f"\n\n**For paper.** {e.numbers()}" if e.numbers else ""
                lines = '<div class="line"></div>' * LINES
                body.append(f'<div class="task">{_html(plain(text))}{lines}</div><div class="sheet"></div>')
            continue
        for output in cell.outputs:
            found = output.get("data", {}).get("text/html", "")
            if cell.id in shown and "<img" in found:
                body.append(picture(output))
            elif "<caption>" in found and tables < TABLES and not {"exercise"} & set(books.tags(cell)):
                tables += 1
                body.append(f'<div class="wide" role="region" aria-label="Table {tables}" tabindex="0">{found}</div>')
    body += [_html(f"## To take home\n\n{kit.bullets(held['takeaway'])}\n\n## Before you go\n\n{held['exit']['question']}"), '<div class="line"></div>' * LINES]  # fmt: skip
    body.append(f'<div class="cards">{_html(cards(held["debate"]))}</div>')
    return pages.document(html.escape(title), STYLE, "\n".join(b for b in body if b))


def given(cells: list[NotebookNode]) -> str:
    """The lines that an exercise's own cell begins with, such as a colleague's; none where it is only to fill in."""
    cell = next((c for c in cells if c.cell_type == "markdown" or "exercise" in books.tags(c)), None)
    if cell is None or cell.cell_type == "markdown" or re.fullmatch(r"(\s*\w+ = \.\.\.\s*)+", cell.source):
        return ""
    return f"\n\n```python\n{cell.source}\n```"


def cards(debate: dict) -> str:
    """A debate's motion and the cards of its roles, to cut out."""
    rows = [[f"**{r['name']}**", r["card"]] for r in debate["roles"]]
    return f"## Debate: cards to cut out\n\n**{debate['motion']}**\n\n{kit.table(['role', 'card'], rows)}"


def tasks(source: str) -> list[str]:
    """The exercises of a text cell that paper can hold, each with what stands before it under its heading."""
    out = []
    for part in re.split(r"(?m)^(?=#{2,4} )", source):
        begun = 0
        for found in records.EXERCISE.finditer(part):
            end = re.search(r"(?m)^\*\*Exercise ", part[found.end() :])
            stop = found.end() + end.start() if end else len(part)
            if found["kind"].strip().startswith(ON_PAPER):
                out.append(part[begun:stop].strip())
            begun = stop
    return out


def _html(text: str) -> str:
    """Markdown as HTML, by nbconvert's own reader."""
    from nbconvert.filters import markdown2html

    return re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", markdown2html(text))


def write(kind: str, numbers: list[str], folder: Path) -> list[Path]:
    """Slides or handouts of lessons (all that have a file in data/course/teach/ by default) in a folder; returns the files."""
    make, map, out = {"slides": deck, "handout": handout}[kind], records.planned(), []
    for number in numbers or kit.there():
        path = folder / f"{number}_{kind}.html"
        text = make(number, books.read(books.find(number)), map)
        try:
            writing.write(path, text)
        except OSError as error:
            raise LessonError(f"{path} could not be written: {writing.reason(error)}.") from None
        out.append(path)
    return out
