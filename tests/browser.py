"""A real JupyterLab in a real browser: run a lesson, move its first control, do an exercise wrong and right."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync", "--disable-dev-shm-usage",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
READY = "window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel?.status === 'idle'"


def browser_path() -> str | None:
    """Where a Chromium is, if there is one."""
    return next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)


@contextmanager
def lab(root: Path, log: Path):
    """A JupyterLab server on a free local port; yields its address and token."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    token = secrets.token_hex(8)
    settings = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--port-retries=0", f"--IdentityProvider.token={token}",
                f"--ServerApp.root_dir={root}", "--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly",
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *settings],
            stdout=subprocess.DEVNULL,
            stderr=out,
            start_new_session=True,
        )
        url = f"http://127.0.0.1:{port}"
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"{url}/api?token={token}", timeout=2)
                    break
                except OSError:
                    time.sleep(0.25)
            else:
                raise RuntimeError(f"JupyterLab did not start: {log.read_text()[-500:]}")
            yield url, token
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


class Lesson:
    """A lesson open in the browser."""

    def __init__(self, page, url: str, token: str, path: str):
        self.page = page
        page.goto(f"{url}/doc/tree/{path}?token={token}&reset")
        page.wait_for_function(READY, timeout=90_000)
        page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")

    def run_all(self) -> None:
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.settle()

    def settle(self) -> None:
        """Wait until the kernel has nothing left to do."""
        still = 0
        while still < 4:
            self.page.wait_for_timeout(250)
            still = still + 1 if self.page.evaluate(READY) else 0

    def cells(self) -> list[dict]:
        """Source and tags of each cell, from the notebook's model (cells out of view are not in the page)."""
        return self.page.evaluate(
            "window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.map(c => ({source: c.getSource(), type: c.cell_type, tags: (c.getMetadata('tags') || [])}))"
        )

    def outputs(self, index: int) -> str:
        """Everything a cell shows, as text."""
        return self.page.evaluate(
            f"JSON.stringify(window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells[{index}].toJSON().outputs || [])"
        )

    def write(self, index: int, source: str) -> None:
        self.page.evaluate(
            "([i, s]) => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells[i].setSource(s)",
            [index, source],
        )

    def run(self, *indices: int) -> None:
        for i in indices:
            self.page.evaluate(f"window.jupyterapp.shell.currentWidget.content.activeCellIndex = {i}")
            self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-cell')")
            self.settle()

    def show(self, index: int):
        """Scroll to a cell and give its place in the page."""
        self.page.evaluate(
            f"window.jupyterapp.shell.currentWidget.content.scrollToItem({index}, 'start'); window.jupyterapp.shell.currentWidget.content.activeCellIndex = {index}"
        )
        place = self.page.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
        place.wait_for(state="visible", timeout=20_000)
        return place

    def errors(self) -> list[str]:
        return [
            c["source"][:60]
            for i, c in enumerate(self.cells())
            if c["type"] == "code" and '"output_type":"error"' in self.outputs(i)
        ]

    def move_first_control(self) -> float:
        """Move the first explorer's first control; returns seconds until its picture has changed."""
        index = next(i for i, c in enumerate(self.cells()) if c["source"].strip().startswith("explorers.show("))
        place = self.show(index)
        picture = place.locator(".jp-OutputArea img").first
        picture.wait_for(state="visible", timeout=20_000)
        before = picture.get_attribute("src")
        handle, select, box = (
            place.locator(".noUi-handle"),
            place.locator("select"),
            place.locator("input[type=checkbox]"),
        )
        buttons = place.locator("button.jupyter-button")
        first = next(w for w in (handle, select, box, buttons) if w.count()).first
        start = time.perf_counter()
        if handle.count():
            first.focus()
            at_left = first.get_attribute("aria-valuenow") == first.get_attribute("aria-valuemin")
            first.press("ArrowRight" if at_left else "ArrowLeft")
        elif select.count():
            values = first.evaluate("s => [...s.options].map(o => o.value)")
            now = first.input_value()
            first.select_option(next(v for v in values if v != now))
        elif box.count():
            first.click()
        else:
            buttons.last.click()
        self.page.wait_for_function(
            "([img, old]) => img.src !== old", arg=[picture.element_handle(), before], timeout=20_000
        )
        return time.perf_counter() - start

    def exercise(self, solution: str, wrong: str) -> tuple[str, str]:
        """Answer the first checked exercise wrongly, then with its solution; returns what the check says to each."""
        cells = self.cells()
        stub = next(i for i, c in enumerate(cells) if "exercise" in c["tags"])
        name = re.match(r"(\w+) = ", cells[stub]["source"])[1]
        self.write(stub, f"{name} = {wrong}")
        self.run(stub, stub + 1)
        first = self.outputs(stub + 1)
        self.write(stub, solution)
        self.run(stub, stub + 1)
        return first, self.outputs(stub + 1)
