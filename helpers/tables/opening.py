"""Opening in steps and in deals, in the trade model: orders of steps, hubs and spokes, and the American tariffs of 2025 (4.1).

A step is a change of what one host asks of all foreign goods; a deal is a change between two economies. Both are applied
to ready worlds (`worlds`); what is worth how much is the exact change of real income.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, permutations

import numpy as np
import pandas as pd

from helpers import cooperation, datasets, given, worlds
from helpers.classification import name
from helpers.datasets import kept
from helpers.trade_model import Counterfactual, TradeModel, TradeModelError

SECTOR, OTHERS, ALIKE, INSIDE = "one sector", "all other goods", "everyone alike", "national treatment"
STEPS = (SECTOR, OTHERS, ALIKE, INSIDE)  # in the paper's order
TEXTILES = "Textile"  # of the world of 1993: the sector of a first special law, a choice of ours
FOUR = "4 everywhere (Simonovska and Waugh 2014)"


# -- steps -------------------------------------------------------------------------------------------------------------
def average_tariff(m: TradeModel, host: str, tariff: np.ndarray | None = None) -> float:
    """The host's tariffs over its imports of the base year, a fraction; on all it imports, services too."""
    h = m.region(host)
    bought = _imports(m, h)
    return float((bought * (m.tariff if tariff is None else tariff)[h]).sum() / bought.sum())


def _imports(m: TradeModel, h: int) -> np.ndarray:
    bought = m.sales[h].copy()
    bought[h] = 0.0
    return bought


def equal_inside(m: TradeModel, host: str, cut: float = 0.5) -> float:
    """The cut of costs inside the border that changes what buyers pay as much as the cut of all tariffs does, a fraction."""
    paid = average_tariff(m, host)
    return paid * cut / (1 + paid)


def policy(
    m: TradeModel, host: str, steps: Iterable[str], sector: str = TEXTILES, cut: float = 0.5, inside: float = 0.05
) -> dict:
    """What a host's steps change, as arguments of `TradeModel.counterfactual`; the same whatever the order of the steps.

    one sector, all other goods: its tariffs there fall by ``cut`` (a fraction) for all partners. everyone alike: each good
    has one rate for all partners, the average over the imports of the base year. national treatment: costs of all foreign
    goods fall by ``inside`` (a fraction), which earned nobody anything. Raises TradeModelError for an unknown host.
    """
    steps, h, tariff = set(steps), m.region(host), m.tariff.copy()
    first = np.array(m.industries) == sector
    rate = tariff[h].copy()
    rate[:, first] *= 1 - cut * (SECTOR in steps)
    rate[:, ~first] *= 1 - cut * (OTHERS in steps)
    if ALIKE in steps:
        bought = _imports(m, h)
        total = bought.sum(axis=0)
        rate[:] = np.divide((rate * bought).sum(axis=0), total, out=np.zeros(m.N), where=total > 0)
    rate[h] = 0.0
    tariff[h] = rate
    iceberg = np.ones_like(tariff)
    iceberg[h] = 1 - inside * (INSIDE in steps)
    iceberg[h, h] = 1.0
    return {"tariff": tariff, "iceberg": iceberg}


def staged(m: TradeModel, host: str, sector: str = TEXTILES, cut: float = 0.5, inside: float = 0.05) -> pd.DataFrame:
    """The host's gain (% of real income) and tariff revenue (% of income) for every set of steps: 16 rows, a column a step."""
    return _staged(m, host, sector, float(cut), float(inside))


@kept
def _staged(m: TradeModel, host: str, sector: str, cut: float, inside: float) -> pd.DataFrame:
    rows, solved = [], None
    for k in range(len(STEPS) + 1):
        for chosen in combinations(STEPS, k):
            solved = m.counterfactual(**policy(m, host, chosen, sector, cut, inside), start=solved)
            found = {"gain": (solved.welfare[host] - 1) * 100}
            found["revenue"] = solved.tariff_revenue[host] / solved.income[host] * 100
            rows.append({step: step in chosen for step in STEPS} | found)
    return pd.DataFrame(rows)


def _valued(table: pd.DataFrame, column: str = "gain") -> dict[frozenset, float]:
    return {frozenset(s for s in STEPS if row[s]): row[column] for row in table.to_dict("records")}


def orders(table: pd.DataFrame, column: str = "gain") -> pd.DataFrame:
    """All 24 orders of the steps: the gain after none, one … four of them. table: as `staged` gives it."""
    worth = _valued(table, column)
    ways = list(permutations(STEPS))
    found = [[worth[frozenset(way[:k])] for k in range(len(STEPS) + 1)] for way in ways]
    return pd.DataFrame(found, pd.MultiIndex.from_tuples(ways, names=["first", "second", "third", "fourth"]))


