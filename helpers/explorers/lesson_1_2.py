"""Explorers of lesson 1.2."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import search
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import charts


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
    sizes = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000]
    crowd = [search.expected_best(n, overlap=overlap / 100, tail=tail) for n in sizes]
    best = search.expected_best(lab, skill, tail=tail)
    frame = pd.DataFrame({"crowd": crowd, "lab": best}, index=np.log10(sizes))
    needed = search.crowd_needed(lab, skill, overlap / 100, tail)
    title = f"MODEL: the crowd needs {needed:,} tries" if needed else "MODEL: no crowd of a million reaches this lab"
    fig = charts.lines(
        frame, title, "our model of search, not observed (order statistics)", "expected best quality, standard deviations",
        xlabel="tries of the crowd (each mark about three times the last)", decimals=2, zero=False,
    )  # fmt: skip
    ax = fig.axes[0]
    ax.set_xticks(frame.index[[0, 2, 4, 6, 8, 9]], ["1", "10", "100", "1,000", "10,000", "100,000"])
    words = (
        f"A lab with {lab} tries and a skill of {skill:.1f} expects a best of {best:.2f}. "
        + (f"A crowd reaches it with {needed:,} tries" if needed else "A crowd of a million does not reach it")
        + f" when {overlap} % of its ideas overlap. Model, not data."
    )
    return fig, words
