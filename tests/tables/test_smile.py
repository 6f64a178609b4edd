"""Tables: smile."""

import pytest
from worlds import world

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
