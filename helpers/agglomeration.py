"""Core and periphery: two regions that start alike, and whether workshops and people gather in one of them.

Krugman (1991) in the form of Fujita, Krugman and Venables (1999), chapter 5. A share of spending goes to manufactures, of
which each maker makes its own kind with increasing returns; the rest goes to food, which costs nothing to ship and whose
makers, half in each region, stay. To deliver one unit of manufactures to the other region ``cost`` units must be sent (an
iceberg cost, 1 = free). Workers move to where real wages are higher. Makers want to be where buyers are, and workers are
buyers (one loop); workers want to be where kinds are cheap, and makers bring kinds (the other).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from helpers import given

MOST = 1e3  # highest cost of shipping: a thousand sent for one that arrives
_CLOSE = 1e-9
_SMALL = 10


class AgglomerationError(ValueError):
    """Parameters of the model that say nothing, in words."""


@dataclass(frozen=True)
class CorePeriphery:
    """Two regions. manufactures: their share in spending, between 0 and 1; substitution: between two kinds, above 1.

    Raises AgglomerationError for values outside.
    """

    manufactures: float = 0.4
    substitution: float = 5.0

    def __post_init__(self):
        given.number(
            self.manufactures, "The share of manufactures", AgglomerationError, 0, 1, "give a share between 0 and 1, without the ends",
            above=True, below=True,
        )  # fmt: skip
        given.number(
            self.substitution, "The elasticity of substitution", AgglomerationError, 1, 50, "give a number above 1, at most 50", above=True,
        )  # fmt: skip

    @property
    def pulls_at_any_cost(self) -> bool:
        """The black hole: the pull of gathering wins however dear shipping is; (σ − 1)/σ is not above the share."""
        return (self.substitution - 1) / self.substitution <= self.manufactures

    @property
    def break_point(self) -> float:
        """The cost below which two equal regions do not last; infinite in a black hole.

        T^(σ−1) = (ρ + μ)(1 + μ) / ((ρ − μ)(1 − μ)) with ρ = (σ − 1)/σ (Fujita, Krugman and Venables, equation 5.28).
        """
        if self.pulls_at_any_cost:
            return math.inf
        mu, sigma = self.manufactures, self.substitution
        rho = (sigma - 1) / sigma
        return float(((rho + mu) * (1 + mu) / ((rho - mu) * (1 - mu))) ** (1 / (sigma - 1)))

    @property
    def sustain_point(self) -> float:
        """The cost below which a region that has all workers keeps them; infinite in a black hole.

        The root above 1 of (1 + μ)/2 · T^(1−σ−σμ) + (1 − μ)/2 · T^(σ−1−σμ) = 1 (the same, equation 5.17).
        """
        if self.pulls_at_any_cost:
            return math.inf
        mu, sigma = self.manufactures, self.substitution

        def outside(log_cost: float) -> float:  # logarithm, so that it stays in bounds
            a = math.log((1 + mu) / 2) + (1 - sigma - sigma * mu) * log_cost
            b = math.log((1 - mu) / 2) + (sigma - 1 - sigma * mu) * log_cost
            return float(np.logaddexp(a, b))

        low = math.log(self.break_point)
        high = low + 1.0
        while outside(high) < 0:
            high += 1.0
        return math.exp(brentq(outside, low, high, xtol=1e-13))

    def wages(self, people, cost) -> tuple[np.ndarray, np.ndarray]:
        """Wages of both regions (a farmer earns 1) where a share ``people`` of workers is in the first; arrays broadcast.

        Raises AgglomerationError for shares outside 0 to 1 or a cost below 1.
        """
        people, cost = self._asked(people, cost)
        mu, sigma = self.manufactures, self.substitution
        far = cost ** (1 - sigma)

        def lacks(log_ratio):
            """How far demand for the first region's makers lies above what they ask, in logarithms; falls in their wage."""
            one, two = _from_ratio(people, log_ratio)
            a, b = one ** (1 - sigma), two ** (1 - sigma)
            here, there = people * a + (1 - people) * b * far, people * a * far + (1 - people) * b
            income = mu * people * one + (1 - mu) / 2, mu * (1 - people) * two + (1 - mu) / 2
            sold = income[0] / here + income[1] * far / there, income[0] * far / here + income[1] / there
            return np.log(sold[0] / sold[1]) / sigma - log_ratio

        ends = np.log(cost) + 0.0  # no wage is further from the other than shipping costs
        low, high = -ends * 2 - 1e-6, ends * 2 + 1e-6
        for _ in range(60):
            middle = (low + high) / 2
            above = lacks(middle) > 0
            low, high = np.where(above, middle, low), np.where(above, high, middle)
        return _from_ratio(people, (low + high) / 2)

    def price_levels(self, people, cost) -> tuple[np.ndarray, np.ndarray]:
        """What manufactures cost in both regions (price indices). Arguments and errors: as `wages`."""
        people, cost = self._asked(people, cost)
        one, two = self.wages(people, cost)
        power = 1 - self.substitution
        far = cost**power
        a, b = people * one**power, (1 - people) * two**power
        return (a + b * far) ** (1 / power), (a * far + b) ** (1 / power)

    def real_wages(self, people, cost) -> tuple[np.ndarray, np.ndarray]:
        """What a worker can afford in both regions. Arguments and errors: as `wages`."""
        (one, two), (here, there) = self.wages(people, cost), self.price_levels(people, cost)
        return one * here**-self.manufactures, two * there**-self.manufactures

    def pull(self, people, cost) -> np.ndarray:
        """Real wage of the first region less that of the second: above 0, workers move in. Errors: as `wages`."""
        one, two = self.real_wages(people, cost)
        return one - two

    def real_incomes(self, people: float, cost: float) -> pd.Series:
        """What each can afford: workers (of the first and the second region) and farmers, who earn 1. Errors: as `wages`."""
        here, there = (float(p) ** -self.manufactures for p in self.price_levels(people, cost))
        one, two = (float(w) for w in self.real_wages(people, cost))
        return pd.Series({"workers here": one, "workers there": two, "farmers here": here, "farmers there": there})

    def equilibria(self, cost: float, points: int = 201) -> pd.DataFrame:
        """Where nobody wants to move, at one cost: people (share in the first region) and stable, by people.

        Corners where all workers are in one region count if it pays best there; roots between are found between ``points``
        shares and refined. Raises AgglomerationError for a cost below 1 or fewer than 11 points.
        """
        points = given.whole(points, "The number of points", AgglomerationError, 11, 10_001, "give from 11 to 10001")
        cost = float(self._asked(0.5, cost)[1])
        half = np.linspace(0.5, 1, points // 2 + 1)
        pull = self.pull(half, cost)
        pull[0] = 0.0
        found = {0.5: bool(self.pull(0.5 + 1e-4, cost) < 0)}
        for k in np.flatnonzero(pull[1:-1] * pull[2:] < 0) + 1:
            root = brentq(lambda p: float(self.pull(p, cost)), half[k], half[k + 1], xtol=1e-12)
            found[root] = bool(pull[k] > 0)
        if pull[-1] > _CLOSE:
            found[1.0] = True
        both = found | {1 - p: s for p, s in found.items()}
        return pd.DataFrame({"people": list(both), "stable": list(both.values())}).sort_values("people", ignore_index=True)

    def settle(self, people: float, cost: float, steps: int = 400, speed: float = 2.0) -> np.ndarray:
        """Shares of workers in the first region over time from a start: each step some move where they can afford more.

        The step is speed · pull · share · (1 − share), over the mean real wage: what FKV call simple dynamics. A region
        that is empty stays empty. Raises AgglomerationError for a share, cost, number of steps or speed out of bounds.
        """
        people, cost = (float(v) for v in self._asked(people, cost))
        steps = given.whole(steps, "The number of steps", AgglomerationError, 1, 10_000, "give from 1 to 10000")
        speed = given.number(speed, "The speed", AgglomerationError, 0, 5, "give a number above 0, at most 5", above=True)
        grid = np.linspace(0, 1, 401)
        one, two = self.real_wages(grid, cost)
        pull = (one - two) / (grid * one + (1 - grid) * two)
        pull[200] = 0.0  # alike regions pull alike
        pulls = [*(speed / _SMALL * pull).tolist(), 0.0]
        out = [people]
        for _ in range(steps):
            at = out[-1]
            for _ in range(_SMALL):  # in small moves, that nobody overshoots
                left = int(at * 400)
                beside = at * 400 - left
                at += ((1 - beside) * pulls[left] + beside * pulls[left + 1]) * at * (1 - at)
                at = min(1.0, max(0.0, at))
            out.append(at)
        return np.array(out)

    def by_cost(self, costs, points: int = 101) -> pd.DataFrame:
        """`equilibria` at several costs at once, for pictures: one row an equilibrium, with its cost.

        Roots lie on straight lines between ``points`` shares from one half to one. Errors: as `equilibria`.
        """
        points = given.whole(points, "The number of points", AgglomerationError, 11, 10_001, "give from 11 to 10001")
        costs = np.atleast_1d(given.plain(costs, "Costs", AgglomerationError))
        if costs.ndim != 1:
            raise AgglomerationError("Costs are a list of numbers, not a table.")
        half = np.linspace(0.5, 1, points)
        pull = self.pull(half[None, :], costs[:, None])
        alike = np.asarray(self.pull(0.5 + 1e-4, costs)) < 0
        rows = [(0.5, bool(s), c) for s, c in zip(alike, costs, strict=True)]
        for k, j in np.argwhere(pull[:, 1:-1] * pull[:, 2:] < 0):
            a, b = pull[k, j + 1], pull[k, j + 2]
            root = half[j + 1] + (half[j + 2] - half[j + 1]) * a / (a - b)
            rows += [(p, bool(a > 0), costs[k]) for p in (root, 1 - root)]
        rows += [(p, True, c) for c in costs[pull[:, -1] > _CLOSE] for p in (0.0, 1.0)]
        return pd.DataFrame(rows, columns=["people", "stable", "cost"]).sort_values(["cost", "people"], ignore_index=True)

    def _asked(self, people, cost) -> tuple[np.ndarray, np.ndarray]:
        people = given.plain(people, "The share of people", AgglomerationError)
        cost = given.plain(cost, "The cost of shipping", AgglomerationError)
        if not ((people >= 0) & (people <= 1)).all():
            raise AgglomerationError("A share of people lies between 0 and 1: one that was given does not.")
        if not ((cost >= 1) & (cost <= MOST)).all():
            raise AgglomerationError(f"The cost of shipping is what must be sent for one to arrive: 1 or more, at most {MOST:g}.")  # fmt: skip
        try:
            return np.broadcast_arrays(people, cost)
        except ValueError:
            raise AgglomerationError("Shares of people and costs do not fit each other: give as many of both, or one.") from None  # fmt: skip


def _from_ratio(people: np.ndarray, log_ratio: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both wages from the logarithm of their ratio: workers' mean wage is 1 (spending on manufactures is their income)."""
    ratio = np.exp(log_ratio)
    two = 1 / (people * ratio + 1 - people)
    return ratio * two, two
