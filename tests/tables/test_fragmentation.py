"""Tables: fragmentation."""

import pandas as pd
import pytest
from worlds import world

from helpers import datasets
from helpers.classification import area, industries
from helpers.mrio import MRIO
from helpers.tables import fragmentation


@pytest.fixture(scope="module")
def m() -> MRIO:
    return world(4, 3, seed=5)


@pytest.fixture(scope="module")
def wiod() -> MRIO:
    return datasets.mrio(2011)


def test_autarky_has_one_origin_and_no_foreign_share():
    alone = world(3, 2, seed=2, autarky=True)
    assert (fragmentation.origins_behind(alone, of=alone.industries) == 1).all()
    assert fragmentation.foreign_share(alone) == pytest.approx(0, abs=1e-12)


def test_origins_are_counted_from_one_to_all(m):
    few, many = (fragmentation.origins_behind(m, t, of=m.industries) for t in (0.2, 0.0))
    assert (few <= many).all() and many.max() <= m.G and many.min() >= 1


def test_adding_industries_together_moves_the_foreign_share_but_no_grouping_does_not(m):
    bias = fragmentation.aggregation_bias(m, {"all": {}, "one": dict.fromkeys(m.industries, "one")})
    assert bias["all"] == pytest.approx(fragmentation.foreign_share(m)) and bias["one"] != pytest.approx(bias["all"])


def test_world_fragmentation_rose_and_dipped_in_2009():
    share = fragmentation.world_fragmentation()["foreign_share"]
    assert share[2008] > share[1995] and share[2009] < share[2008]


def test_regional_shares_need_an_area_and_lie_between_0_and_1(wiod):
    share = fragmentation.regional_share(wiod)
    assert isinstance(share, pd.Series) and share.between(0, 1).all()


def test_economies_weighted_by_what_is_used_of_their_products_make_the_world():
    panel = datasets.load("wiod_industries").query("year == 2011")
    used = panel.groupby("region")["final_use"].sum()
    world_share = (fragmentation.by_economy().loc[2011] * used).sum() / used.sum()
    assert world_share == pytest.approx(fragmentation.world_fragmentation().at[2011, "foreign_share"] * 100)


def test_detail_matters_and_22_industries_are_nearly_35():
    detail = fragmentation.by_detail()
    assert detail["22 industries"] == pytest.approx(detail.iloc[0], abs=0.1)
    assert detail["1 industry"] - detail.iloc[0] > 1


def test_a_push_travels_further_in_2011_or_as_far():
    steps = fragmentation.propagation("CHN", "electronics", (("CHN", "electronics"), ("DEU", "vehicles")))
    assert (steps >= 1).all().all() and (steps[2011] > steps[1995]).all()


def test_shares_spread_out_and_2022_is_of_the_same_size():
    """In points; relative to the mean share they lie around, they moved a little together."""
    change = fragmentation.spreads().loc[[1995, 2011]].diff().iloc[1]
    points, relative = (change[[c for c in change.index if c.endswith(kind)]] for kind in ("points", "relative"))
    assert len(points) == len(relative) == 2 and (points > 1).all() and (relative < 0).all()
    assert fragmentation.after_2011()["foreign_share"] == pytest.approx(0.128, abs=0.0005)


def test_what_a_caller_does_to_a_table_reaches_nobody_else():
    world_table = fragmentation.world_fragmentation()
    world_table.loc[2009, "foreign_share"] = 0.5
    assert fragmentation.world_fragmentation().at[2009, "foreign_share"] < 0.2


def test_foreign_shares_of_exports_are_per_cent_of_eighty_economies():
    table = fragmentation.foreign_share_of_exports()
    assert table.shape == (11, 80) and table.to_numpy().min() > 0 and table.to_numpy().max() < 100


def test_the_average_counts_every_product_by_what_is_used_of_it(wiod):
    average = fragmentation.average_origins()
    assert list(average.index) == list(range(1995, 2012)) and average[2011] > average[1995] > 1
    count = fragmentation.origins_behind(wiod)
    used = pd.Series(wiod.f, wiod.nodes)[count.index]
    assert average[2011] == pytest.approx((count * used).sum() / used.sum())
    top = fragmentation.origins_behind_largest(wiod, 20)
    assert len(top) == 20 and top.is_monotonic_decreasing
    assert used[top.index].min() >= used.drop(top.index).max(), "the products most used, whatever their origins"


def test_an_origin_counts_from_more_than_a_hundredth_of_the_product(wiod):
    shares = pd.DataFrame(wiod.origin_shares.T, wiod.nodes, wiod.regions)
    for node in (("DEU", "vehicles"), ("CHN", "electronics")):
        assert fragmentation.origins_behind(wiod)[node] == (shares.loc[node] > 0.01).sum() > 3


def test_of_foreign_value_the_share_of_ones_own_area(wiod):
    """By hand for one industry: neighbours' value over all others' value, makers outside the three areas left out."""
    industry, found = "vehicles", fragmentation.regional_share(wiod)
    where = {c: area(c) for c in wiod.regions}
    shares = pd.DataFrame(wiod.origin_shares, wiod.regions, wiod.nodes)
    near = other = 0.0
    for maker in (c for c in wiod.regions if where[c] != "Other"):
        k = wiod.node(maker, industry)
        foreign = shares[(maker, industry)].drop(maker) * wiod.f[k]
        near += foreign[[c for c in foreign.index if where[c] == where[maker]]].sum()
        other += foreign[[c for c in foreign.index if where[c] != where[maker]]].sum()
    assert found[industry] == pytest.approx(near / (near + other))
    change = fragmentation.regional_change()
    assert change[2011].is_monotonic_decreasing and change.at[
        industries().at[industry, "label"], 2011
    ] == pytest.approx(found[industry] * 100)


