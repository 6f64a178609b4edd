"""Pictures of lesson 1.7: who files, who spends, who makes and captures."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.classification import E11, name
from helpers.figures import charts, theme
from helpers.tables import innovation


def filers(shares: pd.DataFrame) -> theme.LessonFigure:
    """Shares of patent filings over time. shares: index = year, columns = regions, fractions (`innovation.patent_shares`)."""
    shares = shares.loc[2000 : innovation.LAST] * 100
    rest = innovation.members(shares).drop(columns="CHN").sum(axis=1)
    shown = pd.DataFrame({"Japan": shares["JPN"], "China": shares["CHN"], "United States": shares["USA"]})
    shown["E11 without China"] = rest
    first, last = shown.iloc[0], shown.iloc[-1]
    title = (
        f"China filed {first['China']:.0f} % of patents in {shown.index[0]} and {last['China']:.0f} % in {shown.index[-1]}; "
        f"the other ten {first['E11 without China']:.0f} and {last['E11 without China']:.0f} %"
    )
    return charts.lines(shown, title, "patents", "% of the world's applications in manufacturing, by year of filing")


def spenders(spent: pd.DataFrame) -> theme.LessonFigure:
    """R&D in two years. spent: rows = regions, columns = two years, % of GDP (`innovation.spending`)."""
    shown = spent.dropna().sort_values(spent.columns[-1], ascending=False)
    first, last = shown.columns
    eleven = shown.loc[[c for c in shown.index if c in E11]]
    up = [c for c in eleven.index if eleven.at[c, last] - eleven.at[c, first] > 0.5]
    low = int((eleven[last] < 1.5).sum())
    title = (
        f"{' and '.join(name(c) for c in up)} moved up by more than half a point of GDP; "
        f"{low} of the {len(eleven)} E11 economies shown spend less than 1.5 % of theirs"
    )
    return charts.dots(shown.set_axis([str(c) for c in shown], axis="columns"), title, datasets.source("countries", detail="R&D"), "spending on research and development, % of GDP")  # fmt: skip


def three_signs(signs: pd.DataFrame, year: int) -> theme.LessonFigure:
    """Filing, making and capturing side by side. signs: rows = regions, columns = the three, % of the world."""
    china, japan = (signs.loc[c].round() for c in ("CHN", "JPN"))
    title = (
        f"{year}: China makes {china['makes (output)']:.0f} % of high technology, captures "
        f"{china['captures (value added)']:.0f} and files {china['files']:.0f}; Japan files {japan['files']:.0f} "
        f"and makes {japan['makes (output)']:.0f}"
    )
    source = datasets.source("patents", "wiod_industries")
    return charts.dots(signs, title, source, "% of the world: patents in manufacturing; high-technology manufacturing")
