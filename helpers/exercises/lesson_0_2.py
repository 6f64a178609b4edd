"""Checks of lesson 0.2."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers.exercises import Exercise, Misconception
from helpers.tables import contents


@cache
def _table() -> pd.DataFrame:
    """The lesson's table: billion USD, and the foreign share in per cent."""
    table = contents.exports() / 1000
    return table.assign(share=table["foreign"] / table["exports"] * 100)


def _cell(code: str, column: str) -> float:
    return float(_table().at[code, column])


def _share(code: str, year: int) -> float:
    return contents.share("foreign", "exports", code, year) * 100


def _earned(code: str, year: int = contents.YEAR) -> float:
    return float(contents.trade(year).loc[code].sum() / 1000)


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
        neighbours=lambda: {"a foreign part of 150": 150 / 400, "exports of 500": 100 / 500},
        steps=("Go line by line with a pencil: write down each name and its value. Does any line after the third name `share` again?",
               "`share` is worked out in line 3, as foreign over exports. What are the two worth at that moment?"),
        code=(
            "exports = 400\n"
            "foreign = 100\n"
            "share = foreign / exports\n"
            "exports = 200\n"
            "answer_1 = share"
        ),
        why="A spreadsheet links cells; Python does not link names. The third line divided what the two names stood for at that moment and "
        "kept the result. The fourth line gives `exports` another value and leaves `share` alone.",
        praise="The third line was worked out once. A name keeps its value until a line with `name =` gives it another one.",
    ),
    Exercise(
        "0.2.2", "LO0.2.2", "change",
        expected=lambda: _earned("CHN"),
        misconceptions=(
            Misconception("down the column", lambda: float(contents.trade()["CHN"].sum() / 1000),
                          "This still adds down China's column: what everybody earned from buyers in China. Go along its row instead."),
            Misconception("at home only", lambda: float(contents.trade().at["CHN", "CHN"] / 1000),
                          "This is one cell, what China earned from buyers in China. The buyers elsewhere are missing."),
            Misconception("the wrong economy", lambda: _earned("USA"),
                          "Summed in the right direction, but this is the row of the United States."),
        ),
        neighbours=lambda: {"the year 2008": _earned("CHN", 2008), "the year 2010": _earned("CHN", 2010), "Japan": _earned("JPN", 2009)},
        decimals=0,
        steps=("Earners stand in the rows. In which direction must you go to meet all the buyers of one earner?",
               "`.sum()` goes down each column; `.sum(axis=1)` goes along each row. Keep the rest of the line."),
        code='answer_2 = trade.sum(axis=1)["CHN"]',
        why="In `trade` rows earn and columns buy. To meet every buyer of one earner you go along its row, and `axis=1` does that for all rows "
        "at once; `[\"CHN\"]` then picks China's sum. `trade.loc[\"CHN\"].sum()` says the same.",
        praise="All that China earned in 2009, at home and by way of buyers elsewhere: its value added, about 5,000 billion dollars.",
    ),
    Exercise(
        "0.2.3", "LO0.2.2", "write",
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
            'answer_3 = low["exports"].sum()'
        ),
        why="The condition asks every row whether its share is below 20, the brackets keep the rows that say `True`, and `.sum()` adds up one "
        "column of what is left. The name `low` keeps the smaller table, so that the second line stays short.",
        praise="Nine economies that make most of their own parts, China and the United States among them, ship over a third of world exports.",
    ),
    Exercise(
        "0.2.4", "LO0.2.1", "bug hunt",
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
            "answer_4 = share"
        ),
        why="First a `SyntaxError`: the comma between row and column is missing. Then a `KeyError`: Denmark's code is DNK. Then a `NameError`: "
        "`Share` with a capital is another name. Python stops at the first fault it meets, so errors come one after the other.",
        praise="SyntaxError, KeyError, NameError: you have met the three that make up nearly all of them.",
    ),
    Exercise(
        "0.2.5", "LO0.2.3", "your economy",
        for_economy=lambda code: _cell(code, "share"),
        misconceptions=(
            Misconception("the domestic part", lambda code: _ratio(code, "domestic", "exports"),
                          "This is what your economy earned itself. The foreign part is the rest of the hundred."),
            Misconception("over domestic content", lambda code: _ratio(code, "foreign", "domestic"),
                          "You divided by the domestic part. A share of exports divides by exports."),
            Misconception("the world's", lambda code: _together("foreign") / _together("exports") * 100,
                          "This is the share for the whole world. Ask for the row of your economy alone."),
        ),
        neighbours=lambda code: {"the year 2008": _share(code, 2008), "the year 2010": _share(code, 2010)},
        decimals=1,
        steps=("You wrote a tool for this: call it, and give it your economy.",
               "A call is the function's name with what you give it in brackets. `mine` is a name, so it needs no quotation marks."),
        code=(
            "mine = economy(m.regions)\n"
            "answer_5 = foreign_share(mine)"
        ),
        why="`foreign_share` holds the two picks and the division; calling it with another code asks the same of another economy. `mine` is a "
        "name, so it takes no quotation marks; `\"mine\"` would be a text of four letters that no row is called.",
        praise="Your own tool gave an answer for {economy}. Now see where it stands among the 41.",
    ),
    Exercise(
        "0.2.6", "LO0.2.3", "open",
        steps=("Look at the rows and columns of `table`. What do they let you compare, and what is not there at all: which years, which partners, which people?",),
        model_answer="It can answer: which economies exported more than 200 billion dollars and yet handed on less than a sixth of it? Two "
        "filters and a sort do it: first `table[table[\"exports\"] > 200]`, then a share below 17. It cannot answer whether these shares are "
        "rising, since it holds one year only, nor whose workers earned the foreign part, since partners are added up.",
        rubric=(
            "Names a question, but not which rows or columns would answer it.",
            "Names a question that rows and columns of this table answer, and one that they do not.",
            "Says what the table lacks for the second (other years, firms, jobs, partners), and gives lines for the first.",
            "Does this, and its lines pick, filter, sort or add up exactly as the words say; a guess of the size stands beside them.",
        ),
    ),
)  # fmt: skip
