"""Pictures of lesson 1.1: which trade grew, how many stand behind a product, how much runs under an agreement.

Titles are computed from the tables.
"""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.classification import name
from helpers.figures import charts, theme

WIOD = datasets.source(2011, detail="teaching industries; current prices")
KINDS = {
    "two_way": "two-way trade in goods",
    "intermediates": "inputs in exports",
    "many_borders": "exports crossing two borders or more",
}
TOPS = {"two_way": 80, "intermediates": 100, "many_borders": 80}  # ends of the axis, the same for all economies
GOODS = {
    "machines, electronics, vehicles": ("machinery", "electronics", "vehicles"),
    "metals, chemicals, other materials": ("metals", "chemicals", "petroleum", "rubber_minerals", "wood_paper"),
    "food, clothing, other goods": ("food", "textiles", "other_manufacturing"),
}


def kinds_over_time(kinds: pd.DataFrame) -> theme.LessonFigure:
    """Three kinds of the world's trade. kinds: years × the keys of `KINDS`, per cent."""
    first, last = kinds.index[[0, -1]]
    change = kinds.loc[last] - kinds.loc[first]
    title = (
        f"From {first} to {last}, trade along chains {moved(change['many_borders'])}, "
        f"two-way trade {moved(change['two_way'])}"
    )
    return charts.lines(kinds.rename(columns=KINDS), title, WIOD, "% of world trade", marks={2009: "2009"})


def kind_over_time(frame: pd.DataFrame, kind: str) -> theme.LessonFigure:
    """One kind of trade in the world and up to two economies. frame: years × codes (WLD first), per cent."""
    change = frame.iloc[-1] - frame.iloc[0]
    own = frame.columns[1]
    title = f"{name(own)}: {_signed(change[own])} points since {frame.index[0]}; the world: {_signed(change['WLD'])}"
    unit = f"{KINDS[kind]}, % of {'trade in goods' if kind == 'two_way' else 'exports'}"
    return charts.lines(frame.rename(columns={"WLD": "the world"}), title, WIOD, unit, limits=(0, TOPS[kind]))


def moved(points: float) -> str:
    """A change in points, in words."""
    if abs(points) < 0.05:
        return "stayed where it was"
    return f"{'grew' if points > 0 else 'fell'} by {abs(points):.1f} points"


def origins_over_time(origins: pd.Series) -> theme.LessonFigure:
    """How many economies stand behind a product. origins: by year."""
    first, last = origins.iloc[[0, -1]]
    more = "More" if last > first else "Fewer"
    title = (
        f"{more} economies stand behind a product: {last:.1f} in {origins.index[-1]}, {first:.1f} in {origins.index[0]}"
    )
    frame = origins.to_frame("economies")
    unit = "economies adding more than 1 % of the value of a manufactured product, mean by final use"
    return charts.lines(frame, title, WIOD, unit, marks={2009: "2009"})


def origins_by_product(count: pd.Series) -> theme.LessonFigure:
    """A dot a product, in three groups of goods. count: origins by (region, industry)."""
    industry = count.index.get_level_values("industry")
    groups = {words: count[industry.isin(members)] for words, members in GOODS.items()}
    middle = pd.Series({words: group.median() for words, group in groups.items()})
    more, fewer = middle.idxmax(), middle.idxmin()
    title = f"The median of {more} has {middle[more]:.0f} economies behind it, of {fewer} {middle[fewer]:.0f}"
    unit = f"economies adding more than 1 % of the value of the {len(count)} largest manufactured final products"
    return charts.beeswarm(groups, title, 2011, unit, strong=[g.idxmax() for g in groups.values()], decimals=0)


def treaty_cover(cover: pd.DataFrame) -> theme.LessonFigure:
    """Pairs with an agreement, and trade under one. cover: years × (pairs, value_added, gross), per cent."""
    words = {"pairs": "pairs of economies", "value_added": "value-added trade", "gross": "gross trade"}
    (p0, v0), (p1, v1) = cover[["pairs", "value_added"]].iloc[[0, -1]].to_numpy()
    title = (
        f"Pairs with an agreement: {_percent(p0)} in {cover.index[0]}, {_percent(p1)} in {cover.index[-1]}; "
        f"value-added trade under one: {_percent(v0)}, then {_percent(v1)}"
    )
    return charts.lines(
        cover.rename(columns=words), title, ["agreements", "wiod_flows"], "% with an agreement in force, 40 economies"
    )


def _signed(points: float) -> str:
    return f"{round(points, 1) + 0.0:+.1f}".replace("-", "−")


def _percent(value: float) -> str:
    return theme.percent(value / 100)


def ways_it_grew(table: pd.DataFrame) -> theme.LessonFigure:
    """Trade along chains and two-way trade under all choices. table: `kinds_of_trade.specifications`."""
    two = table[table.index.str.startswith("two-way")]
    inside = two[two.index.str.endswith("industries")]
    rest = table.drop(two.index)
    title = (
        f"Trade along chains rose in {rest['agrees'].sum()} of {len(rest)} counts; two-way trade in "
        f"{inside['agrees'].sum()} of {len(inside)} within pairs and industries, in {two['agrees'].sum() - inside['agrees'].sum()} "
        f"of {len(two) - len(inside)} in all"
    )
    return charts.specifications(table, title, ("wiod_2011", "adb_industries"), "change, points; 1995 to 2011 where nothing else is said", line=0, line_label="no change")  # fmt: skip


def ways_to_count_treaties(table: pd.DataFrame) -> theme.LessonFigure:
    """Growth where an agreement came over growth without. table: `agreements.treaty_specifications`."""
    wide = table[table.index.str.startswith("all")]["value"]
    narrow = table.drop(wide.index)["value"]
    title = (
        f"Pairs that signed grew {wide.min():.2f} to {wide.max():.2f} times as much as others, "
        f"{narrow.min():.2f} to {narrow.max():.2f} without three broad schemes"
    )
    return charts.specifications(table, title, ("agreements", "wiod_flows"), "growth where an agreement came over growth where there is none", decimals=2, line=1, line_label="alike")  # fmt: skip
