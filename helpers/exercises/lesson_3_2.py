"""Checks of lesson 3.2."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import classification, worlds
from helpers.exercises import Exercise, Misconception
from helpers.tables import corners, east_asia, rungs

LOW = corners.GROUPS[0]


def _held(table: str = "ICIO") -> int:
    row = corners.left_out().loc[(table, LOW)]
    return int(row["economies"] - row["outside"])


def _word(count: int) -> str:
    return {0: "none", 1: "one", 9: "nine", 24: "twenty-four"}.get(count, str(count))


@cache
def _buyers(code: str = "NPL", least: float = 10.0, year: int = 2023) -> int:
    return int(corners.buyers(year, least)[code])


@cache
def _suppliers(code: str = "NPL", least: float = 10.0) -> int:
    return int((corners.goods(2023) >= least).sum()[code])


@cache
def _dark(off: str = "size", group: str | None = LOW) -> tuple[int, int]:
    """How many of a group (or all) stand in the darkest fourth by exports, and of how many known."""
    place = corners.place(2023, "exports", off)
    known = corners.economies(2023)["income_group"].reindex(place.index)
    here = place[known == group] if group else place
    return int((here < corners.DARK).sum()), len(here)


def _part(off: str = "size", group: str | None = LOW) -> float:
    dark, known = _dark(off, group)
    return dark / known


@cache
def _gain(code: str, cut: float = 0.1) -> float:
    return float((worlds.opened_2023("everyone", cut).welfare[code] - 1) * 100)


@cache
def _guess(code: str, cut: float = 0.1) -> float:
    m = worlds.world_2023()
    n = m.region(code)
    return float(cut * (1 - m.pi[n, n, 0]) * worlds.OUTPUT_RATIO * 100)


def _chosen() -> list[str]:
    """Economies that can be chosen in 0.1 and are in this world (Chinese Taipei is not)."""
    known = classification.regions().index
    return [c for c in worlds.world_2023().regions if c in known]


@cache
def _in_effect(code: str = "KOR", year: int = 2016) -> float:
    """The effective number of suppliers of one buyer of goods in East Asia."""
    share = east_asia.among("goods", year)[code]
    share = share / share.sum()
    return float(1 / (share**2).sum())


@cache
def _customers(code: str = "KOR", year: int = 2016) -> float:
    share = east_asia.among("goods", year).loc[code]
    share = share / share.sum()
    return float(1 / (share**2).sum())


@cache
def _concentration() -> float:
    return 1 / _in_effect()


@cache
def _by_the_largest() -> float:
    share = east_asia.among("goods", 2016)["KOR"]
    return float(share.sum() / share.max())


@cache
def _inside(which: str = "initial") -> np.ndarray:
    """How alike members' exports are, every pair and each member with itself."""
    fit = rungs.fit("similarity", 2022)
    group = [c for c in rungs.members(which) if c in fit.index]
    return fit.loc[group, group].to_numpy()


@cache
def _sellers() -> float:
    return float((east_asia.among("goods", 2016)["KOR"] > 0).sum())


def _apart(table: np.ndarray) -> float:
    """The mean over pairs of two different economies."""
    n = len(table)
    return float((table.sum() - np.trace(table)) / (n * (n - 1)))


@cache
def _among(which: str = "initial") -> float:
    return _apart(_inside(which))


@cache
def _everybody() -> float:
    return _apart(rungs.fit("similarity", 2022).to_numpy())


