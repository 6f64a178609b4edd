"""Did they learn? Two forms of one test on the course's five outcomes, a survey, and the paired gain.

``form("A")`` holds the questions, as those of a quiz: numbers are computed, every option is explained. `moodle` and `qti`
write them for a learning platform, `gain` compares two sittings, `pseudonyms` takes the names away before that.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers.assess.said import AssessError
from helpers.quiz.question import Question
from helpers.shelf import DATA, DataError, way_back
from helpers.sources.reading import SourceError, once, reading
from helpers.sources.reading import table as text_table

FORMS = ("A", "B")
WORDS = r"(?s).*\w.*"
RECORDS = {  # file of data/course/assess → its columns and the form of what they hold
    "outcomes.csv": {"key": WORDS, "outcome": WORDS},
    "survey.csv": {"key": WORDS, "question": WORDS, "options": "[^|]*([|][^|]+)*"},
}

__all__ = ["FORMS", "AssessError", "form", "outcomes", "survey"]


@cache
def outcomes() -> dict[str, str]:
    """The five outcomes of the course: key → words."""
    return dict(_record("outcomes.csv")[["key", "outcome"]].itertuples(index=False))


def form(name: str) -> tuple[tuple[str, Question], ...]:
    """The questions of form "A" or "B", each with the key of the outcome it asks for. AssessError for another."""
    from helpers.assess import forms

    if name not in FORMS:
        raise AssessError(f"There is no form {name!r}; there are {' and '.join(FORMS)}.")
    return forms.made(name)


def survey() -> pd.DataFrame:
    """The course survey: a row a question (key, question, options parted by |, none where words are asked for)."""
    return _record("survey.csv")


def _record(name: str) -> pd.DataFrame:
    """A record of data/course/assess as its file stands, all text; DataError, with the way back, for a damaged one."""
    try:
        with reading(DATA / "course" / "assess" / name) as path:
            table = text_table(path, RECORDS[name], dtype=str, keep_default_na=False)
            once(table, ["key"], path)
    except SourceError as error:
        raise DataError(f"data/course/assess/{error} {way_back(f'course/assess/{name}')}") from None
    return table
