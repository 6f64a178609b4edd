"""Who files, spends, makes and captures: shares of one whole, and who is left out is left out on both sides."""

import pytest

from helpers import datasets
from helpers.classification import E11
from helpers.tables import innovation


@pytest.mark.parametrize("of", innovation.MEASURES)
@pytest.mark.parametrize("without", [(), ("CHN",), ("CHN", "KOR")])
def test_shares_add_up_whoever_is_left_out(of, without):
    found = innovation.shares(of, without)
    assert found.sum(axis=1).to_numpy() == pytest.approx(100) and not set(without) & set(found)


def test_an_unknown_measure_is_named():
    with pytest.raises(ValueError, match="no measure 'magic'"):
        innovation.shares("magic")


def test_all_eleven_file_and_china_more_than_all_others_together():
    found = innovation.shares()
    assert set(E11) <= set(found) and found.at[2021, "CHN"] > 50 > found.at[2000, "JPN"] > 40


def test_the_share_of_the_ten_without_china_is_taken_of_a_world_without_china():
    whole, without = innovation.shares(), innovation.shares("residents", ("CHN",))
    ten = innovation.members(whole).drop(columns="CHN").sum(axis=1)
    assert (ten / (100 - whole["CHN"]) * 100).to_numpy() == pytest.approx(
        innovation.members(without).sum(axis=1).to_numpy()
    )


def test_the_elevens_share_rose_but_where_china_is_left_out_of_the_eleven_alone():
    ways = innovation.specifications()
    assert ways["agrees"].sum() == len(ways) - 1 == 14
    assert ways.index[~ways["agrees"]][0].endswith("the ten in the whole world")


def test_no_lag_from_patents_to_home_share_is_stronger_than_chance_gives():
    link = innovation.lagged_link()
    assert link.between(-1, 1).all() and (link < 0).all() and link.abs().max() < innovation.by_chance(draws=200)


def test_a_link_that_is_there_is_found_at_its_lag():
    filed, home = innovation._both()
    planted = filed[:, 2012 - 3 - innovation.FIRST :][:, : home.shape[1]]
    link = innovation._link(filed, planted, range(7))
    assert link[3] == pytest.approx(1) and max(link[:3] + link[4:]) < 1


def test_high_technology_of_2022_keeps_the_two_editions_apart():
    later, now = innovation.high_technology_2022(), innovation.high_technology()
    assert 2022 not in now.index.get_level_values("year")
    assert later["value_added"].sum() < later["output"].sum()
    world = datasets.load("icio_2022_industries")
    part = world[world["industry"].isin(["C20", "C21", "C26", "C27", "C28", "C29", "C301", "C302T309"])]
    assert later.drop("ROW")["output"].sum() == pytest.approx(part["output"].sum(), rel=1e-3)
