"""Names and groups: every code has a name, groups are those of their treaties, concordances cover what they map."""

import pytest

from helpers import classification as c
from helpers import datasets


def test_groups_are_as_many_as_their_names_say():
    assert len(c.E11) == 11 and len(c.EU27) == 27 and len(c.WIOD) == 41 - ("ROW" not in c.WIOD)
    assert set(c.E11_IN_WIOD) == set(c.E11) - {"ARG", "SAU", "ZAF"} and "GBR" in c.EU27 and "HRV" not in c.EU27
    assert set(c.MANUFACTURING) < set(c.GOODS) < set(c.industries().index) == set(datasets.mrio(2011).industries)
    assert len(c.MANUFACTURING) == 11 and c.WIOD_YEARS == tuple(range(1995, 2012))


def test_areas_hold_neighbours_and_nobody_is_in_two():
    assert [c.area(k) for k in ("DEU", "CHN", "MEX", "BRA", "ROW", "XXX")] == ["Europe", "Factory Asia", "North America", "Other", "Other", "Other"]  # fmt: skip


def test_unknown_codes_keep_themselves_and_unknown_publishers_are_named():
    assert c.names(["CHN", "XXX"]) == ["China", "XXX"]
    assert c.node_names([("CHN", "electronics"), ("XXX", "magic")])[1] == "XXX, magic"
    with pytest.raises(ValueError, match="no concordance for 'tiva2013'; there are wiod2013 and icio2025"):
        c.concordance("tiva2013")
    with pytest.raises(
        ValueError, match="no industry names of 'magic'; there are those of wiod2013, icio2025, tiva2013"
    ):
        c.concordance_labels("magic")


@pytest.mark.parametrize("source", ["wiod2013", "icio2025"])
def test_every_teaching_industry_is_made_of_some_published_one_and_has_a_name(source):
    assert set(c.concordance(source).values()) == set(c.industries().index)
    assert set(c.concordance_labels(source)) == set(c.concordance(source))
    assert len(set(c.tiva2013_groups().values())) == 4 and set(c.tiva2013_groups()) == set(
        c.concordance_labels("tiva2013")
    )
