"""Explorers on a page: those with few settings answer without a kernel, the others show their default and say where to move them.

An explorer that answers has its controls in the page, its sentences in one file and a picture a setting; sentences and
pictures are fetched when a reader first moves a control.
"""

from __future__ import annotations

import html
import itertools
import json
import math
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from string import ascii_lowercase

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from helpers import explorers
from helpers.course import translate
from helpers.course.website.outputs import Pictures, page_of
from helpers.explorers import Explorer, Slider
from helpers.figures.theme import PIXELS_PER_INCH

FEW = 64  # settings up to which all pictures are made
QUICK = 6  # the same for a quick look
ROOT = "../"


def kernel_link(notebook: str, root: str, language: str) -> str:
    """Where a lesson opens in the browser's kernel: the site of notebooks below lab/, which all languages share.

    "" for the page of all lessons that says what a browser fetches.
    """
    lab = root + ("" if language == "en" else "../") + "lab/"
    return f"{lab}lab/index.html?path={notebook}" if notebook else f"{lab}index.html"


def values(control) -> list:
    """All values of a control, in the order in which the page counts them."""
    if isinstance(control, Slider):
        return [control.read(control.low + k * control.step) for k in range(_steps(control))]
    return control.ends()


def _steps(control: Slider) -> int:
    return round((control.high - control.low) / control.step) + 1


def size(e: Explorer) -> int:
    """How many settings an explorer has."""
    return math.prod(_steps(c) if isinstance(c, Slider) else len(c.ends()) for c in e.controls.values())


def answer(e: Explorer, setting: dict, folder: Path) -> dict:
    """What an explorer answers to a setting, its picture kept in a folder."""
    try:
        with translate.spoken(e.id):
            fig, words = e(**setting)
    except ValueError as error:
        return {
            "words": "",
            "problem": f"This setting cannot be shown: {error}",
            "alt": "",
            "width": 0,
            "height": 0,
            "file": "",
        }
    wide, high = (round(v * PIXELS_PER_INCH) for v in fig.get_size_inches())
    file = Pictures(folder).file(fig.png(explorers.SCREEN_DPI))
    return {"words": words, "problem": "", "alt": fig.alt, "width": wide, "height": high, "file": file}


def make(id: str, extra: str) -> tuple[str, int, int]:
    """Draw an explorer's settings and keep their answers; returns its id, how many settings, and bytes."""
    e, folder = explorers.find(id), Path(extra) / "explorers" / id
    places = [range(len(values(c))) for c in e.controls.values()]
    held = {}
    for at in itertools.product(*places):
        setting = {name: values(c)[k] for (name, c), k in zip(e.controls.items(), at, strict=True)}
        held[",".join(map(str, at))] = answer(e, setting, folder)
    told = folder / "answers.js"
    told.write_text(f"window.gvcCame({json.dumps(id)}, {json.dumps(held, ensure_ascii=False)});\n", encoding="utf-8")
    return id, len(held), sum(p.stat().st_size for p in folder.iterdir())


def make_all(extra: Path, few: int = FEW) -> dict[str, tuple[int, int]]:
    """All answers of the explorers with few settings, made by two processes: id → settings and bytes."""
    ids = [e.id for e in sorted(explorers.every(), key=size, reverse=True) if size(e) <= few]
    with ProcessPoolExecutor(2) as pool:
        return {id: (settings, weight) for id, settings, weight in pool.map(make, ids, [str(extra)] * len(ids))}


def block(cell: NotebookNode, id: str, site) -> str:
    """An explorer as HTML, from the stored cell that shows its default: title, question, sentence, picture.

    With few settings it carries what the page needs to go on without a kernel.
    """
    frame, say, e = site.frame, html.escape, explorers.find(id)
    stored = next(o.data for o in cell.outputs if "text/html" in o.get("data", {}))
    soup = BeautifulSoup(page_of(stored, site.pictures, ROOT, frame), "html.parser")
    sentence = soup.find_all("p")[-1].extract()
    sentence["class"] = "gvc-sentence"
    link = f'<a href="{kernel_link(site.map.at[id.rstrip(ascii_lowercase), "file"], ROOT, frame.language)}">{say(frame.run_lesson)}</a>'
    spec, note = "", f"<p>{say(frame.in_kernel)} {link}</p>"
    if size(e) <= site.few:
        spec = f' data-explorer="{say(json.dumps(_page(e), ensure_ascii=False))}"'
        note = f"<noscript><p>{say(frame.without_script).format(link=link)}</p></noscript>"
    return (
        f'<div class="gvc-live"{spec}><div class="gvc-explorer"><p><strong>{say(e.title)}</strong></p>'
        f"<p>{say(e.question)}</p>{sentence}{soup.find('figure')}</div>{note}</div>"
    )


def _page(e: Explorer) -> dict:
    """What the page needs of an explorer: its controls, their default, how many places each has, where its answers are."""
    controls = [{"name": n, "label": c.label or n} | c.page() for n, c in e.controls.items()]
    return {
        "id": e.id,
        "spec": {"title": e.title, "question": e.question, "controls": controls},
        "values": {n: c.sent(c.default) for n, c in e.controls.items()},
        "folder": f"{ROOT}explorers/{e.id}/",
    }
