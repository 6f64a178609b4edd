"""The website, built once for all tests: quickly, that is with the stored pictures and the smallest explorer alone."""

import os
import subprocess
import sys

from helpers import writing
from helpers.course.books import ROOT


def built(tmp_path_factory):
    """The folder of the site, and what the command said."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    site, said = shared / "website", shared / "website.txt"
    with writing.locked(shared / "website.lock", 600):
        if not said.exists():
            command = [sys.executable, "-m", "helpers.course", "site", "--quick", "--out", str(site)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            said.write_text(f"{done.returncode}\n{done.stdout}{done.stderr}")
    return site, said.read_text()
