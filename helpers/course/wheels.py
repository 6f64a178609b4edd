"""A folder of wheels on a stick, for rooms whose network is slow or shut: fetched once, installed without a network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from helpers import writing
from helpers.course.books import ROOT, LessonError

LOCK = ROOT / "requirements.lock"
PAGE = "READ_ME.txt"
WORDS = """Packages of the course for Python {version} on {system}, fetched on a computer of this kind; checksums are in the lock.
In the folder of the course, with DIR for this folder (Windows: .venv\\Scripts\\python in place of .venv/bin/python):

python -m venv .venv
.venv/bin/python -m pip install --no-index --find-links DIR --require-hashes -r DIR/{lock}
.venv/bin/python -m helpers.course lab
"""


def fetch(out: Path, more: list[str], lock: Path = LOCK) -> int:
    """Fetch every package of a lock into a folder, its lock and the three commands beside them; returns how many.

    ``more`` goes to pip (--index-url, --find-links …). What is there already is not fetched again. LessonError in a
    sentence where pip did not get all of them.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    run = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    done = subprocess.run([*run, "--find-links", str(out), "-d", str(out), "-r", str(lock), *more], capture_output=True, encoding="utf-8", errors="replace")  # fmt: skip
    if done.returncode:
        said = next((x for x in reversed(done.stderr.splitlines()) if x.startswith("ERROR")), "ERROR: nothing said")
        raise LessonError(f"pip did not fetch all packages into {out} ({said.removeprefix('ERROR: ').strip()}). What came stays: the same command goes on from there, with the network.")  # fmt: skip
    shutil.copyfile(lock, out / lock.name)
    version = ".".join(map(str, sys.version_info[:2]))
    writing.write(out / PAGE, WORDS.format(version=version, system=sys.platform, lock=lock.name))
    return sum(p.suffix == ".whl" or p.name.endswith(".tar.gz") for p in out.iterdir())
