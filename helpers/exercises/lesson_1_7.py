"""Checks of lesson 1.7."""

from __future__ import annotations

from functools import cache

from helpers.exercises import Exercise, Misconception
from helpers.tables import innovation


@cache
def _patents(start: int = 2000, end: int = 2013) -> dict[str, float]:
    share = innovation.patent_shares()
    e11 = innovation.members(share).sum(axis=1)
    gain, china = e11[end] - e11[start], share["CHN"][end] - share["CHN"][start]
    return {"share": float(china / gain), "level": float(share["CHN"][end] / e11[end]), "of all": float(china)}


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
def _moved(code: str, start: int = 2000, end: int = 2013) -> dict[str, float]:
    share = innovation.patent_shares()[code] * 100
    return {
        "points": float(share[end] - share[start]),
        "factor": float(share[end] / share[start]),
        "level": float(share[end]),
    }


@cache
def _filers() -> list[str]:
    """Economies that filed enough, then and later, for a change to be one."""
    share = innovation.patent_shares()
    return [c for c in share if share.loc[[2000, 2013], c].min() > 0.0005]


EXERCISES = (
    Exercise(
        "1.7.1", "LO1.7.1", "predict",
        expected=lambda: "China",
        misconceptions=(
            Misconception("India's software", lambda: "India", "India's share is near one per cent throughout: software is seldom patented as manufacturing."),
            Misconception("Korea files most per head", lambda: "Korea", "Korea spends most on research, but its share of filings in this extract rose only from 2 to 2.5 %."),
            Misconception("all together", lambda: "all", "One economy explains nearly all of the rise."),
        ),
        steps=(
            "Leave one economy out, and ask what is left of the rise.",
            "The group's rise is the sum of its members' rises: a member that stayed where it was adds nothing.",
        ),
        code='answer_1 = "China"',
        why="Ten of the eleven together rose by less than two points; the group rose by nineteen.",
        praise="Nine tenths of the rise is China's, in this extract.",
    ),
    Exercise(
        "1.7.2", "LO1.7.1", "fill",
        expected=lambda: _patents()["share"],
        misconceptions=(
            Misconception("share of the level", lambda: _patents()["level"], "This is China's share of the E11's filings in 2013. Asked is its share of the *rise* since 2000."),
            Misconception("points", lambda: _patents()["of all"] * 100, "These are China's points of the world. Divide by the points of the E11."),
        ),
        neighbours=lambda: {"2000 to 2012": _patents(2000, 2012)["share"], "2001 to 2013": _patents(2001, 2013)["share"]},
        decimals=2,
        steps=(
            "`change` holds each member's rise in points. Which code is China's, and what is the rise of all?",
            "China's change from 2000 to 2013, over the E11's change: a part over the whole.",
        ),
        code='answer_2 = change["CHN"] / change.sum()',
        why="The identity makes the parts add up to the whole, so a part over the whole is a share of the rise.",
        praise="About nine tenths.",
    ),
    Exercise(
        "1.7.3", "LO1.7.2", "bug hunt",
        expected=lambda: 2013,
        misconceptions=(
            Misconception("the last year in the file", lambda: 2015, "2015 has five applications in the whole world. That is no crash of invention."),
            Misconception("the last full-looking year", lambda: 2014, "In 2014 the world filed one eighteenth of the year before. What happens to files that arrive late?"),
        ),
        neighbours=lambda: {"one year too careful": 2012, "two years too careful": 2011},
        steps=(
            "Read the number of applications down the years: when does it collapse?",
            "A year can be trusted if its count fits the years before it. Compare each year with the one above.",
        ),
        code="answer_3 = 2013",
        why="Filings reach the database years later. The last years are incomplete, and shares in them are noise.",
        praise="Filings reach the database years later. The last years are incomplete, and shares in them are noise.",
    ),
    Exercise(
        "1.7.4", "LO1.7.3", "write",
        expected=lambda: _kept()["right"],
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
        praise="About 22 cents of each dollar, in this table: a maker of parts that also buys many.",
    ),
    Exercise(
        "1.7.5", "LO1.7.1", "your economy",
        for_economy=lambda code: _moved(code)["points"],
        economies=_filers,
        misconceptions=(
            Misconception("a factor", lambda code: _moved(code)["factor"], "This is how many times larger the share became. Asked are points: the later share minus the earlier one."),
            Misconception("the level", lambda code: _moved(code)["level"], "This is the share in 2013. Take off the share in 2000."),
        ),
        neighbours=lambda code: {"2000 to 2012": _moved(code, 2000, 2012)["points"], "2001 to 2013": _moved(code, 2001, 2013)["points"]},
        decimals=2,
        steps=(
            "`filed` has years in rows and codes in columns; `filed.loc[year, code]` takes one number.",
            "Points: the share in 2013 minus the share in 2000, both in per cent already.",
        ),
        code="answer_5 = filed.loc[2013, mine] - filed.loc[2000, mine]",
        why="`filed` is in per cent, so the difference is in percentage points.",
        praise="Now see the years between, for {economy}: one jump, or a trend?",
    ),
    Exercise(
        "1.7.6", "LO1.7.3", "open",
        rubric=(
            "Uses one word, innovation, for all three signs.",
            "Tells filing, making and capturing apart, but reads no number.",
            "Reads a number for each sign and says for whom the sentence holds.",
            "Also says which sign a chain of innovation needs, and names what patents do not count (know-how, design, software, secrecy) or count too often.",
        ),
        model_answer="Filing moved to China, not to the emerging economies as a group: 2 to 19 % of the world's filings, the other ten 5 to 7 %. "
        "Making moved further: China makes 29 % of the world's high technology. Capturing lags behind: 20 % of the value added, and fewer cents of each dollar of output than in 1995. "
        "A chain of innovation would need the third. Patents miss know-how and software, and count cheap filings like dear ones.",
    ),
)  # fmt: skip
