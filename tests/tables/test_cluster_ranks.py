"""The index of clusters, the tests against what they earn, and the inverted U."""

import numpy as np
import pandas as pd
import pytest

from helpers import composite
from helpers.tables import cluster_ranks, cluster_ties


def test_a_dimension_is_the_mean_of_its_measures():
    points = cluster_ranks.points("electronics")
    table = cluster_ties.of_kind("electronics")
    outside = composite.to_points(table[list(cluster_ties.DIMENSIONS["outside"])]).mean(axis=1)
    assert points["outside"].tolist() == pytest.approx(outside.tolist())


def test_only_clusters_with_all_dimensions_are_ranked():
    assert len(cluster_ranks.index("electronics")) == cluster_ranks.points("electronics").notna().all(axis=1).sum()
    assert len(cluster_ranks.index("electronics", dimensions=("inside", "outside", "embedding"))) == len(cluster_ranks.points("electronics"))  # fmt: skip


def test_two_words_move_china_from_place_4_to_19():
    assert cluster_ranks.index("electronics").at["CHN", "place"] == 4
    assert cluster_ranks.index("electronics", scale="rank", how="geometric").at["CHN", "place"] == 19


def test_all_weight_on_one_dimension_ranks_by_it():
    found = cluster_ranks.index("vehicles", by={"inside": 1, "outside": 0, "innovation": 0, "embedding": 0})
    assert found["inside"].is_monotonic_decreasing


def test_pairs_are_exchanged_all_or_none():
    order = pd.Series([1, 2, 3], list("xyz"))
    assert cluster_ranks.exchanged(order, order) == 0 and cluster_ranks.exchanged(order, 4 - order) == 1


def nodes(economies=30):
    return pd.MultiIndex.from_product([[f"E{i}" for i in range(economies)], ["a", "b"]], names=["region", "cluster"])


def test_least_squares_finds_the_slope_and_kinds_may_differ():
    rng = np.random.default_rng(1)
    X = pd.DataFrame({"x": rng.standard_normal(60)}, nodes())
    y = 2 * X["x"] + np.where(X.index.get_level_values("cluster") == "a", 5, -5)
    found = cluster_ranks.least_squares(y, X).loc["x"]
    assert found["value"] == pytest.approx(2) and found["high"] - found["low"] == pytest.approx(0, abs=1e-9)
    assert found["n"] == 60 and found["economies"] == 30


def test_the_same_economy_twice_is_not_two_witnesses():
    rng = np.random.default_rng(2)
    economy = pd.DataFrame({"x": rng.standard_normal(30), "e": rng.standard_normal(30)}, [f"E{i}" for i in range(30)])
    twice = economy.reindex(nodes(), level="region")
    wide = cluster_ranks.least_squares(twice["e"], twice[["x"]]).loc["x"]
    once = economy.assign(cluster="a").set_index("cluster", append=True).rename_axis(["region", "cluster"])
    narrow = cluster_ranks.least_squares(once["e"], once[["x"]]).loc["x"]
    assert wide["high"] - wide["low"] == pytest.approx(narrow["high"] - narrow["low"], rel=0.03)


def test_columns_that_say_the_same_are_refused():
    X = pd.DataFrame({"x": np.arange(60.0), "twice": 2 * np.arange(60.0)}, nodes())
    with pytest.raises(ValueError, match="say the same"):
        cluster_ranks.least_squares(X["x"], X)


def test_dimensions_are_standardised_within_each_kind_and_hold_no_size():
    table = cluster_ranks.dimensions(2011)
    assert table.groupby(level="cluster").std().to_numpy() == pytest.approx(1)
    assert not table["inside"].equals(cluster_ranks.dimensions(2011, size=True)["inside"])


def test_growth_is_a_yearly_rate_of_the_share():
    before, after = (cluster_ties.measured(y)["chain"] for y in (1995, 2011))
    where = ("CHN", "electronics")
    assert before[where] * np.exp(cluster_ranks.growth(1995, 2011)[where] / 100 * 16) == pytest.approx(after[where])


def test_innovation_alone_stands_clear_of_zero_from_2011_to_2022():
    found = cluster_ranks.effects((2011, 2022)).loc[list(cluster_ties.DIMENSIONS)]
    assert list(found.index[found["low"] > 0]) == ["innovation"]
    assert found.at["innovation", "value"] == pytest.approx(2.3, abs=0.05)


def test_without_income_innovation_goes_against_growth_to_2011():
    assert cluster_ranks.effects((1995, 2011), held="").at["innovation", "high"] < 0


def test_leaving_china_out_leaves_four_clusters_fewer():
    whole, less = (cluster_ranks.effects((1995, 2011), without=w)["n"].iloc[0] for w in ((), ("CHN",)))
    assert whole - less == 4


def test_no_choice_has_all_four_dimensions():
    table = cluster_ranks.all_four()
    assert len(table) == 55 and not table["agrees"].any() and table["value"].max() == 1
    assert cluster_ranks.counted().sum(axis=1).tolist() == [55] * 4


def test_the_thing_itself_is_found_out():
    found = cluster_ranks.the_thing_itself()
    assert found["backward"] == pytest.approx(-1) and found.drop("backward").abs().max() < 0.7


def test_the_home_part_lies_between_none_and_all():
    share = cluster_ranks.inside_share(2011)
    assert 0 <= share.min() < share.max() <= 100


def test_an_inverted_u_stands_in_one_of_24_tests():
    table = cluster_ranks.bends()
    assert len(table) == 24 and table["agrees"].sum() == 1
    found = table[table["agrees"]].iloc[0]
    assert found["low slope"] > 0 > found["high slope"] and 0 < found["top"] < 100


def test_the_drawn_parabola_has_the_slopes_of_the_test():
    line, table = cluster_ranks.parabola((1995, 2011)), cluster_ranks.bend((1995, 2011))
    assert line.idxmax() == pytest.approx(table["top"], abs=2.5)


def rugged(table):
    return table[table["ruggedness"] > 0]


def test_the_model_has_no_hump_where_there_is_one_top():
    table = cluster_ranks.model_choices()
    assert not table[table["ruggedness"] == 0]["agrees"].any()
    assert rugged(table)["agrees"].sum() == 47 and len(rugged(table)) == 54


def test_humps_are_smaller_with_one_outsider_not_absent():
    table = rugged(cluster_ranks.model_choices())
    high, seen = table.groupby("outsiders")["value"].mean(), table.groupby("outsiders")["agrees"].mean()
    assert high[1] < high[6] < high[48] and high[48] == pytest.approx(3 * high[1], rel=0.1)
    assert seen[1] > 0.7


def test_the_count_of_humps_grows_with_the_worlds_drawn():
    few, many = (rugged(t)["agrees"].sum() for t in (cluster_ranks.model_choices(30), cluster_ranks.model_choices()))
    assert few == 32 < many


def test_humps_too_low_to_see_are_seen_with_more_worlds():
    again = cluster_ranks.drawn_again()
    assert len(again) == 7 and again["agrees"].all() and again["value"].max() < 1.5


def test_with_nothing_from_outside_there_is_still_a_hump():
    table = cluster_ranks.without_help()
    dead = table["nothing gets across"]
    assert 0 < dead.idxmax() < 100 and dead.iloc[-1] == table["half gets across"].iloc[-1]
