"""Checks of lesson 2.3."""

from __future__ import annotations

from functools import cache

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
def _lost(region: str, year: int) -> float:
    m = datasets.mrio(year)
    lost = shocks.final_demand_falls(m, {"USA": 0.1})["lost"].groupby("region").sum()[region]
    return float(lost / m.va[m.rows(region)].sum())


@cache
def _concentrated(region: str, year: int) -> float:
    flows = value_added_trade(datasets.mrio(year)).loc[[region]]
    return float(shocks.concentration(flows.drop(columns=[region, "ROW"])).iloc[0])


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
        steps=("Who sells nearly half of the value added it exports to one buyer?",),
        code='answer_1 = "Mexico"',
        praise="Mexico: about 12 % of all it earns ends in American final demand.",
    ),
    Exercise(
        "2.3.2", "LO2.3.1", "compute",
        expected=lambda: _mexico_falls()["share"],
        misconceptions=(
            Misconception("gross exports", lambda: _mexico_falls()["gross"],
                          "This takes gross exports to the United States: they hold parts that others made, and some go on elsewhere."),
            Misconception("everything, not a tenth", lambda: _mexico_falls()["all"],
                          "This is the loss if all American final demand vanished. It falls by a tenth."),
            Misconception("final goods only", lambda: _mexico_falls()["final"],
                          "These are only the final goods Mexico sells there. Mexican parts inside American products are lost too."),
        ),
        neighbours=lambda: {"the year 2010": _lost("MEX", 2010), "Canada": _lost("CAN", 2011), "China": _lost("CHN", 2011)},
        decimals=4,
        steps=("`shocks.final_demand_falls(m, {\"USA\": 0.1})`, add up Mexico's losses, divide by Mexico's value added.",),
        code='answer_2 = lost[m.rows("MEX")].sum() / m.va[m.rows("MEX")].sum()',
        praise="A bit over one per cent of everything Mexico earns, before anyone has reacted.",
    ),
    Exercise(
        "2.3.3", "LO2.3.2", "bug hunt",
        expected=lambda: _partners()["right"],
        misconceptions=(
            Misconception("home is no partner", lambda: _partners()["home"],
                          "Mexico itself is still among the buyers, and it buys most. Partners are the others."),
            Misconception("the largest share", lambda: _partners()["largest"],
                          "This is the share of the largest buyer. The index adds up the squares of all shares."),
        ),
        neighbours=lambda: {"the year 2010": _concentrated("MEX", 2010), "Canada": _concentrated("CAN", 2011), "China": _concentrated("CHN", 2011)},
        decimals=2,
        steps=("Drop the columns \"MEX\" and \"ROW\" first, then `shocks.concentration`.",),
        code='answer_3 = shocks.concentration(flows.loc[["MEX"]].drop(columns=["MEX", "ROW"])).iloc[0]',
        praise="Close to a half: as concentrated as if Mexico had two equal buyers. China's index is a quarter of it.",
    ),
    Exercise(
        "2.3.4", "LO2.3.3", "open",
        rubric=(
            "A good answer names who gains and who pays when inputs are made at home (here recipes and prices do not change, so nobody pays: "
            "that is the model's weakness), asks whether the home input costs more, and says what evidence could settle it.",
        ),
    ),
)  # fmt: skip
