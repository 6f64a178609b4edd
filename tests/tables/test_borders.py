"""Blocs that lower a border: what members buy more of one another, and where they move."""

import numpy as np
import pytest

from helpers import worlds
from helpers.classification import E11_IN_WIOD
from helpers.tables import borders


@pytest.fixture(scope="module")
def found():
    return worlds.e11_in_2011()


def test_members_buy_more_of_each_other_and_less_at_home(found):
    moved = borders.trade_moved(found, E11_IN_WIOD)
    assert (moved["from members"] > 0).all() and (moved["at home"] < 0).all()


def test_what_is_bought_less_and_more_is_all_that_changed(found):
    moved, m = borders.trade_moved(found, E11_IN_WIOD), found.model
    for c in E11_IN_WIOD:
        n = m.region(c)
        assert moved.loc[c].sum() == pytest.approx(found.sales[n].sum() - m.sales[n].sum(), abs=1e-6)


def test_before_is_the_baseline_and_nothing_moves_without_a_policy():
    m = worlds.world_2011()
    table = borders.along_the_chain(m.counterfactual())
    for measure in table.columns.get_level_values(0).unique():
        assert np.allclose(table[measure, "before"], table[measure, "after"])


def test_every_member_gains_and_a_smaller_elasticity_never_changes_that():
    for case in ("as given", "half", "4 everywhere (Simonovska and Waugh 2014)"):
        assert (worlds.e11_in_2011(0.1, case).welfare[E11_IN_WIOD] > 1).all()


def test_blocs_know_their_members_in_both_worlds():
    assert len(worlds.blocs(2011)["e11"][1]) == 8 and len(worlds.blocs(1993)["e11"][1]) == 9
    assert set(worlds.NAFTA) <= set(worlds.blocs(1993)["all"][1])


def test_an_unknown_set_of_elasticities_is_named():
    with pytest.raises(ValueError, match="'magic' is not a set of elasticities"):
        worlds.world_2011("magic")
