"""Gravity: what goes with more trade between two economies, once each one's size and each pair's habits are taken out.

PPML with exporter-year, importer-year and pair effects (Santos Silva and Tenreyro 2006; Yotov and others 2016) by
pyfixest, which also finds separated observations and clusters the errors by pair, both directions together.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

FLOWS = {"value_added": "value-added trade", "gross_exports": "gross exports"}
TERMS = {
    "agreement": "an agreement in force",
    "affinity": "one point more of affinity in United Nations votes",
    "log_distance": "distance (logarithm)",
    "common_language": "a common language",
}
KEYS = ("origin", "destination", "year")


class GravityError(ValueError):
    """A panel or a question gravity cannot be asked; the message says what is missing."""


@dataclass(frozen=True)
class Gravity:
    """An estimate: one row a term in ``table`` (estimate, error, low, high of 95 %), effects taken out as named."""

    flow: str
    table: pd.DataFrame
    years: pd.DataFrame  # (term, year): estimate, error, low, high against the first year, for terms that do not move
    observations: int
    separated: int
    missing: int
    economies: int

    def percent(self, term: str, change: float = 1.0) -> pd.Series:
        """Effect of a change of a term on trade, %: estimate, low, high (95 %)."""
        if term not in self.table.index:
            raise GravityError(f"{term!r} was not estimated; there are {', '.join(self.table.index)}.")
        return (np.exp(self.table.loc[term, ["estimate", "low", "high"]] * change) - 1) * 100

    def words(self, term: str) -> str:
        """The result in words: effect, interval, and what it cannot tell."""
        p = self.percent(term)
        sure = "an interval that holds zero: no effect is shown" if p["low"] < 0 < p["high"] else "an interval without zero"  # fmt: skip
        return (
            f"With {TERMS.get(term, term)}, {FLOWS.get(self.flow, self.flow)} of the same pair {'are' if self.flow == 'gross_exports' else 'is'} {abs(p['estimate']):.1f} % "
            f"{'larger' if p['estimate'] > 0 else 'smaller'} (95 %: {p['low']:+.1f} to {p['high']:+.1f} %), {sure}. "
            "It compares a pair with itself over time and with others of the same exporter and importer that year; it cannot say "
            "whether pairs change their ties because they expect trade to change, nor what all ties together do to everyone's trade."
        )


def estimate(
    data: pd.DataFrame, flow: str = "value_added", terms: tuple[str, ...] = ("agreement", "affinity"),
    by_year: tuple[str, ...] = ("log_distance", "common_language"),
) -> Gravity:  # fmt: skip
    """PPML of a flow on terms, with exporter-year, importer-year and pair effects; rows with gaps are left out and counted.

    ``by_year``: terms that do not change in a pair (their level is in the pair's effect); how their weight moves since the
    first year is estimated. Raises GravityError for a missing column, negative flows, a term that never changes within a
    pair, or too few rows.
    """
    wanted = [*KEYS, flow, *terms, *by_year]
    for column in wanted:
        if column not in data:
            raise GravityError(f"The panel has no column {column!r}; it has {', '.join(data.columns)}.")
    known = data[wanted].dropna()
    if (known[flow] < 0).any():
        raise GravityError(f"{flow} has negative flows: set them to 0 and say so, PPML needs flows of 0 or more.")
    if known["year"].nunique() < 2 or known["origin"].nunique() < 3:
        raise GravityError("Pair effects need two years or more, and three economies or more.")
    if known.duplicated(list(KEYS)).any():
        raise GravityError("A pair and year is in the panel twice: keep one row each.")
    pairs = known.groupby(["origin", "destination"])
    for term in terms:
        if pairs[term].nunique().max() < 2:
            raise GravityError(
                f"{term} never changes within a pair, so the pair's effect hides it: move it to by_year."
            )
    first = int(known["year"].min())
    ready = known.assign(
        exporter_year=known["origin"] + known["year"].astype(str),
        importer_year=known["destination"] + known["year"].astype(str),
        pair=known["origin"] + known["destination"],
        both=["".join(sorted(p)) for p in zip(known["origin"], known["destination"], strict=True)],
    )
    moving = [f"i(year, {t}, ref={first})" for t in by_year]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyfixest 0.60 uses calls that pandas 3.1 will drop
        import pyfixest

        fit = pyfixest.fepois(
            f"{flow} ~ {' + '.join([*terms, *moving])} | exporter_year + importer_year + pair", ready, vcov={"CRV1": "both"}
        )  # fmt: skip
        found = fit.tidy()[["Estimate", "Std. Error", "2.5%", "97.5%"]].set_axis(["estimate", "error", "low", "high"], axis="columns")  # fmt: skip
    rows = {k: k.removeprefix("year::").split(":") for k in found.index if k.startswith("year::")}
    years = found.loc[list(rows)].set_axis(
        pd.MultiIndex.from_tuples([(t, int(float(y))) for y, t in rows.values()], names=["term", "year"])
    ) if rows else found.iloc[:0]  # fmt: skip
    return Gravity(
        flow, found.drop(index=list(rows)).rename_axis("term"), years, int(fit._N), len(ready) - int(fit._N),
        len(data) - len(known), ready["origin"].nunique(),
    )  # fmt: skip
