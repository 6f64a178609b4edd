"""Checks of lesson 0.1."""

from __future__ import annotations

from functools import cache

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.value_added import content_of_exports


@cache
def _content():
    return content_of_exports(datasets.mrio(2009))


def _share(of: str, over: str, region: str) -> float:
    return float(_content().at[region, of] / _content().at[region, over])


@cache
def _world() -> dict[str, float]:
    c = _content()
    return {
        "weighted": float(c["foreign"].sum() / c["exports"].sum()),
        "simple": float((c["foreign"] / c["exports"]).mean()),
        "domestic": float(c["domestic"].sum() / c["exports"].sum()),
    }


@cache
def _years(region: str | None) -> dict[str, float]:
    """The foreign share of exports a year earlier and a year later, of a region or the world."""
    out = {}
    for year in (2008, 2010):
        c = content_of_exports(datasets.mrio(year))
        c = c.sum() if region is None else c.loc[region]
        out[f"the year {year}"] = float(c["foreign"] / c["exports"])
    return out


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
        "0.1.2", "LO0.1.1", "compute",
        expected=lambda: _share("foreign", "exports", "DEU"),
        misconceptions=(
            Misconception("the domestic share", lambda: _share("domestic", "exports", "DEU"),
                          "This is the part earned in Germany. Which column holds the rest?"),
            Misconception("over domestic content", lambda: _share("foreign", "domestic", "DEU"),
                          "You divided by the domestic part. A share of exports divides by exports."),
        ),
        neighbours=lambda: {
            **_years("DEU"), "Korea": _share("foreign", "exports", "KOR"), "India": _share("foreign", "exports", "IND"),
        },
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
        "0.1.3", "LO0.1.1", "bug hunt",
        expected=lambda: _world()["weighted"],
        misconceptions=(
            Misconception("simple mean", lambda: _world()["simple"],
                          "This is the colleague's number: it gives Malta the weight of China. Add up first, divide after."),
            Misconception("domestic instead of foreign", lambda: _world()["domestic"],
                          "Added up rightly, but this is the domestic part."),
        ),
        neighbours=lambda: _years(None),
        decimals=2,
        steps=(
            "The colleague's mean counts Malta as much as China. What would a dollar leaving any port hold, on average?",
            "Of all the world's exports, how much is foreign? Add up each column over all economies before you divide.",
            "`table[\"column\"].sum()` adds up a column. You need it twice, with a division between.",
        ),
        code='answer_3 = content["foreign"].sum() / content["exports"].sum()',
        why="A mean of shares gives every economy the same weight. The share of world exports weighs each by what it exports, which is the same "
        "as adding up first and dividing after. Small economies hold more foreign parts, so the simple mean is too high.",
        praise="About 23 % of world exports instead of 27: small economies hold more foreign parts, and a simple mean counts them like large ones.",
    ),
    Exercise(
        "0.1.4", "LO0.1.3", "open",
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
