"""Tables: kinds of trade."""

import numpy as np
import pytest
from worlds import world

from helpers import datasets
from helpers.classification import GOODS
from helpers.mrio import MRIO
from helpers.tables import kinds_of_trade


@pytest.fixture(scope="module")
def m() -> MRIO:
    return world(4, 3, seed=5)


@pytest.fixture(scope="module")
def wiod() -> MRIO:
    return datasets.mrio(2011)


def traded(exports: np.ndarray) -> MRIO:
    """A world of final goods only: one industry, ``exports[s, r]`` sold by s to r."""
    return MRIO(np.zeros(exports.shape), exports + np.eye(len(exports)), list("abc")[: len(exports)], ["goods"])


def test_trade_that_balances_in_each_industry_is_all_two_way():
    same = traded(np.array([[0.0, 5, 2], [5, 0, 1], [2, 1, 0]]))
    assert kinds_of_trade.grubel_lloyd(same, goods=False).tolist() == [1, 1, 1]


def test_trade_that_goes_one_way_only_is_not_two_way():
    one = traded(np.array([[0.0, 5, 2], [0, 0, 1], [0, 0, 0]]))
    assert kinds_of_trade.grubel_lloyd(one, goods=False).tolist() == [0, 0, 0]


def test_fewer_industries_never_lower_the_two_way_share(m):
    whole = m.aggregate(industries=dict.fromkeys(m.industries, "all"))
    assert (
        kinds_of_trade.grubel_lloyd(whole, goods=False) >= kinds_of_trade.grubel_lloyd(m, goods=False) - 1e-12
    ).all()


def test_the_world_index_lies_between_those_of_its_economies(wiod):
    each = kinds_of_trade.grubel_lloyd(wiod)
    assert each.min() < kinds_of_trade.world_grubel_lloyd(wiod) < each.max()


def test_the_index_of_goods_leaves_services_out(wiod):
    """The index of goods is that of the table whose services nobody sells abroad, and another than that of all trade."""
    goods = kinds_of_trade.grubel_lloyd(wiod)
    index = {r: k for k, r in enumerate(wiod.regions)}
    sold = wiod.exports.reshape(wiod.G, wiod.N, wiod.G)[:, np.isin(wiod.industries, list(GOODS))]
    for region in ("CHN", "LUX", "IND"):
        out, back = sold[index[region]], sold[:, :, index[region]].T
        assert goods[region] == pytest.approx(1 - np.abs(out - back).sum() / (out + back).sum())
        assert abs(goods[region] - kinds_of_trade.grubel_lloyd(wiod, goods=False)[region]) > 0.002


def test_two_way_trade_leaves_out_whom_it_is_told_and_names_whom_it_does_not_know(wiod):
    among = kinds_of_trade.two_way(2011)
    assert 0 < among < 100 and among != kinds_of_trade.two_way(2011, without="CHN")
    assert kinds_of_trade.two_way(2011, without=["CHN"]) == kinds_of_trade.two_way(2011, without="CHN")
    assert kinds_of_trade.two_way(2011, without=set(wiod.regions) - {"DEU", "FRA"}) == pytest.approx(
        100 * kinds_of_trade._all_two_way(wiod, ["DEU", "FRA"])
    )
    with pytest.raises(ValueError, match="GER"):
        kinds_of_trade.two_way(2011, without="GER")


def test_kinds_over_time_are_the_years_by_the_regions_and_the_world():
    table = kinds_of_trade.over_time("many_borders")
    assert list(table.index) == list(range(1995, 2012)) and {"WLD", "CHN"} <= set(table)
    assert table["WLD"].tolist() == pytest.approx(kinds_of_trade.world_over_time()["many_borders"].tolist())
    with pytest.raises(ValueError, match="two_way"):
        kinds_of_trade.over_time("one_way")


def test_two_way_trade_fell_by_weights_and_rose_within_pairs_and_industries():
    split = kinds_of_trade.two_way_split()
    assert (split["within"] + split["between"]).to_numpy() == pytest.approx(split["total"].to_numpy())
    assert (split["total"] < 0).all() and (split["within"] > 0).all() and (split["between"] < 0).all()
    world = kinds_of_trade.world_over_time()["two_way"]
    assert split.loc["all goods", ["first", "last"]].tolist() == pytest.approx([world[1995], world[2011]], abs=0.02)  # sales taken back are left out
    assert abs(split.at["manufactures", "total"]) < 0.5 < split.at["manufactures", "within"]


def test_trade_along_chains_rose_in_every_count_and_two_way_trade_only_within():
    table = kinds_of_trade.specifications()
    two = table[table.index.str.startswith("two-way")]
    assert table.drop(two.index)["agrees"].all()
    assert (two["agrees"] == two.index.str.endswith("industries")).all() and len(table) == 15


def test_later_editions_are_kept_apart():
    later = kinds_of_trade.later()
    assert later.index[0].startswith("ICIO") and later.index[1:].str.startswith("ADB").all() and later.between(30, 60).all()
