"""Checks of lesson 4.3."""

from __future__ import annotations

from functools import cache

from helpers import bargains, worlds
from helpers.exercises import Exercise, Misconception
from helpers.tables import belt_road, compensation, south

DEAL = {"cost": 1.0, "benefit": 4.0, "outside": 0.5, "bad": 0.2, "worse": 3.0}


def _split(part: str) -> float:
    years = south.by_year()
    return float(south.grown_or_closer(years.loc[1995], years.loc[2011])[part])


def _explains() -> str:
    return "size" if abs(_split("by size")) > abs(_split("by closeness")) else "closeness"


def _closeness(year: int, without: tuple[str, ...] = ()) -> float:
    return float(south.by_year(without).at[year, "closeness"])


def _needed(**other) -> float:
    return bargains.patience_needed(**(DEAL | other))


@cache
def _objection(rule: str, pair: tuple[str, str] = ("CHN", "IND")) -> float:
    """What a pair has alone less what a rule gives it, billion USD of 1993."""
    return float(compensation.trio_game().value(pair) - compensation.trio_rules().loc[list(pair), rule].sum())


def _whole() -> float:
    """The colleague's line: what all three have, less what the rule gives the pair."""
    return float(compensation.trio_game().grand - compensation.trio_rules().loc[["CHN", "IND"], "losers made whole"].sum())


@cache
def _years(code: str, interest: float = 0.0) -> float:
    return float(belt_road.who_pays(interest=interest).at[code, "years"])


@cache
def _owed(code: str, column: str) -> float:
    return float(belt_road.who_pays().at[code, column])


def _gain(code: str, cut: float = belt_road.HIGH) -> float:
    return float((belt_road.opened(cut).welfare[code] - 1) * 100)


