"""Explorers of lesson 2.2."""

from __future__ import annotations

import pandas as pd

from helpers.classification import E11, name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import lesson_2_2 as figures
from helpers.tables import shares

LABELS = {"E11": "E11 (8 of 11 in this table)", "EU": "European Union", "US": "United States", "JP": "Japan"}


@explorer(
    id="2.2a",
    title="Who weighs most?",
    question="For which settings is the E11 ahead of the European Union? What did you have to count as abroad?",
    controls={
        "year": Slider(1995, 2011, 2009, label="year"),
        "direction": Choice(
            {"exports": "value added sold abroad", "imports": "value added bought from abroad"},
            "exports",
            label="direction",
        ),
        "count": Choice({way: way for way in shares.WAYS}, "every border counts", label="what counts as abroad"),
    },
)
def who_weighs_most(year: int, direction: str, count: str):
    """Shares of the E11, the EU of the year, the United States and Japan in value-added trade."""
    trade, one = shares.flows(int(year)), shares.WAYS[count]
    groups = {"E11": E11, "EU": shares.union(int(year)), "US": ["USA"], "JP": ["JPN"]}
    weights = shares.weigh(trade, groups, direction, one) * 100
    china = weights["E11"] * shares.member_part(trade, groups, "E11", "CHN", direction, one)
    verb = shares.DIRECTIONS[direction]
    words = (
        f"{year}, {count}: the E11 {verb} {weights['E11']:.1f} % of the world's traded value added: "
        f"{_apart(weights, 'EU', 'the European Union')} and {_apart(weights, 'US', 'the United States')}."
    )
    top = weights.idxmax()
    title = f"{year}, {count}: {'the E11 weigh' if top == 'E11' else f'the {LABELS[top]} weighs'} most"
    unit = f"% of the world's value added {verb} abroad; the Union: its {len(groups['EU'])} members of the year"
    return figures.group_weights(weights.rename(LABELS), pd.Series({LABELS["E11"]: china}), title, unit), words


def _apart(weights: pd.Series, group: str, words: str) -> str:
    gap = weights["E11"] - weights[group]
    if abs(gap) < 0.05:
        return f"as much as {words}"
    return f"{abs(gap):.1f} points {'more' if gap > 0 else 'less'} than {words}"


@explorer(
    id="2.2b",
    title="What does it earn from?",
    question="Which economies earn from what the paper says? Try Korea and Indonesia, then 1995 against 2009.",
    controls={
        "economy": Choice({c: name(c) for c in E11}, "SAU", label="economy"),
        "year": Choice({y: str(y) for y in (1995, 2000, 2005, 2008, 2009)}, 2009, label="year"),
    },
)
def what_it_earns_from(economy: str, year: int):
    """Industry of origin of an economy's value added in exports, beside the world's."""
    table = shares.origins_by_industry()
    order = table.loc[2009].sum().sort_values(ascending=False).index  # the same rows in all settings
    table = table.loc[year, order]
    both = pd.DataFrame(
        {economy: table.loc[economy] / table.loc[economy].sum(), "world": table.sum() / table.to_numpy().sum()}
    )
    times = (both[economy] / both["world"]).sort_values(ascending=False)
    strong = [f"{i.lower()} ({v:.1f} times its share)" for i, v in times.iloc[:2].items() if v > 1]
    words = f"{name(economy)}, {year}: against the world, strong in {' and '.join(strong)}; weakest in {times.index[-1].lower()}."
    return figures.industries(both * 100, year), words
