"""What agreements do to trade, estimated in many reasonable ways: one table of specifications (3.1, 4.1).

Four panels with agreements of four origins; abroad only or with sales at home, with and without effects of crossing a
border by year, at once or with lags and a lead, and by depth. The build estimates them all (a minute) and ships the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from helpers import classification, datasets, gravity
from helpers.tables import agreements

Load = Callable[[str], pd.DataFrame]
ENDS = {"exporter": "origin", "importer": "destination"}
LAGS = ("agreement", "agreement_lag4", "agreement_lag8")
GUIDE_LAGS = (*LAGS, "agreement_lag12")
AT_ONCE, ALL_IN, LEAD = "agreement", "agreement, eight years on", "four years before an agreement"
GUIDE_ALL_IN = "agreement, twelve years on"
BARE, PROVISION = "agreement without a provision", "one provision more"


def specifications() -> pd.DataFrame:
    """Every estimate of what goes with an agreement, % of trade of the same pair, one row an effect; made by the build.

    data, agreements (who dates them), flow; home: with sales at home; borders: with effects of crossing a border by year;
    controls: what else is held; sample: which rows; effect: at once, all lags together, the lead (trade before the
    agreement: far from zero speaks against cause), or by depth; estimate, low, high (%, 95 %), coefficient, error;
    observations, economies, first and last year, years (how many). Rows of the Guide use one effect for both directions
    of a pair, as it does.
    """
    return datasets.load("gravity_specifications")


def wiod2013(load: Load = datasets.load) -> pd.DataFrame:
    """WIOD's 40 economies 1995-2011 with sales at home: value_added and gross_exports, million USD, and what may go with them.

    At home: own value added in own final demand; output less exports. Agreements by DESTA with lags of 4 and 8 years and a
    lead of 4; affinity, log_distance and common_language as in `agreements.gravity_panel`, none at home. Negative flows are
    set to 0 and counted in ``attrs["negative"]``.
    """
    trade = load("wiod_flows").query("origin != 'ROW' and destination != 'ROW'").reset_index(drop=True)
    made = load("wiod_regions").set_index(["region", "year"])
    home = trade["origin"] == trade["destination"]
    kept = (made["output"] - made["exports"]).reindex(pd.MultiIndex.from_frame(trade.loc[home, ["origin", "year"]]))
    trade.loc[home, "gross_exports"] = kept.to_numpy()
    negative = int((trade[list(gravity.FLOWS)] < 0).sum().sum())
    trade[list(gravity.FLOWS)] = trade[list(gravity.FLOWS)].clip(lower=0)
    out = gravity.timed(trade, agreements.in_force(load), lags=(4, 8), leads=(4,))
    out = agreements.with_affinity_and_distance(out, load)
    out.attrs["negative"] = negative
    return out


def wiod2016(load: Load = datasets.load) -> pd.DataFrame:
    """WIOD's 43 economies in 2000, 2005, 2010, 2014 with sales at home (million USD); agreements by two lists.

    coded: as Baier and Bergstrand date them; agreement, its lags and lead: DESTA.
    """
    sales = load("wiod2016_sales").query("exporter != 'ROW' and importer != 'ROW'").rename(columns=ENDS)
    sales = sales.rename(columns={"agreement": "coded"})
    return gravity.timed(sales, agreements.in_force(load), lags=(4, 8), leads=(4,))


def manufactures(load: Load = datasets.load) -> pd.DataFrame:
    """The Advanced Guide's 69 economies every four years 1986-2006: manufactures sold at home and abroad, million USD."""
    return load("manufactures").rename(columns=ENDS)


def comtrade(load: Load = datasets.load) -> pd.DataFrame:
    """Exports of goods every four years 1964-2016, million USD, with agreements and their depth (of 16 provisions)."""
    return load("agreement_depth").rename(columns=ENDS)


