"""Gravity: what goes with more trade between two economies, once each one's size and each pair's habits are taken out.

PPML (Santos Silva and Tenreyro 2006) with exporter-year and importer-year effects, which hold each economy's size and its
distance from all others (Anderson and van Wincoop 2003), and pair effects, which hold what made partners choose each
other (Baier and Bergstrand 2007). With sales at home among the rows a tie may draw on the home market too, and effects
of crossing a border, year by year, take out what brought all economies closer (Bergstrand, Larch and Yotov 2015; Yotov,
Piermartini, Monteiro and Larch 2016, chapter 1). Lags let an agreement work slowly, a lead asks whether trade grew before
it; agreements differ (Baier, Yotov and Zylkin 2019), so their depth can be a term. pyfixest estimates, finds separated
observations and clusters the errors by pair, both directions together; with three effects such errors run somewhat small
(Weidner and Zylkin 2021).
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
    "depth": "one provision more in an agreement",
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
    covariance: pd.DataFrame | None = None  # of the terms in `table`
    home: bool = False  # sales at home are among the observations
    borders: bool = False  # effects of crossing a border by year were taken out

    def percent(self, term: str | tuple[str, ...], change: float = 1.0) -> pd.Series:
        """Effect of a change of a term on trade, %: estimate, low, high (95 %).

        Several terms: of all of them together, as an agreement and its lags once all have come.
        Raises GravityError for a term that was not estimated or was dropped, or a change that is no number.
        """
        effect = self.effect(term) * given.number(change, "The change", GravityError, -1e3, 1e3, "give a number that is not huge")  # fmt: skip
        return (np.exp(effect[["estimate", "low", "high"]]) - 1) * 100

    def effect(self, term: str | tuple[str, ...]) -> pd.Series:
        """The coefficient of a term, or the sum of several: estimate, error, low, high (95 %). Errors: as `percent`."""
        terms = list(term) if isinstance(term, tuple | list) and len(term) else [term]
        for k in terms:
            if isinstance(k, str) and k in self.dropped:
                raise GravityError(f"{k} was left out: the other terms and the effects tell all of it (it is collinear).")  # fmt: skip
            if not isinstance(k, str) or k not in self.table.index:
                raise GravityError(f"{k!r} was not estimated. {given.near(k, self.table.index)}")
            if terms.count(k) > 1:
                raise GravityError(f"{k} is named twice: each term counts once.")
        if len(terms) == 1:
            return self.table.loc[terms[0]]
        estimate = self.table.loc[terms, "estimate"].sum()
        error = np.sqrt(self.covariance.loc[terms, terms].to_numpy().sum())
        first = self.table.iloc[0]
        half = (first["high"] - first["estimate"]) / first["error"] * error  # as many errors wide as for one term
        return pd.Series({"estimate": estimate, "error": error, "low": estimate - half, "high": estimate + half})

    def words(self, term: str | tuple[str, ...]) -> str:
        """The result in words: effect, interval, what was compared, and what that cannot tell. Errors: as `percent`."""
        p = self.percent(term)
        gone = f" Left out, for others tell all of it: {', '.join(self.dropped)}." if self.dropped else ""
        home = ", sales at home among them" if self.home else ""
        home += ", after taking out what opened or closed all borders that year" if self.borders else ""
        named = term if isinstance(term, str) else " and ".join(term)
        sure = "an interval that holds zero: no effect is shown" if p["low"] < 0 < p["high"] else "an interval without zero"  # fmt: skip
        return (
            f"With {TERMS.get(named, named)}, {FLOWS.get(self.flow, self.flow)} of the same pair {'are' if self.flow == 'gross_exports' else 'is'} {abs(p['estimate']):.1f} % "
            f"{'larger' if p['estimate'] > 0 else 'smaller'} (95 %: {p['low']:+.1f} to {p['high']:+.1f} %), {sure}. "
            f"It compares a pair with itself over time and with others of the same exporter and importer that year{home}; it cannot say "
            "whether pairs change their ties because they expect trade to change, nor what all ties together do to everyone's trade."
            + gone
        )


def estimate(
    data: pd.DataFrame, flow: str = "value_added", terms: tuple[str, ...] = ("agreement", "affinity"),
    by_year: tuple[str, ...] = ("log_distance", "common_language"), borders: bool = False, both_ways: bool = False,
) -> Gravity:  # fmt: skip
    """PPML of a flow on terms, with exporter-year, importer-year and pair effects; rows with gaps are left out and counted.

    ``data``: origin, destination, year, flow and terms, one row a triple. ``by_year``: terms that do not change in a pair
    (their level is in the pair's effect); how their weight moves since the first year is estimated. Rows whose origin is
    their destination are sales at home. ``borders``: effects of crossing a border, one a year (needs sales at home);
    ``both_ways``: one effect for the two directions of a pair, as Yotov and others (2016) have it. Raises GravityError
    for a missing column, flows that are negative, infinite or all zero, a term that is infinite or never changes (within a
    pair; by_year: at all), too few rows, or a panel that holds nothing to estimate from. Terms that others tell
    in full are left out and named in ``dropped``.
    """
    terms, by_year = (_listed(t, what) for t, what in ((terms, "terms"), (by_year, "by_year")))
    known, missing = _panel(data, flow, terms, by_year)
    for word, flag in (("borders", borders), ("both_ways", both_ways)):
        given.kind(flag, bool | np.bool_, f"{word}: True or False", GravityError)
    home = (known["origin"] == known["destination"]).to_numpy()
    if borders and (home.all() or not home.any()):
        raise GravityError(
            f"Effects of borders by year need sales at home (rows whose origin is their destination) beside those abroad: {'only those' if home.any() else 'none'} are in the panel."
        )
    first = int(known["year"].min())
    short = {
        term: f"t{k}" for k, term in enumerate([*terms, *by_year])
    }  # a formula cannot hold every name a column can
    ready = _ready(known, flow, short)
    ready["border_year"] = 2 * known["year"] + home
    taken_out = [
        "exporter_year",
        "importer_year",
        "both" if both_ways else "pair",
        *(["border_year"] if borders else []),
    ]
    formula = " + ".join([*(short[t] for t in terms), *(f"i(year, {short[t]}, ref={first})" for t in by_year)])
    told = f"too few flows above zero, or the effects tell all of {', '.join(terms) or ', '.join(by_year)}"
    # by default the sixth digit of an error differs from run to run
    fit, found, covariance = _fitted("fepois", f"{formula} | {' + '.join(taken_out)}", ready, told, iwls_tol=1e-10)
    full = {s: t for t, s in short.items()}
    rows = {k: k.removeprefix("year::").split(":") for k in found.index if k.startswith("year::")}
    years = found.loc[list(rows)].set_axis(
        pd.MultiIndex.from_tuples([(full[t], int(float(y))) for y, t in rows.values()], names=["term", "year"])
    ) if rows else found.iloc[:0]  # fmt: skip
    table = found.drop(index=list(rows)).rename(index=full).rename_axis("term")
    of_terms = covariance.drop(index=list(rows), columns=list(rows)).rename(index=full, columns=full)
    kept = {*table.index, *years.index.get_level_values(0)} if rows else set(table.index)
    return Gravity(
        flow, table, years, int(fit._N), len(ready) - int(fit._N), missing,
        known["origin"].astype(str).nunique(), tuple(t for t in short if t not in kept), of_terms, bool(home.any()), bool(borders),
    )  # fmt: skip


def linear(data: pd.DataFrame, outcome: str, terms: tuple[str, ...], flow: str = "") -> Gravity:
    """Least squares of what may fall below zero (friendliness) on terms, with the effects of `estimate` abroad.

    ``data``: origin, destination, year, outcome and terms, one row a triple. Exporter-year, importer-year and pair effects
    are taken out, errors cluster by pair, both directions together. The table is in units of the outcome: ask for
    ``effect``, not for ``percent``. Raises GravityError as `estimate`, for outcomes that never change too.
    """
    terms = _listed(terms, "terms")
    known, missing = _panel(data, outcome, terms, [], signed=True)
    short = {term: f"t{k}" for k, term in enumerate(terms)}
    told = f"the effects tell all of {', '.join(terms)}"
    formula = f"{' + '.join(short.values())} | exporter_year + importer_year + pair"
    ready = _ready(known, outcome, short)
    fit, found, covariance = _fitted("feols", formula, ready, told)
    full = {s: t for t, s in short.items()}
    found = found.rename(index=full).rename_axis("term")
    return Gravity(
        flow or outcome, found, found.iloc[:0], int(fit._N), len(ready) - int(fit._N), missing,
        known["origin"].astype(str).nunique(), tuple(t for t in terms if t not in found.index),
        covariance.rename(index=full, columns=full),
    )  # fmt: skip


def _ready(known: pd.DataFrame, explained: str, short: dict[str, str]) -> pd.DataFrame:
    """What the estimators take: what is explained (flow), terms by short name, and the effects as numbers."""
    ends = known[["origin", "destination"]].astype(str).to_numpy()
    return pd.DataFrame(
        {
            "flow": known[explained], "year": known["year"], **{s: known[t] for t, s in short.items()},
            # numbers, for glued names can merge: A with BC is not AB with C
            "exporter_year": known.groupby(["origin", "year"]).ngroup(),
            "importer_year": known.groupby(["destination", "year"]).ngroup(),
            "pair": known.groupby(["origin", "destination"]).ngroup(),
            "both": pd.DataFrame(np.sort(ends, axis=1)).groupby([0, 1]).ngroup().to_numpy(),
        }
    )  # fmt: skip


def _fitted(estimator: str, formula: str, ready: pd.DataFrame, told: str, **how):
    """The fit, its table (estimate, error, low, high; errors by pair, both directions together) and the covariance.

    Raises GravityError, with what may be the reason (``told``), where nothing can be estimated.
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # pyfixest 0.60 uses calls that pandas 3.1 will drop
        import pyfixest

        try:
            fit = getattr(pyfixest, estimator)(f"flow ~ {formula}", ready, vcov={"CRV1": "both"}, fixef_tol=1e-10, **how)
            found = fit.tidy()[["Estimate", "Std. Error", "2.5%", "97.5%"]]
            covariance = pd.DataFrame(fit._vcov, found.index, found.index)
        except Exception as error:
            raise GravityError(f"The panel holds nothing to estimate from ({' '.join(str(error).split())[:120]}): {told}.") from None  # fmt: skip
    found = found.set_axis(["estimate", "error", "low", "high"], axis="columns")
    if not np.isfinite(found.to_numpy()).all():
        raise GravityError("The panel is too thin for errors by pair: an estimate without one would say nothing.")
    return fit, found, covariance


def timed(
    data: pd.DataFrame, since: pd.Series, lags: tuple[int, ...] = (), leads: tuple[int, ...] = ()
) -> pd.DataFrame:
    """The panel with what an agreement was, is and will be: agreement, agreement_lag4 …, agreement_lead4 …, each 0 or 1.

    ``since``: first year in force by (origin, destination), one row a direction; pairs that are not in it have none.
    ``lags``, ``leads``: years. agreement_lag4 is 1 where one was in force four years before, agreement_lead4 where one will
    be in four years. Sales at home have none. Raises GravityError for a panel without origin, destination and year, a
    pair with two first years, or years that are no whole numbers of 1 or more.
    """
    given.kind(data, pd.DataFrame, "A panel (DataFrame) by origin, destination and year", GravityError)
    for column in KEYS:
        if list(data.columns).count(column) != 1:
            raise GravityError(f"The panel needs one column {column!r}. {given.near(column, data.columns, 'It has')}")
    given.kind(since, pd.Series, "A Series of first years by origin and destination", GravityError)
    if since.index.nlevels != 2 or not since.index.is_unique:
        raise GravityError(
            "First years need one row for each origin and destination: a pair has two, or none is named."
        )
    shifts = {"agreement": 0}
    for word, sign, years in (("lag", -1, lags), ("lead", 1, leads)):
        if isinstance(years, str) or not isinstance(years, Iterable):
            raise GravityError(f"{word}s are years, such as (4, 8), not {years!r}.")
        for k in years:
            k = given.whole(k, f"A {word}", GravityError, 1, 100, "give years from 1 to 100")
            shifts[f"agreement_{word}{k}"] = sign * k
    year = given.plain(data["year"], "year", GravityError)
    first = given.plain(since, "A first year", GravityError)
    first = pd.Series(first, since.index).reindex(pd.MultiIndex.from_frame(data[list(KEYS[:2])])).to_numpy()
    abroad = (data["origin"] != data["destination"]).to_numpy()
    return data.assign(**{name: ((year + shift >= first) & abroad).astype(float) for name, shift in shifts.items()})


def _listed(terms, what: str) -> list[str]:
    terms = [terms] if isinstance(terms, str) else terms
    if not isinstance(terms, Iterable):
        raise GravityError(f"{what} are names of columns, such as ('agreement',), not {terms!r}.")
    terms = list(terms)
    for term in terms:
        if not isinstance(term, str) or term in KEYS:
            raise GravityError(f"{term!r} cannot be among {what}: name a column that goes with trade.")
    return terms


def _panel(
    data, flow: str, terms: list[str], by_year: list[str], signed: bool = False
) -> tuple[pd.DataFrame, int]:
    """The rows without gaps, with numbers where numbers belong, and how many were left out; GravityError for the rest.

    ``signed``: what is explained may fall below zero.
    """
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
    if signed and flows.nunique() < 2:
        raise GravityError(f"{flow} is the same everywhere: there is nothing to explain.")
    if not signed and (flows < 0).any():
        raise GravityError(f"{flow} has negative flows: set them to 0 and say so, PPML needs flows of 0 or more.")
    if not signed and not (flows > 0).any():
        raise GravityError(f"{flow} is 0 everywhere: there is no trade to explain.")
    if not signed and not 1e-9 < flows[flows > 0].mean() < 1e15:
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
