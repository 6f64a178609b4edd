"""What each file of data/ is made of: one function a product family, publishers' files in, `Product`s out.

What a file is in words stands in data/files.toml; only what is counted here (checks) is said here.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import classification, datasets, decomposition, participation, position, value_added
from helpers.build import final_demand
from helpers.mrio import MRIO
from helpers.sources import SourceError, adb, development, icio, panels, tariffs, tiva, trade, wiod2013
from helpers.tables import agreement_effects, friendship


@dataclass(frozen=True)
class Product:
    """One file of data/ as it was made: its dataset's name, its content, and numbers that hold for it."""

    name: str
    file: str
    content: bytes
    checks: tuple[str, ...] = ()


def table(name: str, frame: pd.DataFrame, checks: tuple[str, ...] = (), digits: int = 6) -> Product:
    """A tidy frame as a CSV product; large ones gzipped. Numbers keep ``digits`` significant digits."""
    text = frame.to_csv(index=False, lineterminator="\n", float_format=f"%.{digits}g").encode()
    packed = len(text) > 100_000
    content = gzip.compress(text, compresslevel=9, mtime=0) if packed else text
    return Product(name, f"{name}.csv{'.gz' if packed else ''}", content, checks)


def packed(m: MRIO, name: str, check: str, decimals: int = 0) -> Product:
    """An input-output table as a product; cells in whole millions, or with decimals where economies are small."""
    return Product(name, f"{name}.npz.xz", datasets.pack_table(m, decimals), (check,))


# -- measures on a full table ---------------------------------------------------------------------------------------


def _tidy(matrix: pd.DataFrame, row: str, column: str, value: str) -> pd.Series:
    return matrix.rename_axis(index=row, columns=column).stack().rename(value)


def region_measures(m: MRIO) -> pd.DataFrame:
    """Every measure by region of one table."""
    flows = value_added.value_added_trade(m)
    home = pd.Series(np.diag(flows), index=flows.index)
    content = value_added.content_of_exports(m)
    out = pd.DataFrame(
        {
            "output": m.by_region(m.x),
            "value_added": m.by_region(m.va),
            "final_use": m.by_region(m.f),
            "exports": content["exports"].to_numpy(),
            "imports": value_added.gross_imports(m).to_numpy(),
            "domestic_content": content["domestic"].to_numpy(),
            "foreign_content": content["foreign"].to_numpy(),
        },
        index=pd.Index(m.regions, name="region"),
    )
    out["dva"] = value_added.domestic_value_added_in_exports(m)
    out["vax"] = flows.sum(axis=1) - home
    out["value_added_imports"] = flows.sum(axis=0) - home
    out = out.join(participation.participation(m))
    shares = participation.production_length_shares(m)
    out["gvc_share_forward"], out["gvc_share_backward"] = shares["forward"], shares["backward"]
    out["foreign_share_of_final_products"] = value_added.final_product_origin(m)
    sold = position.net_inventories(m)
    out["upstreamness"] = position.by_region(sold, position.upstreamness(sold))
    out["downstreamness"] = position.by_region(sold, position.downstreamness(sold))
    out = out.join(position.country_positions(m).add_suffix("_country"))
    return out.join(decomposition.koopman_wang_wei(m)).reset_index()


def industry_measures(m: MRIO) -> pd.DataFrame:
    """Measures by region and industry of one table."""
    sold = position.net_inventories(m)
    up, down = position.upstreamness(sold), position.downstreamness(sold)
    return pd.DataFrame(
        {
            "output": m.x,
            "value_added": m.va,
            "final_use": m.f,
            "exports": m.exports.sum(axis=1),
            "vax": value_added.vax_by_industry(m),
            "dva": value_added.value_added_in_exports_by_industry(m),
            "foreign_share_of_final_products": value_added.final_product_origin(m, by="node"),
            "upstreamness": up,
            "downstreamness": down,
        },
        index=m.nodes,
    ).reset_index()


def flow_measures(m: MRIO) -> pd.DataFrame:
    """Between every two regions: value added by final demand, gross exports, and value added inside exports."""
    gross = pd.DataFrame(m.by_region(m.exports), index=m.regions, columns=m.regions)
    return pd.concat(
        [
            _tidy(value_added.value_added_trade(m), "origin", "destination", "value_added"),
            _tidy(gross, "origin", "destination", "gross_exports"),
            _tidy(value_added.origin_of_exports(m), "origin", "destination", "value_added_in_exports"),
        ],
        axis=1,
    ).reset_index()


# -- WIOD 2013 release, from the full 1435-node tables -------------------------------------------------------------


