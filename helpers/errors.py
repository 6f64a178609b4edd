"""Errors that teach: one sentence where a helper says what is wrong, and a word where a cell above was not run.

`shorten` changes what IPython shows, not what happens: the cell still fails, with the same error.
"""

from __future__ import annotations

import ast
import difflib
import json
import traceback
from pathlib import Path

from helpers.classification import regions
from helpers.tables import course

HERE = Path(__file__).resolve().parent
RUN_ABOVE = "run the cells above first (Run → Run All Above Selected Cell)"
ALIASES = {"UK": "GBR", "US": "USA", "EU": "", "UAE": "ARE", "HOL": "NLD", "SUI": "CHE"}


def shorten(number: str) -> None:
    """From now on, show errors of this lesson's kernel short where a sentence says more; nothing outside IPython."""
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None:
        return

    def handler(shell, kind, error, trace, tb_offset=None):
        words = sentence(kind, error, trace, number)
        if words:
            shown = [f"\x1b[31m{kind.__name__}\x1b[0m: {words}"]
        else:
            shown = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
        shell._showtraceback(kind, error, shown)
        return shown

    shell.set_custom_exc((ValueError, NameError, KeyError), handler)


def sentence(kind: type, error: BaseException, trace, number: str) -> str:
    """What to say of an error instead of its traceback; "" where the traceback says more."""
    if issubclass(kind, NameError) and getattr(error, "name", None):
        where = _defined_in(error.name, number)
        return f"{error.name} is not there yet: {RUN_ABOVE}." if where else ""
    if issubclass(kind, KeyError):
        near = nearest(error.args[0]) if error.args else ""
        return f"{error.args[0]!r} is not in this table. {near}" if near else ""
    return str(error) if _raised_by_us(trace) else ""


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
