"""The lines of Python that explorer 0.2a shows pick the cells it marks; exercise 0.2.5 follows the learner's economy."""

import itertools

import pandas as pd
import pytest

from helpers import exercises
from helpers.exercises import learner
from helpers.exercises import lesson_0_2 as checks
from helpers.explorers.lesson_0_2 import line, picked, some, which_cells


@pytest.mark.parametrize("rows, column", list(itertools.product(*(c.ends() for c in which_cells.controls.values()))))
def test_the_line_picks_the_cells_that_are_marked(rows, column):
    found = eval(line(rows, column), {"some": some()})
    marked = some().to_numpy()[picked(rows, column).to_numpy()]
    values = found.to_numpy().ravel() if isinstance(found, pd.DataFrame | pd.Series) else [found]
    assert sorted(values) == sorted(marked)
    assert which_cells(rows=rows, column=column)[0].title.startswith(f"{line(rows, column)} picks {len(marked)} of 24")


class Shell:
    def __init__(self, mine):
        self.user_ns = {"mine": mine}


@pytest.mark.parametrize("code, used", [("BRA", "BRA"), ("ARG", "ROW"), (..., "TUR"), (["BRA"], "TUR")])
def test_your_economy_is_the_one_the_learner_named_where_the_table_has_it(monkeypatch, code, used):
    monkeypatch.setattr(learner, "_shell", lambda: Shell(code))
    assert learner.take(None)[0] == used
    share = checks._table().at[used, "share"]
    assert exercises.check("0.2.5", share).status == exercises.RIGHT
    assert exercises.check("0.2.5", 100 - share).status == exercises.WRONG


def test_misconceptions_and_answers_are_told_apart_for_every_economy(monkeypatch):
    for code in checks._table().index:
        monkeypatch.setattr(learner, "_shell", lambda code=code: Shell(code))
        e = exercises.find("0.2.5")
        assert exercises.check("0.2.5", e.for_economy(code)).status == exercises.RIGHT
        assert exercises.check("0.2.5", e.misconceptions[0].value(code)).words == e.misconceptions[0].hint, code
