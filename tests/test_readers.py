"""What each reader says no to, one sentence a way of being wrong: small files of the publishers' forms, changed in one place."""

import inspect
import io
import json
import zipfile

import numpy as np
import pandas as pd
import pytest
from test_damaged_files import READERS, desta
from test_sources import icio_lines, wiod_parts, write

from helpers.sources import SourceError, icio, panels, wiod2013


def edited(change):
    """The text of the reader's first file, changed."""

    def spoil(path):
        text = path.read_text(encoding="utf-8")
        new = change(text)
        assert new != text
        path.write_text(new, encoding="utf-8")

    return spoil


def swap(old, new):
    return edited(lambda t: t.replace(old, new, 1))


def as_json(change):
    def spoil(text):
        held = json.loads(text)
        change(held)
        return json.dumps(held)

    return edited(spoil)


def lines(change):
    def spoil(path):
        rows = icio_lines()
        change(rows)
        write(path, rows)

    return spoil


def arrays(**changes):
    def spoil(path):
        with np.load(path) as z:
            held = dict(z)
        np.savez(path, **{k: changes[k](v) if k in changes else v for k, v in held.items()})

    return spoil


def stata(change):
    return lambda path: change(pd.read_stata(path)).to_stata(path, write_index=False, version=118)


def treaties(change):
    def spoil(path):
        table = change(desta([("1", "base_treaty", 1994, (76, 156)), ("2", "accession", 2001, (76, 484))]))
        table.to_csv(path, sep=";", index=False, quoting=1)

    return spoil


