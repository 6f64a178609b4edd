"""ICT value inside exports, and the internet beside participation (lesson 1.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import bounds, datasets
from helpers.classification import MANUFACTURING, WIOD_YEARS, concordance
from helpers.datasets import kept
from helpers.mrio import MRIO
from helpers.tables import change, prices

ICT = {
    "electronics": "ICT goods (electronics)",
    "telecom": "telecom",
    "business_services": "business and computer services",
}
OTHER_GOODS = tuple(i for i in MANUFACTURING if i != "electronics")  # electronics is not to be found inside itself


def inside_exports(m: MRIO, of=OTHER_GOODS, origins=tuple(ICT)) -> pd.DataFrame:
    """Value added of some industries (anywhere) inside each region's exports of others, as fractions of those exports.

    Rows: exporters; columns: industries of origin. v_i B E with v kept for one industry at a time; the exports are those of
    manufactures other than electronics, unless others are named. Shares outside 0 to 1 (exports of stores that run down) are left so; an OutsideBounds warning counts them.
    """
    return bounds.told(_inside(m, of, origins), "shares of value added inside exports")


def _inside(m: MRIO, of, origins=tuple(ICT)) -> pd.DataFrame:
    carriers = m.select(of)
    exports = m.exports.sum(axis=1) * carriers
    total = m.by_region(exports)
    held = m.by_region(_earned(m, origins) * exports[:, None])
    share = np.divide(held, total[:, None], out=np.zeros_like(held), where=total[:, None] != 0)
    return pd.DataFrame(share, pd.Index(m.regions, name="region"), list(origins))


def _earned(m: MRIO, origins) -> np.ndarray:
    """What each industry of origin earns, anywhere, of a dollar of each product: nodes × origins."""
    return m.solve_transposed(np.column_stack([np.where(m.select(i), m.v, 0.0) for i in origins]))


@kept
def ict_inside(of: tuple[str, ...] = OTHER_GOODS) -> pd.DataFrame:
    """ICT value added inside exports of some industries, by (year, region) and industry of origin; region WLD is the world.

    Small exporters' shares may be negative, for stores that run down count as negative exports; ``attrs["outside"]`` tells
    how many (of other goods none; of all manufactures 11 of 2,142, in Cyprus and Greece, the farthest -2.6 %).
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
    """ICT value added inside a region's exports of other goods (`OTHER_GOODS`), years × industry of origin in words, in per cent.

    region: a code of the WIOD tables, or WLD for the world. Raises ValueError for another.
    """
    table = ict_inside()
    if region not in table.index.get_level_values("region"):
        raise ValueError(f"There is no region {region!r} in the WIOD tables.")
    return table.xs(region, level="region").rename(columns=ICT) * 100


def together() -> pd.DataFrame:
    """All ICT value added inside exports of other goods, years × regions (WLD is the world), in per cent."""
    return ict_inside().sum(axis=1).unstack("region") * 100


@kept
def in_2022(of: tuple[str, ...] = OTHER_GOODS) -> pd.DataFrame:
    """The same for 2022 by OECD's table: 80 economies and WLD (the 80 together) × industry of origin in words, per cent.

    Another edition, not to be joined to 1995-2011: publishing and film are business services here, printing there, and
    what the rest of the world adds to its own inputs is not known.
    """
    m = datasets.mrio(2022)
    with bounds.untold():
        share = _inside(m, of).drop(index="ROW")
    weight = m.by_region(m.exports.sum(axis=1) * m.select(of))[np.array(m.regions) != "ROW"]
    share.loc["WLD"] = np.average(share, axis=0, weights=weight)
    return share.rename(columns=ICT) * 100


@kept
def goods(year: int) -> pd.DataFrame:
    """By (region, manufacturing industry): exports (million USD) and, of a dollar of them, what ICT industries and mining earn."""
    m = datasets.mrio(year)
    chosen = m.select(MANUFACTURING)
    table = pd.DataFrame(_earned(m, (*ICT, "mining")), m.nodes, [*ICT, "mining"]).assign(exports=m.exports.sum(axis=1))
    return table[chosen]


