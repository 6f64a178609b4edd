"""All files of the test and the survey, for a folder of the instructor's."""

from __future__ import annotations

import pandas as pd

from helpers.assess import FORMS, moodle, qti, survey


def everything() -> dict[str, str | bytes]:
    """File → content: each form for Moodle, as QTI, to print and its key; the survey for Moodle and to print."""
    made: dict[str, str | bytes] = {}
    for name in FORMS:
        made |= {
            f"form_{name}_moodle.xml": moodle.written(name),
            f"form_{name}_qti.zip": qti.written(name),
            f"form_{name}.md": qti.page(name),
            f"form_{name}_key.md": qti.page(name, key=True),
        }
    table = survey()
    return made | {"survey_moodle.xml": moodle.survey_written(table), "survey.md": survey_page(table)}


def survey_page(table: pd.DataFrame) -> str:
    """The survey to print."""
    lines = ["# How was the course?", "", "No names, please. Leave out what you like.", ""]
    for k, row in enumerate(table.itertuples(), 1):
        lines += [f"**{k}.** {row.question}", "", " · ".join(f"☐ {o}" for o in row.options.split("|")) if row.options else "____________________", ""]  # fmt: skip
    return "\n".join(lines)
