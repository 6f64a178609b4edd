"""Explorers of lesson 1.5."""

from __future__ import annotations

from helpers.classification import E11_IN_WIOD, MANUFACTURING, industries, name
from helpers.explorers import Choice, explorer
from helpers.figures import lesson_1_5 as figures
from helpers.figures.theme import percent
from helpers.tables import smile

ECONOMIES = {
    c: name(c)
    for c in (*E11_IN_WIOD, "USA", "DEU", "JPN", "FRA", "GBR", "ITA", "ESP", "POL", "HUN", "TWN", "AUS", "CAN")
}
GOODS = {i: industries()["label"][i] for i in MANUFACTURING}
LIMITS = (0, 70)  # the largest step of any setting is 63 %


@explorer(
    id="1.5a",
    title="Does it smile?",
    question="Do the ends of the chain earn more than the middle? In which product is there a smile, in which not?",
    controls={
        "economy": Choice(ECONOMIES, "CHN", label="completed in"),
        "industry": Choice(GOODS, "electronics", label="product"),
        "year": Choice({1995: "1995", 2000: "2000", 2007: "2007"}, 2007, label="year"),
    },
)
def does_it_smile(economy: str, industry: str, year: int):
    """One product's value by steps before it is complete, labour's part dark where it is known."""
    table = smile.smile_steps(economy, industry, year)
    whole = table.sum(axis=1)
    last = table.iloc[0]
    ends = whole.iloc[0], whole.iloc[4:].sum()
    labour = (
        f"labour gets {percent(last['labour'] / whole.iloc[0])} of what the last step earns"
        if last[smile.PARTS[2]] < 0.5 * whole.iloc[0] and whole.iloc[0] > 0
        else "labour's part of the last step is not known"
    )
    words = (
        f"{name(economy)}, {GOODS[industry].lower()}, {year}: the last step earns {percent(ends[0] / 100)} of the value, all steps "
        f"between {percent((100 - sum(ends)) / 100)}, those four or more steps before {percent(ends[1] / 100)}; {labour}."
    )
    return figures.steps(table, economy, industry, year, limits=LIMITS), words
