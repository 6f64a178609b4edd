"""Readers on how economies develop: structure and productivity by sector (Groningen), finance from China, size and income.

What the Groningen centre publishes comes without a licence: these readers return shares, indices and ratios of their own,
never its figures. Every reader raises SourceError for a file that is missing or damaged; with ``edition`` (the default)
the file must be the one data/ is made from.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from helpers import classification
from helpers.sources import SourceError
from helpers.sources.panels import INCOME, country_codes
from helpers.sources.reading import CODE, GAP, YEAR, Number, complete, labelled, once, reading, table, within

# ETD's column, the Productivity Level Database's code, and the sector here
SECTORS = [
    ("Agriculture", "agr", "agriculture"), ("Mining", "min", "mining"), ("Manufacturing", "man", "manufacturing"),
    ("Utilities", "pu", "utilities_construction"), ("Construction", "con", "utilities_construction"),
    ("Trade services", "trd", "trade_hotels"), ("Transport services", "tra", "transport"),
    ("Business services", "bus", "business_finance"), ("Financial services", "fin", "business_finance"),
    ("Real estate", "dwe", "real_estate"), ("Government services", "pub", "public_other"),
    ("Other services", "oth", "public_other"),
]  # fmt: skip
ORDER = [*dict.fromkeys(ours for *_, ours in SECTORS), "total"]
NO_VALUE_ADDED = "ARG"  # 1.6 times the World Bank's GDP, manufacturing's share twice its: another base than everybody's
FIRST = 1990
MEASURES = {"VA": "value_added", "VA_Q15": "value_added_2015", "EMP": "employment"}


def structure(path: Path, edition: bool = True) -> pd.DataFrame:
    """Shares of nine sectors in value added and employment, and what a worker makes, 51 economies, 1990-2018 (GGDC, ETD).

    value_added_pct (current prices), value_added_2015_pct (prices of 2015), employment_pct: % of the economy;
    productivity: value added at prices of 2015 per person engaged, 1990 = 100 (real estate's, mostly imputed rent, is
    left out of its own row). Argentina's value added is left out, its employment is not.
    """
    columns = [theirs for theirs, *_ in SECTORS]
    with reading(path, edition) as path:
        form = dict.fromkeys(columns, Number(-1e9, 1e11)) | {"Real estate": Number(0, 1e11, gaps=(*GAP, " -   "))}
        held = table(path, {"cnt": CODE, "var": "|".join(MEASURES), "year": YEAR, **form, "Total": Number(1, 1e11)})
        complete(held, ["cnt", "var", "year"], path)
        held[columns] = held[columns].apply(pd.to_numeric, errors="coerce").fillna(0)
        if not np.isclose(held[columns].sum(axis=1), held["Total"], rtol=0.1).all():
            raise SourceError(f"{path.name} is damaged: the sectors of a row do not add up to its total.")
        ours = {theirs: sector for theirs, _, sector in SECTORS}
        levels = held.set_index(["cnt", "year", "var"])[columns].T.groupby(ours).sum().T
        levels["total"] = levels.sum(axis=1)
        wide = levels.stack().unstack("var").rename_axis(["region", "year", "sector"]).rename(columns=MEASURES)
        out = (wide / _base(wide, sector="total") * 100).add_suffix("_pct")
        made = (wide["value_added_2015"] / wide["employment"]).where(wide["employment"] > 0)
        out["productivity"] = made / _base(made, year=FIRST) * 100
        region, sector = (out.index.get_level_values(k) for k in ("region", "sector"))
        out["productivity"] = out["productivity"].mask(sector == "real_estate")
        out = out[["value_added_pct", "value_added_2015_pct", "employment_pct", "productivity"]]
        out.loc[region == NO_VALUE_ADDED, out.columns.drop("employment_pct")] = np.nan
        return _tidy(out.rename_axis(columns=None))


def productivity_levels(path: Path, edition: bool = True) -> pd.DataFrame:
    """Productivity and prices of nine sectors against the United States (= 100): 83 economies, 2005, 2011, 2017 (GGDC, PLD).

    productivity: value added per person engaged at the sector's own purchasing power parity; price_level: that parity over
    the exchange rate. Sectors here add up value added at the parities of theirs. Real estate has no productivity here
    (mostly imputed rent); Argentina is left out.
    """
    with reading(path, edition) as path:
        held = pd.read_excel(path, sheet_name="Data")
        form = {"year": (2000, 2030), "VA": (1e-6, 1e12), "EMP": (0, 1e7), "PPP_va": (1e-6, 1e6), "xr": (1e-6, 1e6)}
        within(held, form, path)
        labelled(held, ["countrycode"], CODE, path)
        labelled(held, ["sector"], "|".join(code for _, code, _ in SECTORS), path)
        complete(held, ["countrycode", "year", "sector"], path)
        if "USA" not in set(held["countrycode"]):
            raise SourceError(f"{path.name} has no United States, which all others are compared with.")
        sector = held["sector"].map({code: ours for _, code, ours in SECTORS})
        parts = held.assign(sector=sector, real=held["VA"] / held["PPP_va"], usd=held["VA"] / held["xr"])
        parts = pd.concat([parts, parts.assign(sector="total")])
        sums = parts.groupby(["countrycode", "year", "sector"])[["real", "usd", "EMP"]].sum()
        sums = sums.rename_axis(["region", "year", "sector"])
        made = (sums["real"] / sums["EMP"]).mask(sums.index.get_level_values("sector") == "real_estate")
        out = pd.DataFrame({"productivity": made, "price_level": sums["usd"] / sums["real"]})
        out = out / _base(out, region="USA") * 100
        return _tidy(out[out.index.get_level_values("region") != NO_VALUE_ADDED])


def _base(table, **level):
    """What each row is compared with: the row that has this label on one level, and its own on the others."""
    ((name, label),) = level.items()
    return table.xs(label, level=name).reindex(table.index.droplevel(name)).set_axis(table.index)


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Year first, sectors in their order."""
    out = frame.reset_index()
    out = out.assign(place=out["sector"].map(ORDER.index)).sort_values(["year", "region", "place"])
    return out[["year", "region", "sector", *frame.columns]]


