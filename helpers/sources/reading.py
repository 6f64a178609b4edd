"""How every reader reads: one place that turns a library's error into a sentence, looks at text before it is parsed, and
knows the files data/ is made from."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf, prod
from pathlib import Path

import pandas as pd

from helpers.mrio import MRIOError
from helpers.sources import SourceError
from helpers.sources.editions import SUMS

_NUMBER = re.compile(
    r"[+-]?((0|[1-9]\d*)(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?"
)  # what publishers write: no 1_000, 0x1F, nan or inf
PACKED = {b"\x1f\x8b": "packed (gzip)", b"PK": "a zip archive", b"BZ": "packed (bzip2)", b"\xfd7": "packed (xz)"}


@contextmanager
def reading(path: Path, edition: bool = False) -> Iterator[Path]:
    """Read a file inside this block: whatever a library makes of a damaged one comes out as a SourceError with its name.

    ``edition``: at the end the file must be the one data/ is made from, by its checksum (`editions.SUMS`).
    """
    path = Path(path)
    if not path.is_file():
        raise SourceError(f"{path.name} is missing from {path.parent}.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield path
    except SourceError as error:
        if path.name in str(error):
            raise
        raise SourceError(f"{path.name}: {error}") from None
    except MRIOError as error:
        raise SourceError(f"{path.name} holds no table that can be used: {error}") from None
    except Exception as error:
        said = " ".join(str(error).split())[:150] or type(error).__name__
        raise SourceError(
            f"{path.name} cannot be read; it is damaged, cut short or of another form ({said})."
        ) from None
    if edition:
        _same_edition(path)


def _same_edition(path: Path) -> None:
    known = next((k for k in (f"{path.parent.name}/{path.name}", path.name) if k in SUMS), None)
    if known is None:
        raise SourceError(f"{path.name} is not one of the files data/ is made from: read it with edition=False.")
    with path.open("rb") as held:
        found = hashlib.file_digest(held, "sha256").hexdigest()
    if found != SUMS[known]:
        raise SourceError(
            f"{path.name} can be read but is not the file data/ is made from (its checksum is {found[:12]}…): it is "
            "damaged, or another edition. Fetch it again; a new edition's sum goes into helpers/sources/editions.py."
        )


@dataclass(frozen=True)
class Number:
    """What a column of numbers may hold: from low to high, whole ones only, and what stands for a gap (none by default)."""

    low: float = -inf
    high: float = inf
    whole: bool = False
    gaps: tuple[str, ...] = ()

    def wrong(self, cell: str) -> str | None:
        """What is wrong with a cell, or None."""
        if cell in self.gaps:
            return None
        if not _NUMBER.fullmatch(cell):
            return "is not a number"
        value = float(cell)
        if not self.low <= value <= self.high:
            return f"is not from {self.low:g} to {self.high:g}"
        return "is not whole" if self.whole and value != int(value) else None


YEAR = Number(1940, 2030, whole=True)
SHARE = Number(0, 100)
FLAG = Number(0, 1, whole=True)
MONEY = Number(0, 1e15)
GAP = ("", "NA")
CODE = r"[A-Z]{3}"


def text(path: Path, encoding: str = "utf-8-sig") -> str:
    """The text of a file that is text; SourceError if it is packed, empty, a web page or of another encoding."""
    content = path.read_bytes()
    if not content.strip():
        raise SourceError(f"{path.name} is empty.")
    for magic, words in PACKED.items():
        if content.startswith(magic):
            raise SourceError(f"{path.name} is {words}, not text: unpack it first.")
    try:
        held = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"{path.name} is damaged or of another encoding: byte {error.start} is no text.") from None
    if "\0" in held:
        raise SourceError(f"{path.name} is damaged or of another encoding: it holds bytes that are no text.")
    if held.lstrip()[0] == "<":
        raise SourceError(f"{path.name} is a web page, not the file: look at the address it was fetched from.")
    return held


def table(path: Path, columns: Mapping[str, Number | str], sep: str = ",", encoding: str = "utf-8-sig", **how) -> pd.DataFrame:  # fmt: skip
    """A CSV as pandas reads it, once every line has been looked at: as many cells as the header, each as it must be.

    ``columns``: those that are needed, with what they hold: a `Number`, or a pattern of text. Others are not looked into.
    """
    held = text(path, encoding)
    lines = csv.reader(io.StringIO(held, newline=""), delimiter=sep, strict=True)
    header = next(lines)
    lacking = [c for c in columns if c not in header]
    if lacking:
        raise SourceError(f"{path.name} has no column {lacking[0]}, its header begins with {', '.join(header)[:80]!r}.")
    twice = [c for c in header if header.count(c) > 1]
    if twice:
        raise SourceError(f"{path.name} has two columns {twice[0]!r}.")
    checks = [(header.index(c), c, want) for c, want in columns.items()]
    patterns = {c: re.compile(want) for c, want in columns.items() if isinstance(want, str)}
    rows = 0
    for line in lines:
        if not line:
            continue
        rows += 1
        where = f"{path.name}, line {lines.line_num}"
        if len(line) != len(header):
            raise SourceError(f"{where}: {len(line)} cells where {len(header)} were expected; the file is cut short or damaged.")  # fmt: skip
        for k, column, want in checks:
            if column in patterns:
                wrong = None if patterns[column].fullmatch(line[k]) else "is not of the form that was expected"
            else:
                wrong = want.wrong(line[k])
            if wrong:
                raise SourceError(f"{where}: {column} {line[k]!r} {wrong}.")
    if not rows:
        raise SourceError(f"{path.name} has a header and no rows: it is cut short.")
    frame = pd.read_csv(io.StringIO(held), sep=sep, **how)
    if len(frame) != rows:
        raise SourceError(f"{path.name} is damaged: {rows} lines were found but {len(frame)} rows read.")
    return frame


def once(frame: pd.DataFrame, keys: list[str], path: Path) -> None:
    """No two rows of the same keys."""
    twice = frame.duplicated(keys)
    if twice.any():
        said = ", ".join(str(v) for v in frame.loc[twice, keys].iloc[0])
        raise SourceError(f"{path.name} is damaged: {said} stands twice.")


def complete(frame: pd.DataFrame, keys: list[str], path: Path) -> None:
    """One row for every combination of the keys: a lost row or a misspelt label shows as a hole."""
    once(frame, keys, path)
    sizes = {k: frame[k].nunique() for k in keys}
    if len(frame) != prod(sizes.values()):
        rare = {k: frame[k].value_counts().idxmin() for k in keys}
        said = ", ".join(f"{v} {k}" for k, v in sizes.items())
        raise SourceError(
            f"{path.name} is damaged or cut short: {said} should give {prod(sizes.values())} rows, there are {len(frame)}; look at {', '.join(map(str, rare.values()))}."
        )


def within(frame: pd.DataFrame, limits: Mapping[str, tuple[float, float]], path: Path, gaps: bool = False) -> None:
    """Numbers of a table that came without text (Stata, R, Excel): all there (or gaps allowed), from low to high."""
    for column, (low, high) in limits.items():
        if column not in frame:
            raise SourceError(
                f"{path.name} has no column {column}; it has {', '.join(map(str, frame.columns[:8]))} and more."
            )
        values = pd.to_numeric(frame[column], errors="coerce")
        lost = values.isna() & (frame[column].notna() if gaps else True)
        wrong = lost | ~(values.between(low, high) | values.isna())
        if wrong.any():
            row = int(wrong.to_numpy().argmax())
            raise SourceError(
                f"{path.name}, row {row + 1}: {column} is {frame[column].iloc[row]!r}, not a number from {low:g} to {high:g}."
            )


def labelled(frame: pd.DataFrame, columns: list[str], pattern: str, path: Path) -> None:
    """Every label of some columns is of a form."""
    for column in columns:
        if column not in frame:
            raise SourceError(
                f"{path.name} has no column {column}; it has {', '.join(map(str, frame.columns[:8]))} and more."
            )
        odd = [v for v in frame[column].unique() if not (isinstance(v, str) and re.fullmatch(pattern, v))]
        if odd:
            raise SourceError(f"{path.name}: {column} {odd[0]!r} is not of the form that was expected.")
