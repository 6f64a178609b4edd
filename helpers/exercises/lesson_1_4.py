"""Checks of lesson 1.4."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import fragmentation

SHARE = "foreign_share_of_final_products"


@cache
def _world() -> pd.Series:
    return fragmentation.world_fragmentation()["foreign_share"] * 100


def _points(start: int, end: int) -> float:
    return float(_world()[end] - _world()[start])


@cache
def _panel(year: int = 2011) -> pd.DataFrame:
    table = datasets.load("wiod_industries")
    return table[table["year"] == year]


@cache
def _clothes(weight: str | None, year: int = 2011, industry: str = "17t18") -> float:
    """Mean foreign share of textiles and clothing over all economies, per cent."""
    rows = _panel(year)
    rows = rows[rows["industry"] == industry]
    return float(np.average(rows[SHARE], weights=rows[weight] if weight else None) * 100)


@cache
def _long(weight: str | None, low: float = -1, high: float = 99) -> float:
    """Mean foreign share, per cent, of products of 2011 with between ``low`` and ``high`` steps behind them."""
    rows = _panel()
    rows = rows[(rows["downstreamness"] > low) & (rows["downstreamness"] < high)]
    return float(np.average(rows[SHARE], weights=rows[weight] if weight else None) * 100)


@cache
def _economies() -> dict[tuple[int, str], float]:
    table = fragmentation.by_economy()
    return {(year, code): float(v) for code, column in table.items() for year, v in column.items()}


def _change(code: str, start: int = 1995, end: int = 2011) -> float:
    return _economies()[end, code] - _economies()[start, code]


EXERCISES = (
    Exercise(
        "1.4.1", "LO1.4.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("longer in every year", lambda: "rose", "Most years, yes. But one year was different: trade fell by more than output."),
            Misconception("crisis hits all alike", lambda: "same", "If all links had shrunk alike the share would stay. Some goods were hit harder than others."),
        ),
        steps=(
            "In 2009 people put off buying cars and machines, and oil was cheap. Do these goods hold more foreign value than others, or less?",
            "The share is an average over all that is finally used. It falls if products with many foreign parts drop out, and if the parts "
            "from abroad become cheaper or fewer inside each product. Which way do both push?",
        ),
        code='answer_1 = "fell"',
        why="An average moves in two ways. Products with many foreign parts were bought less: that is 0.4 of the 2.3 points. The other 1.9 are inside "
        "each product: parts from abroad became cheaper or fewer. Value earned in mining, mostly oil, is 0.7 of the 2.3.",
        praise="By more than two points in one year, a fifth of it because other goods were bought; the rest is inside each product. A third of the fall is mining's.",
    ),
    Exercise(
        "1.4.2", "LO1.4.1", "change",
        expected=lambda: _points(2008, 2009),
        misconceptions=(
            Misconception("relative change", lambda: float((_world()[2009] / _world()[2008] - 1) * 100), "This is the change in per cent of itself. Asked are percentage points."),
            Misconception("the later year first", lambda: -_points(2008, 2009), "The size is right; the sign is not. What is taken from what?"),
            Misconception("the line as it was", lambda: _points(1995, 2008), "This is the line as it stood: from 1995 to 2008. Change both years."),
        ),
        neighbours=lambda: {"2009 to 2010": _points(2009, 2010), "2007 to 2008": _points(2007, 2008)},
        decimals=1,
        steps=(
            "The line takes an early year from a late one. Which two years stand in it now, and which two are asked for?",
            "A change is (late − early) × 100; both are `world.loc[year, \"foreign_share\"]`. What fell has a minus sign.",
        ),
        code='answer_2 = (world.loc[2009, "foreign_share"] - world.loc[2008, "foreign_share"]) * 100',
        why="`world` holds the share as a fraction, so the difference times 100 is in percentage points. The early year is taken from the late "
        "one: a fall comes out negative.",
        praise="Minus 2.3 points, and back above 13 % two years later.",
    ),
    Exercise(
        "1.4.3", "LO1.4.2", "bug hunt",
        expected=lambda: _clothes("final_use"),
        misconceptions=(
            Misconception("simple mean", lambda: _clothes(None),
                          "This is the colleague's number: every economy counts the same, Luxembourg's clothes like China's."),
            Misconception("weighted by output", lambda: _clothes("output"),
                          "Weighted, but by output, which counts cloth sold to other makers too. Which column says what is finally used?"),
            Misconception("weighted by exports", lambda: _clothes("exports"),
                          "Weighted, but by exports. Clothes that stay at home are final products as well."),
        ),
        neighbours=lambda: {"the year 2010": _clothes("final_use", 2010), "the year 2009": _clothes("final_use", 2009), "electronics": _clothes("final_use", 2011, "30t33")},
        decimals=1,
        steps=(
            "In the colleague's mean Luxembourg's clothes count as much as China's. What should a large product count for?",
            "The share is one of final products, so each counts with its final use: `np.average(column, weights=another column) * 100`.",
        ),
        code=(
            'share = clothes["foreign_share_of_final_products"]\n'
            'answer_3 = np.average(share, weights=clothes["final_use"]) * 100'
        ),
        why="The world's share is all foreign value over all final use. That is the mean of the shares weighed by final use, since each "
        "share times its own final use is its foreign value. Weights of output would count cloth that goes to other makers as well.",
        praise="23 %, not 28: small economies buy more of their cloth abroad, and a simple mean counts them like large ones.",
    ),
    Exercise(
        "1.4.4", "LO1.4.3", "write",
        expected=lambda: _long("final_use", low=2.5),
        misconceptions=(
            Misconception("no filter", lambda: _long("final_use"), "This is the share of all products. Use the smaller table, not `panel`."),
            Misconception("the other side", lambda: _long("final_use", high=2.5), "These are the products with *fewer* than 2.5 steps. Turn the sign round."),
            Misconception("simple mean", lambda: _long(None, low=2.5), "The right rows, but a simple mean of them. Weigh, as in the exercise before."),
        ),
        neighbours=lambda: {"more than 2 steps": _long("final_use", low=2.0), "more than 3 steps": _long("final_use", low=3.0)},
        decimals=1,
        steps=(
            "First line: a filter on `downstreamness`, like those of 0.2. Second line: the average from before, over the smaller table.",
            "`long = table[table[column] > number]`, then the mean of its foreign share, both columns taken from `long`, × 100.",
        ),
        code=(
            'long = panel[panel["downstreamness"] > 2.5]\n'
            'answer_4 = np.average(long["foreign_share_of_final_products"], weights=long["final_use"]) * 100'
        ),
        why="The filter keeps the products with many steps behind them; the weighted mean of their foreign shares says how much of their value "
        "comes from abroad. It is higher than for all products, and far from all: most of these steps are taken inside one economy.",
        praise="Longer chains are more foreign, but three quarters of their value is still earned at home: steps and borders are two things.",
    ),
    Exercise(
        "1.4.5", "LO1.4.1", "your economy",
        for_economy=_change,
        misconceptions=(
            Misconception("up to 2008", lambda code: _change(code, 1995, 2008), "This ends in 2008. Go on to 2011."),
            Misconception("the level", lambda code: _economies()[2011, code], "This is the share of 2011. Asked is how far it moved since 1995."),
            Misconception("the world's", lambda code: _points(1995, 2011), "This is the world's change. Take the column of your economy."),
        ),
        neighbours=lambda code: {"1995 to 2010": _change(code, end=2010), "1996 to 2011": _change(code, start=1996)},
        decimals=1,
        steps=(
            "`economies` has years in rows and codes in columns. Which two cells do you need?",
            "Late minus early, each `economies.loc[year, mine]`; the table is in per cent already.",
        ),
        code="answer_5 = economies.loc[2011, mine] - economies.loc[1995, mine]",
        why="`economies` holds per cent, so the difference is in percentage points. `mine` is a name that holds a code, so it stands without "
        "quotation marks in the place of the column.",
        praise="That is how much more (or less) foreign the final products of {economy} became. Keep it for your brief in 5.1.",
    ),
    Exercise(
        "1.4.6", "LO1.4.3", "open",
        steps=("What would *shorter* mean: fewer borders, fewer steps, or closer to the user? One number cannot say all three.",),
        model_answer="I would ask which measure is meant. If borders: the foreign share of final products, which was 13 % in 2011 and not lower than "
        "in 1995. If steps: how many stand behind a product, about two, and more than in 1995. If distance: steps to the final user, which rose "
        "too. I would ask of which years and of whom: after 2011 the steps of economies other than China stood nearly still. And I would ask "
        "whether prices were held constant, because dear oil makes chains look longer and more foreign, and cheap oil shorter, with nothing moved.",
        rubric=(
            "Says that the sentence is right or wrong.",
            "Names one of the three measures and a number for it.",
            "Says which measure fits the word, and how the three could disagree.",
            "Does this, and asks how prices (oil above all), years and editions could make a chain look shorter with nothing moved.",
        ),
    ),
)  # fmt: skip