WRONG = {
    "icio without a header": ("icio", edited(lambda t: "V1\n"), "no header line"),
    "icio with an empty line": ("icio", edited(lambda t: t + "\n\n"), None),
    "icio, a row without an industry": ("icio", lines(lambda t: [t[0].__setitem__(1, "AUS"), t[1].__setitem__(0, "AUS")]), "'AUS' is not of the form CCC_INDUSTRY"),
    "icio without final demand": ("icio", edited(lambda t: "\n".join(",".join([*r.split(",")[:9], r.split(",")[-1]]) for r in t.split("\n") if r) + "\n"), "no final-demand columns"),
    "icio, a cell out of all size": ("icio", lines(lambda t: t[1].__setitem__(2, "1e300")), "not a number|cannot be read"),
    "tiva, an economy twice": ("tiva exports", swap('"CHN"', '"BRA"'), "BRA stands twice"),
    "tiva, no number": ("tiva exports", swap("100.5", "NaN"), "NaN is not a number"),
    "tiva, an unknown code": ("tiva exports", swap('"CHN"', '"Chn"'), "'Chn' is no economy"),
    "tiva, more value added than exports": ("tiva exports", swap("80.25", "180.25"), "BRA exports 100.5 with 180.25"),
    "tiva, a total of other numbers": ("tiva exports", as_json(lambda t: t["TOTAL"].update(EXPORTS=400.0)), "its TOTAL is 400"),
    "tiva, a measure that is missing": ("tiva exports", as_json(lambda t: t["BRA"].pop("TIVA")), "BRA lacks a number"),
    "tiva, a number that only Python reads": ("tiva exports", swap("100.5", '"1_00.5"'), "BRA lacks a number"),
    "tiva, true for one": ("tiva exports", swap("100.5", "true"), "BRA lacks a number"),
    "tiva, a year of another edition": ("tiva origin", swap('"1995"', '"1994"'), "1994 is not a year"),
    "tiva, no year": ("tiva origin", edited(lambda t: "{}"), "no year is not a year"),
    "tiva, an origin twice": ("tiva origin", swap('"CHN"', '"BRA"'), "BRA stands twice in 1995"),
    "tiva, a negative cell": ("tiva origin", as_json(lambda t: t["1995"][0]["matrix"][2].__setitem__(3, -1)), "BRA in 1995 holds -1"),
    "tiva, a row short": ("tiva origin", as_json(lambda t: t["1995"][0]["matrix"].pop()), r"shape \(17, 18\)"),
    "flows, parts above the whole": ("icio2015", edited(lambda t: t.replace(t.split("\n")[1].split(",")[3], "0.001", 1)), "do not fit the whole"),
    "flows, one part above the whole": ("icio2015", edited(lambda t: t.replace(t.split("\n")[1].split(",")[4], "899.9", 1)), "do not fit the whole"),
    "bytes that are no text": ("votes", swap("BRA", "B\0A"), "bytes that are no text"),
    "a web page": ("votes", edited(lambda t: "<html>" + t), "is a web page"),
    "nothing": ("votes", edited(lambda t: " "), "is empty"),
    "panel, a year out of all time": ("countries", swap(",2000,", ",1900,"), "year '1900' is not from 1940"),
    "panel, people that are too many": ("countries", edited(lambda t: t.replace("High income", "Rich")), "income_level 'Rich' is not of the form"),
    "bilateral, more own value than exports": ("wiod2016", stata(lambda t: t.assign(dva=t["gtrade"] + 1)), "more domestic value added than exports"),
    "bilateral, an unknown economy": ("wiod2016", stata(lambda t: t.replace({"exporter": {"BRA": "Bra"}, "importer": {"BRA": "Bra"}})), "'Bra' is not of the form"),
    "bilateral, a year before the series": ("wiod2016", stata(lambda t: t.replace({"year": {2002: 1902}})), "year is .*1902.*, not a number from 1995"),
    "bilateral, a hole": ("wiod2016", stata(lambda t: t.assign(gtrade=t["gtrade"].where(t.index != 2))), "row 3: gtrade is .*nan.*, not a number"),
    "bilateral, a pair lost": ("wiod2016", stata(lambda t: t.iloc[1:]), "should give 18 rows, there are 17"),
    "two columns of a name": ("votes", edited(lambda t: t.replace("\n", ",x\n").replace(",x", ",IdealPointAll", 1)), "two columns 'IdealPointAll'"),
    "a header and no rows": ("votes", edited(lambda t: t.split("\n")[0] + "\n"), "a header and no rows"),
    "not whole": ("votes", swap("\n50,", "\n50.5,"), "'50.5' is not whole"),
    "below the lowest": ("votes", swap("\n50,", "\n0,"), "is not from"),
    "treaties, members out of order": ("agreements", treaties(lambda t: t[["number", "base_treaty", "entry_type", "entryforceyear", "c2", "c1", "c3"]]), "not in their order"),
    "treaties, a number twice": ("agreements", treaties(lambda t: t.assign(number="1")), "1 stands twice"),
    "votes, a number of two countries": ("votes", swap(",CHN,", ",MEX,"), "stands twice|beside two codes"),
    "nafta, a shape": ("nafta", arrays(theta_j=lambda v: v[:-1]), r"theta_j is not 3 finite numbers"),
    "nafta, a hole": ("nafta", arrays(pi_nij=lambda v: np.where(v == v.max(), np.nan, v)), r"pi_nij is not 2 × 2 × 3 finite"),
    "nafta, words": ("nafta", arrays(X_nj=lambda v: v.astype(str)), "X_nj is not 2 × 3 finite"),
    "nafta, a region that is none": ("nafta", arrays(regions=lambda v: np.array(["Mexico", "Atlantis"])), "does not have: Atlantis"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_file_wrong_in_one_place_is_refused_in_words(name, tmp_path):
    reader, spoil, words = WRONG[name]
    READERS[reader].make(tmp_path)
    spoil(tmp_path / READERS[reader].files[0])
    if words is None:
        READERS[reader](tmp_path, False)
        return
    with pytest.raises(SourceError, match=words):
        READERS[reader](tmp_path, False)


@pytest.mark.parametrize("name", [n for n in READERS if n not in ("icio", "outlines")])
def test_a_good_file_of_another_edition_is_told_as_that(name, tmp_path):
    READERS[name].make(tmp_path)
    READERS[name](tmp_path, False)
    with pytest.raises(SourceError, match=r"data/ is made from"):
        READERS[name](tmp_path, True)
    assert inspect.signature(READERS[name].read).parameters["edition"].default is True, "asked for by default"


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda h: h.update(countries=["XXX", "ROW"]), "XXX among its countries, which no table here has"),
        (lambda h: h["inter09"].__setitem__((0, 1), -3.0), "holds numbers from -3"),
        (
            lambda h: h["output09"].__setitem__(0, h["output09"][0] + 2 * wiod2013.ROUNDING),
            "sells .* more or less than its output|rows miss published output",
        ),
        (lambda h: h["final09"].__setitem__((0, 0), 1e15), "holds numbers"),
    ],
)
def test_wiod_parts_that_are_not_of_this_world_are_refused(change, words):
    held = {k: v.copy() if isinstance(v, np.ndarray) else list(v) for k, v in wiod_parts().items()}
    wiod2013.from_arrays(held, 2009)
    change(held)
    with pytest.raises(SourceError, match=words):
        wiod2013.from_arrays(held, 2009)


