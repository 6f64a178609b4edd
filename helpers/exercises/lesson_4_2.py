"""Checks of lesson 4.2."""

from __future__ import annotations

from functools import cache

from helpers.agglomeration import CorePeriphery
from helpers.classification import WIOD
from helpers.exercises import Exercise, Misconception
from helpers.tables import distance, levels


@cache
def _ends(code: str) -> tuple[float, float]:
    """The least and the most an economy can have of an iPad at the factory gate, fractions."""
    least, most = levels.bounds_of(code)
    return least / 100, most / 100


@cache
def _china() -> dict[str, float]:
    """China's most, divided or counted wrongly."""
    value = levels.located()
    unknown = float(value[levels.UNKNOWN])
    return {"price": (float(value["CHN"]) + unknown) / levels.price(), "unknown": unknown / float(value.sum()), "average": float(levels.industry_average()["CHN"]) / 100}  # fmt: skip


@cache
def _moved(flow: str = "value added", way: str = distance.ABROAD) -> float:
    """How far the distance elasticity moved from 1995 to 2011."""
    line = distance.by_year()[flow, way]
    return float(line[2011] - line[1995])


@cache
def _mixed() -> float:
    table = distance.by_year()["value added"]
    return float(table.at[2011, distance.ABROAD] - table.at[1995, distance.HOME])


@cache
def _in_percent() -> float:
    return _moved() / float(distance.by_year().at[1995, ("value added", distance.ABROAD)])


@cache
def _alike(code: str) -> float:
    """The mean way to its buyers, each counted once, km."""
    return float(distance.sold_abroad(code)["km"].mean())


@cache
def _way(code: str, flow: str = "value_added", year: int = 2011) -> float:
    """Mean way of what an economy sells abroad, km."""
    sold = distance.sold_abroad(code, year)
    return float((sold["km"] * sold[flow]).sum() / sold[flow].sum())


@cache
def _bought(code: str) -> float:
    """Mean way of what it buys abroad, km."""
    trade = distance.wiod().query("destination == @code and year == 2011")
    return float(distance.mean_way(trade, "value_added")[2011])


