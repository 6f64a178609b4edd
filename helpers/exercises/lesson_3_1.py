"""Checks of lesson 3.1."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import cooperation, worlds
from helpers.exercises import Exercise, Misconception
from helpers.tables import borders


@cache
def _nafta():
    return worlds.world_1993().counterfactual(worlds.nafta_tariffs())


@cache
def _moved() -> dict[str, float]:
    """Mexico's purchases after NAFTA, billion USD, and two ways to get the diverted share wrong."""
    row = borders.trade_moved(_nafta(), worlds.NAFTA).loc["MEX"]
    return {
        "right": float(-row["from outsiders"] / row["from members"]),
        "home": float(-(row["from outsiders"] + row["at home"]) / row["from members"]),
        "upside down": float(-row["from members"] / row["from outsiders"]),
        "sign": float(row["from outsiders"] / row["from members"]),
    }


@cache
def _shares() -> dict[str, float]:
    m, after = worlds.world_1993(), worlds.nafta_tariffs()
    game = cooperation.bloc_game(m, worlds.NAFTA, lambda s: {"tariff": np.where(m.bloc(s), after, m.tariff)})
    return {
        "right": float(cooperation.shapley(game)["CAN"] / 1e9),
        **{c: float(cooperation.shapley(game)[c] / 1e9) for c in ("MEX", "USA")},
        "own": float(cooperation.gains(_nafta())["CAN"] / 1e9),
        "equal": game.grand / 3e9,
        "last": (game.grand - game.value(["MEX", "USA"])) / 1e9,
    }


def _diverted(region: str) -> float:
    row = borders.trade_moved(_nafta(), worlds.NAFTA).loc[region]
    return float(-row["from outsiders"] / row["from members"])


EXERCISES = (
    Exercise(
        "3.1.1", "LO3.1.1", "predict",
        expected=lambda: "Canada",
        misconceptions=(
            Misconception("the highest tariffs hurt most to lose", lambda: "Mexico",
                          "Mexico gives up most tariff revenue, but it also gets cheaper inputs: the two nearly cancel."),
            Misconception("the largest opens most", lambda: "United States",
                          "The United States buys little of what it uses abroad, and gets new customers."),
            Misconception("free trade helps all", lambda: "none",
                          "All three together gain. That does not say that each one does."),
        ),
        steps=("Who had free access to the American market already and now has to share it?",),
        code='answer_1 = "Canada"',
        praise="In the model Canada's real income falls by 0.1 %: what it sold to the United States meets Mexican rivals, and its terms of trade fall.",
    ),
    Exercise(
        "3.1.2", "LO3.1.2", "compute",
        expected=lambda: float((_nafta().welfare["MEX"] - 1) * 100),
        misconceptions=(
            Misconception("first order", lambda: float(_nafta().welfare_first_order.at["MEX", "welfare"]),
                          "This is the first-order sum of the published table. The exact gain is the change of income over prices: `found.welfare`."),
            Misconception("the wage only", lambda: float((_nafta().real_wage["MEX"] - 1) * 100),
                          "This is the real wage. Income is wages and tariff revenue, and the revenue is mostly gone."),
            Misconception("factor, not per cent", lambda: float(_nafta().welfare["MEX"]),
                          "A factor of 1.02 means a gain of 2 %: take off 1, then times 100."),
        ),
        neighbours=lambda: {name: float((_nafta().welfare[code] - 1) * 100) for name, code in (("Canada", "CAN"), ("the United States", "USA"))},
        decimals=3,
        steps=("`found.welfare[\"MEX\"]` is a factor: take off 1 and multiply by 100.",),
        code='answer_2 = (found.welfare["MEX"] - 1) * 100',
        praise="Less than a hundredth of a per cent. The published 1.31 % is the same experiment, measured differently.",
    ),
    Exercise(
        "3.1.3", "LO3.1.3", "bug hunt",
        expected=lambda: _moved()["right"],
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
        steps=("What outsiders lost, as a positive number, over what members won.",),
        code='answer_3 = -row["from outsiders"] / row["from members"]',
        praise="About 4 cents of each new dollar were diverted from outsiders; most of the rest replaced Mexico's own products or is growth.",
    ),
    Exercise(
        "3.1.4", "LO3.1.4", "compute",
        expected=lambda: _shares()["right"],
        misconceptions=(
            Misconception("what it gains itself", lambda: _shares()["own"],
                          "This is what Canada gains, or loses, before anyone shares. The Shapley value is what it adds to the others, on average."),
            Misconception("equal parts", lambda: _shares()["equal"],
                          "Equal thirds reward who adds nothing as much as who adds most."),
            Misconception("only when it joins last", lambda: _shares()["last"],
                          "This is what Canada adds if it joins last. Average over all orders of joining."),
        ),
        neighbours=lambda: {"Mexico": _shares()["MEX"], "the United States": _shares()["USA"]},
        decimals=2,
        steps=("`cooperation.shapley(game)[\"CAN\"]`, divided by 1e9.",),
        code='answer_4 = cooperation.shapley(game)["CAN"] / 1e9',
        praise="Canada loses by itself, but the three together get 0.14 billion more a year because of it, on average over all orders: a fair share would be positive.",
    ),
    Exercise(
        "3.1.5", "LO3.1.4", "open",
        rubric=(
            "A good answer says whom it wants to protect (the loser, the poor, the one without whom nothing works), gives one number for each rule "
            "(equal parts, Shapley value, just compensating Canada), and notes what the model leaves out: losers inside each country, time, investment. "
            "It does not need to agree with anybody.",
        ),
    ),
)  # fmt: skip
