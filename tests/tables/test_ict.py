"""Tables: ict."""

import numpy as np
import pytest

from helpers import datasets
from helpers.classification import MANUFACTURING
from helpers.mrio import MRIO
from helpers.tables import ict, prices


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
    exports = (m.exports.sum(axis=1) * m.select(ict.OTHER_GOODS))[m.rows("MEX")]
    earned = (m.v * m.select("electronics")) @ m.B[:, m.rows("MEX")]
    held = ict.inside_exports(m)
    assert held.at["MEX", "electronics"] == pytest.approx(earned @ exports / exports.sum())
    every = ict.ict_inside().loc[2011]
    assert every.drop(index="WLD").to_numpy() == pytest.approx(held.to_numpy())
    weight = m.by_region(m.exports.sum(axis=1) * m.select(ict.OTHER_GOODS))
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


def test_electronics_is_not_found_inside_itself(wiod):
    """The referee's number: without electronics among the goods ICT inside rose, with it the share fell."""
    rose = ict.together().loc[[1995, 2011], ["WLD", "CHN"]]
    assert rose["WLD"].to_list() == pytest.approx([10.1, 10.8], abs=0.05)
    assert rose["CHN"].to_list() == pytest.approx([3.8, 7.0], abs=0.06)
    assert set(MANUFACTURING) - set(ict.OTHER_GOODS) == {"electronics"}
    with_itself = [ict.ict_inside(MANUFACTURING).loc[(year, "WLD")].sum() for year in (1995, 2011)]
    assert with_itself[1] < with_itself[0] and with_itself[0] > 0.19
    assert ict.inside_exports(wiod).equals(ict.inside_exports(wiod, ict.OTHER_GOODS))


def test_exporters_held_more_ict_each_while_weight_went_to_those_with_less():
    """Within and between make up the change; China, with little inside, is much of the weight that moved."""
    parts = ict.split()
    assert parts["within"] + parts["between"] == pytest.approx(parts["total"])
    assert parts["first"] == pytest.approx(ict.together().at[1995, "WLD"], abs=0.01)
    assert parts["within"] > 1.5 and parts["between"] < -1
    each = ict.together().drop(columns="WLD")
    assert (each.loc[2011] > each.loc[1995]).sum() == 39


def test_goods_one_by_one_make_the_shares_of_exporters():
    table = ict.goods(2011).loc["KOR"].drop("electronics")
    held = (table[list(ict.ICT)].sum(axis=1) * table["exports"]).sum() / table["exports"].sum()
    assert held * 100 == pytest.approx(ict.together().at[2011, "KOR"])


def test_ways_to_count_name_the_years_that_go_against_the_claim():
    table = ict.specifications()
    assert len(table) == 16 and table["agrees"].sum() == 12 and (table["agrees"] == (table["value"] > 0)).all()
    assert not table["agrees"][["2000-2008", "2000-2011", "1995-2011, ICT goods (electronics) alone"]].any()
    alone = table["value"][[f"1995-2011, {words} alone" for words in ict.ICT.values()]]
    assert alone.sum() == pytest.approx(table["value"]["1995-2011"]), "the three industries make up the whole"


def test_at_the_prices_of_1995_the_year_1995_is_as_it_was_and_the_rise_is_larger():
    """Electronics became cheaper, so counted at old prices there is more of it inside."""
    constant, current = ict.at_prices_of_1995(), ict.together()["WLD"]
    assert constant[1995] == pytest.approx(current[1995], abs=0.01)
    assert constant[2009] - constant[1995] > current[2009] - current[1995] + 1


def test_a_price_of_output_is_output_over_output_at_old_prices():
    assert prices.of_output(1995).to_numpy() == pytest.approx(1, abs=1e-9)
    panel = prices.priced().query("year == 2009 and region == 'JPN' and industry == '30t33'").iloc[0]
    assert prices.of_output(2009)["JPN", "electronics"] == pytest.approx(panel["price"])
    assert panel["price"] < 1 < prices.of_output(2009)["RUS", "mining"]
    assert np.isfinite(prices.priced()["price"]).all() and (prices.priced()["price"] > 0).all()


def test_2022_has_all_eleven_and_no_rest_of_the_world():
    table = ict.in_2022()
    assert len(table) == 81 and "ROW" not in table.index and {"ARG", "SAU", "ZAF"} <= set(table.index)
    m = datasets.mrio(2022)
    exports = (m.exports.sum(axis=1) * m.select(ict.OTHER_GOODS))[m.rows("ZAF")]
    earned = m.solve_transposed(m.v * m.select("telecom"))[m.rows("ZAF")]
    assert table.at["ZAF", "telecom"] == pytest.approx(earned @ exports / exports.sum() * 100)
    assert ict.editions().sum(axis=1).between(13, 17).all()
