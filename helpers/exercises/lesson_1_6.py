"""Checks of lesson 1.6."""

from __future__ import annotations

from functools import cache

from helpers.classification import E11_IN_WIOD, WIOD
from helpers.exercises import Exercise, Misconception
from helpers.tables import areas
from helpers.tables.shares import flows


@cache
def _area(group: str, year: int = 2011) -> dict[str, float]:
    """Foreign value in a group's exports that is its own, three ways to divide."""
    held = flows(year, "value_added_in_exports")
    codes = areas.members(held.index)[group]
    inside = held.loc[codes, codes].to_numpy().sum()
    return {
        "share": float(inside / held[codes].to_numpy().sum()),
        "of origin": float(inside / held.loc[codes].to_numpy().sum()),
        "of the world": float(inside / held.to_numpy().sum()),
    }


@cache
def _e11(year: int = 2011) -> dict[str, float]:
    """What the E11 economies sell to each other, three ways to divide."""
    shown = areas.e11_flows(year)
    inside = shown[shown["inside"]]["value"].sum()
    return {
        "share": float(inside / shown[shown["origin"].isin(E11_IN_WIOD)]["value"].sum()),
        "all": float(inside / shown["value"].sum()),
        "bought": float(inside / shown[shown["destination"].isin(E11_IN_WIOD)]["value"].sum()),
    }


