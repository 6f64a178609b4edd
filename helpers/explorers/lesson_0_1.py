"""Explorers of lesson 0.1."""

from __future__ import annotations

from helpers.explorers import Board, explorer
from helpers.figures import diagrams
from helpers.tables.course import claims as claims_of_the_paper
from helpers.tables.course import needed, study_map

_MAP = study_map()


@explorer(
    id="0.1a",
    title="The study map",
    question="Choose a lesson. Which lessons stand behind it, and what has been decided about its claims?",
    controls={
        "lesson": Board({part: {n: n for n in group.index} for part, group in _MAP.groupby("part", sort=False)}, "2.2")
    },
)
def the_study_map(lesson: str):
    """A lesson's place in the argument, its claims and their verdicts so far."""
    fig = diagrams.study_map(_MAP, lesson, needed(lesson))
    claims = claims_of_the_paper()
    mine = claims[[s == lesson or s.startswith(f"{lesson}.") for s in claims["section"].str.split(",").str[0]]]
    if mine.empty:
        return fig, f"{lesson} {_MAP.at[lesson, 'title']}: no claim of the paper is decided here."
    told = [f"{i} {c.claim} [{c.verdict or 'not decided yet'}]" for i, c in mine.iterrows()]
    return fig, f"{lesson} {_MAP.at[lesson, 'title']}. Claims: " + "; ".join(told) + "."
