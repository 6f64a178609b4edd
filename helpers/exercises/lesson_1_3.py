"""Checks of lesson 1.3."""

from __future__ import annotations

from functools import cache

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import ict


@cache
def _ict() -> dict[str, float]:
    m = datasets.mrio(2011)
    china = ict.inside_exports(m).loc["CHN"]
    node = m.node("CHN", "electronics")
    return {
        "all": float(china.sum()),
        "electronics": float(china["electronics"]),
        "services": float(china[["telecom", "business_services"]].sum()),
        "direct": float(m.A[m.select(ict.ICT, "CHN"), node].sum()),
    }


@cache
def _inside(year: int):
    return ict.inside_exports(datasets.mrio(year)).sum(axis=1)


@cache
def _effect():
    return ict.internet_effect()


EXERCISES = (
    Exercise(
        "1.3.1", "LO1.3.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("ICT everywhere", lambda: "rose",
                          "More devices, yes. But the table counts dollars, and a computer's price fell faster than its number grew."),
            Misconception("no change", lambda: "same",
                          "It rose until 2000 and then lost what it had gained, and a bit more."),
        ),
        steps=("Value is number times price. What did the price of computing power do?",),
        code='answer_1 = "fell"',
        praise="In current dollars the ICT share of the value inside manufacturing exports was a little lower in 2011 than in 1995.",
    ),
    Exercise(
        "1.3.2", "LO1.3.1", "compute",
        expected=lambda: _ict()["all"],
        misconceptions=(
            Misconception("hardware only", lambda: _ict()["electronics"], "This is the electronics industry alone. Add telecom and business services."),
            Misconception("services only", lambda: _ict()["services"], "These are the services. Electronics is ICT too."),
        ),
        neighbours=lambda: {"the year 2010": float(_inside(2010)["CHN"]), "Korea": float(_inside(2011)["KOR"]), "India": float(_inside(2011)["IND"])},
        decimals=2,
        steps=("`ict.inside_exports(m).loc[\"CHN\"]` has three numbers; add them.",),
        code='answer_2 = ict.inside_exports(m).loc["CHN"].sum()',
        praise="A fifth of what China's manufacturing exports are worth comes from ICT industries somewhere in the world.",
    ),
    Exercise(
        "1.3.3", "LO1.3.2", "bug hunt",
        expected=lambda: float(_effect()["estimate"].iloc[2]),
        misconceptions=(
            Misconception("across economies", lambda: float(_effect()["estimate"].iloc[0]),
                          "This is the colleague's number: it compares Luxembourg with Bangladesh. What happens inside an economy as people go online?"),
            Misconception("years left in", lambda: float(_effect()["estimate"].iloc[1]),
                          "Economy effects are in, but everybody went online in the same years: take out the years too."),
        ),
        neighbours=lambda: {f"the {end} end of the interval": float(_effect()[end].iloc[2]) for end in ("low", "high")},
        decimals=3,
        steps=("The last row of `ict.internet_effect()`.",),
        code='answer_3 = effect.loc["within economies and years", "estimate"]',
        praise="Close to nothing, with an interval on both sides of zero: the link across economies is not a link within them.",
    ),
    Exercise(
        "1.3.4", "LO1.3.2", "open",
        rubric=(
            "A good answer names something that moves both (income, size, location in Europe), a way to tell them apart (a sudden cable, a policy "
            "that came by lot), and what the panel with effects still cannot rule out.",
        ),
    ),
)  # fmt: skip
