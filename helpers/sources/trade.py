"""Readers for trade between pairs of economies: goods of 2023, sales at home and abroad, agreements and their depth.

Every reader raises SourceError for a file that is missing or damaged; with ``edition`` (the default) the file must be the
one data/ is made from.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from helpers import classification
from helpers.sources import SourceError
from helpers.sources.panels import OLD_CODES, WIOD_2016
from helpers.sources.reading import CODE, Number, complete, labelled, once, reading, table, within

BELGIUM_LUXEMBOURG = "BLX"
GUIDE_YEARS = range(1986, 2007, 4)  # the years the Advanced Guide estimates from
TIMES = ("rta", "rta_lag4", "rta_lag8", "rta_lag12", "rta_lead4")


def _r_frame(path: Path, text: tuple[str, ...]) -> pd.DataFrame:
    """The one table of an .rda file, with its labels as plain text (R has them as factors or as text)."""
    import rdata

    held = next(iter(rdata.read_rda(path).values()))
    for column in text:
        if column not in held:
            raise SourceError(f"{path.name} has no column {column}; it has {', '.join(map(str, held.columns[:8]))}.")
        held[column] = held[column].astype(object)
    return held


def goods_2023(folder: Path, edition: bool = True) -> pd.DataFrame:
    """Goods trade of 2023 between 194 economies (CEPII's BACI, release of January 2025), million USD; only what is traded.

    The compilers' matrix has no labels: rows are exporters and columns importers in the order of country_labels.csv.
    """
    with reading(folder / "country_labels.csv", edition) as path:
        listed = table(path, {"iso3": CODE, "iso_code": Number(1, 999, whole=True)})
        once(listed, ["iso3"], path)
        if listed["iso_code"].tolist() != list(range(1, len(listed) + 1)):
            raise SourceError(f"{path.name} is damaged: its numbers do not run from 1 to {len(listed)}.")
    codes = listed["iso3"].tolist()
    with reading(folder / "trade_cepii.csv", edition) as path:
        columns = [f"export_ij{k + 1}" for k in range(len(codes))]
        held = table(path, dict.fromkeys(columns, Number(0, 1e9, gaps=("", "NA", "NaN"))))
        if held.columns.tolist() != columns or len(held) != len(codes):
            raise SourceError(f"{path.name} has {held.shape[0]} rows and {held.shape[1]} columns, country_labels.csv {len(codes)} economies: one of them is damaged or cut short.")  # fmt: skip
        flows = held.set_axis(pd.Index(codes, name="exporter")).set_axis(pd.Index(codes, name="importer"), axis=1)
        if (np.nan_to_num(np.diag(flows)) > 0).any():
            raise SourceError(f"{path.name} is damaged: an economy exports to itself.")
        flows = flows.stack().rename("exports").div(1e3).reset_index()
        return flows[flows["exports"] > 0]


def wiod2016_sales(path: Path, edition: bool = True) -> pd.DataFrame:
    """Sales by seller and buyer, those at home too, million USD, and whether a free-trade agreement was in force (0, 1).

    WIOD's 2016 release added up over industries and uses; agreements as Baier and Bergstrand date them, none at home.
    """
    with reading(path, edition) as path:
        held = _r_frame(path, ("exporter", "importer"))
        labelled(held, ["exporter", "importer"], "|".join(WIOD_2016), path)
        within(held, {"year": (1999, 2015), "trade": (1e-3, 1e9), "FTA": (0, 1)}, path)
        complete(held, ["exporter", "importer", "year"], path)
        if not held["FTA"].isin([0, 1]).all():
            raise SourceError(f"{path.name} is damaged: FTA is neither 0 nor 1 in a row.")
        home = held["exporter"] == held["importer"]
        out = held.assign(agreement=held["FTA"].where(~home, 0)).rename(columns={"trade": "sales"})
        out = out[["year", "exporter", "importer", "sales", "agreement"]].astype({"year": int, "agreement": int})
        return out.sort_values(["year", "exporter", "importer"])


def manufactures(path: Path, edition: bool = True) -> pd.DataFrame:
    """Manufactures sold at home and abroad by 69 economies, million USD, every four years from 1986 to 2006.

    With regional trade agreements in force then, 4, 8 and 12 years before and 4 years after, as the publisher has them.
    """
    with reading(path, edition) as path:
        held = _r_frame(path, ("exporter", "importer"))
        labelled(held, ["exporter", "importer"], CODE, path)
        within(held, {"year": (1986, 2006), "trade": (0, 1e8), **dict.fromkeys(TIMES, (0, 1))}, path)
        complete(held, ["exporter", "importer", "year"], path)
        if not held[list(TIMES)].isin([0, 1]).all(axis=None):
            raise SourceError(f"{path.name} is damaged: an agreement is neither 0 nor 1 in a row.")
        if (held.loc[held["exporter"] == held["importer"], list(TIMES)] > 0).any(axis=None):
            raise SourceError(f"{path.name} is damaged: an economy has an agreement with itself.")
        held = held.replace({"exporter": OLD_CODES, "importer": OLD_CODES})
        names = {t: t.replace("rta", "agreement") for t in TIMES}
        out = held[held["year"].isin(GUIDE_YEARS)].rename(columns={"trade": "sales", **names})
        out = out[["year", "exporter", "importer", "sales", *names.values()]]
        return out.astype({"year": int, **dict.fromkeys(names.values(), int)}).sort_values(
            ["year", "exporter", "importer"]
        )


def home_distances(path: Path, edition: bool = True) -> pd.DataFrame:
    """How far the people of each of 69 economies are from each other, km: CEPII's distance of an economy from itself."""
    with reading(path, edition) as path:
        held = _r_frame(path, ("exporter", "importer"))
        labelled(held, ["exporter", "importer"], CODE, path)
        within(held, {"dist": (0.1, 21_000)}, path)
        home = held[held["exporter"] == held["importer"]].replace({"exporter": OLD_CODES})
        if (home.groupby("exporter")["dist"].nunique() != 1).any():
            raise SourceError(f"{path.name} is damaged: an economy's distance from itself changes over the years.")
        out = home.groupby("exporter", as_index=False)["dist"].first()
        return out.set_axis(["region", "distance_km"], axis="columns")


def agreement_depth(path: Path, edition: bool = True) -> pd.DataFrame:
    """Exports, million USD, agreements and their depth between economies of the shipped tables, every four years from 1964.

    agreement: 0 or 1; depth: how many of the 16 provisions that the compilers single out it has. Rows that the compilers
    lack are lacking here too; BEL is Belgium with Luxembourg, which their source does not tell apart.
    """
    with reading(path, edition) as path:
        held = _r_frame(path, ("exp", "imp", "time"))
        provisions = [c for c in held if "_prov_" in str(c)]
        if len(provisions) != 16:
            raise SourceError(f"{path.name} has {len(provisions)} provisions where 16 were expected.")
        labelled(held, ["exp", "imp"], r"[A-Z]{2}[A-Z\d]", path)
        labelled(held, ["time"], r"(19|20)\d\d", path)
        within(held, {"export": (0, 1e13), "id": (0, 9999), **dict.fromkeys(provisions, (0, 1))}, path)
        once(held, ["exp", "imp", "time"], path)
        if (held["exp"] == held["imp"]).any():
            raise SourceError(f"{path.name} is damaged: an economy exports to itself.")
        if (held.loc[held["id"] == 0, provisions] > 0).any(axis=None):
            raise SourceError(f"{path.name} is damaged: a pair without an agreement has a provision.")
        codes = {**OLD_CODES, BELGIUM_LUXEMBOURG: "BEL"}
        out = pd.DataFrame(
            {
                "year": held["time"].astype(int),
                "exporter": held["exp"].replace(codes),
                "importer": held["imp"].replace(codes),
                "exports": held["export"] / 1e6,
                "agreement": (held["id"] > 0).astype(int),
                "depth": held[provisions].sum(axis=1).astype(int),
            }
        )
        known = set(classification.regions().index)
        out = out[out["exporter"].isin(known) & out["importer"].isin(known)]
        once(out, ["year", "exporter", "importer"], path)
        return out.sort_values(["year", "exporter", "importer"])
