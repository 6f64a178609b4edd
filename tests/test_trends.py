"""Measures of chapter 1: their limits, their identities, and the findings the lessons stand on."""

import numpy as np
import pandas as pd
import pytest
from worlds import world

from helpers import datasets
from helpers.classification import E11_IN_WIOD
from helpers.mrio import MRIO, MRIOError
from helpers.tables import agreements, areas, fragmentation, ict, innovation, kinds_of_trade, smile, technology
from helpers.value_added import content_of_exports


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


def test_autarky_has_one_origin_and_no_foreign_share():
    alone = world(3, 2, seed=2, autarky=True)
    assert (fragmentation.origins_behind(alone, of=alone.industries) == 1).all()
    assert fragmentation.foreign_share(alone) == pytest.approx(0, abs=1e-12)


def test_origins_are_counted_from_one_to_all(m):
    few, many = (fragmentation.origins_behind(m, t, of=m.industries) for t in (0.2, 0.0))
    assert (few <= many).all() and many.max() <= m.G and many.min() >= 1


def test_all_industries_of_origin_together_are_the_whole_export(wiod):
    held = ict.inside_exports(wiod, origins=tuple(wiod.industries)).sum(axis=1)
    assert held.to_numpy() == pytest.approx(1, abs=2e-3)


def test_adding_industries_together_moves_the_foreign_share_but_no_grouping_does_not(m):
    bias = fragmentation.aggregation_bias(m, {"all": {}, "one": dict.fromkeys(m.industries, "one")})
    assert bias["all"] == pytest.approx(fragmentation.foreign_share(m)) and bias["one"] != pytest.approx(bias["all"])


def test_a_smile_holds_the_value_of_its_product(m):
    points = smile.smile(m, "R1", "i2", keep=0)
    assert points["share"].sum() == pytest.approx(1)
    assert points.loc[("R1", "i2"), "steps"] == 0 and (points["steps"].drop(("R1", "i2")) >= 1).all()


def test_labours_share_is_a_share():
    labour = technology.labour_shares(2007)
    assert labour.dropna().between(0, 1).all() and labour.notna().mean() > 0.95


def test_income_groups_earn_everything_there_is():
    earned = technology.earned_by_income()
    assert earned.sum(axis=1).to_numpy() == pytest.approx(1)
    fell = earned["high income"].unstack("technology").loc[[1995, 2011]].diff().iloc[1]
    assert (fell < -0.2).all()


def test_home_and_foreign_value_of_what_is_bought_add_up(wiod):
    share = technology.home_share("USA", 2011, 2011)[2011]
    assert 0.5 < share < 0.6


def test_content_by_area_is_all_foreign_content(wiod):
    content = areas.regional_content(2011)
    foreign = content_of_exports(wiod)["foreign"].sum() / 1e3
    assert content.to_numpy().sum() == pytest.approx(foreign, rel=1e-2)  # 35 industries against 22


def test_a_group_of_everyone_adds_all_its_foreign_value_itself():
    everyone = list(datasets.mrio(2011).regions)
    inside = areas.group_content(2011, {"world": everyone, "E11": E11_IN_WIOD})
    assert inside["world"] == pytest.approx(1) and 0 < inside["E11"] < 0.5


def test_everyone_together_trades_as_much_inside_as_size_says():
    everyone = areas.intensity(2011, list(datasets.mrio(2011).regions))
    assert everyone.tolist() == pytest.approx([1, 1, 1])


def test_flows_of_the_e11_are_counted_once_and_never_at_home():
    flows = areas.e11_flows(2011)
    assert not flows.duplicated(["origin", "destination"]).any()
    assert (flows["origin"] != flows["destination"]).all()
    assert flows.loc[flows["inside"], "origin"].isin(E11_IN_WIOD).all()


def test_agreements_only_come_and_cover_a_share_of_trade():
    cover = agreements.treaty_cover()
    assert cover["pairs"].is_monotonic_increasing and cover.min().min() > 0 and cover.max().max() < 1
    kinds = agreements.new_treaties(1995, 2011)
    assert kinds["pairs"].sum() == 40 * 39


def test_patent_shares_add_up_and_an_unknown_class_is_named():
    assert innovation.patent_shares().sum(axis=1).to_numpy() == pytest.approx(1)
    with pytest.raises(ValueError, match="no class 'magic'"):
        innovation.patent_shares("magic")


def test_more_people_online_go_with_no_more_participation_within_economies_and_years():
    effect = ict.internet_effect().loc["within economies and years"]
    assert effect["low"] < 0 < effect["high"]


def test_world_fragmentation_rose_and_dipped_in_2009():
    share = fragmentation.world_fragmentation()["foreign_share"]
    assert share[2008] > share[1995] and share[2009] < share[2008]


def test_the_weight_of_lags_is_a_correlation():
    link = innovation.lagged_link()
    assert link.dropna().between(-1, 1).all() and link.notna().sum() >= 3


@pytest.mark.parametrize(
    "call, error, words",
    [
        (lambda m: m.select(["i9"]), MRIOError, "'i9' is not an industry"),
        (lambda m: smile.smile(m, "R9", "i0"), MRIOError, "is not a node"),
        (lambda m: technology.labour_shares(2011), ValueError, "not for 2011"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(m, call, error, words):
    with pytest.raises(error, match=words):
        call(m)


def test_regional_shares_need_an_area_and_lie_between_0_and_1(wiod):
    share = fragmentation.regional_share(wiod)
    assert isinstance(share, pd.Series) and share.between(0, 1).all()
