"""Explorers of chapter 1: kinds of trade, crowd and lab, ICT inside, fragmentation, smiles, regions, patents."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets, search, trends
from helpers.classification import E11, E11_IN_WIOD, concordance_labels, industries, name, names
from helpers.explorers import Choice, Slider, Toggle, explorer
from helpers.figures import chapter1, common

WIOD = "WIOD, 2013 release, teaching industries; current prices"
WIOD_FULL = "WIOD, 2013 release, full 35-industry tables; current prices"
ECONOMIES = {
    c: name(c)
    for c in (*E11_IN_WIOD, "USA", "DEU", "JPN", "FRA", "GBR", "ITA", "ESP", "POL", "HUN", "TWN", "AUS", "CAN")
}
GOODS = {i: industries()["label"][i] for i in trends.MANUFACTURING}


# -- 1.1 ---------------------------------------------------------------------------------------------------------------
KINDS = {
    "two_way": "two-way trade (Grubel-Lloyd index of goods)",
    "intermediates": "inputs in exports",
    "many_borders": "exports that cross two borders or more",
}


@cache
def _kinds() -> pd.DataFrame:
    return trends.kinds_of_trade_by_region()


@explorer(
    id="1.1a",
    title="Which trade grew?",
    question="Where did trade along the chain grow fastest? Did two-way trade grow with it?",
    controls={
        "measure": Choice(KINDS, "many_borders", label="share of trade that is"),
        "economy": Choice(ECONOMIES, "CHN", label="economy"),
        "other": Choice(ECONOMIES, "DEU", label="beside"),
    },
)
def which_trade_grew(measure: str, economy: str, other: str):
    """One kind of trade over time in two economies and the world."""
    wide = _kinds()[measure].unstack("region") * 100
    chosen = list(dict.fromkeys(["WLD", economy, other]))
    frame = wide[chosen].set_axis(["world", *names(chosen[1:])], axis="columns")
    change = frame.iloc[-1] - frame.iloc[0]
    words = f"{KINDS[measure]}, 1995 to 2011, points: " + ", ".join(f"{c} {v:+.1f}" for c, v in change.items()) + "."
    title = f"{name(economy)}: {change[name(economy)]:+.1f} points since 1995, the world {change['world']:+.1f}"
    return common.lines(frame, title, WIOD, f"{KINDS[measure]}, %"), words


# -- 1.2 ---------------------------------------------------------------------------------------------------------------
@explorer(
    id="1.2a",
    title="Crowd against lab (a model)",
    question="When does the crowd win? Which control matters most: numbers, overlap or the shape of luck?",
    controls={
        "lab": Slider(1, 50, 10, label="tries of the lab"),
        "skill": Slider(0.0, 4.0, 1.5, 0.1, label="skill of the lab, standard deviations"),
        "overlap": Slider(0, 90, 0, 10, label="overlap of the crowd's ideas, %"),
        "tail": Choice(search.TAILS, "normal", label="luck is"),
    },
)
def crowd_against_lab(lab: int, skill: float, overlap: int, tail: str):
    """Expected best of a crowd of growing size against a lab."""
    sizes = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000]
    crowd = [search.expected_best(n, overlap=overlap / 100, tail=tail) for n in sizes]
    best = search.expected_best(lab, skill, tail=tail)
    frame = pd.DataFrame({"crowd": crowd, "lab": best}, index=np.log10(sizes))
    needed = search.crowd_needed(lab, skill, overlap / 100, tail)
    title = f"MODEL: the crowd needs {needed:,} tries" if needed else "MODEL: no crowd of a million reaches this lab"
    fig = common.lines(
        frame, title, "our model of search, not observed (order statistics)", "expected best quality, standard deviations",
        xlabel="tries of the crowd (each mark about three times the last)", decimals=2, zero=False,
    )  # fmt: skip
    ax = fig.axes[0]
    ax.set_xticks(frame.index[[0, 2, 4, 6, 8, 9]], ["1", "10", "100", "1,000", "10,000", "100,000"])
    words = (
        f"A lab with {lab} tries and a skill of {skill:.1f} expects a best of {best:.2f}. "
        + (f"A crowd reaches it with {needed:,} tries" if needed else "A crowd of a million does not reach it")
        + f" when {overlap} % of its ideas overlap. Model, not data."
    )
    return fig, words


# -- 1.3 ---------------------------------------------------------------------------------------------------------------
CARRIERS = {
    "all": "all manufacturing",
    **{i: GOODS[i].lower() for i in ("electronics", "vehicles", "machinery", "textiles", "chemicals", "food")},
}


@cache
def _inside(carrier: str) -> pd.DataFrame:
    return trends.ict_inside(trends.MANUFACTURING if carrier == "all" else (carrier,))


@explorer(
    id="1.3a",
    title="What ICT is inside?",
    question="In which goods did services overtake hardware? Who caught up?",
    controls={
        "economy": Choice({"WLD": "the world", **ECONOMIES}, "CHN", label="exports of"),
        "carrier": Choice(CARRIERS, "all", label="goods"),
    },
)
def what_ict_is_inside(economy: str, carrier: str):
    """Electronics, telecom and business services value added inside an economy's exports of goods, over time."""
    frame = _inside(carrier).xs(economy, level="region").rename(columns=trends.ICT) * 100
    total = frame.sum(axis=1)
    who = "The world" if economy == "WLD" else name(economy)
    title = f"{who}, {CARRIERS[carrier]}: {total.iloc[0]:.1f} % ICT inside in 1995, {total.iloc[-1]:.1f} % in 2011"
    words = (
        f"{who}, {CARRIERS[carrier]}, change 1995-2011 in points: "
        + ", ".join(f"{c} {frame[c].iloc[-1] - frame[c].iloc[0]:+.1f}" for c in frame)
        + "."
    )
    return common.lines(frame, title, WIOD, "% of the exports' value, by origin"), words


