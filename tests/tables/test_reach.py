"""Whom lower costs reach in the world of 2023."""

import numpy as np
import pytest

from helpers import worlds
from helpers.tables import corners, reach


@pytest.fixture(scope="module")
def everyone():
    return worlds.opened_2023("everyone")


def test_when_all_open_the_middle_poor_economy_gains_least_and_all_poor_income_together_most(everyone):
    table = reach.by_group(everyone)
    assert table["economies"].tolist() == [20, 48, 50, 70] and (table["losers"] == 0).all()
    assert table["percent"].round(1).tolist() == [3.3, 4.1, 4.1, 4.2]
    assert table["together"].round(1).tolist() == [3.9, 2.8, 2.4, 2.7]
    assert table["per_head"].round(0).tolist() == [30, 73, 237, 1348]


def test_what_is_counted_decides_whether_low_income_gains_more_and_no_other_choice_does():
    table = reach.reach()
    count = table.groupby(["together", "policy"])["agrees"].agg(["sum", "size"])
    assert (count["size"] == 18).all() and len(table) == 180
    middle = {"everyone": 0, "neighbours": 0, "south": 18, "belt": 18, "sales": 18}
    assert count["sum"][False].to_dict() == middle
    assert count["sum"][True].to_dict() == middle | {"everyone": 18}


def test_income_of_the_rich_lies_in_large_economies_that_buy_little_abroad(everyone):
    table = reach.covered(everyone)
    assert table.at["High income", "together"] < table.at["Low income", "together"]
    assert table.at["High income", "imports"] > table.at["Low income", "imports"]


def test_a_band_holds_its_centre_and_is_the_range_of_all_cases():
    bands = reach.bands()
    assert ((bands["low"] <= bands["central"]) & (bands["central"] <= bands["high"])).all() and len(bands) == 20
    cases = reach.cases("south")
    assert len(cases) == 18 and bands.at[("south", "Low income"), "high"] == cases["Low income"].max()
    assert bands.loc["everyone", "central"]["Low income"] == pytest.approx(3.258, abs=1e-3)


def test_parts_add_up_to_the_gain(everyone):
    parts = reach.parts(everyone)
    assert np.allclose(parts[list(reach.PARTS)].sum(axis=1), parts["all"])
    assert np.allclose(parts["all"], np.log(everyone.welfare) * 100)


def test_a_small_cut_is_all_borders_and_terms_of_trade():
    parts = reach.parts(worlds.opened_2023("everyone", 0.001, deficit="closed"))
    assert parts["switching"].abs().max() < 0.01 * parts["all"].abs().max()
    assert parts["imbalance"].abs().max() < 1e-7


def test_the_own_border_is_the_cut_on_imports(everyone):
    m, parts = everyone.model, reach.parts(everyone)
    imports = 1 - np.diag(m.pi[:, :, 0])
    assert np.allclose(parts["own border"], -imports * np.log(0.9) * 100)


def test_costs_read_back_from_shares_are_those_put_in():
    for policy in ("south", "sales"):
        found = worlds.opened_2023(policy)
        traded = found.model.pi[:, :, 0] > 0
        assert np.allclose(reach._iceberg(found)[traded], worlds.opening(policy, 0.1)[:, :, 0][traded], rtol=1e-7)


def test_the_poor_gain_less_mostly_because_less_of_what_they_buy_comes_from_abroad(everyone):
    gap = reach.why(everyone)["Low income"] - reach.why(everyone)["High income"]
    assert gap["all"] < -1 and gap.drop("all").idxmin() == "own border" and gap["own border"] < 0.35 * gap["all"]
    table = reach.covered(everyone)
    assert table["imports"].idxmin() == "Low income" and np.allclose(table["covered"], 100)
    assert reach.covered(worlds.opened_2023("south")).at["High income", "covered"] == 0


def test_money_is_the_gain_of_income(everyone):
    table, m = reach.gains(everyone), everyone.model
    money = (table["per_head"] * reach.economies()["population"]).sum()
    assert money == pytest.approx(((everyone.welfare - 1) * m.income).sum() * 1e6)


def test_nobody_leaves_the_dark_when_all_open_and_few_do_when_only_they_open():
    told = reach.brought_out("everyone")
    assert (told["poor"], told["dark"], told["left"]) == (20, 9, 0)
    assert reach.brought_out("sales")["left"] == 2 and reach.brought_out("sales", 0.3)["left"] == 5
    assert reach.brought_out("sales")["share after"] > reach.brought_out("sales")["share before"]


def test_most_of_the_dark_leave_under_few_choices():
    table = reach.outs()
    assert len(table) == 60 and table.index.is_unique
    assert not table[table["cut"] == 0.1]["agrees"].any() and not table[table["policy"] == "everyone"]["agrees"].any()
    assert 0 < table["agrees"].sum() < 12


def test_groups_are_those_of_the_world_bank_as_corners_has_them():
    assert worlds.groups_2023().equals(corners.economies(2023)["income_group"].reindex(worlds.groups_2023().index).rename("income_group"))
