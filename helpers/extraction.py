"""Value that reaches its final buyer by way of an economy: chains that pass through it at least once.

Taking an economy's industries out of a table leaves the chains that never touch it; what is missing came through it. With
R its nodes, B the Leontief inverse of the whole table and V, Y value added and final demand, what is missing is
V B[:, R] B[R, R]⁻¹ B[R, :] Y, by the inverse of a partitioned matrix: nothing is solved again for another economy.
Each dollar counts once however often it passes, so the numbers of two economies on one chain must not be added up.
Source: Dietzenbacher, van Burken and Kondo (2019), extraction from a global perspective.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers import given, sizes
from helpers.mrio import MRIO, MRIOError, table

__all__ = ["by_size_alone", "hinge", "through", "through_each"]


def through(m: MRIO, regions: str | Iterable[str], factor=None) -> pd.DataFrame:
    """G×G value added by origin (rows) and final destination (columns) that passes through some regions at least once.

    regions: one code or several, whose industries are then taken out together: chains that meet any of them. Value earned
    in a region itself always passes it, so its own row is its whole row of `value_added_trade`; its column is what it
    uses finally after working on it (final goods that it buys from elsewhere and does not work on are not in it).
    factor: numbers by node to follow instead of value added (such as value added of mining alone). In the table's unit.
    Raises MRIOError for an unknown region, or a table without final demand by destination.
    """
    chosen = given.names(regions, table(m).regions, "region", MRIOError)
    nodes = np.flatnonzero(m.select(region=chosen))
    earned, used = _earned(m, factor), m.solve(m.Y)
    passed = earned[:, nodes] @ np.linalg.solve(_columns(m, nodes)[nodes], used[nodes])
    return pd.DataFrame(
        passed, index=pd.Index(m.regions, name="origin"), columns=pd.Index(m.regions, name="destination")
    )


def through_each(m: MRIO, regions: Iterable[str] | None = None, factor=None) -> np.ndarray:
    """G×K×G: origin, each of K regions that is passed (all of the table by default), final destination.

    Slice [:, k, :] is `through` of region k alone. All at once from one inverse, a few from their columns of it. In the
    table's unit. Raises MRIOError as `through`.
    """
    chosen = table(m).regions if regions is None else given.names(regions, m.regions, "region", MRIOError)
    nodes = np.flatnonzero(m.select(region=chosen)).reshape(-1, m.N)
    order = np.argsort(np.argsort([m.region(c) for c in chosen]))  # rows of nodes lie in the table's order
    nodes, k = nodes[order], np.arange(len(chosen))
    if regions is None:
        blocks = m.home_blocks
    else:
        columns = _columns(m, nodes.ravel()).reshape(m.n, len(chosen), m.N)
        blocks = columns[nodes[:, :, None], k[:, None, None], np.arange(m.N)]
    earned, used = _earned(m, factor)[:, nodes], m.solve(m.Y)[nodes]  # origin × k × N, k × N × destination
    return np.einsum("okj,kjd->okd", earned, np.linalg.solve(blocks, used), optimize=True)


def hinge(
    m: MRIO,
    origins: Iterable[str] | None = None,
    destinations: Iterable[str] | None = None,
    regions: Iterable[str] | None = None,
    factor=None,
) -> pd.DataFrame:
    """Each region as a hinge of the others: their value added that reaches a third region's final users through it.

    Columns: through (money), between (all value added that goes from the same origins to the same other destinations,
    by whatever way) and share (through / between). The region itself is neither origin nor destination, and value that
    comes home is left out. origins, destinations: codes of those that count (all by default); regions: the hinges asked
    for (all). factor as in `through`.
    Raises MRIOError for an unknown region, or a table without final demand by destination.
    """
    sold, bought = (_among(m, codes) for codes in (origins, destinations))
    count = np.outer(sold, bought) & ~np.eye(m.G, dtype=bool)
    chosen = m.regions if regions is None else given.names(regions, m.regions, "region", MRIOError)
    each, flows, rows = through_each(m, regions, factor), _earned(m, factor) @ m.Y, {}
    for k, code in enumerate(chosen):
        r, other = m.region(code), count.copy()
        other[r], other[:, r] = False, False
        rows[code] = {"through": each[:, k][other].sum(), "between": flows[other].sum()}
    found = pd.DataFrame(rows, index=["through", "between"], dtype=float).T.rename_axis("region")
    return found.assign(share=(found["through"] / found["between"].where(found["between"] != 0)).fillna(0.0))


def by_size_alone(m: MRIO, rounds: int = 200) -> MRIO:
    """The table with the same economies and no partners: who sells to whom depends on how much each sells and buys alone.

    Kept: every industry's output, value added and purchases of each product from home and from abroad, every economy's
    exports of each product, to producers and to final users apart, and all domestic flows. Changed: from whom imports
    come. For each product they are aᵢbⱼ, nothing at home, scaled to the same exports and imports (``rounds`` times at
    most); each industry buys from abroad as its economy does. What compares with it is no matter of size.
    Negative final demand (shrinking inventories) stays where it is. Raises MRIOError for rounds below 1.
    """
    rounds = given.whole(rounds, "The number of rounds", MRIOError, 1)
    g = np.arange(table(m).G)
    Z = m.Z.reshape(m.G, m.N, m.G, m.N).copy()
    Y = m.Y.reshape(m.G, m.N, m.G).copy()
    for flows in (Z, Y):
        flat = flows.reshape(m.G, m.N, m.G, -1)  # origin × product × destination × buying industry (1 if final)
        abroad = np.clip(flat, 0, None)
        abroad[g, :, g] = 0.0
        needed = abroad.sum(axis=0)  # product × destination × industry: imports of each buyer
        bought = needed.sum(axis=2)
        mix = np.divide(needed, bought[:, :, None], out=np.zeros_like(needed), where=bought[:, :, None] > 0)
        pairs = sizes.alone(abroad.sum(axis=(2, 3)).T, bought, rounds=rounds)  # product × origin × destination
        flat += pairs.transpose(1, 0, 2)[..., None] * mix[None] - abroad
    return MRIO(
        Z.reshape(m.n, m.n), Y.reshape(m.n, m.G), m.regions, m.industries, x=m.x, year=m.year, unit=m.unit,
        name=f"{m.name or 'table'}, partners by size alone",
    )  # fmt: skip


def _columns(m: MRIO, nodes: np.ndarray) -> np.ndarray:
    """Columns of the Leontief inverse: n × nodes."""
    unit = np.zeros((m.n, len(nodes)))
    unit[nodes, np.arange(len(nodes))] = 1.0
    return m.solve(unit)


def _among(m: MRIO, codes) -> np.ndarray:
    """Which regions count (G booleans); None: all."""
    known = table(m).regions
    return np.isin(known, known if codes is None else given.names(codes, known, "region", MRIOError))


def _earned(m: MRIO, factor) -> np.ndarray:
    """G×n: value added (or the factor) of each region in a dollar of each node's final product."""
    if factor is None:
        return m.origin_shares
    per_output = m.per_output(m.by_node(factor, "The factor"))
    return m.solve_transposed(m.spread(per_output)).T
