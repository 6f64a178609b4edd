"""Checks of lesson 4.4."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import datasets, lock_in
from helpers.exercises import Exercise, Misconception
from helpers.tables import cluster_ranks, cluster_ties

KIND = "electronics"
THREE = ("inside", "outside", "embedding")


@cache
def _clear(outcome: tuple[int, ...] = (2011, 2022), held: str = "income", above: bool = True) -> int:
    """How many of the four dimensions have an interval above (below) zero."""
    found = cluster_ranks.effects(outcome, held).loc[list(cluster_ties.DIMENSIONS)]
    return int((found["low"] > 0).sum() if above else (found["high"] < 0).sum())


def _flows(region: str):
    return cluster_ties.flows(datasets.mrio(2022), region, cluster_ties.members(KIND))


@cache
def _returned(region: str) -> float:
    return cluster_ties.reciprocity(_flows(region)) * 100


@cache
def _most_returned(region: str) -> float:
    """The wrong one: the larger of the two flows of each pair."""
    w = _flows(region).to_numpy()
    return float(np.maximum(w, w.T).sum() / w.sum() * 100)


@cache
def _place(region: str = "CHN", scale: str = "z", how: str = "arithmetic") -> int:
    return int(cluster_ranks.index(KIND, scale=scale, how=how).at[region, "place"])


@cache
def _three(scale: str = "z", dimensions: tuple[str, ...] = THREE):
    return cluster_ranks.index(KIND, scale=scale, dimensions=dimensions)


@cache
def _linked(first: int, last: int, measure: str = "backward") -> float:
    """Correlation of a measure in the first year with growth after it, electronics."""
    before = cluster_ties.of_kind(KIND, first)[measure]
    return float(before.corr(cluster_ranks.growth(first, last).xs(KIND, level="cluster")))


@cache
def _itself() -> float:
    table = cluster_ties.of_kind(KIND, 2011)
    return float(table["backward"].corr(100 - table["backward"]))


@cache
def _behind(understood: float = 0.0, place: int = -1, ruggedness: int = 4) -> float:
    return float(lock_in.curve(ruggedness=ruggedness, understood=understood)["behind"].iloc[place])


EXERCISES = (
    Exercise(
        "4.4.1", "LO4.4.3", "predict",
        expected=_clear,
        misconceptions=(
            Misconception("the claim as it stands", lambda: 4,
                          "That is the claim. Each needs an interval of its own above zero, with the other three and income held."),
            Misconception("none at all", lambda: 0,
                          "Nearly: one of the four stands clear of zero in these years."),
            Misconception("half of them", lambda: 2, "Too many: one whose sign is right is not yet clear of zero."),
        ),
        neighbours=lambda: {"intervals below zero": _clear(above=False)},
        steps=("Growth of 2011-2022 is hard to foresee, for some forty economies. How sure can one be of four slopes at once?",
               "Think of the one whose measure is furthest from trade: it is no tie at all."),
        code="answer_1 = 1",
        why="With income held, clusters of economies with more R&D and patents grew faster from 2011 to 2022. The intervals of inside ties, outside ties "
        "and embedding all hold zero.",
        praise="One, innovation. The picture below shows all four, in two spans of years.",
    ),
    Exercise(
        "4.4.2", "LO4.4.1", "fill",
        expected=lambda: _returned("MEX"),
        misconceptions=(
            Misconception("the larger flow", lambda: _most_returned("MEX"),
                          "Above 100: of each pair you took the larger flow. What is returned is the smaller one, `np.minimum`."),
            Misconception("Korea's", lambda: _returned("KOR"), "This is Korea's. `mexico` holds Mexico's flows."),
            Misconception("fraction", lambda: _returned("MEX") / 100, "As a fraction it is right; the question asks for per cent."),
        ),
        neighbours=lambda: {"Germany": _returned("DEU"), "China": _returned("CHN")},
        decimals=1,
        steps=("Of each pair of industries two flows go two ways. Which of the two is the part that is returned?",
               "`mexico.T` turns the table round, so that `np.minimum` sees both flows of a pair side by side; its sum over the sum of all, × 100."),
        code="answer_2 = np.minimum(mexico, mexico.T).sum().sum() / mexico.sum().sum() * 100",
        why="`mexico.T` has buyers in rows. The smaller of the two flows, cell by cell, is what both give each other: counted twice, once each way, as the flows "
        "below the line are. (`.sum()` of a table gives a sum a column; the second one adds these.)",
        praise="About a quarter: metals and rubber sell much to electronics in Mexico and buy little back.",
    ),
    Exercise(
        "4.4.3", "LO4.4.2", "change",
        expected=lambda: _place("CHN", "rank", "geometric"),
        misconceptions=(
            Misconception("nothing changed", lambda: _place(), "This is China's place before the change. Give `scale` and `how` other words."),
            Misconception("only the scale", lambda: _place(scale="rank"), "The scale is changed, the sum is not: `how=\"geometric\"`."),
            Misconception("only the sum", lambda: _place(how="geometric"), "The sum is changed, the scale is not: `scale=\"rank\"`."),
        ),
        neighbours=lambda: {"min-max, geometric": _place("CHN", "min-max", "geometric"), "Korea": _place("KOR", "rank", "geometric")},
        steps=("Two words in the line say how measures are brought to one scale and how they are added. Which?",
               "`scale=\"rank\"` and `how=\"geometric\"`; then `.at[\"CHN\", \"place\"]` is China's place."),
        code='changed = cluster_ranks.index("electronics", scale="rank", how="geometric")\nanswer_3 = changed.at["CHN", "place"]',
        why="China's lead lies in the size of its lead: by places it is only one place ahead, and its low embedding, multiplied, pulls it down. No "
        "measurement changed.",
        praise="From 4 to 19 by two words, without a new measurement.",
    ),
    Exercise(
        "4.4.4", "LO4.4.2", "your economy",
        for_economy=lambda code: int(_three().at[code, "place"]),
        economies=lambda: sorted(_three().index),
        misconceptions=(
            Misconception("counted from zero", lambda code: int(_three().at[code, "place"]) - 1, "Places begin at 1, not at 0: read the column `place`."),
            Misconception("counted from the bottom", lambda code: len(_three()) + 1 - int(_three().at[code, "place"]),
                          "This counts from the bottom. The first place is the highest index."),
        ),
        steps=("`three` has a row for each economy, by its code. Which column tells the place?",
               "`three.at[mine, \"place\"]`: a row label, a column label."),
        code='answer_4 = three.at[mine, "place"]',
        why="`three` was sorted by its index and carries the place; `.at` picks one cell by its labels. Only three dimensions are in it, since "
        "innovation is known for half of the economies.",
        praise="A place of your own. Now see what it is made of.",
    ),
    Exercise(
        "4.4.5", "LO4.4.3", "bug hunt",
        expected=lambda: _linked(2011, 2022),
        misconceptions=(
            Misconception("the thing itself", _itself, "Still −1: domestic value added in exports is 100 less backward. Compare with `later`."),
            Misconception("other years", lambda: _linked(1995, 2011), "These are the years 1995-2011. Take `before` and `later` as they are."),
            Misconception("forward", lambda: _linked(2011, 2022, "forward"), "This is forward participation. The colleague's measure is `backward`."),
        ),
        neighbours=lambda: {"intensity": _linked(2011, 2022, "intensity")},
        decimals=2,
        steps=("What is `100 - before[\"backward\"]` made of? Can it do anything but fall when backward rises?",
               "`before[\"backward\"].corr(later)`: the same measure, an outcome it is no part of."),
        code='answer_5 = before["backward"].corr(later)',
        why="Domestic and foreign value added make up exports, so the colleague correlated a number with itself turned round. Against the growth that "
        "came after, which holds no part of it, nothing is left.",
        praise="From −1.00 to 0.00: all of the link was the measure itself.",
    ),
    Exercise(
        "4.4.6", "LO4.4.4", "write",
        expected=_behind,
        misconceptions=(
            Misconception("half gets across", lambda: _behind(0.5), "This is with half getting across. Here nothing does: `understood=0.0`."),
            Misconception("the other end", lambda: _behind(0.0, 0), "This is the first row, no ties inside. All inside is the last row, `.iloc[-1]`."),
            Misconception("what is reached", lambda: float(lock_in.curve(understood=0.0)["value"].iloc[-1]),
                          "This is what all inside reaches. The question is how far it is behind the best: column `behind`."),
        ),
        neighbours=lambda: {"other worlds": _behind(0.0, -1, 2)},
        decimals=1,
        steps=("First line: the curve with one word changed. Second line: its last row of the column `behind`.",
               "`alone = lock_in.curve(understood=…)`, then `alone[\"behind\"].iloc[-1]`."),
        code='alone = lock_in.curve(understood=0.0)\nanswer_6 = alone["behind"].iloc[-1]',
        why="Nothing an outsider does can get across, so the only thing that changes with fewer inside ties is that firms copy each other more slowly. That "
        "alone is worth 5.7 of the 10.2 points: more than half of the hump needs no outside.",
        praise="5.7 of 10.2 points: more than half of the loss is that all copy the same, whatever is outside.",
    ),
    Exercise(
        "4.4.7", "LO4.4.4", "open",
        steps=("Say first what you would believe: a model, a table of industries, a case study? For what question each?",
               "The case (Schmitz), the model (its worlds), the test on real clusters (its 24 choices): which speaks for the sentence, which against, which not at all?"),
        model_answer="I would not write that too many inside ties blocked the Sinos Valley. The published study found that firms there worked together more, "
        "and better, and that the joint programme failed because leading firms put their alliance with one large foreign buyer first and the state did "
        "not mediate: an outside tie held them, not the inside ones. The model gives a hump in 32 of 72 worlds, fewest with one outsider, so it "
        "can be, not that it was. The tables show it in 1 of 24 choices, and they see industries, not firms. I would write: spread the outside ties, "
        "and let the inside ones be.",
        rubric=(
            "Says yes or no to the sentence.",
            "Says yes or no with one of: the case, the model, the tables.",
            "Uses two of them with a number each, and says what neither can show.",
            "Does this, tells an outside tie to one buyer from many, and names what evidence would settle it.",
        ),
    ),
)  # fmt: skip
