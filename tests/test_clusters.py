"""Blind sorting: fixed, comparable, and tested against every sorting chance could give."""

import itertools

import numpy as np
import pandas as pd
import pytest

from helpers import clusters
from helpers.tables import sorting


def test_features_know_all_eleven_except_in_wiod_and_lie_between_0_and_1():
    for edition, years in sorting.YEARS.items():
        for year in years:
            table = sorting.features(edition, year)
            assert len(table) == (8 if edition == "wiod2013" else 11)
            assert table.notna().all().all() and table.min().min() >= 0 and table.max().max() <= 1.2


def test_two_far_apart_clouds_are_found_by_both_methods():
    table = pd.DataFrame({"x": [0, 0.1, 0.2, 9, 9.1], "y": [0, 0.1, 0, 9, 9.2]}, index=list("abcde"))
    for method in ("k-means", "hierarchical"):
        assert clusters.cluster(table, 2, method).tolist() == [1, 1, 1, 0, 0]


def test_without_standardising_the_largest_unit_decides():
    table = pd.DataFrame({"share": [0.1, 0.9, 0.1, 0.9], "money": [1.0, 2.0, 1e6, 1e6 + 5]}, index=list("abcd"))
    raw = clusters.cluster(table, 2, standardise=False)
    assert raw["a"] == raw["b"] != raw["c"]


def test_the_permutation_p_value_is_the_share_of_all_sortings_that_agree_as_well():
    groups = dict(zip("abcdef", "xxxyyz", strict=True))
    found = pd.Series([0, 0, 1, 1, 1, 2], index=list("abcdef"))
    index, chance = clusters.agreement(found, groups)
    every = [clusters.adjusted_rand(found.tolist(), p) for p in itertools.permutations(groups.values())]
    assert index == pytest.approx(clusters.adjusted_rand(found.tolist(), groups.values()))
    assert chance == pytest.approx(np.mean(np.array(every) >= index - 1e-12))


def test_the_same_sorting_agrees_in_full():
    same = pd.Series(sorting.PAPER_GROUPS)
    index, chance = clusters.agreement(same, sorting.PAPER_GROUPS)
    assert index == 1 and chance == pytest.approx(1 / 6930)


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: sorting.features("tiva2030", 2011), "no edition"),
        (lambda: sorting.features("icio2015", 1999), "has no 1999"),
        (lambda: sorting.features("tiva2025", 1999), "has no 1999"),
        (lambda: clusters.cluster(sorting.features("icio2015", 2011), 20), "choose 2 to 11"),
        (lambda: clusters.cluster(sorting.features("icio2015", 2011), 3, "magic"), "'magic' is not a method"),
        (lambda: sorting.foreign_inputs("XXX", {}), "'XXX' is not in"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_hierarchical_groups_are_wards_not_those_of_average_linkage():
    """Ward (1963) splits a large cloud before it leaves one outlier alone; average linkage does the other."""
    rng = np.random.default_rng(0)
    cloud = np.concatenate([rng.normal(0, 1, 40), rng.normal(5, 1, 40), [11.0]])
    sizes = clusters.cluster(pd.DataFrame({"x": cloud}), 2, "hierarchical").value_counts()
    assert sizes.min() > 30


def test_two_labelled_sortings_are_matched_by_their_labels():
    a = pd.Series([0, 0, 1, 1], list("abcd"))
    assert clusters.adjusted_rand(a, a.sample(frac=1, random_state=3)) == 1


def test_what_cannot_be_sorted_or_shared_out_one_by_one_is_said():
    with pytest.raises(clusters.ClusterError, match="too far apart"):
        clusters.cluster(pd.DataFrame({"x": [1e200, -1e200, 0.0], "y": [1.0, 2, 3]}), 2, standardise=False)
    many = pd.Series(np.arange(30) % 3, [f"c{k}" for k in range(30)])
    with pytest.raises(clusters.ClusterError, match="ways to share out 30 economies"):
        clusters.agreement(many, {k: str(v) for k, v in many.items()})


def test_chance_is_the_share_of_all_sharings_that_fit_as_well():
    """Six things in two named groups of three: twenty ways, of which the one found and its mirror fit fully."""
    found = pd.Series([0, 0, 0, 1, 1, 1], list("abcdef"))
    index, chance = clusters.agreement(found, dict(zip("abcdef", "xxxyyy", strict=True)))
    assert index == 1 and chance == pytest.approx(2 / 20)
    index, chance = clusters.agreement(found, dict(zip("abcdefg", "xxyxyyz", strict=True)))
    assert index == pytest.approx(clusters.adjusted_rand(list("xxyxyy"), [0, 0, 0, 1, 1, 1])) and chance == 1


def test_one_column_and_as_many_groups_as_things_are_enough():
    table = pd.DataFrame({"x": [3.0, 1.0, 2.0]}, list("abc"))
    assert clusters.cluster(table, 3).to_dict() == {"a": 0, "c": 1, "b": 2}
    with pytest.raises(clusters.ClusterError, match="no column"):
        clusters.cluster(table[[]], 2)
