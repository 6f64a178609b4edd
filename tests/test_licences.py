"""Licences: every file says whose it is and under which terms, and REUSE.toml agrees with the data's own record."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from helpers import shelf

ROOT = Path(__file__).parents[1]
OURS = "The authors of these lessons"
DATA = sorted(shelf.catalogue().items())


def reuse(*said):
    run = [sys.executable, "-c", "from reuse.cli.main import main; main()", "--root", str(ROOT), *said]
    return subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8")


@cache
def linted():
    told = reuse("lint", "--json")
    return told.returncode, json.loads(told.stdout)


@cache
def stated():
    """File → its SPDX expressions and owners, as REUSE.toml gives them."""
    return {
        f["path"]: ({x["value"] for x in f["spdx_expressions"]}, " ".join(x["value"] for x in f["copyrights"]))
        for f in linted()[1]["files"]
    }


def test_every_file_has_an_owner_and_a_licence_whose_text_is_here():
    code, told = linted()
    assert code == 0, {k: v for k, v in told["non_compliant"].items() if v}
    assert len(told["files"]) > 400


@pytest.mark.parametrize("name, entry", DATA, ids=[name for name, _ in DATA])
def test_a_data_file_has_its_publishers_terms(name, entry):
    licences, owner = stated()[f"data/{entry['file']}"]
    assert licences == {entry["spdx"]}
    assert (entry["publisher"] in owner) or (entry["publisher"] == OURS and "lessons" in owner)


@pytest.mark.parametrize("name, entry", DATA, ids=[name for name, _ in DATA])
def test_a_licences_name_says_what_its_words_say(name, entry):
    words, spdx = entry["licence"], entry["spdx"]
    assert words.startswith(("none stated", "terms of the tables not seen")) == (spdx == "LicenseRef-None-Stated")
    assert words.startswith("CC BY 4.0") == (spdx == "CC-BY-4.0")
    assert ("MIT" in words and "compiler" not in words) == ("MIT" in spdx)
    assert ("Comtrade" in words) == ("Comtrade" in spdx) and ("WITS" in words) == ("WITS" in spdx)


def test_files_without_stated_terms_are_flagged_where_data_is_described():
    page = (ROOT / "data" / "README.md").read_text(encoding="utf-8").partition("## Without stated terms")[2]
    flagged = {entry["file"] for _, entry in DATA if entry["spdx"] == "LicenseRef-None-Stated"}
    assert flagged and set(re.findall(r"[\w/]+\.(?:csv\.gz|csv|npz|npz\.xz)", page)) == flagged


def test_lessons_are_code_and_text_under_both_licences():
    lessons = {path: licences for path, (licences, _) in stated().items() if path.endswith(".ipynb")}
    assert len(lessons) > 20 and all(x == {"BSD-3-Clause AND CC-BY-4.0"} for x in lessons.values())


def test_code_is_bsd_and_pages_are_cc_by():
    for path, (licences, _) in stated().items():
        if path.endswith(".py"):
            assert licences == {"BSD-3-Clause"}, path
        if path.endswith(".md"):
            assert licences == {"CC-BY-4.0"}, path
