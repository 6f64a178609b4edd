"""The Asian Development Bank's panels: read as they are meant, and beside what other publishers count."""

import numpy as np
import pandas as pd
import pytest
from test_damaged_files import ADB, GASES, make_adb, make_emissions, product

from helpers import classification, datasets
from helpers.sources import SourceError, adb

# -- readers ------------------------------------------------------------------------------------------------------------


def test_what_is_not_sold_at_home_is_exported_whatever_the_column_is_called(tmp_path):
    make_adb(tmp_path)
    sales = pd.read_parquet(tmp_path / ADB / "summary.parquet").query("s == 1").sum()
    australia = adb.industries(tmp_path / ADB, edition=False).query("region == 'AUS' and year == 2017").sum()
    assert australia["exports_intermediate"] == pytest.approx(sales["zsales"] - sales["ez"])
    assert australia["exports_final"] == pytest.approx(sales["y"] - sales["ey"])


def test_the_larger_set_is_taken_where_there_is_one(tmp_path):
    make_adb(tmp_path)
    found = adb.industries(tmp_path / ADB, edition=False)
    assert found.groupby("year")["region"].nunique().to_dict() == {2016: 63, 2017: 73}
    assert (
        found.loc[found["year"] == 2016, "vax"].isna().all() and found.loc[found["year"] == 2017, "vax"].notna().all()
    )
    assert set(found["industry"]) == set(classification.industries().index)


@pytest.mark.parametrize(
    "name, column, words",
    [
        ("summary", "va", "summary.parquet cannot be used: output by costs"),
        ("summary62", "ez", "summary62.parquet cannot be used: what is sold at home"),
        ("rca", "vaxos_si", "rca.parquet cannot be used: vaxos_si"),
        ("gvcp", "GVC_trade_b", "gvcp.parquet cannot be used: participation"),
        ("lengths", "PLy", "lengths.parquet and summary.parquet cannot be used: PLy"),
    ],
)
def test_a_part_that_does_not_fit_its_whole_is_named(tmp_path, name, column, words):
    make_adb(tmp_path)
    path = tmp_path / ADB / f"{name}.parquet"
    held = pd.read_parquet(path)
    held.loc[held.index[2000], column] += 5
    held.to_parquet(path)
    with pytest.raises(SourceError, match=words):
        adb.industries(tmp_path / ADB, edition=False)


def test_emissions_come_back_to_those_who_emitted_them(tmp_path):
    make_emissions(tmp_path)
    path = tmp_path / GASES / "summary.parquet"
    labels = pd.read_parquet(path).query("agg == 35").sort_values(["gas", "sector", "s", "i"])
    pairs = labels[["gas", "sector"]].drop_duplicates()
    emitted = product(s=range(1, 74), i=range(1, 36))
    truth = np.where((emitted["s"] == 8) & (emitted["i"] == 17), 1.0, 0.0)[:, None] * np.arange(1, 17)  # China's power
    labels["emissions"] = truth.ravel()  # node by node, under labels that run pair by pair: the compiler's slip
    whole = labels.groupby(["t", "s", "gas", "sector"], as_index=False)["emissions"].sum().assign(i=0, agg=0)
    pd.concat([whole, labels]).to_parquet(path)
    found = adb.emissions(path, edition=False).set_index(["region", "industry"]).drop(columns="year")
    power = found.loc[("CHN", "utilities")]
    expected = pd.Series(np.arange(1.0, 17), pairs["gas"]).groupby(level=0).sum().rename(adb.GASES)
    assert power.to_dict() == expected.to_dict()
    assert found.drop(("CHN", "utilities")).to_numpy().sum() == 0


def test_a_name_that_two_folders_have_is_known_by_its_folder(tmp_path):
    make_emissions(tmp_path)
    with pytest.raises(SourceError, match="summary.parquet can be read but is not the file data/ is made from"):
        adb.emissions(tmp_path / GASES / "summary.parquet")
    (tmp_path / GASES).rename(tmp_path / "elsewhere")
    with pytest.raises(SourceError, match="summary.parquet is not one of the files data/ is made from"):
        adb.emissions(tmp_path / "elsewhere" / "summary.parquet")


# -- known figures of other publishers ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def industries():
    return datasets.load("adb_industries").assign(exports=lambda t: t["exports_intermediate"] + t["exports_final"])


