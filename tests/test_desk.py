"""A learner's copy of each lesson, untouched: Run All fails nowhere and gives nothing away."""

import os
import re

import pytest
from nbclient import NotebookClient

from helpers.course import books, desk

# One here; GVC_SWEEP=1 is the maintainers' run of all.
SOME = [books.find(number) for number in ("0.4",)]


@pytest.mark.parametrize("path", books.lessons() if os.environ.get("GVC_SWEEP") else SOME, ids=books.number_of)
def test_run_all_on_an_untouched_desk_fails_nowhere_and_answers_nothing(path, tmp_path_factory):
    book = desk.learners(books.read(path), books.number_of(path))
    folder = tmp_path_factory.mktemp("untouched")
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    shown = "\n".join(str(c.get("outputs", "")) for c in book.cells)
    assert not re.search(r"\d\.\d\.\d (correct|hint|solution)\.", shown) and "not attempted" in shown
