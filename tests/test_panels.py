"""Trade and development panels: what their numbers mean, and totals that another publisher knows."""

import numpy as np
import pandas as pd
import pytest
from test_damaged_files import READERS, laid_out

from helpers import classification, datasets, value_added
from helpers.sources import SourceError, development, tiva, trade


def made(name: str, at) -> pd.DataFrame:
    """A reader's small file, read."""
    return READERS[name](laid_out(name, at), edition=False)


@pytest.fixture(scope="module")
def world_bank() -> pd.DataFrame:
    table = datasets.load("countries").set_index(["region", "year"])
    return table.assign(exports=table["gdp_usd"] * table["exports_pct_gdp"] / 1e8)  # million USD


# -- goods between nearly all economies -------------------------------------------------------------------------------


def test_rows_of_the_matrix_without_labels_are_exporters(tmp_path):
    """Mexico sells the United States far more than it buys: whoever reads the matrix the other way has it reversed."""
    at = laid_out("trade2023", tmp_path)
    cells = pd.read_csv(at / "trade_cepii.csv").to_numpy()
    flows = made("trade2023", tmp_path).set_index(["exporter", "importer"])["exports"]
    assert flows["BRA", "CHN"] == pytest.approx(cells[0, 1] / 1e3) and ("BRA", "BRA") not in flows
    shipped = datasets.load("trade2023").set_index(["exporter", "importer"])["exports"]
    assert shipped["MEX", "USA"] > 1.4 * shipped["USA", "MEX"] and shipped["SAU", "CHN"] > shipped["CHN", "SAU"]


@pytest.mark.parametrize(
    "name, world, known, low, high",
    [
        ("trade2009", 12.5, {"CHN": 1202, "DEU": 1120, "JPN": 581, "USA": 1056}, 0.80, 0.90),
        ("trade2023", 23.8, {"CHN": 3380, "DEU": 1688, "JPN": 717, "USA": 2020}, 0.88, 0.95),
    ],
)
def test_goods_trade_falls_short_of_what_the_wto_counts_by_the_share_that_is_said(name, world, known, low, high):
    """World exports of goods and those of large sellers, trillion and billion USD (WTO, International Trade Statistics)."""
    flows = datasets.load(name)
    assert low < flows["exports"].sum() / 1e6 / world < high
    sold = flows.groupby("exporter")["exports"].sum() / 1e3
    assert all(0.84 < sold[region] / total < 1.06 for region, total in known.items())
    assert sold[list(known)].rank().tolist() == pd.Series(known).rank().tolist() or name == "trade2009"


def test_the_later_goods_trade_is_that_of_2023():
    """After the break with Russia: Germany bought almost nothing there, India 66 bn, China 129 bn (customs of each)."""
    flows = datasets.load("trade2023").set_index(["exporter", "importer"])["exports"] / 1e3
    assert flows["RUS", "DEU"] < 5 and flows["RUS", "CHN"] == pytest.approx(129, rel=0.02)
    assert flows["MEX", "USA"] > flows["CHN", "USA"] > flows["CAN", "USA"]  # the year Mexico passed China


def test_economies_stand_under_todays_codes_and_nearly_all_have_a_distance_and_a_size():
    names = {n: datasets.load(n) for n in ("trade2009", "trade2023")}
    codes = {n: {*t["exporter"], *t["importer"]} for n, t in names.items()}
    assert {len(c) for c in codes.values()} == {197, 194} and not {"ROM", "ZAR", "TMP", "SER", "OAS"} & codes[
        "trade2009"
    ]
    assert {"ROU", "COD", "TLS", "SRB", "TWN"} <= codes["trade2009"]
    far = datasets.load("pairs")
    size = datasets.load("economies")
    assert (codes["trade2009"] | codes["trade2023"]) - set(far["origin"]) == {"MNE", "MYT", "CUW", "SSD", "SXM"}
    assert codes["trade2023"] <= set(size["region"]) and len(codes["trade2009"] - set(size["region"])) == 5
    there = far.set_index(["origin", "destination"])["distance_km"]
    back = far.set_index(["destination", "origin"])["distance_km"].reindex(there.index)
    assert ((there - back).abs() <= 1).all()


