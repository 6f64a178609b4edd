"""What the browser's Python gets: packages of its own distribution, and wheels made again from what is installed here.

Pyodide's list of packages (`pyodide-lock.json`) says what it has; ours takes that list and adds the course, and what
Pyodide has not and needs no compiler. Made from what the lock of the course installed, nothing is fetched for it.
"""

from __future__ import annotations

import base64
import contextlib
import csv
import hashlib
import importlib
import io
import json
import os
import re
import tomllib
import zipfile
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from helpers.course import books
from helpers.course.books import LessonError

LOCK = "pyodide-lock.json"
COURSE = "gvc-lessons"
# only servers and their pages need these; what they give a page is among the site's extensions
ELSEWHERE = {"jupyterlab-widgets", "widgetsnbextension"}
SAME_DAY = (2020, 1, 1, 0, 0, 0)  # of every file in a wheel: the same wheel each time


class Kernel:
    """A browser's Python: Pyodide's list of packages, and where in ours its files are."""

    def __init__(self, lock: Path, at: str):
        try:
            held = json.loads(lock.read_text(encoding="utf-8"))
            self.info, self.packages = held["info"], held["packages"]
            self.by_import = {i: name for name, p in self.packages.items() for i in p["imports"]}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LessonError(f"{lock} is no list of Pyodide's packages ({type(error).__name__}).") from None
        for package in self.packages.values():
            package["file_name"] = f"{at}{package['file_name']}"
        self.marks = {"sys_platform": "emscripten", "platform_system": "Emscripten", "platform_machine": "wasm32",
                      "python_version": ".".join(self.info["python"].split(".")[:2]), "extra": ""}  # fmt: skip

    def of_imports(self, names: set[str]) -> tuple[set[str], set[str]]:
        """The packages that these imports need here, and the imports that cannot be had."""
        found, missing = set(), set()
        for name in names:
            package = self.by_import.get(name) or next(iter(_distributions().get(name, ())), None)
            if package is None or self.lacks(package):
                missing.add(name)
            else:
                found.add(canonicalize_name(package))
        return found, missing

    def lacks(self, package: str) -> bool:
        """Whether Pyodide has neither the package nor could use the one installed here, with all that it needs."""
        if canonicalize_name(package) in self.packages:
            return False
        try:
            pure = is_pure(metadata.distribution(package))
        except metadata.PackageNotFoundError:
            return True
        return not pure or any(self.lacks(p) for p in self.needs(package))

    def needs(self, package: str) -> list[str]:
        """What a package installed here asks for, in a browser."""
        asked = [Requirement(line) for line in metadata.distribution(package).requires or ()]
        names = [canonicalize_name(r.name) for r in asked if not r.marker or r.marker.evaluate(self.marks)]
        return [n for n in names if n not in ELSEWHERE]

    def add(self, package: str, folder: Path) -> None:
        """Put a package that Pyodide has not on the list, with what it needs; its wheel goes into the folder."""
        name = canonicalize_name(package)
        if name not in self.packages:
            needs = self.needs(package)
            self.enter(named_by_content(rebuilt(metadata.distribution(package), folder)), needs, folder)
            for needed in needs:
                self.add(needed, folder)

    def enter(self, made: Path, needs: list[str], folder: Path) -> None:
        """Put a wheel of the folder on the list."""
        name, version, _, _ = parse_wheel_filename(made.name)
        with zipfile.ZipFile(made) as held:
            tops = {Path(n).parts[0] for n in held.namelist() if n.endswith(".py")}
        self.packages[name] = {
            "name": name, "version": str(version), "file_name": os.path.relpath(made, folder).replace(os.sep, "/"), "install_dir": "site",
            "sha256": hashlib.sha256(made.read_bytes()).hexdigest(), "package_type": "package", "unvendored_tests": False,
            "imports": sorted(t.removesuffix(".py") for t in tops), "depends": sorted(needs),
        }  # fmt: skip

    def write(self, folder: Path) -> None:
        """Write the list into the folder of the wheels."""
        held = {"info": self.info, "packages": dict(sorted(self.packages.items()))}
        (folder / LOCK).write_text(json.dumps(held), encoding="utf-8")


@cache
def _distributions() -> dict[str, list[str]]:
    return metadata.packages_distributions()


def _files(package: metadata.Distribution) -> list[metadata.PackagePath]:
    """A package's files that are its own: no programs, nothing that pip or Python left there."""
    own = (f for f in package.files or () if ".." not in f.parts and "__pycache__" not in f.parts)
    return [f for f in own if f.name not in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")]


def is_pure(package: metadata.Distribution) -> bool:
    """Whether a package runs without what was compiled in it: each compiled module has its source beside it."""
    there = {f.as_posix() for f in _files(package)}
    compiled = [f for f in _files(package) if f.suffix in (".so", ".pyd")]
    sources = {f.with_name(f"{f.name.split('.')[0]}.py").as_posix() for f in compiled if "__mypyc" not in f.name}
    return bool(there) and sources <= there


def rebuilt(package: metadata.Distribution, folder: Path) -> Path:
    """The wheel of an installed package, made again from its files, compiled ones left out (see `is_pure`)."""
    content = {}
    for file in _files(package):
        if file.suffix not in (".so", ".pyd"):
            content[file.as_posix()] = Path(file.locate()).read_bytes()
    at = next(name for name in content if name.endswith(".dist-info/WHEEL"))
    content[at] = re.sub(rb"(?m)^Tag: .*\n", b"", content[at]).replace(b"Purelib: false", b"Purelib: true").strip()
    content[at] += b"\nTag: py3-none-any\n"
    name = re.sub(r"[-_.]+", "_", package.metadata["Name"]).lower()
    return _zipped(content, at.rpartition("/")[0], folder, f"{name}-{package.version}-py3-none-any.whl")


def of_course(folder: Path) -> Path:
    """The wheel of the course, data inside."""
    project = tomllib.loads((books.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    backend = importlib.import_module(project["build-system"]["build-backend"])  # as pip would
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1577836800")  # flit's word for `SAME_DAY`
    with contextlib.chdir(books.ROOT):
        return folder / backend.build_wheel(folder)


def _zipped(content: dict[str, bytes], info: str, folder: Path, name: str) -> Path:
    record = io.StringIO()
    lines = csv.writer(record, lineterminator="\n")
    for file, held in sorted(content.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(held).digest()).rstrip(b"=").decode()
        lines.writerow([file, f"sha256={digest}", len(held)])
    lines.writerow([f"{info}/RECORD", "", ""])
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as out:
        for file, held in [*sorted(content.items()), (f"{info}/RECORD", record.getvalue().encode())]:
            out.writestr(zipfile.ZipInfo(file, SAME_DAY), held, zipfile.ZIP_DEFLATED)
    return folder / name


def named_by_content(made: Path) -> Path:
    """A wheel moved into a folder named by what it holds, so that no browser takes an older one for it."""
    to = made.parent / hashlib.sha256(made.read_bytes()).hexdigest()[:12] / made.name
    to.parent.mkdir()
    os.replace(made, to)
    return to
