"""What every lesson starts with, and how it shows numbers: rounded for people, the same on every machine."""

from __future__ import annotations

import gc
import html
import subprocess
import sys
from dataclasses import dataclass

import pandas as pd

from helpers import errors, progress, words
from helpers.classification import name
from helpers.tables import course


def start(number: str) -> None:
    """Get a lesson ready: numbers rounded, errors short, the lesson's explorers and exercises loaded.

    Says so before the slow part and after it. Called first in a lesson's first cell, before its other imports:
    ``from helpers import lesson; lesson.start("2.2")``.
    """
    print(f"Getting lesson {number} ready …", flush=True)
    errors.shorten(number, _failed)  # first: what follows may fail, too
    from helpers import exercises, explorers

    pd.set_option("display.precision", 1, "display.max_rows", 30, "display.width", 120)
    asked, moved = len(exercises.of_lesson(number)), len(explorers.of_lesson(number))
    exercises.watch()  # an answer from before a cell that failed is not judged
    _at_hand(solution=exercises.solution)
    gc.freeze()  # the libraries stay: looking through them for garbage would make a slider stutter
    parts = [_count(asked, "exercise"), _count(moved, "explorer")]
    print(f"Ready: {' and '.join(p for p in parts if p) or 'a lesson to read'}.{_so_far(number)}")


def _failed(name: str) -> bool:
    from helpers import exercises  # when asked: errors are made short before the slow imports

    return exercises.failed(name)


def _at_hand(**names) -> None:
    """Give names to the learner's cells that no line of a lesson imports: hints speak of ``solution``."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        shell.user_ns.update(names)


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}{'s' if n > 1 else ''}" if n else ""


def _so_far(number: str) -> str:
    """What the learner has done of a lesson, on a desk."""
    if progress.folder() is None:
        return ""
    table = progress.by_lesson()
    finished = table.at[number, "done"] if number in table.index else 0
    return f" Done so far: {finished} of {table.at[number, 'total']}." if finished else ""


def start_over(number: str) -> None:
    """Lay a lesson out anew on the desk; the copy worked in so far stays beside it, under its name and the time."""
    desk = progress.folder()
    if desk is None:
        print("This is no desk: start a lesson over where make lab opened it.")
        return
    if sys.platform == "emscripten":  # a browser starts no second program, and keeps the course's own copy itself
        print("In the browser: right-click the lesson in the list of files, choose Delete, and open it again.")
        return
    # what cares for lessons stands above what a lesson may use: its command is run, as a learner would, not imported
    command = [sys.executable, "-m", f"{__package__}.course", "desk", "--desk", str(desk), "--over", str(number)]
    told = subprocess.run(command, capture_output=True, text=True)
    print((told.stdout or told.stderr).strip())
    if told.returncode == 0:
        print("Now File → Reload Notebook from Disk, or close this tab without saving and open the lesson again.")


def language(code: str) -> None:
    """Pictures drawn from now on have their words in a language: "zh" for Chinese, "en" for English again."""
    words.language(code)


@dataclass(frozen=True)
class Note:
    """A sentence in place of something that is not shown yet."""

    words: str

    def __repr__(self) -> str:
        return self.words

    def _repr_html_(self) -> str:
        return f"<p><i>{html.escape(self.words)}</i></p>"


def after(answer, figure):
    """A figure that holds the answer of the exercise above it: shown once something stands in place of the dots."""
    return (
        Note("This picture shows the answer to the exercise above. Answer first, then run this cell.")
        if answer is ...
        else figure
    )


@dataclass(frozen=True)
class Table:
    """A small table for reading: a caption, headers that screen readers find, text cells."""

    frame: pd.DataFrame
    caption: str

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.frame.to_string()}"

    def _repr_html_(self) -> str:
        return self.frame.to_html(border=0, justify="left").replace(
            "<thead>", f"<caption>{html.escape(self.caption)}</caption><thead>", 1
        )


def table(
    frame: pd.DataFrame, caption: str, decimals: int | dict[str, int] = 1, percent: tuple[str, ...] = ()
) -> Table:
    """A frame as text: thousands separated, ``decimals`` digits (one number, or one a column), fractions as per cent.

    Region codes in rows and column heads are shown by their names.
    """
    frame = frame.rename(index=_named, columns=_named)
    out = frame.copy().astype(object)
    for column in frame:
        if not pd.api.types.is_numeric_dtype(frame[column]):
            out[column] = frame[column].astype(object).where(frame[column].notna(), "–")
            continue
        digits = decimals.get(column, 1) if isinstance(decimals, dict) else decimals
        style = f".{digits}%" if column in percent else f",.{digits}f"
        out[column] = [_text(v, style) for v in frame[column]]
    return Table(out, caption)


def _named(label):
    return name(label) if isinstance(label, str) else label


def _text(value, style: str) -> str:
    return "–" if pd.isna(value) else format(value if round(float(value), 9) else 0.0, style)


@dataclass(frozen=True)
class Linked:
    """A small table whose lessons are links (in JupyterLab a click opens the lesson), each with a word on it."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]  # label, lesson numbers
    caption: str
    planned: pd.DataFrame
    notes: dict[str, str]  # lesson number → what to say of it

    def _words(self, number: str) -> tuple[str, str]:
        note = self.notes.get(number, "") if self.planned.at[number, "file"] else "planned"
        return f"{number} {self.planned.at[number, 'title']}", f" ({note})" if note else ""

    def __repr__(self) -> str:
        lines = [f"{label}: " + " · ".join("".join(self._words(n)) for n in numbers) for label, numbers in self.rows]
        return "\n".join([self.caption, *lines])

    def _repr_html_(self) -> str:
        left = "style='text-align:left'"
        out = [f"<table><caption>{html.escape(self.caption)}</caption>"]
        for label, numbers in self.rows:
            cells = []
            for n in numbers:
                file, (name, note) = self.planned.at[n, "file"], map(html.escape, self._words(n))
                cells.append(f"<a href='../{file}'>{name}</a>{note}" if file else f"<i>{name}{note}</i>")
            out.append(f"<tr><th scope='row' {left}>{html.escape(label)}</th><td {left}>{' · '.join(cells)}</td></tr>")
        return "".join(out) + "</table>"


