"""Who is in the dark: economies that no table of industries holds, and those at the edge of goods trade (lesson 3.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import hypergeom

from helpers import classification, datasets
from helpers.datasets import kept
from helpers.network import Network
from helpers.tables import change

GROUPS = ["Low income", "Lower middle income", "Upper middle income", "High income"]
FOURTHS = ["poorest fourth", "second fourth", "third fourth", "richest fourth"]
YEARS = (2009, 2023)
DARK = 25.0  # the darkest fourth
MEASURES = {
    "buyers": "buyers of 1 million USD or more",
    "large buyers": "buyers of 100 million USD or more",
    "exports": "share of the world's exports, %",
    "pagerank": "PageRank, %",
    "steps": "steps from the core",
}
COUNTS = {"buyers": 1.0, "large buyers": 100.0}
OFF = {"nothing": "as they are", "people": "off people", "GDP": "off GDP", "size": "off GDP and people"}
SIZES = {"nothing": [], "people": ["population"], "GDP": ["gdp_usd"], "size": ["gdp_usd", "population"]}


@kept
def goods(year: int) -> pd.DataFrame:
    """Goods trade, million USD: exporter × importer, 0 where nothing is reported; 197 economies in 2009, 194 in 2023.

    Two files of two makers (`trade2009`, a sixth below the WTO's total; `trade2023`): shares and ranks, not levels.
    """
    table = datasets.load(f"trade{year}")
    codes = sorted({*table["exporter"], *table["importer"]})
    wide = table.pivot(index="exporter", columns="importer", values="exports")
    return wide.reindex(index=codes, columns=codes).fillna(0.0)


@kept
def economies(year: int) -> pd.DataFrame:
    """Economies of the year's goods trade: name, income_group (the World Bank's of 2025), gdp_usd, population, per_head, fourth.

    fourth: by GDP per head of that year, among those whose GDP is known.
    """
    table = datasets.load("economies").query("year == @year").set_index("region")
    out = table.reindex(goods(year).index)[["name", "income_group", "gdp_usd", "population"]]
    out["name"] = out["name"].fillna(pd.Series(classification.names(out.index), out.index))
    out["per_head"] = out["gdp_usd"] / out["population"]
    return out.assign(fourth=pd.qcut(out["per_head"], 4, labels=FOURTHS).astype(object))


def held() -> dict[str, set[str]]:
    """Economies that tables of industries hold, each table's latest year: WIOD (40), ADB (72), ICIO (80)."""
    adb = datasets.load("adb_industries").query("year == 2022")["region"]
    wiod, icio = (datasets.load(n)["region"] for n in ("wiod_regions", "icio_2022_regions"))
    return {"WIOD": set(wiod) - {"ROW"}, "ADB": set(adb) - {"ROW"}, "ICIO": set(icio) - {"ROW"}}


@kept
def left_out() -> pd.DataFrame:
    """What stands outside each table, by income group and for all: rows (table, group).

    economies, outside (counts, of the World Bank's 217 and so without Chinese Taipei, which all three tables hold); people,
    gdp, trade: % outside (2023; exports and imports of goods of the 194 economies in that file).
    """
    world = datasets.load("economies").query("year == 2023").set_index("region")
    flows = goods(2023)
    world["trade"] = (flows.sum(axis=1) + flows.sum(axis=0)).reindex(world.index)
    rows = {}
    for table, codes in held().items():
        out = ~world.index.isin(list(codes))
        for group in [*GROUPS, "all"]:
            here = (world["income_group"] == group).to_numpy() | (group == "all")
            row = {"economies": int(here.sum()), "outside": int((here & out).sum())}
            for column, words in (("population", "people"), ("gdp_usd", "gdp"), ("trade", "trade")):
                row[words] = world.loc[here & out, column].sum() / world.loc[here, column].sum() * 100
            rows[table, group] = row
    return pd.DataFrame(rows).T.rename_axis(["table", "income_group"]).astype({"economies": int, "outside": int})


def buyers(year: int, least: float) -> pd.Series:
    """How many economies buy goods worth at least so many million USD from each economy."""
    return (goods(year) >= least).sum(axis=1).rename("buyers")


def core(year: int, share: float = 0.5) -> list[str]:
    """The fewest economies that together make a share of all exports and imports of goods, the largest first."""
    flows = goods(year)
    size = (flows.sum(axis=1) + flows.sum(axis=0)).sort_values(ascending=False)
    return list(size.index[: int((size.cumsum() / size.sum() < share).sum()) + 1])


