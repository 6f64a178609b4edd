"""Where a submission runs: bubblewrap's namespaces around one process, on a copy of the course without expected values."""

from __future__ import annotations

import compileall
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from helpers.course.books import ROOT
from helpers.marking import MarkingError

HERE = Path(__file__).parent
# What tells what is right, or makes and marks lessons: a submission's copy of the course is made without it.
WITHHELD = ("__pycache__", "lesson_?_*.py", "chapter_?.py", "course", "build", "marking")
PASSED_ON = ("LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "LANG", "LC_ALL", "TZ")
COURSE, HANDED_IN, DESK = "/course", "/handed_in", "/tmp/desk"
FIRST_USER = 65_000  # nobody's numbers: no account has them
SAID = 8 << 20  # bytes of answers that are read
NEEDED = (
    "Submissions cannot be shut in on this machine: {why}. On Debian or Ubuntu: sudo apt install bubblewrap; elsewhere "
    "mark in a Linux machine of its own. --unprotected runs them as you, with your files and network in their reach."
)


@dataclass(frozen=True)
class Limits:
    """What one submission may take."""

    seconds: float = 300  # in all
    cell: int = 60  # seconds for one cell
    memory: int = 3 << 30  # bytes for one process, and for all of them together
    room: int = 256 << 20  # bytes it may write
    processes: int = 200  # with threads


@dataclass(frozen=True)
class Sandbox:
    """A copy of the course, and how to run something beside it."""

    course: Path
    protected: bool = True
    limits: Limits = Limits()

    def run(self, cells: list[str], names: dict[str, str], files: Path | None = None, economy: str = "", place: int = 0) -> dict:  # fmt: skip
        """What one submission says its answers are: ``names`` leads from each exercise to the variable that holds it.

        Returns the last thing it said, with ``state``: "finished", or what ended it. ``place`` tells apart what runs at once.
        """
        job = json.dumps({"cells": cells, "names": names, **asdict(self.limits)}).encode()
        with tempfile.TemporaryFile() as said, _desk(files, economy) as desk:
            process = subprocess.Popen(
                self._command(desk, place), stdin=subprocess.PIPE, stdout=said, stderr=subprocess.DEVNULL,
                env=self._environment(desk), cwd="/" if self.protected else desk, start_new_session=True,
            )  # fmt: skip
            try:
                threading.Thread(target=_hand_over, args=(process.stdin, job), daemon=True).start()
                ended = _watch(process, self.limits)
            finally:
                _end(process)
            return _last(said, ended)

    def _environment(self, desk: Path) -> dict[str, str]:
        held = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        home = {"HOME": "/tmp", "PATH": f"{sys.prefix}/bin:/usr/bin:/bin", "JUPYTER_PLATFORM_DIRS": "1"}
        course = COURSE if self.protected else str(self.course)
        own = {"PYTHONPATH": course, "PYTHONDONTWRITEBYTECODE": "1", "GVC_DESK": DESK if self.protected else str(desk)}
        return held | home | own | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MPLCONFIGDIR": "/tmp"}

    def _command(self, desk: Path, place: int) -> list[str]:
        inside = [sys.executable, f"{COURSE if self.protected else self.course}/inside.py"]
        if not self.protected:
            return inside
        bound = [a for path in _read_only() for a in (*_above(path), "--ro-bind-try", path, path)]
        links = [a for p in ("bin", "lib", "lib64") if Path(f"/{p}").is_symlink() for a in ("--symlink", f"usr/{p}", f"/{p}")]  # fmt: skip
        given = [a for name, value in self._environment(desk).items() for a in ("--setenv", name, value)]
        limited = ["--perms", "1777", "--size", str(self.limits.room), "--tmpfs"]
        return [
            "bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
            "--die-with-parent", "--new-session", "--clearenv", *given, *limited, "/tmp", *links, *bound, *_masked(),
            "--proc", "/proc", "--dev", "/dev", *limited, "/dev/shm",
            "--ro-bind", str(self.course), COURSE, "--ro-bind", str(desk), HANDED_IN, *_as_nobody(FIRST_USER + place),
            "sh", "-c", f'cp -r {HANDED_IN} {DESK} && chmod -R u+w {DESK} && cd {DESK} && exec "$@"', "sh", *inside,
        ]  # fmt: skip


def _as_nobody(user: int) -> list[str]:
    """Another user: for root a number without an account, for others a number that only holds in the sandbox."""
    if os.geteuid() == 0:
        lowered = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]  # fmt: skip
        return ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP", "--", *lowered]
    return ["--unshare-user", "--uid", str(user), "--gid", str(user), "--"]


