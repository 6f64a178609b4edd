"""Explorers of lesson 4.3."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import bargains, cooperation, worlds
from helpers.classification import name, names
from helpers.explorers import Choice, Slider, Toggle, explorer
from helpers.figures import lesson_4_3 as figures
from helpers.tables import belt_road, compensation
from helpers.words import listed

DIFFER = {"size": "size", "cost": "cost of opening", "patience": "patience", "bad": "how often years are bad"}


@explorer(
    id="4.3a",
    title="Your partners (made up)",
    question="When is one hard rule best, when own levels, when a deal with excuses?",
    controls={
        "differ": Choice(DIFFER, "size", label="four partners differ in"),
        "spread": Slider(1, 8, 4, label="the most over the least, times"),
        "patience": Slider(50, 95, 80, 5, label="next year counts, % of this year"),
        "worse": Slider(1, 6, 2, label="a bad year (1 in 5) costs, times"),
        "seen": Slider(0, 100, 50, 10, label="false excuses found out, %"),
    },
    budget=2.0,
)
def your_partners(differ: str, spread: int, patience: int, worse: int, seen: int):
    """What four kinds of deal are worth to four partners."""
    table = bargains.unequal(4, float(spread), (differ,), patience=patience / 100, worse=float(worse))
    table.index = ["most", "second", "third", "least"]
    deals = bargains.all_deals(table, seen / 100)
    total = pd.Series({k: d.total for k, d in deals.items()})
    pure = total.drop("mixed")
    best = pure.max()
    top = [figures.SHORT[k] for k in pure.index if pure[k] > best - 0.005 * max(best, 1e-9)]
    inside = max(total["one rule"], total["soft"])
    extra = (total["mixed"] / inside - 1) * 100 if inside > 0 else 0.0
    note = f"made up; from most to least: {DIFFER[differ]}" if spread > 1 else "made up; all alike"
    words = (
        f"Worth most of the pure deals: {listed(top)}, {best:.2f} a year. A floor for all with a "
        f"soft top is worth {max(extra, 0):.0f} % more than the better of the one rule and the soft deal, which it contains. Made-up partners."
    )
    return figures.worth(deals, limits=(0.0, 40.0), note=note), words


TRIOS = {
    "CHN IND IDN": "China, India, Indonesia",
    "CHN IND KOR": "China, India, Korea",
    "CHN KOR ZAF": "China, Korea, South Africa",
    "ARG BRA CHN": "Argentina, Brazil, China",
    "BRA IND ZAF": "Brazil, India, South Africa",
    "KOR MEX TUR": "Korea, Mexico, Türkiye",
}
POLICIES = {
    "four": "no tariffs (1993, elasticity 4)",
    "given": "no tariffs (1993, elasticities as given)",
    "costs": "trade 10 % cheaper (2022)",
}


@cache
def _divided(trio: str, policy: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rules (players × rules) and corners of the core of three."""
    players = trio.split()
    if policy == "costs":
        m = worlds.world_of_eleven()
        game, change, unit = compensation.cost_game(m, players), {"iceberg": m.costs_cut(players, compensation.CUT)}, 1e3
    else:
        m = compensation.trio_world() if policy == "four" else worlds.world_1993()
        game, change, unit = compensation.tariff_game(m, players), {"tariff": m.tariffs_cut(players)}, 1e9
    free = compensation.nobody_pays(m, players, **change) / unit
    whole, parts = float(free.sum()), game
    game = cooperation.Game(players, lambda s: whole if len(s) == 3 else parts.value(s))  # all three are solved already
    rules = {"nobody pays": free}
    if (free < 0).any() and game.grand > 0:
        rules["losers made whole"] = free + cooperation.transfers(free)
    rules |= {"equal parts": pd.Series(game.grand / 3, players), "Shapley value": cooperation.shapley(game)}
    return pd.DataFrame(rules), cooperation.core_corners(game)


