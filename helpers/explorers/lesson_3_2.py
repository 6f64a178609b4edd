"""Explorers of lesson 3.2."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import worlds
from helpers.classification import E11, name
from helpers.explorers import Choice, Slider, Toggle, explorer
from helpers.figures import lesson_3_2 as figures
from helpers.tables import corners, east_asia, reach, rungs

SHOWN = {k: v for k, v in corners.MEASURES.items() if k != "steps"}
GROUPED = {"income_group": "income group (World Bank, 2025)", "fourth": "GDP per head of the year, fourths"}
OUTCOMES = {"percent": "real income, %", "per_head": "USD of 2023 a head"}


DARKER = ["BFA", "BGD", "COD", "GMB", "HTI", "LAO", "MDG", "NPL", "RWA", "TCD", "TZA", "UZB"]  # beside the E11


def _named() -> dict[str, str]:
    """Economies that can be named, by name: the E11, which the course follows, and twelve poorer ones."""
    names = corners.economies(2023)["name"]
    return dict(sorted(((c, names[c]) for c in [*E11, *DARKER]), key=lambda item: item[1]))


@explorer(
    id="3.2a",
    title="Who is in the dark?",
    question="Do the poor stand in the darkest fourth? Still, once what goes with people, or with GDP, is taken off?",
    controls={
        "measure": Choice(SHOWN, "buyers", label="by"),
        "off": Choice(corners.OFF, "nothing", label="taken off"),
        "year": Choice({y: str(y) for y in corners.YEARS}, 2023, label="in"),
        "by": Choice(GROUPED, "income_group", label="groups by"),
        "mine": Choice(_named(), "TUR", label="name"),
    },
)
def who_is_in_the_dark(measure: str, off: str, year: int, by: str, mine: str):
    """Place of all economies by a measure, the darkest fourth marked."""
    about, place = corners.economies(year), corners.place(year, measure, off)
    order = corners.GROUPS if by == "income_group" else corners.FOURTHS
    told = corners.in_the_dark(place, about.index[about[by] == order[0]])
    chance = "hardly chance" if told["p"] < 0.05 else "chance could do that"
    often = f"{told['p'] * 100:.0f}" if told["p"] >= 0.01 else "fewer than 1"
    own = f"{corners.economies(2023)['name'][mine]} stands at {place[mine]:.0f} of 100." if mine in place.index else (
        f"{corners.economies(2023)['name'][mine]} has no such number in {year}."
    )  # fmt: skip
    return figures.places(year, measure, off, mine, by), (
        f"By {corners.MEASURES[measure].removesuffix(', %')}{corners.taken(off)}, {year}: {told['dark']:.0f} of {told['poor']:.0f} ({order[0].lower()}) "
        f"stand in the darkest fourth; a blind draw does as badly in {often} of 100 cases ({chance}). {own}"
    )


@cache
def _ends(policy: str, outcome: str, theta: float, ratio: float, mine: str) -> tuple[float, float]:
    """Ends of the axis for all cuts: those of the largest one, the named economy's gain among them."""
    table = reach.gains(worlds.opened_2023(policy, 0.2, theta, ratio))
    ends = np.append(table.groupby("income_group")[outcome].quantile([0.1, 0.9]), table.at[mine, outcome])
    return min(float(ends.min()), 0.0), float(ends.max())


@explorer(
    id="3.2b",
    title="Do lower costs reach them? (2023)",
    question="Whose cut brings most to low income, in per cent and a head? What does everybody's cut do to the gap?",
    controls={
        "policy": Choice(worlds.OPENINGS | {"own": "the named economy with all"}, "everyone", label="trade gets cheaper for"),
        "cut": Slider(0, 20, 10, 2, label="by, %"),
        "outcome": Choice(OUTCOMES, "percent", label="show"),
        "theta": Choice({t: f"{t:g}" for t in reach.ELASTICITIES}, 4.0, label="elasticity"),
        "ratio": Choice({r: f"{r:g} × GDP" for r in reach.RATIOS}, 2.0, label="output is"),
        "mine": Choice(_named(), "TUR", label="name"),
    },
)
def do_lower_costs_reach_them(policy: str, cut: int, outcome: str, theta: float, ratio: float, mine: str):
    """Gains by income group when trade of some gets cheaper, in the world of 2023."""
    found = worlds.opened_2023(mine if policy == "own" else policy, cut / 100, theta, ratio)
    table = reach.gains(found).round(9)
    own = table.loc[mine]
    who = own["name"] if policy == "own" else worlds.OPENINGS[policy]
    middle = table.groupby("income_group")[outcome].median()
    low, high = middle[figures.LOW], middle[figures.HIGH]
    unit = f"change of {OUTCOMES[outcome]}" if outcome == "percent" else f"gain, {OUTCOMES[outcome]}"
    title = "Nothing gets cheaper: nothing moves" if not cut else (
        f"Trade {cut} % cheaper, {figures.SHORT.get(policy, who)}: low income {_said(low, outcome)}, high {_said(high, outcome)}"
    )  # fmt: skip
    if policy == "own" and cut:
        title = f"Trade {cut} % cheaper for {own['name']} alone: it gains {_said(own[outcome], outcome)}"
    ends = _ends(mine if policy == "own" else policy, outcome, theta, ratio, mine)
    fig = figures.spread_of_gains(table, mine, title, unit, outcome, ends)
    if not cut:
        return fig, "No trade gets cheaper, so nobody gains or loses. Move the second control."
    losers = int((table["percent"] < -0.0005).sum())
    return fig, (
        f"Trade {cut} % cheaper ({who}), elasticity {theta:g}, output {ratio:g} × GDP: the middle economy of low income gains {_said(low, outcome)}, of high income "
        f"{_said(high, outcome)}; {losers or 'none'} of {len(table)} lose{'s' * (losers < 2)}. {own['name']}: {_said(own[outcome], outcome)}. Model."
    )


