"""Friendly votes and trade, each before the other, and both around agreements: estimated by the build (4.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from helpers import datasets, given, gravity
from helpers.datasets import kept
from helpers.tables import agreement_effects, agreements

Load = Callable[[str], pd.DataFrame]
BEFORE, SAME, AFTER = "four years before", "the same year", "four years after"
SHIFTS = {BEFORE: -4, SAME: 0, AFTER: 4}
VOTES, TRADE = "trade on votes", "votes on trade"
ABROAD, HOME = "abroad only", "with home sales"
FIRST, LAST, WIDE = -8, 8, 2  # years about an agreement, in bins of two


def specifications() -> pd.DataFrame:
    """Every estimate of what goes with friendly votes and of what they go with, one row an effect; made by the build.

    direction: `VOTES` (% of trade of the same pair that goes with one point more of affinity) or `TRADE` (hundredths of a
    point of affinity that go with trade twice as large); data, flow; home: with sales at home and effects of crossing a
    border by year; when: the cause four years before, in the same year, four years after (far from zero speaks against
    cause); held: "alone", "both" where before and after stand in one estimate, or friendliness "with this partner" beside that
    "with everyone" (the two economies' mean affinity with all others); sample; estimate, low, high (95 %);
    observations, economies, first and last year. Trade on votes holds an agreement.
    """
    return datasets.load("friendship_specifications")


def around_agreements() -> pd.DataFrame:
    """Trade (% against the two years before) and affinity (hundredths of a point) by years since an agreement, in bins of two.

    outcome, data, home, years (first year of the bin; −8: eight or more before, 8: eight or more after), estimate, low, high.
    """
    return datasets.load("agreement_years")


@kept
def before(direction: str = VOTES) -> pd.DataFrame:
    """What goes with a cause four years earlier, under all choices (words): value, low, high (95 %), home, agrees.

    direction: `VOTES` (trade four years after friendlier votes) or `TRADE` (votes four years after more trade). agrees: the
    interval lies above zero. Raises ValueError for another direction.
    """
    table = _directed(direction).query("when == @BEFORE and held == 'alone'")
    part = table["home"].map({True: HOME, False: ABROAD}) if direction == VOTES else table["flow"]
    words = table["data"] + ", " + (table["flow"] + ", " + part if direction == VOTES else part)
    words += table["sample"].map(lambda s: "" if s == "all" else f", {s}")
    out = table[["estimate", "low", "high", "home"]].rename(columns={"estimate": "value"}).set_index(words.to_numpy())
    return out.assign(agrees=out["low"] > 0)


def general() -> pd.DataFrame:
    """Friendly with this partner or with everyone, four years before, % of trade (home sales in): value, low, high by words."""
    table = _directed(VOTES)
    table = table[table["held"].isin([PARTNER, EVERYONE])]
    words = table["data"] + ", " + table["flow"] + ": " + table["held"]
    return table[["estimate", "low", "high"]].rename(columns={"estimate": "value"}).set_index(words.to_numpy())


def which_first(data: str, flow: str, home: bool, direction: str = VOTES) -> pd.DataFrame:
    """The cause before, in the same year and after, alone and with the other held (words): value, low, high (95 %).

    data, flow, home: as in `specifications`. Raises ValueError for another direction; the table is empty where there is none.
    """
    table = _directed(direction)
    table = table[(table["data"] == data) & (table["flow"] == flow) & (table["home"] == home) & (table["sample"] == "all")]
    table = table[table["held"].isin([ALONE, TOGETHER])]
    held = {BEFORE: "after", AFTER: "before"}
    words = [w if h == ALONE else f"{w}, {held[w]} held" for w, h in zip(table["when"], table["held"], strict=True)]
    return table[["estimate", "low", "high"]].rename(columns={"estimate": "value"}).set_index(pd.Index(words))


def _directed(direction: str) -> pd.DataFrame:
    given.one_of(direction, (VOTES, TRADE), "a direction", ValueError)
    table = specifications()
    return table[table["direction"] == direction]


def with_votes(panel: pd.DataFrame, load: Load = datasets.load) -> pd.DataFrame:
    """A panel with affinity in the year, affinity_lag4 (four years before), affinity_lead4 (four years after) and general_lag4.

    Minus the distance of the two ideal points in United Nations votes; an economy agrees with itself (0). general_lag4: the
    mean affinity of each of the two with all others, added up, four years before, none at home. Missing where one of the two
    does not vote.
    """
    votes = load("un_votes").set_index(["region", "year"])["ideal_point"]
    for words, shift in {"": 0, "_lag4": -4, "_lead4": 4}.items():
        one, other = (
            votes.reindex(pd.MultiIndex.from_arrays([panel[end], panel["year"] + shift])).to_numpy()
            for end in ("origin", "destination")
        )
        panel = panel.assign(**{f"affinity{words}": -np.abs(one - other)})
    home = (panel["origin"] == panel["destination"]).to_numpy()
    mean = panel["affinity_lag4"].mask(home).groupby([panel["origin"], panel["year"]]).mean()
    each = [mean.reindex(pd.MultiIndex.from_frame(panel[[end, "year"]])).to_numpy() for end in ("origin", "destination")]
    return panel.assign(general_lag4=np.where(home, 0 * each[0], each[0] + each[1]))


def both_ways(panel: pd.DataFrame, flow: str) -> pd.DataFrame:
    """A panel abroad with trade of the pair in both directions as doublings (log2): trade, trade_lag4, trade_lead4.

    Missing where there is none, and all of a column where fewer than two years have one.
    """
    abroad = panel[panel["origin"] != panel["destination"]].reset_index(drop=True)
    one = abroad.set_index(["origin", "destination", "year"])[flow]
    back = one.reindex(pd.MultiIndex.from_frame(abroad[["destination", "origin", "year"]])).to_numpy()
    total = pd.Series(np.log2((one + back).where(lambda v: v > 0)), one.index)
    for words, shift in {"": 0, "_lag4": -4, "_lead4": 4}.items():
        at = pd.MultiIndex.from_arrays([abroad["origin"], abroad["destination"], abroad["year"] + shift])
        known = total.reindex(at)
        years = abroad["year"].to_numpy()[known.notna().to_numpy()]
        abroad[f"trade{words}"] = known.to_numpy() if len(set(years)) > 1 else np.nan
    return abroad


def panels(load: Load = datasets.load) -> dict[str, tuple[pd.DataFrame, dict[str, str]]]:
    """Four panels of trade with votes: name → (panel, column → words of its flows)."""
    return {
        "WIOD 2013": (with_votes(agreement_effects.wiod2013(load), load), {"value_added": "value added", "gross_exports": "gross"}),
        "WIOD 2016": (with_votes(agreement_effects.wiod2016(load), load), {"sales": "gross"}),
        "Advanced Guide": (with_votes(agreement_effects.manufactures(load), load), {"sales": "manufactures"}),
        "Comtrade": (with_votes(agreement_effects.comtrade(load), load), {"exports": "goods"}),
    }  # fmt: skip


def parts(panel: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What is left of a panel without its largest or most particular part."""
    out = {"all": panel}
    for code, words in (("CHN", "without China"), ("USA", "without the United States")):
        out[words] = agreement_effects.without(panel, code)
    return out | {"without trade inside the EU27": agreement_effects.without_union(panel)}


_TERM = {BEFORE: "{}_lag4", SAME: "{}", AFTER: "{}_lead4"}
ALONE, TOGETHER, PARTNER, EVERYONE = "alone", "both", "with this partner", "with everyone"


def _effects(cause: str, whens: list[str], held: str = ALONE) -> dict[tuple[str, str], str]:
    return {(when, held): _TERM[when].format(cause) for when in whens}


def _ways(load: Load) -> Iterator[tuple]:
    """(labels, panel, flow, effects: (when, held) → term), one an estimate."""
    for name, (panel, flows) in panels(load).items():
        homes = [False, True] if (panel["origin"] == panel["destination"]).any() else [False]
        for flow, words in flows.items():
            for sample, part in parts(panel).items():
                labels = {"direction": VOTES, "data": name, "flow": words, "sample": sample}
                for home in homes:
                    for when in SHIFTS if sample == "all" else [BEFORE]:
                        yield labels | {"home": home}, part, flow, _effects("affinity", [when])
                    if sample == "all":
                        yield labels | {"home": home}, part, flow, _effects("affinity", [BEFORE, AFTER], TOGETHER)
                    if sample == "all" and home:
                        terms = {(BEFORE, PARTNER): "affinity_lag4", (BEFORE, EVERYONE): "general_lag4"}
                        yield labels | {"home": home}, part, flow, terms
                labels |= {"direction": TRADE, "home": False}
                ready = both_ways(part, flow)
                known = [w for w in SHIFTS if ready[_TERM[w].format("trade")].notna().any()]
                for when in [w for w in known if sample == "all" or w == BEFORE]:
                    yield labels, ready, flow, _effects("trade", [when])
                if sample == "all" and BEFORE in known:
                    yield labels, ready, flow, _effects("trade", [BEFORE, AFTER], TOGETHER)


def estimated(load: Load) -> pd.DataFrame:
    """The table of `specifications`, estimated now (two minutes); ``load`` hands out data sets by name."""
    rows = []
    for labels, panel, flow, effects in _ways(load):
        terms = tuple(effects.values())
        if labels["direction"] == VOTES:
            used = panel if labels["home"] else panel[panel["origin"] != panel["destination"]]
            found = gravity.estimate(used, flow, (*terms, "agreement"), by_year=(), borders=labels["home"])
        else:
            used = panel.dropna(subset=[*terms, "affinity"])
            found = gravity.linear(used, "affinity", terms)
        years = used.dropna(subset=list(terms))["year"]
        about = {"observations": found.observations, "economies": found.economies}
        about |= {"first": int(years.min()), "last": int(years.max())}
        for (when, held), term in effects.items():
            told = found.percent(term) if labels["direction"] == VOTES else found.effect(term) * 100
            numbers = told[["estimate", "low", "high"]].to_dict()
            rows.append(labels | {"when": when, "held": held} | numbers | about)
    return pd.DataFrame(rows)


def binned(panel: pd.DataFrame, since: pd.Series) -> tuple[pd.DataFrame, dict[int, str]]:
    """A panel with a column for each bin of two years about an agreement but the two before it, and bin → column.

    Ends hold all years beyond. Pairs without an agreement, and sales at home, are in no bin. ``since``: first year in force
    by (origin, destination).
    """
    first = since.reindex(pd.MultiIndex.from_frame(panel[["origin", "destination"]])).to_numpy()
    away = (panel["origin"] != panel["destination"]).to_numpy()
    years = np.floor((panel["year"].to_numpy() - first) / WIDE) * WIDE
    years = np.where(away, np.clip(years, FIRST, LAST), np.nan)
    bins = {k: f"bin{k - FIRST}" for k in range(FIRST, LAST + 1, WIDE) if k != -WIDE}
    return panel.assign(**{column: (years == k).astype(float) for k, column in bins.items()}), bins


def years_estimated(load: Load) -> pd.DataFrame:
    """The table of `around_agreements`, estimated now; WIOD 2013 release, 1995-2011."""
    panel, bins = binned(with_votes(agreement_effects.wiod2013(load), load), agreements.in_force(load))
    abroad = panel[panel["origin"] != panel["destination"]]
    asked = {
        ("value added", True): lambda: gravity.estimate(panel, "value_added", tuple(bins.values()), (), borders=True),
        ("value added", False): lambda: gravity.estimate(abroad, "value_added", tuple(bins.values()), ()),
        ("affinity", False): lambda: gravity.linear(abroad, "affinity", tuple(bins.values())),
    }
    rows = []
    for (outcome, home), estimate in asked.items():
        found = estimate()
        for year, column in bins.items():
            tell = found.effect(column) * 100 if outcome == "affinity" else found.percent(column)
            about = {"outcome": outcome, "data": "WIOD 2013", "home": home, "years": year}
            rows.append(about | tell[["estimate", "low", "high"]].to_dict())
    return pd.DataFrame(rows)
