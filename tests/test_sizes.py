"""What sizes alone give keeps every size and nothing else; tables brought to sums keep their form."""

import numpy as np
import pytest

from helpers import sizes

W = np.array([[0, 4.0, 1], [2, 0, 3], [5, 1, 0]])


def test_everyone_sells_and_buys_as_much_and_nothing_at_home():
    made = sizes.alone(W.sum(axis=1), W.sum(axis=0))
    assert np.diag(made).tolist() == [0, 0, 0]
    assert made.sum(axis=1) == pytest.approx(W.sum(axis=1)) and made.sum(axis=0) == pytest.approx(W.sum(axis=0))
    assert made[0, 1] * made[1, 2] * made[2, 0] == pytest.approx(made[0, 2] * made[2, 1] * made[1, 0])  # aᵢbⱼ


def test_many_tables_at_once_are_each_as_alone():
    many = np.stack([W, W.T])
    both = sizes.alone(many.sum(axis=2), many.sum(axis=1))
    assert both[1] == pytest.approx(sizes.alone(W.sum(axis=0), W.sum(axis=1)))
    start = np.ones((2, 3, 3))
    made = sizes.scaled(start, W.sum(axis=1), W.sum(axis=0))
    assert made[0] == pytest.approx(made[1]) and made[0] == pytest.approx(np.outer(W.sum(axis=1), W.sum(axis=0)) / W.sum())


def test_one_group_does_not_trade_with_itself():
    sold = np.array([3.0, 1, 2, 2])
    made = sizes.alone(sold, sold, np.array([0, 0, 1, 1]))
    assert (made[:2, :2] == 0).all() and (made[2:, 2:] == 0).all() and made.sum(axis=1) == pytest.approx(sold)


def test_who_trades_nothing_gets_nothing():
    held = np.pad(W, ((0, 1), (0, 1)))
    for made in (sizes.alone(held.sum(axis=1), held.sum(axis=0)), sizes.scaled(np.ones((4, 4)), held.sum(axis=1), held.sum(axis=0))):
        assert made[3].sum() == made[:, 3].sum() == 0 and made.sum() == pytest.approx(W.sum())


def test_equal_partners_count_each_and_nobody_is_missing():
    found = sizes.effective(np.array([[5.0, 5, 5, 5], [7, 0, 0, 0], [0, 0, 0, 0]]))
    assert found[:2].tolist() == [4, 1] and np.isnan(found[2])