def chinese_finance(path: Path, edition: bool = True) -> pd.DataFrame:
    """Development finance from China's official lenders and donors by recipient and year, million USD of 2021.

    aid: grants and loans as soft as official development assistance; other: harder official loans; vague: official, of
    unknown terms. Amounts are the adjusted ones, which count money that refinances earlier loans once.
    """
    kinds = {"oda": "aid", "oof": "other", "vof": "vague"}
    amounts = {f"{k}_{how}": Number(0, 1e12) for k in kinds for how in ("amt", "adj")}
    with reading(path, edition) as path:
        held = table(path, {"gwcode": Number(1, 999, whole=True), "year": YEAR, **amounts})
        once(held, ["gwcode", "year"], path)
        for k in kinds:
            if (held[f"{k}_adj"] > held[f"{k}_amt"] * 1.0001 + 1).any():
                raise SourceError(f"{path.name} is damaged: more of {k} is left after adjustment than there was.")
        codes = country_codes("GWcode")
        odd = held.loc[~held["gwcode"].isin(codes), "gwcode"]
        if len(odd):
            raise SourceError(f"{path.name} is damaged: {odd.iloc[0]} is the number of no country known here.")
        out = pd.DataFrame({"region": held["gwcode"].map(codes), "year": held["year"]})
        return out.assign(**{ours: held[f"{k}_adj"] / 1e6 for k, ours in kinds.items()}).sort_values(["region", "year"])


def economies(path: Path, edition: bool = True, years: tuple[int, ...] = (2009, 2023)) -> pd.DataFrame:
    """Name, income group, GDP (current USD) and population of 217 economies in the years of `trade2009` and `trade2023`.

    Names are ours where an economy is in the shipped tables, else the World Bank's; income groups those of the extract
    (today's), not of the year.
    """
    money, people = Number(1e5, 1e15, gaps=GAP), Number(1e3, 1e10, gaps=GAP)
    with reading(path, edition) as path:
        form = {"country_code": CODE, "country_name": ".+", "year": YEAR, "gdp_usd": money, "population": people}
        held = table(path, {**form, "income_level": INCOME})
        complete(held, ["country_code", "year"], path)
        held = held[held["year"].isin(years)]
        known = classification.regions()["name"].to_dict()
        out = pd.DataFrame(
            {
                "region": held["country_code"],
                "name": held["country_code"].map(known.get).fillna(held["country_name"]),
                "income_group": held["income_level"],
                **{k: held[k] for k in ("year", "gdp_usd", "population")},
            }
        )
        return out.sort_values(["year", "region"])
