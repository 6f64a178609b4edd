"""What a brief on one economy rests on: its place in the chains of 2022 among all economies of the table (lesson 5.1)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets, participation, value_added
from helpers.classification import WIOD, industries
from helpers.datasets import kept

YEAR, LAST = 2022, 2011
MEASURES = {  # column → what it is, unit, digits
    "sold": ("value added that others use", "billion USD", 1),
    "weight": ("share of the world's value-added exports", "%", 2),
    "earned_abroad": ("value added used abroad, of all it earns", "%", 1),
    "foreign": ("foreign value added in its exports (backward participation)", "%", 1),
    "passed_on": ("its value added inside others' exports, of its exports (forward participation)", "%", 1),
    "ratio": ("value-added exports over gross exports", "%", 1),
    "balance": ("value added sold abroad less bought abroad, of all it earns", "%", 1),
    "buyers": ("economies that use its exported value added, effective number", "", 1),
    "largest_buyer": ("part of its exported value added that the largest buyer uses", "%", 1),
    "industries": ("industries that earn its value-added exports, effective number", "", 1),
}


class BriefError(ValueError):
    """An economy that the tables do not hold, or a brief that cannot be made; one sentence says why."""


def codes() -> list[str]:
    """The economies a brief can be about: all of the table of 2022 but the rest of the world."""
    return [r for r in datasets.mrio(YEAR).regions if r != "ROW"]


@kept
def measures() -> pd.DataFrame:
    """The ten measures of a brief (columns, see `MEASURES`), one row an economy; ICIO 2022, the rest of the world counts in totals."""
    m = datasets.mrio(YEAR)
    all_flows = value_added.value_added_trade(m)
    flows = all_flows.where(~np.eye(len(all_flows), dtype=bool), 0.0)
    sold, bought, earned = flows.sum(axis=1), flows.sum(), all_flows.sum(axis=1)
    parts = flows.div(sold, axis=0)
    by_industry = value_added.vax_by_industry(m).unstack("industry")
    mix = by_industry.div(by_industry.sum(axis=1), axis=0)
    place = participation.participation(m)
    table = pd.DataFrame({
        "sold": sold / 1e3, "weight": sold / sold.sum() * 100, "earned_abroad": sold / earned * 100, "foreign": place["backward"] * 100,
        "passed_on": place["forward"] * 100, "ratio": sold / value_added.gross_exports(m) * 100, "balance": (sold - bought) / earned * 100,
        "buyers": 1 / (parts**2).sum(axis=1), "largest_buyer": parts.max(axis=1) * 100, "industries": 1 / (mix**2).sum(axis=1),
    })  # fmt: skip
    return table.loc[codes()].rename_axis("region")


def _known(code: str) -> str:
    if not isinstance(code, str) or code not in codes():
        raise BriefError(f"{code!r} is no economy of the table of {YEAR}; give a code such as 'KOR' (briefs.codes() lists all {len(codes())}).")  # fmt: skip
    return code


def profile(code: str) -> pd.DataFrame:
    """One economy's measures: value, middle of all economies, place (1 the highest) and of how many; rows as `MEASURES`."""
    table = measures()
    places = table.rank(ascending=False, method="min").loc[_known(code)]
    out = pd.DataFrame({"value": table.loc[code], "middle": table.median(), "place": places.astype(int)}).loc[list(MEASURES)]  # fmt: skip
    return out.assign(of=len(table))


@kept
def partners(code: str, most: int = 8) -> pd.DataFrame:
    """The largest partners: per cent of the value added sold abroad that each uses, and of that bought abroad each earns.

    Columns sold_to, bought_from; the largest of both together first. The rest of the world counts as one partner.
    """
    flows = value_added.value_added_trade(datasets.mrio(YEAR))
    out = pd.DataFrame({"sold_to": flows.loc[_known(code)], "bought_from": flows[code]}).drop(index=code)
    out = out / out.sum() * 100
    return out.loc[out.sum(axis=1).nlargest(most).index].rename_axis(None)


@kept
def earners(code: str, most: int = 8) -> pd.Series:
    """The industries that earn most of an economy's value-added exports, by their short names, per cent."""
    earned = value_added.vax_by_industry(datasets.mrio(YEAR)).xs(_known(code), level="region")
    found = (earned / earned.sum() * 100).nlargest(most).rename_axis(None)
    return found.set_axis(list(industries()["short"][found.index]))


@cache
def _before(year: int) -> pd.Series:
    return participation.backward(datasets.mrio(year)) * 100


def over_time(code: str, years=(1995, 1999, 2003, 2007, LAST)) -> pd.Series:
    """Foreign value added in exports by year, per cent, in the tables of 1995-2011; empty where these do not hold the economy."""
    if _known(code) not in WIOD:
        return pd.Series(dtype=float)
    return pd.Series({y: float(_before(y)[code]) for y in years})
