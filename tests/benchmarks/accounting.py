"""How fast and how large the accounting core is, beside pymrio in the same run.

    python benchmarks/accounting.py [--raw DIR] [--runs N] [--sizes 1435 4000]

From one LU: A, value added by origin, content of exports, upstreamness, downstreamness; beside pymrio's `calc_all` and
its A + L + M (one row of value added, its cheapest use). Tables are SYNTHETIC (random flows of WIOD's and the ICIO's
shape) unless --raw names the raw folder: then WIOD 2009 in full, and the ICIO 2022 extract with all final use put at
home, as its destination is not known. All are timed in turn, N rounds of it, so that other work on the machine hits all
alike; the least and the middle of the rounds are told, and targets are judged by the least. BLAS threads: OMP_NUM_THREADS.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pymrio
from scipy.linalg import lu_factor

from helpers.decomposition import borin_mancini, koopman_wang_wei, wang_wei_zhu
from helpers.extraction import by_size_alone, hinge, through
from helpers.mrio import MRIO
from helpers.position import downstreamness, upstreamness
from helpers.sources import icio, wiod2013
from helpers.value_added import content_of_exports

SHAPES = {1435: (41, 35), 4000: (80, 50)}
TARGETS = {"calc_all": 5.0, "A + L + M": 2.5, "bare LU": 1.3, "Borin-Mancini": 0.5, "memory": 4.0}


def synthetic(n: int) -> MRIO:
    """Random flows of a published table's shape: half of output is inputs, four fifths of everything stays at home."""
    G, N = SHAPES[n]
    rng = np.random.default_rng(2026)
    home = np.repeat(np.eye(G), N, axis=0) * 0.8 + 0.2 / G
    x = rng.lognormal(8, 1.5, n)
    Z = rng.uniform(0.5, 1.5, (n, n)) * np.repeat(home, N, axis=1)
    Z *= 0.45 * x[:, None] / Z.sum(axis=1, keepdims=True)
    Z *= np.minimum(1, 0.6 * x / Z.sum(axis=0))
    Y = home * (x - Z.sum(axis=1))[:, None]
    return MRIO(Z, Y, [f"R{g:02d}" for g in range(G)], [f"i{i:02d}" for i in range(N)], name="SYNTHETIC (random) table")


def published(n: int, raw: Path) -> MRIO:
    """The publishers' table of that size."""
    if n == 1435:
        return wiod2013.read(raw / "wiod2013_cran" / "wiod09.rda", 2009)
    m = icio.read_extract(raw / "sanction_simulator-0.1.4-py3-none-any.whl")
    return MRIO(m.Z, m.spread(m.f), m.regions, m.industries, x=m.x, name=f"{m.name}, final use put at home")


def fresh(m: MRIO) -> MRIO:
    """The same table with nothing computed yet."""
    return MRIO(m.Z, m.Y, m.regions, m.industries, x=m.x, name=m.name)


def five_measures(m: MRIO) -> list:
    m = fresh(m)
    return [m.A, m.origin_shares, content_of_exports(m), upstreamness(m), downstreamness(m)]


def in_pymrio(m: MRIO) -> dict[str, Callable[[], object]]:
    """pymrio's two ways, on its own labelled tables (made beforehand, not timed)."""
    nodes = m.nodes.set_names(["region", "sector"])
    uses = pd.MultiIndex.from_product([m.regions, ["final demand"]], names=["region", "category"])
    Z, Y = pd.DataFrame(m.Z.copy(), nodes, nodes), pd.DataFrame(m.Y.copy(), nodes, uses)
    earned = pd.DataFrame(m.va[None, :].copy(), index=pd.Index(["value added"], name="stressor"), columns=nodes)

    def calc_all():
        unit = pd.DataFrame({"unit": [m.unit]}, index=earned.index)
        system = pymrio.IOSystem(Z=Z, Y=Y)
        system.value_added = pymrio.Extension("value added", F=earned.copy(), unit=unit)
        return system.calc_all()

    def multipliers():
        x = pymrio.calc_x(Z, Y)
        L = pymrio.calc_L(pymrio.calc_A(Z, x))
        return pymrio.calc_M(pymrio.calc_S(earned, x), L)

    return {"calc_all": calc_all, "A + L + M": multipliers}


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes, after a rest: BLAS threads of the work before spin on for a while and would slow it."""
    gc.collect()
    time.sleep(0.1)
    start = time.perf_counter()
    result = work()
    taken = time.perf_counter() - start
    del result
    return taken


def bare_lu(system: np.ndarray) -> float:
    """Seconds of LAPACK's LU alone, I − A made beforehand in the order it overwrites."""
    held = system.copy(order="F")
    return seconds(lambda: lu_factor(held, overwrite_a=True, check_finite=False))


