"""Stages of industrialisation along the Belt and Road, and whether they fit each other (lesson 3.2, part 3.2.2)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import GOODS, MANUFACTURING, concordance
from helpers.datasets import kept
from helpers.tables.technology import HIGH_TECHNOLOGY_TEACHING
from helpers.value_added import balassa, value_added_in_exports_by_industry

LISTS = {"initial": "the initial list", "january_2020": "the list of January 2020", "core": "the core list"}
RUNGS = ("early", "middle", "late")
RULES = {
    "income": "income group",
    "farming": "farming's part, 20 and 10 %",
    "farming, lower": "farming's part, 15 and 5 %",
    "factories": "manufacturing's part, 40 and 60 %",
    "strength": "kind of the strongest manufactures",
}
KINDS = ("labour-intensive", "capital-intensive", "technology-intensive")
YEARS = (2011, 2022)
DRAWS = 9999


def members(which: str = "initial") -> list[str]:
    """Partners of the Belt and Road on one of three undated lists (`LISTS`); China itself is on none. ValueError for another list."""
    if which not in LISTS:
        raise ValueError(f"There is no list {which!r}; there are {', '.join(LISTS)}.")
    table = datasets.load("belt_and_road")
    return table.loc[table[which] == 1, "region"].tolist()


# -- rungs -------------------------------------------------------------------------------------------------------------
@kept
def kinds_of_industry(year: int = 2005) -> pd.DataFrame:
    """The manufacturing industries (teaching) with capital's part of value added, %, and their kind (`KINDS`).

    Technology-intensive: the OECD's high and medium-high technology. The others: capital-intensive above the median of their capital
    shares, labour-intensive below. Capital share: the median over 40 economies of the mean over a teaching industry's parts.
    """
    table = datasets.load("capital_shares").query("year == @year")
    table = table.assign(industry=table["industry"].map(concordance("wiod2013")))
    share = table.groupby(["industry", "region"])["capital_share"].mean().groupby("industry").median() * 100
    share = share.reindex(list(MANUFACTURING))
    high = share.index.isin(HIGH_TECHNOLOGY_TEACHING)
    kind = np.where(high, KINDS[2], np.where(share > share[~high].median(), KINDS[1], KINDS[0]))
    return pd.DataFrame({"capital": share, "kind": kind})


@kept
def structure(year: int = 2022) -> pd.DataFrame:
    """What economies earn and sell abroad: by economy (rest of the world left out), columns (what, industry), million USD.

    What: value added, earned (value added in own exports by industry of origin), exports and imports (gross, by product).
    2011: 40 economies (WIOD); 2022: 80 (ICIO).
    """
    m = datasets.mrio(year)
    at = lambda v: pd.DataFrame(np.asarray(v).reshape(m.G, m.N), m.regions, m.industries)  # noqa: E731
    parts = {
        "value added": at(m.va),
        "earned": at(value_added_in_exports_by_industry(m)),
        "exports": at(m.exports.sum(axis=1)),
        "imports": pd.DataFrame(m.exports.reshape(m.G, m.N, m.G).sum(axis=0).T, m.regions, m.industries),
    }
    return pd.concat(parts, axis=1).drop("ROW")


def _strength(year: int) -> pd.Series:
    """Kind of manufactures (0, 1, 2) in which an economy is strongest: the highest Balassa index of value added in exports."""
    earned = structure(year)["earned"][list(MANUFACTURING)].clip(lower=0.0)
    kinds = earned.T.groupby(kinds_of_industry()["kind"]).sum().T[list(KINDS)]
    return pd.Series(balassa(kinds).to_numpy().argmax(axis=1), earned.index)


@kept
def rungs(rule: str = "income", year: int = 2022) -> pd.Series:
    """The rung of each economy, 0 (early), 1 (middle) or 2 (late), by one of `RULES`; missing where the rule has no number.

    income: the World Bank's groups (extract of 2025): low and lower middle, upper middle, high. farming: agriculture's part of value added
    above 20 %, 10 to 20, below 10 (lower: 15 and 5), cuts ours, for shares that fall as in Syrquin and Chenery 1989. factories: manufacturing's part of
    value added in agriculture, mining and manufacturing: below 40 %, 40 to 60, above. strength: the kind of `KINDS` in which it
    is strongest. Raises ValueError for another rule.
    """
    if rule not in RULES:
        raise ValueError(f"There is no rule {rule!r}; there are {', '.join(RULES)}.")
    earned = structure(year)["value added"]
    if rule == "income":
        group = datasets.load("economies").drop_duplicates("region").set_index("region")["income_group"]
        order = {"Low income": 0, "Lower middle income": 0, "Upper middle income": 1, "High income": 2}
        found = group.reindex(earned.index).map(order)
        found.loc[found.index == "TWN"] = 2  # the World Bank leaves Chinese Taipei out; its income is high
    elif rule == "strength":
        found = _strength(year)
    elif rule == "factories":
        share = earned[list(MANUFACTURING)].sum(axis=1) / earned[list(GOODS)].sum(axis=1) * 100
        found = pd.Series(np.digitize(share, (40, 60)), earned.index)
    else:
        share = earned["agriculture"] / earned.sum(axis=1) * 100
        upper, lower = (20, 10) if rule == "farming" else (15, 5)
        found = pd.Series(2 - np.digitize(share, (lower, upper), right=True), earned.index)
    return found.astype(float).rename("rung")


@kept
def on_rungs(which: str = "initial", year: int = 2022) -> pd.DataFrame:
    """Members on each rung (rows) under each rule (columns), and how many the year's table knows."""
    known = [c for c in members(which) if c in structure(year).index]
    found = {words: rungs(rule, year)[known].value_counts() for rule, words in RULES.items()}
    return pd.DataFrame(found).reindex(range(3)).fillna(0).astype(int).set_axis(list(RUNGS))


