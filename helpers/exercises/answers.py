"""Answers as plain values: whatever a learner hands in becomes numbers, text and lists of our own, or a sentence.

An answer's own methods are never called: a class that raises, lies or never ends when it is compared or listed
cannot reach us. Only the built-in and numpy types and pandas' tables are read, by their base classes' methods.
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from helpers.classification import regions

MOST, DEEPEST, LONGEST = 10_000, 4, 20_000  # cells, lists within lists, characters
_NUMPY = frozenset(np.sctypeDict.values())
_VIEWS = (type({}.keys()), type({}.values()))
_LAZY = (type(i for i in ()), type(iter([])), map, filter, zip, reversed, enumerate)

# Usual names beside the publisher's (helpers.classification.regions), written as `simple` leaves them.
ALIASES = {
    "ARE": ("uae", "emirates"), "BOL": ("bolivia",), "BRN": ("brunei",), "CHN": ("prc", "peoples republic of china", "china mainland", "mainland china"),
    "CIV": ("ivory coast",), "COD": ("drc", "dr congo", "congo kinshasa"), "CZE": ("czech republic",),
    "DEU": ("federal republic of germany", "deutschland"), "EGY": ("arab republic of egypt",), "ESP": ("espana",), "FRA": ("french republic",),
    "GBR": ("uk", "great britain", "britain", "united kingdom of great britain and northern ireland"),
    "GRC": ("hellas",), "HKG": ("hong kong", "hong kong sar", "hong kong sar china"), "IRL": ("republic of ireland",),
    "KOR": ("south korea", "republic of korea", "korea republic of", "korea rep", "rep of korea", "korea south", "s korea"),
    "LAO": ("laos", "lao peoples democratic republic"), "MMR": ("burma",), "NLD": ("holland",), "ROW": ("row", "others", "rest of world"),
    "RUS": ("russia",), "SAU": ("kingdom of saudi arabia", "ksa"), "SVK": ("slovakia",), "TUR": ("turkey", "turkei", "republic of turkiye"),
    "TWN": ("taiwan", "taipei", "taiwan china"), "USA": ("us", "america", "united states of america", "the states"),
    "VNM": ("vietnam",), "ZAF": ("republic of south africa", "rsa"),
}  # fmt: skip


class Unreadable(ValueError):
    """An answer that cannot be taken as a plain value; the message tells the learner what to hand in."""


def kind(value: Any) -> str:
    """The name of a value's type, asked of ``type`` itself (a class can lie about its name) and kept short."""
    return type.__dict__["__name__"].__get__(type(value))[:40]


def plain(value: Any) -> Any:
    """A float, an int, a str, a list (nested), a frozenset, or ``...`` for what is still blank.

    Raises Unreadable for anything else, for more than 10,000 cells in all, for lists nested more than four deep.
    """
    return _plain(value, 0, [MOST])


def _plain(value: Any, depth: int, left: list[int]) -> Any:
    """``left`` holds how many cells may still come: a small list can hold itself, or one long list a thousand times."""
    kin = type(value)
    if value is ... or value is None:
        return ...
    if kin is bool or kin is np.bool:
        raise Unreadable("True or False is no answer here: give the number, the word or the list that is asked for.")
    if issubclass(kin, str):
        return _text(str.__str__(value))
    if issubclass(kin, int):
        return _int(int.__add__(value, 0))
    if issubclass(kin, float):
        return float.__add__(value, 0.0)
    if kin is Fraction or kin is Decimal:
        return float(value)
    if issubclass(kin, complex | np.complexfloating):
        raise Unreadable("This number has an imaginary part; a real number is asked for.")
    if kin in _NUMPY:
        return _scalar(value)
    return _many(value, kin, depth, left)


def _text(text: str) -> Any:
    if len(text) > LONGEST:
        raise Unreadable("This text is very long. Give the answer only.")
    return text.strip() or ...


def _int(value: int) -> int:
    if value.bit_length() > 1000:
        raise Unreadable("This number is larger than anything in this course.")
    return value


def _scalar(value: np.generic) -> Any:
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, np.floating):
        return float(str(value))  # its own digits: 0.37 in single precision is 0.37, not 0.3700000047
    raise Unreadable(f"A plain number, text or list is asked for; this is {kind(value)}.")


def _many(value: Any, kin: type, depth: int, left: list[int]) -> Any:
    """Lists, arrays and tables; every other type is refused."""
    if depth >= DEEPEST:
        raise Unreadable("These lists are nested too deep. Give one list, or one list of rows.")
    if issubclass(kin, np.ma.MaskedArray):
        raise Unreadable("This array has masked cells. Fill them, or give a plain list.")
    for family, read in _TABLES.items():
        if issubclass(kin, family):
            return _parts(read(value, left).tolist(), depth, left)
    for family in (list, tuple, set, frozenset):
        if issubclass(kin, family):
            _bounded(family.__len__(value), left)
            parts = _parts(list(family.__iter__(value)), depth, left)
            return parts if family in (list, tuple) or parts is ... else _unordered(parts)
    if kin is range or kin in _VIEWS:
        _bounded(len(value), left)
        return _parts(list(value), depth, left)
    if issubclass(kin, dict):
        raise Unreadable("This is a dictionary. Give its values or its keys as a list: `list(...)`.")
    if kin in _LAZY:
        raise Unreadable(f"This is a {kind(value)} that has not been run through. Put `list(...)` round it.")
    if callable(value):
        raise Unreadable(f"This is a {kind(value)}, not its result. Call it with round brackets.")
    raise Unreadable(f"A plain number, text or list is asked for; this is {kind(value)}.")


