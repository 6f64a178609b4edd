"""Who earns what from whose demand: value-added trade, the content of exports, and the origin of final products.

Every measure is a plain function of an `MRIO`; money is in the table's unit (million current US dollars), shares are
fractions. Region order is the table's.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.mrio import MRIO, MRIOError


def value_added_trade(m: MRIO) -> pd.DataFrame:
    """G×G value added by origin (rows) and destination of final demand (columns): V̂BY added up by region.

    The diagonal is value added used at home; everything adds up to world final demand. Needs final demand by
    destination (MRIOError otherwise). Source: Johnson and Noguera (2012).
    """
    flows = m.by_region(m.v[:, None] * m.solve(m.Y))
    return pd.DataFrame(
        flows, index=pd.Index(m.regions, name="origin"), columns=pd.Index(m.regions, name="destination")
    )


def _off_diagonal(flows: pd.DataFrame) -> pd.DataFrame:
    return flows.where(~np.eye(len(flows), dtype=bool), 0.0)


def vax(m: MRIO) -> pd.Series:
    """Value-added exports by region: own value added in final demand elsewhere. Source: Johnson and Noguera (2012)."""
    return _off_diagonal(value_added_trade(m)).sum(axis=1).rename_axis("region").rename("vax")


def value_added_imports(m: MRIO) -> pd.Series:
    """Value-added imports by region: others' value added in own final demand. Source: Johnson and Noguera (2012)."""
    return _off_diagonal(value_added_trade(m)).sum(axis=0).rename_axis("region").rename("value_added_imports")


def vax_by_industry(m: MRIO) -> pd.Series:
    """Value-added exports by node: value added earned in each industry and used up in final demand elsewhere."""
    used = m.v[:, None] * m.solve(m.Y)
    home = used.reshape(m.G, m.N, m.G)[np.arange(m.G), :, np.arange(m.G)].ravel()
    return pd.Series(used.sum(axis=1) - home, index=m.nodes, name="vax")


def gross_exports(m: MRIO) -> pd.Series:
    """Gross exports by region, intermediate and final."""
    return pd.Series(m.by_region(m.exports.sum(axis=1)), index=pd.Index(m.regions, name="region"), name="exports")


def gross_imports(m: MRIO) -> pd.Series:
    """Gross imports by region, intermediate and final."""
    return pd.Series(m.exports.sum(axis=0), index=pd.Index(m.regions, name="region"), name="imports")


def exports_by_exporter(m: MRIO) -> np.ndarray:
    """n×G matrix whose column s holds the gross exports of region s by industry, zero elsewhere."""
    out = np.zeros((m.n, m.G))
    out.reshape(m.G, m.N, m.G)[np.arange(m.G), :, np.arange(m.G)] = m.exports.sum(axis=1).reshape(m.G, m.N)
    return out


def origin_of_exports(m: MRIO) -> pd.DataFrame:
    """G×G value added by origin (rows) inside each exporter's gross exports (columns); columns add up to exports.

    Row s less its own column is VS1; column s less its own row is VS. Source: Hummels, Ishii and Yi (2001), OECD TiVA.
    """
    content = m.by_region(m.v[:, None] * m.solve(exports_by_exporter(m)))
    return pd.DataFrame(content, index=pd.Index(m.regions, name="origin"), columns=pd.Index(m.regions, name="exporter"))


def content_of_exports(m: MRIO) -> pd.DataFrame:
    """By region: gross exports, domestic content V_s B_ss E_s and foreign content; domestic + foreign = exports.

    Source: OECD TiVA (EXGR_DVA, EXGR_FVA).
    """
    content = origin_of_exports(m)
    domestic = pd.Series(np.diag(content), index=pd.Index(m.regions, name="region"))
    total = pd.Series(content.to_numpy().sum(axis=0), index=domestic.index)
    return pd.DataFrame({"exports": gross_exports(m), "domestic": domestic, "foreign": total - domestic})


def extraction(m: MRIO, region: str) -> float:
    """What the GDP of a region would lose if it exported nothing, inputs at home unchanged: V_s L_ss E_s.

    Source: Los, Timmer and de Vries (2016). Raises MRIOError for an unknown region.
    """
    rows = m.rows(region)
    local = m.local[m.region(region)]
    return float(m.v[rows] @ local @ m.exports[rows].sum(axis=1))


