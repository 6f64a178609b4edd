"""Checks of lesson 2.1."""

from __future__ import annotations

from functools import cache

import pandas as pd

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
def _company(what: str, groups: int = 3, year: int = 2011) -> frozenset:
    """China's company in some groups: on standardised features, on raw ones, or on money."""
    if what == "money":
        table = datasets.load("icio2015_flows")
        table = table[(table["year"] == year) & table["region"].isin(sorting.PAPER_GROUPS)]
        frame = table.groupby("region")[["backward", "forward"]].sum()
        found = clusters.cluster(frame, groups, standardise=False)
    else:
        found = clusters.cluster(sorting.features("icio2015", year), groups, standardise=what == "standardised")
    return frozenset(found.index[found == found["CHN"]])


@cache
def _inside(region: str = "MEX", year: int = 2011, what: str = "backward") -> dict[str, float]:
    """The largest industry's part of an economy's foreign value added in exports (or of what it gives to others')."""
    table = datasets.load("icio2015_flows")
    one = table[(table["year"] == year) & (table["region"] == region)][what]
    return {"share": float(one.max() / one.sum()), "amount": float(one.max()), "mean": float(one.mean() / one.sum())}


@cache
def _later(year: int = 2022) -> pd.DataFrame:
    return sorting.participation(year)


