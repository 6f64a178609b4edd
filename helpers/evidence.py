"""The register of claims: what the paper says in our words, the number that decides, and the verdict."""

from __future__ import annotations

import html
from dataclasses import dataclass

from helpers.tables import course

VERDICTS = {
    "supported": "the evidence agrees",
    "mixed": "part of it holds, or it depends on a choice that is shown",
    "contradicted": "the evidence says otherwise",
    "untestable here": "no data at hand can decide",
    "model result": "true in the model shown; not observed",
}


@dataclass(frozen=True)
class Verdict:
    """A verdict as a lesson shows it."""

    id: str
    claim: str
    verdict: str
    value: str
    because: str
    would_change: str

    def __repr__(self) -> str:
        return (
            f"Claim {self.id} | {self.verdict} | {self.value} | {self.because} | would change it: {self.would_change}"
        )

    def _repr_html_(self) -> str:
        e = html.escape
        return (
            f"<div style='border-left:5px solid #0072B2;padding:4px 10px'><b>{e(self.id)}: {e(self.verdict)}</b> "
            f"({e(VERDICTS[self.verdict])}). <i>{e(self.claim)}</i><br><b>Decides:</b> {e(self.value)}. {e(self.because)}"
            f"<br><b>Would change it:</b> {e(self.would_change)}</div>"
        )


def verdict(id: str, verdict: str, value: str, because: str, would_change: str) -> Verdict:
    """A lesson's verdict on a claim. ``value``: the deciding number, computed and put in words by the lesson.

    Raises ValueError for an unknown claim or verdict word. A test compares it with the register.
    """
    claims = course.claims()
    if id not in claims.index:
        raise ValueError(f"There is no claim {id!r} in data/course/claims.csv.")
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict!r} is no verdict; the words are {', '.join(VERDICTS)}.")
    return Verdict(id, claims.at[id, "claim"], verdict, value, because, would_change)
