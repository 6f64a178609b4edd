"""Checks of lesson 1.5."""

from __future__ import annotations

from functools import cache

from helpers import datasets
from helpers.classification import MANUFACTURING
from helpers.exercises import Exercise, Misconception
from helpers.tables import technology


@cache
def _home() -> dict[str, float]:
    usa = technology.home_share("USA")
    m = datasets.mrio(2011)
    bought = m.Y[:, m.region("USA")] * m.select(MANUFACTURING)
    home_goods = bought[m.rows("USA")].sum() / bought.sum()
    return {
        "change": float((usa[2011] - usa[2007]) * 100),
        "to 2009": float((usa[2009] - usa[2007]) * 100),
        "trough": float((usa[2011] - usa[2008]) * 100),
        "share": float(usa[2011]),
        "goods": float(home_goods),
        "long": float((usa[2011] - usa[1995]) * 100),
    }


@cache
def _moved(kind: str, start: int = 1995, end: int = 2011) -> dict[str, float]:
    earned = technology.earned_by_income().loc[kind]
    moved = (earned.loc[end] - earned.loc[start]) * 100
    return {"fraction": float(moved["China"] / -moved["high income"]), "points": float(moved["China"])}


def _points(region: str, start: int, end: int) -> float:
    share = technology.home_share(region)
    return float((share[end] - share[start]) * 100)


EXERCISES = (
    Exercise(
        "1.5.1", "LO1.5.2", "predict",
        expected=lambda: "lower",
        misconceptions=(
            Misconception("reshoring worked", lambda: "higher", "It jumped in 2009 and then fell back. Compare 2011 with 2007."),
            Misconception("unchanged", lambda: "same", "Nearly, but by 2011 the share was more than a point below 2007."),
        ),
        steps=("A fall in imports during a crisis can look like factories coming home. What came after it?",),
        code='answer_1 = "lower"',
        praise="The jump of 2009 was a fall in imports. By 2011 the share was below that of 2007.",
    ),
    Exercise(
        "1.5.2", "LO1.5.2", "compute",
        expected=lambda: _home()["share"],
        misconceptions=(
            Misconception("goods completed at home", lambda: _home()["goods"],
                          "This counts goods completed in the United States, with all the foreign parts in them. Count where the value is earned."),
            Misconception("the foreign share", lambda: 1 - _home()["share"], "This is the part earned elsewhere."),
        ),
        neighbours=lambda: {"the year 2010": float(technology.home_share("USA")[2010]), "Germany": float(technology.home_share("DEU")[2011]), "Japan": float(technology.home_share("JPN")[2011])},
        decimals=2,
        steps=("`m.origin_shares[m.region(\"USA\")] @ bought / bought.sum()`.",),
        code='answer_2 = m.origin_shares[m.region("USA")] @ bought / bought.sum()',
        praise="55 cents of a dollar that Americans spend on manufactures are earned at home; in 1995 it was 68.",
    ),
    Exercise(
        "1.5.3", "LO1.5.1", "compute",
        expected=lambda: _moved("low technology")["fraction"],
        misconceptions=(
            Misconception("high technology", lambda: _moved("high technology")["fraction"], "This is high technology. The question is about the low end."),
            Misconception("points, not a fraction", lambda: _moved("low technology")["points"],
                          "These are the points China gained. Divide by the points that high-income economies lost."),
            Misconception("upside down", lambda: 1 / _moved("low technology")["fraction"], "The other way round: gained over lost."),
        ),
        neighbours=lambda: {"1995 to 2010": _moved("low technology", 1995, 2010)["fraction"], "1996 to 2011": _moved("low technology", 1996, 2011)["fraction"]},
        decimals=2,
        steps=("`earned.loc[\"low technology\"]` has years in rows and groups in columns. Take 2011 minus 1995.",
               "China's gain over minus the loss of high-income economies."),
        code=(
            'moved = earned.loc["low technology"].loc[2011] - earned.loc["low technology"].loc[1995]\n'
            'answer_3 = moved["China"] / -moved["high income"]'
        ),
        praise="Seven tenths to one economy. A story about poorer economies in the plural has to explain the singular.",
    ),
    Exercise(
        "1.5.4", "LO1.5.2", "bug hunt",
        expected=lambda: _home()["change"],
        misconceptions=(
            Misconception("measured from the trough", lambda: _home()["trough"],
                          "This starts in 2008, the lowest year. A change from a trough always looks like a recovery."),
            Misconception("stopped at the jump", lambda: _home()["to 2009"], "This stops in 2009, the year of the jump. What is left of it in 2011?"),
        ),
        neighbours=lambda: {"2007 to 2010": _points("USA", 2007, 2010), "Germany": _points("DEU", 2007, 2011), "2006 to 2011": _points("USA", 2006, 2011)},
        decimals=1,
        steps=("Percentage points from 2007, the last year before the crisis, to 2011.",),
        code='answer_4 = home.loc[2011, "USA"] - home.loc[2007, "USA"]',
        praise="Minus 1.2 points. Choose the first and last year, and you can show reshoring or its opposite.",
    ),
    Exercise(
        "1.5.5", "LO1.5.3", "open",
        rubric=(
            "A good answer says what low end means (low pay, low share of value, easy to replace), which of these the tables show, and whether "
            "an economy can be at the low end of one chain and at the high end of another.",
        ),
    ),
)  # fmt: skip
