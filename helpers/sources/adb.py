"""Indicators that K. S. Reyes computed from the Asian Development Bank's multiregional tables, and emissions beside them.

The files hold 35 industries in WIOD's order and economies by number; here they are added up to the teaching industries.
Every reader raises SourceError for a file that is missing or damaged: panels must be complete, and what a file says twice
(parts and wholes, the same exports in two files) must agree. With ``edition`` (the default) each must be the file data/ is
made from.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import classification
from helpers.sources import SourceError, wiod2013
from helpers.sources.reading import complete, once, reading, within

ECONOMIES = (
    "AUS AUT BEL BGR BRA CAN CHE CHN CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IDN IND IRL ITA JPN KOR LTU LUX LVA MEX MLT NLD NOR POL "
    "PRT ROU RUS SVK SVN SWE TUR TWN USA BGD MYS PHL THA VNM KAZ MNG LKA PAK FJI LAO BRN BTN KGZ KHM MDV NPL SGP HKG ARG COL ECU ARM GEO EGY "
    "KWT SAU ARE NZL ROW"
).split()  # in the order of their numbers, from 1
FIRST_62 = [*ECONOMIES[:62], "ROW"]  # of the older set; its rest of the world holds the ten that came later
INDUSTRIES = len(wiod2013.INDUSTRIES)
NODE = ["t", "s", "i"]  # year, economy, industry
LARGEST = 1e9  # million USD: nothing in a year is larger
GASES = {"CO2": "co2", "CH4": "ch4", "N2O": "n2o", "GWP_100_AR5_F-gases": "f_gases"}
PAIRS = 16  # of gas and source


def _same(left: pd.Series, right: pd.Series, what: str, *paths: Path, near: float = 1e-6) -> None:
    """Two ways to one number must agree, up to the rounding of the file; the first label that does not is named."""
    left, right = left.align(right)
    off = ~np.isclose(left, right, rtol=near, atol=1e-3)
    if off.any():
        place = left.index[off.argmax()]
        said = " ".join(str(v) for v in (place if isinstance(place, tuple) else (place,)))
        names = " and ".join(p.name for p in paths)
        raise SourceError(f"{names} cannot be used: {what} of {said} ({', '.join(left.index.names)}) does not agree.")


def _nodes(path: Path, economies: list[str], limits: dict[str, tuple[float, float]], edition: bool, gaps: bool = False) -> pd.DataFrame:  # fmt: skip
    """One file's rows by year, economy and industry, and its totals by economy where it has them (``agg`` 0)."""
    with reading(path, edition) as path:
        held = pd.read_parquet(path)
        within(held, {"t": (1990, 2030), "s": (1, len(economies)), "i": (0, INDUSTRIES)}, path)
        within(held, limits, path, gaps)
        if "agg" in limits:
            held = held[held["agg"].isin([0, INDUSTRIES])]
        keys = [*NODE, *(["agg"] if "agg" in limits else [])]
        held = held[list(dict.fromkeys([*keys, *limits]))].astype(dict.fromkeys(keys, int))
        once(held, NODE, path)
        nodes = held[held["i"] > 0]
        complete(nodes, NODE, path)
        if len(nodes) != nodes["t"].nunique() * len(economies) * INDUSTRIES:
            raise SourceError(f"{path.name} holds {len(nodes)} rows for {nodes['t'].nunique()} years; {len(economies)} economies × {INDUSTRIES} industries were expected.")  # fmt: skip
        return held.set_index(NODE).sort_index()


def _sales(path: Path, economies: list[str], edition: bool) -> pd.DataFrame:
    """Output, value added, final sales and exports of one set, million USD.

    The file's e, ez and ey are what is sold at home, though its compiler calls them exports: x less e gives the exports
    of the other files, to the last digit.
    """
    money = (-LARGEST, LARGEST)
    held = _nodes(path, economies, {"x": (0, LARGEST), **dict.fromkeys(("zuse", "va", "zsales", "y", "e", "ez", "ey"), money)}, edition)  # fmt: skip
    _same(held["x"], held["zuse"] + held["va"], "output by costs", path)
    _same(held["x"], held["zsales"] + held["y"], "output by sales", path)
    _same(held["e"], held["ez"] + held["ey"], "what is sold at home", path)
    return pd.DataFrame(
        {
            "output": held["x"],
            "value_added": held["va"],
            "final_use": held["y"],
            "exports_intermediate": held["zsales"] - held["ez"],
            "exports_final": held["y"] - held["ey"],
        }
    )


