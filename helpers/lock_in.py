"""Firms that search with ties inside and outside their cluster: can there be too many inside? A MODEL, nothing here is observed.

A way to make things is a string of bits with a value; bits work together, so there are many local tops. Each round a firm looks at
the best of those it is tied to and copies it, exactly from a neighbour, in part from outside; if that does not help, it tries to
change one bit. Outsiders search alone. Source of the landscapes: Kauffman and Levin (1987); of copying along ties: Lazer and
Friedman (2007). The two kinds of tie and what gets lost on the way are ours.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
import pandas as pd

from helpers import given

BITS = 10  # parts of a way to make things: 1,024 ways
FIRMS, OUTSIDERS, RUNS = 24, 48, 120
MOST_ROUNDS = 400


class LockInError(ValueError):
    """A search that cannot be run; the message says what to give."""


def landscapes(ruggedness: int, runs: int, seed: int) -> np.ndarray:
    """Values of all ways to make things in ``runs`` worlds (runs × 1,024), the best of each world 1, the worst 0; read-only.

    ``ruggedness``: how many other parts each part's worth hangs on, 0 (one top) to 9 (no order). LockInError for others.
    """
    ruggedness = given.whole(ruggedness, "The ruggedness", LockInError, 0, BITS - 1, f"give 0 to {BITS - 1}")
    runs = given.whole(runs, "The number of worlds", LockInError, 1, 1000, "give 1 to 1,000")
    return _landscapes(ruggedness, runs, given.whole(seed, "The seed", LockInError, 0, 2**32 - 1))


@lru_cache(8)
def _landscapes(ruggedness: int, runs: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    bits = np.arange(2**BITS)[:, None] >> np.arange(BITS) & 1
    worth = rng.random((runs, BITS, 2 ** (ruggedness + 1)))
    value = np.zeros((runs, len(bits)))
    for part in range(BITS):
        others = (part + np.arange(ruggedness + 1)) % BITS
        value += worth[:, part, bits[:, others] @ (1 << np.arange(ruggedness + 1))]
    low, high = value.min(axis=1, keepdims=True), value.max(axis=1, keepdims=True)
    value = (value - low) / (high - low)
    value.flags.writeable = False
    return value


def search(
    inside: int, ties: int = 8, ruggedness: int = 4, understood: float = 0.5, outsiders: int = OUTSIDERS, rounds: int = 30,
    runs: int = RUNS, seed: int = 44,
) -> pd.DataFrame:  # fmt: skip
    """What a cluster's firms have reached after some rounds, in each of ``runs`` worlds (rows).

    inside: how many of a firm's ``ties`` lead to firms of its cluster, the others lead to some of the ``outsiders``;
    understood: chance that a part of an outsider's way gets across (0 … 1). Columns: value, mean of the firms as a part of the
    best there is (0 … 1); ways, how many different ways they use. The same seed gives the same worlds and starts for all
    settings of the ties. LockInError for what cannot be.
    """
    ties = given.whole(ties, "The number of ties", LockInError, 1, FIRMS - 1, f"give 1 to {FIRMS - 1}")
    inside = given.whole(inside, "The number of ties inside", LockInError, 0, ties, f"of {ties} ties, 0 to {ties} can be inside")  # fmt: skip
    understood = given.number(understood, "What is understood of outsiders", LockInError, 0, 1, "give a fraction from 0 to 1")  # fmt: skip
    outsiders = given.whole(outsiders, "The number of outsiders", LockInError, 1, 200, "give 1 to 200")
    rounds = given.whole(rounds, "The number of rounds", LockInError, 0, MOST_ROUNDS, f"give 0 to {MOST_ROUNDS}")
    value = landscapes(ruggedness, runs, seed)
    rng = np.random.default_rng([seed, 1])
    world = np.arange(runs)[:, None]
    ways = rng.integers(2**BITS, size=(runs, FIRMS + outsiders))  # those of the cluster first
    partners = _partners(rng, runs, inside, ties, outsiders)
    worth = value[world, ways]
    for _ in range(rounds):
        seen, far = _best_partner(worth, partners, ways)
        lost = (rng.random((runs, FIRMS, BITS), dtype=np.float32) >= understood) @ (1 << np.arange(BITS))
        copy = np.where(far, seen ^ ((ways[:, :FIRMS] ^ seen) & lost), seen)
        tried = ways ^ (1 << rng.integers(BITS, size=ways.shape))
        tried[:, :FIRMS] = np.where(value[world, copy] > worth[:, :FIRMS], copy, tried[:, :FIRMS])
        found = value[world, tried]
        ways, worth = np.where(found > worth, tried, ways), np.maximum(found, worth)
    own = np.sort(ways[:, :FIRMS], axis=1)
    reached = {"value": value[world, own].mean(axis=1), "ways": 1 + (np.diff(own, axis=1) > 0).sum(axis=1)}
    return pd.DataFrame(reached, pd.RangeIndex(runs, name="world"))


def _partners(rng, runs: int, inside: int, ties: int, outsiders: int) -> np.ndarray:
    """Whom each firm is tied to (runs × FIRMS × ties): ``inside`` other firms of its cluster, each once, then outsiders."""
    near = rng.random((runs, FIRMS, FIRMS))
    near[:, np.arange(FIRMS), np.arange(FIRMS)] = 2.0  # nobody is its own partner
    far = FIRMS + rng.integers(outsiders, size=(runs, FIRMS, ties))
    return np.concatenate([near.argsort(axis=2)[:, :, :inside], far[:, :, : ties - inside]], axis=2)


def _best_partner(worth: np.ndarray, partners: np.ndarray, ways: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The way of each firm's best partner, and whether that partner is an outsider."""
    start = np.arange(len(worth))[:, None] * worth.shape[1]  # worlds one after the other, quicker to look up
    worth, who = worth.ravel(), partners[:, :, 0]
    for tie in range(1, partners.shape[2]):
        other = partners[:, :, tie]
        who = np.where(worth[start + other] > worth[start + who], other, who)
    return ways.ravel()[start + who], who >= FIRMS


