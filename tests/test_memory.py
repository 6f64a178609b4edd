"""A class fits a small server: what the libraries set aside without using it is not asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.memory import measured

import helpers
from helpers.course import books

PROC = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells what a process takes")


@PROC
@pytest.mark.parametrize("number", ["1.3", "4.3"] if os.environ.get("GVC_SWEEP") else ["1.3"])
def test_the_heaviest_lessons_fit_one_and_a_half_gigabytes_of_address_space(number):
    """1.3 keeps every table and its LU, 4.3 solves most worlds; what they really use is half of it."""
    path = books.find(number)
    held = measured(books.read(path), path.parent, limit=1.5)
    assert 200 < held["VmHWM"] < 900 and held["VmPeak"] < 1300, held


@PROC
def test_any_kernel_that_imports_the_course_first_sets_little_aside():
    """A kernel of somebody else's JupyterLab inherits nothing from us; what its first import can still settle it settles."""
    code = "from helpers import lesson; lesson.start('3.1'); print(open('/proc/self/status').read())"
    bare = {k: v for k, v in os.environ.items() if not k.endswith(("_THREADS", "_POOL", "_MAX"))}
    bare |= {"PYTHONPATH": str(Path(helpers.__file__).parents[1])}
    told = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=True).stdout
    assert int(told.split("VmPeak:")[1].split()[0]) < 900_000


def test_what_somebody_has_set_stays():
    code = "import os, helpers; print(os.environ['OMP_NUM_THREADS'], os.environ['MALLOC_ARENA_MAX'])"
    env = os.environ | {"PYTHONPATH": str(Path(helpers.__file__).parents[1]), "OMP_NUM_THREADS": "3"}
    env.pop("MALLOC_ARENA_MAX", None)
    assert subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True).stdout == "3 2\n"
