"""Readers for the country, pair and flow files around the tables: World Bank, DESTA, UN votes, CEPII and others.

Every reader raises SourceError for a file that is missing or damaged: lines and cells are looked at one by one, panels must
be complete, and with ``edition`` (the default) the file must be the one data/ is made from. ``edition=False`` reads
another edition of the same form.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import classification
from helpers.sources import SourceError, wiod2013
from helpers.sources.reading import (
    CODE,
    FLAG,
    GAP,
    MONEY,
    YEAR,
    Number,
    complete,
    labelled,
    once,
    reading,
    table,
    within,
)

FIRST_YEAR = 1995
LAST_ACCOUNTS = 2009  # the last year in which WIOD's accounts have all 40 economies
OLD_CODES = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "SER": "SRB", "MNT": "MNE"}  # of the 1990s → today's
WIOD_2016 = "AUS AUT BEL BGR BRA CAN CHE CHN CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IDN IND IRL ITA JPN KOR LTU LUX LVA MEX MLT NLD NOR POL PRT ROU RUS SVK SVN SWE TUR TWN USA ROW".split()


def _ours(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Rows about economies of the shipped tables (rest of the world left out)."""
    known = set(classification.regions().index) - {"ROW"}
    keep = np.logical_and.reduce([frame[c].isin(known) for c in columns])
    return frame[keep]


def icio2015_flows(path: Path, edition: bool = True) -> pd.DataFrame:
    """Backward (i2e) and forward (e2r) value added by economy and industry, with the split by partner's income class."""
    names = {"e2r": "forward", "i2e": "backward"}
    classes = {"": "", "L": "_low", "LM": "_lower_middle", "UM": "_upper_middle", "H": "_high"}
    columns = {f"{k}{c}": f"{names[k]}{label}" for k in names for c, label in classes.items()}
    with reading(path, edition) as path:
        raw = table(
            path, {"year": YEAR, "country": r"[a-z]{3}", "sector": r"c\d\d[a-z0-9]*", **dict.fromkeys(columns, MONEY)}
        )
        complete(raw, ["year", "country", "sector"], path)
        for kind in names:
            parts = raw[[f"{kind}{c}" for c in classes if c]]
            if (parts.max(axis=1) > raw[kind] * 1.0001 + 1e-6).any() or (
                parts.sum(axis=1) < raw[kind] * 0.9999 - 1e-6
            ).any():
                raise SourceError(f"{path.name}: the parts of {kind} by partner's income do not fit the whole.")
        out = raw.rename(columns=columns)[["year", "country", "sector", *columns.values()]]
        return out.assign(country=out["country"].str.upper()).rename(
            columns={"country": "region", "sector": "industry"}
        )


def wiod2016_bilateral(path: Path, edition: bool = True) -> pd.DataFrame:
    """Bilateral gross exports and domestic value added in them; rows of an economy with itself are left out."""
    with reading(path, edition) as path:
        raw = pd.read_stata(path)
        raw = raw.replace({"exporter": {"ROM": "ROU", "RoW": "ROW"}, "importer": {"ROM": "ROU", "RoW": "ROW"}})
        within(raw, {"year": (1995, 2020), "gtrade": (1e-3, 1e9), "dva": (1e-3, 1e9)}, path)
        complete(raw, ["year", "exporter", "importer"], path)
        labelled(raw, ["exporter", "importer"], "|".join(WIOD_2016), path)
        if (raw["dva"] > raw["gtrade"]).any():
            raise SourceError(f"{path.name}: more domestic value added than exports stands in a row.")
        raw = raw[raw["exporter"] != raw["importer"]].rename(
            columns={"gtrade": "gross_exports", "dva": "domestic_value_added"}
        )
        return raw[["year", "exporter", "importer", "gross_exports", "domestic_value_added"]].sort_values(
            ["year", "exporter", "importer"]
        )


INCOME = "High income|Low income|Lower middle income|Upper middle income|Not classified"


