"""What lesson 2.1 sorts: shares that add up, agreements that the paper's own groups bound, groups counted in full."""

import pytest

from helpers.classification import E11
from helpers.tables import sorting


def test_backward_and_forward_make_all_links():
    share, features = sorting.backward_share(), sorting.features("icio2015", 2011)
    told = features["backward share of links"] * 100
    assert share.loc[E11, 2011].to_numpy() == pytest.approx(told[E11].to_numpy())
    assert share.stack().between(0, 100).all() and set(E11) <= set(share.index)


def test_domestic_and_foreign_value_make_all_exports():
    table = sorting.in_exports()
    assert (table["domestic"] + table["foreign"]).to_numpy() == pytest.approx(100, abs=0.01)
    both = sorting.participation(2022)
    assert list(both) == ["backward", "forward"] and both.at["SAU", "forward"] > both.at["SAU", "backward"]


def test_six_sortings_are_compared_and_none_is_the_papers():
    table = sorting.agreements()
    assert len(table) == 6 and table["index"].between(-1, 0.99).all() and table["chance"].between(0, 1).all()
    assert table["index"].idxmax().startswith("ICIO") and "2011" in table["index"].idxmax()


def test_a_table_handed_out_is_the_callers_own():
    mine = sorting.blind("icio2015", 2011)
    mine["CHN"] = 9
    assert sorting.blind("icio2015", 2011)["CHN"] != 9


def test_every_economy_is_counted_once_beside_the_papers_groups():
    counted = sorting.crossed(sorting.blind("icio2015", 2011))
    assert counted.to_numpy().sum() == 11 and counted.loc["processor"].sum() == 4
    assert list(counted) == ["group 1", "group 2", "group 3"]
