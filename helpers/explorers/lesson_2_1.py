"""Explorers of lesson 2.1."""

from __future__ import annotations

from helpers import clusters
from helpers.classification import name, names
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import lesson_2_1 as figures
from helpers.figures.theme import number, percent
from helpers.tables import sorting

FEATURE_SETS = {"1": "the first feature only", "2": "the first two", "3": "all three"}
PERIODS = {"first": "the edition's first year", "last": "the edition's last year"}
LETTERS = {"processor": "P", "resource exporter": "R", "changing or unclear": "?"}
TOPS = {"icio2015": 100, "tiva2025": 50, "wiod2013": 50}  # per cent, the ends of both axes


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
    found = sorting.blind(edition, year, int(groups), int(used), method)
    index, chance = clusters.agreement(found, sorting.PAPER_GROUPS)
    shown = (table.iloc[:, :2] * 100).rename(columns="{}, %".format)
    shown.index = [f"{name(c)} [{LETTERS[sorting.PAPER_GROUPS[c]]}]" for c in table.index]
    title = (
        f"{year}: agreement with the paper {number(index, 2)}; {percent(chance, 1)} of chance sortings agree as well"
    )
    source = f"{sorting.EDITIONS[edition]}; in brackets the paper's group: Processor, Resource exporter, ? changing or unclear"
    told = "; ".join(f"group {g + 1}: {', '.join(names(found.index[found == g]))}" for g in range(groups))
    return (
        figures.groups(shown, found, title, source, TOPS[edition]),
        f"{sorting.EDITIONS[edition]}, {year}, {FEATURE_SETS[used]}, {method}; group 1 is the most backward. {told}. "
        f"Adjusted Rand index {number(index, 2)} (1 the same, 0 chance).",
    )