def steps(year: int, share: float = 0.5, link: float = 0.001) -> pd.Series:
    """Steps from the core (`core`): 0 inside; 1 for who supplies at least ``link`` of a core economy's imports; 2 for who supplies
    as much of such a one's; and so on. Missing where no such way leads to the core.
    """
    flows = goods(year)
    linked = flows / flows.sum() >= link  # exporter → importer
    found = pd.Series(np.nan, flows.index, name="steps")
    edge, away = core(year, share), 0
    while edge:
        found[edge] = away
        sells = linked[edge].any(axis=1) & found.isna()
        edge, away = list(found.index[sells]), away + 1
    return found


@kept
def measures(year: int) -> pd.DataFrame:
    """Five measures of an economy's place in goods trade, by economy: columns `MEASURES`; steps missing where no way leads."""
    flows = goods(year)
    out = {name: buyers(year, least) for name, least in COUNTS.items()}
    out["exports"] = flows.sum(axis=1) / flows.to_numpy().sum() * 100
    out["pagerank"] = Network(flows).pagerank() * 100
    return pd.DataFrame(out | {"steps": steps(year)})


def after_size(values: pd.Series, *sizes: pd.Series) -> pd.Series:
    """What is left of a measure once what goes with size is taken off: residuals of values on the logs of sizes (OLS).

    Missing where one of them is; an economy of average size and place gets 0. With GDP and population both, what is left has
    nothing to do with GDP per head either: it is the one over the other.
    """
    logs = {f"size {k}": np.log(size) for k, size in enumerate(sizes)}
    table = pd.DataFrame({"value": values} | logs).dropna()
    X = np.column_stack([np.ones(len(table)), table[list(logs)]])
    fitted = X @ np.linalg.lstsq(X, table["value"].to_numpy(), rcond=None)[0]
    return (table["value"] - fitted).rename("after size")


def standing(values: pd.Series) -> pd.Series:
    """Place of each economy among all, 0 (darkest) to 100: middle of its rank, equal ones alike; missing ones left out."""
    values = values.dropna()
    return (values.rank() - 0.5) / len(values) * 100


def taken(off: str) -> str:
    """What is taken off, as the end of a phrase: ", off people"; nothing where nothing is."""
    return "" if off == "nothing" else f", {OFF[off]}"


@kept
def place(year: int, measure: str, off: str = "nothing") -> pd.Series:
    """Where economies stand by a measure of `MEASURES`, 0 (darkest) to 100; ``off``: what is taken off first, one of `OFF`.

    Counts are taken as log(1 + n), shares as logs; who has no way to the core stands one step behind the last. Whatever is
    taken off, economies without a GDP are left out then. Raises ValueError for another measure, or another thing to take off.
    """
    if measure not in MEASURES:
        raise ValueError(f"There is no measure {measure!r}; there are {', '.join(MEASURES)}.")
    if off not in OFF:
        raise ValueError(f"{off!r} cannot be taken off; choose one of {', '.join(OFF)}.")
    values, about = measures(year)[measure], economies(year)
    if measure == "steps":
        values = -values.fillna(values.max() + 1)
    else:
        values = np.log1p(values) if measure in COUNTS else np.log(values.where(values > 0))
    if off != "nothing":
        values = after_size(values.where(about["gdp_usd"].notna()), *(about[size] for size in SIZES[off]))
    return standing(values)


def in_the_dark(places: pd.Series, poor) -> pd.Series:
    """How many of the poor stand in the darkest fourth: poor, dark (counts), value (%), chance (% of all), p.

    places: as `place`; poor: codes. p: how often as many or more of a group of this size drawn blindly would be there.
    """
    dark, inside = places < DARK, places.index.isin(list(poor))
    n, k, all_dark = int(inside.sum()), int((dark & inside).sum()), int(dark.sum())
    p = float(hypergeom.sf(k - 1, len(places), all_dark, n))
    return pd.Series({"poor": n, "dark": k, "value": k / n * 100, "chance": all_dark / len(places) * 100, "p": p})


