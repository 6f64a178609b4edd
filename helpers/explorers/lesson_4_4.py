"""Explorers of lesson 4.4."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import composite, datasets, lock_in
from helpers.classification import E11, name
from helpers.explorers import Board, Choice, Slider, explorer
from helpers.figures import lesson_4_4 as figures
from helpers.tables import cluster_ranks, cluster_ties
from helpers.tables.cluster_ties import DIMENSIONS

KINDS = {k: k for k in cluster_ties.CORES}
_percentiles = cache(figures.percentiles)
_points = cache(cluster_ranks.points)


def _economies() -> dict[str, str]:
    codes = [r for r in datasets.mrio(2022).regions if r != "ROW"]
    return {c: name(c) for c in sorted(codes, key=name)}


@explorer(
    id="4.4a",
    title="Figure 4, with a real cluster",
    question="Press each dimension. Where does your economy's cluster stand high, where low? Do measures of one dimension agree?",
    controls={
        "region": Choice(_economies(), "KOR", label="economy"),
        "kind": Choice(KINDS, "electronics", label="cluster"),
        "dimension": Board({"press one": figures.TITLES}, "inside", label="dimension"),
    },
)
def four_dimensions(region: str, kind: str, dimension: str):
    """The paper's four dimensions as a diagram, and where one economy's cluster stands in each measure."""
    table = _percentiles(kind)
    who, some = name(region), list(DIMENSIONS[dimension])
    there = region in table.index
    place = table.loc[region] if there else pd.Series(float("nan"), table.columns)
    if not there:  # too small: shown as the middle of nobody
        return figures.nobody(who, kind), (
            f"{who} makes less than a billion dollars of output in {kind} and linked industries (or exports none): too little to measure "
            "its ties. Choose another cluster or economy."
        )
    values = cluster_ties.of_kind(kind).loc[region, some]
    told = "; ".join(f"{figures.SHORT[m]} {'not known' if pd.isna(v) else f'{v:,.1f}'}" for m, v in values.items())
    return figures.figure_four(place, who, kind, dimension), (
        f"{who}, {kind}, {figures.TITLES[dimension]}: {told}. Among {len(table)} clusters of this kind."
        + (" Innovation is the whole economy's, known for about half of them." if dimension == "innovation" else "")
    )


@explorer(
    id="4.4b",
    title="Your index",
    question="Can you bring another economy to the top? By the weights alone, or by scale and sum too? Who never gets there?",
    controls={
        "kind": Choice(KINDS, "electronics", label="cluster"),
        **{
            d: Slider(0, 4, 3 if d == "embedding" else 1, label=f"weight of {words}")
            for d, words in figures.TITLES.items()
        },
        "scale": Choice(composite.SCALES, "z", label="scale"),
        "how": Choice(composite.SUMS, "arithmetic", label="sum"),
    },
)
def your_index(kind: str, inside: int, outside: int, innovation: int, embedding: int, scale: str, how: str):
    """Places under equal weights and under the learner's."""
    asked = {"inside": inside, "outside": outside, "innovation": innovation, "embedding": embedding}
    none = not any(asked.values())
    by = dict.fromkeys(asked, 1) if none else asked
    before = composite.places(composite.combine(_points(kind).dropna()))
    after = composite.places(composite.combine(_points(kind, 2022, scale).dropna(), by, how))
    pairs = cluster_ranks.exchanged(before, after)
    first = after[after == 1].index[0]
    order = before.sort_values(kind="stable").index
    weights = " : ".join(f"{v}" for v in by.values())
    title = f"{kind.capitalize()}: {name(first)} comes first, {pairs:.0%} of all pairs change places" if pairs else f"{kind.capitalize()}: {name(first)} comes first, nobody changes places"  # fmt: skip
    strong = [c for c in order if c in E11]
    fig = figures.bump(
        before[order], after[order], title, ("equal weights, z, added", f"yours, {weights}, {scale}, {how}"), strong
    )
    moved = (before - after)[order]
    up, down = moved.idxmax(), moved.idxmin()
    words = f"Weights {weights} (inside, outside, innovation, embedding), {scale}, {how}: {name(first)} first of {len(order)}. "
    if none:
        words = "All weights are 0, so nothing is left to rank by; equal weights are shown. " + words
    if moved.any():
        return fig, words + f"Up most: {name(up)}, {before[up]:.0f} → {after[up]:.0f}; down most: {name(down)}, {before[down]:.0f} → {after[down]:.0f}."  # fmt: skip
    return fig, words + "Nobody changes places: these are the choices of the left side."


@explorer(
    id="4.4c",
    title="Too many ties inside? (a model)",
    question="Where is the top? Take away what gets across: does the hump go? Then make the ground smooth (ruggedness 0). What is left of it?",
    controls={
        "ruggedness": Slider(0, 8, 4, 2, label="ruggedness (parts that hang together)"),
        "understood": Slider(0, 100, 50, 25, label="of an outsider's way gets across, %"),
        "outsiders": Choice({1: "1 (one large buyer)", 6: "6", 48: "48"}, 48, label="outsiders"),
        "rounds": Slider(10, 60, 30, 10, label="rounds"),
    },
    budget=2.0,
)
def too_many_inside(ruggedness: int, understood: int, outsiders: int, rounds: int):
    """What a cluster's firms reach by how many of their ties are inside. MODEL."""
    curve = lock_in.curve(8, ruggedness, understood / 100, outsiders, rounds)
    setting = f"8 ties a firm · ruggedness {ruggedness} · {understood} % gets across · {outsiders} outsider{'s' if outsiders > 1 else ''} · {rounds} rounds · {lock_in.RUNS} worlds"  # fmt: skip
    end, top, best = curve["value"].iloc[-1], curve["value"].max(), curve["value"].idxmax()
    verdict = (
        f"best with {best:.0f} % of ties inside, {top:.1f} of 100"
        if lock_in.has_top_between(curve)
        else "no inverted U: the top is at an end, or no further above an end than chance"
    )
    return figures.hump(curve, setting), (
        f"{verdict[0].upper()}{verdict[1:]}. All inside: {end:.1f}, with {curve['ways'].iloc[-1]:.1f} different ways left; none inside: "
        f"{curve['value'].iloc[0]:.1f}, with {curve['ways'].iloc[0]:.1f}. Made up: a model."
    )
