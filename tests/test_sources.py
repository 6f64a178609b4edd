"""Readers of publishers' files: right on small files of exactly their form, and one sentence for each damage."""

import json

import numpy as np
import pandas as pd
import pytest
from test_final_demand import published
from worlds import world

from helpers import value_added
from helpers.sources import SourceError, icio, panels, tiva, wiod2013

# -- OECD's full ICIO file -------------------------------------------------------------------------------------------

REGIONS, INDUSTRIES = ["AUS", "CN1", "CN2", "ROW"], ["A01", "C20"]
NODES = [f"{r}_{i}" for r in REGIONS for i in INDUSTRIES]
USES = [f"{r}_{u}" for r in ["AUS", "CHN", "ROW"] for u in ("HFCE", "GFCF", "INVNT")]


def icio_lines():
    """A balanced ICIO file: 4 regions (China split in two) × 2 industries, final demand for 3 destinations."""
    rng = np.random.default_rng(5)
    Z, F = rng.integers(1, 20, (8, 8)).astype(float), rng.integers(5, 60, (8, 9)).astype(float)
    F[3, 2] = -7  # inventories run down
    out = Z.sum(axis=1) + F.sum(axis=1)
    taxes = np.full(8, 2.0)
    va = out - Z.sum(axis=0) - taxes
    rows = [["V1", *NODES, *USES, "OUT"]]
    for i, node in enumerate(NODES):
        rows.append([node, *Z[i], *F[i], out[i]])
    for label, values in (("TLS", taxes), ("VA", va), ("OUT", out)):
        rows.append([label, *values, *np.zeros(len(USES)), 0])
    return [[str(c) for c in r] for r in rows]


def write(path, lines):
    path.write_text("\n".join(",".join(r) for r in lines) + "\n")
    return path


@pytest.fixture
def good(tmp_path):
    return write(tmp_path / "2020_SML.csv", icio_lines())


def test_icio_file_becomes_a_balanced_table(good):
    m = icio.read_csv(good)
    assert (m.year, m.regions, m.industries) == (2020, REGIONS, INDUSTRIES)
    assert m.x == pytest.approx(m.Z.sum(axis=1) + m.Y.sum(axis=1))
    assert (m.Y < 0).sum() == 0 and m.check()["row residual, share of output"] == pytest.approx(0)


def test_final_demand_of_a_split_economy_is_kept_once(good):
    m = icio.read_csv(good)
    lines = icio_lines()
    chinese = [c.startswith("CHN_") for c in lines[0]]
    expected = sum(float(v) for r in lines[1:9] for v, c in zip(r, chinese, strict=True) if c)
    assert m.Y[:, 1].sum() == pytest.approx(expected) and m.Y[:, 2].sum() == 0


def test_results_of_split_economies_are_merged_after_inverting(good):
    flows = value_added.value_added_trade(icio.read_csv(good))
    merged = icio.merge_split(flows)
    assert list(merged.index) == ["AUS", "CHN", "ROW"] == list(merged.columns)
    assert merged.to_numpy().sum() == pytest.approx(flows.to_numpy().sum())


def damaged(change):
    lines = icio_lines()
    change(lines)
    return lines


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda t: t.pop(3), "CN1_A01|missing"),  # a missing row
        (lambda t: t[2].__setitem__(4, "n.a."), "line 3, row AUS_C20, column CN1_C20: 'n.a.' is not a number"),
        (lambda t: t.__setitem__(slice(1, 3), t[2:0:-1]), "not in the same order"),  # two rows swapped
        (lambda t: t[2].__setitem__(0, "AUS_A01"), "AUS_A01 stands twice"),
        (lambda t: t[-1].__delitem__(slice(4, None)), "cut short"),
        (lambda t: t.__delitem__(slice(-1, None)), "no OUT row"),
        (lambda t: t[0].__setitem__(10, "NZL_HFCE"), "NZL_HFCE belongs to no region"),
        (lambda t: t[0].__setitem__(10, "AUS_XYZ"), "AUS_XYZ"),
    ],
    ids=[
        "missing row",
        "not a number",
        "wrong order",
        "doubled label",
        "cut short",
        "no output",
        "unknown region",
        "unknown use",
    ],
)
def test_a_damaged_icio_file_is_named_in_a_sentence(tmp_path, change, words):
    with pytest.raises(SourceError, match=words):
        icio.read_csv(write(tmp_path / "2020_SML.csv", damaged(change)))


