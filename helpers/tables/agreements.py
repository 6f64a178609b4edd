"""Trade of pairs of economies, under agreements and without: cover, growth, and the panel gravity is asked about (1.1, 3.1)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.datasets import kept
from helpers.gravity import FLOWS, KEYS
from helpers.tables import change

TERMS = ("agreement", "affinity", "log_distance", "common_language")


def pair_trade() -> pd.DataFrame:
    """`wiod_flows` between WIOD's 40 economies, home left out; agreement: whether one is in force that year (DESTA)."""
    trade = datasets.load("wiod_flows").query("origin != destination and origin != 'ROW' and destination != 'ROW'")
    since = in_force().reindex(pd.MultiIndex.from_frame(trade[["origin", "destination"]])).fillna(9999)
    return trade.assign(agreement=trade["year"].to_numpy() >= since.to_numpy())


@kept
def treaty_cover() -> pd.DataFrame:
    """By year: pairs of WIOD's 40 economies with an agreement in force, and the share of trade between them (fractions).

    Columns: pairs (share of pairs), value_added and gross (shares of world trade among the 40). DESTA, WIOD 2013.
    """
    trade = pair_trade().rename(columns={"agreement": "covered"})
    by_year = trade.groupby("year")
    inside = trade[trade["covered"]].groupby("year")
    return pd.DataFrame(
        {
            "pairs": by_year["covered"].mean(),
            **{
                k: inside[v].sum() / by_year[v].sum()
                for k, v in (("value_added", "value_added"), ("gross", "gross_exports"))
            },
        }
    )


@kept
def in_force(load: Callable[[str], pd.DataFrame] = datasets.load) -> pd.Series:
    """First year of an agreement by (origin, destination), both directions (DESTA); ``load`` hands out data sets by name."""
    table = load("agreements")
    both = pd.concat([table, table.rename(columns={"region_a": "region_b", "region_b": "region_a"})])
    return both.groupby(["region_a", "region_b"])["in_force_since"].min().astype(float)


def new_treaties(
    first: int, last: int, broad: bool = True, flow: str = "value_added", without: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Growth of trade of three kinds of pairs between two years: always, newly and never with an agreement.

    broad: whether three preference schemes of many members count as agreements (the Global System of Trade Preferences, the
    Protocol on Trade Negotiations, Bangkok). flow: a column of `wiod_flows`. without: economies left out.
    Columns: pairs, trade in the first and last year (billion USD), growth (a factor).
    """
    trade = pair_trade()
    trade = trade[~trade["origin"].isin(without) & ~trade["destination"].isin(without)]
    wide = trade.pivot(index=["origin", "destination"], columns="year", values=flow)[[first, last]]
    since = (in_force() if broad else in_force_narrower()).reindex(wide.index).fillna(9999)
    kind = np.select([since <= first, since <= last], ["agreement from the start", "agreement came"], "no agreement")
    out = wide.groupby(kind).sum() / 1e3
    out.insert(0, "pairs", wide.groupby(kind).size())
    return out.assign(growth=out[last] / out[first])


def in_force_narrower() -> pd.Series:
    """`in_force` without the three broad preference schemes."""
    table = datasets.load("agreements")[["region_a", "region_b", "narrower_since"]].dropna()
    both = pd.concat([table, table.rename(columns={"region_a": "region_b", "region_b": "region_a"})])
    return both.groupby(["region_a", "region_b"])["narrower_since"].min().astype(float)


@kept
def treaty_specifications() -> pd.DataFrame:
    """Did trade grow faster where an agreement came than where there is none? value: growth over growth; agrees: above 1.

    Rows: with and without the broad preference schemes, value added and gross, with and without China, to 2008 and to 2011.
    """
    out = {}
    for broad, schemes in ((True, "all agreements"), (False, "no broad schemes")):
        for flow, words in (("value_added", "value added"), ("gross_exports", "gross")):
            for without, left in (((), ""), (("CHN",), ", no China")):
                for last in (2008, 2011):
                    growth = new_treaties(1995, last, broad, flow, without)["growth"]
                    out[f"{schemes}, {words}, 1995-{last}{left}"] = growth["agreement came"] / growth["no agreement"]
    return change.specifications(out, above=1)


def gravity_panel() -> pd.DataFrame:
    """Trade of WIOD's economies by origin, destination and year (1995-2011), with what may go with it; one row a triple.

    value_added and gross_exports in million USD; agreement: 1 from the year one is in force (DESTA); affinity: minus the
    distance of the two ideal points in United Nations votes (Bailey, Strezhnev and Voeten 2017), missing for Chinese
    Taipei, which does not vote; log_distance of km and common_language (CEPII). Home trade and the rest of the world are
    left out; negative value-added flows are set to 0 and counted in ``attrs["negative"]``.
    """
    table = pair_trade()[[*KEYS, *FLOWS, "agreement"]].astype({"agreement": float}).reset_index(drop=True)
    negative = int((table[list(FLOWS)] < 0).sum().sum())
    table[list(FLOWS)] = table[list(FLOWS)].clip(lower=0)
    out = with_affinity_and_distance(table)[[*KEYS, *FLOWS, *TERMS]]
    out.attrs["negative"] = negative
    return out


def with_affinity_and_distance(
    table: pd.DataFrame, load: Callable[[str], pd.DataFrame] = datasets.load
) -> pd.DataFrame:
    """A panel with affinity, log_distance, common_language and common_border of its pairs, as `gravity_panel` says."""
    votes = load("un_votes").set_index(["region", "year"])["ideal_point"]
    one, other = (
        votes.reindex(pd.MultiIndex.from_frame(table[[end, "year"]])).to_numpy() for end in ("origin", "destination")
    )
    table = table.assign(affinity=-np.abs(one - other)).merge(load("pairs"), on=["origin", "destination"], how="left")
    return table.assign(log_distance=np.log(table["distance_km"]))
