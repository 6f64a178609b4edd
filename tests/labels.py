"""A sweep over everything that takes one number for each node, region or industry: what labels do to it.

A case is a call, an array that is right, and the labels of its axes. `relabelled` writes that array down with labels in
every way that means the same, `spoilt` in ways that cannot mean it. `python tests/labels.py` counts what happens.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
import pandas as pd
from test_bad_input import answered
from worlds import trade_model, world

from helpers import equilibrium, position, shocks, value_added
from helpers.mrio import MRIO
from helpers.trade_model import TradeModel


@dataclass(frozen=True)
class Case:
    """``call(values)`` answers; ``good`` is an array with one axis for each of ``axes``; ``free``: columns of no meaning."""

    name: str
    call: Callable
    good: np.ndarray
    axes: dict[str, list[str]]
    shape: tuple[int, ...] = ()  # as the call takes it without labels (by default one axis each)
    free: int = 0
    transposed: bool = False  # nodes in columns

    def __repr__(self) -> str:
        return self.name

    @property
    def plain(self) -> np.ndarray:
        return self.good.T.copy() if self.transposed else self.good.reshape(self.shape or self.good.shape).copy()


def labelled(case: Case, index: list[int], named: bool = True) -> pd.Series | pd.DataFrame:
    """The case's array as a Series (all axes in the index) or a DataFrame (some of them)."""
    names = list(case.axes)
    levels = [pd.Index(case.axes[a], name=a if named else None) for a in names]
    if case.free:
        rows = pd.MultiIndex.from_product(levels)
        columns = [f"column {k}" for k in range(case.free)]
        frame = pd.DataFrame(case.good.reshape(-1, case.free), rows, columns)
        return frame.T if case.transposed else frame
    side = lambda at: levels[at[0]] if len(at) == 1 else pd.MultiIndex.from_product([levels[k] for k in at])  # noqa: E731
    columns = [k for k in range(len(names)) if k not in index]
    values = case.good.transpose([*index, *columns])
    if not columns:
        return pd.Series(values.ravel(), side(index))
    return pd.DataFrame(values.reshape(len(side(index)), -1), side(index), side(columns))


def shapes(case: Case) -> list[list[int]]:
    """Which axes stand in the index: the first, the first two …; all of them for a Series."""
    if case.free:
        return [list(range(len(case.axes)))]
    return [list(range(k)) for k in range(1, len(case.axes) + 1)]


def shuffled(values, seed: int, rows: bool = True, columns: bool = True):
    rng = np.random.default_rng(seed)
    if rows:
        values = values.iloc[rng.permutation(len(values))]
    if columns and isinstance(values, pd.DataFrame):
        values = values.iloc[:, rng.permutation(values.shape[1])]
    return values


def same_meaning(case: Case) -> Iterator[tuple[str, object]]:
    """Ways to write the array down that mean the same, in words."""
    along = {"rows": not case.transposed, "columns": not case.free or case.transposed}
    for index in shapes(case):
        for named in (True, False):
            held = labelled(case, index, named)
            words = f"{type(held).__name__} of {len(index)} levels, {'named' if named else 'unnamed'}"
            yield words, held
            yield f"{words}, reversed", held.iloc[::-1] if along["rows"] else held.iloc[:, ::-1]
            for seed in range(3):
                yield f"{words}, shuffled {seed}", shuffled(held, seed, **along)
            yield f"{words}, of objects", held.astype(object)
            yield f"{words}, nullable", held.astype("Float64")
    if case.free:
        return
    for k, index in enumerate(np.random.default_rng(0).permutation(len(case.axes)).tolist() for _ in range(6)):
        for most in range(1, len(index) + 1):
            held = labelled(case, index[:most])
            yield f"named levels in the order {index}, {most} in rows", shuffled(held, k)


