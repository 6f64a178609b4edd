"""Quiz of chapter 3, cooperation: keys computed from the models and tables of its lessons."""

from __future__ import annotations

from itertools import permutations

from helpers import datasets, value_added
from helpers.classification import name
from helpers.quiz.question import judged, number, which, who

WORTH = {"AB": 4.0, "AC": 4.0, "ABC": 6.0}  # made up: what partners make together; all else is worth nothing


def _shapley(who_: str) -> float:
    """Mean of what a partner adds over the six orders in which three can come."""
    orders = ["".join(o) for o in permutations("ABC")]
    before = [o[: o.index(who_)] for o in orders]
    return sum(_worth(b + who_) - _worth(b) for b in before) / len(orders)


def _worth(some: str) -> float:
    return WORTH.get("".join(sorted(some)), 0.0)


def _most_often() -> str:
    """The economy that is the largest buyer of most others' value added."""
    flows = value_added.value_added_trade(datasets.mrio(2022)).drop(index="ROW", columns="ROW")
    largest = [flows.loc[c].drop(c).idxmax() for c in flows.index]
    return max(set(largest), key=largest.count)


def _between(seller: str, buyer: str, year: int = 2011) -> float:
    flows = value_added.value_added_trade(datasets.mrio(year))
    return float(flows.at[seller, buyer] / (flows.loc[seller].sum() - flows.at[seller, seller]) * 100)


def _sum_of_sizes() -> float:
    """What sizes alone would give China of Korea's value added sold abroad, 2011, per cent: China's part of what the others buy."""
    flows = value_added.value_added_trade(datasets.mrio(2011)).copy()
    bought = flows.sum() - [flows.at[c, c] for c in flows]
    return float(bought["CHN"] / bought.drop("KOR").sum() * 100)


QUESTIONS = (
    who("3.1", "Who gains most, in the model, when all trade among the E11 gets cheaper (2022)?", "3.1.4", ("CHN", "KOR", "BRA", "USA"), "{:+.2f} %", "Real income, a model; who trades much with members gains, outsiders little or nothing."),
    who("3.2", "Trade among the E11 gets cheaper (2022, model): who of these gains least, or loses?", "3.1.4", ("IND", "DEU", "ZAF", "MEX"), "{:+.2f} %", "Outsiders can lose where trade turns to members.", highest=False),
    who("3.3", "Who gains most, in the model of 190 economies, when all trade gets cheaper?", "3.2.4", ("USA", "TUR", "NLD", "BRA"), "{:+.2f} %", "Real income, a model of one sector."),
    who("3.4", "Through whom of these does the largest part of others' value added pass, 2011?", "3.3.5", ("CHN", "BRA", "AUS", "IND"), "{:.2f} %", "What passes, by extraction; compare it with what size alone gives."),
    who("3.5", "Who would lose most of its value added without the hub's purchases, recipes kept?", "3.4.5", ("AUS", "BRA", "FRA", "IND"), "{:.1f} %", "With recipes kept nobody finds another buyer, so this is what hangs on the hub, not a forecast."),
    number(
        "3.6", "3.1", "Made up: A with B is worth 4, A with C is worth 4, all three 6, all else 0. What is A's Shapley value?", "{:.2f}",
        lambda: _shapley("A"), "The mean of what A adds over the six orders in which the three can come.",
        (lambda: _shapley("B"), "This is B's: B is needed less."), (lambda: 2.0, "This is an equal share of 6: the Shapley value counts what each adds."),
        (lambda: 6.0, "This is all of it. Without B and C there is nothing to share."),
    ),
    number(
        "3.7", "3.3", "What part of the value added Korea sold abroad in 2011 did China finally use?", "{:.1f} %",
        lambda: _between("KOR", "CHN"), "Value added by where it is finally used, over all that Korea sold abroad.",
        (_sum_of_sizes, "This is what sizes alone would give: China's part of what all but Korea buy."), (lambda: _between("CHN", "KOR"), "The direction is turned round: Korea's part of what China sold."),
        (lambda: _between("KOR", "CHN", 1995), "This is 1995."),
    ),
    which(
        "3.8", "3.3", "Korea sold more to China in 2011 than sizes alone would give?", lambda: "yes" if _between("KOR", "CHN") > _sum_of_sizes() else "no",
        {"yes": "Observed over expected lies above 1: they are closer than sizes, which alone is no word on why.", "no": "Compare the share with China's part of what all buy abroad."},
    ),
    which(
        "3.9", "3.4", "Which economy did most others sell most value added to, 2022?",
        lambda: name(_most_often()), {name("USA"): "The largest buyer of most.", name("CHN"): "Of many, but not of most, in this table.", name("DEU"): "Of several neighbours.", name("JPN"): "Of few in this table."},
    ),
    judged("3.10", "3.1a"),
    judged("3.11", "3.2a"),
    judged("3.12", "3.1b"),
)  # fmt: skip
