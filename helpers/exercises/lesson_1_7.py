"""Checks of lesson 1.7."""

from __future__ import annotations

from functools import cache

from helpers.exercises import Exercise, Misconception
from helpers.tables import innovation


@cache
def _patents(start: int = innovation.FIRST, end: int = innovation.LAST) -> dict[str, float]:
    share = innovation.shares()
    e11 = innovation.members(share).sum(axis=1)
    gain, china = e11[end] - e11[start], share["CHN"][end] - share["CHN"][start]
    return {"share": float(china / gain), "level": float(share["CHN"][end] / e11[end]), "of all": float(china)}


@cache
def _ten(year: int = innovation.LAST) -> dict[str, float]:
    """The ten's share without China, and ways to miss it, %."""
    share = innovation.shares().loc[year]
    ten = innovation.members(share.to_frame().T).drop(columns="CHN").sum(axis=1).iloc[0]
    return {"right": float(ten / (100 - share["CHN"]) * 100), "one side": float(ten), "of the E11": float(ten / (ten + share["CHN"]) * 100)}


@cache
def _kept(region: str = "TWN", year: int = 2011) -> dict[str, float]:
    """Value added per dollar of high-technology output, and ways to miss it."""
    made = innovation.high_technology()
    row, world = made.loc[(year, region)], made.loc[year].sum()
    return {
        "right": float(row["value_added"] / row["output"]),
        "upside down": float(row["output"] / row["value_added"]),
        "world": float(world["value_added"] / world["output"]),
    }


@cache
def _moved(code: str, start: int = innovation.FIRST, end: int = innovation.LAST) -> dict[str, float]:
    share = innovation.shares()[code]
    return {
        "points": float(share[end] - share[start]),
        "factor": float(share[end] / share[start]),
        "level": float(share[end]),
    }


@cache
def _filers() -> list[str]:
    """Economies whose filings are known over all years."""
    return list(innovation.shares())


