"""Tables: agreements."""

import pytest

from helpers import datasets
from helpers.tables import agreements


def test_agreements_only_come_and_cover_a_share_of_trade():
    cover = agreements.treaty_cover()
    assert cover["pairs"].is_monotonic_increasing and cover.min().min() > 0 and cover.max().max() < 1
    kinds = agreements.new_treaties(1995, 2011)
    assert kinds["pairs"].sum() == 40 * 39


def test_an_agreement_counts_from_the_year_it_enters_into_force():
    """NAFTA began in 1994, before the panel; China and Indonesia traded under ASEAN's agreement from its first year on."""
    panel = agreements.pair_trade().set_index(["origin", "destination", "year"])["agreement"]
    since = datasets.load("agreements").set_index(["region_a", "region_b"])["in_force_since"]
    new = [(a, b, int(y)) for (a, b), y in since.items() if 1996 <= y <= 2011 and (a, b, 2011) in panel.index]
    assert len(new) > 100
    for a, b, year in new:
        assert panel[a, b, year] and panel[b, a, year], (a, b, year)
        assert not panel[a, b, year - 1], (a, b, year)
    assert panel["MEX", "USA", 1995] and not panel["CHN", "USA", 2011]


def test_affinity_is_that_of_the_same_years_votes_and_nearer_is_more():
    panel = agreements.gravity_panel().set_index(["origin", "destination", "year"])["affinity"]
    votes = datasets.load("un_votes").set_index(["region", "year"])["ideal_point"]
    for a, b, year in (("USA", "RUS", 1996), ("CHN", "BRA", 2003), ("DEU", "KOR", 2011), ("RUS", "USA", 1995)):
        assert panel[a, b, year] == pytest.approx(-abs(votes[a, year] - votes[b, year]))
    assert panel["USA", "GBR", 2003] > panel["USA", "CHN", 2003]  # Iraq: some voted with the United States


def test_kinds_of_pairs_share_out_all_pairs_and_all_trade():
    kinds = agreements.new_treaties(2000, 2008)
    trade = agreements.pair_trade()
    total = trade.groupby("year")["value_added"].sum() / 1e3
    assert kinds[2000].sum() == pytest.approx(total[2000]) and kinds[2008].sum() == pytest.approx(total[2008])
    covered = trade.groupby("year")["agreement"].sum()
    assert kinds.loc["agreement from the start", "pairs"] == covered[2000]
    assert kinds.loc[["agreement from the start", "agreement came"], "pairs"].sum() == covered[2008]
    assert kinds["growth"].to_numpy() == pytest.approx((kinds[2008] / kinds[2000]).to_numpy())


def test_broad_schemes_make_most_of_the_difference_that_new_agreements_seem_to_make():
    wide, narrow = agreements.new_treaties(1995, 2011), agreements.new_treaties(1995, 2011, broad=False)
    assert wide["pairs"].sum() == narrow["pairs"].sum() and wide[2011].sum() == pytest.approx(narrow[2011].sum())
    ratio = [t.at["agreement came", "growth"] / t.at["no agreement", "growth"] for t in (wide, narrow)]
    assert ratio == pytest.approx([1.355, 1.020], abs=2e-3)
    assert agreements.treaty_specifications()["agrees"].all() and len(agreements.treaty_specifications()) == 16


def test_a_narrower_agreement_is_never_older_than_any():
    table = datasets.load("agreements").dropna()
    assert (table["narrower_since"] >= table["in_force_since"]).all()
    assert datasets.load("agreements")["narrower_since"].isna().sum() > 100
