"""The set-up: one list of packages, said three times, says the same each time; and it holds in any folder, or says why not."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
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
    return {name: version for name, version in pins.items() if name != "python"}


def test_environment_yml_lists_exactly_the_direct_dependencies():
    assert set(conda()) == set(declared("test", "build"))


@pytest.mark.parametrize("lock, extras", [("requirements.lock", ()), ("requirements-test.lock", ("test", "build", "site", "teach"))])
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


# The folder: make in one of its own, with a set-up of no packages (what is real is make, the environment and pip)


ELSEWHERE = {
    "PIP_NO_INDEX": "1",
    "PIP_RETRIES": "0",
    "HOME": "/nonexistent/home",
}  # nothing is fetched, nothing kept at home


def shell(**env):
    """A fresh shell's variables in the C locale, but for env (None: taken away)."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS", "PYTHON", "PIP_"))}
    given = kept | {"LC_ALL": "C", "PYTHON": sys._base_executable} | ELSEWHERE | env
    return {k: v for k, v in given.items() if v is not None}


def call(folder, *targets, **env):
    """What `make` says and returns in a folder."""
    command = [shutil.which("make"), "--no-print-directory", "-C", folder, *targets]
    return subprocess.run(command, capture_output=True, env=shell(**env), encoding="utf-8", timeout=300)


def bare(folder):
    """A folder with the course's Makefile and helpers, and locks of no package."""
    shutil.copytree(ROOT / "helpers", folder / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "requirements.lock").touch()
    (folder / "requirements-test.lock").touch()
    return folder


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A folder whose set-up was killed as soon as it had a Python, long before it had pip."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    folder = bare(tmp_path_factory.mktemp("course") / "Kurs ü, Группа 日本")
    command = ["make", "-C", folder, ".venv/.tests"]
    with subprocess.Popen(command, env=shell(), stdout=subprocess.DEVNULL, start_new_session=True) as process:
        end = time.monotonic() + 60
        while not (folder / ".venv/bin/python").exists() and time.monotonic() < end:
            time.sleep(0.001)
        os.killpg(process.pid, signal.SIGKILL)
    assert (folder / ".venv/bin/python").exists()
    return folder


@pytest.fixture(scope="module")
def set_up(killed):
    """The same folder after the next command; tests that change it take a copy."""
    done = call(killed, ".venv/.tests")
    assert done.returncode == 0, done.stdout + done.stderr
    return killed


@pytest.fixture
def copied(set_up, tmp_path):
    return Path(shutil.copytree(set_up, tmp_path / "ein zweiter ü", symlinks=True))


def imported(folder):
    """Where this folder's environment finds helpers, asked from another folder."""
    asked = [folder / ".venv/bin/python", "-Ic", "import helpers; print(ascii(helpers.__file__))"]
    return subprocess.run(asked, cwd="/", capture_output=True, text=True, timeout=60).stdout.strip()


def ready(folder):
    return call(folder, "-q", ".venv/.tests").returncode == 0


def test_a_set_up_that_was_killed_is_made_anew_by_the_next_command(set_up):
    assert ready(set_up) and imported(set_up) == ascii(str(set_up / "helpers/__init__.py"))
    assert list(set_up.glob(".venv/lib/python3.*/site-packages/pip/__init__.py"))


def test_a_copied_and_a_moved_folder_are_ready_and_import_their_own_helpers(set_up, copied):
    assert ready(set_up) and ready(copied)
    moved = copied.rename(copied.with_name("дальше"))
    assert ready(moved)
    assert imported(set_up) == ascii(str(set_up / "helpers/__init__.py"))
    assert imported(moved) == ascii(str(moved / "helpers/__init__.py"))


