"""An index: scales, weights, sums, and what chance does to an order."""

import numpy as np
import pandas as pd
import pytest

from helpers import composite
from helpers.composite import CompositeError

TABLE = pd.DataFrame({"a": [1.0, 2.0, 4.0], "b": [30.0, 10.0, 20.0]}, list("xyz"))


def test_z_points_have_mean_50_and_deviation_10():
    points = composite.to_points(TABLE)
    assert points.mean().tolist() == pytest.approx([50, 50])
    assert points.std(ddof=0).tolist() == pytest.approx([10, 10])


@pytest.mark.parametrize("scale", ["min-max", "rank"])
def test_other_scales_run_from_1_to_100(scale):
    points = composite.to_points(TABLE, scale)
    assert points.min().tolist() == [1, 1] and points.max().tolist() == [100, 100]


def test_by_rank_only_the_order_counts():
    far = TABLE.assign(a=[1.0, 2.0, 400.0])
    assert composite.to_points(far, "rank").equals(composite.to_points(TABLE, "rank"))
    assert not composite.to_points(far).equals(composite.to_points(TABLE))


def test_a_unit_of_measure_decides_nothing():
    other = TABLE.assign(b=TABLE["b"] * 1000 + 7)
    for scale in composite.SCALES:
        assert np.allclose(composite.to_points(other, scale), composite.to_points(TABLE, scale))


def test_what_is_missing_stays_missing_and_moves_nobody_else():
    holed = pd.concat([TABLE, pd.DataFrame({"a": [np.nan], "b": [15.0]}, ["w"])])
    points = composite.to_points(holed, "rank")
    assert np.isnan(points.at["w", "a"]) and points.loc[list("xyz"), "a"].tolist() == [1, 50.5, 100]
    assert np.isnan(composite.combine(points)["w"])
    assert composite.combine(points, {"a": 0, "b": 1})["w"] == points.at["w", "b"]


def test_weights_are_brought_to_one():
    assert composite.weights({"b": 3, "a": 1}, ["a", "b"]).to_dict() == {"a": 0.25, "b": 0.75}


def test_multiplied_a_weakness_weighs_more_than_added():
    points = pd.DataFrame({"a": [90.0, 50.0], "b": [10.0, 50.0]}, ["uneven", "even"])
    added, multiplied = (composite.combine(points, how=h) for h in ("arithmetic", "geometric"))
    assert added["uneven"] == added["even"] == 50
    assert multiplied["even"] == pytest.approx(50) and multiplied["uneven"] == pytest.approx(30)


def test_the_highest_index_has_the_first_place_and_equals_share_the_better_one():
    assert composite.places(pd.Series([3.0, 9.0, 9.0], list("xyz"))).tolist() == [3, 1, 1]


def test_a_component_weighs_what_varies_together():
    rng = np.random.default_rng(0)
    common = rng.standard_normal(400)
    points = pd.DataFrame({"a": common + 0.3 * rng.standard_normal(400), "b": common + 0.3 * rng.standard_normal(400), "c": rng.standard_normal(400)})  # fmt: skip
    w = composite.component_weights(points)
    assert w.sum() == pytest.approx(1) and w["a"] == pytest.approx(w["b"], abs=0.02) and w["c"] < 0.1


def test_who_is_ahead_in_every_measure_stays_ahead_in_every_draw():
    table = pd.DataFrame({"a": [1.0, 2.0, 3.0], "b": [5.0, 6.0, 9.0]}, list("xyz"))
    drawn = composite.redrawn(table, 200)
    assert (drawn.loc["z"] == 1).all() and (drawn.loc["x"] == 3).all()
    assert composite.turned(drawn, pd.Series([3, 2, 1], list("xyz"))).max() == 0


def test_two_opposite_measures_turn_a_pair_in_half_of_the_draws():
    table = pd.DataFrame({"a": [1.0, 2.0], "b": [2.0, 1.0]}, list("xy"))
    share = composite.turned(composite.redrawn(table, 4000), pd.Series([1, 2], list("xy")))
    assert share.loc[("x", "y")] == pytest.approx(0.5, abs=0.03)


def test_the_same_seed_draws_the_same_and_each_draw_is_an_order():
    one, two, other = (composite.redrawn(TABLE, 50, s) for s in (1, 1, 2))
    assert one.equals(two) and not one.equals(other)
    assert (np.sort(one, axis=0) == np.array([[1], [2], [3]])).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: composite.to_points(TABLE, "log"), "scale"),
        (lambda: composite.to_points(TABLE.assign(a=1.0)), "the same for all"),
        (lambda: composite.to_points(TABLE.assign(a="x")), "something else than numbers"),
        (lambda: composite.to_points(TABLE.assign(a=[1, 2, np.inf])), "infinite"),
        (lambda: composite.to_points(pd.concat([TABLE, TABLE])), "twice"),
        (lambda: composite.to_points(TABLE.iloc[:0]), "empty"),
        (lambda: composite.weights({"a": 0, "b": 0}, ["a", "b"]), "All weights are zero"),
        (lambda: composite.weights({"a": 1}, ["a", "b"]), "'b'"),
        (lambda: composite.weights({"a": 1, "b": -1}, ["a", "b"]), "weight of b"),
        (lambda: composite.combine(TABLE - 5, how="geometric"), "above 0"),
        (lambda: composite.combine(TABLE, how="harmonic"), "add up"),
        (lambda: composite.places([1, 2]), "Series"),
        (lambda: composite.component_weights(TABLE.iloc[:2]), "three or more"),
        (lambda: composite.redrawn(TABLE, 0), "draws"),
        (lambda: composite.turned(composite.redrawn(TABLE, 5), pd.Series([1], ["x"])), "same rows"),
    ],
)
def test_what_cannot_be_ranked_is_refused_in_words(call, words):
    with pytest.raises(CompositeError, match=words):
        call()
