"""Explorers of lesson 4.1."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import worlds
from helpers.classification import name, names
from helpers.explorers import Choice, Slider, Toggle, explorer
from helpers.figures import lesson_4_1 as figures
from helpers.tables import communities, friendship, opening
from helpers.words import listed

PANELS = {
    "w13v": ("WIOD 2013", "value added", "WIOD 1995-2011, value added"),
    "w13g": ("WIOD 2013", "gross", "WIOD 1995-2011, gross"),
    "guide": ("Advanced Guide", "manufactures", "Advanced Guide 1990-2006, manufactures"),
    "w16": ("WIOD 2016", "gross", "WIOD 2000-2014, gross"),
    "com": ("Comtrade", "goods", "Comtrade 1992-2016, goods (abroad only)"),
}
COUNTED = {"home": "trade, with home sales", "abroad": "trade, abroad only", "votes": "votes (does trade come first?)"}


@explorer(
    id="4.1a",
    title="Which comes first?",
    question="Does trade follow votes, or votes trade? Does the answer stand when home sales are left out?",
    controls={
        "panel": Choice({k: v[2] for k, v in PANELS.items()}, "w13v", label="data"),
        "explained": Choice(COUNTED, "home", label="explain"),
    },
)
def which_comes_first(panel: str, explained: str):
    """Estimates of trade on votes, or of votes on trade, with the cause before, in the same year and after."""
    data, flow, words = PANELS[panel]
    direction = friendship.TRADE if explained == "votes" else friendship.VOTES
    home = explained == "home" and panel != "com"
    table = friendship.which_first(data, flow, home, direction)
    fig = figures.which_first(table, words.split(" (")[0] + (", home sales in" if home else ""), direction)
    unit = "hundredths of a point with trade twice as large" if explained == "votes" else "% with one point of affinity"
    told = [
        f"{w} {r['value']:+.1f} ({r['low']:+.1f} to {r['high']:+.1f})"
        for w, r in table.iterrows()
        if w in (friendship.BEFORE, friendship.SAME, friendship.AFTER)
    ]
    sure = table.loc[[w for w in table.index if w.startswith("four years before")]]
    end = "before holds up" if (sure["low"] > 0).all() and len(sure) else "before is not shown in each row"
    if friendship.BEFORE not in table.index:
        end = "the years of this release lie too far apart for before and after"
    missing = " Comtrade has no home sales: abroad only." if panel == "com" and explained == "home" else ""
    return fig, f"{'; '.join(told)}: {unit}; {end}.{missing}"


ORDERS = {
    "paper": ("the paper's: sector, other goods, alike, inside", opening.STEPS),
    "back": ("backwards: inside, alike, other goods, sector", opening.STEPS[::-1]),
    "inside": ("inside first, then the paper's", (opening.INSIDE, *opening.STEPS[:3])),
    "alike": ("alike first, then the paper's", (opening.ALIKE, opening.SECTOR, opening.OTHERS, opening.INSIDE)),
    "goods": ("other goods first, the sector last", (opening.OTHERS, opening.ALIKE, opening.INSIDE, opening.SECTOR)),
}
SECTORS = {"Textile": "textiles", "Auto": "vehicles", "Machinery n.e.c": "machinery", "Chemicals": "chemicals"}


@cache
def _staged(host: str, year: int, sector: str, inside: int) -> pd.DataFrame:
    m = worlds.world_1993() if year == 1993 else worlds.world_2005()
    return opening.staged(m, host, sector, inside=inside / 100)


@explorer(
    id="4.1b",
    title="Open step by step",
    question="Is the last step worth most? Move it to the front. How small must its cut be before another step beats it?",
    controls={
        "host": Choice({c: name(c) for c in worlds.blocs(1993)["e11"][1]}, "CHN", label="who opens"),
        "year": Choice({1993: "1993", 2005: "2005"}, 1993, label="tariffs of"),
        "sector": Choice(SECTORS, "Textile", label="special law for"),
        "inside": Slider(0, 10, 5, 1, label="costs inside the border fall by, %"),
        "order": Choice({k: v[0] for k, v in ORDERS.items()}, "paper", label="order"),
    },
    budget=2.0,
)
def open_step_by_step(host: str, year: int, sector: str, inside: int, order: str):
    """All tariffs fall by half, all partners are made alike, and costs inside the border fall: 24 orders of four steps."""
    table = _staged(host, year, sector, inside)
    words, chosen = ORDERS[order]
    ways = opening.orders(table)
    fig = figures.paths(ways, host, chosen, figures.OPEN[year])
    worth = opening.worth_of_steps(table)
    top = worth["mean"].idxmax()
    start, end = table["revenue"].iloc[0], table["revenue"].iloc[-1]
    return fig, (
        f"{name(host)}, tariffs of {year}, order {words}: {table['gain'].iloc[-1]:+.2f} % of real income in all. On average over all "
        f"orders {top} adds most ({worth.at[top, 'mean']:+.2f} points, from {worth.at[top, 'least']:+.2f} to {worth.at[top, 'most']:+.2f}). "
        f"Tariff revenue: {start:.2f} % of income before, {end:.2f} % after. Model."
    )


TRIOS = {
    "asia": ("CHN", "JPN", "KOR"),
    "north": ("USA", "CAN", "MEX"),
    "south": ("CHN", "BRA", "IND"),
    "large": ("USA", "CHN", "DEU"),
}


@cache
def _networks(trio: str, cut: int) -> pd.DataFrame:
    return opening.networks(worlds.world_2022(), TRIOS[trio], cut / 100)


@cache
def _world_of(trio: str, cut: int, deals: tuple) -> pd.Series:
    m = worlds.world_2022()
    return (m.counterfactual(**opening.agreed(m, deals, cut / 100)).welfare - 1) * 100


@explorer(
    id="4.1c",
    title="Deal by deal (2022)",
    question="Give the first economy both deals, then let its two partners agree: who loses? Would all three go on to everyone?",
    controls={
        "trio": Choice({k: listed(names(v)) for k, v in TRIOS.items()}, "asia", label="three economies"),
        "first": Toggle(True, label="first with second"),
        "second": Toggle(True, label="first with third"),
        "third": Toggle(False, label="second with third"),
        "cut": Slider(5, 20, 10, 5, label="costs of trade fall by, %"),
    },
    budget=2.0,
)
def deal_by_deal(trio: str, first: bool, second: bool, third: bool, cut: int):
    """Any set of deals among three economies: their gains, outsiders', and what going on to everyone would add."""
    three = TRIOS[trio]
    deals = tuple(d for d, there in zip(opening.trio_deals(three), (first, second, third), strict=True) if there)
    world = _world_of(trio, cut, deals).round(9) + 0.0
    others = world.drop([*three, "ROW"])
    step = _networks(trio, cut).loc["everyone"] - world[list(three)]
    fig = figures.triangle(world[list(three)], others, list(deals), cut / 100, step)
    if not deals:
        return fig, f"No deal stands. With everyone, {listed([f'{name(c)} {step[c]:+.2f} %' for c in three])}. Model."
    lose = int((others < -5e-4).sum())
    willing = [name(c) for c in three if step[c] > 0]
    return fig, (
        f"{listed([f'{name(c)} {world[c]:+.2f} %' for c in three])}; {lose} of {len(others)} outsiders lose, the worst is "
        f"{name(others.idxmin())} ({others.min():+.2f} %). {listed(willing)} would gain by going on to everyone. Model."
    )


