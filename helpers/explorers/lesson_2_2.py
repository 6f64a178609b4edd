"""Explorers of lesson 2.2."""

from __future__ import annotations

import numpy as np

from helpers.classification import E11, EU27, name
from helpers.explorers import Choice, Slider, Toggle, explorer
from helpers.figures import chapter2
from helpers.tables import shares

E11_LABEL = "E11 (8 of 11 in this table)"
GROUPS = {E11_LABEL: E11, "European Union (27)": EU27, "United States": ["USA"], "Japan": ["JPN"]}


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
        "inside": Toggle(True, label="count trade between members of the same group as trade"),
    },
)
def who_weighs_most(year: int, direction: str, inside: bool):
    """Shares of the E11, the EU, the United States and Japan in value-added trade."""
    trade = shares.flows(int(year))
    weights = shares.weigh(trade, GROUPS, direction, inside)
    china = weights[E11_LABEL] * shares.member_part(trade, "CHN", E11, direction, inside)
    ahead = weights.index[int(np.argmax(weights.to_numpy()))]
    gap = (weights[E11_LABEL] - weights["European Union (27)"]) * 100
    counted = "with" if inside else "without"
    verb = "sold" if direction == "exports" else "bought"
    words = (
        f"{year}, {counted} trade inside groups: the E11 {verb} {weights[E11_LABEL]:.1%} of the world's traded value added, "
        f"{abs(gap):.1f} points {'more' if gap > 0 else 'less'} than the EU and {(weights[E11_LABEL] - weights['United States']) * 100:+.1f} points against the United States."
    )
    title = f"{year}: {'the E11' if ahead == E11_LABEL else 'the ' + ahead} {'is' if ahead != E11_LABEL else 'are'} ahead when trade inside groups {'counts' if inside else 'does not count'}"
    note = f"% of the world's value added {'sold' if direction == 'exports' else 'bought'} abroad"
    return chapter2.group_bars(weights, {E11_LABEL: china}, title, note), words


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
    table = shares.origins_by_industry().loc[year]
    own = table.loc[economy] / table.loc[economy].sum()
    world = table.sum() / table.to_numpy().sum()
    rca = (own / world).sort_values(ascending=False)
    words = (
        f"{name(economy)}, {year}: strongest against the world in {rca.index[0].lower()} ({rca.iloc[0]:.1f} times its share) "
        f"and {rca.index[1].lower()} ({rca.iloc[1]:.1f} times)."
    )
    return chapter2.industry_dots(own, world, economy, year), words
