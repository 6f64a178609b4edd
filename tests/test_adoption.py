"""Place against network: derived conditions against what the firms of the model do step by step."""

import math

import numpy as np
import pytest

from helpers.adoption import Adoption, AdoptionError

TWO = Adoption()  # network 1, place 1.5, nothing kept, spread 0.5


def test_the_tipping_share_parts_filling_from_emptying():
    tip = TWO.tipping_share
    assert tip == pytest.approx((1.5 - 0.5) / (1 + 1.5 - 1))
    assert TWO.path(start=tip + 0.01).iloc[-1].min() > 0.99 and TWO.path(start=tip - 0.01).iloc[-1].max() < 0.01


def test_at_the_tipping_share_as_many_prefer_the_network_as_are_there():
    assert TWO.response(TWO.tipping_share) == pytest.approx(TWO.tipping_share)


@pytest.mark.parametrize("alone", [-0.3, 0.0, 0.2, 0.6])
@pytest.mark.parametrize("place", [0.2, 0.9, 1.5])
def test_equilibria_are_fixed_points_and_stable_ones_come_back(alone, place):
    model = Adoption(alone=alone, place=place)
    found = model.equilibria()
    assert len(found)
    for share, stable in found.itertuples(index=False):
        assert model.response(share) == pytest.approx(share)
        near = np.clip(share + np.array([-1e-3, 1e-3]), 0, 1)
        back = [abs(model.path(start=float(s), steps=1).iloc[-1, 0] - share) <= abs(s - share) + 1e-12 for s in near]
        assert all(back) == stable


def test_an_empty_network_fills_at_the_derived_worth_and_a_full_one_empties_later():
    up, down = TWO.jumps_at
    assert up > down
    assert Adoption(alone=up + 0.01).path(steps=400).iloc[-1].min() > 0.99 > Adoption(alone=up - 0.01).path(steps=400).iloc[-1].max()
    assert Adoption(alone=down + 0.01).path(start=1.0, steps=400).iloc[-1].min() > 0.99
    assert Adoption(alone=down - 0.01).path(start=1.0, steps=400).iloc[-1].max() < 0.99


def test_as_many_places_as_derived_start_a_cascade_and_one_less_does_not():
    model = Adoption(network=2.0)
    needed = model.places_needed
    assert needed == 6  # more than 10 · (1.5 − 0.5) / 2
    assert model.path(pushed=needed).iloc[-1].min() > 0.99 and model.path(pushed=needed - 1).iloc[-1].min() < 0.01


def test_no_push_is_enough_where_the_place_is_worth_more():
    assert Adoption(network=0.5).places_needed is None and Adoption(place=0.2).places_needed == 0


def test_where_the_network_takes_nothing_from_the_place_nothing_has_to_tip():
    model = Adoption(kept=1.0)
    assert model.lost == 0 and not model.two_ends and math.isnan(model.tipping_share)
    assert model.path().iloc[-1].min() > 0.99


def test_places_that_differ_move_apart():
    """Who has many on the network gets more, who has few stays."""
    response = Adoption(places=2).response([0.9, 0.1])
    assert response[0] > response[1]


@pytest.mark.parametrize("bad", [{"network": -1}, {"kept": 1.1}, {"spread": 0}, {"places": 0}, {"alone": None}, {"place": math.nan}])
def test_parameters_out_of_bounds_are_refused_in_words(bad):
    with pytest.raises(AdoptionError, match="give"):
        Adoption(**bad)


def test_shares_must_be_shares():
    with pytest.raises(AdoptionError, match="between 0 and 1"):
        TWO.response(1.2)
    with pytest.raises(AdoptionError, match="places"):
        TWO.response([0.1, 0.2])
