"""What moves when a bloc lowers a border, besides income: trade, places along the chain, technology (lesson 3.1)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import cooperation, gravity
from helpers.classification import name
from helpers.datasets import kept
from helpers.position import upstreamness
from helpers.tables import agreements
from helpers.tables.technology import HIGH_TECHNOLOGY_TEACHING
from helpers.trade_model import Counterfactual, TradeModel
from helpers.value_added import content_of_exports


def one_product(m: TradeModel, buyer: str, seller: str, industry: str) -> pd.Series:
    """One product that a buyer takes from home and from one seller, all other origins left out: the numbers of the base year.

    spending (both origins, tariff included, billions of the model's unit), share (the seller's part of it), tariff
    (fraction) and elasticity. Raises TradeModelError for a region the model has not.
    """
    n, i, j = m.region(buyer), m.region(seller), m.industries.index(industry)
    home, abroad = m.pi[n, [n, i], j] * m.expenditure[n, j] / 1e9
    known = {"spending": home + abroad, "share": abroad / (home + abroad), "tariff": m.tariff[n, i, j]}
    return pd.Series(known | {"elasticity": m.elasticity[j]}, name=industry)


def lower_one_tariff(product: pd.Series, tariffs) -> pd.DataFrame:
    """What a tariff does to one product of `one_product`, one row a tariff (fraction): the model's own equations, two origins.

    price (before = 100), home and abroad (what buyers pay for products of each origin) and revenue, in billions. Costs of
    both makers and what buyers spend on the product are held. Source: Caliendo and Parro (2015).
    """
    tariff = np.asarray(tariffs, dtype=float)
    spending, share, before, theta = product[["spending", "share", "tariff", "elasticity"]]
    border = (1 + tariff) / (1 + before)
    offers = 1 - share + share * border**-theta
    abroad = spending * share * border**-theta / offers
    table = {
        "price": 100 * offers ** (-1 / theta),
        "home": spending - abroad,
        "abroad": abroad,
        "revenue": abroad * tariff / (1 + tariff),
    }
    return pd.DataFrame(table, pd.Index(tariff, name="tariff"))


def trade_moved(found: Counterfactual, members: list[str]) -> pd.DataFrame:
    """Change of each member's purchases from the other members, from outsiders and at home, in the model's unit."""
    m = found.model
    m.bloc(members)
    change = (found.sales - m.sales).sum(axis=2)
    inside = np.isin(m.regions, members)
    rows = {}
    for c in members:
        n = m.region(c)
        home = np.arange(m.G) == n
        rows[c] = (change[n, inside & ~home].sum(), change[n, ~inside].sum(), change[n, n])
    return pd.DataFrame(rows, ["from members", "from outsiders", "at home"]).T.rename_axis("region")


def share_of(value_added: pd.DataFrame, industries: list[str]) -> pd.Series:
    """Some industries' part of all value added, % by region."""
    return value_added[industries].sum(axis="columns") / value_added.sum(axis="columns") * 100


def high_technology_share(value_added: pd.DataFrame) -> pd.Series:
    """Chemicals, machinery, electronics and vehicles in value added, % by region (teaching industries)."""
    return share_of(value_added, HIGH_TECHNOLOGY_TEACHING)


def industries_moved(found: Counterfactual, members: list[str]) -> pd.DataFrame:
    """Change of the parts of high technology and of mining in members' value added, in points (teaching industries)."""
    kinds = {"high technology": HIGH_TECHNOLOGY_TEACHING, "mining": ["mining"]}
    before, after = found.model.value_added, found.value_added
    return pd.DataFrame({k: share_of(after, i) - share_of(before, i) for k, i in kinds.items()}).loc[members]


def step_by_step(m: TradeModel, after: np.ndarray, region: str, steps: int = 10) -> pd.DataFrame:
    """A region's change of real income (%) when tariffs are cut bit by bit, by share of the whole cut (%).

    first order: Caliendo and Parro's sum, taken over the whole cut so far; exact: income over prices.
    """
    rows, solved = {}, None
    for share in np.linspace(0, 1, steps + 1):
        solved = m.counterfactual(m.tariff + share * (after - m.tariff), start=solved)
        first = solved.welfare_first_order.at[region, "welfare"]
        rows[share * 100] = {"first order": first, "exact": (solved.welfare[region] - 1) * 100}
    return pd.DataFrame(rows).T


