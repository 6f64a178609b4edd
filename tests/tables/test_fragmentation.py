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
    spread = fragmentation.spreads().loc[[1995, 2011]]
    assert (spread.diff().iloc[1] > 0).all()
    assert 0.05 < fragmentation.after_2011()["foreign_share"] < 0.2


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
