"""The house: imports go one way, lazy ones too, and a room stands where its name says."""

import ast
import pkgutil
from functools import cache
from pathlib import Path

import pytest

import helpers

HELPERS = Path(helpers.__file__).parent
# From the ground up: a module may import its own floor and those below it, never one above.
FLOORS = [
    {"bounds", "given", "pages", "sizes", "shelf", "mrio", "words", "writing"},
    {"classification"},
    {"datasets", "sources"},
    {"value_added", "decomposition", "participation", "position", "extraction"},
    {"shocks", "equilibrium", "trade_model", "cooperation", "bargains", "gravity", "year_gravity", "network", "clusters", "search", "composite", "lock_in", "agglomeration", "adoption", "traces"},
    {"worlds"},
    {"tables"},
    {"figures"},
    {"evidence", "progress", "errors", "disagree"},
    {"exercises", "explorers"},
    {"brief", "quiz"},
    {"assess"},
    {"lesson"},
    {"course", "build", "marking"},
]
FLOOR = {room: k for k, floor in enumerate(FLOORS) for room in floor}
APART = {("exercises", "explorers"), ("explorers", "exercises"), ("course", "build"), ("build", "course")}
READS_FILES = {"read_csv", "load", "arrays", "content", "open", "read_text", "read_bytes"}


@cache
def modules():
    """Every module of helpers: dotted name below `helpers` and its syntax tree."""
    named = {path: path.relative_to(HELPERS).with_suffix("").parts for path in sorted(HELPERS.rglob("*.py"))}
    return [
        (".".join(p for p in parts if p != "__init__"), ast.parse(path.read_text(encoding="utf-8")))
        for path, parts in named.items()
        if parts != ("__init__",)
    ]


def imported(tree):
    """Rooms of helpers that a module imports anywhere in it, inside functions and in importlib calls too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "helpers":
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("helpers."))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("helpers."):
            room = node.value.split(".")[1]
            if room in FLOOR:  # a name handed to importlib
                yield room


@pytest.mark.parametrize("name, tree", modules(), ids=lambda v: v if isinstance(v, str) else "")
def test_imports_go_down_the_house_and_never_up(name, tree):
    room = name.split(".")[0]
    assert room in FLOOR, f"helpers.{room} stands on no floor: give it one in FLOORS"
    for other in set(imported(tree)) - {room}:
        assert FLOOR[other] <= FLOOR[room], f"helpers.{name} imports helpers.{other}, which stands above it"
        assert (room, other) not in APART, f"helpers.{name} imports its neighbour helpers.{other}"


def test_every_room_on_a_floor_is_there():
    there = {m.name for m in pkgutil.iter_modules([str(HELPERS)])}
    assert there == set(FLOOR)


@pytest.mark.parametrize("room", sorted(FLOORS[3] | FLOORS[4]))
def test_measures_and_models_read_no_file(room):
    tree = dict(modules())[room]
    assert "datasets" not in set(imported(tree)) and "shelf" not in set(imported(tree))
    called = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    assert not called & READS_FILES


def test_nothing_below_the_learners_face_names_a_notebook():
    for name, tree in modules():
        if FLOOR[name.split(".")[0]] < FLOOR["evidence"] and not name.startswith("tables.course"):
            words = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            assert not any(".ipynb" in w for w in words), name
