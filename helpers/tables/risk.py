"""Who is hurt when a buyer falls or a product gets dearer, by the way it takes (lesson 2.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import bounds, datasets, shocks
from helpers.classification import E11, E11_IN_WIOD, EU27
from helpers.datasets import kept
from helpers.value_added import content_of_exports, value_added_trade

_MEMBERS = {"EU": EU27, "E11": E11_IN_WIOD}
ROUTES = ("in products it completes itself", "in the buyer's own products", "in others' products")


@kept
def routes(buyer: str, year: int) -> pd.DataFrame:
    """Per cent of each E11 economy's value added that a buyer's final demand holds, by who completes the product."""
    m = datasets.mrio(year)
    members = _MEMBERS.get(buyer, [buyer])
    bought = m.Y[:, [m.region(c) for c in members]].sum(axis=1)
    held = pd.DataFrame(m.by_region((m.origin_shares * bought).T).T, m.regions, m.regions)
    own = pd.Series(np.diag(held), m.regions)
    inside = held[members].sum(axis=1) - own.where(own.index.isin(members), 0.0)
    rest = held.sum(axis=1) - own - inside
    earned = pd.Series(m.by_region(m.va), m.regions)
    out = pd.DataFrame(dict(zip(ROUTES, (own, inside, rest), strict=True))).div(earned, axis=0) * 100
    bounds.told(out, "percentages of value added in a buyer's demand", 100)
    return out.loc[[c for c in E11_IN_WIOD if c != buyer]]


@kept
def dearer(industries: tuple[str, ...], sellers: str = "all") -> pd.Series:
    """Rise of each region's cost of living (fraction) when products of some industries double in price, 2011.

    ``sellers``: "all", or the code of the one seller whose products get dearer. The model is linear: any rise is a
    multiple of a doubling. WIOD, teaching industries; Leontief's price model.
    """
    m = datasets.mrio(2011)
    return shocks.cost_of_living(
        m, shocks.prices_rise(m, None if sellers == "all" else [sellers], list(industries), 1.0)
    )


@kept
def balances() -> pd.DataFrame:
    """Value-added exports less imports, % of value added, of the E11 in WIOD (full tables) in 1995, 2003 and 2011."""
    panel = datasets.load("wiod_regions")
    panel["balance"] = (panel["vax"] - panel["value_added_imports"]) / panel["value_added"] * 100
    wide = panel.pivot(index="region", columns="year", values="balance").loc[E11_IN_WIOD, [1995, 2003, 2011]]
    return wide.sort_values(2011, ascending=False).rename(columns=str).rename_axis(columns=None)


@kept
def net_exports() -> pd.DataFrame:
    """Exports minus imports of goods and services, % of GDP: E11 × years; World Bank, extract of 2024."""
    table = datasets.load("countries")
    table = table[table["region"].isin(E11)]
    net = table["exports_pct_gdp"] - table["imports_pct_gdp"]
    return net.groupby([table["region"], table["year"]]).mean().unstack().loc[E11]


@kept
def by_industry() -> pd.Series:
    """Concentration (HHI) of the value added in exports by industry of origin, E11, 2009; TiVA, May 2013 edition."""
    origin = datasets.load("tiva2013_origin")
    origin = origin[origin["year"] == 2009].groupby(["origin", "origin_industry"])["value"].sum().unstack()
    return shocks.concentration(origin).loc[E11].sort_values(ascending=False).rename("by industry")


@kept
def by_buyer(year: int = 2011) -> pd.Series:
    """Concentration (HHI) of value-added exports by buyer, E11 in WIOD: without home and the rest of the world."""
    flows = value_added_trade(datasets.mrio(year)).drop(columns="ROW")
    abroad = flows.where(~np.eye(*flows.shape, dtype=bool), 0.0)
    return shocks.concentration(abroad)[E11_IN_WIOD].sort_values(ascending=False).rename("by buyer")


@kept
def swings() -> pd.Series:
    """Standard deviation of the yearly growth of GDP in current USD, 2001 to 2022, points; E11, World Bank."""
    gdp = datasets.load("countries").pivot(index="year", columns="region", values="gdp_usd")[E11]
    return (gdp.pct_change(fill_method=None).loc[2001:2022].std() * 100).rename("swing of growth")


@kept
def slices(industry: str) -> pd.DataFrame:
    """What an industry keeps of a dollar of output, and where it stands, by region and year; WIOD, full tables.

    Columns: region, year, kept (value added, cents per dollar of output), upstreamness (steps to the final user).
    """
    table = datasets.load("wiod_industries")
    table = table[table["industry"] == industry]
    return table[["region", "year", "upstreamness"]].assign(kept=table["value_added"] / table["output"] * 100)


@kept
def cents(industry: str, regions: tuple[str, ...]) -> pd.DataFrame:
    """Value added, cents per dollar of an industry's output: years × some regions; WIOD, full tables."""
    return slices(industry).pivot(index="year", columns="region", values="kept")[list(regions)]


@kept
def home_chains(year: int) -> pd.DataFrame:
    """Length of the chain at home and domestic share of exports, 40 economies; WIOD, teaching industries.

    length: output at home, along chains that never leave, for a dollar of exports (column sums of L_ss, weighted by what is
    exported). domestic: own value added, % of gross exports.
    """
    m = datasets.mrio(year)
    sold = m.exports.sum(axis=1)
    length = m.by_region(m.local_output(sold)) / m.by_region(sold)
    content = content_of_exports(m)
    domestic = (content["domestic"] / content["exports"] * 100).to_numpy()
    return pd.DataFrame({"length": length, "domestic": domestic}, m.regions).drop("ROW")