def worth_of_steps(table: pd.DataFrame) -> pd.DataFrame:
    """What each step adds, in points of real income: least, mean and most over the 24 orders, and last in the paper's order.

    The mean over all orders is the step's Shapley value. table: as `staged` gives it.
    """
    game = cooperation.Game(STEPS, _valued(table).get)
    ways = orders(table)
    added = {s: [] for s in STEPS}
    for way, path in zip(ways.index, ways.to_numpy(), strict=True):
        for k, step in enumerate(way):
            added[step].append(path[k + 1] - path[k])
    out = pd.DataFrame({"least": {s: min(v) for s, v in added.items()}, "mean": cooperation.shapley(game)})
    out["most"] = {s: max(v) for s, v in added.items()}
    out["in the paper's order"] = np.diff(ways.loc[STEPS].to_numpy().ravel())
    return out.loc[list(STEPS)]


TARIFFS = "tariff cuts"  # one sector and all other goods together
STAGES = {TARIFFS: {SECTOR, OTHERS}, ALIKE: {SECTOR, OTHERS, ALIKE}, INSIDE: set(STEPS)}


def stages(m: TradeModel, host: str, inside: float, tax: bool = False, cut: float = 0.5) -> pd.Series:
    """What tariff cuts, everyone alike and the end of a burden inside the border add one after the other, points of real income.

    The burden, on all foreign goods, falls by ``inside`` (a fraction): a cost that nobody earned, or a ``tax`` of the same
    height. The world of the tax begins with it, and its end costs the treasury what foreign goods paid.
    """
    h = m.region(host)

    def taxed(tariff: np.ndarray) -> np.ndarray:
        out = tariff.copy()
        out[h] = (1 + out[h]) / (1 - inside) - 1
        out[h, h] = 0.0
        return out

    solved = m.counterfactual(taxed(m.tariff)) if tax else None
    begun = solved.welfare[host] if tax else 1.0
    reached = [1.0]
    for steps in STAGES.values():
        change = policy(m, host, steps, cut=cut, inside=inside)
        if tax:
            change = {"tariff": change["tariff"] if INSIDE in steps else taxed(change["tariff"])}
        solved = m.counterfactual(**change, start=solved)
        reached.append(solved.welfare[host] / begun)
    return pd.Series(np.diff(reached) * 100, list(STAGES))


@kept
def last_step(year: int = 1993) -> pd.DataFrame:
    """Is the last step worth most? Nine E11 hosts in the world of 1993 or 2005, its cut of one size with the tariffs' cut.

    Index: host and burden (a cost nobody earns, under the elasticities as given or 4 everywhere; a tax). Columns: tariff
    (the host's average, %), inside (the cut inside the border, %), what each stage adds (points of real income), and
    agrees: whether the last adds most.
    """
    m = {1993: worlds.world_1993, 2005: worlds.world_2005}[year]()
    rows = {}
    for host in worlds.blocs(1993)["e11"][1]:
        inside = equal_inside(m, host)
        ways = {"cost": stages(m, host, inside), "cost, elasticity 4": stages(m.case(FOUR), host, inside)}
        ways["tax"] = stages(m, host, inside, tax=True)
        for burden, added in ways.items():
            about = {"tariff": average_tariff(m, host) * 100, "inside": inside * 100}
            rows[host, burden] = about | added.to_dict() | {"agrees": added.idxmax() == INSIDE}
    return pd.DataFrame(rows).T.rename_axis(["host", "burden"]).infer_objects().astype({"agrees": bool})


# -- deals -------------------------------------------------------------------------------------------------------------
TRIO = ("CHN", "JPN", "KOR")
Deal = tuple[str, str]


def trio_deals(trio: Iterable[str] = TRIO) -> list[Deal]:
    """The three deals of three economies; the first two are the first economy's."""
    return list(combinations(trio, 2))


def agreed(m: TradeModel, deals: Iterable[Deal], cut: float = 0.1, what: str = "iceberg") -> dict:
    """Deals as arguments of `TradeModel.counterfactual`: partners cut costs of trade, or tariffs, on each other by a fraction."""
    change = np.ones((m.G, m.G, m.N))
    for a, b in deals:
        change[m.region(a), m.region(b)] = change[m.region(b), m.region(a)] = 1 - cut
    return {"iceberg": change} if what == "iceberg" else {"tariff": m.tariff * change}


def regimes(trio: Iterable[str] = TRIO) -> dict[str, list[Deal]]:
    """Words → deals of one bilateral deal, a hub with two spokes, and one plurilateral deal of three."""
    hub, one, other = trio
    deals = trio_deals((hub, one, other))
    return {f"{name(hub)} and {name(one)}": deals[:1], f"{name(hub)} with each": deals[:2], "all three": deals}