@cache
def _curve(ties: int, *setting) -> pd.DataFrame:
    found = [search(k, ties, *setting) for k in range(ties + 1)]
    value, ways = (np.array([f[c] for f in found]) for c in ("value", "ways"))
    runs = value.shape[1]
    behind = value[value.mean(axis=1).argmax()] - value  # the same worlds: each is compared with itself
    error = np.sqrt(max(runs - 1, 1)) / 100
    table = {
        "value": value.mean(axis=1) * 100, "error": value.std(axis=1) / error, "ways": ways.mean(axis=1),
        "behind": behind.mean(axis=1) * 100, "behind error": behind.std(axis=1) / error,
    }  # fmt: skip
    return pd.DataFrame(table, pd.Index(np.arange(ties + 1) / ties * 100, name="ties inside, %"))


def curve(
    ties: int = 8, ruggedness: int = 4, understood: float = 0.5, outsiders: int = OUTSIDERS, rounds: int = 30, runs: int = RUNS,
    seed: int = 44,
) -> pd.DataFrame:  # fmt: skip
    """What a cluster reaches by the part of its firms' ties that is inside (index, %), mean of ``runs`` worlds.

    Columns: value, % of the best there is, and its standard error; ways, different ways left among its 24 firms; behind and
    behind error, how far below the best number of ties, compared world by world. Raises as `search`.
    """
    search(0, ties, ruggedness, understood, outsiders, 0, runs, seed)  # refuses what cannot be
    return _curve(ties, ruggedness, float(understood), outsiders, rounds, runs, seed).copy()


def has_top_between(table: pd.DataFrame) -> bool:
    """Whether a curve is an inverted U: its highest place is no end, and both ends are more than two standard errors below it."""
    ends = table.iloc[[0, -1]]
    return bool((ends["behind"] > 2 * ends["behind error"]).all() and (ends["behind"] > 0).all())
