"""How long each explorer takes from a released control to the new picture: median and worst over its settings.

python benchmarks/explorers.py [ID ...]
"""

import sys
import time

import numpy as np

from helpers import explorers, lesson


def seconds(e: explorers.Explorer) -> np.ndarray:
    """Seconds of one redraw per setting, the first (loading data and fonts) left out."""
    lesson.start(e.id)  # as in a lesson
    e()[0].png(explorers.SCREEN_DPI)
    out = []
    for setting in explorers.settings(e, np.random.default_rng(0)):
        start = time.perf_counter()
        e(**setting)[0].png(explorers.SCREEN_DPI)
        out.append(time.perf_counter() - start)
    return np.array(out)


if __name__ == "__main__":
    for e in [explorers.find(id) for id in sys.argv[1:]] or explorers.every():
        t = seconds(e)
        late = "" if np.median(t) <= e.budget else "  LATE"
        print(
            f"{e.id:6} median {np.median(t) * 1e3:4.0f} ms, worst {t.max() * 1e3:4.0f} ms, budget {e.budget * 1e3:4.0f} ms{late}"
        )
