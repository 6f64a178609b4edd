"""Did they learn? Two forms of one test on the course's five outcomes, a survey, and the paired gain.

``form("A")`` holds the questions, as those of a quiz: numbers are computed, every option is explained. `moodle` and `qti`
write them for a learning platform, `gain` compares two sittings, `pseudonyms` takes the names away before that.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers.assess.said import AssessError
from helpers.quiz.question import Question
from helpers.tables import course

FORMS = ("A", "B")
FOLDER = course.DATA / "course" / "assess"

__all__ = ["FORMS", "AssessError", "form", "outcomes", "survey"]


@cache
def outcomes() -> dict[str, str]:
    """The five outcomes of the course: key → words."""
    return dict(course.read("outcomes.csv", FOLDER)[["key", "outcome"]].itertuples(index=False))


def form(name: str) -> tuple[tuple[str, Question], ...]:
    """The questions of form "A" or "B", each with the key of the outcome it asks for. AssessError for another."""
    from helpers.assess import forms

    if name not in FORMS:
        raise AssessError(f"There is no form {name!r}; there are {' and '.join(FORMS)}.")
    return forms.made(name)


def survey() -> pd.DataFrame:
    """The course survey: a row a question (key, question, options parted by |, none where words are asked for)."""
    return course.read("survey.csv", FOLDER)
