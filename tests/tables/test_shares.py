"""Who weighs how much: shares add up, sources stay apart, the estimate borrows a ratio and nothing else."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.classification import E11, EU27
from helpers.figures import lesson_2_2 as figures
from helpers.tables import shares
from helpers.value_added import balassa

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
    values = shares.china_by_choice()["value"]
    tiva, wiod, content = (values[k] for k in ("TiVA, with what comes home", "WIOD", "WIOD, with what comes home"))
    bridge = values["TiVA × ratio of WIOD 2009"]
    assert bridge / tiva == pytest.approx(wiod / content) and bridge < tiva < wiod < content


def test_whatever_year_the_ratio_is_from_the_estimate_stays_within_one_per_cent():
    table = shares.china_by_choice()
    borrowed = table.index.str.contains("ratio")
    assert table["agrees"].to_numpy().tolist() == borrowed.tolist() and borrowed.sum() == 5


def test_china_is_the_third_importer_in_tivas_edition_and_the_second_in_wiod():
    table = shares.bridged()
    for extract in ("2024", "2020"):
        rank = table[f"bought ({extract} extract)"].rank(ascending=False)
        assert rank[["USA", "DEU", "CHN"]].tolist() == [1, 2, 3]
    assert table["bought (WIOD)"].rank(ascending=False)["CHN"] == 2


def test_either_extract_of_the_accounts_gives_a_balance_near_the_papers():
    china = shares.bridged().loc["CHN"]
    assert china["sold"] - china["bought (2024 extract)"] == pytest.approx(220.1, abs=0.05)
    assert china["sold"] - china["bought (2020 extract)"] == pytest.approx(223.9, abs=0.05)


def test_shares_of_each_year_add_up_to_the_world():
    assert shares.vax_shares().sum(axis=1).to_numpy() == pytest.approx(100)


def test_a_learner_who_spoils_the_shares_spoils_them_for_nobody_else():
    mine = shares.vax_shares()
    mine.loc[2011, "CHN"] = 0
    assert shares.vax_shares().at[2011, "CHN"] > 5


def test_both_directions_know_all_sellers_and_the_buyers_of_wiod():
    table = shares.both_directions()
    assert list(table.index) == E11 and table["sold, with what comes home (TiVA)"].notna().all()
    assert set(table.index[table["bought (WIOD)"].isna()]) == {"ARG", "SAU", "ZAF"}
    assert shares.both_directions(2022).notna().all(axis=None)


# -- the Union ---------------------------------------------------------------------------------------------------------
def test_the_union_has_the_members_of_the_year():
    assert [len(shares.union(y)) for y in (1995, 2003, 2004, 2007, 2013, 2019, 2020)] == [15, 15, 25, 27, 28, 28, 27]
    assert sorted(shares.union(2009)) == sorted(EU27)
    assert "GBR" in shares.union(2019) and "GBR" not in shares.union(2020)
    with pytest.raises(ValueError, match="1995"):
        shares.union(1994)


def test_inside_a_group_counts_or_does_not_in_the_group_and_in_the_world():
    """A union that trades mostly with itself weighs much as two countries and little as one economy."""
    assert shares.weigh(TRADE, UNION)["union"] == pytest.approx(18 / 30)
    assert shares.weigh(TRADE, UNION, one=["union"])["union"] == pytest.approx(4 / 16)
    assert shares.weigh(TRADE, {"union": ["a", "b"], "rest": ["c", "d"]}, one=["union", "rest"]).sum() == pytest.approx(
        1
    )


def test_a_group_may_be_one_economy_while_another_is_not():
    """The usual count: the union is one economy, the rest are two, whose trade with each other stays trade."""
    found = shares.weigh(TRADE, {"union": ["a", "b"], "rest": ["c", "d"]}, one=["union"])
    assert found["union"] == pytest.approx(4 / 16) and found["rest"] == pytest.approx(12 / 16)


def test_only_a_group_that_is_weighed_can_be_one_economy():
    with pytest.raises(ValueError, match="no group unoin.*union"):
        shares.weigh(TRADE, UNION, one=["unoin"])


def test_what_a_group_buys_is_not_what_it_sells():
    bought = shares.weigh(TRADE, {"c": ["c"]}, "imports")["c"]
    assert bought == pytest.approx(7 / 30) != shares.weigh(TRADE, {"c": ["c"]})["c"]


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


def test_a_table_of_another_year_or_kind_is_refused():
    for year, kind in ((2012, "value_added"), (2009, "magic")):
        with pytest.raises(ValueError, match="years are 1995-2011"):
            shares.flows(year, kind)


def test_a_direction_that_is_none_is_named():
    with pytest.raises(ValueError, match="not 'sideways'"):
        shares.weigh(TRADE, UNION, "sideways")


def test_eight_of_the_e11_outweigh_the_union_as_one_economy_in_2009_and_not_its_members_added_up():
    groups = {"E11": E11, "EU": shares.union(2009)}
    usual = {d: shares.weigh(shares.flows(2009), groups, d, one=["EU"]) * 100 for d in ("exports", "imports")}
    assert usual["exports"].round(1).tolist() == [27.8, 23.5] and usual["imports"].round(1).tolist() == [23.2, 19.5]
    every = shares.weigh(shares.flows(2009), groups) * 100
    assert every["E11"] < every["EU"] - 15


def test_tivas_union_is_one_economy_in_the_lead_and_in_the_world():
    """The eleven have 2,453.8 billion, the Union as one economy 1,924.5 of a world without trade inside it."""
    one, many = shares.tiva_lead(True), shares.tiva_lead(False)
    world = 10405.65 - 3786.99 + 1924.50  # all economies, less the members, and the Union in their place
    assert one == pytest.approx((2453.76 - 1924.50) / world * 100, abs=0.01) and many < 0 < one


def test_by_the_usual_count_the_e11_lead_in_every_edition_and_year_with_oil_and_without():
    table = shares.against_the_union()
    usual = table[table.index.str.contains("Union as one") & ~table.index.str.contains("China")]
    assert len(usual) == 9 and usual["agrees"].all() and table.index.is_unique
    assert not table.loc["2009, sold: Union as one, no China", "agrees"]


def test_the_e11_pass_the_union_of_the_year_in_2021_and_todays_members_hide_that_it_shrank():
    share = shares.vax_2012_2022()
    lines = shares.e11_lines(share / share.sum())
    ahead = lines["E11"] > lines["EU"]
    assert ahead.index[ahead].tolist() == [2021, 2022]
    without_britain = share.loc[shares.union(2020)].sum() / share.sum()
    assert lines.at[2012, "E11"] > without_britain[2012] and lines.at[2018, "E11"] < without_britain[2018]


# -- the rise ----------------------------------------------------------------------------------------------------------
def test_by_vax_the_e11_rose_at_every_step_in_both_directions_but_not_without_china():
    table = shares.at_every_step()
    assert table.loc[["sold: VAX", "bought: VAX", "sold: no oil", "bought: no oil"], "agrees"].all()
    assert not table["agrees"][table.index.str.contains("no China")].any()


def test_value_in_everybodys_exports_is_another_concept_and_fell_in_the_last_step():
    assert not shares.at_every_step().loc["inside all exports, TiVA, eleven", "agrees"]


def test_oil_is_left_out_where_it_is_earned():
    """Russia earns from oil, Korea does not; what is left is never more than all."""
    every, rest = shares.flows(2009).sum(axis=1), shares.flows_without_oil(2009).sum(axis=1)
    assert rest["RUS"] / every["RUS"] < 0.75 < 0.97 < rest["KOR"] / every["KOR"] < 1.01
    assert (shares.flows_without_oil(2009).to_numpy() >= 0).all()


def test_two_of_sixteen_shares_miss_one_per_cent():
    known = shares.both_directions()[["sold (WIOD)", "bought (WIOD)"]].stack().dropna()
    assert known.index[known < 1].tolist() == [("IDN", "bought (WIOD)"), ("TUR", "sold (WIOD)")]


# -- sellers, buyers, earnings -----------------------------------------------------------------------------------------
def test_two_vintages_are_one_witness():
    """A revision may move a number inside a witness; it adds no second one."""
    table = shares.listings(shares.balances_2009())
    assert list(table) == ["says", "WIOD 2013", "national accounts", "moved", "agrees"]
    assert table.index[~table["agrees"]].tolist() == ["Türkiye", "South Africa"]


def test_a_seller_in_one_witness_and_a_buyer_in_the_other_agrees_with_no_listing():
    table = shares.balances_2009()
    table.loc["KOR", "WIOD 2013"] = -1.0
    assert not shares.listings(table).at["Korea", "agrees"]


def test_brazil_earns_more_from_farming_than_the_world_does_and_more_from_services_than_from_farming():
    brazil = shares.earns(shares.origin_by_industry(2009)).loc["BRA"]
    assert round(brazil["own"]) == 20 and brazil["times"] > 3
    assert brazil["other"] == "Services" and round(brazil["largest other"]) == 38


def test_what_they_earn_from_holds_as_relative_strength_in_all_and_as_largest_earner_in_some():
    table = shares.two_readings(shares.earns(shares.origin_by_industry(2009)))
    relative = table.index.str.endswith("over the world")
    assert table["agrees"][relative].all() and 0 < table["agrees"][~relative].sum() < 8
    counts = shares.earned_from()["value"]
    assert counts["2022, ICIO: above the world's share"] == 8 > counts["2022, ICIO: the largest earner"]


def test_the_picture_of_strengths_calls_them_strengths_not_sizes():
    title = figures.strengths(balassa(shares.origin_by_industry(2009)).loc[E11]).alt
    assert "Relative strength, not size: mining and fuels reaches 8.2 times" in title


# -- 2022 --------------------------------------------------------------------------------------------------------------
def test_editions_of_2022_lie_up_to_a_sixth_apart_in_what_is_sold_and_a_third_in_what_is_bought():
    table = shares.in_2022()
    for side, apart in (("sold", 1 + 1 / 6), ("bought", 4 / 3)):
        chosen = table.filter(like=f"{side},")
        assert 1.1 < (chosen.max(axis=1) / chosen.min(axis=1)).max() <= apart + 0.01
    assert table.at["CHN", "sold, ICIO"] == pytest.approx(2689.6, rel=0.005)
    assert table.index[table["sold, ADB"].isna()].tolist() == ["ZAF"]


def test_what_is_bought_is_what_is_sold_less_the_balance():
    table, balance = shares.in_2022(), shares.accounts_balance(2022)
    for edition in ("TiVA 2025 × GDP", "ADB"):
        gap = table[f"sold, {edition}"] - table[f"bought, {edition}"]
        assert gap.dropna().to_numpy() == pytest.approx(balance[gap.dropna().index].to_numpy())


def test_years_without_a_table_are_named():
    with pytest.raises(ValueError, match="1995-2011 and 2022"):
        shares.flows(2015)