def wiod(raw: Path) -> Iterator[Product]:
    """The 17 teaching tables, one by one, then the panels computed on the full tables (nothing else is kept)."""
    panels_of = {"wiod_regions": region_measures, "wiod_industries": industry_measures, "wiod_flows": flow_measures}
    kept: dict[str, list[pd.DataFrame]] = {k: [] for k in panels_of}
    concordance = classification.concordance("wiod2013")
    for year in wiod2013.YEARS:
        full = wiod2013.read(raw / "wiod2013_cran" / f"wiod{year % 100:02d}.rda", year)
        small = full.aggregate(industries=concordance)
        if not np.isclose(small.va.sum(), full.va.sum()):
            raise SourceError(f"WIOD {year}: the teaching table lost value added in aggregation.")
        check = f"value added {small.va.sum() / 1e6:.2f} trillion USD, the same as the full table's"
        yield packed(small, f"wiod_{year}", check)
        for name, measure in panels_of.items():
            kept[name].append(measure(full).assign(year=year))
    world = kept["wiod_regions"][2009 - 1995].set_index("region")
    sold, bought = (world.at["CHN", k] / 1e3 for k in ("vax", "value_added_imports"))
    checks = (
        f"2009: world value added {world['value_added'].sum() / 1e6:.2f} trillion; China exports "
        f"{sold:,.1f} and imports {bought:,.1f} billion of value added",
    )
    yield table("wiod_regions", _year_first(pd.concat(kept["wiod_regions"])), checks)
    yield table("wiod_industries", _year_first(pd.concat(kept["wiod_industries"])), digits=5)
    yield table("wiod_flows", _year_first(pd.concat(kept["wiod_flows"])), digits=5)


