"""Real clusters: found by rule, measured as defined, nothing counted as its own partner."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.participation import backward
from helpers.tables import cluster_ties

ALL = cluster_ties.measured(2022)


def test_the_rule_names_the_core_and_its_three_closest_manufacturing_industries():
    assert cluster_ties.members("electronics") == ("electronics", "metals", "machinery", "rubber_minerals")
    assert [len(cluster_ties.members(c, 2)) for c in cluster_ties.CORES] == [3] * 4
    assert all(
        cluster_ties.links(c).sum() == pytest.approx(100) and c not in cluster_ties.links(c) for c in cluster_ties.CORES
    )


def korea():
    """Flows inside Korea's electronics cluster and all its inputs, from the raw arrays."""
    m = datasets.mrio(2022)
    at = [
        m.region("KOR") * m.N + m.industries.index(i) for i in ("electronics", "metals", "machinery", "rubber_minerals")
    ]
    return m, at, m.Z[np.ix_(at, at)] * (1 - np.eye(4)), m.Z[:, at].sum(axis=0)


def test_intensity_density_and_scale_are_those_of_the_raw_table():
    _, _, own, needed = korea()
    row = ALL.loc[("KOR", "electronics")]
    assert row["intensity"] == pytest.approx(own.sum() / needed.sum() * 100)
    assert row["density"] == pytest.approx((own / needed >= 0.01).sum() / 12 * 100)
    assert row["scale"] == pytest.approx(own.sum() / 1000)


def test_same_industries_abroad_are_not_at_home():
    m, at, _, needed = korea()
    industries = np.array([n % m.N for n in at])
    abroad = sum(m.Z[np.ix_(g * m.N + industries, at)].sum() for g in range(m.G) if g != m.region("KOR"))
    assert ALL.at[("KOR", "electronics"), "abroad"] == pytest.approx(abroad / needed.sum() * 100)


def test_reciprocity_is_1_where_all_is_returned_and_0_where_nothing_is():
    assert cluster_ties.reciprocity(pd.DataFrame([[0, 2.0], [2, 0]])) == 1
    assert cluster_ties.reciprocity(pd.DataFrame([[0, 2.0], [0, 0]])) == 0
    assert cluster_ties.reciprocity(pd.DataFrame([[0, 3.0], [1, 0]])) == pytest.approx(0.5)
    assert np.isnan(cluster_ties.reciprocity(pd.DataFrame(np.zeros((2, 2)))))


def test_what_an_industry_buys_from_itself_is_no_tie():
    flows = cluster_ties.flows(datasets.mrio(2022), "KOR", cluster_ties.members("electronics"))
    assert (np.diag(flows) == 0).all()
    assert cluster_ties.reciprocity(flows) * 100 == pytest.approx(ALL.at[("KOR", "electronics"), "reciprocity"])


def test_four_equal_partners_count_four_and_one_counts_one():
    assert cluster_ties.effective(np.array([[5.0, 5, 5, 5], [7, 0, 0, 0]])).tolist() == [4, 1]
    assert np.isnan(cluster_ties.effective(np.zeros((1, 3)))).all()


def test_backward_participation_of_all_industries_is_that_of_the_economy():
    m = datasets.mrio(2011)
    every = backward(m)["KOR"] * 100
    kinds = cluster_ties.measured(2011).loc["KOR", "backward"]
    assert kinds.min() < every < kinds.max()


def test_shares_of_a_kind_s_earnings_add_up_to_no_more_than_all():
    total = ALL.groupby(level="cluster")["chain"].sum()
    assert (total < 100.001).all() and (total > 90).all()


def test_the_rest_of_the_world_and_tiny_clusters_are_left_out():
    regions = ALL.index.get_level_values("region")
    assert "ROW" not in regions and "STP" not in regions and ALL["output"].min() >= cluster_ties.SMALLEST


def test_nothing_that_is_measured_of_the_cluster_is_missing_or_out_of_bounds():
    own = [m for d, some in cluster_ties.DIMENSIONS.items() if d != "innovation" for m in some]
    assert ALL[own].notna().all(axis=None) and (ALL[own] >= 0).all(axis=None)
    assert ALL[["intensity", "density", "reciprocity", "abroad", "backward"]].max().max() <= 100


def test_innovation_is_the_economy_s_the_same_for_its_clusters():
    spread = ALL.groupby(level="region")[["research", "patents"]].agg(np.ptp)
    assert spread.max().max() == 0
    assert set(ALL["research"].dropna().index.get_level_values("region")) <= set(datasets.load("research")["region"])


def test_patents_before_2000_are_those_of_the_first_years():
    assert cluster_ties.innovation(1995).equals(cluster_ties.innovation(1999))
    assert cluster_ties.population(1995).equals(cluster_ties.population(2000))


def test_over_time_ends_with_the_last_wiod_table():
    table = cluster_ties.over_time("electronics", "intensity")
    assert list(table.index) == [1995, 1999, 2003, 2007, 2011]
    assert table.at[2011, "DEU"] == pytest.approx(cluster_ties.of_kind("electronics", 2011).at["DEU", "intensity"])
