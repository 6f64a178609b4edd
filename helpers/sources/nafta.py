"""Caliendo and Parro's world of 1993: arrays of their replication files, with regions' codes.

    python -m helpers.sources.nafta caliendo_parro_2015_inputs.npz

writes data/nafta_1993.npz; then `python -m helpers.build --keep` takes it into the catalogue. The data build does not
need the publisher's file.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import numpy as np

from helpers.sources import SourceError
from helpers.sources.reading import reading

CODES = {"Row": "ROW", "UK": "GBR", "USA": "USA", "Turkey": "TUR"}
FIELDS = {
    "pi": "pi_nij", "expenditure": "X_nj", "value_added_share": "gamma_nj", "input_share": "gamma_nkj", "final_share": "alpha_nj",
    "tariff": "tau_nij", "tariff_after": "tau_nij_cfl", "elasticity": "theta_j", "regions": "regions", "industries": "sectors",
}  # fmt: skip


def read(path: Path, edition: bool = True) -> dict[str, np.ndarray]:
    """Arguments of `trade_model.TradeModel` by name, and tariff_after; expenditure in USD.

    Raises SourceError for a file that is missing, damaged or another; with ``edition`` for one that data/ is not made from.
    """
    from helpers.classification import regions

    with reading(path, edition) as path:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as z:
            lacking = [k for k in FIELDS.values() if k not in z]
            if lacking:
                raise SourceError(f"{path.name} does not hold Caliendo and Parro's inputs: it has no {lacking[0]}.")
            held = {ours: z[theirs] for ours, theirs in FIELDS.items()}
        known = regions()
        codes = dict(zip(known["name"], known.index, strict=True)) | CODES
        unknown = [str(n) for n in held["regions"] if str(n) not in codes]
        if unknown:
            raise SourceError(f"{path.name} names a region that data/regions.csv does not have: {', '.join(unknown)}.")
        G, N = len(held["regions"]), len(held["industries"])
        shapes = {
            "pi": (G, G, N), "tariff": (G, G, N), "tariff_after": (G, G, N), "expenditure": (G, N), "value_added_share": (G, N),
            "final_share": (G, N), "input_share": (G, N, N), "elasticity": (N,),
        }  # fmt: skip
        for name, shape in shapes.items():
            if held[name].shape != shape or held[name].dtype.kind not in "iuf" or not np.isfinite(held[name]).all():
                raise SourceError(f"{path.name}: {FIELDS[name]} is not {' × '.join(map(str, shape))} finite numbers.")
        held["regions"] = np.array([codes[str(n)] for n in held["regions"]])
        return held


if __name__ == "__main__":
    from helpers import writing
    from helpers.shelf import DATA, DataError

    try:
        arrays = read(Path(sys.argv[1]))
    except (IndexError, SourceError, DataError) as problem:
        sys.exit(__doc__ if isinstance(problem, IndexError) else str(problem))
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)
    writing.write(DATA / "nafta_1993.npz", packed.getvalue())
    print(f"{len(arrays['regions'])} regions, {len(arrays['industries'])} industries in {DATA / 'nafta_1993.npz'}")
    print("Now take it into the catalogue: python -m helpers.build --keep")
