"""A learner's copy of each lesson, untouched: Run All fails nowhere and gives nothing away."""

import os
import re

import pytest
from nbclient import NotebookClient

from helpers.course import books, desk

# The last lesson of each chapter here; GVC_SWEEP=1 is the maintainers' run of all. In test_browser a browser runs every lesson.
LAST = {books.number_of(path)[0]: path for path in books.lessons()}


@pytest.mark.parametrize("path", books.lessons() if os.environ.get("GVC_SWEEP") else LAST.values(), ids=books.number_of)
def test_run_all_on_an_untouched_desk_fails_nowhere_and_answers_nothing(path, tmp_path_factory):
    book = desk.learners(books.read(path), books.number_of(path))
    folder = tmp_path_factory.mktemp("untouched")
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    shown = "\n".join(str(c.get("outputs", "")) for c in book.cells)
    assert not re.search(r"\d\.\d\.\d (correct|hint|solution)\.", shown) and "not attempted" in shown
