"""What data/ ships is what its catalogue says, and gives the publishers' numbers."""

import hashlib
import re

import numpy as np
import pandas as pd
import pytest
from worlds import world

from helpers import classification, datasets, decomposition, participation, position, shocks, value_added
from helpers.build import catalogue
from helpers.datasets import DataError
from helpers.mrio import MRIO, MRIOError

CATALOGUE = datasets.catalogue()


@pytest.fixture(scope="module")
def wiod():
    return datasets.load("wiod_regions").set_index(["year", "region"])


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_file_is_the_one_the_catalogue_describes(name):
    entry = CATALOGUE[name]
    content = (classification.DATA / entry["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert len(content) == entry["bytes"]
    for words in ("publisher", "edition", "licence", "citation", "unit", "coverage", "derivation"):
        assert entry[words].strip(), f"{name} has no {words}"


def test_data_readme_is_rendered_from_the_catalogue():
    assert (classification.DATA / "README.md").read_text(encoding="utf-8") == catalogue.readme(CATALOGUE)


def test_data_stays_under_25_megabytes():
    assert sum(p.stat().st_size for p in classification.DATA.rglob("*") if p.is_file()) < 25e6


def test_editions_are_never_spliced():
    assert {e["edition"] for e in CATALOGUE.values()} == {
        e["edition"] for e in CATALOGUE.values() if e["edition"].count("release") < 2
    }
    for name in ("wiod_regions", "tiva2025_shares", "icio2015_flows"):
        assert CATALOGUE[name]["edition"]
    assert datasets.load("wiod_regions")["year"].max() == 2011
    assert datasets.load("tiva2025_shares")["year"].min() == 2012


# Published or independently computed figures (data README of the raw folder; Antràs and Chor 2018).


def test_world_value_added_of_2009_is_57_trillion(wiod):
    assert wiod.loc[2009, "value_added"].sum() / 1e6 == pytest.approx(57.00, abs=0.005)


@pytest.mark.parametrize("region, sold, bought", [("CHN", 1043.7, 759.9), ("USA", 1153.2, 1531.9)])
def test_value_added_trade_of_2009(wiod, region, sold, bought):
    assert wiod.at[(2009, region), "vax"] / 1e3 == pytest.approx(sold, abs=0.06)
    assert wiod.at[(2009, region), "value_added_imports"] / 1e3 == pytest.approx(bought, abs=0.06)


def test_world_value_added_exports_of_2009_equal_world_imports(wiod):
    assert wiod.loc[2009, "vax"].sum() / 1e3 == pytest.approx(9983.4, abs=0.1)
    assert wiod.loc[2009, "value_added_imports"].sum() == pytest.approx(wiod.loc[2009, "vax"].sum(), rel=1e-5)


@pytest.mark.parametrize("year, share", [(1995, 0.5260), (2011, 0.4862)])
def test_share_of_world_output_sold_to_final_users(wiod, year, share):
    table = wiod.loc[year]
    world = (table["final_use_share_country"] * table["output"]).sum() / table["output"].sum()
    assert world == pytest.approx(share, abs=5e-5)


def test_position_of_china_in_2011_is_that_of_antras_and_chor(wiod):
    assert wiod.at[(2011, "CHN"), "upstreamness_country"] == pytest.approx(2.819, abs=5e-4)
    assert wiod.at[(2011, "CHN"), "downstreamness_country"] == pytest.approx(2.900, abs=5e-4)


def test_world_output_of_2022():
    m = datasets.mrio(2022)
    assert m.by_region(m.x)[:80].sum() / 1e6 == pytest.approx(192.4, abs=0.05)


# 2022: final demand by destination is estimated, so every published number that hangs on it is compared.


@pytest.fixture(scope="module")
def icio():
    return datasets.load("icio_2022_regions").set_index("region")


@pytest.fixture(scope="module")
def tiva():
    rows = datasets.load("tiva2025_shares").query("year == 2022")
    return rows.pivot(index="region", columns="measure", values="value")


def test_own_value_added_abroad_in_2022_is_tivas(icio, tiva):
    """Mexico is the exception: the OECD splits its export processing off, and China's."""
    gap = icio["vax"] / icio["value_added"] * 100 - tiva["FFD_DVA"]
    assert len(gap) == 80 and (icio["vax"] / icio["value_added"]).corr(tiva["FFD_DVA"]) > 0.9999
    assert gap.abs().idxmax() == "MEX" and 1 < gap["MEX"] < 1.2
    assert gap.drop(["MEX", "CHN"]).abs().max() < 0.05 and 0 < gap["CHN"] < 0.2


def test_foreign_value_added_in_exports_of_2022_is_tivas(icio, tiva):
    gap = icio["backward"] * 100 - tiva["EXGR_FVA"]
    assert gap.drop(["MEX", "CHN"]).abs().max() < 0.05 and gap["MEX"] < -2 and gap["CHN"] < 0
    assert (icio["backward"] * 100).corr(tiva["EXGR_FVA"]) > 0.999


def test_own_value_added_in_others_exports_of_2022_lacks_what_the_rest_of_the_world_passes_on(icio, tiva):
    gap = icio["forward"] * 100 - tiva["FEXGR_DVA"]
    assert gap.max() < 0.1 and -2 < gap.mean() < -0.5 and (icio["forward"] * 100).corr(tiva["FEXGR_DVA"]) > 0.998


@pytest.mark.parametrize("region, billion", [("CHN", 2689.6), ("USA", 2257.8), ("IND", 536.4)])
def test_value_added_exports_of_2022(icio, region, billion):
    assert icio.at[region, "vax_national_accounts"] / 1e3 == pytest.approx(billion, abs=0.05)
    # with the taxes that other governments take on inputs, as output less all inputs holds them and TiVA does too
    assert 0 < icio.at[region, "vax"] / icio.at[region, "vax_national_accounts"] - 1 < 0.005


def test_flows_of_2022_add_up_to_the_panel_and_hold_the_rest_of_the_world(icio):
    flows = datasets.load("icio_2022_flows").query("origin != destination")
    sold, bought = (flows.groupby(k)["value_added"].sum()[icio.index] for k in ("origin", "destination"))
    assert sold.to_numpy() == pytest.approx(icio["vax"].to_numpy(), rel=1e-4)
    assert bought.to_numpy() == pytest.approx(icio["value_added_imports"].to_numpy(), rel=1e-4)
    # by identity the balance in value added is the balance of gross trade
    balance = (icio["exports"] - icio["imports"]).to_numpy()
    assert (sold - bought).to_numpy() == pytest.approx(balance, abs=20)  # six digits are kept
    assert flows.loc[flows["origin"] == "ROW", "value_added"].sum() / 1e6 == pytest.approx(1.29, abs=0.005)


def test_the_eleven_sold_830_billion_more_than_they_bought_in_2022_and_korea_less(icio):
    """Without the rest of the world's value added among imports it would read 1,356, and Korea's sign would turn."""
    balance = (icio["vax"] - icio["value_added_imports"])[classification.E11] / 1e3
    assert balance.sum() == pytest.approx(833, abs=1) and balance["KOR"] == pytest.approx(-10.3, abs=0.1)
    flows = datasets.load("icio_2022_flows").set_index(["origin", "destination"])["value_added"]
    outside = flows["ROW"][classification.E11] / 1e3
    assert (balance + outside).sum() == pytest.approx(1356, abs=1) and balance["KOR"] + outside["KOR"] > 0


def test_industries_of_2022_add_up_to_their_economy(icio):
    nodes = datasets.load("icio_2022_industries").groupby("region")[["output", "value_added", "vax", "exports"]].sum()
    for column in nodes:
        assert nodes[column].to_numpy() == pytest.approx(icio.loc[nodes.index, column].to_numpy(), rel=1e-3)


def test_the_teaching_table_of_2022_balances_and_has_the_full_tables_value_added(icio):
    m = datasets.mrio(2022)
    assert (m.regions[:80], m.regions[80]) == (list(icio.index), "ROW")
    check = m.check()
    assert check["row residual, share of output"] < 1e-4 and check["negative final-demand cells"] == 0
    ours = pd.Series(m.by_region(m.va), m.regions)[icio.index]
    assert ours.drop("STP").to_numpy() == pytest.approx(icio["value_added"].drop("STP").to_numpy(), rel=0.01)
    vax = value_added.vax(m)[icio.index] / icio["vax"] - 1  # 22 industries in place of 50
    assert vax.median() == pytest.approx(0, abs=0.005) and vax[classification.E11].abs().max() < 0.012


def test_in_2022_the_rest_of_the_world_is_only_its_border():
    m = datasets.mrio(2022)
    rest, g = m.rows("ROW"), m.region("ROW")
    assert (m.Z[:, rest] == 0).all() and (m.Y[rest, g] == 0).all() and (m.va[rest] == m.x[rest]).all()
    assert 1.2e6 < m.x[rest].sum() < 1.5e6 and m.Y[:, g].sum() > 1e6


def test_every_question_to_an_earlier_table_has_an_answer_in_2022():
    m = datasets.mrio(2022)
    exports = value_added.gross_exports(m)
    for total in (
        decomposition.koopman_wang_wei(m).sum(axis=1),
        decomposition.wang_wei_zhu(m).sum(axis=1).groupby("exporter").sum(),
        decomposition.borin_mancini(m)[["DVA", "DDC", "FVA", "FDC"]].sum(axis=1).groupby("exporter").sum(),
        value_added.content_of_exports(m)[["domestic", "foreign"]].sum(axis=1),
    ):
        assert total[m.regions].to_numpy() == pytest.approx(exports.to_numpy(), rel=0.02, abs=50)
    shares = participation.production_length_shares(m)
    assert shares.stack().between(0, 1).all()
    assert position.country_positions(m).loc[classification.E11, "upstreamness"].between(1, 4).all()
    lost = shocks.final_demand_falls(m, {"USA": 0.1})
    assert (lost["lost"] >= 0).all() and lost["lost"].sum() == pytest.approx(
        0.1 * m.Y[:, m.region("USA")].sum(), rel=1e-3
    )


def test_what_is_estimated_in_2022_is_said_wherever_its_name_stands():
    assert datasets.mrio(2022).name.endswith("partner split estimated")
    for name in ("icio_2022", "icio_2022_regions", "icio_2022_industries", "icio_2022_flows", 2022):
        assert datasets.source(name).endswith("partner split estimated")
    assert "who sells imported final products to whom is fitted" in CATALOGUE["icio_2022"]["derivation"]


def test_china_in_the_edition_the_paper_used():
    exports = datasets.load("tiva2013_exports").set_index("region")["domestic_value_added"]
    assert exports["CHN"] / 1e3 == pytest.approx(865.0, abs=0.05)
    assert exports.sum() / 1e3 == pytest.approx(10406, abs=0.5)
    assert exports["CHN"] / exports.sum() == pytest.approx(0.0831, abs=5e-5)


def test_industries_of_origin_in_tiva_2013_agree_with_wiod():
    """Services earn nearly half of value added in exports but ship a quarter: rows and columns must not be swapped."""
    table = datasets.load("tiva2013_origin").query("year == 2009")
    services = {c for c, g in classification.tiva2013_groups().items() if g == "Services"}
    total = table["value"].sum()
    assert table[table["origin_industry"].isin(services)]["value"].sum() / total == pytest.approx(0.46, abs=0.01)
    assert table[table["exporting_industry"].isin(services)]["value"].sum() / total == pytest.approx(0.25, abs=0.01)


# Identities of the shipped tables and panels.


@pytest.mark.parametrize("year", [1995, 2009, 2011])
def test_teaching_table_has_the_full_tables_value_added_region_by_region(wiod, year):
    m = datasets.mrio(year)
    assert m.by_region(m.va) == pytest.approx(wiod.loc[year].loc[m.regions, "value_added"].to_numpy(), rel=1e-5)


def test_domestic_and_foreign_content_add_up_to_exports(wiod):
    # Up to the rounding of WIOD to whole millions: a few nodes export although their output is rounded to 0.
    assert (wiod["domestic_content"] + wiod["foreign_content"]).to_numpy() == pytest.approx(
        wiod["exports"].to_numpy(), rel=1e-3
    )


def test_bilateral_flows_add_up_to_the_panel(wiod):
    flows = datasets.load("wiod_flows").query("year == 2005 and origin != destination")
    sold = flows.groupby("origin")["value_added"].sum()
    assert sold.to_numpy() == pytest.approx(wiod.loc[2005].loc[sold.index, "vax"].to_numpy(), rel=1e-4)


def test_industries_add_up_to_their_region(wiod):
    industries = (
        datasets.load("wiod_industries").query("year == 2000").groupby("region")[["output", "value_added", "vax"]].sum()
    )
    for column in industries:
        assert industries[column].to_numpy() == pytest.approx(
            wiod.loc[2000].loc[industries.index, column].to_numpy(), rel=1e-3
        )


def test_domestic_and_foreign_shares_of_tiva_2025_add_up_to_100():
    shares = datasets.load("tiva2025_shares").pivot(index=["region", "year"], columns="measure", values="value")
    assert (shares["EXGR_DVA"] + shares["EXGR_FVA"]).to_numpy() == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize(
    "name, column",
    [
        ("tiva2013_exports", "region"),
        ("tiva2013_origin", "origin"),
        ("icio2015_flows", "region"),
        ("tiva2025_shares", "region"),
        ("countries", "region"),
        ("research", "region"),
        ("current_accounts", "region"),
    ],
)
def test_all_eleven_are_there(name, column):
    assert set(classification.E11) <= set(datasets.load(name)[column])


def test_no_groups_stand_among_the_economies():
    known = set(classification.regions().index)
    for name in ("tiva2013_exports", "tiva2025_shares"):
        assert set(datasets.load(name)["region"]) <= known


# What a reader meets who asks for something else.


def test_unknown_dataset_is_answered_with_near_names():
    with pytest.raises(DataError, match="Did you mean .*tiva2013"):
        datasets.load("tiva2013")


def test_a_year_without_a_table_is_answered_with_the_years_there_are():
    with pytest.raises(DataError, match="1995-2011 and 2022"):
        datasets.mrio(2015)


def test_loading_gives_a_copy():
    first = datasets.load("tiva2013_exports")
    first.loc[:, "exports"] = 0
    assert datasets.load("tiva2013_exports")["exports"].sum() > 0


def test_arrays_are_your_own_copies():
    first = datasets.arrays("nafta_1993")
    first["pi"][:] = 0
    assert datasets.arrays("nafta_1993")["pi"].max() > 0
    with pytest.raises(DataError, match="Did you mean nafta_1993"):
        datasets.arrays("nafta")


def test_a_changed_catalogue_is_the_callers_own():
    datasets.catalogue()["wiod_flows"]["unit"] = "miles"
    assert datasets.catalogue()["wiod_flows"]["unit"] == "million current USD"


@pytest.mark.parametrize("year", datasets.years())
def test_coverage_counts_what_a_table_has(year):
    m = datasets.mrio(year)
    said = next(e for n, e in CATALOGUE.items() if n in (f"wiod_{year}", f"icio_{year}"))["coverage"]
    assert re.fullmatch(rf"{m.G} (regions|economies) × {m.N} teaching industries, {year}", said)


WIOD = "WIOD, 2013 release (Timmer and others 2015)"


@pytest.mark.parametrize(
    "names, line",
    [
        (("wiod_flows",), f"{WIOD}, full 35-industry tables"),
        ((2009,), f"{WIOD}, 2009, teaching industries"),
        (("wiod_2009", 2009), f"{WIOD}, 2009, teaching industries"),
        ((2011, 1995), f"{WIOD}, 1995 and 2011, teaching industries"),
        (range(1995, 2012), f"{WIOD}, 1995-2011, teaching industries"),
        (
            (2022,),
            "OECD, Inter-Country Input-Output tables, 2025 edition, 2022, teaching industries, partner split estimated",
        ),
        (("wiod_flows", "wiod_regions"), f"{WIOD}, full 35-industry tables"),
        (("wiod_flows", 2009), f"{WIOD}, full 35-industry tables; 2009, teaching industries"),
        (("tiva2013_exports",), "OECD-WTO, Trade in Value Added, May 2013 edition"),
        (("wiod_flows", "outlines"), f"{WIOD}, full 35-industry tables; outlines: Natural Earth"),
    ],
)
def test_a_source_line_comes_from_the_catalogue(names, line):
    assert datasets.source(*names) == line


def test_a_detail_is_said_in_place_of_the_catalogues():
    assert (
        datasets.source("wiod_flows", detail="2009, full 35-industry tables")
        == f"{WIOD}, 2009, full 35-industry tables"
    )
    assert datasets.source(2009, detail="") == WIOD
    assert datasets.source("tiva2025_shares", "countries", detail={"countries": "GDP"}) == (
        "OECD, Trade in Value Added, 2025 edition; World Bank, World Development Indicators, GDP"
    )
    with pytest.raises(DataError, match="not among the datasets named"):
        datasets.source("wiod_flows", detail={"countries": "GDP"})


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_dataset_has_a_source_line(name):
    assert datasets.source(name).startswith(CATALOGUE[name]["short"])


@pytest.mark.parametrize(
    "names, words",
    [(("wiod_flow",), "Did you mean wiod_flows"), ((1990,), "1995-2011 and 2022"), ((), "Name one or several")],
)
def test_a_source_line_of_something_unknown_is_answered_in_a_sentence(names, words):
    with pytest.raises(DataError, match=words):
        datasets.source(*names)


def test_what_a_learner_does_to_shipped_data_reaches_nobody_else():
    table, flows = datasets.mrio(1995), datasets.load("tiva2013_exports")
    with pytest.raises(MRIOError, match="cannot be set"):
        table.inventories = None
    table.regions.reverse()
    flows.attrs["unit"] = "cowries"
    flows.index.name = "spoilt"
    datasets.catalogue()["tiva2013_exports"]["unit"] = "cowries"
    again = datasets.load("tiva2013_exports")
    assert again.attrs["unit"] == datasets.catalogue()["tiva2013_exports"]["unit"] != "cowries"
    assert again.index.name is None and datasets.mrio(1995).regions[-1] == "ROW"


def test_a_table_computed_once_is_copied_with_its_notes():
    calls = []

    @datasets.kept
    def table(scale=1):
        """A table."""
        calls.append(scale)
        frame = pd.DataFrame({"value": [1.0, 2.0]}, pd.Index(["DEU", "FRA"], name="region"))
        frame.attrs = {"unit": "USD", "notes": ["first"]}
        return frame * scale if scale > 1 else frame

    mine = table()
    mine.loc["DEU"], mine.index.name = 0, "spoilt"
    mine.attrs["notes"].append("spoilt")
    again = table()
    assert again["value"].tolist() == [1, 2] and again.index.name == "region"
    assert again.attrs == {"unit": "USD", "notes": ["first"]}
    assert table(2)["value"].tolist() == [2, 4] and calls == [1, 2] and table.__doc__ == "A table."


def test_packing_and_unpacking_keeps_a_table():
    m = datasets.mrio(1995)
    again = datasets.unpack_table(datasets.pack_table(m))
    assert (again.Z == m.Z).all() and (again.Y == m.Y).all() and (again.x == m.x).all()
    assert (again.inventories == m.inventories).all()
    assert datasets.pack_table(again) == datasets.pack_table(m)
    made = world(3, 2)
    small = MRIO(made.Z, made.Y, made.regions, made.industries, x=made.x, year=2022)
    tenths = datasets.unpack_table(datasets.pack_table(small, decimals=1))
    assert np.abs(tenths.Z - small.Z).max() <= 0.05 and np.abs(tenths.Y - small.Y).max() <= 0.05
    assert tenths.x == pytest.approx(small.x.round(1))
