"""Tables: innovation."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.classification import E11
from helpers.tables import innovation


def test_patent_shares_add_up_and_an_unknown_class_is_named():
    assert innovation.patent_shares().sum(axis=1).to_numpy() == pytest.approx(1)
    with pytest.raises(ValueError, match="no class 'magic'"):
        innovation.patent_shares("magic")


def test_the_weight_of_lags_is_a_correlation():
    link = innovation.lagged_link()
    assert link.dropna().between(-1, 1).all() and link.notna().sum() >= 3


def test_classes_share_out_the_patents_of_the_e11_and_the_world():
    shares = innovation.patent_shares()
    assert list(innovation.members(shares)) == [c for c in E11 if c in shares] and shares.index.max() == 2014
    filed = datasets.load("patents").query("year == 2010")
    by_class = filed.groupby("technology")["applications"].sum()
    table = innovation.by_class((2000, 2010))
    assert list(table.index) == ["2000, China", "2000, other E11", "2010, China", "2010, other E11"]
    china = (table.loc["2010, China"] * by_class[table.columns]).sum() / by_class.sum()
    assert china == pytest.approx(shares.at[2010, "CHN"] * 100), "each class weighed by its patents makes the whole"
    others = (table.loc["2010, other E11"] * by_class[table.columns]).sum() / by_class.sum()
    assert others == pytest.approx(innovation.members(shares).loc[2010].drop("CHN").sum() * 100)


def test_who_makes_high_technology_adds_up_to_the_world_and_hands_on_part_of_it():
    made = innovation.high_technology()
    assert (made["value_added"] < made["output"] + 1e-9).all()
    signs = innovation.three_signs(2009)
    for column in ("makes (output)", "captures (value added)"):
        assert signs[column].sum() == pytest.approx(100)
    assert signs["files"].sum() == pytest.approx(100)
    china = made.loc[2009].loc["CHN"] / made.loc[2009].sum() * 100
    assert signs.at["CHN", "captures (value added)"] == pytest.approx(china["value_added"])
    assert china["value_added"] < china["output"], "an assembler makes more than it keeps"


def test_what_is_spent_and_sold_is_what_the_world_bank_says_and_a_gap_is_filled_from_before():
    panel = datasets.load("countries").set_index(["region", "year"])
    spent = innovation.spending((2005, 2015))
    assert list(spent.index) == [*E11, "USA", "JPN", "DEU"] and list(spent) == [2005, 2015]
    told = panel["rd_pct_gdp"]
    for region in spent.index:
        for year in spent:
            before = told[region].loc[year - 3 : year].dropna()
            if len(before):
                assert spent.at[region, year] == before.iloc[-1]
            else:
                assert spent.isna().at[region, year]
    sold = innovation.high_technology_exports((2010, 2020))
    assert sold.at["CHN", 2020] == panel.at[("CHN", 2020), "high_tech_exports_pct"]
    assert list(sold.index) == [*E11, "USA", "DEU"] and sold.max().max() < 60


def test_patents_go_with_later_shares_only_within_economies_and_within_years():
    """Both sides are less their economy's and their year's mean: a size that stays, or a wave that lifts all, links nothing."""
    link = innovation.lagged_link((0, 3))
    filed = datasets.load("patents").query("2000 <= year <= 2013").groupby(["region", "year"])["applications"].sum()
    filed = np.log(filed[filed >= 20]).rename("patents").reset_index().assign(year=lambda t: t["year"] + 3)
    home = datasets.load("tiva2025_shares").query("measure == 'EXGR_DVA'")
    both = filed.merge(home, on=["region", "year"])
    dummies = pd.get_dummies(both[["region", "year"]].astype(str)).to_numpy(float)
    left = [v - dummies @ np.linalg.lstsq(dummies, v, rcond=None)[0] for v in both[["patents", "value"]].to_numpy().T]
    assert link[3] == pytest.approx(np.corrcoef(*left)[0, 1], abs=2e-3)
