"""ICT value inside exports, and the internet beside participation (lesson 1.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import bounds, datasets
from helpers.classification import MANUFACTURING, WIOD_YEARS
from helpers.datasets import kept
from helpers.mrio import MRIO

ICT = {
    "electronics": "ICT goods (electronics)",
    "telecom": "telecom",
    "business_services": "business and computer services",
}


def inside_exports(m: MRIO, of=MANUFACTURING, origins=tuple(ICT)) -> pd.DataFrame:
    """Value added of some industries (anywhere) inside each region's exports of others, as fractions of those exports.

    Rows: exporters; columns: industries of origin. v_i B E with v kept for one industry at a time. Shares outside 0 to 1
    (exports of stores that run down) are left so; an OutsideBounds warning counts them.
    """
    return bounds.told(_inside(m, of, origins), "shares of value added inside exports")


def _inside(m: MRIO, of, origins=tuple(ICT)) -> pd.DataFrame:
    carriers = m.select(of)
    exports = m.exports.sum(axis=1) * carriers
    total = m.by_region(exports)
    kept = np.column_stack([np.where(m.select(i), m.v, 0.0) for i in origins])
    held = m.by_region(m.solve_transposed(kept) * exports[:, None])
    share = np.divide(held, total[:, None], out=np.zeros_like(held), where=total[:, None] != 0)
    return pd.DataFrame(share, pd.Index(m.regions, name="region"), list(origins))


@kept
def ict_inside(of: tuple[str, ...] = MANUFACTURING) -> pd.DataFrame:
    """ICT value added inside exports of some industries, by (year, region) and industry of origin; region WLD is the world.

    A few small exporters' shares are negative, for stores that run down count as negative exports; ``attrs["outside"]``
    tells how many (of manufacturing: 11 of 2,142, in Cyprus and Greece, the farthest -2.6 %).
    """
    out = {}
    for year in WIOD_YEARS:
        m = datasets.mrio(year)
        share = _inside(m, of)
        weight = m.by_region(m.exports.sum(axis=1) * m.select(of))
        share.loc["WLD"] = np.average(share, axis=0, weights=weight)
        out[year] = share
    table = pd.concat(out, names=["year", "region"])
    table.attrs["outside"] = int(bounds.outside(table).sum())
    return table


def over_time(region: str) -> pd.DataFrame:
    """ICT value added inside a region's manufacturing exports, years × industry of origin in words, in per cent.

    region: a code of the WIOD tables, or WLD for the world. Raises ValueError for another.
    """
    table = ict_inside()
    if region not in table.index.get_level_values("region"):
        raise ValueError(f"There is no region {region!r} in the WIOD tables.")
    return table.xs(region, level="region").rename(columns=ICT) * 100


def together() -> pd.DataFrame:
    """All ICT value added inside manufacturing exports, years × regions (WLD is the world), in per cent."""
    return ict_inside().sum(axis=1).unstack("region") * 100


def internet_and_participation() -> pd.DataFrame:
    """Panel of economies 2012-2022: internet users (% of people, World Bank) and backward participation (%, TiVA 2025)."""
    shares = datasets.load("tiva2025_shares").query("measure == 'EXGR_FVA'")
    users = datasets.load("countries")[["region", "year", "internet_pct"]]
    return (
        shares.rename(columns={"value": "backward"})[["region", "year", "backward"]]
        .merge(users, on=["region", "year"])
        .dropna()
    )


def online(year: int) -> pd.DataFrame:
    """One year of that panel, by region: internet users and backward participation, both in per cent, in words."""
    panel = internet_and_participation()
    words = {"internet_pct": "people online, %", "backward": "backward participation, %"}
    return panel[panel["year"] == year].set_index("region").rename(columns=words)[list(words.values())]


def internet_effect() -> pd.DataFrame:
    """Points of backward participation that go with one point more of people online, three ways (rows).

    Columns: estimate, low, high (95 %, errors clustered by economy), observations. Rows: across economies, within them
    (economy effects), within economies and years (both effects). Least squares by pyfixest; associations, not causes.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyfixest 0.60 uses calls that pandas 3.1 will drop
        import pyfixest

        panel = internet_and_participation()
        rows = {}
        for words, effects in (
            ("across economies and years", ""),
            ("within economies", "| region"),
            ("within economies and years", "| region + year"),
        ):
            fit = pyfixest.feols(f"backward ~ internet_pct {effects}", panel, vcov={"CRV1": "region"})
            found = fit.tidy().loc["internet_pct"]
            rows[words] = {
                "estimate": found["Estimate"],
                "low": found["2.5%"],
                "high": found["97.5%"],
                "observations": len(panel),
            }
    return pd.DataFrame(rows).T
