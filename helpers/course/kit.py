"""What helps to teach a lesson, from data/course/teach/, and its page of the kit (`teach` has the other pages).

Pages that learners may see hold no answer. The same pages with answers (what the poll shows, what a good answer says, what
learners get wrong) are made with the instructor's key: ``make key``.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pandas as pd
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from nbformat import NotebookNode

from helpers.course import books, records
from helpers.course.books import LessonError
from helpers.words import listed

TEACH = records.COURSE / "teach"
PAGES = "teach"  # the folder of the pages, below notebooks/ and in the key
A_SLIDE = 2  # minutes
TALLEST = 0.8  # a figure's height over its width, for slides that choose by themselves
IN_THE_KEY = (
    "It stands on the same page of the instructor's key, with what each option of the poll shows, what to listen for in the debate and "
    "a good answer to the exit ticket: `make key`, then `key/teach/`. This page holds no answer, but its last sentences tell what the lesson finds: show them after it."
)
SCHEMA, SCHEMAS = (Path(__file__).with_name(f"{name}.schema.json") for name in ("kit", "records"))
FIGURES = 5  # the most figures of a set of slides where its page names none


def there() -> list[str]:
    """Numbers of the lessons that have a file in data/course/teach/, in the order of the lessons."""
    return [n for n in map(books.number_of, books.lessons()) if (TEACH / f"{n}.toml").is_file()]


def read(number: str) -> dict:
    """What data/course/teach/ holds for a lesson, as kit.schema.json has it; LessonError names the field that is not so."""
    path = TEACH / f"{number}.toml"
    if not path.is_file():
        raise LessonError(f"data/course/teach/ has no {number}.toml; there are {', '.join(there()) or 'none'}.")
    held = toml(path)
    _so(held, json.loads(SCHEMA.read_text(encoding="utf-8")), f"data/course/teach/{path.name}")
    if sum("right" in o for o in held["poll"]["options"]) != 1:
        raise LessonError(f"data/course/teach/{path.name}: one option of the poll says right = true, and no other.")
    return held


def toml(path: Path) -> dict:
    """A TOML file of the course; LessonError where it cannot be read, or is not as records.schema.json has it."""
    name = path.relative_to(books.ROOT).as_posix()
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise LessonError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    schema = json.loads(SCHEMAS.read_text(encoding="utf-8")).get(path.stem)
    if schema:
        _so(held, schema, name)
    return held


def _so(held: dict, schema: dict, name: str) -> None:
    """Refuse what is not as a schema has it; LessonError names the field."""
    wrong = best_match(Draft202012Validator(schema).iter_errors(held))
    if wrong is not None:
        said = wrong.message if len(wrong.message) <= 200 else f"{wrong.message[:80]} … {wrong.message[-60:]}"
        raise LessonError(f"{name}: {wrong.json_path.removeprefix('$.')}: {said}.")


# What a lesson has to show


def main(book: NotebookNode) -> list[NotebookNode]:
    """A lesson's cells before *Go deeper*, *Further reading* and *Next*, without solutions."""
    kept = []
    for cell in book.cells:
        if cell.cell_type == "markdown" and re.search(r"(?m)^## (Go deeper|Further reading|Quiz|Next)", cell.source):
            head = re.split(r"(?m)^(?=## (?:Go deeper|Further reading|Quiz|Next))", cell.source)[0]
            if head.strip():
                kept.append(NotebookNode({**cell, "source": head}))
            break
        if "solution" not in books.tags(cell):
            kept.append(cell)
    return kept


def figures(book: NotebookNode) -> dict[str, NotebookNode]:
    """The main figures of a stored lesson: cell id → the output that holds it, explorers' pictures left out."""
    found = {}
    for cell in main(book):
        if cell.cell_type == "code" and "exercise" not in books.tags(cell) and "explorers." not in cell.source:
            for output in cell.outputs:
                if output.get("data", {}).get("text/plain", "").startswith("Figure: "):
                    found[cell.id] = output
    return found