def wrong(case: Case) -> Iterator[tuple[str, object]]:
    """Ways to write it down that cannot mean the array: each must be refused."""
    plain = case.plain
    for words, value in (("nan", np.nan), ("inf", np.inf), ("-inf", -np.inf)):
        holed = plain.astype(float)
        holed.flat[-1] = value
        yield f"array with {words}", holed
    yield "masked", np.ma.masked_less(plain, np.median(plain))
    yield "nothing masked, but a masked array", np.ma.array(plain)
    yield "complex", plain + 0j
    yield "true or false", plain > np.median(plain)
    yield "text", plain.astype(str)
    yield "objects with a text", np.where(np.arange(plain.size).reshape(plain.shape) == 1, "x", plain.astype(object))
    yield "objects with a truth", np.where(np.arange(plain.size).reshape(plain.shape) == 1, True, plain.astype(object))
    yield "one short", plain[:, :-1] if case.transposed else plain[:-1]
    yield "an axis more", plain[..., None, None]
    for index in shapes(case):
        held = labelled(case, index)
        kind = f"{type(held).__name__} of {len(index)} levels"
        sides = [0, 1] if isinstance(held, pd.DataFrame) and not case.free else [1 if case.transposed else 0]
        for axis in sides:
            labels = held.axes[axis]
            on = lambda new, axis=axis, held=held: held.set_axis(new, axis=axis)  # noqa: E731
            unknown = ("Atlantis",) * labels.nlevels if labels.nlevels > 1 else "Atlantis"
            rest = lambda first, labels=labels: _index([first, *labels[1:]], labels)  # noqa: E731
            yield f"{kind}, axis {axis}: one lacks", held.take(range(1, len(labels)), axis=axis)
            yield f"{kind}, axis {axis}: one too many", pd.concat([held, on(rest(unknown)).take([0], axis=axis)], axis=axis)  # fmt: skip
            yield f"{kind}, axis {axis}: one twice", pd.concat([held, held.take([0], axis=axis)], axis=axis)
            yield f"{kind}, axis {axis}: one called like another", on(rest(labels[1]))
            yield f"{kind}, axis {axis}: one renamed", on(rest(unknown))
            yield f"{kind}, axis {axis}: a missing label", on(rest((np.nan,) * labels.nlevels if labels.nlevels > 1 else np.nan))  # fmt: skip
            yield f"{kind}, axis {axis}: other case", on(_index([_upper(k) for k in labels], labels))
            yield f"{kind}, axis {axis}: numbered", on(pd.RangeIndex(len(labels)))
            yield f"{kind}, axis {axis}: numbers as text", on([str(k) for k in range(len(labels))])
            if labels.nlevels > 1:
                yield f"{kind}, axis {axis}: glued labels", on([", ".join(k) for k in labels])
                yield f"{kind}, axis {axis}: pairs, not levels", on(pd.Index(list(labels), tupleize_cols=False))
                yield f"{kind}, axis {axis}: a level more", on(pd.MultiIndex.from_tuples([(*k, "x") for k in labels]))
                swapped = on(labels.rename([None] * labels.nlevels).swaplevel(0, 1))
                if set(labels.levels[0]) != set(labels.levels[1]):
                    yield f"{kind}, axis {axis}: unnamed levels swapped", swapped
                yield f"{kind}, axis {axis}: one level of two named, in another place", on(labels.rename([labels.names[1], *[None] * (labels.nlevels - 1)]))  # fmt: skip
            else:
                yield f"{kind}, axis {axis}: a level more", on(pd.MultiIndex.from_product([["x"], labels]))
        for words, spoil in (
            ("complex", lambda h: h.astype(complex)), ("true or false", lambda h: h > 0), ("text", lambda h: h.astype(str)),
            ("a hole", lambda h: h.where(np.arange(h.size).reshape(h.shape) != 1)),
            ("an infinite number", lambda h: h.where(np.arange(h.size).reshape(h.shape) != 1, np.inf)),
            ("an object in it", lambda h: h.astype(object).where(np.arange(h.size).reshape(h.shape) != 1, "x")),
        ):  # fmt: skip
            yield f"{kind}: {words}", spoil(held)
        if isinstance(held, pd.DataFrame) and not case.free:
            unnamed = labelled(case, index, False)
            if list(map(tuple, _levels(unnamed))) != list(map(tuple, _levels(unnamed.T))):
                yield f"{kind}: rows and columns swapped, unnamed", unnamed.T


def _levels(frame: pd.DataFrame) -> list:
    sides = (frame.index, frame.columns)
    return [sorted(s.get_level_values(k).unique()) for s in sides for k in range(s.nlevels)]


def _index(labels: list, like: pd.Index) -> pd.Index:
    return pd.MultiIndex.from_tuples(labels, names=like.names) if like.nlevels > 1 else pd.Index(labels, name=like.name)


def _upper(label):
    return tuple(k.swapcase() for k in label) if isinstance(label, tuple) else label.swapcase()


