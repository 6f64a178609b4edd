"""Explorers of lesson 0.4."""

from __future__ import annotations

import pandas as pd

from helpers.classification import name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import lesson_0_4 as figures
from helpers.tables import contents


@explorer(
    id="0.4a",
    title="Follow one dollar",
    question="Where has the dollar gone after one round of suppliers, after two, after eight? Who is only reached late?",
    controls={
        "economy": Choice(contents.ECONOMIES, "CHN", label="economy"),
        "industry": Choice(contents.PRODUCTS, "electronics", label="industry"),
        "rounds": Slider(0, 8, 2, label="rounds of suppliers followed"),
    },
)
def follow_a_dollar(economy: str, industry: str, rounds: int):
    """Value added found in a dollar of a product by origin, round of suppliers by round of suppliers."""
    found = contents.rounds(economy, industry, 8)
    whole = contents.earned_in(economy, industry)
    others = [c for c in whole.sort_values(ascending=False).index if c not in (economy, "ROW")][:5]
    table = found[[economy, *others]].assign(**{"all others": found.drop(columns=[economy, *others]).sum(axis=1)}).T
    so_far = table.loc[:, : int(rounds)]
    reached, home = so_far.to_numpy().sum(), so_far.loc[economy].sum()
    late = (1 - table.loc[others, 0:2].sum(axis=1) / table.loc[others].sum(axis=1)).idxmax()
    words = (
        f"A dollar of {contents.whose(economy)} {contents.PRODUCTS[industry].lower()}: {home:.1f} cents found at home and "
        f"{reached - home:.1f} abroad so far; {100 - reached:.1f} still to be found. "
        f"Of the five that earn most abroad, {name(late)} is reached latest."
    )
    return figures.rounds(so_far, economy), words


@explorer(
    id="0.4b",
    title="Nine terms of gross exports",
    question="Whose exports hold the most double counting, and when did it grow fastest?",
    controls={
        "economy": Choice(contents.ECONOMIES, "CHN", label="economy"),
        "year": Slider(1996, 2011, 2009, label="compare 1995 with"),
    },
)
def nine_terms(economy: str, year: int):
    """Gross exports of an economy in the nine terms of Koopman, Wang and Wei, grouped, 1995 and another year."""
    terms: pd.DataFrame = contents.nine_terms(economy).loc[[1995, int(year)]]
    told = ", ".join(f"{t} {v:.1f}" for t, v in terms.iloc[1].items())
    return figures.nine_terms(
        contents.grouped(terms), economy
    ), f"{name(economy)} {year}, per cent of gross exports: {told}."