def title_of(figure: NotebookNode) -> str:
    """A figure's title, as its words say it."""
    return figure["data"]["text/plain"].removeprefix("Figure: ").split(" | ")[0]


def section(book: NotebookNode, head: str) -> str:
    """The text of a lesson's section such as "The claim", up to the next heading."""
    found = re.search(rf"(?ms)^## {head}[^\n]*\n(.*?)(?=^##+ |\Z)", records.prose(book))
    return found[1].strip() if found else ""


def look(number: str) -> str:
    """What the file of a lesson can name: figures by cell, exercises with their kinds, misconceptions by their names."""
    from helpers import exercises

    book = books.read(books.find(number))
    lines = [f"figure {k}  {id}  {title_of(f)}" for k, (id, f) in enumerate(figures(book).items(), 1)]
    for id, objective, kind in records.asked(book):
        lines.append(f"exercise {id}  {objective}, {kind}, {records.minutes_of(kind)} minutes")
        e = exercises.find(id)
        lines += [f"    {id}: {m.name}" for m in (e.misconceptions if e else ())]
    return "\n".join(lines)


# Pages


def to_show(held: dict, book: NotebookNode) -> list[str]:
    """Cells of the figures for slides and handouts: those the lesson's file names, or the first few that are wide enough."""
    known = figures(book)
    named = held.get("slides", {}).get("figures") or [id for id, f in known.items() if _wide(f)][:FIGURES]
    for id in [*named, *held["short"]["figures"]]:
        if id not in known:
            raise LessonError(f"There is no main figure {id!r} in the lesson; there are {', '.join(known)}.")
    return [id for id in known if id in named]


def _wide(figure: NotebookNode) -> bool:
    """Whether a figure can be read from the last row: a tall one would be shrunk to the height of a slide."""
    width, height = (int(n) for n in re.search(r'width="(\d+)" height="(\d+)"', figure["data"]["text/html"]).groups())
    return height <= TALLEST * width


def short_minutes(held: dict, book: NotebookNode) -> int:
    """Minutes of a lesson's short version: two a slide (poll, claim, idea, verdict, exit and its figures), and its exercises."""
    kinds = {id: kind for id, _, kind in records.asked(book)}
    for id in held["short"]["exercises"]:
        if id not in kinds:
            raise LessonError(
                f"The short version names the exercise {id}, which the lesson has not; it has {', '.join(kinds)}."
            )
    work = sum(records.minutes_of(kinds[id]) for id in held["short"]["exercises"])
    return records.to_five(A_SLIDE * (5 + len(held["short"]["figures"])) + work)


def lesson_page(number: str, book: NotebookNode, map: pd.DataFrame, answers: bool = False) -> str:
    """The page of a lesson; with ``answers`` what the poll shows, what good answers say, and what learners get wrong."""
    held, meta = read(number), book.metadata["gvc"]
    to_show(held, book)
    needs = ", ".join(page_of(n, map) for n in map.at[number, "needs"].split()) or "nothing"
    asked = records.asked(book)
    out = [
        f"# Teach {number} {map.at[number, 'title']}",
        f"[The lesson](../{map.at[number, 'file']}): reading {meta['minutes_reading']} minutes, exercises {meta['minutes_exercises']}; "
        f"short version {short_minutes(held, book)}. Needs {needs}. Slides: `python -m helpers.course slides {number} --out slides`; "
        f"handout: `python -m helpers.course handout {number} --out handouts`.",
        "## The idea", bullets(held["idea"]),
        "## Poll, before anything is shown", held["poll"]["question"], _options(number, held, answers),
        f"## On the board: {_small(held['board']['title'])}", numbered(held["board"]["steps"]),
        "## Exercises", table(["exercise", "kind", "minutes", "practises"], [[id, kind, records.minutes_of(kind), goal] for id, goal, kind in asked]),
        "## Debate", f"**{held['debate']['motion']}** In groups of {len(held['debate']['roles'])}: three minutes to prepare, two for each who speaks, two to judge; then some judges read out what they wrote. Who is left over judges, too.",
        table(["role", "card"], [[r["name"], r["card"]] for r in held["debate"]["roles"]]),
        *([f"*Listen for:* {held['debate']['listen']}"] if answers else []),
        "## Exit ticket", held["exit"]["question"], *([f"*A good answer:* {held['exit']['good']}"] if answers else []),
        "## For those who are done early", held["extension"]["do"],
        "## Short version", f"{held['short']['tell']} Keep {_named(number, book, held, answers)}.",
        "## Three sentences to take home", bullets(held["takeaway"]),
        "## What they get wrong", _wrong(asked) if answers else IN_THE_KEY,
    ]  # fmt: skip
    return "\n\n".join(out) + "\n"


