"""Whose dollar is in an export or a product: what must add up does, in each table that lessons 0.1 to 0.4 share."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.decomposition import koopman_wang_wei
from helpers.tables import contents, textbook

REGIONS = contents.world()[0].regions


def test_exports_are_domestic_and_foreign_content():
    table = contents.exports()
    assert np.allclose(table["domestic"] + table["foreign"], table["exports"])
    for region in [*REGIONS, "WLD"]:
        assert 0 < contents.share("foreign", "exports", region) < 1
    total = table.sum()
    assert contents.share("foreign", "exports", "WLD") == pytest.approx(total["foreign"] / total["exports"])


def test_what_comes_home_is_counted_once_as_the_nine_terms_count_it():  # but for the table's own residual
    three, terms = contents.three_measures(), koopman_wang_wei(datasets.mrio(2009))
    home = terms["T4"] + terms["T5"]
    assert three["counted again"].gt(0).all()
    for region in REGIONS:
        once = contents.comes_home(region) * three.at[region, "gross exports"]
        assert 0 <= contents.comes_home(region) < 0.2
        assert once == pytest.approx(home[region], abs=5e-3 * three.at[region, "gross exports"])


@pytest.mark.parametrize("economy", ["CHN", "HUN", "BRA"])
@pytest.mark.parametrize("industry", ["electronics", "food", "public_services"])
def test_a_dollar_is_earned_by_somebody_and_found_round_by_round(economy, industry):
    earned = contents.earned_in(economy, industry)
    assert earned.sum() == pytest.approx(100)
    found = contents.rounds(economy, industry, 40)
    assert found.to_numpy().sum() == pytest.approx(100, abs=0.1) and (found.sum() <= earned + 1e-9).all()
    inputs = contents.recipe(economy, industry)
    assert 0 < inputs.sum() < 100 and contents.behind(economy, industry) > 1 + inputs.sum() / 100


def test_every_region_makes_food():
    assert all(contents.behind(r, "food") > 1 for r in REGIONS)


def test_the_nine_terms_are_all_of_exports_and_so_are_their_groups():
    terms = contents.nine_terms("CHN")
    assert np.allclose(terms.sum(axis=1), 100) and np.allclose(contents.grouped(terms).sum(axis=1), 100)
    assert sorted(t for group in contents.GROUPED.values() for t in group) == sorted(terms)


def test_more_is_not_vax_than_is_foreign_and_more_is_foreign_than_counted_twice():
    table = contents.more_than_once()
    assert (table["not VAX"] > table["foreign content"]).all()
    assert (table["foreign content"] > table["counted twice"]).all()
    panel = datasets.load("wiod_regions").query("year == 2009")
    exports = panel["exports"].sum()
    told = [100 * (1 - panel["vax"].sum() / exports), 100 * panel["foreign_content"].sum() / exports, 100 * panel[["T6", "T9"]].sum().sum() / exports]  # fmt: skip
    assert table.loc[2009].tolist() == pytest.approx(told)


def test_rounds_add_up_to_the_inverse_that_the_book_prints():
    A = textbook.sales() / textbook.output()
    B = textbook.leontief_inverse(A)
    assert np.abs(B - textbook.published_inverse()).max().max() < 5e-5
    order = textbook.order(0, 100)
    assert np.allclose(textbook.rounds(A, order, 60).sum(axis=1), B @ order)
    first = textbook.rounds(A, order, 1)
    assert list(first) == [0, 1] and first[0].equals(order) and np.allclose(first[1], A @ order)


def test_tables_are_the_callers_own():
    for table in (contents.exports(), textbook.sales()):
        table.loc[:, :] = 0
    assert contents.exports().to_numpy().sum() > 0 and textbook.sales().to_numpy().sum() == 950
    assert isinstance(contents.three_measures(), pd.DataFrame)


def test_what_an_economy_buys_back_is_domestic_content_that_no_other_uses_each_dollar_once():
    m = contents.world()[0]
    again = koopman_wang_wei(m)["T6"]
    for region in ("USA", "CHN"):
        k = m.region(region)
        exported = m.exports[m.rows(region)].sum()
        own = (m.origin_shares[k] * m.Y.T)[:, :].T  # value of the region in each final product, by buyer
        abroad = own.sum(axis=0)[np.arange(m.G) != k].sum()
        domestic = contents.exports().loc[region, "domestic"]
        assert contents.comes_home(region) == pytest.approx((domestic - again[region] - abroad) / exported)
        assert exported > domestic
    assert contents.comes_home("USA") > contents.comes_home("HUN"), "the large buy back more"


def test_terms_are_told_in_per_cent_of_an_economys_exports():
    terms = koopman_wang_wei(contents.world()[0])
    table = contents.explained(terms, "MEX")
    assert list(table.index) == [f"T{k}" for k in range(1, 10)]
    exports = contents.exports().loc["MEX", "exports"]  # the terms lack the table's row residual
    assert table.iloc[:, 1].to_dict() == pytest.approx((terms.loc["MEX"] / exports * 100).to_dict(), rel=1e-3)
    assert table.iloc[:, 1].sum() == pytest.approx(100)


def test_what_belongs_to_an_economy_is_said_as_people_say_it():
    assert [contents.whose(c) for c in ("KOR", "USA", "PHL", "NLD")] == ["Korea’s", "the United States’", "Philippines’", "the Netherlands’"]  # fmt: skip
