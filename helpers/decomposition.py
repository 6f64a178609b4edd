"""Gross exports taken apart: Koopman-Wang-Wei, Wang-Wei-Zhu and Borin-Mancini, term by term.

All work from one LU of the table, without an inverse per exporter. Terms add up to gross exports where the table's rows
add up to its output. WIOD's published output misses row sums by up to 0.1 % in all, so the nine and sixteen terms miss
the exports of its smallest economies by up to 1 %. FVA differs between the frameworks: name yours.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import bounds
from helpers.mrio import MRIO, MRIOError, table
from helpers.value_added import own_and_others

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


def koopman_wang_wei(m: MRIO) -> pd.DataFrame:
    """Region × T1…T9 (see DECOMPOSITION_TERMS), in the table's money; they add up to gross exports.

    By region only: by industry term 9 can be negative. Source: Koopman, Wang and Wei (2014).
    """
    own, others = own_and_others(m)
    abroad = m.origin_shares - m.spread(own).T  # V_s B_sr, r ≠ s
    home = m.at_home(m.Y)
    final_exports = m.f - home
    inputs = m.A_foreign
    used, resold = (inputs @ m.spread(m.local_output(d)) for d in (home, m.exports.sum(axis=1)))  # n × importer r
    in_own = lambda flow: np.einsum("sn,ns->s", abroad, flow)  # noqa: E731  Σ_r V_s B_sr flow_rs
    terms = {
        "T1": m.by_region(own * final_exports),
        "T2": abroad @ home,
        "T3": abroad @ final_exports - in_own(m.Y),
        "T4": in_own(m.Y),
        "T5": in_own(used),
        "T6": in_own(resold),
        "T7": m.by_region(others * final_exports),
        "T8": m.by_region(others * used.sum(axis=1)),
        "T9": m.by_region(others * resold.sum(axis=1)),
    }
    return pd.DataFrame(terms, index=pd.Index(m.regions, name="region"))


def wang_wei_zhu(m: MRIO) -> pd.DataFrame:
    """(exporter, industry, importer) × T1…T16, in the table's money; they add up to bilateral gross exports.

    T1-T5 own value added absorbed abroad (T1 in final goods, T2-T5 in intermediates), T6-T8 own value added that comes
    home, T9-T10 own value added counted twice, T11-T13 value added of the importer and T14-T16 of third regions (in
    final goods, in intermediates, counted twice). Source: Wang, Wei and Zhu (2013).
    """
    G, N = table(m).G, m.N
    home, final = m.at_home(m.Y), m.Y.reshape(G, N, G)
    # Output of r (rows) for the final demand of s, for home demand in t, and for all final output of t (columns).
    for_demand, for_home, for_final = np.split(m.solve(np.hstack([m.Y, m.spread(home), m.spread(m.f)])), 3, axis=1)
    in_one_go = (m.home_blocks @ final).reshape(m.n, G)  # B_rr Y_rs
    home_own, final_own = (m.at_home(a)[:, None] for a in (for_home, for_final))
    bought = {  # what A_sr is multiplied by: n (r, j) × exporter s
        "T2": np.broadcast_to(home_own, (m.n, G)),
        "T3": for_home.sum(axis=1, keepdims=True) - home_own - for_home,
        "T4": final_own - home_own - in_one_go,
        "T6": in_one_go,
        "T7": for_demand - in_one_go - for_home,
        "T8": for_home,
        "T9": for_final - for_home,
    }
    bought["T5"] = for_final.sum(axis=1, keepdims=True) - final_own - for_final - bought["T3"] - bought["T7"]
    inputs = m.A_foreign
    own, others = (a.reshape(G, N) for a in own_and_others(m))
    once = _per_exit(m)
    terms = {
        name: once[:, :, None] * routed
        for name, routed in zip(bought, _through(m, inputs, *bought.values()), strict=True)
    }
    used, at_importer, resold = _through(m, inputs, m.x, m.local_output(home), m.local_output(m.exports.sum(axis=1)))
    terms["T1"] = own[:, :, None] * final
    terms["T10"] = (own - once)[:, :, None] * used
    importers = m.origin_shares.reshape(G, G, N).transpose(1, 2, 0)  # V_r B_rs as (s, j, r)
    for first, weight in ((11, importers), (14, others[:, :, None] - importers)):
        for k, flow in enumerate((final, at_importer, resold)):
            terms[f"T{first + k}"] = weight * flow
    return _by_route(m, {f"T{k}": terms[f"T{k}"] for k in range(1, 17)})


def borin_mancini(m: MRIO, approach: str = "source", perspective: str = "exporter") -> pd.DataFrame:
    """(exporter, industry, importer) × terms of gross exports, in the table's money.

    EXGR = DC + FC; DC = DVA + DDC; FC = FVA + FDC, where DVA and FVA count value added once and DDC and FDC what is
    counted again. ``approach`` says when it is counted: the first time it leaves ("source") or the last time ("sink");
    ``perspective`` says whose borders count: the exporter's or all the world's. For the source approach also DAVAX
    (absorbed by the direct importer), VAX (absorbed abroad), REF = DVA − VAX (absorbed at home after all), and GVC =
    EXGR − DAVAX split into GVCB = EXGR − DVA and GVCF = DVA − DAVAX.
    Raises MRIOError for another approach or perspective. Source: Borin and Mancini (2019).
    """
    for chosen, known, what in (
        (approach, ("source", "sink"), "approach"),
        (perspective, ("exporter", "world"), "perspective"),
    ):
        if not isinstance(chosen, str) or chosen not in known:
            raise MRIOError(f"{chosen!r} is no {what} of Borin and Mancini: choose {known[0]!r} or {known[1]!r}.")
    exports = table(m).exports.reshape(m.G, m.N, m.G)
    final_exports = m.Y.reshape(exports.shape)  # by_route leaves out what is bought at home
    inputs = m.A_foreign
    own, others = (a.reshape(m.G, m.N, 1) for a in own_and_others(m))
    out = {"EXGR": exports, "DC": own * exports, "FC": others * exports}
    at_importer = m.local_output(m.at_home(m.Y))
    if approach == "source":
        once = _per_exit(m)
        absorbed, abroad = _through(m, inputs, at_importer, m.x[:, None] - m.solve(m.Y))
        out["DVA"] = once[:, :, None] * exports
        out["DAVAX"] = once[:, :, None] * (final_exports + absorbed)
        out["VAX"] = once[:, :, None] * (final_exports + abroad)
        if perspective == "exporter":  # Σ_{t≠s} V_t B_ts (I + M_s)⁻¹, and (I + M_s)⁻¹ = B_ss⁻¹ L_ss
            entering = np.linalg.solve(m.home_blocks.transpose(0, 2, 1), others).transpose(0, 2, 1)
        else:  # Σ_{t≠s} V_t L_tt A_ts: over one border only
            entering = (once.ravel() @ inputs).reshape(m.G, 1, m.N)
        out["FVA"] = (entering @ m.local).transpose(0, 2, 1) * exports
    else:
        if perspective == "exporter":
            at_importer = _for_the_last_time(m, inputs)
        last = final_exports + next(_through(m, inputs, at_importer))
        out["DVA"], out["FVA"] = own * last, others * last
    out["DDC"], out["FDC"] = out["DC"] - out["DVA"], out["FC"] - out["FVA"]
    if approach == "source":
        out["REF"] = out["DVA"] - out["VAX"]
        out["GVC"] = out["EXGR"] - out["DAVAX"]
        out["GVCB"] = out["EXGR"] - out["DVA"]
        out["GVCF"] = out["DVA"] - out["DAVAX"]
    return _by_route(m, {k: out[k] for k in BORIN_MANCINI_COLUMNS if k in out})


def gvc_participation(m: MRIO) -> pd.DataFrame:
    """By region: GVC, backward and forward shares of gross exports (World Development Report 2020, Borin and Mancini).

    Shares outside 0 to 1 stay so; an OutsideBounds warning counts them.
    """
    terms = borin_mancini(m)[["EXGR", "GVC", "GVCB", "GVCF"]]
    parts = terms.groupby(level="exporter").sum().reindex(m.regions, fill_value=0.0).rename_axis("region")
    exports = parts.pop("EXGR")
    return bounds.told(parts.div(exports.where(exports != 0), axis=0).fillna(0.0), "GVC shares of gross exports")


# -- shared parts ----------------------------------------------------------------------------------------------------


def _per_exit(m: MRIO) -> np.ndarray:
    """G×N own value added in a dollar of output that leaves for the first time, V_s L_ss."""
    return (m.v.reshape(m.G, 1, m.N) @ m.local)[:, 0]


def _through(m: MRIO, inputs: np.ndarray, *bought: np.ndarray):
    """A_sr·bought for every exporter s and importer r, as G×N×G arrays (s, industry, r), one for each ``bought``.

    ``bought`` is output of the importers' nodes: n where it is the same for all exporters, n×G (node, s) where not.
    """
    shape = (m.G, m.N, m.G, m.N)
    columns = np.stack([np.broadcast_to(b.reshape(m.n, -1), (m.n, m.G)) for b in bought], axis=-1)
    blocks = inputs.reshape(shape).transpose(0, 2, 1, 3)  # s, r, i, j
    routed = blocks @ columns.reshape(m.G, m.N, m.G, len(bought)).transpose(2, 0, 1, 3)
    return (routed[..., k].transpose(0, 2, 1) for k in range(len(bought)))


def _for_the_last_time(m: MRIO, inputs: np.ndarray) -> np.ndarray:
    """n×G output of r that the exports of s end up in when s exports them never again (Borin and Mancini's sink).

    L_rr [Σ_j Y_rj + Σ_{j≠r} A_rj X̃_j], where X̃ = X − B_{·s} B_ss⁻¹ L_ss E_s is output that passes s no more.
    """
    leaving = m.local_output(m.exports.sum(axis=1)).reshape(m.G, m.N, 1)
    passing = m.solve(m.spread(np.linalg.solve(m.home_blocks, leaving).ravel()))
    demand = m.f[:, None] + inputs @ (m.x[:, None] - passing)
    return (m.local @ demand.reshape(m.G, m.N, m.G)).reshape(m.n, m.G)


def _by_route(m: MRIO, terms: dict[str, np.ndarray]) -> pd.DataFrame:
    """G×N×G arrays (exporter, industry, importer) as a frame without the exporter = importer rows."""
    keep = np.broadcast_to(~np.eye(m.G, dtype=bool)[:, None, :], (m.G, m.N, m.G)).ravel()
    index = pd.MultiIndex.from_product([m.regions, m.industries, m.regions], names=["exporter", "industry", "importer"])
    return pd.DataFrame({k: v.ravel()[keep] for k, v in terms.items()}, index=index[keep])
