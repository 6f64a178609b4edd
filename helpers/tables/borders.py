"""What moves when a bloc lowers a border, besides income: trade, places along the chain, technology (lesson 3.1)."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd

from helpers import cooperation, datasets, gravity, worlds
from helpers.classification import E11, name, names
from helpers.datasets import kept
from helpers.position import upstreamness
from helpers.tables import agreement_effects
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


def _in_teaching_industries(value_added: pd.DataFrame) -> pd.DataFrame:
    """Value added by the course's industries; those of the world of 1993 are put together as its elasticities are."""
    finer = datasets.load("elasticities").set_index("industry")["industries_of_source"].str.split("; ").explode()
    place = {source: industry for industry, source in finer.items()}
    return value_added.T.groupby(lambda industry: place.get(industry, industry)).sum().T


def share_of(value_added: pd.DataFrame, industries: list[str], left_out: tuple[str, ...] = ()) -> pd.Series:
    """Some industries' part of all value added but that of ``left_out``, % by region."""
    value_added = _in_teaching_industries(value_added)
    whole = value_added.drop(columns=list(left_out)).sum(axis="columns")
    return value_added[industries].sum(axis="columns") / whole * 100


def high_technology_share(value_added: pd.DataFrame, left_out: tuple[str, ...] = ()) -> pd.Series:
    """Chemicals, machinery, electronics and vehicles in value added, % by region; ``left_out``: industries not counted."""
    return share_of(value_added, HIGH_TECHNOLOGY_TEACHING, left_out)


def industries_moved(found: Counterfactual, members: list[str]) -> pd.DataFrame:
    """Change of the parts of high technology, mining and refineries in members' value added, in points (teaching industries)."""
    kinds = {"high technology": HIGH_TECHNOLOGY_TEACHING, "mining": ["mining"], "refineries": ["petroleum"]}
    before, after = found.model.value_added, found.value_added
    return pd.DataFrame({k: share_of(after, i) - share_of(before, i) for k, i in kinds.items()}).loc[members]


OPENED = {1993: worlds.world_1993, 2011: worlds.world_2011, 2022: worlds.world_2022}  # worlds in which the E11 open
OIL = ("mining", "petroleum")
PLAIN, FOUR = "as given", "4 everywhere (Simonovska and Waugh 2014)"


def _members(year: int) -> list[str]:
    return worlds.blocs(year)["e11"][1]


@kept
def opened_in(cut: float = 0.1) -> pd.DataFrame:
    """What members of the E11 gain, % of real income, when trade among them gets cheaper by a fraction: (year, set of elasticities).

    Nine of them in 1993, eight in 2011, eleven in 2022 (missing where a table lacks one); the sets are `trade_model.CASES`.
    """
    found = {}
    for year, world in OPENED.items():
        m, members = world(), _members(year)
        found[year] = m.cases(iceberg=m.costs_cut(members, cut)).loc[members]
    return pd.concat(found, axis="columns", names=["year", "elasticities"]).reindex(E11)


@kept
def moved_up() -> pd.DataFrame:
    """How many E11 members move to high technology when trade among them gets cheaper, under 24 sets of choices (words).

    Choices: the world (1993, 2011, 2022), elasticities (as given, 4 everywhere), and trade 10 % cheaper, 20 % cheaper, with
    mining and petroleum left out of value added, with China left out of the bloc. value: members whose part rises, %; up
    and members: their numbers; agrees: more than half of them do.
    """
    rows = {}
    for year, world in OPENED.items():
        for case, words in ((PLAIN, "elasticities as given"), (FOUR, "elasticity 4")):
            m = world() if case == PLAIN else world().case(case)
            everyone = _members(year)
            smaller = [c for c in everyone if c != "CHN"]
            open_ = m.counterfactual(iceberg=m.costs_cut(everyone, 0.1))
            ways = {
                "": (everyone, open_, ()),
                ", 20 % cheaper": (everyone, m.counterfactual(iceberg=m.costs_cut(everyone, 0.2), start=open_), ()),
                ", without mining and petroleum": (everyone, open_, OIL),
                ", without China": (smaller, m.counterfactual(iceberg=m.costs_cut(smaller, 0.1)), ()),
            }
            for way, (members, found, left_out) in ways.items():
                before = high_technology_share(m.value_added, left_out)
                change = high_technology_share(found.value_added, left_out) - before
                up = int((change[members] > 0).sum())
                rows[f"{year}, {words}{way}"] = {"value": up / len(members) * 100, "up": up, "members": len(members)}
    table = pd.DataFrame(rows).T.astype({"up": int, "members": int})
    return table.assign(agrees=table["value"] > 50)


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


