"""Pictures of lesson 1.3: ICT inside exports, and people online beside participation. Titles are computed from the tables."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.classification import name
from helpers.figures import charts, theme

WIOD = datasets.source(2011, detail="teaching industries; current prices")


def inside_the_world(world: pd.DataFrame) -> theme.LessonFigure:
    """ICT inside the world's goods other than electronics. world: years × industry of origin, per cent."""
    total = world.sum(axis=1)
    first, top, last = total.index[0], total.idxmax(), total.index[-1]
    title = (
        f"ICT inside the world's other goods: {total[first]:.1f} % in {first}, {total[last]:.1f} % in {last}"
        f"{f'; the most in {top}, {total[top]:.1f} %' if top not in (first, last) else ''}"
    )
    return charts.lines(
        world, title, WIOD, "% of exports of manufactures other than electronics, by industry of origin"
    )


def ways_to_count(table: pd.DataFrame) -> theme.LessonFigure:
    """The change of the ICT part of the world's other goods under all choices. table: `ict.specifications`."""
    agree = table["agrees"]
    title = f"The ICT part of other goods rose in {agree.sum()} of {len(table)} ways to count"
    if not agree.all():
        against = table["value"].idxmin()
        title += f"; the largest fall: {_signed(table['value'].min(), 1)} points ({against})"
    source = datasets.source(
        1995, 2011, "wiod_accounts", detail={1995: "teaching industries", 2011: "teaching industries"}
    )
    return charts.specifications(table, title, source, "change of the ICT part, points", line=0, line_label="no change")


def then_and_now(total: pd.DataFrame) -> theme.LessonFigure:
    """ICT inside the other goods of several economies, the first year beside the last. total: years × codes, per cent."""
    both = total.iloc[[0, -1]].T.set_axis([str(y) for y in total.index[[0, -1]]], axis="columns")
    both = both.sort_values(both.columns[-1], ascending=False)
    change = both.iloc[:, 1] - both.iloc[:, 0]
    up, down = change.idxmax(), change.idxmin()
    fell = "largest loss" if change[down] < 0 else "smallest gain"
    title = (
        f"The ICT part of other goods, {len(both)} economies: largest gain {name(up)} ({_signed(change[up], 1)} points), "
        f"{fell} {name(down)} ({_signed(change[down], 1)})"
    )
    return charts.dots(both, title, WIOD, "ICT value added in exports of manufactures other than electronics, %")


def online_and_participation(points: pd.DataFrame, year: int, label: list[str]) -> theme.LessonFigure:
    """People online beside backward participation. points: codes × (people online, backward participation), per cent."""
    x, y = points.columns
    r = points[x].corr(points[y])
    title = f"{year}: people online and foreign value in exports, {len(points)} economies (correlation {r:.2f})"
    return charts.scatter(points, x, y, title, ["countries", "tiva2025_shares"], label=label)


def effects(effect: pd.DataFrame) -> theme.LessonFigure:
    """The same link three ways. effect: rows × (estimate, low, high)."""
    first, last = effect["estimate"].iloc[[0, -1]]
    title = f"The link is {_signed(first, 3)} {effect.index[0]}, {_signed(last, 3)} {effect.index[-1]}"
    unit = "points of backward participation that go with one more point of people online, with 95 % intervals"
    table = effect.rename(columns={"estimate": "value"})[["value", "low", "high"]]
    return charts.forest(table, title, ["countries", "tiva2025_shares"], unit, decimals=3, line_label="no link")


def _signed(value: float, decimals: int) -> str:
    return f"{value:+.{decimals}f}".replace("-", "−")


def inside(frame: pd.DataFrame, region: str, goods: str, top: float | None = None) -> theme.LessonFigure:
    """ICT inside an economy's exports of some goods. frame: years × industry of origin, per cent; top: the axis's end, if fixed."""
    total = frame.sum(axis=1)
    who = "The world" if region == "WLD" else name(region)
    title = f"{who}, {goods}: {total.iloc[0]:.1f} % ICT inside in {total.index[0]}, {total.iloc[-1]:.1f} % in {total.index[-1]}"
    return charts.lines(
        frame, title, WIOD, "% of the exports' value, by industry of origin", limits=(0, top) if top else None
    )
