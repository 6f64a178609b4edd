"""Who upgrades, in which of four ways, in which order, and beside which signs of technology and market (lesson 4.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from helpers import datasets, traces
from helpers.classification import E11, MANUFACTURING, concordance, concordance_labels, name, regions
from helpers.datasets import kept
from helpers.tables import course
from helpers.tables.technology import HIGH_TECHNOLOGY_TEACHING

KINDS = ("process", "product", "function", "chain")  # the order in which the literature expects them
NONE = "none"
CODES = tuple(c for c, industry in concordance("wiod2013").items() if industry in MANUFACTURING)  # 14 of WIOD
FIRST, LAST = 1995, 2008  # prices and pay are known to 2009, a year of crisis
HALVES = ((1995, 2000), (2003, 2008))  # three years lie between, so that no year's error is in both
SMALL = 100  # million USD of output: below, a change of a share is noise
STEP, POINTS, PLACE = 0.10, 1.0, 0.05  # logarithm; points of output; steps to the user
DRAWS, SEED = 500, 45


@kept
def _panel() -> pd.DataFrame:
    """Manufacturing by year, (region, industry): WIOD's tables with prices and pay, shares of world exports, advantage."""
    key = ["year", "region", "industry"]
    table = datasets.load("wiod_industries")
    table = table[table["industry"].isin(CODES)]
    table = _advantage(table.merge(datasets.load("wiod_accounts"), on=key, how="left"))
    return table[table["region"] != "ROW"].set_index(key)


def _advantage(table: pd.DataFrame) -> pd.DataFrame:
    """With an industry's share of the world's exports and its revealed advantage among manufactures (Balassa 1965)."""
    share = table["exports"] / table.groupby(["year", "industry"])["exports"].transform("sum")
    own = table.groupby(["year", "region"])["exports"].transform("sum")
    world = table.groupby("year")["exports"].transform("sum")
    return table.assign(share=share, advantage=share / (own / world))


def _log(first: pd.Series, last: pd.Series) -> pd.Series:
    return np.log(last.where(last > 0)) - np.log(first.where(first > 0))


@kept
def moves(first: int = FIRST, last: int = LAST) -> pd.DataFrame:
    """What changed in each economy's manufacturing industries between two years, less the industry's median over economies.

    Rows (region, industry): 40 economies × 14 WIOD industries with an output of 100 million USD or more in both years.
    real: value added at 1995 prices over pay, less the median of the economy's own industries (workers by industry are in
    no table; if wages of an economy's industries move alike, pay counts its workers), logarithm; price: of output in USD,
    logarithm; share: of the world's exports, logarithm; pay, kept: compensation and value added, % of output, points;
    position: upstreamness, steps; before, after: revealed advantage (as it is). Source: WIOD, 2013 release and accounts.
    """
    panel = _panel()
    a, b = panel.loc[first], panel.loc[last]
    a, b = a[(a["output"] >= SMALL)], b[(b["output"] >= SMALL)]
    a, b = a.loc[a.index.intersection(b.index)], b.loc[a.index.intersection(b.index)]
    price = _log(a["output_price_usd"], b["output_price_usd"])
    real = _log(a["value_added"], b["value_added"]) - price - _log(a["compensation"], b["compensation"])
    table = pd.DataFrame(
        {
            "real": real - real.groupby("region").transform("median"),
            "price": price,
            "share": _log(a["share"], b["share"]),
            "pay": (b["compensation"] / b["output"] - a["compensation"] / a["output"]) * 100,
            "kept": (b["value_added"] / b["output"] - a["value_added"] / a["output"]) * 100,
            "position": b["upstreamness"] - a["upstreamness"],
        }
    ).dropna()
    table = table - table.groupby("industry").transform("median")
    return table.assign(before=a["advantage"], after=b["advantage"])


def kinds(table: pd.DataFrame, scale: float = 1.0, function: str = "pay and place", process: str = "labour") -> pd.DataFrame:
    """Which of the four kinds each row of `moves` made (True or False); definitions of this course.

    process: 10 % more real value for the same pay than the industry's median; product: 10 % more of the world's exports at
    a price that did not fall against it; function: a point more of each dollar of output as pay, at another place
    (0.05 steps, either way); chain: from a revealed advantage below 1 to one of 1 or more. ``scale`` multiplies these
    thresholds. function: "pay and place", "pay" or "kept" (no place); process: "labour" or "price" (10 % cheaper than the
    same industry abroad and its own economy's others). Kinds after Humphrey and Schmitz (2002). ValueError for other words.
    """
    return _made(table, scale, function, process, 1)


