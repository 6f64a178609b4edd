"""How long each network measure takes: python benchmarks/network.py [wiod09.rda]

The teaching table's 902 nodes, or with WIOD's R data file of 2009 the full table's 1435. Budget: 1 s each.
"""

import sys
import time
from pathlib import Path

from helpers import datasets, network
from helpers.network import Network


def main():
    if len(sys.argv) > 1:
        from helpers.sources import wiod2013

        m = wiod2013.read(Path(sys.argv[1]), 2009)
    else:
        m = datasets.mrio(2009)
    flows = network.by_node(m)
    for domestic in (False, True):
        net = Network(flows, domestic)
        print(net, f"{net.negative} negative flows set to 0")
        measures = ("strength", "pagerank", "betweenness", "efficiency", "reciprocity", "clustering", "communities", "core_periphery", "backbone")  # fmt: skip
        for name in measures:
            start = time.perf_counter()
            getattr(net, name)()
            print(f"  {name:15s} {time.perf_counter() - start:.3f} s")
        start = time.perf_counter()
        net.removal("CHN")
        print(f"  {'removal':15s} {time.perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()
