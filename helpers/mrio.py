"""One class for an input-output table of many regions: its arrays, its checks, its aggregation and one cached LU."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.linalg import lu_factor, lu_solve
from scipy.sparse import csr_array


class MRIOError(ValueError):
    """A table that cannot be used; the message names the place and what to do."""


class MRIO:
    """A multi-regional input-output table, region-major: node i is industry ``i % N`` of region ``i // N``.

    Z : n×n intermediate flows, row sells to column. Y : n×G final demand by destination, or None where a table has
    only total final use (then give ``x``). x : gross output (n), by default row sums of Z and Y. All in ``unit``.

    ``va`` is x less all purchases, so value added adds up to final demand up to the table's own row residual.
    Raises MRIOError in words for wrong shapes, missing numbers, doubled labels or an economy that cannot reproduce
    itself (a column of A that adds up to more than the world can pay for).
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
    ):
        self.regions, self.industries = _labels(regions, "region"), _labels(industries, "industry")
        self.year, self.unit, self.name = year, unit, name
        self.inventories: np.ndarray | None = None  # n×G part of Y that is changes in inventories, where known
        self.G, self.N = len(self.regions), len(self.industries)
        self.n = self.G * self.N
        self.Z = self._array(Z, (self.n, self.n), "Z (intermediate flows)")
        self._Y = None if Y is None else self._array(Y, (self.n, self.G), "Y (final demand by destination)")
        if x is not None:
            self.x = self._array(x, (self.n,), "x (gross output)")
        elif self._Y is None:
            raise MRIOError("Without final demand by destination the table needs x, the gross output of each node.")
        else:
            self.x = self.Z.sum(axis=1) + self._Y.sum(axis=1)

    # -- labels -------------------------------------------------------------------------------------------------
    @cached_property
    def nodes(self) -> pd.MultiIndex:
        """(region, industry) of each of the n nodes, in the order of the arrays."""
        return pd.MultiIndex.from_product([self.regions, self.industries], names=["region", "industry"])

    def label(self, node: int) -> str:
        """Node number in words."""
        return f"{self.regions[node // self.N]}, {self.industries[node % self.N]}"

    def region(self, code: str) -> int:
        """Position of a region; an unknown code is answered with the ones there are."""
        if code not in self.regions:
            raise MRIOError(f"{code!r} is not a region of this table. It has: {', '.join(self.regions)}.")
        return self.regions.index(code)

    def rows(self, code: str) -> slice:
        """The nodes of one region."""
        g = self.region(code)
        return slice(g * self.N, (g + 1) * self.N)

    def by_region(self, values: np.ndarray) -> np.ndarray:
        """Add up the nodes of each region: n (or n×k) in, G (or G×k) out."""
        return values.reshape(self.G, self.N, *values.shape[1:]).sum(axis=1)

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
    def has_final_demand(self) -> bool:
        """Whether final demand is known by destination."""
        return self._Y is not None

    @cached_property
    def f(self) -> np.ndarray:
        """Final use of each node's output wherever it is (n): row sums of Y, or output less intermediate sales."""
        return self.x - self.Z.sum(axis=1) if self._Y is None else self._Y.sum(axis=1)

    @cached_property
    def va(self) -> np.ndarray:
        """Value added at each node (n): output less all intermediate purchases."""
        return self.x - self.Z.sum(axis=0)

    @cached_property
    def v(self) -> np.ndarray:
        """Value added per unit of output (n); 0 where there is no output."""
        return self.per_output(self.va)

    def per_output(self, values: np.ndarray) -> np.ndarray:
        """Divide by output column by column (last axis n); 0 where there is no output."""
        return values * self._inverse_output

    @cached_property
    def _inverse_output(self) -> np.ndarray:
        return np.divide(1.0, self.x, out=np.zeros(self.n), where=self.x != 0)

    @property
    def A(self) -> np.ndarray:
        """n×n input coefficients Z x̂⁻¹ (made when asked for, not kept)."""
        return self.per_output(self.Z)

    @property
    def B(self) -> np.ndarray:
        """n×n Leontief inverse (I − A)⁻¹ (made when asked for, not kept; measures use ``solve`` instead)."""
        return self.solve(np.eye(self.n))

    @cached_property
    def exports(self) -> np.ndarray:
        """n×G gross exports by node and importer, intermediate and final; the own column is zero."""
        out = self.Z.reshape(self.n, self.G, self.N).sum(axis=2) + self.Y
        out.reshape(self.G, self.N, self.G)[np.arange(self.G), :, np.arange(self.G)] = 0
        return out

    # -- solving ------------------------------------------------------------------------------------------------
    @cached_property
    def lu(self):
        """LU factors of I − A, made once."""
        system = self.A
        np.negative(system, out=system)
        system[np.diag_indices(self.n)] += 1
        factors = lu_factor(system, overwrite_a=True, check_finite=False)
        pivots = np.abs(np.diag(factors[0]))
        if self.n and pivots.min() < 1e-12:
            raise MRIOError(
                f"I − A cannot be inverted: {self.label(int(np.argmin(pivots)))} (or its suppliers) needs "
                "at least a dollar of inputs for a dollar of output. Look at its column of Z and at x."
            )
        return factors

    def solve(self, rhs: np.ndarray) -> np.ndarray:
        """B·rhs for an n-vector or n×k matrix, from the cached LU."""
        return lu_solve(self.lu, rhs, check_finite=False)

    def solve_transposed(self, rhs: np.ndarray) -> np.ndarray:
        """Bᵀ·rhs for an n-vector or n×k matrix, from the cached LU."""
        return lu_solve(self.lu, rhs, trans=1, check_finite=False)

    @cached_property
    def local(self) -> np.ndarray:
        """G×N×N domestic inverses L_ss = (I − A_ss)⁻¹, one per region."""
        blocks = self.domestic_blocks(self.A)
        return np.linalg.inv(np.eye(self.N) - blocks)

    def domestic_blocks(self, matrix: np.ndarray) -> np.ndarray:
        """The G diagonal N×N blocks of an n×n matrix."""
        g = np.arange(self.G)
        return matrix.reshape(self.G, self.N, self.G, self.N)[g, :, g, :]

    # -- checking and aggregating -------------------------------------------------------------------------------
    def check(self) -> pd.Series:
        """Counts and sizes a careful user looks at first: balance, negatives, empty nodes."""
        out = {
            "regions": self.G,
            "industries": self.N,
            "gross output": float(self.x.sum()),
            "value added": float(self.va.sum()),
            "empty nodes": int((self.x == 0).sum()),
            "nodes with negative value added": int((self.va < 0).sum()),
            "nodes that trade without output": int(
                ((self.x == 0) & ((self.Z.sum(axis=1) != 0) | (self.Z.sum(axis=0) != 0))).sum()
            ),
            "negative intermediate flows": int((self.Z < 0).sum()),
        }
        if self.has_final_demand:
            residual = self.x - self.Z.sum(axis=1) - self.Y.sum(axis=1)
            total = max(float(self.x.sum()), 1e-300)
            out |= {
                "negative final-demand cells": int((self.Y < 0).sum()),
                "row residual, share of output": float(np.abs(residual).sum() / total),
            }
            worst = int(np.argmax(np.abs(residual))) if self.n else 0
            out["largest row residual"] = f"{residual[worst]:,.0f} at {self.label(worst)}"
        return pd.Series(out, dtype=object, name=self.name or "table")

    def aggregate(self, regions: Mapping[str, str] | None = None, industries: Mapping[str, str] | None = None) -> MRIO:
        """Add regions and industries together: mappings old label → new label, kept in order of first appearance.

        Labels left out of a mapping keep their name. Raises MRIOError for a label the table does not have.
        """
        old = (self.regions, self.industries)
        new, where = [], []
        for labels, mapping, kind in zip(old, (regions or {}, industries or {}), ("region", "industry"), strict=True):
            unknown = [k for k in mapping if k not in labels]
            if unknown:
                raise MRIOError(f"The mapping names {kind} {unknown[0]!r}, which this table does not have.")
            names = [mapping.get(k, k) for k in labels]
            order = list(dict.fromkeys(names))
            new.append(order)
            where.append(np.array([order.index(k) for k in names]))
        to = (where[0][:, None] * len(new[1]) + where[1][None, :]).ravel()
        size = len(new[0]) * len(new[1])
        Y = None
        if self.has_final_demand:
            Y = _add_rows(_add_rows(self.Y, to, size).T, where[0], len(new[0])).T
        Z = _add_rows(_add_rows(self.Z, to, size).T, to, size).T
        table = MRIO(Z, Y, *new, x=_add_rows(self.x, to, size), year=self.year, unit=self.unit, name=self.name)
        if self.inventories is not None:
            table.inventories = _add_rows(_add_rows(self.inventories, to, size).T, where[0], len(new[0])).T
        return table

    def __repr__(self) -> str:
        year = f", {self.year}" if self.year is not None else ""
        return f"<MRIO {self.name or 'table'}{year}: {self.G} regions × {self.N} industries, {self.unit}>"

    def _array(self, values, shape, what) -> np.ndarray:
        try:
            array = np.asarray(values, dtype=float)
        except (TypeError, ValueError) as error:
            raise MRIOError(f"{what} holds something that is not a number ({error}).") from None
        if array.shape != shape:
            raise MRIOError(f"{what} has shape {array.shape}; {self.G} regions × {self.N} industries need {shape}.")
        if not np.isfinite(array).all():
            place = np.argwhere(~np.isfinite(array))[0]
            spot = self.label(int(place[0])) + (f", column {int(place[1]) + 1}" if len(place) > 1 else "")
            raise MRIOError(f"{what} has a missing or infinite number at {spot}: fill it (0 if there is no flow).")
        return array


def _add_rows(values: np.ndarray, to: np.ndarray, size: int) -> np.ndarray:
    """Sum rows that share a target: rows → `size` rows."""
    return csr_array((np.ones(len(to)), (to, np.arange(len(to)))), shape=(size, len(to))) @ values


def _labels(values: Iterable[str], kind: str) -> list[str]:
    labels = [str(v) for v in values]
    twice = sorted({v for v in labels if labels.count(v) > 1})
    if twice:
        raise MRIOError(f"The {kind} label {twice[0]!r} stands more than once: every {kind} needs its own label.")
    if not labels:
        raise MRIOError(f"The table has no {kind}.")
    return labels
