"""The data build: a clear sentence when a file is missing, the old data untouched, and the same bytes each time."""

import hashlib
import os
import tomllib
import zipfile
from pathlib import Path

import pytest

from helpers import classification, datasets
from helpers.build import catalogue, command, wheel

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
