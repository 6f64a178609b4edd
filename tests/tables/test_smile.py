"""Tables: smile."""

import numpy as np
import pandas as pd
import pytest
from worlds import world

from helpers import datasets
from helpers.mrio import MRIO, MRIOError
from helpers.tables import smile


@pytest.fixture(scope="module")
def m() -> MRIO:
    return world(4, 3, seed=5)


def test_a_smile_holds_the_value_of_its_product(m):
    points = smile.smile(m, "R1", "i2", keep=0)
    assert points["share"].sum() == pytest.approx(1)
    assert points.loc[("R1", "i2"), "steps"] == 0 and (points["steps"].drop(("R1", "i2")) >= 1).all()


def test_a_node_that_is_not_there_is_named(m):
    with pytest.raises(MRIOError, match="is not a region"):
        smile.smile(m, "R9", "i0")


def test_steps_hold_all_the_value_and_the_same_as_the_points():
    steps = smile.smile_steps("CHN", "electronics", 2007)
    points = smile.smile_points("CHN", "electronics", 2007)
    assert steps.to_numpy().sum() == pytest.approx(100) and (steps >= 0).all().all()
    maker = points.loc["China, electronics"]
    assert steps.iloc[0].sum() == pytest.approx(maker["share"])
    assert steps.iloc[0]["labour"] == pytest.approx(maker["share"] * maker["labour"])


def test_what_is_not_known_is_not_called_zero():
    steps = smile.smile_steps("CHN", "electronics", 2007)["not known which of the two"]
    assert steps.iloc[0] == 0 and steps.iloc[2:].min() > 0.5
    with pytest.raises(ValueError, match="not for 2011"):
        smile.smile_steps("CHN", "electronics", 2011)


def test_steps_are_average_propagation_lengths_and_points_are_the_largest(m):
    points = smile.smile(m, "R1", "i2", keep=0)
    assert points["share"].is_monotonic_decreasing
    A, node = m.A, m.node("R1", "i2")
    unit = np.eye(m.n)[node]
    needed, round_, weighted, total = unit, unit, np.zeros(m.n), np.zeros(m.n)
    for step in range(1, 400):
        round_ = A @ round_
        weighted, total, needed = weighted + step * round_, total + round_, needed + round_
    steps = pd.Series(weighted / total, m.nodes).drop(("R1", "i2"))
    assert points["steps"][steps.index].to_numpy() == pytest.approx(steps.to_numpy())
    assert points["share"][m.nodes].to_numpy() == pytest.approx(m.v * needed)
    few = smile.smile(m, "R1", "i2", keep=0.05)
    assert few.equals(points[points["share"] > 0.05])


def test_bands_are_whole_steps_and_the_last_holds_all_that_is_farther():
    added = smile.smile(datasets.mrio(2007), "CHN", "electronics", keep=-np.inf)
    steps = smile.smile_steps("CHN", "electronics", 2007).sum(axis=1)
    whole = added["steps"].round().clip(upper=5)
    told = (added["share"] * 100).groupby(whole).sum().reindex(range(6), fill_value=0.0)
    assert steps.tolist() == pytest.approx(told.tolist())
