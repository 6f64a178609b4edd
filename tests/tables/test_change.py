"""A change of an average is what moved inside its parts plus what the parts' weights did."""

import numpy as np
import pandas as pd
import pytest

from helpers.tables.change import specifications, within_between

YEARS = [1995, 2011]


def frame(rows):
    return pd.DataFrame(rows, index=["food", "electronics"], columns=YEARS, dtype=float)


def test_the_two_parts_add_up_to_the_change():
    rng = np.random.default_rng(5)
    for _ in range(50):
        values, weights = (pd.DataFrame(rng.random((7, 2)), columns=YEARS) for _ in range(2))
        found = within_between(values, weights)
        assert found["within"] + found["between"] == pytest.approx(found["total"])
        assert found["last"] == pytest.approx(np.average(values[2011], weights=weights[2011]))


def test_when_only_weights_move_nothing_moved_within():
    found = within_between(frame([[10, 10], [50, 50]]), frame([[3, 1], [1, 3]]))
    assert found["within"] == 0 and found["between"] == pytest.approx(20)


def test_when_only_values_move_nothing_moved_between():
    found = within_between(frame([[10, 20], [50, 40]]), frame([[2, 4], [2, 4]]))
    assert found["between"] == pytest.approx(0) and found["total"] == pytest.approx(0)


def test_a_part_without_weight_needs_no_value_and_one_with_weight_does():
    assert within_between(frame([[10, 20], [np.nan, np.nan]]), frame([[1, 1], [0, 0]]))["within"] == pytest.approx(10)
    with pytest.raises(ValueError, match="none missing"):
        within_between(frame([[10, 20], [np.nan, 1]]), frame([[1, 1], [1, 0]]))
    with pytest.raises(ValueError, match="negative"):
        within_between(frame([[10, 20], [1, 1]]), frame([[1, 1], [-1, 1]]))


def test_a_choice_agrees_where_its_number_lies_above_the_line():
    table = specifications({"all": 1.2, "no China": 1.0, "no oil": 0.9}, above=1)
    assert table["agrees"].tolist() == [True, False, False] and list(table.index) == ["all", "no China", "no oil"]
    assert specifications({"all": -0.1})["agrees"].tolist() == [False]
