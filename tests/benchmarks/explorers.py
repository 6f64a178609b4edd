"""How long each explorer takes from a released control to the new picture, in the kernel: median and worst over its
settings, with the size of the picture sent.

python benchmarks/explorers.py [ID ...]
"""

import sys
import time

import numpy as np

from helpers import explorers, lesson


def redraws(e: explorers.Explorer) -> tuple[np.ndarray, np.ndarray]:
    """Seconds and bytes of one redraw per setting, the first (loading data and fonts) left out."""
    lesson.start(".".join(e.id.split(".")[:2])[:-1])  # as in a lesson
    widget = explorers.show(e)
    seconds, sizes = [], []
    for setting in explorers.settings(e, np.random.default_rng(0)):
        start = time.perf_counter()
        widget.move(**setting)
        seconds.append(time.perf_counter() - start)
        sizes.append(len(widget.picture))
        assert not widget.shown["problem"], (setting, widget.shown["problem"])
    return np.array(seconds), np.array(sizes)


if __name__ == "__main__":
    for e in [explorers.find(id) for id in sys.argv[1:]] or explorers.every():
        t, size = redraws(e)
        late = "" if np.median(t) <= e.budget else "  LATE"
        print(
            f"{e.id:6} median {np.median(t) * 1e3:4.0f} ms, worst {t.max() * 1e3:4.0f} ms, "
            f"budget {e.budget * 1e3:4.0f} ms, picture {np.median(size) / 1e3:3.0f} kB{late}",
            flush=True,
        )
