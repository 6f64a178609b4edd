"""Final demand by destination of the ICIO of 2022, estimated: the extract tells who sells inputs to whom, and the national
tables how much of each product every economy imports and exports in all. What is left over is final; who sells it to whom
is fitted.

Exact, up to the files' rounding: final use of home products; of each product, how much every economy imports for final use
and how much it exports for final use; inputs from the rest of the world by buying industry. Estimated: the partner split
of imported final products, one RAS a product, from the trade in inputs of the same product. Source of the method: Stone
(1961); Miller and Blair (2009), chapter 7.

The rest of the world is what the 80 economies see of it, at its border: all that they sell there beyond inputs of each
other counts as its final use, what they buy from there as its output and value added. Its home economy, the inputs among
its purchases and what it passes on are not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers import value_added
from helpers.mrio import MRIO
from helpers.sources import SourceError
from helpers.sources.icio import NATIONAL_FINAL

REST = "ROW"
ROUNDING = 0.05  # million USD: sums of cells with three decimals
ROUNDS = 2000  # of RAS at most: the slowest product of 2022 needs some hundred
NO_TRADE = 1e-6  # weight of the product of the margins beside the prior: a way for sales where inputs tell of none


@dataclass(frozen=True)
class Margins:
    """What is known of final demand in million USD, economy × product, and of inputs from the rest of the world."""

    at_home: np.ndarray  # G×N, final use of home products
    imported: np.ndarray  # G×N, imports for final use
    exported: np.ndarray  # G×N, exports for final use and all sales to the rest of the world
    from_rest: np.ndarray  # G×N×N, inputs that come from the rest of the world: economy, product, buying industry
    inventories: np.ndarray  # G×N, changes in inventories of home and foreign products, part of final use


def margins(extract: MRIO, national: Mapping[str, pd.DataFrame]) -> Margins:
    """The margins that the extract's inputs and the national tables (by economy) leave for final demand.

    Raises SourceError where they contradict each other by more than rounding: an economy that is missing, outputs that
    differ, more inputs from the others than in all, final use of home products that is not the same counted two ways.
    """
    G, N, industries = extract.G, extract.N, extract.industries
    lacking = [r for r in extract.regions if r not in national]
    if lacking:
        raise SourceError(f"There is no national table of {lacking[0]}.")
    tables = [national[r] for r in extract.regions]
    for r, t in zip(extract.regions, tables, strict=True):
        if list(t.index[:N]) != industries or list(t.columns[:N]) != industries:
            raise SourceError(f"The national table of {r} does not list the industries of the extract.")
    products = np.array([t.loc[industries].to_numpy() for t in tables])  # economy, product, use
    column = {name: k for k, name in enumerate(tables[0].columns)}
    inputs = products[:, :, :N]
    final = products[:, :, [column[u] for u in NATIONAL_FINAL]].sum(axis=2)
    exports = products[:, :, column["EXPO"]] + products[:, :, column["CONS_NONRES"]]
    imports = -products[:, :, column["IMPO"]]
    output = np.array([t.loc["OUTPUT", industries].to_numpy() for t in tables])
    flows = extract.Z.reshape(G, N, G, N)
    own = np.arange(G)
    home = flows[own, :, own, :]
    sold = flows.sum(axis=3)  # seller, product, buyer
    x = extract.x.reshape(G, N)
    known = Margins(
        at_home=output - home.sum(axis=2) - exports,
        imported=imports - (inputs - home).sum(axis=2),
        exported=exports - (sold.sum(axis=2) - sold[own, :, own]),
        from_rest=inputs - flows.sum(axis=0).transpose(1, 0, 2),
        inventories=products[:, :, column["INVNT"]],
    )
    two_ways = np.abs(final - known.imported - known.at_home)
    for what, wrong in {
        "output is not the extract's": np.abs(output - x) > ROUNDING + 1e-6 * x,
        "inputs are less than those from the other economies": known.from_rest.min(axis=2) < -ROUNDING,
        "imports are less than the imported inputs": known.imported < -ROUNDING,
        "exports are less than the others' inputs from here": known.exported < -ROUNDING,
        "final use of home products is not the same from both sides": two_ways > ROUNDING + 2e-4 * x,
    }.items():
        if wrong.any():
            g, i = np.argwhere(wrong)[0]
            raise SourceError(f"The national table of {extract.regions[g]} and the extract do not fit: in {industries[i]} {what}.")  # fmt: skip
    return replace(known, **{k: np.maximum(getattr(known, k), 0) for k in ("imported", "exported", "from_rest")})


def ras(prior: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The matrix r_i·prior_ij·s_j with the given row and column sums, to 1 in 10^9 of their total.

    Cells without a prior stay without. Raises SourceError if the sums contradict each other or no such matrix is found.
    """
    total = rows.sum()
    if abs(total - columns.sum()) > 1e-9 * total or min(rows.min(), columns.min()) < 0:
        raise SourceError(f"Row sums of {total:,.6g} and column sums of {columns.sum():,.6g} do not make one table.")
    fitted = prior.astype(float)
    if total == 0:
        return np.zeros_like(fitted)
    for _ in range(ROUNDS):
        for wanted, axis in ((rows[:, None], 1), (columns, 0)):
            sums = fitted.sum(axis=axis, keepdims=True).reshape(wanted.shape)
            fitted *= np.divide(wanted, sums, out=np.zeros_like(wanted), where=sums > 0)
        if np.abs(fitted.sum(axis=1) - rows).max() <= 1e-9 * total >= np.abs(fitted.sum(axis=0) - columns).max():
            return fitted
    raise SourceError(f"No table with these sums was found in {ROUNDS} rounds of RAS: sales have no way to a buyer.")


