"""How deep an economy is in value chains, in two traditions: content of exports and stages of production.

Shares outside 0 to 1 (negative final demand or value added) are left so and told by an OutsideBounds warning.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import bounds
from helpers.mrio import MRIO, table
from helpers.value_added import content_of_exports, gross_exports, vs1

__all__ = ["backward", "forward", "participation", "production_length_shares", "production_stages", "vs1"]


def participation(m: MRIO) -> pd.DataFrame:
    """By region: backward and forward participation as fractions of own gross exports; 0 where nothing is exported."""
    return pd.DataFrame({"backward": backward(m), "forward": forward(m)})


def backward(m: MRIO) -> pd.Series:
    """Foreign value added in own gross exports, as a fraction of them. Source: OECD TiVA (EXGR_FVA as a share)."""
    content = content_of_exports(m)
    return bounds.told(_share(content["foreign"], content["exports"], "backward"), "backward shares of gross exports")


def forward(m: MRIO) -> pd.Series:
    """Own value added in others' exports, as a fraction of own exports; can pass 1. Source: OECD TiVA (FEXGR_DVA)."""
    return bounds.told(_share(vs1(m), gross_exports(m), "forward"), "forward shares of gross exports", np.inf)


def _share(part: pd.Series, exports: pd.Series, name: str) -> pd.Series:
    """A part of exports; 0 where nothing is exported."""
    return (part / exports.where(exports != 0)).fillna(0.0).rename(name)


def production_stages(m: MRIO) -> pd.DataFrame:
    """By node, value added and final output split by how production crosses borders, in the table's money.

    V̂BŶ = V̂LŶᴰ (no border) + V̂LŶᶠ (traded final goods) + V̂LA^FLŶᴰ (simple GVC) + V̂LA^F(BŶ − LŶᴰ) (complex GVC).
    Columns: four ``…_forward`` parts (row sums, add up to value added) and four ``…_backward`` parts (column sums, add
    up to final output of the node). Needs final demand by destination. Source: Wang, Wei, Yu and Zhu (2017).
    """
    home = table(m).at_home(m.Y)
    inputs, at_home = m.A_foreign, m.local_output(home)
    once = (m.v.reshape(m.G, 1, m.N) @ m.local).ravel()  # column sums of V̂L
    entering = once @ inputs  # … of V̂LA^F
    crossed_once = (entering.reshape(m.G, 1, m.N) @ m.local).ravel()  # … of V̂LA^FL
    crossed = m.solve_transposed(entering)  # … of V̂LA^FB
    parts = {
        "domestic_forward": m.v * at_home,
        "traded_final_forward": m.v * m.local_output(m.f - home),
        "simple_gvc_forward": m.v * m.local_output(inputs @ at_home),
        "complex_gvc_forward": m.v * m.local_output(inputs @ (m.solve(m.f) - at_home)),
        "domestic_backward": once * home,
        "traded_final_backward": once * (m.f - home),
        "simple_gvc_backward": crossed_once * home,
        "complex_gvc_backward": crossed * m.f - crossed_once * home,
    }
    return pd.DataFrame(parts, index=m.nodes)


def production_length_shares(m: MRIO) -> pd.DataFrame:
    """By region: GVC shares of value added (``forward``) and of final output (``backward``), as fractions.

    The simple and complex parts of `production_stages` over all four; 0 for a region without output. Source: Wang, Wei,
    Yu and Zhu (2017).
    """
    parts = pd.DataFrame(table(m).by_region(production_stages(m)), index=pd.Index(m.regions, name="region"))
    out = {}
    for side, columns in (("forward", slice(0, 4)), ("backward", slice(4, 8))):
        four = parts.iloc[:, columns]
        total = four.sum(axis=1)
        out[side] = (four.iloc[:, 2:].sum(axis=1) / total.where(total != 0)).fillna(0.0)
    return bounds.told(pd.DataFrame(out), "GVC shares of value added and of final output")
