"""Who is hurt when a buyer falls or a product gets dearer, by the way it takes (lesson 2.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import datasets, shocks
from helpers.classification import E11_IN_WIOD, EU27
from helpers.datasets import kept

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
