"""The triangle of three shares, and countries in tones."""

import numpy as np
import pandas as pd
import pytest
from figure_lint import lint

from helpers.figures import maps, triangle

CORE = pd.DataFrame([[2, 0, 4], [2, 4, 0], [0, 4, 2], [0, 2, 4]], columns=["CHN", "IND", "IDN"], dtype=float)


def ways(*rows):
    return pd.DataFrame(rows, [f"way {k}" for k in range(len(rows))], ["CHN", "IND", "IDN"], dtype=float)


def test_who_takes_all_stands_in_a_corner_and_equal_parts_in_the_middle():
    corners = triangle.places(np.eye(3))
    assert np.allclose(triangle.places(np.full((1, 3), 1 / 3)), corners.mean(axis=0))
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)
    assert np.allclose(sides, 1)


def test_a_loser_lies_beyond_the_side_opposite_its_corner():
    y = triangle.places(np.array([[-0.2, 0.6, 0.6]]))[0, 1]
    assert y < 0


def test_what_is_far_outside_is_drawn_in_along_its_line():
    drawn = triangle._inside(np.array([-2.0, 1.0, 2.0]))
    assert drawn.min() == pytest.approx(-triangle.FAR) and drawn.sum() == pytest.approx(1)


@pytest.mark.parametrize("core", [CORE, CORE.iloc[:0]])
def test_it_is_drawn_with_and_without_a_core(core):
    fig = triangle.triangle(ways([2, 2, 2], [-3, 3, 6]), core, "Who gets what", ["made up"], "billion USD")
    assert not lint(fig) and ("Core: none" in fig.alt) == core.empty


def test_a_map_of_tones_tells_its_ends():
    values = pd.Series({"CHN": 2.0, "IND": -0.1, "DEU": 0.0, "XYZ": 0.5})
    fig = maps.tone_map(values, "Gains on a map", ["made up"], "change of real income, %", names={"XYZ": "Nowhere"})
    assert not lint(fig) and "Highest China 2.0, lowest India −0.1" in fig.alt


def test_losses_get_sand_and_gains_blue():
    assert maps._tone(-1, 1, 10) != maps._tone(1, 1, 10) and maps._tone(0, 1, 10) == maps.cases.tone(0)
