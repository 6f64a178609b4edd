"""Checks of lesson 2.1."""

from __future__ import annotations

from functools import cache

from helpers import clusters, datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import sorting


@cache
def _links(year: int = 2011, region: str = "TUR") -> dict[str, float]:
    table = datasets.load("icio2015_flows")
    one = table[(table["year"] == year) & (table["region"] == region)][["backward", "forward"]].sum()
    total = one["backward"] + one["forward"]
    return {
        "share": one["backward"] / total,
        "forward": one["forward"] / total,
        "ratio": one["backward"] / one["forward"],
    }


@cache
def _company(what: str) -> frozenset:
    """China's company in three groups: on standardised features, on raw ones, or on money."""
    if what == "money":
        table = datasets.load("icio2015_flows")
        table = table[(table["year"] == 2011) & table["region"].isin(sorting.PAPER_GROUPS)]
        frame = table.groupby("region")[["backward", "forward"]].sum()
        found = clusters.cluster(frame, 3, standardise=False)
    else:
        found = clusters.cluster(sorting.features("icio2015", 2011), 3, standardise=what == "standardised")
    return frozenset(found.index[found == found["CHN"]])


EXERCISES = (
    Exercise(
        "2.1.1", "LO2.1.3", "predict",
        expected=lambda: "petroleum",
        misconceptions=(
            Misconception("both grew", lambda: "both",
                          "Both grew in dollars, as nearly everything did. Ask for the share: whose part of all foreign inputs became larger?"),
            Misconception("chemicals are larger", lambda: "chemicals",
                          "Chemicals began with the larger share. A share can be large and shrink."),
            Misconception("nothing changed", lambda: "neither",
                          "One of the two more than doubled its share between 2000 and 2011."),
        ),
        steps=("Which of the two turns imported crude oil into fuel?",),
        code='answer_1 = "petroleum"',
        praise="From 5 to 11 % of the foreign value in South Africa's exports, while chemicals fell from 9 to 6 %.",
    ),
    Exercise(
        "2.1.2", "LO2.1.1", "compute",
        expected=lambda: float(_links()["share"]),
        misconceptions=(
            Misconception("forward instead of backward", lambda: float(_links()["forward"]),
                          "This is the forward share: Turkish value in others' exports. Backward is foreign value in Turkish exports."),
            Misconception("ratio instead of share", lambda: float(_links()["ratio"]),
                          "Backward over forward can pass 1. A share divides by both together."),
        ),
        neighbours=lambda: {"the year 2010": float(_links(2010)["share"]), "the year 2009": float(_links(2009)["share"]), "Korea": float(_links(2011, "KOR")["share"]), "Mexico": float(_links(2011, "MEX")["share"])},
        decimals=3,
        steps=("`links.loc[\"TUR\", \"backward\"]` over the sum of Türkiye's row.",),
        code='answer_2 = links.loc["TUR", "backward"] / links.loc["TUR"].sum()',
        praise="Nearly two thirds: Türkiye sits late in chains, as Korea and Mexico do.",
    ),
    Exercise(
        "2.1.3", "LO2.1.2", "bug hunt",
        expected=lambda: _company("standardised"),
        misconceptions=(
            Misconception("sorted by size", lambda: _company("money"),
                          "These are groups of size: money decides, because its numbers are the largest. Sort shares, not dollars."),
            Misconception("not standardised", lambda: _company("raw"),
                          "Shares, but not standardised: the feature that varies most decides alone."),
        ),
        steps=("`clusters.cluster(table, 3)` standardises; `standardise=False` does not. Use the three features of 2011.",),
        code='answer_3 = list(found.index[found == found["CHN"]])',
        praise="India, Mexico and Türkiye. By size China would stand alone: the groups you find are the ruler you used.",
    ),
    Exercise(
        "2.1.4", "LO2.1.2", "open",
        rubric=(
            "A good answer chooses features for a reason given beforehand, says what the groups are for (whom would a policy treat alike?), "
            "and names one economy whose place depends on edition, year or feature.",
        ),
    ),
)  # fmt: skip