def mirrored(table: pd.DataFrame, scale: float = 1.0) -> pd.DataFrame:
    """The four kinds turned round: as far below the median, at a price that did not rise; an advantage lost."""
    return _made(table, scale, "pay and place", "labour", -1)


def _made(t: pd.DataFrame, scale: float, function: str, process: str, sign: int) -> pd.DataFrame:
    cheaper = -(t["price"] - t["price"].groupby("region").transform("median"))
    processes = {"labour": t["real"], "price": cheaper}
    moved = t["position"].abs() > PLACE * scale
    functions = {"pay and place": (t["pay"], moved), "pay": (t["pay"], True), "kept": (t["kept"], True)}
    if process not in processes or function not in functions:
        raise ValueError(f"process is one of {', '.join(processes)}; function one of {', '.join(functions)}.")
    value, there = functions[function]
    low, high = (t["before"], t["after"]) if sign > 0 else (t["after"], t["before"])
    return pd.DataFrame(
        {
            "process": sign * processes[process] > STEP * scale,
            "product": (sign * t["share"] > STEP * scale) & (sign * t["price"] >= 0),
            "function": (sign * value > POINTS * scale) & there,
            "chain": (low < 1) & (high >= 1),
        }
    )


def highest(made: pd.DataFrame) -> pd.Series:
    """The class of each row: the last kind in the order of `KINDS` that it made, or "none"."""
    place = (made[list(KINDS)].to_numpy() * np.arange(1, 5)).max(axis=1)
    return pd.Series(np.array([NONE, *KINDS], dtype=object)[place], made.index, name="class")


@kept
def found(first: int = FIRST, last: int = LAST) -> pd.DataFrame:
    """Share of country-industries that made each kind, and its mirror image, %; rows `KINDS`."""
    table = moves(first, last)
    return pd.DataFrame({"upgraded": kinds(table).mean(), "the mirror image": mirrored(table).mean()}) * 100


def _dealt(index: pd.MultiIndex, draws: int) -> Iterator[np.ndarray]:
    """Orders of rows in each of which every industry's economies are dealt anew among its rows; the same ones each time."""
    rng, industry = np.random.default_rng(SEED), pd.factorize(index.get_level_values("industry"))[0]
    rows = np.argsort(industry, kind="stable")
    for _ in range(draws):
        out = np.empty(len(industry), dtype=int)
        out[rows] = np.argsort(industry + rng.random(len(industry)))  # a fraction more keeps industries together
        yield out


@kept
def together(first: int = FIRST, last: int = LAST, draws: int = DRAWS) -> pd.DataFrame:
    """Share of country-industries that made 0 to 4 kinds, %: found, and by chance (expected, low, high of 95 % of draws).

    Chance: each kind is dealt anew among the economies of each industry, apart from the others.
    """
    made = kinds(moves(first, last))
    each, deals = made[list(KINDS)].to_numpy().astype(int).T, _dealt(made.index, 4 * draws)
    number = [sum(kind[next(deals)] for kind in each) for _ in range(draws)]
    drawn = [np.bincount(n, minlength=5) / len(made) * 100 for n in number]
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    real = np.bincount(each.sum(axis=0), minlength=5) / len(made) * 100
    index = pd.Index(range(5), name="kinds made")
    return pd.DataFrame({"found": real, "expected": np.mean(drawn, axis=0), "low": low, "high": high}, index)


@kept
def pairs(process: str = "labour", draws: int = DRAWS) -> pd.DataFrame:
    """Two kinds at once, % of country-industries, by pair: found, and by chance (expected, low, high of 95 % of deals), outside.

    process: as in `kinds`.
    """
    made = kinds(moves(), process=process)
    rows = {}
    for one, other in combinations(KINDS, 2):
        a, b = made[one].to_numpy(), made[other].to_numpy()
        drawn = [(a & b[deal]).mean() * 100 for deal in _dealt(made.index, draws)]
        low, high = np.quantile(drawn, [0.025, 0.975])
        real = (a & b).mean() * 100
        rows[f"{one} and {other}"] = {"found": real, "expected": np.mean(drawn), "low": low, "high": high, "outside": not low <= real <= high}
    return pd.DataFrame(rows).T.astype({"found": float, "expected": float, "low": float, "high": float, "outside": bool})


