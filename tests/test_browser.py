"""Lessons as a learner meets them: JupyterLab in a browser (skipped, with a word, where no browser is installed)."""

import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from browser import FLAGS, ROLES, Lesson, browser_path, lab
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers import exercises, explorers
from helpers.course import books as lessons

SHOTS = os.environ.get("GVC_SCREENSHOTS")  # a folder, to keep pictures of each lesson

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser is installed: apt-get install chromium")


KINDS = """
import time
from helpers import explorers
from helpers.explorers import Board, Choice, Slider, Toggle, explorer
from helpers.figures.theme import canvas, finish

PARTS = {"trends": {1.1: "1.1 See", 1.2: "1.2 Pit"}, "cooperation": {3.1: "3.1 Lower", 3.2: "3.2 Bargain"}}

@explorer("9.9a", "Every kind of control", "What does each one move?", {
    "level": Slider(0, 100, 50, 5, label="level", unit="%"),
    "economy": Choice({"BRA": "Brazil", "CHN": "China", "IND": "India", "MEX": "Mexico"}, "CHN", label="economy"),
    "both": Toggle(False, label="count both sides"),
    "part": Board(PARTS, 1.2, label="lesson"),
})
def kinds(level, economy, both, part):
    if level == 100:
        raise ValueError("at 100 % nothing is left")
    if level < 50:
        time.sleep(0.4)
    words = f"{economy}, level {level} %, {'both sides' if both else 'one side'}, lesson {part}."
    fig, ax = canvas(words, "made up", "made up", 1.5)
    ax.plot([0, level, part])
    return finish(fig, "Line from zero to the level and on to the lesson."), words
"""
CONTROLS = {"slider": "level", "choice": "economy", "toggle": "count both sides", "board": "lesson"}
AGAIN = "Run this cell to use this explorer."
VIEW = {"width": 1280, "height": 1000}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A server on a copy of the notebooks and one browser page."""
    from playwright.sync_api import sync_playwright

    root = tmp_path_factory.mktemp("lab")
    shutil.copytree(lessons.NOTEBOOKS, root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    cells = [new_code_cell(KINDS), *(new_code_cell(f"explorers.{f}(kinds)") for f in ("show", "default"))]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = new_notebook(cells=[*cells, new_markdown_cell("End")], metadata={"kernelspec": kernel})
    for name in ("kinds.ipynb", "again.ipynb"):
        nbformat.write(book, root / name)
    with lab(root, root / "lab.log") as (url, token), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(viewport=VIEW)
        yield page, url, token
        browser.close()


@pytest.fixture(scope="module")
def book(opened):
    """The notebook with an explorer that has every kind of control, run in a page of its own."""
    page, url, token = opened
    lesson = Lesson(page.context.browser.new_page(viewport=VIEW), url, token, "kinds.ipynb")
    lesson.run_all()
    yield lesson
    lesson.close()
    lesson.page.close()


@pytest.fixture
def kinds(book):
    """The notebook and its explorer at its default setting."""
    book.run(1)
    return book, book.explorers()[0]


def place(page, index=1) -> str:
    """What a cell's output says to the eye."""
    page.wait_for_function("document.querySelectorAll('.jp-Cell').length === 4")
    return page.locator(".jp-Cell").nth(index).locator(".jp-Cell-outputWrapper").inner_text().strip()


def test_every_control_has_a_name_and_the_picture_its_alt_text(kinds):
    lesson, e = kinds
    assert all(e.control(kind, name).is_visible() for kind, name in CONTROLS.items()) and set(CONTROLS) == set(ROLES)
    assert e.nameless() == []
    assert e.root.get_by_role("radio", name="3.2 Bargain", exact=True).count() == 1
    assert e.root.get_by_role("radio", checked=True).count() == 1
    assert len(e.picture.get_attribute("alt")) >= 40
    assert e.control("slider", "level").get_attribute("aria-valuetext") == "50 %"
    assert e.root.locator(".gvc-value").inner_text() == "50 %"
    static = lesson.show(2).locator(".jp-OutputArea")
    assert len(static.locator("img").get_attribute("alt")) >= 40
    assert static.get_by_text("CHN, level 50 %, one side, lesson 1.2.", exact=True).is_visible()


