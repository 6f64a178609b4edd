"""What `data/` ships: `load(name)` for tidy tables, `mrio(year)` for input-output tables, `source(name)` for their line
under a figure. Every file is checked against the catalogue when it is first read (`shelf`).
"""

from __future__ import annotations

import difflib
import io
import lzma
import os
import re
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import shelf
from helpers.mrio import MRIO
from helpers.shelf import DataError, catalogue

__all__ = [
    "DataError", "arrays", "catalogue", "kept", "load", "mrio", "pack_table", "source", "unpack_table", "years",
]  # fmt: skip


def kept(function: Callable) -> Callable:
    """Compute a table once for each set of arguments and hand out a copy each time (decorator).

    A caller may change what it gets: nobody else's table moves, a check's least of all.
    """
    once = cache(function)

    @wraps(function)
    def copied(*args, **kwargs):
        return once(*args, **kwargs).copy()

    copied.cache_info = once.cache_info
    return copied


@cache
def _table(name: str) -> pd.DataFrame:
    return tidy(shelf.content(name), shelf.entry(name)["file"])


def tidy(content: bytes, file: str) -> pd.DataFrame:
    """A CSV file of data/ (gzipped where its name says so) as a table."""
    compression = "gzip" if file.endswith(".gz") else None
    return pd.read_csv(io.BytesIO(content), compression=compression, keep_default_na=False, na_values=[""])


def _known(name, among: Callable[[str], bool] = lambda file: True) -> str:
    """A dataset's name, or DataError with the nearest ones there are (of those whose file fits)."""
    names = [name for name, file in shelf.files().items() if among(file)]
    if name not in names:
        near = difflib.get_close_matches(str(name), names, n=3, cutoff=0.4) or sorted(names)
        raise DataError(f"There is no dataset {name!r}. Did you mean {', '.join(near)}? All: datasets.catalogue().")
    return name


def load(name: str) -> pd.DataFrame:
    """A shipped dataset as a tidy DataFrame of your own (a copy: change it as you like).

    ``.attrs`` names its publisher, edition and unit; each dataset is of one edition.

    Raises DataError for an unknown name (with the nearest ones) or a damaged file (with the way to restore it).
    """
    _known(name, lambda file: ".csv" in file)
    frame = _table(name).copy()
    frame.attrs = {k: shelf.entry(name)[k] for k in ("publisher", "edition", "unit")}
    return frame


def arrays(name: str) -> dict[str, np.ndarray]:
    """The arrays of a dataset that is no table, by name, as your own copies: ``arrays("nafta_1993")``.

    Raises DataError for an unknown name or a damaged file.
    """
    with np.load(io.BytesIO(shelf.content(_known(name, lambda file: file.endswith(".npz")))), allow_pickle=False) as z:
        return {k: z[k] for k in z.files}


def years() -> list[int]:
    """Years for which a full input-output table is shipped."""
    return sorted(_tables())


def _tables() -> dict[int, str]:
    """Year → dataset of the input-output tables."""
    return {int(name[-4:]): name for name, file in shelf.files().items() if file.endswith(".npz.xz")}


def _table_of(year: int) -> str:
    tables = _tables()
    if year not in tables:
        raise DataError(f"There is no table for {year!r}. There are {years()[0]}-{years()[-2]} and {years()[-1]}.")
    return tables[year]


