"""Outlines of countries for maps: Natural Earth, 1:110 million (public domain), as the wheel of geopandas 0.14.4 carries it.

    python -m helpers.sources.natural_earth geopandas-0.14.4-py3-none-any.whl

writes data/outlines.csv; then `python -m helpers.build --keep` takes it into the catalogue. The data build does not need
the wheel.
"""

from __future__ import annotations

import struct
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.sources import SourceError
from helpers.sources.reading import reading

INSIDE = "geopandas/datasets/naturalearth_lowres/naturalearth_lowres"


def read(wheel: Path, edition: bool = True) -> pd.DataFrame:
    """One row a point: region (ISO3), ring (number), lon and lat in degrees, one decimal.

    Raises SourceError for a file that is missing or damaged; with ``edition`` for one that data/ is not made from.
    """
    with reading(wheel, edition) as wheel:
        try:
            with zipfile.ZipFile(wheel) as held:
                shapes, names = held.read(f"{INSIDE}.shp"), held.read(f"{INSIDE}.dbf")
        except (zipfile.BadZipFile, KeyError) as error:
            raise SourceError(
                f"{wheel.name} holds no outlines of Natural Earth ({error}): give the wheel of geopandas 0.14.4."
            ) from None
        rows, number = [], 0
        for code, record in zip(_codes(names), _records(shapes), strict=True):
            for ring in record:
                number += 1
                if not (np.isfinite(ring).all() and (np.abs(ring) <= (181, 91)).all()):
                    raise SourceError(f"{wheel.name} is damaged: a point of {code} lies beside the globe.")
                points = pd.DataFrame(ring.round(1), columns=["lon", "lat"]).drop_duplicates()
                rows.append(points.assign(region=code, ring=number))
        return pd.concat(rows)[["region", "ring", "lon", "lat"]].reset_index(drop=True)


def _codes(table: bytes) -> list[str]:
    """ISO3 codes from the dBASE table, in order."""
    count, header, length = struct.unpack("<IHH", table[4:12])
    at, fields = 32, {}
    start = 1
    while table[at] != 13:
        fields[table[at : at + 11].rstrip(b"\0").decode()] = (start, table[at + 16])
        start += table[at + 16]
        at += 32
    first, width = fields["iso_a3"]
    return [
        table[header + k * length + first : header + k * length + first + width].decode().strip() for k in range(count)
    ]


def _records(shapes: bytes):
    """Rings of each polygon record of an ESRI shapefile, as arrays of points."""
    at = 100
    while at < len(shapes):
        (words,) = struct.unpack(">i", shapes[at + 4 : at + 8])
        body = shapes[at + 8 : at + 8 + 2 * words]
        parts, points = struct.unpack("<ii", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        xy = np.frombuffer(body[44 + 4 * parts :], dtype="<f8", count=2 * points).reshape(-1, 2)
        yield [xy[a:b] for a, b in zip(starts, starts[1:], strict=False)]
        at += 8 + 2 * words


if __name__ == "__main__":
    from helpers import writing
    from helpers.shelf import DATA

    try:
        table = read(Path(sys.argv[1]))
    except (IndexError, SourceError) as problem:
        sys.exit(str(problem) if isinstance(problem, SourceError) else __doc__)
    writing.write(DATA / "outlines.csv", table.to_csv(index=False, lineterminator="\n"))
    print(f"{len(table)} points of {table['region'].nunique()} countries in {DATA / 'outlines.csv'}")
    print("Now take it into the catalogue: python -m helpers.build --keep")
