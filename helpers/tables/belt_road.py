"""The Belt and Road: what cheaper trade is worth to members and others, who pays, and what both sides say (lesson 4.3)."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from helpers import cooperation, datasets, worlds
from helpers.classification import MANUFACTURING
from helpers.datasets import kept
from helpers.tables import change, reach
from helpers.trade_model import CASES, Counterfactual

LISTS = {"initial": "the first list (2013-17)", "january_2020": "the list of January 2020"}
# published falls of trade costs (de Soyres and others 2020, abstract): members on average, low and high; the most along a corridor
CUTS = {0.015: "1.5 % (members' average, low)", 0.028: "2.8 % (members' average, high)", 0.102: "10.2 % (most along a corridor)"}  # fmt: skip
LOW, HIGH, CORRIDOR = CUTS
BEFORE, AFTER = (2008, 2013), (2014, 2021)
LEAST = 0.05  # billion USD of loans below which an economy is not asked about
YEARS, INTEREST = 20, 0.04  # a loan's years and interest where debt service is set beside gains: our choice


ELASTICITIES = (4.0, 2.97, 8.94)  # of the world of 190: one number for all, the published ones of `CASES`


def _world(case, wide: bool):
    """The world of 80 economies with their industries (2022), or wide: of 190, one sector, goods only (2023)."""
    return worlds.world_2023(case) if wide else worlds.world_of_80(case)


def cases(wide: bool = False) -> list:
    """Elasticities that are tried in a world, the central one first."""
    return list(ELASTICITIES) if wide else [k for k in CASES if k in ("as given", "half", "twice") or k.startswith("4 ")]


def members(which: str = "january_2020", wide: bool = False) -> list[str]:
    """China and the members of a list among the 80 economies of 2022, or the 190 of 2023.

    The lists hold no date of joining and miss Hong Kong and Chinese Taipei.
    """
    return list(_members(which, wide))


@cache
def _members(which: str, wide: bool) -> tuple[str, ...]:
    listed = datasets.load("belt_and_road").set_index("region")[which]
    known = _world(cases(wide)[0], wide).regions
    return tuple(c for c in known if c == "CHN" or listed.get(c, 0) == 1)


def other_names() -> dict[str, str]:
    """Names of the 190 economies of the wide world by code, as the World Bank has them."""
    return dict(_other_names())


@cache
def _other_names() -> dict[str, str]:
    return reach.economies()["name"].to_dict()


@cache
def opened(cut: float = HIGH, which: str = "january_2020", case=None, wide: bool = False) -> Counterfactual:
    """Trade among members gets cheaper by a fraction, for all pairs alike. case: elasticities, the central ones if not given."""
    m = _world(cases(wide)[0] if case is None else case, wide)
    if cut == 0:
        return m.counterfactual()
    less = max((c for c in CUTS if c < cut), default=0.0)  # the next smaller published cut: a start that is near
    near = opened(less, which, case, wide) if less and cut in CUTS else None
    return m.counterfactual(iceberg=m.costs_cut(members(which, wide), cut), start=near)


@kept
def gains(cut: float = HIGH, which: str = "january_2020", wide: bool = False) -> pd.DataFrame:
    """Change of real income, %, by economy: low, central, high over the sets of elasticities; group; billion (central, USD a year).

    group: China, member, outsider; the rest of the world is left out.
    """
    found = pd.DataFrame({k: (opened(cut, which, k, wide).welfare - 1) * 100 for k in cases(wide)})
    table = pd.DataFrame({"low": found.min(axis=1), "central": found.iloc[:, 0], "high": found.max(axis=1)})
    table["billion"] = cooperation.gains(opened(cut, which, None, wide)) / 1e3
    inside = members(which, wide)
    table["group"] = ["China" if c == "CHN" else "member" if c in inside else "outsider" for c in table.index]
    return table.drop(index="ROW", errors="ignore")


@kept
def by_group() -> pd.DataFrame:
    """How members, China and outsiders fare under every list, cut and set of elasticities in both worlds (42 rows).

    Columns: gain (members who gain, number), of; members but China, China, outsiders (billion USD a year), lose (outsiders who lose), out.
    """
    rows = {}
    for wide, which, cut in product((False, True), LISTS, CUTS):
        inside = members(which, wide)
        for case in cases(wide):
            worth = cooperation.gains(opened(cut, which, case, wide)).drop("ROW", errors="ignore") / 1e3
            others, out = worth[[c for c in inside if c != "CHN"]], worth.drop(inside)
            rows[190 if wide else 80, which, cut, case] = {
                "gain": (others > 0).sum(), "of": len(others), "members but China": others.sum(), "China": worth["CHN"],
                "outsiders": out.sum(), "lose": (out < 0).sum(), "out": len(out),
            }  # fmt: skip
    return pd.DataFrame(rows).T.rename_axis(index=["economies", "list", "cut", "elasticities"])


# published for the world (the same abstract): trade costs of all pairs on average, members' among them, beside those of members
WORLD = {LOW: 0.011, HIGH: 0.022}


@kept
def others_too(wide: bool = True) -> pd.DataFrame:
    """What becomes of outsiders if trade with and among them gets cheaper as well, list of January 2020.

    Index: cut (members), others (every other pair: nothing, 0.1, 0.25 %, the world's published average), elasticities. The
    world's average holds the members' pairs, so what is left for others is less. Columns: lose and out (outsiders, number),
    outsiders, members but China, China (billion USD a year), as in `by_group`.
    """
    rows, inside = {}, members(wide=wide)
    for (cut, world), case in product(WORLD.items(), cases(wide)):
        m, near = _world(case, wide), opened(cut, case=case, wide=wide)
        for less in (0.0, 0.001, 0.0025, world):
            costs = np.where(m.bloc(inside), 1 - cut, 1 - less * ~np.eye(m.G, dtype=bool)[:, :, None])
            near = m.counterfactual(iceberg=costs, start=near)
            worth = cooperation.gains(near).drop("ROW", errors="ignore") / 1e3
            out = worth.drop(inside)
            rows[cut, less, case] = {
                "lose": (out < 0).sum(), "out": len(out), "outsiders": out.sum(),
                "members but China": worth[[c for c in inside if c != "CHN"]].sum(), "China": worth["CHN"],
            }  # fmt: skip
    table = pd.DataFrame(rows).T.rename_axis(index=["cut", "others", "elasticities"])
    return table.astype({"lose": int, "out": int})


def part_of_income(wide: bool = True) -> float:
    """China's part of the income of all members of the list of January 2020, itself among them, %."""
    m = _world(cases(wide)[0], wide)
    earned = pd.Series(np.ravel(m.labour_income), m.regions)
    return float(earned["CHN"] / earned[members(wide=wide)].sum() * 100)


@kept
def debts(first: int = AFTER[0], last: int = AFTER[1], aid: bool = False) -> pd.Series:
    """Chinese official finance committed to each economy in some years, billion USD of 2021; aid (grants, soft loans) left out or not.

    data/chinese_finance.csv: other and vague. Commitments, not money paid out, and not only infrastructure.
    """
    table = datasets.load("chinese_finance")
    chosen = table[table["year"].between(first, last)]
    kinds = ["other", "vague", *["aid"] * aid]
    return (chosen[kinds].sum(axis=1).groupby(chosen["region"]).sum() / 1e3).rename("debt")


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
def who_pays(cut: float = HIGH, which: str = "january_2020", interest: float = 0.0, wide: bool = True, aid: bool = False) -> pd.DataFrame:  # fmt: skip
    """Members that took Chinese loans in 2014-2021: debt (billion USD of 2021), gain a year (billion USD), years to pay back.

    years with the central elasticities; quick and slow: with those that give the highest and the lowest gain. aid: as in `debts`. China is left
    out; members without loans on record are not listed.
    """
    inside = [c for c in members(which, wide) if c != "CHN"]
    worth = pd.DataFrame({k: cooperation.gains(opened(cut, which, k, wide)) / 1e3 for k in cases(wide)}).loc[inside]
    table = pd.DataFrame({"debt": debts(aid=aid).reindex(inside), "gain": worth.iloc[:, 0]}).dropna()
    table = table[table["debt"] > LEAST]
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
    """Do most members with loans gain more a year than they owe a year? value: % of them; agrees: more than half (42 rows).

    Choices: the world, both lists, the three published cuts, sets of elasticities; owed: a loan over 20 years at 4 %.
    """
    rows = {}
    for wide, (which, words), cut in product((False, True), LISTS.items(), CUTS):
        debt = debts().reindex([c for c in members(which, wide) if c != "CHN"]).dropna()
        debt = debt[debt > LEAST]
        for case in cases(wide):
            worth = cooperation.gains(opened(cut, which, case, wide)) / 1e3
            key = f"{190 if wide else 80} economies, {words}, {cut * 100:.1f} % cheaper, {_theta(case)}"
            rows[key] = (worth[debt.index] > service(debt)).mean() * 100
    return change.specifications(rows, above=50)


def _theta(case) -> str:
    if isinstance(case, float):
        return f"θ = {case:g}"
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
    means and medians, two spans before and after, the longer one also without 2009 (when 40 billion went to Russia), with
    and without Russia and Venezuela, the two largest (24 rows).
    """
    table = datasets.load("chinese_finance")
    table = table.assign(total=table[["aid", "other", "vague"]].sum(axis=1) / 1e3)
    spans = ((BEFORE, AFTER, None), (BEFORE, AFTER, 2009), ((2009, 2013), (2014, 2018), None))
    rows = {}
    for which, words in LISTS.items():
        listed = datasets.load("belt_and_road").set_index("region")[which]
        for left, said in (((), ""), (("RUS", "VEN"), ", without Russia and Venezuela")):
            part = table[~table["region"].isin(left)]
            inside = part["region"].map(listed).fillna(0).astype(bool)
            wide = part.groupby(["year", inside])["total"].sum().unstack()
            for how, (before, after, year) in product(("mean", "median"), spans):
                early = wide.loc[slice(*before)].drop(index=[year], errors="ignore")
                grown = wide.loc[slice(*after)].agg(how) / early.agg(how)
                key = f"{words}, {how}, {before[0]}-{before[1] % 100} to {after[0]}-{after[1] % 100}"
                rows[f"{key}{f' without {year}' if year else ''}{said}"] = {"value": grown[True] / grown[False], "members": grown[True]}
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
        return value_added[list(MANUFACTURING)].sum(axis=1) / value_added.sum(axis=1) * 100

    return (part(found.value_added) - part(found.model.value_added))[members(which)].rename("points")


@kept
def both_readings() -> pd.DataFrame:
    """What supporters and critics can say of the same numbers, a row a question: both sentences with their number, in words."""
    groups, loans, at_four = by_group(), who_pays(), who_pays(interest=INTEREST)
    lent, money = finance_choices(), finance_by_membership()
    now = groups.loc[(190, "january_2020", HIGH, ELASTICITIES[0])]
    also = others_too().loc[(HIGH, WORLD[HIGH], ELASTICITIES[0])]
    parts = now["China"] / (now["members but China"] + now["China"]) * 100
    early = gains(HIGH, wide=True)
    poorest = early.loc[early["group"] == "member", "central"].min()
    after = money.loc[slice(*AFTER)].sum()
    rows = {
        "who gains": (
            f"all {int(now['of'])} members but China, {now['members but China']:.0f} billion USD a year; {int(also['lose'])} of {int(also['out'])} "
            f"outsiders lose if their trade gets {WORLD[HIGH] * 100:.1f} % cheaper too",
            f"{int(now['lose'])} of {int(now['out'])} outsiders lose if nothing gets cheaper for them; one member gains {poorest:.1f} %",
        ),
        "China's part": (
            f"the others get {100 - parts:.0f} % of the gain, with {100 - part_of_income():.0f} % of the members' GDP",
            f"China gets {parts:.0f} %, more than any other member",
        ),
        "the loans": (
            f"{(loans['years'] <= 20).sum()} of {len(loans)} members can pay them out of 20 years' gain",
            f"at 4 % interest {int(np.isinf(at_four['years']).sum())} never can",
        ),
        "finance": (
            f"members got {after['members']:.0f} billion USD in 2014-2021",
            f"it grew, and more than for others, in only {lent['agrees'].sum()} of {len(lent)} choices",
        ),
    }  # fmt: skip
    return pd.DataFrame(rows, ["supporters", "critics"]).T
