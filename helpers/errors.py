"""Errors that teach: one sentence where a helper says what is wrong, and a word where a cell above was not run.

`shorten` changes what IPython shows, not what happens: the cell still fails, with the same error.
"""

from __future__ import annotations

import ast
import difflib
import json
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from helpers.classification import regions
from helpers.tables import course

HERE = Path(__file__).resolve().parent
RUN_ABOVE = "run the cells above first (Run → Run All Above Selected Cell)"
ALIASES = {"UK": "GBR", "US": "USA", "EU": "", "UAE": "ARE", "HOL": "NLD", "SUI": "CHE"}


def shorten(number: str, failed: Callable[[str], bool] = lambda name: False) -> None:
    """From now on, show errors of this lesson's kernel short where a sentence says more; nothing outside IPython.

    ``failed`` tells of a name whether the last cell that should have made it stopped with an error.
    """
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None:
        return

    def handler(shell, kind, error, trace, tb_offset=None):
        words = sentence(kind, error, trace, number, shell.user_ns, failed)
        if words:
            shown = [f"\x1b[31m{kind.__name__}\x1b[0m: {words}"]
        else:
            shown = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
        shell._showtraceback(kind, error, shown)
        return shown

    shell.set_custom_exc((ValueError, NameError, KeyError, ModuleNotFoundError), handler)


def sentence(
    kind: type,
    error: BaseException,
    trace,
    number: str,
    made: Mapping = {},
    failed: Callable[[str], bool] = lambda name: False,
) -> str:
    """What to say of an error instead of its traceback; "" where the traceback says more. ``made``: the kernel's names."""
    if issubclass(kind, NameError) and getattr(error, "name", None):
        if failed(error.name):
            return f"{error.name} was not made: the cell that makes it stopped with an error. Mend that cell, run it, then this one."
        where = _defined_in(error.name, number)
        return f"{error.name} is not there yet: {RUN_ABOVE}." if where else ""
    if issubclass(kind, ModuleNotFoundError) and sys.platform == "emscripten":
        return f"the browser's Python does not have {error.name}: go on with the next cell. The whole lesson runs on a computer (make lab)."
    if issubclass(kind, KeyError):
        return _not_there(error.args[0], _labels(trace), made) if error.args else ""
    return str(error) if _raised_by_us(trace) else ""


def _labels(trace) -> list:
    """The labels of the table in which something was looked up in vain; none where it was no table."""
    found: list = []
    while trace is not None:
        held = trace.tb_frame.f_locals.get("self")
        if isinstance(held, pd.Index) and not isinstance(held, pd.MultiIndex):
            found = held.tolist()
        trace = trace.tb_next
    return found


def _not_there(key, labels: list, made: Mapping) -> str:
    """What to say of a label that a table has not: what may be meant, or what there is."""
    said = f"{key!r} is not in this table."
    if isinstance(key, str) and key in made and made[key] is not ... and key not in ("In", "Out"):
        return f"{said} {key} is a name that a cell has made: write it without quotation marks."
    if not labels:
        near = nearest(key)
        return f"{said} {near}" if near else ""
    words = {str(label).casefold(): label for label in labels}
    if not isinstance(key, str) or str(key).casefold() in words:
        meant = words.get(str(key).casefold())
    else:
        close = difflib.get_close_matches(key.casefold(), list(words), n=1, cutoff=0.6)
        meant = words[close[0]] if close and not set(labels) & set(regions().index) else None
    if meant is not None:
        return f"{said} Write {meant!r}."
    near = nearest(key) if set(labels) & set(regions().index) else ""
    shown = ", ".join(repr(label) for label in labels[:8]) + (", …" if len(labels) > 8 else "")
    return f"{said} {near or f'It has: {shown}.'}"


def _raised_by_us(trace) -> bool:
    frames = traceback.extract_tb(trace)
    return bool(frames) and HERE in Path(frames[-1].filename).resolve().parents


def nearest(code) -> str:
    """The economy that somebody who writes GER, Germny or UK may mean, in words; "" where none is near."""
    if not isinstance(code, str) or not code.strip():
        return ""
    names = regions()["name"]
    asked = code.strip()
    known = {n.casefold(): c for c, n in names.items()} | {c.casefold(): c for c in names.index}
    meant = ALIASES.get(asked.upper()) or known.get(asked.casefold())
    if meant is None:
        begin = [c for c, n in names.items() if n.casefold().startswith(asked.casefold())]
        close = difflib.get_close_matches(asked.casefold(), known, n=1, cutoff=0.75)
        meant = begin[0] if len(begin) == 1 else known[close[0]] if close else None
    if not meant or meant not in names.index:
        return ""
    if meant == asked:
        return f"{names[meant]} ({meant}) is not among its economies."
    return f"{names[meant]} is {meant!r}."


def _defined_in(name: str, number: str) -> bool:
    """Whether a cell of the lesson in the working folder gives a name its meaning."""
    table = course.study_map()
    if number not in table.index or not table.at[number, "file"]:
        return False
    try:
        cells = json.loads(Path(Path(table.at[number, "file"]).name).read_text(encoding="utf-8"))["cells"]
        sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return any(name in _defines(source) for source in sources)


def _defines(source: str) -> set[str]:
    """Names a cell gives a meaning: assigned, imported, or defined."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(a.asname or a.name).split(".")[0] for a in node.names}
    return found