def source(*names: str | int, detail: str | Mapping[str | int, str] | None = None) -> str:
    """The source line of a figure, from the catalogue: ``source("wiod_flows")``, ``source(2009)``, ``source(1995, 2011)``.

    Names are datasets', or years of input-output tables. Each publisher's edition is said once; what the catalogue says
    of the table itself follows ("full 35-industry tables"; a table's year). ``detail`` says something else in its
    place: of the first name, or, as a mapping, of the names it has; "" says nothing.

    Raises DataError for an unknown name, with the nearest ones, and where no name is given.
    """
    if not names:
        raise DataError("Which dataset? Name one or several: source('wiod_flows'), source(2009).")
    said = detail if isinstance(detail, Mapping) else {} if detail is None else {names[0]: detail}
    for name in said:
        if name not in names:
            raise DataError(f"The detail is said of {name!r}, which is not among the datasets named.")
    lines: dict[str, dict[str, list[int]]] = {}  # edition → what is said of its tables → years of those it is said of
    for name in dict.fromkeys(names):
        about = shelf.entry(_table_of(name) if isinstance(name, (int, np.integer)) else _known(name))
        dated = lines.setdefault(about["short"], {}).setdefault(said.get(name, about["detail"]), [])
        year = re.search(r"(\d{4})\.npz", about["file"])
        if year and name not in said and int(year[1]) not in dated:
            dated.append(int(year[1]))
    out = []
    for short, details in lines.items():
        words = "; ".join(filter(None, (_dated(detail, at) for detail, at in details.items())))
        out.append(f"{short}, {words}" if words else short)
    return "; ".join(out)


def _dated(detail: str, at: list[int]) -> str:
    """Years before a detail; three and more on end as one span (1995-2011)."""
    at = sorted(at)
    span = len(at) > 2 and at == list(range(at[0], at[-1] + 1))
    return ", ".join(filter(None, [f"{at[0]}-{at[-1]}" if span else " and ".join(map(str, at)), detail]))


def mrio(year: int, folder: str | Path | None = None, full: bool = False) -> MRIO:
    """The input-output table of a year: WIOD 2013 release 1995-2011, OECD ICIO 2025 edition for 2022.

    41 regions (2022: 80 economies and the rest of the world) × 22 teaching industries, million current USD. In 2022 who
    sells imported final products to whom is estimated, and the rest of the world is only what the 80 economies trade with
    it, its home economy left out: leave it out of rankings. The same table comes back each time, with its LU kept; it cannot
    be changed.

    With ``folder`` (or the environment variable GVC_TABLES, which makes every lesson do so) the publisher's full OECD
    table `<year>_SML.csv` found there is used instead: brought to the teaching industries, with split economies (CN1,
    CN2, MX1, MX2) added up, or as published with ``full=True`` (then invert first and merge results after).
    Raises DataError for a year there is no table for, SourceError for a missing or damaged file.
    """
    folder = folder or os.environ.get("GVC_TABLES")
    return _shipped(year) if folder is None else _publishers(year, Path(folder), full)


@cache
def _publishers(year: int, folder: Path, full: bool) -> MRIO:
    from helpers.sources import icio

    table = icio.read_csv(folder / f"{year}_SML.csv", year)
    return table if full else icio.teaching(table)


@cache
def _shipped(year: int) -> MRIO:
    return unpack_table(shelf.content(_table_of(year)))


def pack_table(m: MRIO, decimals: int = 0) -> bytes:
    """A table as bytes, the same each time: whole millions of USD or with a few decimals, xz-compressed."""
    arrays = {"Z": m.Z, "x": m.x} | ({"Y": m.Y} if m.has_final_demand else {})
    if m.inventories is not None:
        arrays["inventories"] = m.inventories
    arrays = {k: np.rint(v * 10**decimals).astype(np.int32) for k, v in arrays.items()}
    arrays |= {"decimals": np.array(decimals)} if decimals else {}
    arrays |= {
        "regions": np.array(m.regions),
        "industries": np.array(m.industries),
        "year": np.array(m.year),
        "name": np.array(m.name),
    }
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return lzma.compress(buffer.getvalue(), preset=6)


def unpack_table(held: bytes) -> MRIO:
    """The table of `pack_table`."""
    with np.load(io.BytesIO(lzma.decompress(held))) as arrays:
        unit = 10 ** int(arrays["decimals"]) if "decimals" in arrays else 1
        flows = {k: arrays[k] / unit for k in ("Z", "Y", "x", "inventories") if k in arrays}
        return MRIO(
            flows["Z"],
            flows.get("Y"),
            arrays["regions"],
            arrays["industries"],
            x=flows["x"],
            inventories=flows.get("inventories"),
            year=int(arrays["year"]),
            name=str(arrays["name"]),
        )
