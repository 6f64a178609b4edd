"""Pictures of lesson 1.6: regional shares over time, flows on a map, closeness against size."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.figures import charts, maps, theme

SOURCE = datasets.source("wiod_flows")
EDITIONS = ("wiod_flows", "adb_origins", "icio_2022_flows")


def own_shares(shares: pd.DataFrame) -> theme.LessonFigure:
    """Share of foreign value from the same group over time. shares: index = year, columns = groups, fractions."""
    first, last = shares.iloc[0], shares.iloc[-1]
    fell = [g for g in shares if last[g] < first[g]]
    rose = [g for g in shares if last[g] > first[g]]
    title = f"From {shares.index[0]} to {shares.index[-1]} the share fell in {theme.listed(fell)}"
    if rose:
        title += "; it rose among " + " and ".join(f"the {g}, {last[g] / first[g]:.1f} times" for g in rose)
    return charts.lines(
        shares * 100, title, SOURCE, "% of foreign value in exports that comes from the same group; current prices"
    )


def flows_then_and_now(flows: dict[int, pd.DataFrame], largest: int = 12) -> theme.LessonFigure:
    """The largest flows of two years on one scale. flows: year → `areas.e11_flows`."""
    shown = {y: f.nlargest(largest, "value") for y, f in flows.items()}
    inside = {y: int(f["inside"].sum()) for y, f in shown.items()}
    title = "Of the E11's largest flows, most lead to or from others: " + ", ".join(
        f"{largest - k} of {largest} in {y}" for y, k in inside.items()
    )
    return maps.flow_map(shown, title, datasets.source("wiod_flows", "outlines"), "billion USD of value added")


def closeness(table: pd.DataFrame) -> theme.LessonFigure:
    """Trade inside groups over what size gives, by edition. table: `areas.closeness_by_edition`."""
    shown = table[[c for c in table if c != "ADB 2017"]]
    whole = table[~table.index.str.startswith("E11: ")]
    moved = {g: whole.at[g, "WIOD 2011"] - whole.at[g, "WIOD 1995"] for g in whole.index}
    fell, rose = ([words.replace("E11", "the E11") for words in moved if sign * moved[words] > 0] for sign in (-1, 1))
    title = f"Over what size gives, {theme.listed(fell)} fell from 1995 to 2011; {theme.listed(rose)} rose"
    return charts.dots(
        shown, title, datasets.source(*EDITIONS), "foreign value in exports from the same group, over what size alone gives",
        decimals=2, line=1, line_label="as size says", connect=False,
        note="each edition with its own economies; partner split of ICIO 2022 estimated",
    )  # fmt: skip


def ways_to_count(table: pd.DataFrame) -> theme.LessonFigure:
    """Did emerging chains become more regional, under all choices? table: `areas.specifications`."""
    agree = {
        who: f"{rows['agrees'].sum() or 'none'} of {len(rows)} for {words}"
        for who, words in {"E11,": "the E11", "E11 without": "the E11 without China", "Factory": "Factory Asia"}.items()
        for rows in [table[table.index.str.startswith(who)]]
    }
    title = f"More regional in {table['agrees'].sum()} of {len(table)} ways to count: {theme.listed(list(agree.values()))}"
    return charts.specifications(
        table, title, datasets.source("wiod_flows", "wiod_1995", "wiod_2011", *EDITIONS[1:]),
        "last year over first, times: WIOD 1995-2011, ADB 2017-2022, WIOD 2011 to ICIO 2022; foreign value in exports "
        "where nothing else is said", decimals=2, line=1, line_label="no change",
    )  # fmt: skip
