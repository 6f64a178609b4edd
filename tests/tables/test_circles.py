"""North, South and what lies between: borders, roles, groups found blind, and what passes an economy."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets, extraction
from helpers.classification import area, regions
from helpers.tables import circles
from helpers.value_added import value_added_trade

# -- borders -----------------------------------------------------------------------------------------------------------


def test_each_border_has_its_members():
    assert len(circles.north("oecd")) == 25 and {"MEX", "TUR"} <= set(circles.north("oecd"))
    assert not {"CZE", "KOR", "POL"} & set(circles.north("oecd"))  # they joined later
    assert circles.north("g7") == ["CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"]
    assert {"KOR", "TWN", "SGP"} <= set(circles.north("rich")) and "POL" not in circles.north("rich")
    assert {"POL", "TWN", "CZE"} <= set(circles.north("today")) and "CHN" not in circles.north("today")
    with pytest.raises(ValueError, match="no border 'west'; there are rich, oecd, g7, today"):
        circles.north("west")


def test_china_and_the_rest_of_the_world_stand_apart():
    assert circles.sides(["CHN", "ROW", "DEU", "BRA"]).tolist() == ["China", "rest of the world", "North", "South"]


@pytest.mark.parametrize("border", circles.BORDERS)
def test_the_four_flows_are_all_that_crosses_a_border(border):
    for year, among in ((1995, "all"), (2022, "common")):
        assert circles.four_flows(year, border, among).sum() == pytest.approx(100)
        whole = circles.trade(year, among).to_numpy().sum() / 1e3
        assert circles.between(year, border, among).to_numpy().sum() == pytest.approx(whole)


def test_north_to_north_from_the_flows_themselves():
    held = datasets.load("wiod_flows").query("year == 2011 and origin != destination")
    rich = set(regions().index[regions()["income_1995"] == "high"])
    inside = held[held["origin"].isin(rich) & held["destination"].isin(rich)]["value_added"].sum()
    assert circles.four_flows(2011)["North to North"] == pytest.approx(
        inside / held["value_added"].sum() * 100, rel=1e-9
    )


def test_north_to_north_rises_to_2022_among_all_and_falls_among_the_forty():
    table = circles.north_to_north()
    moved = table[2022] - table[2011]
    assert (moved[moved.index.str.endswith("the 40 in both tables")] < 0).all()
    assert (moved[moved.index.str.endswith("all economies")] > 0).sum() == 3
    assert (table[2011] < table[1995]).all()


def test_the_common_forty_are_the_same_in_both_tables():
    assert set(circles.trade(1995, "common").index) == set(circles.trade(2022, "common").index)
    assert len(circles.trade(2022, "common")) == 40


def test_what_is_left_out_is_gone():
    assert "CHN" not in circles.trade(2011, without="CHN").index
    whole, dry = circles.trade(2011), circles.trade(2011, without="oil")
    assert 0.8 < dry.loc["DEU"].sum() / whole.loc["DEU"].sum() < 1 > dry.loc["RUS"].sum() / whole.loc["RUS"].sum() < 0.7
    with pytest.raises(ValueError, match="no set of economies 'some'"):
        circles.trade(2011, "some")


# -- roles and sizes ---------------------------------------------------------------------------------------------------


def test_roles_follow_the_rule_of_the_first_year():
    role = circles.roles(2011)
    assert (
        role[["RUS", "IDN", "ROW"]].eq("resource sellers").all() and role[["CHN", "IND", "MEX"]].eq("workshops").all()
    )
    assert role[["DEU", "AUS"]].eq("core").all()  # Australia sells ore, and is rich
    late = circles.roles(2022)
    assert late[["SAU", "NGA", "CHL", "BRA"]].eq("resource sellers").all() and late["VNM"] == "workshops"
    assert circles.roles(2022, among="common").equals(circles.roles(1995, among="common"))
    few, many = ((circles.roles(2022, threshold=t) == "resource sellers").sum() for t in (40, 20))
    assert few < many


def test_primary_shares_are_parts_of_value_added_exports():
    share = circles.primary_share(2022)
    assert share.between(-2, 100).all() and share.idxmax() == "BRN"  # Malta's refining loses money
    assert share["CHN"] < 20 < 60 < share["SAU"]


def test_size_alone_keeps_sales_and_purchases_and_nothing_at_home():
    flows = circles.trade(2011)
    alone = circles.size_alone(flows)
    assert np.allclose(alone.sum(), flows.sum()) and np.allclose(alone.sum(axis=1), flows.sum(axis=1))
    assert np.allclose(np.diag(alone), 0)
    assert np.allclose(circles.size_alone(alone), alone)


def test_a_world_of_sizes_is_no_closer_anywhere():
    flows = circles.size_alone(circles.trade(2011))
    groups = circles.roles(2011)
    assert np.allclose(circles.over_size(flows, groups), 1)
    assert circles.told(flows, groups) == pytest.approx(0, abs=1e-9)


def test_resource_sellers_are_closer_to_workshops_in_2022_than_in_1995():
    first, last = circles.pair_closeness(1995), circles.pair_closeness(2022)
    pair = "workshops and resource sellers"
    assert last[pair] == pytest.approx(1.25, abs=5e-3) and first[pair] < 1.05
    assert last["core and resource sellers"] < 0.9 < last["core and workshops"] < 1


def test_both_directions_lie_between_the_two():
    both, each = circles.pair_closeness(2022), circles.closeness(2022)
    for a, b in (("core", "workshops"), ("workshops", "resource sellers")):
        low, high = sorted([each.at[a, b], each.at[b, a]])
        assert low <= both[f"{a} and {b}"] <= high


def test_ways_to_count_the_circles():
    table = circles.two_circles()
    assert len(table) == 48 and table.notna().all(axis=None)
    assert table["apart"].all() and table["second"].sum() == 44 and table["first"].sum() == 16
    assert (table["agrees"] == (table["first"] & table["second"] & table["apart"])).all()
    assert table["agrees"].sum() == (table["value"] > 1).sum() == 12


def test_asian_workshops_alone_are_no_closer_to_the_core():
    table = circles.asian_workshops()
    one = circles.over_size(circles.trade(2011), pd.Series({c: c if c == "CHN" else circles.roles(2011)[c] for c in circles.trade(2011).index}))  # fmt: skip
    low, high = sorted([one.at["core", "CHN"], one.at["CHN", "core"]])
    assert low <= table.at["2011, high income in 1995", "with core"] <= high  # China is the only one in WIOD
    late = table[table.index.str.startswith("2022")]
    assert (late["with core"] < 1).all() and (late["with resource sellers"] > 1.15).all()
    assert table["economies"].to_list() == [1, 1, 4, 3, 3, 8]


def test_where_resources_go_adds_up():
    table = circles.where_resources_go()
    assert np.allclose(table.sum(), 100)
    assert table.at["core", 1995] == pytest.approx(81.7, abs=0.05) and table.at["core", 2022] == pytest.approx(
        45.6, abs=0.05
    )


# -- groups found blind ------------------------------------------------------------------------------------------------


def blocks(seed: int = 0) -> tuple[pd.DataFrame, pd.Series]:
    """Twelve economies of any size in three groups that trade three times as much inside."""
    rng = np.random.default_rng(seed)
    group = np.repeat([0, 1, 2], 4)
    flows = np.outer(rng.uniform(1, 9, 12), rng.uniform(1, 9, 12)) * np.where(np.equal.outer(group, group), 3, 1)
    np.fill_diagonal(flows, 0)
    codes = [f"E{k:02d}" for k in range(12)]
    return pd.DataFrame(flows, codes, codes), pd.Series(group, codes)


@pytest.mark.parametrize("seed", range(4))
def test_groups_that_are_there_are_found(seed):
    flows, group = blocks(seed)
    found = circles.blind(flows, seed=seed)
    assert circles.adjusted_rand(found.tolist(), group.tolist()) == 1
    assert circles.told(flows, found) == pytest.approx(circles.told(flows, group))


def test_circles_of_a_core_and_its_sellers_are_found_too():
    """Blocks need not be inward: sellers that trade with a hub and never with each other are a group."""
    flows, group = blocks(3)
    inward = np.equal.outer(group.to_numpy(), group.to_numpy())
    outward = flows.where(~inward, flows / 9)
    assert circles.adjusted_rand(circles.blind(outward).tolist(), group.tolist()) == 1


def test_no_sorting_tells_more_than_all_pairs_and_a_finer_one_no_less():
    flows = circles.trade(2011).clip(lower=0)
    places = pd.Series({c: area(c) for c in flows.index})
    roles = circles.roles(2011)
    every = circles.told(flows, pd.Series(flows.index, flows.index))
    assert circles.told(flows, places) <= circles.told(flows, places + roles) <= every


def test_moving_one_economy_away_from_the_groups_found_never_tells_more():
    flows = circles.trade(2011).clip(lower=0)
    found = circles.blind(flows)
    best = circles.told(flows, found)
    for code in ("RUS", "MEX", "BRA", "JPN"):
        for other in range(3):
            assert circles.told(flows, found.where(found.index != code, other)) <= best + 1e-9


def test_groups_found_blind_are_areas_not_roles():
    found = circles.found_blind(2011)
    assert found.attrs["area"] > 0.7 > 0.1 > found.attrs["role"]
    assert set(found.index[found["found"] == found.at["USA", "found"]]) == {"USA", "CAN", "MEX"}


def test_what_sortings_tell():
    table = circles.explained()
    blind, places, roles = (table.loc[k] for k in circles.SORTINGS)
    assert (places > 45).all() and (blind > 45).all() and (roles < 5).all()
    assert (table.loc[circles.BY_LOT] < blind * 0.6).all()
    assert table.at["p", 1995] > 0.5 and table.at["p", 2022] < 0.05
    assert (table.loc[circles.INSIDE] > 0).all()


def test_a_world_by_lot_has_sizes_and_no_areas():
    flows = circles.trade(2011).clip(lower=0)
    lot = circles.by_lot(flows)
    assert np.allclose(lot.sum(axis=1), flows.sum(axis=1), rtol=1e-6) and np.allclose(lot.sum(), flows.sum(), rtol=1e-6)
    places = pd.Series({c: area(c) for c in flows.index})
    by_chance = np.mean([circles.told(circles.by_lot(flows, seed), places) for seed in range(8)])
    assert by_chance < 0.25 * circles.told(flows, places)


# -- hinges ------------------------------------------------------------------------------------------------------------


def test_chinas_part_of_south_to_north_from_the_table_with_china_gone():
    m = datasets.mrio(2011)
    rich = [c for c in circles.north("rich") if c in m.regions]
    south = [c for c in m.regions if c not in rich and c != "CHN"]
    keep = ~m.select(region="CHN")
    A = m.A[np.ix_(keep, keep)]
    made = np.linalg.solve(np.eye(keep.sum()) - A, m.Y[keep])
    others = [c for c in m.regions if c != "CHN"]
    left = pd.DataFrame((m.v[keep][:, None] * made).reshape(40, m.N, m.G).sum(axis=1), others, m.regions)
    share = 1 - left.loc[south, rich].to_numpy().sum() / value_added_trade(m).loc[south, rich].to_numpy().sum()
    assert circles.share_through(2011, "CHN") == pytest.approx(share * 100, rel=1e-9)
    assert share * 100 == pytest.approx(4.25, abs=5e-3)
    assert circles.hinges(2011).at["CHN", "share"] == pytest.approx(share * 100, rel=1e-9)


def test_hinges_by_year_are_those_of_the_year():
    lines, year = circles.hinges_by_year(), circles.hinges(2011)
    for code in circles.SIX:
        assert lines.at[2011, (code, "share")] == pytest.approx(year.at[code, "share"])
        assert lines.at[2011, (code, "by size")] == pytest.approx(year.at[code, "by size"])
    china, germany = lines["CHN", "share"], lines["DEU", "share"]
    assert china[1995] < germany[1995] and china[2011] > germany[2011]


def test_size_alone_explains_chinas_hinge_under_the_border_of_1995():
    table = circles.hinges(2011)
    assert table.at["CHN", "ratio"] == pytest.approx(1.03, abs=6e-3)
    table = circles.hinge_specifications()
    assert table.groupby("rest")["agrees"].agg(["sum", "count"]).to_numpy().tolist() == [[11, 24], [16, 24]]
    assert (table["value"] == table["share"] / table["by size"]).all()
    assert circles.hinge_specifications(1.0)["agrees"].sum() == (table["value"] > 1).sum() == 40


def test_chinas_part_rose_under_every_choice():
    table = circles.rise_specifications()
    assert len(table) == 48 and table["value"].min() > 2.9


def test_china_leads_in_2022_in_any_way_but_in_2011_only_with_the_rest_of_the_world_as_a_seller():
    table = circles.rise_specifications()
    led = table.groupby(["year", "rest"])["agrees"].sum()
    assert led[2022].tolist() == [8, 8] and led[2011].tolist() == [4, 8]
    assert set(table.loc[~table["agrees"], "who"]) == {"DEU", "NLD", "USA"}


def test_three_quarters_of_what_passes_china_in_2011_is_earned_in_the_rest_of_the_world():
    table = circles.without_the_rest()
    flows, _ = circles.carried(2011, "CHN", "south")
    assert table.at[2011, "the rest's part"] == pytest.approx(flows.loc["ROW"].sum() / flows.to_numpy().sum() * 100)
    assert table.at[2011, "China, rest out"] == pytest.approx(2.709, abs=1e-3)
    assert table.at[2011, "Germany, rest out"] == pytest.approx(3.534, abs=1e-3)
    assert table.at[2022, "the rest's part"] < 30 < 70 < table.at[2011, "the rest's part"]
    assert table.at[2011, "China, rest out"] < 0.8 * table.at[2011, "by size, rest out"]


def test_a_seller_left_out_is_gone_above_and_below_the_line():
    m = circles.world(2011)
    sold, bought = circles._ends(m, "rich", rest=False)
    assert "ROW" not in sold and "ROW" in circles._ends(m, "rich")[0]
    found = extraction.hinge(m, sold, bought, ["CHN"]).at["CHN", "share"] * 100
    assert circles.share_through(2011, "CHN", rest=False) == pytest.approx(found)


def test_sets_taken_out_together_hold_their_members():
    ways = circles.ways_through(2022)
    assert ways["all workshops"] > ways["China"]  # China is a workshop
    one, two = (circles.share_through(2011, codes) for codes in (["CHN", "KOR"], "KOR"))
    assert one > two


def test_following_mining_and_the_rest_is_following_all():
    m = circles.world(2011)
    parts = [extraction.through(m, "CHN", circles._factor(m, k)) for k in ("oil",)]
    rest = np.where(m.select(["mining", "petroleum"]), m.va, 0.0)
    assert np.allclose(parts[0] + extraction.through(m, "CHN", rest), extraction.through(m, "CHN"))
    assert circles.share_through(2022, "CHN", "resource sellers", kind="mining") == pytest.approx(9.44, abs=5e-3)
    with pytest.raises(ValueError, match="no kind of value 'gas'"):
        circles.share_through(2011, "CHN", kind="gas")


def test_what_is_carried_leaves_the_economy_itself_out():
    flows, share = circles.carried(2011, "DEU")
    assert "DEU" not in flows.index and "DEU" not in flows.columns and np.isclose(flows.at["FRA", "FRA"], 0)
    assert share == pytest.approx(extraction.hinge(circles.world(2011)).at["DEU", "share"] * 100)
    south, part = circles.carried(2011, "CHN", "south")
    assert part == pytest.approx(circles.share_through(2011, "CHN"))
    assert set(south.columns) <= set(circles.north("rich")) and not set(south.index) & set(circles.north("rich"))
    with pytest.raises(ValueError, match="no kind of value 'gold'"):
        circles.carried(2011, "CHN", "gold")


def test_shares_of_hinges_exports_and_gdp():
    table = circles.everyones_hinge(2011)
    assert table[["exports", "gdp"]].sum().to_list() == pytest.approx([100, 100])
    assert table.drop("ROW")["share"].idxmax() == "CHN"


def test_the_world_of_three_balances_and_the_workshop_passes_half_the_ore():
    m = circles.three()
    assert np.allclose(m.Z.sum(axis=1) + m.f, m.x)
    passed, whole = extraction.through(m, "workshop"), value_added_trade(m)
    assert passed.at["mine", "buyer"] == pytest.approx(25.93, abs=5e-3)
    assert whole.at["mine", "buyer"] - passed.at["mine", "buyer"] == pytest.approx(25, abs=1e-9)


# -- money -------------------------------------------------------------------------------------------------------------


def test_balances_are_those_of_economies_known_in_all_years():
    table = circles.balances()
    held = datasets.load("current_accounts").query("region == 'CHN'").set_index("year")["balance_usd"] / 1e9
    assert np.allclose(table["China"], held)
    assert list(table.columns) == list(circles.ACCOUNTS) and len(table) == 24
    assert (table["United States"] < 0).all() and (table["China"] > 0).all()
