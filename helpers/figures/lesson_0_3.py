"""Pictures of lesson 0.3: rounds of suppliers, and what a product is made of. Titles are computed from the tables."""

from __future__ import annotations

import pandas as pd

from helpers.classification import name
from helpers.figures import charts, theme
from helpers.figures.pieces import label
from helpers.tables import contents
from helpers.tables.textbook import SOURCE

MOST = 320  # dollars: the end of the axis, more than 200 of each product take


def rounds(made: pd.DataFrame, whole: pd.Series) -> theme.LessonFigure:
    """Output made for an order, round by round, on one scale for all orders. made: products × 0 … k; whole: all rounds."""
    last = made.columns[-1]
    out = {("ordered" if k == 0 else f"round {k}"): made[k] for k in made.columns[:5]}
    if last > 4:  # later rounds are slivers: drawn as one
        out["round 5" if last == 5 else f"rounds 5 to {last}"] = made.loc[:, 5:].sum(axis=1)
    share = theme.percent(made.to_numpy().sum() / whole.sum(), 1) if whole.sum() else ""
    counted = {0: "The order alone is", 1: "The order and 1 round make"}.get(last, f"The order and {last} rounds make")
    title = (
        f"{counted} {share} of the output it takes in the end" if share else "Nothing is ordered, and nothing is made"
    )
    return charts.stacked(
        pd.DataFrame(out), title, SOURCE, "output for the order, dollars", decimals=1, label_from=0.05, limits=(0, MOST)
    )


def recipe(cents: pd.Series, of: tuple[str, str], keep: int = 10) -> theme.LessonFigure:
    """The largest suppliers of an industry. cents: inputs in a dollar of its output, by (region, industry)."""
    largest = cents.sort_values(ascending=False).head(keep)
    first = largest.index[0]
    whose = "its own industry" if first == of else label(first)
    home = cents[[r == of[0] for r, _ in cents.index]].sum() / cents.sum()
    title = f"{label(of)}: {largest.iloc[0]:.0f} cents of a dollar go to {whose}; {theme.percent(home)} of all inputs are bought at home"
    return charts.bars(
        largest,
        title,
        2009,
        "cents of input in a dollar of output, the ten largest suppliers",
        strong=[n for n in largest.index if n[0] == of[0]],
        note=f"dark: in {name(of[0])}",
    )


def behind_a_purchase(shown: pd.DataFrame, economy: str, product: str) -> theme.LessonFigure:
    """Two bars, who sells an industry its inputs and who earned its product's value, per cent, by region."""
    abroad = 100 - shown.loc["value added in the end", economy]
    title = f"{theme.percent(abroad / 100)} of the value of {contents.whose(economy)} {product} was earned abroad"
    return charts.stacked(shown, title, 2009, "% of the total, by region", decimals=1, label_from=0.03)
