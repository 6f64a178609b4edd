"""Checks of lesson 3.3."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import datasets, extraction
from helpers.exercises import Exercise, Misconception
from helpers.tables import circles
from helpers.value_added import value_added_trade


@cache
def _inside(border: str, year: int = 2011, among: str = "all") -> dict[str, float]:
    """The North's trade with itself, three ways to divide, %."""
    flows, north = circles.trade(year, among), circles.north(border)
    codes = [c for c in flows.index if c in north]
    inside = flows.loc[codes, codes].to_numpy().sum() * 100
    return {
        "share": float(inside / flows.to_numpy().sum()),
        "of sales": float(inside / flows.loc[codes].to_numpy().sum()),
        "of purchases": float(inside / flows[codes].to_numpy().sum()),
    }


@cache
def _sold(seller: str, buyer: str, year: int = 2022) -> dict[str, float]:
    """What one role sells to another: over size, upside down, as a share of its sales."""
    flows, role = circles.trade(year), circles.roles(year)
    by_role = lambda t: float(t.loc[role == seller, role == buyer].to_numpy().sum())  # noqa: E731
    real, alone = by_role(flows), by_role(circles.size_alone(flows))
    return {
        "over": real / alone,
        "upside down": alone / real,
        "share": real / float(flows[role == seller].to_numpy().sum()),
    }


FOUR = ("CHN", "KOR", "JPN", "TWN")


@cache
def _by_way_of(codes: tuple[str, ...] = FOUR, year: int = 2011, seller: str = "AUS") -> float:
    """A seller's value added used in the United States that passes some economies, %."""
    m = datasets.mrio(year)
    passed = extraction.through(m, codes).at[seller, "USA"]
    return float(passed / value_added_trade(m).at[seller, "USA"] * 100)


@cache
def _hinge(year: int = 2011):
    return extraction.hinge(datasets.mrio(year))


@cache
def _with_home(code: str) -> float:
    """What passes an economy when its own final use counts as a destination, % of all between others."""
    m = datasets.mrio(2011)
    passed = extraction.through(m, code).drop(index=code)
    away = np.array(passed.index)[:, None] != np.array(passed.columns)[None, :]
    return float(passed.where(away, 0.0).to_numpy().sum() / _hinge().at[code, "between"] * 100)


