"""Blocs that lower a border: what members buy more of one another, and where they move."""

import numpy as np
import pandas as pd
import pytest
from worlds import trade_model as made_up

from helpers import worlds
from helpers.classification import E11_IN_WIOD
from helpers.tables import borders
from helpers.trade_model import TradeModel, TradeModelError


@pytest.fixture(scope="module")
def found():
    return worlds.e11_in_2011()


def test_members_buy_more_of_each_other_and_less_at_home(found):
    moved = borders.trade_moved(found, E11_IN_WIOD)
    assert (moved["from members"] > 0).all() and (moved["at home"] < 0).all()


def test_what_is_bought_less_and_more_is_all_that_changed(found):
    moved, m = borders.trade_moved(found, E11_IN_WIOD), found.model
    for c in E11_IN_WIOD:
        n = m.region(c)
        assert moved.loc[c].sum() == pytest.approx(found.sales[n].sum() - m.sales[n].sum(), abs=1e-6)
    with pytest.raises(TradeModelError, match="bloc of one"):
        borders.trade_moved(found, ["MEX"])


def test_before_is_the_baseline_and_nothing_moves_without_a_policy():
    m = worlds.world_2011()
    table = borders.along_the_chain(m.counterfactual())
    for measure in table.columns.get_level_values(0).unique():
        assert np.allclose(table[measure, "before"], table[measure, "after"])


def test_every_member_gains_and_a_smaller_elasticity_never_changes_that():
    for case in ("as given", "half", "4 everywhere (Simonovska and Waugh 2014)"):
        assert (worlds.e11_in_2011(0.1, case).welfare[E11_IN_WIOD] > 1).all()


def test_blocs_know_their_members_in_both_worlds():
    assert len(worlds.blocs(2011)["e11"][1]) == 8 and len(worlds.blocs(1993)["e11"][1]) == 9
    assert set(worlds.NAFTA) <= set(worlds.blocs(1993)["all"][1])


def test_an_unknown_set_of_elasticities_is_named():
    with pytest.raises(ValueError, match="'magic' is not a set of elasticities"):
        worlds.world_2011("magic")


def test_one_product_moves_as_in_the_whole_model_where_wages_stand_still():
    """Two economies that are mirror images cut the same tariff: neither wage moves, so the two origins are all there is."""
    pi = np.array([[[0.7], [0.3]], [[0.3], [0.7]]])
    tariff = np.array([[[0.0], [0.2]], [[0.2], [0.0]]])
    m = TradeModel(pi, [[100.0], [100.0]], [[1.0], [1.0]], np.zeros((2, 1, 1)), [[1.0], [1.0]], tariff, 5.0).baseline
    product = pd.Series({"spending": 1.0, "share": m.pi[0, 1, 0], "tariff": 0.2, "elasticity": 5.0})
    for after in (0.2, 0.1, 0.0):
        found = m.counterfactual(np.where(tariff > 0, after, 0.0))
        row = borders.lower_one_tariff(product, [after]).loc[after]
        assert row["abroad"] == pytest.approx(found.trade_share[0, 1, 0])
        assert row["price"] == pytest.approx(found.price.iloc[0, 0] * 100)


def test_what_buyers_spend_is_all_there_is_and_a_lower_tariff_helps_them():
    product = borders.one_product(worlds.world_1993(), "MEX", "USA", "Textile")
    table = borders.lower_one_tariff(product, product["tariff"] * np.linspace(1, 0, 11))
    assert np.allclose(table["home"] + table["abroad"], product["spending"])
    assert table["price"].iloc[0] == pytest.approx(100) and table["price"].is_monotonic_decreasing
    assert table["abroad"].is_monotonic_increasing and table["revenue"].iloc[-1] == 0


def test_free_trade_leaves_no_revenue_but_buyers_win_more_than_it_was():
    product = borders.one_product(worlds.world_1993(), "MEX", "USA", "Textile")
    table = borders.lower_one_tariff(product, [product["tariff"], 0.0])
    saved = product["spending"] * (1 - table["price"].iloc[1] / 100)
    assert saved > table["revenue"].iloc[0] > 0


