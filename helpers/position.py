"""Where in the chain: distance to final use, distance to primary inputs, and the length between two industries.

Shares outside 0 to 1 (negative final demand or value added) are left so and told by an OutsideBounds warning.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import bounds
from helpers.mrio import MRIO, MRIOError, pair, table


def upstreamness(m: MRIO) -> pd.Series:
    """Average distance of each node's output from final use, in stages (1 = all sold to final users).

    U = x̂⁻¹Bx, one solve; 0 for nodes without output. Source: Antràs, Chor, Fally and Hillberry (2012).
    """
    return pd.Series(table(m).per_output(m.solve(m.x)), index=m.nodes, name="upstreamness")


def downstreamness(m: MRIO) -> pd.Series:
    """Average distance of each node's output from primary inputs, in stages (1 = no purchased inputs).

    D = Bᵀ1, the column sums of the Leontief inverse; 0 for nodes without output. Source: Antràs and Chor (2018).
    """
    return pd.Series(np.where(table(m).x != 0, m.column_sums, 0.0), index=m.nodes, name="downstreamness")


def by_region(m: MRIO, measure) -> pd.Series:
    """Average of a node measure over each region's industries, weighted by gross output.

    A labelled measure is put in order by its labels. Raises MRIOError for other than one number for each node.
    """
    weighted = table(m).by_region(m.by_node(measure, "The measure") * m.x)
    output = m.by_region(m.x)
    mean = np.divide(weighted, output, out=np.zeros(m.G), where=output != 0)
    return pd.Series(mean, index=pd.Index(m.regions, name="region"), name=getattr(measure, "name", None))


def final_use_share(m: MRIO) -> pd.Series:
    """F/GO by node: share of output sold straight to final users. Source: Antràs and Chor (2018)."""
    share = pd.Series(table(m).per_output(m.f), index=m.nodes, name="final_use_share")
    return bounds.told(share, "shares of final use in output")


def value_added_share(m: MRIO) -> pd.Series:
    """VA/GO by node: share of output that is value added there. Source: Antràs and Chor (2018)."""
    return bounds.told(
        pd.Series(table(m).v, index=m.nodes, name="value_added_share"), "shares of value added in output"
    )


def average_propagation_length(m: MRIO, source: tuple[str, str] | None = None) -> pd.DataFrame | pd.Series:
    """Average number of steps by which a final-demand push in one node (column) reaches the output of another (row).

    APL_ij = [B(B − I)]_ij / (B − I)_ij, 0 where nothing is passed on. n×n, which forms B (keep to tables that fit in
    memory five times); with ``source`` = (region, industry) only that row, a Series by pushed node, from two solves.
    Source: Dietzenbacher, Romero and Bosma (2005). Raises MRIOError for an unknown node.
    """
    if source is None:
        inverse = table(m).B
        passed_on = inverse - np.eye(m.n)
        return pd.DataFrame(_ratio(inverse @ passed_on, passed_on), index=m.nodes, columns=m.nodes)
    unit = np.zeros(table(m).n)
    unit[m.node(*pair(source))] = 1.0
    passed_on = m.solve_transposed(unit) - unit
    return pd.Series(_ratio(m.solve_transposed(passed_on), passed_on), index=m.nodes, name="average_propagation_length")


def _ratio(steps: np.ndarray, passed_on: np.ndarray) -> np.ndarray:
    return np.divide(steps, passed_on, out=np.zeros_like(steps), where=np.abs(passed_on) > 1e-12)


def net_inventories(m: MRIO) -> MRIO:
    """The table without changes in inventories: they leave final demand, and each row's sales are scaled up to output.

    Rows of Z and of the rest of Y are scaled by x/(x − N), N the row sum of ``m.inventories``. A node whose inventories
    are as large as its output sold nothing, so its row is not scaled. Source: Antràs and Chor (2018). Raises MRIOError for
    a table without inventories.
    """
    if table(m).inventories is None:
        raise MRIOError(f"{m.name or 'This table'} does not tell changes in inventories, so they cannot be taken out.")
    sold = m.x - m.inventories.sum(axis=1)
    scale = np.divide(m.x, sold, out=np.ones(m.n), where=sold > 0)[:, None]
    return MRIO(
        m.Z * scale,
        (m.Y - m.inventories) * scale,
        m.regions,
        m.industries,
        x=m.x,
        year=m.year,
        unit=m.unit,
        name=m.name,
    )


def country_positions(m: MRIO) -> pd.DataFrame:
    """By region: upstreamness, downstreamness, F/GO and VA/GO of the table collapsed to one industry a region.

    With the net-inventory correction: the country-level measures of Antràs and Chor (2018), Table 1.
    """
    collapsed = net_inventories(table(m).aggregate(industries=dict.fromkeys(m.industries, "all")))
    return pd.DataFrame(
        {
            "upstreamness": upstreamness(collapsed),
            "downstreamness": downstreamness(collapsed),
            "final_use_share": final_use_share(collapsed),
            "value_added_share": value_added_share(collapsed),
        }
    ).droplevel("industry")
