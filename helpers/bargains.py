"""A bargain of unequal partners that nobody can enforce but themselves: one hard rule, own levels, a soft deal, a mix.

Partners meet every year. Each may open by a level x ≥ 0. That costs it ½·c·x² and gives each other partner i the worth
b_i·s·x, where s is the size of the one that opens. A year is bad for a partner with chance q, alone and anew each year:
then opening costs it h times as much. It values next year δ of this year, and gets v a year outside the deal.

Derived on paper (trigger strategies, Friedman 1971; excuses after Bagwell and Staiger 1990, Rosendorff and Milner 2001).
κ = δ/(1−δ) is what a year's worth is worth from next year on for ever; κ_K = δ(1−δ^K)/(1−δ) over K years.

- **Hard**: nobody is excused and a breach ends the deal for whoever broke it. In a bad year i saves h·½c·x² by breaking
  and loses κ·(u − v), with u = b·Σ s x − m·½c·x² what it gets on average and m = 1 + q(h − 1). It keeps the deal if
  h·½c·x² ≤ κ·(u − v), which is δ ≥ h·C/(B − v + (h − m)·C) for the cost C = ½c·x² and the benefit B.
- **Soft**: in a bad year a partner may skip. A false excuse is found out with chance p; partners then stop opening to it
  for K years. So it keeps to the deal in a good year if ½c·x² ≤ p·κ_K·(u − v), with u = b·Σ s(1−q)x − (1−q)·½c·x².
- **Mixed**: a hard floor f for all and a soft top to the level L_i ≥ f; the top as in the soft deal, the floor as in the
  hard one. With no top it is the hard rule, with no floor the soft deal: the best mix is never worse than either, by
  construction, so only how much better it is says something.

A level is the highest that keeps itself up, but not above the one that is best for all together. All payoffs are a year's
expected worth, in the unit of b·s·x. Partners are made up: the module knows no data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import given

KINDS = ("one rule", "own levels", "soft", "mixed")
COLUMNS = {  # what is known of each partner: lowest and highest value, whether the ends are left out
    "size": (0.0, np.inf, True, False),
    "benefit": (0.0, np.inf, True, False),
    "cost": (0.0, np.inf, True, False),
    "patience": (0.0, 1.0, False, True),
    "outside": (0.0, np.inf, False, False),
    "bad": (0.0, 1.0, False, True),
    "worse": (1.0, np.inf, False, False),
}
STEPS = 40  # levels of a rule or a floor that are tried
_SLACK = 1e-4  # where a level is the highest that keeps itself up, keeping and breaking are worth the same


class BargainError(ValueError):
    """Partners or a deal that cannot be computed; the message says why."""


def partners(table: pd.DataFrame) -> pd.DataFrame:
    """Partners as the other functions take them, checked: two or more rows, columns as in `COLUMNS`.

    size: weight of its opening in others' eyes; benefit: what it makes of others' opening; cost: of its own; patience: δ
    from 0 to below 1; outside: what it gets a year without the deal; bad: chance of a bad year (below 1); worse: how many
    times as much opening costs then (1 or more). Raises BargainError for missing columns, doubled names and other numbers.
    """
    given.kind(table, pd.DataFrame, "A table of partners", BargainError)
    if len(table) < 2 or not table.index.is_unique:
        raise BargainError("A bargain needs two partners or more, each with a name of its own.")
    missing = [c for c in COLUMNS if c not in table]
    if missing:
        raise BargainError(f"The table of partners has no column {missing[0]!r}; it needs {', '.join(COLUMNS)}.")
    out = pd.DataFrame(
        {c: given.array(table[c].to_numpy(), (len(table),), f"The column {c}", BargainError) for c in COLUMNS},
        table.index,
    )
    for column, (low, high, above, below) in COLUMNS.items():
        for who, value in out[column].items():
            given.number(value, f"{column} of {who}", BargainError, low, high, above=above, below=below)
    return out


def patience_needed(cost: float, benefit: float, outside: float = 0.0, bad: float = 0.0, worse: float = 1.0) -> float:
    """The lowest patience δ with which a hard rule is kept, bad years included; above 1 (or infinite): no patience is enough.

    cost and benefit: of a normal year; outside: a year's worth without the deal. δ ≥ h·C/(B − v + (h − m)·C), which is
    (T − R)/(T − P) where no year is bad. Raises BargainError for numbers that cannot be. Source: Friedman (1971).
    """
    cost = given.number(cost, "The cost", BargainError, 0, above=True)
    benefit = given.number(benefit, "The benefit", BargainError, 0)
    outside = given.number(outside, "What is to be had outside", BargainError, 0)
    bad = given.number(bad, "The chance of a bad year", BargainError, 0, 1, below=True)
    worse = given.number(worse, "How much worse a bad year is", BargainError, 1)
    tempts = worse if bad else 1.0
    left = benefit - outside + (tempts - _mean(bad, worse)) * cost
    return tempts * cost / left if left > 0 else float("inf")


def _mean(bad, worse):
    """m: what opening costs on average, over a normal year's cost."""
    return 1 + bad * (worse - 1)


