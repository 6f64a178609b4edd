"""Figures of lesson 4.2: their titles say what their tables hold."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.adoption import Adoption
from helpers.agglomeration import CorePeriphery
from helpers.classification import industries, name
from helpers.figures import charts, diagrams, theme
from helpers.figures.theme import COLOURS, GREY, HIGHLIGHT, INK, LABEL, LessonFigure, number
from helpers.tables import levels

TEARDOWN = [2010, "teardowns"]
CORE = "core-periphery model (Krugman 1991; Fujita, Krugman and Venables 1999, chapter 5)"
MADE_UP = "made-up model of places and a network: no number in it is observed"
DISTANCE = ["wiod_flows", "wiod2016_sales", "manufactures", "pairs", "home_distances", "outlines", "PPML with exporter-year and importer-year effects"]  # fmt: skip


def _industry(code: str) -> str:
    return industries().at[code, "short"]


def _who(code: str) -> str:
    return "the European Union" if code == "EU" else name(code)


def four_planes(table: pd.DataFrame, level: str = "enterprise", economy: str = "CHN") -> LessonFigure:
    """Figure 3: four stacked planes and one economy's thread through them. table: as `levels.four_levels` gives it."""
    value = table.at[level, economy]
    least = "at least " if level in ("enterprise", "individual") else ""
    title = f"{_who(economy)[0].upper()}{_who(economy)[1:]} has {least}{value:.0f} % of {levels.WHAT[level]}"
    told = (
        f"Four planes above each other, country, industry, enterprise and individual, a dot an economy, its area the share. {_who(economy)}: "
        + ", ".join(f"{k} {table.at[k, economy]:.0f} %" for k in table.index) + "."
    )  # fmt: skip
    return diagrams.planes(
        table, level, economy, levels.WHAT, title, [*TEARDOWN, "after figure 3 of Li and others (2018)"],
        "% of each plane's whole; on the lower two what the teardown gives to an economy, the rest is not known", told,
    )  # fmt: skip


def beside_industry(table: pd.DataFrame) -> LessonFigure:
    """The industry's average between the least and the most of one product. table: as `levels.product_beside_industry` gives it."""
    china = table.loc["CHN"]
    outside = [c for c in table.index if not table.at[c, "least"] <= table.at[c, "industry"] <= table.at[c, "most"]]
    said = theme.listed([_who(c) for c in outside])
    shown = table.set_axis([_who(c) for c in table.index]).set_axis(["the least", "the industry's average", "the most"], axis="columns")
    return charts.range_dots(
        shown, f"China has {china['least']:.0f} to {china['most']:.0f} % of an iPad, {china['industry']:.0f} % of the industry; the average lies outside for {said}",
        TEARDOWN, "% of value at the factory gate", decimals=0, note="the most: if all that is not given to anybody were its",
    )  # fmt: skip


def price_of_an_ipad(parts: pd.DataFrame, price: float) -> LessonFigure:
    """A retail price built up. parts: as `levels.teardown` gives it."""
    steps = parts.set_index("part")["value"].sort_values(ascending=False)
    apple = steps.filter(like="Apple").iloc[0]
    china = parts.loc[parts["economy"] == "CHN", "value"].sum()
    return charts.waterfall(
        steps, f"Of {price:.0f} USD Apple keeps {apple:.0f}, the workers who put it together {china:.0f}", ["teardowns"],
        "USD, an iPad of 2010; the parts add up to 500 by rounding", total="in all", decimals=0,
    )  # fmt: skip


def hidden(table: pd.DataFrame) -> LessonFigure:
    """What the country tells of an industry, what the industry, what only both; beside it chance. table: as `levels.hidden` gives it."""
    names = {"country": "which country it is", "industry": "and which industry", "both": "only both together"}
    shown = table.groupby(["measure", "weighted"], sort=False)[list(names)].mean()
    shown.index = [f"{m}, {w}" for m, w in shown.index]
    shown.loc["values dealt by lot"] = table[[f"lot {k}" for k in names]].mean().to_numpy()
    more = (table["industry"] > table["country"]).sum()
    return charts.stacked(
        shown.rename(columns=names), f"A country's average tells {table['country'].min():.0f} to {table['country'].max():.0f} % "
        f"({table['lot country'].min():.0f} to {table['lot country'].max():.0f} by lot); the industry tells more in {more} of {len(table)}",
        ["wiod_industries", "icio_2022_industries"], "% of the variance among industries of all economies, mean of 1995, 2003, 2011 and 2022",
    )  # fmt: skip


# -- clusters and cities -----------------------------------------------------------------------------------------------


