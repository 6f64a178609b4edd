"""Tables: fragmentation."""

import pandas as pd
import pytest
from worlds import world

from helpers import datasets
from helpers.mrio import MRIO
from helpers.tables import fragmentation


@pytest.fixture(scope="module")
def m() -> MRIO:
    return world(4, 3, seed=5)


@pytest.fixture(scope="module")
def wiod() -> MRIO:
    return datasets.mrio(2011)


def test_autarky_has_one_origin_and_no_foreign_share():
    alone = world(3, 2, seed=2, autarky=True)
    assert (fragmentation.origins_behind(alone, of=alone.industries) == 1).all()
    assert fragmentation.foreign_share(alone) == pytest.approx(0, abs=1e-12)


def test_origins_are_counted_from_one_to_all(m):
    few, many = (fragmentation.origins_behind(m, t, of=m.industries) for t in (0.2, 0.0))
    assert (few <= many).all() and many.max() <= m.G and many.min() >= 1


def test_adding_industries_together_moves_the_foreign_share_but_no_grouping_does_not(m):
    bias = fragmentation.aggregation_bias(m, {"all": {}, "one": dict.fromkeys(m.industries, "one")})
    assert bias["all"] == pytest.approx(fragmentation.foreign_share(m)) and bias["one"] != pytest.approx(bias["all"])


def test_world_fragmentation_rose_and_dipped_in_2009():
    share = fragmentation.world_fragmentation()["foreign_share"]
    assert share[2008] > share[1995] and share[2009] < share[2008]


def test_regional_shares_need_an_area_and_lie_between_0_and_1(wiod):
    share = fragmentation.regional_share(wiod)
    assert isinstance(share, pd.Series) and share.between(0, 1).all()
