"""The course's own records: the study map, the ways through it, the claims. Rendered and stored by `helpers.course`."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers.classification import DATA
from helpers.datasets import kept

FOLDERS = {
    "0": "0_start", "1": "1_trends", "2": "2_emerging_economies", "3": "3_cooperation", "4": "4_policy_paths", "5": "5_review",
}  # fmt: skip


@cache
def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / "course" / name, dtype=str, keep_default_na=False)


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
