"""Did they learn? Two forms of one test on the course's five outcomes, a survey, and the paired gain.

``form("A")`` holds the questions, as those of a quiz: numbers are computed, every option is explained. `moodle` and `qti`
write them for a learning platform, `gain` compares two sittings, `pseudonyms` takes the names away before that.
"""

from __future__ import annotations

import tomllib
from functools import cache

import pandas as pd

from helpers.assess.said import AssessError
from helpers.quiz.question import Question
from helpers.shelf import DATA, DataError, way_back
from helpers.sources.reading import SourceError, once, reading
from helpers.sources.reading import table as text_table

FORMS = ("A", "B")
WORDS = r"(?s).*\w.*"
SURVEY = {"key": WORDS, "question": WORDS, "options": "[^|]*([|][^|]+)*"}  # columns and the form of what they hold

__all__ = ["FORMS", "AssessError", "form", "outcomes", "survey"]


@cache
def outcomes() -> dict[str, str]:
    """The outcomes of the course, from data/course/outcomes.toml: key → words. DataError where that is damaged."""
    path = DATA / "course" / "outcomes.toml"
    try:
        return {o["key"]: o["words"] for o in tomllib.loads(path.read_text(encoding="utf-8"))["outcome"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"data/course/{path.name} cannot be read ({type(error).__name__}). {way_back(f'course/{path.name}')}") from None  # fmt: skip


def form(name: str) -> tuple[tuple[str, Question], ...]:
    """The questions of form "A" or "B", each with the key of the outcome it asks for. AssessError for another."""
    from helpers.assess import forms

    if name not in FORMS:
        raise AssessError(f"There is no form {name!r}; there are {' and '.join(FORMS)}.")
    return forms.made(name)


def survey() -> pd.DataFrame:
    """The course survey: a row a question (key, question, options parted by |, none where words are asked for).

    DataError, with the way back, where its file is damaged.
    """
    try:
        with reading(DATA / "course" / "assess" / "survey.csv") as path:
            table = text_table(path, SURVEY, dtype=str, keep_default_na=False)
            once(table, ["key"], path)
    except SourceError as error:
        raise DataError(f"data/course/assess/{error} {way_back('course/assess/survey.csv')}") from None
    return table