def _kappa(patience, years: float = np.inf):
    return patience * (1 - patience**years) / (1 - patience)


@dataclass(frozen=True)
class Deal:
    """What partners agree on and keep: levels, members, what each gets in an average year."""

    kind: str  # one of KINDS
    partners: pd.DataFrame
    floor: pd.Series  # the level that binds in every year (0 in a soft deal), by partner; 0 for who is out
    level: pd.Series  # the level of a normal year, floor and top
    members: list  # who keeps to it
    payoff: pd.Series  # expected worth of a year by partner, its outside option for who is out

    @property
    def gain(self) -> pd.Series:
        """What the deal is worth a year to each, beyond its outside option."""
        return (self.payoff - self.partners["outside"]).rename("gain")

    @property
    def total(self) -> float:
        """What the deal is worth to all together, beyond their outside options."""
        return float(self.gain.sum())


class _Many:
    """One set of partners under many floors at once: arrays floors × partners."""

    def __init__(self, table: pd.DataFrame):
        self.table = partners(table)
        self.s, self.b, self.c, self.d, self.v, self.q, self.h = (self.table[c].to_numpy() for c in COLUMNS)
        self.m, self.kappa = _mean(self.q, self.h), _kappa(self.d)
        self.tempts = np.where(self.q > 0, self.h, 1.0)  # in which year breaking tempts most

    def others(self, weight: np.ndarray) -> np.ndarray:
        """Σ over the other members (columns) of what each opens, by partner."""
        return weight.sum(axis=-1, keepdims=True) - weight

    def best_for_all(self, inside: np.ndarray, mean) -> np.ndarray:
        """The level at which a little more opening costs as much as it gives to the others."""
        return self.s * self.others(inside * self.b) / (self.c * mean)

    def settle(self, levels, payoff, keeps) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Members, levels and payoffs once everyone who would not keep to the deal is out.

        levels(inside, before) → levels; payoff(inside, levels) → worth; keeps(levels, worth) → who keeps. Levels fall
        from round to round (each hangs on the others'), so the largest deal that holds is found from above; then those
        who would break it go, and what is left is settled again.
        """
        inside = np.ones(levels.shape if hasattr(levels, "shape") else self.shape, dtype=bool)
        while True:
            at = None
            for _ in range(300):
                new = np.where(inside, levels(inside, at), 0.0)
                if at is not None and np.abs(new - at).max() <= 1e-7 * (1 + new.max()):
                    break
                at = new
            worth = payoff(inside, new)
            stay = inside & keeps(new, worth)
            stay &= stay.sum(axis=-1, keepdims=True) > 1  # nobody makes a deal alone
            if (stay == inside).all():
                return inside, new, np.where(inside, worth, self.v)
            inside = stay

    shape = (1, 1)

    def hard(self, floors: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """A rule that binds in every year: one level for all (each of ``floors``, a column), or own levels (None)."""
        self.shape = (len(floors) if floors is not None else 1, len(self.s))

        def levels(inside, before):
            if floors is not None:
                return np.broadcast_to(floors, self.shape)
            cap = self.best_for_all(inside, self.m)
            if before is None:
                return cap
            gets = self.b * self.others(self.s * before * inside) - self.v
            return np.minimum(cap, np.sqrt(np.maximum(2 * self.kappa * gets, 0) / (self.c * (self.tempts + self.kappa * self.m))))  # fmt: skip

        def payoff(inside, x):
            return self.b * self.others(self.s * x * inside) - self.m * self.c * x**2 / 2

        def keeps(x, worth):
            return (self.tempts * self.c * x**2 / 2 <= self.kappa * (worth - self.v) + _SLACK) & (x > 0)

        return self.settle(levels, payoff, keeps)

    def soft(self, memory: float, found_out: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Own levels that may be skipped in a bad year."""
        self.shape = (1, len(self.s))
        often, strength = 1 - self.q, found_out * _kappa(self.d, memory)

        def levels(inside, before):
            cap = self.best_for_all(inside, 1.0)
            if before is None:
                return cap
            gets = self.b * self.others(self.s * often * before * inside) - self.v
            return np.minimum(cap, np.sqrt(np.maximum(2 * strength * gets, 0) / (self.c * (1 + strength * often))))

        def payoff(inside, x):
            return self.b * self.others(self.s * often * x * inside) - often * self.c * x**2 / 2

        def keeps(x, worth):
            return (self.c * x**2 / 2 <= strength * (worth - self.v) + _SLACK) & (x > 0)

        return self.settle(levels, payoff, keeps)

    def mixed(self, floors: np.ndarray, memory: float, found_out: float):
        """A hard floor for all (each of ``floors``, a column) and soft tops above it."""
        self.shape = (len(floors), len(self.s))
        often, strength = 1 - self.q, found_out * _kappa(self.d, memory)

        def levels(inside, before):
            cap = np.maximum(self.best_for_all(inside, 1.0), floors)
            if before is None:
                return cap
            top = self.b * self.others(self.s * often * (before - floors) * inside)
            held = floors**2 + 2 * strength * np.maximum(top, 0) / (self.c * (1 + strength * often))
            return np.clip(np.sqrt(held), floors, cap)

        def payoff(inside, x):
            given_ = np.where(inside, floors + often * (x - floors), 0.0)
            paid = self.c / 2 * (often * x**2 + self.q * self.h * floors**2)
            return self.b * self.others(self.s * given_) - paid

        def keeps(x, worth):
            tempting = self.c / 2 * np.maximum(self.tempts * floors**2, x**2)
            return (tempting <= self.kappa * (worth - self.v) + _SLACK) & (x > 0)

        return self.settle(levels, payoff, keeps)

    def floors(self, steps: int = STEPS) -> np.ndarray:
        """Levels of a rule to try: up to the one that is best for those who would have it highest, without costs of bad years."""
        top = self.best_for_all(np.ones((1, len(self.s)), dtype=bool), 1.0).max()
        return np.linspace(0, top, steps + 1)[1:, None]

    def deal(self, kind: str, floor, found, row: int = 0) -> Deal:
        inside, level, worth = (a[row] for a in found)
        names = self.table.index
        low = np.where(inside, floor if floor is not None else level, 0.0)
        return Deal(
            kind, self.table, pd.Series(low, names, name="floor"), pd.Series(np.where(inside, level, 0.0), names, name="level"),
            list(names[inside]), pd.Series(worth, names, name="payoff"),
        )  # fmt: skip


def one_rule(table: pd.DataFrame, level: float | None = None) -> Deal:
    """The hard rule: the same level for all, in every year, no excuse; who would break it stays outside.

    level: above 0, or None for the one that is worth most to all together (tried in `STEPS`, then finer ones). Raises BargainError as `partners`.
    """
    many = _Many(table)
    if level is not None:
        level = given.number(level, "The level", BargainError, 0, above=True)
        return many.deal("one rule", level, many.hard(np.array([[level]])))
    floors, step = many.floors(), float(many.floors()[0, 0])
    while True:
        found = many.hard(floors)
        best = int(np.argmax((found[2] - many.v).sum(axis=1)))
        at = float(floors[best, 0])
        if step < 1e-4 * at:
            return many.deal("one rule", at, found, best)
        floors = np.clip(np.linspace(at - step, at + step, STEPS + 1)[:, None], 1e-9, None)  # finer, about the best
        step = 2 * step / STEPS


def own_levels(table: pd.DataFrame) -> Deal:
    """Hard too, and no excuse, but each partner is bound to a level of its own: the highest that it keeps in a bad year."""
    many = _Many(table)
    return many.deal("own levels", None, many.hard(None))


def soft(table: pd.DataFrame, found_out: float = 0.5, memory: float = np.inf) -> Deal:
    """The soft deal: each opens at its own level and may skip a bad year.

    found_out: chance that a false excuse is seen (0 to 1); memory: years for which partners then stop opening to it (1 or
    more, may be infinite). Raises BargainError for other numbers, and as `partners`.
    """
    found_out, memory = _enforced(found_out, memory)
    many = _Many(table)
    return many.deal("soft", 0.0, many.soft(memory, found_out))


def mixed(table: pd.DataFrame, floor: float | None = None, found_out: float = 0.5, memory: float = np.inf) -> Deal:
    """A hard floor for all and soft tops above it. floor: above 0; None: the best of `STEPS`, of none, and of no tops at all.

    Raises BargainError as `soft`, and for a floor that is no number above 0.
    """
    found_out, memory = _enforced(found_out, memory)
    many = _Many(table)
    if floor is not None:
        floor = given.number(floor, "The floor", BargainError, 0, above=True)
        return many.deal("mixed", floor, many.mixed(np.array([[floor]]), memory, found_out))
    floors = many.floors()
    found = many.mixed(floors, memory, found_out)
    best = int(np.argmax((found[2] - many.v).sum(axis=1)))
    tried = [many.deal("mixed", float(floors[best, 0]), found, best), soft(table, found_out, memory), one_rule(table)]
    top = max(tried, key=lambda d: d.total)
    return Deal("mixed", top.partners, top.floor, top.level, top.members, top.payoff)


def _enforced(found_out, memory) -> tuple[float, float]:
    found_out = given.number(found_out, "The chance that a false excuse is found out", BargainError, 0, 1)
    if not (isinstance(memory, float) and memory == np.inf):
        memory = given.number(memory, "The years a breach is remembered", BargainError, 1)
    return found_out, memory


def all_deals(table: pd.DataFrame, found_out: float = 0.5, memory: float = np.inf) -> dict[str, Deal]:
    """The best deal of each of `KINDS` among the same partners. Raises BargainError as `soft`."""
    return {
        "one rule": one_rule(table), "own levels": own_levels(table),
        "soft": soft(table, found_out, memory), "mixed": mixed(table, None, found_out, memory),
    }  # fmt: skip


def simulate(deal: Deal, years: int = 40, seed: int = 0) -> pd.DataFrame:
    """A deal played out with shocks drawn: year × partner, columns opening, bad (bool) and payoff.

    Everyone plays as the deal says: a member opens by its level, in a bad year by its floor. Who is out opens nothing and
    gets its outside option. Raises BargainError for what is no deal or no number of years.
    """
    given.kind(deal, Deal, "A deal, as one_rule, soft or mixed make it,", BargainError)
    years = given.whole(years, "The number of years", BargainError, 1)
    rng = np.random.default_rng(given.whole(seed, "The seed", BargainError))
    p = deal.partners
    inside = p.index.isin(deal.members)
    bad = rng.random((years, len(p))) < p["bad"].to_numpy()
    opening = np.where(bad, deal.floor.to_numpy(), deal.level.to_numpy()) * inside
    weight = opening * p["size"].to_numpy()
    gets = p["benefit"].to_numpy() * (weight.sum(axis=1, keepdims=True) - weight)
    pays = p["cost"].to_numpy() / 2 * opening**2 * np.where(bad, p["worse"].to_numpy(), 1.0)
    payoff = np.where(inside, gets - pays, p["outside"].to_numpy())
    rows = pd.MultiIndex.from_product([range(1, years + 1), p.index], names=["year", "partner"])
    return pd.DataFrame({"opening": opening.ravel(), "bad": bad.ravel(), "payoff": payoff.ravel()}, rows)


def break_at(table: pd.DataFrame, level: float, years: int = 40, seed: int = 0) -> pd.DataFrame:
    """A hard rule at any level, played by partners who leave for good when leaving is worth more: year × partner, as `simulate`.

    Each year's shocks are drawn; whoever gains by breaking, if the others who are in stay, breaks and is out from the next
    year on, so the rest decide anew with fewer partners. Column in: whether it was still a member. Raises BargainError as
    `one_rule` and `simulate`.
    """
    many = _Many(table)
    level = given.number(level, "The level", BargainError, 0, above=True)
    years = given.whole(years, "The number of years", BargainError, 1)
    rng = np.random.default_rng(given.whole(seed, "The seed", BargainError))
    n, inside, rows = len(many.s), np.ones(len(many.s), dtype=bool), []
    cost = many.c * level**2 / 2
    for _ in range(years):
        bad = rng.random(n) < many.q
        now = np.where(bad, many.h, 1.0) * cost
        worth = many.b * many.others(many.s * level * inside) - many.m * cost
        keeps = inside & (now <= many.kappa * (worth - many.v) + _SLACK)
        opened = np.where(keeps, level, 0.0)
        gets = many.b * many.others(many.s * opened)
        payoff = np.where(inside, gets - np.where(keeps, now, 0.0), many.v)
        rows.append(pd.DataFrame({"opening": opened, "bad": bad, "payoff": payoff, "in": inside}, many.table.index))
        inside = keeps if keeps.sum() > 1 else np.zeros(n, dtype=bool)
    return pd.concat(rows, keys=range(1, years + 1), names=["year", "partner"])


def unequal(n: int = 4, spread: float = 3.0, what: Iterable[str] = ("size",), **mean: float) -> pd.DataFrame:
    """Made-up partners: ``what`` differs evenly in logarithms from mean/√spread to mean·√spread, all else is alike.

    patience is spread in 1/δ − 1, the rate at which a partner discounts. n: partners (2 to 12); spread: the largest over
    the smallest, 1 (equal) or more; mean: of each column. Means (geometric) do not move with the spread. Raises
    BargainError for other numbers and columns there are not.
    """
    n = given.whole(n, "The number of partners", BargainError, 2, 12, "give a whole number from 2 to 12")
    spread = given.number(spread, "The spread", BargainError, 1)
    what = given.names(what, list(COLUMNS), "column", BargainError, "partners")
    base = {"size": 1.0, "benefit": 1.0, "cost": 1.0, "patience": 0.8, "outside": 0.0, "bad": 0.2, "worse": 2.0} | mean
    unknown = [k for k in base if k not in COLUMNS]
    if unknown:
        raise BargainError(f"{unknown[0]!r} is no column of partners. {given.near(unknown[0], COLUMNS)}")
    table = pd.DataFrame({k: np.full(n, given.number(v, k, BargainError)) for k, v in base.items()}, [chr(65 + i) for i in range(n)])  # fmt: skip
    table = partners(table)
    factor = spread ** np.linspace(0.5, -0.5, n)
    for column in what:
        if column == "patience":
            rate = (1 / table[column].clip(lower=1e-6) - 1) / factor  # the first one is the most patient
            table[column] = 1 / (1 + rate)
        elif column == "bad":
            table[column] = (table[column] / factor).clip(upper=0.9)
        else:
            table[column] = table[column] * factor
    return partners(table)