EXERCISES = (
    Exercise(
        "3.3.1", "LO3.3.1", "predict",
        expected=lambda: "SS",
        misconceptions=(
            Misconception("the old circle grows", lambda: "NN", "It lost most: from half of everything to less than a third."),
            Misconception("workshops sell to the core", lambda: "SN", "It grew, by about eight points. One flow grew more, from next to nothing."),
            Misconception("the core sells to the new markets", lambda: "NS", "It is where it was, about 27 % in both years."),
        ),
        steps=("Who grew fastest in these years? Then think of such an economy as a seller and as a buyer.",
               "If two groups both double their weight in the world, trade between them grows fourfold, by size alone."),
        code='answer_1 = "SS"',
        why="The South grew as a seller and as a buyer, so the flow that has it on both sides grew most: from 5 to 17 %, twelve points.",
        praise="From 5 to 17 %: twelve points, more than South to North (eight). Size alone would do much of this: see *Over what size gives*.",
    ),
    Exercise(
        "3.3.2", "LO3.3.1", "change",
        expected=lambda: _inside("g7")["share"],
        misconceptions=(
            Misconception("of what the North sells", lambda: _inside("g7")["of sales"],
                          "You divided by what the G7 sell. Asked is a part of *all* value that crosses a border: `flows` as a whole."),
            Misconception("of what the North buys", lambda: _inside("g7")["of purchases"],
                          "You divided by what the G7 buy. Asked is a part of *all* value that crosses a border: `flows` as a whole."),
        ),
        neighbours=lambda: {
            "the OECD of 1995": _inside("oecd")["share"], "high income in 1995": _inside("rich")["share"], "high income today": _inside("today")["share"],
            "the year 2008": _inside("g7", 2008)["share"], "the 40 economies in both tables": _inside("g7", among="common")["share"],
        },
        decimals=1,
        steps=("One word in the first line says who the North is.",
               "`circles.north(\"g7\")` has the codes. Sum from them to them, over the sum of everything, times 100."),
        code='g7 = circles.north("g7")\nanswer_2 = flows.loc[g7, g7].to_numpy().sum() / flows.to_numpy().sum() * 100',
        why="Only the list of codes changes. The sum above the line runs from members to members, the one below over all pairs.",
        praise="14 %, less than half of the 28.9 with all rich economies. Trade of rich Europe with itself is 11.6 of those.",
    ),
    Exercise(
        "3.3.3", "LO3.3.2", "write",
        expected=lambda: _sold("resource sellers", "workshops")["over"],
        misconceptions=(
            Misconception("upside down", lambda: _sold("resource sellers", "workshops")["upside down"],
                          "Below 1: what size gives, over what there is. Turn it round."),
            Misconception("rows and columns swapped", lambda: _sold("workshops", "resource sellers")["over"],
                          "This is what workshops sell to resource sellers. Sellers stand in rows, buyers in columns."),
            Misconception("a share of sales", lambda: _sold("resource sellers", "workshops")["share"],
                          "This is the part of their sales that goes to workshops. It moves with the size of the workshops: divide by what size gives."),
        ),
        neighbours=lambda: {
            "sales to the core": _sold("resource sellers", "core")["over"], "the core's sales to workshops": _sold("core", "workshops")["over"],
            "the year 2011": _sold("resource sellers", "workshops", 2011)["over"],
        },
        decimals=2,
        steps=("The same cell of two tables: what there is, and what size alone gives. One over the other.",
               "`sold.loc[mine, shop]` picks rows where `mine` is true and columns where `shop` is; `.to_numpy().sum()` adds them up."),
        code="real = sold.loc[mine, shop].to_numpy().sum()\nanswer_3 = real / alone.loc[mine, shop].to_numpy().sum()",
        why="Rows are sellers, columns buyers. Both sums hold the same pairs, so their ratio says how much closer the pairs are than their sizes.",
        praise="1.43: closer than size says. This side of the second circle is there in 2022.",
    ),
    Exercise(
        "3.3.4", "LO3.3.3", "bug hunt",
        expected=_by_way_of,
        misconceptions=(
            Misconception("four numbers added up", lambda: sum(_by_way_of((c,)) for c in FOUR),
                          "A chain that passes China *and* Korea is counted twice. Take all four out together."),
            Misconception("China alone", lambda: _by_way_of(("CHN",)), "This is China alone. `extraction.through` takes a list of codes, too."),
            Misconception("not by way of them", lambda: 100 - _by_way_of(), "This is what passes none of the four."),
        ),
        neighbours=lambda: {
            "the year 2008": _by_way_of(year=2008), "without Chinese Taipei": _by_way_of(FOUR[:3]), "Indonesian value": _by_way_of(seller="IDN"),
        },
        decimals=1,
        steps=("Iron ore goes to a steel mill in Korea, the steel to a factory in China, the machine to California. In how many of the four numbers is it?",
               "Extract the four together: `extraction.through(m, [\"CHN\", \"KOR\", \"JPN\", \"TWN\"])`, then the same cell over `whole`."),
        code='m = datasets.mrio(2011)\nwhole = value_added_trade(m)\npassed = extraction.through(m, ["CHN", "KOR", "JPN", "TWN"])\n'
             'answer_4 = passed.loc["AUS", "USA"] / whole.loc["AUS", "USA"] * 100',
        why="Each extraction counts chains that pass an economy at least once. Chains that pass two are in both numbers; taken out together they count once.",
        praise="38.5 %, not 43.0: four and a half points passed two or more of them. Parts of a network do not add up.",
    ),
    Exercise(
        "3.3.5", "LO3.3.3", "your economy",
        for_economy=lambda code: float(_hinge().at[code, "share"] * 100),
        misconceptions=(
            Misconception("a fraction", lambda code: float(_hinge().at[code, "share"]), "This is a fraction; asked is per cent: times 100."),
            Misconception("money", lambda code: float(_hinge().at[code, "through"]), "This is money, million USD. The column `share` has the part of all."),
            Misconception("its own use counted", _with_home,
                          "This counts what your economy finally uses itself. A hinge passes value on to third buyers: `extraction.hinge`."),
        ),
        neighbours=lambda code: {f"the year {y}": float(_hinge(y).at[code, "share"] * 100) for y in (1995, 2003)},
        decimals=2,
        steps=("`extraction.hinge(m)` has one row an economy. Which column, which row, and what makes a fraction per cent?",
               "The column `share`, the row `mine` (a name, so no quotation marks), times 100."),
        code='answer_5 = found.loc[mine, "share"] * 100',
        why="The column share is money through over money between; `.loc[row, column]` picks one cell; times 100 it is per cent.",
        praise="Your economy as a hinge. Now see it among all others.",
    ),
    Exercise(
        "3.3.6", "LO3.3.4", "open",
        steps=("Take one number for \"joined\" and one against, each with its year.",
               "For: what passes China rose sixfold. Against: how much passes nobody of the South? What does size alone give? What do the areas of the map tell?"),
        model_answer="For: of the South's value used in the North 0.7 % passed China in 1995 and 4.3 % in 2011, more than any other single economy of the table; in 2022 China leads under every border. "
        "Resource sellers sold 13 % to workshops in 1995 and 38 % in 2022, 1.4 times what size gives. Against: without WIOD's rest of the world as seller it is 2.7 % in 2011, behind Germany's 3.5; 96 of 100 dollars do not pass China, and with "
        "the border of 1995 its size alone gives 4.1 of the 4.3 %. Core and workshops are no closer than their sizes in most ways to count, and who trades with whom follows the map, "
        "not income. I would tell a minister: the second circle is there and grows; China is its largest hinge because it is large; a world of two circles is a drawing, not the data.",
        rubric=(
            "Takes a side.",
            "Takes a side with one number and its year.",
            "One number on each side, and says which of the two size alone explains.",
            "Does this, says how the border or the table changes the answer, and what number would turn it.",
        ),
    ),
)  # fmt: skip