def extract(path, G=3, N=2, **other):
    """A wheel of the extract's form: nodes industry by industry, economies inside, split ones listed beside."""
    rng = np.random.default_rng(0)
    n = G * N
    A = rng.uniform(0.01, 0.5 / n, (n, n))
    held = {"A": A, "omb": rng.uniform(0.7, 0.9, n), "go": rng.uniform(50, 90, n)} | other
    arrays_, countries, sectors = io.BytesIO(), ["BRA", "CHN", "MEX", "CN1", "ROW"], ["A01", "C20"]
    np.savez(arrays_, **held)
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("sanction_simulator/data/bench_cache.npz", arrays_.getvalue())
        z.writestr("sanction_simulator/data/OECD_ICIO_2025_country_code_mapping.csv", "code\n" + "\n".join(countries))
        z.writestr("sanction_simulator/data/OECD_ICIO_2025_sector_code_mapping.csv", "code\n" + "\n".join(sectors))
    return held


def test_the_extract_is_put_region_by_region_and_flows_are_recipes_times_output(tmp_path, monkeypatch):
    monkeypatch.setattr(icio, "EXTRACT_REGIONS", 3)
    monkeypatch.setattr(icio, "EXTRACT_INDUSTRIES", 2)
    held = extract(tmp_path / "w.whl")
    m = icio.read_extract(tmp_path / "w.whl", edition=False)
    assert (m.regions, m.industries, m.year) == (["BRA", "CHN", "MEX"], ["A01", "C20"], 2022)
    assert m.x[m.node("CHN", "C20")] == held["go"][1 * 3 + 1], "the file lists industry by industry"
    seller, buyer = m.node("MEX", "A01"), m.node("BRA", "C20")
    i, j = 0 * 3 + 2, 1 * 3 + 0
    assert m.Z[seller, buyer] == pytest.approx(held["A"][i, j] * held["omb"][j] * held["go"][j])
    assert not m.has_final_demand and m.f == pytest.approx(m.x - m.Z.sum(axis=1))
    extract(tmp_path / "v.whl", go=np.ones(5))
    with pytest.raises(SourceError, match="6 nodes were expected"):
        icio.read_extract(tmp_path / "v.whl", edition=False)
    monkeypatch.setattr(icio, "EXTRACT_REGIONS", 80)
    with pytest.raises(SourceError, match="3 economies and 2 industries; 80 and 2 were expected"):
        icio.read_extract(tmp_path / "w.whl", edition=False)
    with pytest.raises(SourceError, match="is missing from"):
        icio.read_extract(tmp_path / "none.whl")


def test_capitals_shares_need_all_rows_and_years_from_1995(tmp_path):
    READERS["capital"].make(tmp_path)
    whole = pd.read_excel(tmp_path / "CAP.xlsx", header=None)
    found = panels.capital_shares(tmp_path / "CAP.xlsx", edition=False)
    assert len(found) == 40 * 35 * 2 and set(found["year"]) == {1995, 1996} and "TOT" not in set(found["industry"])
    first = found.query("region == 'AUS' and year == 1995")["capital_share"].iloc[0]
    assert first == whole.iloc[1, 0], "the first row of each economy is its total"
    whole.iloc[1:].to_excel(tmp_path / "less.xlsx", header=False, index=False)
    with pytest.raises(SourceError, match="has 1439 rows and 2 columns"):
        panels.capital_shares(tmp_path / "less.xlsx", edition=False)


def test_a_gap_in_one_series_leaves_the_others_and_a_group_of_economies_is_none(tmp_path):
    READERS["countries"].make(tmp_path)
    file = tmp_path / "wdi_panels/wdi_expanded_raw_40c_2000_2023.csv"
    wide = pd.read_csv(file)
    wide.loc[(wide["country"] == "CHN") & (wide["year"] == 2001), "Imports_pct_GDP"] = np.nan
    wide.to_csv(file, index=False)
    file = tmp_path / "owid_ict_rd/research-spending-gdp.csv"
    spent = pd.read_csv(file)
    pd.concat([spent, spent.iloc[:1].assign(Code=None, Entity="Europe and Central Asia")]).to_csv(file, index=False)
    panel = panels.country_panel(tmp_path, edition=False).set_index(["region", "year"])
    row, told = panel.loc[("CHN", 2001)], wide.set_index(["country", "year"]).loc[("CHN", 2001)]
    assert np.isnan(row["imports_pct_gdp"]) and row["exports_pct_gdp"] == told["Exports_pct_GDP"]
    assert row["services_pct"] == told["Services_value_added_pct_GDP"] and row["income_group"] == "High income"
    assert sorted(panel.index.unique("region")) == ["BRA", "CHN", "MEX"] and sorted(panel.index.unique("year")) == [
        1999,
        2000,
        2001,
    ]
    assert (
        panel.at[("BRA", 1999), "exports_pct_gdp_2020"] == 10.5
        and panel.at[("BRA", 1999), "income_group"] == "High income"
    )
