"""Has distance lost its pull? How much less is traded over a longer way, by year, industry and choice (lesson 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from helpers import classification, datasets, year_gravity
from helpers.datasets import kept
from helpers.tables import agreement_effects

BY_WIRE = ("telecom", "finance", "business_services")  # services that can be delivered without meeting
AREA = 0.67  # of the radius of a disc: the mean way between a centre and people around it (Head and Mayer 2002)
NEAREST, BY_AREA, CEPII = "a quarter of the way to the nearest", "from the area", "between its cities (CEPII)"
ABROAD, HOME, BORDER, YOTOV = (
    "abroad only",
    "with home sales",
    "with home sales and a border",
    "with home sales, distance at home apart",
)
FLOWS = {"value_added": "value added", "gross_exports": "gross"}
TIES = ("common_language", "common_border")
LEFT_OUT = ("China", "trade inside the EU27")
MOVES = ("nearer", "as before", "farther")
LESS = 0.05  # a distance elasticity that comes nearer to zero by less than this is called unchanged


@kept
def home_distance() -> pd.DataFrame:
    """How far an economy is from itself, km, by economy: three ways to say it. Missing where one cannot be said.

    A quarter of the distance to the nearest other economy (Wei 1996); two thirds of the radius of a disc of the economy's
    area, here of Natural Earth's outlines (Head and Mayer 2002); CEPII's distance among its own cities (69 economies).
    """
    pairs = datasets.load("pairs")
    near = pairs.groupby("origin")["distance_km"].min() / 4
    known = datasets.load("home_distances").set_index("region")["distance_km"]
    radius = np.sqrt(_areas() / np.pi)
    return pd.DataFrame({NEAREST: near, BY_AREA: AREA * radius, CEPII: known}).rename_axis("region")


def _areas() -> pd.Series:
    """Areas, km², by region, from outlines to a tenth of a degree: the polygon on an equal-area (cylindrical) map."""
    out: dict[str, float] = {}
    for (region, _), ring in datasets.load("outlines").groupby(["region", "ring"]):
        x = np.unwrap(np.radians(ring["lon"].to_numpy()))
        y = np.sin(np.radians(ring["lat"].to_numpy()))
        area = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2 * 6371.0**2
        out[region] = out.get(region, 0.0) + float(area)
    return pd.Series(out).drop("-99", errors="ignore")


@cache
def _pairs() -> pd.DataFrame:
    """Pairs of economies of the shipped tables and of the Guide's, that a merge need not look through all 50,000."""
    known = {*classification.regions().index, *datasets.load("home_distances")["region"]}
    pairs = datasets.load("pairs")
    return pairs[pairs["origin"].isin(known) & pairs["destination"].isin(known)]


def with_distance(trade: pd.DataFrame, inside: str = BY_AREA) -> pd.DataFrame:
    """Flows by origin, destination and year with log_distance (home too), common_language and common_border, border.

    border: 1 abroad; abroad, at_home: log_distance of only one of the two, 0 elsewhere. At home the language is common and
    no border is. Rows of economies without a distance at home are left out where they sell at home.
    """
    out = trade.merge(_pairs(), on=["origin", "destination"], how="left")
    home = (out["origin"] == out["destination"]).to_numpy()
    own = out["origin"].map(home_distance()[inside])
    out["log_distance"] = np.log(out["distance_km"].where(~home, own))
    out["common_language"] = out["common_language"].mask(home, 1.0)
    out["common_border"] = out["common_border"].mask(home, 0.0)
    out["border"] = (~home).astype(float)
    out["abroad"] = out["log_distance"].where(~home, 0.0)
    out["at_home"] = out["log_distance"].where(home, 0.0)
    return out


WAYS = {  # what is asked of the years each for itself, and of all years together
    ABROAD: (("log_distance", *TIES), ()),
    HOME: (("log_distance", *TIES), ()),
    BORDER: (("log_distance", *TIES, "border"), ()),
    YOTOV: (("abroad",), (*TIES, "at_home")),
}


def estimate(trade: pd.DataFrame, flow: str, way: str, inside: str = BY_AREA) -> tuple[year_gravity.YearGravity, str]:
    """A flow on distance one way of `WAYS`, and the term that holds distance. Home rows are left out abroad."""
    return _estimate(with_distance(trade, inside), flow, way)


def _estimate(ready: pd.DataFrame, flow: str, way: str) -> tuple[year_gravity.YearGravity, str]:
    """`estimate` of flows that have their distances."""
    if way == ABROAD:
        ready = ready[ready["origin"] != ready["destination"]]
    terms, constant = WAYS[way]
    return year_gravity.estimate(ready, flow, terms, constant), terms[0]


