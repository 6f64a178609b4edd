"""Gross exports taken apart: Koopman-Wang-Wei, Wang-Wei-Zhu and Borin-Mancini, term by term.

All work from one LU of the table. Terms add up to gross exports as long as the table's rows add up to its output (WIOD's
published output misses row sums by up to 0.1 %, and so do sums of terms there).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.mrio import MRIO, MRIOError
from helpers.value_added import exports_by_exporter, final_value_shares

DECOMPOSITION_TERMS = {
    "T1": "own value added in final goods exported",
    "T2": "own value added in intermediates used by the importer for its own final demand",
    "T3": "own value added in intermediates the importer turns into final goods for third regions",
    "T4": "own value added that comes home in final goods",
    "T5": "own value added that comes home in intermediates, for home final demand",
    "T6": "own value added counted twice: it comes home in intermediates and leaves again",
    "T7": "foreign value added in final goods exported",
    "T8": "foreign value added in intermediates the importer uses for its own final demand",
    "T9": "foreign value added counted twice: the importer exports it again",
}
BORIN_MANCINI_COLUMNS = ["EXGR", "DC", "DVA", "DAVAX", "VAX", "REF", "DDC", "FC", "FVA", "FDC", "GVC", "GVCB", "GVCF"]


def _home_demand(m: MRIO) -> np.ndarray:
    """Y_ss stacked: n final demand for own products at home."""
    return m.Y.reshape(m.G, m.N, m.G)[np.arange(m.G), :, np.arange(m.G)].ravel()


def _spread(m: MRIO, vector: np.ndarray) -> np.ndarray:
    """n×G: the vector's region blocks in their own columns, zero elsewhere."""
    out = np.zeros((m.n, m.G))
    g = np.arange(m.G)
    out.reshape(m.G, m.N, m.G)[g, :, g] = vector.reshape(m.G, m.N)
    return out


def _local(m: MRIO, vector: np.ndarray) -> np.ndarray:
    """L·vector block by block: output at home for that demand at home."""
    return (m.local @ vector.reshape(m.G, m.N, 1)).ravel()


def _foreign_inputs(m: MRIO) -> np.ndarray:
    """A^F: input coefficients with the domestic blocks set to zero (n×n)."""
    A = m.A
    g = np.arange(m.G)
    A.reshape(m.G, m.N, m.G, m.N)[g, :, g, :] = 0
    return A


def koopman_wang_wei(m: MRIO) -> pd.DataFrame:
    """Region × T1…T9 (see DECOMPOSITION_TERMS), in the table's money; they add up to gross exports.

    By region only: by industry term 9 can be negative. Source: Koopman, Wang and Wei (2014).
    """
    shares = final_value_shares(m)  # G×n, V_t B_tj
    own = np.repeat(np.arange(m.G), m.N)
    at_home = shares[own, np.arange(m.n)]
    from_others = shares.sum(axis=0) - at_home
    abroad = shares.copy()
    abroad[own, np.arange(m.n)] = 0
    home, exports = _home_demand(m), m.exports.sum(axis=1)
    final_exports = m.f - home
    local_home, local_exports = _local(m, home), _local(m, exports)
    foreign = _foreign_inputs(m)
    to_own = m.Y[np.arange(m.n), :]
    by_region = m.by_region
    T = {
        "T1": by_region(at_home * final_exports),
        "T2": abroad @ home,
        "T4": np.einsum("sn,ns->s", abroad, to_own),
        "T5": np.einsum("sn,ns->s", abroad, foreign @ _spread(m, local_home)),
        "T6": np.einsum("sn,ns->s", abroad, foreign @ _spread(m, local_exports)),
        "T7": by_region(from_others * final_exports),
        "T8": by_region(from_others * (foreign @ local_home)),
        "T9": by_region(from_others * (foreign @ local_exports)),
    }
    T["T3"] = abroad @ final_exports - T["T4"]
    return pd.DataFrame({k: T[k] for k in DECOMPOSITION_TERMS}, index=pd.Index(m.regions, name="region"))


def _by_route(m: MRIO, terms: dict[str, np.ndarray]) -> pd.DataFrame:
    """Arrays G×N×G (exporter, industry, importer) as a frame without the exporter = importer rows."""
    keep = np.broadcast_to(~np.eye(m.G, dtype=bool)[:, None, :], (m.G, m.N, m.G)).ravel()
    index = pd.MultiIndex.from_product([m.regions, m.industries, m.regions], names=["exporter", "industry", "importer"])
    return pd.DataFrame({k: v.ravel()[keep] for k, v in terms.items()}, index=index[keep])


def _through_inputs(m: MRIO, foreign: np.ndarray, bought: np.ndarray) -> np.ndarray:
    """A_sr·bought for every pair: ``bought`` n×k (same for all exporters) → G×N×G×k."""
    blocks = foreign.reshape(m.n, m.G, m.N)
    return np.einsum("irj,rjk->irk", blocks, bought.reshape(m.G, m.N, -1), optimize=True).reshape(m.G, m.N, m.G, -1)


