"""Open JupyterLab where a lesson's links work: in the desk for a learner, in notebooks/ for an author."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote

START = "0_start/0.1_start_here.ipynb"


def flags(root: Path, start: str = START) -> list[str]:
    """Settings for a JupyterLab whose root is a folder and that begins with a file in it.

    The root is said: JupyterLab would take the folder of the file it is given, and every link out of it would be dead.
    Nothing is looked up on the network (no extension manager, no news), which also makes the start faster.
    """
    allowed = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{quote(start)}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=",
        *allowed,
    ]


def open_lab(root: Path, more: list[str], start: str = START) -> None:
    """Run JupyterLab in this process until it is stopped."""
    from jupyterlab.labapp import main

    sys.argv = ["jupyter-lab", *flags(root, start), *more]
    main()
