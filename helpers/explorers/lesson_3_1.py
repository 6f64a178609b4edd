"""Explorers of lesson 3.1."""

from __future__ import annotations

import pandas as pd

from helpers import cooperation, trade_model, worlds
from helpers.classification import E11_IN_WIOD, name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import charts
from helpers.tables import borders

MEASURES = {
    "welfare": "real income (exact)",
    "first order": "real income (first-order approximation)",
    "wage": "real wage",
}
OUTCOMES = {"welfare": "real income, %", "high": "high technology in value added, points"}
_SHORT = {"as given": "as estimated by industry", "half": "half of them", "twice": "twice them"}


def _chosen(values: pd.Series, members: list[str], most: int = 9) -> pd.Series:
    """Members (the most moved ones, if many) and the two outsiders each that win and lose most, largest first."""
    inside = values[[c for c in members if c != "ROW"]]
    inside = inside.loc[inside.abs().nlargest(most).index]
    outside = values.drop([*members, "ROW"], errors="ignore").sort_values()
    ends = pd.concat([outside.head(2), outside.tail(2)]) if len(outside) > 3 else outside
    return pd.concat([inside, ends[~ends.index.duplicated()]]).sort_values(ascending=False)


@explorer(
    id="3.1a",
    title="Lower a tariff (1993)",
    question="Is more always better for every member? Compare the exact gain with its first-order approximation.",
    controls={
        "bloc": Choice({k: v[0] for k, v in worlds.blocs(1993).items()}, "nafta", label="tariffs fall among"),
        "cut": Slider(0, 100, 100, 10, label="by, %"),
        "measure": Choice(MEASURES, "welfare", label="show"),
    },
)
def lower_a_tariff(bloc: str, cut: int, measure: str):
    """Who gains when members of a bloc cut their tariffs of 1993 on each other."""
    words, members = worlds.blocs(1993)[bloc]
    m = worlds.world_1993()
    found = m.counterfactual(m.tariffs_cut(members, cut / 100))
    change = {
        "welfare": lambda: (found.welfare - 1) * 100,
        "first order": lambda: found.welfare_first_order["welfare"],
        "wage": lambda: (found.real_wage - 1) * 100,
    }[measure]()
    shown = _chosen(change.round(9) + 0.0, members)
    losers = (change[members] < -0.0005).sum()
    top = change[members].idxmax()
    title = f"Tariffs among {words} cut {cut} %: " + (
        "nothing moves"
        if not cut
        else f"{losers} of {len(members)} members {'loses' if losers == 1 else 'lose'}, {name(top)} gains most"
    )
    fig = charts.bars(
        shown.rename(index=name), title, "model of Caliendo and Parro (2015), their world of 1993, deficits closed",
        f"change of {MEASURES[measure]}, %", decimals=3, strong=[name(c) for c in members], note="dark: members",
    )  # fmt: skip
    money = cooperation.gains(found)[members].sum() / 1e9
    return fig, (
        f"Tariffs among {words} cut by {cut} %, {MEASURES[measure]}: from {change[members].min():+.3f} % to {change[members].max():+.3f} % among members. "
        f"Together they gain {money:+.1f} billion USD of 1993. Model, found in {found.iterations} rounds."
    )


@explorer(
    id="3.1b",
    title="Lower the cost of crossing (2011)",
    question="Who gains most? Who moves towards high technology, who away from it? Does the elasticity decide?",
    controls={
        "bloc": Choice({k: v[0] for k, v in worlds.blocs(2011).items()}, "e11", label="trade gets cheaper among"),
        "cut": Slider(0, 30, 10, label="by, %"),
        "outcome": Choice(OUTCOMES, "welfare", label="show"),
        "case": Choice({k: _SHORT.get(k, k) for k in trade_model.CASES}, "as given", label="elasticities"),
    },
)
def lower_the_cost_of_crossing(bloc: str, cut: int, outcome: str, case: str):
    """Who gains and who moves when trade inside a bloc gets cheaper (iceberg costs)."""
    words, members = worlds.blocs(2011)[bloc]
    m = worlds.world_2011(case)
    found = m.counterfactual(iceberg=m.costs_cut(members, cut / 100))
    if outcome == "welfare":
        change = (found.welfare - 1) * 100
    else:
        change = borders.high_technology_share(found.value_added) - borders.high_technology_share(m.value_added)
    strong = members if len(members) < m.G else E11_IN_WIOD
    shown = _chosen(change.round(9) + 0.0, strong)
    up = int((change[strong] > 0.005).sum())
    ends = "s" if up == 1 else ""
    verb = f"gain{ends}" if outcome == "welfare" else f"move{ends} towards high technology"
    title = f"Trade {cut} % cheaper among {words}: " + (
        "nothing moves" if not cut else f"{up} of {len(strong)}{'' if len(members) < m.G else ' E11 economies'} {verb}"
    )
    fig = charts.bars(
        shown.rename(index=name), title, "trade model on WIOD, 2013 release, 2011, teaching industries",
        f"change of {OUTCOMES[outcome]}", decimals=2, strong=[name(c) for c in strong], note="dark: members" if len(members) < m.G else "dark: E11",
    )  # fmt: skip
    return fig, (
        f"Trade {cut} % cheaper among {words}, elasticities {_SHORT.get(case, case)}: {OUTCOMES[outcome]} changes from {change[strong].min():+.2f} "
        f"({name(change[strong].idxmin())}) to {change[strong].max():+.2f} ({name(change[strong].idxmax())}). Model."
    )
