"""Checks of lesson 1.1."""

from __future__ import annotations

from functools import cache

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import agreements, fragmentation, kinds_of_trade


@cache
def _traded(region: str, industry: str, year: int) -> tuple[float, float]:
    """What a region sold and bought of one industry's products."""
    flows = datasets.mrio(year).trade(industry)
    return float(flows.loc[region].sum()), float(flows[region].sum())


def _index(region: str = "DEU", industry: str = "vehicles", year: int = 2011) -> float:
    sold, bought = _traded(region, industry, year)
    return 1 - abs(sold - bought) / (sold + bought)


@cache
def _two_way(year: int, without: str = "") -> float:
    return kinds_of_trade.two_way(year, without or ())


def _moved(without: str = "", first: int = 1995, last: int = 2011) -> float:
    return _two_way(last, without) - _two_way(first, without)


@cache
def _behind():
    return fragmentation.origins_behind_largest(datasets.mrio(2011))


@cache
def _treaties():
    return agreements.new_treaties(1995, 2011)


def _ratio(over: str, under: str, column="growth") -> float:
    return float(_treaties().at[over, column] / _treaties().at[under, column])


@cache
def _grew(start: int, end: int) -> float:
    growth = agreements.new_treaties(start, end)["growth"]
    return float(growth["agreement came"] / growth["no agreement"])


def _kind(code: str, year: int, kind: str = "many_borders") -> float:
    return float(_kinds(kind).at[year, code])


@cache
def _kinds(kind: str):
    return kinds_of_trade.over_time(kind)


def _change(code: str, kind: str = "many_borders", first: int = 1995, last: int = 2011) -> float:
    return _kind(code, last, kind) - _kind(code, first, kind)


