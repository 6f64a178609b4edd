"""How long the trade model takes, in how many rounds, and how cost grows: python benchmarks/trade_model.py

Budgets on two cores: NAFTA (31 × 40) baseline and counterfactual 1.0 s, the teaching table 0.5 s, a warm start 0.15 s.
"""

import time

import numpy as np

from helpers import datasets, trade_model, worlds
from helpers.classification import E11_IN_WIOD
from helpers.trade_model import TradeModel


def timed(call, repeat=5):
    """Median seconds and the last result."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        result = call()
        taken.append(time.perf_counter() - start)
    return float(np.median(taken)), result


def fresh(m: TradeModel) -> TradeModel:
    m.__dict__.pop("baseline", None)
    return m.baseline


def made_up(G: int, N: int) -> TradeModel:
    """A world of any size: shares drawn, home bias of two thirds."""
    rng = np.random.default_rng(0)
    pi = rng.dirichlet(np.ones(G), (G, N)).transpose(0, 2, 1) / 3
    pi[np.arange(G), np.arange(G)] += 2 / 3
    inputs = rng.dirichlet(np.ones(N), (G, N)).transpose(0, 2, 1) / 2
    final = rng.dirichlet(np.ones(N), G)
    return TradeModel(pi, final, np.full((G, N), 0.5), inputs, final, elasticity=5.0, deficit="closed")


def main():
    m, after = worlds.nafta("closed")
    seconds, base = timed(lambda: fresh(m))
    more, found = timed(lambda: m.counterfactual(after))
    print(f"NAFTA 31 x 40: baseline {seconds:.3f} s ({base.rounds} rounds), counterfactual {more:.3f} s ({found.iterations} rounds, residual {found.residual:.1e}); together {seconds + more:.3f} s, budget 1.0 s")  # fmt: skip
    table = datasets.mrio(2011)
    made, m = timed(lambda: TradeModel.from_mrio(table, worlds.elasticities(table.industries)))
    m.baseline  # noqa: B018
    cut = m.costs_cut(E11_IN_WIOD, 0.10)
    seconds, near = timed(lambda: m.counterfactual(iceberg=cut))
    print(f"teaching table 41 x 22: model {made:.3f} s, counterfactual {seconds:.3f} s ({near.iterations} rounds, residual {near.residual:.1e}), budget 0.5 s")  # fmt: skip
    seconds, warm = timed(lambda: m.counterfactual(iceberg=m.costs_cut(E11_IN_WIOD, 0.11), start=near))
    print(f"warm start: {seconds:.3f} s ({warm.iterations} rounds), budget 0.15 s")
    seconds, _ = timed(lambda: m.band(iceberg=cut), 3)
    print(f"band over {len(trade_model.CASES)} sets of elasticities: {seconds:.3f} s")
    print("growth, made-up worlds (seconds, rounds, milliseconds a round):")
    for G, N in ((20, 20), (40, 20), (80, 20), (20, 40), (20, 80), (80, 40)):
        m = made_up(G, N)
        m.baseline  # noqa: B018
        cut = m.costs_cut(m.regions[: G // 4], 0.1)
        seconds, found = timed(lambda m=m, cut=cut: m.counterfactual(iceberg=cut), 3)
        print(f"  {G:3d} regions x {N:3d} industries: {seconds:.3f} s, {found.iterations:3d}, {seconds / found.iterations * 1e3:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
