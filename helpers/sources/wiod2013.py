"""WIOD, 2013 release: 41 regions × 35 industries, 1995-2011, million current USD (Timmer and others 2015)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from helpers import classification
from helpers.mrio import MRIO
from helpers.sources import SourceError
from helpers.sources.reading import reading

YEARS = range(1995, 2012)
INDUSTRIES = (
    "AtB C 15t16 17t18 19 20 21t22 23 24 25 26 27t28 29 30t33 34t35 36t37 E F 50 51 52 H 60 61 62 63 64 J 70 71t74 L M N O P"
).split()
ROUNDING = 150  # million USD: cells are whole millions, 1,640 of them in a row (113 is the most of any year)
RENAMED = {"ROM": "ROU", "RoW": "ROW"}  # WIOD's codes -> ISO's (and ours for the rest of the world)
LARGEST = 1e8  # million USD: no cell of any year is larger
FINAL_USES = 5  # households, non-profits, government, fixed investment, inventories: five columns a region


def read(path: Path, year: int, edition: bool = True) -> MRIO:
    """One year's full table from an R data file with interYY, finalYY, outputYY and countries.

    Final demand is added up over its five uses, inventories (which can be negative) included. Gross output is the
    published one; it differs from the row sums by rounding (0.04-0.09 % of output). Raises SourceError
    in words; with ``edition`` also for a file that is not the one data/ is made from.
    """
    import rdata  # only the data build needs it

    path = Path(path)
    if not path.is_file():
        raise SourceError(f"{path.name} is missing from {path.parent}: it should hold the WIOD table of {year}.")
    with reading(path, edition):
        return from_arrays(rdata.read_rda(path), year, path.name)


def from_arrays(held: dict, year: int, name: str = "WIOD 2013 release") -> MRIO:
    """Check the parts of one year's R data (as a dict of arrays) and make the table; SourceError names what is wrong."""
    yy = f"{year % 100:02d}"
    for key in (f"inter{yy}", f"final{yy}", f"output{yy}", "countries"):
        if key not in held:
            raise SourceError(f"{name} has no {key}; it holds {', '.join(sorted(held))}.")
    countries = [RENAMED.get(str(c), str(c)) for c in np.asarray(held["countries"]).ravel()]
    known = set(classification.regions().index)
    doubled = [c for c in dict.fromkeys(countries) if countries.count(c) > 1]
    if doubled:
        raise SourceError(f"{name} lists {doubled[0]} twice among its countries.")
    odd = [c for c in countries if c not in known]
    if odd:
        raise SourceError(f"{name} lists {odd[0]} among its countries, which no table here has.")
    if countries[-1] != "ROW":
        raise SourceError(f"{name} should end with the rest of the world, but ends with {countries[-1]}: wrong order?")
    n = len(countries) * len(INDUSTRIES)
    parts = {}
    for key, shape in ((f"inter{yy}", (n, n)), (f"final{yy}", (n, len(countries) * FINAL_USES)), (f"output{yy}", (n,))):
        try:
            array = np.asarray(held[key], dtype=float)
        except (TypeError, ValueError):
            raise SourceError(f"{name}: {key} has a cell that is not a number.") from None
        if array.shape != shape:
            raise SourceError(f"{name}: {key} has shape {array.shape}, should be {shape}: rows or columns are missing.")
        if not np.isfinite(array).all():
            place = [int(i) + 1 for i in np.argwhere(~np.isfinite(array))[0]]
            raise SourceError(
                f"{name}: {key} has a missing number at row {place[0]}"
                + (f", column {place[1]}." if len(place) > 1 else ".")
            )
        if np.abs(array).max() > LARGEST or (key[:5] != "final" and array.min() < 0):
            raise SourceError(f"{name}: {key} holds numbers from {array.min():g} to {array.max():g}: flows of this table are not so.")  # fmt: skip
        parts[key[:5]] = array
    uses = parts["final"].reshape(n, len(countries), FINAL_USES)
    Y = uses.sum(axis=2)
    residual = np.abs(parts["outpu"] - parts["inter"].sum(axis=1) - Y.sum(axis=1)).sum() / parts["outpu"].sum()
    if residual > 0.01:
        raise SourceError(
            f"{name}: rows miss published output by {residual:.1%} in all (rounding explains 0.1 %): wrong order or a missing row."
        )
    gap = np.abs(parts["outpu"] - parts["inter"].sum(axis=1) - Y.sum(axis=1))
    if gap.max() > ROUNDING:
        i = int(np.argmax(gap))
        raise SourceError(
            f"{name}: {countries[i // len(INDUSTRIES)]}, {INDUSTRIES[i % len(INDUSTRIES)]} sells {gap[i]:,.0f} more or less than its output of {parts['outpu'][i]:,.0f}; rounding explains {ROUNDING}: damaged."
        )
    return MRIO(
        parts["inter"],
        Y,
        countries,
        INDUSTRIES,
        x=parts["outpu"],
        inventories=uses[:, :, -1],
        year=year,
        name="WIOD 2013 release",
    )
