"""The data build: a clear sentence when a file is missing, the old data untouched, and the same bytes each time."""

import errno
import hashlib
import os
import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
from disk import ENDS, at_every_step, parts, visible

from helpers import classification, datasets, shelf, writing
from helpers.build import catalogue, command, recipes, wheel

ROOT = Path(__file__).resolve().parent.parent
RAW = os.environ.get("GVC_RAW", "")


def test_a_missing_folder_is_named_and_nothing_is_written(tmp_path, capsys):
    assert command.main(["--raw", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_missing_file_leaves_the_old_data_as_it_was(tmp_path, capsys):
    out = tmp_path / "data"
    out.mkdir()
    (out / "wiod_1995.npz.xz").write_text("old")
    assert command.main(["--raw", str(tmp_path), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Nothing was changed.") and "wiod95.rda is missing" in said
    assert [p.name for p in out.iterdir()] == ["wiod_1995.npz.xz"]
    assert (out / "wiod_1995.npz.xz").read_text() == "old"


def test_a_damaged_catalogue_in_the_folder_to_write_is_named_before_anything_is_made(tmp_path, capsys):
    (tmp_path / "catalogue.toml").write_text("[cut")
    assert command.main(["--raw", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert f"{tmp_path / 'catalogue.toml'} is damaged" in capsys.readouterr().err
    assert (tmp_path / "catalogue.toml").read_text() == "[cut"


@pytest.fixture
def two_tables(monkeypatch):
    """A build of two small tables and nothing else, into a folder."""
    monkeypatch.setattr(recipes, "estimates", lambda _: [])
    monkeypatch.setattr(catalogue.Words, "kept", lambda _: {"sources": "sources.toml", "files": "files.toml"})
    made = [recipes.Product(f"wiod_{year}", f"wiod_{year}.npz.xz", str(year).encode()) for year in (1995, 1996)]
    monkeypatch.setattr(recipes, "FAMILIES", {"two": lambda raw, wheel: made})
    return lambda out: command.build(ROOT, out, say=lambda _: None)


@pytest.mark.parametrize("how", ENDS)
def test_a_build_broken_off_leaves_the_old_data_or_is_finished_by_the_next(two_tables, tmp_path, monkeypatch, how):
    out, good = tmp_path / "data", tmp_path / "good"
    two_tables(good)
    new = visible(good)
    old = new | {"wiod_1995.npz.xz": b"old", "wiod_1994.npz.xz": b"of the old catalogue", "course/claims.csv": b"mine"}
    words = new["catalogue.toml"].decode().partition("[wiod_1995]")
    changed = f"{words[0]}[wiod_1994]{words[2]}".replace("wiod_1995.npz", "wiod_1994.npz", 1)
    old["catalogue.toml"] = shelf.signed(changed.split("\n", 2)[2]).encode()
    begun = []

    def fresh():
        shutil.rmtree(out, ignore_errors=True)
        for file, content in old.items():
            (out / file).parent.mkdir(parents=True, exist_ok=True)
            (out / file).write_bytes(content)

    def look():
        ready = {f.removeprefix(".ready/"): c for f, c in visible(out).items() if f.startswith(".ready/")}
        there = {f: c for f, c in visible(out).items() if not f.startswith(".ready/")}
        begun.append(there != old)
        if there == old:
            return
        assert all(content in (old.get(file), new.get(file)) for file, content in there.items())
        assert (new | {"course/claims.csv": b"mine"}).items() <= {**there, **ready}.items()
        command.keep(out)  # the next command brings it to its end
        assert visible(out) == new | {"course/claims.csv": b"mine"}

    def end():
        assert visible(out) == new | {"course/claims.csv": b"mine"} and not parts(out) and not (out / ".ready").exists()

    assert at_every_step(how, fresh, lambda: two_tables(out), look, end) >= 20
    assert set(begun) == {True, False}


def test_a_full_disk_is_told_and_the_old_data_stay(two_tables, tmp_path, monkeypatch, capsys):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    two_tables(tmp_path / "data")
    before = visible(tmp_path)
    monkeypatch.setattr(writing.os, "fsync", full)
    for task in (["--raw", str(ROOT)], ["--keep"]):
        assert command.main([*task, "--out", str(tmp_path / "data")]) == 1
        said = capsys.readouterr().err
        assert "could not be written: the disk is full: make room, then try again." in said and said.count("\n") == 1
    assert visible(tmp_path) == before and not parts(tmp_path)


def test_every_source_has_a_file_and_every_file_a_source():
    words = catalogue.words(classification.DATA)
    assert {said["source"] for said in words.files.values()} == set(words.sources)


def test_files_of_one_kind_share_their_words():
    words = catalogue.words(classification.DATA)
    assert words.on("wiod_1995")["coverage"] == "41 regions × 22 teaching industries, 1995"
    assert words.on("nafta_1993")["coverage"].startswith("31 regions")
    with pytest.raises(datasets.DataError, match="no entry for 'wiod_95'"):
        words.on("wiod_95")


def test_yearly_tables_are_one_row_of_the_page():
    page = catalogue.readme(datasets.catalogue())
    assert page.count("| `wiod_1995` to `wiod_2011` | wiod_1995.npz.xz … (17 files,") == 1
    assert "41 regions × 22 teaching industries, 1995-2011" in page and "wiod_2003" not in page
    assert "python -m helpers.build --keep" in page and "`course/`" in page


def test_a_wheel_takes_data_along(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    made = tmp_path / wheel.build_wheel(tmp_path)
    with zipfile.ZipFile(made) as held:
        for name, entry in datasets.catalogue().items():
            content = held.read(f"helpers/data/{entry['file']}")
            assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
        names = set(held.namelist())
    assert {"helpers/data/catalogue.toml", "helpers/data/course/claims.csv", "helpers/shelf.py"} <= names
    assert not (ROOT / "helpers" / "data").exists()


def test_a_source_distribution_takes_data_along():
    flit = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["flit"]
    assert flit["sdist"]["include"] == ["data/"]


@pytest.mark.skipif(not RAW, reason="a maintainers' check: set GVC_RAW to the folder of publishers' files")
def test_building_again_gives_the_same_bytes(tmp_path):
    command.build(Path(RAW), tmp_path, say=lambda _: None)
    for name, entry in datasets.catalogue().items():
        assert hashlib.sha256((tmp_path / entry["file"]).read_bytes()).hexdigest() == entry["sha256"], name
    for page in ("catalogue.toml", "README.md"):
        assert (tmp_path / page).read_bytes() == (classification.DATA / page).read_bytes()
