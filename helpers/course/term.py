"""A term stands still: which one this is, what changed between two, what its folder holds and how it is deleted.

A term is a tag of the repository that begins with ``term-``. It fixes lessons, data, locks and so the image; a desk
remembers the term it was laid out in (`helpers.course.desk`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers import writing
from helpers.course.books import ROOT, LessonError
from helpers.progress import FILE, LOCK, MANIFEST

PREFIX = "term-"
LEDGER = ".term.json"
ANSWERS = Path(__file__).with_name("answers.py")
ARCHIVE = ROOT / "data" / "course" / "term.txt"  # filled in by `git archive`, where there is no repository any more


def current(root: Path = ROOT) -> str | None:
    """The term this copy of the course is at ("" where it is at none); None where that cannot be known."""
    if (root / ".git").exists():
        found = _git("tag", "--points-at", "HEAD", "--list", f"{PREFIX}*", at=root)
        return None if found is None else next(iter(sorted(found.split())), "")
    try:
        marks = ARCHIVE.read_text(encoding="utf-8")
    except OSError:
        return None
    if "$Format" in marks:  # neither a repository nor an archive of one
        return None
    tags = (part.strip().removeprefix("tag: ") for part in marks.split(","))
    return next((t for t in sorted(tags) if t.startswith(PREFIX)), "")


def _git(*said: str, at: Path = ROOT) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(at), *said], capture_output=True, encoding="utf-8", timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


# What changed

@contextmanager
def _checkouts(*names: str, root: Path = ROOT):
    """The course as it was at each of two tags or commits, in folders that are gone when the block ends."""
    commits = [_git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", at=root) for name in names]
    for name, commit in zip(names, commits, strict=True):
        if not commit:
            raise LessonError(f"{name} is no tag or commit of this repository: git tag --list 'term-*' shows the terms.")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="gvc-terms-") as folder:
        made = []
        try:
            for k, commit in enumerate(commits):
                made.append(Path(folder) / str(k))
                if _git("worktree", "add", "--detach", "--quiet", str(made[-1]), commit, at=root) is None:
                    raise LessonError(f"{names[k]} could not be checked out in {folder}: is there room on the disk?")
            yield made
        finally:
            for path in made:
                _git("worktree", "remove", "--force", str(path), at=root)


def changed(old: str, new: str, root: Path = ROOT) -> pd.DataFrame:
    """Right answers that differ between two tags or commits: exercise, economy ("" for all), old, new.

    Both are computed by their own code from their own data, side by side, and compared as the lessons show them. An
    exercise that only one of them has says "–" for the other. LessonError for a name that is no commit.
    """
    if _git("diff", "--quiet", old, new, "--", "helpers", "data", at=root) is not None:
        return compared({}, {})  # the same code and the same data: the same answers
    with _checkouts(old, new, root=root) as (before, after):
        running = [_asking(at) for at in (before, after)]
        said = [_heard(process, name) for process, name in zip(running, (old, new), strict=True)]
    return compared(*said)


def compared(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> pd.DataFrame:
    """The answers of two terms (exercise → economy → answer as shown) that are not the same, in order."""
    rows = [
        {"exercise": id, "economy": code, "old": a, "new": b}
        for id in sorted({*old, *new})
        for code in sorted({*old.get(id, {}), *new.get(id, {})})
        for a, b in [(old.get(id, {}).get(code, "–"), new.get(id, {}).get(code, "–"))]
        if a != b
    ]
    return pd.DataFrame(rows, columns=["exercise", "economy", "old", "new"])


def _asking(at: Path) -> subprocess.Popen:
    env = {k: v for k, v in os.environ.items() if k not in ("GVC_DATA", "GVC_DESK")} | {"PYTHONPATH": str(at)}
    return subprocess.Popen([sys.executable, "-c", ANSWERS.read_text(encoding="utf-8")], cwd=at, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")  # fmt: skip


def _heard(process: subprocess.Popen, name: str) -> dict[str, dict[str, str]]:
    out, error = process.communicate()
    if process.returncode:
        last = next(iter(reversed(error.strip().splitlines())), "nothing said")
        raise LessonError(f"The answers of {name} could not be computed with the packages installed here: {last}")
    return json.loads(out)


# What a term's folder holds


def note(folder: Path, term: str, files: Iterable[Path]) -> None:
    """Write into a folder's ledger that these files of it belong to a term, so that `forget` knows them.

    LessonError where the folder belongs to another term.
    """
    folder = Path(folder)
    held = _ledger(folder)
    if held and held["term"] != term:
        raise LessonError(f"{folder} belongs to {held['term']}: name another folder for {term}.")
    files = [Path(os.path.abspath(f)) for f in files]
    outside = next((f for f in files if not f.is_relative_to(os.path.abspath(folder))), None)
    if outside:
        raise LessonError(f"{outside} is not in {folder}: put what belongs to a term into its folder.")
    inside = {f.relative_to(os.path.abspath(folder)).as_posix() for f in files}
    text = json.dumps({"format": 1, "term": term, "files": sorted({*held.get("files", ()), *inside})}, indent=1)
    writing.write(folder / LEDGER, text + "\n")


def _ledger(folder: Path) -> dict:
    path = folder / LEDGER
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(held["term"], str) and isinstance(held["files"], list) and all(isinstance(f, str) for f in held["files"]):
            return held
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise LessonError(f"{path} is damaged, so what belongs to its term is not known: look through {folder} by hand.")


@dataclass(frozen=True)
class Known:
    """What of a folder belongs to a term (files), and how many other files lie there."""

    files: tuple[Path, ...]
    others: int


def known(folder: Path, term: str) -> Known:
    """What is known to belong to a term below a folder: what ledgers list, and desks laid out in that term.

    Of a desk: the lessons it laid out (the learner's answers are in them), copies kept beside them, progress, lock and
    memory. Nothing else, and nothing outside the folder, whatever a ledger says.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise LessonError(f"There is no folder {folder}.")
    found: set[Path] = set()
    for path in folder.rglob(LEDGER):
        held = _ledger(path.parent)
        if held["term"] == term:
            found |= {path, *(path.parent / name for name in held["files"])}
    for path in folder.rglob(MANIFEST):
        found |= _of_desk(path, term)
    inside = folder.resolve()
    there = {p for p in found if (p.is_file() or p.is_symlink()) and p.parent.resolve().is_relative_to(inside)}
    every = {p for p in folder.rglob("*") if p.is_file() or p.is_symlink()}
    return Known(tuple(sorted(there)), len(every - there))


def _of_desk(manifest: Path, term: str) -> set[Path]:
    try:
        held = json.loads(manifest.read_text(encoding="utf-8"))
        if held.get("term", "") != term:
            return set()
        names = [str(name) for name in held["files"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()
    desk = manifest.parent
    found = {manifest, desk / FILE, desk / LOCK, *desk.glob("progress (damaged *).json")}
    for path in (desk / name for name in names):
        checkpoints = path.parent / ".ipynb_checkpoints"
        found |= {path, *path.parent.glob(f"{path.stem} (before *){path.suffix}"), checkpoints / f"{path.stem}-checkpoint{path.suffix}"}  # fmt: skip
    return found


def forget(folder: Path, term: str) -> int:
    """Delete what is `known` of a term below a folder, and the folders that are empty then; returns how many files."""
    folder, what = Path(folder), known(folder, term)
    for path in what.files:
        path.unlink(missing_ok=True)
    for path in sorted({p for f in what.files for p in f.parents if p != folder and p.is_relative_to(folder)}, key=lambda p: -len(p.parts)):  # fmt: skip
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
    return len(what.files)
