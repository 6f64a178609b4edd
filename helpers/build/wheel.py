"""flit's build backend, with data/ inside the package: an installation finds its data without a checkout.

flit packs what lies in helpers/; data/ lies beside it, where readers look for it. So a wheel is made from a copy of both.
An editable installation reads the checkout itself and takes no copy.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from flit_core import buildapi
from flit_core.buildapi import (  # noqa: F401  what pip asks a backend for, as flit answers it
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

PAGES = ("pyproject.toml", "README.md", "LICENSE")


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None) -> str:
    """Make the wheel of the source tree in the working directory (PEP 517); returns its file's name."""
    wheel_directory = Path(wheel_directory).resolve()
    with tempfile.TemporaryDirectory(prefix="gvc-wheel-") as held:
        copy = Path(held)
        shutil.copytree("helpers", copy / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree("data", copy / "helpers" / "data", ignore=shutil.ignore_patterns(".*"))
        for page in PAGES:
            shutil.copyfile(page, copy / page)
        with contextlib.chdir(copy):
            return buildapi.build_wheel(wheel_directory, config_settings, metadata_directory)
