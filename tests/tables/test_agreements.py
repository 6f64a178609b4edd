"""Tables: agreements."""

from helpers.tables import agreements


def test_agreements_only_come_and_cover_a_share_of_trade():
    cover = agreements.treaty_cover()
    assert cover["pairs"].is_monotonic_increasing and cover.min().min() > 0 and cover.max().max() < 1
    kinds = agreements.new_treaties(1995, 2011)
    assert kinds["pairs"].sum() == 40 * 39
