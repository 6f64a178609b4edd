"""Gravity year by year: how much less economies trade that are farther apart, each year for itself.

PPML (Santos Silva and Tenreyro 2006) with exporter-year and importer-year effects (Anderson and van Wincoop 2003) and no
pair effects, so that distance has a level in each year. What `gravity` leaves to pyfixest for a few estimates with three
effects is done here on dense tables, for a specification curve needs hundreds: the two effects are taken out by one small
linear system a year (Frisch and Waugh), the weights are found again until they stand. Errors are clustered by pair, both
directions and all years together, so that a change over time has its error. Tests compare it with pyfixest and with
table 2 of the Advanced Guide (Yotov, Piermartini, Monteiro and Larch 2016).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import t as student

from helpers import given
from helpers.gravity import KEYS, GravityError

ALL_YEARS = 0  # in place of a year, for a term with one weight in all of them
_ROUNDS = 60


@dataclass(frozen=True)
class YearGravity:
    """An estimate: ``table`` by (term, year): estimate, error, low, high (95 %); terms with one weight have year 0."""

    flow: str
    table: pd.DataFrame
    covariance: pd.DataFrame
    observations: int
    economies: int
    clusters: int

    def of(self, term: str) -> pd.DataFrame:
        """A term by year. Raises GravityError for a term that was not estimated."""
        known = self.table.index.get_level_values("term").unique()
        if not isinstance(term, str) or term not in known:
            raise GravityError(f"{term!r} was not estimated. {given.near(term, known)}")
        return self.table.loc[term]

    def change(self, term: str, first: int | None = None, last: int | None = None) -> pd.Series:
        """Last less first year of a term: estimate, error, low, high (95 %). Errors: as `of`, or a year without estimate."""
        years = list(self.of(term).index)
        ends = [years[0] if first is None else first, years[-1] if last is None else last]
        for year in ends:
            if year not in years:
                raise GravityError(f"There is no estimate for {year!r}; there are {', '.join(map(str, years))}.")
        a, b = ((term, y) for y in ends)
        estimate = float(self.table.at[b, "estimate"] - self.table.at[a, "estimate"])
        c = self.covariance
        error = float(np.sqrt(max(c.at[a, a] + c.at[b, b] - 2 * c.at[a, b], 0.0)))
        half = float(student.ppf(0.975, self.clusters - 1)) * error
        return pd.Series({"estimate": estimate, "error": error, "low": estimate - half, "high": estimate + half})


def estimate(data: pd.DataFrame, flow: str, terms: Iterable[str], constant: Iterable[str] = ()) -> YearGravity:
    """PPML of a flow on ``terms`` with a weight a year each and on ``constant`` with one for all years.

    data: origin, destination, year, flow (0 or more) and the terms, one row a pair and year; pairs that lack are left out,
    rows with gaps too. Economies that sell or buy nothing in a year are left out of it. Raises GravityError for a missing
    column, flows that are negative or infinite, doubled rows, or terms that the effects or each other tell in full.
    """
    terms, constant = (_names(t) for t in (terms, constant))
    known = _rows(data, flow, [*terms, *constant])
    years, codes = sorted(known["year"].unique()), sorted({*known["origin"].unique(), *known["destination"].unique()})
    shape = (len(years), len(codes), len(codes))
    at = tuple(
        pd.Index(labels).get_indexer(known[c]) for c, labels in (("year", years), ("origin", codes), ("destination", codes))
    )

    def grid(values) -> np.ndarray:
        out = np.zeros(shape)
        out[at] = values
        return out

    y, there = grid(known[flow]), grid(1.0) > 0
    there &= (y.sum(axis=2, keepdims=True) > 0) & (y.sum(axis=1, keepdims=True) > 0)
    values = {term: grid(known[term]) for term in [*terms, *constant]}
    apart = [[k] for k in range(len(years))] if not constant else [list(range(len(years)))]
    labels, beta, moves = [], [], []
    upper = np.triu(np.ones((len(codes), len(codes)), dtype=bool))
    for some in apart:  # years that share no weight are estimated one by one
        x, named = _columns(values, terms, constant, some, years)
        _inverse(_crossed(_without_effects(x, there[some] * 1.0), 1.0), named)  # so that what cannot be told apart is said
        found, mu, left = _fit(y[some], x, there[some])
        scores = (left * np.where(there[some], y[some] - mu, 0.0)).sum(axis=1)  # over years, by pair
        scores = scores + scores.transpose(0, 2, 1)  # both directions of a pair together
        scores[:, np.arange(len(codes)), np.arange(len(codes))] /= 2  # home is its own other direction
        bread = _inverse(_crossed(left, mu), named)
        moves.append(bread @ scores[:, upper])
        labels, beta = labels + named, [*beta, *found]
    order = sorted(range(len(labels)), key=lambda k: ([*terms, *constant].index(labels[k][0]), labels[k][1]))
    moves = np.concatenate(moves)[order]
    met = there.any(axis=0)
    clusters, n = int((upper & (met | met.T)).sum()), int(there.sum())
    told = len(labels) + int((there.any(axis=2).sum(axis=1) + there.any(axis=1).sum(axis=1) - 1).sum())  # terms, effects
    covariance = moves @ moves.T * clusters / (clusters - 1) * (n - 1) / max(n - told, 1)
    error = np.sqrt(np.diag(covariance))
    half, beta = student.ppf(0.975, clusters - 1) * error, np.array(beta)[order]
    index = pd.MultiIndex.from_tuples([labels[k] for k in order], names=["term", "year"])
    table = pd.DataFrame({"estimate": beta, "error": error, "low": beta - half, "high": beta + half}, index)
    return YearGravity(flow, table, pd.DataFrame(covariance, index, index), n, len(codes), clusters)


def _columns(values: dict, terms: list[str], constant: list[str], some: list[int], years: list) -> tuple[np.ndarray, list]:
    """Terms of some years as grids, one a term and year (0 in the others), then those with one weight; and their names."""
    columns, named = [], []
    for term in terms:
        for k, t in enumerate(some):
            column = np.zeros((len(some), *values[term].shape[1:]))
            column[k] = values[term][t]
            columns.append(column)
            named.append((term, int(years[t])))
    columns += [values[term][some] for term in constant]
    return np.array(columns), named + [(term, ALL_YEARS) for term in constant]


def _fit(y: np.ndarray, x: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Coefficients, fitted flows, and terms with the effects taken out under the last weights."""
    mean = y.sum(axis=(1, 2), keepdims=True) / there.sum(axis=(1, 2), keepdims=True)
    mu = np.where(there, (y + mean) / 2, 0.0)
    last = np.full(len(x), np.nan)
    for _ in range(_ROUNDS):
        safe = np.where(there, mu, 1.0)
        z = np.where(there, np.log(safe) + (y - mu) / safe, 0.0)
        left = _without_effects(np.concatenate([x, z[None]]), mu)
        x_left, z_left = left[:-1], left[-1]
        weighted = (x_left * mu).reshape(len(x), -1)
        beta = np.linalg.lstsq(weighted @ x_left.reshape(len(x), -1).T, weighted @ z_left.ravel(), rcond=None)[0]
        eta = z - z_left + np.tensordot(beta, x_left, axes=1)
        mu = np.where(there, np.exp(np.clip(eta, -60, 60)), 0.0)
        if np.abs(beta - last).max() < 1e-9:
            return beta, mu, _without_effects(x, mu)
        last = beta
    raise GravityError("The estimate did not settle: too few flows above zero, or one pair that holds nearly all.")