@pytest.mark.parametrize("what", ["gone", "another version's"])
def test_an_environment_whose_python_is_gone_or_another_is_made_anew(copied, what):
    python = copied / ".venv/bin/python"
    for link in copied.glob(".venv/bin/python*"):
        link.unlink()
    if what == "gone":
        python.symlink_to("/nonexistent/python3")
    else:  # starts, but looks for its packages elsewhere
        python.symlink_to(sys._base_executable)
        (copied / ".venv/lib").rename(copied / ".venv/libraries")
    assert not ready(copied)


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks")
def test_a_set_up_waits_for_another_that_is_still_at_work_here(copied):
    import fcntl

    (copied / ".venv/.ready").unlink()
    pip = copied / ".venv/bin/pip"
    before = pip.stat().st_ino
    with (copied / "requirements.lock").open("ab") as at_work:  # as by a set-up whose make was killed, but not its pip
        fcntl.flock(at_work, fcntl.LOCK_EX)
        second = subprocess.Popen(["make", "-C", copied, ".venv/.ready"], env=shell(), stdout=subprocess.DEVNULL)
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(2)
        assert pip.stat().st_ino == before
        (copied / ".venv/.ready").touch()  # it has ended well
    assert second.wait(120) == 0 and pip.stat().st_ino == before  # nothing was made twice


def test_packages_that_cannot_be_had_are_told_and_are_fetched_once_they_can(copied):
    lock = copied / "requirements-test.lock"
    lock.write_text(f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n")
    os.utime(lock, (time.time() + 5,) * 2)
    failed = call(copied, ".venv/.tests")
    assert failed.returncode and "It needs the network" in failed.stdout.splitlines()[-1]
    assert not (copied / ".venv/.ready").exists()  # half an environment is not taken for a whole one


@pytest.mark.parametrize("old", [False, True])
def test_no_python_or_an_old_one_is_told_with_the_command_that_helps(tmp_path, old):
    folder, programs = bare(tmp_path / "Kurs ü"), tmp_path / "bin"
    programs.mkdir()
    (programs / "rm").symlink_to(shutil.which("rm"))
    if old:
        (programs / "python3").write_text("#!/bin/sh\nexit 1\n")
        (programs / "python3").chmod(0o755)
    failed = call(folder, ".venv/.ready", PATH=str(programs), PYTHON=None)
    assert failed.returncode and "Python 3.11, 3.12 or 3.13" in failed.stdout
    assert "make lab PYTHON=" in failed.stdout.splitlines()[-1]


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_yours_is_told_with_the_command_that_helps(tmp_path):
    folder = bare(tmp_path / "Kurs ü")
    folder.chmod(0o555)
    failed = call(folder, ".venv/.ready")
    assert failed.returncode and failed.stdout.startswith("You may not write in this folder")
    copy = tmp_path / "mine"
    subprocess.run(re.search("cp -R .*", failed.stdout)[0].replace("~/gvc", str(copy)), shell=True, check=True)
    assert os.access(copy, os.W_OK) and (copy / "helpers").is_dir()


@pytest.mark.parametrize("home", [None, "", "/nonexistent/home"])
def test_what_is_started_has_a_home_and_a_place_for_passing_files(set_up, home):
    (set_up / "say.mk").write_text('include Makefile\nsay:\n\t@echo "$$HOME|$$TMPDIR|$$PYTHONPATH"\n', encoding="utf-8")
    said = call(set_up, "-f", "say.mk", "say", HOME=home, TMPDIR="/nonexistent", PYTHONPATH="/elsewhere")
    assert said.stdout.strip() == f"{set_up}/.venv/home|/tmp|"
    assert os.access(set_up / ".venv/home", os.W_OK)
    at_home = call(set_up, "-f", "say.mk", "say", HOME=str(set_up))
    assert at_home.stdout.split("|")[0] == str(set_up)


def test_a_wrong_folder_of_data_is_told_in_a_sentence(tmp_path):
    said = subprocess.run(
        [sys.executable, "-m", "helpers.course", "check"],
        cwd=ROOT,
        env=os.environ | {"GVC_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert said.returncode == 1 and said.stdout == "" and said.stderr.count("\n") == 1
    assert said.stderr.startswith(f"GVC_DATA names {tmp_path}, which holds no") and "unset GVC_DATA" in said.stderr
