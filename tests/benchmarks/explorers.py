"""How long each explorer takes from a released control to the new picture, in the kernel: median and worst over its
settings by the clock, the median of the processor's time (which a busy machine hardly changes), the picture's size.

python benchmarks/explorers.py [ID ...]
"""

import contextlib
import io
import re
import sys
import time

import numpy as np

from helpers import explorers, lesson


def redraws(e: explorers.Explorer) -> np.ndarray:
    """Seconds by the clock, seconds of the processor and bytes of one redraw per setting, the first left out."""
    with contextlib.redirect_stdout(io.StringIO()):
        lesson.start(re.match(r"\d+\.\d+", e.id)[0])  # as in a lesson
    widget = explorers.show(e)  # loads data and fonts
    out = []
    for setting in explorers.settings(e, np.random.default_rng(0)):
        clock, processor = time.perf_counter(), time.process_time()
        widget.move(**setting)
        out.append((time.perf_counter() - clock, time.process_time() - processor, len(widget.picture)))
        assert not widget.shown["problem"], (setting, widget.shown["problem"])
    return np.array(out).T


if __name__ == "__main__":
    for e in [explorers.find(id) for id in sys.argv[1:]] or explorers.every():
        clock, processor, size = redraws(e)
        late = "" if np.median(processor) <= e.budget else "  LATE"
        print(
            f"{e.id:6} clock: median {np.median(clock) * 1e3:4.0f} ms, worst {clock.max() * 1e3:4.0f} ms; processor: median "
            f"{np.median(processor) * 1e3:4.0f} ms of {e.budget * 1e3:4.0f} ms; picture {np.median(size) / 1e3:3.0f} kB{late}",
            flush=True,
        )