def part(trade: pd.DataFrame, left_out: str) -> pd.DataFrame:
    """What is left of a trade table without one of `LEFT_OUT`; all of it for ""."""
    ends = [trade["origin"], trade["destination"]]
    if left_out == "China":
        return trade[(ends[0] != "CHN") & (ends[1] != "CHN")]
    if left_out == "trade inside the EU27":
        union = ends[0].isin(classification.EU27) & ends[1].isin(classification.EU27) & (ends[0] != ends[1])
        return trade[~union]
    return trade


@kept
def wiod() -> pd.DataFrame:
    """WIOD's 40 economies 1995-2011 with home sales, million USD: value_added and gross_exports (`agreement_effects.wiod2013`)."""
    return agreement_effects.wiod2013()[["year", "origin", "destination", *FLOWS]]


@kept
def by_year() -> pd.DataFrame:
    """The distance elasticity each year 1995-2011 of value added and gross trade, abroad and with home sales and a border.

    Rows: years; columns: (flow, way); home distance from the area.
    """
    out, ready = {}, with_distance(wiod())
    for flow, words in FLOWS.items():
        for way in (ABROAD, HOME, BORDER):
            found, term = _estimate(ready, flow, way)
            out[words, way] = found.of(term)["estimate"]
    return pd.DataFrame(out)


def _panels() -> Iterator[tuple[str, pd.DataFrame, str]]:
    """(words, flows of the first and last year with home sales, flow): three panels."""
    ends = wiod()[wiod()["year"].isin([1995, 2011])]
    for flow, words in FLOWS.items():
        yield f"{words} 1995-2011", ends, flow
    sales = agreement_effects.wiod2016()
    yield "gross 2000-2014", sales[sales["year"].isin([2000, 2014])], "sales"
    goods = agreement_effects.manufactures()
    yield "manufactures 1986-2006", goods[goods["year"].isin([1986, 2006])], "sales"


@kept
def specifications() -> pd.DataFrame:
    """How far the distance elasticity moved from the first to the last year of a panel, under all choices (words).

    Choices: four panels; abroad only, with home sales, with a border too, or with the distance at home apart and one weight
    in both years (Yotov 2012); three distances at home; everyone, without China, without trade inside the EU27. value: last
    less first (above zero: distance counts less), low and high (95 %), first, last; way; agrees: nearer to zero by more
    than 0.05, the interval above zero; moved: nearer, farther (by more than 0.05, clear or not) or as before.
    """
    rows = {}
    for words, panel, flow in _panels():
        insides = {inside: with_distance(panel, inside) for inside in (BY_AREA, NEAREST, CEPII)}
        ready = {(inside, left): part(p, left) for inside, p in insides.items() for left in ("", *LEFT_OUT)}
        for way in WAYS:
            for inside in insides if way != ABROAD else (BY_AREA,):
                for left_out in ("", *LEFT_OUT):
                    found, term = _estimate(ready[inside, left_out], flow, way)
                    change = found.change(term)
                    level = found.of(term)["estimate"]
                    named = ", ".join(
                        [words, way] + [inside] * (way != ABROAD) + [f"without {left_out}"] * bool(left_out)
                    )
                    rows[named] = {
                        "value": change["estimate"], "low": change["low"], "high": change["high"], "first": level.iloc[0],
                        "last": level.iloc[-1], "way": way, "panel": words,
                    }  # fmt: skip
    out = pd.DataFrame.from_dict(rows, orient="index")
    numbers = ["value", "low", "high", "first", "last"]
    out[numbers] = out[numbers].astype(float)
    moved = np.select([out["value"] > LESS, out["value"] < -LESS], MOVES[::2], MOVES[1])
    return out.assign(agrees=(out["value"] > LESS) & (out["low"] > 0), moved=moved)


def moves(table: pd.DataFrame) -> pd.DataFrame:
    """How many of `specifications` came nearer, stayed or went farther (`MOVES`), by panel; clear: nearer with an interval above zero."""
    counted = pd.crosstab(table["panel"], table["moved"]).reindex(columns=list(MOVES), fill_value=0)
    return counted.assign(clear=table.groupby("panel")["agrees"].sum()).loc[table["panel"].unique()].rename_axis(columns=None)


@kept
def sales_by_industry(year: int) -> pd.DataFrame:
    """What each economy's industries sell to each economy, home too, million USD: origin, destination, year, industries.

    From the input-output table of the year, rest of the world left out; negative cells (inventories) are set to 0.
    """
    m = datasets.mrio(year)
    inputs = m.Z.reshape(m.G, m.N, m.G, m.N).sum(axis=3)
    sold = (inputs + m.Y.reshape(m.G, m.N, m.G)).transpose(0, 2, 1).clip(min=0)
    rows = pd.MultiIndex.from_product([m.regions, m.regions], names=["origin", "destination"])
    out = pd.DataFrame(sold.reshape(m.G * m.G, m.N), rows, m.industries).reset_index().assign(year=year)
    return out[(out["origin"] != "ROW") & (out["destination"] != "ROW")]


