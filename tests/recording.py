"""The README's moving picture, made anew: ``python tests/recording.py``.

A JupyterLab is started, a lesson is run and its explorer is moved as a reader would move it; what the browser shows is
kept as an animated WebP of few colours. Nothing in it is drawn by hand.
"""

import io
import os
import tempfile
from pathlib import Path

from browser import FLAGS, Explorer, Lesson, browser_path, lab
from PIL import Image
from playwright.sync_api import sync_playwright

from helpers.course import books, desk

PICTURE = books.NOTEBOOKS / "lesson.webp"
LESSON, EXPLORER = "2.2", "2.2a"
VIEW = {"width": 1000, "height": 580}
WIDTH = 800  # of the picture, in pixels
MOMENT, REST = 450, 2600  # milliseconds a picture stays: while the control moves, and where it stops


def without_tools_of_teachers(settings: Path) -> None:
    """Leave out what only an instructor's set-up adds to JupyterLab: the picture shows what a learner sees."""
    (settings / "labconfig").mkdir(parents=True)
    (settings / "labconfig" / "page_config.json").write_text('{"disabledExtensions": {"@jupyter/nbgrader": true}}')
    os.environ["JUPYTER_CONFIG_DIR"] = str(settings)


def recorded(root: Path) -> list[tuple[Image.Image, int]]:
    """Pictures of the page and how long each stays, while the explorer is moved."""
    shots: list[tuple[Image.Image, int]] = []
    without_tools_of_teachers(root.parent / "settings")
    with lab(root, root.parent / "lab.log") as (url, token), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(viewport=VIEW)
        lesson = Lesson(page, url, token, books.find(LESSON).relative_to(books.NOTEBOOKS).as_posix())
        if page.locator(".jp-FileBrowser").is_visible():
            lesson.command("application:toggle-left-area")
        cells = lesson.cells()
        at = next(i for i, c in enumerate(cells) if c["source"].startswith(f'explorers.show("{EXPLORER}"'))
        lesson.run(*(i for i in range(at + 1) if cells[i]["type"] == "code"))
        explorer = Explorer(lesson, at)
        explorer.root.evaluate("node => node.scrollIntoView({block: 'start'})")

        def shoot(stay: int) -> None:
            page.wait_for_timeout(250)
            shots.append((Image.open(io.BytesIO(page.screenshot())).convert("RGB"), stay))

        year = explorer.focus("slider", "year")
        page.keyboard.press("Home")
        explorer.status.get_by_text("1995").first.wait_for()
        shoot(REST)
        for step in range(2009 - 1995):
            explorer.after(lambda: page.keyboard.press("ArrowRight"))
            shoot(MOMENT if step < 13 else REST)
        assert year.get_attribute("aria-valuetext").startswith("2009")
        way = explorer.control("choice", "what counts as abroad")
        explorer.after(lambda: way.select_option(index=1))
        shoot(REST + 1000)
        lesson.close()
        browser.close()
    return shots


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gvc-recording-") as held:
        root = Path(held) / "desk"
        desk.lay_out(root)
        shots = recorded(root)
    size = (WIDTH, round(WIDTH * VIEW["height"] / VIEW["width"]))
    pictures = [shot.resize(size, Image.Resampling.LANCZOS) for shot, _ in shots]
    pictures[0].save(
        PICTURE, save_all=True, append_images=pictures[1:], duration=[stay for _, stay in shots], loop=0, quality=70, method=6,
    )  # fmt: skip
    print(f"{PICTURE.name}: {len(shots)} pictures, {PICTURE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
