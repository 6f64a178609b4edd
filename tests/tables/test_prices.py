"""What industries earn at the prices of 1995."""

import pytest

from helpers import datasets
from helpers.tables import prices


def test_in_1995_the_prices_of_1995_change_nothing_and_without_a_price_there_is_no_number():
    real = prices.at_1995("value_added")
    told = datasets.load("wiod_industries").set_index(["year", "region", "industry"])["value_added"]
    first = real.xs(1995, level="year").dropna()
    assert len(first) > 1300 and first.to_numpy() == pytest.approx(told[1995][first.index].to_numpy())
    assert real.xs("ROW", level="region").isna().all() and real[2011].isna().all()


def test_dear_oil_counts_for_less_at_the_prices_of_1995():
    real = prices.at_1995("value_added")
    told = datasets.load("wiod_industries").set_index(["year", "region", "industry"])["value_added"]
    assert real[2008, "RUS", "C"] < told[2008, "RUS", "C"] / 2