def _ways(load: Load) -> Iterator[tuple]:
    """(labels, panel, flow, terms, options, effects: words → terms added up), one an estimate."""
    held = "affinity in votes; distance and language by year"
    panel, both = wiod2013(load), {"home": True, "borders": True}
    for flow, words in (("value_added", "value added"), ("gross_exports", "gross")):
        labels = {"data": "WIOD 2013 release", "agreements": "DESTA", "flow": words}
        yield labels | {"controls": held}, panel, flow, ("agreement", "affinity"), {"by_year": ("log_distance", "common_language")}, {AT_ONCE: "agreement"}  # fmt: skip
        yield labels, panel, flow, LAGS[:1], {}, {AT_ONCE: "agreement"}
        yield labels | {"home": True}, panel, flow, LAGS[:1], {}, {AT_ONCE: "agreement"}
        yield labels | both, panel, flow, LAGS[:1], {}, {AT_ONCE: "agreement"}
        yield labels | both, panel, flow, LAGS, {}, {ALL_IN: LAGS}
        yield labels | both, panel, flow, ("agreement", "agreement_lead4"), {}, {LEAD: "agreement_lead4"}
        for sample, part in _parts(panel).items():
            yield labels | both | {"sample": sample}, part, flow, LAGS[:1], {}, {AT_ONCE: "agreement"}
    panel = wiod2016(load)
    for term, who in (("coded", "Baier and Bergstrand"), ("agreement", "DESTA")):
        labels = {"data": "WIOD 2016 release", "agreements": who, "flow": "gross"}
        for more in ({}, {"home": True}, both):
            yield labels | more, panel, "sales", (term,), {}, {AT_ONCE: term}
    yield labels | both, panel, "sales", LAGS, {}, {ALL_IN: LAGS}
    yield labels | both, panel, "sales", ("agreement", "agreement_lead4"), {}, {LEAD: "agreement_lead4"}
    panel, ways = manufactures(load), {"both_ways": True}
    labels = {"data": "Advanced Guide", "agreements": "Advanced Guide", "flow": "manufactures"}
    for more in ({}, {"home": True}, both):
        yield labels | more, panel, "sales", LAGS[:1], ways, {AT_ONCE: "agreement"}
    for more in ({"home": True}, both):
        yield labels | more, panel, "sales", GUIDE_LAGS, ways, {GUIDE_ALL_IN: GUIDE_LAGS}
        yield labels | more, panel, "sales", ("agreement", "agreement_lead4"), ways, {LEAD: "agreement_lead4"}
    labels = {"data": "Comtrade", "agreements": "World Bank", "flow": "goods"}
    panel = comtrade(load)
    for sample, part in (("all", panel), ("from 1996", panel[panel["year"] >= 1996])):
        told = labels | {"sample": sample}
        yield told, part, "exports", LAGS[:1], {}, {AT_ONCE: "agreement"}
        yield told, part, "exports", ("agreement", "depth"), {}, {BARE: "agreement", PROVISION: "depth"}


