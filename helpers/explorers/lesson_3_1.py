"""Explorers of lesson 3.1."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import cooperation, trade_model, worlds
from helpers.classification import E11, name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import charts
from helpers.figures import lesson_3_1 as figures
from helpers.tables import borders
from helpers.trade_model import Counterfactual

MEASURES = {
    "welfare": "real income (exact)",
    "first order": "real income (first-order approximation)",
    "wage": "real wage",
}
OUTCOMES = {"welfare": "real income, %", "high": "high technology in value added, points"}
_SHORT = {"as given": "as estimated by industry", "half": "half of them", "twice": "twice them"}


@explorer(
    id="3.1a",
    title="One product, two economies, one tariff (1993)",
    question="Who pays less, who sells more, and what is left of the tariff revenue?",
    controls={"cut": Slider(0, 100, 50, 10, label="the tariff is cut by, %")},
)
def one_tariff(cut: int):
    """Mexico's tariff on textiles of the United States: price, purchases and revenue."""
    product = borders.one_product(worlds.world_1993(), "MEX", "USA", "Textile")
    curve = borders.lower_one_tariff(product, product["tariff"] * np.linspace(1, 0, 41))
    now = borders.lower_one_tariff(product, [product["tariff"] * (1 - cut / 100)])
    row, before = now.iloc[0], curve.iloc[0]
    saved = product["spending"] * (1 - row["price"] / 100)
    lost = round(before["revenue"] - row["revenue"], 2)
    treasury = f"{abs(lost):.2f} billion {'less' if lost > 0 else 'more'}" if lost else "about as much"
    words = (
        f"The tariff stays at {product['tariff'] * 100:.1f} %: the price, the purchases and a revenue of {before['revenue']:.2f} billion USD stay too."
        if not cut
        else f"With the tariff at {now.index[0] * 100:.1f} % the price is {row['price']:.1f} (before: 100). Of {product['spending']:.1f} billion USD, "
        f"buyers pay {row['abroad']:.1f} for textiles of the United States (before: {before['abroad']:.1f}). They need {saved:.2f} billion less for the "
        f"same use; the treasury takes {treasury}. Costs and spending are held."
    )
    return figures.one_tariff(curve, now), words


def _shown(change: pd.Series, members: list[str], most: int = 9) -> list[str]:
    """Members (the most moved ones, if many) and the two outsiders each that win and lose most, largest first."""
    inside = change[[c for c in members if c != "ROW"]]
    inside = inside.loc[inside.abs().nlargest(most).index]
    outside = change.drop([*members, "ROW"], errors="ignore").sort_values()
    ends = pd.concat([outside.head(2), outside.tail(2)]) if len(outside) > 3 else outside
    return list(pd.concat([inside, ends]).sort_values(ascending=False).index)


def _frame(changes: list[pd.Series], members: list[str]) -> tuple[list[str], tuple[float, float]]:
    """Rows and ends of the axis that serve several settings: those of the last one, wide enough for all."""
    rows = _shown(changes[-1], members)
    values = pd.concat([c[rows] for c in changes])
    return rows, (min(float(values.min()), 0.0), max(float(values.max()), 0.0))


@cache
def _tariffs_cut(bloc: str, cut: int) -> Counterfactual:
    m = worlds.world_1993()
    return m.counterfactual(m.tariffs_cut(worlds.blocs(1993)[bloc][1], cut / 100))


def _measured(found: Counterfactual, measure: str) -> pd.Series:
    if measure == "first order":
        return found.welfare_first_order["welfare"]
    return ((found.welfare if measure == "welfare" else found.real_wage) - 1) * 100


@cache
def _tariff_frame(bloc: str, measure: str) -> tuple[list[str], tuple[float, float]]:
    return _frame([_measured(_tariffs_cut(bloc, cut), measure) for cut in (50, 70, 100)], worlds.blocs(1993)[bloc][1])