@pytest.mark.parametrize("kind, keys, said", [
    ("slider", ["Space", "ArrowUp", "PageUp", "End", "Home", "End", "ArrowLeft"], "CHN, level 95 %, one side, lesson 1.2."),
    ("choice", ["ArrowDown", "Home", "End", "ArrowUp", "Space", "Escape"], "IND, level 50 %, one side, lesson 1.2."),
    ("toggle", ["Space", "Space", "Space"], "CHN, level 50 %, both sides, lesson 1.2."),
    ("board", ["ArrowDown", "Home", "End", "ArrowUp"], "CHN, level 50 %, one side, lesson 3.1."),
])  # fmt: skip
def test_the_keyboard_moves_a_control_and_jupyterlab_takes_no_key_from_it(kinds, kind, keys, said):
    lesson, e = kinds
    before = lesson.cells()
    e.focus(kind, CONTROLS[kind])
    e.status.evaluate("node => (node.mark = 'the same node')")
    for key in [*"bydxavzmj", *keys]:  # JupyterLab's keys for cells, "d" and "x" deleting them
        e.page.keyboard.press(key)
        assert e.page.evaluate("document.activeElement.closest('.gvc-explorer') !== null"), key
    e.status.get_by_text(said, exact=True).wait_for(timeout=10_000)
    assert e.status.evaluate("node => node.mark") == "the same node"
    assert lesson.cells() == before and e.root.is_visible()


def test_shift_tab_and_tab_go_through_the_controls_in_order(kinds):
    _, e = kinds
    e.focus("slider", "level")
    seen = []
    for _ in range(4):
        seen.append(e.page.evaluate("document.activeElement.type"))
        style = e.page.evaluate(
            "(n => getComputedStyle(n.type === 'radio' ? n.nextSibling : n))(document.activeElement).outline"
        )
        assert "3px" in style, seen  # the focus ring
        e.page.keyboard.press("Tab")
    assert seen == ["range", "select-one", "checkbox", "radio"]


def test_the_mouse_moves_every_control(kinds):
    _, e = kinds
    box = e.control("slider", "level").bounding_box()
    middle = box["y"] + box["height"] / 2

    def drag():
        e.page.mouse.move(box["x"] + box["width"] / 2, middle)
        e.page.mouse.down()
        for part in (0.6, 0.7, 0.8):
            e.page.mouse.move(box["x"] + box["width"] * part, middle)
        assert e.root.locator(".gvc-value").inner_text() != "50 %"  # the value follows the hand …
        assert "level 50 %" in e.status.inner_text()  # … the picture waits for its release
        e.page.mouse.up()

    e.after(drag)
    e.after(lambda: e.control("choice", "economy").select_option("Mexico"))
    e.after(e.root.get_by_text("count both sides").click)
    e.after(e.root.get_by_role("radio", name="3.2 Bargain").click)
    assert e.status.inner_text().startswith("MEX, level 8") and "both sides, lesson 3.2" in e.status.inner_text()


def test_of_fast_moves_the_last_wins_and_no_earlier_answer_is_shown(kinds):
    _, e = kinds
    e.root.evaluate("""root => {
        window.said = [];
        const look = () => window.said.push(root.querySelector('[role=status]').textContent);
        new MutationObserver(look).observe(root.querySelector('[role=status]'), { childList: true, characterData: true, subtree: true });
    }""")
    e.focus("slider", "level")
    for _ in range(6):
        e.page.keyboard.press("ArrowLeft")  # each takes the kernel 0.4 s
    e.status.get_by_text("level 20 %").wait_for(timeout=10_000)
    e.page.wait_for_timeout(600)
    assert e.page.evaluate("window.said") == ["Working …", "CHN, level 20 %, one side, lesson 1.2."]
    assert "level 20" in e.picture.get_attribute("alt") and e.root.get_attribute("aria-busy") is None


def test_a_problem_is_an_alert_in_words_without_a_picture_and_passes(kinds):
    _, e = kinds
    e.focus("slider", "level")
    e.page.keyboard.press("End")
    e.root.get_by_role("alert").get_by_text("This setting cannot be shown: at 100 % nothing is left").wait_for()
    assert not e.picture.is_visible() and e.status.inner_text() == ""
    e.page.keyboard.press("ArrowLeft")
    e.status.get_by_text("level 95 %").wait_for()
    assert e.picture.is_visible() and e.root.get_by_role("alert").inner_text() == ""


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_words_stand_out_in_both_themes_and_narrow_pages_wrap(kinds, theme):
    lesson, e = kinds
    lesson.command("apputils:change-theme", theme=theme)
    e.page.wait_for_function("t => document.body.dataset.jpThemeName === t", arg=theme)
    e.focus("slider", "level")
    e.page.keyboard.press("End")
    e.root.get_by_role("alert").get_by_text("cannot be shown").wait_for()
    assert e.faint() == []
    e.page.keyboard.press("ArrowLeft")
    e.status.get_by_text("level 95 %").wait_for()
    assert e.faint() == []
    e.page.set_viewport_size({"width": 640, "height": 1000})  # about 250 pixels are left beside the file browser
    e.page.wait_for_function("r => r.clientWidth < 400", arg=e.root.element_handle())
    assert e.root.evaluate("r => r.scrollWidth <= r.clientWidth")
    e.page.set_viewport_size(VIEW)