WEIGHTS = {k: Slider(0, 10, 5, 1, label=f"weight of {k}") for k in communities.FOUR}
_SHOWN = [c for c in ("ARG", "AUS", "BRA", "CAN", "CHN", "DEU", "EGY", "FRA", "GBR", "IDN", "IND", "ITA", "JPN", "KAZ", "KOR", "MEX", "NGA", "NOR", "PAK", "POL", "RUS", "SAU", "SGP", "TUR", "UKR", "USA", "VNM", "ZAF")]  # fmt: skip


@explorer(
    id="4.1d",
    title="Weigh four communities (2022)",
    question="Which weights bring another partner to the top? Is there a partner that no weights move?",
    controls={
        "code": Choice({c: name(c) for c in _SHOWN}, "CHN", label="partners of"),
        **WEIGHTS,
        "scale": Choice({k: k for k in communities.SCALES[:2]}, "ranks", label="scale"),
    },
)
def weigh_four(code: str, interest: int, competition: int, identity: int, risk: int, scale: str):
    """The closest partners of an economy by the weights given to four communities."""
    given = [interest, competition, identity, risk]
    weights = given if sum(given) else [1, 1, 1, 1]
    table = communities.of(code)
    order = communities.weighed(table, weights, scale)
    fig = figures.closest(table, code, weights, scale)
    equal = communities.weighed(table, [1, 1, 1, 1], scale)
    stay = len(set(order.index[:10]) & set(equal.index[:10]))
    none = "All weights are 0, so all count alike. " if not sum(given) else ""
    tied, top = communities.tied(order), communities.tied(equal)
    there = f"{listed(names(top))} tie" if len(top) > 1 else f"{name(top[0])} comes first"
    first = f"{name(order.index[0])} comes first ({order.iloc[0]:.0f} of 100), {name(order.index[1])} second ({order.iloc[1]:.0f})"
    if len(tied) > 1:
        first = f"{listed(names(tied))} tie ({order.iloc[0]:.0f} of 100)"
    return fig, f"{none}{first}. {stay} of the ten closest are among ten under equal weights too; there {there}."