def _totals(held: pd.DataFrame, columns: Iterable[str], path: Path) -> pd.DataFrame:
    """Rows of industries, once they have been found to add up to their economy's total."""
    total, rows = (held[held["agg"] == k].drop(columns="agg") for k in (0, INDUSTRIES))
    total = total.droplevel("i")
    for c in columns:
        _same(rows[c].groupby(["t", "s"]).sum(), total[c], c, path)
    return rows


def _teaching(rows: pd.DataFrame, economies: list[str]) -> pd.DataFrame:
    """Additive figures by year, region and teaching industry."""
    concordance = [classification.concordance("wiod2013")[code] for code in wiod2013.INDUSTRIES]
    t, s, i = (rows.index.get_level_values(k) for k in NODE)
    keys = {"year": t, "region": np.array(economies)[s - 1], "industry": np.array(concordance)[i - 1]}
    return rows.reset_index(drop=True).groupby([pd.Series(v, name=k) for k, v in keys.items()], sort=False).sum()


def industries(folder: Path, edition: bool = True) -> pd.DataFrame:
    """By year, region and teaching industry, million USD: output, value added, final sales, exports of inputs and of final
    products; from 2017 also value added in foreign final demand, participation and lengths.

    Two sets: 62 economies in all years, 72 from 2017; figures of the 62 must be the same in both, and the larger set is
    taken where there is one. vax: own value added absorbed abroad, by industry of origin. gvc_backward and gvc_forward:
    Borin and Mancini's parts of gross exports by exporting industry. length_forward: steps from value added to final
    users, weighted by value added; length_backward: steps behind final products, weighted by them (Wang and others 2017).
    """
    old, new, rca, gvcp, lengths = (
        folder / f"{name}.parquet" for name in ("summary62", "summary", "rca", "gvcp", "lengths")
    )
    long, wide = _sales(old, FIRST_62, edition), _sales(new, ECONOMIES, edition)
    both = wide.index[wide.index.get_level_values("s") < len(FIRST_62)]
    if not both.isin(long.index).all():
        raise SourceError(f"{old.name} lacks years that {new.name} has.")
    for c in wide:
        _same(long.loc[both, c], wide.loc[both, c], c, old, new)

    money = (-LARGEST, LARGEST)
    traded = _nodes(rca, ECONOMIES, {"agg": (0, INDUSTRIES), **dict.fromkeys(("exports_si", "exports_s", "vaxos_si", "vaxos_s"), money)}, edition)  # fmt: skip
    for part, total in (("exports_si", "exports_s"), ("vaxos_si", "vaxos_s")):
        _same(traded.groupby(["t", "s"])[part].transform("sum"), traded[total], part, rca)
    exports = wide["exports_intermediate"] + wide["exports_final"]
    _same(exports, traded["exports_si"], "exports", new, rca)

    chains = _nodes(gvcp, ECONOMIES, {"agg": (0, INDUSTRIES), **dict.fromkeys(("Exports", "GVC_trade_f", "GVC_trade_b", "GVC_trade"), money)}, edition)  # fmt: skip
    _same(chains["GVC_trade"], chains["GVC_trade_f"] + chains["GVC_trade_b"], "participation", gvcp)
    chains = _totals(chains, ("Exports", "GVC_trade_f", "GVC_trade_b"), gvcp)
    _same(exports, chains["Exports"], "exports", new, gvcp)

    steps = _nodes(
        lengths, ECONOMIES, {"agg": (0, INDUSTRIES), "PLv": (0.999, 100), "PLy": (0.999, 100)}, edition, gaps=True
    )
    steps = steps.join(wide[["value_added", "final_use", "output"]])
    made = (steps["output"] > 0) | (steps["agg"] == 0)
    if steps.loc[made, ["PLv", "PLy"]].isna().any(axis=None):
        raise SourceError(f"{lengths.name} is damaged or does not belong to {new.name}: an industry with output has no length.")  # fmt: skip
    for column, weight in (("PLv", "value_added"), ("PLy", "final_use")):
        rows, total = steps[steps["agg"] > 0], steps.loc[steps["agg"] == 0, column].droplevel("i")
        summed = (rows[column] * rows[weight]).groupby(["t", "s"]).sum() / rows[weight].groupby(["t", "s"]).sum()
        _same(summed, total, column, lengths, new, near=1e-4)

    later = wide.assign(
        vax=traded["vaxos_si"], gvc_backward=chains["GVC_trade_b"], gvc_forward=chains["GVC_trade_f"],
    )  # fmt: skip
    rows = steps[steps["agg"] > 0]
    for kind, column, weight in (("forward", "PLv", "value_added"), ("backward", "PLy", "final_use")):
        later[f"w_{kind}"] = rows[weight].clip(lower=0).where(rows[column].notna(), 0)
        later[f"length_{kind}"] = later[f"w_{kind}"] * rows[column].fillna(0)
    later = _teaching(later, ECONOMIES)
    for kind in ("forward", "backward"):
        weight = later.pop(f"w_{kind}")
        later[f"length_{kind}"] = later[f"length_{kind}"] / weight.where(weight > 0)
    before = long[~long.index.get_level_values("t").isin(wide.index.unique("t"))]
    out = pd.concat([_teaching(before, FIRST_62), later]).reset_index()
    return out.round(4).sort_values(["year", "region"], kind="stable", ignore_index=True)