def by_who_cuts(m: TradeModel, after: np.ndarray, members: list[str], of: str) -> pd.DataFrame:
    """Change of each member's real income, %, when only some of the tariffs among members are cut (rows: whose, on whom).

    Each member alone; for ``of``, one of them, what the others cut on each other, one way and both; all but the cuts of
    ``of``; all. Rows need not add up, because one cut changes what the next is worth.
    """
    others, every = [c for c in members if c != of], list(permutations(members, 2))
    among = list(permutations(others, 2))
    rows = {f"{name(who)} alone": [p for p in every if p[0] == who] for who in members}
    rows |= {f"{name(a)} on {name(b)} only": [(a, b)] for a, b in among} if len(others) == 2 else {}
    rows |= {
        f"{' and '.join(names(others))} on each other": among,
        f"all but {name(of)}": [p for p in every if p[0] != of],
    }
    rows["all"] = every
    found = {}
    for words, pairs in rows.items():
        cut = np.zeros((m.G, m.G, 1), dtype=bool)
        for buyer, seller in pairs:
            cut[m.region(buyer), m.region(seller)] = True
        found[words] = m.counterfactual(np.where(cut, after, m.tariff)).welfare
    return (pd.DataFrame(found).T[list(members)] - 1) * 100


def two_channels(m: TradeModel, members: list[str]) -> pd.DataFrame:
    """What members gain, % of real income: without tariffs among them, and with costs of trade cut by as much, cell by cell."""
    found = {words: m.counterfactual(**policy) for words, policy in equal_cuts(m, members).items()}
    return pd.DataFrame({words: (f.welfare - 1) * 100 for words, f in found.items()}).loc[members]


def equal_cuts(m: TradeModel, members: list[str], left_out: tuple[int, int, int] | None = None) -> dict[str, dict]:
    """Two policies of one size: tariffs among members fall to none, or costs of trade fall by the same factor in each cell.

    A tariff of 25 % is set beside costs that fall by the factor 1 / 1.25: what the buyer pays falls alike, before wages
    and costs move. ``left_out``: a cell (importer, exporter, industry) that both leave as it is.
    """
    inside = m.bloc(members)
    if left_out is not None:
        inside[left_out] = False
    return {
        "tariffs abolished": {"tariff": np.where(inside, 0.0, m.tariff)},
        "costs cut as much": {"iceberg": np.where(inside, 1 / (1 + m.tariff), 1.0)},
    }


def largest_cell(found: Counterfactual, members: list[str]) -> pd.Series:
    """Where members' trade grows most in a solved case: buyer, seller, industry, the tariff there was (fraction), sales before
    and after (billions of the model's unit), and place (its indices, importer × exporter × industry).
    """
    m = found.model
    growth = np.where(m.bloc(members), found.sales - m.sales, -np.inf)
    place = n, i, j = tuple(int(k) for k in np.unravel_index(growth.argmax(), growth.shape))
    told = {"buyer": m.regions[n], "seller": m.regions[i], "industry": m.industries[j], "tariff": m.tariff[place]}
    return pd.Series(told | {"before": m.sales[place] / 1e9, "after": found.sales[place] / 1e9, "place": place})


def _gained_together(m: TradeModel, members: list[str], left_out=None) -> tuple[list[Counterfactual], list[float]]:
    """Both policies of `equal_cuts` solved, and what members gain together from each, billions of the model's unit."""
    found = [m.counterfactual(**policy) for policy in equal_cuts(m, members, left_out).values()]
    return found, [cooperation.gains(f)[members].sum() / 1e9 for f in found]