def _without_effects(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Each of ``values`` (k × years × origins × destinations) less its exporter-year and importer-year effects, weighted."""
    sold, bought = weight.sum(axis=2), weight.sum(axis=1)
    out = np.empty_like(values)
    for t in range(weight.shape[0]):
        rows, cols = sold[t] > 0, bought[t] > 0
        w = weight[t][np.ix_(rows, cols)]
        share = w / bought[t, cols]
        schur = np.diag(sold[t, rows]) - share @ w.T
        v = values[:, t][:, rows][:, :, cols]
        by_row, by_col = (v * w).sum(axis=2), (v * w).sum(axis=1)
        exporter = np.zeros_like(by_row)  # one of the effects is free: the last exporter's is 0
        try:
            exporter[:, :-1] = np.linalg.solve(schur[:-1, :-1], (by_row - by_col @ share.T).T[:-1]).T
        except np.linalg.LinAlgError:
            raise GravityError("Exporters and importers fall apart into groups that do not trade: estimate each for itself.") from None  # fmt: skip
        importer = (by_col - exporter @ w) / bought[t, cols]
        out[:, t] = 0.0
        out[(slice(None), t, *np.ix_(rows, cols))] = v - exporter[:, :, None] - importer[:, None, :]
    return out


def _crossed(x: np.ndarray, weight) -> np.ndarray:
    """Weighted sums of products of each two terms."""
    return (x * weight).reshape(len(x), -1) @ x.reshape(len(x), -1).T


def _inverse(matrix: np.ndarray, labels: list) -> np.ndarray:
    scale = np.sqrt(np.maximum(np.diag(matrix), 1e-12))
    if np.linalg.cond(matrix / np.outer(scale, scale)) > 1e10:
        raise GravityError(f"The effects, or the other terms, tell all of one of {', '.join(sorted({t for t, _ in labels}))}: leave one out.")  # fmt: skip
    return np.linalg.inv(matrix)


def _names(terms) -> list[str]:
    terms = [terms] if isinstance(terms, str) else terms
    if not isinstance(terms, Iterable):
        raise GravityError(f"Terms are names of columns, such as ('log_distance',), not {terms!r}.")
    terms = list(terms)
    for term in terms:
        if not isinstance(term, str) or term in KEYS:
            raise GravityError(f"{term!r} cannot be a term: name a column that goes with trade.")
    return terms


def _rows(data, flow: str, terms: list[str]) -> pd.DataFrame:
    """The rows without gaps, with numbers where numbers belong; GravityError for the rest."""
    given.kind(data, pd.DataFrame, "A panel (DataFrame) of flows by origin, destination and year", GravityError)
    wanted = [*KEYS, flow, *terms]
    if not terms:
        raise GravityError("No term is given: name at least one that may go with trade.")
    for column in wanted:
        if not isinstance(column, str) or list(data.columns).count(column) != 1:
            raise GravityError(f"The panel needs one column {column!r}. {given.near(column, data.columns, 'It has')}")
        if wanted.count(column) > 1:
            raise GravityError(f"{column} is asked for twice: each column has one part to play.")
    known = data[wanted].dropna().reset_index(drop=True)
    if known.empty:
        raise GravityError("No row of the panel has all that is asked for.")
    for column in wanted[2:]:
        known[column] = given.plain(known[column], column, GravityError)
        if not np.isfinite(known[column]).all():
            raise GravityError(f"{column} is infinite in a row: correct it.")
    if (known["year"] % 1 != 0).any():
        raise GravityError("Years are whole numbers: a year of the panel is not.")
    if (known[flow] < 0).any():
        raise GravityError(f"{flow} has negative flows: set them to 0 and say so, PPML needs flows of 0 or more.")
    if not (known.groupby("year")[flow].sum() > 0).all():
        raise GravityError(f"{flow} is 0 everywhere in a year: there is no trade to explain.")
    if known.duplicated(list(KEYS)).any():
        raise GravityError("A pair and year is in the panel twice: keep one row each.")
    for end in KEYS[:2]:
        if known[end].nunique() < 4:
            raise GravityError(f"Effects of exporters and importers need four economies or more; there are {known[end].nunique()} by {end}.")  # fmt: skip
    return known
