"""Tables: ict."""

import pytest

from helpers import datasets
from helpers.mrio import MRIO
from helpers.tables import ict


@pytest.fixture(scope="module")
def wiod() -> MRIO:
    return datasets.mrio(2011)


def test_all_industries_of_origin_together_are_the_whole_export(wiod):
    held = ict.inside_exports(wiod, origins=tuple(wiod.industries)).sum(axis=1)
    assert held.to_numpy() == pytest.approx(1, abs=2e-3)


def test_more_people_online_go_with_no_more_participation_within_economies_and_years():
    effect = ict.internet_effect().loc["within economies and years"]
    assert effect["low"] < 0 < effect["high"]
