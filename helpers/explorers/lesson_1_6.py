"""Explorers of lesson 1.6."""

from __future__ import annotations

from helpers.classification import name
from helpers.explorers import Slider, Toggle, explorer
from helpers.figures import maps
from helpers.tables import areas


@explorer(
    id="1.6a",
    title="A map of flows",
    question="Which flows between E11 economies are among the largest in 1995, which in 2011?",
    controls={
        "year": Slider(1995, 2011, 2011, label="year"),
        "largest": Slider(6, 30, 14, 2, label="arrows shown"),
        "only": Toggle(False, label="only flows between E11 economies"),
    },
    budget=0.3,
)
def a_map_of_flows(year: int, largest: int, only: bool):
    """The largest value-added flows from and to E11 economies on a map."""
    flows = areas.e11_flows(year)
    if only:
        flows = flows[flows["inside"]]
    shown = flows.nlargest(largest, "value")
    inside = int(shown["inside"].sum())
    top = shown.iloc[0]
    title = f"{year}: {inside} of the {len(shown)} largest flows run between E11 economies"
    words = f"{year}: the largest is from {name(top.origin)} to {name(top.destination)}, {top.value:,.0f} billion USD of value added. {inside} of {len(shown)} arrows stay among the eight E11 economies of the table."
    return maps.flow_map(shown, title, "WIOD, 2013 release, full tables; outlines: Natural Earth", "billion USD"), words