@pytest.fixture(scope="module")
def regions(industries):
    return industries.groupby(["year", "region"]).sum(numeric_only=True)


@pytest.fixture(scope="module")
def world_bank():
    return datasets.load("countries").pivot(index="region", columns="year", values="gdp_usd") / 1e6


@pytest.mark.parametrize("year", [2000, 2008, 2014, 2018, 2022])
def test_value_added_is_gdp_less_the_taxes_on_products(regions, world_bank, year):
    both = pd.concat([regions.loc[year, "value_added"], world_bank[year]], axis=1, keys=["table", "gdp"]).dropna()
    assert len(both) > 50 and 0.94 < both["table"].sum() / both["gdp"].sum() < 0.97


def test_the_world_exported_some_32_trillion_of_goods_and_services_in_2022(regions):
    assert regions.loc[2022, "exports"].sum() / 1e6 == pytest.approx(24.9 + 6.8, rel=0.05)  # WTO: goods and services


@pytest.mark.parametrize("year", [2007, 2008, 2009, 2010, 2011])
def test_exports_are_those_of_wiod_but_for_some_smaller_economies(regions, year):
    wiod = datasets.load("wiod_regions").query("year == @year and region != 'ROW'").set_index("region")["exports"]
    ours = regions.loc[year, "exports"].reindex(wiod.index)
    assert ours.sum() / wiod.sum() == pytest.approx(1, abs=0.025) and np.log(ours).corr(np.log(wiod)) > 0.99
    far = set(wiod.index[(ours / wiod - 1).abs() > 0.25])
    assert {"CYP", "MLT", "TUR"} <= far <= {"CYP", "MLT", "TUR", "BGR", "EST", "GRC", "LTU", "LVA"}


def test_in_2000_bulgaria_and_turkiye_are_far_from_wiod(regions):
    wiod = datasets.load("wiod_regions").query("year == 2000").set_index("region")["exports"]
    ratio = regions.loc[2000, "exports"] / wiod
    assert ratio[["BGR", "TUR"]].to_list() == pytest.approx([0.27, 1.66], abs=0.01)


def test_exports_reach_the_national_accounts_only_from_2017(regions):
    """The compiler's years to 2016 leave a tenth out: a step from 2016 to 2017 is no trend."""
    table = datasets.load("countries").set_index(["year", "region"])
    accounts = table["gdp_usd"] * table["exports_pct_gdp_2020"] / 1e8
    both = pd.concat([regions["exports"], accounts], axis=1, keys=["adb", "bank"]).dropna()
    total = both.groupby("year").sum()
    ratio = total["adb"] / total["bank"]
    assert ratio.loc[2007:2016].between(0.88, 0.92).all() and ratio.loc[2017:2019].between(0.94, 0.98).all()
    usa = both.xs("USA", level="region")
    assert (usa["adb"] / usa["bank"])[[2016, 2017]].to_list() == pytest.approx([0.80, 1.01], abs=0.01)


def test_value_added_exports_beside_the_oecds(regions, world_bank):
    """China's are a tenth larger here; the two editions rank economies alike and add up to the same."""
    share = datasets.load("tiva2025_shares").query("measure == 'FFD_DVA'").pivot(index="region", columns="year", values="value")  # fmt: skip
    for year in range(2017, 2023):
        both = pd.concat([regions.loc[year, "vax"], share[year] / 100 * world_bank[year]], axis=1, keys=["adb", "oecd"])
        both = both.dropna()
        assert len(both) == 60 and np.log(both).corr().iloc[0, 1] > 0.99
        assert both["adb"].sum() / both["oecd"].sum() == pytest.approx(1, abs=0.04)
    assert both.loc["CHN"].div(1e3).to_list() == pytest.approx([3112, 2844], abs=1)


