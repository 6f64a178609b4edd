"""The equilibrium of the trade model after a change of costs: the system of Caliendo and Parro (2015), and what it gives.

Wages, prices and expenditure are solved together as one fixed point, all else follows from them. `trade_model` says what
the arrays are; here is only how they are solved and what a solved case knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers import given
from helpers.mrio import MRIO

if TYPE_CHECKING:
    from helpers.trade_model import TradeModel

TOLERANCE = 1e-11
_CONDITIONS = ("prices", "goods", "labour", "trade balance")


class TradeModelError(ValueError):
    """Something the model cannot use; the message names it and says what to do."""


class NotConverged(TradeModelError):
    """No equilibrium was found: there is no answer, and none is given."""


@dataclass(frozen=True)
class Counterfactual:
    """A solved equilibrium beside its baseline. Changes are factors (1.02 is +2 %) unless a name says otherwise."""

    model: TradeModel
    wage: pd.Series  # change of the wage by region, world value added the numéraire
    price: pd.DataFrame  # change of prices, region × industry
    cost: pd.DataFrame  # change of the cost of the region's own products
    trade_share: np.ndarray  # new shares of expenditure, importer × exporter × industry
    expenditure: pd.DataFrame  # new expenditure on each industry with tariffs, region × industry
    tariff: np.ndarray  # the tariffs it was solved for
    deficit: pd.Series  # spending beyond own income by region: the base year's, with transfers
    iterations: int
    residuals: dict[str, float]  # largest relative gap in each condition of equilibrium
    converged: bool = True  # always: a case without a solution raises NotConverged

    @property
    def residual(self) -> float:
        """The largest relative gap in any condition of equilibrium."""
        return max(self.residuals.values())

    @cached_property
    def sales(self) -> np.ndarray:
        """New sales before tariffs, importer × exporter × industry."""
        return self.trade_share / (1 + self.tariff) * self.expenditure.to_numpy()[:, None, :]

    @cached_property
    def output(self) -> pd.DataFrame:
        """New gross output, region × industry."""
        return self.model._frame(self.sales.sum(axis=0))

    @cached_property
    def value_added(self) -> pd.DataFrame:
        """New value added (labour income), region × industry; the world's total stays as it was."""
        return self.output * self.model.value_added_share

    @cached_property
    def tariff_revenue(self) -> pd.Series:
        """New tariff revenue by region."""
        return self.model._series((self.tariff * self.sales).sum(axis=(1, 2)))

    @cached_property
    def income(self) -> pd.Series:
        """New income by region: labour, tariff revenue and the imbalance, which is held."""
        return self.wage * self.model.labour_income + self.tariff_revenue + self.deficit

    @cached_property
    def cost_of_living(self) -> pd.Series:
        """Change of the price of final consumption by region: prices weighted by final shares."""
        return self.model._series(np.exp((self.model.final_share * np.log(self.price.to_numpy())).sum(axis=1)))

    @cached_property
    def welfare(self) -> pd.Series:
        """Change of real income, Î/P̂, by region: the exact measure."""
        return (self.income / self.model.income / self.cost_of_living).rename("welfare")

    @cached_property
    def real_wage(self) -> pd.Series:
        """Change of the real wage, ŵ/P̂, by region."""
        return (self.wage / self.cost_of_living).rename("real wage")

    @cached_property
    def welfare_first_order(self) -> pd.DataFrame:
        """Terms of trade, volume of trade and their sum by region, % of income: Caliendo and Parro's approximation.

        Right for small changes; for large ones it leaves the exact measure (``welfare``), as their Table 2 does for
        Mexico. Weights are the baseline's and every change is taken over the whole step at once, as they do.
        """
        m = self.model
        before, cost = m.sales, self.cost.to_numpy() - 1
        sold = before.sum(axis=0)
        bought = np.einsum("nij,ij->n", before, cost)
        terms = (sold * cost).sum(axis=1) - bought
        grown = np.divide(self.sales, before, out=np.ones_like(before), where=(before > 0) & (self.sales > 0))
        volume = (m.tariff * before * (grown - 1 - cost)).sum(axis=(1, 2))
        table = pd.DataFrame({"terms of trade": terms, "volume of trade": volume}, m.labels)
        return table.assign(welfare=table.sum(axis=1)).div(m.income, axis=0) * 100

    def as_baseline(self) -> TradeModel:
        """The model with this equilibrium as its base year, to go on from here."""
        return self.model._from(self)

    def to_mrio(self) -> MRIO:
        """The equilibrium as an input-output table, for the measures of the other modules.

        All users of a product in a region share its origins. Prices are net of tariffs, so tariffs paid on inputs are
        part of the table's value added.
        """
        m = self.model
        share = self.trade_share / (1 + self.tariff)
        inputs = m.input_share * self.output.to_numpy()[:, None, :]
        Z = np.einsum("nik,nkj->iknj", share, inputs).reshape(m.G * m.N, -1)
        final = m.final_share * self.income.to_numpy()[:, None]
        Y = np.einsum("nik,nk->ikn", share, final).reshape(m.G * m.N, -1)
        return MRIO(Z, Y, m.regions, m.industries, name=f"{m.name or 'Trade model'}, solved")


