"""Tables: ict."""

import pytest

from helpers import datasets
from helpers.mrio import MRIO
from helpers.tables import ict


@pytest.fixture(scope="module")
def wiod() -> MRIO:
    return datasets.mrio(2011)


def test_all_industries_of_origin_together_are_the_whole_export(wiod):
    held = ict.inside_exports(wiod, origins=tuple(wiod.industries)).sum(axis=1)
    assert held.to_numpy() == pytest.approx(1, abs=2e-3)


def test_more_people_online_go_with_no_more_participation_within_economies_and_years():
    effect = ict.internet_effect().loc["within economies and years"]
    assert effect["low"] < 0 < effect["high"]


def test_the_three_industries_over_time_add_up_to_the_total_and_an_unknown_region_is_told():
    assert ict.over_time("KOR").sum(axis=1).tolist() == pytest.approx(ict.together()["KOR"].tolist())
    with pytest.raises(ValueError, match="GER"):
        ict.over_time("GER")


def test_a_year_of_the_panel_holds_both_measures_in_per_cent():
    points = ict.online(2022)
    assert len(points) == 79 and points.to_numpy().min() >= 0 and points.to_numpy().max() <= 100
