"""The register of claims: what the paper says in our words, the number that decides, and the verdict."""

from __future__ import annotations

import difflib
import html
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from helpers.datasets import catalogue
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
    """A verdict as a lesson shows it. Its text is one line, from which the register of claims is filled."""

    id: str
    claim: str
    verdict: str
    value: str
    because: str
    would_change: str
    measure: str = ""
    data: tuple[str, ...] = ()
    agreeing: tuple[int, int] | None = None

    def __repr__(self) -> str:
        parts = [f"Claim {self.id}", self.verdict, self.value, self.because, f"would change it: {self.would_change}"]
        return " | ".join(parts + [f"{label}: {words}" for label, words in self._grounds()])

    def _grounds(self) -> list[tuple[str, str]]:
        agreeing = f"{self.agreeing[0]} of {self.agreeing[1]}" if self.agreeing else ""
        told = [("measure", self.measure), ("data", "; ".join(self.data)), ("agreeing", agreeing)]
        return [(label, words) for label, words in told if words]

    def _repr_html_(self) -> str:
        e = html.escape
        known = catalogue()
        grounds = dict(self._grounds())
        if self.data:
            grounds["data"] = "; ".join(f"{known[d]['short']} ({d})" for d in self.data)
        if self.agreeing:
            grounds["agreeing"] = f"{self.agreeing[0]} of {self.agreeing[1]} reasonable specifications"
        lines = "".join(f"<br><b>{label.capitalize()}:</b> {e(words)}." for label, words in grounds.items())
        return (
            f"<div style='border-left:5px solid #0072B2;padding:4px 10px'><b>{e(self.id)}: {e(self.verdict)}</b> "
            f"({e(VERDICTS[self.verdict])}). <i>{e(self.claim)}</i><br><b>Decides:</b> {e(self.value)}. {e(self.because)}"
            f"{lines}<br><b>Would change it:</b> {e(self.would_change)}</div>"
        )


def verdict(
    id: str,
    verdict: str,
    value: str,
    because: str,
    would_change: str,
    *,
    measure: str = "",
    data: str | Iterable[str] = (),
    agreeing: tuple[int, int] | pd.DataFrame | None = None,
) -> Verdict:
    """A lesson's verdict on a claim; the register is filled from it, and a test compares the two.

    value: the deciding number, computed and put in words by the lesson. measure: what was measured, in words.
    data: the data sets it rests on, one or several names of the catalogue (`datasets.catalogue()`); none for a model.
    agreeing: how many reasonable specifications agree, and of how many, such as (5, 6); or the table of specifications
    itself, whose column ``agrees`` (bool) is counted.
    Raises ValueError for an unknown claim, verdict word or data set, and for counts that cannot be.
    """
    claims = course.claims()
    if id not in claims.index:
        raise ValueError(f"There is no claim {id!r} in data/course/claims.csv.")
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict!r} is no verdict; the words are {', '.join(VERDICTS)}.")
    data = (data,) if isinstance(data, str) else tuple(data)
    for name in data:
        if name not in catalogue():
            near = difflib.get_close_matches(str(name), catalogue(), n=3, cutoff=0.4)
            raise ValueError(f"There is no data set {name!r}." + (f" Did you mean {', '.join(near)}?" if near else ""))
    if isinstance(agreeing, pd.DataFrame):
        agreeing = int(agreeing["agrees"].sum()), len(agreeing)
    if agreeing is not None and not 0 <= agreeing[0] <= agreeing[1] > 0:
        raise ValueError(f"agreeing={agreeing!r}: first how many agree, then of how many, such as (5, 6).")
    for part in (value, because, would_change, measure):
        if " | " in part or "\n" in part:
            raise ValueError(f"A verdict is one line without upright strokes, for the register: {part!r}.")
    return Verdict(id, claims.at[id, "claim"], verdict, value, because, would_change, measure, data, agreeing)