def domestic_value_added_in_exports(m: MRIO) -> pd.Series:
    """V_s L_ss E_s by region: `extraction` of each region. Source: Los, Timmer and de Vries (2016)."""
    exports = m.exports.sum(axis=1).reshape(m.G, m.N, 1)
    earned = m.v.reshape(m.G, 1, m.N) @ m.local @ exports
    return pd.Series(earned.ravel(), index=pd.Index(m.regions, name="region"), name="dva")


def vs(m: MRIO) -> pd.Series:
    """VS, vertical specialisation: exports less V_s L_ss E_s. Source: Hummels, Ishii and Yi (2001)."""
    return (gross_exports(m) - domestic_value_added_in_exports(m)).rename("vs")


def vs1(m: MRIO) -> pd.Series:
    """VS1: own value added inside others' exports. Counts a dollar each time it is exported on, so never add it to FC.

    Source: Hummels, Ishii and Yi (2001).
    """
    return _off_diagonal(origin_of_exports(m)).sum(axis=1).rename_axis("region").rename("vs1")


def origin_of_final_products(m: MRIO) -> pd.DataFrame:
    """G×n value added by origin (rows) in the final products completed at each node (columns); columns add up to f.

    Needs final use only, not its destination. Source: Los, Timmer and de Vries (2015).
    """
    shares = final_value_shares(m)
    return pd.DataFrame(shares * m.f, index=pd.Index(m.regions, name="origin"), columns=m.nodes)


def final_value_shares(m: MRIO) -> np.ndarray:
    """G×n: how much of a dollar of each node's final product is value added of each region; columns add up to 1."""
    by_origin = np.zeros((m.n, m.G))
    by_origin.reshape(m.G, m.N, m.G)[np.arange(m.G), :, np.arange(m.G)] = m.v.reshape(m.G, m.N)
    return m.solve_transposed(by_origin).T


def final_product_origin(m: MRIO, by: str = "region") -> pd.Series:
    """Foreign share of the value of final products, by region of completion (or by node with ``by="node"``).

    Regions are weighted by the final output of their industries. Source: Los, Timmer and de Vries (2015).
    """
    if by not in ("region", "node"):
        raise MRIOError(f"final_product_origin can be split by 'region' or 'node', not by {by!r}.")
    shares = final_value_shares(m)
    own = shares[np.repeat(np.arange(m.G), m.N), np.arange(m.n)]
    foreign = shares.sum(axis=0) - own
    if by == "node":
        return pd.Series(foreign, index=m.nodes, name="foreign_share")
    final = m.by_region(m.f)
    weighted = np.divide(m.by_region(foreign * m.f), final, out=np.zeros(m.G), where=final != 0)
    return pd.Series(weighted, index=pd.Index(m.regions, name="region"), name="foreign_share")


def footprint(m: MRIO, factor: np.ndarray) -> pd.DataFrame:
    """G×G use of a factor (jobs, CO2 … per node, n) by place of use and destination of final demand: f̂BY.

    Source: Miller and Blair (2009). Raises MRIOError where the factor does not have one number per node.
    """
    factor = np.asarray(factor, dtype=float)
    if factor.shape != (m.n,):
        raise MRIOError(
            f"The factor has shape {factor.shape}; this table needs one number for each of its {m.n} nodes."
        )
    flows = m.by_region(m.per_output(factor)[:, None] * m.solve(m.Y))
    return pd.DataFrame(flows, index=pd.Index(m.regions, name="place"), columns=pd.Index(m.regions, name="destination"))


def value_added_in_exports_by_industry(m: MRIO) -> pd.Series:
    """By node: value added earned there for the exports of its own region, rows of v̂ L_ss Ê_s (forward linkage)."""
    exports = m.exports.sum(axis=1).reshape(m.G, m.N, 1)
    earned = m.v * (m.local @ exports).ravel()
    return pd.Series(earned, index=m.nodes, name="dva")


def revealed_comparative_advantage(m: MRIO) -> pd.Series:
    """Balassa's index by node on value added in exports by industry of origin: above 1, a strength.

    Source: Koopman, Wang and Wei (2014). 0 where a region or an industry exports nothing.
    """
    return balassa(value_added_in_exports_by_industry(m).unstack("industry")[m.industries]).stack().rename("rca")


def balassa(values: pd.DataFrame) -> pd.DataFrame:
    """Share of an industry (column) in its region (row), over its share in the world (all rows)."""
    own = values.div(values.sum(axis=1), axis=0)
    world = values.sum() / values.to_numpy().sum()
    return own.div(world.where(world != 0)).fillna(0.0)