# -- 1.4 ---------------------------------------------------------------------------------------------------------------
LENGTHS = {
    "foreign_share_of_final_products": ("foreign share of final products, %", "final_use", 100),
    "downstreamness": ("length of production, steps behind the product", "final_use", 1),
    "upstreamness": ("upstreamness, steps to the final user", "output", 1),
}


@cache
def _lengths() -> pd.DataFrame:
    return datasets.load("wiod_industries").set_index(["region", "industry", "year"]).sort_index()


@explorer(
    id="1.4a",
    title="How long, how foreign?",
    question="Which chains did not grow? Where was the dip of 2009 deepest?",
    controls={
        "measure": Choice({k: v[0] for k, v in LENGTHS.items()}, "foreign_share_of_final_products", label="measure"),
        "economy": Choice(ECONOMIES, "CHN", label="economy"),
        "industry": Choice(concordance_labels("wiod2013"), "30t33", label="industry"),
    },
)
def how_long_how_foreign(measure: str, economy: str, industry: str):
    """A measure of fragmentation of one industry: the economy, the same industry in the world, the world's average."""
    label, weight, scale = LENGTHS[measure]
    table = _lengths()
    everywhere = table.xs(industry, level="industry")
    mean = lambda t: (t[measure] * t[weight]).groupby("year").sum() / t[weight].groupby("year").sum() * scale  # noqa: E731
    frame = pd.DataFrame(
        {
            name(economy): table.loc[(economy, industry), measure] * scale,
            "same industry, world": mean(everywhere),
            "all industries, world": _world(measure),
        }
    )
    own = frame[name(economy)]
    decimals = 1 if scale == 100 else 2
    title = f"{name(economy)}, {concordance_labels('wiod2013')[industry].lower()}: {own.iloc[0]:.{decimals}f} in 1995, {own.iloc[-1]:.{decimals}f} in 2011"
    words = f"{label}: {name(economy)} {own.iloc[-1] - own.iloc[0]:+.2f} since 1995, {own[2009] - own[2008]:+.2f} from 2008 to 2009; the world's average {frame.iloc[-1, 2] - frame.iloc[0, 2]:+.2f}."
    return common.lines(frame, title, WIOD_FULL, label, decimals=decimals, marks={2009: "2009"}), words


@cache
def _world(measure: str) -> pd.Series:
    _, weight, scale = LENGTHS[measure]
    table = _lengths()
    return (table[measure] * table[weight]).groupby("year").sum() / table[weight].groupby("year").sum() * scale