EXERCISES = (
    Exercise(
        "3.2.1", "LO3.2.1", "predict",
        expected=lambda: _word(_held()),
        misconceptions=(
            Misconception("a fair part of the table", lambda: _word(round(25 * 79 / 217)),
                          "That would be their part if a table of 80 were drawn blindly. Tables are made where statistics offices measure what each industry buys."),
            Misconception("nearly all of them", lambda: _word(25 - _held()), "That is how many are *outside*. Ask how many are in."),
            Misconception("none at all", lambda: _word(_held("ADB")), "So it is in WIOD and in ADB. The newest table is a little better."),
        ),
        steps=("A table of industries needs a statistics office that measures what each industry buys. Who has one?",
               "In WIOD and ADB it is none. ICIO holds the OECD's members and others that work with it."),
        code='answer_1 = "one"',
        why="Only the Democratic Republic of the Congo, in the edition of 2025. In WIOD and ADB there is none. What these tables say of the poor, they say of "
        "lower middle income at best.",
        praise="One, the Democratic Republic of the Congo. The darkest corners are those that our tables do not see.",
    ),
    Exercise(
        "3.2.2", "LO3.2.1", "change",
        expected=_buyers,
        misconceptions=(
            Misconception("sellers, not buyers", _suppliers, "These are the economies that sell to Nepal. Rows are sellers: add up along the row, `axis=1`."),
            Misconception("threshold not changed", lambda: _buyers(least=1.0), "That is the count at 1 million, as in the remark. Change the number behind `>=`."),
            Misconception("any trade at all", lambda: _buyers(least=1e-9), "This counts every buyer, however little it buys."),
        ),
        neighbours=lambda: {"100 million": _buyers(least=100.0), "Madagascar": _buyers("MDG")},
        steps=("What in the line is the threshold? Its unit is million USD.",
               '`goods >= 10` is True where the flow is that large; `.sum(axis=1)` counts along each row, `["NPL"]` picks Nepal\'s.'),
        code='answer_2 = (goods >= 10).sum(axis=1)["NPL"]',
        why="True counts as 1: the sum of a row is the number of buyers that pass the threshold.",
        praise="The count hangs on the threshold: that is why it is swept below.",
    ),
    Exercise(
        "3.2.3", "LO3.2.2", "write",
        expected=_part,
        misconceptions=(
            Misconception("unknown taken for bright", lambda: _dark()[0] / _dark("nothing")[1],
                          "Four of the 24 have no GDP, so nobody knows their size: they are neither dark nor bright. Divide by those that are known."),
            Misconception("before size", lambda: _part("nothing"), "This is the fraction as they are. The question is about `sized`."),
            Misconception("people alone", lambda: _part("people"),
                          "This takes off people alone. `sized` has what goes with GDP taken off, too."),
            Misconception("all economies", lambda: _part("size", None), "This is the fraction of all economies, a fourth by construction. Keep those of low income only."),
            Misconception("the bright ones", lambda: 1 - _part(), "This fraction stands outside the darkest fourth: `<`, not `>=`."),
        ),
        neighbours=lambda: {"lower middle income": _part("size", "Lower middle income"), "high income": _part("size", "High income")},
        steps=("First line: True for those of `low` whose place is below 25. How many of the 24 are in `low`?",
               "`dark_ones = sized[low] < 25`; the mean of True and False is the fraction of True among those that are there: `.mean()`."),
        code="dark_ones = sized[low] < 25\nanswer_3 = dark_ones.mean()",
        why="`after_size` needs GDP, which four of the 24 lack. `dark_ones` holds the 20 that are known: 7 of them are dark, 7 / 20 = 0.35. Divided by 24, the unknown "
        "ones count as bright.",
        praise="About a third, where a blind draw gives a fourth: with 20 economies that may be chance. As they are it was half; off people alone it is 18 of 20.",
    ),
    Exercise(
        "3.2.4", "LO3.2.3", "your economy",
        for_economy=_gain,
        economies=_chosen,
        misconceptions=(
            Misconception("factor, not per cent", lambda code: float(worlds.opened_2023("everyone", 0.1).welfare[code]),
                          "This is the factor, new over old. Take off 1, then times 100."),
            Misconception("the first guess", _guess, "This is the guess, cut × imports × output over GDP. The question is about the exact gain: `open_.welfare`."),
            Misconception("the real wage", lambda code: float((worlds.opened_2023("everyone", 0.1).real_wage[code] - 1) * 100),
                          "This is the real wage. Income also holds what an economy spends beyond what it earns: `open_.welfare`."),
        ),
        neighbours=lambda code: {"20 % cheaper": _gain(code, 0.2), "5 % cheaper": _gain(code, 0.05)},
        decimals=2,
        steps=("Take one factor from `open_.welfare`, by its code.",
               "`open_.welfare` has factors by code; `mine` is a code, so no quotation marks. A change in per cent is (factor − 1) × 100."),
        code="mine = economy(m.regions)\nanswer_4 = (open_.welfare[mine] - 1) * 100",
        why="The factor of one economy, less 1, times 100. It is more than the first guess where suppliers get cheaper too, and less where the economy's own "
        "products get cheap beside what it buys.",
        praise="Now compare it with the first guess, and draw it among those of its income group.",
    ),
    Exercise(
        "3.2.5", "LO3.2.4", "write",
        expected=_in_effect,
        misconceptions=(
            Misconception("customers, not suppliers", _customers,
                          "This is Korea's row: to whom it sells. What it buys stands in its column, `X`."),
            Misconception("the concentration itself", _concentration,
                          "Below 1: the sum of the squares. How many equal suppliers would have this sum? Turn it upside down."),
            Misconception("by the largest only", _by_the_largest,
                          "This counts how often the largest part goes into the whole. All suppliers count, each with its square."),
            Misconception("all who sell anything", _sellers,
                          "This counts everyone who sells anything, a crumb like a half. The effective number weighs them."),
        ),
        neighbours=lambda: {"the year 1984": _in_effect("KOR", 1984), "Japan": _in_effect("JPN"), "China": _in_effect("CHN")},
        decimals=2,
        steps=("First the parts: a column over its own sum. Then one number from all of them.",
               "`share = column / column.sum()`. If n suppliers bring 1/n each, the squares add up to 1/n: so take one over the sum of `share**2`."),
        code='share = asian["KOR"] / asian["KOR"].sum()\nanswer_5 = 1 / (share**2).sum()',
        why="A column divided by its sum gives each supplier's part of what Korea buys in the region. Equal parts of n suppliers have squares that add "
        "up to 1/n; one over the sum of squares is therefore the number of equal suppliers that would be as uneven.",
        praise="Korea buys as if from two and a half equal suppliers, of seven there are. In 1984 it was one and a half: four fifths came from Japan.",
    ),
    Exercise(
        "3.2.6", "LO3.2.5", "bug hunt",
        expected=_among,
        misconceptions=(
            Misconception("each with itself", lambda: float(_inside().mean()),
                          "This still compares each member with itself: take the diagonal out of the sum and of the count."),
            Misconception("taken out of the sum only", lambda: float((_inside().sum() - np.trace(_inside())) / _inside().size),
                          "The diagonal has left the sum but is still counted: there are n × (n − 1) pairs, not n × n."),
            Misconception("taken out of the count only", lambda: float(_inside().sum() / (len(_inside()) * (len(_inside()) - 1))),
                          "The count is right, but the sum still holds the diagonal: take `np.trace` off."),
            Misconception("all economies", _everybody,
                          "This is the mean over all 80 economies, which random groups have on average. Keep to the members in `alike`."),
        ),
        neighbours=lambda: {"the list of January 2020": _among("january_2020"), "the core list": _among("core")},
        decimals=1,
        steps=("What stands on the diagonal of such a table, and is it a pair?",
               "`np.trace` adds up a table's diagonal. Among `many` members there are `many * (many - 1)` pairs of two."),
        code="many = len(alike)\nanswer_6 = (alike.sum() - np.trace(alike)) / (many * (many - 1))",
        why="On the diagonal each member meets itself, and nobody is more like it: 100. So the mean of the whole table is too high. "
        "Random groups must be measured in the same way, or the comparison is worth nothing.",
        praise="Nearly two points less than your colleague's. Random groups of 31 have 47.2 on average, and 90 of 100 lie between 42.9 and 51.6: nothing unusual.",
    ),
    Exercise(
        "3.2.7", "LO3.2.3", "open",
        steps=("Which number matters to you: per cent, dollars a head, or how many leave the darkest fourth? Say why before you look.",
               "Compare two openings with that number. Who pays for a border that costs less, and who is not in the file at all?"),
        model_answer="I would open the whole world to the sales of the low-income economies. Their middle economy gains 0.70 %, less than the 3.26 % when "
        "everyone opens, but 10 dollars a head go to them and hardly any elsewhere, and two of nine leave the darkest fourth instead of none. Against it: the gain "
        "comes from higher wages beside their suppliers', so it hangs on the elasticity; the model has no new partners, no roads to be paid, and four of the "
        "poorest are not in it.",
        rubric=(
            "Names an opening.",
            "Names an opening and one number of the model for it.",
            "Compares two openings by a number chosen before, and names who gains little.",
            "Does this, says which part of the gain decides, and what the model leaves out: new partners, who pays, economies without data.",
        ),
    ),
)  # fmt: skip
