"""How long each network measure takes: python benchmarks/network.py [wiod09.rda | NUMBER]

The teaching table's 902 nodes; with WIOD's R data file of 2009 the full table's 1435; with a number, such as 1435 or 4000,
as many made-up nodes in 40 economies. Budget: 1 s each up to 1435 nodes, the null model and stability (5 runs) 5 s.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import datasets, network
from helpers.network import Network


def made_up(n: int) -> pd.DataFrame:
    """Flows of n nodes in 40 economies: sizes and ties drawn log-normal, as unequal as those of a table."""
    rng = np.random.default_rng(0)
    size = rng.lognormal(0, 1.5, n)
    flows = np.outer(size, size) * rng.lognormal(0, 1.5, (n, n))
    nodes = pd.MultiIndex.from_arrays([np.arange(n) % 40, np.arange(n)], names=["region", "industry"])
    return pd.DataFrame(flows, nodes, nodes)


def flows_asked_for() -> pd.DataFrame:
    if len(sys.argv) == 1:
        return network.by_node(datasets.mrio(2009))
    if sys.argv[1].isdigit():
        return made_up(int(sys.argv[1]))
    from helpers.sources import wiod2013

    return network.by_node(wiod2013.read(Path(sys.argv[1]), 2009))


def main():
    flows = flows_asked_for()
    for domestic in (False, True):
        net = Network(flows, domestic)
        print(net, f"{net.negative} negative flows set to 0")
        measures = ("strength", "pagerank", "betweenness", "efficiency", "reciprocity", "clustering", "communities", "core_periphery", "backbone", "sources", "size_alone", "shuffled", "reach")  # fmt: skip
        for name in measures:
            start = time.perf_counter()
            getattr(net, name)()
            print(f"  {name:15s} {time.perf_counter() - start:.3f} s")
        start = time.perf_counter()
        net.removal(net.nodes[0][0])
        print(f"  {'removal':15s} {time.perf_counter() - start:.3f} s")
        start = time.perf_counter()
        net.stability(runs=5)
        print(f"  {'stability, 5':15s} {time.perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()