@cache
def cases() -> list[Case]:
    """Every labelled argument of the public functions, on small random tables."""
    m, t = world(3, 2, seed=7, troubled=False), trade_model(1, 3, 2)
    base, rng = t.baseline, np.random.default_rng(5)
    node = {"region": m.regions, "industry": m.industries}
    to = {"exporter": m.regions, "industry": m.industries, "importer": m.regions}
    square = {"exporter": m.regions, "selling industry": m.industries, "importer": m.regions, "buying industry": m.industries}  # fmt: skip
    pair = equilibrium.pairs(t.regions, t.industries)
    vector, table, matrix = rng.uniform(0.1, 1, m.n), rng.uniform(0.1, 1, (m.n, m.G)), rng.uniform(0, 0.1, (m.n, m.n))
    stocks = rng.uniform(0, 0.1, (m.n, m.G))
    good = {"Z": m.Z, "Y": m.Y, "x": m.x, "inventories": stocks}
    make = lambda **given: MRIO(**(good | given), regions=m.regions, industries=m.industries)  # noqa: E731
    model = {
        "pi": base.pi, "expenditure": base.expenditure, "value_added_share": base.value_added_share, "input_share": base.input_share,
        "final_share": base.final_share, "tariff": base.tariff, "elasticity": base.elasticity,
    }  # fmt: skip
    of_model = lambda **given: TradeModel(**(model | given), regions=t.regions, industries=t.industries)  # noqa: E731
    cube = lambda a: a.reshape([len(k) for k in (node if a.ndim == 1 else to).values()])  # noqa: E731
    nodes = {"region": t.regions, "industry": t.industries}
    inputs = {"region": t.regions, "input": t.industries, "output": t.industries}
    away = ~np.eye(t.G, dtype=bool)[:, :, None]
    tariff, iceberg = base.tariff / 2, 1 - 0.1 * away * rng.uniform(0, 1, base.tariff.shape)
    money = np.array([0.01, -0.004, -0.006]) * float(base.labour_income.sum())
    theta = rng.uniform(3, 6, t.N)
    plain = dict(shape=(m.n,))
    four = matrix.reshape(m.G, m.N, m.G, m.N)
    return [
        Case("MRIO(Z)", lambda v: make(Z=v), m.Z.reshape(four.shape), square, (m.n, m.n)),
        Case("MRIO(Y)", lambda v: make(Y=v), cube(m.Y), to, (m.n, m.G)),
        Case("MRIO(x)", lambda v: make(x=v), cube(m.x), node, **plain),
        Case("MRIO(f)", lambda v: make(f=v, Y=None), cube(m.f.copy()), node, **plain),
        Case("MRIO(inventories)", lambda v: make(inventories=v), cube(stocks), to, (m.n, m.G)),
        Case("m.by_node", m.by_node, cube(vector), node, **plain),
        Case("m.by_node(by region)", lambda v: m.by_node(v, by="region"), cube(table), to, (m.n, m.G)),
        Case("m.by_node(by node)", lambda v: m.by_node(v, by="node"), four, square, (m.n, m.n)),
        Case("m.by_region", m.by_region, cube(vector), node, **plain),
        Case("m.by_region(n×k)", m.by_region, table, node, free=m.G),
        Case("m.at_home", m.at_home, cube(table), to, (m.n, m.G)),
        Case("m.spread", m.spread, cube(vector), node, **plain),
        Case("m.domestic_blocks", m.domestic_blocks, four, square, (m.n, m.n)),
        Case("m.per_output", m.per_output, cube(vector), node, **plain),
        Case("m.per_output(k×n)", lambda v: m.per_output(v), table, node, free=m.G, transposed=True),
        Case("m.solve", m.solve, cube(vector), node, **plain),
        Case("m.solve(n×k)", m.solve, table, node, free=m.G),
        Case("m.solve_transposed", m.solve_transposed, cube(vector), node, **plain),
        Case("m.solve_transposed(n×k)", m.solve_transposed, table, node, free=m.G),
        Case("m.local_output", m.local_output, cube(vector), node, **plain),
        Case("value_added.footprint", lambda v: value_added.footprint(m, v), cube(vector), node, **plain),
        Case("value_added.rounds_of_value_added(A)", lambda v: value_added.rounds_of_value_added(m, m.nodes[1], 3, v), four, square, (m.n, m.n)),
        Case("position.by_region", lambda v: position.by_region(m, v).rename(None), cube(vector), node, **plain),
        Case("shocks.cost_of_living", lambda v: shocks.cost_of_living(m, v), cube(vector), node, **plain),
        *(Case(f"TradeModel({k})", lambda v, k=k: of_model(**{k: v}), model[k], axes) for k, axes in {
            "pi": pair, "tariff": pair, "expenditure": nodes, "value_added_share": nodes, "final_share": nodes,
            "input_share": inputs, "elasticity": {"industry": t.industries}}.items()),
        Case("TradeModel.from_mrio(tariff)", lambda v: TradeModel.from_mrio(m, 4, v), tariff, pair),
        Case("TradeModel.from_mrio(elasticity)", lambda v: TradeModel.from_mrio(m, v), theta, {"industry": t.industries}),
        Case("t.counterfactual(tariff)", lambda v: t.counterfactual(v), tariff, pair),
        Case("t.counterfactual(iceberg)", lambda v: t.counterfactual(iceberg=v), iceberg, pair),
        Case("t.counterfactual(transfers)", lambda v: t.counterfactual(transfers=v), money, {"region": t.regions}),
        Case("t.with_elasticity", t.with_elasticity, theta, {"industry": t.industries}),
        Case("t.cases(tariff)", lambda v: t.cases(v, elasticities={"four": 4.0}), tariff, pair),
        Case("t.band(iceberg)", lambda v: t.band(iceberg=v, elasticities={"four": 4.0}), iceberg, pair),
        Case("equilibrium.solve(change)", lambda v: equilibrium.solve(base, v, base.tariff), iceberg, pair),
        Case("equilibrium.solve(tariff)", lambda v: equilibrium.solve(base, np.ones_like(tariff), v), tariff, pair),
        Case("equilibrium.solve(paid)", lambda v: equilibrium.solve(base, np.ones_like(tariff), base.tariff, paid=v), money, {"region": t.regions}),
    ]  # fmt: skip


