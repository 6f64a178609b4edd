"""The value network: hubs, communities and how sure they are, agreements, and what breaks without a hub (lesson 3.4)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets, network, shocks, value_added, worlds
from helpers.classification import WIOD, WIOD_YEARS, area
from helpers.datasets import kept
from helpers.equilibrium import NotConverged
from helpers.mrio import MRIO
from helpers.network import Network, Stability
from helpers.tables import agreement_effects, agreements, change
from helpers.tables.shares import OIL
from helpers.trade_model import Counterfactual, TradeModel

YEARS = (1995, 2003, 2011, 2022)  # 2022 is another publisher's table and twice as many economies
RESOLUTIONS = (0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5)
RESOLUTION, NOISE, RUNS = 1.1, 0.2, 20  # of the communities that lessons show
FORTY = tuple(c for c in WIOD if c != "ROW")  # the economies that both publishers know


# -- networks ----------------------------------------------------------------------------------------------------------
@cache
def _flows(year: int) -> pd.DataFrame:
    return value_added.value_added_trade(datasets.mrio(year)).drop(index="ROW", columns="ROW")


def flows(year: int) -> pd.DataFrame:
    """Value added of each economy (rows) in what each economy finally uses (columns), million USD; no rest of the world."""
    return _flows(year).copy()


def economies(year: int, codes=None) -> Network:
    """The network of economies: `flows`, the diagonal left out. ``codes``: only these."""
    table = _flows(year)
    return Network(table if codes is None else table.loc[list(codes), list(codes)])


@cache
def industries(year: int, domestic: bool = False) -> Network:
    """The network of country-industries: value added of each in the final products that each completes, no rest of the world.

    ``domestic``: keep flows between industries of one economy.
    """
    return Network(network.by_node(datasets.mrio(year)).drop(index="ROW", columns="ROW", level=0), domestic)


# -- who is central ----------------------------------------------------------------------------------------------------
HUB_TABLES = {"1995": (1995, None), "2003": (2003, None), "2011": (2011, None), "2022, the same 40": (2022, FORTY), "2022, all 80": (2022, None)}  # fmt: skip


@kept
def hubs() -> pd.DataFrame:
    """Of how many economies each is the largest source of foreign value added, %: table (rows) × economy, the largest first."""
    rows = {}
    for words, (year, codes) in HUB_TABLES.items():
        net = economies(year, codes)
        rows[words] = net.sources(1)["origin"].value_counts() / net.n * 100
    table = pd.DataFrame(rows).fillna(0.0).T
    return table[table.max().sort_values(ascending=False, kind="stable").index]


@kept
def deepened() -> pd.DataFrame:
    """Of all value added, what ends in another economy's final use, % by year: five columns, 2022 in its own.

    all 40 economies (and what they sell the rest of the world); without what is earned in mining and refining; without
    China as seller and as buyer; 2022 for the same 40, from the other publisher.
    """
    whole, oil, china = "40 economies", "without mining and petroleum", "without China"
    rows = {}
    for year in WIOD_YEARS:
        m = datasets.mrio(year).aggregate(regions={}, industries={})  # its own, so that no solution of 17 tables is kept
        every = value_added.value_added_trade(m)
        other = value_added.footprint(m, np.where(m.nodes.get_level_values("industry").isin(OIL), 0.0, m.va))
        rows[year] = {
            whole: _abroad(every),
            oil: _abroad(other),
            china: _abroad(every.drop(index="CHN", columns="CHN")),
        }
    out = pd.DataFrame(rows).T
    every = value_added.value_added_trade(datasets.mrio(2022))
    later = [*FORTY, *(c for c in every.index if c not in FORTY)]
    every = every.loc[later, later]
    merged = (
        every.groupby(lambda c: c if c in FORTY else "ROW")
        .sum()
        .T.groupby(lambda c: c if c in FORTY else "ROW")
        .sum()
        .T
    )
    out.loc[2022, "2022, the same 40"] = _abroad(merged)
    return out


def _abroad(table: pd.DataFrame) -> float:
    """Of the value added of all economies but the rest of the world, the part used in another, %."""
    made = table.drop(index="ROW")
    home = sum(made.at[c, c] for c in made.index)
    return float(1 - home / made.to_numpy().sum()) * 100


@kept
def knit() -> pd.DataFrame:
    """How the web of economies is knit, by table (rows as `hubs`): numbers, and beside them those of the same sizes dealt anew.

    reach: economies that value gets to within two links of 5 % or more, mean, % of the others; returned: reciprocity, %;
    each with `…, by size` (mean of 49 shuffled networks) and `…, p`; core: how many economies are in the core, and its p.
    """
    measures = {
        "reach in two steps, %": lambda n: n.reach(0.05, 2)[2].mean() * 100,
        "returned, %": lambda n: n.reciprocity() * 100,
    }
    rows = {}
    for words, (year, codes) in HUB_TABLES.items():
        net = economies(year, codes)
        row = {}
        for what, measure in measures.items():
            found = net.beside_chance(measure, 49)
            row |= {what: found["observed"], f"{what}, by size": found["mean"], f"{what}, p": found["p"]}
        core = net.core_periphery()
        rows[words] = row | {"core": len(core.core), "core, p": core.p_value}
    return pd.DataFrame(rows).T


# -- who belongs together ----------------------------------------------------------------------------------------------
@cache
def communities(year: int, resolution: float = RESOLUTION, noise: float = NOISE) -> Stability:
    """Communities of economies over `RUNS` runs, flows off by a fifth and new random starts each time."""
    return economies(year).stability(resolution, noise, RUNS)


@kept
def steadiness(year: int) -> pd.DataFrame:
    """Communities over resolutions (rows): fewest and most of them in 20 runs, agreement of the runs with and without noise."""
    rows = {}
    for r in RESOLUTIONS:
        noisy, starts = communities(year, r), communities(year, r, 0.0)
        ends = {"fewest": noisy.counts.min(), "most": noisy.counts.max()}
        rows[r] = ends | {"new starts": starts.agreement, "new starts and noise": noisy.agreement}
    return pd.DataFrame(rows).T.rename_axis("resolution")


def regions(codes) -> pd.Series:
    """Area of each economy: Europe, Factory Asia, North America or Other, as all lessons have them."""
    return pd.Series({c: area(c) for c in codes}, name="region")


LISTS = {
    "DESTA": "all agreements (DESTA)",
    "narrower": "without broad schemes (DESTA)",
    "depth": "by depth (World Bank)",
}


@cache
def treaty_ties(year: int, who: str = "depth") -> pd.DataFrame:
    """Agreements among the economies of a table as ties, n×n: 1 where one is in force, or how many provisions it has.

    ``who``: one of `LISTS`. Depth is known every four years from 1964 to 2016: the year nearest to the table's. Economies
    that a list lacks have no ties. Raises ValueError for another list.
    """
    if who not in LISTS:
        raise ValueError(f"There is no list {who!r}; there are {', '.join(LISTS)}.")
    codes = list(_flows(year).index)
    if who == "depth":
        table = datasets.load("agreement_depth")
        near = min(table["year"].unique(), key=lambda y: (abs(y - year), -y))
        wide = table[table["year"] == near].pivot(index="exporter", columns="importer", values="depth")
        wide = wide.reindex(index=codes, columns=codes).fillna(0.0)
        ties = np.maximum(wide, wide.T)
    else:
        since = agreements.in_force() if who == "DESTA" else agreements.in_force_narrower()
        pairs = pd.MultiIndex.from_product([codes, codes])
        ties = (since.reindex(pairs).fillna(9999) <= year).astype(float).unstack()[codes].loc[codes]
    ties = ties.astype(float)
    np.fill_diagonal(held := ties.to_numpy(copy=True), 0.0)
    return pd.DataFrame(held, codes, codes)


@cache
def treaties(year: int, who: str = "depth") -> pd.Series:
    """Communities of the agreements themselves, found as those of value are; economies without any stand alone."""
    return Network(treaty_ties(year, who)).communities()[0].rename("treaties")


@kept
def alike() -> pd.DataFrame:
    """How like communities of value are to regions and to treaties, by table and way: adjusted Rand index, 95 % of chance, p.

    Rows: (year, resolution); columns: (region or a list of agreements, index or high or p).
    """
    rows = {}
    for year in YEARS:
        codes = _flows(year).index
        groups = {"regions": regions(codes)} | {words: treaties(year, who) for who, words in LISTS.items()}
        for r in (1.0, RESOLUTION, 1.2):
            found = communities(year, r).communities
            told = {k: network.likeness(found, g) for k, g in groups.items()}
            rows[year, r] = {(k, what): t[what] for k, t in told.items() for what in ("index", "high", "p")}
    out = pd.DataFrame(rows).T
    return out.rename_axis(index=["year", "resolution"])


@kept
def treaties_or_regions() -> pd.DataFrame:
    """Are communities of value more like treaties than like regions? value: difference of the two indices; agrees: above 0.

    36 ways: table, resolution, list of agreements.
    """
    table = alike()
    out = {
        f"{year}, resolution {r:g}, {words}": table.at[(year, r), (words, "index")] - table.at[(year, r), ("regions", "index")]
        for year, r in table.index
        for words in LISTS.values()
    }  # fmt: skip
    return change.specifications(out)


@kept
def who_shares(year: int, who: str = "depth") -> pd.DataFrame:
    """Of pairs of economies, how many lie in one community of value, %: same region or not (rows), treaty or not (columns).

    With the number of pairs. A treaty: an agreement in force by the list.
    """
    found, codes = communities(year).communities, _flows(year).index
    same = found.to_numpy()[:, None] == found.to_numpy()
    near = regions(codes).to_numpy()[:, None] == regions(codes).to_numpy()
    tied = treaty_ties(year, who).to_numpy() > 0
    upper = np.triu_indices(len(codes), 1)
    rows = {}
    for row, a in (("same region", near), ("another region", ~near)):
        for column, b in (("treaty", tied), ("no treaty", ~tied)):
            held = same[upper][(a & b)[upper]]
            rows.setdefault(row, {})[column] = held.mean() * 100 if len(held) else np.nan
            rows[row][f"{column}, pairs"] = len(held)
    return pd.DataFrame(rows).T[["treaty", "no treaty", "treaty, pairs", "no treaty, pairs"]]


@kept
def signed_later(first: int = 1995, last: int = 2011) -> pd.DataFrame:
    """Of pairs without an agreement in the first year, how many have one in the last, %, by region and community of value then.

    Rows: same region or another; columns: one community of value in the first year or not, with the number of pairs. By
    `LISTS`' narrower list (DESTA without broad schemes). A tie that was there before the treaty speaks for another reading:
    those who trade sign.
    """
    found, codes = communities(first).communities, _flows(first).index
    same = found.to_numpy()[:, None] == found.to_numpy()
    near = regions(codes).to_numpy()[:, None] == regions(codes).to_numpy()
    before, after = (treaty_ties(y, "narrower").to_numpy() > 0 for y in (first, last))
    upper = np.triu_indices(len(codes), 1)
    rows = {}
    for row, a in (("same region", near), ("another region", ~near), ("all", near | True)):
        for column, b in (("one community", same), ("two communities", ~same)):
            held = after[upper][(a & b & ~before)[upper]]
            rows.setdefault(row, {})[column] = held.mean() * 100 if len(held) else np.nan
            rows[row][f"{column}, pairs"] = len(held)
    return pd.DataFrame(rows).T[["one community", "two communities", "one community, pairs", "two communities, pairs"]]


@kept
def home_let_in() -> pd.DataFrame:
    """Communities of country-industries with and without flows inside economies: modularity, number, likeness to three sortings.

    Rows: (year, flows); columns: modularity, communities, and the adjusted Rand index with economies, regions, industries.
    1995 and 2011: 880 nodes.
    """
    rows = {}
    for year in (1995, 2011):
        for domestic, words in ((False, "across borders"), (True, "and at home")):
            net = industries(year, domestic)
            found, modularity = net.communities()
            who, what = (net.nodes.get_level_values(k) for k in (0, 1))
            groups = {"economies": who, "regions": who.map(area), "industries": what}
            like = {k: network.likeness(found, pd.Series(g, net.nodes), 99)["index"] for k, g in groups.items()}
            rows[year, words] = {"modularity": modularity, "communities": found.nunique()} | like
    return pd.DataFrame(rows).T.rename_axis(index=["year", "flows"])


# -- do agreements tie closer? -----------------------------------------------------------------------------------------
BEFORE, LATER = "5 to 8 years before", "4 to 7 years on"


def around_an_agreement(home: bool = True, data: str = "WIOD 2013 release", flow: str = "value added", sample: str = "all") -> pd.DataFrame:  # fmt: skip
    """Trade of a pair around its agreement, % beside the four years before it: value, low, high by period, those years at 0.

    ``home``: with sales at home and effects of crossing a border by year. One way of `agreement_effects.around`; ValueError
    for one there is not.
    """
    table = agreement_effects.around()
    chosen = table[
        (table["home"] == home) & (table["data"] == data) & (table["flow"] == flow) & (table["sample"] == sample)
    ]
    if chosen.empty:
        raise ValueError(f"There is no {data!r}, {flow!r}, {sample!r} among {sorted(set(table['data']))}.")
    out = chosen.set_index("period")[["estimate", "low", "high"]].set_axis(["value", "low", "high"], axis="columns")
    out.loc["1 to 4 years before (0)"] = 0.0
    return out.reindex(
        [*list(agreement_effects.PERIODS)[:2], "1 to 4 years before (0)", *list(agreement_effects.PERIODS)[2:]]
    )


def ties_after_agreements() -> pd.DataFrame:
    """Four to seven years into an agreement, trade of the pair beside the four years before it, %, in 16 ways: value, low, high.

    quiet: five to eight years before, the interval holds 0; home: with sales at home; agrees: later above 0 and quiet
    before.
    """
    table = agreement_effects.around()
    words = (
        table["data"].str.replace(" release", "") + ", " + table["flow"] + ", "
        + table["home"].map({True: "with home sales", False: "abroad only"})
        + table["sample"].map(lambda s: "" if s == "all" else f", {s}")
    )  # fmt: skip
    table = table.assign(words=words)
    later = table[table["period"] == LATER].set_index("words")
    before = table[table["period"] == BEFORE].set_index("words")
    out = later[["estimate", "low", "high", "home"]].rename(columns={"estimate": "value"}).rename_axis(None)
    out["quiet"] = ((before["low"] < 0) & (before["high"] > 0)).reindex(out.index)
    return out.assign(agrees=(out["low"] > 0) & out["quiet"])


# -- what breaks -------------------------------------------------------------------------------------------------------
CASES = {"as given": "as estimated by industry", "4 everywhere (Simonovska and Waugh 2014)": "4 everywhere"}
PROHIBITIVE = (3.0, 10.0)  # costs of trade as a multiple of what they were, in two steps so that a solution is found


@cache
def table_of(year: int) -> MRIO:
    """The table in which a hub falls out: WIOD of 2011, or that of 2022 with small economies added to the rest."""
    return worlds.table_2022() if year == 2022 else datasets.mrio(year)


@cache
def balanced_world(year: int, case: str = "as given") -> TradeModel:
    """The same table as a trade model whose deficits are closed first: who trades with nobody can owe nobody anything."""
    if case != "as given":
        return balanced_world(year).case(case)
    m = table_of(year)
    return TradeModel.from_mrio(m, worlds.elasticities(m.industries), deficit="closed").baseline


@cache
def cut_off(hub: str, partner: str | None = None, year: int = 2022, case: str = "as given") -> Counterfactual:
    """The world after trade of a hub (with one partner, or with everyone) has become ten times as costly: next to none is left.

    Raises TradeModelError for an economy the world has not, and ValueError for a hub that is its own partner.
    """
    if partner == hub:
        raise ValueError(f"{hub} cannot be cut off from itself: name another partner.")
    world = balanced_world(year, case)
    k = world.region(hub)
    others = [world.region(partner)] if partner else [i for i in range(world.G) if i != k]
    found = None
    for factor in PROHIBITIVE:
        costs = np.ones((world.G, world.G, world.N))
        costs[k, others] = costs[others, k] = factor
        try:
            found = world.counterfactual(iceberg=costs, start=found)
        except NotConverged:
            if found is None:
                raise
    return found


@cache
def _recipes_kept(hub: str, partner: str | None, year: int) -> pd.Series:
    m = table_of(year)
    if partner:
        lost = {partner: shocks.partner_extracted(m, partner, hub), hub: shocks.partner_extracted(m, hub, partner)}
    else:
        lost = {c: shocks.partner_extracted(m, c, hub) for c in m.regions if c != hub}
        earned = m.va[m.rows(hub)].sum()
        lost[hub] = float(value_added.extraction(m, hub) / earned)
    return pd.Series(lost).reindex(m.regions) * -100


def without_hub(hub: str, partner: str | None = None, year: int = 2022, case: str = "as given") -> pd.DataFrame:
    """What each economy loses when a hub's trade ends (with one partner, or all), two answers on one world, % by region.

    recipes kept: value added, if the hub bought nothing more from it (the hub itself: if nobody bought from the hub), nobody
    replaces anything (`shocks.partner_extracted`); missing for third parties of a single link, which the recipe does not
    tell. another way found: real income in the trade model, once prices, wages and suppliers have moved. The two are not
    the same thing, value added at old prices and what income buys: compare who is hit, and the order of size.
    """
    kept_ = _recipes_kept(hub, partner, year)
    found = (cut_off(hub, partner, year, case).welfare - 1) * 100
    out = pd.DataFrame({"recipes kept": kept_, "another way found": found.reindex(kept_.index)})
    return out.drop(index="ROW", errors="ignore").rename_axis("region")


@kept
def left_of_the_loss() -> pd.DataFrame:
    """What the trade model leaves of the loss with recipes kept, for the others on average, %: (year, elasticities) × hub."""
    rows = {}
    for year in (2011, 2022):
        for case, words in CASES.items():
            row = {}
            for hub in ("CHN", "USA", "DEU"):
                table = without_hub(hub, None, year, case).drop(index=hub)
                row[hub] = table["another way found"].mean() / table["recipes kept"].mean() * 100
            rows[year, words] = row
    return pd.DataFrame(rows).T.rename_axis(index=["year", "elasticities"])


def node_sources(year: int, economy: str | None = None, most: int = 10) -> tuple[pd.Series, int]:
    """The largest foreign country-industries in the final products one economy completes, % of all foreign value in them.

    Without an economy: those that sell most value added to others' final products, billion USD. Beside it, how many there
    are. Empty for an economy that the table does not know.
    """
    net = industries(year)
    who = net.nodes.get_level_values(0)
    if economy is None:
        return (net.strength()["out"] / 1e3).nlargest(most), net.n
    mine = np.asarray(who == economy)
    taken = pd.Series(net.weights[:, mine].sum(axis=1), net.nodes)[~mine]
    if not mine.any():
        return taken.iloc[:0], 0
    return (taken / taken.sum() * 100).nlargest(most), len(taken)
