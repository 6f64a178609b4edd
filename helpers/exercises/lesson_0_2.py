"""Checks of lesson 0.2."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.value_added import content_of_exports, value_added_trade


@cache
def _table() -> pd.DataFrame:
    table = content_of_exports(datasets.mrio(2009)) / 1000
    return table.assign(share=table["foreign"] / table["exports"] * 100)


@cache
def _trade() -> pd.DataFrame:
    return value_added_trade(datasets.mrio(2009)) / 1000


def _cell(code: str, column: str) -> float:
    return float(_table().at[code, column])


def _ratio(code: str, over: str, under: str) -> float:
    return _cell(code, over) / _cell(code, under) * 100


def _together(column: str, low: float = 0, high: float = 100) -> float:
    table = _table()
    return float(table.loc[(table["share"] > low) & (table["share"] < high), column].sum())


def _names() -> dict[str, float]:
    """The four lines of 0.2.1, and what a spreadsheet would make of them."""
    exports = 400
    foreign = 100
    share = foreign / exports
    exports = 200
    return {"share": share, "linked": foreign / exports, "upside down": 400 / foreign, "last line": float(exports)}


@cache
def _share(code: str, year: int) -> float:
    row = content_of_exports(datasets.mrio(year)).loc[code]
    return float(row["foreign"] / row["exports"] * 100)


def _years(code: str) -> dict[str, float]:
    return {f"the year {y}": _share(code, y) for y in (2008, 2010)}


@cache
def _earned(code: str, year: int) -> float:
    return float(value_added_trade(datasets.mrio(year)).loc[code].sum() / 1000)


EXERCISES = (
    Exercise(
        "0.2.1", "LO0.2.1", "predict",
        expected=lambda: _names()["share"],
        misconceptions=(
            Misconception("linked like a spreadsheet", lambda: _names()["linked"],
                          "That is how a spreadsheet works. In Python a line is worked out once, with the values of that moment."),
            Misconception("upside down", lambda: _names()["upside down"],
                          "`foreign / exports` is foreign *over* exports; you have it the other way round."),
            Misconception("the last line", lambda: _names()["last line"],
                          "This is the value of `exports` at the end. The question is about `share`."),
        ),
        steps=("Go line by line with a pencil: write down each name and its value. Does any line after the third name `share` again?",
               "`share` is worked out in line 3, as foreign over exports. What are the two worth at that moment?"),
        code=(
            "exports = 400\n"
            "foreign = 100\n"
            "share = foreign / exports\n"
            "exports = 200\n"
            "answer_1 = share"
        ),
        praise="The third line was worked out once. A name keeps its value until a line with `name =` gives it another one.",
    ),
    Exercise(
        "0.2.2", "LO0.2.2", "fill",
        expected=lambda: _cell("POL", "share"),
        misconceptions=(
            Misconception("the amount", lambda: _cell("POL", "foreign"),
                          "This is the column `foreign`: billions of dollars. Which column holds per cent?"),
            Misconception("the domestic part", lambda: _ratio("POL", "domestic", "exports"),
                          "This is the part earned in Poland. The rest of the hundred is asked for."),
            Misconception("another economy", lambda: _cell("PRT", "share"),
                          "The column is right, but `PRT` is Portugal. Look Poland up in the list of codes."),
        ),
        neighbours=lambda: {**_years("POL"), "the Czech Republic": _cell("CZE", "share")},
        decimals=1,
        steps=("Two blanks: which row, which column? Look at the list of codes, and at the columns above.",
               "The pattern is `table.loc[row, column]`, both in quotation marks."),
        code='answer_2 = table.loc["POL", "share"]',
        praise="More than a quarter of each dollar that Poland exported went on to those who made the parts (in this table).",
    ),
    Exercise(
        "0.2.3", "LO0.2.2", "change",
        expected=lambda: float(_trade().loc["CHN"].sum()),
        misconceptions=(
            Misconception("down the column", lambda: float(_trade()["CHN"].sum()),
                          "This still adds down China's column: what everybody earned from buyers in China. Go along its row instead."),
            Misconception("at home only", lambda: float(_trade().at["CHN", "CHN"]),
                          "This is one cell, what China earned from buyers in China. The buyers elsewhere are missing."),
            Misconception("the wrong economy", lambda: float(_trade().loc["USA"].sum()),
                          "Summed in the right direction, but this is the row of the United States."),
        ),
        neighbours=lambda: {"the year 2008": _earned("CHN", 2008), "the year 2010": _earned("CHN", 2010), "Japan": _earned("JPN", 2009)},
        decimals=0,
        steps=("Earners stand in the rows. In which direction must you go to meet all the buyers of one earner?",
               "`.sum()` goes down each column; `.sum(axis=1)` goes along each row. Keep the rest of the line."),
        code='answer_3 = trade.sum(axis=1)["CHN"]',
        praise="All that China earned in 2009, at home and by way of buyers elsewhere: its value added, about 5,000 billion dollars.",
    ),
    Exercise(
        "0.2.4", "LO0.2.2", "compute",
        expected=lambda: _together("exports", high=20),
        misconceptions=(
            Misconception("the other side", lambda: _together("exports", low=20),
                          "These are the economies *above* 20 per cent. Turn the sign round."),
            Misconception("no filter", lambda: _together("exports"),
                          "This is the whole world. Use the smaller table, not `table`."),
            Misconception("the foreign part", lambda: _together("foreign", high=20),
                          "The right rows, but the column `foreign`. The question is how much they *exported*."),
        ),
        neighbours=lambda: {"a share below 15": _together("exports", high=15), "a share below 25": _together("exports", high=25)},
        decimals=0,
        steps=("First line: a filter, like the one for `high`. Second line: one column of the smaller table, added up.",
               "`low = table[condition]`, then `low[column].sum()`. The condition compares `table[\"share\"]` with 20."),
        code=(
            'low = table[table["share"] < 20]\n'
            'answer_4 = low["exports"].sum()'
        ),
        praise="Nine economies that make most of their own parts, China and the United States among them, ship over a third of world exports.",
    ),
    Exercise(
        "0.2.5", "LO0.2.1", "bug hunt",
        expected=lambda: _cell("DNK", "share"),
        misconceptions=(
            Misconception("Germany", lambda: _cell("DEU", "share"),
                          "It runs, but DEU is Germany (Deutschland). Look Denmark up in the list of codes."),
            Misconception("the amount", lambda: _cell("DNK", "foreign"),
                          "All three lines run now, but the column is no longer `\"share\"`: this is billions of dollars."),
            Misconception("the domestic part", lambda: _ratio("DNK", "domestic", "exports"),
                          "This is the part earned in Denmark itself; the lines ask for the foreign share."),
        ),
        # Denmark in 2010 rounds to the same three digits, which the lesson prints; in full it is refused.
        neighbours=lambda: {"the year 2008": _share("DNK", 2008), "Sweden": _cell("SWE", "share")},
        decimals=1,
        steps=("Three lines, three faults, and Python tells you one at a time. Mend what the last line of the message names, run again.",
               "What stands between a row and a column in `.loc[…]`? Which code has Denmark? Is a name written the same way each time?"),
        code=(
            'partner = "DNK"\n'
            'share = table.loc[partner, "share"]\n'
            'print(f"{share:.1f}")\n'
            "answer_5 = share"
        ),
        praise="SyntaxError, KeyError, NameError: you have met the three that make up nearly all of them.",
    ),
    Exercise(
        "0.2.6", "LO0.2.3", "your economy",
        for_economy=lambda code: _cell(code, "share"),
        misconceptions=(
            Misconception("the domestic part", lambda code: _ratio(code, "domestic", "exports"),
                          "This is what your economy earned itself. The foreign part is the rest of the hundred."),
            Misconception("over domestic content", lambda code: _ratio(code, "foreign", "domestic"),
                          "You divided by the domestic part. A share of exports divides by exports."),
            Misconception("the world's", lambda code: _together("foreign") / _together("exports") * 100,
                          "This is the share for the whole world. Ask for the row of your economy alone."),
        ),
        decimals=1,
        steps=("You wrote a tool for this: call it, and give it your economy.",
               "A call is the function's name with what you give it in brackets. `mine` is a name, so it needs no quotation marks."),
        code="answer_6 = foreign_share(mine)",
        praise="A result of your own, for an economy of your own. Now draw it beside the four others.",
    ),
    Exercise(
        "0.2.7", "LO0.2.3", "open",
        rubric=(
            "A good answer asks something of the rows and columns that are there (which economies, how much, which is larger), and "
            "its lines pick, filter, sort or add up in the way the words say. The second question needs what the table lacks (other years, "
            "firms, jobs, partners), and the answer names it. Reading the lines aloud to somebody shows whether they say what you meant.",
        ),
    ),
)  # fmt: skip
