"""Do four dimensions lift a cluster? An index and its choices, tests against what clusters earn, and the inverted U (lesson 4.4)."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from scipy import stats

from helpers import composite, lock_in
from helpers.datasets import kept
from helpers.tables import cluster_ties
from helpers.tables.cluster_ties import DIMENSIONS, LINKED, LOGGED

SPANS = {(1995, 2011): "growth 1995-2011", (2003, 2011): "growth 2003-2011", (2011, 2022): "growth 2011-2022"}
LEVELS = {2011: "earned a head 2011", 2022: "earned a head 2022"}
GIVEN = {"income": "income held", "": "income not held"}
SAMPLES = {(): "all", ("CHN",): "no China"}
TRIED_WORLDS = ((0, 2, 4, 7), (0.0, 0.5, 1.0), (1, 6, 48), (10, 30))  # ruggedness, understood, outsiders, rounds
DRAWN, DRAWN_AGAIN = 240, 1000  # worlds of each kind


# -- the index -----------------------------------------------------------------------------------------------------------
@kept
def points(core: str, year: int = 2022, scale: str = "z", linked: int = LINKED) -> pd.DataFrame:
    """Points of all clusters of a kind in each dimension (columns): the mean of its measures, each brought to ``scale``.

    Missing where a measure of the dimension is (innovation of half of the economies). Raises as `composite.to_points`.
    """
    table = cluster_ties.measured(year, linked).xs(core, level="cluster")
    measures = [m for some in DIMENSIONS.values() for m in some]
    table = table[measures].assign(**{m: np.log(table[m]) for m in LOGGED})
    each = composite.to_points(table, scale)
    return pd.DataFrame({d: each[list(some)].mean(axis=1, skipna=False) for d, some in DIMENSIONS.items()})


def index(
    core: str, year: int = 2022, by=None, scale: str = "z", how: str = "arithmetic", dimensions=tuple(DIMENSIONS)
) -> pd.DataFrame:  # fmt: skip
    """Dimensions, index and place (1 the highest) of each cluster of a kind that has all ``dimensions``, the first place on top."""
    table = points(core, year, scale)[list(dimensions)].dropna()
    total = composite.combine(table, by, how)
    return table.assign(index=total, place=composite.places(total).astype(int)).sort_values("place", kind="stable")


@kept
def drawn(core: str, year: int = 2022, draws: int = 1000, seed: int = 44) -> pd.DataFrame:
    """Places under choices drawn by chance: by region, lowest and highest of 90 % of draws, middle, share of first places.

    Scale of the four dimensions' points, weights and sum are drawn. Sorted by the place under equal weights (column place).
    """
    four = points(core, year).dropna()
    found = composite.redrawn(four, draws, seed)
    table = found.quantile([0.05, 0.5, 0.95], axis=1).T.set_axis(["best", "middle", "worst"], axis="columns")
    table["first, %"] = (found == 1).mean(axis=1) * 100
    table["place"] = composite.places(composite.combine(four))
    return table.sort_values("place")


@kept
def turned(core: str, year: int = 2022, draws: int = 1000, seed: int = 44) -> pd.Series:
    """Share of draws (0 to 1) in which a pair of clusters stands the other way round than under equal weights; as `drawn`."""
    four = points(core, year).dropna()
    return composite.turned(composite.redrawn(four, draws, seed), composite.places(composite.combine(four)))


def exchanged(before: pd.Series, after: pd.Series) -> float:
    """Share of pairs (0 to 1) that stand the other way round in a second order of places; a tie in either turns nothing."""
    a, b = (s.to_numpy(dtype=float) for s in (before, after.reindex(before.index)))
    i, j = np.triu_indices(len(a), 1)
    return float(((a[i] - a[j]) * (b[i] - b[j]) < 0).mean())


# -- does it go with what clusters earn? ------------------------------------------------------------------------------------
def least_squares(y: pd.Series, X: pd.DataFrame) -> pd.DataFrame:
    """Slopes with 95 % intervals; clusters of one kind are compared with each other, economies' errors may go together.

    y, X: by (region, cluster), complete rows are used. Columns: value, low, high, and n, economies; rows: X's columns.
    Errors by economy (CR1), t with economies less 1 degrees of freedom. Missing intervals for fewer than three economies.
    """
    known = X.notna().all(axis=1) & np.isfinite(y)
    y, X = y[known], X[known]
    kind = pd.get_dummies(X.index.get_level_values("cluster")).to_numpy(dtype=float)
    A, k = np.column_stack([X.to_numpy(dtype=float), kind]), X.shape[1]
    slopes, _, rank, _ = np.linalg.lstsq(A, y.to_numpy(dtype=float), rcond=None)
    if rank < A.shape[1]:
        raise ValueError("Two columns say the same, so their slopes cannot be told apart: leave one out.")
    left = y.to_numpy(dtype=float) - A @ slopes
    economy, names = pd.factorize(X.index.get_level_values("region"))
    scores = np.zeros((len(names), A.shape[1]))
    np.add.at(scores, economy, A * left[:, None])
    bread, G, n = np.linalg.inv(A.T @ A), len(names), len(y)
    spread = bread @ scores.T @ scores @ bread * G / (G - 1) * (n - 1) / (n - A.shape[1])
    reach = stats.t.ppf(0.975, G - 1) * np.sqrt(np.diag(spread)[:k])
    table = {"value": slopes[:k], "low": slopes[:k] - reach, "high": slopes[:k] + reach}
    return pd.DataFrame(table, X.columns).assign(n=n, economies=G)


@kept
def dimensions(year: int, scale: str = "z", linked: int = LINKED, size: bool = False) -> pd.DataFrame:
    """The four dimensions by (region, cluster), each in standard deviations among clusters of its kind.

    ``size``: with the scale of inside ties among the measures. By default it is left out: what a cluster earns is large where
    its flows are, so it holds the thing itself.
    """
    measures = {d: [m for m in some if size or m != "scale"] for d, some in DIMENSIONS.items()}
    table = cluster_ties.measured(year, linked)
    table = table[[m for some in measures.values() for m in some]]
    table = table.assign(**{m: np.log(table[m]) for m in LOGGED if m in table})
    parts = []
    for _, kind in table.groupby(level="cluster"):
        each = composite.to_points(kind, scale)
        means = pd.DataFrame({d: each[some].mean(axis=1, skipna=False) for d, some in measures.items()})
        parts.append((means - means.mean()) / means.std())
    return pd.concat(parts).reindex(table.index)


@kept
def growth(first: int, last: int, linked: int = LINKED) -> pd.Series:
    """Yearly change, %, of a cluster's share in what all clusters of its kind earn in the chain, by (region, cluster)."""
    before, after = (cluster_ties.measured(y, linked)["chain"] for y in (first, last))
    change = np.log(after / before) / (last - first) * 100
    return change.dropna().rename("growth")