def test_the_last_step_of_a_cut_is_the_whole_cut():
    m, after = worlds.world_1993(), worlds.nafta_tariffs()
    found, path = m.counterfactual(after), borders.step_by_step(m, after, "MEX", 4)
    assert path.loc[100, "exact"] == pytest.approx((found.welfare["MEX"] - 1) * 100, abs=1e-7)
    assert path.loc[100, "first order"] == pytest.approx(found.welfare_first_order.at["MEX", "welfare"], abs=1e-7)
    assert np.allclose(path.loc[0], 0, atol=1e-9)


def test_canadas_own_cuts_turn_its_terms_of_trade_against_it_though_its_wage_buys_more():
    m, after = worlds.world_1993(), worlds.nafta_tariffs()
    alone, canada, others = m.tariff.copy(), m.region("CAN"), [m.region("MEX"), m.region("USA")]
    alone[canada, others] = after[canada, others]
    found = m.counterfactual(alone)
    parts = found.welfare_first_order.loc["CAN"]
    assert parts["terms of trade"] == pytest.approx(-0.16, abs=5e-3)
    assert parts["volume of trade"] == pytest.approx(0.03, abs=6e-3)
    assert found.real_wage["CAN"] > 1 > found.welfare["CAN"]


def test_the_game_of_opening_is_that_of_the_bloc_in_billions():
    m = made_up(deficit="closed", G=3, N=2).baseline
    after, players = m.tariff * 0.5, m.regions[:2]
    game = borders.opening_game(m, after, players)
    cut = m.tariff.copy()
    cut[0, 1], cut[1, 0] = after[0, 1], after[1, 0]
    found = m.counterfactual(cut)
    gains = ((found.welfare - 1) * m.income)[players].sum() / 1e9
    assert game.grand == pytest.approx(gains, abs=1e-6 * m.income.sum() / 1e9) and game.value(players[:1]) == 0


def test_industries_that_move_are_two_tables_apart(found):
    moved = borders.industries_moved(found, E11_IN_WIOD)
    before, after = found.model.value_added, found.value_added
    for c in ("CHN", "RUS"):
        mining = [100 * t.at[c, "mining"] / t.loc[c].sum() for t in (before, after)]
        assert moved.at[c, "mining"] == pytest.approx(mining[1] - mining[0])
    assert list(moved.index) == E11_IN_WIOD
    earned = (found.model.value_added_share * found.model.sales.sum(axis=0)).sum()
    assert before.to_numpy().sum() == pytest.approx(earned)


NAFTA_CUTS = ["Canada alone", "Mexico alone", "United States alone"]


@pytest.fixture(scope="module")
def who_cuts():
    return borders.by_who_cuts(worlds.world_1993(), worlds.nafta_tariffs(), worlds.NAFTA, of="CAN")


def test_canadas_own_cuts_cost_it_the_same_alone_and_after_all_others(who_cuts):
    canada = who_cuts["CAN"]
    assert canada["Canada alone"] == pytest.approx(-0.171, abs=5e-4)
    assert canada["all"] - canada["all but Canada"] == pytest.approx(canada["Canada alone"], abs=2e-3)


def test_a_deal_of_mexico_and_the_united_states_alone_raises_canada(who_cuts):
    canada = who_cuts["CAN"]
    assert canada["Mexico and United States on each other"] == pytest.approx(0.012, abs=5e-4)
    assert canada["United States on Mexico only"] == pytest.approx(-0.005, abs=5e-4)
    assert canada["Mexico on United States only"] > 0


def test_the_cuts_of_all_are_naftas(who_cuts):
    found = worlds.world_1993().counterfactual(worlds.nafta_tariffs())
    assert np.allclose(who_cuts.loc["all"], (found.welfare[worlds.NAFTA] - 1) * 100, atol=1e-7)


def test_each_member_loses_by_its_own_cuts_and_gains_by_the_others(who_cuts):
    for code, row in zip(worlds.NAFTA, NAFTA_CUTS, strict=True):
        assert who_cuts.at[row, code] < 0 and (who_cuts.loc[[r for r in NAFTA_CUTS if r != row], code] > 0).all()


def test_canada_loses_and_mexicos_sign_is_open_whatever_the_elasticities():
    sets = worlds.world_1993().cases(worlds.nafta_tariffs())
    assert (sets.loc["CAN"] < 0).all() and sets.loc["MEX"].min() < 0 < sets.loc["MEX"].max()