def _halves(halves=HALVES, **choices) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Kinds made in two periods by the country-industries that both have, thresholds half as high."""
    one, two = (kinds(moves(*years), 0.5 * choices.get("scale", 1.0), choices.get("function", "pay and place"), choices.get("process", "labour")) for years in halves)  # fmt: skip
    both = one.index.intersection(two.index)
    if choices.get("keep"):
        both = both[[choices["keep"](region, industry) for region, industry in both]]
    return one.loc[both], two.loc[both]


@kept
def transition(draws: int = DRAWS) -> pd.DataFrame:
    """From the class of 1995-2000 to that of 2003-2008: rows (first, then), columns found, expected, low, high and outside.

    Numbers of country-industries. Chance: classes of the later years are dealt anew among the economies of each industry;
    low to high holds 95 % of the deals; outside: found lies beyond.
    """
    order = [NONE, *KINDS]
    one, two = (highest(t) for t in _halves())
    first, then = (t.map(order.index).to_numpy() for t in (one, two))
    drawn = [np.bincount(5 * first + then[deal], minlength=25) for deal in _dealt(one.index, draws)]
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    real = np.bincount(5 * first + then, minlength=25)
    index = pd.MultiIndex.from_product([order, order], names=["first", "then"])
    table = pd.DataFrame({"found": real, "expected": np.mean(drawn, axis=0), "low": low, "high": high}, index)
    return table.assign(outside=(table["found"] < table["low"]) | (table["found"] > table["high"]))


def _order(one: pd.DataFrame, two: pd.DataFrame, draws: int) -> dict:
    """How much more often later moves are higher kinds after lower ones than lower ones after higher ones, points."""
    low, high = (lambda t: (t["process"] | t["product"]).to_numpy()), (lambda t: (t["function"] | t["chain"]).to_numpy())
    first_low, first_high, then_low, then_high = low(one), high(one), low(two), high(two)

    def excess(then: np.ndarray, first: np.ndarray) -> float:
        return (then[first].mean() - then[~first].mean()) * 100

    up, down = excess(then_high, first_low), excess(then_low, first_high)
    deals = _dealt(one.index, draws)
    drawn = [excess(then_high[d], first_low) - excess(then_low[d], first_high) for d in deals]
    floor, limit = np.quantile(drawn, [0.05, 0.95])
    return {"value": up - down, "up": up, "down": down, "floor": floor, "limit": limit, "agrees": up - down > limit, "number": len(one)}


@kept
def order(draws: int = 200) -> pd.DataFrame:
    """Do higher kinds follow lower ones? 14 sets of choices (words): value, up, down, floor, limit (points), agrees, number.

    up: function or chain moves of the later years, after a process or product move less without one; down: process or
    product moves after a function or chain move less without; value: up less down; limit, floor: what chance exceeds, and
    falls short of, in 5 % of draws; agrees: value above it. number: country-industries.
    """
    base = {"1995-2000, 2003-2008": HALVES, "1995-2001, 2002-2008": ((1995, 2001), (2002, 2008)), "to 2009": ((1995, 2000), (2003, 2009))}  # fmt: skip
    cases: dict[str, tuple] = {}
    for words, halves in base.items():
        cases[words] = (halves, {})
        cases[f"{words}, function by value added"] = (halves, {"function": "kept"})
        cases[f"{words}, process by price"] = (halves, {"process": "price"})
    cases["thresholds twice as high"] = (HALVES, {"scale": 2.0})
    cases["thresholds half as high"] = (HALVES, {"scale": 0.5})
    cases["without China"] = (HALVES, {"keep": lambda region, industry: region != "CHN"})
    cases["without refineries"] = (HALVES, {"keep": lambda region, industry: industry != "23"})
    cases["E11 only"] = (HALVES, {"keep": lambda region, industry: region in E11})
    return pd.DataFrame({w: _order(*_halves(h, **c), draws) for w, (h, c) in cases.items()}).T.astype(
        {"value": float, "up": float, "down": float, "floor": float, "limit": float, "agrees": bool, "number": int}
    )


@kept
def changed_class() -> pd.DataFrame:
    """How many country-industries change class under other choices than those of `kinds`, %: value; agrees: under a quarter."""
    base = highest(kinds(moves()))
    ways: dict[str, Callable[[], pd.DataFrame]] = {
        "thresholds half as high": lambda: kinds(moves(), 0.5),
        "thresholds a fifth lower": lambda: kinds(moves(), 0.8),
        "thresholds a fifth higher": lambda: kinds(moves(), 1.2),
        "thresholds twice as high": lambda: kinds(moves(), 2.0),
        "function: pay, wherever it stands": lambda: kinds(moves(), function="pay"),
        "function: value added of output": lambda: kinds(moves(), function="kept"),
        "process: a lower price": lambda: kinds(moves(), process="price"),
        "1995 to 2007": lambda: kinds(moves(1995, 2007)),
        "1995 to 2009": lambda: kinds(moves(1995, 2009)),
        "1996 to 2008": lambda: kinds(moves(1996, 2008)),
    }
    out = {}
    for words, way in ways.items():
        other = highest(way())
        both = base.index.intersection(other.index)
        out[words] = (base[both] != other[both]).mean() * 100
    value = pd.Series(out, name="value")
    return value.to_frame().assign(agrees=value < 25)


@kept
def near(first: int = FIRST, last: int = LAST, at_least: float = 0.0) -> pd.DataFrame:
    """Are new industries entered from near by? Country-industries without an advantage, in thirds by nearness: number, entered (%).

    nearness: the part of an industry's related ones in which the economy had an advantage; two industries are related as
    far as economies with an advantage in one have it in the other (the smaller share of both). before: their mean revealed
    advantage in the first year; ``at_least``: only those that had this much. Source: Hidalgo and others (2007), for 14
    industries instead of products.
    """
    table = moves(first, last)
    has = (_panel().loc[first]["advantage"].unstack("industry").fillna(0) >= 1).astype(float)
    both = (has.T @ has).to_numpy()
    related = both / np.maximum.outer(np.diag(both), np.diag(both)) * (1 - np.eye(len(both)))
    close = (has @ related / related.sum(axis=0)).set_axis(has.columns, axis="columns").stack().reindex(table.index)
    outside = table[(table["before"] < 1) & (table["before"] >= at_least)]
    third = pd.qcut(close[outside.index], 3, labels=["far", "between", "near"])
    groups = outside.assign(entered=(outside["after"] >= 1) * 100.0).groupby(third, observed=True)
    return pd.DataFrame({"number": groups.size(), "before": groups["before"].mean(), "entered": groups["entered"].mean()}).set_axis(
        ["far", "between", "near"]
    )


def economy_kinds(region: str, first: int = FIRST, last: int = LAST, scale: float = 1.0) -> pd.DataFrame:
    """The kinds that each manufacturing industry of an economy made, industries in words; ValueError for an unknown one."""
    made = kinds(moves(first, last), scale)
    if region not in made.index.get_level_values("region"):
        raise ValueError(f"{name(region)} has no accounts in WIOD; there are 40 economies with them.")
    own = made.loc[region]
    labels = concordance_labels("wiod2013")
    return own.set_axis([labels[c] for c in own.index])


def economies() -> list[str]:
    """Codes of the 40 economies whose moves are known."""
    return sorted(set(moves().index.get_level_values("region")))


@kept
def by_worker(first: int = FIRST, last: int = LAST) -> pd.Series:
    """Real value added per worker in all of manufacturing, growth % a year, by economy of the course's list (Economic Transformation Database)."""
    table = datasets.load("etd_structure").query("sector == 'manufacturing'")
    table = table[table["region"].isin(regions().index)]
    wide = table.pivot(index="region", columns="year", values="productivity")
    return (((wide[last] / wide[first]) ** (1 / (last - first)) - 1) * 100).dropna().rename("growth")