def test_a_missing_icio_file_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"2019_SML\.csv is not in"):
        icio.read_csv(tmp_path / "2019_SML.csv")


def test_an_empty_icio_file_is_named(tmp_path):
    (tmp_path / "2020_SML.csv").write_text("")
    with pytest.raises(SourceError, match="empty"):
        icio.read_csv(tmp_path / "2020_SML.csv")


# -- OECD's national tables ------------------------------------------------------------------------------------------


def national_lines():
    """One economy's national table as its file has it, from a made-up world: quoted labels, three decimals."""
    table = published(world(4, 3, seed=2))[1]["R1"].round(3)
    table["TOTAL"] = table.drop(columns="TOTAL").sum(axis=1)
    table.index = [f"TTL_{i}" if i.startswith("i") else i for i in table.index]
    rows = [["", *table.columns], *([label, *row] for label, row in zip(table.index, table.to_numpy(), strict=True))]
    return [[f'"{c}"' if isinstance(c, str) else f"{c:.3f}" for c in r] for r in rows]


def test_a_national_table_is_read_as_published(tmp_path):
    found = icio.read_national(write(tmp_path / "R1X2022ttl.csv", national_lines()), edition=False)
    truth = published(world(4, 3, seed=2))[1]["R1"]
    assert list(found.index) == list(truth.index) and list(found.columns) == list(truth.columns)
    assert found.drop(columns="TOTAL").to_numpy() == pytest.approx(truth.drop(columns="TOTAL").to_numpy(), abs=1e-3)


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda t: t.pop(2), r"R1X2022ttl\.csv: row TTL_i1 is missing, doubled or not in its place"),
        (lambda t: t.__setitem__(slice(1, 3), t[2:0:-1]), "row TTL_i0 is missing, doubled or not in its place"),
        (lambda t: t.pop(), "row OUTPUT is missing"),
        (lambda t: t[0].__setitem__(-1, '"SUM"'), "columns do not end with HFCE"),
        (lambda t: t[2].__setitem__(2, "n.a."), "line 3: i1 'n.a.' is not a number"),
        (lambda t: t[2].__setitem__(2, "900.000"), "row i1 does not add up"),
        (lambda t: t[5].__setitem__(2, "900.000"), "column i1 does not add up"),  # own taxes
        (lambda t: t[7].__setitem__(2, "900.000"), "cost of i1 does not add up"),  # value added
        (lambda t: t[-1].__setitem__(2, "900.000"), "output of i1 does not add up"),
        (lambda t: t[3].__delitem__(slice(5, None)), "line 4: 5 cells where 14 were expected"),
    ],
)
def test_a_damaged_national_table_is_named_in_a_sentence(tmp_path, change, words):
    lines = national_lines()
    change(lines)
    with pytest.raises(SourceError, match=words):
        icio.read_national(write(tmp_path / "R1X2022ttl.csv", lines), edition=False)


def test_a_national_table_that_is_missing_or_another_is_refused(tmp_path):
    with pytest.raises(SourceError, match=r"CHN2022ttl\.csv is missing"):
        icio.read_national(tmp_path / "CHN2022ttl.csv")
    write(tmp_path / "CHN2022ttl.csv", national_lines())
    with pytest.raises(SourceError, match="is not the file data/ is made from"):
        icio.read_national(tmp_path / "CHN2022ttl.csv")


# -- WIOD 2013 -------------------------------------------------------------------------------------------------------


