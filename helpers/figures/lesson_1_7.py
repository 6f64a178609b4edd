"""Pictures of lesson 1.7: who files, who spends, who makes and captures, and how many ways of counting agree."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.classification import E11, name
from helpers.figures import charts, theme
from helpers.tables import innovation

PATENTS = datasets.source("research", detail="patent applications by residents")


def filers(shares: pd.DataFrame) -> theme.LessonFigure:
    """Shares of patent filings over time. shares: index = year, columns = regions, per cent (`innovation.shares`)."""
    rest = innovation.members(shares).drop(columns="CHN").sum(axis=1)
    shown = pd.DataFrame({"Japan": shares["JPN"], "China": shares["CHN"], "United States": shares["USA"]})
    shown["E11 without China"] = rest
    first, last = shown.iloc[0], shown.iloc[-1]
    title = (
        f"China filed {first['China']:.0f} % of patents in {shown.index[0]} and {last['China']:.0f} % in {shown.index[-1]}; "
        f"the other ten {first['E11 without China']:.0f} and {last['E11 without China']:.0f} %"
    )
    return charts.lines(shown, title, PATENTS, f"% of applications by residents in {shares.shape[1]} economies")


def spenders(spent: pd.DataFrame) -> theme.LessonFigure:
    """R&D in two years. spent: rows = regions, columns = two years, % of GDP (`innovation.spending`)."""
    shown = spent.dropna().sort_values(spent.columns[-1], ascending=False)
    first, last = shown.columns
    eleven = shown.loc[[c for c in shown.index if c in E11]]
    up = [c for c in eleven.index if eleven.at[c, last] - eleven.at[c, first] > 0.5]
    low = int((eleven[last] < 1.5).sum())
    title = (
        f"{theme.listed([name(c) for c in up])} moved up by more than half a point of GDP; "
        f"{low} of the {len(eleven)} E11 economies shown spend less than 1.5 % of theirs"
    )
    return charts.dots(shown.set_axis([str(c) for c in shown], axis="columns"), title, datasets.source("research", detail="R&D"), "spending on research and development, % of GDP")  # fmt: skip


def three_signs(signs: pd.DataFrame, year: int) -> theme.LessonFigure:
    """Filing, making and capturing side by side. signs: rows = regions, columns = the three, %."""
    china, usa = (signs.loc[c].round() for c in ("CHN", "USA"))
    title = (
        f"{year}: China files {china['files']:.0f} %, makes {china['makes (output)']:.0f} and captures "
        f"{china['captures (value added)']:.0f}; the United States {usa['files']:.0f}, {usa['makes (output)']:.0f} "
        f"and {usa['captures (value added)']:.0f}"
    )
    source = datasets.source("research", year if year == 2022 else "wiod_industries")
    unit = (
        f"% of 37 economies: patents{' of 2021' if year == 2022 else ''}; % of the world: high-technology manufacturing"
    )
    return charts.dots(signs, title, source, unit)


def ways_to_count(table: pd.DataFrame) -> theme.LessonFigure:
    """The E11's change under all choices. table: `innovation.specifications`."""
    agree = table[table["agrees"]]["value"]
    title = f"The E11's share rose in {len(agree)} of {len(table)} ways to count, by {agree.min():.1f} to {agree.max():.0f} points"
    return charts.specifications(table, title, datasets.source("research", "countries"), "change of the E11's share, points", line=0, line_label="no change")  # fmt: skip
