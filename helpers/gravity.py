"""Gravity: what goes with more trade between two economies, once each one's size and each pair's habits are taken out.

PPML with exporter-year, importer-year and pair effects (Santos Silva and Tenreyro 2006; Yotov and others 2016) by
pyfixest, which also finds separated observations and clusters the errors by pair, both directions together.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import given

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
    dropped: tuple[str, ...] = ()  # terms left out because others tell all of them (collinear)

    def percent(self, term: str, change: float = 1.0) -> pd.Series:
        """Effect of a change of a term on trade, %: estimate, low, high (95 %).

        Raises GravityError for a term that was not estimated or was dropped, or a change that is no number.
        """
        if isinstance(term, str) and term in self.dropped:
            raise GravityError(
                f"{term} was left out: the other terms and the effects tell all of it (it is collinear)."
            )
        if not isinstance(term, str) or term not in self.table.index:
            raise GravityError(f"{term!r} was not estimated. {given.near(term, self.table.index)}")
        change = given.number(change, "The change", GravityError, -1e3, 1e3, "give a number that is not huge")
        return (np.exp(self.table.loc[term, ["estimate", "low", "high"]] * change) - 1) * 100

    def words(self, term: str) -> str:
        """The result in words: effect, interval, and what it cannot tell."""
        p = self.percent(term)
        gone = f" Left out, for others tell all of it: {', '.join(self.dropped)}." if self.dropped else ""
        sure = "an interval that holds zero: no effect is shown" if p["low"] < 0 < p["high"] else "an interval without zero"  # fmt: skip
        return (
            f"With {TERMS.get(term, term)}, {FLOWS.get(self.flow, self.flow)} of the same pair {'are' if self.flow == 'gross_exports' else 'is'} {abs(p['estimate']):.1f} % "
            f"{'larger' if p['estimate'] > 0 else 'smaller'} (95 %: {p['low']:+.1f} to {p['high']:+.1f} %), {sure}. "
            "It compares a pair with itself over time and with others of the same exporter and importer that year; it cannot say "
            "whether pairs change their ties because they expect trade to change, nor what all ties together do to everyone's trade."
            + gone
        )


def estimate(
    data: pd.DataFrame, flow: str = "value_added", terms: tuple[str, ...] = ("agreement", "affinity"),
    by_year: tuple[str, ...] = ("log_distance", "common_language"),
) -> Gravity:  # fmt: skip
    """PPML of a flow on terms, with exporter-year, importer-year and pair effects; rows with gaps are left out and counted.

    ``data``: origin, destination, year, flow and terms, one row a triple. ``by_year``: terms that do not change in a pair
    (their level is in the pair's effect); how their weight moves since the first year is estimated. Raises GravityError
    for a missing column, flows that are negative, infinite or all zero, a term that is infinite or never changes (within a
    pair; by_year: at all), too few rows, or a panel that holds nothing to estimate from. Terms that others tell
    in full are left out and named in ``dropped``.
    """
    terms, by_year = (_listed(t, what) for t, what in ((terms, "terms"), (by_year, "by_year")))
    known, missing = _panel(data, flow, terms, by_year)
    first = int(known["year"].min())
    short = {
        term: f"t{k}" for k, term in enumerate([*terms, *by_year])
    }  # a formula cannot hold every name a column can
    ends = known[["origin", "destination"]].astype(str).to_numpy()
    ready = pd.DataFrame(
        {
            "flow": known[flow], "year": known["year"], **{s: known[t] for t, s in short.items()},
            # numbers, for glued names can merge: A with BC is not AB with C
            "exporter_year": known.groupby(["origin", "year"]).ngroup(),
            "importer_year": known.groupby(["destination", "year"]).ngroup(),
            "pair": known.groupby(["origin", "destination"]).ngroup(),
            "both": pd.DataFrame(np.sort(ends, axis=1)).groupby([0, 1]).ngroup().to_numpy(),
        }
    )  # fmt: skip
    formula = " + ".join([*(short[t] for t in terms), *(f"i(year, {short[t]}, ref={first})" for t in by_year)])
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # pyfixest 0.60 uses calls that pandas 3.1 will drop
        import pyfixest

        try:
            fit = pyfixest.fepois(
                f"flow ~ {formula} | exporter_year + importer_year + pair", ready, vcov={"CRV1": "both"}
            )
            found = fit.tidy()[["Estimate", "Std. Error", "2.5%", "97.5%"]]
        except Exception as error:
            raise GravityError(
                f"The panel holds nothing to estimate from ({' '.join(str(error).split())[:120]}): too few flows above zero, or the effects tell all of {', '.join(terms) or ', '.join(by_year)}."
            ) from None
    found = found.set_axis(["estimate", "error", "low", "high"], axis="columns")
    if not np.isfinite(found.to_numpy()).all():
        raise GravityError("The panel is too thin for errors by pair: an estimate without one would say nothing.")
    full = {s: t for t, s in short.items()}
    rows = {k: k.removeprefix("year::").split(":") for k in found.index if k.startswith("year::")}
    years = found.loc[list(rows)].set_axis(
        pd.MultiIndex.from_tuples([(full[t], int(float(y))) for y, t in rows.values()], names=["term", "year"])
    ) if rows else found.iloc[:0]  # fmt: skip
    table = found.drop(index=list(rows)).rename(index=full).rename_axis("term")
    told = {*table.index, *years.index.get_level_values(0)} if rows else set(table.index)
    return Gravity(
        flow, table, years, int(fit._N), len(ready) - int(fit._N), missing,
        len(set(ends[:, 0])), tuple(t for t in short if t not in told),
    )  # fmt: skip


def _listed(terms, what: str) -> list[str]:
    terms = [terms] if isinstance(terms, str) else terms
    if not isinstance(terms, Iterable):
        raise GravityError(f"{what} are names of columns, such as ('agreement',), not {terms!r}.")
    terms = list(terms)
    for term in terms:
        if not isinstance(term, str) or term in KEYS:
            raise GravityError(f"{term!r} cannot be among {what}: name a column that goes with trade.")
    return terms


def _panel(data, flow: str, terms: list[str], by_year: list[str]) -> tuple[pd.DataFrame, int]:
    """The rows without gaps, with numbers where numbers belong, and how many were left out; GravityError for the rest."""
    given.kind(data, pd.DataFrame, "A panel (DataFrame) of flows by origin, destination and year", GravityError)
    wanted = [*KEYS, flow, *terms, *by_year]
    for column in wanted:
        if not isinstance(column, str) or column not in data:
            raise GravityError(f"The panel has no column {column!r}. {given.near(column, data.columns, 'It has')}")
        if wanted.count(column) > 1:
            raise GravityError(f"{column} is asked for twice: each column has one part to play.")
        if list(data.columns).count(column) > 1:
            raise GravityError(f"The panel has two columns {column!r}: keep one.")
    if not terms and not by_year:
        raise GravityError("No term is given: name at least one that may go with trade.")
    known = data[wanted].dropna().reset_index(drop=True)
    if known.empty:
        raise GravityError("No row of the panel has all that is asked for.")
    for column in wanted[2:]:
        series = known[column]
        values = given.plain(series.astype(float) if series.dtype.kind == "b" else series, column, GravityError)
        if not np.isfinite(values).all():
            raise GravityError(f"{column} is infinite in row {int(np.argmin(np.isfinite(values)))} of those without gaps: correct it.")  # fmt: skip
        known[column] = values
    if (known["year"] % 1 != 0).any():
        raise GravityError("Years are whole numbers: a year of the panel is not.")
    known["year"] = known["year"].astype(int)
    flows = known[flow]
    if (flows < 0).any():
        raise GravityError(f"{flow} has negative flows: set them to 0 and say so, PPML needs flows of 0 or more.")
    if not (flows > 0).any():
        raise GravityError(f"{flow} is 0 everywhere: there is no trade to explain.")
    if not 1e-9 < flows[flows > 0].mean() < 1e15:
        raise GravityError(f"{flow} is {flows[flows > 0].mean():.1e} on average: give it in a unit that keeps numbers between.")  # fmt: skip
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
    for term in by_year:
        if known[term].nunique() < 2:
            raise GravityError(f"{term} is the same for all pairs: it cannot go with more or less trade.")
    return known, len(data) - len(known)