# -- later years, another publisher ------------------------------------------------------------------------------------
def _thin(table: pd.DataFrame, first: int, last: int, chosen: list[str]) -> pd.DataFrame:
    """The three signs that a table without prices and pay knows: (region, teaching industry) × sign, True or False."""
    table = _advantage(table)
    table = table[(table["output"] >= SMALL) & (table["exports"] > 0)]
    table = table[table["region"].isin(chosen)]
    table = table.set_index(["year", "region", "industry"])
    a, b = table.loc[first], table.loc[last]
    both = a.index.intersection(b.index)
    a, b = a.loc[both], b.loc[both]
    share = _log(a["share"], b["share"])
    kept_ = (b["value_added"] / b["output"] - a["value_added"] / a["output"]) * 100
    share, kept_ = (v - v.groupby("industry").transform("median") for v in (share, kept_))
    return pd.DataFrame(
        {
            "more of the market": share > STEP,
            "more value kept": kept_ > POINTS,
            "a new advantage": (a["advantage"] < 1) & (b["advantage"] >= 1),
        }
    )


def _wiod_teaching() -> pd.DataFrame:
    table = datasets.load("wiod_industries")
    table = table[table["industry"].isin(CODES)]
    table = table.assign(industry=table["industry"].map(concordance("wiod2013")))
    return table.groupby(["year", "region", "industry"], as_index=False)[["output", "value_added", "exports"]].sum()


