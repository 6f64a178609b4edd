"""Wages, prices, patents and research: what the series mean, and beside what other publishers count."""

import numpy as np
import pandas as pd
import pytest
from test_damaged_files import make_accounts, make_balances, make_research

from helpers import datasets
from helpers.classification import E11
from helpers.sources import SourceError, panels

# -- WIOD's Socio-Economic Accounts ---------------------------------------------------------------------------------------


def test_a_price_in_dollars_moves_with_the_exchange_rate(tmp_path):
    make_accounts(tmp_path)
    rate = pd.read_csv(tmp_path / "exchange.csv").set_index(["iso", "year"])["er"]
    found = panels.sector_accounts(tmp_path, edition=False)
    assert found["year"].max() == 1996  # the last years lack most economies
    china = found.query("region == 'CHN' and year == 1996")
    assert china["output_price_usd"].to_numpy() == pytest.approx(china["output_price"] * rate["CHN", 1996] / rate["CHN", 1995])  # fmt: skip
    assert (found.query("year == 1995")[["output_price", "output_price_usd"]] == 100).all(axis=None)


def test_prices_that_do_not_begin_at_100_are_refused(tmp_path):
    make_accounts(tmp_path)
    price = pd.read_csv(tmp_path / "go_p.csv", dtype=str)
    price.loc[0, "ppi_i"] = "99"
    price.to_csv(tmp_path / "go_p.csv", index=False)
    with pytest.raises(SourceError, match="go_p.csv is damaged: not every price of 1995 is 100"):
        panels.sector_accounts(tmp_path, edition=False)


@pytest.fixture(scope="module")
def accounts():
    """Compensation and prices beside WIOD's output and value added, industries that exist."""
    both = datasets.load("wiod_accounts").merge(datasets.load("wiod_industries"), on=["year", "region", "industry"])
    return both[both["value_added"] > 0]


def test_compensation_in_the_united_states_is_that_of_its_national_accounts():
    paid = datasets.load("wiod_accounts").query("region == 'USA' and year == 2009")["compensation"].sum() / 1e3
    assert paid == pytest.approx(7806, rel=0.01)  # billion USD (Federal Reserve, Z.1 of September 2011, table F.7)


def test_employees_earn_less_than_all_labour(accounts):
    """The accounts of 2012 count the self-employed too: labour's share is never below what employees are paid."""
    both = accounts.dropna(subset=["compensation"]).merge(datasets.load("capital_shares"), on=["year", "region", "industry"])  # fmt: skip
    both["labour"] = (1 - both["capital_share"]) * both["value_added"]
    total = both.groupby(["region", "year"])[["compensation", "labour", "value_added"]].sum()
    assert len(total) == 40 * 13 and (total["compensation"] < total["labour"]).all()
    gap = (total["labour"] - total["compensation"]) / total["value_added"]
    assert gap["USA"].max() < 0.06 < 0.15 < gap["IND"].min()  # most of India's labour has no employer


def test_the_part_paid_to_chinese_employees_fell(accounts):
    total = accounts[accounts["region"] == "CHN"].dropna(subset=["compensation"]).groupby("year")[["compensation", "value_added"]].sum()  # fmt: skip
    share = total["compensation"] / total["value_added"]
    assert share[[1995, 2009]].to_list() == pytest.approx([0.541, 0.415], abs=0.001)


def test_output_at_prices_of_1995_grew_as_the_world_bank_says_economies_did(accounts):
    real = (accounts["output"] / accounts["output_price_usd"]).groupby([accounts["region"], accounts["year"]]).sum()
    ours = real.xs(2009, level="year") / real.xs(1995, level="year")
    gdp = datasets.load("countries").pivot(index="region", columns="year", values="gdp_usd_of_2010")
    both = pd.concat([ours, gdp[2009] / gdp[1995]], axis=1, keys=["output", "gdp"]).dropna()
    assert len(both) == 39 and np.log(both).corr().iloc[0, 1] > 0.9
    assert both.loc["USA"].to_list() == pytest.approx([1.38, 1.43], abs=0.005)
    assert abs(both["output"] / both["gdp"] - 1).median() < 0.12


def test_russian_mining_grew_by_a_fifth_not_to_almost_four_times():
    """What a series in current dollars hides: oil's price."""
    mining = datasets.load("wiod_accounts").merge(datasets.load("wiod_industries"), on=["year", "region", "industry"])
    mining = mining.query("region == 'RUS' and industry == 'C'").set_index("year")
    real = mining["output"] / mining["output_price_usd"] * 100
    assert mining["output"][2009] / mining["output"][1995] == pytest.approx(3.71, abs=0.01)
    assert real[2009] / real[1995] == pytest.approx(1.19, abs=0.01)


