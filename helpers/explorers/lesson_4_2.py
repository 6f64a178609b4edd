"""Explorers of lesson 4.2."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers.adoption import Adoption
from helpers.agglomeration import CorePeriphery
from helpers.classification import name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import lesson_4_2 as figures
from helpers.tables import distance, levels

YEARS = (1995, 1999, 2003, 2007, 2011)
COSTS = np.round(np.arange(1.02, 2.6, 0.02), 3)
_WAYS = {distance.ABROAD: "abroad only", distance.HOME: "with home sales", distance.BORDER: "with home sales and a border"}
_WITHOUT = {"": "everyone", "China": "all but China", "trade inside the EU27": "all but trade inside the EU27"}


def _who(code: str) -> str:
    return "the European Union" if code == "EU" else name(code)


@explorer(
    id="4.2a",
    title="Figure 3: four planes, one product",
    question="Follow one economy down. On which plane does its part change most, and where does the table stop?",
    controls={
        "level": Choice({k: k for k in levels.LEVELS}, "enterprise", label="plane"),
        "economy": Choice({c: _who(c) for c in levels.ECONOMIES}, "CHN", label="thread"),
    },
)
def four_planes(level: str, economy: str):
    """One economy's part on each of the four levels of figure 3."""
    table = levels.four_levels()
    parts = ", ".join(f"{k} {table.at[k, economy]:.0f} %" for k in levels.LEVELS)
    gap = table.at[level, levels.UNKNOWN]
    words = {
        "country": "The country plane adds up everything that is completed in China: clothes, cars, houses, schools.",
        "industry": "The industry plane takes electronics alone. It is an average over thousands of firms.",
        "enterprise": f"The enterprise plane is one product of one firm. {gap:.0f} % of its value is given to no economy.",
        "individual": f"The individual plane has wages only, and {gap:.0f} % of them are given to no economy.",
    }
    who = _who(economy)
    return figures.four_planes(table, level, economy), f"{words[level]} {who[0].upper()}{who[1:]}: {parts}."


@cache
def _fork(share: float, substitution: float) -> tuple[CorePeriphery, pd.DataFrame]:
    model = CorePeriphery(share, substitution)
    return model, model.by_cost(COSTS)


@explorer(
    id="4.2b",
    title="Do clusters and cities feed each other? (model)",
    question="At which costs does a push last once the plan has ended? Can a plan be too small? When is none needed?",
    controls={
        "cost": Slider(1.1, 2.5, 1.72, 0.02, label="what must be sent for 1 to arrive"),
        "start": Slider(50, 100, 70, 5, label="workers pushed here", unit=" %"),
        "share": Choice({0.2: "0.2", 0.4: "0.4", 0.6: "0.6"}, 0.4, label="share of manufactures"),
        "substitution": Choice({3.0: "3 (kinds differ)", 5.0: "5", 7.0: "7 (kinds are alike)"}, 5.0, label="substitution"),
    },
    budget=0.6,
)
def push(cost: float, start: int, share: float, substitution: float):
    """Where a push of workers into one region ends at one cost of shipping."""
    model, table = _fork(share, substitution)
    end = float(model.settle(start / 100, cost, steps=500, speed=3.0)[-1])
    said = (
        "nobody has a reason to move, and nothing pushes them either way" if start == 50
        else "the push lasts and feeds on itself" if end > start / 100 + 0.005
        else "they stay" if end > start / 100 - 0.005
        else "the push fades"
    )  # fmt: skip
    where = (
        "a region fills from any small lead" if cost < model.break_point
        else "history decides" if cost < model.sustain_point
        else "only equal regions last"
    )  # fmt: skip
    return figures.fork(model, table, cost, start / 100, end), (
        f"Cost {cost:.2f}: {where}. With {start} % of workers here at first, {end * 100:.0f} % are here in the end: {said}. Model."
    )


@cache
def _trade(left_out: str) -> pd.DataFrame:
    return distance.part(distance.wiod().query("year in @YEARS"), left_out)


@cache
def _pull(flow: str, way: str, inside: str, left_out: str) -> pd.Series:
    found, term = distance.estimate(_trade(left_out), flow, way, inside)
    return found.of(term)["estimate"]


@explorer(
    id="4.2c",
    title="Has distance lost its pull?",
    question="Which choice moves the level most? Does any choice make the line climb towards zero?",
    controls={
        "flow": Choice({"value_added": "value added", "gross_exports": "gross exports"}, "value_added", label="trade in"),
        "inside": Choice({distance.BY_AREA: "from its area", distance.NEAREST: "a quarter of the way to its neighbour", distance.CEPII: "between its cities"}, distance.BY_AREA, label="how far is home"),
        "left_out": Choice(_WITHOUT, "", label="who"),
    },
    budget=0.8,
)  # fmt: skip
def pull(flow: str, inside: str, left_out: str):
    """The distance elasticity in five years, three ways to ask."""
    table = pd.DataFrame({words: _pull(flow, way, inside, left_out) for way, words in _WAYS.items()})
    moved = table.iloc[-1] - table.iloc[0]
    far = moved.abs().max()
    gap = table.iloc[0].max() - table.iloc[0].min()
    title = f"From 1995 to 2011 no line moves by more than {far:.2f}; the lines lie up to {gap:.2f} apart"
    fig = figures.pull(table, title, limits=(-2.0, 0.0))
    told = ", ".join(f"{k} {moved[k]:+.2f}" for k in table)
    return fig, (
        f"{distance.FLOWS[flow].capitalize()}, {_WITHOUT[left_out]}, home {inside}: change from 1995 to 2011 {told} (above zero: distance counts less)."
    )


@explorer(
    id="4.2d",
    title="Place against network (made up)",
    question="How many places must be pushed before the rest follows? What if the network takes nothing from the place?",
    controls={
        "pushed": Slider(0, 10, 5, 1, label="places pushed onto the network"),
        "network": Slider(0.0, 3.0, 2.0, 0.25, label="what the network gives"),
        "place": Slider(0.0, 3.0, 1.5, 0.25, label="what the place gives"),
        "kept": Slider(0, 100, 0, 10, label="of it kept on the network", unit=" %"),
    },
)
def tip(pushed: int, network: float, place: float, kept: int):
    """Ten places, some pushed onto the network: who follows."""
    model = Adoption(network=network, place=place, kept=kept / 100)
    path = model.path(pushed=pushed, steps=60)
    needed = model.places_needed
    said = (
        "no push can make the others follow" if needed is None
        else "firms begin to go by themselves" if needed == 0
        else f"{needed} pushed place{'s' * (needed > 1)} make{'s' * (needed == 1)} the others follow"
    )  # fmt: skip
    return figures.tipping(model, path, pushed), (
        f"Made up. A firm that leaves its place loses {model.lost:.2f}, the full network gives {network:.2f}: {said}. In the end {path.iloc[-1].mean() * 100:.0f} % of firms are on it."
    )
