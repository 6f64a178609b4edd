"""Explorers of lesson 3.3."""

from __future__ import annotations

from functools import cache

from helpers.classification import name
from helpers.explorers import Choice, explorer
from helpers.figures import lesson_3_3 as figures
from helpers.tables import circles

SHOWN = (1995, 1998, 2001, 2003, 2005, 2007, 2009, 2011, 2022)


@explorer(
    id="3.3a",
    title="Move the border",
    question="Which flow hangs most on where the border runs? Which year is the first in which North to North is less than half?",
    controls={
        "year": Choice({y: str(y) for y in SHOWN}, 2011, label="year"),
        "border": Choice(dict(circles.BORDERS), "rich", label="the North is"),
        "among": Choice(dict(circles.AMONG), "all", label="among"),
    },
)
def move_the_border(year: int, border: str, among: str):
    """Value added between North, China, South and the rest of the world in one year, under a border of your choice."""
    table = circles.between(year, border, among)
    four = circles.four_flows(year, border, among)
    said = ", ".join(f"{words} {value:.1f} %" for words, value in four.items())
    inside = circles.trade(year, among).index
    members = sum(c in inside for c in circles.north(border))
    words = (
        f"{year}, {circles.AMONG[among]}: the North is {circles.BORDERS[border]}, {members} of {len(inside)} regions. With China and the rest of the world counted "
        f"as South: {said}."
    )
    return figures.flows_of_a_year(table, year, border, among), words


HINGES = ("CHN", "DEU", "KOR", "MEX", "USA", "JPN", "IND", "BRA", "IDN", "TUR", "RUS", "POL", "NLD")


@cache
def _carried(year: int, code: str, whose: str, by_size: bool):
    return circles.carried(year, code, whose, by_size)


@explorer(
    id="3.3b",
    title="Take an economy out",
    question="Whose value passes China, and where is it used? Is there an economy that is passed by far more than size alone gives?",
    controls={
        "code": Choice({c: name(c) for c in HINGES}, "CHN", label="pass"),
        "year": Choice({y: str(y) for y in (1995, 2003, 2011, 2022)}, 2011, label="year"),
        "whose": Choice(dict(circles.WHOSE), "south", label="follow the"),
    },
    budget=1.0,
)
def take_an_economy_out(code: str, year: int, whose: str):
    """What would be missing without an economy's industries: whose value it was, and who used it."""
    flows, share = _carried(year, code, whose, False)
    _, alone = _carried(year, code, whose, True)
    said = circles.WHOSE[whose]
    words = (
        f"{year}: of the {said}, {share:.2f} % passes {name(code)} at least once; with partners by size alone it would be {alone:.2f} % "
        f"({share / alone:.2f} times). The other {100 - share:.1f} % goes other ways. {name(code)} itself is neither origin nor buyer here."
    )
    return figures.by_way_of(flows, code, year, share, said), words
