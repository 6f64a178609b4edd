"""Two traces from a first order to an own brand: a stage MODEL of one firm. All its numbers are made up; nothing is observed.

A firm has two capabilities from 0 to 1, technology and market. Each stage teaches some of both, and what is not taught
fades. A firm moves on when it has what the next stage asks for, one stage a year at most. Stages after the figure of Li and
others (2018): market first OEM → GLC → OBM, technology first technology → OEM → ODM → OBM; the words after Hobday (1995).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import given


class TraceError(ValueError):
    """A firm that cannot be followed; the message says what to give."""


@dataclass(frozen=True)
class Stage:
    """What a stage asks for and teaches (technology, market), what it keeps of a dollar, and whether a buyer stands before the market."""

    words: str
    asks: tuple[float, float]
    teaches: tuple[float, float]
    keeps: float
    buyer: bool = False


STAGES = {
    "technology": Stage("own technology, no orders yet", (0.0, 0.0), (1.0, 0.0), 0.0),
    "OEM": Stage("makes to a buyer's design", (0.2, 0.0), (0.4, 0.2), 0.10, True),
    "GLC": Stage("also delivers to the buyer's markets", (0.2, 0.45), (0.3, 1.0), 0.20),
    "ODM": Stage("also designs for the buyer", (0.5, 0.1), (0.8, 0.45), 0.25, True),
    "OBM": Stage("sells under its own brand", (0.5, 0.6), (1.0, 1.0), 0.50),
}
TRACES = {"market first": ("OEM", "GLC", "OBM"), "technology first": ("technology", "OEM", "ODM", "OBM")}
YEARS = 40


def path(
    trace: str,
    technology: float = 0.2,
    market: float = 0.2,
    squeeze: float = 0.3,
    learning: float = 0.15,
    fading: float = 0.02,
    years: int = YEARS,
) -> pd.DataFrame:
    """One firm's way, a row a year from 0: stage, technology, market (0 to 1), keeps (part of a dollar of its product).

    technology, market: what it begins with (0 to 1); squeeze: the part of market learning that its buyers keep from it
    while it makes or designs for them (0 to 1); learning: the part of what is missing that a stage teaches in a year (0 to
    1); fading: the part that is forgotten in a year (0 to 1). The first stage asks for nothing. Raises TraceError.
    """
    trace = given.one_of(trace, TRACES, "a trace", TraceError)
    technology, market = _parts(technology=technology, market=market)
    years = given.whole(years, "The number of years", TraceError, 1, 1000, "give a whole number from 1 to 1000")
    stage, at = _followed(trace, [technology], [market], *_parts(squeeze=squeeze, learning=learning, fading=fading), years)  # fmt: skip
    names = [TRACES[trace][k] for k in stage[:, 0]]
    table = {"stage": names, "technology": at[:, 0, 0], "market": at[:, 1, 0], "keeps": [STAGES[s].keeps for s in names]}
    return pd.DataFrame(table, pd.RangeIndex(years + 1, name="year"))


def arrives(way: pd.DataFrame) -> int | None:
    """The year in which a way of `path` comes to its own brand; None if it does not in its years."""
    given.kind(way, pd.DataFrame, "A way as path gives it", TraceError)
    if "stage" not in way:
        raise TraceError("A way as path gives it has a column stage; this table has none.")
    there = np.flatnonzero((way["stage"] == "OBM").to_numpy())
    return int(there[0]) if len(there) else None


def years_to_brand(
    squeeze: float = 0.3, learning: float = 0.15, fading: float = 0.02, steps: int = 11, years: int = YEARS
) -> pd.DataFrame:
    """Years to an own brand by trace (columns; missing: not within ``years``) for starts on a grid of (technology, market).

    steps: points of the grid along each side, from 0 to 1. Other arguments and errors as `path`.
    """
    steps = given.whole(steps, "The number of steps", TraceError, 2, 101, "give a whole number from 2 to 101")
    years = given.whole(years, "The number of years", TraceError, 1, 1000, "give a whole number from 1 to 1000")
    made = _parts(squeeze=squeeze, learning=learning, fading=fading)
    side = np.round(np.linspace(0, 1, steps), 4)
    index = pd.MultiIndex.from_product([side, side], names=["technology", "market"])
    t, m = (index.get_level_values(k).to_numpy() for k in index.names)
    out = {}
    for trace, stages in TRACES.items():
        stage, _ = _followed(trace, t, m, *made, years)
        there = stage == len(stages) - 1
        out[trace] = np.where(there.any(axis=0), there.argmax(axis=0), np.nan)
    return pd.DataFrame(out, index)


def _parts(**values) -> list[float]:
    return [given.number(v, k.capitalize(), TraceError, 0, 1, "give a number from 0 to 1") for k, v in values.items()]  # fmt: skip


def _followed(trace: str, technology, market, squeeze: float, learning: float, fading: float, years: int) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Stage (years+1 × firms, its place in the trace) and capabilities (years+1 × 2 × firms) of many firms at once."""
    stages = [STAGES[s] for s in TRACES[trace]]
    asks = np.array([s.asks for s in stages] + [(np.inf, np.inf)])
    teaches = np.array([(s.teaches[0], s.teaches[1] * (1 - squeeze * s.buyer)) for s in stages])
    have = np.array([technology, market], dtype=float)
    place = np.zeros(have.shape[1], dtype=int)
    held, at = [have], [place]
    for _ in range(years):
        have = np.clip(have + learning * teaches[place].T * (1 - have) - fading * have, 0, 1)
        place = place + (have >= asks[place + 1].T - 1e-12).all(axis=0)
        held.append(have)
        at.append(place)
    return np.array(at), np.array(held)