def _parts(panel: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What is left of WIOD's panel where its largest or most particular part is left out, or a year in five is looked at."""
    return {
        "2000, 2005, 2010": panel[panel["year"].isin([2000, 2005, 2010])],
        "without China": without(panel, "CHN"),
        "without trade inside the EU27": without_union(panel),
    }


def without(panel: pd.DataFrame, code: str) -> pd.DataFrame:
    """A panel without the rows of one economy, at either end."""
    return panel[(panel["origin"] != code) & (panel["destination"] != code)]


def without_union(panel: pd.DataFrame) -> pd.DataFrame:
    """A panel without trade between members of the EU27 (of 2007-2013); their sales at home stay."""
    inside = panel["origin"].isin(classification.EU27) & panel["destination"].isin(classification.EU27)
    return panel[~(inside & (panel["origin"] != panel["destination"]))]


def estimated(load: Load) -> pd.DataFrame:
    """The table of `specifications`, estimated now (a minute); ``load`` hands out data sets by name: `datasets.load`."""
    rows = []
    for labels, panel, flow, terms, options, effects in _ways(load):
        about = dict.fromkeys(("data", "agreements", "flow")) | {"home": False, "borders": False}
        about |= {"controls": "none", "sample": "all"} | labels
        rows += _estimates(about, panel, flow, terms, options, effects)
    return pd.DataFrame(rows)


def _estimates(about: dict, panel, flow, terms, options, effects) -> list[dict]:
    """Rows of one estimate."""
    used = panel if about["home"] else panel[panel["origin"] != panel["destination"]]
    found = gravity.estimate(used, flow, terms, **{"by_year": (), "borders": about["borders"]} | options)
    years = used["year"].unique()
    counted = {"observations": found.observations, "economies": found.economies}
    counted |= {"first": int(np.min(years)), "last": int(np.max(years)), "years": len(years)}
    out = []
    for words, term in effects.items():
        percent, effect = found.percent(term), found.effect(term)
        numbers = percent.to_dict() | {"coefficient": effect["estimate"], "error": effect["error"]}
        out.append(about | {"effect": words} | numbers | counted)
    return out


# Years from the first year of an agreement, by their first and last; what is left out, the four years before, is compared with.
PERIODS = {
    "9 years before, or more": (-9999, -9),
    "5 to 8 years before": (-8, -5),
    "first 4 years": (0, 3),
    "4 to 7 years on": (4, 7),
    "8 years on, or more": (8, 9999),
}


def around() -> pd.DataFrame:
    """Trade of a pair around the first year of its agreement, % beside the four years before it, in 16 ways; made by the build.

    One row a way and period of `PERIODS`: data, flow, home (with sales at home and effects of crossing a border by year),
    sample, period, estimate, low, high (%, 95 %), observations, economies. First years by DESTA. Periods before the
    agreement far from zero would speak against cause; what comes after is beside pairs without an agreement and, where
    home is true, beside sales at home. Source of the way: event studies, as Baier and Bergstrand (2007) use lags and leads.
    """
    return datasets.load("agreement_timing")


def around_estimated(load: Load) -> pd.DataFrame:
    """The table of `around`, estimated now (a minute and a half); ``load`` hands out data sets by name: `datasets.load`."""
    since = agreements.in_force(load)
    panels = [("WIOD 2013 release", flow, words, sample, part)
              for sample, part in ({"all": wiod2013(load)} | _parts(wiod2013(load))).items() if not sample.startswith("2000")
              for flow, words in (("value_added", "value added"), ("gross_exports", "gross"))]  # fmt: skip
    panels += [("WIOD 2016 release", "sales", "gross", "all", wiod2016(load))]
    panels += [("Advanced Guide", "sales", "manufactures", "all", manufactures(load))]
    rows = []
    for data, flow, words, sample, part in panels:
        timed = by_period(part, since)
        for home in (True, False):
            used = timed if home else timed[timed["origin"] != timed["destination"]]
            found = gravity.estimate(used, flow, tuple(PERIODS), by_year=(), borders=home)
            about = {"data": data, "flow": words, "home": home, "sample": sample}
            counted = {"observations": found.observations, "economies": found.economies}
            known = [p for p in PERIODS if p in found.table.index]
            rows += [about | {"period": p} | found.percent(p).to_dict() | counted for p in known]
    return pd.DataFrame(rows)


def by_period(panel: pd.DataFrame, since: pd.Series) -> pd.DataFrame:
    """The panel with a column for each of `PERIODS`, 1 in its years; ``since``: first year by (origin, destination)."""
    first = since.reindex(pd.MultiIndex.from_frame(panel[["origin", "destination"]])).to_numpy(dtype=float)
    years = panel["year"].to_numpy() - first
    abroad = (panel["origin"] != panel["destination"]).to_numpy()
    inside = {p: (years >= low) & (years <= high) & abroad for p, (low, high) in PERIODS.items()}
    return panel.assign(**{p: held.astype(float) for p, held in inside.items()})
