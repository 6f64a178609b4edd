"""Checks of lesson 2.3."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import datasets, shocks
from helpers.exercises import Exercise, Misconception
from helpers.value_added import value_added_trade


@cache
def _mexico_falls() -> dict[str, float]:
    m = datasets.mrio(2011)
    lost = shocks.final_demand_falls(m, {"USA": 0.1})["lost"].groupby("region").sum()["MEX"]
    earned = m.va[m.rows("MEX")].sum()
    gross = 0.1 * m.exports[m.rows("MEX"), m.region("USA")].sum()
    return {
        "share": float(lost / earned),
        "gross": float(gross / earned),
        "all": float(10 * lost / earned),
        "final": float(0.1 * m.Y[m.rows("MEX"), m.region("USA")].sum() / earned),
        "first": float(0.1 * (m.v * m.Y[:, m.region("USA")])[m.rows("MEX")].sum() / earned),
    }


@cache
def _partners() -> dict[str, float]:
    flows = value_added_trade(datasets.mrio(2011)).loc[["MEX"]]
    abroad = flows.drop(columns=["MEX", "ROW"])
    return {
        "right": float(shocks.concentration(abroad).iloc[0]),
        "home": float(shocks.concentration(flows.drop(columns="ROW")).iloc[0]),
        "largest": float((abroad / abroad.sum(axis=1).iloc[0]).max(axis=1).iloc[0]),
    }


@cache
def _lost(region: str, year: int, buyer: str = "USA") -> float:
    m = datasets.mrio(year)
    lost = shocks.final_demand_falls(m, {buyer: 0.1})["lost"].groupby("region").sum()[region]
    return float(lost / m.va[m.rows(region)].sum())


@cache
def _concentrated(region: str, year: int) -> float:
    flows = value_added_trade(datasets.mrio(year)).loc[[region]]
    return float(shocks.concentration(flows.drop(columns=[region, "ROW"])).iloc[0])


@cache
def _flows(year: int = 2011) -> pd.DataFrame:
    return value_added_trade(datasets.mrio(year))


def _abroad(code: str, year: int = 2011) -> float:
    """Per cent of an economy's value added that buyers abroad finally use."""
    row = _flows(year).loc[code]
    return float((1 - row[code] / row.sum()) * 100)


def _bought_abroad(code: str) -> float:
    column = _flows()[code]
    return float((1 - column[code] / column.sum()) * 100)


@cache
def _taiwan(buyer: str = "CHN") -> float:
    m = datasets.mrio(2011)
    return float(0.1 * m.Y[m.rows("TWN"), m.region(buyer)].sum() / m.va[m.rows("TWN")].sum())


