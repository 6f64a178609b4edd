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
from types import SimpleNamespace

from helpers import explorers
from helpers.course import translate
from helpers.course.website.outputs import Pictures, told
from helpers.explorers import Explorer, Slider
from helpers.figures.theme import PIXELS_PER_INCH

FEW = 64  # settings up to which all pictures are made
ROOT = "../"


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


def answers(e: Explorer) -> bool:
    """Whether an explorer's pictures are all made."""
    return size(e) <= FEW


def answer(e: Explorer, setting: dict, folder: Path) -> dict:
    """What an explorer answers to a setting, its picture kept in a folder."""
    try:
        with translate.spoken(e.id):
            fig, words = e(**setting)
    except ValueError as error:
        return {"words": "", "problem": f"This setting cannot be shown: {error}", "alt": "", "width": 0, "height": 0, "file": ""}
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


def make_all(extra: Path) -> dict[str, tuple[int, int]]:
    """All answers of the explorers with few settings, made by two processes: id → settings and bytes."""
    ids = sorted((e for e in explorers.every() if answers(e)), key=size, reverse=True)
    with ProcessPoolExecutor(2) as pool:
        made = pool.map(make, [e.id for e in ids], [str(extra)] * len(ids))
        return {id: (settings, weight) for id, settings, weight in made}


def block(id: str, site) -> str:
    """An explorer as HTML: title, question, and its answer at the default; with few settings, what the page needs to go on."""
    frame: SimpleNamespace = site.frame
    e, say = explorers.find(id), html.escape
    with translate.spoken(id):
        fig, sentence = e()
    wide, high = (round(v * PIXELS_PER_INCH) for v in fig.get_size_inches())
    file = f"{ROOT}figures/{site.pictures.file(fig.png(explorers.SCREEN_DPI))}"
    lesson = site.map.at[id.rstrip("abcdefghijklmnopqrstuvwxyz"), "file"]
    from helpers.course.website.lessons import kernel_link

    link = f'<a href="{kernel_link(lesson, ROOT)}">{say(frame.run_lesson)}</a>'
    alive = answers(e) and not site.quick
    spec = ""
    if answers(e):
        controls = [{"name": n, "label": c.label or n, "places": len(values(c))} | c.page() for n, c in e.controls.items()]
        held = {
            "id": id,
            "spec": {"title": e.title, "question": e.question, "controls": controls},
            "values": {n: c.sent(c.default) for n, c in e.controls.items()},
            "folder": f"{ROOT}explorers/{id}/",
        }
        spec = f' data-explorer="{say(json.dumps(held, ensure_ascii=False))}"' if alive else ""
    note = f"<p>{say(frame.in_kernel)} {link}</p>"
    if answers(e):
        note = f"<noscript><p>{say(frame.without_script).format(link=link)}</p></noscript>"
    return (
        f'<div class="gvc-live"{spec}><div class="gvc-explorer"><p><strong>{say(e.title)}</strong></p><p>{say(e.question)}</p>'
        f'<p>{say(sentence)}</p><figure class="gvc-figure"><img src="{file}" alt="{say(fig.alt)}" width="{wide}" height="{high}" '
        f'loading="lazy" decoding="async">{told(repr(fig), frame)}</figure></div>{note}</div>'
    )
