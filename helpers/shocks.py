"""What happens to an economy when a buyer falls, a price rises, a partner is cut off or inputs are made at home.

Leontief's quantity and price models and the extraction of one partner: recipes stay fixed, so these are exposures through
every round of suppliers. What happens may be less, where firms switch, or more, where lost incomes buy less: neither is in. Concentration tells how many eggs lie in one basket.
Shares outside 0 to 1 (negative final demand or value added) are left so and told by an OutsideBounds warning.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import bounds, given
from helpers.mrio import MRIO, MRIOError, table


def final_demand_falls(m: MRIO, buyers: dict[str, float], industries: list[str] | None = None) -> pd.DataFrame:
    """Value added lost when buyers cut their final demand: G×G-free table by node, in the table's money and as a share.

    ``buyers``: region → fraction cut (0.1 is 10 %); ``industries`` limits the cut to final products of those industries
    (None: all; an empty list: none). Columns: lost (positive is a loss), share (of the node's value added). Leontief's quantity model, ΔVA = v̂BΔf.
    Raises MRIOError for an unknown or doubled region, an unknown industry, or a cut outside 0 … 1.
    """
    chosen = _of(m, None, industries)
    if not isinstance(buyers, Mapping | pd.Series):
        raise MRIOError("Buyers are given as region → fraction, such as {'USA': 0.1}.")
    if isinstance(buyers, pd.Series) and not buyers.index.is_unique:
        raise MRIOError(f"Buyers name {buyers.index[buyers.index.duplicated()][0]!r} twice: one cut each.")
    cut = np.zeros(m.n)
    for region, fraction in buyers.items():
        (region,) = given.names([region], m.regions, "region", MRIOError)
        cut += _fraction(fraction, f"The cut of {region}'s final demand") * m.Y[:, m.region(region)] * chosen
    lost = m.v * m.solve(cut)
    return _by_node(m, lost)


def prices_rise(m: MRIO, sellers: list[str] | None, industries: list[str], rise: float) -> pd.Series:
    """Rise of the price of each node's product (fraction) when some products cost more: Leontief's price model.

    The products of ``industries`` of ``sellers`` (None: everyone; an empty list: nobody) rise by ``rise`` (0.5 is 50 %),
    whatever their own costs; all others pass their costs on in full: Δp_free = (I − A_ff)⁻ᵀ A_cfᵀ Δp_c. Raises MRIOError
    for unknown names, a rise of −1 or less, or an economy that cannot reproduce itself. Source: Miller and Blair (2009), price model with exogenous prices.
    """
    fixed = _of(m, sellers, industries)
    rise = given.number(rise, "The rise of prices", MRIOError, -1, words="give a fraction above -1", above=True)
    m.lu  # noqa: B018  the model answers only for an economy that can reproduce itself: asked, it says so in words
    A = m.A
    free = ~fixed
    pushed = A[np.ix_(fixed, free)].sum(axis=0) * rise
    out = np.full(m.n, rise)
    out[free] = np.linalg.solve(np.eye(free.sum()) - A[np.ix_(free, free)].T, pushed)
    return pd.Series(out, m.nodes, name="price rise")


def cost_of_living(m: MRIO, price_rise) -> pd.Series:
    """Rise of the price of each region's basket of final products (fraction), baskets unchanged.

    ``price_rise``: by node, as `prices_rise` gives it; put into the table's order by its labels. What stores give back
    (negative final demand) is no purchase and left out of the baskets; ``attrs["negative"]`` counts it. Raises MRIOError
    for other labels and for a region that buys nothing.
    """
    rise = table(m).by_node(price_rise, "price_rise")
    basket = np.clip(m.Y, 0, None)  # what stores give back is no purchase
    spent = basket.sum(axis=0)
    if (spent <= 0).any():
        raise MRIOError(
            f"{m.regions[int(np.argmin(spent))]} buys no final products: its cost of living cannot be told."
        )
    out = pd.Series(rise @ basket / spent, pd.Index(m.regions, name="region"), name="cost of living")
    out.attrs["negative"] = int((m.Y < 0).sum())
    return out


def partner_extracted(m: MRIO, region: str, partner: str) -> float:
    """Share of a region's value added lost if a partner bought nothing from it, inputs or final products.

    The region's sales to the partner are set to zero in A and Y, all else is as it was (hypothetical extraction,
    Miller and Blair 2009; Los, Timmer and de Vries 2016). Raises MRIOError for unknown or equal regions, or one that has
    no value added to lose.
    """
    table(m)
    (region,), (partner,) = (given.names([r], m.regions, "region", MRIOError) for r in (region, partner))
    if region == partner:
        raise MRIOError(f"{region} cannot be extracted from itself: name two regions.")
    rows, columns, buyer = m.rows(region), m.rows(partner), m.region(partner)
    # (I − A + e e' A_rp)⁻¹ by Woodbury: only one block changes, so the LU of the whole table serves again
    before = m.va[rows].sum()
    if before <= 0:
        raise MRIOError(f"{region} has no value added ({before:,.4g}): no share of it can be lost.")
    block = m.Z[rows, columns] * np.divide(1.0, m.x[columns], out=np.zeros(m.N), where=m.x[columns] != 0)
    demand = _sold_to_final_users(m)
    demand[rows] -= m.Y[rows, buyer]
    unit = np.zeros((m.n, m.N))
    unit[rows] = np.eye(m.N)
    into = m.solve(unit)
    output = m.solve(demand)
    small = np.eye(m.N) + block @ into[columns]
    output = output - into @ np.linalg.solve(small, block @ output[columns])
    lost = float((before - m.v[rows] @ output[rows]) / before)
    return bounds.told(lost, f"The share of {region}'s value added lost without {partner}")


def made_at_home(m: MRIO, region: str, share: float, industries: list[str] | None = None) -> MRIO:
    """The table after a region replaces a share of its imported inputs by its own products of the same industry.

    ``industries``: the buying industries (None: all; an empty list: none). Recipes by product and value added per unit of output stay as
    they are; output follows from unchanged final demand. Raises MRIOError for unknown names or a share outside 0 … 1.
    """
    buyers = np.flatnonzero(_of(m, [region] if isinstance(region, str) else [None], industries))
    share = _fraction(share, "The share of inputs made at home")
    m.lu  # noqa: B018  an economy that cannot reproduce itself is told as that
    home = m.rows(region)
    Z = m.Z.copy()
    moved = Z[:, buyers] * share
    moved[home] = 0.0
    Z[:, buyers] -= moved
    Z[np.ix_(np.arange(home.start, home.stop), buyers)] += moved.reshape(m.G, m.N, -1).sum(axis=0)
    A = Z * np.divide(1.0, m.x, out=np.zeros(m.n), where=m.x != 0)
    try:
        x = np.linalg.solve(np.eye(m.n) - A, _sold_to_final_users(m))
    except np.linalg.LinAlgError:
        raise MRIOError(f"With {share:.0%} of its inputs made at home, {region} cannot reproduce itself.") from None
    if (x < 0).any():
        k = int(np.argmin(x))
        raise MRIOError(
            f"With {share:.0%} of {region}'s inputs made at home, {m.label(k)} would have to make {x[k]:,.4g}: less than "
            "nothing. Its final demand is negative (stores run down) or its sales do not add up to its output: see check()."
        )
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
    """Herfindahl-Hirschman index of each row's shares: 1 is all in one basket, 1/columns is evenly spread; 0 if nothing.

    Raises MRIOError for anything but a table of numbers, all there. Negative values (inventories run down) make shares
    outside 0 to 1: they stay as they are, and an OutsideBounds warning counts them.
    """
    given.kind(values, pd.DataFrame, "A table (DataFrame), one row for each basket,", MRIOError)
    held = given.array(values.to_numpy(), values.shape, "The table of baskets", MRIOError)
    total = held.sum(axis=1, keepdims=True)
    share = np.divide(held, total, out=np.zeros_like(held), where=total != 0)
    bounds.told(pd.DataFrame(share, values.index, values.columns), "shares of a basket")
    return pd.Series((share**2).sum(axis=1), values.index)


def _sold_to_final_users(m: MRIO) -> np.ndarray:
    """Output less intermediate sales (n): final use with the table's own row residual, so that no shock means no change."""
    return m.x - m.Z.sum(axis=1)


def _by_node(m: MRIO, lost: np.ndarray) -> pd.DataFrame:
    out = pd.DataFrame({"lost": lost, "share": np.divide(lost, m.va, out=np.zeros(m.n), where=m.va != 0)}, m.nodes)
    bounds.told(out["share"], "shares of value added lost")
    return out


def _of(m: MRIO, regions, industries) -> np.ndarray:
    """True for the nodes of some regions and industries (None: all, an empty list: none); n booleans."""
    table(m)
    some = [
        known if chosen is None else given.names(chosen, known, what, MRIOError)
        for chosen, known, what in ((regions, m.regions, "region"), (industries, m.industries, "industry"))
    ]
    return np.outer(np.isin(m.regions, some[0]), np.isin(m.industries, some[1])).ravel()


def _fraction(value, what: str) -> float:
    return given.number(value, what, MRIOError, 0, 1, "give a fraction from 0 to 1")
