"""Checks of lesson 3.1."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import cooperation, worlds
from helpers.exercises import Exercise, Misconception
from helpers.tables import borders


@cache
def _nafta(share: float = 1.0):
    """NAFTA's tariffs, or a share of the cut."""
    m = worlds.world_1993()
    return m.counterfactual(m.tariff + share * (worlds.nafta_tariffs() - m.tariff))


def _welfare(code: str, share: float = 1.0) -> float:
    return float((_nafta(share).welfare[code] - 1) * 100)


@cache
def _row(code: str):
    return borders.trade_moved(_nafta(), worlds.NAFTA).loc[code]


def _diverted(code: str) -> float:
    return float(-_row(code)["from outsiders"] / _row(code)["from members"])


@cache
def _moved() -> dict[str, float]:
    """Mexico's purchases after NAFTA, and three ways to get the diverted share wrong."""
    row = _row("MEX")
    return {
        "home": float(-(row["from outsiders"] + row["at home"]) / row["from members"]),
        "upside down": float(-row["from members"] / row["from outsiders"]),
        "sign": float(row["from outsiders"] / row["from members"]),
    }


def _opened(code: str, cut: float = 0.1) -> float:
    return float((worlds.e11_in_2022(cut).welfare[code] - 1) * 100)


@cache
def _gain(code: str) -> float:
    """What NAFTA is worth to a member, billion USD."""
    return float(cooperation.gains(_nafta())[code] / 1e9)


@cache
def _shapley() -> float:
    m, after = worlds.world_1993(), worlds.nafta_tariffs()
    game = cooperation.bloc_game(m, worlds.NAFTA, lambda s: {"tariff": np.where(m.bloc(s), after, m.tariff)})
    return float(cooperation.shapley(game)["CAN"] / 1e9)