def test_world_averages_of_2022_are_weighted_by_what_is_used_and_made():
    table, found = datasets.load("icio_2022_industries"), fragmentation.after_2011()
    used = table["final_use"].clip(lower=0)
    assert found["length"] == pytest.approx((table["downstreamness"] * used).sum() / used.sum())
    assert found["upstreamness"] == pytest.approx(
        (table["upstreamness"] * table["output"]).sum() / table["output"].sum()
    )
    assert found["length"] > 1 and found["upstreamness"] > 1


def test_length_and_final_share_are_one_number():
    """Steps behind the average product are output over final use: one witness, not two (stores apart)."""
    table = fragmentation.world_fragmentation()
    assert (table["length"] * table["final_share"]).to_numpy() == pytest.approx(1, abs=0.01)
    editions = fragmentation.editions()
    assert editions.loc[1995:2011, "WIOD"].to_numpy() == pytest.approx(1 / table["final_share"].to_numpy())


def test_more_than_a_third_of_the_steps_is_composition_and_china_is_it():
    parts, others = fragmentation.splits(), fragmentation.splits(without_region="CHN")
    assert (parts["within"] + parts["between"]).to_numpy() == pytest.approx(parts["total"].to_numpy())
    assert parts.loc["steps behind", ["total", "between"]].to_list() == pytest.approx([0.156, 0.063], abs=0.001)
    world_table = fragmentation.world_fragmentation()
    change = world_table.loc[2011] - world_table.loc[1995]
    assert parts["total"].to_list() == pytest.approx(
        change[["foreign_share", "length", "upstreamness"]].to_list(), abs=1e-3
    )
    assert others["between"].to_list()[1:] == pytest.approx([-0.015, 0.044], abs=0.001)


def test_in_2009_most_of_the_fall_was_inside_products_and_a_third_was_minings():
    parts, mined = fragmentation.splits(2008, 2009).loc["foreign share"], fragmentation.foreign_by_source()
    assert parts["between"] / parts["total"] == pytest.approx(0.19, abs=0.01)
    fall = mined.loc[2008] - mined.loc[2009]
    assert fall["mining"] / fall["all"] == pytest.approx(0.32, abs=0.01)


def test_mining_earns_a_point_and_a_half_of_the_rise_and_without_it_the_share_still_rose():
    table = fragmentation.foreign_by_source()
    assert (table["mining"] + table["elsewhere"]).to_numpy() == pytest.approx(table["all"].to_numpy())
    change = table.loc[2011] - table.loc[1995]
    assert change[["all", "mining"]].to_list() == pytest.approx([3.8, 1.5], abs=0.05)
    assert change["of value not earned in mining"] > 2.5
    assert table.at[2011, "all"] / 100 == pytest.approx(fragmentation.foreign_share(datasets.mrio(2011)))


def test_at_the_prices_of_1995_nothing_is_changed_in_1995_and_more_is_foreign_in_2009():
    constant, current = fragmentation.at_prices_of_1995(), fragmentation.world_fragmentation()
    assert constant.at[1995, "foreign_share"] * 100 == pytest.approx(fragmentation.foreign_by_source().at[1995, "all"])
    assert constant.at[1995, "length"] == pytest.approx(1 / current.at[1995, "final_share"])
    assert constant.at[2009, "foreign_share"] > current.at[2009, "foreign_share"]


def test_ways_to_count_agree_up_to_2011_and_not_all_after_it():
    table = fragmentation.specifications()
    assert len(table) == 23 and (table["agrees"] == (table["value"] > 0)).all()
    last = table.index.to_series().str.extract(r"\d{4}-(\d{4})")[0].astype(int)
    assert table["agrees"][last <= 2011].all() and (last <= 2011).sum() == 17
    assert table["agrees"][last > 2011].sum() == 4
    share = fragmentation.world_fragmentation()["foreign_share"]
    assert table.at["foreign share, 1995-2011", "value"] == pytest.approx((share[2011] / share[1995] - 1) * 100)


def test_editions_lie_further_apart_than_the_world_moved_and_others_than_china_did_not():
    table = fragmentation.editions()
    apart = table.at[2022, "ADB"] - table.at[2022, "OECD"]
    assert apart > table.at[2022, "ADB"] - table.at[2011, "ADB"] > 0.05
    assert table.at[2022, "ADB, not China"] < table.at[2011, "ADB, not China"]
    adb = datasets.load("adb_industries").query("year == 2022 and region not in ['CHN', 'ROW']")
    early = datasets.load("adb_industries").query("year == 2016")["region"]
    same = adb[adb["region"].isin(set(early))]
    assert same["region"].nunique() == 61
    assert table.at[2022, "ADB, not China"] == pytest.approx(same["output"].sum() / same["final_use"].sum())


def test_exports_are_weighed_and_the_same_forty_stand_side_by_side():
    whole, each = fragmentation.of_the_worlds_exports(), fragmentation.foreign_share_of_exports()
    assert (whole < each.mean(axis=1)).all(), "small economies' exports hold more foreign value"
    regions = datasets.load("icio_2022_regions").set_index("region")
    held = (regions["exports"] * regions["backward"]).sum() / regions["exports"].sum()
    assert whole[2022] == pytest.approx(held * 100, abs=1.5), "TiVA 2025 and ICIO 2022 are one publisher's"
    forty = fragmentation.same_forty()
    assert forty["foreign share"].to_list() == pytest.approx([0.124, 0.121], abs=0.0006)