@kept
def by_industry(years: tuple[int, ...] = (1995, 2011), way: str = ABROAD) -> pd.DataFrame:
    """The distance elasticity of each industry's trade: first, last, change, low, high (of the change), kind.

    kind: goods, services by wire, other services. WIOD spreads much of services trade over partners by rules of thumb: say so.
    """
    trade = pd.concat([sales_by_industry(y) for y in years])
    rows, ready = {}, with_distance(trade)
    for industry in [c for c in trade if c not in ("origin", "destination", "year")]:
        found, term = _estimate(ready, industry, way)
        change, level = found.change(term), found.of(term)["estimate"]
        kind = "goods" if industry in classification.GOODS else "services by wire" if industry in BY_WIRE else "other services"
        rows[industry] = {
            "first": level.iloc[0], "last": level.iloc[-1], "change": change["estimate"], "low": change["low"],
            "high": change["high"], "kind": kind,
        }  # fmt: skip
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("industry")


def kinds(way: str = ABROAD) -> pd.DataFrame:
    """Goods, services by wire and other services, added up: distance elasticity in 1995 and 2011, change, low, high (95 %)."""
    trade = pd.concat([sales_by_industry(y) for y in (1995, 2011)])
    other = [c for c in trade if c not in ("origin", "destination", "year", *classification.GOODS, *BY_WIRE)]
    parts = {"goods": list(classification.GOODS), "services by wire": list(BY_WIRE), "other services": other}
    summed = trade[["origin", "destination", "year"]].assign(**{k: trade[v].sum(axis=1) for k, v in parts.items()})
    rows = {}
    for k in parts:
        found, term = estimate(summed, k, way)
        change = found.change(term)
        rows[k] = {**found.of(term)["estimate"], "change": change["estimate"], "low": change["low"], "high": change["high"]}
    return pd.DataFrame(rows).T


def sold_abroad(code: str, year: int = 2011) -> pd.DataFrame:
    """What an economy of WIOD sells to each other one, million USD, and how far away that is: value_added, gross_exports, km."""
    sold = wiod().query("origin == @code and destination != @code and year == @year")
    return sold.merge(_pairs(), on=["origin", "destination"]).set_index("destination")[[*FLOWS, "distance_km"]].rename(columns={"distance_km": "km"})


@kept
def ways_of(code: str) -> pd.DataFrame:
    """The mean way of a dollar of value added sold abroad, km, by year: of one economy and of all WIOD's (WLD)."""
    own = mean_way(wiod().query("origin == @code"), "value_added")
    return pd.DataFrame({code: own, "WLD": mean_way(wiod(), "value_added")})


def mean_way(trade: pd.DataFrame, flow: str) -> pd.Series:
    """The mean way a dollar goes between economies, km, by year: distances weighted by a flow abroad."""
    far = trade[trade["origin"] != trade["destination"]].merge(_pairs(), on=["origin", "destination"])
    return (far["distance_km"] * far[flow]).groupby(far["year"]).sum() / far.groupby("year")[flow].sum()


@cache
def _guide() -> tuple[year_gravity.YearGravity, str]:
    return estimate(agreement_effects.manufactures(), "sales", YOTOV, CEPII)


@kept
def guide_by_year() -> pd.Series:
    """The distance elasticity of manufactures against sales at home, 1986-2006, distance at home apart (CEPII's)."""
    found, term = _guide()
    return found.of(term)["estimate"].rename("elasticity")


@kept
def early(by: int = 1994) -> pd.Series:
    """The part of `guide_by_year`'s change from 1986 to 2006 that had come by a year, %, and its standard error (delta method)."""
    found, term = _guide()
    ends = [(term, year) for year in (1986, by, 2006)]
    first, then, last = found.table.loc[ends, "estimate"]
    part = (then - first) / (last - first)
    slope = np.array([part - 1, 1.0, -part]) / (last - first)
    variance = float(slope @ found.covariance.loc[ends, ends].to_numpy() @ slope)
    return pd.Series({"part": part, "error": np.sqrt(max(variance, 0.0))}) * 100


@kept
def later() -> pd.DataFrame:
    """A later table, its own edition: distance elasticities abroad of the same economies, WIOD 2011 and ICIO 2022.

    Rows: value added, gross; columns: (year, estimate, low, high). Two publishers: the step between them is no trend.
    """
    one = wiod().query("year == 2011")
    two = datasets.load("icio_2022_flows").assign(year=2022)[["year", "origin", "destination", *FLOWS]]
    both = set(one["origin"]) & set(two["origin"])
    out = {}
    for year, trade in ((2011, one), (2022, two)):
        trade = trade[trade["origin"].isin(both) & trade["destination"].isin(both)]
        trade = trade.assign(**{f: trade[f].clip(lower=0) for f in FLOWS})
        for flow, words in FLOWS.items():
            found, term = estimate(trade, flow, ABROAD)
            out[words, year] = found.of(term).iloc[0][["estimate", "low", "high"]]
    return pd.DataFrame(out).T.rename_axis(["flow", "year"])
