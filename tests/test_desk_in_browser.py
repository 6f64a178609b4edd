"""What `make lab` starts, walked by a learner: the first page, the glossary, Run All, what comes next, starting over."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import pytest
from browser import FLAGS, Lesson, browser_path

from helpers.course import desk, lab

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser is installed: apt-get install chromium")
START_SECONDS = 60  # three on a quiet machine; a test machine is not
IN_FRONT = "window.jupyterapp.shell.currentWidget.context.path"
HEADINGS = """() => {
  const page = window.jupyterapp.shell.currentWidget.node, box = page.getBoundingClientRect();
  return [...page.querySelectorAll('h3')].filter(h => h.getBoundingClientRect().top >= box.top - 5)
    .map(h => h.textContent.replace('¶', ''))[0];
}"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A desk, what `make lab` starts on it, and a browser page; yields page, address and folder."""
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("learner") / "desk"
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    url, token = f"http://127.0.0.1:{port}", "desk"
    command = [sys.executable, "-m", "helpers.course", "lab", "--desk", str(folder), "--no-browser", f"--port={port}",
               "--port-retries=0", f"--IdentityProvider.token={token}", "--LabApp.expose_app_in_browser=True"]  # fmt: skip
    with (folder.parent / "lab.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            end = time.monotonic() + START_SECONDS
            while True:
                try:
                    urllib.request.urlopen(f"{url}/api?token={token}", timeout=2)
                    break
                except OSError:
                    assert time.monotonic() < end and process.poll() is None, (folder.parent / "lab.log").read_text()
                    time.sleep(0.05)
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=browser_path(), args=FLAGS)
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(f"{url}/?token={token}")
                yield page, url, token, folder
                browser.close()
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def test_the_first_lesson_is_in_front_and_a_term_opens_the_glossary_where_it_stands(opened):
    page, *_ = opened
    term = page.locator(".jp-MarkdownOutput p a", has_text="global value chains").first
    term.wait_for(timeout=60_000)
    assert page.evaluate(IN_FRONT) == lab.START
    assert "steps that bring a product" in term.get_attribute("title")
    term.click()
    page.wait_for_function(f"{IN_FRONT} === '{desk.GLOSSARY}'", timeout=20_000)
    page.wait_for_function(f"({HEADINGS})() === 'global value chain'", timeout=20_000)


def test_run_all_shows_no_answer_and_leads_to_the_next_lesson(opened):
    page, url, token, _ = opened
    lesson = Lesson(page, url, token, lab.START)
    lesson.run_all()
    shown = [lesson.outputs(i) for i in range(len(lesson.cells()))]
    assert lesson.errors() == []
    assert not any(" correct." in o or " hint." in o for o in shown)
    last = next(i for i, c in enumerate(lesson.cells()) if c["source"].startswith("lesson.next_up("))
    lesson.show(last).get_by_role("link").first.click()
    page.wait_for_function(f"{IN_FRONT}.includes('0_start/0.2_')", timeout=30_000)


def test_starting_over_from_a_cell_keeps_what_was_written(opened):
    page, url, token, folder = opened
    lesson = Lesson(page, url, token, lab.START)
    stub = next(i for i, c in enumerate(lesson.cells()) if "exercise" in c["tags"])
    lesson.write(stub, 'answer_1 = "Korea"')
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    file = folder / lab.START
    end = time.monotonic() + 20
    while "Korea" not in json.dumps(json.loads(file.read_text())["cells"][stub]) and time.monotonic() < end:
        time.sleep(0.1)
    lesson.write(len(lesson.cells()) - 1, 'from helpers import lesson; lesson.start_over("0.1")')
    lesson.run(len(lesson.cells()) - 1)
    (kept,) = file.parent.glob("0.1_start_here (before *).ipynb")
    assert 'answer_1 = \\"Korea\\"' in kept.read_text() and 'answer_1 = \\"Korea\\"' not in file.read_text()


def test_a_learner_chooses_an_economy_takes_every_step_of_help_and_the_desk_remembers(opened):
    page, url, token, folder = opened
    lesson = Lesson(page, url, token, lab.START)
    chosen = next(
        i for i, c in enumerate(lesson.cells()) if "choose_economy(" in c["source"] and c["type"] == "code" and i
    )
    lesson.run(1)
    lesson.write(chosen, 'mine = choose_economy("South Korea")')
    stub = next(i for i, c in enumerate(lesson.cells()) if "exercise" in c["tags"])
    check, hint = stub + 1, stub + 2
    lesson.run(stub, check)
    assert "not attempted" in lesson.outputs(check)
    lesson.write(hint, 'solution("0.1.1")')
    lesson.run(hint)
    refused = lesson.outputs(hint)
    lesson.write(stub, 'answer_1 = "China"')
    lesson.run(stub, check)
    assert "not yet" in lesson.outputs(check)
    lesson.write(hint, 'hint("0.1.1")')
    lesson.run(hint)
    nudge = lesson.outputs(hint)
    lesson.run(hint)
    formula = lesson.outputs(hint)
    assert len({refused, nudge, formula}) == 3 and '\\"Korea\\"' not in refused
    lesson.write(hint, 'solution("0.1.1")')
    lesson.run(hint)
    assert "answer_1" in lesson.outputs(hint) and "Korea" in lesson.outputs(hint)
    lesson.write(stub, 'answer_1 = "South Korea"')
    lesson.run(stub, check, *range(check + 2, chosen + 1))
    assert "correct" in lesson.outputs(check)
    page.reload()
    Lesson(page, url, token, lab.START, clear=False)
    held = json.loads((folder / "progress.json").read_text())
    assert held["economy"] == "KOR" and held["exercises"]["0.1.1"]["status"] == "correct"


def test_every_link_of_every_lesson_is_answered_by_the_server(opened):
    _, url, token, folder = opened
    asked = set()
    for path in sorted(folder.glob("[0-9]_*/*.ipynb")):
        texts = ["".join(c["source"]) for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "markdown"]
        for target in re.findall(r"\]\((?!https?:|#)([^)\s#]+)", "\n".join(texts)):
            asked.add((path.parent / target).resolve().relative_to(folder.resolve()).as_posix())
    assert len(asked) > 5
    for target in asked:
        address = f"{url}/api/contents/{urllib.parse.quote(target)}?content=0&token={token}"
        assert urllib.request.urlopen(address, timeout=10).status == 200, target


def test_an_update_replaces_what_was_not_touched_and_keeps_what_was(opened, monkeypatch):
    page, url, token, folder = opened
    other = folder / "1_trends" / "1.1_see_trade_become_production.ipynb"
    lesson = Lesson(page, url, token, other.relative_to(folder).as_posix())
    stub = next(i for i, c in enumerate(lesson.cells()) if "exercise" in c["tags"])
    lesson.write(stub, 'answer_1 = "my own words"')
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    end = time.monotonic() + 20
    while "my own words" not in other.read_text() and time.monotonic() < end:
        time.sleep(0.1)
    newer = {file: text.replace("## Limits", "## Limits, said anew") for file, text in desk.faces().items()}
    monkeypatch.setattr(desk, "faces", lambda *_: newer)
    told = "\n".join(desk.lay_out(folder))
    assert "my own words" in other.read_text() and "said anew" not in other.read_text() and "1.1" in told
    assert "said anew" in (folder / "1_trends" / "1.2_pit_the_crowd.ipynb").read_text()
