"""The teaching kit, notebooks/teach/: who it is for and what it reaches, plans, tracks, takeaways, and a page a lesson.

Rendered from data/course/: outcomes.toml, plans.toml, paths.csv, diagnostic.toml, teach/. Nothing in it gives an answer away;
with ``answers`` (in the instructor's key) the lessons' pages say all.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from nbformat import NotebookNode

from helpers import writing
from helpers.course import books, kit, plans, records
from helpers.course.books import LessonError

OUTCOMES, DIAGNOSTIC = records.COURSE / "outcomes.toml", records.COURSE / "diagnostic.toml"
WORDS = {  # what a block of a plan is called; {} is the lesson's name or the chapter
    "welcome": "Welcome: names, computers, the question of the day", "lesson": "{}: read it together and do the exercises", "exercises": "{}: exercises, in pairs",
    "short": "{}: the short version", "poll": "{}: poll", "board": "{}: drawing on the board", "debate": "{}: debate, in place of its open exercise",
    "exit": "{}: exit ticket", "quiz": "Quiz of chapter {}", "break": "*Break*", "lunch": "*Lunch*", "questions": "Questions, and what took longer",
}  # fmt: skip
BEFORE = [
    "**A week before**: tell learners how to set up the course (README, *Your desk*, or [awkward rooms](awkward_rooms.md)) and what the plan asks them "
    "to do at home. The set-up needs the network and some room on the disk, so do not leave it to the first ten minutes.",
    "**A week before**: run the plan's lessons once in the room, on one of its computers, with its network or without.",
    "**The day before**: make the key, slides and handouts of the plan's lessons; print the cards of the debate, a set for each group.",
    "**On the day**: the poll by show of hands, before its slide of the idea; the verdict and what to take home last.",
]
THIS_IS_THE_KEY = (
    "This folder is the key: the lessons are solved, and their pages say what each option of a poll shows, what to listen for, good answers, and "
    "what learners get wrong. Keep it to yourself."
)
TRACKS = {"economics": "The economist's track", "programming": "The programmer's track"}


def pages(
    lessons: dict[str, NotebookNode] | None = None, map: pd.DataFrame | None = None, answers: bool = False
) -> dict[str, str]:
    """All pages of the kit, by file name; ``lessons``: number → notebook, all by default.

    Raises LessonError for what the records hold and a lesson has not, and, once plans.toml says ``every_lesson = true``,
    for a lesson without a file in data/course/teach/.
    """
    lessons = {books.number_of(p): books.read(p) for p in books.lessons()} if lessons is None else lessons
    map = records.planned() if map is None else map
    plan, lacking = plans.read(), [n for n in lessons if n not in kit.there()]
    if plan["every_lesson"] and lacking:
        raise LessonError(f"data/course/teach/ has no file for {', '.join(lacking)}: write one like 2.2.toml.")
    made = {
        "index.md": index(lessons, map, answers), "plans.md": timetables(plan, lessons, map), "tracks.md": tracks(lessons, map), "takeaway.md": takeaway(map),
    }  # fmt: skip
    if answers:  # the key's own folder must hold what its index leads to
        made |= {p.name: p.read_text(encoding="utf-8") for p in by_hand(kit.there())}
    return made | {f"{n}.md": kit.lesson_page(n, lessons[n], map, answers) for n in kit.there()}


def render() -> list[Path]:
    """Write the pages of notebooks/teach/ that are not as they should be; returns them."""
    folder = books.NOTEBOOKS / kit.PAGES
    return [folder / name for name, text in pages().items() if writing.write(folder / name, text)]


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def index(lessons: dict[str, NotebookNode], map: pd.DataFrame, answers: bool = False) -> str:
    """Who the kit is for, what the course reaches and which lessons and exercises serve it, and a list of the pages."""
    asked = [e for book in lessons.values() for e in records.asked(book)]
    goals = {goal for book in lessons.values() for goal in book.metadata["gvc"]["objectives"]}
    rows = []
    for outcome in kit.toml(OUTCOMES)["outcome"]:
        if unknown := [g for g in outcome["objectives"] if g not in goals]:
            raise LessonError(f"data/course/outcomes.toml: no lesson has the objective {unknown[0]}.")
        served = list(dict.fromkeys(g.removeprefix("LO").rpartition(".")[0] for g in outcome["objectives"]))
        ids = [id for id, goal, _ in asked if goal in outcome["objectives"]]
        rows.append([outcome["words"], ", ".join(served), ", ".join(ids)])
    held = kit.there()
    return _page(
        "# Teach this course",
        "For who teaches it: a term's course, a workshop, or one class, to students of economics, of data or of policy. Learners need no Python "
        "and no input-output tables to begin; [tracks](tracks.md) has a test of ten questions that says where each of them starts.",
        "`python` in these pages is the course's own: `.venv/bin/python` once `make lab` has run, `.venv\\Scripts\\python` on Windows, in the folder "
        "of the course.",
        "- [Plans](plans.md): eight weeks, one day, half a day, ninety minutes, minute by minute\n- [Tracks](tracks.md): for economists, for "
        "programmers, and the test\n- [To take home](takeaway.md): three sentences a lesson, to print",
        "## What learners can do afterwards",
        kit.table(["after the course you can", "lessons", "exercises"], rows),
        "## A page a lesson",
        "A poll, a drawing for the board, a debate with role cards, an exit ticket, work for those who are done early, and a short version.",
        kit.bullets([kit.page_of(n, map) for n in held]) if held else "None yet.",
        "## Tests, marks, terms and rooms",
        kit.bullets(_others(held)),
        "## Before a class",
        kit.numbered(BEFORE),
        "## Slides and handouts",
        "`python -m helpers.course slides 2.2 --out slides` makes one page of at most twelve slides that needs no network (arrow keys turn them). "
        "`python -m helpers.course handout 2.2 --out handouts` makes a page to print for rooms without computers: exercises that paper can hold, "
        "each followed by the figures on the next sheet, so print on one side and hand the sheets out one by one. The last sheet has the cards of the debate.",
        "## Answers",
        THIS_IS_THE_KEY if answers else
        "No page of a lesson here, no slide and no handout gives an answer away; [tracks](tracks.md) ends with what is right in its ten questions. `make key` makes a folder with solved lessons and, in `key/teach/`, these pages "
        "with what each option of a poll shows, what to listen for, good answers, and what learners get wrong. Keep that folder to yourself.",
    )  # fmt: skip


def by_hand(held: list[str]) -> list[Path]:
    """The pages that nothing renders."""
    ours = {"index.md", "plans.md", "tracks.md", "takeaway.md", *(f"{n}.md" for n in held)}
    return [p for p in sorted((books.NOTEBOOKS / kit.PAGES).glob("*.md")) if p.name not in ours]


def _others(held: list[str]) -> list[str]:
    """A link to each page written by hand, with its heading."""
    pages = by_hand(held)
    return [f"[{p.read_text(encoding='utf-8').partition(chr(10))[0].removeprefix('# ')}]({p.name})" for p in pages]


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _names(numbers: list[str], map: pd.DataFrame) -> str:
    return ", ".join(f"[{n} {map.at[n, 'title']}](../{map.at[n, 'file']})" for n in numbers)


def timetables(plan: dict, lessons: dict[str, NotebookNode], map: pd.DataFrame) -> str:
    """The page of plans: every session as a table, minute by minute."""
    out = [
        "# Plans",
        "Minutes of lessons are the lessons' own (reading and exercises, estimated by one rule); a break comes before ninety minutes of work are over. "
        "*Leave out* names exercises that the plan has no time for: they are good homework. Times begin at 0:00. "
        "*Read it together* is the lesson on the screen: tell the text, run its cells, ask for each prediction first. Where a lesson has no line for its "
        "poll, ask it as the first thing; where it has none for the drawing, draw it in place of reading *The idea*. A debate of 20 minutes is ten "
        "in groups and ten for some judges to read out.",
    ]  # fmt: skip
    for p in plan["plan"]:
        out += [f"## {p['title']}", p["who"]]
        if before := p.get("before"):
            if unknown := sorted({*before} - {*lessons}):
                raise LessonError(f"data/course/plans.toml: {p['title']}: there is no lesson {unknown[0]}.")
            minutes = sum(
                lessons[n].metadata["gvc"][k] for n in before for k in ("minutes_reading", "minutes_exercises")
            )
            out.append(f"**Done at home before** ({minutes} minutes, exercises too): {_names(before, map)}.")
        for session in p["session"]:
            out += [f"### {session['title']}: {session['frame']} minutes"]
            if session["home"]:
                out.append(
                    f"**Read at home before** ({plans.home(session, lessons)} minutes): {_names(session['home'], map)}."
                )
            rows = [_row(block, session, lessons, map) for block in plans.timetable(session, plan["minutes"], lessons)]
            out.append(kit.table(["from", "to", "minutes", "what", "leave out"], rows))
    return _page(*out)


def _row(block: plans.Block, session: dict, lessons: dict[str, NotebookNode], map: pd.DataFrame) -> list:
    about = kit.page_of(block.about, map) if block.what in plans.OF_A_LESSON else block.about
    skipped = ""
    if block.what in ("lesson", "exercises"):
        skipped = ", ".join(id for id, *_ in records.asked(lessons[block.about]) if id in session.get("skip", []))
    return [_clock(block.start), _clock(block.end), block.minutes, WORDS[block.what].format(about), skipped]


def tracks(lessons: dict[str, NotebookNode], map: pd.DataFrame) -> str:
    """The two tracks, and ten questions that say where to start."""
    ways, test = records.paths().set_index("key"), kit.toml(DIAGNOSTIC)
    out = ["# Tracks, and where to start"]
    for key, title in TRACKS.items():
        numbers = ways.at[key, "lessons"].split()
        total = sum(lessons[n].metadata["gvc"][k] for n in numbers for k in ("minutes_reading", "minutes_exercises"))
        out += [f"## {title}", f"{ways.at[key, 'path']}: {len(numbers)} lessons, {total} minutes."]
        out.append(kit.numbered([_names([n], map) for n in numbers]))
    sides = list(dict.fromkeys(q["side"] for q in test["question"]))
    of, enough = {s: sum(q["side"] == s for q in test["question"]) for s in sides}, test["enough"]
    out += [
        "## Where do I start? Ten questions",
        "Without a computer, ten minutes. What you do not know counts as wrong. All numbers are made up. To print for a class, leave out what stands below *Your start*.",
    ]
    for k, q in enumerate(test["question"], 1):
        if q["right"] not in q["options"]:
            raise LessonError(
                f"data/course/diagnostic.toml: question {k}: right is {q['right']!r}, which is no option."
            )
        code = f"\n\n```python\n{q['code'].strip()}\n```" if q["side"] == "Python" else ""
        letters = zip("ABCD", q["options"], strict=True)
        out.append(
            f"**{k}.** ({q['side']}) {q['ask']}{code}\n\n" + " · ".join(f"{letter} {o}" for letter, o in letters)
        )
    out += [
        "### Your start",
        f"Count what is right on each side, then find your row ({enough} or more of {of['Python']} are enough).",
    ]
    out.append(kit.table(["Python", "economics", "start with", "then"], [
        ["enough", "enough", _names(["0.3"], map), "either track from there; run 0.1 once to choose your economy"],
        ["enough", "fewer", _names(["0.1"], map), f"{_small(TRACKS['programming'])}; of 0.2 do only the exercises"],
        ["fewer", "enough", _names(["0.1"], map), f"{_small(TRACKS['economics'])}; take your time with 0.2"],
        ["fewer", "fewer", _names(["0.1"], map), f"{_small(TRACKS['economics'])}, in pairs; 0.2 and 0.3 in two sittings each"],
    ]))  # fmt: skip
    right = [f"{k} {'ABCD'[q['options'].index(q['right'])]}" for k, q in enumerate(test["question"], 1)]
    return _page(*out, "### What is right", " · ".join(right))


def _small(title: str) -> str:
    return title[0].lower() + title[1:]


def takeaway(map: pd.DataFrame) -> str:
    """Three sentences of each lesson, to print."""
    out = ["# To take home", "Three sentences a lesson. Print this page, or the part of it that your class has done."]
    for n in kit.there():
        out += [f"## {n} {map.at[n, 'title']}", f"*{map.at[n, 'question']}*", kit.bullets(kit.read(n)["takeaway"])]
    return _page(*out)