def partner_split(sold: np.ndarray, exported: np.ndarray, imported: np.ndarray, from_rest: np.ndarray) -> np.ndarray:
    """(G+1)×(G+1) final sales of one product across borders, seller × buyer, the rest of the world last.

    ``sold``: G×G inputs of the product, seller × buyer, the prior. ``exported``, ``imported``: what each economy sells and
    buys for final use (G). ``from_rest``: inputs bought from the rest of the world (G); its share in an economy's imported
    inputs is taken for its share in imported final products. Every seller sends the same share of its final exports there.
    """
    G = len(exported)
    abroad = np.where(np.eye(G, dtype=bool), 0.0, sold)
    inputs = abroad.sum(axis=0) + from_rest
    bought = imported * np.divide(from_rest, inputs, out=np.zeros(G), where=inputs > 0)
    rows, columns = np.append(exported, bought.sum()), np.append(imported, 0.0)
    columns[G] = rows.sum() - columns.sum()
    if columns[G] < 0:
        raise SourceError(f"The economies import {-columns[G]:,.6g} more for final use than they and the rest of the world export.")  # fmt: skip
    prior = np.zeros((G + 1, G + 1))
    prior[:G, :G] = abroad + NO_TRADE * np.outer(exported, imported) / max(imported.sum(), 1.0) * ~np.eye(G, dtype=bool)
    prior[G, :G] = from_rest + NO_TRADE * bought
    prior[:G, G] = exported / max(exported.sum(), 1.0) * columns[G]
    return ras(prior, rows, columns)


def by_destination(extract: MRIO, national: Mapping[str, pd.DataFrame]) -> MRIO:
    """The extract with the rest of the world as a further region (ROW, the last) and final demand by destination.

    Gross output is the published one. Changes in inventories, known by economy and product, are given the origins of all
    its final use of that product; those of the rest of the world are not known. Raises SourceError where the files contradict each other (`margins`).
    """
    known = margins(extract, national)
    G, N = extract.G, extract.N
    flows = extract.Z.reshape(G, N, G, N)
    sold = flows.sum(axis=3)
    Z, Y, own = np.zeros((G + 1, N, G + 1, N)), np.zeros((G + 1, N, G + 1)), np.arange(G)
    Z[:G, :, :G, :] = flows
    Z[G, :, :G, :] = known.from_rest.transpose(1, 0, 2)
    for i in range(N):
        Y[:, i, :] = partner_split(
            sold[:, i, :], known.exported[:, i], known.imported[:, i], known.from_rest[:, i].sum(axis=1)
        )
    Y[own, :, own] = known.at_home
    used = Y[:, :, :G].sum(axis=0)  # product, economy
    stocked = np.divide(known.inventories.T, used, out=np.zeros_like(used), where=used > 0)
    inventories = np.pad(Y[:, :, :G] * stocked, ((0, 0), (0, 0), (0, 1)))
    n = (G + 1) * N
    Z, Y = Z.reshape(n, n), Y.reshape(n, G + 1)
    rest = slice(G * N, n)
    return MRIO(
        Z,
        Y,
        [*extract.regions, REST],
        extract.industries,
        x=np.append(extract.x, Z[rest].sum(axis=1) + Y[rest].sum(axis=1)),
        inventories=inventories.reshape(n, G + 1),
        year=extract.year,
        name=f"{extract.name}, partner split estimated",
    )


def national_accounts(m: MRIO, national: Mapping[str, pd.DataFrame]) -> np.ndarray:
    """VAX of each economy with value added as its national accounts have it: without the taxes other governments take on its
    inputs, which output less all inputs (`MRIO.va`) holds. Million USD, in the order of the national tables' regions in ``m``.
    """
    known = [r for r in m.regions if r in national]
    own = pd.concat(
        {r: national[r].loc["VALU", m.industries] + national[r].loc["TXS_INT_FNL", m.industries] for r in known}
    )
    flows = value_added.footprint(m, own.reindex(m.nodes, fill_value=0.0).to_numpy())
    return flows.sum(axis=1).sub(np.diag(flows))[known].to_numpy()
