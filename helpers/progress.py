"""What a learner has done: exercises, the economy and the way chosen; kept in progress.json on the desk.

The desk is the folder that the environment variable GVC_DESK names, or the nearest one above the working folder that
holds `.course.json`. Outside a desk (the authors' source, a test, a class copy) everything is kept in memory only.
A damaged file is put aside and begun anew; a folder that cannot be written to is answered by memory. Nothing of this
ever stops a lesson.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import os
from datetime import datetime
from pathlib import Path

import pandas as pd

from helpers.classification import regions
from helpers.tables import course

FILE, MANIFEST = "progress.json", ".course.json"
DONE = ("correct", "written")  # statuses that finish an exercise: checked and right; open and answered
_memory: dict[Path | None, dict] = {}  # by desk: outside one (None), and where one cannot be written to


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
    held = _read()
    before = held["exercises"].get(str(id), {})
    kept = before["status"] if before.get("status") in DONE else str(status)
    when = before["when"] if kept == before.get("status") and kept in DONE else f"{datetime.now():%Y-%m-%d %H:%M}"
    held["exercises"][str(id)] = {"status": kept, "tries": before.get("tries", 0) + 1, "when": when}
    _write(held)


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
    held = _read()
    held["economy"] = known[asked]
    _write(held)
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
    held = _read()
    held["path"] = found
    _write(held)
    return found


def by_lesson() -> pd.DataFrame:
    """Exercises done and in all, for each lesson there is (index: number)."""
    ids = course.lessons()["exercises"].str.split()
    held = _read()["exercises"]
    finished = {id for id, e in held.items() if e.get("status") in DONE}
    return pd.DataFrame({"done": [len(finished & set(e)) for e in ids], "total": ids.str.len()}, index=ids.index)


def _new() -> dict:
    return {"format": 1, "economy": "", "path": "", "exercises": {}}


def _read() -> dict:
    desk = folder()
    if desk is None or desk in _memory:
        return _memory.get(desk) or _new()
    file = desk / FILE
    try:
        return _checked(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return _new()
    except (ValueError, TypeError, AttributeError):
        with contextlib.suppress(OSError):
            file.replace(file.with_name(f"progress (damaged {datetime.now():%Y-%m-%d %H.%M.%S}).json"))
        return _new()
    except OSError:
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


def _write(held: dict) -> None:
    desk = folder()
    if desk is not None:
        part = desk / f".{FILE}.{os.getpid()}.part"
        try:
            part.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            os.replace(part, desk / FILE)
            _memory.pop(desk, None)
            return
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    _memory[desk] = held
