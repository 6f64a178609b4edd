"""Blocs that lower a border: what members buy more of one another, and where they move."""

import numpy as np
import pandas as pd
import pytest
from worlds import trade_model as made_up

from helpers import gravity, worlds
from helpers.classification import E11_IN_WIOD
from helpers.tables import agreements, borders
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


def test_canadas_loss_comes_from_its_own_cuts_and_mexicos_opening_helps_it():
    cuts = borders.by_who_cuts(worlds.world_1993(), worlds.nafta_tariffs(), tuple(worlds.NAFTA))["CAN"]
    assert cuts["Canada alone"] < cuts["all three"] < 0
    assert cuts["Mexico alone"] > 0 and cuts["United States alone"] > 0
    m, after = worlds.world_1993(), worlds.nafta_tariffs()
    alone, canada, others = m.tariff.copy(), m.region("CAN"), [m.region("MEX"), m.region("USA")]
    alone[canada, others] = after[canada, others]
    found = m.counterfactual(alone)
    parts = found.welfare_first_order.loc["CAN"]
    assert parts["terms of trade"] == pytest.approx(-0.16, abs=5e-3) and parts["volume of trade"] == pytest.approx(
        0.03, abs=6e-3
    )
    assert found.real_wage["CAN"] > 1 > found.welfare["CAN"]


def test_two_ways_to_open_are_each_the_models_own_answer():
    m = made_up(deficit="closed", G=3, N=2).baseline
    some = m.regions[:2]
    gained = borders.two_channels(m, some, 0.1)
    assert list(gained) == ["tariffs abolished", "trade 10 % cheaper"] and list(gained.index) == some
    free = m.tariff.copy()
    free[:2, :2] = 0
    cheaper = np.ones_like(free)
    cheaper[0, 1] = cheaper[1, 0] = 0.9
    for words, found in zip(gained, (m.counterfactual(free), m.counterfactual(iceberg=cheaper)), strict=True):
        assert gained[words].to_dict() == pytest.approx(((found.welfare[some] - 1) * 100).to_dict(), abs=1e-7)
    assert list(borders.two_channels(m, some)) == ["tariffs abolished", "trade 5 % cheaper"]
    money = borders.worth_together(m, some, 0.1)
    assert list(money) == ["elasticities as given", "4 everywhere"]
    total = ((m.counterfactual(free).welfare - 1) * m.income)[some].sum() / 1e9
    assert money.at["tariffs abolished", "elasticities as given"] == pytest.approx(
        total, abs=1e-6 * m.income.sum() / 1e9
    )
    four = m.with_elasticity(4.0)
    total = ((four.counterfactual(iceberg=cheaper).welfare - 1) * four.income)[some].sum() / 1e9
    assert money.at["trade 10 % cheaper", "4 everywhere"] == pytest.approx(total, abs=1e-6 * m.income.sum() / 1e9)


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


def test_ties_of_politics_are_those_of_the_panel():
    ties = borders.political_ties()
    assert ties.shape == (4, 3) and (ties["low"] < ties["value"]).all() and (ties["value"] < ties["high"]).all()
    flow, words = next(iter(gravity.FLOWS.items()))
    table = gravity.estimate(agreements.gravity_panel(), flow).table
    for term in ("agreement", "affinity"):
        effect = [(np.exp(table.at[term, k]) - 1) * 100 for k in ("estimate", "low", "high")]
        assert ties.loc[f"{words}: {term}"].to_list() == pytest.approx(effect)


def test_what_buyers_pay_is_what_makers_get_and_the_tariff_on_it():
    product = pd.Series({"spending": 100.0, "share": 0.4, "tariff": 0.25, "elasticity": 4.0})
    table = borders.lower_one_tariff(product, [0.5, 0.25, 0.1])
    makers = table["abroad"] / (1 + table.index)
    assert table["revenue"].to_numpy() == pytest.approx((makers * table.index).to_numpy())
    assert table.loc[0.25].to_dict() == pytest.approx({"price": 100, "home": 60, "abroad": 40, "revenue": 8})
    named = borders.one_product(worlds.world_1993(), "MEX", "USA", "Textile")
    m = worlds.world_1993()
    n, i, j = m.region("MEX"), m.region("USA"), m.industries.index("Textile")
    bought = m.pi[n, :, j] * m.expenditure[n, j] / 1e9
    assert named["spending"] == pytest.approx(bought[n] + bought[i]) and named["share"] == pytest.approx(
        bought[i] / (bought[n] + bought[i])
    )
