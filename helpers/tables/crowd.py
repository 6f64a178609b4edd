"""A crowd against a lab, in tables; published counts of exporters; people online, who could be a crowd (lesson 1.2)."""

from __future__ import annotations

import pandas as pd

from helpers import datasets, search
from helpers.datasets import kept

SOURCES = "Bernard and others 2007; Freund and Pierola 2015; de Lucio and others 2017 (published counts, see further reading)"
CROWDS = {
    "independent, bell-shaped": (0.0, "normal"),
    "overlap 0.3, bell-shaped": (0.3, "normal"),
    "independent, fat-tailed": (0.0, "fat"),
}  # overlap and tail


def formula_against_simulation(rounds: int = 20_000, seed: int = 7) -> pd.DataFrame:
    """MODEL: the expected best of three contests by the formula and as the mean of simulated rounds."""
    contests = [(10, 1.5, 0.0, "normal"), (100, 0.0, 0.3, "normal"), (100, 0.0, 0.3, "fat")]
    rows = {
        f"{n} tries, skill {skill}, overlap {overlap}, {tail}": {
            "formula": search.expected_best(n, skill, overlap, tail),
            "simulated": search.simulated(n, skill, overlap, tail, rounds, seed),
        }
        for n, skill, overlap, tail in contests
    }
    return pd.DataFrame(rows).T.rename_axis("contest")


def needed(lab: int = 10, skills: tuple[float, ...] = (0.5, 1.0, 1.5, 2.0, 2.5)) -> pd.DataFrame:
    """MODEL: tries a crowd needs to match a lab, by skill of the lab (rows) and kind of crowd (columns)."""
    columns = {words: [search.crowd_needed(lab, s, *kind) for s in skills] for words, kind in CROWDS.items()}
    return pd.DataFrame(columns, index=pd.Index(skills, name="skill of the lab"))


@kept
def specifications(crowd: int = 1000) -> pd.DataFrame:
    """MODEL: does a crowd of this size match a lab of 10? value: tries needed; agrees: no more than ``crowd``.

    Rows: skill of the lab (0.5 to 2), overlap of ideas (0, 0.3, 0.6), shape of luck. A crowd that would need more than a
    million counts as a million.
    """
    out = {}
    for skill in (0.5, 1.0, 1.5, 2.0):
        for overlap in (0.0, 0.3, 0.6):
            for tail, words in (("normal", "bell-shaped"), ("fat", "fat-tailed")):
                found = search.crowd_needed(10, skill, overlap, tail)
                out[f"skill {skill:g}, overlap {overlap:g}, {words}"] = min(found or 1e6, 1e6)
    value = pd.Series(out, name="value", dtype=float)
    return value.to_frame().assign(agrees=value <= crowd)


def published_shares() -> pd.DataFrame:
    """Shares of exports made by the largest exporters, as published: where, who, % of exports, source. None is ours."""
    rows = [
        ("United States, 2000", "top 10 % of exporters", 96, "Bernard and others 2007, p. 105"),
        ("Spain, 2015", "top 1 % of exporters", 72, "de Lucio and others 2017, introduction"),
        ("32 developing economies, mean", "five largest firms", 30, "Freund and Pierola 2015, abstract"),
        ("32 developing economies, mean", "the largest firm", 14, "Freund and Pierola 2015, abstract"),
    ]
    return pd.DataFrame(rows, columns=["where", "who", "% of exports", "source"])


def people_online(year: int = 2022) -> pd.Series:
    """People who use the internet, by region: population × share of users (World Bank); those that are known."""
    table = datasets.load("countries")
    table = table[table["year"] == year].set_index("region")
    return (table["population"] * table["internet_pct"] / 100).dropna().rename("people online")
