"""Rooms without make, a POSIX system or a network: one route with Python alone, a lock by Windows' means, wheels on a stick."""

import ast
import hashlib
import re
import shlex
import subprocess
import sys
import types
import zipfile
from pathlib import Path

import pytest

from helpers import progress, writing
from helpers.course import __main__ as command
from helpers.course import wheels
from helpers.course.books import ROOT, LessonError

POSIX = {"fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "posix", "readline", "crypt", "syslog", "nis", "spwd"}  # fmt: skip
ABSENT = {"chown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getuid", "killpg", "mkfifo", "nice", "setsid", "sched_getaffinity", "statvfs", "uname", "wait3"}  # of os, on Windows # fmt: skip
MODULES = sorted(p for p in (ROOT / "helpers").rglob("*.py") if p.parent.name != "marking")  # whose sandbox needs Linux


def guarded(tree):
    """Nodes inside a try that catches what is missing, or an `if` that asks for the system or the attribute."""
    out = set()
    for node in ast.walk(tree):
        asks = isinstance(node, ast.If | ast.IfExp) and re.search(r"hasattr|os\.name|platform", ast.unparse(node.test))
        catches = isinstance(node, ast.Try) and any("ImportError" in ast.unparse(h.type) for h in node.handlers if h.type)  # fmt: skip
        if asks or catches:
            out |= {id(n) for n in ast.walk(node)}
    return out


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_module_needs_a_posix_system(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    safe = guarded(tree)
    for node in (n for n in ast.walk(tree) if id(n) not in safe):
        if isinstance(node, ast.Import):
            assert not POSIX & {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in POSIX
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            assert node.attr not in ABSENT, f"os.{node.attr} at line {node.lineno}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not re.match(r"/(tmp|bin|usr|dev|etc|var)(/|$)", node.value), f"{node.value} at line {node.lineno}"


def test_the_guard_is_seen_by_the_test_and_what_is_unguarded_too():
    tree = ast.parse("import fcntl\ntry:\n    import pwd\nexcept ImportError:\n    pwd = None\n")
    unsafe = [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) and id(n) not in guarded(tree) for a in n.names]  # fmt: skip
    assert unsafe == ["fcntl"]


def run(code, **more):
    """Python with POSIX modules taken away, as on Windows."""
    gone = "import sys\nfor name in " + repr(sorted(POSIX - {"posix"})) + ":\n    sys.modules[name] = None\n"
    return subprocess.run([sys.executable, "-c", gone + code], capture_output=True, encoding="utf-8", cwd=ROOT, **more)


def test_without_posix_modules_a_desk_is_laid_out_and_progress_kept(tmp_path):
    done = run(
        "import os, pathlib\n"
        "from helpers import writing\nassert writing.fcntl is None\n"
        "from helpers.course.__main__ import main\n"
        f"assert main(['desk', '--desk', {str(tmp_path / 'desk')!r}]) == 0\n"
        f"os.environ['GVC_DESK'] = {str(tmp_path / 'desk')!r}\n"
        "from helpers import progress\nprogress.record('2.2.3', 'correct')\n"
    )
    assert done.returncode == 0, done.stderr
    assert '"2.2.3"' in (tmp_path / "desk" / progress.FILE).read_text(encoding="utf-8")
    assert len(list((tmp_path / "desk").rglob("*.ipynb"))) > 20


@pytest.fixture
def windows(monkeypatch):
    """The lock by Windows' means, on a stand-in for msvcrt that behaves as its documentation says."""
    held = set()

    def locking(number, how, count):
        name = Path(f"/proc/self/fd/{number}").resolve()
        if how == 0:
            held.discard(name)
        elif name in held:
            raise PermissionError(13, "Permission denied")
        else:
            held.add(name)

    monkeypatch.setattr(writing, "fcntl", None)
    monkeypatch.setattr(writing, "msvcrt", types.SimpleNamespace(LK_NBLCK=2, LK_UNLCK=0, locking=locking))
    return held


def test_windows_lock_is_held_in_the_block_and_free_after(tmp_path, windows):
    with writing.locked(tmp_path / "lock"):
        assert windows == {tmp_path / "lock"}
    assert not windows


def test_windows_lock_is_free_after_an_error_too(tmp_path, windows):
    with pytest.raises(KeyError), writing.locked(tmp_path / "lock"):
        raise KeyError
    assert not windows


def test_a_lock_that_another_holds_is_waited_for_and_then_gone_without(tmp_path, windows):
    windows.add(tmp_path / "lock")
    with writing.locked(tmp_path / "lock", seconds=0.05):
        entered = True
    assert entered and windows == {tmp_path / "lock"}, "what another holds is not freed"


def test_progress_is_kept_under_windows_lock(tmp_path, windows, monkeypatch):
    monkeypatch.setenv("GVC_DESK", str(tmp_path))
    progress.record("2.2.1", "correct")
    assert progress.done("2.2.1") and not windows


PAGE = (ROOT / "notebooks" / "teach" / "awkward_rooms.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```\n(.*?)```", PAGE, re.S) for line in block.splitlines() if line.strip()]


def test_every_command_of_the_page_is_pythons_own_or_the_courses():
    assert len(LINES) >= 6
    for line in LINES:
        assert re.match(r"(py|python|\.venv\\Scripts\\python|\.venv/bin/python) -m (venv|pip|helpers\.course)\b", line), line  # fmt: skip
        assert not re.search(r"\bmake\b|bash|&&|/tmp", line)


@pytest.mark.parametrize("line", [x for x in LINES if "-m helpers.course" in x])
def test_every_command_of_the_course_on_the_page_is_understood(line):
    said = shlex.split(line.replace("\\", "/"))
    given, more = command.parser().parse_known_args(said[said.index("helpers.course") + 1 :])
    assert given.command in ("lab", "desk", "wheels") and not more


# Wheels on a stick


def wheel(folder, name):
    """A package of one empty module, as a wheel."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(f"{name}.py", "")
        packed.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        packed.writestr(f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr(f"{name}-1.0.dist-info/RECORD", "")
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def shop(tmp_path):
    """A folder that stands for the network, and a lock of two packages."""
    (tmp_path / "shop").mkdir()
    lock = tmp_path / "requirements.lock"
    lock.write_text(wheel(tmp_path / "shop", "gvc_one") + wheel(tmp_path / "shop", "gvc_two"))
    return tmp_path


def offline(shop):
    return ["--no-index", "--find-links", str(shop / "shop")]


def test_wheels_are_fetched_by_the_command_and_install_without_a_network(shop, monkeypatch, capsys):
    stick = shop / "stick"
    monkeypatch.setattr(wheels.fetch, "__defaults__", (shop / "requirements.lock",))
    assert command.main(["wheels", str(stick), *offline(shop)]) == 0  # what it does not know goes to pip
    assert "2 packages in" in capsys.readouterr().out
    (line,) = (x for x in (stick / wheels.PAGE).read_text(encoding="utf-8").splitlines() if "--no-index" in x)
    said = shlex.split(line.replace("DIR", str(stick)))[1:]
    done = subprocess.run([sys.executable, *said, "--target", str(shop / "there")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (shop / "there" / "gvc_one.py").is_file() and (shop / "there" / "gvc_two.py").is_file()


def test_a_fetch_that_was_cut_short_says_so_and_goes_on_from_there(shop):
    (shop / "shop" / "gvc_two-1.0-py3-none-any.whl").rename(shop / "later.whl")
    with pytest.raises(LessonError, match="gvc-two.*the same command goes on from there|gvc_two.*goes on from there"):
        wheels.fetch(shop / "stick", offline(shop), shop / "requirements.lock")
    (shop / "later.whl").rename(shop / "shop" / "gvc_two-1.0-py3-none-any.whl")
    assert wheels.fetch(shop / "stick", offline(shop), shop / "requirements.lock") == 2


def test_a_wheel_that_is_not_the_locks_is_refused(shop):
    lock = shop / "requirements.lock"
    lock.write_text(re.sub(r"sha256:[0-9a-f]{4}", "sha256:0000", lock.read_text()))
    with pytest.raises(LessonError, match="did not fetch"):
        wheels.fetch(shop / "stick", offline(shop), lock)
