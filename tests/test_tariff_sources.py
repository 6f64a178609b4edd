"""Tariffs by pair: read in the order their publishers list them, averaged with trade as weights, groups never counted twice."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.sources import SourceError, tariffs

RAW = os.environ.get("GVC_RAW", "")
raw = pytest.mark.skipif(not RAW, reason="a maintainers' check: set GVC_RAW to the folder of publishers' files")
G, N = len(tariffs.REGIONS_2005), len(tariffs.SECTORS_2005)
CHN, USA, WOOD = tariffs.REGIONS_2005.index("CHN"), tariffs.REGIONS_2005.index("USA"), 4


def supplement(at: Path) -> Path:
    """The supplement's two files for made-up tariffs and trade: sector-major, importers down, exporters across, tabs."""
    rng = np.random.default_rng(3)
    rates, trade = rng.uniform(0, 30, (N, G, G)), rng.uniform(0, 5000, (N, G, G)).round(2)
    rates[WOOD : WOOD + 2, CHN, USA], trade[WOOD : WOOD + 2, CHN, USA] = (10, 20), (1000, 3000)
    trade[7, CHN, USA] = 0
    for name, held in (("tariffs2005.txt", rates), ("xbilat2005.txt", trade)):
        np.savetxt(at / name, held.reshape(N * G, G), fmt="%.7g", delimiter="\t")
    return at


def census(at: Path) -> Path:
    """American imports by partner and chapter for every economy of the shipped tables, one of no table, and a group."""
    known = datasets.load("regions").query("region not in ('USA', 'ROW')")
    partners = {c: n.upper() for c, n in known.set_index("region")["name"].items()} | {
        code: name for name, code in tariffs.CENSUS_NAMES.items()
    }
    rows = [
        (chapter, partner, 1e6, 1e5, 15.0)
        for partner in [*partners.values(), "PERU AND MORE"]
        for chapter in ("01", "84")
    ]
    rows += [("27", "CHINA", 4e6, 0.0, 20.0), ("02", "CHINA", 3e6, 6e5, 10.0), ("16", "CHINA", 1e6, 0.0, 50.0)]
    rows += [("98", "CHINA", 9e9, 0.0, 0.0), ("01", "EUROPEAN UNION", 9e9, 9e9, 0.0), ("05", "CHINA", 0.0, 0.0, "")]
    frame = pd.DataFrame(rows, columns=["HS2", "CTY_NAME", "2024_imports", "2024_duty", "2025_tariff_increase"])
    frame.to_csv(at / "hs2_by_partner.csv", index=False)
    return at / "hs2_by_partner.csv"


def wits(at: Path) -> Path:
    said = {"Brazil": "Brazil", "China": "China", "EuropeanUnion": "EuropeanUnion --- EuropeanUnion  ", "RestOfTheWorld": "RestOfTheWorld --- RestOfTheWorld  "}  # fmt: skip
    rows = [(a, b, s, 2023, "AHS", 1.5 + k) for a in said for b in said for k, s in enumerate(tariffs.WITS_SECTORS)]
    frame = pd.DataFrame(rows, columns=["Reporter Name", "Partner Name", "Product", "Tariff Year", "DutyType", "Weighted Average"])  # fmt: skip
    frame = frame.replace({"Reporter Name": said, "Partner Name": said}).assign(Reporter="", Partner="076")
    frame.to_csv(at / "tariffs.csv", index=False)
    return at / "tariffs.csv"


def test_sectors_of_2005_are_averaged_with_imports_as_weights(tmp_path):
    found = tariffs.of_2005(supplement(tmp_path), edition=False).set_index(["importer", "exporter", "industry"])
    assert len(found) == G * (G - 1) * 13
    wood = found.loc[("CHN", "USA", "wood_paper")]
    assert wood["tariff"] == pytest.approx((10 * 1 + 20 * 3) / 4) and wood["imports"] == pytest.approx(4.0)
    assert found.at[("CHN", "USA", "chemicals"), "imports"] == 0 and found["tariff"].notna().all()


def test_the_supplements_sectors_are_those_behind_the_elasticities():
    listed = datasets.load("elasticities").set_index("industry")["industries_of_source"].str.split("; ").explode()
    m = datasets.arrays("nafta_1993")
    assert [str(r) for r in m["regions"]] == tariffs.REGIONS_2005
    assert [listed.index[listed == str(j)][0] for j in m["industries"][:N]] == tariffs.SECTORS_2005


def test_american_duties_are_over_imports_and_the_union_is_not_counted_beside_its_members(tmp_path):
    found = tariffs.of_the_united_states(census(tmp_path), edition=False).set_index(["partner", "industry"])
    food = found.loc[("CHN", "food")].tolist()
    assert food == pytest.approx([15.0, 20.0, 4.0])  # duties of 0.6 on 4 million; 10 and 50 points, three to one
    assert found.at[("ROW", "machinery"), "tariff_2024"] == pytest.approx(10)
    assert found["imports"].max() < 10  # neither the group nor the special chapters
    assert found.loc["CHN"].loc[["mining", "petroleum"], "imports"].tolist() == [2.0, 2.0]