@pytest.fixture(scope="module")
def nine():
    return worlds.blocs(1993)["e11"][1]


def test_cuts_of_one_size_lower_what_a_buyer_pays_alike(nine):
    m, cuts = worlds.world_1993(), borders.equal_cuts(worlds.world_1993(), nine)
    without_tariff = (1 + cuts["tariffs abolished"]["tariff"]) / (1 + m.tariff)
    assert np.allclose(cuts["costs cut as much"]["iceberg"], without_tariff)


def test_at_one_size_cheaper_trade_is_worth_more_than_lower_tariffs_whatever_is_chosen():
    table = borders.tariffs_or_costs()
    assert len(table) == 24 and table["agrees"].all() and table["value"].min() > 1
    assert table.at["1993, elasticities as given", "costs"] == pytest.approx(95.0, abs=0.05)
    assert list(table.loc["1993, elasticities 4 everywhere", ["costs", "tariffs"]].round(1)) == [31.2, 3.9]


def test_half_of_the_gain_from_tariffs_is_one_cell_that_was_hardly_traded(nine):
    m = worlds.world_1993()
    cell = borders.largest_cell(m.counterfactual(m.tariffs_cut(nine)), nine)
    assert list(cell[["buyer", "seller", "industry"]]) == ["CHN", "ZAF", "Auto"] and round(cell["tariff"], 1) == 1.8
    assert cell["before"] < 0.1 and cell["after"] > 39
    table = borders.tariffs_or_costs()["tariffs"]
    assert table["1993, elasticities as given, without the largest cell"] / table["1993, elasticities as given"] < 0.51


def test_a_cell_that_is_left_out_keeps_its_tariff_and_its_costs(nine):
    m = worlds.world_1993()
    cell = borders.largest_cell(m.counterfactual(m.tariffs_cut(nine)), nine)["place"]
    tariff, iceberg = (next(iter(p.values())) for p in borders.equal_cuts(m, nine, cell).values())
    assert tariff[cell] == m.tariff[cell] > 0 and iceberg[cell] == 1


def test_all_members_gain_in_every_world_and_under_every_set_of_elasticities():
    cases = borders.opened_in()
    known = cases.notna().sum()
    assert cases.shape == (11, 18) and {y: set(known[y]) for y in (1993, 2011, 2022)} == {
        1993: {9},
        2011: {8},
        2022: {11},
    }
    assert ((cases > 0) | cases.isna()).all(axis=None)


def test_half_the_members_or_fewer_move_up_under_nearly_all_choices():
    table = borders.moved_up()
    assert len(table) == 24 and (table["agrees"] == (2 * table["up"] > table["members"])).all()
    assert list(table.index[table["agrees"]]) == [
        "2011, elasticity 4, without China",
        "2022, elasticity 4, without China",
    ]
    moved = borders.industries_moved(worlds.e11_in_2022(), list(borders.opened_in().index))
    assert table.at["2022, elasticities as given", "up"] == (moved["high technology"] > 0).sum() == 2
    assert moved["mining"].idxmax() == "SAU"


def test_the_forty_industries_of_1993_are_put_together_without_loss():
    value_added = worlds.world_1993().value_added
    every = borders.share_of(value_added, list(worlds.world_2022().industries))
    assert np.allclose(every, 100)


def test_treaties_stand_beside_one_another_with_and_without_sales_at_home():
    table = borders.treaties()
    assert table.index.is_unique and len(table) == 24 and table["home"].sum() == 15
    assert (table["agrees"] == (table["low"] > 0)).all() and not (table["high"] < 0).any()
    known = {"value added": [18.4, 1.2, 38.7], "gross": [21.7, 1.3, 46.2]}  # the referee's, from the raw tables
    for flow, numbers in known.items():
        found = table.loc[f"WIOD 2013, {flow}, with home sales", ["value", "low", "high"]]
        assert np.allclose(found.astype(float), numbers, atol=0.06)
    newer = table[table.index.str.startswith("WIOD 2016")]
    assert len(newer) == 5 and not newer["agrees"].any()


def test_votes_alike_show_no_more_trade_and_their_sign_turns_with_the_choices():
    table = borders.votes()
    assert not table["agrees"].any() and table["value"].min() < 0 < table["value"].max()
    assert (table["low"] < table["value"]).all() and (table["value"] < table["high"]).all()
