"""What a learner has done: exercises, the economy and the way chosen; kept in progress.json on the desk.

The desk is the folder that the environment variable GVC_DESK names, or the nearest one above the working folder that
holds `.course.json`. Outside a desk (the authors' source, a test, a class copy) everything is kept in memory only.
Notebooks open at once keep into one file: each adds what is new to what the file holds by then. A damaged file is put
aside and begun anew; what cannot be written is told, remembered, and written with the next. Nothing of this ever stops a
lesson.
"""

from __future__ import annotations

import difflib
import json
import os
from datetime import datetime
from pathlib import Path

import pandas as pd

from helpers import writing
from helpers.classification import regions
from helpers.tables import course

FILE, MANIFEST, LOCK = "progress.json", ".course.json", ".progress.lock"
DONE = ("correct", "written")  # statuses that finish an exercise: checked and right; open and answered
_memory: dict[Path | None, dict] = {}  # by desk: all there is outside one (None), what could not be written yet on one
_told: set[Path] = set()  # desks that could not be written to, which was said
DAMAGE = (ValueError, TypeError, AttributeError, RecursionError)  # what reading a damaged file can raise


def folder() -> Path | None:
    """The learner's desk, or None outside one."""
    named = os.environ.get("GVC_DESK")
    if named:
        return Path(named) if Path(named).is_dir() else None
    try:
        here = Path.cwd()
    except OSError:  # the working folder was taken away
        return None
    return next((p for p in (here, *here.parents) if (p / MANIFEST).is_file()), None)


def done(id: str) -> bool:
    """Whether an exercise such as "2.2.3" is finished."""
    return _read()["exercises"].get(str(id), {}).get("status") in DONE


def status(id: str) -> str:
    """The best an exercise has been: "correct", "written", "not yet" …, or "" where it was not tried."""
    return _read()["exercises"].get(str(id), {}).get("status", "")


def tries(id: str) -> int:
    """How often an answer to an exercise was recorded."""
    return _read()["exercises"].get(str(id), {}).get("tries", 0)


def record(id: str, status: str) -> None:
    """Note an answer to an exercise. What is once done stays done."""
    _keep({"exercises": {str(id): {"status": str(status), "tries": 1, "when": f"{datetime.now():%Y-%m-%d %H:%M}"}}})


def economy() -> str:
    """The code of the economy the learner chose, or ""."""
    return _read()["economy"]


def choose_economy(code: str) -> str:
    """Keep the learner's economy, by code or name; returns its code. ValueError, with the nearest, for an unknown one."""
    names = regions()["name"]
    known = {c.casefold(): c for c in names.index} | {n.casefold(): c for c, n in names.items()}
    asked = str(code).strip().casefold()
    if asked not in known:
        near = [f"{names[known[k]]} is {known[k]!r}" for k in difflib.get_close_matches(asked, known, n=3, cutoff=0.5)]
        raise ValueError(f"There is no economy {code!r}." + (f" {'; '.join(near)}." if near else ""))
    _keep({"economy": known[asked]})
    return known[asked]


def path() -> str:
    """The key of the way through the course the learner chose ("economics", "programming", "half-day"), or ""."""
    chosen = _read()["path"]
    return chosen if chosen in course.path_keys() else ""


def choose_path(key: str) -> str:
    """Keep the learner's way through the course, by its key or its words; ValueError lists them for another word."""
    known = course.path_keys()
    asked = str(key).strip().casefold()
    found = next((k for k, words in known.items() if asked in (k.casefold(), words.casefold())), None)
    if found is None:
        raise ValueError(f"There is no way {key!r}; there are {', '.join(map(repr, known))}.")
    _keep({"path": found})
    return found


def by_lesson() -> pd.DataFrame:
    """Exercises done and in all, for each lesson there is (index: number)."""
    ids = course.lessons()["exercises"].str.split()
    held = _read()["exercises"]
    finished = {id for id, e in held.items() if e.get("status") in DONE}
    return pd.DataFrame({"done": [len(finished & set(e)) for e in ids], "total": ids.str.len()}, index=ids.index)


