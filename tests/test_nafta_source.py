"""Caliendo and Parro's inputs: kept as they were handed out, damaged files named."""

import os
from pathlib import Path

import numpy as np
import pytest

from helpers import datasets
from helpers.sources import SourceError
from helpers.sources.nafta import FIELDS, read

ORACLES = os.environ.get("GVC_ORACLES")


def test_a_missing_or_foreign_file_is_named(tmp_path):
    np.savez(tmp_path / "other.npz", x=np.ones(2))
    (tmp_path / "text.npz").write_text("no arrays")
    for name, words in (("none", "is missing"), ("other", "does not hold"), ("text", "cannot be read")):
        with pytest.raises(SourceError, match=f"{name}.npz {words}"):
            read(tmp_path / f"{name}.npz")


def test_a_region_without_a_code_is_named(tmp_path):
    held = {theirs: np.ones(1) for theirs in FIELDS.values()} | {"regions": np.array(["Mexico", "Atlantis"])}
    np.savez(tmp_path / "new.npz", **held)
    with pytest.raises(SourceError, match="does not have: Atlantis"):
        read(tmp_path / "new.npz")


@pytest.mark.skipif(not ORACLES, reason="GVC_ORACLES does not name the folder of published results")
def test_the_kept_file_holds_the_arrays_that_were_handed_out():
    fresh = read(Path(ORACLES) / "caliendo_parro_2015_inputs.npz")
    kept = datasets.arrays("nafta_1993")
    assert set(kept) == set(fresh)
    assert all(np.array_equal(kept[k], fresh[k]) for k in fresh)