@kept
def earned(year: int, linked: int = LINKED) -> pd.Series:
    """Log of the share in what a kind of cluster earns over the economy's population, by (region, cluster).

    The share over GDP in the same table times GDP a head; missing without a population.
    """
    table = cluster_ties.measured(year, linked)
    people = cluster_ties.population(year)
    return np.log(table["chain"] / people.reindex(table.index, level="region")).dropna().rename("earned")


def effects(outcome: tuple[int, ...], held: str = "income", scale: str = "z", without=(), linked: int = LINKED, size: bool = False) -> pd.DataFrame:  # fmt: skip
    """The four dimensions at the start and what followed: slopes of all four together with 95 % intervals, as `least_squares`.

    outcome: (first, last) for growth (% a year a standard deviation) or (year,) for what is earned a head (logs).
    held: "income" adds the log of GDP a head, "" nothing.
    """
    y = growth(*outcome, linked) if len(outcome) == 2 else earned(*outcome, linked)
    X = dimensions(outcome[0], scale, linked, size)
    if held:
        X = X.join(np.log(cluster_ties.measured(outcome[0], linked)["income"]))
    keep = ~X.index.get_level_values("region").isin(list(without))
    X = X[keep]
    return least_squares(y.reindex(X.index), X)


@kept
def specifications() -> pd.DataFrame:
    """All reasonable choices, a row for each dimension under each: does it go with what clusters earn, its interval above zero?

    Columns: dimension, outcome, choice (words), value, low, high, spread (slope in standard deviations of the outcome),
    agrees (low above 0), against (high below 0). Outcomes: growth of the share in three spans, what is earned a head in two
    years; income held or not; z or rank; with and without China; two or four linked industries in place of three; with the scale of ties.
    """
    ways = [
        {"held": held, "scale": scale, "without": without}
        for held in GIVEN for scale in ("z", "rank") for without in SAMPLES
    ]  # fmt: skip
    ways += [{"linked": k} for k in (2, 4)] + [{"size": True}]
    rows = []
    for outcome, words in [*SPANS.items(), *(((y,), w) for y, w in LEVELS.items())]:
        y = growth(*outcome) if len(outcome) == 2 else earned(*outcome)
        for way in ways:
            found = effects(outcome, **way)
            for d in DIMENSIONS:
                rows.append({"dimension": d, "outcome": words, "choice": _words(way), **found.loc[d, ["value", "low", "high"]]})  # fmt: skip
                rows[-1]["spread"] = found.at[d, "value"] / y.std()
    table = pd.DataFrame(rows)
    return table.assign(agrees=table["low"] > 0, against=table["high"] < 0)


