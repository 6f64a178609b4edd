"""Checks of lesson 1.3."""

from __future__ import annotations

from functools import cache

from helpers import bounds, datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import ict


@cache
@bounds.untold()
def _inside(year: int = 2011):
    return ict.inside_exports(datasets.mrio(year))


def _part(code: str, *industries: str, year: int = 2011) -> float:
    return float(_inside(year).loc[code, list(industries or ict.ICT)].sum())


def _above(limit: float = 0.12, year: int = 2011) -> int:
    return int((_inside(year).sum(axis=1) > limit).sum())


@cache
def _effect():
    return ict.internet_effect()


def _thirty(row: int = 2, column: str = "estimate") -> float:
    return 30 * float(_effect()[column].iloc[row])


@cache
def _together():
    return ict.together()


def _total(code: str, year: int) -> float:
    return float(_together().at[year, code])


def _change(code: str, first: int = 1995, last: int = 2011) -> float:
    return _total(code, last) - _total(code, first)


EXERCISES = (
    Exercise(
        "1.3.1", "LO1.3.1", "predict",
        expected=lambda: "rose",
        misconceptions=(
            Misconception("cheap computers", lambda: "fell",
                          "Of electronics alone that is so: more chips, but each far cheaper. What else is ICT, and is bought by the hour?"),
            Misconception("no change", lambda: "same",
                          "One part of it shrank a little, another grew more. Which two?"),
        ),
        steps=(
            "ICT is three industries. One sells things whose price fell, another sells hours of work. Do both go the same way?",
            "Electronics inside a car: more pieces, lower price. Software, design and advertising inside it: who did that in 1995, who in 2011?",
        ),
        code='answer_1 = "rose"',
        why="A share in current dollars moves with numbers and with prices. Electronics inside other goods lost a little of its share; business "
        "and computer services gained more than that. The share rose up to 2003 and lost half of that again by 2011. Part of the services "
        "is the same work as before, once done in the car maker's own office and now bought: the table cannot tell.",
        praise="By two thirds of a point, all of it services: electronics, the part that one can hold in the hand, earned a little less.",
    ),
    Exercise(
        "1.3.2", "LO1.3.1", "fill",
        expected=lambda: _part("CHN"),
        anew=lambda code, year: _part(code, year=year),
        misconceptions=(
            Misconception("hardware only", lambda: _part("CHN", "electronics"), "This is the electronics industry alone. Add telecom and business services."),
            Misconception("services only", lambda: _part("CHN", "telecom", "business_services"), "These are the services. Electronics is ICT too."),
        ),
        neighbours=lambda: {"the year 2010": _part("CHN", year=2010), "Korea": _part("KOR"), "India": _part("IND")},
        decimals=3,
        steps=(
            "One row of the table is China's; it has three numbers. What makes one number of three?",
            "The first blank is a code in quotation marks, the second the word that adds up a row.",
        ),
        code='answer_2 = ict.inside_exports(m).loc["CHN"].sum()',
        why="The row holds one fraction for each ICT industry. They do not overlap, so they may be added: whose dollar is earned in "
        "electronics is not earned in telecom.",
        praise="Seven cents of each dollar of China's other goods are earned in ICT industries somewhere in the world.",
    ),
    Exercise(
        "1.3.3", "LO1.3.1", "write",
        expected=lambda: _above(),
        misconceptions=(
            Misconception("per cent against fraction", lambda: _above(12),
                          "The table holds fractions: 12 % is 0.12 in it. No share is above 12."),
            Misconception("those below", lambda: len(_inside()) - _above(), "These are the regions *below* 12 %. Turn the sign round."),
            Misconception("services only", lambda: int((_inside()["business_services"] > 0.12).sum()),
                          "This filters business services alone. First add up the three columns of each row."),
            Misconception("no filter", lambda: len(_inside()), "This is all of them. Filter before you count."),
        ),
        neighbours=lambda: {"the year 1995": _above(year=1995), "more than 15 %": _above(0.15)},
        steps=(
            "One number a region is needed first: add along each row (`axis=1`, as in 0.2). Then filter, then count with `len(…)`.",
            "`held = table.sum(axis=1)`, then `len(held[condition])`. The table is that of 1.3.2; it holds fractions, so mind the 12 %.",
        ),
        code=(
            "held = ict.inside_exports(m).sum(axis=1)\n"
            "answer_3 = len(held[held > 0.12])"
        ),
        why="Adding along the rows gives one share a region; the filter keeps those above 0.12; `len` counts what is left.",
        praise="A quarter of the regions (in this table). Which ones? Sort `held` and look.",
    ),
    Exercise(
        "1.3.4", "LO1.3.2", "bug hunt",
        expected=_thirty,
        misconceptions=(
            Misconception("across economies", lambda: _thirty(0),
                          "This is the colleague's number: it compares Luxembourg with Bangladesh. What happens inside an economy as people go online?"),
            Misconception("years left in", lambda: _thirty(1),
                          "Economy effects are in, but everybody went online in the same years: take out the years too."),
            Misconception("one point only", lambda: _thirty() / 30, "The right row. The table says what goes with *one* more point; thirty are asked about."),
        ),
        neighbours=lambda: {f"the {end} end of the interval": _thirty(2, end) for end in ("low", "high")},
        decimals=1,
        steps=(
            "Which row compares an economy with itself, and also takes out what all went through in the same year?",
            "Thirty times the estimate of that row. `effect.loc[row, column]` picks it; the row's name is a text in quotation marks.",
        ),
        code='answer_4 = 30 * effect.loc["within economies and years", "estimate"]',
        why="The first row mixes differences between economies with changes inside them. Who asks what happens when an economy goes online must "
        "compare it with itself, and take out the years, in which nearly everybody went online and world trade moved for other reasons.",
        praise="Close to nothing, with an interval on both sides of zero: the link across economies is not a link within them.",
    ),
    Exercise(
        "1.3.5", "LO1.3.1", "your economy",
        for_economy=_change,
        misconceptions=(
            Misconception("growth in per cent", lambda code: (_total(code, 2011) / _total(code, 1995) - 1) * 100,
                          "This is the growth in per cent of the share. Asked is the difference of the two shares, in points."),
            Misconception("the level", lambda code: _total(code, 2011), "This is the share in 2011. By how much is it more, or less, than in 1995?"),
            Misconception("years swapped", lambda code: -_change(code),
                          "The right size, but this is 1995 minus 2011. A change is the later year minus the earlier one."),
        ),
        neighbours=lambda code: {"1995 to 2010": _change(code, last=2010), "1996 to 2011": _change(code, first=1996)},
        decimals=1,
        steps=(
            "You need two cells of `total`: two years, the column of your economy.",
            "`total.loc[row, column]` picks a cell; years are numbers, `mine` is a name: neither needs quotation marks. Later year minus earlier year.",
        ),
        code="answer_5 = total.loc[2011, mine] - total.loc[1995, mine]",
        why="Rows of `total` are years, columns are economies, and the cells are per cent of exports of other goods, so the difference is in points.",
        praise="{economy}: a result of your own. The picture shows which of the three industries it comes from.",
    ),
    Exercise(
        "1.3.6", "LO1.3.2", "open",
        steps=("What do Luxembourg, Estonia and Malta have in common besides being online? And what would have to happen to only some of them?",),
        model_answer="Small rich economies near a large market are online because they are rich, and deep in chains because they are small and near: "
        "income, size and place move both. To find an effect of going online one needs a change that did not come from trade, such as a sea "
        "cable that reached some coasts years before others for reasons of geography. Participation before and after would be compared between the "
        "two. Even then, other things may have come with the cable, and our panel of eleven years cannot rule them out.",
        rubric=(
            "Says that a link is not a cause.",
            "Names something that could make economies both online and deep in chains.",
            "Also names a way to tell them apart: a sudden change that reached some and not others.",
            "Does this, and says what the panel, or that design, still could not rule out.",
        ),
    ),
)  # fmt: skip