@kept
def stages_and_kinds(which: str = "initial", rule: str = "income", year: int = 2022) -> pd.DataFrame:
    """Members by rung (rows) and kind of their strongest manufactures (columns): numbers of economies."""
    known = [c for c in members(which) if c in structure(year).index]
    table = pd.crosstab(rungs(rule, year)[known], rungs("strength", year)[known])
    return (
        table.reindex(index=range(3), columns=range(3), fill_value=0)
        .set_axis(list(RUNGS))
        .set_axis(list(KINDS), axis=1)
    )


# -- do they fit? ------------------------------------------------------------------------------------------------------
FITS = {
    "complementarity": "complementarity (Michaely)",
    "difference": "difference of strengths",
    "similarity": "similarity of exports (Finger and Kreinin)",
}


def complementarity(exports: pd.DataFrame, imports: pd.DataFrame) -> pd.DataFrame:
    """Michaely's (1996) index, seller × buyer: 100 if what one sells has the make-up of what the other buys, 0 if nothing meets.

    exports, imports: economies × products, any unit. 100 (1 - half the sum of the differences of shares).
    """
    x, m = (t.to_numpy(dtype=float) / t.to_numpy(dtype=float).sum(axis=1, keepdims=True) for t in (exports, imports))
    gap = np.abs(x[:, None] - m[None]).sum(axis=2) / 2
    return pd.DataFrame(100 * (1 - gap), exports.index, imports.index)


def similarity(exports: pd.DataFrame) -> pd.DataFrame:
    """Finger and Kreinin's (1979) index, economy × economy: 100 if both sell the same things in the same parts."""
    return complementarity(exports, exports)


def difference(earned: pd.DataFrame) -> pd.DataFrame:
    """How far two economies' strengths point apart: minus the correlation of their Balassa indices, as (b - 1) / (b + 1), -1 … 1.

    earned: value added in exports, economies × industries of origin; what is below 0 counts as 0. Symmetric form: Laursen (2015).
    """
    b = balassa(earned.clip(lower=0.0))
    return -((b - 1) / (b + 1)).T.corr()


@kept
def fit(kind: str = "complementarity", year: int = 2022, goods: bool = False) -> pd.DataFrame:
    """One of `FITS` for all pairs, seller × buyer; ``goods``: goods only (13 industries in place of 22). ValueError for another."""
    if kind not in FITS:
        raise ValueError(f"There is no measure {kind!r}; there are {', '.join(FITS)}.")
    s = structure(year)
    part = {k: s[k][list(GOODS)] if goods else s[k] for k in ("exports", "imports", "earned")}
    if kind == "complementarity":
        return complementarity(part["exports"], part["imports"])
    return similarity(part["exports"]) if kind == "similarity" else difference(part["earned"])


@cache
def _dealt(n: int) -> np.ndarray:
    """Ways to deal n places out anew: draws × n."""
    return np.random.default_rng(0).random((DRAWS, n)).argsort(axis=1)


@cache
def _drawn(n: int, size: int) -> np.ndarray:
    """Random groups of one size among n economies: draws × n, 1 for members."""
    return (_dealt(n) < size).astype(float)


