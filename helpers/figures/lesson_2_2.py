"""Pictures of lesson 2.2: who weighs how much in value-added trade. Titles are computed from the tables."""

from __future__ import annotations

import pandas as pd

from helpers.classification import name
from helpers.figures import charts, theme


def china(table: pd.DataFrame, paper: float) -> theme.LessonFigure:
    """Several numbers for one thing against the paper's. table: `shares.china_by_choice`, billion USD."""
    fits = table["agrees"]
    title = (
        f"{fits.sum()} of {len(table)} ways to count come within {theme.tidy('1 %')} of the paper's {paper:,.1f} billion; "
        f"the others are {table['value'][~fits].min() - paper:,.0f} to {table['value'][~fits].max() - paper:,.0f} above it"
    )
    return charts.specifications(
        table, title, ("tiva2013_exports", "wiod_regions", "icio_2022_regions"), "China's value added in exports, 2009, billion USD",
        line=paper, line_label=f"the paper: {paper:,.1f}",
    )  # fmt: skip


def rise(lines: pd.DataFrame) -> theme.LessonFigure:
    """Shares of the E11 over time. lines: years × groups as `shares.e11_lines` makes them of WIOD's VAX, fractions."""
    percent = lines * 100
    gain = percent.iloc[-1] - percent.iloc[0]
    first, last = lines.index[[0, -1]]
    title = (
        f"From {first} to {last} the share of eight of the E11 {_moved(gain['E11'])} by {abs(gain['E11']):.1f} points, "
        f"China's {_moved(gain['China'])} by {abs(gain['China']):.1f}"
    )
    return charts.lines(
        percent, title, "wiod_regions", "% of the world's value-added exports; EU: its members of each year, trade inside it counted",
        strong=["E11", "E11 without China", "China"],
    )  # fmt: skip


def steps(table: pd.DataFrame) -> theme.LessonFigure:
    """Did the share rise at every step? table: `shares.at_every_step`, points."""
    alone = table["agrees"][table.index.str.contains("no China")]
    title = (
        f"At every step the E11's share rose in {table['agrees'].sum()} of {len(table)} counts, "
        f"without China in {alone.sum() or 'none'} of {len(alone)}"
    )
    return charts.specifications(
        table, title, ("wiod_flows", "wiod_accounts", "tiva2013_origin"),
        "smallest of four steps, 1995 to 2009, points of the world's; 8 of the E11, in TiVA all", decimals=2, line=0, line_label="no change",
    )  # fmt: skip


def after_2009(lines: pd.DataFrame) -> theme.LessonFigure:
    """The same groups in a later edition: value-added exports. lines: years × groups, fractions."""
    percent = lines * 100
    gap = percent["E11"] - percent["EU"]
    last, ahead = lines.index[-1], gap[::-1].gt(0).cummin()
    since = f", ahead since {ahead.index[ahead].min()}" if ahead.any() else ""
    title = (
        f"{last}: the E11 stand {abs(gap.iloc[-1]):.1f} points {'above' if gap.iloc[-1] > 0 else 'below'} the EU{since}, "
        f"{lines.index[0]}: {abs(gap.iloc[0]):.1f} {'above' if gap.iloc[0] > 0 else 'below'}"
    )
    return charts.lines(
        percent, title, ("tiva2025_shares", "countries"),
        "% of the value-added exports of 79 economies; EU: its members of each year, trade inside it counted",
        strong=["E11", "E11 without China", "China"],
    )  # fmt: skip


def one_per_cent(table: pd.DataFrame, year: int) -> theme.LessonFigure:
    """Each economy's shares in both directions against 1 %. table: `shares.both_directions`, per cent."""
    sold, bought = (table.iloc[:, i].dropna() for i in (0, 1))
    title = (
        f"{year}: at least {theme.tidy('1 %')} of the world's value-added trade: {(sold >= 1).sum()} of {len(sold)} known in what "
        f"they sell, {(bought >= 1).sum()} of {len(bought)} in what they buy"
    )
    later = year == 2022
    unit = f"% of the {'trade in value added of 80 economies' if later else 'world’s trade in value added'}, {year}"
    return charts.dots(
        table, title, "icio_2022_flows" if later else ("wiod_flows", "tiva2013_exports"), unit, line=1.0, line_label="1 %", log=True, sort=True, decimals=2,
        note="who trades with whom is estimated, totals hardly feel it" if later else "Argentina, Saudi Arabia and South Africa are not in WIOD",
    )  # fmt: skip