# -- 1.5 ---------------------------------------------------------------------------------------------------------------
@explorer(
    id="1.5a",
    title="Does it smile?",
    question="Do the ends of the chain earn more than the middle? In which product is there a smile, in which not?",
    controls={
        "economy": Choice(ECONOMIES, "CHN", label="completed in"),
        "industry": Choice(GOODS, "electronics", label="product"),
        "year": Choice({1995: "1995", 2000: "2000", 2007: "2007"}, 2007, label="year"),
    },
)
def does_it_smile(economy: str, industry: str, year: int):
    """Value added and steps before completion of one product, with labour's share where it is known."""
    points = trends.smile_points(economy, industry, year)
    ends = points[points["steps"] < 0.5]["share"].sum(), points[points["steps"] > 3.5]["share"].sum()
    middle = points["share"].sum() - sum(ends)
    home = points[points["home"]]["share"].sum()
    title = f"{name(economy)}'s {GOODS[industry].lower()}, {year}: the maker earns {ends[0]:.0f} % of the value"
    words = (
        f"{year}: the maker {ends[0]:.0f} %, steps in between {middle:.0f} %, more than 3.5 steps before {ends[1]:.0f} %; "
        f"{home:.0f} % in the maker's economy. Shown are nodes with more than 0.4 % of the value."
    )
    return chapter1.smile_curve(
        points, title, "WIOD, 2013 release; Socio-Economic Accounts, February 2012 (labour's share)"
    ), words


# -- 1.6 ---------------------------------------------------------------------------------------------------------------
@explorer(
    id="1.6a",
    title="A map of flows",
    question="Which flows between E11 economies are among the largest in 1995, which in 2011?",
    controls={
        "year": Slider(1995, 2011, 2011, label="year"),
        "largest": Slider(6, 30, 14, 2, label="arrows shown"),
        "only": Toggle(False, label="only flows between E11 economies"),
    },
    budget=0.3,
)
def a_map_of_flows(year: int, largest: int, only: bool):
    """The largest value-added flows from and to E11 economies on a map."""
    flows = trends.e11_flows(year)
    if only:
        flows = flows[flows["inside"]]
    shown = flows.nlargest(largest, "value")
    inside = int(shown["inside"].sum())
    top = shown.iloc[0]
    title = f"{year}: {inside} of the {len(shown)} largest flows run between E11 economies"
    words = f"{year}: the largest is from {name(top.origin)} to {name(top.destination)}, {top.value:,.0f} billion USD of value added. {inside} of {len(shown)} arrows stay among the eight E11 economies of the table."
    return chapter1.flow_map(
        shown, title, "WIOD, 2013 release, full tables; outlines: Natural Earth", "billion USD"
    ), words


# -- 1.7 ---------------------------------------------------------------------------------------------------------------
TECHNOLOGIES = {
    "all": "all technologies",
    "High Tech": "high technology",
    "Medium-High Tech": "medium-high technology",
    "Medium-Low Tech": "medium-low technology",
    "Low Tech": "low technology",
}
FILERS = {c: name(c) for c in (*E11, "USA", "JPN", "DEU", "FRA", "GBR")}


@cache
def _filed(technology: str) -> pd.DataFrame:
    return trends.patent_shares(technology) * 100


@explorer(
    id="1.7a",
    title="Who files?",
    question="Who rose, who fell? Is the rise in high technology or everywhere? How much of the E11 is China?",
    controls={
        "technology": Choice(TECHNOLOGIES, "High Tech", label="class"),
        "economy": Choice(FILERS, "IND", label="beside China and the E11"),
        "last": Slider(2005, 2014, 2013, label="last year shown"),
    },
)
def who_files(technology: str, economy: str, last: int):
    """Shares of patent applications by economy over time."""
    table = _filed(technology).loc[2000:last]
    eleven = table[[c for c in E11 if c in table]].sum(axis=1)
    frame = pd.DataFrame({"E11": eleven, "China": table["CHN"], "E11 without China": eleven - table["CHN"]})
    if economy != "CHN":
        frame[name(economy)] = table[economy] if economy in table else 0.0
    late = " (2014 is incomplete: late filings are missing)" if last > 2013 else ""
    title = f"{TECHNOLOGIES[technology][0].upper() + TECHNOLOGIES[technology][1:]}: E11 {eleven.iloc[0]:.0f} % in 2000, {eleven.iloc[-1]:.0f} % in {last}; China alone {frame['China'].iloc[-1]:.0f} %"
    words = f"{TECHNOLOGIES[technology]}, {last}{late}: China is {frame['China'].iloc[-1] / eleven.iloc[-1]:.0%} of the E11; without it the E11 file {frame['E11 without China'].iloc[-1]:.1f} %, in 2000 {frame['E11 without China'].iloc[0]:.1f} %."
    return common.lines(
        frame, title, "PATSTAT extract (patents in manufacturing by technology class)", "% of applications"
    ), words