def pairs(regions: list[str], industries: list[str]) -> dict[str, list[str]]:
    """Axes of what is known for each importer, exporter and industry."""
    return {"importer": regions, "exporter": regions, "industry": industries}


def solve(
    model: TradeModel, change, tariff, start: Counterfactual | None = None, paid=None, most: int = 2000
) -> Counterfactual:  # fmt: skip
    """The equilibrium when buying costs change by the factor ``change`` and tariffs become ``tariff`` (both G×G×N).

    ``paid``: money each region is given (G), by default none. Raises TradeModelError for what has no number for each pair
    and industry, NotConverged, naming the market or the condition, if there is no equilibrium in ``most`` rounds.
    """
    by_pair = pairs(model.regions, model.industries)
    change, tariff = (given.array(a, by_pair, w, TradeModelError) for a, w in ((change, "change"), (tariff, "tariff")))
    paid = 0.0 if paid is None else given.array(paid, {"region": model.regions}, "paid", TradeModelError)
    G, N, theta = model.G, model.N, model.elasticity[:, None]
    with np.errstate(all="ignore"):
        # industry, importer, exporter
        offer = np.ascontiguousarray((model.pi * change**-model.elasticity).transpose(2, 0, 1))
    if not np.isfinite(offer).all():
        j, n, i = np.argwhere(~np.isfinite(offer))[0]
        raise NotConverged(
            f"Costs of {model.industries[j]} from {model.regions[i]} in {model.regions[n]} change by the factor {change[n, i, j]:.3g}: too far to be computed, there is no answer. Try a smaller change."
        )
    nobody = np.argwhere((offer.sum(axis=2) <= 0).T & (model.expenditure > 0))
    if len(nobody):
        n, j = nobody[0]
        raise NotConverged(
            f"At these costs nobody sells {model.industries[j]} to {model.regions[n]}, which has none of its own: there is no answer. Try a smaller change."
        )
    net = offer / (1 + tariff).transpose(2, 0, 1)
    back = np.ascontiguousarray(net.transpose(0, 2, 1))
    inputs = model.input_share
    va, final, deficit = model.value_added_share, model.final_share, model.deficit.to_numpy() + paid
    labour = model.labour_income.to_numpy()
    world = labour.sum()
    # a wage moves demand by about the trade elasticity: the first guess of how far to go
    step = 1 / (1 + np.average(model.elasticity, weights=model.expenditure.sum(axis=0)))

    def once(z):
        """One round of the map: wages, prices and expenditure in, the same out, with the gap in each condition."""
        w, p, X = z[:G], z[G : G + G * N].reshape(G, N), z[G + G * N :].reshape(G, N)
        cost = va * w[:, None] + (p[:, None, :] @ inputs)[:, 0, :]
        supply = np.exp(-theta * cost.T)
        price_power = (offer @ supply[:, :, None])[:, :, 0]
        price = -(np.log(price_power) / theta).T
        spread = X.T / price_power
        made = (supply * (back @ spread[:, :, None])[:, :, 0]).T
        kept = (spread * (net @ supply[:, :, None])[:, :, 0]).T  # expenditure before tariffs
        earned = labour * np.exp(w)
        income = earned + (X - kept).sum(axis=1) + deficit
        spent = (inputs @ made[:, :, None])[:, :, 0] + final * income[:, None]
        wanted = (va * made).sum(axis=1)
        gaps = (
            np.abs(price - p).max(), np.abs(spent - X).max() / world, np.abs(np.log(wanted / earned)).max(),
            np.abs((kept.sum(axis=1) - made.sum(axis=1) - deficit) / earned).max(),
        )  # fmt: skip
        new = w + step * np.log(wanted / earned)
        new = new - np.log((labour * np.exp(new)).sum() / world)
        return np.concatenate([new, price.ravel(), spent.ravel()]), gaps, (cost, supply, price_power)

    if start is not None and start.model.regions == model.regions and start.model.industries == model.industries:
        first = np.concatenate([np.log(start.wage), np.log(start.price).to_numpy().ravel(), start.expenditure.to_numpy().ravel()])  # fmt: skip
    else:
        first = np.concatenate([np.zeros(G + G * N), model.expenditure.ravel()])
    scale = np.concatenate([np.ones(G + G * N), np.full(G * N, N / labour.mean())])
    z, gaps, parts, iterations = _anderson(once, first, scale, most)
    if not max(gaps) <= TOLERANCE:
        worst = _CONDITIONS[int(np.nanargmax(gaps))] if np.isfinite(gaps).any() else "all of them"
        raise NotConverged(
            f"No equilibrium was found in {iterations} rounds (largest gap {max(gaps):.1e}, in {worst}): there is no answer. Try a smaller change."
        )
    cost, supply, price_power = parts
    share = (offer * supply[:, None, :] / price_power[:, :, None]).transpose(1, 2, 0)
    return Counterfactual(
        model, model._series(np.exp(z[:G])), model._frame(np.exp(z[G : G + G * N].reshape(G, N))), model._frame(np.exp(cost)),
        share, model._frame(z[G + G * N :].reshape(G, N)), tariff, model._series(deficit), iterations,
        dict(zip(_CONDITIONS, map(float, gaps), strict=True)),
    )  # fmt: skip