def test_economies_add_up_to_the_world_the_monetary_fund_knows():
    """World GDP at market rates: 60.8 trillion in 2009, 105.7 in 2023 (IMF, World Economic Outlook); 8.05 billion people."""
    size = datasets.load("economies").groupby("year")[["gdp_usd", "population"]].sum()
    assert size["gdp_usd"].to_numpy() / 1e12 == pytest.approx([60.8, 105.7], rel=0.02)
    assert size.at[2023, "population"] / 1e9 == pytest.approx(8.05, rel=0.01)


# -- trade with sales at home, and with agreements --------------------------------------------------------------------


def test_nobody_has_an_agreement_with_itself(tmp_path):
    for name in ("wiod2016 sales", "manufactures"):
        held = made(name, tmp_path)
        home = held["exporter"] == held["importer"]
        assert home.any() and not held.loc[home].filter(like="agreement").to_numpy().any()
        assert held.loc[~home, "agreement"].any() and (held.loc[home, "sales"] > 0).all()


def test_sales_of_wiod_2016_are_the_exports_the_world_bank_knows(world_bank):
    held = datasets.load("wiod2016_sales")
    sold = held[held["exporter"] != held["importer"]].groupby(["exporter", "year"])["sales"].sum()
    known = world_bank["exports"].reindex(sold.index).dropna()
    ratio = sold[known.index] / known
    assert len(known) == 4 * 26 and ratio.between(0.7, 1.3).all() and 0.9 < ratio.median() < 1.0
    assert ratio["CHN", 2014] == pytest.approx(1, abs=0.03) and np.corrcoef(np.log(sold[known.index]), np.log(known))[0, 1] > 0.99  # fmt: skip


def test_exports_by_market_are_not_direct_trade():
    """Why `wiod2016_bilateral` says so: Russia's exports by market lie a fifth above its sales to the same 42."""
    market = datasets.load("wiod2016_bilateral").query("exporter == 'RUS' and importer != 'ROW'")
    direct = datasets.load("wiod2016_sales").query("exporter == 'RUS' and importer not in ('RUS', 'ROW')")
    one, other = (t.groupby("year")[c].sum() for t, c in ((market, "gross_exports"), (direct, "sales")))  # fmt: skip
    assert one[2014] / other[2014] == pytest.approx(292 / 245, rel=0.01)


def test_manufactures_abroad_are_most_of_what_the_wto_counts():
    """World exports of manufactures in 2006: 8.26 trillion USD, China's 896 bn (WTO); here between 69 economies."""
    held = datasets.load("manufactures")
    abroad = held[(held["exporter"] != held["importer"]) & (held["year"] == 2006)]
    assert 0.88 < abroad["sales"].sum() / 8.26e6 < 0.95
    assert abroad.loc[abroad["exporter"] == "CHN", "sales"].sum() == pytest.approx(896e3, rel=0.05)


def test_the_guides_lags_look_back_and_its_lead_ahead():
    wide = datasets.load("manufactures").set_index(["exporter", "importer", "year"]).sort_index()
    nafta = wide.loc[("MEX", "USA")]  # in force since 1994
    assert nafta["agreement"].tolist() == [0, 0, 1, 1, 1, 1]
    assert nafta["agreement_lag4"].tolist() == [0, 0, 0, 1, 1, 1]
    assert nafta["agreement_lag8"].tolist() == [0, 0, 0, 0, 1, 1]
    assert nafta["agreement_lead4"].tolist() == [0, 1, 1, 1, 1, 1]


def test_depth_counts_provisions_and_only_agreements_have_some(tmp_path):
    small = made("depth", tmp_path).set_index(["year", "exporter", "importer"])
    assert small.loc[(2016, "BRA", "BEL"), ["agreement", "depth"]].tolist() == [1, 5]  # BLX is BEL with Luxembourg
    assert small.loc[(1964, "BRA", "BEL"), ["agreement", "depth"]].tolist() == [0, 0]
    held = datasets.load("agreement_depth").set_index(["exporter", "importer", "year"]).sort_index()
    assert held.loc[held["agreement"] == 0, "depth"].eq(0).all() and held["depth"].max() == 10
    assert held.loc[("MEX", "USA")]["depth"].loc[1988:2000].tolist() == [0, 0, 9, 9]
    china = held["exports"].xs(2016, level="year")["CHN"].sum() / 1e3
    assert 0.9 < china / 2098 < 1  # China exported goods of 2,098 bn in 2016 (WTO), most of it to these economies


