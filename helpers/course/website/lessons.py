"""A stored lesson as its page: what a learner would do first stays in sight, what gives answers away or only draws is folded."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
from nbformat import NotebookNode

from helpers.course import books, desk, records
from helpers.course.website import live
from helpers.course.website.live import kernel_link
from helpers.course.website.outputs import Pictures, badge, lead, page_of

ROOT = "../"  # from a lesson's page to the site's first folder
LINK = re.compile(r"\]\((?P<to>[^\s)]+\.ipynb[^\s)]*)")
NOT_TRIED = "not attempted"


@dataclass
class Site:
    """What all pages share."""

    folder: Path  # what Sphinx reads
    extra: Path  # what is copied beside the pages as it is
    frame: SimpleNamespace
    map: pd.DataFrame
    claims: pd.DataFrame
    pictures: Pictures
    few: int  # settings up to which an explorer answers on its page


def linked(text: str) -> str:
    """Markdown whose links to notebooks lead to their pages."""
    return LINK.sub(lambda found: f"]({lead(found['to'])}", text)


def page(book: NotebookNode, number: str, site: Site) -> NotebookNode:
    """A lesson (with all that is rendered in it) as the notebook that Sphinx turns into its page."""
    drawing, cells = desk.drawing_names(book), []
    for cell in book.cells:
        if cell.cell_type == "markdown":
            first = not cells
            source = _next(number, site) if cell.id == "next" else linked(_head(cell.source) if first else cell.source)
            cells.append(nbformat.v4.new_markdown_cell(source, id=cell.id))
            if first:
                cells.append(nbformat.v4.new_markdown_cell(_top(number, site), id="top"))
        elif cell.cell_type == "code":
            cells += _code(cell, drawing, site)
    return nbformat.v4.new_notebook(cells=cells, metadata=books.KERNEL)


def _code(cell: NotebookNode, drawing: set[str], site: Site) -> list[NotebookNode]:
    frame, source = site.frame, cell.source.strip()
    asked = re.fullmatch(r'explorers\.(show|default)\("([\w.]+)"\)', source)
    if asked:
        shown = asked[1] == "default"  # its stored output is what the page shows in the place of both
        return (
            [nbformat.v4.new_markdown_cell(_one_block(live.block(cell, asked[2], site)), id=cell.id)] if shown else []
        )
    texts = " ".join(o.get("data", {}).get("text/plain", "") for o in cell.outputs)
    if re.match(r"check\(", source) and NOT_TRIED in texts:
        return []
    outputs = [_output(o, site) for o in cell.outputs if o.get("data") or o.get("text")]
    if books.is_help(cell):
        words = frame.hint if source.startswith("hint") else frame.solution
        said = "\n".join(o.data["text/html"] for o in outputs if "text/html" in o.get("data", {}))
        return [nbformat.v4.new_markdown_cell(_details(words, said, "gvc-help"), id=cell.id)] if said else []
    made = nbformat.v4.new_code_cell(cell.source, id=cell.id, outputs=outputs)
    first = desk.folded(cell, drawing)
    if "solution" in books.tags(cell):
        _hide(made, "hide-cell", frame.solution)
    elif "lesson.start(" in source:
        _hide(made, "hide-cell", frame.setup)
    elif first:
        _hide(made, "hide-input", frame.figure_code if first == desk.FOLDED["figure"] else frame.verdict_code)
    return [made]


def _hide(cell: NotebookNode, tag: str, words: str) -> None:
    cell.metadata = NotebookNode(tags=[tag], mystnb={"code_prompt_show": words, "code_prompt_hide": words})


def _output(output: NotebookNode, site: Site) -> NotebookNode:
    data = output.get("data", {})
    if "text/html" not in data:
        return output
    page = page_of(data, site.pictures, ROOT, site.frame)
    return NotebookNode({**output, "data": {"text/html": page}})


def _details(words: str, inside: str, kind: str) -> str:
    return f'<details class="{kind}"><summary>{html.escape(words)}</summary>\n{_one_block(inside)}\n</details>'


def _one_block(page: str) -> str:
    """HTML without empty lines: one would end the block in Markdown."""
    return re.sub(r"\n\s*\n", "\n", page)


def _top(number: str, site: Site) -> str:
    """What a page offers above the text: two ways to work in the lesson, and its claims with their verdicts."""
    frame, file = site.frame, site.map.at[number, "file"]
    claims = site.claims[site.claims["lesson"] == number]
    badges = "".join(
        f'<li><a href="{ROOT}scorecard.html#claim-{id}">{id}</a> {badge(claim["verdict"], frame)}</li>'
        for id, claim in claims.iterrows()
    )
    told = f'<p class="gvc-claims-title">{html.escape(frame.claims_here)}</p><ul class="gvc-claims">{badges}</ul>'
    return (
        f'<div class="gvc-top-of-lesson"><p class="gvc-ways"><span><a href="{kernel_link(file, ROOT, frame.language)}">{html.escape(frame.run_lesson)}</a> '
        f'(<a href="{kernel_link("", ROOT, frame.language)}">{html.escape(frame.fetches)}</a>)</span> '
        f'<a href="{ROOT}notebooks/{file}" download>{html.escape(frame.download)}</a></p>{told if badges else ""}</div>'
    )


def _head(source: str) -> str:
    """A lesson's first lines with their table as sentences and a list, which a phone shows whole."""
    rows = [line.strip(" |").split(" | ") for line in source.splitlines() if line.startswith("|")]
    if len(rows) < 3:
        return source
    (*names, able), _, (*told, _) = rows[:3]
    facts = " · ".join(f"**{name}:** {words}" for name, words in zip(names, told, strict=True))
    start, end = source.index("|"), source.rindex("|") + 1
    goals = "\n".join(f"- {row[-1].strip(' |')}" for row in rows[2:])
    return f"{source[:start]}{facts}\n\n**{able}**\n\n{goals}\n{source[end:]}"


def _next(number: str, site: Site) -> str:
    """Before and after this lesson on each way through the course that has it, and in the order of the course."""
    frame, there = site.frame, [n for n in site.map.index if site.map.at[n, "file"]]
    ways = [(frame.map_order, there), *((w.path, w.lessons.split()) for w in records.paths().itertuples())]
    lines = [f"## {frame.next_title}", "", f"| {frame.path} | {frame.before} | {frame.after} |", "| --- | --- | --- |"]
    for name, stops in ways:
        stops = [n for n in stops if n in there]
        if number in stops:
            at = stops.index(number)
            before = _link(stops[at - 1], number, site) if at else frame.path_begins
            after = _link(stops[at + 1], number, site) if at + 1 < len(stops) else frame.path_ends
            lines.append(f"| {name} | {before} | {after} |")
    return "\n".join(lines)


def _link(to: str, number: str, site: Site) -> str:
    start = posixpath.dirname(site.map.at[number, "file"])
    return linked(f"[{to} {site.map.at[to, 'title']}]({posixpath.relpath(site.map.at[to, 'file'], start)})")