EXERCISES = (
    Exercise(
        "4.2.1", "LO4.2.1", "predict",
        expected=lambda: "Korea",
        misconceptions=(
            Misconception("who makes it keeps most", lambda: "China",
                          "It is put together there, but no margin of a supplier in China is named. What does a factory pay for that it does not make?"),
            Misconception("who designs it keeps most", lambda: "United States",
                          "Apple itself keeps most by far. Asked are its suppliers: those of the United States keep 12 USD."),
            Misconception("Japan's parts", lambda: "Japan", "In 2005 the dearest part of an iPod was a Japanese disk. In the iPad of 2010 Japan's suppliers keep 7 USD."),
            Misconception("chips from Chinese Taipei", lambda: "Chinese Taipei", "Its suppliers keep 7 USD. Who made display, memory and processor?"),
        ),
        steps=("The question is who keeps a margin, not who has the work. Which economies make screens, memory and processors?",
               "The two dearest kinds of part in 2010 are the display and the chips. One economy makes much of both."),
        code='answer_1 = "Korea"',
        why="Korea's suppliers keep 34 of the 88 USD that the teardown finds with suppliers, more than those of all other named economies together (27 USD).",
        praise="34 USD, and Apple 150. What do the workers get who put it together? See the waterfall.",
    ),
    Exercise(
        "4.2.2", "LO4.2.1", "fill",
        expected=lambda: _ends("CHN")[1],
        misconceptions=(
            Misconception("the least", lambda: _ends("CHN")[0], "This is the least: nothing of what is not given. The most adds all of it."),
            Misconception("over the retail price", lambda: _china()["price"],
                          "You divided by the retail price. Shops and Apple's margin come after the factory gate: divide by `value.sum()`."),
            Misconception("the industry's average", lambda: _china()["average"],
                          "This is the industry's average in the table. Asked is this one product."),
            Misconception("only the unknown", lambda: _china()["unknown"],
                          "This is what is not given to anybody. China has its own 8 USD, too."),
        ),
        neighbours=lambda: {"Korea": _ends("KOR")[1], "the United States": _ends("USA")[1], "the European Union": _ends("EU")[1]},
        decimals=2,
        steps=("If everything that is not given to anybody were Chinese, how many dollars would China have?",
               "China's own plus the unknown, over the value of the whole: what stands under the name `levels.UNKNOWN`?"),
        code='answer_2 = (value["CHN"] + value[levels.UNKNOWN]) / value.sum()',
        why="8 USD are China's for sure; 206 are given to nobody. (8 + 206) / 275 is 0.78. The truth lies between 0.03 and that.",
        praise="Between 3 and 78 %: so wide that hardly any average could lie outside. The teardown shows who keeps margins; it does not show that China has only 3 %.",
    ),
    Exercise(
        "4.2.3", "LO4.2.2", "change",
        expected=lambda: CorePeriphery(0.6, 5.0).break_point,
        misconceptions=(
            Misconception("the sustain point", lambda: CorePeriphery(0.6, 5.0).sustain_point,
                          "Below this cost a full region stays full. Asked is where two equal ones no longer last: the break point."),
            Misconception("nothing changed", lambda: CorePeriphery(0.4, 5.0).break_point, "This is the break point with a share of 0.4: change it to 0.6."),
            Misconception("the other number", lambda: CorePeriphery(0.4, 6.0).break_point, "You changed the substitution. The share of manufactures comes first."),
        ),
        neighbours=lambda: {"a share of 0.5": CorePeriphery(0.5, 5.0).break_point, "a share of 0.2": CorePeriphery(0.2, 5.0).break_point},
        decimals=2,
        steps=("The first number in the brackets is the share of spending that goes to manufactures. Which one do you want?",
               "`CorePeriphery(share, substitution).break_point`: keep the 5."),
        code="answer_3 = CorePeriphery(0.6, 5).break_point",
        why="With more of spending on manufactures, more buyers move when workers move: both loops are stronger, and regions part at a higher cost.",
        praise="2.30 in place of 1.63: where manufactures weigh more, gathering begins at higher costs. Above 0.8 (with substitution 5) it never ends.",
    ),
    Exercise(
        "4.2.4", "LO4.2.3", "write",
        expected=_moved,
        misconceptions=(
            Misconception("two ways mixed", _mixed, "These are two ways to ask: home sales are in one of them. Compare 1995 and 2011 in the same column."),
            Misconception("first less last", lambda: -_moved(), "The size is right. A change is last less first."),
            Misconception("with home sales", lambda: _moved(way=distance.HOME), "Here both years hold home sales. The colleague asks about trade abroad."),
            Misconception("in per cent of 1995", _in_percent,
                          "This is the change over its first value. Asked is the change itself."),
        ),
        neighbours=lambda: {"gross trade": _moved("gross"), "with home sales and a border": _moved(way=distance.BORDER)},
        decimals=3,
        steps=("Read the two column names in the line aloud. Is it the same question in both years?",
               'Take `line = pull["abroad only"]` and from it 2011 less 1995.'),
        code='line = pull[distance.ABROAD]\nanswer_4 = line[2011] - line[1995]',
        why="From −1.45 (with home sales) to −0.60 (abroad) most of the step is the home sales, not the years. In one column it is −0.654 to −0.597.",
        praise="0.058, a little more than our 0.05, with an interval that holds zero: no clear change. Comparing two questions makes a large one of it.",
    ),
    Exercise(
        "4.2.5", "LO4.2.3", "your economy",
        for_economy=_way,
        economies=lambda: [c for c in WIOD if c != "ROW"],
        misconceptions=(
            Misconception("all buyers alike", _alike,
                          "Each buyer counts alike here. Weigh the ways by what is sold over them."),
            Misconception("what it buys", _bought, "This is the way of what the economy buys. `sold` has what it sells."),
            Misconception("gross exports", lambda code: _way(code, "gross_exports"), "You weighed by gross exports. Asked is value added."),
        ),
        neighbours=lambda code: {"the year 1995": _way(code, year=1995), "the year 2003": _way(code, year=2003)},
        decimals=0,
        steps=("A mean with weights: each way times what goes over it, added up, over all that goes.",
               '`(sold["km"] * sold["value_added"]).sum()` over `sold["value_added"].sum()`.'),
        code='sold = distance.sold_abroad(mine)\nworth = sold["value_added"]\nanswer_5 = (sold["km"] * worth).sum() / worth.sum()',
        why="Kilometres weighted by dollars: buyers that take much count much. Buyers inside the rest of the world are left out.",
        praise="Now draw it over the years, for {economy}. A longer mean way does not say that distance counts less: far buyers may simply have grown.",
    ),
    Exercise(
        "4.2.6", "LO4.2.4", "open",
        steps=("Take the side of one place first: what do its firms lose if they leave, and who else must leave for it to pay?",
               "Move `kept` in the last explorer: at which value does nothing have to tip? Then say which of the two your place is like."),
        rubric=(
            "Says that networks replace places, or that they do not, without the model.",
            "Names what a firm loses and what it gains, with one number from the explorer.",
            "Finds a setting where a push is too small and one where it is enough, and says why.",
            "Does this, sets it against the evidence on distance, and says what the model leaves out: firms differ, places can fall apart, nobody has measured its numbers.",
        ),
        model_answer="With a network worth 2 and a place worth 1.5, five pushed places of ten bring nobody along, six bring all others: a plan "
        "for one city alone would be wasted. If firms keep 70 % of what the place gives, none has to be pushed, and the network adds to the cluster and does "
        "not replace it. The evidence is nearer to that: from 1995 to 2011 no clear loss of distance's pull is seen, and for services by wire, which "
        "feel it less, no clear change. But the numbers of the model are made up, its firms are all in one trade, and a place that is left does not come back.",
    ),
)  # fmt: skip