EXERCISES = (
    Exercise(
        "1.7.1", "LO1.7.1", "predict",
        expected=lambda: "China",
        misconceptions=(
            Misconception("India's software", lambda: "India", "India's share rose, but only from a fraction of one per cent to a little more than one."),
            Misconception("Korea files most per head", lambda: "Korea", "Korea's filings more than doubled, yet its share fell a little: others grew faster."),
            Misconception("all together", lambda: "all", "One economy explains nearly all of the rise."),
        ),
        steps=(
            "Leave one economy out, and ask what is left of the rise.",
            "The group's rise is the sum of its members' rises: a member that stayed where it was adds nothing.",
        ),
        code='answer_1 = "China"',
        why="Ten of the eleven together hold a smaller share of the whole than in 2000; the group rose by 58 points.",
        praise="All of the rise is China's: the other ten together hold a smaller share than in 2000. Is that a fall? 1.7.3 asks.",
    ),
    Exercise(
        "1.7.2", "LO1.7.1", "fill",
        expected=lambda: _patents()["share"],
        misconceptions=(
            Misconception("share of the level", lambda: _patents()["level"], "This is China's share of the E11's filings in 2021. Asked is its share of the *rise* since 2000."),
            Misconception("points", lambda: _patents()["of all"], "These are China's points of the world. Divide by the points of the E11."),
        ),
        neighbours=lambda: {"2000 to 2013": _patents(2000, 2013)["share"], "2008 to 2021": _patents(2008, 2021)["share"]},
        decimals=2,
        steps=(
            "`change` holds each member's rise in points. Which code is China's, and what is the rise of all?",
            "China's change from 2000 to 2021, over the E11's change: a part over the whole.",
        ),
        code='answer_2 = change["CHN"] / change.sum()',
        why="The identity makes the parts add up to the whole. A part can be larger than the whole where another part is negative.",
        praise="Above 1, and no mistake: the other ten's part is negative. A share of a change may be more than all of it.",
    ),
    Exercise(
        "1.7.3", "LO1.7.2", "bug hunt",
        expected=lambda: _ten()["right"],
        misconceptions=(
            Misconception("China left out of the eleven alone", lambda: _ten()["one side"], "This is the colleague's number: China's filings still swell the world that the ten are measured against."),
            Misconception("of the eleven", lambda: _ten()["of the E11"], "This is the ten's part of the E11. Asked is their part of the world without China."),
        ),
        neighbours=lambda: {"the year 2000": _ten(2000)["right"], "the year 2013": _ten(2013)["right"]},
        decimals=1,
        steps=(
            "The whole that the shares are taken of is 100. What is left of it when China is not there?",
            "The ten over what is left, times 100: `eleven.loc[2021].drop(\"CHN\").sum()` over `100 - filed.loc[2021, \"CHN\"]`.",
        ),
        code='answer_3 = eleven.loc[2021].drop("CHN").sum() / (100 - filed.loc[2021, "CHN"]) * 100',
        why="Who is left out is left out on both sides. Otherwise one economy's growth shrinks everybody else's share, whatever they do.",
        praise="30 %, from 13 in 2000: beside everybody but China the ten more than doubled their share. Both sentences are true; they answer two questions.",
    ),
    Exercise(
        "1.7.4", "LO1.7.3", "write",
        expected=lambda: _kept()["right"],
        anew=lambda code, year: _kept(code, year)["right"],
        misconceptions=(
            Misconception("upside down", lambda: _kept()["upside down"], "Above 1: output over value added. Turn it round."),
            Misconception("the whole world", lambda: _kept()["world"], "This is the world's. Keep the rows of Chinese Taipei only: filter by its code."),
        ),
        neighbours=lambda: {"China": _kept("CHN")["right"], "the year 2010": _kept(year=2010)["right"], "Korea": _kept("KOR")["right"]},
        decimals=3,
        steps=(
            "First line: keep the row of one economy. Second line: divide one of its columns by another.",
            "Value added over output: cents of each dollar of output that are earned at home.",
        ),
        code='row = made_2011[made_2011["region"] == "TWN"]\nanswer_4 = row["value_added"].sum() / row["output"].sum()',
        why="A filter keeps the rows where the condition is true; with one row left, `.sum()` takes its number out of the column.",
        praise="About 24 cents of each dollar, in this table: a maker of parts that also buys many.",
    ),
    Exercise(
        "1.7.5", "LO1.7.1", "your economy",
        for_economy=lambda code: _moved(code)["points"],
        economies=_filers,
        misconceptions=(
            Misconception("a factor", lambda code: _moved(code)["factor"], "This is how many times larger the share became. Asked are points: the later share minus the earlier one."),
            Misconception("the level", lambda code: _moved(code)["level"], "This is the share in 2021. Take off the share in 2000."),
        ),
        neighbours=lambda code: {"2000 to 2013": _moved(code, 2000, 2013)["points"], "2008 to 2021": _moved(code, 2008, 2021)["points"]},
        decimals=2,
        steps=(
            "`filed` has years in rows and codes in columns; `filed.loc[year, code]` takes one number.",
            "Points: the share in 2021 minus the share in 2000, both in per cent already.",
        ),
        code="answer_5 = filed.loc[2021, mine] - filed.loc[2000, mine]",
        why="`filed` is in per cent, so the difference is in percentage points.",
        praise="Now see the years between, for {economy}: one jump, or a trend?",
    ),
    Exercise(
        "1.7.6", "LO1.7.3", "open",
        steps=("Take one economy and one year. What does each of the three signs say of it, and which of them would a chain of innovation need?",),
        rubric=(
            "Uses one word, innovation, for all three signs.",
            "Tells filing, making and capturing apart, but reads no number.",
            "Reads a number for each sign and says for whom the sentence holds.",
            "Also says which sign a chain of innovation needs, and names what patents do not count (know-how, design, software, secrecy) or count too often.",
        ),
        model_answer="Filing moved to China: 3 to 63 % of what 37 economies file from 2000 to 2021; the other ten rose too, once China is taken out of both sides, "
        "mostly Korea. Making moved: China makes 29 % of the world's high technology in 2011 and 36 % in 2022, in two editions. Capturing lags behind: 20 and 27 % of the value added. "
        "A chain of innovation would need the third. Patents miss know-how and software, and count cheap filings like dear ones.",
    ),
)  # fmt: skip