def test_after_a_reload_it_works_on_or_asks_to_be_run_and_says_nothing_else(opened):
    page, url, token = opened
    lesson = Lesson(page, url, token, "again.ipynb")
    lesson.run_all()
    lesson.explorers()[0].step("toggle", CONTROLS["toggle"])
    lesson.command("docmanager:save")

    lesson = Lesson(page, url, token, "again.ipynb", clear=False)  # the kernel lives
    e = lesson.explorers()[0]
    assert e.control("toggle", CONTROLS["toggle"]).is_checked() and "both sides" in e.status.inner_text()
    e.step("choice", CONTROLS["choice"])
    assert AGAIN not in place(page)

    page.evaluate("window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()")
    e.root.wait_for(state="hidden")  # the same page, another kernel
    assert place(page) == AGAIN

    lesson = Lesson(page, url, token, "again.ipynb", clear=False)  # a new page, the kernel without its widget
    assert place(page) == AGAIN
    page.get_by_text("model not found").wait_for(state="attached")  # JupyterLab has given up; nobody sees it
    assert place(page) == AGAIN
    page.evaluate("""async () => {
        const app = window.jupyterapp, content = app.shell.currentWidget.content.model.toJSON();
        content.cells[0].source += "  # written by somebody else";
        await app.serviceManager.contents.save("stranger.ipynb", { type: "notebook", format: "json", content });
    }""")

    lesson.run_all()
    assert "one side" in lesson.explorers()[0].status.inner_text() and AGAIN not in place(page)
    lesson.close()

    lesson = Lesson(page, url, token, "stranger.ipynb", clear=False)  # not trusted: JupyterLab shows no widget
    assert place(page) == AGAIN
    lesson.close()


# Two lessons are walked through here, one of them with all its cells, the other with those that explorers and the first
# exercise need; GVC_SWEEP=1 is the maintainers' run of all, whole.
WHOLE = {"0.1"}
WALKED = lessons.lessons() if os.environ.get("GVC_SWEEP") else [lessons.find(n) for n in ("0.1", "2.2")]


def needed(cells: list[dict]) -> list[int]:
    """The code cells up to the first exercise and those that show an explorer."""
    first = next(i for i, c in enumerate(cells) if "exercise" in c["tags"])
    code = [i for i, c in enumerate(cells) if c["type"] == "code"]
    return [i for i in code if i < first or "explorers.show(" in cells[i]["source"]]


@pytest.mark.parametrize("path", WALKED, ids=lambda p: p.name.split("_")[0])
def test_a_learner_runs_it_moves_a_control_and_does_an_exercise(opened, path: Path):
    page, url, token = opened
    lesson = Lesson(page, url, token, f"notebooks/{path.relative_to(lessons.NOTEBOOKS).as_posix()}")
    if path.name.split("_")[0] in WHOLE or os.environ.get("GVC_SWEEP"):
        lesson.run_all()
    else:
        lesson.run(*needed(lesson.cells()))
    assert lesson.errors() == [] and lesson.explorers()
    for e in lesson.explorers():
        asked = explorers.find(re.search(r'show\("([^"]+)"', lesson.cells()[e.index]["source"])[1])
        named = {name: c.label or name for name, c in asked.controls.items()}
        kinds = {name: c.page()["kind"] for name, c in asked.controls.items()}
        assert all(e.control(kinds[name], named[name]).is_visible() for name in named) and e.nameless() == []
        assert len(e.picture.get_attribute("alt")) >= 40
        first = next(iter(named))
        assert e.step(kinds[first], named[first]) < 15, asked.id
        assert len(e.picture.get_attribute("alt")) >= 40 and lesson.cells()[e.index]["type"] == "code"
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{path.stem}.png")
    book = nbformat.read(path, 4)
    solution = next(c.source for c in book.cells if c.cell_type == "code" and "solution" in c.metadata.get("tags", []))
    asked = exercises.find(re.search(r'check\("([\w.]+)"', solution)[1])
    wrong, right = lesson.exercise(solution, repr(asked.misconceptions[0].value()))
    assert "not yet" in wrong and "correct" in right
    lesson.close()


def test_a_click_on_the_study_map_opens_the_lesson(opened):
    page, url, token = opened
    start = lessons.find("0.1").relative_to(lessons.NOTEBOOKS).as_posix()
    lesson = Lesson(page, url, token, f"notebooks/{start}")
    sources = [c["source"].strip() for c in lesson.cells()]
    index = sources.index("lesson.study_map()")
    lesson.run(next(i for i, text in enumerate(sources) if "lesson.start(" in text), index)
    place = lesson.show(index)
    place.get_by_role("link", name=re.compile("2.2 Weigh")).click()
    page.wait_for_function(
        "window.jupyterapp.shell.currentWidget?.context?.path?.endsWith('2.2_weigh_the_e11.ipynb')", timeout=30_000
    )