def wang_wei_zhu(m: MRIO) -> pd.DataFrame:
    """(exporter, industry, importer) × T1…T16, in the table's money; they add up to bilateral gross exports.

    T1-T5 own value added absorbed abroad, T6-T8 returned home, T9-T10 own value added counted twice, T11-T13 value
    added of the importer, T14-T16 of third regions. Source: Wang, Wei and Zhu (2013).
    """
    G, N, n = m.G, m.N, m.n
    g = np.arange(G)
    shares = final_value_shares(m)
    home, exports = _home_demand(m), m.exports.sum(axis=1)
    inverse = m.B
    B_own = m.domestic_blocks(inverse)  # B_rr
    spread_home = _spread(m, home)
    BH = inverse @ spread_home  # (r, t): B_rt Y_tt
    BF = inverse @ _spread(m, m.f)  # (r, t): B_rt Σ_u Y_tu
    BY = inverse @ m.Y
    del inverse
    own_Y = (B_own @ m.Y.reshape(G, N, G)).reshape(n, G)  # (r, s): B_rr Y_rs
    diagonal = lambda a: a.reshape(G, N, G)[g, :, g].reshape(n, 1)  # noqa: E731
    BH_own, BF_own = diagonal(BH), diagonal(BF)
    parts = {
        "T2": np.broadcast_to(BH_own, (n, G)),
        "T3": BH.sum(axis=1, keepdims=True) - BH_own - BH,
        "T4": BF_own - BH_own - own_Y,
        "T6": own_Y,
        "T7": BY - own_Y - BH,
        "T8": BH,
        "T9": BF - BH,
    }
    parts["T5"] = BF.sum(axis=1, keepdims=True) - BF_own - BF - parts["T3"] - parts["T7"]
    names = list(parts)
    foreign = _foreign_inputs(m)
    vl = (m.v.reshape(G, 1, N) @ m.local).reshape(G, N)  # V_s L_ss
    stacked = np.stack([parts[k] for k in names], axis=-1).reshape(G, N, G, len(names))  # r, j, s, term
    blocks = foreign.reshape(G, N, G, N)
    terms = {}
    routed = np.stack([np.einsum("irj,rjk->irk", blocks[s], stacked[:, :, s], optimize=True) for s in range(G)])
    for k, name in enumerate(names):
        terms[name] = vl[:, :, None] * routed[..., k]
    final = m.Y.reshape(G, N, G)
    bought = np.stack([m.x, _local(m, home), _local(m, exports)], axis=1)
    used = _through_inputs(m, foreign, bought)
    vb = shares[g].reshape(G, G, N)  # t, s, j: V_t B_ts
    own = vb[g, g]
    terms["T1"] = own[:, :, None] * final
    terms["T10"] = (own - vl)[:, :, None] * used[..., 0]
    of_importer = vb.transpose(1, 2, 0)  # s, j, r: V_r B_rs
    others = (vb.sum(axis=0) - own)[:, :, None] - of_importer
    for first, weight in ((11, of_importer), (14, others)):
        for k, flow in enumerate((final, used[..., 1], used[..., 2])):
            terms[f"T{first + k}"] = weight * flow
    return _by_route(m, {f"T{k}": terms[f"T{k}"] for k in range(1, 17)})


