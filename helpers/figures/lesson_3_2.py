"""Figures of lesson 3.2: their titles say what their tables hold."""

from __future__ import annotations

import pandas as pd

from helpers import worlds
from helpers.figures import charts, pieces, theme
from helpers.figures.theme import GREY, HIGHLIGHT, INK, LABEL, LINK, LessonFigure, number
from helpers.tables import corners

TRADE = {2009: ["trade2009", "economies"], 2023: ["trade2023", "economies"]}
BOTH = ["trade2009", "trade2023", "economies"]
MODEL = ["trade2023", "economies", "trade model of one sector"]
POLICY_MODEL = ["trade2023", "economies", "belt_and_road", "pairs", "trade model of one sector"]
LOW, HIGH = corners.GROUPS[0], corners.GROUPS[-1]
SHORT = {"everyone": "everyone", "south": "South", "belt": "Belt and Road", "neighbours": "neighbours", "sales": "low income's sales"}


def _in_groups(values: pd.Series, group: pd.Series, names: pd.Series, order: list[str]) -> dict[str, pd.Series]:
    """Values of each group by name of the economy, groups in order."""
    return {g: values[group.reindex(values.index) == g].rename(index=names) for g in order}


def outside(table: pd.DataFrame) -> LessonFigure:
    """People outside tables of industries by income group. table: as `corners.left_out` gives it."""
    people, count = table["people"].unstack("table"), table.xs(LOW, level="income_group")
    held = count["economies"] - count["outside"]
    words = ", ".join(f"{t} {held[t] or 'none'}" for t in corners.held())
    title = f"Of {count['economies'].iloc[0]} economies of low income the tables hold: {words}"
    shown = people.loc[[*corners.GROUPS, "all"], list(corners.held())].rename(index={"all": "All people"})
    shown.columns = [f"{t} ({len(codes)})" for t, codes in corners.held().items()]
    sources = ["wiod_regions", "adb_industries", "icio_2022_regions", "economies"]
    return charts.heat(shown, title, sources, "people who live outside the table's economies, % (2023)", decimals=0)


def buyers(year: int, least: float, mine: str) -> LessonFigure:
    """Buyers of each economy's goods by income group, one economy named."""
    about, count = corners.economies(year), corners.buyers(year, least)
    groups = _in_groups(count, about["income_group"], about["name"], corners.GROUPS)
    title = f"{LOW}: {groups[LOW].median():.0f} buyers in the middle; high income: {groups[HIGH].median():.0f}"
    return charts.beeswarm(
        groups, title, TRADE[year], f"economies that buy {least:g} million USD of goods or more, {year}", decimals=0,
        strong=[about["name"][mine]] if mine in count.index else [],
    )  # fmt: skip


def places(year: int, measure: str, sized: bool, mine: str, by: str) -> LessonFigure:
    """Where economies stand by a measure, by group, the darkest fourth marked, one economy named."""
    about, place = corners.economies(year), corners.place(year, measure, sized)
    order = corners.GROUPS if by == "income_group" else corners.FOURTHS
    groups = _in_groups(place, about[by], about["name"], order)
    told = corners.in_the_dark(place, about.index[about[by] == order[0]])
    size = ", after size" if sized else ""
    title = f"{order[0].capitalize()}: {told['value']:.0f} % in the darkest fourth, by chance {told['chance']:.0f} %"
    strong = [about["name"][mine]] if mine in place.index else []
    return charts.beeswarm(
        groups, title, TRADE[year], f"place among all by {corners.MEASURES[measure].removesuffix(', %')}{size}, {year}, 0 darkest to 100",
        decimals=0, strong=strong, line=corners.DARK, line_label="the darkest fourth ends here", label_ends=False,
        row=1.5 if measure == "large buyers" else 1.05,  # many have none: they stand upon one another
    )  # fmt: skip


def far(table: pd.DataFrame, year: int) -> LessonFigure:
    """Steps from the core by income group. table: counts, rows income groups, columns steps in words."""
    away = (table.iloc[:, 2:].sum(axis=1) / table.sum(axis=1) * 100).round(0)
    title = f"Two steps or more from the core: {away[LOW]:.0f} % of low income, {away[HIGH]:.0f} % of high"
    shown = table.div(table.sum(axis=1), axis=0) * 100
    return charts.stacked(shown, title, TRADE[year], f"economies of the group, %, {year} · the core makes half of trade")


def dark(table: pd.DataFrame) -> LessonFigure:
    """The poor in the darkest fourth under all choices. table: as `corners.specifications` gives it."""
    counts = [(p["agrees"].sum(), len(p)) for p in (table[~table["sized"]], table[table["sized"]])]
    (raw, all_raw), (left, all_left) = counts
    title = f"More of the poor in the dark than by chance: as they are {raw} of {all_raw}, after size {left} of {all_left}"
    return charts.specifications(
        table, title, BOTH, "the poor who stand in the darkest fourth, %", decimals=0, line=corners.DARK, line_label="a fourth",
    )  # fmt: skip


