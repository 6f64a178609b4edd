"""Clusters and cities: who is fed, who is left behind, and what economies show."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.agglomeration import CorePeriphery
from helpers.tables import gathering


def test_a_push_lasts_where_the_formula_says_that_equal_regions_do_not():
    table = gathering.specifications()
    assert len(table) == 36
    for mu in gathering.SHARES:
        for sigma in gathering.SUBSTITUTION:
            model = CorePeriphery(mu, sigma)
            for cost in gathering.COSTS:
                row = table.loc[f"manufactures {mu:g}, substitution {sigma:g}, cost {cost:g}"]
                if cost < model.break_point:
                    assert row["value"] > 99 and row["agrees"]
                elif cost > model.sustain_point:
                    assert row["value"] == pytest.approx(50, abs=0.5) and not row["agrees"]


def test_who_is_left_behind_loses_and_the_core_gains():
    table = gathering.who_gains()
    assert (table["farmers there"] < 0).all() and (table[["workers", "farmers here"]] > 0).all(axis=None)


def test_everybodys_mean_is_weighted_by_number():
    row = gathering.who_gains((1.4,)).loc[1.4]
    assert row["all"] == pytest.approx(0.4 * row["workers"] + 0.3 * row["farmers here"] + 0.3 * row["farmers there"])


def test_a_small_push_fades_and_a_large_one_lasts_between_the_two_points():
    end = gathering.after_a_push(1.72, steps=400).iloc[-1]
    assert end["52 %"] == pytest.approx(50, abs=0.5) and end["90 %"] > 99


def test_the_tipping_share_is_half_below_the_break_point_and_none_above_the_sustain_point():
    assert gathering.tipping_share(1.5) == pytest.approx(50)
    assert 50 < gathering.tipping_share(1.7) < gathering.tipping_share(1.78) < 100
    assert np.isnan(gathering.tipping_share(1.9))


def test_slopes_are_those_of_a_plain_regression():
    one, two = (pd.Series(np.asarray(m.x).reshape(m.G, m.N)[:, m.industries.index("metals")], m.regions) for m in (datasets.mrio(1995), datasets.mrio(2011)))
    one, two = one.drop("ROW"), two.drop("ROW")
    slope = np.polyfit(np.log(one), np.log(two / one), 1)[0]
    assert gathering.growth_by_size().at["metals", "value"] == pytest.approx(slope)


def test_electronics_and_textiles_come_from_fewer_economies_than_before():
    table = gathering.concentration()
    assert (table.loc[["electronics", "textiles"], 2011] < table.loc[["electronics", "textiles"], 1995]).all()
