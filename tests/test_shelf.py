"""Files of data/ are read checked: a damaged one is named in a sentence with the way back, the catalogue itself too."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from helpers import classification, datasets, shelf, worlds
from helpers.build import catalogue, command
from helpers.shelf import DataError

ROOT = Path(__file__).resolve().parent.parent
KEPT = {name: e["file"] for name, e in shelf.catalogue().items() if e["kept"]}
NOT_DATA = {"catalogue.toml", "README.md", ".gitattributes"}

READERS = {
    "regions": classification.regions,
    "industries": classification.industries,
    "concordance_wiod2013": lambda: classification.concordance("wiod2013"),
    "concordance_icio2025": lambda: classification.concordance_labels("icio2025"),
    "concordance_tiva2013": classification.tiva2013_groups,
    "elasticities": lambda: worlds.elasticities(["food"]),
    "nafta_1993": worlds.nafta,
    "outlines": lambda: datasets.load("outlines"),
    "teardowns": lambda: datasets.load("teardowns"),
    "sources": lambda: command.build(ROOT, Path("nowhere"), say=lambda _: None),
    "files": lambda: command.build(ROOT, Path("nowhere"), say=lambda _: None),
}


def forget():
    for cached in (
        shelf._entries,
        shelf._held,
        classification._read,
        classification._names,
        datasets._table,
        datasets._shipped,
    ):
        cached.cache_clear()


def copy_data(folder):
    for file in [*KEPT.values(), "wiod_2009.npz.xz", "catalogue.toml", "README.md"]:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(classification.DATA / file, folder / file)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of data/ (one table of the built files) in a checkout of its own, read in place of the real one."""
    copy_data(tmp_path / "data")
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(shelf, "DATA", tmp_path / "data")
    monkeypatch.delenv("GVC_DATA", raising=False)
    forget()
    yield tmp_path / "data"
    forget()


def change_a_byte(path, at=None):
    held = bytearray(path.read_bytes())
    held[len(held) // 2 if at is None else at] ^= 1
    path.write_bytes(held)


def ask(code, data=None, **options):
    """Run Python code as a reader outside would, with data/ named by GVC_DATA."""
    env = (
        os.environ
        | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        | ({"GVC_DATA": str(data)} if data else {})
    )
    call = [sys.executable, *(["-c", code] if isinstance(code, str) else code)]
    return subprocess.run(call, capture_output=True, text=True, env=env, timeout=120, **options)


def test_every_file_that_holds_facts_is_in_the_catalogue():
    there = {p.relative_to(classification.DATA).as_posix() for p in classification.DATA.rglob("*") if p.is_file()}
    facts = {f for f in there - NOT_DATA if not f.startswith("course/")}  # the course's own records are edited freely
    assert facts == set(shelf.files().values())


def test_every_kept_file_has_a_reader_here():
    assert set(READERS) == set(KEPT)


@pytest.mark.parametrize("name", sorted(KEPT))
def test_a_kept_file_with_one_byte_changed_is_named_with_the_way_back(name, checkout):
    change_a_byte(checkout / KEPT[name])
    with pytest.raises(DataError) as said:
        READERS[name]()
    assert str(said.value) == (
        f"data/{KEPT[name]} is damaged or was changed (its checksum is not the catalogue's). Restore it with: "
        f"git checkout -- data/{KEPT[name]} (If the change is meant: python -m helpers.build --keep)"
    )


@pytest.mark.parametrize("name", sorted(KEPT))
def test_a_kept_file_that_is_gone_is_named_with_the_way_back(name, checkout):
    (checkout / KEPT[name]).unlink()
    with pytest.raises(
        DataError, match=f"data/{KEPT[name]} is missing. Restore it with: git checkout -- data/{KEPT[name]}"
    ):
        READERS[name]()


def test_a_built_file_is_not_to_be_kept(checkout):
    change_a_byte(checkout / "wiod_2009.npz.xz")
    with pytest.raises(DataError, match=r"git checkout -- data/wiod_2009\.npz\.xz$"):
        shelf.content("wiod_2009")


@pytest.mark.parametrize(
    "damage, words",
    [
        (lambda held: held[: held.index(b"sha256") + 9], "is damaged"),
        (lambda held: held[: held.index(b"unit")], "is damaged (an entry is not whole)"),
        (lambda held: b"", "is damaged"),
        (lambda held: b"\xff\xfe" + held, "is damaged"),
        (lambda held: b"title = 1\n" + held, "is damaged"),
        (
            lambda held: held.replace(b"# sha256 of", b"# sum of").replace(b"[regions]", b"[other]"),
            "does not list 'regions'",
        ),
        (
            lambda held: held.replace(b"# sha256 of", b"# sum of").replace(b'sha256 = "', b"sha256 = 1 #"),
            "is damaged (an entry is not",
        ),
    ],
)
def test_a_damaged_catalogue_is_answered_in_a_sentence(checkout, damage, words):
    path = checkout / "catalogue.toml"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DataError) as said:
        shelf.content("regions")
    assert words in str(said.value) and str(said.value).endswith("Restore it with: git checkout -- data/catalogue.toml")


