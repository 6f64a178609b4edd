"""One class for an input-output table of many regions: its arrays, its checks, its aggregation and one cached LU."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.linalg import lu_factor, lu_solve
from scipy.linalg.blas import dgemv
from scipy.sparse import csr_array

from helpers import bounds, given


class MRIOError(ValueError):
    """A table that cannot be used; the message names the place and what to do."""


def table(m) -> MRIO:
    """The table itself; MRIOError for anything else."""
    return given.kind(m, MRIO, "An input-output table (MRIO)", MRIOError)


def pair(node) -> tuple:
    """(region, industry), as one node is named; MRIOError for anything else."""
    if not isinstance(node, tuple) or len(node) != 2:
        raise MRIOError(f"{node!r} is not a (region, industry) of this table.")
    return node


class MRIO:
    """A multi-regional input-output table, region-major: node i is industry ``i % N`` of region ``i // N``.

    Z : n×n intermediate flows, row sells to column. Y : n×G final demand by destination, or None where a table has
    only total final use (then give ``x``, or ``f``, the final use of each node's output wherever it is). x : gross
    output (n), by default row sums. inventories : n×G, the part of Y that is changes in inventories, where known (they
    can be negative and are never clipped). All in ``unit``. Arrays are taken by position; a Series or DataFrame is put
    in order by its labels, (region, industry) for nodes, here and in every method.

    ``va`` is x less all purchases, so value added adds up to final demand up to the table's own row residual. Arrays are
    not copied and are read-only here, and nothing of a table can be set once it is made, because the LU of I − A is
    kept: for another table, make another MRIO.
    Raises MRIOError in words for wrong shapes and labels, missing numbers and what is none (masked, complex, true or
    false), doubled labels, negative output or, once solved, an economy that cannot reproduce itself.
    """

    def __init__(
        self,
        Z,
        Y,
        regions: Iterable[str],
        industries: Iterable[str],
        x=None,
        *,
        year=None,
        unit: str = "million USD",
        name: str = "",
        f=None,
        inventories=None,
    ):
        self._regions, self._industries = _labels(regions, "region"), _labels(industries, "industry")
        self.year, self.unit, self.name = year, unit, name
        self.G, self.N = len(self._regions), len(self._industries)
        self.n = self.G * self.N
        flows = "Z (intermediate flows)"
        self.Z = _fixed(np.ascontiguousarray(self.by_node(Z, flows, "node", complete=False)))
        self._Y = self._by_destination(Y, "Y (final demand by destination)")
        self._inventories = self._by_destination(inventories, "inventories (part of Y)")
        if Y is not None and f is not None:
            raise MRIOError("Give Y (final demand by destination) or f (its total), not both: f is the row sums of Y.")
        if Y is None and f is None and x is None:
            raise MRIOError(
                "Without final demand by destination the table needs x, the gross output of each node (or f, its final use)."
            )
        # n×G intermediate sales by buying region: one pass through Z that row sums and exports share. Through scipy's
        # BLAS: numpy's has threads of its own, which would spin beside scipy's and double the time of the LU after it.
        self._sold = dgemv(1.0, self.Z.reshape(-1, self.N).T, np.ones(self.N), trans=1).reshape(self.n, self.G)
        sold = self._sold.sum(axis=1)
        self._refuse_holes(self.Z, sold, flows, "node")  # seen in the row sums: one pass through Z less
        output = None if x is None else _fixed(self.by_node(x, "x (gross output)"))
        if self._Y is not None:
            self.f = _fixed(self._Y.sum(axis=1))
        elif f is not None:
            self.f = _fixed(self.by_node(f, "f (final use)"))
        else:
            self.f = _fixed(output - sold)
        self.x = _fixed(sold + self.f) if output is None else output
        if (self.x < 0).any():
            where = int(np.argmin(self.x))
            raise MRIOError(
                f"x (gross output) is negative at {self.label(where)} ({self.x[where]:,.6g}): "
                + (
                    "correct it."
                    if x is not None
                    else "its shrinking inventories outweigh its sales; give published x."
                )
            )
        self._made = True

    def __setattr__(self, name, value):
        if "_made" in self.__dict__:  # what is computed once goes past here, straight into __dict__
            raise MRIOError(
                f"{name} of a table cannot be set: what was computed from the table would no longer fit it. Make another "
                f"one, MRIO(Z, Y, …), with the {name} you want."
            )
        super().__setattr__(name, value)

    # -- labels -------------------------------------------------------------------------------------------------
    @property
    def regions(self) -> list[str]:
        """Labels of the regions, in the order of the arrays (a list of your own)."""
        return list(self._regions)

    @property
    def industries(self) -> list[str]:
        """Labels of the industries, in the order of the arrays (a list of your own)."""
        return list(self._industries)

    @property
    def nodes(self) -> pd.MultiIndex:
        """(region, industry) of each of the n nodes, in the order of the arrays."""
        return self._nodes.view()  # levels can be renamed in a view without renaming them for everybody

    @cached_property
    def _nodes(self) -> pd.MultiIndex:
        return pd.MultiIndex.from_product([self._regions, self._industries], names=["region", "industry"])

    def label(self, node: int) -> str:
        """Node number (0 … n−1) in words."""
        node = given.whole(node, "The number of a node", MRIOError, 0, self.n - 1, f"give one from 0 to {self.n - 1}")
        return f"{self._regions[node // self.N]}, {self._industries[node % self.N]}"

    def region(self, code: str) -> int:
        """Position of a region (0 … G−1). Raises MRIOError for an unknown code, with the nearest ones."""
        return self._regions.index(_one(code, self._regions, "region"))

    def rows(self, code: str) -> slice:
        """The nodes of one region. Raises MRIOError for an unknown code, with the nearest ones."""
        g = self.region(code)
        return slice(g * self.N, (g + 1) * self.N)

    def node(self, region: str, industry: str) -> int:
        """Position of one node (0 … n−1) in every array of the table: ``m.x[m.node("DEU", "vehicles")]``.

        Raises MRIOError for an unknown name, with the nearest ones.
        """
        return self.region(region) * self.N + self._industries.index(_one(industry, self._industries, "industry"))

    def select(
        self, industries: str | Iterable[str] | None = None, region: str | Iterable[str] | None = None
    ) -> np.ndarray:
        """True for the nodes of some industries (of some regions), False for all others: n booleans.

        One name or several (of a mapping, its keys); None is all of them. ``m.f[m.select("vehicles")]`` picks, ``m.f * m.select("vehicles")`` keeps
        the order of the nodes. Raises MRIOError for an unknown name, with the nearest ones.
        """
        chosen = [
            np.isin(known, known if wanted is None else given.names(_keys(wanted), known, what, MRIOError))
            for wanted, known, what in (
                (region, self._regions, "region"), (industries, self._industries, "industry"),
            )
        ]  # fmt: skip
        return np.outer(*chosen).ravel()

    # -- blocks: sums over, picks of and diagonals by region -------------------------------------------------------
    # Arrays come out, in the table's order, whether an array or labelled numbers went in.
    def by_node(self, values, what: str = "What is given by node", by: str = "", complete: bool = True) -> np.ndarray:
        """Numbers by node as an array in the table's order, from an array or, by its labels, a Series or DataFrame.

        ``by``: "" for n numbers, "region" for n×G, "node" for n×n. Levels of labels: region and industry of the node,
        then those of the column. ``complete``: look for holes. Raises MRIOError in words for other shapes and labels, and
        for what is no number.
        """
        shape = (self.n, *{"": (), "region": (self.G,), "node": (self.n,)}[by])
        if isinstance(values, pd.Series | pd.DataFrame):
            regions, industries = self._regions, self._industries
            axes = {
                "": {"region": regions, "industry": industries},
                "region": {"exporter": regions, "industry": industries, "importer": regions},
                "node": {"exporter": regions, "selling industry": industries, "importer": regions, "buying industry": industries},
            }[by]  # fmt: skip
            values = given.aligned(values, axes, what, MRIOError).reshape(shape).copy()  # theirs stays theirs
        array = given.plain(values, what, MRIOError, own=False)
        if array.shape != shape:
            raise MRIOError(f"{what} has shape {array.shape}; {self.G} regions × {self.N} industries need {shape}.")
        if complete:
            self._refuse_holes(array, array, what, by)
        return array

    def by_region(self, values) -> np.ndarray:
        """Add up the nodes of each region: n (or n×k) in, G (or G×k) out."""
        values = self._rows(values, "What is added up")
        return values.reshape(self.G, self.N, *values.shape[1:]).sum(axis=1)

    def at_home(self, values) -> np.ndarray:
        """n×G values by node and region → n: each node's own region's column."""
        values = self.by_node(values, "What is given by node and region", "region")
        return values[np.arange(self.n), np.repeat(np.arange(self.G), self.N)]

    def spread(self, values) -> np.ndarray:
        """n values by node → n×G with each in its own region's column, zero elsewhere."""
        out = np.zeros((self.n, self.G))
        out[np.arange(self.n), np.repeat(np.arange(self.G), self.N)] = self.by_node(values)
        return out

    def domestic_blocks(self, matrix) -> np.ndarray:
        """The G diagonal N×N blocks of an n×n matrix (a copy)."""
        return self._blocks(self.by_node(matrix, "The matrix", "node"))

    def _blocks(self, matrix: np.ndarray) -> np.ndarray:
        g = np.arange(self.G)
        return matrix.reshape(self.G, self.N, self.G, self.N)[g, :, g, :]

    # -- the accounting identities ------------------------------------------------------------------------------
    @property
    def Y(self) -> np.ndarray:
        """n×G final demand by destination."""
        if self._Y is None:
            raise MRIOError(
                f"{self.name or 'This table'} has no final demand by destination, so who finally buys "
                "cannot be told: choose a table with it, or a measure that needs final use only."
            )
        return self._Y

    @property
    def inventories(self) -> np.ndarray | None:
        """n×G changes in inventories, the part of Y that can be negative; None where the table does not tell them."""
        return self._inventories

    @property
    def has_final_demand(self) -> bool:
        """Whether final demand is known by destination."""
        return self._Y is not None

    @cached_property
    def va(self) -> np.ndarray:
        """Value added at each node (n): output less all intermediate purchases."""
        return _fixed(self.x - dgemv(1.0, self.Z.T, np.ones(self.n)))

    @cached_property
    def v(self) -> np.ndarray:
        """Value added per unit of output (n); 0 where there is no output."""
        return _fixed(self.va * self._inverse_output)

    def per_output(self, values) -> np.ndarray:
        """Divide by output column by column (n, or k×n); 0 where there is no output."""
        what = "What is divided by output"
        if isinstance(values, pd.Series | pd.DataFrame):
            in_columns = isinstance(values, pd.DataFrame) and (values.columns.nlevels == 2 or values.shape[1] == self.n)
            values = values if in_columns else self.by_node(values, what)
        else:
            values = given.plain(values, what, MRIOError, own=False)
        return self._rows(values.T, what).T * self._inverse_output

    @cached_property
    def _inverse_output(self) -> np.ndarray:
        return _fixed(np.divide(1.0, self.x, out=np.zeros(self.n), where=self.x != 0))

    @property
    def A(self) -> np.ndarray:
        """n×n input coefficients Z x̂⁻¹ (made when asked for, not kept)."""
        return self.Z * self._inverse_output

    @property
    def A_foreign(self) -> np.ndarray:
        """n×n input coefficients with the domestic blocks set to zero (made when asked for, not kept)."""
        out, g = self.A, np.arange(self.G)
        out.reshape(self.G, self.N, self.G, self.N)[g, :, g, :] = 0
        return out

    @property
    def B(self) -> np.ndarray:
        """n×n Leontief inverse (I − A)⁻¹ (made when asked for, not kept; measures use ``solve`` instead)."""
        unit = np.eye(self.n, order="F")
        return lu_solve(self.lu, unit, overwrite_b=True, check_finite=False).T

    @cached_property
    def exports(self) -> np.ndarray:
        """n×G gross exports by node and importer, intermediate and final; the own column is zero."""
        out, g = self._sold + self.Y, np.arange(self.G)
        out.reshape(self.G, self.N, self.G)[g, :, g] = 0
        return _fixed(out)

    def trade(self, industries: str | Iterable[str] | None = None) -> pd.DataFrame:
        """Gross exports by exporter, industry and importer, intermediate and final, in the table's unit.

        Rows (exporter, industry), columns importers; nobody exports to itself. One industry by its name: exporter ×
        importer, so that ``cars = m.trade("vehicles")`` has what Germany sells in ``cars.loc["DEU"]``, what it buys in
        ``cars["DEU"]``, and every balance in ``cars - cars.T``. Several: only their rows, in the table's order.
        Raises MRIOError for an unknown industry, or for a table without final demand by destination.
        """
        rows = self.select(industries)
        table = pd.DataFrame(
            self.exports[rows],
            index=self._nodes[rows].set_names(["exporter", "industry"]),
            columns=pd.Index(self._regions, name="importer"),
        )
        return table.droplevel("industry") if isinstance(industries, str) else table

    # -- solving ------------------------------------------------------------------------------------------------
    @property
    def lu(self):
        """LU factors of (I − A)ᵀ, made once, in place: A's transpose has the order LAPACK overwrites without a copy."""
        return self._solved[0]

    @property
    def column_sums(self) -> np.ndarray:
        """Bᵀ1 (n): all output there is along the chain behind a dollar of each node's final product."""
        return self._solved[1]

    @cached_property
    def _solved(self):
        system = self.Z * -self._inverse_output
        system[np.diag_indices(self.n)] += 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a singular system is answered below, in words
            factors = lu_factor(system.T, overwrite_a=True, check_finite=False)
        # Hawkins and Simon: the economy can reproduce itself if all output behind a dollar of final product is positive.
        # Solved together with the origin shares, which nearly every measure needs: one pass through the factors.
        sides = np.asfortranarray(np.column_stack([self.spread(self.v), np.ones(self.n)]))
        solved = lu_solve(factors, sides, overwrite_b=True, check_finite=False)
        behind = solved[:, -1]
        if not (np.isfinite(behind).all() and 0 < behind.min() and behind.max() < 1e12):
            inputs = self.Z.sum(axis=0) * self._inverse_output
            worst = int(np.argmax(inputs))
            raise MRIOError(
                f"This economy cannot reproduce itself (I − A has no non-negative inverse): {self.label(worst)} buys "
                f"{inputs[worst]:.4g} of inputs for 1 of output. Look at its column of Z and at its x."
            )
        return tuple(map(_fixed, factors)), _fixed(behind), _fixed(solved[:, :-1].T)

    def solve(self, rhs) -> np.ndarray:
        """B·rhs for an n-vector or n×k matrix (its columns in the order given), from the cached LU."""
        return lu_solve(self.lu, self._rows(rhs, "The right-hand side"), trans=1, check_finite=False)

    def solve_transposed(self, rhs) -> np.ndarray:
        """Bᵀ·rhs for an n-vector or n×k matrix (its columns in the order given), from the cached LU."""
        return lu_solve(self.lu, self._rows(rhs, "The right-hand side"), check_finite=False)

    @cached_property
    def origin_shares(self) -> np.ndarray:
        """G×n: value added of each region in a dollar of each node's final product, V_t B_tj; columns add up to 1.

        Where an industry's value added is negative some lie outside 0 to 1: an OutsideBounds warning counts them.
        """
        shares = self._solved[2]
        bounds.told(pd.DataFrame(shares, self._regions, self._nodes), "shares of value added by origin")
        return shares

    @cached_property
    def local(self) -> np.ndarray:
        """G×N×N domestic inverses L_ss = (I − A_ss)⁻¹, one per region: chains that never leave it."""
        bought = self._blocks(self.Z) * self._inverse_output.reshape(self.G, 1, self.N)
        return _fixed(np.linalg.inv(np.eye(self.N) - bought))

    def local_output(self, demand) -> np.ndarray:
        """L_ss·demand, region by region (n in, n out): output at home, along chains that never leave, for that demand."""
        return (self.local @ self.by_node(demand, "The demand").reshape(self.G, self.N, 1)).ravel()

    @cached_property
    def home_blocks(self) -> np.ndarray:
        """G×N×N domestic blocks B_ss of the Leontief inverse: chains that start and end at home, also by way of abroad."""
        return _fixed(self._blocks(self.B))

    # -- checking and aggregating -------------------------------------------------------------------------------
    def check(self) -> pd.Series:
        """Counts and sizes a careful user looks at first: balance, negatives, empty nodes."""
        empty = self.x == 0
        trades = (self.Z.sum(axis=1) != 0) | (self.Z.sum(axis=0) != 0) | (self.f != 0)
        out = {
            "regions": self.G,
            "industries": self.N,
            "gross output": float(self.x.sum()),
            "value added": float(self.va.sum()),
            "final use": float(self.f.sum()),
            "empty nodes": int(empty.sum()),
            "nodes that trade without output": int((empty & trades).sum()),
            "nodes with negative value added": int((self.va < 0).sum()),
            "nodes with negative final use": int((self.f < 0).sum()),
            "negative intermediate flows": int((self.Z < 0).sum()),
        }
        if self.has_final_demand:
            out["negative final-demand cells"] = int((self.Y < 0).sum())
        residual = self.x - self.Z.sum(axis=1) - self.f
        worst = int(np.argmax(np.abs(residual)))
        out["row residual, share of output"] = float(np.abs(residual).sum() / max(self.x.sum(), np.finfo(float).tiny))
        out["largest row residual"] = f"{residual[worst]:,.0f} at {self.label(worst)}"
        return pd.Series(out, dtype=object, name=self.name or "table")

    def aggregate(self, regions: Mapping[str, str] | None = None, industries: Mapping[str, str] | None = None) -> MRIO:
        """Add regions and industries together: mappings old label → new label, kept in order of first appearance.

        Labels left out of a mapping keep their name. Raises MRIOError for what is no mapping, a label the table does not
        have and a new one that is no text.
        """
        new, where = [], []
        for labels, mapping, kind in (
            (self._regions, {} if regions is None else regions, "region"),
            (self._industries, {} if industries is None else industries, "industry"),
        ):
            if isinstance(mapping, pd.Series) and not mapping.index.is_unique:
                raise MRIOError(f"The mapping names {mapping.index[mapping.index.duplicated()][0]!r} twice.")
            given.kind(mapping, Mapping | pd.Series, f"A mapping from each {kind} to a new label", MRIOError)
            mapping = dict(mapping)
            unknown = [k for k in mapping if k not in labels]
            if unknown:
                raise MRIOError(f"The mapping names {kind} {unknown[0]!r}, which this table does not have.")
            for old, name in mapping.items():
                given.kind(name, str, f"A label for {old}", MRIOError)
            names = [mapping.get(k, k) for k in labels]
            order = list(dict.fromkeys(names))
            new.append(order)
            where.append(np.array([order.index(k) for k in names]))
        to = (where[0][:, None] * len(new[1]) + where[1][None, :]).ravel()
        nodes = len(new[0]) * len(new[1])

        def added(values, columns=None, size=None):
            if values is None:
                return None
            rows = _add_rows(values, to, nodes)
            return rows if columns is None else _add_rows(rows.T, columns, size).T

        return MRIO(
            added(self.Z, to, nodes),
            added(self._Y, where[0], len(new[0])),
            *new,
            x=added(self.x),
            f=None if self.has_final_demand else added(self.f),
            inventories=added(self._inventories, where[0], len(new[0])),
            year=self.year,
            unit=self.unit,
            name=self.name,
        )

    def __repr__(self) -> str:
        year = f", {self.year}" if self.year is not None else ""
        return f"<MRIO {self.name or 'table'}{year}: {self.G} regions × {self.N} industries, {self.unit}>"

    def _by_destination(self, values, what: str) -> np.ndarray | None:
        return None if values is None else _fixed(np.ascontiguousarray(self.by_node(values, what, "region")))

    def _rows(self, values, what: str) -> np.ndarray:
        """Numbers with one row a node: n, or n×k with columns as they are; labelled rows in the table's order."""
        if isinstance(values, pd.DataFrame) and (values.index.nlevels == 2 or len(values) == self.n):
            lies = pd.Series(np.arange(len(values)), values.index)
            values = values.to_numpy()[self.by_node(lies, what).astype(int)]
        elif isinstance(values, pd.Series | pd.DataFrame):
            return self.by_node(values, what)
        array = given.plain(values, what, MRIOError, own=False)
        if array.ndim not in (1, 2) or len(array) != self.n:
            raise MRIOError(f"{what} has shape {array.shape}; this table needs {self.n} rows.")
        self._refuse_holes(array, array, what)
        return array

    def _refuse_holes(self, array: np.ndarray, sums: np.ndarray, what: str, by: str = "") -> None:
        """No missing or infinite numbers. One of them spoils every sum it is in, so look closer only then."""
        with np.errstate(all="ignore"):
            suspect = not np.isfinite(sums.sum())
        if suspect and not np.isfinite(array).all():
            row, *column = (int(k) for k in np.argwhere(~np.isfinite(array))[0])
            named = {"": str, "region": self._regions.__getitem__, "node": self.label}[by]
            spot = ", column ".join([self.label(row), *map(named, column)])
            raise MRIOError(f"{what} has a missing or infinite number at {spot}: fill it (0 if there is none).")


def _fixed(array: np.ndarray) -> np.ndarray:
    """A read-only view: shared and cached arrays must not change under the LU."""
    view = array.view()
    view.flags.writeable = False
    return view


def _add_rows(values: np.ndarray, to: np.ndarray, size: int) -> np.ndarray:
    """Sum rows that share a target: rows → `size` rows."""
    return csr_array((np.ones(len(to)), (to, np.arange(len(to)))), shape=(size, len(to))) @ values


def _labels(values: Iterable[str], kind: str) -> list[str]:
    if isinstance(values, str | bytes | Mapping | pd.DataFrame) or not isinstance(values, Iterable):
        raise MRIOError(f"A list of labels is needed, one for each {kind}.")
    labels = list(values)
    for k, label in enumerate(labels):
        if not isinstance(label, str | int | np.integer) or isinstance(label, bool):
            raise MRIOError(f"The label of {kind} number {k + 1} is {label!r}: give a text or a whole number.")
    labels = [str(v) for v in labels]
    twice = sorted({v for v in labels if labels.count(v) > 1})
    if twice:
        raise MRIOError(f"The {kind} label {twice[0]!r} stands more than once: every {kind} needs its own label.")
    if not labels:
        raise MRIOError(f"The table has no {kind}.")
    return labels


def _keys(names):
    return list(names) if isinstance(names, Mapping) else names


def _one(name, known: list[str], what: str) -> str:
    """A name that is known; MRIOError with the nearest for another."""
    return given.names([name], known, what, MRIOError)[0]
