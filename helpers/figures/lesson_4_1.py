"""Figures of lesson 4.1: their titles say what their tables hold."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch

from helpers.classification import name, names
from helpers.figures import charts, pieces, theme
from helpers.figures.lesson_3_1 import signed
from helpers.figures.theme import COLOURS, GREY, HIGHLIGHT, INK, LABEL, LessonFigure, listed, number
from helpers.tables import communities, friendship, opening

PPML = ["wiod_flows", "wiod2016_sales", "manufactures", "agreement_depth", "un_votes", "PPML and least squares with exporter-year, importer-year and pair effects"]  # fmt: skip
MODEL_2022 = [2022, "elasticities", "trade model"]
OPEN = {1993: ["nafta_1993", "elasticities", "trade model"], 2005: ["nafta_1993", "tariffs_2005", "elasticities", "trade model"]}
BOTH = ["nafta_1993", "tariffs_2005", "elasticities", "trade model"]
TARIFFS = [2022, "us_tariffs", "tariffs_2023", "elasticities", "trade model"]
PAIRS = ["icio_2022_flows", "icio_2022_industries", "un_votes", "pairs"]
UNITS = {
    friendship.VOTES: "change of trade that goes with one point more of affinity, % (95 % interval)",
    friendship.TRADE: "affinity that goes with trade twice as large, hundredths of a point (95 % interval)",
}


def _counted(table: pd.DataFrame) -> str:
    """How many intervals lie above zero, and below."""
    less = int((table["high"] < 0).sum())
    return f"{int((table['low'] > 0).sum())} of {len(table)} above zero" + (f", {less} below" if less else "")


def friendly_trade(table: pd.DataFrame) -> LessonFigure:
    """Trade on votes four years before, all choices. table: as `friendship.before` gives it (direction trade on votes)."""
    home, china = table["home"], table.index.str.endswith("without China")
    less = table[home & china]
    said = f"{_counted(table[home])} with sales at home"
    said += f" (without China {int(less['agrees'].sum())} of {len(less)})" if len(less) else ""
    said += f"; {_counted(table[~home])} abroad only"
    return charts.specifications(
        table, f"More trade four years after friendlier votes? Intervals: {said}", PPML, UNITS[friendship.VOTES], line=0,
        line_label="no effect",
    )  # fmt: skip


def trading_friends(table: pd.DataFrame) -> LessonFigure:
    """Votes on trade four years before, all choices. table: as `friendship.before` gives it (direction votes on trade)."""
    return charts.specifications(
        table, f"Friendlier votes four years after more trade? Intervals: {_counted(table)}", PPML, UNITS[friendship.TRADE],
        line=0, line_label="no effect",
    )  # fmt: skip


def which_first(table: pd.DataFrame, words: str, direction: str) -> LessonFigure:
    """Before, in the same year, after, and both together. table: index = when, columns value, low, high."""
    sure = [w for w, r in table.iterrows() if r["low"] > 0 or r["high"] < 0]
    return charts.forest(
        table, f"{words}: {'an interval without zero for ' + '; '.join(sure) if sure else 'all intervals hold zero'}", PPML,
        UNITS[direction], decimals=1, line_label="no effect",
    )  # fmt: skip


def around_agreements(table: pd.DataFrame) -> LessonFigure:
    """Trade and affinity by years about an agreement. table: as `friendship.around_agreements` gives it."""
    panels = {
        ("value added", True): ("Trade, home sales in, %", COLOURS[0]),
        ("value added", False): ("Trade, abroad only, %", COLOURS[1]),
        ("affinity", False): ("Affinity, hundredths", COLOURS[2]),
    }
    part = {k: table[(table["outcome"] == k[0]) & (table["home"] == k[1])].set_index("years") for k in panels}
    late = {k: p.at[friendship.LAST, "estimate"] for k, p in part.items()}
    home, away, votes = late.values()
    early = part["affinity", False].at[friendship.FIRST, "estimate"]
    title = (
        f"Eight years after an agreement: trade {signed(home, 0)} % with home sales, {signed(away, 0)} % abroad only; "
        f"affinity {'rose' if early < 0 else 'did not rise'} before it ({signed(early, 0)} → 0 → {signed(votes, 0)} hundredths)"
    )
    fig, axes = theme.canvas(
        title, "value-added trade and affinity in votes against the two years before · lines: 95 % intervals",
        ["wiod_flows", "agreements", "un_votes", "PPML and least squares with exporter-year, importer-year and pair effects"],
        2.1, left=0.55, right=0.2, below=0.5, above=0.25, grid=(1, 3), gap=(0.5, 0),
    )  # fmt: skip
    for ax, (k, (words, ink)) in zip(axes[0], panels.items(), strict=True):
        rows = part[k]
        rows.loc[-friendship.WIDE] = {c: 0.0 if c in ("estimate", "low", "high") else rows[c].iloc[0] for c in rows}
        rows = rows.sort_index()
        ax.axhline(0, color=INK, linewidth=0.9, zorder=1)
        ax.axvline(-1, color=GREY, linewidth=0.9, zorder=1)
        ax.vlines(rows.index, rows["low"], rows["high"], color=ink, linewidth=2, zorder=2)
        ax.plot(rows.index, rows["estimate"], "o-", color=ink, linewidth=1, markersize=5.5, zorder=3)
        ax.set_xlim(-9, 9)
        low, high = min(rows["low"].min(), 0) * 1.1, rows["high"].max() * 1.1
        ax.set_ylim(low, high)
        pieces.ticks(ax, "y", low, high, 5)
        ax.set_xticks([-8, -4, 0, 4, 8], ["−8", "−4", "0", "4", "8 +"])
        ax.grid(axis="x", visible=False)
        ax.set_title(words, loc="left", size=LABEL, color=ink, weight="bold")
    axes[0, 0].set_xlabel("→ years since the agreement (bins of two)", loc="left")
    told = "; ".join(
        f"{words}: " + ", ".join(f"{y:+d} years {number(v, 1)}" for y, v in part[k]["estimate"].sort_index().items())
        for k, (words, _) in panels.items()
    )
    return theme.finish(fig, f"Three panels of estimates with intervals by years since an agreement. {told}.")


# -- steps -------------------------------------------------------------------------------------------------------------
SIGNS = {opening.SECTOR: "o", opening.OTHERS: "s", opening.ALIKE: "^", opening.INSIDE: "D"}


def paths(
    ways: pd.DataFrame, host: str, chosen: tuple[str, ...] = opening.STEPS, source=OPEN[1993], limits=None
) -> LessonFigure:
    """Gains on the way under all 24 orders, one of them dark. ways: as `opening.orders` gives it."""
    path = ways.loc[chosen].to_numpy().ravel()
    added = dict(zip(chosen, np.diff(path), strict=True))
    most = [w[np.argmax(np.diff(row))] for w, row in zip(ways.index, ways.to_numpy(), strict=True)]
    best = max(opening.STEPS, key=most.count)
    title = (
        f"{name(host)}, {signed(path[-1], 2)} % in all: {best} adds most in {most.count(best)} of {len(ways)} orders"
        + (f", {opening.INSIDE} in {most.count(opening.INSIDE)}" if best != opening.INSIDE else "")
    )
    low, high = limits or (min(0.0, ways.to_numpy().min()), ways.to_numpy().max())
    pad = 0.08 * (high - low or 1.0)
    fig, ax = theme.canvas(
        title, "↑ gain so far, % of real income · dark: the order chosen, with what each step adds · grey: the other orders",
        source, 2.8, left=0.6, right=0.75, below=0.5,
    )  # fmt: skip
    for row in ways.to_numpy():
        ax.plot(range(5), row, color=theme.LINK, linewidth=1, zorder=1)
    ax.plot(range(5), path, color=INK, linewidth=2.2, zorder=3)
    for k, step in enumerate(chosen, 1):
        ink = COLOURS[opening.STEPS.index(step)]
        ax.plot([k], [path[k]], SIGNS[step], color=ink, markersize=10, markeredgecolor=theme.CARD, zorder=4, clip_on=False)
    ax.axhline(0, color=INK, linewidth=0.9, zorder=0.5)
    ax.set_xlim(-0.25, 4.25)
    ax.set_ylim(low - pad, high + pad)
    pieces.ticks(ax, "y", low - pad, high + pad)
    ax.set_xticks(range(5), ["before", *(f"{step}\n{signed(added[step], 2)}" for step in chosen)])
    for word, step in zip(ax.get_xticklabels()[1:], chosen, strict=True):
        word.set_color(COLOURS[opening.STEPS.index(step)])
    ax.grid(axis="x", visible=False)
    told = "; ".join(f"{s} {signed(v, 2)}" for s, v in added.items())
    ends = ", ".join(f"after {k} from {ways.iloc[:, k].min():.2f} to {ways.iloc[:, k].max():.2f}" for k in range(1, 4))
    return theme.finish(fig, f"Lines of 24 orders of steps, % of real income: {ends}. The dark order: {told}.")


def last_steps(table: pd.DataFrame, year: int) -> LessonFigure:
    """The last step beside the tariff cuts, as a cost nobody earned and as a tax. table: as `opening.last_step` gives it."""
    cost, tax = (table.xs(k, level="burden") for k in ("cost", "tax"))
    shown = pd.DataFrame(
        {
            "all tariff cuts": cost[opening.TARIFFS],
            "inside, a cost nobody earned": cost[opening.INSIDE],
            "inside, a tax": tax[opening.INSIDE],
        }
    ).sort_values("inside, a cost nobody earned", ascending=False)
    title = (
        f"{year}: the last step adds most for {int(cost['agrees'].sum())} of {len(cost)} hosts if nobody earned the burden, "
        f"for {int(tax['agrees'].sum()) or 'none'} if it was a tax"
    )
    return charts.dots(
        shown, title, OPEN[year], "what each stage adds in the paper's order, points of real income; cuts of one size for each host", decimals=2,
        line=0, connect=False,
    )  # fmt: skip


# -- deals -------------------------------------------------------------------------------------------------------------
def one_chart(table: pd.DataFrame, trio: Iterable[str] = opening.TRIO) -> LessonFigure:
    """Members and outsiders under each set of deals. table: as `opening.by_regime` gives it."""
    trio, shown = list(trio), table.drop("ROW", errors="ignore")
    lose = {c: int((shown[c].drop(trio) < 0).sum()) for c in shown}
    title = f"Outsiders who lose, of {len(shown) - len(trio)}: " + ", ".join(f"{n} ({c})" for c, n in lose.items())
    groups = {c: shown[c] for c in shown}
    return charts.beeswarm(
        groups, title, MODEL_2022, "change of real income, %; trade 10 % cheaper within each deal; coloured: "
        f"{listed(names(trio))}", strong=trio, decimals=2, line=0, fold=0.1,
    )  # fmt: skip


_AT = {0: (0.5, 0.87), 1: (0.14, 0.36), 2: (0.86, 0.36)}


def triangle(
    now: pd.Series, others: pd.Series, deals: list[tuple[str, str]], cut: float, step: pd.Series | None = None
) -> LessonFigure:
    """Three economies at fixed places, their deals as lines, gains beside them. now: % by the three; others: outsiders, %.

    step: what each of the three would get more by going on to everyone, points.
    """
    trio = list(now.index)
    title = (
        f"{len(deals)} of 3 deals: {listed([f'{name(c)} {signed(now[c], 2)} %' for c in trio])}"
        if deals
        else f"No deal yet among {listed(names(trio))}: nothing has moved"
    )
    unit = f"change of real income, %; costs of trade {cut * 100:.0f} % lower within a deal"
    fig, ax = theme.canvas(title, unit, MODEL_2022, 2.9, left=0.2, right=0.2, below=0.1)
    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    for a, b in opening.trio_deals(trio):
        there = (a, b) in deals
        ax.add_patch(
            FancyArrowPatch(
                _AT[trio.index(a)], _AT[trio.index(b)], arrowstyle="-", shrinkA=16, shrinkB=16, zorder=1,
                color=HIGHLIGHT if there else theme.LINK, linewidth=4.5 if there else 1.4, linestyle="-" if there else (0, (3, 3)),
            )
        )  # fmt: skip
    for k, c in enumerate(trio):
        x, y = _AT[k]
        ax.plot([x], [y], "o", color=theme.colour(c), markersize=16, zorder=3)
        words = f"{name(c)}\n{signed(now[c], 2)} %"
        if step is not None:
            words += f"\ngoing on: {signed(step[c], 2)}"
        beside = {"x": x + 0.06, "y": y + 0.04, "ha": "left", "va": "center"}
        place = beside if k == 0 else {"x": x, "y": y - 0.1, "ha": "center", "va": "top"}
        ax.text(**place, s=words, size=LABEL, color=INK, linespacing=1.3, zorder=4)
    lose = int((others < -5e-4).sum())
    ax.text(
        0.5, 0.53, f"{lose} of {len(others)} outsiders lose\nmost: {name(others.idxmin())} {signed(others.min(), 2)} %"
        if lose else f"none of {len(others)} outsiders loses", ha="center", va="center", size=LABEL, color=theme.WORDS,
    )  # fmt: skip
    more = f" Going on to everyone: {', '.join(f'{name(c)} {signed(step[c], 2)}' for c in trio)}." if step is not None else ""
    said = f"Three economies as dots, deals as lines: {listed([f'{name(a)} with {name(b)}' for a, b in deals])}. {lose} of {len(others)} outsiders lose, the worst {name(others.idxmin())} {number(others.min(), 2)} %."
    return theme.finish(fig, said + more)


def going_on(table: pd.DataFrame, trio: Iterable[str] = opening.TRIO) -> LessonFigure:
    """What going on from three to everyone is worth to each of the three. table: as `opening.going_on` gives it."""
    shown = table[list(trio)].rename(columns=name)
    willing = int(table["agrees"].sum())
    return charts.dots(
        shown, f"From a deal of three to everyone: all three gain in {willing} of {len(table)} worlds", [*MODEL_2022[:1], *BOTH],
        "points of real income more than under the deal of three", decimals=2, line=0, connect=False, fold=0.3,
    )  # fmt: skip


def american(table: pd.DataFrame) -> LessonFigure:
    """The American tariffs raised and real income, by partner. table: as `opening.american_tariffs` gives it."""
    partners = table.dropna().drop("ROW", errors="ignore")
    gain = int((partners["income"] > 0).sum())
    title = (
        f"American tariffs of September 2025, many revoked since: United States {signed(table.at['USA', 'income'], 2)} %, "
        f"{gain} of {len(partners)} partners gain, {name(partners['income'].idxmin())} loses most"
    )
    shown = partners.rename(columns={"raised": "points added to the American tariff", "income": "change of real income, %"})
    ends = [*partners["income"].nsmallest(5).index, *partners["income"].nlargest(3).index, *partners["raised"].nlargest(4).index]
    return charts.scatter(
        shown, *list(shown), title, TARIFFS, label=list(dict.fromkeys([*ends, "CHN"])), height=3.3,
        note="The world of 2022; nobody answers. Mexico's sign hangs on what of it is exempt.",
    )  # fmt: skip


# -- communities ---------------------------------------------------------------------------------------------------------
def likeness(table: pd.DataFrame) -> LessonFigure:
    """How alike the four rank partners. table: as `communities.likeness` gives it."""
    off = table.where(~np.eye(len(table), dtype=bool))
    high = off.stack().idxmax()
    low = off.stack().idxmin()
    return charts.heat(
        off, f"The four rank partners differently: {high[0]} and {high[1]} agree most ({off.max().max():.2f}), "
        f"{low[0]} and {low[1]} least ({off.min().min():.2f})", PAIRS,
        "rank correlation among an economy's partners, median of 78 economies", decimals=2, missing="",
    )  # fmt: skip


def closest(table: pd.DataFrame, code: str, weights, scale: str = "ranks", top: int = 10, end: float | None = None) -> LessonFigure:
    """The closest partners with what each measure adds. table: as `communities.of` gives it."""
    w = np.asarray(weights, dtype=float) / np.sum(weights)
    order = communities.weighed(table, weights, scale).head(top)
    added = communities.scaled(table, scale).loc[order.index] * w
    tied = communities.tied(order)
    first = f"{listed(names(tied[:3]))} tie" if len(tied) > 1 else f"{name(tied[0])} comes first"
    then = listed(names(order.index[min(len(tied), 3) : 3]))
    return charts.stacked(
        added, f"{name(code)}: {first}" + (f", then {then}" if then else ""), PAIRS,
        "closeness of the ten closest, 0 to 100, by what each measure adds", limits=(0.0, end or 100.0), label_from=0.05,
    )  # fmt: skip


def turned(found: pd.DataFrame, equal: pd.Series, code: str) -> LessonFigure:
    """Between which places each partner moves. found: as `communities.places` gives it; equal: closeness, equal weights."""
    ten = list(equal.index[:10])
    rows = found.loc[ten]
    table = pd.DataFrame(
        {
            "best place in 19 draws of 20": rows.quantile(0.025, axis=1),
            "equal weights": equal.rank(ascending=False, method="min").head(10),
            "worst place in them": rows.quantile(0.975, axis=1),
        }
    )  # fmt: skip
    tied = communities.tied(equal)
    first = 100 * float((found.loc[tied] == 1).any().mean())
    told = f"{name(ten[0])} comes first under equal weights, and in {first:.0f} % of 1,000 draws"
    if len(tied) > 1:
        told = f"{listed(names(tied))} tie under equal weights; one of them comes first in {first:.0f} % of 1,000 draws"
    return charts.range_dots(
        table, f"{name(code)}: {told}", PAIRS,
        "place among 77 partners, 1 is the closest · 1,000 draws of weights", decimals=0,
    )  # fmt: skip


def turnovers(table: pd.DataFrame, mine: str = "") -> LessonFigure:
    """How often another partner comes first, a dot an economy. table: as `communities.all_turnovers` gives it."""
    lost = table["lost"]
    strong = list(dict.fromkeys([lost.idxmax(), lost.idxmin(), *(c for c in ("CHN", "USA", "DEU", mine) if c in lost.index)]))
    return charts.beeswarm(
        lost, f"Another partner comes first in {lost.median():.0f} % of draws (median of {len(lost)} economies), "
        f"from {lost.min():.0f} % ({name(lost.idxmin())}) to {lost.max():.0f} % ({name(lost.idxmax())})", PAIRS,
        "draws of weights in which the first partner changes, % (where some tie: none of them comes first)", strong=strong, decimals=0,
    )  # fmt: skip
