"""The set-up: one list of packages, said three times, must say the same thing each time."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CONDA_NAMES = {
    "matplotlib-base": "matplotlib",
    "python-igraph": "igraph",
}  # conda-forge's name -> the Python registry's


def declared(*extras):
    """Direct requirements of pyproject.toml by name: the runtime's, and those of the extras asked for."""
    lines = list(PROJECT["dependencies"])
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, lines)}


def locked(name):
    """Every `package==version` of a lock file, by name (one entry a line; a marker may follow)."""
    pins = {}
    for package, version in re.findall(r"(?m)^([\w.\-]+)==([^\s;\\]+)", (ROOT / name).read_text()):
        pins.setdefault(canonicalize_name(package), set()).add(version)
    return pins


def conda():
    """environment.yml's packages as name -> exact version (python and pip, which every environment has, left out)."""
    pins = {}
    for name, version in re.findall(
        r"(?m)^\s*-\s*([A-Za-z][\w.\-]*)={1,2}([\w.]+)\s*$", (ROOT / "environment.yml").read_text()
    ):
        pins[canonicalize_name(CONDA_NAMES.get(name, name))] = version
    return pins


def test_environment_yml_lists_exactly_the_direct_dependencies():
    assert set(conda()) == set(declared("test", "build"))


@pytest.mark.parametrize("lock, extras", [("requirements.lock", ()), ("requirements-test.lock", ("test", "build"))])
def test_lock_has_one_version_of_each_direct_dependency_within_the_declared_range(lock, extras):
    pins = locked(lock)
    for name, allowed in declared(*extras).items():
        assert len(pins.get(name, ())) == 1, f"{lock}: {name} should have exactly one version, has {pins.get(name)}"
        assert next(iter(pins[name])) in allowed, f"{lock}: {name} {pins[name]} is outside {allowed}"


def test_conda_and_pip_users_get_the_same_versions():
    pins = locked("requirements-test.lock")
    assert {name: {version} for name, version in conda().items()} == {name: pins[name] for name in conda()}


def test_learner_and_checker_share_every_runtime_version():
    everything = locked("requirements-test.lock")
    for name, versions in locked("requirements.lock").items():
        assert everything[name] == versions, name


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_locked_package_carries_a_hash_and_no_address(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?://|file:|--index|--find-links|/\w+/\w+/", text)
    for block in re.split(r"(?m)^(?=[\w.\-]+==)", text)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_ci_runs_the_readme_command_and_nothing_else_of_ours():
    assert re.findall(r"(?m)^make .*$", (ROOT / ".ci/run").read_text()) == ["make test"]
    assert "bash .ci/run" in (ROOT / ".github/workflows/ci.yml").read_text()
    for command in ("make lab", "make test"):
        assert command in (ROOT / "README.md").read_text()
