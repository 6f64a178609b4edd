"""The South's trade with itself: growth apart from closeness."""

import numpy as np
import pandas as pd
import pytest

from helpers.tables import shares, south


def test_the_four_loops_are_all_trade():
    assert np.allclose(south.loops().sum(axis=1), 100)


def test_korea_and_the_rest_of_the_world_are_not_of_the_south():
    members = south.south(["KOR", "ROW", "CHN", "USA", "POL", "XXX"])
    assert members == ["CHN", "POL"]


def test_two_economies_that_only_grow_come_no_closer():
    """Trade by size alone, twice: the second time two of four have grown."""
    ends = []
    for grown in (1.0, 3.0):
        size = np.array([4.0, 4.0, grown, grown])
        flows = pd.DataFrame(np.outer(size, size), list("abcd"), list("abcd")).where(~np.eye(4, dtype=bool), 0.0)
        ends.append(south.closeness(flows, ["c", "d"]))
    assert ends[1]["share"] > 3 * ends[0]["share"]
    assert [end["closeness"] for end in ends] == pytest.approx([1, 1])


def test_two_that_trade_twice_what_size_says_are_closer():
    size = np.array([4.0, 4.0, 1.0, 1.0])
    flows = pd.DataFrame(np.outer(size, size), list("abcd"), list("abcd")).where(~np.eye(4, dtype=bool), 0.0)
    flows.loc["c", "d"] = flows.loc["d", "c"] = 2.0
    assert south.closeness(flows, ["c", "d"])["closeness"] > 1.5


def test_growth_and_closeness_add_up_to_the_change():
    years = south.by_year()
    split = south.grown_or_closer(years.loc[1995], years.loc[2011])
    assert split["by size"] + split["by closeness"] == pytest.approx(split["last"] - split["first"])


def test_the_share_rises_by_six_points_and_nearly_all_of_it_is_size():
    split = south.grown_or_closer(south.by_year().loc[1995], south.by_year().loc[2011])
    assert split["last"] - split["first"] == pytest.approx(6.09, abs=0.02) and split["by closeness"] < 0.2


def test_the_share_of_a_year_is_counted_from_the_flows():
    flows = shares.flows(2011).drop(index="ROW", columns="ROW")
    members = south.south(flows.index)
    assert south.by_year().at[2011, "share"] == pytest.approx(flows.loc[members, members].to_numpy().sum() / flows.to_numpy().sum() * 100)


def test_exporters_moved_within_and_between_as_much_as_in_all():
    split = south.exporters_split()
    assert split["within"] + split["between"] == pytest.approx(split["total"]) and split["within"] > split["total"]


def test_agreements_only_spread_and_broad_schemes_add_some():
    narrow, broad = south.agreements_in_force(), south.agreements_in_force(True)
    assert (narrow.diff().dropna() >= 0).all(axis=None) and (broad >= narrow - 1e-9).all(axis=None)


def test_finance_adds_up_to_the_file():
    from helpers import datasets

    table = datasets.load("chinese_finance")
    assert south.finance()[["aid", "other", "vague"]].to_numpy().sum() == pytest.approx(table[["aid", "other", "vague"]].to_numpy().sum() / 1e3)
    assert south.finance()["top five"].between(0, 100).all()


def test_by_income_class_the_south_without_china_comes_no_closer():
    table = south.specifications()
    without = table[table.index.str.contains("without China") & table["who"].str.startswith("the classes")]
    assert len(without) == 7 and not without["agrees"].any() and (table["share"] > 1).all()


def test_seven_of_the_nineteen_are_outside_the_european_union():
    codes = shares.flows(2011).index
    assert len(south.south(codes)) == 19
    assert set(south.outside_union(codes)) == {"BRA", "CHN", "IDN", "IND", "MEX", "RUS", "TUR"}


def test_outside_the_union_and_among_the_e11_the_south_comes_closer():
    table = south.specifications()
    assert len(table) == 41
    agrees = table.groupby("who")["agrees"].sum()
    assert agrees["outside the European Union"] == 11 and agrees["the E11"] == 12 and agrees["the classes of 1995"] == 4


def test_the_seven_came_a_third_closer_nearly_all_of_it_with_china():
    times = south.who_is_south()["times"]
    assert times["outside the European Union"] == pytest.approx(1.30, abs=0.01)
    assert times["outside the European Union, without China"] < 1.06 and times["the E11, without China"] > 1.08


def test_who_is_south_repeats_what_a_hand_count_gives():
    flows = shares.flows(1995).drop(index="ROW", columns="ROW").clip(lower=0)
    seven = south.outside_union(flows.index)
    assert south.who_is_south().at["outside the European Union", 1995] == pytest.approx(south.closeness(flows, seven)["closeness"])


def test_more_than_half_of_the_trade_in_the_south_of_1995_met_the_union():
    assert south.through_union(1995) == pytest.approx(53.4, abs=0.1) and south.through_union(2011) < 32


def test_no_member_of_the_union_is_of_the_south_by_the_classes_of_2025():
    from helpers.classification import EU27

    assert not set(south._goods(2009)[1]) & set(EU27)


def test_without_the_union_fewer_pairs_of_the_south_found_an_agreement():
    new = [south.agreements_in_force(union=u)["South-South"].iloc[[0, -1]].diff().iloc[-1] for u in (True, False)]
    assert new[1] < new[0] and south.agreements_in_force(union=False)["South-South"].iloc[-1] == pytest.approx(25.6, abs=0.1)


def test_chinese_finance_was_as_high_in_2009_as_in_2016():
    total = south.finance()[["aid", "other", "vague"]].sum(axis=1)
    assert set(total.nlargest(2).index) == {2009, 2016} and abs(total[2009] - total[2016]) < 0.5
