"""Checks of lesson 1.5."""

from __future__ import annotations

from functools import cache

from helpers import datasets
from helpers.classification import MANUFACTURING
from helpers.exercises import Exercise, Misconception
from helpers.tables import smile, technology


@cache
def _home(region: str, year: int) -> float:
    """What part of the manufactures bought in a region is earned there, per cent."""
    return float(technology.home_share(region, year, year)[year] * 100)


def _points(region: str, start: int, end: int) -> float:
    return _home(region, end) - _home(region, start)


@cache
def _completed_at_home() -> float:
    m = datasets.mrio(2011)
    bought = m.Y[:, m.region("USA")] * m.select(MANUFACTURING)
    return float(bought[m.rows("USA")].sum() / bought.sum())


@cache
def _moved(kind: str, start: int = 1995, end: int = 2011) -> dict[str, float]:
    earned = technology.earned_by_income().loc[kind]
    moved = (earned.loc[end] - earned.loc[start]) * 100
    return {"fraction": float(moved["China"] / -moved["rich in 1995"]), "points": float(moved["China"])}


@cache
def _last_step(economy: str, industry: str, year: int = 2007) -> dict[str, float]:
    last = smile.smile_steps(economy, industry, year).iloc[0]
    return {"value": float(last.sum()), "labour": float(last["labour"])}


