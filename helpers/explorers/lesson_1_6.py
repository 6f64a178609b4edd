"""Explorers of lesson 1.6."""

from __future__ import annotations

from helpers import datasets
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
        "largest": Slider(6, 20, 14, 2, label="arrows shown"),
        "only": Toggle(False, label="only flows between E11 economies"),
    },
)
def a_map_of_flows(year: int, largest: int, only: bool):
    """The largest value-added flows from and to E11 economies on a map; arrows of all years are on one scale."""
    flows = areas.e11_flows(year)
    if only:
        flows = flows[flows["inside"]]
    shown = flows.nlargest(largest, "value")
    inside = int(shown["inside"].sum())
    top = shown.iloc[0]
    if only:
        title = f"{year}: the {len(shown)} largest flows between E11 economies carry {shown['value'].sum():,.0f} billion USD"
    else:
        title = f"{year}: {inside} of the {len(shown)} largest flows of the E11 run{'s' if inside == 1 else ''} between two of them"
    words = (
        f"{year}: the largest is from {name(top.origin)} to {name(top.destination)}, {top.value:,.0f} billion USD of value "
        f"added. {inside} of {len(shown)} arrows stay among the eight E11 economies of the table; arrows of all years are on one scale."
    )
    source = datasets.source("wiod_flows", "outlines")
    return maps.flow_map(shown, title, source, "billion USD of value added", scale=areas.largest_flow()), words