def origins(path: Path, edition: bool = True) -> pd.DataFrame:
    """Foreign value added in each economy's gross exports by economy of origin, million USD: year, origin, exporter, value."""
    with reading(path, edition) as path:
        held = pd.read_parquet(path)
        held["t"] = pd.to_numeric(held["t"], errors="coerce")
        n = len(ECONOMIES)
        within(
            held, {"t": (1990, 2030), "u": (1, n), "s": (1, n), "fva": (0, LARGEST), "fva_origin": (0, LARGEST)}, path
        )
        held = held.astype({"t": int, "u": int, "s": int})
        own = pd.MultiIndex.from_product([held["t"].unique(), range(1, n + 1)]).to_frame(index=False, name=["t", "u"])
        complete(pd.concat([held[["t", "u", "s"]], own.assign(s=own["u"])]), ["t", "u", "s"], path)
        if len(held) != held["t"].nunique() * n * (n - 1):
            raise SourceError(f"{path.name} holds {len(held)} rows for {held['t'].nunique()} years; {n} × {n - 1} economies were expected.")  # fmt: skip
        held = held.set_index(["t", "u", "s"]).sort_index()
        _same(held.groupby(["t", "s"])["fva_origin"].transform("sum"), held["fva"], "foreign value added", path)
        out = held["fva_origin"].rename("value").rename_axis(["year", "origin", "exporter"]).reset_index()
        names = dict(enumerate(ECONOMIES, 1))
        out[["origin", "exporter"]] = out[["origin", "exporter"]].apply(lambda numbers: numbers.map(names))
        return out.sort_values(["year", "origin", "exporter"], ignore_index=True)


def emissions(path: Path, edition: bool = True) -> pd.DataFrame:
    """Greenhouse gases by year, region and teaching industry, thousand tonnes of CO2-equivalent; households are not in.

    The published file carries wrong labels. Its compiler laid out a matrix of (economy, industry) × (gas, source) column
    by column and labelled it row by row; here the figures of a year are put back in the order they had, and added up over
    sources. Coarser levels of the file were made from the wrong labels: they only serve to check its figures.
    """
    with reading(path, edition) as path:
        held = pd.read_parquet(path)
        n = len(ECONOMIES)
        within(held, {"t": (1990, 2030), "s": (1, n), "i": (0, INDUSTRIES), "agg": (0, INDUSTRIES), "emissions": (-10, 1e8)}, path)  # fmt: skip
        held = held.astype({"t": int, "s": int, "i": int, "emissions": float})
        held = held[held["agg"].isin([0, INDUSTRIES])].sort_values(["t", "gas", "sector", "s", "i"])
        total, rows = held[held["agg"] == 0], held[held["agg"] == INDUSTRIES]
        complete(rows.assign(pair=rows["gas"] + " " + rows["sector"]), ["t", "pair", "s", "i"], path)
        pairs = rows[["gas", "sector"]].drop_duplicates()
        if set(pairs["gas"]) != set(GASES) or len(rows) != rows["t"].nunique() * PAIRS * n * INDUSTRIES:
            raise SourceError(f"{path.name} holds {len(rows)} rows of {', '.join(pairs['gas'].unique())}; {PAIRS} pairs of gas and source × {n} economies × {INDUSTRIES} industries were expected.")  # fmt: skip
        by = ["t", "gas", "sector", "s"]
        _same(rows.groupby(by)["emissions"].sum(), total.set_index(by)["emissions"], "emissions", path, near=1e-4)

        index = pd.MultiIndex.from_product([sorted(rows["t"].unique()), range(1, n + 1), range(1, INDUSTRIES + 1)], names=NODE)  # fmt: skip
        restored = pd.DataFrame(rows["emissions"].to_numpy().reshape(len(index), PAIRS), index, pairs["gas"].to_list())
        restored = restored.T.groupby(level=0).sum().T[list(GASES)].rename(columns=GASES)
        out = _teaching(restored, ECONOMIES).reset_index()
        return out.round(3).sort_values(["year", "region"], kind="stable", ignore_index=True)