def test_a_catalogue_answers_for_every_byte_of_itself(checkout):
    path = checkout / "catalogue.toml"
    whole, said = path.read_bytes(), shelf.catalogue()
    rng = np.random.default_rng(0)
    for at in rng.integers(0, len(whole), 150):
        change_a_byte(path, int(at))
        forget()
        try:
            assert shelf.catalogue() == said and at < whole.index(b"[")  # above the first entry nothing is said
        except DataError as error:
            assert str(error).startswith("data/catalogue.toml is damaged")
            assert "Restore it with: git checkout -- data/catalogue.toml" in str(error)
        path.write_bytes(whole)


def test_two_catalogues_that_git_brought_together_are_taken_if_every_built_file_fits(checkout):
    path = checkout / "catalogue.toml"
    held = path.read_text(encoding="utf-8").split("\n[")
    only = [part for part in held[1:] if "kept = true" in part or part.startswith("wiod_2009]")]
    path.write_text("\n[".join([held[0], *only]), encoding="utf-8")  # as if the other side had taken entries away
    with pytest.raises(DataError, match=r"is not its own\)\. .* \(After a merge: python -m helpers\.build --keep\)$"):
        shelf.catalogue()
    assert command.keep(checkout) == []
    forget()
    assert "wiod_2009" in shelf.catalogue() and "wiod_1995" not in shelf.catalogue()
    path.write_text(path.read_text(encoding="utf-8").replace("41 regions", "14 regions"), encoding="utf-8")
    change_a_byte(checkout / "wiod_2009.npz.xz")
    with pytest.raises(DataError, match="is not its own"):
        command.keep(checkout)


def test_a_missing_catalogue_is_answered_in_a_sentence(checkout):
    (checkout / "catalogue.toml").unlink()
    with pytest.raises(DataError, match=r"^data/catalogue.toml is missing. Restore it with: git checkout -- data/"):
        datasets.mrio(1995)


