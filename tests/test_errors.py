"""Errors that teach: short where a sentence says more, and still errors."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import v4

from helpers import errors

CELLS = [
    'from helpers import lesson; lesson.start("2.2")',
    "flows.sum()",
    'from helpers import datasets; datasets.load("wiod_region")',
    'import pandas as pd; pd.Series({"DEU": 1}).loc["GER"]',
    "int('x')",
    "nothing_of_ours",
    'wanted = pd.Series({"exports": 1, "share": 2}); mine = "DEU"; wanted.loc["mine"]',
    'wanted.loc["Share"]',
    'pd.Series({2010: 1, 2011: 2}).loc["2011"]',
    'pd.Series({"DEU": 1}).loc["zzzz"]',
    "answer_1 = Korea",
    "answer_1",
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What a kernel shows for each failing cell, in a folder that holds a lesson 2.2 which defines ``flows``."""
    folder = tmp_path_factory.mktemp("lesson")
    book = v4.new_notebook(cells=[v4.new_code_cell("flows = 1")])
    nbformat.write(book, folder / "2.2_weigh_the_e11.ipynb")
    run = v4.new_notebook(cells=[v4.new_code_cell(c) for c in CELLS])
    NotebookClient(
        run, timeout=120, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": str(folder)}}
    ).execute()
    return [c.outputs[-1] for c in run.cells]


def test_every_failing_cell_still_fails(shown):
    assert [o.output_type for o in shown[1:]] == ["error"] * 11
    assert [o.ename for o in shown[1:]] == [
        "NameError",
        "DataError",
        "KeyError",
        "ValueError",
        "NameError",
        *["KeyError"] * 4,
        "NameError",
        "NameError",
    ]


def test_a_name_of_a_cell_above_says_so(shown):
    assert len(shown[1].traceback) == 1 and "flows is not there yet: run the cells above" in shown[1].traceback[0]


def test_an_error_of_the_course_is_one_sentence(shown):
    assert len(shown[2].traceback) == 1 and "Did you mean wiod_regions" in shown[2].traceback[0]


def test_an_unknown_code_is_answered_with_the_nearest(shown):
    assert len(shown[3].traceback) == 1 and "Germany is 'DEU'" in shown[3].traceback[0]


@pytest.mark.parametrize("k", [4, 5, 10])
def test_other_errors_keep_their_traceback(shown, k):
    assert len(shown[k].traceback) > 1


@pytest.mark.parametrize(
    "k, words",
    [
        (6, "mine is a name that a cell has made: write it without quotation marks"),
        (7, "Write 'share'"),
        (8, "Write 2011"),
        (9, "'zzzz' is not in this table. It has: 'DEU'"),
        (11, "answer_1 was not made: the cell that makes it stopped with an error"),
    ],
)
def test_what_may_be_meant_is_said(shown, k, words):
    assert len(shown[k].traceback) == 1 and words in shown[k].traceback[0]


@pytest.mark.parametrize("said, meant", [("GER", "DEU"), ("UK", "GBR"), ("Germny", "DEU"), ("korea", "KOR")])
def test_the_nearest_economy_is_found(said, meant):
    assert repr(meant) in errors.nearest(said)


@pytest.mark.parametrize("said", ["foreign", 5, None, "", ("a", "b")])
def test_what_is_no_economy_has_none_near(said):
    assert errors.nearest(said) == ""
