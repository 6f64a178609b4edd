"""Regions, groups and industries: the lists every lesson shares, read from CSV files of data/ (each checked by `shelf`)."""

from __future__ import annotations

import io
from functools import cache

import pandas as pd

from helpers import shelf

DATA = shelf.DATA
E11 = ["ARG", "BRA", "CHN", "IND", "IDN", "KOR", "MEX", "RUS", "SAU", "ZAF", "TUR"]


@cache
def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(shelf.content(name)), dtype={"code": str}, keep_default_na=False)


def regions() -> pd.DataFrame:
    """One row a region (index: ISO3 code, ROW for the rest of the world): name, area, membership flags."""
    return _read("regions").set_index("region")


def industries() -> pd.DataFrame:
    """One row a teaching industry (index: code): label, short label, TiVA 2013 industry, broad group."""
    return _read("industries").set_index("industry")


def concordance(source: str) -> dict[str, str]:
    """Publisher's industry code → teaching industry, for "wiod2013" or "icio2025" (ValueError for another name)."""
    known = ("wiod2013", "icio2025")
    if source not in known:
        raise ValueError(f"There is no concordance for {source!r}; there are {' and '.join(known)}.")
    return _read(f"concordance_{source}").set_index("code")["industry"].to_dict()


def concordance_labels(source: str) -> dict[str, str]:
    """Publisher's industry code → its name (short where there is one), for "wiod2013", "icio2025" or "tiva2013".

    Raises ValueError for another name.
    """
    known = ("wiod2013", "icio2025", "tiva2013")
    if source not in known:
        raise ValueError(f"There are no industry names of {source!r}; there are those of {', '.join(known)}.")
    table = _read(f"concordance_{source}").set_index("code")
    return table["short" if "short" in table else "description"].to_dict()


def tiva2013_groups() -> dict[str, str]:
    """TiVA 2013 industry → one of four broad groups (agriculture and food, mining and fuels, manufacturing, services)."""
    return _read("concordance_tiva2013").set_index("code")["broad"].to_dict()


@cache
def _names() -> dict[str, str]:
    return regions()["name"].to_dict()  # a figure asks for some forty names


def name(code: str) -> str:
    """A region's name as its publisher (OECD) gives it; unknown codes come back as they are."""
    return _names().get(code, code)


def names(codes) -> list[str]:
    """Names of several regions."""
    return [name(c) for c in codes]


def node_names(nodes) -> list[str]:
    """Names of (region, teaching industry) pairs, such as "China, electronics"."""
    short = industries()["short"].str.lower()
    return [f"{name(region)}, {short.get(industry, industry)}" for region, industry in nodes]


def _group(column: str) -> list[str]:
    table = regions()
    return table.index[table[column] == 1].tolist()


EU27 = _group("eu27_2009")  # the 27 members of 2007-2013, as WIOD's and TiVA's 2013 editions have it
WIOD = _group("wiod2013")
E11_IN_WIOD = [r for r in E11 if r in WIOD]  # ARG, SAU and ZAF are inside WIOD's rest of the world


def area(code: str) -> str:
    """Factory Asia, Europe, North America or Other; ROW is Other."""
    return regions()["area"].get(code, "Other")


WIOD_YEARS = tuple(range(1995, 2012))
MANUFACTURING = (
    "food", "textiles", "wood_paper", "petroleum", "chemicals", "rubber_minerals", "metals", "machinery", "electronics",
    "vehicles", "other_manufacturing",
)  # fmt: skip
GOODS = ("agriculture", "mining", *MANUFACTURING)
