"""Fetch a publisher's file once, with progress and a checksum, for readers with a connection. Nothing calls it by itself.

``python -m helpers.sources.download URL FOLDER [--sha256 SUM] [--limit MB]``: take the address from the publisher's page
(OECD: Inter-Country Input-Output tables). A zip archive, known by its content, is unpacked beside itself.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pooch

from helpers import writing
from helpers.sources import SourceError

LIMIT = 2_000  # MB, fetched and unpacked: five years of the OECD's full tables are about 600
PACKING = 100  # tables of text pack to a tenth; what packs to a hundredth is no table
PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html|head)\b", re.I | re.S)
KEPT_PACKED = {".xlsx", ".ods", ".docx", ".whl", ".npz"}  # zip archives inside that are read as one file


class Progress:
    """Percent done on one line (what pooch asks of a progress bar); SourceError once more than ``most`` bytes have come."""

    def __init__(self, most: float = float("inf")):
        self.total, self.done, self.most = 0, 0, most

    def update(self, size: int) -> None:
        self.done += size
        if max(self.done, self.total) > self.most:
            raise SourceError(_too_large(max(self.done, self.total), self.most))
        share = f" ({self.done / self.total:4.0%})" if self.total else ""
        print(f"\r{self.done / 1e6:8.1f} MB{share}", end="", file=sys.stderr, flush=True)

    def reset(self) -> None:
        self.done = 0

    def close(self) -> None:
        print(file=sys.stderr)


def download(url: str, folder: Path, sha256: str | None = None, limit: float = LIMIT) -> list[Path]:
    """Fetch ``url`` into ``folder``; returns the files there are for it (a zip archive's members, or the file itself).

    With ``sha256`` a file that differs is refused, and one that is there and has the sum is not fetched again. Without it
    the file is fetched anew, its sum printed, to be noted and given next time; another file of the same name is never
    written over. ``limit``: MB, of what is fetched and of what it unpacks to. Raises SourceError in words: for an address
    that is none, no answer, a web page in place of a file, another checksum, more than the limit, a damaged archive.
    """
    folder, name = Path(folder), file_name(url)
    if sha256 is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", str(sha256)):
        raise SourceError(f"{sha256!r} is no SHA-256: it has 64 digits from 0 to f.")
    at, most = folder / name, limit * 1e6
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (sha256 and at.is_file() and _sum(at) == sha256.lower()):
            _fetch(url, at, sha256, most)
        if not sha256:
            print(f"sha256 of {name}: {_sum(at)}  (note it, and give it next time)")
        return _unpacked(at, most)
    except OSError as error:
        raise SourceError(f"{name} could not be kept in {folder}: {writing.reason(error)}.") from None


def file_name(url: str) -> str:
    """The name a file is kept by: the last part of the address, with what is asked for after "?" (two questions, two files)."""
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and " " not in url.strip()
    except ValueError:  # a port that is none, half an IPv6 address
        good = False
    if not good:
        raise SourceError(f"{url!r} is no address of a file: it begins with https:// and names a publisher's computer.")
    path = Path(unquote(parts.path.rstrip("/").rsplit("/", 1)[-1]) or "download")
    asked = f"-{parts.query}" if parts.query else ""
    name = re.sub(r"[^\w.=&-]+", "_", f"{path.stem}{asked}{path.suffix}").lstrip(".")
    if len(name) > 120:  # a long question: its beginning, and what tells it from others
        name = f"{path.stem[:40]}-{hashlib.sha256(url.encode()).hexdigest()[:12]}{path.suffix[:10]}"
    return name


def _fetch(url: str, at: Path, sha256: str | None, most: float) -> None:
    """Fetch beside the place, look at what has come, and only then put it there."""
    with writing.beside(at) as new:
        try:
            pooch.HTTPDownloader(progressbar=Progress(most))(url, str(new), None)
        except SourceError:
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno in writing.REASONS:  # of the disk, not of the connection
                raise
            said = " ".join(str(error).split()).rstrip(".")
            raise SourceError(
                f"{at.name} could not be fetched: {said}. Check the address and the connection."
            ) from None
        found = _sum(new)
        if sha256 and found != sha256.lower():
            raise SourceError(f"{at.name} is not the file that was expected: its checksum differs ({found}). It was not kept.")  # fmt: skip
        if not new.stat().st_size:
            raise SourceError(f"{at.name} is empty: the publisher answered without a file. It was not kept.")
        with new.open("rb") as content:
            page = PAGE.match(content.read(1000))
        if page and at.suffix.lower() not in (".html", ".htm"):
            raise SourceError(f"{at.name} is a web page, not a file: take the address that the page's own link has. It was not kept.")  # fmt: skip
        if at.exists() and not sha256 and _sum(at) != found:
            raise SourceError(f"Another {at.name} is in {at.parent}: move it away, or give another folder.")
        new.replace(at)


def _unpacked(at: Path, most: float) -> list[Path]:
    """The members of a zip archive, unpacked into a folder beside it; the file itself if it is none."""
    if at.suffix.lower() in KEPT_PACKED:
        return [at]
    if not zipfile.is_zipfile(at):
        if at.suffix.lower() == ".zip":
            raise SourceError(f"{at.name} is no zip archive, whatever its name says: it is damaged or cut short.")
        return [at]
    to = at.with_name(f"{at.name}.unzip")
    try:
        with zipfile.ZipFile(at) as archive:
            if "[Content_Types].xml" in archive.namelist():  # a workbook under another name
                return [at]
            size = sum(m.file_size for m in archive.infolist())
            if size > most:
                raise SourceError(f"{at.name} was not unpacked: {_too_large(size, most)}")
            if size > 1e7 and size > PACKING * at.stat().st_size:
                raise SourceError(f"{at.name} was not unpacked: its {at.stat().st_size / 1e6:,.1f} MB would become {size / 1e6:,.0f}; no table packs so well.")  # fmt: skip
            with writing.folder(to) as fresh:
                archive.extractall(fresh)  # a member that holds more than it says ends in an error, not on the disk
                shutil.rmtree(to, ignore_errors=True)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zipfile.zlib.error) as error:
        raise SourceError(f"{at.name} is damaged and cannot be unpacked ({error}): fetch it again.") from None
    return sorted(p for p in to.rglob("*") if p.is_file())


def _sum(path: Path) -> str:
    with path.open("rb") as held:
        return hashlib.file_digest(held, "sha256").hexdigest()


def _too_large(size: float, most: float) -> str:
    return f"{size / 1e6:,.0f} MB are more than the limit of {most / 1e6:,.0f} MB; allow more with --limit if that is right."


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m helpers.sources.download", description="Fetch a publisher's file.")
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sha256")
    parser.add_argument(
        "--limit", type=float, default=LIMIT, help=f"MB at most, fetched and unpacked (default {LIMIT})"
    )
    given = parser.parse_args(argv)
    try:
        for path in download(given.url, given.folder, given.sha256, given.limit):
            print(path)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