def page_of(number: str, map: pd.DataFrame) -> str:
    """A lesson's name, as a link to its page of the kit where there is one."""
    words = f"{number} {map.at[number, 'title']}"
    return f"[{words}]({number}.md)" if number in there() else words


def _small(title: str) -> str:
    return title[0].lower() + title[1:]


def bullets(lines: list[str]) -> str:
    """A list in Markdown."""
    return "\n".join(f"- {line}" for line in lines)


def numbered(lines: list[str]) -> str:
    """A numbered list in Markdown."""
    return "\n".join(f"{k}. {line}" for k, line in enumerate(lines, 1))


def table(heads: list[str], rows: list[list]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(v).replace("|", "\\|") for v in line) + " |" for line in lines)


def _options(number: str, held: dict, answers: bool) -> str:
    """The poll's options, with a letter each; for teachers also what each shows."""
    lines = []
    for letter, o in zip("ABCDE", held["poll"]["options"], strict=False):
        shows = f"shows “{known(o['shows']).name}” ({o['shows'].split(':')[0]})" if "shows" in o else ""
        told = ", ".join(w for w in ("**right**" if "right" in o else "", shows, o.get("why", "")) if w)
        lines.append(f"{letter}. {o['says']}" + (f" ({told})" if answers else ""))
    return "\n".join(f"- {line}" for line in lines)


def known(said: str):
    """The misconception that a poll's option names: "2.2.1: value added hides less". LessonError lists those there are."""
    from helpers import exercises

    id, _, name = said.partition(": ")
    e = exercises.find(id)
    names = {m.name: m for m in (e.misconceptions if e else ())}
    if name not in names:
        raise LessonError(f"A poll names {said!r}; the exercise {id} knows {', '.join(names) or 'no misconception'}.")
    return names[name]


def _named(number: str, book: NotebookNode, held: dict, answers: bool) -> str:
    """Exercises and figures that stay in a short version, and what is left out."""
    all_figures, stays = figures(book), held["short"]
    numbers = [f"{k}" + (f" (“{title_of(f)}”)" if answers else "") for k, (id, f) in enumerate(all_figures.items(), 1) if id in stays["figures"]]  # fmt: skip
    left = [id for id, *_ in records.asked(book) if id not in stays["exercises"]]
    return (
        f"the exercises {listed(stays['exercises'])} and, of the {len(all_figures)} main figures in their order, "
        f"{listed(numbers)}. **Leave out:** {', '.join(left)}"
    )


def _wrong(asked: list[tuple[str, str, str]]) -> str:
    """What learners get wrong, exercise by exercise, as the checks know it; an open one has its four levels."""
    from helpers import exercises

    lines = []
    for id, _, kind in asked:
        e = exercises.find(id)
        if e is not None and e.rubric:
            lines.append(f"- **{id}** ({kind}), from weak to strong: " + " → ".join(e.rubric))
        elif e is not None:
            lines.append(f"- **{id}** ({kind})")
            lines += [f"  - *{m.name}*: {m.hint}" for m in e.misconceptions]
    return "\n".join(lines)
