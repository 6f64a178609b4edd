"""Pictures of lesson 2.1: how the E11 take part in chains. Titles are computed from the tables."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.classification import name
from helpers.figures import charts, theme

CHANCE = 0.05  # fewer chance sortings than this fit as well: hardly luck


def moved(share: pd.DataFrame) -> theme.LessonFigure:
    """Backward shares of links in a first and a last year. share: codes × two years, per cent."""
    first, last = share.columns
    change = share[last] - share[first]
    up, down = change.idxmax(), change.idxmin()
    title = (
        f"From {first} to {last} {name(up)}'s backward share moved most upwards ({_points(change[up])} points), "
        f"{name(down)}'s most downwards ({_points(change[down])})"
    )
    rows = share.sort_values(last, ascending=False).rename(columns=str)
    return charts.dots(
        rows,
        title,
        "icio2015_flows",
        "backward share of links, %",
        line=50,
        line_label="both sides alike",
        limits=(0, 80),
    )


def specifications(table: pd.DataFrame) -> theme.LessonFigure:
    """How well sortings fit the paper's two groups. table: `sorting.specifications`."""
    one = table[table.index.str.startswith("one number")]
    blind = table.drop(one.index)
    title = (
        f"By one number {one['agrees'].sum()} of {len(one)} sortings fit better than {1 - CHANCE:.0%} of chance ones, "
        f"sorted blind {blind['agrees'].sum()} of {len(blind)}"
    )
    source = ("icio2015_flows", "tiva2025_shares", "wiod_regions", "icio_2022_regions")
    return charts.specifications(table, title, source, "adjusted Rand index with the paper's two groups: 1 the same sorting", decimals=2, line=0, line_label="chance")  # fmt: skip


def inside_exports(shares: pd.DataFrame, region: str, told: Iterable[str], first: int) -> theme.LessonFigure:
    """Where the foreign value inside an economy's exports sits. shares: years × industries, per cent."""
    last = shares.index[-1]
    words = ", ".join(f"{i} {shares.at[first, i]:.1f} to {shares.at[last, i]:.1f} %" for i in told)
    return charts.lines(
        shares, f"{name(region)}, {first} to {last}: {words}", "icio2015_flows", "% of the foreign value in its exports, by exporting industry",
        marks={2005: "the paper's turn"},
    )  # fmt: skip


def groups(shown: pd.DataFrame, found: pd.Series, title: str, source: str, top: float) -> theme.LessonFigure:
    """Blind groups in the plane of two features. shown: rows named, two columns in per cent; found: their groups.

    The most backward group has the same colour and mark whatever the number of groups, and so has the least backward one.
    """
    last = found.max()
    words = {0: "group 1, most backward", last: f"group {last + 1}, least backward"}
    order = [0, last, *range(1, last)]
    shown = shown.assign(group=[words.get(g, f"group {g + 1}") for g in found], place=[order.index(g) for g in found])
    return charts.scatter(
        shown.sort_values("place", kind="stable"), *shown.columns[:2], title, source,
        group="group", label=shown.index, limits=((0, top), (0, top)),
    )  # fmt: skip


def among_all(share: pd.Series, strong: Iterable[str], year: int) -> theme.LessonFigure:
    """Every economy's backward share as a dot, some named. share: codes, per cent."""
    strong = list(dict.fromkeys(strong))
    rank = share.rank(ascending=False)
    mine = strong[0]
    title = f"{name(mine)}: number {rank[mine]:.0f} of {len(share)} by the backward share of links, {year}"
    return charts.beeswarm(share, title, "tiva2025_shares", "backward share of links, %", strong=strong, line=50, line_label="both sides alike")  # fmt: skip


def _points(value: float) -> str:
    return f"{value:+.0f}".replace("-", "−")