@explorer(
    id="4.3b",
    title="Three divide a gain",
    question="Where must a division lie so that no pair walks out? Who loses if nobody pays?",
    controls={
        "trio": Choice(TRIOS, "CHN IND IDN", label="who"),
        "policy": Choice(POLICIES, "four", label="what they do"),
    },
    budget=2.0,
)
def three_divide(trio: str, policy: str):
    """The triangle of three economies that open to each other."""
    rules, core = _divided(trio, policy)
    year = "2022" if policy == "costs" else "1993"
    source = figures.TRADE if policy == "four" else ["icio_2022" if policy == "costs" else "nafta_1993", "elasticities", "trade model"]
    fig = figures.divided(rules, core, source, f"billion USD of {year}, {POLICIES[policy]}", TRIOS[trio])
    free = rules["nobody pays"]
    losers = names(free.index[free < -5e-4])
    said = f"{listed(losers)} {'loses' if len(losers) == 1 else 'lose'} if nobody pays" if losers else "nobody loses, even if nobody pays"  # fmt: skip
    top = free.idxmax()
    most = core[top].max() if len(core) else np.nan
    held = f"; the most that {name(top)} can take without a pair walking out is {most:.2f}" if len(core) else ""
    return fig, f"Together they gain {free.sum():.2f} billion USD; {said}. {name(top)} gains {free[top]:.2f}{held}. Model."


@cache
def _road(cut: float, which: str, theta: float) -> pd.DataFrame:
    found = belt_road.opened(cut, which, theta, True)
    table = pd.DataFrame({"central": (found.welfare - 1) * 100, "billion": cooperation.gains(found) / 1e3})
    inside = belt_road.members(which, True)
    table["group"] = ["China" if c == "CHN" else "member" if c in inside else "outsider" for c in table.index]
    return table.round({"central": 9, "billion": 9})


@explorer(
    id="4.3c",
    title="The Belt and Road: who gains, who can pay (2023)",
    question="At which fall of costs does the loan of most members pay for itself? What do outsiders lose?",
    controls={
        "cut": Slider(0.0, 10.0, 3.0, 0.5, label="trade among members gets cheaper by, %"),
        "which": Choice(belt_road.LISTS, "january_2020", label="members"),
        "theta": Choice({2.97: "2.97", 4.0: "4", 8.94: "8.94"}, 4.0, label="elasticity"),
        "on_map": Toggle(False, label="show gains on the map"),
        "interest": Slider(0, 6, 0, label="interest on the loans, %"),
    },
    budget=2.0,
)
def the_road(cut: float, which: str, theta: float, on_map: bool, interest: int):
    """Chinese loans beside a member's gain, or gains on the map."""
    table = _road(cut / 100, which, theta)
    others, out = table[table["group"] == "member"], table[table["group"] == "outsider"]
    if not on_map:
        held = pd.DataFrame({"debt": belt_road.debts().reindex(others.index), "gain": others["billion"]}).dropna()
        held = held[held["debt"] > belt_road.LEAST]
        held["years"] = belt_road.years_to_pay(held["debt"], held["gain"], interest / 100)
        never, slow = int(np.isinf(held["years"]).sum()), int((held["years"] > 20).sum())
        fig = figures.debts_and_gains(held, f", at {interest} %" if interest else "")
        return fig, (
            f"Trade {cut:g} % cheaper, loans at {interest} %: {len(held) - slow} of {len(held)} members with loans could pay them within 20 years "
            f"out of their gain; {never or 'none'} never. Commitments of 2014-2021. Model."
        )
    fig = figures.road(table, cut / 100, which, 4.0)
    if cut == 0:
        return fig, "Trade costs what it did: nobody gains and nobody loses. Move the first control."
    return fig, (
        f"Trade {cut:g} % cheaper among {len(others)} members and China: members gain {others['billion'].sum():.0f} billion USD a year, China "
        f"{table.at['CHN', 'billion']:.0f}; {int((out['central'] < 0).sum())} of {len(out)} outsiders lose if nothing gets cheaper for them, all together "
        f"{out['billion'].sum():+.1f}. Model."
    )