def test_the_union_as_one_economy_exports_less_than_the_eleven_and_more_than_the_united_states():
    """Trade among its members is no export; WIOD's table of 2009 with the 27 as one region says the same within 6 %."""
    union = datasets.load("tiva2013_groups").set_index("region").loc["EU27"]
    single = datasets.load("tiva2013_exports").set_index("region")
    eleven = single["domestic_value_added"].reindex(classification.E11).sum()
    assert union["domestic_value_added"] / 1e3 == pytest.approx(1924.5, abs=0.01)
    assert eleven / 1e3 == pytest.approx(2453.8, abs=0.1)
    assert eleven > union["domestic_value_added"] > single.at["USA", "domestic_value_added"]
    members = single.reindex(classification.EU27)
    assert union["exports"] < 0.55 * members["exports"].sum()
    table = datasets.mrio(2009)
    one = table.aggregate(regions={r: "EU27" if r in classification.EU27 else r for r in table.regions})
    wiod = value_added.content_of_exports(one).loc["EU27"]
    assert union["exports"] == pytest.approx(wiod["exports"], rel=0.06)
    assert union["domestic_value_added"] == pytest.approx(wiod["domestic"], rel=0.06)


def test_groups_and_economies_of_tiva_2013_are_told_apart(tmp_path):
    at = laid_out("tiva groups", tmp_path) / "ExportsTIVA2009.json"
    groups, single = (set(tiva.read_exports_2013(at, edition=False, groups=g)["region"]) for g in (True, False))
    assert groups == {"EU27", "TOTAL"} and single == {"BRA", "CHN", "MEX"}
    at.write_text(at.read_text().replace("150.5", "990.5"))
    with pytest.raises(SourceError, match="a group exports more than all economies"):
        tiva.read_exports_2013(at, edition=False)


# -- development ------------------------------------------------------------------------------------------------------


def test_shares_of_sectors_add_up_and_productivity_is_made_per_worker(tmp_path):
    at = laid_out("structure", tmp_path)
    raw = pd.read_csv(at / "etd-release2021a.csv").set_index(["cnt", "var", "year"]).sort_index()
    small = made("structure", tmp_path).set_index(["region", "year", "sector"]).sort_index()
    assert small.loc[("MEX", 1991)].drop("total")[["value_added_pct", "employment_pct"]].sum().tolist() == pytest.approx([100, 100])  # fmt: skip
    made_per_worker = raw.loc[("MEX", "VA_Q15")]["Mining"] / raw.loc[("MEX", "EMP")]["Mining"]
    assert small.at[("MEX", 1991, "mining"), "productivity"] == pytest.approx(made_per_worker[1991] / made_per_worker[1990] * 100)  # fmt: skip
    assert small.at[("MEX", 1990, "total"), "productivity"] == 100
    assert np.isnan(small.at[("MEX", 1991, "real_estate"), "productivity"])
    assert small.loc["ARG"]["value_added_pct"].isna().all() and small.loc["ARG"]["employment_pct"].notna().all()


def test_manufacturings_share_is_the_world_banks(world_bank):
    """Of GDP there, of value added here, which is a little smaller: a point more in the median, within 3 for the E11."""
    held = datasets.load("etd_structure").query("sector == 'manufacturing'").set_index(["region", "year"])["value_added_pct"]  # fmt: skip
    gap = (held - world_bank["manufacturing_pct"].reindex(held.index)).dropna()
    assert len(gap) > 500 and 0 < gap.median() < 1.5 and gap.std() < 2
    ours = gap[gap.index.get_level_values("region").isin(classification.E11)].groupby("region").mean()
    assert len(ours) == 8 and ours.abs().max() < 2.5
    assert "ARG" not in ours.index  # 26 % here in 2018, 14 % there: left out
    farmers = datasets.load("etd_structure").set_index(["region", "year", "sector"]).at[("CHN", 2018, "agriculture"), "employment_pct"]  # fmt: skip
    assert farmers == pytest.approx(26.1, abs=0.1)  # of China's 775.9 million (National Bureau of Statistics)


