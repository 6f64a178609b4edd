"""Open JupyterLab where a lesson's links work: in the desk for a learner, in notebooks/ for an author."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from helpers.course.books import ROOT, LessonError

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
    """Run JupyterLab in this process until it is stopped. LessonError where Jupyter has no home to keep its settings."""
    from jupyter_core.paths import jupyter_config_dir, jupyter_runtime_dir

    for kept in (jupyter_config_dir, jupyter_runtime_dir):
        try:
            Path(kept()).mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=kept()).close()
        except (OSError, RuntimeError) as error:  # RuntimeError: nobody knows where home is
            raise LessonError(
                f"Jupyter keeps its settings in your home folder and cannot ({error}). Name another home, for instance: "
                "HOME=$(mktemp -d) python -m helpers.course lab"
            ) from None

    from jupyterlab.labapp import main

    # lessons import the helpers of this folder, also where the environment was made for another (a copy, with conda)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    sys.argv = ["jupyter-lab", *flags(root, start), *more]
    main()
