"""How much memory each lesson takes, and so how many learners fit a machine: ``python tests/benchmarks/memory.py [2.2 …]``.

Runs lessons one by one in a kernel that may take no more than ``--limit`` GB of address space (1.5 by default) and prints,
in MB: the most that was resident; how much of it are files that all kernels of a machine share; the most address space.
Linux only (/proc). ``--server`` adds JupyterLab itself.
"""

import argparse
import contextlib
import os
import re
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from helpers.course import books, lab


def status(pid: int) -> dict[str, int]:
    """What the system says of a process's memory, in MB."""
    held = Path(f"/proc/{pid}/status").read_text()
    return {k: int(v) // 1024 for k, v in re.findall(r"(?m)^(Vm\w+|Rss\w+):\s+(\d+) kB", held)}


def measured(book: nbformat.NotebookNode, folder: Path, limit: float) -> dict[str, int]:
    """The kernel's memory once a notebook has run in it."""
    last: dict[str, int] = {}

    def look(**_) -> None:
        last.update(status(client.km.provisioner.pid))

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (int(limit * 1e9), int(limit * 1e9)))

    client = NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder)}}, on_cell_executed=look)
    client.execute(preexec_fn=limited)
    return last


def server() -> dict[str, int]:
    """JupyterLab's own memory once it has answered with its page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    more = ["--no-browser", f"--port={port}", "--IdentityProvider.token="]
    command = [sys.executable, "-m", "jupyterlab", *lab.flags(books.NOTEBOOKS), *more]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            time.sleep(1)
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/lab", timeout=60):
                return status(process.pid)
        raise TimeoutError("JupyterLab did not answer.")
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", help="numbers; all by default")
    parser.add_argument("--limit", type=float, default=1.5, help="GB of address space a kernel may take")
    parser.add_argument("--server", action="store_true", help="JupyterLab itself, too")
    given = parser.parse_args()
    print(f"{'':10}{'resident':>10}{'shared':>10}{'address space':>16}   (MB)", flush=True)
    row = "{:10}{VmHWM:>10}{RssFile:>10}{VmPeak:>16}"
    for path in [books.find(n) for n in given.lessons] or books.lessons():
        held = measured(books.read(path), path.parent, given.limit)
        print(row.format(books.number_of(path), **held), flush=True)
    if given.server:
        print(row.format("JupyterLab", **server()))


if __name__ == "__main__":
    os.environ.pop("GVC_DESK", None)
    main()
