"""Four communities between pairs of economies (interest, competition, identity, risk), weighed and ranked (4.1)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets, given
from helpers.datasets import kept

FOUR = ("interest", "competition", "identity", "risk")
DRAWS, SEED = 1000, 41
TIED = 1e-9  # scores that differ by less are the same place
SCALES = ("ranks", "from least to most", "standard scores")


@kept
def pairs() -> pd.DataFrame:
    """The four measures by (economy, partner), 2022, 78 economies that vote in the United Nations (rows: 78 × 77).

    interest: the partner's part in the economy's value-added trade, both directions, %. competition: overlap of the value
    added both sell abroad, by 50 industries, % (Finger and Kreinin 1979). identity: half like votes (100: the same ideal
    point, 0: the farthest two), half a common language (100 or 0). risk: overlap of where both sell value added and of where
    both buy it, the two of them left out, mean of the two, %. OECD ICIO of 2022; partners of final imports are estimated.
    """
    flows = datasets.load("icio_2022_flows")
    votes = datasets.load("un_votes").query("year == 2022").set_index("region")["ideal_point"]
    wide = flows.pivot(index="origin", columns="destination", values="value_added")
    places = [c for c in wide.index if c != "ROW" and c in votes.index]
    every = [*places, *(c for c in wide.index if c not in places)]
    sold = wide.loc[every, every].to_numpy().copy()
    np.fill_diagonal(sold, 0.0)
    G = len(places)
    both = sold + sold.T
    interest = 100 * both[:G, :G] / both[:G].sum(axis=1, keepdims=True)
    made = datasets.load("icio_2022_industries").pivot(index="region", columns="industry", values="vax").loc[places]
    share = made.clip(lower=0).div(made.clip(lower=0).sum(axis=1), axis=0).to_numpy()
    competition = 100 * np.minimum(share[:, None], share[None]).sum(axis=2)
    apart = np.abs(votes[places].to_numpy()[:, None] - votes[places].to_numpy()[None])
    known = datasets.load("pairs").set_index(["origin", "destination"])["common_language"]
    spoken = known.reindex(pd.MultiIndex.from_product([places, places])).fillna(0).to_numpy().reshape(G, G)
    identity = 50 * (1 - apart / apart.max()) + 50 * spoken
    risk = (_overlap(sold[:G]) + _overlap(sold.T[:G])) / 2
    index = pd.MultiIndex.from_product([places, places], names=["economy", "partner"])
    out = pd.DataFrame({k: v.ravel() for k, v in zip(FOUR, (interest, competition, identity, risk), strict=True)}, index)
    return out[index.get_level_values(0) != index.get_level_values(1)]


def _overlap(flows: np.ndarray) -> np.ndarray:
    """Overlap, %, of where every two rows go, both of them left out of the places (the first places are the rows)."""
    G = len(flows)
    out = np.zeros((G, G))
    for a in range(G):
        mine = np.tile(np.clip(flows[a], 0, None), (G, 1))
        others = np.clip(flows, 0, None).copy()
        mine[np.arange(G), np.arange(G)] = 0.0
        others[:, a] = 0.0
        mine /= mine.sum(axis=1, keepdims=True)
        others /= others.sum(axis=1, keepdims=True)
        out[a] = 100 * np.minimum(mine, others).sum(axis=1)
    return out


def economies() -> list[str]:
    """The 78 economies of `pairs`."""
    return list(pairs().index.get_level_values(0).unique())


def of(code: str) -> pd.DataFrame:
    """The four measures of one economy's partners; ValueError for an economy that is not among the 78."""
    table = pairs()
    if code not in table.index.get_level_values(0):
        raise ValueError(f"{code!r} is not among the 78 economies that vote. {given.near(code, economies())}")
    return table.loc[code]


def scaled(table: pd.DataFrame, scale: str = "ranks") -> pd.DataFrame:
    """Measures on one scale: ranks among partners or from least to most (both 0 to 100), or standard scores."""
    given.one_of(scale, SCALES, "a scale", ValueError)
    if scale == "ranks":
        return (table.rank() - 1) / (len(table) - 1) * 100
    if scale == "standard scores":
        return (table - table.mean()) / table.std()
    return (table - table.min()) / (table.max() - table.min()) * 100


