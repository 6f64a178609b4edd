"""Do soft deals suit unequal partners better than hard ones? Made-up partners under all reasonable choices (lesson 4.3)."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from helpers import bargains
from helpers.datasets import kept
from helpers.tables import change

DIFFER = {
    "size": ("size",),
    "cost": ("cost",),
    "patience": ("patience",),
    "size, cost and patience": ("size", "cost", "patience"),
}
SPREAD = 4.0  # the largest partner over the smallest
PATIENCE, WORSE, FOUND_OUT, OUTSIDE = (0.6, 0.9), (1.0, 2.0, 4.0), (0.3, 0.9), (0.0, 0.5)


def example() -> pd.DataFrame:
    """Three made-up partners that the lesson begins with: a large patient one, a middle one, a small one in a hurry."""
    table = {
        "size": [2.0, 1.0, 0.5], "benefit": [1.0, 1.0, 1.0], "cost": [2.0, 1.0, 0.6], "patience": [0.9, 0.8, 0.6],
        "outside": [0.0, 0.0, 0.0], "bad": [0.2, 0.2, 0.2], "worse": [4.0, 4.0, 4.0],
    }  # fmt: skip
    return pd.DataFrame(table, pd.Index(["Large", "Middle", "Small"], name="partner"))


@kept
def totals() -> pd.DataFrame:
    """What each kind of deal is worth to four made-up partners together, equal and unequal, under 120 sets of choices.

    Index: differ (in what partners differ; "nothing": they are equal), patience, worse (cost of a bad year over a normal
    one's), found out (chance that a false excuse is seen), outside (a year's worth without the deal). Columns: `bargains.KINDS`.
    The mean partner is the same in all; bad years come with a chance of 0.2.
    """
    rows = {}
    for differ, columns in {"nothing": (), **DIFFER}.items():
        for patience, worse, outside in product(PATIENCE, WORSE, OUTSIDE):
            spread = SPREAD if columns else 1.0
            table = bargains.unequal(4, spread, columns or ("size",), patience=patience, worse=worse, outside=outside)
            hard, own = bargains.one_rule(table), bargains.own_levels(table)
            for seen in FOUND_OUT:
                mixed = bargains.mixed(table, None, seen)
                soft = bargains.soft(table, seen)
                rows[differ, patience, worse, seen, outside] = [hard.total, own.total, soft.total, mixed.total]
    names = ["differ", "patience", "worse", "found out", "outside"]
    return pd.DataFrame(rows, list(bargains.KINDS)).T.rename_axis(index=names)


def choices(kind: str = "soft", over: str = "one rule", differ: str | None = None) -> pd.DataFrame:
    """One kind of deal against another among unequal partners, in words: value (% more than the other), agrees (above 0.5).

    Among equal partners with ``differ="nothing"``. Where no deal of the second kind holds the first is worth infinitely
    more if it holds (shown as 100) and as much if it does not (0).
    """
    table = totals()
    unequal = table.index.get_level_values("differ") != "nothing"
    table = table[unequal] if differ is None else table.xs(differ, level="differ", drop_level=False)
    one, other = table[kind].to_numpy(), table[over].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        more = np.where(other > 1e-9, (one / other - 1) * 100, np.where(one > 1e-9, 100.0, 0.0))
    words = [
        f"unlike in {d}, patience {p:g}, a bad year costs {w:g} times, {s:.0%} found out" + (f", outside {o:g}" if o else "")
        for d, p, w, s, o in table.index
    ]  # fmt: skip
    return change.specifications(dict(zip(words, np.minimum(more, 100.0), strict=True)), above=0.5)


@kept
def steps() -> pd.DataFrame:
    """From one rule to the best mix, in how many of the choices each step pays: rows of partners (equal, unequal), columns in %.

    own levels instead of one rule; soft instead of one rule; soft instead of own levels (what flexibility is worth where
    levels may differ anyway); the mix over the better of soft and one rule. Shares of the choices in which it is worth more
    than half a per cent more.
    """
    pairs = {
        "own levels over one rule": ("own levels", "one rule"),
        "soft over one rule": ("soft", "one rule"),
        "soft over own levels": ("soft", "own levels"),
        "a mix over one rule": ("mixed", "one rule"),
    }
    rows = {}
    for words, differ in {"equal partners": "nothing", **{f"unlike in {k}": k for k in DIFFER}}.items():
        rows[words] = {k: choices(a, b, differ)["agrees"].mean() * 100 for k, (a, b) in pairs.items()}
    return pd.DataFrame(rows).T
