"""Tables: ict."""

import pytest

from helpers import datasets
from helpers.classification import MANUFACTURING
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


def test_electronics_inside_exports_are_earned_anywhere_along_their_chains(wiod):
    m = wiod
    exports = (m.exports.sum(axis=1) * m.select(MANUFACTURING))[m.rows("MEX")]
    earned = (m.v * m.select("electronics")) @ m.B[:, m.rows("MEX")]
    held = ict.inside_exports(m)
    assert held.at["MEX", "electronics"] == pytest.approx(earned @ exports / exports.sum())
    every = ict.ict_inside().loc[2011]
    assert every.drop(index="WLD").to_numpy() == pytest.approx(held.to_numpy())
    weight = m.by_region(m.exports.sum(axis=1) * m.select(MANUFACTURING))
    assert every.loc["WLD", "telecom"] == pytest.approx((held["telecom"] * weight).sum() / weight.sum())
    assert ict.over_time("WLD").at[2011, ict.ICT["telecom"]] == pytest.approx(every.loc["WLD", "telecom"] * 100)


def test_what_goes_with_people_online_shrinks_when_economies_and_years_are_taken_out():
    panel, effect = ict.internet_and_participation(), ict.internet_effect()
    assert not panel.duplicated(["region", "year"]).any() and set(panel["year"]) == set(range(2012, 2023))
    assert (effect["low"] < effect["estimate"]).all() and (effect["estimate"] < effect["high"]).all()
    assert (effect["observations"] == len(panel)).all()
    x, y = panel["internet_pct"], panel["backward"]
    assert effect["estimate"].iloc[0] == pytest.approx(x.cov(y) / x.var())
    x, y = (v - v.groupby(panel["region"]).transform("mean") for v in (x, y))
    assert effect["estimate"].iloc[1] == pytest.approx((x * y).sum() / (x * x).sum())
