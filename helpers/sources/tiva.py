"""OECD Trade in Value Added: the May 2013 edition's JSON extracts and today's SDMX CSV."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.sources import SourceError

INDUSTRIES_2013 = (
    "01T05 10T14 15T16 17T19 20T22 23T26 27T28 29 30T33 34T35 36T37 40T41 45 50T55 60T64 65T67 70T74 75T95".split()
)
GROUPS_2013 = {"ASEAN8", "E_ASIA", "EU15", "EU27", "NAFTA", "OECD", "TOTAL", "Z_ASIA", "Z_EUR", "Z_OTH", "Z_SAM"}
SDMX_COLUMNS = ["MEASURE", "REF_AREA", "ACTIVITY", "COUNTERPART_AREA", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE"]


def _json(path: Path):
    path = Path(path)
    if not path.is_file():
        raise SourceError(f"{path.name} is missing from {path.parent}.")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SourceError(f"{path.name} is damaged or cut short: {error}.") from None


def read_exports_2013(path: Path) -> pd.DataFrame:
    """Gross exports and domestic value added in them, 2009, million USD, one row an economy; groups left out."""
    held = _json(path)
    rows = []
    for code, cell in held.items():
        try:
            rows.append((code, float(cell["EXPORTS"]), float(cell["TIVA"])))
        except (KeyError, TypeError, ValueError):
            raise SourceError(f"{Path(path).name}: {code} lacks a number for EXPORTS or TIVA.") from None
    table = pd.DataFrame(rows, columns=["region", "exports", "domestic_value_added"])
    return table[~table["region"].isin(GROUPS_2013)].sort_values("region", ignore_index=True)


def read_origin_2013(path: Path) -> pd.DataFrame:
    """Value added by source economy, source industry and exporting industry inside all economies' exports.

    Tidy: year, origin, origin_industry, exporting_industry, value (million USD). The file is keyed by *source*
    economy, although it calls the key COU. Rows of each matrix are the exporting industry and columns the industry of
    origin: only so do their shares agree with WIOD's (rows: goods industries ship 62 %, columns: services earn 46 %).
    Groups are left out.
    """
    parts = []
    for year, entries in _json(path).items():
        seen = set()
        for entry in entries:
            code = entry.get("COU")
            if code in seen:
                raise SourceError(f"{Path(path).name}: {code} stands twice in {year}.")
            seen.add(code)
            try:
                matrix = np.array(entry["matrix"], dtype=float)
            except (KeyError, TypeError, ValueError):
                raise SourceError(
                    f"{Path(path).name}: the matrix of {code} in {year} is missing or holds something that is not a number."
                ) from None
            if matrix.shape != (len(INDUSTRIES_2013),) * 2:
                raise SourceError(
                    f"{Path(path).name}: the matrix of {code} in {year} has shape {matrix.shape}, not 18 × 18."
                )
            if code in GROUPS_2013:
                continue
            index = pd.MultiIndex.from_product([INDUSTRIES_2013] * 2, names=["exporting_industry", "origin_industry"])
            parts.append(
                pd.Series(matrix.ravel(), index=index, name="value").reset_index().assign(year=int(year), origin=code)
            )
    table = pd.concat(parts, ignore_index=True)[["year", "origin", "origin_industry", "exporting_industry", "value"]]
    return table.sort_values(["year", "origin"], kind="stable", ignore_index=True)


def read_sdmx(path: Path) -> pd.DataFrame:
    """An OECD SDMX CSV of TiVA shares as tidy rows: measure, region, year, value (%).

    Keeps the economies (three letters), leaves out groups. Raises SourceError for a missing column, a cell that is not
    a number, or the same observation twice.
    """
    path = Path(path)
    if not path.is_file():
        raise SourceError(f"{path.name} is missing from {path.parent}.")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    missing = [c for c in SDMX_COLUMNS if c not in table]
    if missing:
        raise SourceError(f"{path.name} has no column {missing[0]}: it is not an SDMX CSV of TiVA.")
    value = pd.to_numeric(table["OBS_VALUE"], errors="coerce")
    if value.isna().any():
        row = int(np.argmax(value.isna()))
        raise SourceError(
            f"{path.name}, line {row + 2}: OBS_VALUE {table['OBS_VALUE'].iloc[row]!r} is not a number; the file may be cut short."
        )
    out = pd.DataFrame(
        {
            "measure": table["MEASURE"],
            "region": table["REF_AREA"],
            "year": table["TIME_PERIOD"].astype(int),
            "value": value,
        }
    )
    twice = out.duplicated(["measure", "region", "year"])
    if twice.any():
        raise SourceError(
            f"{path.name}, line {int(np.argmax(twice)) + 2}: the observation {tuple(out.loc[twice, ['measure', 'region', 'year']].iloc[0])} stands twice."
        )
    groups = {
        "APEC",
        "ASEAN",
        "EA19",
        "EU15",
        "EU13",
        "EU27",
        "EU28",
        "EU27_2020",
        "G20",
        "NAFTA",
        "OECD",
        "W_O",
        "WXD",
        "WXOECD",
        "E",
        "F",
        "W",
        "S2",
        "S2_S8",
        "A5_A7",
    }
    economies = out["region"].str.fullmatch("[A-Z]{3}") & ~out["region"].isin(groups)
    return out[economies].sort_values(["measure", "region", "year"], ignore_index=True)
