"""How everything is written: whole or not at all.

A file is written beside its place and then renamed, a folder is made beside and then renamed. A full disk, an interrupt
or a kill at any moment leaves the old whole thing or the new one; what a killed process left beside a place is cleared
when something is next written there.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl

    fcntl.flock  # noqa: B018  a browser's Python has the module without it
except (ImportError, AttributeError):  # Windows locks by other means; a browser has one tab at a time, and merges what it reads
    fcntl = None
try:
    import msvcrt
except ImportError:
    msvcrt = None

REASONS = {
    errno.ENOSPC: "the disk is full: make room",
    errno.EDQUOT: "your share of the disk is used up: make room",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ENOTDIR: "a file stands where a folder should be: move it away",
    errno.EEXIST: "a file stands where a folder should be: move it away",
    errno.EISDIR: "a folder stands where a file should be: move it away",
}
FORSAKEN = 3600  # seconds after which a part is taken for left behind, where its process cannot be asked after


def reason(error: OSError) -> str:
    """What a disk did to us, in words."""
    return REASONS.get(error.errno, str(error.strerror or error) or type(error).__name__)


def write(path: Path, content: str | bytes) -> bool:
    """Write a file in one step; says whether anything changed. Text is UTF-8, its lines end as they are given.

    Raises OSError that names the file, which is then as it was, with nothing beside it.
    """
    path = Path(os.path.realpath(path))
    new = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if path.is_file() and path.read_bytes() == new:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside(path) as part:
            with part.open("xb") as held:
                held.write(new)
                held.flush()
                os.fsync(held.fileno())
            if path.exists():
                shutil.copymode(path, part)
            os.replace(part, path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
    return True


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """Make a folder in one step: yields an empty one beside its place, which takes it if the block ends without an error.

    Raises OSError where something stands there by then.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with beside(path) as part:
        part.mkdir()
        yield part
        os.replace(part, path)


def free(path: Path, words: str) -> Path:
    """A name beside a path that is not taken: "a (words).txt", or "a (words, 2).txt" if it is."""
    names = (path.with_name(f"{path.stem} ({words}{f', {k}' if k > 1 else ''}){path.suffix}") for k in range(1, 1000))
    return next(p for p in names if not p.exists())


@contextmanager
def locked(path: Path, seconds: float = 2.0) -> Iterator[None]:
    """Let one process at a time into this block, by a lock on an empty file.

    Where there is no lock to be had (a disk or a system without, a process that hangs) it goes on without after a while.
    """
    with contextlib.ExitStack() as held:
        if fcntl or msvcrt:
            with contextlib.suppress(OSError):
                file = held.enter_context(path.open("ab"))
                _lock(file, time.monotonic() + seconds)
                if not fcntl:
                    held.callback(_bytes, file, msvcrt.LK_UNLCK)
        yield


def _lock(file, until: float) -> None:
    """Take a lock; it goes when the file is closed, by a kill too."""
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB) if fcntl else _bytes(file, msvcrt.LK_NBLCK)
        except (BlockingIOError, PermissionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.005)


def _bytes(file, how: int) -> None:
    """Lock or free the first byte of a file, as Windows does it; PermissionError where another holds it."""
    file.seek(0)
    msvcrt.locking(file.fileno(), how, 1)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A free name beside a path, for what is being made and then renamed; whatever still bears it when the block ends goes.

    What a killed process left under such a name goes before.
    """
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        if _forsaken(left):
            _remove(left)
    part = path.with_name(f".{path.name}.{os.getpid()}.{uuid.uuid4().hex[:8]}.part")
    try:
        yield part
    finally:
        _remove(part)


def _forsaken(part: Path) -> bool:
    """Whether nobody is at work on a part any more: its process is gone, or an hour has passed."""
    try:
        if os.name == "posix":
            os.kill(int(part.name.split(".")[-3]), 0)
        return time.time() - part.stat().st_mtime > FORSAKEN
    except (ProcessLookupError, ValueError):
        return True
    except OSError:  # another's process, or the part is gone by now
        return False


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
