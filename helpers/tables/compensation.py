"""Who should pay whom? Gains of the E11's openings, rules to share them, and payments that leave nobody worse off (lesson 4.3)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import cooperation, datasets, worlds
from helpers.classification import E11, name, names
from helpers.datasets import kept
from helpers.trade_model import CASES, TradeModel

FOUR = "4 everywhere (Simonovska and Waugh 2014)"
TRIO = ["CHN", "IND", "IDN"]
CUT = 0.1  # by how much trade among members gets cheaper, where costs fall
PATIENT = 20  # rounds of payments, each solved again


def first_seven() -> list[str]:
    """China and the E11 economies on the Belt and Road list of January 2020; the other four are not on it."""
    return list(_first_seven())


@cache
def _first_seven() -> tuple[str, ...]:
    listed = datasets.load("belt_and_road").set_index("region")["january_2020"]
    return tuple(c for c in E11 if c == "CHN" or listed.get(c, 0) == 1)


def early_and_late(case: str = "as given", cut: float = CUT) -> pd.DataFrame:
    """The E11 open in two steps in the world of 2022: first the seven of `first_seven`, then all; billion USD a year.

    Columns: first step, second step (what it adds), both; rows: the eleven. Trade among members gets cheaper by ``cut``.
    """
    m = worlds.world_2022(case)
    first = m.counterfactual(iceberg=m.costs_cut(first_seven(), cut))
    both = cooperation.gains(worlds.e11_in_2022(cut, case))[E11] / 1e3
    step = cooperation.gains(first)[E11] / 1e3
    return pd.DataFrame({"first step": step, "second step": both - step, "both": both})


def tariff_game(m: TradeModel, players: list[str]) -> cooperation.Game:
    """The game of economies that abolish tariffs on each other: gains in billions of the model's unit."""
    return _in_billions(cooperation.bloc_game(m, players, lambda s: {"tariff": m.tariffs_cut(s)}), 1e9)


def cost_game(m: TradeModel, players: list[str], cut: float = CUT) -> cooperation.Game:
    """The game of economies whose trade with each other gets cheaper: gains in thousands of the model's unit (billion USD)."""
    return _in_billions(cooperation.bloc_game(m, players, lambda s: {"iceberg": m.costs_cut(s, cut)}), 1e3)


def _in_billions(game: cooperation.Game, unit: float) -> cooperation.Game:
    return cooperation.Game(game.players, lambda coalition: game.value(coalition) / unit)


@cache
def trio_world() -> TradeModel:
    """The world of 1993 at an elasticity of 4, where some members lose when tariffs go."""
    return worlds.world_1993().case(FOUR)


@cache
def trio_game() -> cooperation.Game:
    """China, India and Indonesia abolish the tariffs of 1993 on each other."""
    return tariff_game(trio_world(), TRIO)


@cache
def seven_game() -> cooperation.Game:
    """The seven of `first_seven` make trade with each other 10 % cheaper, in a world of fifteen (2022)."""
    return cost_game(worlds.world_of_eleven(), first_seven())


def nobody_pays(game_world: TradeModel, players: list[str], **policy) -> pd.Series:
    """What each member gains with no payments, in the model's unit."""
    return cooperation.gains(game_world.counterfactual(**policy))[players]


@kept
def trio_rules() -> pd.DataFrame:
    """Ways to share what China, India and Indonesia gain together, billion USD of 1993.

    Columns: nobody pays; losers made whole (winners pay in proportion to gains); equal parts; Shapley value; least complaint
    (the allocation of `cooperation.core`).
    """
    m, game = trio_world(), trio_game()
    free = nobody_pays(m, TRIO, tariff=m.tariffs_cut(TRIO)) / 1e9
    return pd.DataFrame(
        {
            "nobody pays": free, "losers made whole": free + cooperation.transfers(free), "equal parts": game.grand / 3,
            "Shapley value": cooperation.shapley(game), "least complaint": cooperation.core(game).allocation,
        }
    )  # fmt: skip


@kept
def seven_rules() -> pd.DataFrame:
    """Ways to share what the seven gain together in the world of 2022, billion USD a year: who would pay whom.

    Columns: nobody pays; equal parts; by people (in proportion to population of 2022); equal per cent of income; Shapley
    value. A payment is a rule less the first column.
    """
    game, m = seven_game(), worlds.world_of_eleven()
    players = first_seven()
    free = nobody_pays(m, players, iceberg=m.costs_cut(players, CUT)) / 1e3
    people = datasets.load("countries").query("year == 2022").set_index("region")["population"].reindex(players)
    income = m.income[players]
    return pd.DataFrame(
        {
            "nobody pays": free, "equal parts": game.grand / len(players), "by people": game.grand * people / people.sum(),
            "equal per cent": game.grand * income / income.sum(), "Shapley value": cooperation.shapley(game),
        }
    )  # fmt: skip