def _anderson(once, z: np.ndarray, scale: np.ndarray, most: int, memory: int = 12):
    """Anderson acceleration of a fixed-point map; a step that leaves the numbers falls back to the plain one.

    Source: Walker and Ni (2011). Ours, for scipy.optimize.anderson finds no answer for NAFTA in 1,000 rounds and needs
    890 where this needs 54 (teaching table of 2011): it knows neither the scale of each number nor a way back. Returns the point, its gaps, what the map found there and the rounds used.
    """
    points, steps = [], []
    best, stalled = np.inf, 0
    for rounds in range(most):
        with np.errstate(all="ignore"):
            image, gaps, parts = once(z)
        if max(gaps) <= TOLERANCE:
            return z, gaps, parts, rounds
        if not np.isfinite(image).all():
            if not points:
                return z, gaps, parts, rounds
            z = points[-1] + steps[-1] / scale * 0.5  # the accelerated step went too far: half the plain one
            points, steps = [], []
            continue
        step = (image - z) * scale
        size = np.abs(step).max()
        stalled = 0 if size < 0.999 * best else stalled + 1
        best = min(best, size)
        if stalled > 60:
            points, steps, stalled, best = [], [], 0, np.inf
        points, steps = [*points, z][-memory:], [*steps, step][-memory:]
        if len(steps) == 1:
            z = image
            continue
        differences = np.array([b - a for a, b in zip(steps, steps[1:], strict=False)]).T
        weights = np.linalg.lstsq(differences, step, rcond=1e-10)[0]
        moves = np.array([b - a for a, b in zip(points, points[1:], strict=False)]).T
        z = image - (moves + differences / scale[:, None]) @ weights
    with np.errstate(all="ignore"):
        _, gaps, parts = once(z)
    return z, gaps, parts, most