EXERCISES = (
    Exercise(
        "2.3.1", "LO2.3.1", "predict",
        expected=lambda: "Mexico",
        misconceptions=(
            Misconception("the largest seller", lambda: "China",
                          "China sells the United States most in dollars, but China is large: the question is the share of its own value added."),
            Misconception("the most open", lambda: "Korea",
                          "Korea is very open, but its buyers are spread over the world."),
            Misconception("in America", lambda: "Brazil",
                          "Near on the map is not near in trade: Brazil sells little of its value added there."),
        ),
        steps=("The share asks two things: how much an economy sells abroad, and how much of that goes to this one buyer.",
               "Who sells more than half of the value added it exports to one buyer?"),
        code='answer_1 = "Mexico"',
        why="A large seller can lose many dollars and feel little. Mexico's value added is less than a fifth of China's, and most of what it "
        "sells abroad ends in the United States.",
        praise="Mexico: about 12 % of all it earned in 2011 ends in American final demand, and 19 % in 2022.",
    ),
    Exercise(
        "2.3.2", "LO2.3.1", "fill",
        expected=lambda: _mexico_falls()["share"],
        anew=_lost,
        misconceptions=(
            Misconception("gross exports", lambda: _mexico_falls()["gross"],
                          "This takes gross exports to the United States: they hold parts that others made, and some go on elsewhere."),
            Misconception("everything, not a tenth", lambda: _mexico_falls()["all"],
                          "This is the loss if all American final demand vanished. It falls by a tenth."),
            Misconception("final goods only", lambda: _mexico_falls()["final"],
                          "These are only the final goods Mexico sells there. Mexican parts inside American products are lost too."),
            Misconception("the first round only", lambda: _mexico_falls()["first"],
                          "This is the first round, `m.v * fall`: what makers of final goods lose. `m.solve` adds what their suppliers lose, round after round."),
        ),
        neighbours=lambda: {"the year 2010": _lost("MEX", 2010), "Canada": _lost("CAN", 2011), "China": _lost("CHN", 2011)},
        decimals=4,
        steps=("Both blanks hold the same code. Whose entries do you want to add up, above the line and below it?",
               "The sum of the losses in Mexico's rows, over the sum of value added in the same rows."),
        code='answer_2 = lost[m.rows("MEX")].sum() / m.va[m.rows("MEX")].sum()',
        why="`m.rows` picks Mexico's 22 industries out of 902 entries, in `lost` as in `m.va`. Their losses over their value added is what share "
        "of Mexico's income hangs on this tenth.",
        praise="A bit over one per cent of everything Mexico earns, all rounds of suppliers counted; the first round alone is a fifth of it.",
    ),
    Exercise(
        "2.3.3", "LO2.3.1", "write",
        expected=lambda: _lost("TWN", 2011, "CHN"),
        anew=lambda code, year: _lost(code, year, "CHN"),
        misconceptions=(
            Misconception("the United States", lambda: _lost("TWN", 2011),
                          "This is the loss when the United States cut their demand. The buyer that falls is China."),
            Misconception("China's own loss", lambda: _lost("CHN", 2011, "CHN"),
                          "This is what China itself loses. Ask for the rows of Chinese Taipei, above and below the line."),
            Misconception("final goods only", _taiwan,
                          "These are only the final goods sold there. Parts inside Chinese products are lost too: use the function's losses."),
        ),
        neighbours=lambda: {"the year 2010": _lost("TWN", 2010, "CHN"), "Korea": _lost("KOR", 2011, "CHN"), "Japan": _lost("JPN", 2011, "CHN")},
        decimals=4,
        steps=("First line: the call above with another buyer, and the name `loss`. Second line: what you did for Mexico, with another code.",
               "`loss[code]` picks an economy's industries. Sum of its losses over the sum of `m.va` in its rows, which `m.rows(code)` gives."),
        code=(
            'loss = shocks.final_demand_falls(m, {"CHN": 0.1})["lost"]\n'
            'answer_3 = loss["TWN"].sum() / m.va[m.rows("TWN")].sum()'
        ),
        why="The function does what the three lines at the top did. The same loss over the same kind of whole makes economies comparable: this "
        "one can be held against Mexico's.",
        praise="About one per cent, nearly what Mexico loses when the United States cut, though no land border is shared; most of it is in parts.",
    ),
    Exercise(
        "2.3.4", "LO2.3.2", "bug hunt",
        expected=lambda: _partners()["right"],
        anew=_concentrated,
        misconceptions=(
            Misconception("home is no partner", lambda: _partners()["home"],
                          "Mexico itself is still among the buyers, and it buys most. Partners are the others."),
            Misconception("the largest share", lambda: _partners()["largest"],
                          "This is the share of the largest buyer. The index adds up the squares of all shares."),
        ),
        neighbours=lambda: {"the year 2010": _concentrated("MEX", 2010), "Canada": _concentrated("CAN", 2011), "China": _concentrated("CHN", 2011)},
        decimals=2,
        steps=("Who are the columns of `flows`? Two of them are no single partner abroad.",
               "Leave two columns out of Mexico's row with `.drop(columns=[…])`, before `shocks.concentration` and `.iloc[0]` as in the colleague's line."),
        code='answer_4 = shocks.concentration(flows.loc[["MEX"]].drop(columns=["MEX", "ROW"])).iloc[0]',
        why="Squares make the largest share count most, and the largest buyer of what Mexico earns is Mexico. The rest of the world is many "
        "buyers added up, which would count as one.",
        praise="Close to a half: as concentrated as if Mexico had two equal buyers. China's index is a quarter of it.",
    ),
    Exercise(
        "2.3.5", "LO2.3.1", "your economy",
        for_economy=_abroad,
        misconceptions=(
            Misconception("what stays at home", lambda code: 100 - _abroad(code),
                          "This is what buyers at home use. The rest is asked for."),
            Misconception("the column", _bought_abroad,
                          "You went down the column: this is the part of what your economy *buys* that others earn. What it earns stands in its row."),
        ),
        neighbours=lambda code: {"the year 2010": _abroad(code, 2010), "the year 2009": _abroad(code, 2009)},
        decimals=1,
        steps=("The row of your economy holds all it earns, by who finally buys. One cell of it is home.",
               "`flows.loc[mine, mine]` is home, `flows.loc[mine].sum()` is all. One less the first over the second, times 100."),
        code=(
            "mine = economy(m.regions)\n"
            "answer_5 = (1 - flows.loc[mine, mine] / flows.loc[mine].sum()) * 100"
        ),
        why="The model is linear: a tenth less of somebody's final demand costs a tenth of what that buyer holds. So the row of `flows` already "
        "says what hangs on whom.",
        praise="That much of what {economy} earns hangs on buyers abroad. A tenth of it is lost if they all cut a tenth.",
    ),
    Exercise(
        "2.3.6", "LO2.3.3", "open",
        steps=("Who did this work before? And what does the model say about the price of the home input?",
               "Name the gain and who pays for it, the assumption that hides the cost, and a number that could settle the matter."),
        model_answer="The experiment moves a tenth of imported inputs to Mexico and finds 1.4 % more value added, but recipes and prices stay fixed, so nobody "
        "pays: that is built in, not found. Suppliers abroad lose the work. If the home input costs more, Mexican exporters become dearer and "
        "sell less, and workers must be taken from other work. I would ask for prices of home and foreign inputs, and for what happened "
        "to exports in industries that had such a rule, before any law.",
        rubric=(
            "Says yes or no to the law, with the model's gain as the reason.",
            "Names who gains, and that suppliers abroad lose.",
            "Says that recipes and prices are fixed in the model, so that nobody pays, and asks whether the home input costs more.",
            "Does this, and names evidence that could settle it: prices, or what became of exports under such a rule.",
        ),
    ),
)  # fmt: skip