def _words(way: dict) -> str:
    if "linked" in way:
        return f"{way['linked']} linked industries, {GIVEN['income']}"
    if "size" in way:
        return f"scale of ties counted, {GIVEN['income']}"
    return f"{way['scale']}, {GIVEN[way['held']]}, {SAMPLES[way['without']]}"


@kept
def all_four() -> pd.DataFrame:
    """The claim as it stands, one row a choice: how many of the four have an interval above zero (value); agrees: all four."""
    table = specifications()
    value = table.groupby(table["outcome"] + ", " + table["choice"], sort=False)["agrees"].sum()
    return value.rename("value").to_frame().assign(agrees=value == 4)


def counted() -> pd.DataFrame:
    """By dimension: under how many choices it goes with what clusters earn, against it, or neither, growth and level apart."""
    table = specifications()
    kind = table["outcome"].str.startswith("growth").map({True: "growth", False: "earned a head"})
    say = np.select([table["agrees"], table["against"]], ["with", "against"], "neither")
    found = pd.crosstab([table["dimension"]], [kind, say])
    columns = [(k, s) for k in ("growth", "earned a head") for s in ("with", "neither", "against")]
    found = found.reindex(index=list(DIMENSIONS), columns=pd.MultiIndex.from_tuples(columns), fill_value=0)
    return found.set_axis([f"{k}: {s}" for k, s in columns], axis="columns")


def the_thing_itself(core: str = "electronics", year: int = 2022) -> pd.Series:
    """Correlation of each measure with domestic value added per unit of the cluster's exports, that is 100 less backward."""
    table = cluster_ties.of_kind(core, year)
    table = table.assign(**{m: np.log(table[m]) for m in LOGGED})
    return table[list(cluster_ties.WORDS)].corrwith(100 - table["backward"]).rename("correlation")


# -- too much inside? ---------------------------------------------------------------------------------------------------------
def inside_share(year: int) -> pd.Series:
    """Part of what clusters buy from their own kind of industries that is bought at home, %: intensity over itself and abroad."""
    table = cluster_ties.measured(year)
    return (table["intensity"] / (table["intensity"] + table["abroad"]) * 100).rename("inside")


MEASURES = {"inside": "home part of ties", "intensity": "intensity"}


def bend(span: tuple[int, int], measure: str = "inside", held: str = "", without=()) -> pd.Series:
    """Growth as a parabola of inside ties: its slopes at the 5th and the 95th of a hundred clusters, with one-sided t values.

    low slope, high slope (points of growth a year for 10 points of ties), low t, high t, top (where it turns, in the measure's
    unit), bent (both slopes beyond the one-sided 5 % of the test, up first and down after). Source: Lind and Mehlum (2010).
    """
    x = (inside_share(span[0]) if measure == "inside" else cluster_ties.measured(span[0])["intensity"]) / 10
    ends = np.quantile(x, [0.05, 0.95])
    table = cluster_ties.measured(span[0])
    slopes = []
    for at in ends:  # about this place the first slope is the parabola's there
        X = pd.DataFrame({"slope": x - at, "bend": (x - at) ** 2})
        if held:
            X = X.join(np.log(table["income"]))
        keep = ~X.index.get_level_values("region").isin(list(without))
        found = least_squares(growth(*span).reindex(X[keep].index), X[keep])
        degrees = found["economies"].iloc[0] - 1
        error = (found["high"] - found["low"]) / 2 / stats.t.ppf(0.975, degrees)
        slopes.append((found.at["slope", "value"], found.at["slope", "value"] / error["slope"], found.at["bend", "value"], degrees))  # fmt: skip
    (low, low_t, curve, degrees), (high, high_t, _, _) = slopes
    limit = stats.t.ppf(0.95, degrees)
    return pd.Series(
        {"low slope": low, "low t": low_t, "high slope": high, "high t": high_t, "top": (ends[0] - low / 2 / curve) * 10,
         "bent": low_t > limit and high_t < -limit}
    )  # fmt: skip