def gained(bands: pd.DataFrame) -> LessonFigure:
    """Gains of low and high income under five openings. bands: as `reach.bands` gives it."""
    rows = bands.loc[[(p, g) for p in worlds.OPENINGS for g in (LOW, HIGH)]]
    ahead = [p for p in worlds.OPENINGS if rows.at[(p, LOW), "central"] > rows.at[(p, HIGH), "central"]]
    behind = [SHORT[p] for p in worlds.OPENINGS if p not in ahead]
    less = f", less with {theme.listed(behind)}" if behind else ""
    title = f"Low income gains more than high in {len(ahead)} of {len(rows) // 2} openings{less}"
    shown = rows.set_axis([f"{SHORT[p]}: {g.lower()}" for p, g in rows.index])
    return charts.range_dots(
        shown, title, POLICY_MODEL, "change of real income of the group's middle economy, %", decimals=2, line=0,
        note="the range of 18 sets of choices",
    )  # fmt: skip


def why(table: pd.DataFrame, cut: int) -> LessonFigure:
    """From high income's gain to low income's, part by part. table: as `reach.why` gives it."""
    gap = (table[LOW] - table[HIGH]).drop("all")
    most = gap.idxmin()
    part = gap[most] / gap.sum() * 100
    title = f"All trade {cut} % cheaper: the largest part of what low income gains less, {part:.0f} %, is its {most}"
    return charts.waterfall(
        gap, title, MODEL, "log change of real income, %, middle half of each group", start=("High income", table.at["all", HIGH]),
        total=LOW, decimals=2,
    )  # fmt: skip


def outs(table: pd.DataFrame) -> LessonFigure:
    """Whether openings bring the dark out under all choices. table: as `reach.outs` gives it."""
    most = table[table["agrees"]]
    title = f"An opening takes most of the dark out of the darkest fourth under {len(most)} of {len(table)} sets of choices"
    return charts.specifications(
        table, title, POLICY_MODEL, "economies of low income that leave the darkest fourth of exports, % of those in it (model)",
        decimals=0, line=50, line_label="half of them",
    )  # fmt: skip


def spread_of_gains(gains: pd.DataFrame, mine: str, title: str, unit: str, column: str = "percent", limits=None) -> LessonFigure:  # fmt: skip
    """Each income group's middle economy, middle half and middle four fifths of gains, one economy as a diamond.

    gains: as `reach.gains` gives it; ``limits``: ends of the axis, to compare settings.
    """
    decimals = 2 if column == "percent" else 0
    each = gains.groupby("income_group")[column].quantile([0.1, 0.25, 0.5, 0.75, 0.9]).unstack().loc[corners.GROUPS]
    own = gains.loc[mine]
    key = [("middle economy (the number)", HIGHLIGHT, "o"), ("middle half", GREY, "s"), (own["name"], INK, "D")]
    fig, ax, y = pieces.row_canvas(corners.GROUPS, title, unit, MODEL, 0.42, key=key)
    low, high = limits or (min(each.min().min(), own[column], 0), max(each.max().max(), own[column]))
    pieces.dot_axis(ax, low, high, right=theme.width(number(high, decimals), LABEL) + 0.2)
    ax.hlines(y, each[0.1], each[0.9], color=LINK, linewidth=2, zorder=2)
    ax.barh(y, each[0.75] - each[0.25], left=each[0.25], height=0.3, color=GREY, zorder=2)
    ax.plot(each[0.5], y, "o", color=HIGHLIGHT, markersize=8, markeredgecolor=theme.CARD, zorder=4)
    row = corners.GROUPS.index(own["income_group"]) if own["income_group"] in corners.GROUPS else None
    if row is not None:
        ax.plot([min(max(own[column], low), high)], [row + 0.32], "D", color=INK, markersize=6, zorder=5, clip_on=False)
    for i, value in enumerate(each[0.5]):
        ax.annotate(
            number(value, decimals), (each[0.9].iloc[i], i), xytext=(5, 0), textcoords="offset points", va="center_baseline", size=8.5,
            color=HIGHLIGHT,
        )  # fmt: skip
    told = "; ".join(f"{g} {number(v, decimals)}" for g, v in each[0.5].items())
    return theme.finish(fig, f"Spread of gains in each group, {unit}. Middle economy: {told}. {own['name']} {number(own[column], decimals)}.")  # fmt: skip


def mine_among_others(gains: pd.DataFrame, mine: str) -> LessonFigure:
    """One economy's gain when all trade gets cheaper, among those of its income group. gains: as `reach.gains` gives it."""
    own = gains.loc[mine]
    peers = gains[gains["income_group"] == own["income_group"]]["percent"]
    rank = int(peers.rank(ascending=False)[mine])
    title = f"{own['name']} gains {own['percent']:.2f} %: number {rank} of {len(peers)} of {own['income_group'].lower()}"
    return charts.beeswarm(
        gains["percent"][peers.index].set_axis(gains["name"][peers.index]), title, MODEL, "change of real income, %, a dot an economy", decimals=2, strong=[own["name"]],
    )  # fmt: skip
