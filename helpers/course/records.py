"""One record for one fact: the map, the glossary and the lessons' metadata, and all that is rendered from them.

The map (data/course/study_map.csv, paths.csv) owns a lesson's number, title, prerequisites and place in the paths; the
notebook's metadata ``gvc`` own objectives and claims; the glossary owns definitions; verdicts stand in the lessons.
Rendered from these: each lesson's header table, minutes, links to the glossary and "Next", the glossary page, the
register of claims, data/course/lessons.csv, the map's slugs, the README's table and the teaching kit. ``changed()`` is all of it at once.
"""

from __future__ import annotations

import math
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pandas as pd
from nbformat import NotebookNode

from helpers import words, writing
from helpers.course import books, links
from helpers.tables import course

COURSE = books.ROOT / "data" / "course"
EXERCISE = re.compile(r"\*\*Exercise (?P<id>\d+\.\d+\.\d+)\*\* \((?P<objective>LO[\d.]+), (?P<kind>[^,)]+)[^)]*\)")
GLOSSARY_LINK = re.compile(
    r'\[(?P<words>[^\]]+)\]\((?P<page>(?:\.\./)?glossary\.ipynb)#(?P<anchor>[^\s")]+)(?: "[^"]*")?\)'
)
FROM_LESSONS = ["measure", "dataset", "value", "specifications", "agreeing", "verdict", "lesson"]

# Minutes by one rule, estimated and not yet timed with learners. Reading: 150 words a minute (a text with formulas in a
# foreign language), half a minute a code cell, three an explorer. Exercises by how their kind begins. Both rounded to five.
WORDS_A_MINUTE, A_CELL, AN_EXPLORER = 150, 0.5, 3
AN_EXERCISE = {"predict": 2, "fill": 2, "change": 2, "your economy": 6, "open": 8}
OTHER_EXERCISE = 5  # compute, write, bug hunt


def planned() -> pd.DataFrame:
    """The map as the files stand: like `tables.course.study_map`, but read anew, with the slugs of the lessons there are."""
    table = course.read("study_map.csv", COURSE).set_index("number")
    there = {books.number_of(p): p for p in books.lessons()}
    table["slug"] = [there[n].stem.partition("_")[2] if n in there else "" for n in table.index]
    return table.assign(
        file=[there[n].relative_to(books.NOTEBOOKS).as_posix() if n in there else "" for n in table.index]
    )


def prose(book: NotebookNode) -> str:
    """A notebook's text cells without code blocks."""
    cells = (c.source for c in book.cells if c.cell_type == "markdown")
    return "\n\n".join(re.sub(r"```.*?```", "", source, flags=re.S) for source in cells)


def asked(book: NotebookNode) -> list[tuple[str, str, str]]:
    """The exercises a lesson's text asks, in order: id, objective, kind."""
    return [(m["id"], m["objective"], m["kind"].strip()) for m in EXERCISE.finditer(prose(book))]


def minutes(book: NotebookNode) -> tuple[int, int]:
    """Minutes to read a lesson and to do its exercises, by the rule at the top of this module.

    Words end before *Further reading*, what stands under *Go deeper* counts for nothing, nor does a quiz; cells of exercises, checks,
    help and solutions belong to the exercises.
    """
    words, cells, explorers = 0, 0, 0
    deeper = False
    for cell in book.cells:
        if cell.cell_type == "markdown":
            for part in re.split(r"(?m)^(?=## )", re.sub(r"```.*?```", "", cell.source, flags=re.S)):
                if part.startswith("## "):
                    deeper = part.startswith(("## Go deeper", "## Further reading", "## Quiz", "## Next"))
                words += 0 if deeper else len(part.split())
        elif cell.cell_type == "code" and not deeper and not _of_an_exercise(cell):
            cells += 1
            explorers += "explorers.show(" in cell.source
    reading = words / WORDS_A_MINUTE + cells * A_CELL + explorers * AN_EXPLORER
    exercises = sum(minutes_of(kind) for _, _, kind in asked(book))
    return to_five(reading), to_five(exercises)


def minutes_of(kind: str) -> int:
    """Minutes of an exercise, by how its kind begins."""
    return next((m for begins, m in AN_EXERCISE.items() if kind.startswith(begins)), OTHER_EXERCISE)


