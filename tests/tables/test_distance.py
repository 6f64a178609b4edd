"""Distance: at home and abroad, by year, industry and choice."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.tables import distance


def test_areas_are_those_of_maps():
    area = distance._areas()
    known = {"USA": 9.5e6, "CHN": 9.4e6, "BRA": 8.5e6, "DEU": 0.357e6, "FRA": 0.64e6, "RUS": 16.9e6}
    for code, km2 in known.items():
        assert area[code] == pytest.approx(km2, rel=0.06), code


def test_three_distances_at_home_go_together():
    held = np.log(distance.home_distance().dropna())
    assert (held.corr().to_numpy() > 0.7).all()


def test_home_has_its_own_distance_and_no_border():
    trade = pd.DataFrame({"origin": ["FRA", "FRA"], "destination": ["FRA", "DEU"], "year": 2000, "trade": 1.0})
    home, abroad = (distance.with_distance(trade).iloc[k] for k in (0, 1))
    assert home["log_distance"] == pytest.approx(np.log(distance.home_distance().at["FRA", distance.BY_AREA]))
    assert (home["border"], home["common_language"], home["common_border"], abroad["border"]) == (0, 1, 0, 1)
    assert (home["abroad"], abroad["at_home"]) == (0, 0)
    pairs = datasets.load("pairs").set_index(["origin", "destination"])["distance_km"]
    assert abroad["log_distance"] == pytest.approx(np.log(pairs["FRA", "DEU"]))


def test_sales_of_industries_add_up_to_output():
    sold = distance.sales_by_industry(2011)
    m = datasets.mrio(2011)
    made = pd.Series(np.asarray(m.x).reshape(m.G, m.N)[:, m.industries.index("vehicles")], m.regions)
    to_row = m.Z.reshape(m.G, m.N, m.G, m.N).sum(axis=3) + m.Y.reshape(m.G, m.N, m.G)
    away = pd.Series(to_row[:, m.industries.index("vehicles"), m.regions.index("ROW")], m.regions)
    assert sold.groupby("origin")["vehicles"].sum()["DEU"] == pytest.approx(made["DEU"] - away["DEU"], rel=0.01)


def test_where_home_sales_count_distance_seems_to_count_more():
    """One weight for home and abroad mixes distance with the border."""
    table = distance.by_year()
    for flow in ("value added", "gross"):
        assert (table[flow, distance.HOME] < table[flow, distance.ABROAD] - 0.5).all()


def test_the_pull_is_as_it_was_in_two_sources_and_fell_in_the_oldest():
    table = distance.specifications()
    assert len(table) == 120
    agreeing = table.groupby("panel")["agrees"].sum()
    assert agreeing["manufactures 1986-2006"] > 10 and agreeing.drop("manufactures 1986-2006").sum() == 0


def test_after_1995_distance_gained_pull_in_more_ways_than_it_lost_it_and_most_stayed():
    moved = distance.moves(distance.specifications())
    assert moved[list(distance.MOVES)].sum(axis=1).tolist() == [30] * 4
    late = moved.drop("manufactures 1986-2006").sum()
    assert late["as before"] > 60 and late["farther"] > 3 * late["nearer"] > 0 == late["clear"]


def test_what_is_called_moved_moved_by_more_than_the_threshold():
    table = distance.specifications()
    assert (table["moved"] == "nearer").equals(table["value"] > 0.05) and (table["moved"] == "farther").equals(table["value"] < -0.05)


def test_the_part_that_had_come_by_1994_is_more_than_half_with_its_error():
    guide, early = distance.guide_by_year(), distance.early()
    assert early["part"] == pytest.approx((guide[1994] - guide[1986]) / (guide[2006] - guide[1986]) * 100)
    assert 50 < early["part"] - 1.96 * early["error"] and 1 < early["error"] < 8
    assert distance.early(2006).tolist() == pytest.approx([100, 0], abs=1e-4)


def test_a_change_is_last_less_first_inside_its_interval():
    table = distance.specifications()
    assert (table["last"] - table["first"]).to_numpy() == pytest.approx(table["value"].to_numpy())
    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()


def test_services_by_wire_feel_distance_less_than_goods():
    table = distance.kinds()
    assert (table.loc["services by wire", [1995, 2011]] > table.loc["goods", [1995, 2011]] + 0.3).all()


def test_whether_services_by_wire_feel_distance_more_or_less_than_before_is_not_clear():
    wire = distance.kinds().loc["services by wire"]
    assert wire["change"] == pytest.approx(wire[2011] - wire[1995]) and wire["low"] < 0 < wire["high"]


def test_the_mean_way_is_a_weighted_mean():
    trade = pd.DataFrame({"origin": ["FRA", "FRA"], "destination": ["DEU", "USA"], "year": 2000, "trade": [3.0, 1.0]})
    far = datasets.load("pairs").set_index(["origin", "destination"])["distance_km"]
    assert distance.mean_way(trade, "trade")[2000] == pytest.approx((3 * far["FRA", "DEU"] + far["FRA", "USA"]) / 4)
