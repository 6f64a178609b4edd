"""Checks of lesson 1.4."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import fragmentation


@cache
def _fragmentation() -> dict[str, float]:
    world = fragmentation.world_fragmentation()["foreign_share"]
    panel = datasets.load("wiod_industries").query("year == 2011")
    return {
        "dip": float((world[2009] - world[2008]) * 100), "relative": float((world[2009] / world[2008] - 1) * 100), "rise": float((world[2008] - world[2009]) * 100),
        "weighted": float(world[2011] * 100), "simple": float(panel["foreign_share_of_final_products"].mean() * 100),
        "by output": float(np.average(panel["foreign_share_of_final_products"], weights=panel["output"]) * 100),
    }  # fmt: skip


def _world_share(year: int) -> float:
    return float(fragmentation.world_fragmentation()["foreign_share"][year] * 100)


EXERCISES = (
    Exercise(
        "1.4.1", "LO1.4.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("longer in every year", lambda: "rose", "Most years, yes. But one year was different: trade fell by more than output."),
            Misconception("crisis hits all alike", lambda: "same", "If all links had shrunk alike the share would stay. Durable goods, made in long chains, fell most."),
        ),
        steps=("In 2009 people put off buying cars and machines. Are those made in short chains or long ones?",),
        code='answer_1 = "fell"',
        praise="By 2.3 points in one year: long chains make the goods whose buying can wait. (And oil was cheaper.)",
    ),
    Exercise(
        "1.4.2", "LO1.4.1", "compute",
        expected=lambda: _fragmentation()["dip"],
        misconceptions=(
            Misconception("relative change", lambda: _fragmentation()["relative"], "This is the change in per cent of itself. Asked are percentage points."),
            Misconception("sign", lambda: _fragmentation()["rise"], "The size is right; a fall is negative."),
        ),
        neighbours=lambda: {"2009 to 2010": _world_share(2010) - _world_share(2009), "2007 to 2008": _world_share(2008) - _world_share(2007)},
        decimals=1,
        steps=("`(world.loc[2009, \"foreign_share\"] - world.loc[2008, \"foreign_share\"]) * 100`.",),
        code='answer_2 = (world.loc[2009, "foreign_share"] - world.loc[2008, "foreign_share"]) * 100',
        praise="Minus 2.3 points, and back above 13 % two years later.",
    ),
    Exercise(
        "1.4.3", "LO1.4.2", "bug hunt",
        expected=lambda: _fragmentation()["weighted"],
        misconceptions=(
            Misconception("simple mean", lambda: _fragmentation()["simple"],
                          "This is the colleague's number: every industry of every economy counts the same, Malta's shoes like America's hospitals."),
            Misconception("weighted by output", lambda: _fragmentation()["by output"],
                          "Weighted, but by output. The share is one of final products: weigh by final use."),
        ),
        neighbours=lambda: {f"the year {y}": _world_share(y) for y in (2007, 2009, 2010)},
        decimals=1,
        steps=("Weigh `foreign_share_of_final_products` with `final_use`.",),
        code='answer_3 = np.average(panel["foreign_share_of_final_products"], weights=panel["final_use"]) * 100',
        praise="13 %, not 21: most of what people finally use is services made at home.",
    ),
    Exercise(
        "1.4.4", "LO1.4.3", "open",
        rubric=(
            "A good answer says which measure fits the word fragmented (how many borders, how many steps, how far from the user), gives one "
            "number for each, and names the price effect that could make a chain look longer without any change in who does what.",
        ),
    ),
)  # fmt: skip
