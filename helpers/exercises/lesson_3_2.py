"""Checks of lesson 3.2."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers.exercises import Exercise, Misconception
from helpers.tables import east_asia, rungs


@cache
def _suppliers(code: str = "KOR", year: int = 2016) -> float:
    """The effective number of suppliers of one buyer of goods in East Asia."""
    share = east_asia.among("goods", year)[code]
    share = share / share.sum()
    return float(1 / (share**2).sum())


@cache
def _customers(code: str = "KOR", year: int = 2016) -> float:
    share = east_asia.among("goods", year).loc[code]
    share = share / share.sum()
    return float(1 / (share**2).sum())


@cache
def _concentration() -> float:
    return 1 / _suppliers()


@cache
def _by_the_largest() -> float:
    share = east_asia.among("goods", 2016)["KOR"]
    return float(share.sum() / share.max())


@cache
def _inside(which: str = "initial") -> np.ndarray:
    """How alike members' exports are, every pair and each member with itself."""
    fit = rungs.fit("similarity", 2022)
    group = [c for c in rungs.members(which) if c in fit.index]
    return fit.loc[group, group].to_numpy()


@cache
def _sellers() -> float:
    return float((east_asia.among("goods", 2016)["KOR"] > 0).sum())


def _apart(table: np.ndarray) -> float:
    """The mean over pairs of two different economies."""
    n = len(table)
    return float((table.sum() - np.trace(table)) / (n * (n - 1)))


@cache
def _among(which: str = "initial") -> float:
    return _apart(_inside(which))


@cache
def _everybody() -> float:
    return _apart(rungs.fit("similarity", 2022).to_numpy())


EXERCISES = (
    Exercise(
        "3.2.4", "LO3.2.4", "write",
        expected=_suppliers,
        misconceptions=(
            Misconception("customers, not suppliers", _customers,
                          "This is Korea's row: to whom it sells. What it buys stands in its column, `goods[\"KOR\"]`."),
            Misconception("the concentration itself", _concentration,
                          "Below 1: the sum of the squares. How many equal suppliers would have this sum? Turn it upside down."),
            Misconception("by the largest only", _by_the_largest,
                          "This counts how often the largest part goes into the whole. All suppliers count, each with its square."),
            Misconception("all who sell anything", _sellers,
                          "This counts everyone who sells anything, a crumb like a half. The effective number weighs them."),
        ),
        neighbours=lambda: {"the year 1984": _suppliers("KOR", 1984), "Japan": _suppliers("JPN"), "China": _suppliers("CHN")},
        decimals=2,
        steps=("First the parts: a column over its own sum. Then one number from all of them.",
               "`share = column / column.sum()`. If n suppliers bring 1/n each, the squares add up to 1/n: so take one over the sum of `share**2`."),
        code='share = goods["KOR"] / goods["KOR"].sum()\nanswer_4 = 1 / (share**2).sum()',
        why="A column divided by its sum gives each supplier's part of what Korea buys in the region. Equal parts of n suppliers have squares that add "
        "up to 1/n; one over the sum of squares is therefore the number of equal suppliers that would be as uneven.",
        praise="Korea buys as if from two and a half equal suppliers, of seven there are. In 1984 it was one and a half: four fifths came from Japan.",
    ),
    Exercise(
        "3.2.5", "LO3.2.5", "bug hunt",
        expected=_among,
        misconceptions=(
            Misconception("each with itself", lambda: float(_inside().mean()),
                          "This still compares each member with itself: take the diagonal out of the sum and of the count."),
            Misconception("taken out of the sum only", lambda: float((_inside().sum() - np.trace(_inside())) / _inside().size),
                          "The diagonal has left the sum but is still counted: there are n × (n − 1) pairs, not n × n."),
            Misconception("taken out of the count only", lambda: float(_inside().sum() / (len(_inside()) * (len(_inside()) - 1))),
                          "The count is right, but the sum still holds the diagonal: take `np.trace` off."),
            Misconception("all economies", _everybody,
                          "This is the mean over all 80 economies, which random groups have on average. Keep to the members in `alike`."),
        ),
        neighbours=lambda: {"the list of January 2020": _among("january_2020"), "the core list": _among("core")},
        decimals=1,
        steps=("What stands on the diagonal of such a table, and is it a pair?",
               "`np.trace` adds up a table's diagonal. Among `n` members there are n × (n − 1) pairs of two."),
        code="n = len(alike)\nanswer_5 = (alike.sum() - np.trace(alike)) / (n * (n - 1))",
        why="On the diagonal each member meets itself, and nobody is more like it: 100. So the mean of the whole table is too high. "
        "Random groups must be measured in the same way, or the comparison is worth nothing.",
        praise="Nearly two points less than your colleague's. Random groups of 31 have 47.2 on average, and 90 of 100 lie between 42.9 and 51.6: nothing unusual.",
    ),
)  # fmt: skip