@pytest.mark.parametrize("task", [["--keep"], ["--raw", "."]])
def test_the_command_says_the_sentence_and_shows_no_traceback(tmp_path, task):
    done = ask(["-m", "helpers.build", *task], data=tmp_path, cwd=tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith("Nothing was changed. GVC_DATA names") and done.stderr.count("\n") == 1


def test_a_notebook_shows_the_sentence_in_place_of_a_traceback():
    assert DataError("data/x is missing.")._render_traceback_() == ["DataError: data/x is missing."]


# Outside a checkout.


def test_data_in_a_folder_of_ones_own_is_named_by_an_environment_variable(tmp_path):
    copy_data(tmp_path / "mine")
    done = ask(
        "from helpers import classification, datasets; print(datasets.mrio(2009))", tmp_path / "mine", cwd=tmp_path
    )
    assert done.stdout.startswith("<MRIO WIOD 2013 release, 2009"), done.stderr
    change_a_byte(tmp_path / "mine" / "regions.csv")
    done = ask("from helpers import classification", tmp_path / "mine", cwd=tmp_path)
    assert done.stderr.splitlines()[-1].endswith(f"into {tmp_path / 'mine'}, which GVC_DATA names.")


def test_an_installation_without_data_says_what_to_do(tmp_path, monkeypatch):
    forget()
    monkeypatch.setattr(shelf, "DATA", tmp_path / "data")
    monkeypatch.delenv("GVC_DATA", raising=False)
    with pytest.raises(DataError, match="came without data: set the environment variable GVC_DATA"):
        datasets.mrio(2009)


def test_a_damaged_file_of_an_installation_is_not_sent_to_git(checkout):
    (checkout.parent / "pyproject.toml").unlink()
    change_a_byte(checkout / "regions.csv")
    with pytest.raises(DataError, match=r"Install the collection again, or name a good data/ folder in .* GVC_DATA\.$"):
        shelf.content("regions")


# Taking an intended change.


def test_keeping_what_is_there_changes_nothing(checkout):
    before = {p: p.read_bytes() for p in checkout.rglob("*") if p.is_file()}
    assert command.keep(checkout) == []
    assert {p: p.read_bytes() for p in checkout.rglob("*") if p.is_file()} == before


def test_an_intended_change_is_taken_with_one_command(checkout, capsys):
    path = checkout / "regions.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Türkiye", "Turkey").replace("CHN,", "CHN,The "), encoding="utf-8"
    )
    before = shelf.catalogue()
    with pytest.raises(DataError, match="was changed"):
        classification.regions()
    assert command.main(["--keep", "--out", str(checkout)]) == 0
    assert capsys.readouterr().out == "Taken as they are now: regions.\n"
    forget()
    assert classification.name("CHN").startswith("The ")
    after = shelf.catalogue()
    assert {k for k in after if after[k] != before[k]} == {"regions"}
    assert (checkout / "README.md").read_text(encoding="utf-8") == catalogue.readme(after)


def test_words_changed_in_sources_reach_every_file_of_the_source(checkout):
    path = checkout / "sources.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('edition = "GeoDist"', 'edition = "GeoDist, 2011"'), encoding="utf-8"
    )
    assert command.keep(checkout) == ["sources"]
    forget()
    assert shelf.entry("pairs")["edition"] == "GeoDist, 2011"
    assert "CEPII: GeoDist, 2011" in (checkout / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "file, old, new, words",
    [
        ("files.toml", '[pairs]\nsource = "cepii"', '[pairs]\nsource = "none"', r"\[pairs\] names the source 'none'"),
        ("files.toml", 'unit = "km; 1 = yes"', 'unit = " "', r"\[pairs\] does not say unit"),
        ("files.toml", "[pairs]", "[couples]", "files.toml has no entry for 'pairs'"),
        ("files.toml", 'file = "regions.csv"', 'file = "areas.csv"', "data/areas.csv is missing"),
        ("sources.toml", "[cepii]", "[cepii", "sources.toml cannot be read"),
        ("sources.toml", 'edition = "GeoDist"', "", r"\[cepii\] does not say edition"),
    ],
)
def test_words_that_are_not_whole_are_named_and_nothing_changes(checkout, capsys, file, old, new, words):
    path = checkout / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    before = (checkout / "catalogue.toml").read_bytes(), (checkout / "README.md").read_bytes()
    assert command.main(["--keep", "--out", str(checkout)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Nothing was changed.")
    assert re.search(words, said)
    assert ((checkout / "catalogue.toml").read_bytes(), (checkout / "README.md").read_bytes()) == before
