"""The Belt and Road: what cheaper trade is worth to members and others, who pays, and what both sides say (lesson 4.3)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import cooperation, datasets, worlds
from helpers.classification import MANUFACTURING
from helpers.datasets import kept
from helpers.tables import change
from helpers.trade_model import CASES, Counterfactual

LISTS = {"initial": "the first list (2013-17)", "january_2020": "the list of January 2020"}
# published falls of trade costs (de Soyres and others 2020, abstract): members on average, low and high; the most along a corridor
CUTS = {0.015: "1.5 % (members' average, low)", 0.028: "2.8 % (members' average, high)", 0.102: "10.2 % (most along a corridor)"}  # fmt: skip
LOW, HIGH, CORRIDOR = CUTS
BEFORE, AFTER = (2008, 2013), (2014, 2021)
YEARS, INTEREST = 20, 0.04  # a loan's years and interest where debt service is set beside gains: our choice


@cache
def members(which: str = "january_2020") -> list[str]:
    """China and the members of a list among the 80 economies of 2022. The lists have no dates within and miss Hong Kong and Taiwan."""
    listed = datasets.load("belt_and_road").set_index("region")[which]
    return [c for c in worlds.world_of_80().regions if c == "CHN" or listed.get(c, 0) == 1]


@cache
def opened(cut: float = HIGH, which: str = "january_2020", case: str = "as given") -> Counterfactual:
    """Trade among members gets cheaper by a fraction, for all pairs alike, in the world of 80 economies (2022)."""
    m = worlds.world_of_80(case)
    return m.counterfactual(iceberg=m.costs_cut(members(which), cut))


@kept
def gains(cut: float = HIGH, which: str = "january_2020") -> pd.DataFrame:
    """Change of real income, %, by economy: low, central, high over the sets of elasticities; group; billion (central, USD a year).

    group: China, member, outsider; the rest of the world is left out.
    """
    found = pd.DataFrame({case: (opened(cut, which, case).welfare - 1) * 100 for case in CASES})
    table = pd.DataFrame({"low": found.min(axis=1), "central": found["as given"], "high": found.max(axis=1)})
    table["billion"] = cooperation.gains(opened(cut, which)) / 1e3
    inside = members(which)
    table["group"] = ["China" if c == "CHN" else "member" if c in inside else "outsider" for c in table.index]
    return table.drop(index="ROW")


@kept
def by_group() -> pd.DataFrame:
    """How members, China and outsiders fare under every cut, list and set of elasticities (36 rows, in words).

    Columns: members who gain (number), of, members' gain and China's and outsiders' (billion USD a year), outsiders who lose, of.
    """
    rows = {}
    for which in LISTS:
        inside = members(which)
        for cut in CUTS:
            for case in CASES:
                worth = cooperation.gains(opened(cut, which, case)).drop("ROW") / 1e3
                others, out = worth[[c for c in inside if c != "CHN"]], worth.drop(inside)
                rows[which, cut, case] = {
                    "members who gain": int((others > 0).sum()), "of": len(others), "members": others.sum(),
                    "China": worth["CHN"], "outsiders": out.sum(), "outsiders who lose": int((out < 0).sum()),
                    "of outsiders": len(out),
                }  # fmt: skip
    return pd.DataFrame(rows).T.rename_axis(index=["list", "cut", "elasticities"])


@kept
def debts(first: int = AFTER[0], last: int = AFTER[1]) -> pd.Series:
    """Chinese official finance committed to each economy in some years, aid left out: billion USD of 2021.

    data/chinese_finance.csv: other and vague. Commitments, not money paid out, and not only infrastructure.
    """
    table = datasets.load("chinese_finance")
    chosen = table[table["year"].between(first, last)]
    return ((chosen["other"] + chosen["vague"]).groupby(chosen["region"]).sum() / 1e3).rename("debt")


def years_to_pay(debt, gain, interest: float = 0.0) -> np.ndarray:
    """Years in which a yearly gain pays a debt back: debt / gain without interest; never (inf) if the gain does not cover it.

    debt and gain in the same unit; interest: a fraction a year. With interest r: −ln(1 − r·debt/gain) / ln(1 + r).
    """
    debt, gain = np.asarray(debt, dtype=float), np.asarray(gain, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        if interest == 0:
            years = np.where(gain > 0, debt / gain, np.inf)
        else:
            left = 1 - interest * debt / gain
            years = np.where((gain > 0) & (left > 0), -np.log(np.where(left > 0, left, 1.0)) / np.log1p(interest), np.inf)
    return np.where(debt <= 0, 0.0, years)


@kept
def who_pays(cut: float = HIGH, which: str = "january_2020", interest: float = 0.0) -> pd.DataFrame:
    """Members that took Chinese loans in 2014-2021: debt (billion USD of 2021), gain a year (billion USD of 2022), years.

    years with the elasticities as given; quick and slow: with the sets that give the highest and the lowest gain. China is
    left out; members without loans on record are not listed.
    """
    inside = [c for c in members(which) if c != "CHN"]
    worth = pd.DataFrame({case: cooperation.gains(opened(cut, which, case)) / 1e3 for case in CASES}).loc[inside]
    table = pd.DataFrame({"debt": debts().reindex(inside), "gain": worth["as given"]}).dropna()
    table = table[table["debt"] > 0.05]
    low, high = worth.loc[table.index].min(axis=1), worth.loc[table.index].max(axis=1)
    table["quick"] = years_to_pay(table["debt"], high, interest)
    table["years"] = years_to_pay(table["debt"], table["gain"], interest)
    table["slow"] = years_to_pay(table["debt"], low, interest)
    return table.sort_values("years", kind="stable")


def service(debt, years: int = YEARS, interest: float = INTEREST):
    """Equal yearly payments on a debt (an annuity), in its unit."""
    return debt * interest / (1 - (1 + interest) ** -years)


@kept
def specifications() -> pd.DataFrame:
    """Do most members with loans gain more a year than they owe a year? value: % of them; agrees: more than half (36 rows).

    Choices: both lists, the three published cuts, six sets of elasticities; owed: a loan over 20 years at 4 %.
    """
    rows = {}
    for which, words in LISTS.items():
        for cut in CUTS:
            for case in CASES:
                worth = cooperation.gains(opened(cut, which, case)) / 1e3
                debt = debts().reindex([c for c in members(which) if c != "CHN"]).dropna()
                debt = debt[debt > 0.05]
                rows[f"{words}, {cut * 100:.1f} % cheaper, {_theta(case)}"] = (worth[debt.index] > service(debt)).mean() * 100  # fmt: skip
    return change.specifications(rows, above=50)


def _theta(case: str) -> str:
    return {"as given": "θ as given", "half": "θ halved", "twice": "θ doubled"}.get(case, f"θ = {case.split()[0]}")


@kept
def finance_by_membership(which: str = "initial") -> pd.DataFrame:
    """Chinese official finance committed a year to members of a list and to all others, billion USD of 2021, 2000-2021."""
    table = datasets.load("chinese_finance")
    listed = datasets.load("belt_and_road").set_index("region")[which]
    inside = table["region"].map(listed).fillna(0).astype(bool)
    total = table[["aid", "other", "vague"]].sum(axis=1) / 1e3
    groups = np.where(inside, "members", "others")
    return total.groupby([table["year"], groups]).sum().unstack().fillna(0.0).rename_axis(columns=None)


@kept
def finance_choices() -> pd.DataFrame:
    """Did finance to members grow more after 2013 than to others? value: growth over growth of others; agrees: members grew, and more.

    Yearly commitments after over before (means or medians of years), also members (growth of theirs). Choices: both lists,
    means and medians, two spans before and after, with and without Russia and Venezuela, the two largest.
    """
    table = datasets.load("chinese_finance")
    table = table.assign(total=table[["aid", "other", "vague"]].sum(axis=1) / 1e3)
    rows = {}
    for which, words in LISTS.items():
        listed = datasets.load("belt_and_road").set_index("region")[which]
        for left, said in (((), ""), (("RUS", "VEN"), ", without Russia and Venezuela")):
            part = table[~table["region"].isin(left)]
            inside = part["region"].map(listed).fillna(0).astype(bool)
            wide = part.groupby(["year", inside])["total"].sum().unstack()
            for how in ("mean", "median"):
                for before, after in (((2008, 2013), (2014, 2021)), ((2009, 2013), (2014, 2018))):
                    grown = wide.loc[slice(*after)].agg(how) / wide.loc[slice(*before)].agg(how)
                    key = f"{words}, {how}, {before[0]}-{before[1] % 100} to {after[0]}-{after[1] % 100}{said}"
                    rows[key] = {"value": grown[True] / grown[False], "members": grown[True]}
    out = pd.DataFrame(rows).T
    return out.assign(agrees=(out["value"] > 1) & (out["members"] > 1))


@kept
def factories(which: str = "january_2020", first: int = 2013, last: int = 2019) -> pd.DataFrame:
    """Manufacturing in GDP, %, of members and others in two years: points it moved, group (World Development Indicators).

    Economies of the shipped tables for which both years are published; China apart.
    """
    table = datasets.load("countries").pivot(index="region", columns="year", values="manufacturing_pct")
    known = table[[first, last]].dropna()
    listed = datasets.load("belt_and_road").set_index("region")[which]
    group = ["China" if c == "CHN" else "member" if listed.get(c, 0) == 1 else "outsider" for c in known.index]
    return pd.DataFrame({"first": known[first], "last": known[last], "change": known[last] - known[first], "group": group})  # fmt: skip


@kept
def factories_in_the_model(cut: float = HIGH, which: str = "january_2020") -> pd.Series:
    """Change of manufacturing's part of value added, points, by member (China first) when trade among them gets cheaper."""
    found = opened(cut, which)

    def part(value_added: pd.DataFrame) -> pd.Series:
        return value_added[MANUFACTURING_HERE].sum(axis=1) / value_added.sum(axis=1) * 100

    return (part(found.value_added) - part(found.model.value_added))[members(which)].rename("points")


MANUFACTURING_HERE = [
    "food", "textiles", "wood_paper", "petroleum", "chemicals", "rubber_minerals", "metals", "electronics", "machinery",
    "vehicles", "other_manufacturing",
]  # fmt: skip