def _wdi(path: Path, edition: bool) -> pd.DataFrame:
    money, people, share = Number(1e5, 1e15, gaps=GAP), Number(1e3, 1e10, gaps=GAP), Number(-10, 110, gaps=GAP)
    with reading(path, edition) as path:
        main = table(path, {"country_code": CODE, "year": YEAR, "gdp_usd": money, "population": people, "income_level": INCOME, "manufacturing_share_pct": share})  # fmt: skip
        complete(main, ["country_code", "year"], path)
        main = main[["country_code", "year", "gdp_usd", "population", "income_level", "manufacturing_share_pct"]]
        return main.set_axis(["region", "year", "gdp_usd", "population", "income_group", "manufacturing_pct"], axis=1)


def _trade_shares(path: Path, edition: bool) -> pd.DataFrame:
    import rdata

    ours = {"NE.EXP.GNFS.ZS": "exports_pct_gdp_2020", "NE.IMP.GNFS.ZS": "imports_pct_gdp_2020"}
    real = {"NY.GDP.MKTP.KD": "gdp_usd_of_2010"}
    with reading(path, edition) as path:
        held = next(iter(rdata.read_rda(path).values()))
        within(held, {"year": (1940, 2030)}, path)
        within(held, {**dict.fromkeys(ours, (0, 1000)), **dict.fromkeys(real, (1e6, 1e15))}, path, gaps=True)
        labelled(held, ["iso3c"], CODE, path)
        once(held, ["iso3c", "year"], path)
        held = held[["iso3c", "year", *ours, *real]].rename(columns={"iso3c": "region", **ours, **real})
        return held.astype({"year": int})


def _expanded(path: Path, edition: bool) -> pd.DataFrame:
    names = {
        "Exports_pct_GDP": "exports_pct_gdp", "Imports_pct_GDP": "imports_pct_gdp",
        "High_tech_exports_pct_mfg_exports": "high_tech_exports_pct", "Agriculture_value_added_pct_GDP": "agriculture_pct",
        "Industry_value_added_pct_GDP": "industry_pct", "Services_value_added_pct_GDP": "services_pct",
        "GDP_growth": "gdp_growth_pct", "Inflation_GDP_deflator": "gdp_deflator_pct",
    }  # fmt: skip
    form = {c: Number(0, 500 if "orts_pct_GDP" in c else 100, gaps=GAP) for c in names}  # trade can pass GDP
    form |= dict.fromkeys(("GDP_growth", "Inflation_GDP_deflator"), Number(-60, 1000))
    with reading(path, edition) as path:
        wide = table(path, {"country": CODE, "year": YEAR, **form})
        complete(wide, ["country", "year"], path)
        return wide[["country", "year", *names]].rename(columns={"country": "region", **names})


def _owid(path: Path, column: str, ours: str, edition: bool) -> pd.DataFrame:
    code = CODE + "|(OWID|WB)_[A-Z_]+" + ("|" if ours == "rd_pct_gdp" else "")
    with reading(path, edition) as path:
        held = table(path, {"Code": code, "Year": YEAR, column: Number(0, 100)})
        held = held[["Code", "Year", column]].set_axis(["region", "year", ours], axis=1)
        once(held.dropna(subset=["region"]), ["region", "year"], path)
        return held


def country_panel(raw: Path, edition: bool = True) -> pd.DataFrame:
    """GDP, population, income group, trade shares, R&D, high-tech exports, internet use and structure by year."""
    wdi, owid = raw / "wdi_panels", raw / "owid_ict_rd"
    panel = _wdi(wdi / "wdi_panel_raw_2000_2024.csv", edition)
    for part in (
        _trade_shares(wdi / "expandar_worldbank_1960_2019.RData", edition),
        _expanded(wdi / "wdi_expanded_raw_40c_2000_2023.csv", edition),
        _owid(owid / "share-of-individuals-using-the-internet.csv", "Share of the population using the Internet", "internet_pct", edition),
        _owid(owid / "research-spending-gdp.csv", "Research and development expenditure (% of GDP)", "rd_pct_gdp", edition),
    ):  # fmt: skip
        panel = panel.merge(part.dropna(subset=["region"]), on=["region", "year"], how="outer", validate="one_to_one")
    panel["income_group"] = panel.groupby("region")["income_group"].transform(lambda s: s.ffill().bfill())
    panel = _ours(panel, "region")
    return panel[panel["year"].between(FIRST_YEAR, 2024)].sort_values(["region", "year"])


