"""The shelf: the folder data/ and its catalogue. Whoever reads a file of data/ gets its bytes here, checked once.

The ground under `classification` and `datasets`: it knows files and checksums, no tables and no regions.
"""

from __future__ import annotations

import copy
import hashlib
import os
import tomllib
from functools import cache
from pathlib import Path

CATALOGUE = "catalogue.toml"
SIGNED = "# sha256 of all below: "
NEEDED = {"file", "sha256", "short", "publisher", "edition", "unit", "detail"}  # what readers ask of an entry
_HERE = Path(__file__).resolve().parent


class DataError(ValueError):
    """Data that is not there or not as it was shipped; the message names the file and the way back."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in place of a traceback: the sentence."""
        return [f"{type(self).__name__}: {self}"]


def _folder() -> Path:
    """Where data/ is: named by GVC_DATA, inside an installed package, or beside helpers/ in a checkout."""
    named = os.environ.get("GVC_DATA")
    if named:
        return Path(named).expanduser().resolve()
    inside = _HERE / "data"
    return inside if inside.is_dir() else _HERE.parent / "data"


DATA = _folder()


def way_back(file: str, kept: bool = False) -> str:
    """How to get a file of data/ again, in a sentence that is true here: a checkout, a folder of one's own, an installation."""
    if os.environ.get("GVC_DATA"):
        return f"Copy it anew from data/ of the collection into {DATA}, which GVC_DATA names."
    if not _in_a_checkout():
        return "Install the collection again, or name a good data/ folder in the environment variable GVC_DATA."
    meant = " (If the change is meant: python -m helpers.build --keep)" if kept else ""
    return f"Restore it with: git checkout -- data/{file}{meant}"


def _in_a_checkout() -> bool:
    return (DATA.parent / "pyproject.toml").is_file()


def signed(body: str) -> str:
    """A catalogue's text with the line that answers for it: the checksum of all that stands below."""
    return f"{SIGNED}{hashlib.sha256(body.encode()).hexdigest()}\n{body}"


def _answers(text: str) -> bool:
    """Whether a catalogue's text is as it was made (one that has lost the line has changed in nothing that counts)."""
    return SIGNED not in text or text.endswith(signed(text.partition(SIGNED)[2][65:]))


def read_catalogue(folder: Path, merged: bool = False) -> dict[str, dict]:
    """The entries of a folder's catalogue.toml by name; DataError in one sentence if it is missing or damaged.

    ``merged``: git may have brought two of them together, so its own checksum need not fit.
    """
    path = folder / CATALOGUE
    if folder == DATA:
        shown, back = f"data/{CATALOGUE}", way_back(CATALOGUE)
    else:
        shown, back = path, "Name another folder, or put a good catalogue there."
    if not path.is_file():
        if folder == DATA and os.environ.get("GVC_DATA"):
            raise DataError(
                f"GVC_DATA names {folder}, which holds no {CATALOGUE}: name the folder data/ of the collection, or take "
                "the name away (unset GVC_DATA)."
            )
        if folder == DATA and not _in_a_checkout():
            raise DataError(
                "This installation came without data: set the environment variable GVC_DATA to the folder data/ of a copy "
                "of the collection."
            )
        raise DataError(f"{shown} is missing. {back}")
    try:
        text = path.read_bytes().decode("utf-8")
        entries = tomllib.loads(text)
        whole = bool(entries) and all(isinstance(e.get(k), str) for e in entries.values() for k in NEEDED)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, RecursionError) as error:
        raise DataError(f"{shown} is damaged ({error}). {back}") from None
    if not whole:
        raise DataError(f"{shown} is damaged (an entry is not whole). {back}")
    if not (merged or _answers(text)):
        meant = " (After a merge: python -m helpers.build --keep)" if "git checkout" in back else ""
        raise DataError(f"{shown} is damaged or was changed by hand (its checksum is not its own). {back}{meant}")
    return entries


@cache
def _entries(folder: Path) -> dict[str, dict]:
    return read_catalogue(folder)


def catalogue() -> dict[str, dict]:
    """Every file of data/ by dataset name: publisher, edition, licence, citation, unit, coverage, derivation, sha256, …

    A copy of your own. Raises DataError if the catalogue is missing or damaged.
    """
    return copy.deepcopy(_entries(DATA))


def files() -> dict[str, str]:
    """Dataset name → its file in data/."""
    return {name: about["file"] for name, about in _entries(DATA).items()}


def entry(name: str) -> dict:
    """A dataset's words and checksum; DataError for a name that the catalogue does not list."""
    entries = _entries(DATA)
    if name not in entries:
        raise DataError(f"data/{CATALOGUE} does not list {name!r}. {way_back(CATALOGUE)}")
    return entries[name]


@cache
def _held(folder: Path, name: str) -> bytes:
    about = entry(name)
    back = way_back(about["file"], about.get("kept", False))
    path = folder / about["file"]
    if not path.is_file():
        raise DataError(f"data/{about['file']} is missing. {back}")
    held = path.read_bytes()
    if hashlib.sha256(held).hexdigest() != about["sha256"]:
        raise DataError(f"data/{about['file']} is damaged or was changed (its checksum is not the catalogue's). {back}")
    return held


def content(name: str) -> bytes:
    """A dataset's file as it was shipped: its checksum is compared when it is first read.

    Raises DataError for a missing or damaged file, with the way back.
    """
    return _held(DATA, name)
