"""Answers of exercises by another way: what identities say they are."""

import pytest

from helpers import datasets, exercises
from helpers.exercises import right_answer
from helpers.tables import risk


def answer(id):
    return right_answer(exercises.find(id))


def test_what_is_lost_when_a_buyer_falls_is_a_tenth_of_what_hangs_on_it_that_year():
    """The quantity model is linear: the loss is the part of the buyer's final demand that each economy's value added fills."""
    used, earned = (
        datasets.load(name).query("year == 2011") for name in ("wiod_flows", "wiod_regions")
    )  # full tables, not ours of 22 industries: near, and of no other year
    used = used.set_index(["origin", "destination"])["value_added"]
    earned = earned.set_index("region")["value_added"]
    assert answer("2.3.2") == pytest.approx(0.1 * used["MEX", "USA"] / earned["MEX"], rel=0.02)
    assert answer("2.3.2") == pytest.approx(0.1 * risk.routes("USA", 2011).loc["MEX"].sum() / 100)
    assert answer("2.3.3") == pytest.approx(0.1 * used["TWN", "CHN"] / earned["TWN"], rel=0.04)


def test_the_balance_in_value_added_is_the_balance_of_gross_trade():
    m = datasets.mrio(2009)
    trade = m.by_region(m.exports)
    k = m.region("TUR")
    assert answer("2.2.4") == pytest.approx((trade[k].sum() - trade[:, k].sum()) / 1e3, rel=5e-3)
