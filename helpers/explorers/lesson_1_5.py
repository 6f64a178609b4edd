"""Explorers of lesson 1.5."""

from __future__ import annotations

from helpers.classification import E11_IN_WIOD, MANUFACTURING, industries, name
from helpers.explorers import Choice, explorer
from helpers.figures import charts
from helpers.tables import smile

ECONOMIES = {
    c: name(c)
    for c in (*E11_IN_WIOD, "USA", "DEU", "JPN", "FRA", "GBR", "ITA", "ESP", "POL", "HUN", "TWN", "AUS", "CAN")
}
GOODS = {i: industries()["label"][i] for i in MANUFACTURING}


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
    """Value added and steps before completion of one product, with labour's share where it is known."""
    points = smile.smile_points(economy, industry, year)
    ends = points[points["steps"] < 0.5]["share"].sum(), points[points["steps"] > 3.5]["share"].sum()
    middle = points["share"].sum() - sum(ends)
    home = points[points["home"]]["share"].sum()
    title = f"{name(economy)}'s {GOODS[industry].lower()}, {year}: the maker earns {ends[0]:.0f} % of the value"
    words = (
        f"{year}: the maker {ends[0]:.0f} %, steps in between {middle:.0f} %, more than 3.5 steps before {ends[1]:.0f} %; "
        f"{home:.0f} % in the maker's economy. Shown are nodes with more than 0.4 % of the value."
    )
    return charts.smile_curve(
        points, title, "WIOD, 2013 release; Socio-Economic Accounts, February 2012 (labour's share)"
    ), words