def export(file: str | Path) -> Path:
    """Write what is kept into a file, to be taken to another computer (`bring`); returns where it is.

    Raises ValueError, in a sentence, where it cannot be written.
    """
    file = Path(file).expanduser()
    try:
        writing.write(file, json.dumps(_read(), indent=1) + "\n")
    except OSError as error:
        raise ValueError(f"{file} could not be written: {writing.reason(error)}.") from None
    return file


def bring(file: str | Path) -> int:
    """Add what a file of `export`, or the progress.json of another desk, holds; returns how many exercises it finished.

    What is done here stays done, and a file brought twice counts once. Raises ValueError, in a sentence, for a file that
    is not there or is none of ours.
    """
    file = Path(file).expanduser()
    try:
        brought = _checked(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise ValueError(f"{file} could not be read: {writing.reason(error)}.") from None
    except DAMAGE:
        raise ValueError(f"{file} is no progress.json of this course; nothing was changed.") from None
    here, before = _read(), by_lesson()["done"].sum()
    exercises = {}
    for id, new in brought["exercises"].items():
        known = here["exercises"].get(id, {})
        if not known or (new.get("status") in DONE and known.get("status") not in DONE):
            exercises[id] = {**new, "tries": max(0, new.get("tries", 0) - known.get("tries", 0))}
    chosen = {key: brought[key] for key in ("economy", "path") if brought[key] and not here[key]}
    _keep({**chosen, "exercises": exercises})
    return int(by_lesson()["done"].sum() - before)


def _new() -> dict:
    return {"format": 1, "economy": "", "path": "", "exercises": {}}


def _read() -> dict:
    """What is kept by now, that which could not be written yet included."""
    desk = folder()
    held = _new()
    if desk is not None:
        try:
            held = _file(desk)
        except (OSError, *DAMAGE):
            pass
    return _merged(held, _memory.get(desk, {}))


def _file(desk: Path) -> dict:
    """What the file of a desk holds; one of `DAMAGE` where it is not what was written."""
    try:
        return _checked(json.loads((desk / FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return _new()


def _checked(held) -> dict:
    """What a file holds, if it has the form it should; ValueError otherwise."""
    made = {**_new(), **held}
    exercises = made["exercises"]
    if not isinstance(made["economy"], str) or not isinstance(made["path"], str) or not isinstance(exercises, dict):
        raise ValueError("not what was written")
    if not all(isinstance(e, dict) and isinstance(e.get("tries", 0), int) for e in exercises.values()):
        raise ValueError("not what was written")
    return made


def _merged(held: dict, more: dict) -> dict:
    """What is held and what has come since: tries add up, what is done stays as it was then, the last choice counts."""
    made = {**held, **more, "exercises": dict(held.get("exercises", {}))}
    for id, new in more.get("exercises", {}).items():
        before = made["exercises"].get(id, {})
        stays = before.get("status") in DONE
        made["exercises"][id] = {**new, **(before if stays else {}), "tries": before.get("tries", 0) + new["tries"]}
    return made


def _keep(more: dict) -> None:
    desk = folder()
    _memory[desk] = _merged(_memory.get(desk, {}), more)
    if desk is None:
        return
    try:
        with writing.locked(desk / LOCK):
            try:
                held = _file(desk)
            except DAMAGE:
                os.replace(desk / FILE, writing.free(desk / FILE, f"damaged {datetime.now():%Y-%m-%d %H.%M.%S}"))
                held = _new()
            text = json.dumps(_merged(held, _memory[desk]), indent=1) + "\n"
            writing.write(desk / FILE, text)
        del _memory[desk]
        _told.discard(desk)
    except OSError as error:
        if desk not in _told:
            _told.add(desk)
            print(f"{desk / FILE} could not be written: {writing.reason(error)}. Meanwhile what you do is remembered only as long as this notebook runs.")  # fmt: skip