EXERCISES = (
    Exercise(
        "1.1.1", "LO1.1.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("two-way trade always grows", lambda: "rose",
                          "It rose for decades before. From 1995 to 2011 something else grew faster: trade with partners who sell what you do not."),
            Misconception("nothing moved", lambda: "same",
                          "It moved by about four points. Which kind of partner came into world trade after 1995?"),
        ),
        steps=(
            "Who became large in world trade in these years?",
            "China and the resource sellers became large. Do they sell each other the same goods, or different ones?",
        ),
        code='answer_1 = "fell"',
        why="The index weighs each pair of economies and each industry by its trade. Pairs and industries with less two-way trade, such as ore "
        "for electronics, gained weight: that took 4.6 points. Within pairs and industries two-way trade rose a little, 0.8 points.",
        praise="From 56 to 52 % (in this table). But is it less of like for like, or more of something else? The lesson splits it.",
    ),
    Exercise(
        "1.1.2", "LO1.1.1", "fill",
        expected=lambda: _index(),
        misconceptions=(
            Misconception("one-way share", lambda: 1 - _index(),
                          "This is the one-way part, |X − M| over X + M. The index is what is left of 1."),
            Misconception("ratio of smaller to larger", lambda: _traded("DEU", "vehicles", 2011)[1] / _traded("DEU", "vehicles", 2011)[0],
                          "The smaller over the larger looks alike, but the index compares twice the smaller with both together."),
        ),
        neighbours=lambda: {
            "the year 2010": _index(year=2010), "machinery": _index(industry="machinery"),
            "France": _index("FRA"), "Japan": _index("JPN"),
        },
        decimals=3,
        steps=(
            "The formula stands above, and both numbers have names. Which would the index be if Germany sold as much as it bought?",
            "Fill the blanks with `X` and `M`, twice each: their distance in the upper brackets, their sum in the lower ones.",
        ),
        code="answer_2 = 1 - abs(X - M) / (X + M)",
        why="Germany sold more vehicles than it bought. What it bought, 160 billion, was met by as much going out: that is two-way. The rest of "
        "what it sold, 152 billion, is not met by anything. The index is twice the 160 over all 472.",
        praise="Two thirds of Germany's trade in vehicles is two-way: cars out, cars and parts in.",
    ),
    Exercise(
        "1.1.3", "LO1.1.1", "change",
        expected=lambda: _moved("CHN"),
        misconceptions=(
            Misconception("China left in", lambda: _moved(),
                          "This is the line as it stands above, with China in both years."),
            Misconception("left out of the last year only", lambda: _two_way(2011, "CHN") - _two_way(1995),
                          "China is out in 2011 but in in 1995. Compare like with like: change both calls."),
            Misconception("left out of the first year only", lambda: _two_way(2011) - _two_way(1995, "CHN"),
                          "China is out in 1995 but in in 2011. Compare like with like: change both calls."),
            Misconception("years swapped", lambda: -_moved("CHN"),
                          "The right size, but this is 1995 minus 2011. A change is the later year minus the earlier one."),
        ),
        neighbours=lambda: {
            "1995 to 2010": _moved("CHN", last=2010), "the United States left out": _moved("USA"), "1996 to 2011": _moved("CHN", first=1996),
        },
        decimals=1,
        steps=(
            "The line calls `two_way` twice, once a year. In which of the two does China have to go?",
            "In both. What you give a function stands in its brackets, commas between: the year, then `without=` and a code in quotation marks.",
        ),
        code='answer_3 = kinds_of_trade.two_way(2011, without="CHN") - kinds_of_trade.two_way(1995, without="CHN")',
        why="If China alone made the index fall, it would not fall among the others. It does, by less: China's growth is a large part of the "
        "story, and others too traded more with partners unlike themselves.",
        praise="Still a fall, of about two points instead of four (in this table): China is much of it, not all.",
    ),
    Exercise(
        "1.1.4", "LO1.1.1", "write",
        expected=lambda: int((_behind() > 10).sum()),
        misconceptions=(
            Misconception("ten counted too", lambda: int((_behind() >= 10).sum()),
                          "This counts products with ten economies, too. *More than* ten is asked for: `>`, not `>=`."),
            Misconception("the others", lambda: int((_behind() <= 10).sum()),
                          "These are the products with ten or fewer. Turn the sign round."),
            Misconception("no filter", lambda: len(_behind()),
                          "This is all of them. Use the smaller table, not `count`."),
            Misconception("added up", lambda: int(_behind()[_behind() > 10].sum()),
                          "You added up the economies. How many *products* are left?"),
        ),
        neighbours=lambda: {"more than eleven": int((_behind() > 11).sum()), "more than eight": int((_behind() > 8).sum())},
        steps=(
            "First line: a filter, as in 0.2. `count` is a single column, so the question to each row is just `count > …`.",
            "`many = count[condition]`; in the second line `len(…)` of the smaller table says how many rows are left.",
        ),
        code=(
            "many = count[count > 10]\n"
            "answer_4 = len(many)"
        ),
        why="`count > 10` answers True or False for each product, the square brackets keep those with True, and `len` counts what is left.",
        praise="About one large product in seven has more than ten economies behind it (in this table).",
    ),
    Exercise(
        "1.1.5", "LO1.1.3", "bug hunt",
        expected=lambda: _ratio("agreement came", "no agreement"),
        misconceptions=(
            Misconception("upside down", lambda: _ratio("no agreement", "agreement came"), "Upside down: pairs without an agreement over pairs that got one."),
            Misconception("levels instead of growth", lambda: _ratio("agreement came", "no agreement", 2011), "This compares how large the two are in 2011, not how fast they grew."),
            Misconception("the colleague's group", lambda: _ratio("agreement from the start", "no agreement"),
                          "This is the colleague's number: pairs that had an agreement all along. Whose growth tells what a new one goes with?"),
        ),
        neighbours=lambda: {"1995 to 2010": _grew(1995, 2010), "1996 to 2011": _grew(1996, 2011), "2000 to 2011": _grew(2000, 2011)},
        decimals=2,
        steps=(
            "Read the row name in her line aloud. When did the agreement of these pairs come?",
            "A ratio of two growth factors: the row of pairs that got an agreement in these years, over the row of pairs that never had one.",
        ),
        code='answer_5 = growth["agreement came"] / growth["no agreement"]',
        why="She compared pairs that had an agreement in 1995 already. A new agreement can only show where there was none before; so the pairs "
        "where one came are set beside the pairs where none did. Even that is no effect: they may have signed because trade grew.",
        praise="Pairs that signed grew a third faster than pairs that never did, in this count. What counts as an agreement? The next picture asks.",
    ),
    Exercise(
        "1.1.6", "LO1.1.1", "your economy",
        for_economy=_change,
        misconceptions=(
            Misconception("growth in per cent", lambda code: (_kind(code, 2011) / _kind(code, 1995) - 1) * 100,
                          "This is the growth in per cent of the share. Asked is the difference of the two shares, in points."),
            Misconception("the level", lambda code: _kind(code, 2011),
                          "This is the share in 2011. By how much is it more, or less, than in 1995?"),
            Misconception("years swapped", lambda code: -_change(code),
                          "The right size, but this is 1995 minus 2011. A change is the later year minus the earlier one."),
            Misconception("two-way trade", lambda code: _change(code, "two_way"),
                          "This is the change of the two-way part. Use the table `chains`."),
        ),
        neighbours=lambda code: {"1995 to 2010": _change(code, last=2010), "1996 to 2011": _change(code, first=1996)},
        decimals=1,
        steps=(
            "You need two cells of `chains`: two years, the column of your economy.",
            "`chains.loc[row, column]` picks a cell; years are numbers and need no quotation marks, and neither does the name `mine`. Later year minus earlier year.",
        ),
        code="answer_6 = chains.loc[2011, mine] - chains.loc[1995, mine]",
        why="Rows of `chains` are years, columns are economies. The share is in per cent, so a difference of two shares is in points.",
        praise="{economy}: a result of your own. Draw it beside the world.",
    ),
    Exercise(
        "1.1.7", "LO1.1.2", "open",
        steps=("Three meanings stand at the beginning of 1.1c. Take one, and say what the opposite would look like in numbers.",),
        model_answer="If cooperation means agreements signed, the claim would be wrong if fewer pairs had one in 2011 than in 1995; the figure could "
        "have shown that, and shows the opposite. If it means trade under agreements, the covered share would have to fall, and it did, "
        "from 45 to 42 % of value-added trade. If it means gains for both sides, none of our figures could have shown it: one would have to know "
        "what the partners would have earned without the deal, from pairs that nearly signed and did not.",
        rubric=(
            "Says that the claim is true or false.",
            "Names one meaning of cooperation and something that could be counted.",
            "Separates agreements, trade under them and gains for both, and says for each what would speak against the claim.",
            "Does this, says which of our figures could have shown it and which could not, and names evidence on gains for both sides.",
        ),
    ),
)  # fmt: skip
