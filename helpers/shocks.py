"""What happens to an economy when a buyer falls, a price rises, a partner is cut off or inputs are made at home.

Leontief's quantity and price models and the extraction of one partner: recipes stay fixed, so these are first-round
exposures, upper bounds of what happens when firms can switch. Concentration tells how many eggs lie in one basket.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.mrio import MRIO, MRIOError


def final_demand_falls(m: MRIO, buyers: dict[str, float], industries: list[str] | None = None) -> pd.DataFrame:
    """Value added lost when buyers cut their final demand: G×G-free table by node, in the table's money and as a share.

    ``buyers``: region → fraction cut (0.1 is 10 %); ``industries`` limits the cut to final products of those industries.
    Columns: lost (positive is a loss), share (of the node's value added). Leontief's quantity model, ΔVA = v̂BΔf.
    Raises MRIOError for an unknown region or industry, or a cut outside 0 … 1.
    """
    cut = np.zeros(m.n)
    chosen = np.isin(np.tile(m.industries, m.G), _known(m, industries) if industries else m.industries)
    for region, fraction in buyers.items():
        if not 0 <= fraction <= 1:
            raise MRIOError(f"Final demand of {region} is cut by {fraction}: give a fraction from 0 to 1.")
        cut += fraction * m.Y[:, m.region(region)] * chosen
    lost = m.v * m.solve(cut)
    return _by_node(m, lost)


def prices_rise(m: MRIO, sellers: list[str] | None, industries: list[str], rise: float) -> pd.Series:
    """Rise of the price of each node's product (fraction) when some products cost more: Leontief's price model.

    The products of ``industries`` of ``sellers`` (None: everyone) rise by ``rise`` (0.5 is 50 %), whatever their own costs;
    all others pass their costs on in full: Δp_free = (I − A_ff)⁻ᵀ A_cfᵀ Δp_c. Raises MRIOError for unknown names or a
    rise of −1 or less. Source: Miller and Blair (2009), price model with exogenous prices.
    """
    if rise <= -1:
        raise MRIOError(f"A price cannot rise by {rise:.0%}: give a fraction above -1.")
    regions = sellers or m.regions
    for r in regions:
        m.region(r)
    fixed = np.isin(np.repeat(m.regions, m.N), regions) & np.isin(np.tile(m.industries, m.G), _known(m, industries))
    A = m.A
    free = ~fixed
    pushed = A[np.ix_(fixed, free)].sum(axis=0) * rise
    out = np.full(m.n, rise)
    out[free] = np.linalg.solve(np.eye(free.sum()) - A[np.ix_(free, free)].T, pushed)
    return pd.Series(out, m.nodes, name="price rise")


def cost_of_living(m: MRIO, price_rise: pd.Series) -> pd.Series:
    """Rise of the price of each region's basket of final products (fraction), baskets unchanged."""
    basket = np.clip(m.Y, 0, None)  # what stores give back is no purchase
    return pd.Series(
        price_rise.to_numpy() @ basket / basket.sum(axis=0), pd.Index(m.regions, name="region"), name="cost of living"
    )


def partner_extracted(m: MRIO, region: str, partner: str) -> float:
    """Share of a region's value added lost if a partner bought nothing from it, inputs or final products.

    The region's sales to the partner are set to zero in A and Y, all else is as it was (hypothetical extraction,
    Miller and Blair 2009; Los, Timmer and de Vries 2016). Raises MRIOError for unknown or equal regions.
    """
    if region == partner:
        raise MRIOError(f"{region} cannot be extracted from itself: name two regions.")
    rows, columns, buyer = m.rows(region), m.rows(partner), m.region(partner)
    # (I − A + e e' A_rp)⁻¹ by Woodbury: only one block changes, so the LU of the whole table serves again
    block = m.Z[rows, columns] * np.divide(1.0, m.x[columns], out=np.zeros(m.N), where=m.x[columns] != 0)
    demand = _sold_to_final_users(m)
    demand[rows] -= m.Y[rows, buyer]
    unit = np.zeros((m.n, m.N))
    unit[rows] = np.eye(m.N)
    into = m.solve(unit)
    output = m.solve(demand)
    small = np.eye(m.N) + block @ into[columns]
    output = output - into @ np.linalg.solve(small, block @ output[columns])
    before = m.va[rows].sum()
    return float((before - m.v[rows] @ output[rows]) / before)


def made_at_home(m: MRIO, region: str, share: float, industries: list[str] | None = None) -> MRIO:
    """The table after a region replaces a share of its imported inputs by its own products of the same industry.

    ``industries``: the buying industries (all by default). Recipes by product and value added per unit of output stay as
    they are; output follows from unchanged final demand. Raises MRIOError for unknown names or a share outside 0 … 1.
    """
    if not 0 <= share <= 1:
        raise MRIOError(f"The share of inputs made at home is {share}: give a fraction from 0 to 1.")
    home = m.rows(region)
    buyers = np.arange(home.start, home.stop)[
        np.isin(m.industries, _known(m, industries) if industries else m.industries)
    ]
    Z = m.Z.copy()
    moved = Z[:, buyers] * share
    moved[home] = 0.0
    Z[:, buyers] -= moved
    Z[np.ix_(np.arange(home.start, home.stop), buyers)] += moved.reshape(m.G, m.N, -1).sum(axis=0)
    A = Z * np.divide(1.0, m.x, out=np.zeros(m.n), where=m.x != 0)
    x = np.linalg.solve(np.eye(m.n) - A, _sold_to_final_users(m))
    return MRIO(
        A * x,
        m.Y,
        m.regions,
        m.industries,
        x=x,
        year=m.year,
        unit=m.unit,
        name=f"{m.name}, {share:.0%} of inputs moved home",
    )


def concentration(values: pd.DataFrame) -> pd.Series:
    """Herfindahl-Hirschman index of each row's shares: 1 is all in one basket, 1/columns is evenly spread; 0 if nothing."""
    total = values.sum(axis=1)
    share = values.div(total.where(total != 0), axis=0).fillna(0.0)
    return (share**2).sum(axis=1)


def _sold_to_final_users(m: MRIO) -> np.ndarray:
    """Output less intermediate sales (n): final use with the table's own row residual, so that no shock means no change."""
    return m.x - m.Z.sum(axis=1)


def _by_node(m: MRIO, lost: np.ndarray) -> pd.DataFrame:
    va = m.va
    return pd.DataFrame({"lost": lost, "share": np.divide(lost, va, out=np.zeros(m.n), where=va != 0)}, index=m.nodes)


def _known(m: MRIO, industries: list[str]) -> list[str]:
    for i in industries:
        if i not in m.industries:
            raise MRIOError(f"{i!r} is not an industry of this table. It has: {', '.join(m.industries)}.")
    return industries