def by_who_cuts(m: TradeModel, after: np.ndarray, members: tuple[str, ...]) -> pd.DataFrame:
    """Change of each member's real income, %, when one member alone cuts its tariffs on the others (rows: who cuts).

    Last row: all cut at once; the rows need not add up to it, because one cut changes what the next is worth.
    """
    rows, places = {}, {c: m.region(c) for c in members}
    for who in members:
        tariff = m.tariff.copy()
        others = [places[c] for c in members if c != who]
        tariff[places[who], others] = after[places[who], others]
        rows[f"{name(who)} alone"] = m.counterfactual(tariff).welfare
    rows["all three"] = m.counterfactual(after).welfare
    return (pd.DataFrame(rows).T[list(members)] - 1) * 100


def two_channels(m: TradeModel, members: list[str], cheaper: float = 0.05) -> pd.DataFrame:
    """What members gain, % of real income: without tariffs among them, and with trade among them cheaper by a fraction."""
    found = {words: m.counterfactual(**policy) for words, policy in _channels(m, members, cheaper).items()}
    return pd.DataFrame({words: (f.welfare - 1) * 100 for words, f in found.items()}).loc[members]


def worth_together(m: TradeModel, members: list[str], cheaper: float = 0.05) -> pd.DataFrame:
    """The same gains added up over the members, billions of the model's unit: elasticities as given, and 4 everywhere."""
    models = {"elasticities as given": m, "4 everywhere": m.with_elasticity(4.0)}
    channels = _channels(m, members, cheaper)
    return pd.DataFrame({
        case: {words: cooperation.gains(n.counterfactual(**policy))[members].sum() / 1e9 for words, policy in channels.items()}
        for case, n in models.items()
    })  # fmt: skip


def _channels(m: TradeModel, members: list[str], cheaper: float) -> dict[str, dict]:
    return {
        "tariffs abolished": {"tariff": m.tariffs_cut(members)},
        f"trade {cheaper * 100:.0f} % cheaper": {"iceberg": m.costs_cut(members, cheaper)},
    }


def opening_game(m: TradeModel, after: np.ndarray, players: list[str]) -> cooperation.Game:
    """The game of a bloc whose members cut tariffs to ``after`` on each other: gains in billions of the model's unit."""
    game = cooperation.bloc_game(m, players, lambda s: {"tariff": np.where(m.bloc(s), after, m.tariff)})
    return cooperation.Game(players, lambda coalition: game.value(coalition) / 1e9)


@kept
def political_ties() -> pd.DataFrame:
    """Gravity: what goes with an agreement and with one point of affinity in votes, % of trade: value, low, high (95 %)."""
    pairs = agreements.gravity_panel()
    found = {words: gravity.estimate(pairs, flow) for flow, words in gravity.FLOWS.items()}
    rows = {f"{words}: {term}": g.percent(term) for words, g in found.items() for term in ("agreement", "affinity")}
    return pd.DataFrame(rows).T.set_axis(["value", "low", "high"], axis="columns")


def along_the_chain(found: Counterfactual) -> pd.DataFrame:
    """By region before and after, (measure, when) in columns: where an economy stands and what it lives from.

    foreign share of exports (%), upstreamness of exports (steps to final users), high technology in value added (%).
    """
    out = {}
    for when, solved in (("before", found.model.counterfactual()), ("after", found)):
        table = solved.to_mrio()
        content = content_of_exports(table)
        sold = table.exports.sum(axis=1)
        steps = np.asarray(upstreamness(table)) * sold
        out["foreign share of exports", when] = content["foreign"] / content["exports"] * 100
        out["upstreamness of exports", when] = pd.Series(table.by_region(steps) / table.by_region(sold), table.regions)
        out["high technology", when] = high_technology_share(solved.value_added)
    table = pd.DataFrame(out)
    return table[sorted(table.columns, key=lambda c: (c[0], c[1] == "after"))]
