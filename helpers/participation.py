"""How deep an economy is in value chains, in two traditions: content of exports and stages of production."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.mrio import MRIO
from helpers.value_added import origin_of_exports


def _by_region(m: MRIO, values, name: str) -> pd.Series:
    return pd.Series(values, index=pd.Index(m.regions, name="region"), name=name)


def participation(m: MRIO) -> pd.DataFrame:
    """By region: backward and forward participation as fractions of own gross exports, from one solve."""
    content = origin_of_exports(m).to_numpy()
    own, exports = np.diag(content), content.sum(axis=0)
    share = lambda part: np.divide(part, exports, out=np.zeros(m.G), where=exports != 0)  # noqa: E731
    return pd.DataFrame(
        {"backward": share(exports - own), "forward": share(content.sum(axis=1) - own)},
        index=pd.Index(m.regions, name="region"),
    )


def backward(m: MRIO) -> pd.Series:
    """Foreign value added in own gross exports, as a fraction of them. Source: OECD TiVA (EXGR_FVA as a share)."""
    return participation(m)["backward"]


def forward(m: MRIO) -> pd.Series:
    """Own value added in others' exports, as a fraction of own exports; can pass 1. Source: OECD TiVA (FEXGR_DVA)."""
    return participation(m)["forward"]


def production_stages(m: MRIO) -> pd.DataFrame:
    """By node, value added and final output split by how production crosses borders (Wang, Wei, Yu and Zhu 2017).

    V̂BŶ = V̂LŶᴰ (no border) + V̂LŶᶠ (traded final goods) + V̂LA^FLŶᴰ (simple GVC) + V̂LA^F(BŶ − LŶᴰ) (complex GVC).
    Columns: four ``…_forward`` parts (row sums, add up to value added) and four ``…_backward`` parts (column sums, add
    up to final output of the node). Needs final demand by destination.
    """
    home = m.Y.reshape(m.G, m.N, m.G)[np.arange(m.G), :, np.arange(m.G)].ravel()
    abroad = m.f - home
    local = lambda rhs: (m.local @ rhs.reshape(m.G, m.N, 1)).ravel()  # noqa: E731  L·rhs, block by block
    local_t = lambda rhs: (m.local.transpose(0, 2, 1) @ rhs.reshape(m.G, m.N, 1)).ravel()  # noqa: E731
    foreign_inputs = m.A  # a fresh array: its domestic blocks can be cleared in place
    foreign_inputs.reshape(m.G, m.N, m.G, m.N)[np.arange(m.G), :, np.arange(m.G), :] = 0
    parts = {
        "domestic_forward": m.v * local(home),
        "traded_final_forward": m.v * local(abroad),
        "simple_gvc_forward": m.v * local(foreign_inputs @ local(home)),
        "complex_gvc_forward": m.v * local(foreign_inputs @ (m.solve(m.f) - local(home))),
    }
    by_local = local_t(m.v)
    through = local_t(foreign_inputs.T @ by_local)  # column sums of V̂LA^FL
    all_through = m.solve_transposed(foreign_inputs.T @ by_local)  # column sums of V̂LA^FB
    parts |= {
        "domestic_backward": by_local * home,
        "traded_final_backward": by_local * abroad,
        "simple_gvc_backward": through * home,
        "complex_gvc_backward": all_through * m.f - through * home,
    }
    return pd.DataFrame(parts, index=m.nodes)


def production_length_shares(m: MRIO) -> pd.DataFrame:
    """By region: GVC shares of value added (forward) and of final output (backward), as fractions.

    Source: Wang, Wei, Yu and Zhu (2017): the last two parts of `production_stages` over the total.
    """
    parts = production_stages(m).groupby(level="region", sort=False).sum()
    out = {}
    for side in ("forward", "backward"):
        columns = [c for c in parts if c.endswith(side)]
        total = parts[columns].sum(axis=1)
        gvc = parts[f"simple_gvc_{side}"] + parts[f"complex_gvc_{side}"]
        out[side] = gvc.div(total.where(total != 0)).fillna(0.0)
    return pd.DataFrame(out)