def wiod_parts(year="09"):
    """The parts of a WIOD file for two regions × 35 industries, balanced."""
    rng = np.random.default_rng(9)
    Z, F = rng.integers(0, 9, (70, 70)).astype(float), rng.integers(1, 90, (70, 10)).astype(float)
    return {f"inter{year}": Z, f"final{year}": F, f"output{year}": Z.sum(axis=1) + F.sum(axis=1),
            "countries": np.array(["ROM", "RoW"])}  # fmt: skip


def test_wiod_parts_become_a_table_with_iso_codes():
    m = wiod2013.from_arrays(wiod_parts(), 2009)
    assert m.regions == ["ROU", "ROW"] and m.N == 35
    assert m.Y.sum() == wiod_parts()["final09"].sum()
    assert m.inventories.sum() == wiod_parts()["final09"].reshape(70, 2, 5)[:, :, 4].sum()


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda d: d.pop("final09"), "has no final09"),
        (lambda d: d.update(inter09=d["inter09"][:-1]), r"inter09 has shape \(69, 70\)"),
        (lambda d: d.update(countries=np.array(["ROM", "ROM"])), "lists ROU twice"),
        (lambda d: d.update(countries=np.array(["RoW", "ROM"])), "ends with ROU"),
        (lambda d: d["inter09"].__setitem__((4, 6), np.nan), "missing number at row 5, column 7"),
        (lambda d: d.update(inter09=d["inter09"][::-1]), "wrong order or a missing row"),
        (lambda d: d.update(output09=np.array(["x"] * 70)), "not a number"),
    ],
    ids=[
        "missing part",
        "missing row",
        "doubled country",
        "wrong order of countries",
        "missing cell",
        "wrong order",
        "text",
    ],
)
def test_damaged_wiod_parts_are_named_in_a_sentence(change, words):
    parts = wiod_parts()
    change(parts)
    with pytest.raises(SourceError, match=words):
        wiod2013.from_arrays(parts, 2009)


def test_a_cut_wiod_file_is_named(tmp_path):
    path = tmp_path / "wiod09.rda"
    path.write_bytes(b"RDX3\nX\n\x00")
    with pytest.raises(SourceError, match=r"wiod09\.rda cannot be read"):
        wiod2013.read(path, 2009)
    with pytest.raises(SourceError, match=r"wiod08\.rda is missing"):
        wiod2013.read(tmp_path / "wiod08.rda", 2008)


# -- TiVA ------------------------------------------------------------------------------------------------------------


def sdmx():
    rows = [
        ("EXGR_DVA", "CHN", 2018, "82.6"),
        ("EXGR_FVA", "CHN", 2018, "17.4"),
        ("EXGR_FVA", "OECD", 2018, "20"),
        ("EXGR_FVA", "W_O", 2018, "1"),
    ]
    return pd.DataFrame(
        [
            {
                "DATAFLOW": "D",
                "MEASURE": m,
                "REF_AREA": r,
                "ACTIVITY": "_T",
                "COUNTERPART_AREA": "W",
                "UNIT_MEASURE": "PT",
                "FREQ": "A",
                "TIME_PERIOD": y,
                "OBS_VALUE": v,
            }
            for m, r, y, v in rows
        ]
    )


def test_sdmx_extract_keeps_economies_and_leaves_groups_out(tmp_path):
    sdmx().to_csv(tmp_path / "t.csv", index=False)
    out = tiva.read_sdmx(tmp_path / "t.csv", edition=False)
    assert set(out["region"]) == {"CHN"} and out["value"].sum() == pytest.approx(100)


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda t: t.drop(columns="OBS_VALUE"), "no column OBS_VALUE"),
        (lambda t: t.assign(OBS_VALUE=["82.6", "?", "20", "1"]), r"line 3: OBS_VALUE '\?' is not a number"),
        (lambda t: pd.concat([t, t.head(1)]), "stands twice"),
    ],
    ids=["missing column", "not a number", "doubled"],
)
def test_a_damaged_sdmx_extract_is_named(tmp_path, change, words):
    change(sdmx()).to_csv(tmp_path / "t.csv", index=False)
    with pytest.raises(SourceError, match=words):
        tiva.read_sdmx(tmp_path / "t.csv", edition=False)


