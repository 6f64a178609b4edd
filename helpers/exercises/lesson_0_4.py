"""Checks of lesson 0.4."""

from __future__ import annotations

from functools import cache

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.value_added import content_of_exports, gross_exports, value_added_trade


@cache
def _content():
    return content_of_exports(datasets.mrio(2009))


def _share(of: str, over: str, region: str) -> float:
    return float(_content().at[region, of] / _content().at[region, over])


@cache
def _korea() -> dict[str, float]:
    m = datasets.mrio(2009)
    flows, exports = value_added_trade(m).loc["KOR"], float(gross_exports(m)["KOR"])
    v_l_e = float(m.by_region(m.v * m.local_output(m.exports.sum(axis=1)))[m.region("KOR")])
    return {
        "foreign": _share("foreign", "exports", "KOR"),
        "domestic": _share("domestic", "exports", "KOR"),
        "vax": 1 - float(flows.drop("KOR").sum()) / exports,
        "vs": 1 - v_l_e / exports,
    }


@cache
def _home_again() -> dict[str, float]:
    m = datasets.mrio(2009)
    used_abroad = float(value_added_trade(m).loc["USA"].drop("USA").sum())
    domestic, exports = (float(_content().at["USA", k]) for k in ("domestic", "exports"))
    return {
        "of content": (domestic - used_abroad) / domestic,
        "of exports": (exports - used_abroad) / exports,
        "ratio": used_abroad / domestic,
    }


@cache
def _comes_home(region: str, year: int) -> float:
    m = datasets.mrio(year)
    domestic = float(content_of_exports(m).at[region, "domestic"])
    return 1 - float(value_added_trade(m).loc[region].drop(region).sum()) / domestic


@cache
def _earlier(region: str) -> dict[str, float]:
    """The year before. (In 2010 Korea's share rounds to the same two digits, which the lesson prints; in full it is refused.)"""
    c = content_of_exports(datasets.mrio(2008)).loc[region]
    return {"foreign": float(c["foreign"] / c["exports"]), "home again": _comes_home(region, 2008)}


EXERCISES = (
    Exercise(
        "0.4.1", "LO0.4.1", "predict",
        expected=lambda: 70.0,
        misconceptions=(
            Misconception("all exports", lambda: 170.0,
                          "This is what customs count in all. How much of it was earned by somebody?"),
            Misconception("only the ore", lambda: 20.0,
                          "The ore crosses three borders, so it is counted three times; and the parts?"),
            Misconception("value added", lambda: 100.0,
                          "This is the value added that is traded. Take it from what customs count."),
        ),
        neighbours=lambda: {"the parts alone": 50.0, "the second and the third border": 150.0},
        steps=("Customs see 20, then 50, then 100. Everyone together earns what the phone sells for.",),
        code="answer_1 = (20 + 50 + 100) - 100",
        praise="Customs count 170 where 100 were earned: the ore is in all three numbers.",
    ),
    Exercise(
        "0.4.2", "LO0.4.2", "compute",
        expected=lambda: _korea()["foreign"],
        misconceptions=(
            Misconception("the domestic share", lambda: _korea()["domestic"],
                          "This is the domestic part: it sums Korea's row. Foreign content takes all other rows."),
            Misconception("everything but VAX", lambda: _korea()["vax"],
                          "One minus the VAX ratio also holds Korean value that comes home again. Foreign content asks who earned it, not where it ends."),
            Misconception("everything but the local chain", lambda: _korea()["vs"],
                          "This is VS: it also takes off Korean value that left, came back in parts and leaves again."),
        ),
        neighbours=lambda: {"the year 2008": _earlier("KOR")["foreign"], "Mexico": _share("foreign", "exports", "MEX"), "Germany": _share("foreign", "exports", "DEU")},
        decimals=2,
        steps=("`origin` is origins × exporters. Korea's column without Korea's row, over the whole column.",),
        code='answer_2 = origin["KOR"].drop("KOR").sum() / origin["KOR"].sum()',
        praise="Thirty-seven cents of Korea's export dollar are earned elsewhere, in this table.",
    ),
    Exercise(
        "0.4.3", "LO0.4.2", "bug hunt",
        expected=lambda: _home_again()["of content"],
        misconceptions=(
            Misconception("foreign content thrown in", lambda: _home_again()["of exports"],
                          "You took VAX from gross exports, so foreign content is in your number. Take it from domestic content."),
            Misconception("the part that stays abroad", lambda: _home_again()["ratio"],
                          "This is the part that stays abroad. The rest comes home."),
        ),
        neighbours=lambda: {"the year 2008": _earlier("USA")["home again"], "Germany": _comes_home("DEU", 2009), "the year 2010": _comes_home("USA", 2010)},
        decimals=3,
        steps=("Domestic content less VAX, over domestic content.",),
        code='answer_3 = (three.loc["USA", "domestic content"] - three.loc["USA", "VAX"]) / three.loc["USA", "domestic content"]',
        praise="Seven cents in a dollar, more than for any other economy in this table: designs and chips leave and come home in products.",
    ),
    Exercise(
        "0.4.4", "LO0.4.3", "open",
        rubric=(
            "A good answer names the measure that fits the question (jobs that depend on foreign buyers: VAX; exposure to a supplier: "
            "foreign content; exposure to a border: gross exports), says what the other measures would get wrong, and gives one number.",
        ),
    ),
)  # fmt: skip
