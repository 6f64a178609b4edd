"""The value added along one product's chain (lesson 1.5)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import node_names
from helpers.datasets import kept
from helpers.mrio import MRIO
from helpers.tables.technology import labour_shares


def smile(m: MRIO, economy: str, industry: str, keep: float = 0.004) -> pd.DataFrame:
    """Who adds the value of one final product, and how far from its last step: nodes with more than ``keep`` of the value.

    Columns: share (of the product's value), steps (average propagation length to the maker; 0 is the maker itself).
    Source: Ye, Meng and Wei (2015). Raises MRIOError for an unknown node.
    """
    node = m.node(economy, industry)
    unit = np.zeros(m.n)
    unit[node] = 1.0
    needed = m.solve(unit)
    behind = needed - unit
    steps = np.divide(m.solve(behind), behind, out=np.zeros(m.n), where=behind > 1e-12)
    steps[node] = 0.0  # what the maker adds in the last step dwarfs its own inputs from itself
    out = pd.DataFrame({"share": m.v * needed, "steps": steps}, m.nodes)
    return out[out["share"] > keep].sort_values("share", ascending=False)


def smile_points(economy: str, industry: str, year: int) -> pd.DataFrame:
    """`smile` of a product with labels, per cent, whether at home, and labour's share (WIOD Socio-Economic Accounts)."""
    points = smile(datasets.mrio(year), economy, industry)
    labour = labour_shares(year).reindex(points.index)
    out = points.assign(
        share=points["share"] * 100, home=[r == economy for r, _ in points.index], labour=labour.to_numpy()
    )
    return out.set_axis(node_names(points.index))


BANDS = ("0 (the maker)", "1", "2", "3", "4", "5 or more")
PARTS = ("labour", "capital", "not known which of the two")


@kept
def smile_steps(economy: str, industry: str, year: int) -> pd.DataFrame:
    """All the value of one product by whole steps before the last one, in three parts: per cent, together 100.

    Rows `BANDS` (steps rounded), columns `PARTS`: earned by labour, by capital, and the value of those whose labour's share
    is not known (the rest of the world above all). WIOD Socio-Economic Accounts; ValueError after 2007.
    """
    paid = labour_shares(year)
    added = smile(datasets.mrio(year), economy, industry, keep=-np.inf)
    value = added["share"].to_numpy() * 100
    labour = paid.reindex(added.index).to_numpy()
    known = ~np.isnan(labour)
    parts = (value * np.nan_to_num(labour), value * np.where(known, 1 - np.nan_to_num(labour), 0.0), value * ~known)
    band = np.rint(added["steps"].to_numpy()).clip(max=len(BANDS) - 1).astype(int)
    summed = [np.bincount(band, weights=part, minlength=len(BANDS)) for part in parts]
    return pd.DataFrame(dict(zip(PARTS, summed, strict=True)), index=list(BANDS))