EXERCISES = (
    Exercise(
        "3.1.1", "LO3.1.1", "predict",
        expected=lambda: "Canada",
        misconceptions=(
            Misconception("the highest tariffs hurt most to lose", lambda: "Mexico",
                          "Mexico's own cuts cost it most, 0.54 %, but the cuts of the United States bring it a little more than that."),
            Misconception("the largest opens most", lambda: "United States",
                          "Its own cuts cost the United States little, and Mexico's cuts bring it more."),
            Misconception("free trade helps all", lambda: "none",
                          "All three together gain. That does not say that each one does."),
        ),
        steps=("A tariff earns revenue, and makes a large seller ask less at the border. Who gives up such a tariff towards a very large seller?",
               "Real income is income over prices. A small buyer that cuts its tariff loses the revenue and pays more to the seller; it gains cheaper goods. Which effect can win?"),
        code='answer_1 = "Canada"',
        why="In the model Canada's own cuts cost it 0.17 %, whether they come alone or after all others. What Mexico and the United States cut on each "
        "other raises Canada by 0.01 %, and all cuts but its own by 0.06 %. Its tariffs had earned revenue and had held down what foreign sellers get.",
        praise="In the model Canada's real income falls by 0.1 %. Whose cuts cost it, its own or the others'? The evidence below takes them one at a time.",
    ),
    Exercise(
        "3.1.2", "LO3.1.2", "change",
        expected=lambda: _welfare("MEX"),
        misconceptions=(
            Misconception("first order", lambda: float(_nafta().welfare_first_order.at["MEX", "welfare"]),
                          "This is the first-order sum of the published table. The exact gain is the change of income over prices: `found.welfare`."),
            Misconception("the published number", lambda: round(float(_nafta().welfare_first_order.at["MEX", "welfare"]), 2),
                          "This number is printed in the published table. It is a sum of small-change formulas; compute yours from `found.welfare`."),
            Misconception("the wage only", lambda: float((_nafta().real_wage["MEX"] - 1) * 100),
                          "This is the real wage. Income is wages and tariff revenue, and the revenue is mostly gone."),
            Misconception("factor, not per cent", lambda: float(_nafta().welfare["MEX"]),
                          "A factor of 1.02 means a gain of 2 %: take off 1, then times 100."),
        ),
        neighbours=lambda: {"Canada": _welfare("CAN"), "the United States": _welfare("USA"), "half of the cut": _welfare("MEX", 0.5)},
        decimals=3,
        steps=("The line is about the United States. What in it says so, and what is Mexico's code?",
               "`found.welfare[code]` is a factor, new over old: less 1 it is a fraction, × 100 per cent. Put Mexico's code between the brackets."),
        code='answer_2 = (found.welfare["MEX"] - 1) * 100',
        why="`found.welfare` holds one factor for each region. Asked for `\"MEX\"` it is 1.00007: less 1, times 100, seven thousandths of a per cent.",
        praise="Less than a hundredth of a per cent. The published 1.31 % is the same experiment, measured differently.",
    ),
    Exercise(
        "3.1.3", "LO3.1.3", "bug hunt",
        expected=lambda: _diverted("MEX"),
        misconceptions=(
            Misconception("home is no outsider", lambda: _moved()["home"],
                          "What Mexico buys less at home is trade created, not diverted: leave the home column out."),
            Misconception("upside down", lambda: _moved()["upside down"],
                          "Far above 1: gains from members over losses of outsiders. Turn it round."),
            Misconception("sign", lambda: _moved()["sign"],
                          "The size is right. A loss of outsiders counts as diversion: turn the sign."),
        ),
        neighbours=lambda: {"Canada": _diverted("CAN"), "the United States": _diverted("USA")},
        decimals=2,
        steps=("Say the definition aloud: instead of whom? Which of the three columns are those?",
               "What outsiders lost, as a positive number, over what members won."),
        code='row = moved.loc["MEX"]\nanswer_3 = -row["from outsiders"] / row["from members"]',
        why="Diversion is what outsiders lost. Home is no outsider: what Mexico buys less from itself is trade created. The column holds a "
        "loss, so it gets a minus, over what members won.",
        praise="About 4 cents of each new dollar were diverted from outsiders; most of the rest replaced Mexico's own products or is growth.",
    ),
    Exercise(
        "3.1.4", "LO3.1.1", "your economy",
        for_economy=_opened,
        economies=lambda: worlds.world_2022().regions,
        misconceptions=(
            Misconception("factor, not per cent", lambda code: float(worlds.e11_in_2022(0.1).welfare[code]),
                          "This is the factor, new over old. Take off 1, then times 100."),
            Misconception("prices, not income", lambda code: float((worlds.e11_in_2022(0.1).cost_of_living[code] - 1) * 100),
                          "This is how the cost of living changes. Real income is income over prices: `e11.welfare`."),
        ),
        neighbours=lambda code: {"trade 20 % cheaper": _opened(code, 0.2), "trade 5 % cheaper": _opened(code, 0.05)},
        decimals=2,
        steps=("It is the line of 3.1.2 with another solved case and another code. Which name holds the world after the E11 opened?",
               "`e11.welfare` has the factors by region code, and `mine` is a code (a name, so no quotation marks). A change in per cent is (factor − 1) × 100."),
        code="mine = economy(m22.regions)\nanswer_4 = (e11.welfare[mine] - 1) * 100",
        why="The same three steps as for Mexico: pick the factor of one economy, take off 1, times 100. Only the solved case is another.",
        praise="A result of your own. Now draw it beside the members.",
    ),
    Exercise(
        "3.1.5", "LO3.1.4", "write",
        expected=lambda: -_gain("CAN"),
        misconceptions=(
            Misconception("what it lost in per cent", lambda: -_welfare("CAN"),
                          "This is Canada's loss in per cent of its income. The question is about money: `cooperation.gains(found)`."),
            Misconception("an equal part of the gain", lambda: float(cooperation.gains(_nafta())[worlds.NAFTA].sum() / 3e9),
                          "This is a third of what the three gain together. Canada needs less than that to be where it was."),
            Misconception("a fair share by its part", _shapley,
                          "This is Canada's Shapley value (Go deeper): what it adds to the others. Here the question is what it lost."),
        ),
        neighbours=lambda: {"Mexico": -_gain("MEX"), "the United States": -_gain("USA")},
        decimals=1,
        steps=("First line: the gains of all, in billions. Second line: Canada's, as the sum it must be paid.",
               "`worth = gains / 1e9`, with `cooperation.gains(found)` as the gains; then Canada's cell, and − turns a loss into a payment."),
        code='worth = cooperation.gains(found) / 1e9\nanswer_5 = -worth["CAN"]',
        why="`cooperation.gains(found)` is in USD, one number a region; over 1e9 (a one with nine zeros) it is in billions. Canada's is negative: what "
        "makes it whole is the same amount with the other sign. (Paid out, it moves prices a little; Go deeper solves the model again.)",
        praise="About 0.6 billion USD of 1993, less than a sixth of what the three gain together: the loser could be paid.",
    ),
    Exercise(
        "3.1.6", "LO3.1.4", "open",
        steps=("Say first whom your rule protects: the one who lost, all three alike, or the one without whom there is no gain?",
               "Three rules, three numbers for Canada: what it lost; a third of the sum; what it adds, on average (Go deeper). What does each leave out?"),
        model_answer="I am Canada and ask for what I lost, 0.63 billion a year: with less I am better off outside. The United States can pay it out of its "
        "4.78 billion and keeps most; Mexico gains 0.03 and should not pay. Equal parts would give each 1.39: the United States would ask why it hands "
        "over more than two thirds of its gain, and might walk out. I take making the loser whole, with a review after five years, because the model "
        "knows neither time nor losers inside each country.",
        rubric=(
            "Names a payment.",
            "Names a payment and the rule behind it, with one number from the model.",
            "Compares two rules with their numbers and says who would leave under each.",
            "Does this, says whom the rule protects, and names what the model leaves out: losers inside each country, time, investment.",
        ),
    ),
)  # fmt: skip