@kept
def specifications() -> pd.DataFrame:
    """Part of the poor in the darkest fourth (value, %) under 160 sets of choices in words; `in_the_dark`'s columns, agrees.

    Choices: five measures, as they are or with one of `OFF` taken off (off); who is poor (2023: low income; low and lower middle income; the poorest
    fourth by GDP per head; 2009: the poorest fourth of 2009); all economies, or those of a million people or more. agrees:
    more than chance, p below 0.05. The measures come from one table a year: they are not 160 witnesses.
    """
    rows = {}
    for year in YEARS:
        about = economies(year)
        whose = {"the poorest fourth": about["fourth"] == FOURTHS[0]}
        if year == 2023:
            low = about["income_group"] == GROUPS[0]
            whose = {"low income": low, "low and lower middle income": about["income_group"].isin(GROUPS[:2])} | whose
        for measure in MEASURES:
            for off in OFF:
                for large in (False, True):
                    places = place(year, measure, off)
                    if large:
                        places = standing(places[about["population"].reindex(places.index) >= 1e6])
                    for who, poor in whose.items():
                        words = f"{year}, {measure}{taken(off)}, {who}{', 1 million people or more' * large}"
                        told = in_the_dark(places, about.index[poor])
                        rows[words] = told.to_dict() | {"year": year, "measure": measure, "off": off, "who": who}
    table = pd.DataFrame(rows).T.astype({"value": float, "p": float, "chance": float, "poor": int, "dark": int})  # fmt: skip
    return table.assign(agrees=table["p"] < 0.05)


@kept
def shrank() -> pd.DataFrame:
    """From 2009 to 2023, by fourth of GDP per head in 2009 (first year), economies in both files with a GDP of 2009.

    exports 2009 and 2023: part of these economies' exports, %; without two: the same without the group's two economies that
    gained most (two: their names); buyers 2009 and 2023: the middle economy's, each at least a twenty-millionth of world
    trade (1 million USD in 2023); dark, stayed: in the darkest fourth of exports in 2009, and still in 2023 (among both).
    """
    about = economies(2009)
    both = [c for c in about.index[about["fourth"].notna()] if c in goods(2023).index]
    share, count, places = {}, {}, {}
    for year in YEARS:
        flows = goods(year)
        exports = flows.loc[both].sum(axis=1)
        share[year] = exports / exports.sum() * 100
        count[year] = (flows.loc[both] >= flows.to_numpy().sum() * 5e-8).sum(axis=1)
        places[year] = standing(exports) < DARK
    rows = {}
    for fourth in FOURTHS:
        who = [c for c in both if about.at[c, "fourth"] == fourth]
        gained = (share[2023] - share[2009])[who].nlargest(2).index
        rest = [c for c in who if c not in gained]
        dark = places[2009][who]
        rows[fourth] = {
            "economies": len(who), "exports 2009": share[2009][who].sum(), "exports 2023": share[2023][who].sum(), "two": " and ".join(about.loc[gained, "name"]),
            "2009 without two": share[2009][rest].sum(), "2023 without two": share[2023][rest].sum(), "buyers 2009": count[2009][who].median(),
            "buyers 2023": count[2023][who].median(), "dark": int(dark.sum()), "stayed": int((dark & places[2023][who]).sum()),
        }  # fmt: skip
    return pd.DataFrame(rows).T.rename_axis("fourth").infer_objects()


@kept
def inside_the_tables() -> pd.DataFrame:
    """Participation (foreign content and own content in others' exports, % of exports) and length, by income group of 1995.

    WIOD 1995 and 2011, averages weighted by exports; within: what changed inside the group's economies, between: what their
    weights did (`change.within_between`). steps: upstreamness of the economy as one industry, weighted by exports.
    """
    table = datasets.load("wiod_regions").query("region != 'ROW' and year in (1995, 2011)")
    group = classification.regions()["income_1995"]
    table = table.assign(participation=(table["backward"] + table["forward"]) * 100, group=table["region"].map(group))
    wide = {c: table.pivot(index="region", columns="year", values=c) for c in ("participation", "upstreamness", "exports")}
    rows = {}
    for name, part in table.groupby("group"):
        who = part["region"].unique()
        taken, far = (change.within_between(wide[c].loc[who], wide["exports"].loc[who]) for c in ("participation", "upstreamness"))  # fmt: skip
        rows[name] = {"economies": len(who), "1995": taken["first"], "2011": taken["last"], "within": taken["within"], "between": taken["between"],
                      "steps 1995": far["first"], "steps 2011": far["last"]}  # fmt: skip
    return pd.DataFrame(rows).T.rename_axis("income group of 1995").sort_values("1995")


def by_steps(year: int, share: float = 0.5, link: float = 0.001) -> pd.DataFrame:
    """Economies of each income group (rows) by steps from the core: in the core, 1, 2, 3 or more, no way (counts)."""
    found, group = steps(year, share, link), economies(year)["income_group"]
    words = {0: "in the core", 1: "1 step", 2: "2 steps", 3: "3 steps or more"}
    kind = found.clip(upper=3).map(words).fillna("no way")
    return pd.crosstab(group, kind).reindex(index=GROUPS, columns=[*words.values(), "no way"], fill_value=0)