def _p(observed: float, drawn: np.ndarray) -> float:
    """The share of random groups, the observed one among them, with at least as much."""
    return float((1 + (drawn >= observed - 1e-12).sum()) / (1 + len(drawn)))


def _tested(observed: float, drawn: np.ndarray) -> dict:
    low, high = np.quantile(drawn, [0.05, 0.95])
    chance = {"low": low, "by chance": drawn.mean(), "high": high, "deviation": drawn.std()}
    return {"observed": observed} | chance | {"p": _p(observed, drawn)}


def inside(table: pd.DataFrame, group: list[str]) -> dict:
    """The mean over all pairs inside a group, and in random groups of its size: observed, low, by chance, high (middle 90 %), p."""
    W, one = table.to_numpy(dtype=float), table.index.isin(group).astype(float)
    k = int(one.sum())
    own = np.diag(W)
    mean = lambda M: (((M @ W) * M).sum(axis=-1) - M @ own) / (k * (k - 1))  # noqa: E731
    return _tested(float(mean(one)), mean(_drawn(len(W), k)))


def towards(table: pd.DataFrame, hub: str, group: list[str], way: str = "from") -> dict:
    """How much better a hub fits the group than the others: difference of two means, as `inside` tests it, others drawn at random.

    ``way``: "from" the hub (it sells) or "to" it (it buys).
    """
    values = (table.loc[hub] if way == "from" else table[hub]).drop(hub)
    v, one = values.to_numpy(dtype=float), values.index.isin(group).astype(float)
    k = int(one.sum())
    gap = lambda M: M @ v / k - (v.sum() - M @ v) / (len(v) - k)  # noqa: E731
    return _tested(float(gap(one)), gap(_drawn(len(v), k)))


def between_rungs(table: pd.DataFrame, group: list[str], rung: pd.Series) -> dict:
    """How much better pairs on different rungs fit than pairs on one rung, inside a group: difference of means, rungs dealt out anew."""
    codes = [c for c in table.index if c in group and pd.notna(rung.get(c))]
    W, r = table.loc[codes, codes].to_numpy(dtype=float), rung[codes].to_numpy()
    off = ~np.eye(len(r), dtype=bool)

    def gap(labels: np.ndarray) -> np.ndarray:
        """Of many dealings: mean over pairs on different rungs less the mean over pairs on one."""
        total = W[off].sum()
        same = sum(
            ((hot @ W) * hot).sum(axis=1) - hot @ np.diag(W) for hot in ((labels == k).astype(float) for k in range(3))
        )
        pairs = sum((c := (labels == k).sum(axis=1)) * (c - 1) for k in range(3))
        return (total - same) / (off.sum() - pairs) - same / pairs

    return _tested(float(gap(r[None])[0]), gap(r[_dealt(len(r))]))


TESTS = ("among members", "China sells", "China buys", "China", "other rungs")
TOLD = {
    "among members": "members with members",
    "China sells": "China sells: members less others",
    "China buys": "China buys: members less others",
    "China": "China: with members less with others",
    "other rungs": "members: other rungs less the same rung",
}
FREE = ("income", "farming, lower")  # rules made of other numbers than the strengths (farming is one of 22 industries)


@kept
def fits(
    kind: str = "complementarity", which: str = "initial", rule: str = "income", year: int = 2022, goods: bool = False
) -> pd.DataFrame:
    """Tests (`TESTS`) of whether a list's members fit: observed, low, by chance, high, deviation, p, agrees (p at most 5 %).

    among members: the mean of all pairs, against random groups of the size; China sells, China buys (China, where a measure is
    the same both ways): its mean fit with members less that with others; other rungs: pairs of members on different rungs less
    pairs on one. kind: one of `FITS`. low, high: the middle 90 % of the 9,999 drawn; unit: that of the measure.
    """
    table = fit(kind, year, goods)
    group = [c for c in members(which) if c in table.index]
    rows = {"among members": inside(table, group)}
    if kind == "complementarity":
        rows |= {"China sells": towards(table, "CHN", group, "from"), "China buys": towards(table, "CHN", group, "to")}
    else:
        rows["China"] = towards(table, "CHN", group)
    rows["other rungs"] = between_rungs(table, group, rungs(rule, year))
    out = pd.DataFrame(rows).T
    return out.assign(agrees=out["p"] <= 0.05)


