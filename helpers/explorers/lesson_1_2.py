"""Explorers of lesson 1.2."""

from __future__ import annotations

import pandas as pd

from helpers import search
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import lesson_1_2 as figures

SIZES = sorted({round(10 ** (k / 8)) for k in range(49)})  # from 1 to a million, eight a decade


@explorer(
    id="1.2a",
    title="Crowd against lab (a model)",
    question="When does the crowd win? Which control matters most: numbers, overlap or the shape of luck?",
    controls={
        "lab": Slider(1, 50, 10, label="tries of the lab"),
        "skill": Slider(0.0, 4.0, 1.5, 0.1, label="skill of the lab, standard deviations"),
        "overlap": Slider(0, 90, 0, 10, label="overlap of the crowd's ideas, %"),
        "tail": Choice(search.TAILS, "normal", label="luck is"),
    },
)
def crowd_against_lab(lab: int, skill: float, overlap: int, tail: str):
    """Expected best of a crowd of growing size against a lab."""
    skill = round(skill, 1)
    crowd = pd.Series({n: search.expected_best(n, overlap=overlap / 100, tail=tail) for n in SIZES})
    best = search.expected_best(lab, skill, tail=tail)
    needed = search.crowd_needed(lab, skill, overlap / 100, tail)
    reach = f"A crowd reaches it with {_tries(needed)}" if needed else "A crowd of a million does not reach it"
    alike = (
        f"when {overlap} % of the variance of its ideas is common to all"
        if overlap
        else "when its ideas do not overlap"
    )
    words = f"A lab with {_tries(lab)} and a skill of {skill:.1f} expects a best of {best:.2f}. {reach} {alike}. Model, not data."
    return figures.crowd_against_lab(crowd, best, needed), words


def _tries(number: int) -> str:
    return "1 try" if number == 1 else f"{number:,} tries"
