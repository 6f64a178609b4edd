"""Fetch a publisher's file once, with progress and a checksum, for readers with a connection. Nothing calls it by itself.

``python -m helpers.sources.download URL FOLDER [--sha256 SUM]``: take the address from the publisher's page (OECD:
Inter-Country Input-Output tables). A zip archive is unpacked beside itself.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pooch

from helpers.sources import SourceError


class Progress:
    """Percent done on one line (what pooch asks of a progress bar)."""

    def __init__(self):
        self.total, self.done = 0, 0

    def update(self, size: int) -> None:
        self.done += size
        share = f" ({self.done / self.total:4.0%})" if self.total else ""
        print(f"\r{self.done / 1e6:8.1f} MB{share}", end="", file=sys.stderr, flush=True)

    def reset(self) -> None:
        self.done = 0

    def close(self) -> None:
        print(file=sys.stderr)


def download(url: str, folder: Path, sha256: str | None = None) -> list[Path]:
    """Fetch ``url`` into ``folder``; returns the files there are for it (a zip archive's members, or the file itself).

    With ``sha256`` a file that differs is refused. Without it the sum is printed, to be noted and given next time. A
    file that is there and has the sum is not fetched again. Raises SourceError in words.
    """
    name = url.rstrip("/").rsplit("/", 1)[-1].split("?")[0] or "download"
    unpack = pooch.Unzip() if name.lower().endswith(".zip") else None
    pooch.get_logger().setLevel("WARNING")
    try:
        got = pooch.retrieve(
            url,
            known_hash=f"sha256:{sha256}" if sha256 else None,
            fname=name,
            path=folder,
            processor=unpack,
            downloader=_downloader(url),
        )
    except ValueError as error:
        raise SourceError(
            f"{name} is not the file that was expected: its checksum differs. It was not kept. ({error})"
        ) from None
    except Exception as error:
        raise SourceError(f"{name} could not be fetched: {error}. Check the address and the connection.") from None
    if not sha256:
        print(f"sha256 of {name}: {pooch.file_hash(str(Path(folder) / name))}  (note it, and give it next time)")
    return [Path(p) for p in (got if isinstance(got, list) else [got])]


def _downloader(url: str):
    return pooch.HTTPDownloader(progressbar=Progress()) if url.startswith("http") else None


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m helpers.sources.download", description="Fetch a publisher's file.")
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sha256")
    given = parser.parse_args(argv)
    try:
        for path in download(given.url, given.folder, given.sha256):
            print(path)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
