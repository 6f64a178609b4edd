"""Explorers of chapter 2."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import clusters, datasets, shares, shocks
from helpers.classification import E11, E11_IN_WIOD, EU27, concordance_labels, name, names
from helpers.explorers import Choice, Slider, Toggle, explorer
from helpers.figures import chapter2, common

E11_LABEL = "E11 (8 of 11 in this table)"
GROUPS = {E11_LABEL: E11, "European Union (27)": EU27, "United States": ["USA"], "Japan": ["JPN"]}


@cache
def _flows(year: int):
    return shares.flows(year)


@explorer(
    id="2.2a",
    title="Who weighs most?",
    question="For which settings is the E11 ahead of the European Union? What did you have to count as abroad?",
    controls={
        "year": Slider(1995, 2011, 2009, label="year"),
        "direction": Choice(
            {"exports": "value added sold abroad", "imports": "value added bought from abroad"},
            "exports",
            label="direction",
        ),
        "inside": Toggle(True, label="count trade between members of the same group as trade"),
    },
)
def who_weighs_most(year: int, direction: str, inside: bool):
    """Shares of the E11, the EU, the United States and Japan in value-added trade."""
    trade = _flows(int(year))
    weights = shares.weigh(trade, GROUPS, direction, inside)
    china = _china_inside(trade, direction, inside, weights[E11_LABEL])
    ahead = weights.index[int(np.argmax(weights.to_numpy()))]
    gap = (weights[E11_LABEL] - weights["European Union (27)"]) * 100
    counted = "with" if inside else "without"
    verb = "sold" if direction == "exports" else "bought"
    words = (
        f"{year}, {counted} trade inside groups: the E11 {verb} {weights[E11_LABEL]:.1%} of the world's traded value added, "
        f"{abs(gap):.1f} points {'more' if gap > 0 else 'less'} than the EU and {(weights[E11_LABEL] - weights['United States']) * 100:+.1f} points against the United States."
    )
    title = f"{year}: {'the E11' if ahead == E11_LABEL else 'the ' + ahead} {'is' if ahead != E11_LABEL else 'are'} ahead when trade inside groups {'counts' if inside else 'does not count'}"
    note = f"% of the world's value added {'sold' if direction == 'exports' else 'bought'} abroad"
    return chapter2.group_bars(weights, {E11_LABEL: china}, title, note), words


def _china_inside(trade, direction: str, inside: bool, whole: float) -> float:
    """China's part of the E11's share, by the same count."""
    members = [c for c in E11 if c in trade.index]
    counted = trade.copy()
    if not inside:
        counted.loc[members, members] = 0.0
    totals = counted.sum(axis=1 if direction == "exports" else 0)
    return float(whole * totals["CHN"] / totals[members].sum())


@cache
def _origins():
    table = datasets.load("tiva2013_origin").groupby(["year", "origin", "origin_industry"])["value"].sum()
    return table.unstack("origin_industry").rename(columns=concordance_labels("tiva2013"))


@explorer(
    id="2.2b",
    title="What does it earn from?",
    question="Which economies earn from what the paper says? Try Korea and Indonesia, then 1995 against 2009.",
    controls={
        "economy": Choice({c: name(c) for c in E11}, "SAU", label="economy"),
        "year": Choice({y: str(y) for y in (1995, 2000, 2005, 2008, 2009)}, 2009, label="year"),
    },
)
def what_it_earns_from(economy: str, year: int):
    """Industry of origin of an economy's value added in exports, beside the world's."""
    table = _origins().loc[year]
    own = table.loc[economy] / table.loc[economy].sum()
    world = table.sum() / table.to_numpy().sum()
    rca = (own / world).sort_values(ascending=False)
    words = (
        f"{name(economy)}, {year}: strongest against the world in {rca.index[0].lower()} ({rca.iloc[0]:.1f} times its share) "
        f"and {rca.index[1].lower()} ({rca.iloc[1]:.1f} times)."
    )
    return chapter2.industry_dots(own, world, economy, year), words


FEATURE_SETS = {"1": "the first feature only", "2": "the first two", "3": "all three"}
PERIODS = {"first": "the edition's first year", "last": "the edition's last year"}


@explorer(
    id="2.1a",
    title="Sort them blind",
    question="Which edition, year and features bring back the paper's three groups? Whose place is never in doubt?",
    controls={
        "edition": Choice(clusters.EDITIONS, "icio2015", label="edition"),
        "period": Choice(PERIODS, "last", label="year"),
        "used": Choice(FEATURE_SETS, "3", label="features"),
        "method": Choice({"k-means": "k-means", "hierarchical": "hierarchical (Ward)"}, "k-means", label="method"),
        "groups": Slider(2, 5, 3, label="groups"),
    },
)
def sort_them_blind(edition: str, period: str, used: str, method: str, groups: int):
    """Groups of the E11 found from features alone, beside the paper's groups."""
    year = clusters.YEARS[edition][period == "last"]
    table = clusters.features(edition, year)
    found = clusters.cluster(table.iloc[:, : int(used)], groups, method)
    index, chance = clusters.agreement(found)
    x, y = table.columns[:2]
    shown = (table[[x, y]] * 100).set_axis([f"{x}, %", f"{y}, %"], axis="columns")
    shown["group"] = [f"group {g + 1}" for g in found]
    letters = {"processor": "P", "resource exporter": "R", "changing or unclear": "?"}
    shown.index = [f"{name(c)} [{letters[clusters.PAPER_GROUPS[c]]}]" for c in table.index]
    title = f"{year}: agreement with the paper {index:.2f}, reached by chance in {chance:.1%} of sortings"
    fig = common.scatter(
        shown.sort_values("group"), *shown.columns[:2], title, f"{clusters.EDITIONS[edition]}; in brackets the paper's group: Processor, Resource exporter, ? changing or unclear",
        group="group", label=shown.index, note=f"Groups found by {method}.",
    )  # fmt: skip
    told = "; ".join(f"group {g + 1}: {', '.join(names(found.index[found == g]))}" for g in range(groups))
    return (
        fig,
        f"{clusters.EDITIONS[edition]}, {year}, {FEATURE_SETS[used]}, {method}. {told}. Adjusted Rand index {index:.2f} (1 the same, 0 chance), p = {chance:.3f}.",
    )