# -- patents and research -------------------------------------------------------------------------------------------------


def test_nothing_is_filled_in_and_spending_is_a_share_of_gdp(tmp_path):
    make_research(tmp_path)
    path = tmp_path / "wdi_expanded_raw_40c_2000_2023.csv"
    raw = pd.read_csv(path).set_index(["country", "year"]).loc[("BRA", 2000)]
    found = panels.research(path, edition=False).set_index(["region", "year"])
    gdp = raw["GDP_per_capita_current"] * raw["Population_total"]
    assert found.at[("BRA", 2000), "rd_usd"] == pytest.approx(0.005 * gdp)
    assert found.isna().sum().to_dict() == {"residents": 0, "nonresidents": 1, "rd_pct_gdp": 1, "rd_usd": 1}


@pytest.fixture(scope="module")
def research():
    return datasets.load("research").set_index(["region", "year"])


@pytest.mark.parametrize("office, filed", [("CHN", 825_136), ("USA", 571_612), ("JPN", 328_436)])
def test_filings_of_2013_are_those_that_wipo_counts(research, office, filed):
    assert research.loc[(office, 2013), ["residents", "nonresidents"]].sum() == filed


def test_forty_economies_file_nine_tenths_of_the_worlds_patents(research):
    year = research.xs(2013, level="year")
    assert year["residents"].sum() / 1.71e6 == pytest.approx(0.93, abs=0.005)  # WIPO: 1.71 million by residents
    assert (year["residents"] + year["nonresidents"]).sum() / 2.57e6 == pytest.approx(
        0.90, abs=0.005
    )  # and 2.57 in all


def test_the_eleven_rose_and_japan_fell_in_patents(research):
    wide = research["residents"].unstack("region")
    share = wide.div(wide.sum(axis=1), axis=0).loc[[2000, 2013]] * 100
    assert share[E11].sum(axis=1).to_list() == pytest.approx([16.1, 57.6], abs=0.05)
    assert share["JPN"].to_list() == pytest.approx([48.0, 17.1], abs=0.05)


def test_research_in_the_united_states_is_what_the_science_foundation_counts(research):
    assert research.at[("USA", 2018), "rd_usd"] / 1e9 == pytest.approx(606, rel=0.02)


def test_the_elevens_part_of_research_spending_rose_fourfold(research):
    spent = research["rd_usd"].unstack("region").sort_index().ffill(limit=3)
    share = spent[E11].sum(axis=1) / spent.sum(axis=1) * 100
    assert share[[2000, 2018]].to_list() == pytest.approx([6.7, 26.5], abs=0.05)


def test_growth_at_constant_prices_is_told_twice_alike():
    """Two extracts of the World Bank's, five years apart: one tells growth, the other GDP at prices of 2010."""
    table = datasets.load("countries").set_index(["region", "year"]).sort_index()
    growth = table["gdp_usd_of_2010"].groupby("region").pct_change(fill_method=None) * 100
    both = pd.concat([growth, table["gdp_growth_pct"]], axis=1, keys=["level", "growth"]).dropna()
    assert len(both) == 800 and both.corr().iloc[0, 1] > 0.99


def test_every_one_of_the_eleven_has_growth_and_prices_to_2023():
    table = datasets.load("countries").query("region in @E11 and 2000 <= year <= 2023")
    assert len(table) == 11 * 24 and table[["gdp_growth_pct", "gdp_deflator_pct"]].notna().all(axis=None)


# -- current accounts --------------------------------------------------------------------------------------------------


def test_balances_are_a_share_of_gdp_and_unknown_years_are_left_out(tmp_path):
    make_balances(tmp_path)
    path = tmp_path / "wdi_expanded_raw_40c_2000_2023.csv"
    raw = pd.read_csv(path).set_index(["country", "year"]).loc[("BRA", 2000)]
    found = panels.current_accounts(path, edition=False).set_index(["region", "year"])
    gdp = raw["GDP_per_capita_current"] * raw["Population_total"]
    assert found.at[("BRA", 2000), "balance_usd"] == pytest.approx(-0.035 * gdp)
    assert len(found) == 5 and found.notna().all(axis=None)


@pytest.mark.parametrize("region, year, billions", [("USA", 2006, -817), ("CHN", 2007, 353), ("CHN", 2008, 421)])  # fmt: skip
def test_balances_are_what_the_balance_of_payments_says(region, year, billions):
    """Bureau of Economic Analysis and SAFE, as revised (within 2 %)."""
    held = datasets.load("current_accounts").set_index(["region", "year"])
    assert held.at[(region, year), "balance_usd"] / 1e9 == pytest.approx(billions, rel=0.02)
