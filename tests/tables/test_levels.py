"""One product down four levels: what adds up, what is not known, and what an average hides."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets, value_added
from helpers.tables import levels


def test_the_parts_of_an_ipad_add_up_to_its_price_but_for_rounding():
    assert levels.teardown()["value"].sum() == 500 and levels.price() == 499


def test_apple_keeps_more_than_all_suppliers_together():
    kept = levels.rents()
    assert kept.idxmax().startswith("Apple") and kept.max() > kept.drop(kept.idxmax()).sum()
    assert kept.sum() == 238


def test_no_known_margin_of_an_ipad_is_chinese():
    margins = levels.teardown().query("kind == 'margin'")
    assert "CHN" not in set(margins["economy"].dropna())


def test_what_is_given_to_nobody_is_told():
    value = levels.located()
    assert value.sum() == 275 and value[levels.UNKNOWN] == 206


def test_the_industry_average_lies_between_what_china_has_at_least_and_at_most():
    least, average, most = levels.product_beside_industry().loc["CHN"]
    assert least == pytest.approx(8 / 275 * 100) and most == pytest.approx(214 / 275 * 100)
    assert least < average < most


def test_each_level_shares_out_the_whole():
    table = levels.four_levels()
    assert table.index.tolist() == list(levels.LEVELS)
    assert table.sum(axis=1).to_numpy() == pytest.approx(100)


def test_the_industry_level_is_the_tables_own_origin_of_final_products():
    m = datasets.mrio(2010)
    share = value_added.final_product_origin(m, by="node")[("CHN", "electronics")]
    assert 100 - levels.industry_average()["CHN"] == pytest.approx(share * 100)


def test_a_variance_that_is_all_between_countries_is_found_so():
    index = pd.MultiIndex.from_product([["A", "B", "C"], ["x", "y"]])
    found = levels.parted(pd.Series([1, 1, 2, 2, 4, 4.0], index), pd.Series(1.0, index))
    assert found.tolist() == pytest.approx([100, 0, 0], abs=1e-9)


def test_a_variance_that_is_all_between_industries_is_found_so():
    index = pd.MultiIndex.from_product([["A", "B", "C"], ["x", "y"]])
    found = levels.parted(pd.Series([1, 3, 1, 3, 1, 3.0], index), pd.Series([1, 2, 1, 2, 1, 2.0], index))
    assert found.tolist() == pytest.approx([0, 100, 0], abs=1e-9)


def test_parts_of_a_variance_add_up():
    rng = np.random.default_rng(3)
    index = pd.MultiIndex.from_product([list("ABCDE"), list("vwxyz")])
    found = levels.parted(pd.Series(rng.normal(size=25), index), pd.Series(rng.uniform(0.1, 1, 25), index))
    assert found.sum() == pytest.approx(100) and (found > 0).all()


def test_what_a_country_tells_is_the_variance_of_its_weighted_means():
    rng = np.random.default_rng(4)
    index = pd.MultiIndex.from_product([list("ABCD"), list("vwxyz")])
    value, weight = pd.Series(rng.normal(size=20), index), pd.Series(rng.uniform(0.1, 1, 20), index)
    mean = (value * weight).groupby(level=0).sum() / weight.groupby(level=0).sum()
    all_ = np.average(value, weights=weight)
    between = np.average((mean - all_) ** 2, weights=weight.groupby(level=0).sum())
    assert levels.parted(value, weight)["country"] == pytest.approx(
        between / np.average((value - all_) ** 2, weights=weight) * 100
    )


def test_by_lot_averages_of_groups_tell_one_less_than_their_number_in_the_number_of_cases():
    index = pd.MultiIndex.from_product([range(20), range(10)])
    lot = levels.by_lot(pd.Series(np.random.default_rng(5).normal(size=200), index), pd.Series(1.0, index))
    assert len(lot) == 199 and lot["country"].mean() == pytest.approx(19 / 199 * 100, abs=0.6)
    assert lot["industry"].mean() == pytest.approx(9 / 199 * 100, abs=0.6)


def test_nearly_all_lies_within_countries_by_lot_so_that_more_than_half_is_no_finding():
    table = levels.hidden()
    assert len(table) == 32 and (table["lot country"] < 7).all() and (table["country"] < 50).all()
    assert table[["country", "industry", "both"]].sum(axis=1).to_numpy() == pytest.approx(100)


def test_a_country_tells_more_than_by_lot_in_most_ways_and_not_in_all():
    table = levels.hidden()
    assert (table["country"] > table["lot country"]).all() and 24 <= table["agrees"].sum() < 32
    assert table.loc[table["weighted"] == "alike", "agrees"].all()


def test_which_industry_it_is_tells_more_than_which_country_but_for_what_was_sourced_abroad_in_2022():
    table = levels.hidden()
    less = table.index[table["industry"] < table["country"]].tolist()
    assert less == ["foreign share of final products, 2022, by size"]


def test_accounts_give_china_most_of_the_profits_the_teardown_gives_to_others():
    assert levels.industry_profits()["CHN"] > 70 > 5 > levels.industry_profits()["USA"]
    assert levels.industry_profits().sum() == pytest.approx(100)


def test_what_was_not_taken_apart_is_refused():
    with pytest.raises(ValueError, match="iPad"):
        levels.teardown("bicycle")
    with pytest.raises(ValueError, match="same"):
        index = pd.MultiIndex.from_product([["A", "B"], ["x", "y"]])
        levels.parted(pd.Series(1.0, index), pd.Series(1.0, index))
