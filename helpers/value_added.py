"""Who earns what from whose demand: value-added trade, the content of exports, and the origin of final products.

Every measure is a plain function of an `MRIO`; money is in the table's unit (million current US dollars), shares are
fractions. Region order is the table's. What needs final demand by destination raises MRIOError where a table has none.
Shares outside 0 to 1 (negative final demand or value added) are left so and told by an OutsideBounds warning.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import bounds, given
from helpers.mrio import MRIO, MRIOError, pair, table


def _regions(m: MRIO, values: np.ndarray, name: str) -> pd.Series:
    return pd.Series(values, index=pd.Index(m.regions, name="region"), name=name)


def _flows(m: MRIO, values: np.ndarray, row: str, column: str) -> pd.DataFrame:
    return pd.DataFrame(values, index=pd.Index(m.regions, name=row), columns=pd.Index(m.regions, name=column))


def _abroad(flows: pd.DataFrame, axis: int) -> np.ndarray:
    """Row or column sums of a G×G matrix without its diagonal."""
    values = flows.to_numpy(copy=True)
    np.fill_diagonal(values, 0.0)
    return values.sum(axis=axis)


def own_and_others(m: MRIO) -> tuple[np.ndarray, np.ndarray]:
    """Own and others' value added in a dollar of each node's output (n, n): V_s B_ss and Σ_{t≠s} V_t B_ts."""
    own = table(m).at_home(m.origin_shares.T)
    return own, m.origin_shares.sum(axis=0) - own


# -- by whose final demand it is used --------------------------------------------------------------------------------


def value_added_trade(m: MRIO) -> pd.DataFrame:
    """G×G value added by origin (rows) and destination of final demand (columns): V̂BY added up by region.

    The diagonal is value added used at home; everything adds up to world final demand. Source: Johnson and Noguera (2012).
    """
    return _flows(m, table(m).origin_shares @ m.Y, "origin", "destination")


def vax(m: MRIO) -> pd.Series:
    """Value-added exports by region: own value added in final demand elsewhere. Source: Johnson and Noguera (2012)."""
    return _regions(m, _abroad(value_added_trade(m), axis=1), "vax")


def value_added_imports(m: MRIO) -> pd.Series:
    """Value-added imports by region: others' value added in own final demand. Source: Johnson and Noguera (2012)."""
    return _regions(m, _abroad(value_added_trade(m), axis=0), "value_added_imports")


def vax_by_industry(m: MRIO) -> pd.Series:
    """Value-added exports by node: value added earned in each industry and used up in final demand elsewhere."""
    used = table(m).v[:, None] * m.solve(m.Y)
    return pd.Series(used.sum(axis=1) - m.at_home(used), index=m.nodes, name="vax")


def footprint(m: MRIO, factor) -> pd.DataFrame:
    """G×G use of a factor (jobs, CO2 … per node, n) by place of use and destination of final demand: f̂BY.

    A labelled factor is put in order by its labels. Source: Miller and Blair (2009). Raises MRIOError where the factor
    does not have one number per node.
    """
    factor = table(m).by_node(factor, "The factor")
    return _flows(m, m.by_region(m.per_output(factor)[:, None] * m.solve(m.Y)), "place", "destination")


# -- inside gross exports --------------------------------------------------------------------------------------------


def gross_exports(m: MRIO) -> pd.Series:
    """Gross exports by region, intermediate and final."""
    return _regions(m, table(m).by_region(m.exports.sum(axis=1)), "exports")


def gross_imports(m: MRIO) -> pd.Series:
    """Gross imports by region, intermediate and final."""
    return _regions(m, table(m).exports.sum(axis=0), "imports")


def origin_of_exports(m: MRIO) -> pd.DataFrame:
    """G×G value added by origin (rows) inside each exporter's gross exports (columns); columns add up to exports.

    Row s less its own column is VS1; column s less its own row is VS. Source: Hummels, Ishii and Yi (2001), OECD TiVA.
    """
    carried = table(m).origin_shares * m.exports.sum(axis=1)
    return _flows(m, carried.reshape(m.G, m.G, m.N).sum(axis=2), "origin", "exporter")


def content_of_exports(m: MRIO) -> pd.DataFrame:
    """By region: gross exports, domestic content V_s B_ss E_s and foreign content; domestic + foreign = exports.

    Source: OECD TiVA (EXGR_DVA, EXGR_FVA).
    """
    exports = table(m).exports.sum(axis=1)
    own, others = own_and_others(m)
    parts = {"exports": exports, "domestic": own * exports, "foreign": others * exports}
    return pd.DataFrame({k: m.by_region(v) for k, v in parts.items()}, index=pd.Index(m.regions, name="region"))


def value_added_in_exports_by_industry(m: MRIO) -> pd.Series:
    """By node: value added earned there for the exports of its own region, rows of v̂ L_ss Ê_s (forward linkage)."""
    return pd.Series(table(m).v * m.local_output(m.exports.sum(axis=1)), index=m.nodes, name="dva")