def in_turn(timings: dict[str, Callable[[], float]], rounds: int) -> dict[str, np.ndarray]:
    """Seconds of each in every round, after one round that does not count."""
    taken = [{name: timing() for name, timing in timings.items()} for _ in range(rounds + 1)][1:]
    return {name: np.array([t[name] for t in taken]) for name in timings}


def peak_matrices(work: Callable[[], object], n: int) -> float:
    """Most memory held at once, in matrices of n×n doubles, the table's own Z counted as one."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return 1 + tracemalloc.get_traced_memory()[1] / (8 * n * n)
    finally:
        tracemalloc.stop()


def verdict(value: float, target: float, least: bool = False) -> str:
    good = value >= target if least else value <= target
    return f"target {'≥' if least else '≤'} {target:g}: {'met' if good else 'MISSED'}"


def report(m: MRIO, rounds: int) -> None:
    print(f"\n{m.name}: {m.G} regions × {m.N} industries = {m.n} nodes")
    system, theirs = np.eye(m.n) - m.A, in_pymrio(m)
    timings = {"five measures, one LU": lambda: seconds(lambda: five_measures(m)), "bare LU": lambda: bare_lu(system)}
    timings |= {f"pymrio {name}": lambda w=work: seconds(w) for name, work in theirs.items()}
    taken = in_turn(timings, rounds)
    ours = taken["five measures, one LU"]
    for name, times in taken.items():
        line = f"  {name:<26}{times.min():8.3f} s   middle {np.median(times):8.3f} s"
        if name == "bare LU":
            met = verdict(ours.min() / times.min(), TARGETS[name])
            line += f"   ours {ours.min() / times.min():5.2f} times it   ({met})"
        elif name.startswith("pymrio"):
            met = verdict(times.min() / ours.min(), TARGETS[name.removeprefix("pymrio ")], least=True)
            line += f"   {times.min() / ours.min():5.1f} times ours   ({met})"
        print(line)
    peak = peak_matrices(lambda: five_measures(m), m.n)
    print(
        f"  peak memory               {peak:8.2f} matrices of {8 * m.n**2 / 1e6:.0f} MB   ({verdict(peak, TARGETS['memory'])})"
    )
    decompositions = {
        "Borin-Mancini": borin_mancini,
        "Koopman-Wang-Wei": koopman_wang_wei,
        "Wang-Wei-Zhu": wang_wei_zhu,
        "one region extracted": lambda m: through(m, m.regions[0]),
        "every region extracted": hinge,
        "partners by size alone": by_size_alone,
    }
    timings = {name: lambda d=decompose: seconds(lambda: d(fresh(m))) for name, decompose in decompositions.items()}
    for name, times in in_turn(timings, rounds).items():
        met = f"   ({verdict(times.min(), TARGETS[name])})" if name in TARGETS and m.n == 1435 else ""
        print(f"  {name + ('' if decompositions[name] is by_size_alone else ', with LU'):<32}{times.min():8.3f} s   middle {np.median(times):8.3f} s{met}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--raw", type=Path, help="raw folder with the publishers' tables (default: synthetic tables)")
    options.add_argument("--runs", type=int, default=3, help="rounds of timing (default 3)")
    options.add_argument("--sizes", type=int, nargs="+", choices=SHAPES, default=list(SHAPES))
    chosen = options.parse_args()
    threads = os.environ.get("OMP_NUM_THREADS", "all")
    print(f"pymrio {pymrio.__version__}, numpy {np.__version__}; {os.cpu_count()} cores, BLAS threads: {threads}")
    for n in chosen.sizes:
        report(published(n, chosen.raw) if chosen.raw else synthetic(n), chosen.runs)


if __name__ == "__main__":
    main()