def every_deal(m: TradeModel) -> list[Deal]:
    return list(combinations(m.regions, 2))


@kept
def by_regime(trio: tuple[str, ...] = TRIO, cut: float = 0.1, case: str = "as given") -> pd.DataFrame:
    """Change of real income, %, by region (rows) under each of `regimes` and among everyone: costs fall by ``cut``, 2022."""
    m = worlds.world_2022(case)
    found, solved = {}, None
    for words, deals in (regimes(trio) | {"everyone": every_deal(m)}).items():
        solved = m.counterfactual(**agreed(m, deals, cut), start=solved)
        found[words] = (solved.welfare - 1) * 100
    return pd.DataFrame(found)


def networks(m: TradeModel, trio: Iterable[str] = TRIO, cut: float = 0.1, what: str = "iceberg") -> pd.DataFrame:
    """Change of real income, %, of three economies (columns) under all eight sets of their deals and among everyone (rows)."""
    trio = tuple(trio)
    rows, solved = {}, None
    for k in range(4):
        for chosen in combinations(trio_deals(trio), k):
            solved = m.counterfactual(**agreed(m, chosen, cut, what), start=solved)
            rows[frozenset(chosen)] = (solved.welfare[list(trio)] - 1) * 100
    rows["everyone"] = (m.counterfactual(**agreed(m, every_deal(m), cut, what)).welfare[list(trio)] - 1) * 100
    return pd.DataFrame(rows.values(), index=pd.Index(list(rows), tupleize_cols=False))


def next_deal(table: pd.DataFrame) -> pd.DataFrame:
    """What a deal is worth to each of its partners alone, and when other deals stand already. table: as `networks` gives it.

    Columns: deal, partner, standing (how many other deals), alone, then (points of real income), agrees: worth less then.
    """
    worth = {k: row for k, row in zip(table.index, table.to_dict("records"), strict=True)}
    deals = sorted({d for k in worth if k != "everyone" for d in k})
    rows = []
    for deal in deals:
        others = [d for d in deals if d != deal]
        for partner in deal:
            alone = worth[frozenset([deal])][partner]
            for k in (1, 2):
                for standing in combinations(others, k):
                    then = worth[frozenset([*standing, deal])][partner] - worth[frozenset(standing)][partner]
                    rows.append((deal, partner, standing, alone, then))
    out = pd.DataFrame(rows, columns=["deal", "partner", "standing", "alone", "then"])
    return out.assign(agrees=out["then"] < out["alone"])


WAYS = {
    "2022, costs 10 %": (worlds.world_2022, 0.1, "iceberg"),
    "2005, no tariffs": (worlds.world_2005, 1.0, "tariff"),
    "1993, no tariffs": (worlds.world_1993, 1.0, "tariff"),
}


@kept
def going_on() -> pd.DataFrame:
    """Do deals lead on? China, Japan and Korea in three worlds, two sets of elasticities each (rows).

    less: of 18 comparisons of a partner's worth of a deal, how many are less once other deals stand; hub: China's change when
    its spokes deal with each other; per economy: what going on from three to everyone is worth (points of real income).
    agrees: each of the three gains by going on.
    """
    rows = {}
    for words, (world, cut, what) in WAYS.items():
        for case, said in (("as given", "elasticities as given"), (FOUR, "elasticity 4")):
            table = networks(world().case(case), TRIO, cut, what)
            three = table.loc[[len(k) == 3 and k != "everyone" for k in table.index]].iloc[0]
            hub = table.loc[[k == frozenset(trio_deals()[:2]) for k in table.index]].iloc[0]
            on = table.iloc[-1] - three
            found = next_deal(table)
            row = {"less": int(found["agrees"].sum()), "of": len(found), "hub": three["CHN"] - hub["CHN"]}
            rows[f"{words}, {said}"] = row | on.to_dict() | {"agrees": bool((on > 0).all())}
    return pd.DataFrame(rows).T.infer_objects().astype({"less": int, "of": int, "agrees": bool})


