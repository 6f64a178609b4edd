"""Who weighs how much: shares add up, sources stay apart, the estimate borrows a ratio and nothing else."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.classification import E11, EU27
from helpers.tables import shares

TRADE = pd.DataFrame([[0, 8, 1, 1], [6, 0, 1, 1], [1, 1, 0, 3], [1, 1, 5, 0]], list("abcd"), list("abcd"), dtype=float)
UNION = {"union": ["a", "b"]}


def test_domestic_and_foreign_make_gross_exports_in_each_source_that_has_all_three():
    for region in ("CHN", "USA", "KOR"):
        table = shares.concepts_by_source(region)
        for source in ("TiVA", "WIOD"):
            assert table.at["domestic", source] + table.at["foreign", source] == pytest.approx(
                table.at["gross exports", source], rel=1e-4
            )
        assert np.isnan(table.at["VAX", "TiVA"]) and table.at["VAX", "WIOD"] < table.at["domestic", "WIOD"]


def test_the_estimate_keeps_one_level_and_borrows_the_others_ratio():
    tiva, bridge, vax, content = shares.china_estimates(shares.four_sources("CHN"))["value"]
    assert bridge / tiva == pytest.approx(vax / content) and bridge < tiva < vax < content


def test_shares_of_each_year_add_up_to_the_world():
    assert shares.vax_shares().sum(axis=1).to_numpy() == pytest.approx(100)


def test_a_learner_who_spoils_the_shares_spoils_them_for_nobody_else():
    mine = shares.vax_shares()
    mine.loc[2011, "CHN"] = 0
    assert shares.vax_shares().at[2011, "CHN"] > 5


def test_both_directions_know_all_sellers_and_the_buyers_of_wiod():
    table = shares.both_directions()
    assert list(table.index) == E11 and table["sold (TiVA)"].notna().all()
    assert set(table.index[table["bought (WIOD)"].isna()]) == {"ARG", "SAU", "ZAF"}


def test_a_group_that_counts_as_one_region_has_the_smaller_share_and_all_shares_one_world():
    trade, union = (
        shares.flows(2009),
        {"EU": shares.EU27, "rest": [c for c in shares.flows(2009) if c not in shares.EU27]},
    )
    assert shares.weigh(trade, union).sum() == pytest.approx(1)
    assert shares.weigh(trade, union, inside=False)["EU"] != pytest.approx(shares.weigh(trade, union)["EU"])
    alone = {"EU": shares.EU27}
    assert shares.weigh(trade, alone, inside=False)["EU"] < shares.weigh(trade, alone)["EU"]


def test_inside_a_group_counts_or_does_not_in_the_group_and_in_the_world():
    """A union that trades mostly with itself weighs much as two countries and little as one region."""
    assert shares.weigh(TRADE, UNION)["union"] == pytest.approx(18 / 30)
    assert shares.weigh(TRADE, UNION, inside=False)["union"] == pytest.approx(4 / 16)
    assert shares.weigh(TRADE, {"union": ["a", "b"], "rest": ["c", "d"]}, inside=False).sum() == pytest.approx(1)


def test_what_a_group_buys_is_not_what_it_sells():
    bought = shares.weigh(TRADE, {"c": ["c"]}, "imports")["c"]
    assert bought == pytest.approx(7 / 30) != shares.weigh(TRADE, {"c": ["c"]})["c"]


def test_the_union_is_smaller_as_one_region_than_as_many_countries():
    flows = shares.flows(2009)
    many, one = (shares.weigh(flows, {"eu": EU27}, inside=i)["eu"] for i in (True, False))
    assert 0.3 < many < 0.45 and 0.15 < one < many - 0.1


def test_value_added_by_origin_is_all_the_value_there_is_whichever_way_it_is_added_up():
    by_origin, by_industry = shares.origin_shares(), shares.origin_by_industry(2009)
    assert by_origin.sum().to_numpy() == pytest.approx(1)
    of_2009 = by_industry.sum(axis=1)
    assert (of_2009 / of_2009.sum()).to_dict() == pytest.approx(by_origin[2009].to_dict())
    assert shares.origins_by_industry().loc[2009].sum(axis=1).to_dict() == pytest.approx(of_2009.to_dict())
    with pytest.raises(ValueError, match="has no 1990; it has"):
        shares.origin_by_industry(1990)


def test_value_added_exports_are_the_share_used_abroad_of_what_is_earned():
    table = shares.vax_2012_2022()
    told = datasets.load("tiva2025_shares").query("measure == 'FFD_DVA'").set_index(["region", "year"])["value"]
    gdp = datasets.load("countries").set_index(["region", "year"])["gdp_usd"]
    for key in (("CHN", 2012), ("DEU", 2022)):
        assert table.at[key] == pytest.approx(told[key] / 100 * gdp[key] / 1e9)
    assert "TWN" not in table.index and list(table) == list(range(2012, 2023))
    wiod = datasets.load("wiod_regions").query("year == 2011").set_index("region")["vax"] / 1e3
    assert 0.7 < (table[2012] / wiod).dropna().median() < 1.5, "two editions, a year apart: the same size"


def test_balances_of_three_sources_are_of_one_size_and_mostly_of_one_sign():
    table = shares.balances_2009()
    assert list(table.index) == E11 and table["WIOD 2013"].isna().sum() == 3
    wiod = datasets.load("wiod_regions").query("year == 2009").set_index("region")
    gross = (wiod["exports"] - wiod["value_added_imports"] - (wiod["exports"] - wiod["vax"])) / 1e3
    assert table["WIOD 2013"].dropna().to_dict() == pytest.approx(gross.reindex(E11).dropna().to_dict())
    bank = datasets.load("countries").query("year == 2009").set_index("region").loc["CHN"]
    for edition, suffix in (("World Bank, 2020 extract", "_2020"), ("World Bank, 2024 extract", "")):
        net = bank[f"exports_pct_gdp{suffix}"] - bank[f"imports_pct_gdp{suffix}"]
        assert table.at["CHN", edition] == pytest.approx(net / 100 * bank["gdp_usd"] / 1e9)
    assert (np.sign(table.loc[["CHN", "RUS", "MEX", "IND"]]).nunique(axis=1) == 1).all()


def test_the_e11_against_the_union_by_each_way_of_counting():
    table = shares.e11_against_eu((1995, 2011))
    assert table.shape == (2, 4) and (table < 0).any().all(), "a union of many countries sells more to itself"
    trade, groups = shares.flows(2011), {"E11": E11, "EU": EU27}
    for direction in ("exports", "imports"):
        for inside in (True, False):
            words = f"{direction}, inside {'counted' if inside else 'not counted'}"
            two = shares.weigh(trade, groups, direction, inside)
            assert table.at[2011, words] == pytest.approx((two["E11"] - two["EU"]) * 100)
    counted = table["exports, inside counted"]
    assert (table["exports, inside not counted"] > counted).all() and counted[2011] > counted[1995]


def test_lines_worth_comparing_add_up():
    lines = shares.e11_lines(shares.origin_shares())
    assert lines["E11"].to_numpy() == pytest.approx((lines["E11 without China"] + lines["China"]).to_numpy())
    assert lines["EU 27"].between(lines["United States"], 1 - lines["E11"]).all()


@pytest.mark.parametrize("direction", ["exports", "imports"])
@pytest.mark.parametrize("inside", [True, False])
def test_members_parts_are_all_of_their_group(direction, inside):
    group = ["a", "b", "c", "Atlantis"]
    parts = [shares.member_part(TRADE, k, group, direction, inside) for k in "abc"]
    assert sum(parts) == pytest.approx(1)
    alone = TRADE.loc["a", "d"] if direction == "exports" else TRADE.loc["d", "a"]
    outside = TRADE.loc[list("abc"), "d"] if direction == "exports" else TRADE.loc["d", list("abc")]
    whole = TRADE.loc["a"].sum() if direction == "exports" else TRADE["a"].sum()
    every = TRADE.loc[list("abc")].sum().sum() if direction == "exports" else TRADE[list("abc")].sum().sum()
    assert parts[0] == pytest.approx(whole / every if inside else alone / outside.sum())
    assert shares.member_part(TRADE, "a", list("ab")) == pytest.approx(10 / 18)  # exports, inside counted


def test_a_table_of_another_year_or_kind_is_refused():
    for year, kind in ((2012, "value_added"), (2009, "magic")):
        with pytest.raises(ValueError, match="years are 1995-2011"):
            shares.flows(year, kind)


def test_a_direction_that_is_none_is_named():
    with pytest.raises(ValueError, match="not 'sideways'"):
        shares.weigh(TRADE, UNION, "sideways")