def _adb() -> pd.DataFrame:
    table = datasets.load("adb_industries")
    table = table[table["industry"].isin(MANUFACTURING)]
    return table.assign(exports=table["exports_intermediate"] + table["exports_final"])


@kept
def later() -> pd.DataFrame:
    """Three thin signs, % of country-industries: WIOD 1995-2011, ADB 2007-2011 and 2011-2022, and how often both
    publishers say the same of 2007-2011 (the 40 economies and 11 industries that both have).
    """
    chosen = economies()
    wiod, adb = _wiod_teaching(), _adb()
    one, two = _thin(wiod, 2007, 2011, chosen), _thin(adb, 2007, 2011, chosen)
    both = one.index.intersection(two.index)
    return pd.DataFrame(
        {
            "WIOD 1995-2011": _thin(wiod, 1995, 2011, chosen).mean(),
            "ADB 2011-2022": _thin(adb, 2011, 2022, chosen).mean(),
            "WIOD 2007-2011": one.loc[both].mean(),
            "ADB 2007-2011": two.loc[both].mean(),
            "both say the same": (one.loc[both] == two.loc[both]).mean(),
        }
    ).T.mul(100)


# -- two traces --------------------------------------------------------------------------------------------------------
TRACED = ("BRA", "CHN", "IND", "IDN", "KOR", "MEX", "RUS", "TUR")  # of the E11, those ADB's tables have since 2000
BOTH, NEITHER = "both at once", "neither"
PATHS = ("market first", "technology first", BOTH, NEITHER)


@kept
def signs() -> pd.DataFrame:
    """Signs of technology and market of eight E11 economies, by region and year (2000, 2007-2022).

    technology: R&D, % of GDP of the whole economy (research by industry is in no table; gaps of up to three years filled
    forward, Indonesia's of 2002 to 2008 with 2001's); patents: applications by residents, to 2021; market: share of the
    world's exports of final products of high technology (chemicals, machinery, electronics, vehicles), %; kept: value
    added of high technology, % of its output. ADB tables; World Bank.
    """
    table = datasets.load("adb_industries")
    table = table[table["industry"].isin(HIGH_TECHNOLOGY_TEACHING)]
    total = table.groupby(["region", "year"])[["output", "value_added", "exports_final"]].sum()
    world = table.groupby("year")["exports_final"].sum()
    research = datasets.load("research").set_index(["region", "year"])
    spent = research["rd_pct_gdp"].unstack("year").ffill(axis=1, limit=7).stack()
    own = total.loc[list(TRACED)]
    out = pd.DataFrame(
        {
            "technology": spent.reindex(own.index),
            "patents": research["residents"].reindex(own.index),
            "market": own["exports_final"] / world.reindex(own.index, level="year") * 100,
            "kept": own["value_added"] / own["output"] * 100,
        }
    )
    return out.reset_index()


def taken(threshold: float = 0.25, technology: str = "technology", middle: int = 2011) -> pd.DataFrame:
    """Which path each economy took: growth of both signs from 2000 to ``middle`` (factors) and the change of value kept to 2022.

    A sign moved if it grew by the threshold (fraction) or more; the path is named by which moved. ValueError for a threshold
    that is not above 0.
    """
    if not threshold > 0:
        raise ValueError("The threshold is a fraction above 0, such as 0.25.")
    wide = signs().pivot(index="region", columns="year")
    grown = pd.DataFrame({k: wide[k][middle] / wide[k][2000] for k in (technology, "market")})
    grown.columns = ["technology", "market"]
    by = grown >= 1 + threshold
    path = np.select(
        [by["technology"] & by["market"], by["market"], by["technology"]], [BOTH, PATHS[0], PATHS[1]], NEITHER
    )
    since = wide["kept"][2022] - wide["kept"][2000]
    return grown.assign(kept=since, path=path).loc[list(TRACED)]