BUYERS = {
    "USA": "the United States", "EU": "the European Union (27)", "CHN": "China", "JPN": "Japan", "E11": "the E11 (8 of 11)", "ROW": "the rest of the world",
}  # fmt: skip
_MEMBERS = {"EU": EU27, "E11": E11_IN_WIOD}
ROUTES = ("in products it completes itself", "in the buyer's own products", "in others' products")


@cache
def _routes(buyer: str, year: int) -> pd.DataFrame:
    """Per cent of each E11 economy's value added that a buyer's final demand holds, by who completes the product."""
    m = datasets.mrio(year)
    members = _MEMBERS.get(buyer, [buyer])
    bought = m.Y[:, [m.region(c) for c in members]].sum(axis=1)
    held = pd.DataFrame((m.origin_shares * bought).reshape(m.G, m.G, m.N).sum(axis=2), m.regions, m.regions)
    own = pd.Series(np.diag(held), m.regions)
    inside = held[members].sum(axis=1) - own.where(own.index.isin(members), 0.0)
    rest = held.sum(axis=1) - own - inside
    earned = pd.Series(m.by_region(m.va), m.regions)
    out = pd.DataFrame(dict(zip(ROUTES, (own, inside, rest), strict=True))).div(earned, axis=0) * 100
    return out.loc[[c for c in E11_IN_WIOD if c != buyer]]