def _parts(parts: Any, depth: int, left: list[int]) -> Any:
    if not isinstance(parts, list):
        return _plain(parts, depth + 1, left)  # an array without dimensions
    out = [_plain(part, depth + 1, left) for part in parts]
    return ... if out and all(part is ... for part in out) else out


def _bounded(count: int, left: list[int]) -> None:
    left[0] -= count
    if left[0] < 0:
        raise Unreadable(f"This has more than {MOST:,} cells. Give only those that are asked for.")


def _unordered(parts: list) -> frozenset:
    if any(isinstance(p, list) for p in parts):
        raise Unreadable("Give a plain list of words or numbers.")
    return frozenset(parts)


def _array(value: np.ndarray, left: list[int]) -> np.ndarray:
    cells = np.ndarray.view(value, np.ndarray)
    _bounded(
        math.prod(max(n, 1) for n in cells.shape), left
    )  # a million empty rows have no cell, but are a million lists
    if cells.dtype.kind not in "fiuUTO":
        raise Unreadable(f"Numbers or words are asked for; these cells are {cells.dtype.name}.")
    if cells.dtype.kind != "f":
        return cells.astype(object) if cells.dtype.kind == "O" else cells
    return np.array([float(str(v)) for v in cells.ravel()]).reshape(cells.shape)


def _frame(value: pd.DataFrame, left: list[int]) -> np.ndarray:
    rows, columns = pd.DataFrame.shape.fget(value)
    _bounded(rows * columns, [left[0]])
    return _array(pd.DataFrame.to_numpy(value), left)


def _column(family: type):
    def read(value: Any, left: list[int]) -> np.ndarray:
        _bounded(family.__len__(value), [left[0]])
        return _array(np.asarray(family.to_numpy(value)), left)

    return read


_TABLES = {
    np.ndarray: _array,
    pd.DataFrame: _frame,
    pd.Series: _column(pd.Series),
    pd.RangeIndex: _column(pd.RangeIndex),  # before pd.Index, which would write all its numbers down to count them
    pd.Index: _column(pd.Index),
}


def simple(text: str) -> str:
    """A word as it is compared: no case, accents, dots, quotes or doubled spaces."""
    flat = unicodedata.normalize("NFKD", text[:200].casefold())  # no name is longer
    flat = "".join(c for c in flat if not unicodedata.combining(c)).replace("ı", "i").replace("&", " and ")
    flat = re.sub(r"[.'’`\"“”‘]", "", flat)
    return " ".join(re.sub(r"[^\w%]+", " ", flat).split())


@cache
def economies() -> dict[str, str]:
    """Every name an economy goes by, as `simple` leaves it → its code."""
    published = regions()["name"]
    out = {simple(name): code for code, name in published.items()} | {code.casefold(): code for code in published.index}
    return out | {simple(name): code for code, names in ALIASES.items() for name in names if code in published.index}


def economy_code(text: str) -> str | None:
    """The code of an economy in any usual form ("KOR", "South Korea", "Republic of Korea"); None for another word."""
    word = simple(text)
    return economies().get(word) or economies().get(word.removeprefix("the "))


def word(text: str) -> str:
    """What two texts must share to be the same answer: the economy they name, or the word."""
    return economy_code(text) or simple(text)


def words(value: Any) -> frozenset | None:
    """The distinct words or whole numbers of a list, or of a text with commas; None where there is another thing in it."""
    parts = re.split(r"[,;]", value) if isinstance(value, str) and not economy_code(value) else value
    parts = [parts] if isinstance(parts, str) else parts
    if not isinstance(parts, list | frozenset) or len(parts) > 500:
        return None
    if not all(isinstance(p, str | int | float) for p in parts):
        return None
    return frozenset(word(p) if isinstance(p, str) else p for p in parts if p != "")


def numbers_in(text: str) -> list[float]:
    """The numbers a text can mean: "0.37", "37 %", "−2,3"; two for "1,043", which is read either way; none for other text."""
    bare = re.sub(r"\s", "", text.replace("−", "-").replace("–", "-")).removesuffix("%")
    if not re.fullmatch(r"[-+]?(?:[0-9][0-9,.]{0,30}|\.[0-9]{1,20})(?:e[-+]?[0-9]{1,3})?", bare):
        return []
    english = bare.replace(",", "") if re.fullmatch(r"[^,]*|[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?", bare) else ""
    european = bare.replace(".", "").replace(",", ".") if re.fullmatch(r"[^,]*,[^,.]*", bare) else ""
    found = [_float(t) for t in (english, european) if t]
    return [v for v in dict.fromkeys(found) if v is not None]


def _float(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