def domestic_value_added_in_exports(m: MRIO) -> pd.Series:
    """V_s L_ss E_s by region: `extraction` of each region. Source: Los, Timmer and de Vries (2016)."""
    return _regions(m, table(m).by_region(value_added_in_exports_by_industry(m)), "dva")


def extraction(m: MRIO, region: str) -> float:
    """What the GDP of a region would lose if it exported nothing, inputs at home unchanged: V_s L_ss E_s.

    Source: Los, Timmer and de Vries (2016). Raises MRIOError for an unknown region.
    """
    return float(domestic_value_added_in_exports(m).iloc[m.region(region)])


def vs(m: MRIO) -> pd.Series:
    """VS, vertical specialisation: exports less V_s L_ss E_s. Source: Hummels, Ishii and Yi (2001)."""
    return (gross_exports(m) - domestic_value_added_in_exports(m)).rename("vs")


def vs1(m: MRIO) -> pd.Series:
    """VS1: own value added inside others' exports. Counts a dollar each time it is exported on, so never add it to FC.

    Source: Hummels, Ishii and Yi (2001).
    """
    return _regions(m, _abroad(origin_of_exports(m), axis=1), "vs1")


def revealed_comparative_advantage(m: MRIO) -> pd.Series:
    """Balassa's index by node on value added in exports by industry of origin: above 1, a strength.

    Source: Koopman, Wang and Wei (2014). 0 where a region or an industry exports nothing.
    """
    earned = value_added_in_exports_by_industry(m).to_numpy().reshape(m.G, m.N)
    index = balassa(pd.DataFrame(earned, m.regions, m.industries))
    return pd.Series(index.to_numpy().ravel(), index=m.nodes, name="rca")


def balassa(values: pd.DataFrame) -> pd.DataFrame:
    """Share of an industry (column) in its region (row), over its share in the world (all rows); 0 where there is none.

    Raises MRIOError for anything but a table of numbers, all there.
    """
    given.kind(values, pd.DataFrame, "A table (DataFrame), regions × industries,", MRIOError)
    held = given.array(values.to_numpy(), values.shape, "The table of regions × industries", MRIOError)
    own = _over(held, held.sum(axis=1, keepdims=True))
    index = pd.DataFrame(_over(own, _over(held.sum(axis=0), held.sum())), values.index, values.columns)
    return bounds.told(index, "indices of revealed comparative advantage", np.inf)


def _over(part: np.ndarray, whole) -> np.ndarray:
    """A share; 0 where there is nothing to share."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole != 0)


# -- inside final products -------------------------------------------------------------------------------------------


def origin_of_final_products(m: MRIO) -> pd.DataFrame:
    """G×n value added by origin (rows) in the final products completed at each node (columns); columns add up to f.

    Needs final use only, not its destination. Source: Los, Timmer and de Vries (2015).
    """
    return pd.DataFrame(table(m).origin_shares * m.f, index=pd.Index(m.regions, name="origin"), columns=m.nodes)


def final_product_origin(m: MRIO, by: str = "region") -> pd.Series:
    """Foreign share of the value of final products, by region of completion (or by node with ``by="node"``).

    Regions are weighted by the final output of their industries. Source: Los, Timmer and de Vries (2015).
    """
    if not isinstance(by, str) or by not in ("region", "node"):
        raise MRIOError(f"final_product_origin can be split by 'region' or 'node', not by {by!r}.")
    _, foreign = own_and_others(m)
    if by == "node":
        out = pd.Series(foreign, index=m.nodes, name="foreign_share")
    else:
        out = _regions(m, _over(m.by_region(foreign * m.f), m.by_region(m.f)), "foreign_share")
    return bounds.told(out, "foreign shares of final products")


def rounds_of_value_added(m: MRIO, product: tuple[str, str], rounds: int, A: np.ndarray | None = None) -> pd.DataFrame:
    """Value added in one unit of a node's product by round of suppliers (rows 0 … rounds) and region of origin.

    Round 0 is the maker's own, v ê; round k is v A^k e. All rounds together are V_t B_tj, the origin shares. ``A`` can be
    handed in where it is at hand. Source: Miller and Blair (2009), the power series of B. Raises MRIOError for an
    unknown node, rounds that are no number of 0 or more, or another A than n×n.
    """
    needed = np.zeros(table(m).n)
    needed[m.node(*pair(product))] = 1.0
    rounds = given.whole(rounds, "The number of rounds", MRIOError)
    A = m.A if A is None else m.by_node(A, "A (input coefficients)", "node")
    out = []
    for _ in range(rounds + 1):
        out.append(m.by_region(m.v * needed))
        needed = A @ needed
    return pd.DataFrame(out, columns=m.regions)
