"""Checks of lesson 1.1."""

from __future__ import annotations

from functools import cache

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import agreements


@cache
def _germany() -> dict[str, float]:
    cars = datasets.mrio(2011).trade("vehicles")
    x, b = float(cars.loc["DEU"].sum()), float(cars["DEU"].sum())
    return {
        "total": 1 - abs(x - b) / (x + b),
        "net": abs(x - b) / (x + b),
        "ratio": min(x, b) / max(x, b),
    }


@cache
def _treaties() -> dict[str, float]:
    table = agreements.new_treaties(1995, 2011)
    growth = table["growth"]
    return {
        "right": float(growth["agreement came"] / growth["no agreement"]), "upside": float(growth["no agreement"] / growth["agreement came"]),
        "levels": float(table.loc["agreement came", 2011] / table.loc["no agreement", 2011]), "always": float(growth["agreement from the start"] / growth["no agreement"]),
    }  # fmt: skip


@cache
def _other_goods() -> dict[str, float]:
    def index(region: str, industry: str, year: int) -> float:
        m = datasets.mrio(year)
        sold = m.exports.reshape(m.G, m.N, m.G)
        g, i = m.region(region), m.industries.index(industry)
        x, b = sold[g, i].sum(), sold[:, i, g].sum()
        return float(1 - abs(x - b) / (x + b))

    return {
        "the year 2010": index("DEU", "vehicles", 2010), "machinery": index("DEU", "machinery", 2011),
        "France": index("FRA", "vehicles", 2011), "Japan": index("JPN", "vehicles", 2011),
    }  # fmt: skip


@cache
def _grew(start: int, end: int) -> float:
    growth = agreements.new_treaties(start, end)["growth"]
    return float(growth["agreement came"] / growth["no agreement"])


EXERCISES = (
    Exercise(
        "1.1.1", "LO1.1.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("two-way trade always grows", lambda: "rose",
                          "It rose for decades before. From 1995 to 2011 something else grew faster: trade with partners who sell what you do not."),
            Misconception("nothing moved", lambda: "same",
                          "It moved by about four points. Which kind of partner came into world trade after 1995?"),
        ),
        steps=("China and the resource sellers became large. Do they sell each other the same goods, or different ones?",),
        code='answer_1 = "fell"',
        praise="From 56 to 52 %: trade grew most between unlike partners, step against step, not like against like.",
    ),
    Exercise(
        "1.1.2", "LO1.1.1", "compute",
        expected=lambda: _germany()["total"],
        misconceptions=(
            Misconception("one-way share", lambda: _germany()["net"],
                          "This is the one-way part, |X − M| over X + M. The index is what is left of 1."),
            Misconception("ratio of smaller to larger", lambda: _germany()["ratio"],
                          "The smaller over the larger looks alike, but the index compares twice the smaller with both together."),
        ),
        neighbours=_other_goods,
        decimals=3,
        steps=("`1 - abs(X - M) / (X + M)`.",),
        code="answer_2 = 1 - abs(X - M) / (X + M)",
        praise="Two thirds of Germany's trade in vehicles is two-way: cars out, cars and parts in.",
    ),
    Exercise(
        "1.1.3", "LO1.1.3", "bug hunt",
        expected=lambda: _treaties()["right"],
        misconceptions=(
            Misconception("upside down", lambda: _treaties()["upside"], "Upside down: pairs without an agreement over pairs that got one."),
            Misconception("levels instead of growth", lambda: _treaties()["levels"], "This compares how large the two are in 2011, not how fast they grew."),
            Misconception("the colleague's group", lambda: _treaties()["always"],
                          "This is the colleague's number: pairs that had an agreement all along. Whose growth tells what a new one goes with?"),
        ),
        neighbours=lambda: {"1995 to 2010": _grew(1995, 2010), "1996 to 2011": _grew(1996, 2011), "2000 to 2011": _grew(2000, 2011)},
        decimals=2,
        steps=("Take the rows \"agreement came\" and \"no agreement\" of the column growth.",),
        code='answer_3 = growth["agreement came"] / growth["no agreement"]',
        praise="Pairs that signed grew a third faster than pairs that never did. Whether they signed because they grew is another question (lesson 4.1).",
    ),
    Exercise(
        "1.1.4", "LO1.1.2", "open",
        rubric=(
            "A good answer separates three things the word cooperation can mean (agreements, trade under them, gains for both), says which "
            "the figures show, and names evidence that could tell whether a deal was good for both sides.",
        ),
    ),
)  # fmt: skip