def research(path: Path, edition: bool = True) -> pd.DataFrame:
    """Patent applications at each economy's office by residence, and spending on research; nothing filled in.

    rd_usd is the published share of GDP times GDP (per head times population). Years in which nothing is known are left out.
    """
    counts, money = Number(0, 1e8, whole=True, gaps=GAP), Number(10, 1e6)
    form = {
        "Patent_applications_residents": counts,
        "Patent_applications_nonresidents": counts,
        "Research_and_development_expenditure_pct_GDP": Number(0, 10, gaps=GAP),
        "GDP_per_capita_current": money,
        "Population_total": Number(1e4, 1e10, whole=True),
    }
    with reading(path, edition) as path:
        held = table(path, {"country": CODE, "year": YEAR, **form})
        complete(held, ["country", "year"], path)
        held = held.set_axis([c.removeprefix("Patent_applications_") for c in held], axis=1)
        spent = held["Research_and_development_expenditure_pct_GDP"]
        out = held[["country", "year", "residents", "nonresidents"]].rename(columns={"country": "region"})
        out = out.assign(
            rd_pct_gdp=spent, rd_usd=spent / 100 * held["GDP_per_capita_current"] * held["Population_total"]
        )
        known = out[["residents", "nonresidents", "rd_pct_gdp"]].notna().any(axis=1)
        return _ours(out[known], "region").sort_values(["region", "year"])


def current_accounts(path: Path, edition: bool = True) -> pd.DataFrame:
    """Current-account balances as published, per cent of GDP, and in USD (that share of GDP per head times population).

    Nothing is filled in; years in which the balance is not known are left out.
    """
    form = {
        "Current_account_balance_pct_GDP": Number(-60, 60, gaps=GAP),
        "GDP_per_capita_current": Number(10, 1e6),
        "Population_total": Number(1e4, 1e10, whole=True),
    }
    with reading(path, edition) as path:
        held = table(path, {"country": CODE, "year": YEAR, **form})
        complete(held, ["country", "year"], path)
        share = held["Current_account_balance_pct_GDP"]
        money = share / 100 * held["GDP_per_capita_current"] * held["Population_total"]
        out = held[["country", "year"]].rename(columns={"country": "region"}).assign(balance_pct_gdp=share, balance_usd=money)  # fmt: skip
        return _ours(out[share.notna()], "region").sort_values(["region", "year"])


def capital_shares(path: Path, edition: bool = True) -> pd.DataFrame:
    """Capital's share of value added by economy, WIOD industry and year; rows come unnamed in WIOD order."""
    codes = ["TOT", *wiod2013.INDUSTRIES]
    regions = "AUS AUT BEL BGR BRA CAN CHN CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HUN IDN IND IRL ITA JPN KOR LTU LUX LVA MEX MLT NLD POL PRT ROU RUS SVK SVN SWE TUR TWN USA".split()
    with reading(path, edition) as path:
        held = pd.read_excel(path, header=None)
        years = list(range(1995, 1995 + held.shape[1]))
        if held.shape[0] not in (len(regions) * len(codes), (len(regions) + 1) * len(codes)) or years[-1] > 2011:
            raise SourceError(f"{path.name} has {held.shape[0]} rows and {held.shape[1]} columns; 40 economies × 36 industries and the years from 1995 were expected.")  # fmt: skip
        held = held.iloc[: len(regions) * len(codes)]
        within(held, dict.fromkeys(held.columns, (-100, 100)), path, gaps=True)
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


def _accounts(path: Path, column: str, edition: bool) -> pd.Series:
    """One series of WIOD's Socio-Economic Accounts by economy, industry and year, to the last year that all have."""
    numbers = Number(0, 1e12, gaps=(".", *GAP))
    with reading(path, edition) as path:
        held = table(path, {"iso_i": CODE, "code": "|".join(wiod2013.INDUSTRIES), "year": YEAR, column: numbers}, na_values=["."])  # fmt: skip
        complete(held, ["iso_i", "code", "year"], path)
        if held["code"].nunique() != len(wiod2013.INDUSTRIES):
            raise SourceError(f"{path.name} is cut short: it has {held['code'].nunique()} industries, not 35.")
        held = held[held["year"] <= LAST_ACCOUNTS].set_axis(["region", "industry", "year", "value"], axis=1)
        return held.set_index(["region", "industry", "year"])["value"]


