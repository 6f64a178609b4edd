"""Tables: innovation."""

import pytest

from helpers.tables import innovation


def test_patent_shares_add_up_and_an_unknown_class_is_named():
    assert innovation.patent_shares().sum(axis=1).to_numpy() == pytest.approx(1)
    with pytest.raises(ValueError, match="no class 'magic'"):
        innovation.patent_shares("magic")


def test_the_weight_of_lags_is_a_correlation():
    link = innovation.lagged_link()
    assert link.dropna().between(-1, 1).all() and link.notna().sum() >= 3