EXERCISES = (
    Exercise(
        "1.5.1", "LO1.5.2", "predict",
        expected=lambda: "lower",
        misconceptions=(
            Misconception("reshoring worked", lambda: "higher", "It jumped in 2009 and then fell back. Compare 2011 with 2007."),
            Misconception("unchanged", lambda: "same", "Nearly, but the share of 2011 was more than a point away from that of 2007."),
        ),
        steps=(
            "A fall in imports during a crisis can look like factories coming home. What came after it?",
            "Two things to weigh: a jump in the year of the crisis, and the trend of the ten years before it. Which one lasts?",
        ),
        code='answer_1 = "lower"',
        why="In the crisis Americans bought fewer imports, so the part earned at home jumped. Buying came back, and imports with it: the long "
        "trend went on.",
        praise="The jump of 2009 was a fall in imports. By 2011 the share was below that of 2007.",
    ),
    Exercise(
        "1.5.2", "LO1.5.2", "fill",
        expected=lambda: _home("USA", 2011) / 100,
        misconceptions=(
            Misconception("goods completed at home", _completed_at_home,
                          "This counts goods completed in the United States, with all the foreign parts in them. Count where the value is earned."),
            Misconception("the foreign share", lambda: 1 - _home("USA", 2011) / 100, "This is the part earned elsewhere."),
        ),
        neighbours=lambda: {"the year 2010": _home("USA", 2010) / 100, "Germany": _home("DEU", 2011) / 100, "Japan": _home("JPN", 2011) / 100},
        decimals=2,
        steps=(
            "Two blanks: whose row of `earners`, and what is the whole that it is a part of?",
            "A share is a part over the whole: the row of one earner, over all that was bought, added up.",
        ),
        code='answer_2 = earners["USA"] / bought.sum()',
        why="`earners` says who earned the dollars of `bought`, and all of them together earned every dollar. The row of the United States "
        "over the sum is the part that stayed at home.",
        praise="55 cents of a dollar that Americans spend on manufactures are earned at home; in 1995 it was 68.",
    ),
    Exercise(
        "1.5.3", "LO1.5.1", "write",
        expected=lambda: _moved("low technology")["fraction"],
        misconceptions=(
            Misconception("high technology", lambda: _moved("high technology")["fraction"], "This is high technology. The question is about the low end."),
            Misconception("points, not a fraction", lambda: _moved("low technology")["points"],
                          "These are the points China gained. Divide by the points that the rich economies lost."),
            Misconception("upside down", lambda: 1 / _moved("low technology")["fraction"], "The other way round: gained over lost."),
        ),
        neighbours=lambda: {"1995 to 2010": _moved("low technology", 1995, 2010)["fraction"], "1996 to 2011": _moved("low technology", 1996, 2011)["fraction"]},
        decimals=2,
        steps=("`low` has years in rows and groups in columns. First line: one row minus another. Second line: one of its numbers over another.",
               "`moved = low.loc[late] - low.loc[early]`; then China's gain over the loss of the rich, which counts as positive."),
        code=(
            "moved = low.loc[2011] - low.loc[1995]\n"
            'answer_3 = moved["China"] / -moved["rich in 1995"]'
        ),
        why="A row minus a row gives the change of every group at once. What the rich lost is a negative change, so it takes a minus sign "
        "before it is what was given up.",
        praise="Six tenths to one economy. The others gained a fifth between them, and more of a world without China: the next picture.",
    ),
    Exercise(
        "1.5.4", "LO1.5.3", "change",
        expected=lambda: _last_step("JPN", "electronics")["value"],
        misconceptions=(
            Misconception("labour only", lambda: _last_step("JPN", "electronics")["labour"], "This is labour's part of the last step. Add up the whole row."),
            Misconception("China", lambda: _last_step("CHN", "electronics")["value"], "This is still China's: change the code in the first line."),
            Misconception("another product", lambda: _last_step("JPN", "vehicles")["value"], "The right economy, but these are vehicles."),
        ),
        neighbours=lambda: {"Korea": _last_step("KOR", "electronics")["value"], "the year 2000": _last_step("JPN", "electronics", 2000)["value"]},
        decimals=1,
        steps=(
            "Only one thing in the line is about China. What is Japan's code?",
            "`smile.smile_steps(economy, product, year)` gives the table; `.iloc[0]` is its first row, and `.sum()` adds up its parts.",
        ),
        code='answer_4 = smile.smile_steps("JPN", "electronics", 2007).iloc[0].sum()',
        why="The first row is the last step: what the making industry itself adds. With another code the same line asks about another economy.",
        praise="Japan's makers earned nearly twice the part of the value that China's did (in this table).",
    ),
    Exercise(
        "1.5.5", "LO1.5.2", "bug hunt",
        expected=lambda: _points("USA", 2007, 2011),
        misconceptions=(
            Misconception("measured from the trough", lambda: _points("USA", 2008, 2011),
                          "This starts in 2008, the lowest year. A change from a trough always looks like a recovery."),
            Misconception("stopped at the jump", lambda: _points("USA", 2007, 2009), "This stops in 2009, the year of the jump. What is left of it in 2011?"),
        ),
        neighbours=lambda: {"2007 to 2010": _points("USA", 2007, 2010), "Germany": _points("DEU", 2007, 2011), "2006 to 2011": _points("USA", 2006, 2011)},
        decimals=1,
        steps=(
            "The colleague's first year is the lowest of all. Which year was the last before the crisis?",
            "Late minus early, each `home.loc[year, \"USA\"]`; `home` is in per cent already. What fell has a minus sign.",
        ),
        code='answer_5 = home.loc[2011, "USA"] - home.loc[2007, "USA"]',
        why="A change depends on its first year. 2008 was a trough, so everything after it looks like a return; 2007 was the last ordinary year.",
        praise="Minus 1.2 points. Choose the first and last year, and you can show reshoring or its opposite.",
    ),
    Exercise(
        "1.5.6", "LO1.5.2", "your economy",
        for_economy=lambda code: _points(code, 1995, 2011),
        misconceptions=(
            Misconception("from 2007", lambda code: _points(code, 2007, 2011), "This begins in 2007. Begin in 1995."),
            Misconception("the level", lambda code: _home(code, 2011), "This is the share of 2011. Asked is how far it moved since 1995."),
            Misconception("relative change", lambda code: (_home(code, 2011) / _home(code, 1995) - 1) * 100,
                          "This is the change in per cent of itself. Asked are percentage points: one share minus the other."),
        ),
        neighbours=lambda code: {"1995 to 2010": _points(code, 1995, 2010), "1996 to 2011": _points(code, 1996, 2011)},
        decimals=1,
        steps=(
            "`share` has one number a year, in per cent. Which two do you need, and which is taken from which?",
            "Late minus early, each `share[year]`. What fell has a minus sign.",
        ),
        code="answer_6 = share[2011] - share[1995]",
        why="`share` is in per cent, so the difference is in percentage points. A minus means that a smaller part of what is bought is earned at home.",
        praise="A number of your own on {economy}. Now draw the years between: the first and last alone can mislead.",
    ),
    Exercise(
        "1.5.7", "LO1.5.3", "open",
        steps=("The same step can be low in one meaning and not in another. Which meaning can the bars show at all?",),
        model_answer="I take China and electronics in 2007. By its share of the value the last step is not low: a quarter of the value, more than any other "
        "single maker earns. By pay it may be: a third of what it earns goes to labour, in Japan more than half, though the bars say nothing of wages. "
        "Whether it is easy to replace they do not show: that needs firms, skills and contracts. So low end is a sentence about one meaning, one chain and one year.",
        rubric=(
            "Calls one step low without saying what is meant.",
            "Takes one of the three meanings and a number for it from the bars.",
            "Argues all three, and says which of them the bars can show and which they cannot.",
            "Does this, and finds an economy at the low end in one meaning or chain and not in another.",
        ),
    ),
)  # fmt: skip
