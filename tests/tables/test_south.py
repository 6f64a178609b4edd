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


def test_leaving_china_out_turns_the_verdict_in_most_choices_from_1995():
    table = south.specifications()
    without = table[table.index.str.contains("without China") & ~table.index.str.contains("E11") & table.index.str.contains("1995")]
    assert len(without) == 4 and not without["agrees"].any() and (table["share"] > 1).all()
