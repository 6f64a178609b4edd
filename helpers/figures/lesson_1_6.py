"""Pictures of lesson 1.6: regional shares over time, flows on a map, closeness against size."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.figures import charts, maps, theme

SOURCE = datasets.source("wiod_flows")


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


def closeness(ratios: pd.Series) -> theme.LessonFigure:
    """Trade inside groups over what size gives. ratios: group → ratio."""
    e11 = next(g for g in ratios.index if g.startswith("E11"))
    others = ratios.drop(e11)
    title = (
        f"The areas trade {others.min():.1f} to {others.max():.1f} times what size alone gives, "
        f"the E11 {ratios[e11]:.2f} times"
    )
    return charts.bars(
        ratios.sort_values(ascending=False), title, datasets.source("wiod_flows", detail="2011, full 35-industry tables"),
        "value-added trade inside the group over what size alone gives, 2011", decimals=2, line=1, line_label="as size says", strong=[e11],
    )  # fmt: skip