def numbers(found) -> list[np.ndarray]:
    """All that an answer says, as arrays."""
    if isinstance(found, MRIO):
        found = [found.Z, found.Y if found.has_final_demand else found.f, found.x, *([] if found.inventories is None else [found.inventories])]  # fmt: skip
    elif isinstance(found, TradeModel):
        found = [found.pi, found.expenditure, found.value_added_share, found.input_share, found.final_share, found.tariff, found.elasticity]  # fmt: skip
    elif isinstance(found, equilibrium.Counterfactual):
        found = [found.welfare, found.wage, found.trade_share, found.expenditure, found.tariff]
    return [np.asarray(a, dtype=float) for a in (found if isinstance(found, list) else [found])]


def same(one, other, exact: bool = False) -> bool:
    close = np.array_equal if exact else lambda a, b: a.shape == b.shape and np.allclose(a, b, rtol=1e-9, atol=1e-12)
    return all(close(a, b) for a, b in zip(numbers(one), numbers(other), strict=True))


def swept(case: Case, every: int = 1) -> tuple[int, int, list[str]]:
    """How many ways were aligned and how many refused, and in words what was neither; ``every``: one way in so many."""
    right = case.call(case.plain)
    failed, ways, refused = [], 0, 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for words, held in islice(same_meaning(case), 0, None, every):
            ways += 1
            try:
                if not same(case.call(held), right):
                    failed.append(f"{case}: {words}: another answer")
            except Exception as error:
                failed.append(f"{case}: {words}: {type(error).__name__}: {error}")
    aligned = ways - len(failed)
    for words, held in islice(wrong(case), 0, None, every):
        told = answered(lambda v: case.call(v), {"v": case.plain}, "v", held)
        refused += not told
        if told:
            failed.append(f"{case}: {words}: {told}")
    return aligned, refused, failed


if __name__ == "__main__":
    counts = {case.name: swept(case) for case in cases()}
    for _, _, failed in counts.values():
        print("\n".join(failed), end="\n" if failed else "")
    aligned, refused, failed = (sum(c if isinstance(c, int) else len(c) for c in column) for column in zip(*counts.values(), strict=True))  # fmt: skip
    print(f"{len(counts)} arguments, tried {aligned + refused + failed}: aligned {aligned}, refused {refused}, failed {failed}")  # fmt: skip