@kept
def specifications() -> pd.DataFrame:
    """Do members fit each other beyond chance? value: random groups that fit less well, %; agrees: p at most 5 %; p, kind, test.

    Choices: list (initial, January 2020), table (2011 WIOD, 2022 ICIO), all industries or goods only, measure (complementarity,
    difference of strengths), test (`TESTS`; other rungs under all rules that are not made of the same numbers).
    """
    rows = {}
    for year in YEARS:
        for which in ("initial", "january_2020"):
            for goods in (False, True):
                for kind in ("complementarity", "difference"):
                    head = f"{year}, {LISTS[which]}, {'goods' if goods else 'all industries'}, {kind}"
                    rules = [r for r in RULES if r != "farming"] if kind == "complementarity" else FREE
                    table = fits(kind, which, "income", year, goods)
                    for test in table.index[:-1]:
                        rows[f"{head}: {test}"] = (table.at[test, "p"], kind, test)
                    for rule in rules:
                        p = fits(kind, which, rule, year, goods).at["other rungs", "p"]
                        rows[f"{head}: other rungs by {RULES[rule]}"] = (p, kind, "other rungs")
    out = pd.DataFrame(rows, index=["p", "kind", "test"]).T.astype({"p": float})
    out.insert(0, "value", 100 * (1 - out["p"]))
    out.insert(1, "agrees", out["p"] <= 0.05)
    return out


@kept
def measures_agree(year: int = 2022) -> pd.Series:
    """Over all pairs of economies: the correlation of Michaely's complementarity with the similarity of exports and with the difference of strengths."""
    off = ~np.eye(len(fit("difference", year)), dtype=bool)
    at = {kind: fit(kind, year).to_numpy()[off] for kind in FITS}
    return pd.Series({k: np.corrcoef(at["complementarity"], at[k])[0, 1] for k in ("similarity", "difference")})


# -- do they move up? --------------------------------------------------------------------------------------------------
@kept
def moved_up(
    which: str = "january_2020", first: int = 1990, last: int = 2018, cuts: tuple[float, float] = (45, 20)
) -> pd.DataFrame:
    """Did economies leave the lowest rungs? By group (members, others but China): how many there were on the two lower rungs, how many went up.

    Rung: farming's part of those at work, above the first cut, between, below the second, % (Economic Transformation Database, 51
    economies). manufacturing: median change of its part of work, points; productivity: median growth of value added per person, % a year;
    both over economies below the top rung. The Belt and Road began in 2013.
    """
    table = datasets.load("etd_structure").query("year == @first or year == @last")
    work = table.pivot(index="region", columns=["sector", "year"], values="employment_pct")
    product = table[table["sector"] == "total"].pivot(index="region", columns="year", values="productivity")
    rung = pd.DataFrame({y: 2 - np.digitize(work["agriculture", y], sorted(cuts)) for y in (first, last)}, work.index)
    low = rung.index[rung[first] < 2].drop("CHN", errors="ignore")
    rows = {}
    for words, codes in (
        ("members", [c for c in low if c in members(which)]),
        ("others", [c for c in low if c not in members(which)]),
    ):
        change = work.loc[codes, ("manufacturing", last)] - work.loc[codes, ("manufacturing", first)]
        growth = ((product.loc[codes, last] / product.loc[codes, first]) ** (1 / (last - first)) - 1) * 100
        rows[words] = {
            "economies": len(codes), "went up": int((rung.loc[codes, last] > rung.loc[codes, first]).sum()),
            "manufacturing": change.median(), "productivity": growth.median(),
        }  # fmt: skip
    return pd.DataFrame(rows).T.astype({"economies": int, "went up": int})


@kept
def caught_up(which: str = "january_2020", first: int = 2011, last: int = 2017) -> pd.DataFrame:
    """Manufacturing's productivity, United States = 100, in two years, by economy; columns first, last, ratio, member, income (`rungs`).

    Productivity Level Database; China and the United States left out.
    """
    table = datasets.load("pld_productivity").query("sector == 'manufacturing'")
    wide = (
        table.pivot(index="region", columns="year", values="productivity")[[first, last]].dropna().drop(["USA", "CHN"])
    )
    group = datasets.load("economies").drop_duplicates("region").set_index("region")["income_group"]
    return pd.DataFrame(
        {
            "first": wide[first], "last": wide[last], "ratio": wide[last] / wide[first], "member": wide.index.isin(members(which)),
            "income": group.reindex(wide.index),
        }
    )  # fmt: skip