def test_steps_to_and_from_an_industry_are_those_of_the_icio(industries):
    """Two publishers, 2022: an industry far from its users in one is far in the other."""
    icio = datasets.load("icio_2022_industries")
    icio["industry"] = icio["industry"].map(classification.concordance("icio2025"))
    for ours, theirs, weight in (
        ("length_forward", "upstreamness", "value_added"), ("length_backward", "downstreamness", "final_use"),
    ):  # fmt: skip
        large = icio[icio[weight] > 100]
        mean = (large[theirs] * large[weight]).groupby([large["region"], large["industry"]]).sum() / large.groupby(["region", "industry"])[weight].sum()  # fmt: skip
        here = industries.query("year == 2022 and output > 1000 and final_use > 100").set_index(["region", "industry"])
        both = pd.concat([here[ours], mean], axis=1, keys=["adb", "icio"]).dropna()
        assert len(both) > 1000 and both.corr().iloc[0, 1] > 0.8 and abs(both["adb"] - both["icio"]).median() < 0.25


def test_foreign_value_is_what_others_earned_and_little_is_counted_twice(regions):
    flows = datasets.load("adb_origins")
    foreign = flows.groupby(["year", "exporter"])["value"].sum().rename_axis(["year", "region"])
    ratio = foreign / regions.loc[2017:, "gvc_backward"]
    assert ratio.between(0.91, 1).all() and ratio.median() > 0.98
    assert not (flows["origin"] == flows["exporter"]).any()


def test_foreign_shares_of_exports_are_those_of_the_oecd_a_little_higher(regions):
    flows = datasets.load("adb_origins").groupby(["year", "exporter"])["value"].sum().rename_axis(["year", "region"])
    ours = flows / regions.loc[2017:, "exports"] * 100
    oecd = datasets.load("tiva2025_shares").query("measure == 'EXGR_FVA'").set_index(["year", "region"])["value"]
    both = pd.concat([ours, oecd], axis=1, keys=["adb", "oecd"]).dropna()
    for year in range(2017, 2023):
        assert both.loc[year].corr().iloc[0, 1] > 0.94
        assert 2 < (both.loc[year, "adb"] - both.loc[year, "oecd"]).median() < 4


def test_chinese_value_doubled_in_mexican_exports():
    flows = datasets.load("adb_origins").query("origin == 'CHN' and exporter == 'MEX'").set_index("year")["value"]
    assert flows[[2017, 2022]].div(1e3).to_list() == pytest.approx([23.5, 45.5], abs=0.05)


WORLD_BANK_CO2_2016 = {
    "CHN": 9893, "USA": 5006, "IND": 2408, "RUS": 1732, "JPN": 1136, "DEU": 728, "KOR": 620, "SAU": 563, "IDN": 563,
    "CAN": 545, "MEX": 486, "BRA": 462, "AUS": 376, "GBR": 379, "TUR": 373, "POL": 299,
}  # million tonnes, households in (World Development Indicators, extract of 2020)  # fmt: skip


def test_emissions_are_the_world_banks_less_what_households_burn():
    held = datasets.load("adb_emissions")
    total = held.query("year == 2017").groupby("region")["co2"].sum() / 1e3
    ratio = total[list(WORLD_BANK_CO2_2016)] / pd.Series(WORLD_BANK_CO2_2016)
    assert ratio.between(0.8, 1.15).all() and ratio["USA"] < 0.85  # its households drive
    world = held.groupby("year")[["co2", "ch4", "n2o", "f_gases"]].sum().sum(axis=1) / 1e6
    assert world[2019] == pytest.approx(47.3, abs=0.05) and world[2020] < 0.98 * world[2019]


def test_power_burns_minerals_metals_and_oil_follow_and_cattle_breathe():
    held = datasets.load("adb_emissions").query("year == 2019").groupby("industry").sum(numeric_only=True)
    output = datasets.load("adb_industries").query("year == 2019").groupby("industry")["output"].sum()
    intensity = (held["co2"] / output).sort_values(ascending=False)
    assert intensity.index[0] == "utilities" and set(intensity.index[1:4]) == {"rubber_minerals", "petroleum", "metals"}
    assert intensity["utilities"] > 50 * intensity["electronics"]
    assert held["ch4"].idxmax() == "agriculture" and held["n2o"].idxmax() == "agriculture"


def test_shipping_counts_where_the_ship_owner_lives():
    held = datasets.load("adb_emissions").query("year == 2019").set_index(["region", "industry"])["co2"].unstack()
    share = held["transport"] / held.sum(axis=1)
    assert {"DNK", "GRC", "SGP"} <= set(share[share > 0.55].index) and share["CHN"] < 0.05