@kept
def who_opens(of: str = "KOR") -> pd.DataFrame:
    """Why one of China, Japan and Korea goes on from three to everyone or not: its change when only some abolish tariffs.

    Rows: whose tariffs on whom, beyond the deal of three; columns: the worlds of 1993 and 2005; points of real income more
    than under the deal of three. Rows need not add up. Raises TradeModelError for an economy that is not one of the three.
    """
    found = {}
    for year, world in ((1993, worlds.world_1993), (2005, worlds.world_2005)):
        m = world()
        three = m.counterfactual(**agreed(m, trio_deals(), 1.0, "tariff"))
        trio = [m.region(c) for c in TRIO]
        me, outside = m.region(given.one_of(of, TRIO, "one of the three", TradeModelError)), np.ones(m.G, bool)
        outside[trio] = False
        rows = {}
        for buyer in trio:
            rows[f"{name(m.regions[buyer])} on all others"] = (np.arange(m.G) == buyer)[:, None] & outside
        rows[f"all others on {name(of)}"] = outside[:, None] & (np.arange(m.G) == me)
        rows["all others on each other"] = outside[:, None] & outside
        rows["all of these and the rest"] = np.ones((m.G, m.G), bool)
        for words, free in rows.items():
            solved = m.counterfactual(np.where(free[:, :, None], 0.0, three.tariff), start=three)
            found[words, year] = (solved.welfare[of] - three.welfare[of]) * 100
    return pd.Series(found).unstack(sort=False)


def bloc_by_size(m: TradeModel, players: Iterable[str], cut: float = 0.1) -> pd.DataFrame:
    """Who joins a bloc, and what that changes: for every coalition and one more economy, in billions of the model's money.

    Columns: members (how many before), joiner, joins (the joiner's gain), insiders (what those inside gain by it together),
    worst (the insider that gains least). From `cooperation`'s coalitions, each solved once.
    """
    players = list(players)
    game = cooperation.Game(players, lambda s: 0.0)
    worth = {frozenset(): pd.Series(0.0, m.regions)} | {frozenset([p]): pd.Series(0.0, m.regions) for p in players}
    solved: dict[frozenset, Counterfactual] = {}
    for coalition in game.coalitions(2):
        near = max((s for s in solved if s < coalition), key=len, default=None)
        solved[coalition] = m.counterfactual(iceberg=m.costs_cut(sorted(coalition), cut), start=solved.get(near))
        worth[coalition] = cooperation.gains(solved[coalition]) / (1e3 if m.unit == "million USD" else 1e9)
    rows = []
    for coalition in game.coalitions():
        for joiner in players:
            if joiner in coalition:
                continue
            change = worth[coalition | {joiner}] - worth[coalition]
            inside = change[sorted(coalition)]
            rows.append((len(coalition), joiner, change[joiner], inside.sum(), inside.min()))
    return pd.DataFrame(rows, columns=["members", "joiner", "joins", "insiders", "worst"])


# -- a case of September 2025 --------------------------------------------------------------------------------------------
MEXICO_BY_DATE = 8.53  # points on goods from Mexico by 7 August 2025, by the compiler's own file by date; us_tariffs: 4.05


@kept
def american_tariffs() -> pd.DataFrame:
    """The American tariffs of September 2025 in the world of 2022, by region: raised and income.

    raised: points added to the tariffs on what the United States buys from it, over its imports of goods in 2024 (missing for
    the United States); income: change of real income, %, all of them together, nobody answering.
    """
    m, table = worlds.world_2022(tariffs="known"), datasets.load("us_tariffs")
    found = m.counterfactual(worlds.tariffs_2025())
    paid = (table["increase_2025"] * table["imports"]).groupby(table["partner"]).sum()
    raised = (paid / table.groupby("partner")["imports"].sum()).reindex(m.regions)
    return pd.DataFrame({"raised": raised, "income": (found.welfare - 1) * 100}).rename_axis("region")


@kept
def american_parts() -> pd.DataFrame:
    """Change of real income, %, of some economies when only a part of the American tariffs of 2025 is raised (rows).

    The last row raises all, and those on Mexico in proportion until they reach `MEXICO_BY_DATE`.
    """
    m, after = worlds.world_2022(tariffs="known"), worlds.tariffs_2025()
    shown, usa = ["USA", "CHN", "MEX", "CAN", "VNM", "IRL"], m.region("USA")
    china, chemicals = m.region("CHN"), m.industries.index("chemicals")
    only = {"all": np.ones((m.G, m.N), bool)}
    only["on China only"] = np.zeros((m.G, m.N), bool)
    only["on China only"][china] = True
    only["on all but China"] = ~only["on China only"]
    only["on all but chemicals"] = np.ones((m.G, m.N), bool)
    only["on all but chemicals"][:, chemicals] = False
    rows = {}
    for words, part in only.items():
        tariff = m.tariff.copy()
        tariff[usa] = np.where(part, after[usa], tariff[usa])
        rows[words] = (m.counterfactual(tariff).welfare[shown] - 1) * 100
    mexico, tariff = m.region("MEX"), after.copy()
    tariff[usa, mexico] += (after - m.tariff)[usa, mexico] * (MEXICO_BY_DATE / american_tariffs().at["MEX", "raised"] - 1)
    rows[f"all, Mexico by {MEXICO_BY_DATE:.1f} points"] = (m.counterfactual(tariff).welfare[shown] - 1) * 100
    return pd.DataFrame(rows).T
