"""Pictures of lesson 2.2: who weighs how much in value-added trade. Titles are computed from the tables."""

from __future__ import annotations

import pandas as pd

from helpers.classification import name
from helpers.figures import charts, theme


def group_weights(weights: pd.Series, china: pd.Series, title: str, unit: str) -> theme.LessonFigure:
    """Groups' shares of the world as bars on one scale for all settings, China's part inside. Both in per cent."""
    return charts.bars(weights, title, "wiod_flows", unit, part=china.rename("CHN"), limits=(0, 50))


def industries(table: pd.DataFrame, year: int) -> theme.LessonFigure:
    """An economy's shares by industry of origin beside the world's. table: industries × (economy, "world"), per cent."""
    own = table.iloc[:, 0].sort_values(ascending=False)
    title = f"{name(own.name)}, {year}: {theme.percent(own.iloc[0] / 100)} comes from {own.index[0].lower()}"
    return charts.dots(
        table.loc[own.index],
        title,
        "tiva2013_origin",
        "% of value added in exports, by industry of origin",
        limits=(0, 90),
    )
