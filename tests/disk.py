"""A disk that is full from a certain step on, and a process that is killed there: for tests of all that writes."""

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers import writing

ENDS = ("full", "killed")


class Killed(BaseException):
    """Nothing of the process runs any more, its cleaning up neither."""


@contextmanager
def ending(step: int, how: str) -> Iterator[list[str]]:
    """Let everything that changes the disk fail from its ``step``-th call on; yields the names of the calls so far.

    "full": files and folders cannot be made or filled, while names can still be changed and taken away, except at the
    very step. "killed": nothing happens any more.
    """
    calls: list[str] = []

    def failing(name: str, real: Callable) -> Callable:
        def call(*given, **more):
            if name == "open" and not set((given[1:2] or [more.get("mode", "r")])[0]) & set("wxa+"):
                return real(*given, **more)
            calls.append(name)
            if len(calls) >= step and how == "killed":
                raise Killed
            if len(calls) == step or (len(calls) > step and name in ("open", "mkdir", "fsync")):
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*given, **more)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (os, "replace"),
            (os, "mkdir"),
            (os, "fsync"),
            (os, "unlink"),
            (os, "rmdir"),
            (io, "open"),
        ):
            patch.setattr(module, name, failing(name, getattr(module, name)))
        yield calls


def at_every_step(how: str, fresh: Callable, operation: Callable, look: Callable, end: Callable) -> int:
    """Break an operation off at each of its steps in turn, look, let it run once more, and see its end; returns how many.

    ``fresh`` puts the disk back before each attempt, ``look`` says what must hold after any, ``end`` after a whole one.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)  # no power goes in a test
        for step in range(1, 1000):
            fresh()
            try:
                with ending(step, how) as calls:
                    operation()
            except (OSError, ValueError, Killed):
                pass  # ValueError: the house's words for it
            look()
            if len(calls) < step:
                return step - 1
            with pytest.MonkeyPatch.context() as older:
                older.setattr(writing, "FORSAKEN", -1)  # the process that was "killed" is this one, and lives
                operation()
            end()
    raise AssertionError("an operation without an end")


def visible(folder: Path) -> dict[str, bytes]:
    """What a folder holds but for parts and locks: path → content."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in files
        if not any(x.endswith((".part", ".lock")) for x in p.relative_to(folder).parts)
    }


def parts(folder: Path) -> list[Path]:
    """What was left beside."""
    return [p for p in folder.rglob("*.part")]