@explorer(
    id="2.3a",
    title="A buyer falls",
    question="Whose fall hurts whom, and through whose products? Who is hurt although it sells the buyer little?",
    controls={
        "buyer": Choice(BUYERS, "USA", label="final demand falls in"),
        "cut": Slider(1, 30, 10, label="by, %"),
        "year": Choice({1995: "1995", 2003: "2003", 2011: "2011"}, 2011, label="table of"),
    },
)
def a_buyer_falls(buyer: str, cut: int, year: int):
    """Loss of value added in the E11 when a buyer's final demand falls, by the route it takes."""
    lost = _routes(buyer, year) * cut / 100
    lost = lost.loc[lost.sum(axis=1).sort_values(ascending=False).index]
    total = lost.sum(axis=1)
    first, last = total.index[0], total.index[-1]
    title = f"{BUYERS[buyer][0].upper() + BUYERS[buyer][1:]} cut{'s' if buyer != 'E11' else ''} {cut} %: {name(first)} loses {total[first]:.2f} % of its value added, {name(last)} {total[last]:.2f} %"
    roundabout = (lost[ROUTES[2]] / total).idxmax()
    words = (
        f"{year}, recipes unchanged: {name(first)} is hit hardest ({total[first]:.2f} %). The most roundabout loss is {name(roundabout)}'s: "
        f"{lost.at[roundabout, ROUTES[2]] / total[roundabout]:.0%} of it comes through products that others complete."
    )
    fig = common.stacked(
        lost.rename(index=name), title, f"WIOD, 2013 release; {year}, teaching industries; Leontief quantity model", "% of own value added lost, by the product it is in", decimals=2, label_from=0.09,
    )  # fmt: skip
    return fig, words


PRICES = {
    "mining": ("ores, oil and gas", ["mining"]), "energy": ("mining, refined petroleum and utilities", ["mining", "petroleum", "utilities"]),
    "electronics": ("electronics", ["electronics"]), "food": ("farm products and food", ["agriculture", "food"]),
}  # fmt: skip
SELLERS = {
    "all": "everywhere",
    "CHN": "from China",
    "RUS": "from Russia",
    "USA": "from the United States",
    "ROW": "from the rest of the world",
}


@cache
def _dearer(product: str, sellers: str) -> pd.Series:
    m = datasets.mrio(2011)
    one = shocks.prices_rise(m, None if sellers == "all" else [sellers], PRICES[product][1], 1.0)
    return shocks.cost_of_living(m, one)  # the model is linear: any rise is a multiple of a doubling


@explorer(
    id="2.3b",
    title="A price rises",
    question="Who pays most when energy gets dearer, and does it matter where it comes from?",
    controls={
        "product": Choice({k: v[0] for k, v in PRICES.items()}, "mining", label="product"),
        "sellers": Choice(SELLERS, "all", label="dearer"),
        "rise": Slider(-50, 100, 50, 10, label="price rises by, %"),
    },
)
def a_price_rises(product: str, sellers: str, rise: int):
    """Rise of the cost of living when some products cost more and everyone passes the cost on."""
    dearer = _dearer(product, sellers) * rise
    shown = dearer[[*E11_IN_WIOD, "USA", "DEU", "JPN"]].sort_values(ascending=rise < 0)
    words = (
        f"{PRICES[product][0][0].upper() + PRICES[product][0][1:]} {SELLERS[sellers]} {rise:+d} %, all costs passed on: the cost of living changes by "
        f"{shown.iloc[0]:+.2f} % in {name(shown.index[0])} and by {shown.iloc[-1]:+.2f} % in {name(shown.index[-1])}."
    )
    title = f"{PRICES[product][0][0].upper() + PRICES[product][0][1:]} {SELLERS[sellers]} {rise:+d} %: {name(shown.index[0])} feels it most"
    fig = common.bars(
        shown.rename(index=name), title, "WIOD, 2013 release; 2011, teaching industries; Leontief price model", "change of the cost of living, %", decimals=2, strong=names(E11_IN_WIOD), note="dark: E11",
    )  # fmt: skip
    return fig, words