def _read_only() -> list[str]:
    """Folders a Python needs: the system's programs, the Python itself, its packages."""
    own = {os.path.realpath(sys.base_prefix), sys.base_prefix, sys.prefix}
    system = ["/usr", "/etc/ld.so.cache", "/etc/fonts", "/etc/ssl", *(f"/{p}" for p in ("bin", "lib", "lib64") if not Path(f"/{p}").is_symlink())]  # fmt: skip
    return system + sorted(p for p in own if not p.startswith("/usr/"))


def _above(path: str) -> list[str]:
    """Folders on the way to a path, that anyone may pass through."""
    return [a for p in reversed(Path(path).parents[:-1]) for a in ("--perms", "0755", "--dir", str(p))]


def _masked() -> list[str]:
    """An empty folder over each installed copy of the course: it would hold the expected values."""
    found = [Path(p) / "helpers" for p in sys.path if "site-packages" in p or "dist-packages" in p]
    return [a for path in found if path.is_dir() for a in ("--tmpfs", str(path))]


@contextmanager
def laid_out(protected: bool = True, limits: Limits = Limits()) -> Iterator[Sandbox]:
    """A sandbox for a class set, tried out once; MarkingError where this machine has none."""
    with tempfile.TemporaryDirectory(prefix="course-") as held:
        course = Path(held) / "course"
        shutil.copytree(ROOT / "helpers", course / "helpers", ignore=shutil.ignore_patterns(*WITHHELD), dirs_exist_ok=True)  # fmt: skip
        # an exercise's module and a figure's or an explorer's share a pattern of names: only the former tells what is right
        for room in ("figures", "explorers"):
            shutil.copytree(ROOT / "helpers" / room, course / "helpers" / room, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)  # fmt: skip
        shutil.copytree(ROOT / "data", course / "data")
        shutil.copy(HERE / "inside.py", course)
        compileall.compile_dir(course / "helpers", quiet=2)
        for path in [Path(held), *Path(held).rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        sandbox = Sandbox(course, protected, limits)
        if protected:
            _tried(sandbox)
        yield sandbox


def _tried(sandbox: Sandbox) -> None:
    if shutil.which("bwrap") is None:
        raise MarkingError(NEEDED.format(why="bubblewrap is not installed"))
    with _desk(None, "") as desk:
        command = [*sandbox._command(desk, 0)[:-1], "-c", "import helpers, nbclient"]
        told = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if told.returncode:
        why = (told.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise MarkingError(NEEDED.format(why=f"a trial ended with “{why}”"))


@contextmanager
def _desk(files: Path | None, economy: str) -> Iterator[Path]:
    """What the submission finds in its folder: the files handed in with it, and its economy where one was assigned."""
    with tempfile.TemporaryDirectory(prefix="desk-") as held:
        desk = Path(held) / "desk"
        desk.mkdir()
        for path in sorted(files.iterdir()) if files else ():
            if path.is_file() and not path.is_symlink() and path.suffix != ".ipynb" and path.stat().st_size < 10 << 20:
                shutil.copy(path, desk)
        if economy:
            (desk / "progress.json").write_text(json.dumps({"format": 1, "economy": economy, "path": "", "exercises": {}}))  # fmt: skip
        for path in (Path(held), desk, *desk.iterdir()):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield desk


def _hand_over(pipe, job: bytes) -> None:
    with contextlib.suppress(OSError), pipe:
        pipe.write(job)


def _watch(process: subprocess.Popen, limits: Limits) -> str:
    """Wait until a submission ends, or has had its time or memory; why it was ended, or nothing."""
    until = time.monotonic() + limits.seconds + 15
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.2)
            return ""
        if time.monotonic() > until:
            return "out of time"
        if _memory(process.pid) > limits.memory:
            return "out of memory"


def _memory(pid: int) -> int:
    """Bytes a process and all that it started hold."""
    held = 0
    with contextlib.suppress(psutil.Error):
        for one in [(top := psutil.Process(pid)), *top.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                held += one.memory_info().rss
    return held


def _end(process: subprocess.Popen) -> None:
    """End a submission with all it started: the first process of its namespace takes the others along."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _last(said, ended: str) -> dict:
    """The last whole line a submission wrote, as far as it is what is asked for."""
    said.seek(0)
    lines = said.read(SAID).split(b"\n")[:-1]
    for line in reversed(lines[-3:]):
        with contextlib.suppress(ValueError, RecursionError):
            told = json.loads(line)
            if isinstance(told, dict) and isinstance(told.get("answers"), dict):
                failed = told["failed"] if isinstance(told.get("failed"), dict) else {}
                return {"answers": told["answers"], "mine": told.get("mine"), "failed": failed, "state": ended or str(told.get("state"))[:40]}  # fmt: skip
    return {"answers": {}, "mine": "", "failed": {}, "state": ended or "said nothing"}
