"""Do lower costs of trade reach the poor? The world of 2023 with 190 economies and one sector, opened (lesson 3.2)."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from helpers import worlds
from helpers.datasets import kept
from helpers.equilibrium import Counterfactual
from helpers.tables import corners

ELASTICITIES = (2.97, 4.0, 8.94)  # published: lowest and highest of Giri, Yi and Yilmazkuday 2018, Simonovska and Waugh 2014
RATIOS = (1.5, 2.0, 2.5)  # output over GDP: a tenth of the 80 economies of 2022 lies below 1.7, a tenth above 2.4
DEFICITS = ("held", "closed")
CENTRAL = (4.0, worlds.OUTPUT_RATIO, "held")
PARTS = ("own border", "suppliers' borders", "terms of trade", "switching", "imbalance")


@kept
def economies() -> pd.DataFrame:
    """Name, income group and population of the 190 economies of the model, by code."""
    return corners.economies(2023).loc[worlds.world_2023().regions, ["name", "income_group", "population"]]


def gains(found: Counterfactual) -> pd.DataFrame:
    """What an opening brings each economy: name, income_group, percent (of real income) and per_head (USD of 2023)."""
    table = economies()
    change = found.welfare - 1
    money = change * found.model.income * 1e6
    return table.assign(percent=change * 100, per_head=money / table["population"]).drop(columns="population")


def by_group(found: Counterfactual) -> pd.DataFrame:
    """Gains of the four income groups: economies, losers (counts), percent (of the economy in the middle), together (of the
    group's income, %), per_head (USD, over all its people).
    """
    table = gains(found).assign(population=economies()["population"], income=found.model.income * 1e6)
    table["money"] = table["per_head"] * table["population"]
    each = table.groupby("income_group")
    total = each[["money", "income", "population"]].sum()
    out = pd.DataFrame({
        "economies": each.size(), "losers": each["percent"].apply(lambda p: int((p < 0).sum())), "percent": each["percent"].median(),
        "together": total["money"] / total["income"] * 100, "per_head": total["money"] / total["population"],
    })  # fmt: skip
    return out.loc[corners.GROUPS]


def cases(policy: str, cut: float = 0.1, together: bool = False) -> pd.DataFrame:
    """Gain of each income group (columns, %) under 18 sets of choices: (elasticity, output over GDP, deficits).

    Of its middle economy, or of all its income (``together``), in which large economies count for more.
    """
    return _cases(policy, cut).xs(together, level="together", axis="columns")


@kept
def _cases(policy: str, cut: float) -> pd.DataFrame:
    """Both ways to count in columns (together, income group), each of the 18 cases solved once."""
    group, rows = worlds.groups_2023(), {}
    for choices in product(ELASTICITIES, RATIOS, DEFICITS):
        found = worlds.opened_2023(policy, cut, *choices)
        income, percent = found.model.income, (found.welfare - 1) * 100
        all_income = (percent * income).groupby(group).sum() / income.groupby(group).sum()
        each = pd.DataFrame({False: percent.groupby(group).median(), True: all_income}).loc[corners.GROUPS]
        rows[choices] = each.unstack()
    table = pd.DataFrame(rows).T.rename_axis(["elasticity", "output over GDP", "deficits"])
    return table.rename_axis(["together", "income_group"], axis="columns")


@kept
def bands(cut: float = 0.1) -> pd.DataFrame:
    """Middle gain (%) by opening and income group: low, central, high over the 18 sets of choices of `cases`."""
    found = {policy: cases(policy, cut) for policy in worlds.OPENINGS}
    rows = {
        (policy, group): {"low": table[group].min(), "central": table.at[CENTRAL, group], "high": table[group].max()}
        for policy, table in found.items() for group in corners.GROUPS
    }  # fmt: skip
    return pd.DataFrame(rows).T.rename_axis(["policy", "income_group"])


@kept
def reach(cut: float = 0.1) -> pd.DataFrame:
    """Gain of low income less that of high income (value, points) in 36 sets of choices of each opening, in words.

    The 18 of `cases`, for the middle economy and for the groups' income together. policy, together; agrees: low income
    gains more. What rich economies are not part of reaches them less by construction.
    """
    out = []
    for (policy, words), together in product(worlds.OPENINGS.items(), (False, True)):
        table = cases(policy, cut, together)
        gap = (table[corners.GROUPS[0]] - table[corners.GROUPS[-1]]).to_numpy()
        counted = "all income" if together else "middle economy"
        said = [f"{words}, {counted}, elasticity {t:g}, output {r:g} × GDP, deficits {d}" for t, r, d in table.index]
        out.append(pd.DataFrame({"value": gap, "policy": policy, "together": together, "agrees": gap > 0}, said))
    return pd.concat(out)


def parts(found: Counterfactual) -> pd.DataFrame:
    """Why an economy gains what it gains: log change of real income in five parts that add up to ``all``, %, by economy.

    own border: its imports get cheaper, at the shares of the base year. suppliers' borders: so do the inputs of those it
    buys from, itself among them. terms of trade: its wage against theirs. switching: it buys more of what has got cheaper
    (the rest of the real wage). imbalance: what it spends beyond its wages buys more or less. For a model of one sector;
    the first three are the model's price equations to first order, given the wages of the solved case.
    """
    m = found.model
    pi, share = m.pi[:, :, 0], float(m.value_added_share[0, 0])
    price, wage = np.log(found.price.to_numpy()[:, 0]), np.log(found.wage.to_numpy())
    # what each buyer would pay after the policy alone: the new shares say what got cheaper
    border = (pi * np.log(_iceberg(found))).sum(axis=1)
    chains = np.linalg.inv(np.eye(m.G) - (1 - share) * pi)
    own, all_borders = -border, -chains @ border
    terms = wage - share * chains @ pi @ wage
    real = wage - price
    welfare = np.log(found.welfare.to_numpy())
    told = [own, all_borders - own, terms, real - all_borders - terms, welfare - real]
    return pd.DataFrame(dict(zip(PARTS, told, strict=True)), m.labels).assign(all=welfare) * 100


def _iceberg(found: Counterfactual) -> np.ndarray:
    """The change of iceberg costs of a solved case, from its shares: π′ / π = (κ c / P)^−θ; 1 where nothing is bought."""
    m = found.model
    pi, now = m.pi[:, :, 0], found.trade_share[:, :, 0]
    grown = np.divide(now, pi, out=np.ones_like(pi), where=pi > 0)
    price, cost = found.price.to_numpy()[:, 0], found.cost.to_numpy()[:, 0]
    kappa = grown ** (-1 / m.elasticity[0]) * price[:, None] / cost
    return np.where(pi > 0, kappa, 1.0)


def why(found: Counterfactual) -> pd.DataFrame:
    """Parts of the gain (rows as `parts`, %) averaged over the middle half of each income group (columns): economies whose gain
    lies between its quarters, so that no single one decides (the Gambia sells more than it makes).
    """
    table, group = parts(found), worlds.groups_2023()
    low, high = (table["all"].groupby(group).transform("quantile", q) for q in (0.25, 0.75))
    inside = (table["all"] >= low) & (table["all"] <= high)
    return table[inside].groupby(group[inside]).mean().T[corners.GROUPS]


def covered(found: Counterfactual) -> pd.DataFrame:
    """How open economies are and how much of it an opening covers, middle of each income group, %.

    imports: from abroad, of spending; together: the same of all the group's spending; covered: of these imports, part that
    gets cheaper; first order: log cut × imports that get cheaper × output over GDP.
    """
    m = found.model
    pi, cheaper = m.pi[:, :, 0], _iceberg(found)
    abroad = 1 - np.diag(pi)
    border = -(pi * np.log(cheaper)).sum(axis=1)
    part = (pi * (np.abs(np.log(cheaper)) > 1e-9)).sum(axis=1)
    table = pd.DataFrame({"imports": abroad, "covered": part / abroad, "first order": border / m.value_added_share[:, 0]}, m.labels)  # fmt: skip
    group, spent = worlds.groups_2023(), m._series(m.expenditure[:, 0])
    out = table.groupby(group).median()
    out.insert(1, "together", (table["imports"] * spent).groupby(group).sum() / spent.groupby(group).sum())
    return out.loc[corners.GROUPS] * 100


@kept
def brought_out(policy: str, cut: float = 0.1, elasticity: float = CENTRAL[0], ratio: float = CENTRAL[1], deficit: str = CENTRAL[2]) -> pd.Series:
    """Whether an opening takes poor economies out of the darkest fourth by exports: counts before, and of those who leave.

    poor: economies of low income in the model; dark: of these, in the darkest fourth of exports; left: of these, no longer
    there after; entered: those who fall into it; share before and after: the group's part of world exports, %. Pairs that do not trade never begin to.
    """
    found = worlds.opened_2023(policy, cut, elasticity, ratio, deficit)
    m, poor = found.model, (worlds.groups_2023() == corners.GROUPS[0]).to_numpy()
    when = {}
    for name, sales in (("before", m.sales), ("after", found.sales)):
        flows = sales[:, :, 0] * (1 - np.eye(m.G))
        exports = flows.sum(axis=0)
        dark = corners.standing(pd.Series(exports, m.labels)).to_numpy() < corners.DARK
        when[name] = dark, exports[poor].sum() / exports.sum() * 100
    dark, later = when["before"][0] & poor, when["after"][0] & poor
    return pd.Series({
        "poor": int(poor.sum()), "dark": int(dark.sum()), "left": int((dark & ~later).sum()), "entered": int((later & ~dark).sum()),
        "share before": when["before"][1], "share after": when["after"][1],
    }, name=policy)  # fmt: skip


@kept
def outs() -> pd.DataFrame:
    """How many of the dark economies of low income leave the darkest fourth, % (value), under 60 sets of choices in words.

    Choices: five openings, by 10 or 30 %, three elasticities, deficits held or closed; less those who fall into it. policy,
    cut; agrees: more than half of them leave. A model's answer: pairs that do not trade never begin to.
    """
    rows = {}
    for (policy, words), cut, theta, deficit in product(worlds.OPENINGS.items(), (0.1, 0.3), ELASTICITIES, DEFICITS):
        told = brought_out(policy, cut, theta, CENTRAL[1], deficit)
        net = (told["left"] - told["entered"]) / told["dark"] * 100
        rows[f"{words}, {cut:.0%} cheaper, elasticity {theta:g}, deficits {deficit}"] = {"value": net, "policy": policy, "cut": cut}
    table = pd.DataFrame(rows).T.astype({"value": float, "cut": float})
    return table.assign(agrees=table["value"] > 50)
