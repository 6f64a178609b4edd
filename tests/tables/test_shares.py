"""Tables: shares."""

import pandas as pd
import pytest

from helpers.tables import shares

TRADE = pd.DataFrame([[0, 8, 1, 1], [6, 0, 1, 1], [1, 1, 0, 3], [1, 1, 5, 0]], list("abcd"), list("abcd"), dtype=float)
UNION = {"union": ["a", "b"]}


def test_inside_a_group_counts_or_does_not_in_the_group_and_in_the_world():
    """A union that trades mostly with itself weighs much as two countries and little as one region."""
    assert shares.weigh(TRADE, UNION)["union"] == pytest.approx(18 / 30)
    assert shares.weigh(TRADE, UNION, inside=False)["union"] == pytest.approx(4 / 16)
    assert shares.weigh(TRADE, {"union": ["a", "b"], "rest": ["c", "d"]}, inside=False).sum() == pytest.approx(1)


def test_what_a_group_buys_is_not_what_it_sells():
    bought = shares.weigh(TRADE, {"c": ["c"]}, "imports")["c"]
    assert bought == pytest.approx(7 / 30) != shares.weigh(TRADE, {"c": ["c"]})["c"]


def test_the_union_is_smaller_as_one_region_than_as_many_countries():
    from helpers.classification import EU27

    flows = shares.flows(2009)
    many, one = (shares.weigh(flows, {"eu": EU27}, inside=i)["eu"] for i in (True, False))
    assert 0.3 < many < 0.45 and 0.15 < one < many - 0.1