def borin_mancini(m: MRIO, approach: str = "source", perspective: str = "exporter") -> pd.DataFrame:
    """(exporter, industry, importer) × terms of gross exports, in the table's money.

    EXGR = DC + FC; DC = DVA + DDC; FC = FVA + FDC, where DVA and FVA count value added once and DDC and FDC what is
    counted again. ``approach`` says when it is counted: the first time it leaves ("source") or the last time ("sink");
    ``perspective`` says whose borders count: the exporter's or all the world's. For the source approach also DAVAX
    (absorbed by the direct importer), VAX (absorbed abroad), REF = DVA − VAX (absorbed at home after all), and GVC =
    EXGR − DAVAX split into GVCB = EXGR − DVA and GVCF = DVA − DAVAX. FVA differs between frameworks: name yours.
    Raises MRIOError for another approach or perspective. Source: Borin and Mancini (2019).
    """
    for given, known, what in (
        (approach, ("source", "sink"), "approach"),
        (perspective, ("exporter", "world"), "perspective"),
    ):
        if given not in known:
            raise MRIOError(f"{given!r} is no {what} of Borin and Mancini: choose {known[0]!r} or {known[1]!r}.")
    G, N = m.G, m.N
    g = np.arange(G)
    exports = m.exports.reshape(G, N, G)
    final = m.Y.reshape(G, N, G)
    foreign = _foreign_inputs(m)
    home = _home_demand(m)
    v = m.v.reshape(G, 1, N)
    vl = (v @ m.local)[:, 0]  # V_s L_ss
    own = final_value_shares(m)[np.repeat(g, N), np.arange(m.n)].reshape(G, N)  # V_s B_ss
    others = np.where(m.x.reshape(G, N) != 0, 1 - own, 0)  # Σ_{t≠s} V_t B_ts
    local_home = _local(m, home)
    weigh = lambda row, flow: row[:, :, None] * flow  # noqa: E731
    out = {"EXGR": exports, "DC": weigh(own, exports), "FC": weigh(others, exports)}
    absorbed = _through_inputs(m, foreign, local_home)[..., 0] + _without_own(final)  # Y_sr + A_sr L_rr Y_rr
    if approach == "source":
        out["DVA"] = weigh(vl, exports)
        out["DAVAX"] = weigh(vl, absorbed)
        returned = m.solve(m.Y)  # (r, s): output of r for final demand of s
        used_abroad = m.x[:, None] - returned
        routed = np.stack(
            [
                (foreign[s * N : (s + 1) * N].reshape(N, G, N) * used_abroad[:, s].reshape(1, G, N)).sum(axis=2)
                for s in range(G)
            ]
        )
        out["VAX"] = weigh(vl, _without_own(final) + routed)
        once = _once(m, own, vl) if perspective == "exporter" else _first_time(m, foreign, vl)
        out["FVA"] = weigh(once, exports)
    else:
        last = absorbed if perspective == "world" else _last_time(m, foreign, final)
        out["DVA"] = weigh(own, last)
        out["FVA"] = weigh(others, last)
    out["DDC"] = out["DC"] - out["DVA"]
    out["FDC"] = out["FC"] - out["FVA"]
    if approach == "source":
        out["REF"] = out["DVA"] - out["VAX"]
        out["GVC"] = out["EXGR"] - out["DAVAX"]
        out["GVCB"] = out["EXGR"] - out["DVA"]
        out["GVCF"] = out["DVA"] - out["DAVAX"]
    return _by_route(m, {k: out[k] for k in BORIN_MANCINI_COLUMNS if k in out})


def _without_own(final: np.ndarray) -> np.ndarray:
    """G×N×G final demand with each region's own demand set to zero: final exports."""
    out = final.copy()
    g = np.arange(out.shape[0])
    out[g, :, g] = 0
    return out


def _own_inverse(m: MRIO) -> np.ndarray:
    """G×N×N blocks B_ss^{-1}, by way of the one inverse."""
    return np.linalg.inv(m.domestic_blocks(m.B))


def _once(m: MRIO, own: np.ndarray, vl: np.ndarray) -> np.ndarray:
    """Σ_{t≠s} V_t B_ts (I + M_s)^{-1} with (I + M_s)^{-1} = B_ss^{-1} L_ss: foreign value added at its first exit from s."""
    rows = (1 - own)[:, None, :]
    return np.where(m.x.reshape(m.G, m.N) != 0, (rows @ _own_inverse(m) @ m.local)[:, 0], 0)


def _first_time(m: MRIO, foreign: np.ndarray, vl: np.ndarray) -> np.ndarray:
    """Σ_{t≠s} V_t L_tt A_ts L_ss: foreign value added that has crossed one border before s exports it."""
    arriving = (vl.ravel() @ foreign).reshape(m.G, 1, m.N)
    return (arriving @ m.local)[:, 0]


def _last_time(m: MRIO, foreign: np.ndarray, final: np.ndarray) -> np.ndarray:
    """Φ_sr = Y_sr + A_sr L_rr [Σ_j Y_rj + Σ_{j≠r} A_rj X̃_j], X̃ = X − B_{·s} B_ss^{-1} L_ss E_s: never exported by s again."""
    G, N = m.G, m.N
    inverse = m.B
    leaving = _local(m, m.exports.sum(axis=1)).reshape(G, N, 1)
    seeds = np.linalg.solve(m.domestic_blocks(inverse), leaving)[:, :, 0]
    not_again = m.x[:, None] - inverse @ _spread(m, seeds.ravel())  # (node, s)
    del inverse
    bought = m.f[:, None] + foreign @ not_again
    through = (m.local @ bought.reshape(G, N, G)).reshape(m.n, G)  # (r's nodes, s)
    routed = np.stack(
        [(foreign[s * N : (s + 1) * N].reshape(N, G, N) * through[:, s].reshape(1, G, N)).sum(axis=2) for s in range(G)]
    )
    return _without_own(final) + routed


def gvc_participation(m: MRIO) -> pd.DataFrame:
    """By region: GVC, backward and forward shares of gross exports (World Development Report 2020, Borin and Mancini)."""
    parts = (
        borin_mancini(m)
        .groupby(level="exporter", sort=False)[["EXGR", "GVC", "GVCB", "GVCF"]]
        .sum()
        .rename_axis("region")
    )
    exports = parts["EXGR"].where(parts["EXGR"] != 0)
    return parts[["GVC", "GVCB", "GVCF"]].div(exports, axis=0).fillna(0.0)


__all__ = [
    "BORIN_MANCINI_COLUMNS",
    "DECOMPOSITION_TERMS",
    "borin_mancini",
    "exports_by_exporter",
    "gvc_participation",
    "koopman_wang_wei",
    "wang_wei_zhu",
]