def study_map(verdicts: bool = False) -> Linked:
    """All lessons by part of the paper's argument, those that are there as links with minutes and exercises.

    On a desk it says how many exercises are done. ``verdicts``: also what became of each claim, for who wants to know.
    """
    table = course.study_map()
    rows = tuple((p, tuple(g.index)) for p, g in table.groupby("part", sort=False))
    return Linked(rows, "The lessons, by part of the paper", table, _notes(verdicts))


def _notes(verdicts: bool = False) -> dict[str, str]:
    lessons, counts, on_desk = course.lessons(), progress.by_lesson(), progress.folder() is not None
    notes = {}
    for n in lessons.index:
        done = f"{counts.at[n, 'done']} of " if on_desk else ""
        minutes = lessons.at[n, "reading"] + lessons.at[n, "exercising"]
        notes[n] = f"{minutes} min, {done}{counts.at[n, 'total']} exercises"
    if verdicts:
        claims = course.claims()
        for n, group in claims[claims["verdict"] != ""].groupby("lesson"):
            notes[n] = "; ".join([notes.get(n, ""), *(f"{id} {word}" for id, word in group["verdict"].items())])
    return notes


def paths() -> Linked:
    """Three ways through the lessons. ``progress.choose_path`` keeps the one a learner takes."""
    return Linked(tuple(course.paths().items()), "Three ways through", course.study_map(), {})


def next_up(number: str) -> Linked:
    """The lesson after this one, by the way the learner chose; without a choice (and in the source) on each way."""
    planned, ways, chosen = course.study_map(), course.paths(), progress.path() if progress.folder() else ""
    if chosen:
        words = course.path_keys()[chosen]
        ways = {words: ways[words]}
    rows = [(words, rest) for words, stops in ways.items() if (rest := _after(number, stops, planned))]
    if chosen and not rows:
        return Linked((), "You have come to the end of your way. The map in 0.1 shows what else there is.", planned, {})
    if not rows:
        rest = _after(number, tuple(planned.index), planned)
        rows = [("In the order of the paper", rest)] if rest else []
    caption = "Next on your way" if chosen else "Next, by the way you go"
    return Linked(tuple(rows), caption, planned, _notes())


def _after(number: str, stops: tuple[str, ...], planned: pd.DataFrame) -> tuple[str, ...]:
    """The next lesson there is on a way; from a lesson off the way, its first one not finished."""
    there = [n for n in stops if planned.at[n, "file"]]
    if number in there:
        return tuple(there[there.index(number) + 1 :][:1])
    counts = progress.by_lesson()
    return tuple([n for n in there if counts.at[n, "done"] < counts.at[n, "total"]][:1]) if progress.folder() else ()