def test_productivity_is_compared_at_the_sectors_own_prices(tmp_path):
    at = laid_out("productivity", tmp_path)
    raw = pd.read_excel(at / "pld2023_dataset.xlsx", sheet_name="Data").set_index(["countrycode", "sector"])
    small = made("productivity", tmp_path).set_index(["region", "sector"])
    made_per_worker = raw["VA"] / raw["PPP_va"] / raw["EMP"]
    assert small.at[("CHN", "mining"), "productivity"] == pytest.approx(made_per_worker["CHN", "min"] / made_per_worker["USA", "min"] * 100)  # fmt: skip
    assert small.at[("CHN", "mining"), "price_level"] == pytest.approx(raw.at[("CHN", "min"), "PPP_va"] / raw.at[("USA", "min"), "PPP_va"] * 100)  # fmt: skip
    assert small.loc["USA", ["productivity", "price_level"]].drop("real_estate").to_numpy() == pytest.approx(100)
    assert "ARG" not in small.index


def test_productivity_levels_rank_economies_as_the_world_banks_income_per_head_does(world_bank):
    levels = datasets.load("pld_productivity").query("sector == 'total'").set_index(["region", "year"])
    per_head = (world_bank["gdp_usd"] / world_bank["population"]).reindex(levels.index)
    for year in (2005, 2011, 2017):
        both = pd.DataFrame({"level": levels["productivity"], "income": per_head}).xs(year, level="year").dropna()
        assert len(both) > 60 and both.corr("spearman").iloc[0, 1] > 0.88, year
    prices = levels["price_level"].xs(2017, level="year")
    assert prices["IND"] < prices["CHN"] < prices["DEU"] < prices["CHE"]  # dear where income is high


def test_chinas_finance_is_what_its_publisher_and_others_count():
    """AidData publishes 1.34 trillion for 165 countries; policy banks alone lent 462 bn in 2008-2019 (Boston University)."""
    held = datasets.load("chinese_finance")
    held["all"] = held[["aid", "other", "vague"]].sum(axis=1)
    assert 0.97 < held["all"].sum() / 1.34e6 < 1.0
    by_year = held.groupby("year")["all"].sum() / 1e3
    assert by_year.loc[2008:2019].sum() > 2 * 462
    assert by_year.loc[2013:2017].mean() > 2 * by_year.loc[2020:2021].mean()  # it fell after 2017, as theirs did
    assert {"VEN", "AGO", "RUS"} <= set(held.groupby("region")["all"].sum().nlargest(4).index)


def test_finance_that_was_refinanced_counts_once(tmp_path):
    at = laid_out("finance", tmp_path)
    raw = pd.read_csv(at / "gw_gcdf.csv").query("gwcode == 70").set_index("year")
    small = made("finance", tmp_path).set_index(["region", "year"])
    assert small.at[("MEX", 2021), "other"] == pytest.approx(raw.at[2021, "oof_adj"] / 1e6)
    assert set(small.index.get_level_values("region")) == {"BRA", "MEX", "ZAF"}  # numbers of Gleditsch and Ward
    held = pd.read_csv(at / "gw_gcdf.csv")
    held.assign(oda_adj=held["oda_amt"] * 2).to_csv(at / "gw_gcdf.csv", index=False)
    with pytest.raises(SourceError, match="more of oda is left after adjustment than there was"):
        development.chinese_finance(at / "gw_gcdf.csv", edition=False)
    held.assign(gwcode=held["gwcode"].replace(70, 9)).to_csv(at / "gw_gcdf.csv", index=False)
    with pytest.raises(SourceError, match="9 is the number of no country known here"):
        development.chinese_finance(at / "gw_gcdf.csv", edition=False)


@pytest.mark.parametrize(
    "name, damage, words",
    [
        ("depth", lambda d: d.assign(a_prov_00=1.0), "a pair without an agreement has a provision"),
        ("depth", lambda d: d.drop(columns="a_prov_00"), "15 provisions where 16"),
        ("manufactures", lambda d: d.assign(rta=1.0), "an economy has an agreement with itself"),
        ("manufactures", lambda d: d.assign(rta=0.5), "an agreement is neither 0 nor 1"),
        ("wiod2016 sales", lambda d: d.assign(FTA=0.5), "FTA is neither 0 nor 1"),
        ("wiod2016 sales", lambda d: d.iloc[1:], "should give 18 rows"),
        ("wiod2016 sales", lambda d: d.drop(columns="importer"), "no column importer"),
    ],
)
def test_what_cannot_be_in_an_r_file_is_named(tmp_path, monkeypatch, name, damage, words):
    at = laid_out(name, tmp_path)
    whole = trade._r_frame(at / READERS[name].files[0], ())
    monkeypatch.setattr("rdata.read_rda", lambda _: {"d": damage(whole)})
    with pytest.raises(SourceError, match=words):
        READERS[name](at, edition=False)
