"""Checks of lesson 0.1."""

from __future__ import annotations

from helpers.exercises import Exercise, Misconception
from helpers.tables import contents


def _foreign(region: str, year: int = contents.YEAR) -> float:
    return contents.share("foreign", "exports", region, year)


def _years(region: str) -> dict[str, float]:
    """The foreign share of exports a year earlier and a year later, of a region or the world."""
    return {f"the year {y}": _foreign(region, y) for y in (2008, 2010)}


def _simple_mean() -> float:
    table = contents.exports()
    return float((table["foreign"] / table["exports"]).mean())


EXERCISES = (
    Exercise(
        "0.1.1", "LO0.1.2", "predict",
        expected=lambda: "Korea",
        misconceptions=(
            Misconception("the largest assembler", lambda: "China",
                          "China assembles much, but it is large: many parts are made at home. Size makes an economy its own supplier."),
            Misconception("resources go abroad", lambda: "Russia",
                          "Oil leaves Russia with hardly any foreign part in it. Foreign content asks what came in, not what goes out."),
            Misconception("far from its partners", lambda: "Brazil",
                          "Brazil is large and sells crops and ore: most of what they need is at home."),
        ),
        steps=(
            "Who is small, exports electronics and ships, and has to buy oil and parts?",
            "Two things raise the foreign share: a small home market (parts come from elsewhere) and goods made in many steps. Who of the four has both?",
        ),
        code='answer_1 = "Korea"',
        why="Large economies make many of their parts themselves, and sellers of raw materials buy few. Korea is neither: it is smaller than "
        "the other three, buys its oil and many parts abroad, and sells ships, cars and electronics.",
        praise="More than a third of what Korea shipped in 2009 was earned elsewhere (in this table).",
    ),
    Exercise(
        "0.1.2", "LO0.1.1", "change",
        expected=lambda: _foreign("DEU"),
        anew=_foreign,
        misconceptions=(
            Misconception("the domestic share", lambda: contents.share("domestic", "exports", "DEU"),
                          "This is the part earned in Germany. Which column holds the rest?"),
            Misconception("over domestic content", lambda: contents.share("foreign", "domestic", "DEU"),
                          "You divided by the domestic part. A share of exports divides by exports."),
            Misconception("one code changed", lambda: float(contents.exports().at["DEU", "foreign"] / contents.exports().at["KOR", "exports"]),
                          "This divides Germany's foreign content by Korea's exports: the code stands twice in the line."),
        ),
        neighbours=lambda: {**_years("DEU"), "Korea": _foreign("KOR"), "India": _foreign("IND")},
        decimals=2,
        steps=(
            "Look at the line that gave Korea's share. What in it says that it is about Korea, and how often does it stand there?",
            "A share of exports is `foreign` over `exports`, both from the row of the same economy; `content.loc[row, column]` takes one number.",
        ),
        code='answer_2 = content.loc["DEU", "foreign"] / content.loc["DEU", "exports"]',
        why="`content` has a row for every economy. The code `\"KOR\"` stood twice in the line above; with `\"DEU\"` in both places it asks the "
        "same of Germany. Changing one of them only would divide one economy's foreign content by another's exports.",
        praise="Just under a quarter. You changed one line and asked the world a new question.",
    ),
    Exercise(
        "0.1.3", "LO0.1.2", "your economy",
        for_economy=_foreign,
        misconceptions=(
            Misconception("the domestic share", lambda code: contents.share("domestic", "exports", code),
                          "This is what your economy earned itself. What it handed on is the rest."),
            Misconception("over domestic content", lambda code: contents.share("foreign", "domestic", code),
                          "You divided by the domestic part. A share of exports divides by exports."),
            Misconception("the world's", lambda code: _foreign("WLD"),
                          "This is the share for the whole world. Ask for the row of your economy alone."),
        ),
        neighbours=lambda code: _years(code),
        decimals=2,
        steps=(
            "You have done it for Germany. What changes, and what stays?",
            "`mine` is a name that stands for your code, so it goes without quotation marks: `content.loc[mine, column]`, foreign over exports.",
        ),
        code=(
            "mine = economy(m.regions)\n"
            'answer_3 = content.loc[mine, "foreign"] / content.loc[mine, "exports"]'
        ),
        why="The same line a third time. A name such as `mine` in place of a code lets one line answer for whichever economy you choose.",
        praise="Your first own result: this number is about {economy}. The next cell shows where it stands.",
    ),
    Exercise(
        "0.1.4", "LO0.1.1", "write",
        expected=lambda: _foreign("WLD"),
        misconceptions=(
            Misconception("simple mean", _simple_mean,
                          "This is the colleague's number: it gives Malta the weight of China. Add up first, divide after."),
            Misconception("domestic instead of foreign", lambda: contents.share("domestic", "exports", "WLD"),
                          "Added up rightly, but this is the domestic part."),
        ),
        neighbours=lambda: _years("WLD"),
        decimals=2,
        steps=(
            "The colleague's mean counts Malta as much as China. What would a dollar leaving any port hold, on average?",
            "Of all the world's exports, how much is foreign? Add up each column over all economies before you divide.",
            "First line: the sum of the column `foreign`; second line: that, over the sum of the column `exports`. `content[\"column\"].sum()` adds up.",
        ),
        code=(
            'foreign = content["foreign"].sum()\n'
            'answer_4 = foreign / content["exports"].sum()'
        ),
        why="A mean of shares gives every economy the same weight. The share of world exports weighs each by what it exports, which is the same "
        "as adding up first and dividing after. Small economies hold more foreign parts, so the simple mean is too high.",
        praise="About 23 % of world exports instead of 27: small economies hold more foreign parts, and a simple mean counts them like large ones.",
    ),
    Exercise(
        "0.1.5", "LO0.1.3", "open",
        steps=("Take a claim with a direction in it: something rose, is larger, or comes first. What would you count, and where?",),
        model_answer="Claim 1.4a says that production is ever more fragmented. I would believe it if the foreign part of the value of final "
        "products rose in most years from 1995 to 2022, by more than the price of oil can explain. I would not if it stood still after 2011, "
        "or rose only in years when oil was dear. Input-output tables over many years could hold that number.",
        rubric=(
            "Names a claim, and says that it is true or false.",
            "Names a claim and a number that would speak for it.",
            "Names a number that would convince and one that would not, fixed before the lesson is opened.",
            "Does this, guesses which data could hold the number, and says what else could move it.",
        ),
    ),
)  # fmt: skip
