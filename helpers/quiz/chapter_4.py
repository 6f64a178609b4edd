"""Quiz of chapter 4, policy paths: keys computed from the models and tables of its lessons."""

from __future__ import annotations

from helpers import lock_in
from helpers.quiz.question import judged, number, which, who
from helpers.tables import cluster_ranks, cluster_ties


def _place(scale: str = "z", how: str = "arithmetic", code: str = "CHN") -> int:
    return int(cluster_ranks.index("electronics", scale=scale, how=how).at[code, "place"])


def _hump(ruggedness: int) -> str:
    return "a hump" if lock_in.has_top_between(lock_in.curve(ruggedness=ruggedness)) else "no hump"


QUESTIONS = (
    who("4.1", "For whom of these do most of the ten closest partners stay among ten when weights are drawn anew?", "4.1.6", ("USA", "BRA", "KOR", "ZAF"), "{:.1f} of ten", "Where four measures agree, weights matter less."),
    who("4.2", "Whose dollar of value added sold abroad goes the longest way, 2011?", "4.2.5", ("AUS", "DEU", "USA", "TUR"), "{:,.0f} km", "Distance to buyers, weighed with what they buy."),
    who("4.3", "Whose dollar of value added sold abroad goes the shortest way, 2011?", "4.2.5", ("CZE", "CHN", "BRA", "IND"), "{:,.0f} km", "Distance to buyers, weighed with what they buy.", highest=False),
    who("4.4", "Who gains most, in the model, when trade along the Belt and Road gets cheaper?", "4.3.6", ("CHN", "VNM", "USA", "BRA"), "{:+.2f} %", "Real income, a model; lesson 4.3 sets beside it who pays."),
    who("4.5", "Whose electronics cluster has the highest index, inside ties counted twice?", "4.4.4", ("CHN", "MEX", "AUS", "FRA"), "{:.0f} points", "An index: other weights, another order."),
    number(
        "4.6", "4.4", "China's electronics cluster by an index of points (z) added up: which place?", "place {:.0f}", _place, "With equal weights, points in standard deviations, added.",
        (lambda: _place("rank", "geometric"), "This is with ranks multiplied: the same data, another choice."), (lambda: _place("min-max", "geometric"), "This is with min-max scales, multiplied."),
        (lambda: _place(code="MEX"), "This is Mexico's."),
    ),
    which(
        "4.7", "4.4", "In the model of search, is there a best part of ties inside (a hump) where there is only one top to find (ruggedness 0)?", lambda: _hump(0),
        {"a hump": "With one top everybody finds it by small steps; ideas from outside are not needed.", "no hump": "Where every step up leads to the same top, nobody can be locked in below it."},
    ),
    which(
        "4.8", "4.4", "Which industry trades most with electronics, so that it comes first into the cluster?", lambda: str(cluster_ties.links("electronics").index[0]).replace("_", " "),
        {str(i).replace("_", " "): words for i, words in zip(("metals", "machinery", "chemicals", "vehicles"), (
            "Cases, wires and frames.", "Machines hold electronics and are held by none of it alone.", "Wafers and plastics, but less.", "Cars hold electronics, yet fewer flows run both ways."), strict=True)},
    ),
    judged("4.9", "4.2c"),
    judged("4.10", "4.3d"),
    judged("4.11", "4.1d"),
)  # fmt: skip