def tiva_2013():
    cell = np.zeros((18, 18))
    cell[4, 1] = 7.0  # the fifth industry exports what the second earned
    return {"2009": [{"COU": "CHN", "matrix": cell.tolist()}, {"COU": "TOTAL", "matrix": cell.tolist()}]}


def test_tiva_2013_rows_export_and_columns_earn(tmp_path):
    (tmp_path / "m.json").write_text(json.dumps(tiva_2013()))
    out = tiva.read_origin_2013(tmp_path / "m.json", edition=False).query("value > 0")
    assert out[["origin", "origin_industry", "exporting_industry", "value"]].to_numpy().tolist() == [
        ["CHN", "10T14", "20T22", 7.0]
    ]


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda d: d["2009"].append(d["2009"][0]), "CHN stands twice in 2009"),
        (lambda d: d["2009"][0]["matrix"].pop(), r"shape \(17, 18\)"),
        (lambda d: d["2009"][0]["matrix"][0].__setitem__(0, "x"), "not a number"),
    ],
    ids=["doubled", "missing row", "not a number"],
)
def test_a_damaged_tiva_2013_extract_is_named(tmp_path, change, words):
    held = tiva_2013()
    change(held)
    (tmp_path / "m.json").write_text(json.dumps(held))
    with pytest.raises(SourceError, match=words):
        tiva.read_origin_2013(tmp_path / "m.json", edition=False)


def test_a_cut_json_is_named(tmp_path):
    (tmp_path / "m.json").write_text('{"2009": [')
    with pytest.raises(SourceError, match=r"m\.json is damaged or cut short"):
        tiva.read_origin_2013(tmp_path / "m.json", edition=False)


def test_a_panel_file_without_a_column_is_named(tmp_path):
    (tmp_path / "bri.csv").write_text("Code,BRI_init\nCHN,1\n")
    with pytest.raises(SourceError, match="no column BRI_core"):
        panels.belt_and_road(tmp_path / "bri.csv", edition=False)


def test_a_publishers_table_in_a_folder_serves_the_lessons(good, monkeypatch):
    from helpers import datasets

    full = datasets.mrio(2020, folder=good.parent, full=True)
    teaching = datasets.mrio(2020, folder=good.parent)
    assert full.regions == REGIONS and teaching.regions == ["AUS", "CHN", "ROW"]
    assert teaching.industries == ["agriculture", "chemicals"]
    assert teaching.va.sum() == pytest.approx(full.va.sum())
    monkeypatch.setenv("GVC_TABLES", str(good.parent))
    assert datasets.mrio(2020).regions == ["AUS", "CHN", "ROW"]


# -- what the numbers of the panels mean -----------------------------------------------------------------------------


def test_un_sessions_are_years_so_that_nobody_votes_before_it_is_a_member(tmp_path):
    rows = "ccode,session,iso3c,IdealPointAll\n732,46,KOR,0.1\n225,57,CHE,0.2\n"
    (tmp_path / "votes.csv").write_text(rows)
    found = panels.un_votes(tmp_path / "votes.csv", edition=False).set_index("region")["year"]
    assert found.to_dict() == {"KOR": 1991, "CHE": 2002}  # the autumns in which they joined
    from helpers import datasets

    kept = datasets.load("un_votes").groupby("region")["year"].min()
    assert kept[["KOR", "CZE", "ZAF", "CHE"]].tolist() == [1991, 1993, 1994, 2002]  # ZAF: suspended till apartheid fell


def test_goods_trade_is_in_millions_though_its_file_has_thousands(tmp_path):
    (tmp_path / "WITS_Trade2009_harmonized_flows.csv").write_text("i;j;Fij\nCHN;CHN;0\nCHN;USA;2500\nUSA;CHN;0\nUSA;USA;0\n")  # fmt: skip
    assert panels.trade2009(tmp_path, edition=False)["exports"].tolist() == [2.5]
    from helpers import datasets

    kept = datasets.load("trade2009")
    assert 10e6 < kept["exports"].sum() < 12.5e6  # the world traded goods for 12.5 trillion dollars in 2009 (WTO)
    assert kept.loc[kept["exporter"] == "CHN", "exports"].sum() == pytest.approx(1.2e6, rel=0.06)