def sector_accounts(folder: Path, edition: bool = True) -> pd.DataFrame:
    """Compensation of employees (million USD) and output prices (1995 = 100) by economy, WIOD industry and year, to 2009.

    output_price is in own currency; output_price_usd follows the exchange rate too: what deflates a series in USD. An
    industry that an economy does not have, has no price.
    """
    paid, price = _accounts(folder / "comp_i.csv", "comp_i", edition), _accounts(folder / "go_p.csv", "ppi_i", edition)
    price = price.where(price > 0)
    if not paid.index.sort_values().equals(price.index.sort_values()):
        raise SourceError("comp_i.csv and go_p.csv do not hold the same economies and years.")
    if not price.xs(FIRST_YEAR, level="year").dropna().eq(100).all():
        raise SourceError(f"go_p.csv is damaged: not every price of {FIRST_YEAR} is 100.")
    with reading(folder / "exchange.csv", edition) as path:
        rate = table(path, {"iso": CODE, "year": YEAR, "er": Number(1e-6, 1e3)}).rename(columns={"iso": "region"})
        complete(rate, ["region", "year"], path)
        rate = rate.set_index(["region", "year"])["er"]
        moved = rate / rate.xs(FIRST_YEAR, level="year")
        out = pd.DataFrame({"compensation": paid, "output_price": price})
        at = out.index.droplevel("industry")
        if not at.isin(rate.index).all():
            raise SourceError(f"comp_i.csv and {path.name} do not hold the same economies and years.")
        out["output_price_usd"] = out["output_price"] * moved.reindex(at).to_numpy()
        out["compensation"] *= rate.reindex(at).to_numpy()
    out = out.reset_index()[["year", "region", "industry", "compensation", "output_price", "output_price_usd"]]
    return out.sort_values(["year", "region"], kind="stable")


def pairs(raw: Path, edition: bool = True) -> pd.DataFrame:
    """Distance, language and border between all economies that CEPII has, under today's codes."""
    far = Number(0.1, 21_000)
    with reading(raw / "trade2009_grasland" / "dist_cepii.csv", edition) as path:
        held = table(
            path,
            {"iso_o": CODE, "iso_d": CODE, "contig": FLAG, "comlang_off": FLAG, "dist": far, "distw": Number(0.1, 21_000, gaps=(".",))},
            sep=";",
        )  # fmt: skip
        complete(held, ["iso_o", "iso_d"], path)
        held = held.replace({"iso_o": OLD_CODES, "iso_d": OLD_CODES})
        held = held[held["iso_o"] != held["iso_d"]]
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
            pd.to_numeric(out["distance_km"], errors="coerce")
            .fillna(pd.to_numeric(held["dist"], errors="coerce"))
            .round(0)
        )
        return out[["origin", "destination", "distance_km", "common_language", "common_border"]].sort_values(
            ["origin", "destination"]
        )


BROAD_SCHEMES = (62, 100, 461, 647)  # Asia-Pacific, Bangkok, Global System of Trade Preferences, Protocol on Trade Negotiations


