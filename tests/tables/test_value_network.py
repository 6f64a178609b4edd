"""The value network: hubs, communities and what they are like, agreements, and a hub that falls out."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets, network, shocks, value_added
from helpers.tables import agreement_effects, agreements, value_network
from helpers.trade_model import TradeModelError


# -- networks ----------------------------------------------------------------------------------------------------------
def test_nobody_trades_with_the_rest_of_the_world_in_a_network_of_economies():
    for year, many in ((2011, 40), (2022, 80)):
        net = value_network.economies(year)
        assert net.n == many and "ROW" not in net.nodes
    assert value_network.industries(2011).n == 880


def test_what_an_economy_sells_is_its_value_added_exports_less_those_to_the_rest():
    m = datasets.mrio(2011)
    to_rest = value_added.value_added_trade(m)["ROW"]
    sold = value_network.economies(2011).strength()["out"]
    assert sold.to_numpy() == pytest.approx((value_added.vax(m) - to_rest).drop("ROW").to_numpy())


def test_without_domestic_flows_no_link_joins_two_industries_of_one_economy():
    net = value_network.industries(2011)
    home = net.nodes.get_level_values(0).to_numpy()[:, None] == net.nodes.get_level_values(0).to_numpy()
    assert not net.weights[home].any() and value_network.industries(2011, True).weights[home].sum() > net.weights.sum()


def test_a_caller_cannot_spoil_the_flows():
    mine = value_network.flows(2011)
    mine.loc["CHN", "USA"] = 0.0
    assert value_network.flows(2011).at["CHN", "USA"] > 1e5


# -- hubs --------------------------------------------------------------------------------------------------------------
def test_germany_is_the_hub_of_the_forty_and_china_of_the_eighty():
    table = value_network.hubs()
    assert (table.sum(axis=1).round(9) == 100).all()
    assert (table.loc[["1995", "2003", "2011", "2022, the same 40"]].idxmax(axis=1) == "DEU").all()
    assert table.at["2022, all 80", "CHN"] == 45 and table.at["1995", "CHN"] == 0 and table.at["2011", "CHN"] == 22.5


def test_more_value_is_used_abroad_in_2011_also_without_oil_and_without_china():
    table = value_network.deepened()
    assert (table.loc[2011].dropna() > table.loc[1995].dropna()).all()
    assert table.at[1995, "40 economies"] == pytest.approx(14.505, abs=1e-3)
    assert table.at[2011, "40 economies"] == pytest.approx(18.761, abs=1e-3)
    rise = (table.loc[2011] - table.loc[1995]).dropna()
    assert rise["40 economies"] > rise["without mining and petroleum"] > rise["without China"] > 0


def test_after_2008_no_year_of_either_publisher_is_deeper():
    table = value_network.deepened()
    whole, later = table["40 economies"], table["2022, the same 40"].dropna()
    assert (table.drop(columns=later.name).idxmax() == 2008).all() and later.max() < whole[2008]


def test_flows_come_back_more_than_sizes_say_but_value_gets_as_far_as_they_say():
    table = value_network.knit()
    assert (table["returned, %"] > table["returned, %, by size"]).all() and (table["returned, %, p"] <= 0.02).all()
    assert (table["reach in two steps, %, p"] > 0.05).all()


# -- communities -------------------------------------------------------------------------------------------------------
def test_at_the_coarse_resolutions_noise_changes_nothing_at_the_fine_ones_it_does():
    table = value_network.steadiness(2011)
    assert (table.loc[:1.0, "new starts and noise"] == 1).all()
    assert (table.loc[1.2:, "new starts and noise"] < 0.75).all() and (table["new starts"] > 0.75).all()


def test_north_america_parts_from_asia_between_2003_and_2011():
    then, now = (value_network.communities(y).communities for y in (2003, 2011))
    assert then["USA"] == then["CHN"] and now["USA"] != now["CHN"] and now["USA"] == now["MEX"] == now["CAN"]


def test_agreements_are_ties_both_ways_and_more_of_them_later():
    for who in value_network.LISTS:
        ties = value_network.treaty_ties(2011, who)
        assert (ties == ties.T).all(axis=None) and not np.diag(ties).any()
        assert (ties > 0).sum().sum() >= (value_network.treaty_ties(1995, who) > 0).sum().sum()
    ties, since = value_network.treaty_ties(2011, "DESTA"), agreements.in_force()
    assert ties.at["DEU", "FRA"] == 1 and since["DEU", "FRA"] <= 2011
    with pytest.raises(ValueError, match="There is no list 'magic'"):
        value_network.treaty_ties(2011, "magic")


def test_communities_are_more_like_regions_than_like_treaties_in_most_ways():
    table = value_network.treaties_or_regions()
    assert len(table) == 36 and table["agrees"].sum() == 7
    assert not table[table.index.str.startswith(("1995", "2003"))]["agrees"].any()
    assert (value_network.alike().xs("p", axis=1, level=1) < 0.01).all(axis=None)


def test_across_borders_communities_are_regions_with_home_flows_economies_never_industries():
    table = value_network.home_let_in()
    for year in (1995, 2011):
        across, home = table.loc[(year, "across borders")], table.loc[(year, "and at home")]
        assert across["regions"] > across["economies"] and home["economies"] > home["regions"]
        assert max(across["industries"], home["industries"]) < 0.03 and home["modularity"] > 3 * across["modularity"]


def test_pairs_are_counted_once_and_fall_into_four_kinds():
    table = value_network.who_shares(2011)
    assert table[["treaty, pairs", "no treaty, pairs"]].sum().sum() == 40 * 39 / 2
    later = value_network.signed_later()
    pairs = later[["one community, pairs", "two communities, pairs"]].sum(axis=1)
    assert pairs["all"] == pairs["same region"] + pairs["another region"]
    assert later.at["all", "one community"] > 3 * later.at["all", "two communities"]


# -- agreements --------------------------------------------------------------------------------------------------------
def test_periods_around_an_agreement_do_not_overlap_and_leave_four_years_out():
    panel = pd.DataFrame({"origin": "A", "destination": "B", "year": range(1990, 2021)})
    home = pd.DataFrame({"origin": "A", "destination": "A", "year": range(1990, 2021)})
    since = pd.Series({("A", "B"): 2003.0})
    timed = agreement_effects.by_period(pd.concat([panel, home], ignore_index=True), since)
    held = timed[list(agreement_effects.PERIODS)].sum(axis=1)
    abroad = timed["origin"] != timed["destination"]
    assert set(timed.loc[abroad & (held == 0), "year"]) == {1999, 2000, 2001, 2002} and held.max() == 1
    assert not held[~abroad].any()
    assert set(timed.loc[timed["4 to 7 years on"] == 1, "year"]) == {2007, 2008, 2009, 2010}


def test_the_shipped_event_study_is_quiet_before_and_shows_more_beside_home_than_beside_others():
    table = value_network.ties_after_agreements()
    assert len(table) == 16 and table.index.is_unique and table["quiet"].all() and table["agrees"].sum() == 9
    assert table[table["home"]]["agrees"].sum() == 7 and table[~table["home"]]["agrees"].sum() == 2
    assert set(table.index[table["agrees"] & ~table["home"]]) == {
        "WIOD 2013, value added, abroad only, without China", "WIOD 2013, gross, abroad only, without China",
    }  # fmt: skip
    row = table.loc["WIOD 2013, value added, with home sales"]
    assert [row["value"], row["low"], row["high"]] == pytest.approx([25.2, 7.54, 45.75], abs=0.01)


def test_the_years_just_before_an_agreement_are_what_all_others_are_beside():
    table = value_network.around_an_agreement()
    assert list(table.index).index("1 to 4 years before (0)") == 2 and (table.iloc[2] == 0).all() and len(table) == 6
    assert (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()
    with pytest.raises(ValueError, match="There is no 'magic'"):
        value_network.around_an_agreement(data="magic")


def test_the_shipped_event_study_is_what_gravity_says_now():
    panel = agreement_effects.by_period(agreement_effects.wiod2013(), agreements.in_force())
    abroad = panel[panel["origin"] != panel["destination"]]
    found = agreement_effects.gravity.estimate(abroad, "value_added", tuple(agreement_effects.PERIODS), by_year=())
    shown = value_network.around_an_agreement(home=False)
    for period in agreement_effects.PERIODS:
        assert found.percent(period).to_numpy() == pytest.approx(shown.loc[period].to_numpy(), rel=2e-3, abs=2e-3)


# -- a hub falls out ---------------------------------------------------------------------------------------------------
def test_trade_of_a_hub_is_all_but_gone_and_nobodys_else_is():
    world, found = value_network.balanced_world(2022), value_network.cut_off("CHN")
    k = world.region("CHN")
    others = [i for i in range(world.G) if i != k]
    before, after = world.sales[k, others].sum(), found.sales[k, others].sum()
    assert (
        after < 0.01 * before
        and found.sales[np.ix_(others, others)].sum() > 0.9 * world.sales[np.ix_(others, others)].sum()
    )


def test_recipes_kept_are_those_of_the_shock_and_the_hubs_own_is_its_exports():
    m, table = value_network.table_of(2022), value_network.without_hub("CHN")
    assert table.at["KOR", "recipes kept"] == pytest.approx(-100 * shocks.partner_extracted(m, "KOR", "CHN"))
    assert table.at["CHN", "recipes kept"] == pytest.approx(
        -100 * value_added.vax(m)["CHN"] / m.va[m.rows("CHN")].sum(), rel=0.1
    )
    assert (table["recipes kept"] < 0).all() and "ROW" not in table.index


def test_another_way_leaves_a_fifth_to_a_half_of_the_loss():
    table = value_network.left_of_the_loss()
    assert table.shape == (4, 3) and table.min().min() > 20 and table.max().max() < 50


def test_when_a_link_goes_its_ends_lose_and_others_gain():
    table = value_network.without_hub("CHN", "USA")
    model = table["another way found"]
    assert model[["CHN", "USA"]].max() < 0 < model["VNM"] and model.drop(["CHN", "USA"]).idxmax() == "VNM"
    assert table["recipes kept"].notna().sum() == 2


def test_an_economy_is_not_cut_off_from_itself_nor_an_unknown_one_at_all():
    with pytest.raises(ValueError, match="cannot be cut off from itself"):
        value_network.cut_off("CHN", "CHN")
    with pytest.raises(TradeModelError):
        value_network.cut_off("XXX")


def test_sources_of_an_economy_are_foreign_and_a_part_of_all_foreign_value():
    share, many = value_network.node_sources(2011, "MEX")
    assert many == 39 * 22 and "MEX" not in share.index.get_level_values(0) and 0 < share.sum() < 100
    assert value_network.node_sources(2011, "ARG")[1] == 0
    sold, every = value_network.node_sources(2011)
    assert every == 880 and sold.is_monotonic_decreasing and isinstance(value_network.economies(2011), network.Network)