def _of_an_exercise(cell: NotebookNode) -> bool:
    return bool({"exercise", "solution"} & set(books.tags(cell))) or bool(
        re.match(r"(check|hint|solution)\(", cell.source)
    )


def to_five(value: float) -> int:
    """Minutes rounded to five; never nothing for something."""
    return max(5, 5 * math.floor(value / 5 + 0.5)) if value else 0


def link(number: str, start: str, map: pd.DataFrame) -> str:
    """A Markdown link to a lesson from another one's file (both below notebooks/); plain words for a planned one."""
    name, file = f"{number} {map.at[number, 'title']}", map.at[number, "file"]
    return f"[{name}]({posixpath.relpath(file, posixpath.dirname(start))})" if file else f"{name} (planned)"


def header(number: str, meta: dict, map: pd.DataFrame) -> str:
    """A lesson's first lines: its title, and the table of minutes, needs and objectives."""
    needs = ", ".join(link(n, map.at[number, "file"], map) for n in map.at[number, "needs"].split()) or "nothing"
    goals = [f"**{id}** {words}" for id, words in meta["objectives"].items()]
    first = f"| reading {meta['minutes_reading']}, exercises {meta['minutes_exercises']} | {needs} | {goals[0]} |"
    return "\n".join(
        [f"# {number} {map.at[number, 'title']}", "", "| minutes | you need first | you will be able to |",
         "| --- | --- | --- |", first, *(f"| | | {goal} |" for goal in goals[1:])]
    )  # fmt: skip


def next_cell(number: str, map: pd.DataFrame, ways: pd.DataFrame) -> NotebookNode:
    """The last cell of a lesson: what comes next on each way through the course that has the lesson."""
    after: dict[str, list[str]] = {}
    for way in ways.itertuples():
        stops = way.lessons.split()
        rest = [n for n in stops[stops.index(number) + 1 :] if map.at[n, "file"]] if number in stops else []
        if rest:
            after.setdefault(rest[0], []).append(way.path)
    if not after:
        there = [n for n in map.index[map["file"] != ""]]
        rest = there[there.index(number) + 1 :]
        after = {rest[0]: ["In the order of the paper"]} if rest else {}
    lines = [f"- {' · '.join(paths)}: {link(n, map.at[number, 'file'], map)}" for n, paths in after.items()]
    return nbformat.v4.new_markdown_cell(
        "\n".join(["## Next", "", *(lines or ["This is the last lesson there is."])]), id="next"
    )


def rendered(book: NotebookNode, number: str, map: pd.DataFrame, ways: pd.DataFrame | None = None) -> NotebookNode:
    """A lesson with all that is rendered made anew (the notebook handed in stays as it is)."""
    ways = paths() if ways is None else ways
    book = NotebookNode(
        {**book, "metadata": NotebookNode({**book.metadata}), "cells": [NotebookNode(c) for c in book.cells]}
    )
    book.cells = [c for c in book.cells if c.id != "next"] + [next_cell(number, map, ways)]
    known = definitions()
    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = with_definitions(cell.source, known)
    meta = {k: v for k, v in book.metadata["gvc"].items() if k not in ("title", "number", "requires")}
    meta["minutes_reading"], meta["minutes_exercises"] = minutes(book)
    book.metadata["gvc"] = NotebookNode(meta)
    rest = re.sub(r"\A# [^\n]*(?:\n+|\Z)(?:\|[^\n]*(?:\n|\Z))*", "", book.cells[0].source).strip()
    book.cells[0].source = header(number, meta, map) + (f"\n\n{rest}" if rest else "")
    return book


def paths() -> pd.DataFrame:
    """Ways through the course (data/course/paths.csv): key, path, lessons, and which of them are done at home before."""
    return course.read("paths.csv", COURSE)


def terms() -> pd.DataFrame:
    """The glossary's terms, as data/course/glossary.csv has them, and chinese, explained: what glossary.po says for them.

    explained is the definition in Chinese; both are "" where the catalogue has none.
    """
    table, other = course.read("glossary.csv", COURSE), words.messages("glossary", "zh")
    said = {new: [other.get(message, "") for message in table[old]] for old, new in (("term", "chinese"), ("definition", "explained"))}  # fmt: skip
    return table.assign(**said)


