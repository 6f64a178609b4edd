"""Do clusters and cities feed each other? What a core-periphery model says, and what economies' tables can say (lesson 4.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import t as student

from helpers import datasets
from helpers.agglomeration import CorePeriphery
from helpers.classification import MANUFACTURING
from helpers.datasets import kept
from helpers.tables import change

PUSHED = 0.6  # a plan brings six workers in ten to the first region
SHARES, SUBSTITUTION, COSTS = (0.2, 0.4, 0.6), (3.0, 5.0, 7.0), (1.2, 1.5, 2.0, 3.0)
BOOK = CorePeriphery(0.4, 5.0)


@kept
def specifications() -> pd.DataFrame:
    """Where a push of 60 % of workers into one region ends, in 36 worlds (words): value: % of workers there in the end.

    Choices: share of manufactures 0.2, 0.4, 0.6; substitution 3, 5, 7; cost of shipping 1.2, 1.5, 2, 3. agrees: more of
    them are there than were pushed (people and workshops feed each other).
    """
    rows = {}
    for mu in SHARES:
        for sigma in SUBSTITUTION:
            model = CorePeriphery(mu, sigma)
            for cost in COSTS:
                end = float(model.settle(PUSHED, cost, steps=600, speed=3.0)[-1])
                words = f"manufactures {mu:g}, substitution {sigma:g}, cost {cost:g}"
                rows[words] = end * 100
    return change.specifications(rows, above=PUSHED * 100 + 0.1)


@kept
def who_gains(costs: tuple[float, ...] = (1.2, 1.4, 1.6, 1.8), model: CorePeriphery = BOOK) -> pd.DataFrame:
    """Change of what each can afford, %, when all workshops gather in the first region, by cost of shipping (rows).

    workers (all move there), farmers here (in the core), farmers there (left behind); all: mean over everybody by number.
    """
    rows = {}
    mu = model.manufactures
    for cost in costs:
        before, after = model.real_incomes(0.5, cost), model.real_incomes(1.0, cost)
        workers = after["workers here"] / before["workers here"] - 1
        here, there = (after[k] / before[k] - 1 for k in ("farmers here", "farmers there"))
        rows[cost] = {
            "workers": workers, "farmers here": here, "farmers there": there, "all": mu * workers + (1 - mu) / 2 * (here + there),
        }  # fmt: skip
    return pd.DataFrame(rows).T.rename_axis("cost") * 100


@kept
def after_a_push(cost: float, model: CorePeriphery = BOOK, steps: int = 120) -> pd.DataFrame:
    """Share of workers in the first region, %, over time, from 52, 60, 70 and 90 % (columns), once a plan has ended."""
    return pd.DataFrame({f"{s} %": model.settle(s / 100, cost, steps=steps) * 100 for s in (52, 60, 70, 90)})


def tipping_share(cost: float, model: CorePeriphery = BOOK) -> float:
    """The share of workers that must be in one region before it fills by itself, %: 50 below the break point, none above the sustain point."""
    found = model.equilibria(cost)
    if not found["stable"].iloc[-1] or found["people"].iloc[-1] < 0.5 + 1e-6:
        return float("nan")
    return float(found.loc[~found["stable"] & (found["people"] >= 0.5 - 1e-9), "people"].max() * 100)


@kept
def growth_by_size(first: int = 1995, last: int = 2011, without: tuple[str, ...] = ()) -> pd.DataFrame:
    """Did economies that were large in an industry grow faster in it? value, low, high (95 %) of a slope by industry.

    Across WIOD's economies, each manufacturing industry for itself: growth of output (logarithm, current USD) on the
    logarithm of output in the first year, ordinary least squares, errors robust to unequal variance. Above 0: the large
    grew faster (gathering); below: the small did (spreading). ``without``: economies left out.
    """
    one, two = (_output(y).drop(["ROW", *without]) for y in (first, last))
    rows = {}
    for industry in MANUFACTURING:
        a, b = one[industry], two[industry]
        known = (a > 10) & (b > 10)  # million USD: below that an industry is not there
        x, y = np.log(a[known]), np.log(b[known] / a[known])
        x = x - x.mean()
        slope = float((x * y).sum() / (x**2).sum())
        left = y - y.mean() - slope * x
        n = int(known.sum())
        error = float(np.sqrt((x**2 * left**2).sum() * n / (n - 2))) / float((x**2).sum())
        half = float(student.ppf(0.975, n - 2)) * error
        rows[industry] = {"value": slope, "low": slope - half, "high": slope + half}
    return pd.DataFrame(rows).T.rename_axis("industry")


def _output(year: int) -> pd.DataFrame:
    m = datasets.mrio(year)
    return pd.DataFrame(np.asarray(m.x).reshape(m.G, m.N), m.regions, m.industries)


@kept
def concentration(without: tuple[str, ...] = ()) -> pd.DataFrame:
    """How many equal economies a manufacturing industry's world output would come from, by industry and year (1 / Σ shares²).

    WIOD's 40 economies, less those in ``without``.
    """
    out = {}
    for year in (1995, 2003, 2011):
        made = _output(year).drop(["ROW", *without])[list(MANUFACTURING)]
        out[year] = 1 / ((made / made.sum()) ** 2).sum()
    return pd.DataFrame(out)


