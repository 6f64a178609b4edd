"""What every lesson starts with, and how it shows numbers: rounded for people, the same on every machine."""

from __future__ import annotations

import gc
import html
from dataclasses import dataclass

import pandas as pd

from helpers.tables import course


def start(number: str) -> None:
    """Get a lesson ready: numbers rounded, and the chapter's explorers and exercises known. Shows nothing."""
    from helpers import exercises, explorers

    pd.set_option("display.precision", 1, "display.max_rows", 30, "display.width", 120)
    explorers.of_lesson(number)
    exercises.of_lesson(number)
    gc.freeze()  # the libraries stay: looking through them for garbage would make a slider stutter


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
    """A frame as text: thousands separated, ``decimals`` digits (one number, or one a column), fractions as per cent."""
    out = frame.copy().astype(object)
    for column in frame:
        if not pd.api.types.is_numeric_dtype(frame[column]):
            out[column] = frame[column].astype(object).where(frame[column].notna(), "–")
            continue
        digits = decimals.get(column, 1) if isinstance(decimals, dict) else decimals
        style = f".{digits}%" if column in percent else f",.{digits}f"
        out[column] = [_text(v, style) for v in frame[column]]
    return Table(out, caption)


def _text(value, style: str) -> str:
    return "–" if pd.isna(value) else format(value if round(float(value), 9) else 0.0, style)


@dataclass(frozen=True)
class Linked:
    """A small table whose lessons are links (in JupyterLab a click opens the lesson)."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]  # label, lesson numbers
    caption: str
    planned: pd.DataFrame

    def _name(self, number: str) -> str:
        return f"{number} {self.planned.at[number, 'title']}"

    def __repr__(self) -> str:
        there = self.planned["file"] != ""
        lines = [
            f"{label}: " + " · ".join(self._name(n) + ("" if there[n] else " (planned)") for n in numbers)
            for label, numbers in self.rows
        ]
        return "\n".join([self.caption, *lines])

    def _repr_html_(self) -> str:
        out = [f"<table><caption>{html.escape(self.caption)}</caption>"]
        for label, numbers in self.rows:
            cells = []
            for n in numbers:
                file, words = self.planned.at[n, "file"], html.escape(self._name(n))
                cells.append(f"<a href='../{file}'>{words}</a>" if file else f"<i>{words} (planned)</i>")
            out.append(
                f"<tr><th scope='row' style='text-align:left'>{html.escape(label)}</th><td style='text-align:left'>{' · '.join(cells)}</td></tr>"
            )
        return "".join(out) + "</table>"


def study_map() -> Linked:
    """All lessons by part of the paper's argument, those that are there as links."""
    table = course.study_map()
    return Linked(
        tuple((p, tuple(g.index)) for p, g in table.groupby("part", sort=False)),
        "The lessons, by part of the paper",
        table,
    )


def paths() -> Linked:
    """Three ways through the lessons."""
    return Linked(tuple(course.paths().items()), "Three ways through", course.study_map())