def _said(value: float, outcome: str) -> str:
    value = value + 0.0
    if outcome == "percent":
        return f"{value:.2f} %".replace("-0.00", "0.00").replace("-", "−")
    return f"{value:,.1f} USD a head".replace("-0.0 ", "0.0 ").replace("-", "−")


_GOODS = east_asia.EDITIONS["goods"]


@cache
def _knit(year: int) -> tuple:
    """What a network is like in a year, and what sizes alone give."""
    table = east_asia.among("goods", year)
    return east_asia.knit(table), east_asia.knit(east_asia.by_size(table))


@explorer(
    id="3.2c",
    title="East Asia's goods, 1984 to 2016",
    question="Whose disc shrinks, whose grows? When does a second supplier appear, and does the best chain ever get shorter?",
    controls={
        "year": Slider(_GOODS.years[0], _GOODS.years[-1], 1984, 4, label="year", play=True),
        "least": Slider(5, 30, 10, 5, label="draw links from", unit="% of what a buyer takes"),
    },
)
def east_asias_goods(year: int, least: int):
    """Goods among eight economies in a year, places fixed."""
    year = min(_GOODS.years, key=lambda known: abs(known - year))
    table = east_asia.among("goods", year)
    found, size = _knit(year)
    sold = table.sum(axis=1)
    part = table / table.sum()
    drawn = int((part >= least / 100).to_numpy().sum())
    return figures.one_year(table, year, least / 100), (
        f"{year}: {found['chain'] * 100:.0f} % of the goods move along the best chain ({size['chain'] * 100:.0f} % if only sizes mattered). A buyer has the "
        f"equal of {found['suppliers']:.1f} suppliers (sizes: {size['suppliers']:.1f}); {drawn} of {table.size - len(table)} links bring {least} % or more. "
        f"{name(sold.idxmax())} sells most: {sold.max() / sold.sum() * 100:.0f} %. Hong Kong's re-exports are not counted."
    )


@explorer(
    id="3.2d",
    title="Do members of the Belt and Road fit each other?",
    question="Which dots leave the grey bars? Do they still when you change the list, the rule, the measure? Do two measures ever tell one story?",
    controls={
        "which": Choice(rungs.LISTS, "initial", label="members by"),
        "rule": Choice(rungs.RULES, "income", label="rungs by"),
        "kind": Choice(rungs.FITS, "complementarity", label="measure"),
        "goods": Toggle(False, label="goods only"),
    },
)  # fmt: skip
def fit_of_members(which: str, rule: str, kind: str, goods: bool):
    """Four tests of fit beside random groups."""
    table = rungs.fits(kind, which, rule, goods=goods)
    known = [c for c in rungs.members(which) if c in rungs.structure().index]
    beyond = [rungs.TOLD[k] for k in table.index if table.at[k, "agrees"]]
    decimals = 2 if kind == "difference" else 1
    row = table.loc["among members"]
    other = table.loc["other rungs"]
    words = "goods only" if goods else "all industries"
    return figures.against_chance({rungs.FITS[kind]: table}), (
        f"{len(known)} members on {rungs.LISTS[which]}, {words}: {rungs.FITS[kind]} among them {row['observed']:.{decimals}f}, random groups {row['by chance']:.{decimals}f} "
        f"(p = {row['p']:.2f}). On other rungs ({rungs.RULES[rule]}) {other['observed']:+.{decimals}f} against one rung (p = {other['p']:.2f}). "
        f"More than chance: {'; '.join(beyond) or 'none'}."
    )
