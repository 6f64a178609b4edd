"""Pictures of lesson 1.5: who earns in manufacturing, one product's steps, and what is earned at home. Titles are computed."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.classification import industries, name
from helpers.figures import charts, theme


def earners(earned: pd.DataFrame, years=(1995, 2005, 2011)) -> theme.LessonFigure:
    """Who earns the world's value added in low and in high technology. earned: (technology, year) × income groups, per cent."""
    kinds = ("low technology", "high technology")
    rich = earned["rich in 1995"]
    lost = {k: rich[k, years[0]] - rich[k, years[-1]] for k in kinds}
    chosen = earned.loc[[(k, y) for k in kinds for y in years]]
    title = (
        f"From {years[0]} to {years[-1]} the rich economies of 1995 lost {lost[kinds[0]]:.0f} points in low technology "
        f"and {lost[kinds[1]]:.0f} in high technology"
    )
    return charts.stacked(
        chosen.set_axis([f"{k}, {y}" for k, y in chosen.index]), title, "wiod_industries",
        "% of the world's value added in these industries, current prices",
    )  # fmt: skip


def steps(table: pd.DataFrame, economy: str, industry: str, year: int, limits=None) -> theme.LessonFigure:
    """One product's value by steps before it is complete, labour's part dark. table: `tables.smile.smile_steps`."""
    whole = table.sum(axis=1)
    title = f"{name(economy)}, {industries()['label'][industry].lower()}, {year}: the last step earns {theme.percent(whole.iloc[0] / 100)}"
    return charts.stepbars(
        table, title, (f"wiod_{year}", "capital_shares"), "% of the product's value", decimals=1, limits=limits,
        xlabel="steps before the product is complete",
    )  # fmt: skip


def home_shares(home: pd.DataFrame, first: int = 2007) -> theme.LessonFigure:
    """What part of the manufactures bought is earned at home, a panel an economy. home: years × region codes, per cent."""
    change = home.iloc[-1] - home.loc[first]
    fell = int((change < 0).sum())
    rose = [name(c) for c in home if change[c] > 0]
    title = f"From {first} to {home.index[-1]} the home share fell in {fell} of these {len(change)} economies"
    title += f" and rose in {' and '.join(rose)}" if 0 < len(rose) <= 2 else ""
    return charts.lines(
        home, title, datasets.source("wiod_2011", detail="teaching tables of 1995 to 2011"), f"earned at home, % of manufactures bought; beside the names: {home.index[0]} → {home.index[-1]}", marks={first: str(first)}
    )  # fmt: skip


def part_of_world(share: pd.DataFrame, economy: str) -> theme.LessonFigure:
    """An economy's part of the world's value added in some industries. share: years × industries in words, per cent."""
    ends = " and ".join(f"{theme.percent(v / 100)} in {i}" for i, v in share.iloc[-1].items())
    title = f"In {share.index[-1]} {name(economy)} earned {ends} of what the world earned there"
    return charts.lines(share, title, "wiod_industries", "% of the world's value added in the industry")


def outflow(table: pd.DataFrame) -> theme.LessonFigure:
    """What poorer economies gained in low technology under all choices. table: `technology.outflow`."""
    low = table[table.index.str.startswith("low technology")]["value"]
    alone = table[~table.index.str.startswith("low technology")]["value"]
    title = (
        f"Poorer economies gained {low.min():.0f} to {low.max():.0f} points of low technology; "
        f"more than of high technology by {alone.min():.1f} to {alone.max():.1f}"
    )
    return charts.specifications(table, title, ("wiod_industries", "wiod_accounts"), "points of the world's value added, 1995 to 2011 where nothing else is said", line=0, line_label="no change")  # fmt: skip


def backflow(table: pd.DataFrame) -> theme.LessonFigure:
    """What came back under all choices. table: `technology.backflow`."""
    rose = table["agrees"].sum()
    title = f"The share rose in {rose} of {len(table)} counts, in none of the {table.index.str.contains('GDP').sum()} on the years after 2011"
    later = table[table.index.str.contains("GDP")]
    if later["agrees"].any():
        title = (
            f"The share rose in {rose} of {len(table)} counts, {later['agrees'].sum()} of them on the years after 2011"
        )
    return charts.specifications(table, title, ("wiod_2007", "wiod_2008", "wiod_2011", "countries"), "change of the share, points", line=0, line_label="no change")  # fmt: skip