EXERCISES = (
    Exercise(
        "4.3.1", "LO4.3.1", "predict",
        expected=_explains,
        misconceptions=(
            Misconception("trade rose, so they came closer", lambda: "closeness",
                          "Two economies that both double in size trade more with each other, and with everyone, without coming closer."),
            Misconception("it was oil", lambda: "oil",
                          "Without what is earned in mining and refining the share rises as much. What else grew from 1995 to 2011?"),
        ),
        steps=("Of all value added that WIOD's South sells abroad, how much would it sell to the South if buyers counted by their size alone? What happened to that size?",
               "A share is what sizes give times closeness (observed over expected). Which of the two factors was about 1 in 1995 and is about 1 in 2011?"),
        code='answer_1 = "size"',
        why="Sizes alone give 1.8 % in 1995 and 7.8 % in 2011; the observed share is 1.8 and 7.9 %. Closeness moves from 1.03 to 1.01.",
        praise="By the classes of 1995 all of the rise is size, and closeness took a tenth of a point off. Twelve of these nineteen are in Europe, though: 4.3b asks the other seven.",
    ),
    Exercise(
        "4.3.2", "LO4.3.1", "fill",
        expected=lambda: _closeness(1995, ("CHN",)),
        misconceptions=(
            Misconception("upside down", lambda: 1 / _closeness(1995, ("CHN",)),
                          "Upside down: observed over expected, so that above 1 means closer than size says."),
            Misconception("with China", lambda: _closeness(1995),
                          "This is the table with China in it. The blank asks for `without_china`."),
            Misconception("the last year", lambda: _closeness(2011, ("CHN",)),
                          "This is 2011. Which year does the sentence ask for?"),
            Misconception("a difference", lambda: float(south.by_year(("CHN",)).loc[1995, "share"] - south.by_year(("CHN",)).loc[1995, "by size"]),
                          "This is a difference, in points of trade. Closeness is a ratio, without a unit."),
        ),
        neighbours=lambda: {"the year 2005": _closeness(2005, ("CHN",)), "the year 2000": _closeness(2000, ("CHN",))},
        decimals=2,
        steps=("Closeness is what is observed over what size alone gives. Which two columns are these?",
               "Observed (`share`) over expected (`by size`), both from the row of 1995: a name in quotation marks between brackets picks each."),
        code='row = without_china.loc[1995]\nanswer_2 = row["share"] / row["by size"]',
        why="Without China the South of 1995 traded with itself nearly a third more than sizes say; in 2011 a twentieth more.",
        praise="1.29 in 1995; in 2011 it is 1.06. Without China these eighteen grew, and came less close to each other. Twelve of them are in the European Union: see 4.3b.",
    ),
    Exercise(
        "4.3.3", "LO4.3.2", "change",
        expected=_needed,
        misconceptions=(
            Misconception("good years only", lambda: _needed(bad=0.0),
                          "This is the patience of a world without bad years. The last two numbers of the call are about those."),
            Misconception("nobody has anywhere else to go", lambda: _needed(outside=0.0),
                          "This partner gets nothing outside. It has 0.5 a year there."),
            Misconception("the average cost tempts", lambda: float((1 + 0.2 * 2) * 1.0 / (4.0 - 0.5)),
                          "You took the cost of an average year. The rule is tested in a bad year, when breaking saves three times as much."),
            Misconception("the rule as it was", lambda: bargains.patience_needed(cost=1.0, benefit=4.0),
                          "This is the line unchanged: no outside option, no bad years."),
        ),
        neighbours=lambda: {"twice as bad": _needed(worse=2.0), "a bad year in ten": _needed(bad=0.1), "a better place outside": _needed(outside=1.0)},
        decimals=2,
        steps=("The remark calls `bargains.patience_needed` with a cost and a benefit. Its other arguments are outside, bad and worse.",
               "δ ≥ hC / (B − v + (h − m)C) with h = 3, m = 1 + 0.2 · 2, v = 0.5: or let the function do it."),
        code="answer_3 = bargains.patience_needed(cost=1, benefit=4, outside=0.5, bad=0.2, worse=3)",
        why="In a bad year breaking saves h·C = 3; keeping is worth B − v + (h − m)·C = 3.5 + 1.6 = 5.1 in the same terms. 3 / 5.1 is 0.59, against 0.25 "
        "with no bad year and nothing outside.",
        praise="From 0.25 to 0.59: an outside option and bad years ask for far more patience of the same partner.",
    ),
    Exercise(
        "4.3.4", "LO4.3.3", "bug hunt",
        expected=lambda: _objection("losers made whole"),
        misconceptions=(
            Misconception("what all three have", _whole,
                          "You took what all three have together (`game.grand`). A pair that walks out has only what the two get alone."),
            Misconception("nobody pays", lambda: _objection("nobody pays"),
                          "This is the pair's objection when nobody pays. The colleague's rule is *losers made whole*."),
            Misconception("sign", lambda: -_objection("losers made whole"),
                          "The size is right. An objection is what the pair has alone less what it is given: positive if it would walk out."),
        ),
        neighbours=lambda: {"China and Indonesia": _objection("losers made whole", ("CHN", "IDN")), "the Shapley value": _objection("Shapley value"),
                            "equal parts": _objection("equal parts")},
        decimals=3,
        steps=("Who walks out, and what do they have then? Compare with what is subtracted.",
               "`game.value([\"CHN\", \"IND\"])` is what the two get alone; `rules.loc[[…], …].sum()` what the rule gives them."),
        code='pair = ["CHN", "IND"]\nanswer_4 = game.value(pair) - rules.loc[pair, "losers made whole"].sum()',
        why="Alone, China and India gain 0.37 billion; under *losers made whole* they get 0.30 together. Nobody has lost, and still two of three have a reason to leave.",
        praise="0.066 billion: to leave nobody worse off is less than to leave nobody a reason to go.",
    ),
    Exercise(
        "4.3.5", "LO4.3.4", "write",
        expected=lambda: _years("PAK"),
        misconceptions=(
            Misconception("upside down", lambda: _owed("PAK", "gain") / _owed("PAK", "debt"),
                          "Upside down: this is the part of the debt that one year pays. Debt over gain gives years."),
            Misconception("with interest", lambda: _owed("PAK", "debt") * 1.04 / _owed("PAK", "gain"),
                          "Leave interest out for now: debt over yearly gain."),
            Misconception("the elasticity with the largest gain", lambda: float(belt_road.who_pays().at["PAK", "quick"]),
                          "This is the column `quick`, with the elasticity that gives the largest gain. Divide debt by gain."),
            Misconception("the difference", lambda: _owed("PAK", "debt") - _owed("PAK", "gain"),
                          "This is billion USD, not years: divide."),
        ),
        neighbours=lambda: {"Lao PDR": _years("LAO"), "Sri Lanka": _years("LKA"), "Kazakhstan": _years("KAZ")},
        decimals=0,
        steps=("First line: Pakistan's row (`PAK`) of `loans`. Second line: years.",
               "`row = loans.loc[\"PAK\"]`, then debt over gain."),
        code='row = loans.loc["PAK"]\nanswer_5 = row["debt"] / row["gain"]',
        why="51 billion of loans over 1.1 billion a year: 45 years without interest, if trade gets 2.8 % cheaper. At the published 1.5 % it takes 87 years, at a "
        "corridor's 10.2 % about ten. With aid and soft loans the debt is 54 billion, 48 years. At 4 % interest the gain never covers it.",
        praise="About 45 years without interest; from ten to 87 by the published falls of trade costs. Is every loan for a road, and is trade all that a road brings? Both readings stand below.",
    ),
    Exercise(
        "4.3.6", "LO4.3.4", "your economy",
        for_economy=_gain,
        economies=lambda: [c for c in worlds.world_of_80().regions if c != "ROW"],
        misconceptions=(
            Misconception("factor, not per cent", lambda code: float(belt_road.opened().welfare[code]),
                          "This is the factor, new over old. Take off 1, then times 100."),
            Misconception("prices, not income", lambda code: float((belt_road.opened().cost_of_living[code] - 1) * 100),
                          "This is how the cost of living changes. Real income is income over prices: `road.welfare`."),
        ),
        neighbours=lambda code: {"the low published cut": _gain(code, belt_road.LOW), "the corridor's cut": _gain(code, belt_road.CORRIDOR)},
        decimals=2,
        steps=("`road.welfare` holds a factor for each economy, by code.",
               "(factor − 1) × 100, with `mine` between the brackets, no quotation marks."),
        code="mine = economy(road.model.regions)\nanswer_6 = (road.welfare[mine] - 1) * 100",
        why="One factor, less 1, times 100. Members gain in all sets of choices; an outsider's sign hangs on whom it sells to.",
        praise="A result of your own. Now draw it with its band.",
    ),
    Exercise(
        "4.3.7", "LO4.3.3", "open",
        steps=("Say first what your rule protects: that nobody loses, that nobody leaves, that each gets what it adds, or that the poor get more?",
               "Take two rules of the table *who would pay whom*, with China's number under each. Who walks out under the first, who under the second?"),
        model_answer="I am South Africa. By equal parts I would get 25 billion a year more than I gain, and I like it; China would pay 28 and Korea 24, and "
        "have no reason to stay. By the Shapley value I pay 1 billion, for China adds more to the others than it gets. "
        "Nobody among the seven loses, so the paper's argument for compensation does not start here; it starts with Brazil and India, who wait outside "
        "and lose 2.3 billion together, one per cent of what the seven win. I would pay those, a year at a time, until they are in; and I would say that "
        "the model knows no losers inside a country.",
        rubric=(
            "Names a rule or a payment.",
            "Names a rule, whom it protects, and one number from the lesson.",
            "Compares two rules with a member's number under each and says who would leave.",
            "Does this, says where winners and losers really are (members, those who wait, people inside a country) and what the model leaves out.",
        ),
    ),
)  # fmt: skip
