"""China and the eleven as hinges in both directions."""

import numpy as np
import pytest

from helpers import extraction
from helpers.tables import circles, hinge


def test_shares_are_those_of_the_measure_itself():
    m = circles.world(2011)
    north = [c for c in m.regions if c in circles.north("rich")]
    found = extraction.hinge(m, [c for c in m.regions if c not in north], north, regions=["CHN", "DEU"])["share"] * 100
    assert np.allclose(hinge.both_ways(2011).loc[["CHN", "DEU"], ("South to North", "share")], found)


def test_all_eleven_stand_in_2022_and_eight_in_2011():
    from helpers.classification import E11

    assert set(E11) <= set(hinge.both_ways(2022).index) and len(set(E11) & set(hinge.both_ways(2011).index)) == 8


def test_china_is_the_largest_hinge_of_the_eleven_under_every_choice():
    table = hinge.specifications()
    assert len(table) == 32 and (table["share"] > table["next"]).all()


def test_germany_passes_more_than_china_in_some_choices_most_of_them_of_2011():
    table = hinge.specifications()
    ahead = (table["Germany"] > table["share"]).groupby(table["year"]).sum()
    assert ahead.to_dict() == {2011: 7, 2022: 3}


def test_left_out_of_the_south_the_rest_of_the_world_neither_sells_nor_uses():
    m = circles.world(2011)
    north = [c for c in m.regions if c in circles.north("rich")]
    south = [c for c in m.regions if c not in north and c != "ROW"]
    table = hinge.both_ways(2011, "rich", False)
    for way, ends in (("South to North", (south, north)), ("North to South", (north, south))):
        found = extraction.hinge(m, *ends, regions=["CHN"]).at["CHN", "share"] * 100
        assert table.at["CHN", (way, "share")] == pytest.approx(found)


def test_the_rise_of_china_as_a_hinge_is_the_rise_of_its_size():
    split = hinge.rise_split()
    assert split["by size"] + split["beyond size"] == pytest.approx(split["last"] - split["first"])
    assert abs(split["beyond size"]) < 0.1 * split["by size"]


def test_two_thirds_of_shortest_paths_lead_through_china_and_none_did_in_1995():
    assert hinge.central().at["CHN", "betweenness"] == pytest.approx(65.2, abs=0.5)
    assert hinge.central_by_year().at[1995, "CHN"] == 0