@kept
def one_trace() -> pd.DataFrame:
    """Did most of the eight take one of the two traces? value: how many did; agrees: five or more. 18 sets of choices."""
    out = {}
    for technology, words in (("technology", "R&D"), ("patents", "patents")):
        for threshold in (0.1, 0.25, 0.5):
            for middle in (2007, 2009, 2011):
                path = taken(threshold, technology, middle)["path"]
                out[f"{words}, {threshold:.0%} by {middle}"] = path.isin(PATHS[:2]).sum()
    value = pd.Series(out, name="value").astype(float)
    return value.to_frame().assign(agrees=value > len(TRACED) / 2)


@kept
def model_choices() -> pd.DataFrame:
    """Does the stronger capability name the faster trace? 27 sets of choices of the stage model (made up).

    value: of unlike starts (capabilities 0.3 or more apart, on a grid) from which a brand is reached in 40 years, % that
    reach it sooner by the trace of their stronger capability (0 if none is reached); agrees: more than half.
    """
    out = {}
    for squeeze in (0.0, 0.3, 0.6):
        for fading in (0.0, 0.02, 0.04):
            for learning in (0.1, 0.15, 0.2):
                years = traces.years_to_brand(squeeze=squeeze, learning=learning, fading=fading)
                out[f"squeeze {squeeze:g}, learning {learning:g}, fading {fading:g}"] = _named_by_strength(years)
    value = pd.Series(out, name="value")
    return value.to_frame().assign(agrees=value > 50)


def _named_by_strength(years: pd.DataFrame) -> float:
    """Of unlike starts from which a brand is reached: how many reach it sooner by the trace of the stronger capability, %."""
    technology, market = (years.index.get_level_values(k).to_numpy() for k in ("technology", "market"))
    sold, made = (years[trace].fillna(np.inf).to_numpy() for trace in PATHS[:2])
    unlike = (np.abs(market - technology) >= 0.3 - 1e-9) & np.isfinite(np.minimum(sold, made))
    right = np.where(market > technology, sold < made, made < sold)
    return float(right[unlike].mean() * 100) if unlike.any() else 0.0


@kept
def pace() -> pd.DataFrame:
    """What sets the pace in the stage model: rank correlation of the years to the sooner brand with the weaker and the
    stronger capability at the start, by squeeze (rows); starts on a grid that reach a brand in 40 years.
    """
    out = {}
    for squeeze in (0.0, 0.3, 0.6):
        years = traces.years_to_brand(squeeze=squeeze).min(axis=1).dropna()
        start = years.index.to_frame()
        both = {"weaker": start.min(axis=1), "stronger": start.max(axis=1)}
        out[squeeze] = {k: years.corr(v, method="spearman") for k, v in both.items()}
    return pd.DataFrame(out).T.rename_axis("squeeze")


# -- four suggestions --------------------------------------------------------------------------------------------------
LEANS_ON = {
    "1 begin at the low-cost end": ("1.5a", "2.3c", "2.3d"),
    "2 rich economies open and share": ("1.1c", "1.5b", "3.1a", "3.2a", "4.1c"),
    "3 innovation and own multinationals": ("1.2a", "1.3a", "1.7a"),
    "4 culture and affinity": ("1.1c", "3.1b", "4.1a"),
}


def leans_on() -> pd.DataFrame:
    """The judged claims of other lessons that each of the four suggestions leans on: suggestion, claim, verdict, value (register)."""
    claims = course.claims()
    rows = [
        {"suggestion": words, "claim": id, "verdict": claims.at[id, "verdict"], "decides": claims.at[id, "value"]}
        for words, ids in LEANS_ON.items()
        for id in ids
    ]
    return pd.DataFrame(rows)


@kept
def low_start() -> pd.DataFrame:
    """Who began low and who high, and what followed, %: rows by the part paid as wages in 1995 below or above the median.

    low, high: an industry's pay, % of output, 1995, against its median over economies. Columns: kinds made in 1998-2008
    (three years later, so that an error of 1995 is not in both).
    """
    pay = (_panel().loc[1995]["compensation"] / _panel().loc[1995]["output"]).dropna()
    began = pay - pay.groupby("industry").transform("median")
    made = kinds(moves(1998, 2008))
    began = began.reindex(made.index).dropna()
    group = np.where(began < 0, "began low", "began high")
    return made.loc[began.index].groupby(group).mean().loc[["began low", "began high"]] * 100
