"""Explorers of lesson 0.1."""

from __future__ import annotations

from helpers.explorers import Board, Toggle, explorer
from helpers.figures import diagrams
from helpers.tables.course import claims as claims_of_the_paper
from helpers.tables.course import needed, study_map

_MAP = study_map()


@explorer(
    id="0.1a",
    title="The study map",
    question="Choose a lesson. Which lessons stand behind it, and which claims does it test?",
    controls={
        "lesson": Board({part: {n: n for n in group.index} for part, group in _MAP.groupby("part", sort=False)}, "2.2"),
        "verdicts": Toggle(False, label="tell what was found (guess first)"),
    },
)
def the_study_map(lesson: str, verdicts: bool):
    """A lesson's place in the argument and its claims; their verdicts so far only where they are asked for."""
    fig = diagrams.study_map(_MAP, lesson, needed(lesson))
    head = f"{lesson} {_MAP.at[lesson, 'title']}"
    claims = claims_of_the_paper()
    mine = claims[[s == lesson or s.startswith(f"{lesson}.") for s in claims["section"].str.split(",").str[0]]]
    if mine.empty:
        return fig, f"{head}: a lesson without a claim of the paper to decide."
    found = [f" [{word or 'not decided yet'}]" if verdicts else "" for word in mine["verdict"]]
    told = [f"{id} {claim}{word}" for (id, claim), word in zip(mine["claim"].items(), found, strict=True)]
    return fig, f"{head}. {len(told)} claim{'s' * (len(told) > 1)}: {'; '.join(told)}."
