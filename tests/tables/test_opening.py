"""Opening step by step and deal by deal: what an order changes, who loses by a deal, who would go on."""

import numpy as np
import pandas as pd
import pytest
from worlds import trade_model as made_up

from helpers import cooperation, datasets, worlds
from helpers.tables import opening
from helpers.tables.opening import ALIKE, INSIDE, OTHERS, SECTOR, STEPS
from helpers.trade_model import TradeModelError


@pytest.fixture(scope="module")
def steps():
    return opening.staged(worlds.world_1993(), "CHN")


def test_without_a_step_nothing_moves_and_the_way_ends_where_it_ends(steps):
    ways = opening.orders(steps)
    assert len(ways) == 24 and (ways[0] == 0).all()
    assert np.ptp(ways[4]) == 0 and ways[4].iloc[0] == pytest.approx(6.38, abs=5e-3)


def test_what_steps_add_on_average_adds_up_to_the_whole_way(steps):
    worth = opening.worth_of_steps(steps)
    whole = opening.orders(steps)[4].iloc[0]
    assert worth["mean"].sum() == pytest.approx(whole) == worth["in the paper's order"].sum()
    assert (worth["least"] <= worth["mean"]).all() and (worth["mean"] <= worth["most"]).all()


def test_the_mean_over_all_orders_is_the_shapley_value(steps):
    ways = opening.orders(steps)
    added = {s: np.mean([np.diff(row)[way.index(s)] for way, row in zip(ways.index, ways.to_numpy(), strict=True)]) for s in STEPS}
    assert opening.worth_of_steps(steps)["mean"].to_dict() == pytest.approx(added)


def test_national_treatment_is_worth_more_to_china_as_the_last_step_than_as_the_first(steps):
    worth = opening.worth_of_steps(steps).loc[INSIDE]
    assert worth["least"] == pytest.approx(1.656, abs=1e-3) and worth["most"] == pytest.approx(2.372, abs=1e-3)


def test_halved_tariffs_brought_china_more_revenue_in_1993_since_it_bought_so_much_more(steps):
    revenue = steps.set_index(list(STEPS))["revenue"]
    assert revenue[True, True, False, False] > revenue[False, False, False, False]


def test_steps_give_the_same_policy_in_whatever_order_they_are_named():
    m = worlds.world_1993()
    one, other = (opening.policy(m, "IND", way) for way in (STEPS, STEPS[::-1]))
    assert np.array_equal(one["tariff"], other["tariff"]) and np.array_equal(one["iceberg"], other["iceberg"])


def test_made_alike_each_good_pays_one_rate_whoever_sells_it_and_the_average_stays():
    m = worlds.world_1993()
    h = m.region("CHN")
    rate = opening.policy(m, "CHN", [ALIKE])["tariff"]
    assert np.ptp(np.delete(rate[h], h, axis=0), axis=0).max() < 1e-12
    assert opening.average_tariff(m, "CHN", rate) == pytest.approx(opening.average_tariff(m, "CHN"))
    others = np.delete(np.arange(m.G), h)
    assert np.array_equal(rate[others], m.tariff[others])


def test_one_sector_and_all_others_halve_every_tariff():
    m = worlds.world_1993()
    h = m.region("BRA")
    assert np.allclose(opening.policy(m, "BRA", [SECTOR, OTHERS])["tariff"][h], m.tariff[h] / 2)
    only = opening.policy(m, "BRA", [SECTOR])["tariff"][h] != m.tariff[h]
    assert {m.industries[j] for j in np.nonzero(only.any(axis=0))[0]} == {opening.TEXTILES}


def test_costs_inside_the_border_fall_for_foreign_goods_alone():
    m = worlds.world_1993()
    cost, h = opening.policy(m, "BRA", [INSIDE], inside=0.05)["iceberg"], m.region("BRA")
    assert (cost[h, h] == 1).all() and np.allclose(np.delete(cost[h], h, axis=0), 0.95)
    assert (np.delete(cost, h, axis=0) == 1).all()


def test_cuts_of_one_size_change_what_buyers_pay_alike():
    m = worlds.world_1993()
    paid = opening.average_tariff(m, "IND")
    assert (1 + paid) * (1 - opening.equal_inside(m, "IND")) == pytest.approx(1 + paid / 2)


def test_the_last_step_is_worth_most_where_nobody_earned_the_burden_and_nowhere_where_it_was_a_tax():
    last = opening.last_step(1993)
    agrees = last["agrees"].groupby(level="burden").sum()
    assert agrees.to_dict() == {"cost": 9, "cost, elasticity 4": 9, "tax": 0}


def test_a_cost_nobody_earned_is_worth_more_to_end_than_a_tax_of_its_height():
    m = made_up(deficit="closed", G=4, N=2).baseline
    cost, tax = (opening.stages(m, "R1", 0.05, tax=t)[INSIDE] for t in (False, True))
    assert cost > tax and cost > 0


def test_no_burden_no_last_step():
    m = made_up(deficit="closed", G=4, N=2).baseline
    for tax in (False, True):
        assert opening.stages(m, "R1", 0.0, tax)[INSIDE] == pytest.approx(0, abs=1e-7)


def test_an_unknown_host_is_named():
    with pytest.raises(TradeModelError, match="XYZ"):
        opening.policy(worlds.world_1993(), "XYZ", STEPS)


# -- deals -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def regimes():
    return opening.by_regime()


def test_the_hub_loses_when_its_spokes_agree_and_they_gain(regimes):
    change = regimes["all three"] - regimes["China with each"]
    assert change["CHN"] == pytest.approx(-0.066, abs=1e-3) and change["JPN"] > 0 and change["KOR"] > 0


