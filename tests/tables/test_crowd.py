"""Tables: crowd."""

import pytest

from helpers import search
from helpers.tables import crowd


def test_formula_and_simulation_agree():
    table = crowd.formula_against_simulation()
    assert table["simulated"].to_numpy() == pytest.approx(table["formula"].to_numpy(), abs=0.05)


def test_a_more_skilled_lab_needs_a_larger_crowd_and_overlap_makes_it_larger_still():
    needed = crowd.needed()
    assert (needed.diff().iloc[1:] > 0).all().all()
    assert (needed["overlap 0.3, bell-shaped"] > needed["independent, bell-shaped"]).all()
    assert needed.loc[1.5, "independent, bell-shaped"] == search.crowd_needed(10, 1.5)


def test_published_shares_each_name_their_source():
    table = crowd.published_shares()
    assert table["source"].str.len().min() > 10 and table["% of exports"].between(0, 100).all()


def test_no_more_people_are_online_than_there_are_and_every_crowd_has_one():
    online = crowd.people_online()
    assert online.between(10_000, 1.5e9).all() and online["CHN"] == online[["CHN", "USA", "KOR"]].max()


def test_a_crowd_of_a_thousand_is_enough_with_fat_tails_or_little_skill_and_overlap():
    table = crowd.specifications()
    assert len(table) == 24 and (table["agrees"] == (table["value"] <= 1000)).all()
    fat = table[table.index.str.endswith("fat-tailed")]["value"].to_numpy()
    bell = table[table.index.str.endswith("bell-shaped")]["value"].to_numpy()
    assert (fat <= bell).all(), "a fat tail never makes the crowd's task harder here"
    by_skill = table["value"].to_numpy().reshape(4, 6)
    assert (by_skill[1:] >= by_skill[:-1]).all(), "nor a better lab easier to match"
