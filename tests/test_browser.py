"""Lessons as a learner meets them: JupyterLab in a browser (skipped, with a word, where no browser is installed)."""

import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from browser import FLAGS, Lesson, browser_path, lab

from helpers import exercises
from helpers.course import books as lessons

SHOTS = os.environ.get("GVC_SCREENSHOTS")  # a folder, to keep pictures of each lesson

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser is installed: apt-get install chromium")


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A server on a copy of the notebooks and one browser page."""
    from playwright.sync_api import sync_playwright

    root = tmp_path_factory.mktemp("lab")
    shutil.copytree(lessons.NOTEBOOKS, root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    with lab(root, root / "lab.log") as (url, token), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        yield page, url, token
        browser.close()


@pytest.mark.parametrize("path", lessons.lessons(), ids=lambda p: p.name.split("_")[0])
def test_a_learner_runs_it_moves_a_control_and_does_an_exercise(opened, path: Path):
    page, url, token = opened
    lesson = Lesson(page, url, token, f"notebooks/{path.relative_to(lessons.NOTEBOOKS).as_posix()}")
    lesson.run_all()
    assert lesson.errors() == []
    assert lesson.move_first_control() < 5
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{path.stem}.png")
    book = nbformat.read(path, 4)
    solution = next(c.source for c in book.cells if c.cell_type == "code" and "solution" in c.metadata.get("tags", []))
    asked = exercises.find(re.search(r'check\("([\w.]+)"', solution)[1])
    wrong, right = lesson.exercise(solution, repr(asked.misconceptions[0].value()))
    assert "not yet" in wrong and "correct" in right


def test_a_click_on_the_study_map_opens_the_lesson(opened):
    page, url, token = opened
    start = lessons.find("0.1").relative_to(lessons.NOTEBOOKS).as_posix()
    lesson = Lesson(page, url, token, f"notebooks/{start}")
    index = next(i for i, c in enumerate(lesson.cells()) if c["source"].strip() == "lesson.study_map()")
    lesson.run(*range(index + 1))
    place = lesson.show(index)
    place.get_by_role("link", name=re.compile("2.2 Weigh")).click()
    page.wait_for_function(
        "window.jupyterapp.shell.currentWidget?.context?.path?.endsWith('2.2_weigh_the_e11.ipynb')", timeout=30_000
    )
