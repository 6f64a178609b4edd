"""Checks of lesson 1.7."""

from __future__ import annotations

from functools import cache

from helpers.classification import E11
from helpers.exercises import Exercise, Misconception
from helpers.tables import innovation


@cache
def _patents(start: int = 2000, end: int = 2013) -> dict[str, float]:
    share = innovation.patent_shares()
    e11 = share[[c for c in E11 if c in share]].sum(axis=1)
    gain, china = e11[end] - e11[start], share["CHN"][end] - share["CHN"][start]
    return {"share": float(china / gain), "level": float(share["CHN"][end] / e11[end]), "of all": float(china)}


EXERCISES = (
    Exercise(
        "1.7.1", "LO1.7.1", "predict",
        expected=lambda: "China",
        misconceptions=(
            Misconception("India's software", lambda: "India", "India's share is near one per cent throughout: software is seldom patented as manufacturing."),
            Misconception("Korea files most per head", lambda: "Korea", "Korea spends most on research, but its share of filings in this extract rose only from 2 to 2.5 %."),
            Misconception("all together", lambda: "all", "One economy explains nearly all of the rise."),
        ),
        steps=("The E11 rose from 7 to 26 % of filings. Leave one economy out, and see what is left of the rise.",),
        code='answer_1 = "China"',
        praise="Nine tenths of the rise is China's.",
    ),
    Exercise(
        "1.7.2", "LO1.7.1", "compute",
        expected=lambda: _patents()["share"],
        misconceptions=(
            Misconception("share of the level", lambda: _patents()["level"], "This is China's share of the E11's filings in 2013. Asked is its share of the *rise* since 2000."),
            Misconception("points", lambda: _patents()["of all"], "These are China's points of the world. Divide by the points of the E11."),
        ),
        neighbours=lambda: {"2000 to 2012": _patents(2000, 2012)["share"], "2001 to 2013": _patents(2001, 2013)["share"]},
        decimals=2,
        steps=("China's change from 2000 to 2013, over the E11's change.",),
        code='answer_2 = change["CHN"] / change.sum()',
        praise="About nine tenths.",
    ),
    Exercise(
        "1.7.3", "LO1.7.2", "bug hunt",
        expected=lambda: 2013,
        misconceptions=(
            Misconception("the last year in the file", lambda: 2015, "2015 has five applications in the whole world. That is no crash of invention."),
            Misconception("the last full-looking year", lambda: 2014, "In 2014 the world filed one eighteenth of the year before. What happens to files that arrive late?"),
        ),
        steps=("Look at the number of applications by year: when does it collapse?",),
        code="answer_3 = 2013",
        praise="Filings reach the database years later. The last years are incomplete, and shares in them are noise.",
    ),
    Exercise(
        "1.7.4", "LO1.7.3", "open",
        rubric=(
            "A good answer tells filing, making and capturing apart, says which of the three the word innovation chain needs, and names what "
            "patents do not count (know-how, design, software, secrecy) and what they count too often.",
        ),
    ),
)  # fmt: skip
