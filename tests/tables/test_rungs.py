"""Three rungs along the Belt and Road: who stands where, who fits whom, who moves up."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.tables import rungs

NAMES = ["a", "b", "c"]


def test_complementarity_is_100_where_one_sells_what_the_other_buys_and_0_where_nothing_meets():
    sells = pd.DataFrame([[2.0, 0], [0, 5], [1, 1]], NAMES)
    buys = pd.DataFrame([[0.0, 1], [3, 0], [1, 1]], NAMES)
    found = rungs.complementarity(sells, buys)
    assert found.loc["a", "b"] == found.loc["b", "a"] == 100 and found.loc["a", "a"] == 0
    assert found.loc["a", "c"] == pytest.approx(50)


def test_similarity_is_one_sidedness_alike_and_the_same_both_ways():
    sells = pd.DataFrame([[2.0, 2, 0], [1, 1, 2], [0, 0, 7]], NAMES)
    found = rungs.similarity(sells)
    assert np.allclose(np.diag(found), 100) and np.allclose(found, found.T)
    assert found.loc["a", "b"] == pytest.approx(100 * (0.25 + 0.25)) and found.loc["a", "c"] == 0


def test_strengths_that_mirror_each_other_differ_most():
    earned = pd.DataFrame([[3.0, 2, 1], [1, 2, 3], [3, 2, 1]], NAMES)
    found = rungs.difference(earned)
    assert found.loc["a", "c"] == pytest.approx(-1) and found.loc["a", "b"] == pytest.approx(1, abs=0.05)


def test_the_index_is_that_of_the_raw_tables():
    m = datasets.mrio(2022)
    a, b = m.region("CHN"), m.region("VNM")
    sold = m.exports.reshape(m.G, m.N, m.G)
    x, y = sold[a].sum(axis=1), sold[:, :, b].sum(axis=0)
    assert rungs.fit().loc["CHN", "VNM"] == pytest.approx(100 * (1 - abs(x / x.sum() - y / y.sum()).sum() / 2))


def test_every_list_holds_the_shorter_ones_and_china_is_on_none():
    lists = {k: set(rungs.members(k)) for k in rungs.LISTS}
    assert lists["core"] <= lists["initial"] <= lists["january_2020"] and len(lists["initial"]) == 58
    assert not any("CHN" in held for held in lists.values())
    with pytest.raises(ValueError, match="no list '2013'"):
        rungs.members("2013")


def test_members_stand_on_all_rungs_and_the_tables_lack_most_of_the_poor():
    table = rungs.on_rungs()
    assert (table.sum() == 31).all() and list(table["income group"]) == [8, 6, 17]
    assert (table > 0).all(axis=None)


def test_a_richer_rung_is_no_rung_of_technology():
    table = rungs.stages_and_kinds()
    assert table.to_numpy().sum() == 31 and table.loc["late", "technology-intensive"] == 2
    assert np.trace(table.to_numpy()) == 11
    kinds = rungs.kinds_of_industry()
    assert kinds.loc["textiles", "kind"] == "labour-intensive" and kinds["capital"].idxmax() == "petroleum"


def test_cuts_of_a_rule_are_what_it_says():
    earned = rungs.structure(2022)["value added"]
    share = earned["agriculture"] / earned.sum(axis=1) * 100
    rung = rungs.rungs("farming")
    assert (
        share[rung == 0].min() > 20 >= share[rung == 1].max() and share[rung == 2].max() <= 10 < share[rung == 1].min()
    )
    with pytest.raises(ValueError, match="no rule 'height'"):
        rungs.rungs("height")


def test_a_group_made_of_look_alikes_is_found_and_one_at_random_is_not():
    n, group = 20, [f"r{k}" for k in range(6)]
    table = pd.DataFrame(
        np.random.default_rng(0).normal(size=(n, n)), [f"r{k}" for k in range(n)], [f"r{k}" for k in range(n)]
    )
    assert rungs.inside(table, group)["p"] > 0.05
    table.loc[group, group] += 2
    assert rungs.inside(table, group)["p"] < 0.001
    table.loc["r19", group] += 3
    assert rungs.towards(table, "r19", group)["p"] < 0.01 and rungs.towards(table, "r19", group, "to")["p"] > 0.05


def test_pairs_on_other_rungs_are_compared_with_pairs_on_one():
    codes = [f"r{k}" for k in range(9)]
    rung = pd.Series([0, 0, 0, 1, 1, 1, 2, 2, 2], codes)
    table = pd.DataFrame((rung.to_numpy()[:, None] != rung.to_numpy()).astype(float), codes, codes)
    found = rungs.between_rungs(table, codes, rung)
    assert found["observed"] == 1 and found["p"] < 0.01
    assert rungs.between_rungs(-table, codes, rung)["observed"] == -1


def test_other_rungs_have_other_strengths_and_yet_do_not_fit_better():
    apart, fit = rungs.fits("difference"), rungs.fits("complementarity")
    assert (
        apart.at["other rungs", "p"] < 0.01
        and fit.at["other rungs", "observed"] < 0
        and fit.at["other rungs", "p"] > 0.5
    )


def test_china_sells_what_members_buy_and_is_strong_where_they_are():
    fit, apart = rungs.fits("complementarity"), rungs.fits("difference")
    assert fit.at["China sells", "p"] < 0.05 < fit.at["China buys", "p"] and apart.at["China", "p"] > 0.95


def test_few_choices_say_that_members_fit():
    table = rungs.specifications()
    assert table.index.is_unique and len(table) == 88 and table["agrees"].sum() == 9
    fit = table[table["kind"] == "complementarity"]
    assert len(fit) == 56 and fit["agrees"].sum() == 1


def test_complementarity_sees_likeness_more_than_difference():
    found = rungs.measures_agree()
    assert found["similarity"] > 0.5 and found["difference"] < 0


def test_half_of_the_members_left_a_lower_rung_and_so_did_half_of_the_others():
    table = rungs.moved_up("initial")
    assert list(table["economies"]) == [14, 27] and list(table["went up"]) == [7, 14]
    assert rungs.moved_up("january_2020", 2013).at["members", "went up"] == 3


def test_productivity_is_compared_without_the_united_states_and_china():
    table = rungs.caught_up()
    assert not {"USA", "CHN"} & set(table.index) and np.allclose(table["ratio"], table["last"] / table["first"])
