"""Readers for the country, pair and flow files around the tables: World Bank, DESTA, UN votes, CEPII and others."""

from __future__ import annotations

import itertools
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import classification
from helpers.sources import SourceError, wiod2013

FIRST_YEAR = 1995


def _csv(path: Path, need: tuple[str, ...], **how) -> pd.DataFrame:
    """Read a CSV and make sure the columns asked for are there."""
    if not path.is_file():
        raise SourceError(f"{path.name} is missing from {path.parent}.")
    try:
        frame = pd.read_csv(path, **how)
    except (ValueError, pd.errors.ParserError) as error:
        raise SourceError(f"{path.name} cannot be read; it is damaged or cut short ({error}).") from None
    lacking = [c for c in need if c not in frame]
    if lacking:
        raise SourceError(f"{path.name} has no column {lacking[0]}; it has {', '.join(map(str, frame.columns[:8]))} …")
    return frame


def _ours(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Rows about economies of the shipped tables (rest of the world left out)."""
    known = set(classification.regions().index) - {"ROW"}
    keep = np.logical_and.reduce([frame[c].isin(known) for c in columns])
    return frame[keep]


def _rda(path: Path) -> pd.DataFrame:
    import rdata

    if not path.is_file():
        raise SourceError(f"{path.name} is missing from {path.parent}.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return next(iter(rdata.read_rda(path).values()))
        except Exception as error:
            raise SourceError(f"{path.name} cannot be read as R data; it is damaged or cut short ({error}).") from None


def icio2015_flows(path: Path) -> pd.DataFrame:
    """Backward (i2e) and forward (e2r) value added by economy and industry, with the split by partner's income class."""
    raw = _csv(path, ("year", "country", "sector", "e2r", "i2e"))
    names = {"e2r": "forward", "i2e": "backward"}
    classes = {"": "", "L": "_low", "LM": "_lower_middle", "UM": "_upper_middle", "H": "_high"}
    columns = {f"{k}{c}": f"{names[k]}{label}" for k in names for c, label in classes.items()}
    out = raw.rename(columns=columns)[["year", "country", "sector", *columns.values()]]
    if out.duplicated(["year", "country", "sector"]).any():
        raise SourceError(f"{path.name} has the same year, economy and industry twice.")
    return out.assign(country=out["country"].str.upper()).rename(columns={"country": "region", "sector": "industry"})


def wiod2016_bilateral(path: Path) -> pd.DataFrame:
    """Bilateral gross exports and domestic value added in them; rows of an economy with itself are left out."""
    if not path.is_file():
        raise SourceError(f"{path.name} is missing from {path.parent}.")
    raw = pd.read_stata(path)
    raw = raw[raw["exporter"] != raw["importer"]].rename(
        columns={"gtrade": "gross_exports", "dva": "domestic_value_added"}
    )
    raw = raw.replace({"exporter": {"ROM": "ROU", "RoW": "ROW"}, "importer": {"ROM": "ROU", "RoW": "ROW"}})
    return raw[["year", "exporter", "importer", "gross_exports", "domestic_value_added"]].sort_values(
        ["year", "exporter", "importer"]
    )


def country_panel(raw: Path) -> pd.DataFrame:
    """GDP, population, income group, trade shares, R&D, high-tech exports, internet use and structure by year."""
    wdi = raw / "wdi_panels"
    main = _csv(wdi / "wdi_panel_raw_2000_2024.csv", ("country_code", "year", "gdp_usd", "population", "income_level"))
    main = main[["country_code", "year", "gdp_usd", "population", "income_level", "manufacturing_share_pct"]]
    main = main.set_axis(["region", "year", "gdp_usd", "population", "income_group", "manufacturing_pct"], axis=1)
    trade = _rda(wdi / "expandar_worldbank_1960_2019.RData")[["iso3c", "year", "NE.EXP.GNFS.ZS", "NE.IMP.GNFS.ZS"]]
    trade = trade.set_axis(["region", "year", "exports_pct_gdp_2020", "imports_pct_gdp_2020"], axis=1).astype(
        {"year": int}
    )
    wide = _csv(wdi / "wdi_expanded_raw_40c_2000_2023.csv", ("country", "year", "High_tech_exports_pct_mfg_exports"))
    names = {
        "country": "region", "year": "year", "Exports_pct_GDP": "exports_pct_gdp", "Imports_pct_GDP": "imports_pct_gdp",
        "High_tech_exports_pct_mfg_exports": "high_tech_exports_pct", "Agriculture_value_added_pct_GDP": "agriculture_pct",
        "Industry_value_added_pct_GDP": "industry_pct", "Services_value_added_pct_GDP": "services_pct",
    }  # fmt: skip
    wide = wide[list(names)].rename(columns=names)
    owid = raw / "owid_ict_rd"
    net = _csv(owid / "share-of-individuals-using-the-internet.csv", ("Code", "Year")).set_axis(
        ["region", "year", "internet_pct"], axis=1
    )
    research = (
        _csv(owid / "research-spending-gdp.csv", ("Code", "Year"))
        .drop(columns="Entity")
        .set_axis(["region", "year", "rd_pct_gdp"], axis=1)
    )
    panel = main
    for part in (trade, wide, net, research):
        panel = panel.merge(part.dropna(subset=["region"]), on=["region", "year"], how="outer", validate="one_to_one")
    panel["income_group"] = panel.groupby("region")["income_group"].transform(lambda s: s.ffill().bfill())
    panel = _ours(panel, "region")
    return panel[panel["year"].between(FIRST_YEAR, 2024)].sort_values(["region", "year"])


def patents(path: Path) -> pd.DataFrame:
    """Patent applications by economy, technology class and filing year."""
    raw = _csv(path, ("country.ind", "appln_filing_year", "pat_tech_sum"))
    split = raw["country.ind"].str.split(".", n=1, expand=True)
    out = pd.DataFrame(
        {
            "region": split[0],
            "technology": split[1],
            "year": raw["appln_filing_year"],
            "applications": raw["pat_tech_sum"],
        }
    )
    return out.sort_values(["region", "technology", "year"])


def capital_shares(path: Path) -> pd.DataFrame:
    """Capital's share of value added by economy, WIOD industry and year; rows come unnamed in WIOD order."""
    if not path.is_file():
        raise SourceError(f"{path.name} is missing from {path.parent}.")
    held = pd.read_excel(path, header=None)
    codes = ["TOT", *wiod2013.INDUSTRIES]
    regions = "AUS AUT BEL BGR BRA CAN CHN CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HUN IDN IND IRL ITA JPN KOR LTU LUX LVA MEX MLT NLD POL PRT ROU RUS SVK SVN SWE TUR TWN USA".split()
    years = list(range(1995, 1995 + held.shape[1]))
    if held.shape[0] not in (len(regions) * len(codes), (len(regions) + 1) * len(codes)):
        raise SourceError(f"{path.name} has {held.shape[0]} rows; 40 economies × 36 industries were expected.")
    held = held.iloc[: len(regions) * len(codes)]
    index = pd.MultiIndex.from_product([regions, codes], names=["region", "industry"])
    out = (
        held.set_axis(index)
        .set_axis(years, axis=1)
        .rename_axis(columns="year")
        .stack()
        .rename("capital_share")
        .reset_index()
    )
    return out[out["industry"] != "TOT"]


def pairs(raw: Path) -> pd.DataFrame:
    """Distance, language and border between economies."""
    held = _csv(
        raw / "trade2009_grasland" / "dist_cepii.csv", ("iso_o", "iso_d", "distw", "comlang_off", "contig"), sep=";"
    )
    held = held.replace({"iso_o": {"ROM": "ROU", "ZAR": "COD"}, "iso_d": {"ROM": "ROU", "ZAR": "COD"}})
    held = _ours(held[held["iso_o"] != held["iso_d"]], "iso_o", "iso_d")
    out = held.rename(
        columns={
            "iso_o": "origin",
            "iso_d": "destination",
            "distw": "distance_km",
            "comlang_off": "common_language",
            "contig": "common_border",
        }
    )
    out["distance_km"] = (
        pd.to_numeric(out["distance_km"], errors="coerce").fillna(pd.to_numeric(held["dist"], errors="coerce")).round(0)
    )
    return out[["origin", "destination", "distance_km", "common_language", "common_border"]].sort_values(
        ["origin", "destination"]
    )


def agreements(folder: Path) -> pd.DataFrame:
    """First year in which a preferential trade agreement was in force between two economies (each pair once)."""

    held = _csv(
        folder / "DESTA.csv", ("entry_type", "entryforceyear", "c1"), sep=";", encoding="latin1", low_memory=False
    )
    members = [c for c in held if c[0] == "c" and c[1:].isdigit()]
    iso = iso_numeric()
    known = set(classification.regions().index)
    first: dict[tuple[str, str], int] = {}
    in_force = held[held["entryforceyear"].notna() & ~held["entry_type"].str.contains("withdraw", case=False)]
    for year, *codes in in_force[["entryforceyear", *members]].itertuples(index=False):
        inside = sorted({iso.get(int(c)) for c in codes if pd.notna(c)} & known)
        for pair in itertools.combinations(inside, 2):
            first[pair] = min(int(year), first.get(pair, 9999))
    rows = [(a, b, y) for (a, b), y in sorted(first.items())]
    return pd.DataFrame(rows, columns=["region_a", "region_b", "in_force_since"])


def iso_numeric() -> dict[int, str]:
    """ISO 3166 numbers → ISO3 codes, from country_converter's list (its converter fails with pandas 3)."""
    import country_converter

    listed = pd.read_csv(
        Path(country_converter.__file__).parent / "country_data.tsv", sep="\t", dtype=str, keep_default_na=False
    )
    numbered = listed[listed["ISOnumeric"] != ""]
    return dict(zip(numbered["ISOnumeric"].astype(float).astype(int), numbered["ISO3"], strict=True))


def un_votes(path: Path) -> pd.DataFrame:
    """Ideal points in the UN General Assembly; session s is that of the year 1945 + s."""
    held = _csv(path, ("session", "iso3c", "IdealPointAll"))
    out = pd.DataFrame(
        {"region": held["iso3c"], "year": held["session"] + 1945, "ideal_point": held["IdealPointAll"]}
    ).dropna()
    out = _ours(out[out["year"] >= 1990], "region")
    return out.drop_duplicates(["region", "year"]).sort_values(["region", "year"])


def trade2009(folder: Path) -> pd.DataFrame:
    """Goods trade of 2009 between economies, million USD."""
    held = _csv(folder / "WITS_Trade2009_harmonized_flows.csv", ("i", "j", "Fij"), sep=";")
    held = _ours(held[held["Fij"] > 0], "i", "j").rename(columns={"i": "exporter", "j": "importer"})
    return held.assign(exports=held["Fij"] / 1e3)[["exporter", "importer", "exports"]].sort_values(
        ["exporter", "importer"]
    )


def belt_and_road(path: Path) -> pd.DataFrame:
    """Three undated lists of Belt-and-Road economies."""
    held = _csv(path, ("Code", "BRI_init", "BRI_core", "BRI_latest"))
    out = held.rename(
        columns={"Code": "region", "BRI_init": "initial", "BRI_core": "core", "BRI_latest": "january_2020"}
    )
    return out[["region", "initial", "core", "january_2020"]].dropna(subset=["region"]).sort_values("region")
