"""OECD Trade in Value Added: the May 2013 edition's JSON extracts and today's SDMX CSV.

Every reader raises SourceError for a file that is missing or damaged; with ``edition`` (the default) the file must be the
one data/ is made from.
"""

from __future__ import annotations

import json
import re
from math import isclose
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.sources import SourceError
from helpers.sources.reading import CODE, SHARE, YEAR, complete, once, reading, table, text

LARGEST = 1e8  # million USD: no flow of value added is larger
YEARS_2013 = {"1995", "2000", "2005", "2008", "2009"}

INDUSTRIES_2013 = (
    "01T05 10T14 15T16 17T19 20T22 23T26 27T28 29 30T33 34T35 36T37 40T41 45 50T55 60T64 65T67 70T74 75T95".split()
)
GROUPS_2013 = {"ASEAN8", "E_ASIA", "EU15", "EU27", "NAFTA", "OECD", "TOTAL", "Z_ASIA", "Z_EUR", "Z_OTH", "Z_SAM"}
GROUPS = set("APEC ASEAN EA19 EU15 EU13 EU27 EU28 EU27_2020 G20 NAFTA OECD W_O WXD WXOECD E F W S2 S2_S8 A5_A7".split())


def _json(path: Path):
    def once_each(pairs):
        keys = [k for k, _ in pairs]
        twice = [k for k in keys if keys.count(k) > 1]
        if twice:
            raise SourceError(f"{path.name}: {twice[0]} stands twice.")
        return dict(pairs)

    def refused(word):
        raise SourceError(f"{path.name} is damaged: {word} is not a number.")

    try:
        return json.loads(text(path), object_pairs_hook=once_each, parse_constant=refused)
    except ValueError as error:
        raise (
            error if isinstance(error, SourceError) else SourceError(f"{path.name} is damaged or cut short: {error}.")
        ) from None


def _known(code, path: Path) -> str:
    if code not in GROUPS_2013 and not (isinstance(code, str) and re.fullmatch(CODE, code)):
        raise SourceError(f"{path.name} is damaged: {code!r} is no economy and no group known here.")
    return code


def read_exports_2013(path: Path, edition: bool = True, groups: bool = False) -> pd.DataFrame:
    """Gross exports and domestic value added in them, 2009, million USD, one row an economy; groups left out.

    ``groups``: those alone instead, each as one economy: what its members send each other is no export of it.
    """
    rows = []
    with reading(path, edition) as path:
        for code, cell in _json(path).items():
            try:
                exports, own = (_plain(cell[k]) for k in ("EXPORTS", "TIVA"))
            except (KeyError, TypeError, ValueError):
                raise SourceError(f"{path.name}: {code} lacks a number for EXPORTS or TIVA.") from None
            if not 0 <= own <= exports * 1.001 <= LARGEST:
                raise SourceError(
                    f"{path.name} is damaged: {code} exports {exports:,.6g} with {own:,.6g} of value added."
                )
            rows.append((_known(code, path), exports, own))
        found = pd.DataFrame(rows, columns=["region", "exports", "domestic_value_added"])
        world = found[found["region"] == "TOTAL"]
        grouped = found["region"].isin(GROUPS_2013)
        mine = found[~grouped].sort_values("region", ignore_index=True)
        for column in found.columns[1:] if len(world) else ():
            if not isclose(world[column].iloc[0], mine[column].sum(), rel_tol=0.01):
                raise SourceError(f"{path.name} is damaged: {column} of its economies add up to {mine[column].sum():,.0f}, its TOTAL is {world[column].iloc[0]:,.0f}.")  # fmt: skip
        of_groups = found[grouped].sort_values("region", ignore_index=True)
        if (of_groups[["exports", "domestic_value_added"]] > mine[["exports", "domestic_value_added"]].sum() * 1.01).any(axis=None):  # fmt: skip
            raise SourceError(f"{path.name} is damaged: a group exports more than all economies.")
        return of_groups if groups else mine


