"""Pictures of lesson 1.4: how foreign and how long chains are. Titles are computed from the tables."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.classification import name
from helpers.figures import charts, theme

MEASURES = {"length": "steps behind a final product", "upstreamness": "steps to the final user"}


def foreign_share(world: pd.DataFrame) -> theme.LessonFigure:
    """The world's foreign share of final products by year. world: years × foreign_share (fraction)."""
    share = (world["foreign_share"] * 100).rename("foreign share")
    change = share.diff()
    worst = change.idxmin()
    title = (
        f"The foreign share of final products went from {theme.percent(share.iloc[0] / 100, 1)} to "
        f"{theme.percent(share.iloc[-1] / 100, 1)}, up in {(change > 0).sum()} of {change.notna().sum()} years"
    )
    return charts.lines(
        share.to_frame(), title, "wiod_industries", "% of the value of the world's final products, current prices", marks={worst: str(worst)}
    )  # fmt: skip


def steps(world: pd.DataFrame) -> theme.LessonFigure:
    """Steps behind final products and steps to final users by year, world averages. world: years × length, upstreamness."""
    table = world[list(MEASURES)].rename(columns=MEASURES)
    change = table.iloc[-1] - table.iloc[0]
    way = "longer" if (change > 0).all() else "shorter" if (change < 0).all() else "different"
    behind, ahead = (f"{v:+.2f}".replace("-", "−") for v in change)
    title = f"Chains grew {way}: {behind} steps behind a product, {ahead} to its user"
    return charts.lines(
        table, title, "wiod_industries", "steps, world average", zero=False, decimals=2, marks={2009: "2009"}
    )  # fmt: skip


def foreign_share_of_exports(table: pd.DataFrame) -> theme.LessonFigure:
    """Foreign value added in exports by year, a panel an economy. table: years × region codes, per cent."""
    change = table.iloc[-1] - table.iloc[0]
    up, down = int((change > 0).sum()), int((change < 0).sum())
    title = f"From {table.index[0]} to {table.index[-1]} the foreign share of exports rose in {up} of these {len(change)} economies and fell in {down}"
    return charts.lines(table, title, "tiva2025_shares", "foreign value added, % of gross exports")


def ways_to_count(table: pd.DataFrame) -> theme.LessonFigure:
    """The change of all measures under all choices. table: `fragmentation.specifications`."""
    last = table.index.to_series().str.extract(r"\d{4}-(\d{4})")[0].astype(int)
    early, late = (table.loc[chosen, "agrees"] for chosen in (last <= 2011, last > 2011))
    title = (
        f"More foreign or longer in {early.sum()} of {len(early)} ways to count up to 2011, "
        f"in {late.sum()} of {len(late)} after it"
    )
    source = datasets.source("wiod_industries", "wiod_accounts", "tiva2025_shares", "adb_industries")
    return charts.specifications(table, title, source, "change, % of the first year's value", line=0, line_label="no change")  # fmt: skip


def detail(shares: pd.Series) -> theme.LessonFigure:
    """The world's foreign share by how finely the table is cut. shares: index = cut, the finest first, per cent."""
    gap = shares.iloc[-1] - shares.iloc[0]
    way = "more" if gap > 0 else "less"
    title = (
        f"The same world counted in fewer industries looks {way} fragmented: "
        f"{abs(gap):.1f} points between {shares.index[-1]} and {shares.index[0].split(' (')[0]}"
    )
    return charts.bars(shares, title, ("wiod_industries", "wiod_2011"), "foreign share of final products, %, 2011")


def regional(table: pd.DataFrame) -> theme.LessonFigure:
    """Value from the maker's own area by industry, first and last year. table: industries × years, per cent."""
    table = table.set_axis([str(c) for c in table], axis="columns")
    first, last = table.iloc[:, 0], table.iloc[:, -1]
    fell = last < first
    kept_on = [str(i).lower() for i in table.index[~fell]]
    others = f" (not {' and '.join(kept_on)})" if 0 < len(kept_on) <= 2 else ""
    title = f"{fell.sum()} of {len(table)} kinds of chain became less regional{others}; the most regional is {last.idxmax().lower()}"
    return charts.dots(
        table, title, ("wiod_1995", "wiod_2011"), "% of foreign value from the maker's own area",
        note="makers in Factory Asia, Europe, North America",
    )  # fmt: skip


def yours(both: pd.DataFrame) -> theme.LessonFigure:
    """An economy's foreign share of final products beside the world's, by year. both: years × (region code, …), per cent."""
    title = (
        f"Final products made in {name(both.columns[0])}, and in the whole world, {both.index[0]} to {both.index[-1]}"
    )
    return charts.lines(both, title, "wiod_industries", "foreign share of final products, %")
