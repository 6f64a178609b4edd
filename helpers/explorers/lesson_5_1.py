"""Explorers of lesson 5.1."""

from __future__ import annotations

import pandas as pd

from helpers.explorers import Choice, Slider, explorer
from helpers.figures import lesson_5_1 as figures
from helpers.tables import scores

ALL = "all"
EQUAL = dict.fromkeys(scores.KINDS, 1)


@explorer(
    id="5.1a",
    title="The scorecard, filtered",
    question="Where are the model results? Which chapter has most that nobody here can know? Is what was measured judged otherwise than what was modelled?",
    controls={
        "chapter": Choice({ALL: "all chapters"} | scores.CHAPTERS, ALL, label="chapter"),
        "kind": Choice({ALL: "all kinds"} | scores.KINDS, ALL, label="how it can be tested"),
        "verdict": Choice({ALL: "all verdicts"} | {v: v for v in scores.ORDER}, ALL, label="verdict"),
    },
)
def filtered(chapter: str, kind: str, verdict: str):
    """All claims, those of a chapter, kind and verdict in colour."""
    table = scores.claims()
    chosen = pd.Series(True, table.index)
    for asked, held in (
        (chapter, table["chapter"] == chapter), (kind, table["kind"].str.contains(kind, regex=False)), (verdict, table["verdict"] == verdict),
    ):  # fmt: skip
        if asked != ALL:
            chosen &= held
    n = int(chosen.sum())
    part = table[chosen & table["share"].notna()]
    pooled = part["agreeing"].sum() / part["specifications"].sum() * 100 if len(part) else float("nan")
    title = f"{n} of {len(table)} claims" + (f": {pooled:.0f} % of their specifications agree" if len(part) else ", none with specifications")  # fmt: skip
    first = table[chosen].head(3)
    told = "; ".join(f"{i} ({r.verdict}{f', lesson {r.lesson}' if r.lesson else ''}): {r.claim}" for i, r in first.iterrows())  # fmt: skip
    rest = f" … and {n - 3} more." if n > 3 else "."
    return figures.all_claims(table, chosen, title), f"{told}{rest}" if n else "No claim is all of this: take one filter away."  # fmt: skip


@explorer(
    id="5.1b",
    title="Your scorecard",
    question="Can you make most of the paper stand by weights alone? By the share you ask for? Which of the two moves more?",
    controls={
        **{k: Slider(0, 4, 1, label=f"weight of what is {words}") for k, words in scores.KINDS.items()},
        "bar": Slider(50, 100, 65, 5, label="specifications that must agree", unit=" %"),
    },
)
def reweighed(M: int, S: int, T: int, N: int, bar: int):
    """What stands, is open or falls, claims counted equal and by the reader's weights of kinds."""
    by = {"M": M, "S": S, "T": T, "N": N}
    equal = scores.weighed(EQUAL, bar / 100)
    if not any(by.values()):
        shown = equal.to_frame("each claim once").T
        return figures.reweighed(shown, f"{equal['stands']:.0f} % of claims stand; your weights are all 0", "% of claims"), (
            "With no weight at all there is nothing to add up: give one kind more than 0."
        )  # fmt: skip
    yours = scores.weighed(by, bar / 100)
    shown = pd.DataFrame({"each claim once": equal, "your weights": yours}).T
    title = f"{yours['stands']:.0f} % stand and {yours['falls']:.0f} % fall by your weights, where {bar} % of the specifications must agree"  # fmt: skip
    lowest, highest = (scores.weighed(by, b)["stands"] for b in (1.0, 0.5))
    return figures.reweighed(shown, title, "% of all weight"), (
        f"Your weights move what stands from {equal['stands']:.0f} to {yours['stands']:.0f} %. The share you ask for moves it, by your "
        f"weights, from {highest:.0f} % (half must agree) to {lowest:.0f} % (all must)."
    )
