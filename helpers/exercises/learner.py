"""Whose answers these are: the economy the learner chose, and where progress is kept."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Collection

from helpers import classification
from helpers.exercises import answers

DEFAULT_ECONOMY = "TUR"  # until the learner has chosen one; it stands in every table of the course


def economy(codes: Collection[str] | None = None) -> str:
    """The code of the learner's economy, for a table that has ``codes`` (default: the WIOD tables' regions).

    For a lesson's cell: ``mine = economy(m.regions)``. The checks then follow ``mine``, also where it is changed by hand.

    Where the table lacks it: the rest of the world that holds it, or another economy; a sentence says so.
    """
    code, note = take(codes)
    if note:
        print(note)
    return code


def choose_economy(said: str) -> str:
    """Keep the learner's economy, named in any usual form ("UK", "South Korea", "KOR"), and say so; returns its code.

    ValueError, with the nearest names, for one that no table of the course has.
    """
    kept = _progress()
    code = kept.choose_economy(answers.economy_code(str(said)) or said)
    inside = "" if code in classification.WIOD else " Tables that lack it are answered for the rest of the world."
    print(f"Kept: {classification.name(code)}, code {code}.{inside}")
    return code


def take(codes: Collection[str] | None, assigned: str = "") -> tuple[str, str]:
    """The code to take (of the economy assigned, where one is), and what has to be said about it."""
    codes = [*classification.WIOD] if codes is None else list(codes)
    chosen, note = assigned or _named() or _chosen(), ""
    if chosen is None:
        chosen, note = DEFAULT_ECONOMY, "You have not chosen an economy yet (lesson 0.1), so this is about Türkiye."
    if chosen in codes:
        return chosen, note
    name = classification.name(chosen)
    if "ROW" in codes:
        return "ROW", f'This table has no {name}; it is inside the rest of the world: take "ROW".'
    other = DEFAULT_ECONOMY if DEFAULT_ECONOMY in codes else codes[0]
    return (
        other,
        f'This table has no {name}, and no rest of the world that holds it: take {classification.name(other)}, "{other}".',
    )


def _named() -> str | None:
    """What the learner's cells call ``mine``, where it is an economy's code: the check is about what they compute."""
    shell = _shell()
    code = shell.user_ns.get("mine") if shell else None
    return code if type(code) is str and code in classification.regions().index else None


def _shell():
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _progress():
    """The module that keeps a learner's progress, where it is there."""
    try:
        return importlib.import_module("helpers.progress")
    except ModuleNotFoundError as error:
        if error.name != "helpers.progress":
            raise
        return None


def _chosen() -> str | None:
    try:
        kept = _progress()
        return (kept.economy() if kept else None) or None
    except Exception:  # a damaged file of progress: the exercise goes on with the economy everyone begins with
        return None


def record(id: str, status: str) -> None:
    """Keep how an exercise stands; progress that cannot be written must not cost the answer."""
    try:
        kept = _progress()
        if kept:
            kept.record(id, status)
    except Exception:
        return