def _plain(value) -> float:
    """A number written as one; ValueError for text that Python would read but no publisher writes."""
    if isinstance(value, bool) or (isinstance(value, str) and not re.fullmatch(r"-?\d+(\.\d*)?", value)):
        raise ValueError(value)
    return float(value)


def read_origin_2013(path: Path, edition: bool = True) -> pd.DataFrame:
    """Value added by source economy, source industry and exporting industry inside all economies' exports.

    Tidy: year, origin, origin_industry, exporting_industry, value (million USD). The file is keyed by *source*
    economy, although it calls the key COU. Rows of each matrix are the exporting industry and columns the industry of
    origin: only so do their shares agree with WIOD's (rows: goods industries ship 62 %, columns: services earn 46 %).
    Groups are left out.
    """
    parts = []
    with reading(path, edition) as path:
        held = _json(path)
        odd = [y for y in held if y not in YEARS_2013]
        if odd or not held:
            raise SourceError(f"{path.name} is damaged: {(odd or ['no year'])[0]} is not a year of this edition.")
        for year, entries in held.items():
            seen = set()
            for entry in entries:
                code = _known(entry.get("COU"), path)
                if code in seen:
                    raise SourceError(f"{path.name}: {code} stands twice in {year}.")
                seen.add(code)
                try:
                    matrix = np.array([[_plain(v) for v in row] for row in entry["matrix"]])
                except (KeyError, TypeError, ValueError):
                    raise SourceError(
                        f"{path.name}: the matrix of {code} in {year} is missing or holds something that is not a number."
                    ) from None
                if matrix.shape != (len(INDUSTRIES_2013),) * 2:
                    raise SourceError(
                        f"{path.name}: the matrix of {code} in {year} has shape {matrix.shape}, not 18 × 18."
                    )
                if not ((matrix >= 0) & (matrix <= LARGEST)).all():
                    raise SourceError(
                        f"{path.name} is damaged: the matrix of {code} in {year} holds {matrix.min():g} or {matrix.max():g}."
                    )
                if code in GROUPS_2013:
                    continue
                index = pd.MultiIndex.from_product(
                    [INDUSTRIES_2013] * 2, names=["exporting_industry", "origin_industry"]
                )
                parts.append(
                    pd.Series(matrix.ravel(), index=index, name="value")
                    .reset_index()
                    .assign(year=int(year), origin=code)
                )
        out = pd.concat(parts, ignore_index=True)[["year", "origin", "origin_industry", "exporting_industry", "value"]]
        complete(out, ["year", "origin", "origin_industry", "exporting_industry"], path)
        return out.sort_values(["year", "origin"], kind="stable", ignore_index=True)


def read_sdmx(path: Path, edition: bool = True) -> pd.DataFrame:
    """An OECD SDMX CSV of TiVA shares as tidy rows: measure, region, year, value (%).

    Keeps the economies (three letters), leaves out groups. Raises SourceError for a missing column, a cell that is not
    a share, the same observation twice, or one that is missing (every measure has every economy in every year).
    """
    form = {"MEASURE": r"[A-Z]+_[A-Z]+", "REF_AREA": r"[A-Z0-9_]+", "ACTIVITY": "_T", "COUNTERPART_AREA": "W",
            "UNIT_MEASURE": "PT(_[A-Z_]+)?", "TIME_PERIOD": YEAR, "OBS_VALUE": SHARE}  # fmt: skip
    with reading(path, edition) as path:
        held = table(path, form)
        held = held.rename(
            columns={"MEASURE": "measure", "REF_AREA": "region", "TIME_PERIOD": "year", "OBS_VALUE": "value"}
        )
        out = held[["measure", "region", "year", "value"]]
        once(out, ["measure", "region", "year"], path)
        out = out[out["region"].str.fullmatch(CODE) & ~out["region"].isin(GROUPS)]
        complete(out, ["measure", "region", "year"], path)
        return out.sort_values(["measure", "region", "year"], ignore_index=True)
