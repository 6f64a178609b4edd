"""The data build: a clear sentence when a file is missing, the old data untouched, and the same bytes each time."""

import hashlib
import os
from pathlib import Path

import pytest

from helpers import build, classification, datasets

RAW = os.environ.get("GVC_RAW", "")


def test_a_missing_folder_is_named_and_nothing_is_written(tmp_path, capsys):
    assert build.main(["--raw", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_missing_file_leaves_the_old_data_as_it_was(tmp_path, capsys):
    out = tmp_path / "data"
    out.mkdir()
    (out / "wiod_1995.npz.xz").write_text("old")
    assert build.main(["--raw", str(tmp_path), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Nothing was changed.") and "wiod95.rda is missing" in said
    assert [p.name for p in out.iterdir()] == ["wiod_1995.npz.xz"]
    assert (out / "wiod_1995.npz.xz").read_text() == "old"


def test_every_source_has_its_words():
    import tomllib

    sources = tomllib.loads((classification.DATA / "sources.toml").read_text(encoding="utf-8"))
    for name, words in sources.items():
        assert {"publisher", "edition", "licence", "citation"} <= set(words), name


@pytest.mark.skipif(not RAW, reason="a maintainers' check: set GVC_RAW to the folder of publishers' files")
def test_building_again_gives_the_same_bytes(tmp_path):
    build.build(Path(RAW), tmp_path, say=lambda _: None)
    for name, entry in datasets.catalogue().items():
        assert hashlib.sha256((tmp_path / entry["file"]).read_bytes()).hexdigest() == entry["sha256"], name
    assert (tmp_path / "catalogue.toml").read_bytes() == (classification.DATA / "catalogue.toml").read_bytes()