def heading(term: str) -> str:
    """A term as its heading: without what stands in parentheses, which no Markdown link could name."""
    return re.sub(r" \([^)]*\)", "", term)


def anchor(term: str) -> str:
    """Where a glossary term stands in its page, as JupyterLab names it (a heading's text, blanks as hyphens)."""
    return heading(term).replace(" ", "-")


def definitions() -> dict[str, str]:
    """Anchor → definition of each term."""
    return {anchor(t.term): t.definition for t in terms().itertuples()}


def with_definitions(text: str, known: dict[str, str] | None = None) -> str:
    """Text whose links to the glossary carry the definition as a tooltip, and the anchor the page has.

    An anchor with the abbreviation in parentheses, as lessons once had it, is understood; an unknown one stays.
    """
    known = definitions() if known is None else known

    def made(found: re.Match) -> str:
        at = anchor(unquote(found["anchor"]).replace("-(", " ("))
        if at not in known:
            return found[0]
        tip = known[at].replace('"', "'")
        return f'[{found["words"]}]({found["page"]}#{at} "{tip}")'

    return GLOSSARY_LINK.sub(made, text)


def glossary(chinese: bool = False) -> NotebookNode:
    """The glossary page (a notebook of text cells, one a letter) from data/course/glossary.csv.

    ``chinese``: with the definitions in Chinese too, and first a list that leads from the Chinese terms to the English.
    """
    table = terms().sort_values("term", key=lambda t: t.str.casefold())
    head = "# Glossary\n\nEach term once, in plain words, in English and Chinese. Lessons link here where a term first appears."
    cells = [nbformat.v4.new_markdown_cell(head, id="glossary")]
    if chinese:
        cells.append(nbformat.v4.new_markdown_cell(_from_chinese(table), id="chinese"))
    for letter, group in table.groupby(table["term"].str[0].str.upper()):
        parts = [f"## {letter}"]
        for t in group.itertuples():
            short = "".join(f"{s} · " for s in re.findall(r"\(([^)]*)\)", t.term))
            other = f"\n\n**{t.chinese}**：{t.explained}" if chinese and t.explained else ""
            first = f"**{t.chinese}** · " if t.chinese and not other else ""
            parts.append(f"### {heading(t.term)}\n\n{short}{first}{t.definition} *({t.source})*{other}")
        cells.append(nbformat.v4.new_markdown_cell("\n\n".join(parts), id=f"letter-{letter}"))
    return nbformat.v4.new_notebook(cells=cells, metadata=books.KERNEL)


def _from_chinese(table: pd.DataFrame) -> str:
    """Chinese terms in the order of their pronunciation (as GB 18030 has common signs), each a link to its entry."""
    known = table[table["chinese"] != ""]
    order = known["chinese"].map(lambda t: t.encode("gb18030")).sort_values().index
    links = (f"[{known.at[i, 'chinese']}](glossary.ipynb#{anchor(known.at[i, 'term'])}) {heading(known.at[i, 'term'])}" for i in order)
    return "## 中文\n\n" + " · ".join(links)


def glossary_text(chinese: bool = False) -> str:
    """The glossary page as Markdown. JupyterLab scrolls to a term in it even when the click has to open it first."""
    return "\n\n".join(c.source for c in glossary(chinese).cells) + "\n"


def verdicts(book: NotebookNode) -> dict[str, dict[str, str]]:
    """Verdicts a stored lesson shows: claim → measure, dataset, value, specifications, agreeing, verdict."""
    out = {}
    for cell in book.cells:
        for output in cell.get("outputs", []):
            for line in output.get("data", {}).get("text/plain", "").splitlines():
                if not line.startswith("Claim "):
                    continue
                id, word, value, *more = [part.strip() for part in line.removeprefix("Claim ").split(" | ")]
                told = dict(part.split(": ", 1) for part in more if ": " in part)
                agreeing, _, of = told.get("agreeing", "").partition(" of ")
                out[id] = {"measure": told.get("measure", ""), "dataset": told.get("data", ""), "value": value,
                           "specifications": of, "agreeing": agreeing, "verdict": word}  # fmt: skip
    return out


