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
def _clear(outcome: tuple[int, ...] = (2011, 2022)) -> str:
    """Which of the four dimensions have an interval above zero, in words."""
    found = cluster_ranks.effects(outcome).loc[list(cluster_ties.DIMENSIONS)]
    return " and ".join(found.index[found["low"] > 0]) or "none"


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
def _three():
    return cluster_ranks.index(KIND, dimensions=THREE)


@cache
def _weighed(code: str, *by: int) -> float:
    """The index of an economy's electronics with three dimensions, by weights."""
    return float(_three().loc[code, list(THREE)].to_numpy(dtype=float) @ np.array(by) / sum(by))


@cache
def _linked(first: int, last: int, measure: str = "backward") -> float:
    """Correlation of a measure in the first year with growth after it, vehicles."""
    before = cluster_ties.of_kind("vehicles", first)[measure]
    return float(before.corr(cluster_ranks.growth(first, last).xs("vehicles", level="cluster")))


@cache
def _itself() -> float:
    table = cluster_ties.of_kind("vehicles", 2011)
    return float(table["backward"].corr(100 - table["backward"]))


@cache
def _behind(understood: float = 0.0, place: int = -1, ruggedness: int = 4) -> float:
    return float(lock_in.curve(ruggedness=ruggedness, understood=understood)["behind"].iloc[place])


EXERCISES = (
    Exercise(
        "4.4.1", "LO4.4.3", "predict",
        expected=_clear,
        misconceptions=(
            Misconception("the claim as it stands", lambda: "all",
                          "That is the claim. Each needs an interval of its own above zero, with the other three and income held."),
            Misconception("none at all", lambda: "none", "Nearly: one of the four stands clear of zero in these years."),
            Misconception("more trade", lambda: "embedding",
                          "What a cluster imports and what others pass on says next to nothing about its later growth: the interval holds zero."),
            Misconception("close ties", lambda: "inside", "Tight clusters grew neither faster nor slower: the interval holds zero."),
        ),
        neighbours=lambda: {"other years": _clear((1995, 2011))},
        steps=("For 23 clusters of each kind, how sure can one be of four slopes at once? Not of all four.",
               "Think of the one whose measure is no tie at all."),
        code='answer_1 = "innovation"',
        why="With income held, clusters of economies with more R&D and patents grew faster from 2011 to 2022. The intervals of inside ties, outside ties "
        "and embedding all hold zero.",
        praise="Innovation, and only it. The picture below shows all four, in two spans of years.",
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
        for_economy=lambda code: _weighed(code, 2, 1, 1),
        economies=lambda: sorted(_three().index),
        misconceptions=(
            Misconception("weights that make 4/3", lambda code: _weighed(code, 2, 1, 1) * 4 / 3,
                          "The weights are 2, 1 and 1: they make 4, so divide by 4, not by 3."),
            Misconception("not divided", lambda code: _weighed(code, 2, 1, 1) * 4, "This is the sum. An index is a mean: divide by what the weights make together."),
            Misconception("equal weights", lambda code: _weighed(code, 1, 1, 1), "This is the index with equal weights, the column `index`. Inside ties count twice here."),
        ),
        neighbours=lambda code: {"outside counted twice": _weighed(code, 1, 2, 1), "embedding counted twice": _weighed(code, 1, 1, 2)},
        steps=("First line: the row of your economy, `three.loc[mine]`. Second line: a weighted mean of three of its cells.",
               "Twice the points of `\"inside\"`, once the two others, all over the sum of the weights."),
        code='mine = economy(sorted(three.index))\nrow = three.loc[mine]\nanswer_4 = (2 * row["inside"] + row["outside"] + row["embedding"]) / 4',
        why="Weights of 2, 1 and 1 make 4; over 4 they make 1, so that the index stays in points. Only three dimensions are in it, since innovation is known for "
        "half of the economies.",
        praise="An index of your own. Now see what it is made of.",
    ),
    Exercise(
        "4.4.5", "LO4.4.3", "bug hunt",
        expected=lambda: _linked(2011, 2022),
        misconceptions=(
            Misconception("the thing itself", _itself, "Still −1: domestic value added in exports is 100 less backward. Compare with `later`."),
            Misconception("other years", lambda: _linked(1995, 2011), "These are the years 1995-2011. Take `before` and `later` as they are."),
            Misconception("forward", lambda: _linked(2011, 2022, "forward"), "This is forward participation. The colleague's measure is `backward`."),
        ),
        neighbours=lambda: {"intensity": _linked(2011, 2022, "intensity"), "same industries abroad": _linked(2011, 2022, "abroad")},
        decimals=3,
        steps=("What is `100 - before[\"backward\"]` made of? Can it do anything but fall when backward rises?",
               "Keep `.corr(…)`, and put between its brackets an outcome that the measure is no part of: which of the two names is left?"),
        code='before = cluster_ties.of_kind("vehicles", 2011)\nlater = cluster_ranks.growth(2011, 2022).xs("vehicles", level="cluster")\n'
             'answer_5 = before["backward"].corr(later)',
        why="Domestic and foreign value added make up exports, so the colleague correlated a number with itself turned round. Against the growth that "
        "came after, which holds no part of it, next to nothing is left.",
        praise="From −1.00 to −0.05: nearly all of the link was the measure itself.",
    ),
    Exercise(
        "4.4.6", "LO4.4.4", "write",
        expected=_behind,
        misconceptions=(
            Misconception("half gets across", lambda: _behind(0.5), "This is with half getting across. Here nothing does: `understood=0.0`."),
            Misconception("the other end", lambda: _behind(0.0, 0), "This is the first row, no ties inside. All inside is the last row."),
            Misconception("what is reached", lambda: float(lock_in.curve(understood=0.0)["value"].iloc[-1]),
                          "This is what all inside reaches. The question is how far it is behind the best: column `behind`."),
        ),
        neighbours=lambda: {"ruggedness 2": _behind(0.0, -1, 2), "ruggedness 6": _behind(0.0, -1, 6)},
        decimals=1,
        steps=("First line: the curve with one word changed. Second line: its last row of the column `behind`.",
               "`lock_in.curve(understood=…)` gives the curve; of a column, `.iloc[0]` is the first row and a minus counts from the end."),
        code='alone = lock_in.curve(understood=0.0)\nanswer_6 = alone["behind"].iloc[-1]',
        why="Nothing an outsider does can get across, so the only thing that changes with fewer inside ties is that firms copy each other more slowly. That "
        "alone is worth 4.6 of the 9.0 points: about half of what is lost needs no outside.",
        praise="4.6 of 9.0 points: about half of the loss is that all copy the same, whatever is outside.",
    ),
    Exercise(
        "4.4.7", "LO4.4.4", "open",
        steps=("Say first what you would believe: a model, a table of industries, a case study? For what question each?",
               "The case (Schmitz), the model (its worlds), the test on real clusters (its 24 choices): which speaks for the sentence, which against, which not at all?"),
        model_answer="I would not write that too many inside ties blocked the Sinos Valley. The published study found that firms there worked together more, "
        "and better, and that the joint programme failed because leading firms put their alliance with one large foreign buyer first and the state did "
        "not mediate: an outside tie held them, not the inside ones. The model gives a hump in 47 of 54 kinds of rugged world, smaller with one outsider, so it "
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