def _year_first(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[["year", *[c for c in frame if c != "year"]]]


# -- ICIO, TiVA ----------------------------------------------------------------------------------------------------


def icio2025(raw: Path, wheel: Path) -> Iterator[Product]:
    """The 2022 table at the teaching industries, and its measures from the full table of 4000 nodes and the rest of the world."""
    extract = icio.read_extract(wheel)
    folder = raw / "icio2025_national_iot_2022_mrkaic" / "data"
    national = {r: icio.read_national(folder / f"{r}2022ttl.csv") for r in extract.regions}
    full = final_demand.by_destination(extract, national)
    small = icio.teaching(full)
    yield packed(small, "icio_2022", f"gross output of the 80 economies {extract.x.sum() / 1e6:.1f} trillion USD", 1)
    known = extract.regions
    regions = region_measures(full).set_index("region").loc[known].reset_index()
    earned = final_demand.national_accounts(full, national)
    regions.insert(regions.columns.get_loc("vax") + 1, "vax_national_accounts", earned)
    ours = regions.set_index("region")[["vax", "vax_national_accounts"]] / 1e3
    said = [f"{c} {ours.at[c, 'vax']:,.1f} ({ours.at[c, 'vax_national_accounts']:,.1f})" for c in ("CHN", "USA", "IND")]
    yield table("icio_2022_regions", regions, (f"VAX in billion (as national accounts have it): {', '.join(said)}",))
    nodes = industry_measures(full).set_index(["region", "industry"])
    stages = participation.production_stages(full)
    for side in ("forward", "backward"):
        parts = stages.filter(like=f"_{side}")
        across = parts.filter(like="gvc").sum(axis=1)
        nodes[f"gvc_share_{side}"] = (across / parts.sum(axis=1).where(parts.abs().max(axis=1) > 0)).fillna(0.0)
    nodes["labour_share"] = pd.concat(
        {r: t.loc["LABR", full.industries] / t.loc["VALU", full.industries].where(lambda v: v > 0) for r, t in national.items()}
    )  # fmt: skip
    yield table("icio_2022_industries", nodes.loc[known].reset_index(), digits=5)
    yield table("icio_2022_flows", flow_measures(full), digits=6)


def tiva2013(raw: Path) -> Iterator[Product]:
    """The edition the paper used."""
    folder = raw / "tiva2013_first_edition"
    exports = tiva.read_exports_2013(folder / "ExportsTIVA2009.json")
    china = exports.set_index("region").loc["CHN", "domestic_value_added"]
    world = exports["domestic_value_added"].sum()
    check = f"China {china / 1e3:.1f} of {world / 1e3:,.0f} billion USD: {china / world:.2%}"
    yield table("tiva2013_exports", exports, (check,), digits=8)
    groups = tiva.read_exports_2013(folder / "ExportsTIVA2009.json", groups=True)
    yield table("tiva2013_groups", groups, digits=8)
    yield table("tiva2013_origin", tiva.read_origin_2013(folder / "matrix.json"), digits=5)


def icio2015(raw: Path) -> Iterator[Product]:
    """Foreign value added in exports, and own value added in partners', from the edition of 2015."""
    flows = panels.icio2015_flows(raw / "icio2015ed_gvc_flows_bquast" / "gvc_indicators.csv")
    yield table("icio2015_flows", flows, digits=5)


def tiva2025(raw: Path) -> Iterator[Product]:
    """Shares of 2012-2022 from today's edition."""
    folder = raw / "oecd_tiva2025_mainsh_2012_2022_geoSCM"
    yield table("tiva2025_shares", tiva.read_sdmx(folder / "oecd_tiva_mainsh_2012_2022_selected.csv"))


def wiod2016(raw: Path) -> Iterator[Product]:
    """Exports and domestic value added in them by market; sales at home and abroad by pair."""
    bilateral = panels.wiod2016_bilateral(raw / "wiod2016_icio_dva_yangfan" / "dva_gtrade.dta")
    yield table("wiod2016_bilateral", bilateral, digits=5)
    sales = trade.wiod2016_sales(raw / "wiod2016_trade_gegravity" / "TradeData0014.rda")
    yield table("wiod2016_sales", sales)


def tariff_tables(raw: Path) -> Iterator[Product]:
    """Tariffs by pair and teaching industry, for the worlds of the trade model."""
    of_2005 = tariffs.of_2005(raw / "caliendo_parro_2015_tariffs")
    paid = of_2005.assign(paid=of_2005["tariff"] * of_2005["imports"]).groupby("importer")[["paid", "imports"]].sum()
    china, india = (paid["paid"] / paid["imports"])[["CHN", "IND"]]
    yield table("tariffs_2005", of_2005, (f"weighted by imports: China {china:.1f} %, India {india:.1f} %",), digits=4)
    yield table("tariffs_2023", tariffs.of_2023(raw / "tariffs_wits2023_demoura" / "tariffs.csv"))
    american = tariffs.of_the_united_states(raw / "us_bilateral_tariffs_waugh_2024_2026" / "hs2_by_partner.csv")
    goods = f"goods of 2024: {american['imports'].sum() / 1e6:.2f} trillion USD"
    yield table("us_tariffs", american, (goods,))


def asian_bank(raw: Path) -> Iterator[Product]:
    """Industries, origins of foreign value and emissions to 2022, from the Asian Development Bank's tables."""
    nodes = adb.industries(raw / "adb_mrio_indicators_ksreyes")
    world = nodes.groupby("year")["value_added"].sum() / 1e6
    china = nodes.query("region == 'CHN' and year == 2022")["vax"].sum() / 1e3
    check = f"world value added {world[2014]:.2f} (2014) and {world[2022]:.2f} trillion (2022); China's VAX {china:,.0f} billion (2022)"  # fmt: skip
    yield table("adb_industries", nodes, (check,), digits=5)
    flows = adb.origins(raw / "adb_fva_origins_2017_2022" / "ta-fva.parquet")
    mexico = flows.query("origin == 'CHN' and exporter == 'MEX'").set_index("year")["value"] / 1e3
    check = f"Chinese value in Mexico's exports {mexico[2017]:.1f} (2017) and {mexico[2022]:.1f} billion (2022)"
    yield table("adb_origins", flows, (check,), digits=5)
    gases = adb.emissions(raw / "adb_eemrio_emissions_2017_2021" / "summary.parquet")
    co2 = gases.query("year == 2019").groupby("region")["co2"].sum() / 1e6
    check = f"CO2 of 2019: world {co2.sum():.1f}, China {co2['CHN']:.2f} billion tonnes"
    yield table("adb_emissions", gases, (check,), digits=5)


def countries(raw: Path) -> Iterator[Product]:
    """Country panels and tables of country pairs."""
    yield table("countries", panels.country_panel(raw))
    research = panels.research(raw / "wdi_panels" / "wdi_expanded_raw_40c_2000_2023.csv")
    filed = research.query("year == 2013").set_index("region")["residents"]
    check = f"residents' filings of 2013: China {filed['CHN']:,.0f}, United States {filed['USA']:,.0f}, Japan {filed['JPN']:,.0f}"  # fmt: skip
    yield table("research", research, (check,))
    accounts = panels.current_accounts(raw / "wdi_panels" / "wdi_expanded_raw_40c_2000_2023.csv")
    of_2007 = accounts.query("year == 2007").set_index("region")["balance_usd"] / 1e9
    check = f"current accounts of 2007: China {of_2007['CHN']:+,.0f}, United States {of_2007['USA']:+,.0f} billion USD"
    yield table("current_accounts", accounts, (check,))
    yield table("capital_shares", panels.capital_shares(raw / "wiod2012_sea_saam" / "CAP.xlsx"), digits=4)
    accounts = panels.sector_accounts(raw / "wiod2013_sea_soni")
    paid = accounts.query("region == 'USA'").groupby("year")["compensation"].sum() / 1e3
    check = f"compensation in the United States {paid[1995]:,.0f} (1995) and {paid[2009]:,.0f} billion USD (2009)"
    yield table("wiod_accounts", accounts, (check,), digits=5)
    yield table("pairs", panels.pairs(raw))
    yield table("agreements", panels.agreements(raw / "desta_manytrade"))
    yield table("un_votes", panels.un_votes(raw / "un_idealpoints" / "IdealpointestimatesAll_Jun2024.csv"))
    for year, goods in (
        (2009, panels.trade2009(raw / "trade2009_grasland")),
        (2023, trade.goods_2023(raw / "liberation_day_194")),
    ):
        total, china = goods["exports"].sum() / 1e6, goods.query("exporter == 'CHN'")["exports"].sum() / 1e3
        check = f"exports of all {total:.2f} trillion USD, of China {china:,.1f} billion"
        yield table(f"trade{year}", goods, (check,), digits=5)
    yield table("economies", development.economies(raw / "wdi_panels" / "wdi_panel_raw_2000_2024.csv"))
    yield table("belt_and_road", panels.belt_and_road(raw / "bri_vweno" / "bri.csv"))


def agreements_with_trade(raw: Path) -> Iterator[Product]:
    """Panels for gravity: manufactures sold at home and abroad, and goods with the depth of agreements."""
    sold = trade.manufactures(raw / "agtpa_tradepolicy" / "agtpa_applications.rda")
    yield table("manufactures", sold, digits=5)
    far = trade.home_distances(raw / "agtpa_tradepolicy" / "agtpa_applications.rda")
    held = far.set_index("region")["distance_km"]
    yield table("home_distances", far, (f"United States {held['USA']:,.0f} km, Singapore {held['SGP']:,.0f} km",))
    depth = trade.agreement_depth(raw / "dta_penppml" / "trade.rda")
    china = depth.query("exporter == 'CHN' and year == 2016")["exports"].sum() / 1e3
    yield table("agreement_depth", depth, (f"China exported {china:,.0f} billion USD in 2016 (to economies of the shipped tables)",), digits=4)  # fmt: skip


def development_panels(raw: Path) -> Iterator[Product]:
    """How economies develop: structure, productivity levels, finance from China."""
    yield table("etd_structure", development.structure(raw / "ggdc_etd2021" / "etd-release2021a.csv"), digits=4)
    levels = development.productivity_levels(raw / "ggdc_pld2023_soni" / "pld2023_dataset.xlsx")
    yield table("pld_productivity", levels, digits=4)
    finance = development.chinese_finance(raw / "aidata_gcdf3_country_year" / "gw_gcdf.csv")
    total = finance[["aid", "other", "vague"]].to_numpy().sum() / 1e6
    check = f"{total:.2f} trillion USD of 2021 in 125 countries; AidData publishes 1.34 for 165"
    yield table("chinese_finance", finance, (check,), digits=6)


def estimates(load: Callable[[str], pd.DataFrame]) -> Iterator[Product]:
    """What is estimated from the files just made: ``load`` hands them out by dataset's name."""
    effects = agreement_effects.estimated(load)
    sure = f"{(effects['low'] > 0).sum()} of {len(effects)} effects have an interval above zero, {(effects['high'] < 0).sum()} below"  # fmt: skip
    yield table("gravity_specifications", effects, (sure,), digits=4)
    timing = agreement_effects.around_estimated(load)
    later = timing[timing["period"] == "4 to 7 years on"]
    sure = f"{(later['low'] > 0).sum()} of {len(later)} effects of four to seven years on have an interval above zero"
    yield table("agreement_timing", timing, (sure,), digits=4)
    effects = friendship.estimated(load)
    counted = effects.query("when == @friendship.BEFORE and held == @friendship.ALONE")
    above = (counted["low"] > 0).groupby(counted["direction"]).agg(["sum", "size"])
    sure = "; ".join(f"{k}, four years before: {n} of {of} intervals above zero" for k, n, of in above.itertuples())
    yield table("friendship_specifications", effects, (sure,), digits=4)
    yield table("agreement_years", friendship.years_estimated(load), digits=4)


FAMILIES: dict[str, Callable[[Path, Path], Iterator[Product]]] = {
    "WIOD 2013 release": lambda raw, wheel: wiod(raw),
    "ICIO 2025 edition": icio2025,
    "TiVA May 2013 edition": lambda raw, wheel: tiva2013(raw),
    "ICIO 2015 edition": lambda raw, wheel: icio2015(raw),
    "TiVA 2025 edition": lambda raw, wheel: tiva2025(raw),
    "WIOD 2016 release": lambda raw, wheel: wiod2016(raw),
    "tariffs": lambda raw, wheel: tariff_tables(raw),
    "ADB multiregional tables": lambda raw, wheel: asian_bank(raw),
    "countries and pairs": lambda raw, wheel: countries(raw),
    "agreements with trade": lambda raw, wheel: agreements_with_trade(raw),
    "development": lambda raw, wheel: development_panels(raw),
}
