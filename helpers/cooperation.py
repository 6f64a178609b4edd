"""Sharing what cooperation brings: coalition games, the Shapley value, the core, and transfers that leave nobody behind.

A game has players and a value for every coalition: what its members get together if they cooperate and nobody else
does. Any function of a set of players will do; `bloc_game` takes it from the trade model.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from helpers import given
from helpers.trade_model import Counterfactual, TradeModel

EXACT = 12  # players up to which all coalitions are valued
Coalition = frozenset


class CooperationError(ValueError):
    """A game or a sharing that cannot be computed; the message says why."""


class Game:
    """Players and the value of each coalition, computed once and kept.

    value : function of a frozenset of players, or a mapping from collections of players to numbers. The empty coalition
    is worth 0. Raises CooperationError for doubled players, a coalition of others, or a value that is missing or no
    finite number.
    """

    def __init__(self, players: Iterable[Hashable], value: Callable[[Coalition], float] | Mapping):
        self.players = _players(players)
        if len({str(p) for p in self.players}) != len(self.players) or not self.players:
            raise CooperationError("Name one player or more, each once.")
        if isinstance(value, Mapping):
            value = self._listed(value).get
        elif not callable(value):
            raise CooperationError("The value of a game is a function of a set of players, or a mapping from coalitions to numbers.")  # fmt: skip
        self._value, self._known = value, {frozenset(): 0.0}

    def _listed(self, values: Mapping) -> dict[Coalition, float]:
        """Coalitions → values from a mapping whose keys are players or collections of them."""
        table: dict[Coalition, float] = {}
        for key, worth in values.items():
            one = key in self.players or isinstance(key, str) or not isinstance(key, Iterable)
            coalition = frozenset([key] if one else key)
            self._strangers(coalition)
            if coalition in table:
                raise CooperationError(f"{_said(coalition)} is valued twice: each coalition once, in whatever order.")
            table[coalition] = worth
        return table

    def _strangers(self, coalition: Coalition) -> None:
        for player in coalition:
            if player not in self.players:
                raise CooperationError(f"{player!r} does not play in this game. {given.near(player, self.players)}")

    def value(self, coalition: Iterable[Hashable]) -> float:
        """What the members get together."""
        if isinstance(coalition, frozenset) and coalition in self._known:
            return self._known[coalition]
        coalition = frozenset(_players([coalition] if coalition in self.players else coalition))
        if coalition not in self._known:
            self._strangers(coalition)
            found = self._value(coalition)
            self._known[coalition] = given.number(found, f"The value of {_said(coalition)}", CooperationError, words="a game needs a number for every coalition")  # fmt: skip
        return self._known[coalition]

    @property
    def grand(self) -> float:
        """The value of all players together."""
        return self.value(self.players)

    def coalitions(self, smallest: int = 1) -> list[Coalition]:
        """All coalitions, small ones first; CooperationError with more than EXACT players."""
        if len(self.players) > EXACT:
            raise CooperationError(f"{len(self.players)} players have {2 ** len(self.players):,} coalitions: at most {EXACT} players can be looked at one by one.")  # fmt: skip
        return [frozenset(c) for k in range(smallest, len(self.players) + 1) for c in combinations(self.players, k)]

    def table(self) -> pd.Series:
        """The value of every coalition, largest first."""
        return pd.Series({_said(c): self.value(c) for c in self.coalitions()}, name="value").sort_values(
            ascending=False
        )


def _players(players) -> list:
    """Players as a list; CooperationError for what is no collection of things that have names."""
    if not isinstance(players, Iterable):
        raise CooperationError(f"A list of players is needed, not {players!r}.")
    players = list(players)
    for player in players:
        if not isinstance(player, Hashable) or player is None or player != player:
            raise CooperationError(f"{player!r} cannot play: players are names or numbers.")
    return players


def _game(game) -> Game:
    return given.kind(game, Game, "A game, as Game(players, value) or bloc_game make it,", CooperationError)


def _said(coalition: Iterable) -> str:
    return " + ".join(sorted(map(str, coalition))) or "nobody"


def shapley(players: Iterable[Hashable] | Game, value=None, *, samples: int | None = None, seed: int = 0) -> pd.Series:
    """Shapley value by player: what each adds on average over all orders in which they could join. Shapley (1953).

    Exact up to 12 players. With more, or with ``samples``, averaged over so many random orders and their reverses
    (2000 by default); ``attrs["standard error"]`` then says how sure each value is. The values add to the grand value.
    Raises CooperationError as `Game`, or for fewer than four samples.
    """
    if samples is not None:
        samples = given.whole(samples, "The number of samples", CooperationError, 4)
    seed = given.whole(seed, "The seed", CooperationError)
    game = players if isinstance(players, Game) else Game(players, value)
    n = len(game.players)
    if samples is None and n <= EXACT:
        weight = [math.factorial(s) * math.factorial(n - s - 1) / math.factorial(n) for s in range(n)]
        found = dict.fromkeys(game.players, 0.0)
        for without in [frozenset(), *game.coalitions()]:
            for player in set(game.players) - without:
                found[player] += weight[len(without)] * (game.value(without | {player}) - game.value(without))
        return pd.Series(found, name="Shapley value")
    rng = np.random.default_rng(seed)
    draws = (2000 if samples is None else samples) // 2
    added = np.empty((draws, n))
    for k in range(draws):
        order = rng.permutation(n)
        added[k] = (_added(game, order) + _added(game, order[::-1])) / 2
    out = pd.Series(added.mean(axis=0), game.players, name="Shapley value")
    out.attrs["standard error"] = pd.Series(added.std(axis=0, ddof=1) / math.sqrt(draws), game.players)
    return out


def _added(game: Game, order: np.ndarray) -> np.ndarray:
    out, coalition, before = np.empty(len(order)), frozenset(), 0.0
    for i in order:
        coalition |= {game.players[i]}
        after = game.value(coalition)
        out[i], before = after - before, after
    return out


@dataclass(frozen=True)
class Core:
    """Whether all players together can be shared so that no coalition does better alone, and the proof either way."""

    exists: bool
    allocation: pd.Series  # in the core if there is one; otherwise the one with the smallest complaint
    excess: float  # the largest complaint that is left: what the unhappiest coalition could get more alone (≤ 0: none)
    objections: pd.Series  # if there is no core: coalitions and weights that prove it (Bondareva 1963, Shapley 1967)
    bound: float  # what the objections are worth together: more than the grand value exactly if there is no core

    def __str__(self) -> str:
        if self.exists:
            return f"There is a core: nobody can do better outside. {', '.join(f'{k} {v:,.4g}' for k, v in self.allocation.items())}."
        blocks = "; ".join(f"{k} (weight {w:.2g})" for k, w in self.objections.items())
        return f"There is no core: {blocks} are worth {self.bound:,.4g} together, more than all players have to share."


def core(game: Game) -> Core:
    """The least core by linear programme: the sharing whose largest complaint is smallest. At most 12 players.

    Raises CooperationError for more players, or values too far apart for the programme.

    A complaint is v(S) less what S is given. If the smallest one is positive there is no core, and the weights of a
    balanced collection of coalitions, the dual solution, prove it.
    """
    inner = [c for c in _game(game).coalitions() if len(c) < len(game.players)]
    names, n = game.players, len(game.players)
    if not inner:
        return Core(True, pd.Series({names[0]: game.grand}), -math.inf, pd.Series(dtype=float), game.grand)
    member = np.array([[p in c for p in names] for c in inner], dtype=float)
    values = np.array([game.value(c) for c in inner])
    scale = max(np.abs(values).max(), abs(game.grand), 1e-300)
    least = linprog(
        np.append(np.zeros(n), 1.0),
        A_ub=np.hstack([-member, -np.ones((len(inner), 1))]), b_ub=-values / scale,
        A_eq=[np.append(np.ones(n), 0.0)], b_eq=[game.grand / scale], bounds=[(None, None)] * (n + 1), method="highs",
    )  # fmt: skip
    if not least.success:
        raise CooperationError(f"The core cannot be computed ({least.message.strip()}): the values are too far apart.")
    excess = float(least.x[-1])
    exists = excess <= 1e-9
    # the dearest balanced collection: what the coalitions could take if each player split the time among them
    balanced = linprog(-values / scale, A_eq=member.T, b_eq=np.ones(n), bounds=(0, None), method="highs")
    if not balanced.success:
        raise CooperationError(
            f"The core cannot be computed ({balanced.message.strip()}): the values are too far apart."
        )
    weights = {_said(c): w for c, w in zip(inner, balanced.x, strict=True) if w > 1e-9}
    return Core(
        exists, pd.Series(least.x[:n] * scale, names, name="allocation"), excess * scale,
        pd.Series({} if exists else weights, dtype=float, name="weight"), float(-balanced.fun * scale),
    )  # fmt: skip


def core_corners(game: Game) -> pd.DataFrame:
    """Corners of the core of three players, in order round it, rows of what each player gets; no rows if there is no core.

    The core of three is the part of a triangle where x_i ≥ v(i) and x_i ≤ v(N) − v(the two others), Σx = v(N). Raises
    CooperationError unless there are three players.
    """
    names = _game(game).players
    if len(names) != 3:
        raise CooperationError(f"The core can be drawn for three players, there are {len(names)}.")
    whole = game.grand
    low = np.array([game.value([p]) for p in names])
    high = np.array([whole - game.value([q for q in names if q != p]) for p in names])
    slack = 1e-9 * max(abs(whole), np.abs(low).max(), np.abs(high).max(), 1e-300)
    found = []
    for i, j in combinations(range(3), 2):  # two players at a limit each, the third gets the rest
        k = 3 - i - j
        for a in (low[i], high[i]):
            for b in (low[j], high[j]):
                x = np.empty(3)
                x[[i, j, k]] = a, b, whole - a - b
                if (x >= low - slack).all() and (x <= high + slack).all():
                    found.append(x)
    kept = [x for n, x in enumerate(found) if all(np.abs(x - y).max() > 10 * slack for y in found[:n])]
    if kept:
        middle = np.mean(kept, axis=0)
        kept.sort(key=lambda x: math.atan2((x - middle)[2], (x - middle)[1] - (x - middle)[0]))
    return pd.DataFrame(np.reshape(kept, (-1, 3)), columns=names)


def transfers(gains: pd.Series) -> pd.Series:
    """Payments (they add to 0) after which nobody has lost: losers get their loss, winners pay it in proportion to gains.

    Raises CooperationError, with the sum as proof, if the members lose together: then no payment among them can do it; and
    for gains that are no Series of numbers, one for each member.
    """
    given.kind(gains, pd.Series, "A Series of gains by member", CooperationError)
    if gains.empty or not gains.index.is_unique:
        raise CooperationError("Gains are given for one member or more, each once.")
    gains = pd.Series(given.array(gains.to_numpy(), gains.shape, "gains", CooperationError), gains.index)
    with np.errstate(over="ignore"):
        total, size = float(gains.sum()), float(gains.abs().sum())
    if not math.isfinite(size):
        raise CooperationError("The gains are too large to be added up: give them in a larger unit.")
    if total < 0:
        raise CooperationError(f"All members together lose {-total:,.4g}: whatever they pay each other, someone is worse off.")  # fmt: skip
    losses, wins = gains.clip(upper=0), gains.clip(lower=0)
    paid = wins * (-losses.sum() / wins.sum()) if losses.sum() else wins * 0
    return (-losses - paid).rename("transfer")


# -- with the trade model ----------------------------------------------------------------------------------------------
def gains(found: Counterfactual) -> pd.Series:
    """What a change is worth to each region in money of the base year: (Î/P̂ − 1) × income (equivalent variation)."""
    given.kind(found, Counterfactual, "A solved case (what counterfactual gives)", CooperationError)
    return ((found.welfare - 1) * found.model.income).rename("gain")


def bloc_game(model: TradeModel, players: Iterable[str], policy: Callable[[list[str]], dict]) -> Game:
    """The game of a bloc: a coalition is worth what its members gain together when they alone carry out the policy.

    ``policy(members)`` gives the arguments of `TradeModel.counterfactual`, such as ``{"tariff": …}``. A single player
    changes nothing and is worth 0. Each coalition is solved once. Outsiders keep their policies and may gain or lose.
    Raises TradeModelError for regions the model has not and fewer than two players, CooperationError for a policy that is
    none.
    """
    players = _bloc(model, players)
    if not callable(policy):
        raise CooperationError(
            "The policy is a function of a list of members that gives {'tariff': …} or {'iceberg': …}."
        )
    base, solved = model.baseline, {}

    def value(coalition: Coalition) -> float:
        members = [p for p in players if p in coalition]
        if len(members) < 2:
            return 0.0
        near = max((s for s in solved if s < coalition), key=len, default=None)
        solved[coalition] = base.counterfactual(**_change(policy(members)), start=solved.get(near))
        return float(gains(solved[coalition])[members].sum())

    return Game(players, value)


def compensated(model: TradeModel, change: dict, members: Iterable[str], rounds: int = 20) -> pd.DataFrame:
    """Transfers among members after which none of them has lost, prices adjusting to the transfers as to all else.

    Columns: gain (before transfers) and transfer, in the model's unit, and welfare before and after, in per cent. Raises
    CooperationError if the members lose together, and if none are found in so many rounds.
    """
    members, change = _bloc(model, members), _change(change)
    rounds = given.whole(rounds, "The number of rounds", CooperationError, 1)
    base = model.baseline
    first = found = base.counterfactual(**change)
    paid = pd.Series(0.0, base.labels)
    for _ in range(rounds):
        left = gains(found)[members]
        if left.min() >= -1e-9 * float(base.income[members].sum()):
            return pd.DataFrame(
                {
                    "gain": gains(first), "transfer": paid,
                    "welfare before, %": (first.welfare - 1) * 100, "welfare after, %": (found.welfare - 1) * 100,
                }
            ).loc[members]  # fmt: skip
        # aim a little above zero, so that a finite number of rounds ends on the right side
        aim = left - 1e-7 * base.income[members]
        paid[members] += transfers(aim)
        found = base.counterfactual(**change, transfers=paid, start=found)
    raise CooperationError(f"No transfers that leave nobody worse off were found in {rounds} rounds.")


def _bloc(model, members) -> list[str]:
    given.kind(model, TradeModel, "A trade model", CooperationError)
    if isinstance(members, Mapping | str) or not isinstance(members, Iterable):
        raise CooperationError(f"A list of regions is needed, not {members!r}.")
    members = list(members)
    model.bloc(members)
    if len(set(members)) != len(members):
        raise CooperationError("Name each member once.")
    return members


def _change(change) -> dict:
    """Arguments of `TradeModel.counterfactual`, as a policy gives them."""
    known = ("tariff", "iceberg", "transfers")
    if not isinstance(change, Mapping) or not set(change) <= set(known):
        raise CooperationError(f"A policy is a mapping with some of {', '.join(known)}, such as {{'tariff': …}}.")
    return dict(change)
