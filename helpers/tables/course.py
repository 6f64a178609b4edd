"""The course's own records: the study map, the ways through it, the claims. Rendered and stored by `helpers.course`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from helpers.classification import DATA
from helpers.datasets import kept
from helpers.shelf import DataError, way_back
from helpers.sources import SourceError
from helpers.sources.reading import once, reading
from helpers.sources.reading import table as text_table

FOLDERS = {
    "0": "0_start", "1": "1_trends", "2": "2_emerging_economies", "3": "3_cooperation", "4": "4_policy_paths", "5": "5_review",
}  # fmt: skip


NUMBER, WORDS = r"[0-5]\.\d{1,2}", r"(?s).*\w.*"
SOME, NUMBERS = rf"{NUMBER}( {NUMBER})*", rf"({NUMBER}( {NUMBER})*)?"
FORMS = {  # file → its columns and the form of what they hold; the first column has each value once
    "study_map.csv": {"number": NUMBER, "part": WORDS, "title": WORDS, "question": WORDS, "needs": NUMBERS, "slug": r"[a-z0-9_]*"},
    "lessons.csv": {"number": NUMBER, "reading": r"\d{1,3}", "exercising": r"\d{1,3}", "exercises": rf"({NUMBER}\.\d+ ?)*"},
    "paths.csv": {"key": r"[a-z-]+", "path": WORDS, "lessons": SOME, "at_home": NUMBERS},
    "claims.csv": {
        "id": r"[\d.]+[a-z]?", "section": r"[\w., ]+", "claim": WORDS, "kind": r"-|[A-Z](/[A-Z])*", "measure": "(?s).*", "dataset": r"[\w; ]*",
        "value": "(?s).*", "specifications": r"\d*", "agreeing": r"\d*", "verdict": r"[a-z ]*", "lesson": rf"({NUMBER})?",
    },
    "glossary.csv": {"term": WORDS, "definition": WORDS, "source": WORDS},
}  # fmt: skip
NAMED = {"lessons.csv": ["number"], "paths.csv": ["lessons", "at_home"], "claims.csv": ["lesson"]}  # lessons of the map


def read(name: str, folder: Path = DATA / "course") -> pd.DataFrame:
    """A record of the course as its file stands, all text: "study_map.csv", "glossary.csv" …

    Raises DataError, with the file, the line and the way back, where it is missing or cannot be what an author wrote.
    """
    map = read("study_map.csv", folder).set_index("number")["slug"] if name in NAMED else {}
    try:
        with reading(folder / name) as path:
            table = text_table(path, FORMS[name], dtype=str, keep_default_na=False)
            once(table, [table.columns[0]], path)
            for column in NAMED.get(name, []):
                unknown = [n for cell in table[column] for n in cell.split() if n not in map]
                if unknown:
                    raise SourceError(
                        f"{name}: {column} names the lesson {unknown[0]}, which study_map.csv has not; one of the two is damaged."
                    )
            if name == "study_map.csv":
                _in_order(table)
            if name == "lessons.csv":
                _whole(table, map)
    except SourceError as error:
        raise DataError(f"data/course/{error} {way_back(f'course/{name}')}") from None
    return table


def _in_order(table: pd.DataFrame) -> None:
    """A lesson needs only lessons that stand before it."""
    before: set[str] = set()
    for number, needs in zip(table["number"], table["needs"], strict=True):
        late = [n for n in needs.split() if n not in before]
        if late:
            raise SourceError(f"study_map.csv: {number} needs {late[0]}, which does not stand before it.")
        before.add(number)


def _whole(table: pd.DataFrame, map: pd.Series) -> None:
    """Every lesson that is there has its line, and its exercises are numbered from 1 on."""
    lacking = sorted(set(map.index[map != ""]) ^ set(table["number"]))
    if lacking:
        raise SourceError(f"lessons.csv and study_map.csv do not know the same lessons: look at {lacking[0]}.")
    for number, ids in zip(table["number"], table["exercises"].str.split(), strict=True):
        if ids != [f"{number}.{k}" for k in range(1, len(ids) + 1)]:
            raise SourceError(f"lessons.csv: the exercises of {number} are not numbered from 1 on.")


_read = cache(read)


@kept
def study_map() -> pd.DataFrame:
    """All lessons planned (index: number): part, title, question, needs, slug, and the file of those that are there.

    needs: numbers of the lessons to do before, apart by spaces; file: path below notebooks/, "" for a planned lesson.
    """
    table = _read("study_map.csv").set_index("number")
    return table.assign(file=[f"{FOLDERS[n[0]]}/{n}_{slug}.ipynb" if slug else "" for n, slug in table["slug"].items()])


@kept
def lessons() -> pd.DataFrame:
    """The lessons that are there (index: number): minutes of reading and of exercising, and the ids of the exercises.

    exercises: ids apart by spaces, in the order of the text.
    """
    table = _read("lessons.csv").set_index("number")
    return table.astype({"reading": int, "exercising": int})


def needed(number: str) -> list[str]:
    """The lessons to do before a lesson, first one first (those needed by the needed ones too)."""
    table, found = study_map()["needs"], []

    def visit(n: str) -> None:
        for before in table[n].split():
            visit(before)
            if before not in found:
                found.append(before)

    visit(number)
    return found


def paths() -> dict[str, tuple[str, ...]]:
    """Ways through the course: for whom → numbers of lessons in order."""
    return {row.path: tuple(row.lessons.split()) for row in _read("paths.csv").itertuples()}


def path_keys() -> dict[str, str]:
    """Short names of the ways through the course: "economics", "programming", "half-day" → for whom."""
    return {row.key: row.path for row in _read("paths.csv").itertuples()}


@kept
def claims() -> pd.DataFrame:
    """All claims (index: id): section, claim, kind, and what the lesson that judges it says (empty until decided).

    measure in words; dataset: names in the catalogue, apart by "; "; value that decides; specifications tried and how
    many are agreeing; verdict; lesson.
    """
    return _read("claims.csv").set_index("id")
