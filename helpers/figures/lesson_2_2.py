"""Pictures of lesson 2.2: who weighs how much in value-added trade. Titles are computed from the tables."""

from __future__ import annotations

import pandas as pd

from helpers.classification import name
from helpers.figures import charts, theme

NEAR = 0.001  # an estimate within this fraction of a printed number fits it


def estimates(rows: pd.DataFrame, paper: float) -> theme.LessonFigure:
    """Several numbers for one thing against the paper's. rows: `shares.china_estimates`, billion USD."""
    off = (rows["value"] / paper - 1).abs()
    how = "one fits" if off.min() < NEAR else "none fits; nearest to"
    title = f"Of {len(rows)} numbers, {how} the paper's {paper:,.1f} billion: {off.idxmin()}"
    return charts.dots(
        rows["value"], title, ("tiva2013_exports", "wiod_regions"), "China's value added in exports, 2009, billion USD",
        line=paper, line_label=f"the paper: {paper:,.1f}",
    )  # fmt: skip


def rise(lines: pd.DataFrame) -> theme.LessonFigure:
    """Shares of the E11 over time. lines: years × groups as `shares.e11_lines` makes them, fractions."""
    percent = lines * 100
    gain = percent.iloc[-1] - percent.iloc[0]
    first, last = lines.index[[0, -1]]
    title = (
        f"From {first} to {last} the E11's share {_moved(gain['E11'])} by {abs(gain['E11']):.1f} points, "
        f"China's {_moved(gain['China'])} by {abs(gain['China']):.1f}"
    )
    return charts.lines(
        percent, title, "tiva2013_origin", "% of the value added in world exports, by origin",
        strong=["E11", "E11 without China", "China"],
    )  # fmt: skip


def after_2009(lines: pd.DataFrame) -> theme.LessonFigure:
    """The same groups in a later edition: value-added exports. lines: years × groups, fractions."""
    percent = lines * 100
    gap = percent["E11"] - percent["EU 27"]
    last = lines.index[-1]
    title = (
        f"{last}: the E11 stand {abs(gap.iloc[-1]):.1f} points {'above' if gap.iloc[-1] > 0 else 'below'} the EU, "
        f"{lines.index[0]}: {abs(gap.iloc[0]):.1f} {'above' if gap.iloc[0] > 0 else 'below'}"
    )
    return charts.lines(
        percent, title, ("tiva2025_shares", "countries"), "% of the value-added exports of 79 economies, trade inside the EU counted",
        strong=["E11", "E11 without China", "China"],
    )  # fmt: skip


def one_per_cent(table: pd.DataFrame) -> theme.LessonFigure:
    """Each economy's shares in both directions against 1 %. table: `shares.both_directions`, per cent."""
    sold, bought = (table[c].dropna() for c in table)
    title = (
        f"At least {theme.tidy('1 %')} of the world's: {(sold >= 1).sum()} of {len(sold)} in what they sell, "
        f"{(bought >= 1).sum()} of the {len(bought)} known in what they buy"
    )
    return charts.dots(
        table, title, ("tiva2013_exports", "wiod_flows"), "% of the world's traded value added, 2009", line=1.0, line_label="1 %", log=True, sort=True,
        missing="bought: not in this table",
    )  # fmt: skip


def group_weights(weights: pd.Series, china: pd.Series, title: str, unit: str) -> theme.LessonFigure:
    """Groups' shares of the world as bars on one scale for all settings, China's part inside. Both in per cent."""
    return charts.bars(
        weights, title, "wiod_flows", unit, part=china.rename("CHN"), limits=(0, 50), note="red: China's part"
    )


def against_the_union(gaps: pd.DataFrame) -> theme.LessonFigure:
    """The E11's lead over the EU by year and way of counting. gaps: `shares.e11_against_eu`, percentage points."""
    ahead = gaps > 0
    ever = ahead.columns[ahead.any()]
    since = ahead[ever].idxmax() if len(ever) else pd.Series(dtype=int)
    if len(ever):
        title = f"The E11 get ahead of the EU in {len(ever)} of {len(gaps.columns)} counts: {_ways(since)}"
    else:
        title = f"The E11 stay behind the EU in all {len(gaps.columns)} counts"
    return charts.lines(gaps, title, "wiod_flows", "E11 (8 of 11) minus EU 27, points of the world's value-added trade")


def _ways(since: pd.Series) -> str:
    return "; ".join(f"{way} (from {year})" for way, year in since.items())


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
        note="in brackets: the paper's word",
    )  # fmt: skip


def strengths(rca: pd.DataFrame) -> theme.LessonFigure:
    """Specialisation as tones. rca: economies × broad industries, share over the world's share."""
    best = rca.max().sort_values(ascending=False)
    first, *rest = (f"{v:.1f} {{}}in {i.lower()}" for i, v in best.items())
    title = f"Up to {', '.join([first.format('times the world’s share '), *(w.format('') for w in rest)])}"
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