def _side(code: str, year: int = 2022) -> float:
    row = _later(year).loc[code]
    return float(row["backward"] / row.sum())


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
                          "One of the two gained a third of its share between 2005 and 2011."),
        ),
        steps=("A share grows if its part grows faster than the whole. Which imported input became dear in these years?",
               "Which of the two turns imported crude oil into fuel?"),
        code='answer_1 = "petroleum"',
        why="Refineries import their main input, crude oil, and its price rose between 2005 and 2011. Shares of a total cannot all "
        "rise: what petroleum, metals and mining gained, others had to lose.",
        praise="From 8 to 11 % of the foreign value in South Africa's exports, while chemicals fell from 8 to 6 %.",
    ),
    Exercise(
        "2.1.2", "LO2.1.1", "fill",
        expected=lambda: float(_links()["share"]),
        misconceptions=(
            Misconception("forward instead of backward", lambda: float(_links()["forward"]),
                          "This is the forward share: Turkish value in others' exports. Backward is foreign value in Turkish exports."),
            Misconception("ratio instead of share", lambda: float(_links()["ratio"]),
                          "Backward over forward can pass 1. A share divides by both together."),
        ),
        neighbours=lambda: {"the year 2010": float(_links(2010)["share"]), "the year 2009": float(_links(2009)["share"]), "Korea": float(_links(2011, "KOR")["share"]), "Mexico": float(_links(2011, "MEX")["share"])},
        decimals=2,
        steps=("Three blanks: a row, a column, and the same row once more. What does the formula put above the line?",
               "Backward over (backward + forward). `links.loc[row]` is a whole row, and `.sum()` adds its two cells."),
        code='answer_2 = links.loc["TUR", "backward"] / links.loc["TUR"].sum()',
        why="The row holds both sides of Türkiye's links, so its sum is the whole. Backward over the whole says how much of the links comes from "
        "putting together what others made.",
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
        neighbours=lambda: {"two groups": _company("standardised", 2), "the year 1995": _company("standardised", year=1995)},
        steps=("What makes China stand alone in the colleague's line: how it takes part, or how much it trades? `table` holds no dollars.",
               "Sort `table` into three groups (that is standardised unless you say no), then filter as the colleague does: keep the codes whose group is China's."),
        code='answer_3 = list(found.index[found == found["CHN"]])',
        why="`found` holds each economy's group. The condition asks each one whether its group is China's; in square brackets behind `.index` it "
        "keeps the codes that say yes. In dollars the largest economy is far from all others whatever it does.",
        praise="India, Mexico and Türkiye. By size China would stand alone: the groups you find are the ruler you used.",
    ),
    Exercise(
        "2.1.4", "LO2.1.3", "write",
        expected=lambda: _inside()["share"],
        misconceptions=(
            Misconception("forward", lambda: _inside(what="forward")["share"],
                          "This is the column `forward`: Mexican value in others' exports. Foreign value in Mexico's own exports is `backward`."),
            Misconception("the amount", lambda: _inside()["amount"],
                          "This is the largest industry's amount, in million dollars. A share divides by the sum of all industries."),
            Misconception("the mean", lambda: _inside()["mean"],
                          "This is what one industry of 34 has on average. Take the largest: `.max()`."),
        ),
        neighbours=lambda: {"the year 2010": _inside(year=2010)["share"], "the year 2009": _inside(year=2009)["share"], "Korea": _inside("KOR")["share"], "China": _inside("CHN")["share"]},
        decimals=3,
        steps=("First line: a filter on the column `region`, as you did in 0.2. Then only Mexico's 34 rows are left: which one of them is largest?",
               "`mexico = flows[condition]`; the answer is `.max()` over `.sum()`, both of the column `backward` of `mexico`."),
        code=(
            'mexico = flows[flows["region"] == "MEX"]\n'
            'answer_4 = mexico["backward"].max() / mexico["backward"].sum()'
        ),
        why="The filter leaves one row an industry. Its largest entry over its sum is the part that the leading industry has; no industry's name "
        "was needed. `mexico.sort_values(\"backward\")` shows which it is.",
        praise="Vehicles (`c34mtr`), just ahead of electronics. Together they hold more than half: that story fits a processor.",
    ),
    Exercise(
        "2.1.5", "LO2.1.1", "your economy",
        for_economy=_side,
        economies=lambda: list(_later().index),
        misconceptions=(
            Misconception("the forward share", lambda code: 1 - _side(code),
                          "This is the forward share. Which of the two stands above the line?"),
            Misconception("ratio instead of share", lambda code: float(_later().at[code, "backward"] / _later().at[code, "forward"]),
                          "Backward over forward can pass 1. A share divides by both together."),
            Misconception("backward participation", lambda code: float(_later().at[code, "backward"]),
                          "This is backward participation, in per cent of exports. Now weigh it against both sides together."),
        ),
        neighbours=lambda code: {"the year 2021": _side(code, 2021), "the year 2020": _side(code, 2020)},
        decimals=3,
        steps=("You did it for Türkiye with dollars; per cent of the same exports do as well. What changes in the line?",
               "Backward over the sum of the row: `both.loc[mine, column]` is one cell, `both.loc[mine]` the row."),
        code=(
            "both = sorting.participation(2022)\n"
            "mine = economy(both.index)\n"
            'answer_5 = both.loc[mine, "backward"] / both.loc[mine].sum()'
        ),
        why="Both numbers are per cent of the same exports, so the exports cancel, and the share of links is the same as with dollars.",
        praise="This is where {economy} stood in 2022. The next cell shows it among all 80.",
    ),
    Exercise(
        "2.1.6", "LO2.1.2", "open",
        steps=("Begin with what the groups are for: what does the bank do to a whole group at once?",
               "Name a feature and the reason for it before you look at any result; then find an economy whose group depends on edition, year or feature."),
        model_answer="The bank wants to know whose exports stop when supplies from abroad stop, so I sort by the backward share of links alone, and "
        "say so before I look. South Africa would complain first: with the ICIO of 2011 it stands among the resource exporters, with "
        "TiVA's numbers of 2022 among the processors. I would print the share beside each group, because the border between groups is mine.",
        rubric=(
            "Names features, but no reason for them.",
            "Names features with a reason that comes from what the groups are for.",
            "Does this, and names one economy whose place depends on edition, year or feature.",
            "Does this, fixes the features before looking at a result, and says what is lost when a line is cut into groups.",
        ),
    ),
)  # fmt: skip