def _of_the_world(table: pd.DataFrame, origins=tuple(ICT)) -> float:
    """What some industries earn of a dollar of all the exports in a table of `goods`, per cent."""
    return float(np.average(table[list(origins)].sum(axis=1), weights=table["exports"])) * 100


def _others(year: int, without_region: str = "", without: str = "") -> pd.DataFrame:
    table = goods(year)
    region, industry = (table.index.get_level_values(k) for k in (0, 1))
    return table[(industry != "electronics") & (industry != without) & (region != without_region)]


@kept
def split(first: int = 1995, last: int = 2011) -> pd.Series:
    """The change of the ICT part of the world's other goods, in points: inside each exporter's goods, or by their weights."""
    both = {year: _others(year) for year in (first, last)}
    values = pd.DataFrame({year: t[list(ICT)].sum(axis=1) * 100 for year, t in both.items()})
    return change.within_between(values, pd.DataFrame({year: t["exports"].clip(lower=0) for year, t in both.items()}))


@kept
def at_prices_of_1995() -> pd.Series:
    """The ICT part of the world's exports of other goods by year, per cent, all counted at output prices of 1995, to 2009.

    Value added is brought to the prices of its industry's output (single deflation), exports to those of their makers.
    """
    out = {}
    for year in prices.PRICED:
        m = datasets.mrio(year)
        price = prices.of_output(year).reindex(m.nodes).to_numpy()
        exports = m.exports.sum(axis=1) * m.select(OTHER_GOODS)
        held = m.solve_transposed(m.v * m.select(ICT) / price) @ exports
        out[year] = float(held / (exports / price).sum() * 100)
    return pd.Series(out, name="ICT inside other goods, prices of 1995")


@kept
def specifications() -> pd.DataFrame:
    """Did the ICT part of the world's other goods rise? value: its change in points; agrees: it rose. Index: the choice."""

    def rise(first: int = 1995, last: int = 2011, origins=tuple(ICT), **without) -> float:
        return _of_the_world(_others(last, **without), origins) - _of_the_world(_others(first, **without), origins)

    def with_electronics(year: int) -> float:
        table = goods(year)
        own = table.index.get_level_values(1) == "electronics"
        return _of_the_world(table.assign(electronics=table["electronics"].where(~own, 0.0)))

    def without_mining(year: int) -> float:
        table = _others(year)
        return _of_the_world(table) / (100 - _of_the_world(table, ["mining"])) * 100

    each, constant = together().drop(columns="WLD"), at_prices_of_1995()
    out = {f"{a}-{b}": rise(a, b) for a, b in ((1995, 2011), (1995, 2000), (1995, 2008), (2000, 2008), (2000, 2011))}
    out |= {
        "1995-2011, without China's goods": rise(without_region="CHN"),
        "1995-2011, without refined petroleum": rise(without="petroleum"),
        "1995-2011, of value not earned in mining": without_mining(2011) - without_mining(1995),
        "1995-2011, weights of exporters and goods held": split()["within"],
        "1995-2011, simple mean of exporters": each.loc[2011].mean() - each.loc[1995].mean(),
        "1995-2011, services in electronics counted too": with_electronics(2011) - with_electronics(1995),
        **{f"1995-2011, {words} alone": rise(origins=[i]) for i, words in ICT.items()},
        "1995-2009": rise(1995, 2009),
        "1995-2009, at prices of 1995": constant[2009] - constant[1995],
    }
    return change.specifications(out)


@kept
def editions() -> pd.DataFrame:
    """ICT industries' share of the world's value added, per cent, as editions have it: year and edition × industry in words."""
    out = {}
    for words, name, year, codes in (
        ("2011, WIOD", "wiod_industries", 2011, "wiod2013"),
        ("2011, ADB", "adb_industries", 2011, None),
        ("2022, ADB", "adb_industries", 2022, None),
        ("2022, OECD", "icio_2022_industries", None, "icio2025"),
    ):
        table = datasets.load(name)
        table = table[table["year"] == year] if year else table
        industry = table["industry"].map(concordance(codes)) if codes else table["industry"]
        earned = table.groupby(industry)["value_added"].sum()
        out[words] = earned[list(ICT)] / earned.sum() * 100
    return pd.DataFrame(out).T.rename(columns=ICT)


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