def fork(model: CorePeriphery, table: pd.DataFrame, cost: float | None = None, start: float = 0.5, end: float | None = None) -> LessonFigure:  # fmt: skip
    """Who moves where at one cost (left), and where nobody moves at each cost (right). table: as `CorePeriphery.by_cost` gives it."""
    breaks, holds = model.break_point, model.sustain_point
    finite = np.isfinite(holds)
    title = (
        f"Below a cost of {breaks:.2f} equal regions do not last; below {holds:.2f} a full one stays full"
        if finite
        else "A black hole: makers gather however dear shipping is"
    )
    unit = f"share of manufactures {model.manufactures:g}, substitution {model.substitution:g}"
    cost = cost if cost is not None else 1.72
    key = [("stable", HIGHLIGHT, "o"), ("unstable", COLOURS[1], "X"), ("from the start to the end", INK, ">")]
    fig, axes = theme.canvas(title, unit, CORE, 2.7, left=0.72, right=0.3, below=0.5, above=0.32, key=key[: 3 if end is not None else 2], grid=(1, 2), gap=(0.75, 0))  # fmt: skip
    left, right = axes[0]
    share = np.linspace(0, 1, 101)
    one, two = model.real_wages(share, cost)
    left.axhline(0, color=INK, linewidth=0.9)
    left.plot(share * 100, (one / two - 1) * 100, color=GREY, linewidth=2.2)
    here = model.equilibria(cost)
    for stable, ink, mark in ((True, HIGHLIGHT, "o"), (False, COLOURS[1], "X")):
        part = here[here["stable"] == stable]
        corner = part["people"].isin([0.0, 1.0])
        heights = np.where(corner, np.interp(part["people"], share, (one / two - 1) * 100), 0.0).clip(-12, 12)
        left.scatter(part["people"] * 100, heights, s=60, marker=mark, color=ink, zorder=4, clip_on=False, linewidths=0)
        all_ = table[table["stable"] == stable]
        right.scatter(all_["cost"], all_["people"] * 100, s=9, marker="o", color=ink, linewidths=0, zorder=3)
    if end is not None:
        left.annotate(
            "", (end * 100, 0), (start * 100, 0), arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 2.2, "shrinkA": 0, "shrinkB": 0}, zorder=5,
        )  # fmt: skip
    left.set_title(f"At a cost of {cost:.2f}: real wage here against there, %", loc="left", size=LABEL, color=INK)
    right.set_title("% of workers here when nobody moves, by cost", loc="left", size=LABEL, color=INK)
    left.set_xlim(0, 100)
    left.set_ylim(-12, 12)
    left.set_yticks([-10, -5, 0, 5, 10], ["−10", "−5", "0", "5", "10"])
    left.set_xlabel("% of workers here", loc="right")
    right.axvline(cost, color=GREY, linewidth=1.2, zorder=1)
    right.set_xlim(1, 2.6)
    right.set_ylim(-3, 103)
    right.set_xticks([1, 1.4, 1.8, 2.2, 2.6], ["1", "1.4", "1.8", "2.2", "2.6"])
    right.set_xlabel("what must be sent for 1 to arrive", loc="right")
    number_of = f"three of them below {breaks:.2f}, five up to {holds:.2f}, one above" if finite else "three of them at any cost"
    told = "; ".join(f"{r.people * 100:.0f} % {'stable' if r.stable else 'unstable'}" for r in here.itertuples())
    return theme.finish(
        fig,
        f"Two panels. Left: real wage here against there over the share of workers here at a cost of {cost:.2f}, equilibria at {told}. Right: equilibria over "
        f"the cost of shipping, {number_of}.",
    )


def left_behind(table: pd.DataFrame) -> LessonFigure:
    """Who gains when makers gather. table: as `gathering.who_gains` gives it."""
    low, high = table["farmers there"].max(), table["farmers there"].min()
    shown = table.drop(columns="farmers here").rename(columns={"workers": "workers and the core's farmers", "farmers there": "farmers left behind", "all": "everybody, mean"})  # fmt: skip
    shown.index = [f"cost {c:g}" for c in table.index]
    return charts.dots(
        shown, f"Who is left behind loses {number(-low, 0)} to {number(-high, 0)} %; the mean hides it", CORE, "change of what each can afford when all makers of manufactures gather, %",
        line=0, connect=False,
    )  # fmt: skip


def large_or_small(table: pd.DataFrame, without: pd.DataFrame) -> LessonFigure:
    """Did the large grow faster? Both as `gathering.growth_by_size` gives them (all, without China)."""
    rows = table.set_axis([_industry(i) for i in table.index]).sort_values("value", ascending=False)
    above, below = int((table["low"] > 0).sum()), int((table["high"] < 0).sum())
    left = int((without["high"] < 0).sum())
    return charts.forest(
        rows, f"Large producers grew faster in {above or 'none'} of {len(table)} industries, slower in {below} ({left} without China)",
        ["wiod_1995", "wiod_2011"], "growth 1995-2011 in per cent, for 1 % more output in 1995 (95 % interval)", decimals=2, line_label="alike",
    )  # fmt: skip


# -- distance ----------------------------------------------------------------------------------------------------------


def pull(table: pd.DataFrame, title: str = "", limits: tuple[float, float] | None = None) -> LessonFigure:
    """The distance elasticity by year, a line a way to ask. table: as `distance.by_year` gives it, one flow."""
    first, last = table.iloc[0], table.iloc[-1]
    moved = (last - first).abs().max()
    said = title or f"{table.index[0]} to {table.index[-1]}: no way to ask moves it by more than {moved:.2f}; the ways differ by {first.max() - first.min():.2f}"
    return charts.lines(table, said, ["wiod_flows", "wiod_regions", "pairs", "outlines", "PPML with exporter-year and importer-year effects"], "change of trade, %, over a way that is 1 % longer", decimals=2, limits=limits)  # fmt: skip