@kept
def paid_again() -> pd.DataFrame:
    """The three once more with payments that leave nobody worse off, the model solved again with them (`cooperation.compensated`).

    gain (before), transfer and after (what is gained in the end) in billion USD of 1993, and welfare before and after, %.
    """
    m = trio_world()
    table = cooperation.compensated(m, {"tariff": m.tariffs_cut(TRIO)}, TRIO, PATIENT)
    table = table.assign(**{k: table[k] / 1e9 for k in ("gain", "transfer")})
    return table.assign(after=table["welfare after, %"] / 100 * m.income[TRIO] / 1e9)


@kept
def specifications() -> pd.DataFrame:
    """Where the E11 open: who loses, and can winners pay? One row a world, a set of elasticities and a policy (30 rows).

    Policies: tariffs among nine abolished, or halved, in the worlds of 1993 and 2005; trade 10 % cheaper among the first seven
    of eleven in 2022, the other four waiting. losers (number), lost and won (billion USD), value: lost, % of won (missing if
    nobody loses); after: the lowest change of real income among the group, %, once losers are paid and the model is solved
    again; alone: what winners gain if they go on without the losers, billion USD (tariffs, if two or more win); kept: what
    they keep after paying, solved again; agrees: somebody loses and the payments leave nobody worse off.
    """
    rows = {}
    for year, world in ((1993, worlds.world_1993), (2005, worlds.world_2005)):
        group = worlds.blocs(year)["e11"][1]
        for case in CASES:
            m = world().case(case)
            for cut, words in ((1.0, "abolished"), (0.5, "halved")):
                policy = {"tariff": m.tariffs_cut(group, cut)}
                rows[f"{year}, tariffs {words}, {_short(case)}"] = _one_case(m, policy, group, 1e9, cut)
    for case in CASES:
        m = worlds.world_2022(case)
        policy = {"iceberg": m.costs_cut(first_seven(), CUT)}
        rows[f"2022, costs, four wait, {_short(case)}"] = _one_case(m, policy, E11, 1e3, None)
    table = pd.DataFrame(rows).T
    return table.astype({"losers": int, "agrees": bool}).astype(
        {k: float for k in ("lost", "won", "value", "after", "alone", "kept")}
    )


def _short(case: str) -> str:
    return {"as given": "θ as given", "half": "θ halved", "twice": "θ doubled"}.get(case, f"θ = {case.split()[0]}")


def _one_case(m: TradeModel, policy: dict, group: list[str], unit: float, cut: float | None) -> dict:
    """One row of `specifications`; ``cut``: of tariffs, None where costs fall."""
    gains = cooperation.gains(m.counterfactual(**policy))[group] / unit
    losers, winners = list(gains.index[gains < -5e-4]), list(gains.index[gains > 0])
    row = {"losers": len(losers), "who": ", ".join(names(losers)) or "nobody"}
    row |= {"lost": -gains[losers].sum(), "won": gains[winners].sum()}
    row |= {"value": np.nan, "after": np.nan, "alone": np.nan, "kept": np.nan, "agrees": False}
    if not losers:
        return row
    row["value"] = row["lost"] / row["won"] * 100
    if cut is not None and len(winners) > 1:
        alone = m.counterfactual(tariff=m.tariffs_cut(winners, cut))
        row["alone"] = cooperation.gains(alone)[winners].sum() / unit
    try:
        paid = cooperation.compensated(m, policy, group, PATIENT)
    except cooperation.CooperationError:
        return row
    after = float(paid["welfare after, %"].min())
    kept = (paid["welfare after, %"] / 100 * m.income[group])[winners].sum() / unit
    return row | {"after": after, "kept": kept, "agrees": after > -1e-6}


def waterfall_steps() -> pd.Series:
    """The loser of the three, billion USD of 1993: its loss, what each winner pays, and what prices add once it is paid."""
    table = paid_again()
    loser = table["gain"].idxmin()
    payers = table.index[table["transfer"] < 0]
    steps = {f"{name(loser)} without payments": table.at[loser, "gain"]}
    steps |= {f"from {name(c)}": -table.at[c, "transfer"] for c in payers}
    steps["prices adjust to the payments"] = table.at[loser, "after"] - sum(steps.values())
    return pd.Series(steps)