@kept
def bends() -> pd.DataFrame:
    """Is there an inverted U among real clusters? One row a choice: as `bend`, value: the high slope; agrees: bent."""
    rows = {}
    for span, words in SPANS.items():
        for measure, named in MEASURES.items():
            for held in GIVEN:
                for without, who in SAMPLES.items():
                    rows[f"{words}, {named}, {GIVEN[held]}, {who}"] = bend(span, measure, held, without)
    table = pd.DataFrame(rows).T
    return table.assign(value=table["high slope"].astype(float), agrees=table["bent"].astype(bool))


def parabola(span: tuple[int, int]) -> pd.Series:
    """The fitted growth (% a year) over the home part of ties (%), kinds of clusters at their mean; index: 41 places."""
    x, y = inside_share(span[0]), growth(*span)
    x, y = x.align(y, join="inner")
    found = least_squares(y, pd.DataFrame({"slope": x, "bend": x**2}))["value"]
    level = y.mean() - found["slope"] * x.mean() - found["bend"] * (x**2).mean()
    at = np.linspace(*np.quantile(x, [0.02, 0.98]), 41)
    return pd.Series(level + found["slope"] * at + found["bend"] * at**2, pd.Index(at, name="inside"), name="growth")


def real_growth(spans=((1995, 2011), (2011, 2022))) -> tuple[dict[str, pd.DataFrame], dict[str, pd.Series]]:
    """What a picture of `bend` needs: by span in words the clusters (columns inside, growth) and the fitted `parabola`."""
    shown = {}
    for span in spans:
        both = pd.concat([inside_share(span[0]), growth(*span)], axis=1).dropna()
        shown[SPANS[span]] = both
    return shown, {SPANS[span]: parabola(span) for span in spans}


@kept
def model_choices(runs: int = DRAWN) -> pd.DataFrame:
    """MODEL: is there an inverted U? A row for each kind of world; value: how far the best number of inside ties lies above the better end, points.

    Columns also: ruggedness, understood, outsiders, rounds, best (ties inside, %), agrees (both ends are lower by more than two
    standard errors). Four ties, ``runs`` worlds of each kind: the more are drawn, the lower a hump that stands clear of chance.
    """
    return _bent(list(product(*TRIED_WORLDS)), runs, 44)


@kept
def drawn_again(runs: int = DRAWN_AGAIN) -> pd.DataFrame:
    """MODEL: the rugged kinds of world where `model_choices` sees no hump, with many fresh draws; columns as there."""
    table = model_choices()
    unseen = table[~table["agrees"] & (table["ruggedness"] > 0)]
    return _bent(list(unseen[["ruggedness", "understood", "outsiders", "rounds"]].itertuples(index=False)), runs, 45)


def _bent(kinds: list[tuple], runs: int, seed: int) -> pd.DataFrame:
    rows = {}
    for rugged, understood, outsiders, rounds in kinds:
        found = lock_in.curve(4, rugged, understood, outsiders, rounds, runs, seed)
        words = f"ruggedness {rugged}, {understood:.0%} understood, {outsiders} outsiders, {rounds} rounds"
        rows[words] = {
            "ruggedness": rugged, "understood": understood, "outsiders": outsiders, "rounds": rounds,
            "best": found["value"].idxmax(), "value": found["value"].max() - found["value"].iloc[[0, -1]].max(),
            "agrees": lock_in.has_top_between(found),
        }  # fmt: skip
    return pd.DataFrame.from_dict(rows, orient="index")


def without_help(ruggedness: int = 4, rounds: int = 30) -> pd.DataFrame:
    """MODEL: what fewer inside ties do alone, and what comes in by the ties outside: value by ties inside (%), two columns.

    nothing gets across: outsiders are seen and never understood, so fewer inside ties only slow copying down.
    """
    columns = {words: lock_in.curve(8, ruggedness, u, rounds=rounds)["value"] for words, u in (("nothing gets across", 0.0), ("half gets across", 0.5))}  # fmt: skip
    return pd.DataFrame(columns)