def ways(table: pd.DataFrame) -> LessonFigure:
    """The mean way of a dollar sold abroad, one economy's and all economies'. table: as `distance.ways_of` gives it."""
    code = table.columns[0]
    first, last = (number(table[code].iloc[k], 0) for k in (0, -1))
    return charts.lines(
        table.rename(columns={"WLD": "world"}), f"{name(code)}: a dollar of value added goes {last} km on average, {first} in {table.index[0]}", ["wiod_flows", "pairs"],
        "mean way of value added sold abroad, km, weighted by value", decimals=0,
    )  # fmt: skip


def lost(table: pd.DataFrame) -> LessonFigure:
    """Did distance lose its pull? table: as `distance.specifications` gives it."""
    agree = table.groupby("panel", sort=False)["agrees"].sum()
    where = theme.listed([p for p in agree.index if agree[p]])
    return charts.specifications(
        table, f"Distance lost pull, above 0.05 and clear of chance, in {agree.sum()} of {len(table)} sets of choices, all of them {where}", DISTANCE,
        "change of the elasticity from the first to the last year (95 % interval); above 0: distance counts less", decimals=2, line=0, line_label="as before",
    )  # fmt: skip


def by_kind(table: pd.DataFrame) -> LessonFigure:
    """Distance elasticities of industries by kind, in the last year. table: as `distance.by_industry` gives it."""
    order = ["goods", "services by wire", "other services"]
    known = table.drop(index=["real_estate", "construction"])  # what is built where it stands
    groups = {k: known[known["kind"] == k]["last"].rename(_industry) for k in order}
    middle = {k: v.median() for k, v in groups.items()}
    return charts.beeswarm(
        groups, f"A way 1 % longer costs goods {-middle['goods']:.1f} % of trade, services by wire {-middle['services by wire']:.1f} % (medians)",
        ["wiod_2011", "pairs", "PPML with exporter and importer effects"], "distance elasticity of an industry's trade abroad, 2011; construction and real estate left out", decimals=2,
    )  # fmt: skip


def tipping(model: Adoption, path: pd.DataFrame, pushed: int) -> LessonFigure:
    """Places on the network over time (left) and what others' choice asks of a firm (right). path: as `Adoption.path` gives it."""
    last = path.iloc[-1]
    needed = model.places_needed
    title = f"MADE UP: {pushed} of {model.places} places pushed, {last.mean() * 100:.0f} % of firms on the network in the end" + (
        f"; {needed} are needed" if needed else "; no push is needed" if needed == 0 else "; no push is enough"
    )
    key = [("lasts", HIGHLIGHT, "o"), ("tipping point", COLOURS[1], "X")]
    fig, axes = theme.canvas(
        title, "% of firms on the network", MADE_UP, 2.5, left=0.72, right=0.3, below=0.5, above=0.32, key=key, grid=(1, 2), gap=(0.75, 0)
    )
    left, right = axes[0]
    image = path.to_numpy().T
    left.imshow(
        image, aspect="auto", vmin=0, vmax=1, cmap=_tones(), interpolation="nearest", extent=(0, len(path) - 1, model.places + 0.5, 0.5), zorder=2,
    )  # fmt: skip
    left.set_title("Each place over time (dark: on the network)", loc="left", size=LABEL, color=INK)
    left.set_xlabel("step", loc="right")
    left.set_yticks([1, model.places], ["place 1", f"{model.places}"])
    left.grid(visible=False)
    x = np.linspace(0, 1, 101)
    y = np.array([float(model.response(v)) for v in x])
    right.plot([0, 100], [0, 100], color=GREY, linewidth=1.2)
    right.plot(x * 100, y * 100, color=HIGHLIGHT, linewidth=2.4)
    for share, stable in model.equilibria().itertuples(index=False):
        right.plot([share * 100], [share * 100], "o" if stable else "X", color=HIGHLIGHT if stable else COLOURS[1], markersize=9, zorder=4, clip_on=False)
    right.set_title("All places alike: prefer it, by who is there", loc="left", size=LABEL, color=INK)
    right.set_xlabel("% on the network", loc="right")
    for axis in (right.set_xlim, right.set_ylim):
        axis(0, 100)
    right.set_yticks([20, 40, 60, 80, 100])
    tip = model.tipping_share
    said = "no tipping point" if np.isnan(tip) else f"tipping at {tip * 100:.0f} %"
    told = ", ".join(f"{s * 100:.0f} % {'stable' if k else 'unstable'}" for s, k in model.equilibria().itertuples(index=False))
    return theme.finish(fig, f"Two panels. Left: tones of ten places over {len(path) - 1} steps, {last.mean() * 100:.0f} % dark at the end. Right: firms that prefer the network over firms on it, equilibria {told}; {said}.")  # fmt: skip


def _tones():
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("tones", ["#F1F2F0", "#8FB4D6", "#0B4A85"])


