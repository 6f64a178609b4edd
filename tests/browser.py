"""A real JupyterLab in a real browser, started as `make lab` starts it: lessons, their explorers, their exercises."""

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

from helpers.course.lab import flags

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
    settings = [*flags(root), "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--port-retries=0", f"--IdentityProvider.token={token}",
                "--LabApp.expose_app_in_browser=True"]  # fmt: skip
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


BOOK = "window.jupyterapp.shell.currentWidget"
ROLES = {"slider": "slider", "choice": "combobox", "toggle": "checkbox", "board": "radiogroup"}


CONTRAST = """root => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const paint = (colours) => {
    canvas.fillStyle = '#fff'; canvas.fillRect(0, 0, 1, 1);
    for (const c of colours) { canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = [];
  for (const node of root.querySelectorAll('*')) {
    if (![...node.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || node.tagName === 'OPTION') continue;
    const behind = [];
    for (let n = node; n; n = n.parentElement) behind.unshift(getComputedStyle(n).backgroundColor);
    const [a, b] = [paint(behind), paint([...behind, getComputedStyle(node).color])].sort();
    if ((b + 0.05) / (a + 0.05) < 4.5) faint.push(`${node.textContent}: ${((b + 0.05) / (a + 0.05)).toFixed(1)}`);
  }
  return faint;
}"""


class Lesson:
    """A notebook open in the browser."""

    def __init__(self, page, url: str, token: str, path: str, clear: bool = True):
        self.page = page
        page.goto(f"{url}/lab/tree/{path}?token={token}&reset")
        page.wait_for_function(READY, timeout=45_000)
        if clear:
            self.command("notebook:clear-all-cell-outputs")

    def command(self, name: str, **args) -> None:
        """Run one of JupyterLab's commands to its end."""
        self.page.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => 0)", [name, args]
        )

    def run_all(self) -> None:
        self.command("notebook:run-all-cells")
        self.settle()

    def settle(self) -> None:
        """Wait until the kernel has nothing left to do."""
        still = 0
        while still < 2:
            self.page.wait_for_timeout(120)
            still = still + 1 if self.page.evaluate(READY) else 0

    def close(self) -> None:
        """Let the kernel go: fourteen lessons at once would not fit a small machine."""
        self.page.evaluate(f"{BOOK}.context.sessionContext.shutdown()")

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
            self.command("notebook:run-cell")
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

    def explorers(self) -> list[Explorer]:
        """The explorers on the page, from the top."""
        cells = self.cells()
        return [Explorer(self, i) for i, c in enumerate(cells) if c["source"].strip().startswith("explorers.show(")]

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


class Explorer:
    """An explorer on the page, found by what a screen reader finds: roles and names."""

    def __init__(self, lesson: Lesson, index: int):
        self.page, self.index, self.cell = lesson.page, index, lesson.show(index)
        self.root = self.cell.locator(".gvc-explorer")
        self.root.wait_for(state="visible", timeout=20_000)
        self.status, self.picture = self.root.get_by_role("status"), self.root.locator("img")

    def control(self, kind: str, name: str):
        """A control by its role and its accessible name, which must be its own."""
        found = self.root.get_by_role(ROLES[kind], name=name, exact=True)
        assert found.count() == 1, f"{found.count()} controls are a {ROLES[kind]} named {name!r}"
        return found

    def nameless(self) -> list[str]:
        """Lines of the accessibility tree with a control that has no name."""
        tree = self.root.aria_snapshot()
        return re.findall(r"(?m)^\s*- (?:slider|combobox|checkbox|radio|radiogroup|button)\b(?! \").*$", tree)

    def state(self) -> tuple:
        return self.status.inner_text(), self.picture.get_attribute("src")

    def after(self, move) -> float:
        """Do something, wait for the answer; returns seconds until sentence and picture are new ones."""
        self.status.evaluate("node => (node.mark = 'the same node')")
        before = self.state()
        start = time.perf_counter()
        move()
        self.page.wait_for_function(
            "([root, words, source]) => root.ariaBusy !== 'true' && root.querySelector('img').src !== source && root.querySelector('[role=status]').innerText !== words",
            arg=[self.root.element_handle(), *before], timeout=20_000,
        )  # fmt: skip
        assert self.status.evaluate("node => node.mark") == "the same node"
        return time.perf_counter() - start

    def step(self, kind: str, name: str) -> float:
        """Move a control to another value with the keyboard alone."""
        self.focus(kind, name)
        at_low = self.page.evaluate("(c => c.selectedIndex === 0 || c.value === c.min)(document.activeElement)")
        keys = {"choice": ("ArrowDown", "ArrowUp"), "slider": ("ArrowRight", "ArrowLeft")}
        up, down = keys.get(kind, ("Space", "Space") if kind == "toggle" else ("ArrowLeft", "ArrowLeft"))
        return self.after(lambda: self.page.keyboard.press(up if at_low else down))

    def focus(self, kind: str, name: str):
        """Focus a control (of a board, the chosen button)."""
        control = self.control(kind, name)
        control = control.locator("input:checked") if kind == "board" else control
        control.focus()
        return control

    def faint(self) -> list[str]:
        """Texts of less than 4.5:1 against what is behind them."""
        return self.root.evaluate(CONTRAST)