def test_korea_loses_by_a_deal_that_it_is_not_in(regimes):
    assert regimes.at["KOR", "China and Japan"] < 0


def test_outsiders_lose_by_deals_of_few_and_none_by_one_of_all(regimes):
    outside = regimes.drop([*opening.TRIO, "ROW"])
    assert (outside["all three"] < 0).sum() == 16 and (outside["everyone"] < 0).sum() == 0


def test_a_deal_of_three_is_a_bloc_and_one_of_all_the_whole_world(regimes):
    m = worlds.world_2022()
    for words, members in (("all three", opening.TRIO), ("everyone", m.regions)):
        found = m.counterfactual(iceberg=m.costs_cut(members, 0.1))
        assert np.allclose(regimes[words], (found.welfare - 1) * 100, atol=1e-7)


def test_a_deal_changes_costs_between_its_partners_alone():
    m = worlds.world_2022()
    change = opening.agreed(m, [("CHN", "JPN")], 0.1)["iceberg"]
    a, b = m.region("CHN"), m.region("JPN")
    assert (change[a, b] == 0.9).all() and (change[b, a] == 0.9).all() and (change != 1).sum() == 2 * m.N
    cut = opening.agreed(worlds.world_1993(), [("CHN", "JPN")], 1.0, "tariff")["tariff"]
    n, k = (worlds.world_1993().region(c) for c in ("CHN", "JPN"))
    assert (cut[n, k] == 0).all() and (cut[k, n] == 0).all()


def test_for_japan_a_standing_deal_makes_the_next_one_less_wanted_for_china_as_hub_more():
    found = opening.next_deal(opening.networks(worlds.world_2022()))
    japan = found[(found["partner"] == "JPN")]
    assert japan["agrees"].all()
    hub = found[(found["partner"] == "CHN") & found["standing"].isin([(("CHN", "KOR"),), (("CHN", "JPN"),)])]
    assert len(hub) == 2 and (hub["then"] > hub["alone"]).all()
    assert len(found) == 18


def test_all_three_go_on_where_costs_fall_but_korea_stops_where_tariffs_do():
    on = opening.going_on()
    assert on["agrees"].tolist() == [True, True, False, False, False, False]
    assert (on["KOR"].iloc[2:] < 0).all()


def test_the_hub_loses_by_its_spokes_deal_in_every_world_and_in_one_next_to_nothing():
    hub = opening.going_on()["hub"]
    assert (hub < 0).all() and hub.min() == pytest.approx(-0.066, abs=1e-3) and hub.max() == pytest.approx(-0.0025, abs=1e-4)


def test_korea_stops_because_china_would_open_to_all_and_by_its_own_cuts():
    why, on = opening.who_opens("KOR"), opening.going_on()
    assert (why.loc["China on all others"] < why.loc["Korea on all others"]).all() and (why.loc["Korea on all others"] < 0).all()
    assert (why.loc["all others on Korea"] > 0).all()
    for year in (1993, 2005):
        assert why.at["all of these and the rest", year] == pytest.approx(on.at[f"{year}, no tariffs, elasticities as given", "KOR"], abs=1e-6)
    with pytest.raises(TradeModelError, match="'USA' is not one of the three"):
        opening.who_opens("USA")


def test_who_joins_a_bloc_gains_what_the_game_says_and_no_longer_loses_as_an_outsider():
    m = worlds.world_2022()
    players = ["CHN", "JPN", "KOR"]
    bloc = opening.bloc_by_size(m, players)
    game = cooperation.bloc_game(m, players, lambda s: {"iceberg": m.costs_cut(s, 0.1)})
    outside = cooperation.gains(m.counterfactual(iceberg=m.costs_cut(["CHN", "JPN"], 0.1)))["KOR"]
    joins = bloc[(bloc["members"] == 2) & (bloc["joiner"] == "KOR")].iloc[0]
    assert outside < 0
    assert joins["joins"] + joins["insiders"] == pytest.approx((game.grand - game.value(["CHN", "JPN"]) - outside) / 1e3, rel=1e-6)
    assert len(bloc) == 9


# -- the American tariffs ------------------------------------------------------------------------------------------------


def test_mexico_gains_by_the_american_tariffs_only_because_china_was_raised_more():
    parts = opening.american_parts()
    assert parts.at["all", "MEX"] > 0 and parts.at["on China only", "MEX"] > 0 > parts.at["on all but China", "MEX"]


def test_mexicos_gain_turns_where_its_goods_are_raised_by_what_the_file_by_date_says():
    parts = opening.american_parts()
    assert parts.at["all, Mexico by 8.5 points", "MEX"] == pytest.approx(-0.094, abs=1e-3)
    assert parts.at["all", "MEX"] == pytest.approx(0.242, abs=1e-3)
    assert parts.at["all, Mexico by 8.5 points", "USA"] == pytest.approx(parts.at["all", "USA"], abs=0.01)


def test_irelands_loss_is_mostly_one_industry():
    parts = opening.american_parts()
    assert parts.at["all", "IRL"] < 3 * parts.at["on all but chemicals", "IRL"] < 0


def test_points_raised_are_weighed_by_what_was_bought():
    american, table = opening.american_tariffs(), datasets.load("us_tariffs").query("partner == 'MEX'")
    assert american.at["MEX", "raised"] == pytest.approx(np.average(table["increase_2025"], weights=table["imports"]))
    assert pd.isna(american.at["USA", "raised"]) and american.at["USA", "income"] == pytest.approx(-0.241, abs=1e-3)