def weighed(table: pd.DataFrame, weights, scale: str = "ranks") -> pd.Series:
    """Partners by their weighed mean of the four, the closest first. weights: four numbers of 0 or more, not all 0.

    Those that tie stand in the order of their codes (`tied` names them). Raises ValueError for other weights.
    """
    w = np.asarray(weights, dtype=float)
    if w.shape != (4,) or not np.isfinite(w).all() or (w < 0).any() or w.sum() == 0:
        raise ValueError(f"Four weights of 0 or more, not all 0, are needed: {', '.join(FOUR)}.")
    score = (scaled(table, scale) @ (w / w.sum())).round(9)  # sums that differ by rounding alone are a tie
    return score.sort_values(ascending=False, kind="stable").rename("closeness")


def tied(order: pd.Series) -> list[str]:
    """The closest partner, or all of them where several tie. order: as `weighed` gives it."""
    return list(order.index[order >= order.iloc[0] - TIED])


def draws(n: int = DRAWS, spread: float = 1.0, seed: int = SEED) -> np.ndarray:
    """Weights at random, n × 4, each row adding to 1 (Dirichlet); ``spread`` 1: all weights alike likely, more: nearer equal."""
    return np.random.default_rng(seed).dirichlet([spread] * 4, n)


@cache
def _scaled(code: str, scale: str) -> np.ndarray:
    return scaled(of(code), scale).to_numpy()


@cache
def _first(code: str, scale: str, spread: float) -> float:
    """% of draws in which none of those that come first under equal weights does."""
    score = _scaled(code, scale)
    equal = score.mean(axis=1)
    return 100 * float((equal < equal.max() - TIED)[np.argmax(score @ draws(spread=spread).T, axis=0)].mean())


def places(code: str, scale: str = "ranks", spread: float = 1.0) -> pd.DataFrame:
    """Each partner's place (1 is the closest) under each draw of weights: partners × draws."""
    score = scaled(of(code), scale).to_numpy() @ draws(spread=spread).T
    order = np.argsort(np.argsort(-score, axis=0, kind="stable"), axis=0) + 1
    return pd.DataFrame(order, of(code).index)


def turnover(code: str, scale: str = "ranks", spread: float = 1.0) -> pd.Series:
    """How far an economy's ranking of partners hangs on the weights: 1,000 draws against equal weights.

    first: the closest partner under equal weights; ties: how many tie there; lost: % of draws in which another comes first
    (of several that tie, none); firsts: how many different partners come first; kept: of the ten closest, how many stay
    among ten on average; reversed: % of pairs of partners whose order turns.
    """
    found = places(code, scale, spread)
    equal = weighed(of(code), [1, 1, 1, 1], scale)
    top, ten = tied(equal), list(equal.index[:10])
    at = found.to_numpy()
    ordered = found.loc[equal.index].to_numpy()
    n = len(ordered)
    turned = np.mean([(ordered[i + 1 :] < ordered[i]).sum(axis=0) for i in range(n - 1)], axis=1).sum()
    return pd.Series(
        {
            "first": top[0],
            "ties": len(top),
            "lost": 100 * float((found.loc[top] != 1).all().mean()),
            "firsts": len(np.unique(at.argmin(axis=0))),
            "kept": float((found.loc[ten] <= 10).sum().mean()),
            "reversed": 100 * turned / (n * (n - 1) / 2),
        },
        name=code,
    )


@kept
def all_turnovers(scale: str = "ranks", spread: float = 1.0) -> pd.DataFrame:
    """`turnover` of all 78 economies, one row each."""
    return pd.DataFrame([turnover(c, scale, spread) for c in economies()])


@kept
def turning_specifications() -> pd.DataFrame:
    """In how many economies does another partner come first in most draws? Three scales × weights alike likely or near equal.

    value: median over economies of the % of draws in which the first partner changes; agrees: it is half of them or more.
    """
    rows = {}
    for scale in SCALES:
        for spread, words in ((1.0, "all weights alike likely"), (4.0, "weights near equal")):
            rows[f"{scale}, {words}"] = np.median([_first(c, scale, spread) for c in economies()])
    out = pd.DataFrame({"value": rows})
    return out.assign(agrees=out["value"] >= 50)


@kept
def likeness() -> pd.DataFrame:
    """Rank correlation of the four measures among an economy's partners, median over the 78 economies (4 × 4)."""
    table = pairs()
    each = [group.droplevel(0).corr("spearman") for _, group in table.groupby(level=0)]
    return pd.DataFrame(np.median([e.to_numpy() for e in each], axis=0), list(FOUR), list(FOUR))
