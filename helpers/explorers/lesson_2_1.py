"""Explorers of lesson 2.1."""

from __future__ import annotations

from helpers import clusters
from helpers.classification import name, names
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import charts
from helpers.tables import sorting

FEATURE_SETS = {"1": "the first feature only", "2": "the first two", "3": "all three"}
PERIODS = {"first": "the edition's first year", "last": "the edition's last year"}


@explorer(
    id="2.1a",
    title="Sort them blind",
    question="Which edition, year and features bring back the paper's three groups? Whose place is never in doubt?",
    controls={
        "edition": Choice(sorting.EDITIONS, "icio2015", label="edition"),
        "period": Choice(PERIODS, "last", label="year"),
        "used": Choice(FEATURE_SETS, "3", label="features"),
        "method": Choice({"k-means": "k-means", "hierarchical": "hierarchical (Ward)"}, "k-means", label="method"),
        "groups": Slider(2, 5, 3, label="groups"),
    },
)
def sort_them_blind(edition: str, period: str, used: str, method: str, groups: int):
    """Groups of the E11 found from features alone, beside the paper's groups."""
    year = sorting.YEARS[edition][period == "last"]
    table = sorting.features(edition, year)
    found = clusters.cluster(table.iloc[:, : int(used)], groups, method)
    index, chance = clusters.agreement(found, sorting.PAPER_GROUPS)
    x, y = table.columns[:2]
    shown = (table[[x, y]] * 100).set_axis([f"{x}, %", f"{y}, %"], axis="columns")
    shown["group"] = [f"group {g + 1}" for g in found]
    letters = {"processor": "P", "resource exporter": "R", "changing or unclear": "?"}
    shown.index = [f"{name(c)} [{letters[sorting.PAPER_GROUPS[c]]}]" for c in table.index]
    title = f"{year}: agreement with the paper {index:.2f}, reached by chance in {chance:.1%} of sortings"
    fig = charts.scatter(
        shown.sort_values("group"), *shown.columns[:2], title, f"{sorting.EDITIONS[edition]}; in brackets the paper's group: Processor, Resource exporter, ? changing or unclear",
        group="group", label=shown.index, note=f"Groups found by {method}.",
    )  # fmt: skip
    told = "; ".join(f"group {g + 1}: {', '.join(names(found.index[found == g]))}" for g in range(groups))
    return (
        fig,
        f"{sorting.EDITIONS[edition]}, {year}, {FEATURE_SETS[used]}, {method}. {told}. Adjusted Rand index {index:.2f} (1 the same, 0 chance), p = {chance:.3f}.",
    )
