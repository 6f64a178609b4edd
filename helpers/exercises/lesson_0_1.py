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
        hints=("Who is small, exports electronics and ships, and has to buy oil and parts?",),
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
        hints=("Take the line for Korea and change the code to `\"DEU\"`.",),
        praise="Just under a quarter. You changed one line and asked the world a new question.",
        tolerance=0.003,
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
        hints=("`content[\"foreign\"].sum()` over `content[\"exports\"].sum()`.",),
        praise="About 23 % of world exports instead of 27: small economies hold more foreign parts, and a simple mean counts them like large ones.",
        tolerance=0.003,
    ),
    Exercise(
        "0.1.4", "LO0.1.3", "open",
        rubric="A good answer names one claim from the map, says what number would make you believe it and what number would not, and "
        "guesses which data could hold that number. It is written down before the lesson is opened.",
    ),
)  # fmt: skip