def register(lessons: dict[str, NotebookNode] | None = None) -> pd.DataFrame:
    """data/course/claims.csv with what the stored lessons (number → notebook; all by default) show of each claim."""
    lessons = _all() if lessons is None else lessons
    claims = course.read("claims.csv", COURSE)
    claims = claims[[c for c in claims if c not in FROM_LESSONS]].assign(**dict.fromkeys(FROM_LESSONS, ""))
    for number, book in lessons.items():
        for id, found in verdicts(book).items():
            claims.loc[claims["id"] == id, FROM_LESSONS] = [found.get(k, number) for k in FROM_LESSONS]
    return claims


def lessons_table(lessons: dict[str, NotebookNode]) -> pd.DataFrame:
    """data/course/lessons.csv, for what may not open a notebook: minutes and exercises of the lessons there are."""
    rows = [
        {"number": n, "reading": m["minutes_reading"], "exercising": m["minutes_exercises"], "exercises": " ".join(e[0] for e in asked(b))}
        for n, b in lessons.items()
        for m in [b.metadata["gvc"]]
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["number", "reading", "exercising", "exercises"])


def readme(lessons: dict[str, NotebookNode], map: pd.DataFrame) -> str:
    """README.md with its links to Binder and Colab and its table of lessons (minutes, aims) made anew."""
    rows = ["| lesson | minutes | you will be able to |", "| --- | --- | --- |"]
    for number, book in lessons.items():
        meta = book.metadata["gvc"]
        goals = "; ".join(meta["objectives"].values())
        name = f"[{number} {map.at[number, 'title']}](notebooks/{map.at[number, 'file']})"
        rows.append(f"| {name} | {meta['minutes_reading']} + {meta['minutes_exercises']} | {goals} |")
    text = links.with_badges((books.ROOT / "README.md").read_text(encoding="utf-8"))
    table = "\n".join(rows)
    return re.sub(
        r"(<!-- lessons:start -->\n).*?(<!-- lessons:end -->)", lambda m: f"{m[1]}\n{table}\n\n{m[2]}", text, flags=re.S
    )


def _all() -> dict[str, NotebookNode]:
    return {books.number_of(p): books.read(p) for p in books.lessons()}


def changed() -> dict[Path, str]:
    """Everything that is rendered and is not as the records say: file → the text it should have.

    Raises LessonError for a lesson that the map does not plan, or whose metadata lack objectives.
    """
    map, ways, made = planned(), paths(), {}
    lessons = {}
    for path in books.lessons():
        number = books.number_of(path)
        if number not in map.index:
            raise books.LessonError(
                f"data/course/study_map.csv plans no lesson {number} ({path.name}): add a line for it."
            )
        book = books.read(path)
        if not book.metadata.get("gvc", {}).get("objectives"):
            raise books.LessonError(f"{path.name} says no objectives: fill them in its notebook metadata, gvc.")
        lessons[number] = rendered(book, number, map, ways)
        made[path] = books.text_of(lessons[number])
    made[COURSE / "study_map.csv"] = _csv(map.drop(columns="file").reset_index())
    made[COURSE / "claims.csv"] = _csv(register(lessons))
    made[COURSE / "lessons.csv"] = _csv(lessons_table(lessons))
    made[books.NOTEBOOKS / "glossary.ipynb"] = books.text_of(glossary())
    made[books.ROOT / "README.md"] = readme(lessons, map)
    from helpers.course import kit, teach  # they stand on this module

    made |= {books.NOTEBOOKS / kit.PAGES / name: text for name, text in teach.pages(lessons, map).items()}
    return {p: t for p, t in made.items() if not p.is_file() or p.read_text(encoding="utf-8") != t}


def _csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n")


def render() -> list[Path]:
    """Write everything that is rendered and is not as the records say; returns the files that changed."""
    return [path for path, text in changed().items() if writing.write(path, text)]


def breaks(work: int) -> int:
    """Minutes of breaks in a class: ten after each full ninety minutes of work."""
    return 10 * (work // 90)
