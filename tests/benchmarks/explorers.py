"""How long each explorer takes from a released control to the new picture, in the kernel: median, 95 % and worst over its
settings, by the clock and by the processor (which a busy machine hardly changes). Each in a new process, as in a lesson that
was just opened: "opens" is the explorer's own cell, "first" the first move, and no move is left out.

python benchmarks/explorers.py [ID ...]     fails where 95 % of the moves take the processor longer than the budget
"""

import contextlib
import io
import multiprocessing
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from helpers import explorers, lesson

MOVES = 60  # at random, beside the ends and corners of the controls; each setting once


def moves(id: str) -> tuple[list[float], np.ndarray]:
    """Seconds to open an explorer (clock, processor), and by move: clock, processor and bytes of the picture."""
    with contextlib.redirect_stdout(io.StringIO()):
        lesson.start(re.match(r"\d+\.\d+", id)[0])  # as in a lesson
    e, start = explorers.find(id), _now()
    widget = explorers.show(e)
    opened, out = list(_now() - start), []
    settings = [*explorers.settings(e, np.random.default_rng(0), MOVES)][1:]  # the default is shown already
    for setting in settings:
        start = _now()
        widget.move(**setting)
        out.append([*(_now() - start), len(widget.picture)])
        assert not widget.shown["problem"], (setting, widget.shown["problem"])
    return opened, np.array(out).T


def _now() -> np.ndarray:
    return np.array([time.perf_counter(), time.process_time()])


def _told(single: list[float], moved: np.ndarray) -> str:
    """Single times, then median, 95 % and worst of many, in milliseconds."""
    return " ".join(f"{v * 1e3:5.0f}" for v in (*single, np.median(moved), np.quantile(moved, 0.95), moved.max()))


HEAD = "clock ms: opens, first, median, 95 %, worst | processor ms: opens, first, median, 95 %, worst | budget | moves | kB"

if __name__ == "__main__":
    late, every = [], []
    print(HEAD, flush=True)
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as new:
        for e in [explorers.find(id) for id in sys.argv[1:]] or explorers.every():
            opened, (*took, size) = new.submit(moves, e.id).result()
            every.append(took)
            late += [e.id] if np.quantile(took[1], 0.95) > e.budget else []
            told = " | ".join(_told([first, moved[0]], moved) for first, moved in zip(opened, took, strict=True))
            print(f"{e.id:5} {told} | {e.budget * 1e3:4.0f} | {len(size):3} | {np.median(size) / 1e3:4.0f}", flush=True)
    told = " | ".join(f"{'':11} {_told([], np.concatenate(moved))}" for moved in zip(*every, strict=True))
    print(f"all   {told} |      | {sum(len(moved) for moved, _ in every):4}")
    sys.exit(f"LATE: {', '.join(late)}" if late else 0)