def agreements(folder: Path, edition: bool = True) -> pd.DataFrame:
    """First year in which a preferential trade agreement was in force between two economies (each pair once).

    narrower_since: the same without three broad preference schemes of many members, which cut few tariffs: the Global System
    of Trade Preferences, the Protocol on Trade Negotiations, the Bangkok (Asia-Pacific) agreement; missing where there is none.

    Withdrawals are no agreements. A treaty without a year of entry into force is not counted.
    """
    kinds = "base_treaty|accession|negotiation|protocol or amendment|withdrawal|consolidated"
    with reading(folder / "DESTA.csv", edition) as path:
        held = table(
            path,
            {"number": r"\d+[\da-z_+]*", "base_treaty": Number(1, 9999, whole=True), "entry_type": kinds, "entryforceyear": Number(1940, 2030, whole=True, gaps=GAP), "c1": Number(4, 999, whole=True)},
            sep=";", encoding="latin1", low_memory=False,
        )  # fmt: skip
        once(held, ["number"], path)
        members = [c for c in held if c[0] == "c" and c[1:].isdigit()]
        if members != [f"c{k + 1}" for k in range(len(members))]:
            raise SourceError(f"{path.name}: the members' columns c1, c2 … are not in their order.")
        within(held, dict.fromkeys(members, (4, 999)), path, gaps=True)
        iso = country_codes()
        known = set(classification.regions().index)
        first: dict[tuple[str, str], int] = {}
        narrow: dict[tuple[str, str], int] = {}
        in_force = held[held["entryforceyear"].notna() & ~held["entry_type"].str.contains("withdraw", case=False)]
        for treaty, year, *codes in in_force[["base_treaty", "entryforceyear", *members]].itertuples(index=False):
            inside = sorted({iso.get(int(c)) for c in codes if pd.notna(c)} & known)
            for pair in itertools.combinations(inside, 2):
                first[pair] = min(int(year), first.get(pair, 9999))
                if int(treaty) not in BROAD_SCHEMES:
                    narrow[pair] = min(int(year), narrow.get(pair, 9999))
        rows = [(*pair, year, narrow.get(pair)) for pair, year in sorted(first.items())]
        out = pd.DataFrame(rows, columns=["region_a", "region_b", "in_force_since", "narrower_since"])
        return out.astype({"narrower_since": "Int64"})


def country_codes(kind: str = "ISOnumeric") -> dict[int, str]:
    """Numbers of countries (ISO 3166's, or those of another column) → ISO3 codes.

    From country_converter's list; its converter fails with pandas 3.
    """
    import country_converter

    listed = pd.read_csv(
        Path(country_converter.__file__).parent / "country_data.tsv", sep="\t", dtype=str, keep_default_na=False
    )
    numbered = listed[listed[kind] != ""]
    return dict(zip(numbered[kind].astype(float).astype(int), numbered["ISO3"], strict=True))


def un_votes(path: Path, edition: bool = True) -> pd.DataFrame:
    """Ideal points in the UN General Assembly; session s is that of the year 1945 + s."""
    with reading(path, edition) as path:
        held = table(path, {"ccode": Number(1, 999, whole=True), "session": Number(1, 90, whole=True), "iso3c": CODE, "IdealPointAll": Number(-5, 5)})  # fmt: skip
        once(held, ["ccode", "session"], path)
        if (held.groupby("ccode")["iso3c"].nunique() > 1).any():
            raise SourceError(f"{path.name} is damaged: a country number stands beside two codes.")
        out = pd.DataFrame(
            {"region": held["iso3c"], "year": held["session"] + 1945, "ideal_point": held["IdealPointAll"]}
        ).dropna()
        out = _ours(out[out["year"] >= 1990], "region")
        once(out, ["region", "year"], path)
        return out.sort_values(["region", "year"])


def trade2009(folder: Path, edition: bool = True) -> pd.DataFrame:
    """Goods trade of 2009 between 197 economies, million USD (the file has thousands); only what is traded.

    Codes of today: the file's "Other Asia, not elsewhere specified" (OAS) is Chinese Taipei.
    """
    with reading(folder / "WITS_Trade2009_harmonized_flows.csv", edition) as path:
        held = table(path, {"i": CODE, "j": CODE, "Fij": Number(0, 1e9)}, sep=";")
        complete(held, ["i", "j"], path)
        held = held[(held["Fij"] > 0) & (held["i"] != held["j"])].rename(columns={"i": "exporter", "j": "importer"})
        held = held.replace({end: OLD_CODES | {"OAS": "TWN"} for end in ("exporter", "importer")})
        return held.assign(exports=held["Fij"] / 1e3)[["exporter", "importer", "exports"]].sort_values(
            ["exporter", "importer"]
        )


def belt_and_road(path: Path, edition: bool = True) -> pd.DataFrame:
    """Three undated lists of Belt-and-Road economies."""
    with reading(path, edition) as path:
        held = table(path, {"Code": CODE, "BRI_init": FLAG, "BRI_core": FLAG, "BRI_latest": FLAG})
        once(held, ["Code"], path)
        out = held.rename(
            columns={"Code": "region", "BRI_init": "initial", "BRI_core": "core", "BRI_latest": "january_2020"}
        )
        return out[["region", "initial", "core", "january_2020"]].dropna(subset=["region"]).sort_values("region")
