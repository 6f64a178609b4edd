"""Explorers of lesson 3.2."""

from __future__ import annotations

from functools import cache

from helpers.classification import name
from helpers.explorers import Choice, Slider, Toggle, explorer
from helpers.figures import lesson_3_2 as figures
from helpers.tables import east_asia, rungs

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
