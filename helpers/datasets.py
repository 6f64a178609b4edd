"""What `data/` ships: `load(name)` for tidy tables, `mrio(year)` for input-output tables, each verified once."""

from __future__ import annotations

import copy
import difflib
import hashlib
import io
import lzma
import os
import tomllib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.classification import DATA
from helpers.mrio import MRIO


class DataError(ValueError):
    """Data that is not there or not as it was shipped; the message names the file and the way back."""


def kept(function: Callable) -> Callable:
    """Compute a table once for each set of arguments and hand out a copy each time (decorator).

    A caller may change what it gets: nobody else's table moves, a check's least of all.
    """
    once = cache(function)

    @wraps(function)
    def copied(*args, **kwargs):
        return once(*args, **kwargs).copy()

    return copied


def catalogue() -> dict[str, dict]:
    """Every shipped file by dataset name: publisher, edition, licence, citation, unit, coverage, derivation, sha256."""
    return copy.deepcopy(_catalogue())


@cache
def _catalogue() -> dict[str, dict]:
    path = DATA / "catalogue.toml"
    if not path.is_file():
        raise DataError("data/catalogue.toml is missing. Restore it with: git checkout -- data")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _verified(name: str) -> bytes:
    entry = _catalogue()[name]
    path = DATA / entry["file"]
    way_back = f"Restore it with: git checkout -- data/{entry['file']}"
    if not path.is_file():
        raise DataError(f"data/{entry['file']} is missing. {way_back}")
    held = path.read_bytes()
    if hashlib.sha256(held).hexdigest() != entry["sha256"]:
        raise DataError(
            f"data/{entry['file']} is damaged or was changed (its checksum is not the catalogue's). {way_back}"
        )
    return held


@cache
def _table(name: str) -> pd.DataFrame:
    held = io.BytesIO(_verified(name))
    compression = "gzip" if _catalogue()[name]["file"].endswith(".gz") else None
    return pd.read_csv(held, compression=compression, keep_default_na=False, na_values=[""])


def load(name: str) -> pd.DataFrame:
    """A shipped dataset as a tidy DataFrame of your own (a copy: change it as you like).

    ``.attrs`` names its publisher, edition and unit; each dataset is of one edition.

    Raises DataError for an unknown name (with the nearest ones) or a damaged file (with the way to restore it).
    """
    tables = [k for k, v in _catalogue().items() if ".csv" in v["file"]]
    if name not in tables:
        near = difflib.get_close_matches(str(name), tables, n=3, cutoff=0.4) or sorted(tables)
        raise DataError(f"There is no dataset {name!r}. Did you mean {', '.join(near)}? All: datasets.catalogue().")
    frame = _table(name).copy()
    frame.attrs = {k: _catalogue()[name][k] for k in ("publisher", "edition", "unit")}
    return frame


def years() -> list[int]:
    """Years for which a full input-output table is shipped."""
    return sorted(int(k.rsplit("_", 1)[1]) for k, v in _catalogue().items() if v["file"].endswith(".npz.xz"))


def mrio(year: int, folder: str | Path | None = None, full: bool = False) -> MRIO:
    """The input-output table of a year: WIOD 2013 release 1995-2011, OECD ICIO 2025 edition for 2022.

    41 (2022: 80) regions × 22 teaching industries, million current USD. 2022 has no final demand by destination and
    says so when asked for it. The same table comes back each time, with its LU kept; it cannot be changed.

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
    name = next((k for k, v in _catalogue().items() if v["file"].endswith(f"_{year}.npz.xz")), None)
    if name is None:
        raise DataError(f"There is no table for {year!r}. There are {years()[0]}-{years()[-2]} and {years()[-1]}.")
    return unpack_table(_verified(name))


def pack_table(m: MRIO) -> bytes:
    """A table as bytes, the same each time: whole millions of USD, xz-compressed."""
    arrays = {"Z": m.Z, "x": m.x} | ({"Y": m.Y} if m.has_final_demand else {})
    if m.inventories is not None:
        arrays["inventories"] = m.inventories
    arrays = {k: np.rint(v).astype(np.int32) for k, v in arrays.items()}
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
        Y = arrays["Y"] if "Y" in arrays else None
        return MRIO(
            arrays["Z"],
            Y,
            arrays["regions"],
            arrays["industries"],
            x=arrays["x"],
            inventories=arrays["inventories"] if "inventories" in arrays else None,
            year=int(arrays["year"]),
            name=str(arrays["name"]),
        )