@cache
def _to_e11(code: str, year: int = 2011) -> dict[str, float]:
    """Share of an economy's value-added exports that the E11 economies buy, and the two ways to mistake it."""
    held = flows(year)
    return {
        "share": float(held.loc[code, E11_IN_WIOD].sum() / held.loc[code].sum()),
        "bought": float(held.loc[E11_IN_WIOD, code].sum() / held[code].sum()),
        "China": float(held.loc[code, "CHN"] / held.loc[code].sum()),
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
        steps=(
            "Think of a German car maker in 1995 and 2011: where did its new parts come from?",
            "The share is value from European neighbours over value from everybody abroad. Which of the two grew faster?",
        ),
        code='answer_1 = "fell"',
        why="Value from neighbours grew, but value from elsewhere grew faster, so the neighbours' share went down.",
        praise="From 62 to 48 % of the foreign value in Europe's exports, in this table. A share falls too when the others grow; so are Europe's economies less close? See *Closer, or just larger?*",
    ),
    Exercise(
        "1.6.2", "LO1.6.1", "change",
        expected=lambda: _area("Factory Asia")["share"],
        misconceptions=(
            Misconception("over what the area supplies", lambda: _area("Factory Asia")["of origin"],
                          "You divided by rows: all that Asia's economies put into others' exports. Asked is a share of what is inside Asia's exports: columns."),
            Misconception("over the world", lambda: _area("Factory Asia")["of the world"],
                          "You divided by the foreign value in everybody's exports. The share is of the area's own exports."),
        ),
        neighbours=lambda: {
            "Europe": _area("Europe")["share"], "North America": _area("North America")["share"],
            **{f"the year {y}": _area("Factory Asia", y)["share"] for y in (2008, 2010)},
        },
        decimals=2,
        steps=(
            "One word of the cell above decides which economies are taken. Which one?",
            "Value from members to members, over value from everybody to members: rows are origins, columns exporters.",
        ),
        code='asia = [c for c in inside.index if area(c) == "Factory Asia"]\nanswer_2 = inside.loc[asia, asia].to_numpy().sum() / inside[asia].to_numpy().sum()',
        why="Only the list of economies changes. The two sums stay: from members to members, and from everybody to members.",
        praise="29 % in this table, about as much as North America. Later tables have South-East Asia inside: about 40 %.",
    ),
    Exercise(
        "1.6.3", "LO1.6.2", "write",
        expected=lambda: _e11()["share"],
        misconceptions=(
            Misconception("of all flows on the map", lambda: _e11()["all"], "You divided by flows to and from the E11. Asked is the share of what the E11 *sell*."),
            Misconception("of what they buy", lambda: _e11()["bought"], "This is the share of what the E11 buy. Asked is what they sell: take flows by origin."),
        ),
        neighbours=lambda: {f"the year {y}": _e11(y)["share"] for y in (1995, 2009, 2010)},
        decimals=2,
        steps=(
            "You need two sums of the column `value`: of the rows that stay inside, and of all rows whose origin is one of the eight.",
            "Inside over sold: filter with `now[\"inside\"]` for the first, with `now[\"origin\"].isin(E11_IN_WIOD)` for the second.",
        ),
        code='sold = now[now["origin"].isin(E11_IN_WIOD)]["value"].sum()\nanswer_3 = now[now["inside"]]["value"].sum() / sold',
        why="Every flow inside starts at one of the eight, so it is part of what they sell; the rest of their sales goes to others.",
        praise="A quarter, more than twice the share of 1995 (12 %), in this table.",
    ),
    Exercise(
        "1.6.4", "LO1.6.2", "bug hunt",
        expected=lambda: "size",
        misconceptions=(
            Misconception("closeness", lambda: "distance", "The eight did not move nearer to each other. What did change about them between 1995 and 2011?"),
            Misconception("treaties", lambda: "agreements", "Few of the eight have agreements with each other in force. What grew a great deal more?"),
        ),
        steps=(
            "If an economy grows fourfold, what happens to its share in everybody's trade?",
            "A share of sales moves with how close buyers are, and with how large they are. Only one of the two needs nothing to change between the economies.",
        ),
        code='answer_4 = "size"',
        why="A larger buyer takes a larger part of everybody's sales. To see closeness, compare with what size alone would give.",
        praise="Against what size alone would give, the E11's sales to each other hardly moved. The next cells show it, and measure the areas in the same way.",
    ),
    Exercise(
        "1.6.5", "LO1.6.1", "your economy",
        for_economy=lambda code: _to_e11(code)["share"],
        economies=lambda: WIOD,
        misconceptions=(
            Misconception("what it buys from them", lambda code: _to_e11(code)["bought"], "This is what the economy buys from the E11: a column. What it sells stands in its row."),
            Misconception("China only", lambda code: _to_e11(code)["China"], "This is China's part alone (or, for China, nothing). Take all eight."),
        ),
        neighbours=lambda code: {f"the year {y}": _to_e11(code, y)["share"] for y in (2008, 2010)},
        decimals=3,
        steps=(
            "What your economy sells stands in its row: `sold[...]` takes the buyers you name.",
            "Value added sold to the eight, over all value added it sells abroad.",
        ),
        code="sold = flows(2011).loc[mine]\nanswer_5 = sold[E11_IN_WIOD].sum() / sold.sum()",
        why="`flows(2011)` has origins in rows and final buyers in columns; its diagonal is zero, so home is left out.",
        praise="Now look at the bars of its largest buyers, for {economy}: are they near, or are they large?",
    ),
    Exercise(
        "1.6.6", "LO1.6.3", "open",
        steps=("Say first what complement would look like in the table, and what rival. Which two columns are these, and what does size give in each?",),
        rubric=(
            "Takes a side without a number, or takes trade balances for chains.",
            "Says what complement or rival would look like, but reads no number.",
            "Says what each would look like in numbers (E11 inputs inside rich economies' exports; rich economies' part lost) and reads one of them.",
            "Also sets the share against what size gives, and says why the same number can be read both ways.",
        ),
        model_answer="Complement: E11 value inside rich economies' exports rose from 10 to 23 % of the foreign value in them from 1995 to 2011; two later "
        "tables have 20 % in 2022. Rival: in the E11's own exports the rich economies' part fell from 63 to 39 %. But over what size gives, E11 value in rich "
        "economies' exports went from 0.90 to 0.88 and is 0.73 to 0.74 in 2022: the E11 grew, they did not move closer to the rich. Shares cannot tell whether "
        "a rich supplier was pushed out or the whole grew. Three of the eleven are not in the older table.",
    ),
)  # fmt: skip
