"""Checks of lesson 4.5."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import traces as model
from helpers.exercises import Exercise, Misconception
from helpers.tables import upgrading


@cache
def _moves() -> pd.DataFrame:
    return upgrading.moves()


@cache
def _kinds() -> pd.DataFrame:
    return upgrading.kinds(_moves())


def _share(where: pd.Series) -> float:
    return float(where.mean())


def _product(price: str = "not fallen") -> float:
    share, level = _moves()["share"] > 0.10, _moves()["price"]
    ways = {"not fallen": share & (level >= 0), "fallen": share & (level < 0), "not asked": share, "or": share | (level >= 0)}
    return _share(ways[price])


@cache
def _means() -> dict[str, dict[str, float]]:
    return _moves().groupby("region").mean().to_dict()


def _own(code: str, column: str = "pay") -> float:
    return float(_means()[column][code])


@cache
def _sooner(technology: float = 0.2, market: float = 0.6, squeeze: float = 0.5) -> float:
    """Years by which market first comes sooner to a brand than technology first."""
    one, other = (model.arrives(model.path(t, technology, market, squeeze)) for t in model.TRACES)
    return float(other - one)


@cache
def _years(trace: str) -> float:
    return float(model.arrives(model.path(trace, market=0.6, squeeze=0.5)))


EXERCISES = (
    Exercise(
        "4.5.1", "LO4.5.1", "predict",
        expected=lambda: "as often",
        misconceptions=(
            Misconception("success breeds success", lambda: "more often",
                          "One would think so: who is good at one is good at another. Count what chance deals before you believe it."),
            Misconception("one means for one end", lambda: "more seldom",
                          "Means are scarce, but the industries that made two or three kinds are not fewer than chance deals."),
        ),
        steps=("Think of four dice that know nothing of each other: do sixes come alone?",
               "If each kind is made by about a quarter, apart from the others, a quarter of a quarter makes two of them. Would you expect the data far from that?"),
        code='answer_1 = "as often"',
        why="Dealt apart from each other, the four kinds would leave about 32 % with none and bring 25 % two or more. Found are 32 % and 25 %: all five numbers "
        "lie inside what chance deals. Kinds that come in bundles would show too many with none and too many with three. (The next table goes pair by pair.)",
        praise="All five numbers lie inside what chance deals: moves do not come in bundles. Pair by pair there is more to see, further below.",
    ),
    Exercise(
        "4.5.2", "LO4.5.1", "fill",
        expected=_product,
        misconceptions=(
            Misconception("the market alone", lambda: _product("not asked"),
                          "This counts everyone who gained the market, also those who sold cheaper. The second condition is about the price."),
            Misconception("cheaper instead of better", lambda: _product("fallen"),
                          "These gained the market at a lower price: cheaper, not better. Turn the second condition round."),
            Misconception("one of both is enough", lambda: _product("or"),
                          "This is one condition or the other. Both are asked: `&`, not `|`."),
        ),
        neighbours=lambda: {"process": _share(_kinds()["process"]), "function": _share(_kinds()["function"]), "a chain": _share(_kinds()["chain"])},
        decimals=3,
        steps=("The definition of a product move stands in the table above. Which number is the threshold, and on which side of 0 must the price be?",
               "More than 10 % is 0.10 here; a price that did not fall against the median is 0 or more."),
        code='product = (r["share"] > 0.10) & (r["price"] >= 0)\nanswer_2 = product.mean()',
        why="`r[\"share\"] > 0.10` is True where the industry gained the market, `r[\"price\"] >= 0` where it did not get cheaper than the median; `&` keeps those with "
        "both, and the mean of True and False is a fraction.",
        praise="A quarter of the country-industries sold more without getting cheaper.",
    ),
    Exercise(
        "4.5.3", "LO4.5.2", "bug hunt",
        expected=lambda: _share(_kinds()["product"]) * _share(_kinds()["function"]),
        misconceptions=(
            Misconception("the sum", lambda: _share(_kinds()["product"]) + _share(_kinds()["function"]),
                          "This is the colleague's sum: about the share with one or the other, each with both counted twice. Both at once is a product."),
            Misconception("what was found", lambda: _share(_kinds()["product"] & _kinds()["function"]),
                          "This is what the data have. Asked is what chance would have, if one kind knew nothing of the other."),
            Misconception("the smaller one", lambda: min(_share(_kinds()["product"]), _share(_kinds()["function"])),
                          "This would be so if everyone with the rarer kind also made the other: the opposite of chance."),
        ),
        neighbours=lambda: {"process and product": _share(_kinds()["process"]) * _share(_kinds()["product"]),
                            "process and function": _share(_kinds()["process"]) * _share(_kinds()["function"])},
        decimals=3,
        steps=("Two coins: how often do both show heads? Do you add or multiply the halves?",
               "The fraction with one kind times the fraction with the other, if one tells nothing about the other."),
        code='answer_3 = made["product"].mean() * made["function"].mean()',
        why="Of the 25 % with a product move, 31 % would make a function move too, if one knew nothing of the other: a quarter of 31 %, not a quarter plus 31 %.",
        praise="About 8 % by chance. The next cell has what was found, for all six pairs.",
    ),
    Exercise(
        "4.5.4", "LO4.5.1", "your economy",
        for_economy=_own,
        economies=upgrading.economies,
        misconceptions=(
            Misconception("value added instead of pay", lambda code: _own(code, "kept"),
                          "This is value added, pay and profits together. Asked is what is paid to labour: the column `pay`."),
            Misconception("all economies", lambda code: float(_moves()["pay"].mean()),
                          "This is the mean over all 40 economies. Take the rows of yours first: `.loc[mine]`."),
        ),
        neighbours=lambda code: {"the share of the market": _own(code, "share"), "the price": _own(code, "price"), "the position": _own(code, "position")},
        decimals=2,
        steps=("First the rows of one economy, then one column, then its mean.",
               "`r.loc[mine, \"pay\"]` holds the changes of your economy's industries, in points against each industry's median; `.mean()` of it."),
        code='mine = economy(upgrading.economies())\nanswer_4 = r.loc[mine, "pay"].mean()',
        why="Each row already holds the change less the industry's median over 40 economies, so the mean says how pay per dollar of output moved against the same "
        "industries elsewhere. (A mean over industries gives a small one as much weight as a large one.)",
        praise="A result of your own. Now see which industries made which move.",
    ),
    Exercise(
        "4.5.5", "LO4.5.3", "write",
        expected=_sooner,
        misconceptions=(
            Misconception("the old squeeze", lambda: _sooner(squeeze=0.3),
                          "This is with a squeeze of 0.3, which stands there if you say nothing. Add `squeeze=0.5` to both ways."),
            Misconception("the other way round", lambda: -_sooner(),
                          "The size is right. Asked is by how much market first is sooner: the year of the other less its own."),
            Misconception("one trace only", lambda: _years("market first"),
                          "This is the year in which market first comes to its brand. Take it from the year of technology first."),
            Misconception("the other trace only", lambda: _years("technology first"),
                          "This is the year in which technology first comes to its brand. Take off the year of market first."),
        ),
        neighbours=lambda: {"a start of technology 0.3": _sooner(technology=0.3), "a start of market 0.7": _sooner(market=0.7)},
        steps=("First line: the year of one trace; second line: the year of the other less it. Both firms begin alike.",
               "`model.arrives(model.path(\"market first\", market=0.6, squeeze=0.5))` is one of the two years."),
        code='one = model.arrives(model.path("market first", market=0.6, squeeze=0.5))\n'
        'answer_5 = model.arrives(model.path("technology first", market=0.6, squeeze=0.5)) - one',
        why="The squeeze works only while a firm makes or designs for a buyer. The market-first firm leaves that stage after a year, because it knows the market; the "
        "other spends most of its years designing for a buyer who keeps it from the market.",
        praise="Twelve years, where at a squeeze of 0.3 the other trace was two years ahead: how far buyers keep suppliers from the market turned the answer (in this model).",
    ),
    Exercise(
        "4.5.6", "LO4.5.4", "open",
        steps=("Name the industry and what it has: technology or market? Which number of this lesson or of your economy says so?",
               "One sentence for the trace, one against it, one on what no table here can tell: brands, firms, who keeps the gain. Then who pays if it fails."),
        model_answer="My economy is Türkiye, the industry transport equipment. It made a function and a chain move from 1995 to 2008 (grid above): it pays a larger "
        "part of each dollar to labour, at another place, and has won an advantage. R&D of the whole economy was half a per cent of GDP in 2000, so it had "
        "the market rather than the technology: I would deliver to the markets abroad first and build an own name there. Against it: in the model the "
        "capability that is lacking sets the pace, here technology, and of eight emerging economies one took the market alone. No table here knows a brand "
        "or a firm, and 1995-2008 is another world than today. If it fails, workers pay who leave safe orders; I would share the cost of the first years "
        "and turn to technology if after five of them the value kept of a dollar has not risen.",
        rubric=(
            "Names a trace.",
            "Names a trace for one industry and one number of this lesson that speaks for it.",
            "Also gives what speaks against it and what no table here can know.",
            "Does this, says who wins and who pays if it fails, and names the number after which it would change course.",
        ),
    ),
)  # fmt: skip