def group_weights(weights: pd.Series, china: pd.Series, title: str, unit: str) -> theme.LessonFigure:
    """Groups' shares of the world as bars on one scale for all settings, China's part inside. Both in per cent."""
    return charts.bars(
        weights, title, "wiod_flows", unit, part=china.rename("CHN"), limits=(0, 50), note="red: China's part"
    )


def against_the_union(table: pd.DataFrame) -> theme.LessonFigure:
    """The E11's lead over the EU under all choices. table: `shares.against_the_union`, percentage points."""
    usual = table[table.index.str.endswith("the Union as one")]
    ahead = usual[usual["agrees"]]
    title = (
        f"The Union as one economy: the E11 lead in {len(ahead)} of {len(usual)} counts, by {ahead['value'].min():.1f} to "
        f"{ahead['value'].max():.1f} points; of all {len(table)} counts they lead in {table['agrees'].sum()}"
    )
    return charts.specifications(
        table, title, ("wiod_flows", "tiva2013_groups", "icio_2022_flows", "tiva2025_shares", "adb_industries"),
        "E11 minus EU, points of the world's trade in value added; 2009: 8 of 11, TiVA all",
        line=0, line_label="level",
    )  # fmt: skip


def lead_by_year(gaps: pd.DataFrame) -> theme.LessonFigure:
    """The same lead by year in one edition. gaps: columns of `shares.e11_against_eu`, percentage points."""
    first = {way: gaps.index[gaps[way] > 0].min() for way in gaps if (gaps[way] > 0).any()}
    words = "; ".join(f"{way} (from {year})" for way, year in first.items())
    title = f"By {gaps.index[-1]} the E11 got ahead of the EU in {len(first)} of {len(gaps.columns)} counts{': ' if first else ''}{words}"
    return charts.lines(
        gaps, title, "wiod_flows", "E11 (8 of 11) minus the EU of the year, points of the world's trade in value added"
    )


def balances(table: pd.DataFrame, sides: dict[str, str]) -> theme.LessonFigure:
    """Trade balances by source; behind each name the side on which the paper puts it. table: codes × sources, billion USD."""
    unsure = [name(c) for c in table.index if table.loc[c].dropna().gt(0).nunique() > 1]
    title = (
        f"Sellers or buyers? The sources disagree about {' and '.join(unsure)}"
        if unsure
        else "All sources agree on who sells more than it buys"
    )
    order = table.mean(axis=1).sort_values(ascending=False).index
    named = table.loc[order].set_axis([f"{name(c)} ({sides.get(c, 'no side')})" for c in order])
    return charts.dots(
        named, title, ("wiod_regions", "countries"), "exports minus imports, 2009, billion USD", fold=10, connect=True, decimals=1,
        note="in brackets: the paper's word; the two extracts are one witness",
    )  # fmt: skip


def earned(table: pd.DataFrame) -> theme.LessonFigure:
    """What eight economies earn from, read two ways. table: `shares.two_readings`, points."""
    relative = table["agrees"][table.index.str.endswith("the world")]
    largest = table["agrees"].drop(relative.index)
    title = (
        f"The paper's industry is above its share in the world in {relative.sum()} of {len(relative)} economies, "
        f"the largest earner in {largest.sum()}"
    )
    return charts.specifications(
        table, title, "tiva2013_origin", "share of value added in exports, 2009, less its share in the world or the next industry's, points", line=0, line_label="level",
    )  # fmt: skip


def strengths(rca: pd.DataFrame) -> theme.LessonFigure:
    """Specialisation as tones. rca: economies × broad industries, share over the world's share."""
    best = rca.max()
    top, low = best.idxmax(), best.idxmin()
    title = f"Relative strength, not size: {top.lower()} reaches {best[top]:.1f} times the world's share, {low.lower()} {best[low]:.1f}"
    return charts.heat(
        rca, title, "tiva2013_origin", "share of value added in exports, over the industry's share in the world, 2009", ratio=True,
    )  # fmt: skip


def industries(table: pd.DataFrame, year: int) -> theme.LessonFigure:
    """An economy's shares by industry of origin beside the world's. table: industries × (economy, "world"), per cent."""
    own = table.iloc[:, 0]
    title = f"{name(own.name)}, {year}: {theme.percent(own.max() / 100)} of what its exports earn comes from {own.idxmax().lower()}"
    return charts.dots(
        table, title, "tiva2013_origin", "% of value added in exports, by industry of origin", limits=(0, 90)
    )


def _moved(points: float) -> str:
    return "rose" if points > 0 else "fell"
