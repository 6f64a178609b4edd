"""Which packages a lesson needs, found in its code: what it imports, and what the helpers it names import in turn.

Nothing is run. A module is read as its top-level names; whoever names one needs what stands in it, and whatever a module
imports at its top is needed by everybody who imports it. A method belongs to its class.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from helpers.course import books

HOUSE = "helpers"
Place = tuple[str, str]  # module, and a name in it ("": what runs when it is imported)


def of_lesson(book: NotebookNode, number: str) -> set[str]:
    """Packages that a lesson needs, with its checks and explorers, by the names they are imported by."""
    tree = [ast.Module(_parsed(c.source), []) for c in book.cells if c.cell_type == "code"]
    places, needed = _reads(tree, {})
    for kind in ("exercises", "explorers"):
        module = f"{HOUSE}.{kind}.lesson_{number.replace('.', '_')}"
        if _file(module):
            places |= {(module, name) for name in ("", *_module(module)[1])}
    return needed | _reached(places)


def stopped(book: NotebookNode, missing: set[str]) -> list[NotebookNode]:
    """Code cells that cannot run where these packages are missing: they need one, or what such a cell would have made."""
    known, lost, out = {}, set(), []
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        tree = ast.Module(_parsed(cell.source), [])
        places, needed = _reads([tree], known)
        names = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
        made = {n.id for n in names if isinstance(n.ctx, ast.Store)}
        if (needed | _reached(places)) & missing or lost & {n.id for n in names if isinstance(n.ctx, ast.Load)} - made:
            out.append(cell)
            lost |= made
        else:
            lost -= made
    return out


def _parsed(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:  # a magic, or a line to be mended
        return []


@cache
def _file(module: str) -> Path | None:
    path = books.ROOT.joinpath(*module.split("."))
    return next((p for p in (path / "__init__.py", path.with_suffix(".py")) if p.is_file()), None)


@cache
def _module(name: str) -> tuple[list[ast.stmt], dict[str, list[ast.stmt]]]:
    """A module's statements that run when it is imported, and those that stand behind each of its names."""
    body, names = [], {}
    for node in _parsed(_file(name).read_text(encoding="utf-8")):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.setdefault(node.name, []).append(node)
        else:
            body.append(node)
    return body, names


def _reached(places: set[Place]) -> set[str]:
    """Packages needed by these places and all that they lead to."""
    waiting, seen, needed = set(places), set(), set()
    while waiting:
        place = waiting.pop()
        seen.add(place)
        further, packages = _behind(*place)
        waiting |= further - seen
        needed |= packages
    return needed


@cache
def _top(module: str) -> tuple[set[Place], set[str], dict[str, Place]]:
    """Where importing a module leads, the packages it imports, and what its names mean."""
    body, names = _module(module)
    known: dict[str, Place] = {own: (module, own) for own in names}
    return *_reads(body, known), known


@cache
def _behind(module: str, name: str) -> tuple[set[Place], set[str]]:
    """Where a place leads, and the packages it needs itself."""
    places, packages, known = _top(module)
    if not name:
        parent = module.rpartition(".")[0]
        return places | ({(parent, "")} if parent else set()), packages
    names = _module(module)[1]
    if name in names:
        return _reads(names[name], dict(known))
    return {known.get(name, (module, ""))}, set()  # imported there for others, or a value that the module makes


def _reads(nodes: list, known: dict[str, Place]) -> tuple[set[Place], set[str]]:
    """Places that statements name and packages they import; the names they give to ours are added to ``known``."""
    places, packages = set(), set()
    walked = [n for node in nodes for n in _walk(node)]
    for node in walked:
        if isinstance(node, ast.Import):
            for a in node.names:
                if _ours(a.name):
                    known[a.asname or HOUSE] = (a.name if a.asname else HOUSE, "")
                    places.add((a.name, ""))
                else:
                    packages |= _package(a.name)
        elif isinstance(node, ast.ImportFrom):
            if not _ours(node.module or ""):
                packages |= _package(node.module or "")
                continue
            for a in node.names:
                inner = f"{node.module}.{a.name}"
                known[a.asname or a.name] = place = (inner, "") if _file(inner) else (node.module, a.name)
                places.add((place[0], ""))
    for node in walked:
        if isinstance(node, ast.Name) and node.id in known:
            places.add(known[node.id])
        elif isinstance(node, ast.Attribute) and (place := _meant(node, known)):
            places.add(place)
    return places, packages


def _walk(node: ast.AST) -> Iterable[ast.AST]:
    """All nodes below one but for what only a type checker reads."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _walk(child)


def _meant(node: ast.Attribute, known: dict[str, Place]) -> Place | None:
    """What module.name or package.module.name means, if its first part is one of ours."""
    held = known.get(node.value.id) if isinstance(node.value, ast.Name) else (
        _meant(node.value, known) if isinstance(node.value, ast.Attribute) else None)  # fmt: skip
    if held is None or held[1]:
        return held
    inner = f"{held[0]}.{node.attr}"
    return (inner, "") if _file(inner) else (held[0], node.attr)


def _ours(module: str) -> bool:
    return re.match(rf"{HOUSE}(\.|$)", module) is not None


def _package(module: str) -> set[str]:
    name = module.partition(".")[0]
    return set() if not name or name in sys.stdlib_module_names else {name}
