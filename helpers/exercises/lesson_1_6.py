"""Checks of lesson 1.6."""

from __future__ import annotations

from functools import cache

from helpers.exercises import Exercise, Misconception
from helpers.tables import areas


@cache
def _regions(year: int = 2011) -> dict[str, float]:
    flows = areas.e11_flows(year)
    sold = flows[flows["origin"].isin(set(flows[flows["inside"]]["origin"]))]
    inside = flows[flows["inside"]]["value"].sum()
    bought = flows[flows["destination"].isin(set(flows[flows["inside"]]["origin"]))]
    return {
        "share": float(inside / sold["value"].sum()),
        "all": float(inside / flows["value"].sum()),
        "bought": float(inside / bought["value"].sum()),
    }


EXERCISES = (
    Exercise(
        "1.6.1", "LO1.6.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("regions closed ranks", lambda: "rose",
                          "Agreements were regional, but the new supplier was far from Europe. Who took the place of neighbours?"),
            Misconception("stable", lambda: "same", "It moved by more than ten points."),
        ),
        steps=("Think of a German car maker in 1995 and 2011: where did its new parts come from?",),
        code='answer_1 = "fell"',
        praise="From 62 to 48 % of the foreign value in Europe's exports: chains became less regional, not more.",
    ),
    Exercise(
        "1.6.2", "LO1.6.2", "compute",
        expected=lambda: _regions()["share"],
        misconceptions=(
            Misconception("of all flows on the map", lambda: _regions()["all"], "You divided by flows to and from the E11. Asked is the share of what the E11 *sell*."),
            Misconception("of what they buy", lambda: _regions()["bought"], "This is the share of what the E11 buy. Asked is what they sell: take flows by origin."),
        ),
        neighbours=lambda: {f"the year {y}": _regions(y)["share"] for y in (1995, 2009, 2010)},
        decimals=2,
        steps=("Flows with `inside`, over all flows whose origin is one of the eight.",),
        code='answer_2 = now[now["inside"]]["value"].sum() / now[now["origin"].isin(E11_IN_WIOD)]["value"].sum()',
        praise="A quarter, more than twice the share of 1995 (12 %).",
    ),
    Exercise(
        "1.6.3", "LO1.6.2", "bug hunt",
        expected=lambda: "size",
        misconceptions=(
            Misconception("closeness", lambda: "distance", "The eight did not move nearer to each other. What did change about them between 1995 and 2011?"),
            Misconception("treaties", lambda: "agreements", "Few of the eight have agreements with each other in force. What grew a great deal more?"),
        ),
        steps=("If an economy grows fourfold, its share in everybody's trade grows, with no change in closeness.",),
        code='answer_3 = "size"',
        praise="Against what size alone would give, E11 economies are not closer to each other than before: see the next cell.",
    ),
    Exercise(
        "1.6.4", "LO1.6.3", "open",
        rubric=(
            "A good answer says what complement and rival would look like in numbers (E11 inputs inside rich economies' exports; rich "
            "economies' share lost), reads one of them from the tables, and notes that three of eleven are missing.",
        ),
    ),
)  # fmt: skip
