"""The lessons in a browser that runs Python itself, walked by a learner. A check for maintainers: it takes minutes, and a
Pyodide distribution in a folder that GVC_PYODIDE names (tests/trial_kernel.py makes one). Every other host is blocked.
"""

import functools
import http.server
import json
import os
import threading
import time
from pathlib import Path

import pytest
from browser import FLAGS, READY, Lesson, browser_path

from helpers.course import books, lab, lite

KERNEL = os.environ.get("GVC_PYODIDE")
pytestmark = [
    pytest.mark.skipif(
        not KERNEL, reason="GVC_PYODIDE names no folder of a Pyodide distribution (see tests/trial_kernel.py)"
    ),
    pytest.mark.skipif(browser_path() is None, reason="no browser is installed: apt-get install chromium"),
]
MINUTES = float(os.environ.get("GVC_PYODIDE_MINUTES", 5))  # for each step: more on a machine that is busy
STORED = """window.jupyterapp.serviceManager.contents.get('progress.json', {content: true})
  .then(m => typeof m.content !== 'string' ? m.content : JSON.parse(m.format === 'base64' || !m.content.startsWith('{') ? atob(m.content) : m.content))"""
LESSONS = ["0.1", "0.2", "0.3", "0.4", "2.2"]


class InBrowser(Lesson):
    """A lesson on the site: no server, no token, a kernel that takes its time."""

    def __init__(self, page, url, path):
        self.page = page
        page.goto(f"{url}/lab/index.html?path={path}")
        page.wait_for_function(READY, timeout=MINUTES * 60_000)

    def settle(self):
        """Wait until the kernel has nothing left to do for a second."""
        end, still = time.monotonic() + MINUTES * 60, 0
        while still < 5:
            assert time.monotonic() < end, "the kernel is still at work"
            self.page.wait_for_timeout(200)
            still = still + 1 if self.page.evaluate(READY) else 0


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The site with the kernel in it, on a local port, and a browser that reaches nothing else; yields browser and address."""
    from playwright.sync_api import sync_playwright

    site = lite.build(tmp_path_factory.mktemp("lite") / "site", Path(KERNEL))

    class Pages(http.server.SimpleHTTPRequestHandler):
        extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
            ".wasm": "application/wasm", ".mjs": "text/javascript", ".whl": "application/zip"}  # fmt: skip

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Pages, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser, f"http://127.0.0.1:{server.server_port}"
        browser.close()
    server.shutdown()


@pytest.fixture
def page(served):
    """A fresh browser profile; what it asks of other hosts is refused and fails the test."""
    browser, _ = served
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked = []
    context.route(lambda url: "//127.0.0.1" not in url, lambda route: (asked.append(route.request.url), route.abort()))
    page = context.new_page()
    page.fetched = {}
    context.on("response", lambda r: page.fetched.__setitem__(r.url, int(r.headers.get("content-length", 0))))
    yield page
    assert asked == []
    context.close()


@pytest.mark.parametrize("number", LESSONS)
def test_a_lesson_runs_through_a_control_moves_and_an_exercise_answers(served, page, number):
    began = time.monotonic()
    path = books.find(number).relative_to(books.NOTEBOOKS).as_posix()
    lesson = InBrowser(page, served[1], path)
    idle = time.monotonic()
    first = next(i for i, c in enumerate(lesson.cells()) if c["type"] == "code")
    lesson.run(first)
    ready = time.monotonic()
    assert "Ready" in lesson.outputs(first)
    lesson.run_all()
    assert lesson.errors() == []
    done = time.monotonic()
    source = next(c.source for c in books.read(books.find(number)).cells if "solution" in c.metadata.get("tags", []))
    wrong, right = lesson.exercise(source.splitlines()[0], "'nothing of this'")
    assert "correct" in right and "correct." not in wrong
    shown = lesson.explorers()[0]
    before = shown.state()
    board = shown.root.locator("input[type=radio]:not(:checked)")
    moved = board.first if board.count() else shown.root.locator("select, input").first
    moved.focus()
    keys = {"radio": "Space", "select-one": "ArrowDown", "range": "ArrowRight", "checkbox": "Space"}
    page.keyboard.press(keys[moved.evaluate("control => control.type")])
    page.wait_for_function("([root, source]) => root.ariaBusy !== 'true' && root.querySelector('img').src !== source",
                           arg=[shown.root.element_handle(), before[1]], timeout=MINUTES * 60_000)  # fmt: skip
    sizes = {
        kind: sum(v for k, v in page.fetched.items() if part(k) == kind) / 1e6 for kind in ("app", "kernel", "course")
    }
    print(f"{number}: kernel {idle - began:.0f} s, first cell {ready - idle:.0f} s, all cells {done - ready:.0f} s, "
          + ", ".join(f"{kind} {size:.1f} MB" for kind, size in sizes.items()))  # fmt: skip


def part(url):
    """What a file belongs to: the workbench, the course, or the browser's Python."""
    return "course" if "gvc_lessons-" in url else "kernel" if lite.AT in url else "app"


def test_progress_and_what_was_written_survive_a_reload(served, page):
    lesson = InBrowser(page, served[1], lab.START)
    first = next(i for i, c in enumerate(lesson.cells()) if c["type"] == "code")
    stub = next(i for i, c in enumerate(lesson.cells()) if "exercise" in c["tags"])
    lesson.run(first)
    lesson.exercise('answer_1 = "Korea"', '"Brazil"')
    lesson.command("docmanager:save")
    page.reload()
    page.wait_for_function(READY, timeout=MINUTES * 60_000)
    assert page.evaluate(STORED)["exercises"]["0.1.1"]["status"] == "correct"
    lesson.run(first)
    assert "Done so far: 1 of" in lesson.outputs(first) and "Korea" in json.dumps(lesson.cells()[stub])