def test_who_leaves_an_agreement_has_none_and_the_first_treaty_counts(tmp_path):
    text = "number;base_treaty;entry_type;entryforceyear;c1;c2;c3\n1;1;base_treaty;2001;76;156;NA\n2;461;accession;1994;156;76;484\n"
    text += "3;2;withdrawal;1980;76;484;NA\n4;2;withdrawal;2005;156;840;NA\n5;5;base_treaty;NA;76;840;NA\n"
    (tmp_path / "DESTA.csv").write_text(text)
    found = panels.agreements(tmp_path, edition=False)
    assert found.iloc[:, :3].to_numpy().tolist() == [["BRA", "CHN", 1994], ["BRA", "MEX", 1994], ["CHN", "MEX", 1994]]
    assert found["narrower_since"].fillna(0).tolist() == [2001, 0, 0], "the broad scheme (461) is no narrower agreement"
    from helpers import datasets

    since = datasets.load("agreements").set_index(["region_a", "region_b"])["in_force_since"]
    assert since["MEX", "USA"] == 1994 and since["CHN", "NZL"] == 2008 and ("CHN", "USA") not in since


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda t: t[-2].__setitem__(3, str(float(t[-2][3]) + 9)), "column CN1_A01 adds up to"),  # the VA row
        (lambda t: t[-1].__setitem__(3, str(float(t[-1][3]) * 2)), "CN1_A01 adds up to"),  # the OUT row
        (lambda t: t[4].__setitem__(-1, str(float(t[4][-1]) + 9)), "row CN1_C20 adds up to"),  # the OUT column
        (lambda t: t[4].__setitem__(12, str(float(t[4][12]) + 90)), "row CN1_C20 adds up to"),  # a final use
        (lambda t: t.__delitem__(-2), "no VA row"),
        (lambda t: t[2].__setitem__(4, "1_000"), "'1_000' is not a number"),
        (lambda t: t[2].__setitem__(4, "-1e308"), "'-1e308' is not a number"),
        (lambda t: t[2].__setitem__(4, "nan"), "'nan' is not a number"),
        (lambda t: t[0].__setitem__(slice(9, 11), t[0][10:8:-1]), "is not in its place|not in the order"),
        (lambda t: t[0].__setitem__(slice(9, 15), [*t[0][12:15], *t[0][9:12]]), "not in the order of the regions"),
    ],
)
def test_an_icio_file_that_does_not_balance_or_is_out_of_order_is_refused(tmp_path, change, words):
    with pytest.raises(SourceError, match=words):
        icio.read_csv(write(tmp_path / "2020_SML.csv", damaged(change)))


def test_totals_of_final_uses_are_checked_where_the_file_tells_them(tmp_path):
    def totals(lines):
        for j in range(9, 18):
            lines[-1][j] = str(sum(float(r[j]) for r in lines[1:9]))

    icio.read_csv(write(tmp_path / "2020_SML.csv", damaged(totals)))
    swapped = damaged(totals)
    for row in swapped[1:-1]:  # two final uses change places under their names: the rows still add up
        row[9], row[12] = row[12], row[9]
    with pytest.raises(SourceError, match="column AUS_HFCE adds up to"):
        icio.read_csv(write(tmp_path / "2020_SML.csv", swapped))


def test_a_file_that_reads_well_but_is_another_is_refused_by_its_sum(tmp_path):
    (tmp_path / "bri.csv").write_text("Code,BRI_init,BRI_core,BRI_latest\nCHN,1,1,1\n")
    assert len(panels.belt_and_road(tmp_path / "bri.csv", edition=False)) == 1
    with pytest.raises(SourceError, match=r"bri\.csv can be read but is not the file data/ is made from"):
        panels.belt_and_road(tmp_path / "bri.csv")
