"""Small made-up worlds for tests of identities: they balance exactly and stand for no real economy."""

from __future__ import annotations

import numpy as np

from helpers.mrio import MRIO
from helpers.trade_model import TradeModel


def world(
    G: int = 4, N: int = 3, seed: int = 0, *, autarky: bool = False, troubled: bool = False, money: float = 1.0
) -> MRIO:
    """A balanced table of G regions × N industries; autarky: no trade; troubled: an empty industry and shrinking stocks."""
    rng = np.random.default_rng(seed)
    n = G * N
    own = np.kron(np.eye(G), np.ones((N, N)))
    A = rng.uniform(0.01, 1, (n, n)) * (own if autarky else own + 0.3)
    Y = rng.uniform(1, 10, (n, G)) * (np.repeat(np.eye(G), N, axis=0) + (0 if autarky else 0.3))
    inventories = np.zeros((n, G))
    if troubled:
        inventories[0, 0] = -0.5 * Y[0].sum()
        inventories[n - 2] = 0.2
        Y = Y + inventories
        A[N - 1], A[:, N - 1], Y[N - 1], inventories[N - 1] = 0, 0, 0, 0
    A *= rng.uniform(0.3, 0.7, n) / np.maximum(A.sum(axis=0), 1e-9)
    x = np.linalg.solve(np.eye(n) - A, Y.sum(axis=1))
    return MRIO(
        A * x * money,
        Y * money,
        [f"R{g}" for g in range(G)],
        [f"i{i}" for i in range(N)],
        x=x * money,
        inventories=inventories * money,
        name="A made-up world",
    )


def relabelled(m: MRIO, seed: int) -> MRIO:
    """The same world written down in another order of regions and industries."""
    rng = np.random.default_rng(seed)
    regions, industries = rng.permutation(m.G), rng.permutation(m.N)
    order = (regions[:, None] * m.N + industries).ravel()
    return MRIO(
        m.Z[np.ix_(order, order)],
        m.Y[np.ix_(order, regions)],
        [m.regions[g] for g in regions],
        [m.industries[i] for i in industries],
        x=m.x[order],
        inventories=m.inventories[np.ix_(order, regions)],
    )


def split(m: MRIO, region: str, share: float) -> MRIO:
    """The same world with one region split into two provinces of the same technology, R′ with ``share`` of everything."""
    g = m.region(region)
    parts = np.repeat(np.arange(m.G), np.where(np.arange(m.G) == g, 2, 1))
    weight = np.ones(m.G + 1)
    weight[g], weight[g + 1] = 1 - share, share
    nodes = (parts[:, None] * m.N + np.arange(m.N)).ravel()
    by_node = np.repeat(weight, m.N)
    names = [m.regions[p] + ("′" if i == g + 1 else "") for i, p in enumerate(parts)]
    return MRIO(
        m.Z[np.ix_(nodes, nodes)] * np.outer(by_node, by_node),
        m.Y[np.ix_(nodes, parts)] * np.outer(by_node, weight),
        names,
        m.industries,
        x=m.x[nodes] * by_node,
    )


def trade_model(seed: int = 0, G: int = 4, N: int = 3, deficit: str = "held", **kind) -> TradeModel:
    """A made-up world with tariffs and elasticities of many sizes."""
    rng = np.random.default_rng(seed)
    tariff = rng.uniform(0, 0.4, (G, G, N)) * ~np.eye(G, dtype=bool)[:, :, None]
    return TradeModel.from_mrio(world(G, N, seed, **kind), rng.uniform(1, 12, N), tariff, deficit)