@explorer(
    id="3.1b",
    title="Lower a tariff (1993)",
    question="Is more always better for every member? Compare the exact gain with its first-order approximation.",
    controls={
        "bloc": Choice({k: v[0] for k, v in worlds.blocs(1993).items()}, "nafta", label="tariffs fall among"),
        "cut": Slider(0, 100, 100, 10, label="by, %"),
        "measure": Choice(MEASURES, "welfare", label="show"),
    },
    budget=1.0,  # a world is solved anew for each move to a new place
)
def lower_a_tariff(bloc: str, cut: int, measure: str):
    """Who gains when members of a bloc cut their tariffs of 1993 on each other."""
    words, members = worlds.blocs(1993)[bloc]
    found = _tariffs_cut(bloc, cut)
    change = _measured(found, measure).round(9) + 0.0
    rows, limits = _tariff_frame(bloc, measure)
    losers, top = int((change[members] < -0.0005).sum()), change[members].idxmax()
    said = f"{losers or 'none'} of {len(members)} members {'loses' if losers < 2 else 'lose'}, {name(top)} gains most"
    title = f"Tariffs among {words} cut {cut} %: {said if cut else 'nothing moves'}"
    fig = charts.bars(
        change[rows], title, figures.MODEL_1993, f"change of {MEASURES[measure]}, %", decimals=3, strong=members, note="dark: members; rows in the order of the full cut", limits=limits,
    )  # fmt: skip
    money = cooperation.gains(found)[members].sum() / 1e9
    if not cut:
        return (
            fig,
            f"No tariff among {words} is cut, so nothing changes: neither {MEASURES[measure]} nor anybody's income.",
        )
    return fig, (
        f"Tariffs among {words} cut by {cut} %, {MEASURES[measure]}: from {change[members].min():+.3f} % to {change[members].max():+.3f} % among members. "
        f"Together they gain {money:+.1f} billion USD of 1993 (exact). Model."
    )


@cache
def _crossing(bloc: str, cut: int, case: str) -> Counterfactual:
    m = worlds.world_2022(case)
    return m.counterfactual(iceberg=m.costs_cut(worlds.blocs(2022)[bloc][1], cut / 100))


def _moved(found: Counterfactual, outcome: str) -> pd.Series:
    if outcome == "welfare":
        return (found.welfare - 1) * 100
    return borders.high_technology_share(found.value_added) - borders.high_technology_share(found.model.value_added)


@cache
def _crossing_frame(bloc: str, outcome: str, case: str) -> tuple[list[str], tuple[float, float]]:
    return _frame([_moved(_crossing(bloc, cut, case), outcome) for cut in (10, 20, 30)], _strong(bloc))


def _strong(bloc: str) -> list[str]:
    """Whom to show: the members, or the E11 where everyone is one."""
    members = worlds.blocs(2022)[bloc][1]
    return members if len(members) < worlds.world_2022().G else E11


@explorer(
    id="3.1c",
    title="Lower the cost of crossing (2022)",
    question="Who gains most? Who moves towards high technology, who away from it? Does the elasticity decide?",
    controls={
        "bloc": Choice({k: v[0] for k, v in worlds.blocs(2022).items()}, "e11", label="trade gets cheaper among"),
        "cut": Slider(0, 30, 10, label="by, %"),
        "outcome": Choice(OUTCOMES, "welfare", label="show"),
        "case": Choice({k: _SHORT.get(k, k) for k in trade_model.CASES}, "as given", label="elasticities"),
    },
    budget=1.0,  # a world is solved anew for each move to a new place
)
def lower_the_cost_of_crossing(bloc: str, cut: int, outcome: str, case: str):
    """Who gains and who moves when trade inside a bloc gets cheaper (iceberg costs)."""
    words, members = worlds.blocs(2022)[bloc]
    strong = _strong(bloc)
    change = _moved(_crossing(bloc, cut, case), outcome).round(9) + 0.0
    rows, limits = _crossing_frame(bloc, outcome, case)
    up = int((change[strong] > 0.005).sum())
    ends = "s" if up == 1 else ""
    verb = f"gain{ends}" if outcome == "welfare" else f"move{ends} towards high technology"
    everyone = "" if strong is members else " E11 economies"
    title = f"Trade {cut} % cheaper among {words}: " + (
        f"{up} of {len(strong)}{everyone} {verb}" if cut else "nothing moves"
    )
    fig = charts.bars(
        change[rows], title, figures.MODEL_2022, f"change of {OUTCOMES[outcome]}", decimals=2, strong=strong,
        note=f"dark: {'E11' if everyone else 'members'}; grey: outsiders who win and lose most at a cut of 30 %; rows in that order", limits=limits,
    )  # fmt: skip
    if not cut:
        return (
            fig,
            f"Trade among {words} costs what it did, so nothing changes. Move the second control to make it cheaper.",
        )
    low, high = change[strong].idxmin(), change[strong].idxmax()
    return fig, (
        f"Trade {cut} % cheaper among {words}, elasticities {_SHORT.get(case, case)}: {OUTCOMES[outcome]} changes from {change[low]:+.2f} "
        f"({name(low)}) to {change[high]:+.2f} ({name(high)}). Model."
    )
