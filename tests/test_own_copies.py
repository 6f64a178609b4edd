"""What a learner does to a table reaches nobody else: every check answers as before."""

import importlib
import inspect
import os
import pkgutil

import numpy as np
import pandas as pd
import pytest

from helpers import datasets, exercises, tables


def spoil(held) -> None:
    """Write nonsense into every number of a table."""
    if isinstance(held, pd.Series):
        held[:] = 0.5
    elif isinstance(held, pd.DataFrame):
        for column in held.select_dtypes("number"):
            held[column] = 0.5


def tables_that_need_no_argument():
    """Every public table function that can be called as it is, but those that hand out copies and no check has read."""
    for module in pkgutil.iter_modules(tables.__path__, "helpers.tables."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            asked = inspect.signature(function).parameters.values()
            unread = hasattr(function, "cache_info") and not function.cache_info().currsize
            if not name.startswith("_") and not unread and all(p.default is not p.empty for p in asked):
                yield function


def answers() -> dict:
    """What every checked exercise expects, computed anew."""
    out = {}
    for module in {inspect.getmodule(type(e)) for e in exercises.every()} | {
        importlib.import_module(f"helpers.exercises.{m.name}") for m in pkgutil.iter_modules(exercises.__path__)
    }:
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()
    for e in exercises.every():
        if e.expected is not None:
            out[e.id] = e.expected()
    return out


@pytest.mark.skipif(not os.environ.get("GVC_SWEEP"), reason="a maintainers' check, which takes half a minute: set GVC_SWEEP=1")
def test_a_spoiled_table_moves_no_check():
    before = answers()
    spoiled = 0
    for function in tables_that_need_no_argument():
        held = function()
        spoil(held)
        spoiled += isinstance(held, pd.Series | pd.DataFrame)
    for name, entry in datasets.catalogue().items():
        if ".csv" in entry["file"] and not entry["file"].startswith("concordances/"):
            spoil(datasets.load(name))
    after = answers()
    assert spoiled >= 40
    for id, right in before.items():
        assert np.array_equal(np.asarray(after[id], dtype=object), np.asarray(right, dtype=object)), id


def test_a_lessons_table_can_be_spoiled_and_comes_back_whole():
    from helpers.tables import fragmentation

    world = fragmentation.world_fragmentation()
    world.loc[2009, "foreign_share"] = 0.5
    assert fragmentation.world_fragmentation().loc[2009, "foreign_share"] < 0.2