@kept
def tariffs_or_costs() -> pd.DataFrame:
    """What nine E11 economies gain together from two policies of one size (`equal_cuts`), under 24 sets of choices (words).

    Choices: tariffs of 1993 or 2005 (both with the inputs of 1993), four sets of elasticities, and all cells, the largest
    one left out, China left out. tariffs, costs: billion USD; value: how many times the tariffs' gain the costs' gain is;
    agrees: both are gains.
    """
    rows = {}
    for year, world in ((1993, worlds.world_1993), (2005, worlds.world_2005)):
        for case, words in ((PLAIN, "as given"), ("half", "half"), ("twice", "twice"), (FOUR, "4 everywhere")):
            m, members = world().case(case), _members(1993)
            case = f"{year}, elasticities {words}"
            found, rows[case] = _gained_together(m, members)
            left_out = largest_cell(found[0], members)["place"]
            rows[f"{case}, without the largest cell"] = _gained_together(m, members, left_out)[1]
            rows[f"{case}, without China"] = _gained_together(m, [c for c in members if c != "CHN"])[1]
    table = pd.DataFrame(rows, index=["tariffs", "costs"]).T
    return table.assign(value=table["costs"] / table["tariffs"], agrees=(table > 0).all(axis=1))


def opening_game(m: TradeModel, after: np.ndarray, players: list[str]) -> cooperation.Game:
    """The game of a bloc whose members cut tariffs to ``after`` on each other: gains in billions of the model's unit."""
    game = cooperation.bloc_game(m, players, lambda s: {"tariff": np.where(m.bloc(s), after, m.tariff)})
    return cooperation.Game(players, lambda coalition: game.value(coalition) / 1e9)


AT_HOME, ABROAD = "with home sales", "abroad only"
_RELEASE = {"WIOD 2013 release": "WIOD 2013", "WIOD 2016 release": "WIOD 2016"}


def treaties() -> pd.DataFrame:
    """What goes with an agreement, % of trade of the same pair, in 24 ways (words): value, low, high (95 %), home, agrees.

    All of `agreement_effects.specifications` that ask for an agreement as such, but those with sales at home and no effects
    of crossing a border by year: they take what brought all economies closer for work of agreements. home: with sales at
    home and those effects, as is usual today; agrees: the interval lies above zero.
    """
    table = agreement_effects.specifications()
    table = table[table["effect"].str.startswith("agreement") & ~table["effect"].str.contains("provision")]
    table = table[table["home"] == table["borders"]]
    few = {"agreement": ""} | {e: f", {e.split(', ')[1]}" for e in table["effect"].unique() if ", " in e}
    words = (
        table["data"].replace(_RELEASE) + ", " + table["flow"] + ", " + table["home"].map({True: AT_HOME, False: ABROAD})
        + table["effect"].map(few) + table["sample"].map(lambda s: "" if s == "all" else f", {s}")
        + table["controls"].map(lambda c: "" if c == "none" else ", votes and distance held")
    )  # fmt: skip
    release = table["data"].eq("WIOD 2016 release")
    words += (", agreements of " + table["agreements"]).where(release & (table["effect"] == "agreement"), "")
    out = table[["estimate", "low", "high", "home"]].rename(columns={"estimate": "value"}).set_index(words.to_numpy())
    return out.assign(agrees=out["low"] > 0)


@kept
def votes() -> pd.DataFrame:
    """What goes with one point more of affinity in votes, % of trade of the same pair, in words: value, low, high (95 %), agrees.

    An agreement is held beside it. abroad only: also distance and language by year; with home sales: every four years, with
    effects of crossing a border by year, and an economy votes as itself (any constant gives the same). agrees: the interval
    lies above zero. WIOD 2013 release 1995-2011 without Chinese Taipei, which does not vote.
    """
    panel = agreement_effects.wiod2013()
    home, held = panel["origin"] == panel["destination"], {"by_year": ("log_distance", "common_language")}
    panel["affinity"] = panel["affinity"].mask(home & (panel["origin"] != "TWN"), 0.0)
    fourth = (panel["year"] - 1995) % 4 == 0
    china = (panel[["origin", "destination"]] == "CHN").any(axis="columns")
    usual = {"by_year": (), "borders": True}
    rows = {}
    for flow, words in (("value_added", "value added"), ("gross_exports", "gross exports")):
        for way, (part, options) in {
            ABROAD: (panel[~home], held), AT_HOME: (panel[fourth], usual),
            f"{AT_HOME}, without China": (panel[fourth & ~china], usual),
        }.items():  # fmt: skip
            rows[f"{words}, {way}"] = gravity.estimate(part, flow, **options).percent("affinity")
    out = pd.DataFrame(rows).T.set_axis(["value", "low", "high"], axis="columns")
    return out.assign(agrees=out["low"] > 0)


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