def test_wits_sectors_stand_for_industries_and_fuels_for_none(tmp_path):
    found = tariffs.of_2023(wits(tmp_path), edition=False)
    pair = found.query("importer == 'CHN' and exporter == 'EU'").set_index("industry")["tariff"]
    assert pair["agriculture"] == pair["food"] == 1.5 and "petroleum" not in pair and len(pair) == 12
    assert set(found["importer"]) == {"BRA", "CHN", "EU", "ROW"}


@pytest.mark.parametrize(
    "make, file, old, new, words",
    [
        (supplement, "tariffs2005.txt", "\t", " x\t", "line 1 has 61 cells"),
        (supplement, "xbilat2005.txt", "1000\t", "-1000\t", "'-1000' is not from 0"),
        (census, "hs2_by_partner.csv", "KOREA, SOUTH", "SOUTH KOREA", "no imports from KOR: a name has changed"),
        (census, "hs2_by_partner.csv", "02,CHINA", "01,CHINA", "CHINA, 01 stands twice"),
        (census, "hs2_by_partner.csv", "600000.0", "many", "2024_duty 'many' is not a number"),
        (wits, "tariffs.csv", "2023", "2022", "Tariff Year '2022' is not of the form"),
        (wits, "tariffs.csv", "Brazil", "Brasil", "Reporter Name 'Brasil'"),
    ],
)  # fmt: skip
def test_damaged_tariffs_are_named_in_a_sentence(tmp_path, make, file, old, new, words):
    make(tmp_path)
    path = tmp_path / file
    path.write_text(path.read_text().replace(old, new))
    read = {supplement: tariffs.of_2005, census: tariffs.of_the_united_states, wits: tariffs.of_2023}[make]
    with pytest.raises(SourceError, match=words):
        read(tmp_path if make is supplement else path, edition=False)


# -- what is shipped ---------------------------------------------------------------------------------------------------
def test_china_took_5_and_india_14_per_cent_in_2005():
    rows = datasets.load("tariffs_2005")
    for region, published in {"CHN": 5.1, "IND": 13.6, "BRA": 7.3, "MEX": 3.1, "USA": 1.6}.items():
        own = rows[rows["importer"] == region]
        assert np.average(own["tariff"], weights=own["imports"]) == pytest.approx(published, abs=0.05), region
    assert rows["imports"].sum() / 1e6 == pytest.approx(9.14, abs=0.05)  # trillion


def test_the_union_has_no_tariffs_on_itself_and_north_america_nearly_none():
    rates = datasets.load("tariffs_2023").set_index(["importer", "exporter", "industry"])["tariff"]
    assert ("EU", "EU", "vehicles") not in rates
    assert rates["MEX"]["USA"].max() < 0.2 and rates["USA"]["MEX"].max() < 1


def test_additional_duties_of_the_united_states_on_china_are_in_the_census_and_not_in_wits():
    american = datasets.load("us_tariffs")
    average = lambda r, c: np.average(r[c], weights=r["imports"])  # noqa: E731
    china = american[american["partner"] == "CHN"]
    assert 10.5 < average(china, "tariff_2024") < 11.5 and 25 < average(china, "increase_2025") < 35
    wits = datasets.load("tariffs_2023").query("importer == 'USA' and exporter == 'CHN'")["tariff"]
    assert wits.mean() < 5
    assert american["imports"].sum() / 1e6 == pytest.approx(3.1, abs=0.1)  # 3.25 trillion with chapters 98 and 99


@raw
def test_american_duties_of_2024_are_the_published_shares_of_imports():
    held = pd.read_csv(Path(RAW) / "us_bilateral_tariffs_waugh_2024_2026" / "hs2_by_partner.csv")
    special = (
        held[(held["HS2"] > 97) & (held["CTY_CODE"] != 3)].groupby("CTY_NAME")[["2024_imports", "2024_duty"]].sum()
    )
    american = datasets.load("us_tariffs").assign(duty=lambda t: t["imports"] * t["tariff_2024"] / 100)
    ours = american.groupby("partner")[["imports", "duty"]].sum()
    published = {"CHN": ("CHINA", 10.87), "IDN": ("INDONESIA", 4.85), "TUR": ("TURKEY", 3.32), "IND": ("INDIA", 2.40), "BRA": ("BRAZIL", 1.28)}  # fmt: skip
    for code, (named, share) in published.items():
        imports, duty = ours.loc[code] + special.loc[named].to_numpy() / 1e6
        assert duty / imports * 100 == pytest.approx(share, abs=0.01), code
