"""Picture of lesson 0.1: who hands on most of an exported dollar. Its title is computed from the table."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.classification import name
from helpers.figures import charts, theme


def foreign_shares(content: pd.DataFrame, codes: Iterable[str], mine: str) -> theme.LessonFigure:
    """Foreign shares of exports, the learner's economy among them. content: region × exports, domestic, foreign."""
    codes = list(dict.fromkeys([*codes, mine]))
    share = (content["foreign"] / content["exports"]).loc[codes].sort_values(ascending=False) * 100
    place = list(share.index).index(mine) + 1
    ends = f"{name(share.index[0])} {theme.percent(share.iloc[0] / 100)}, {name(share.index[-1])} {theme.percent(share.iloc[-1] / 100)}"
    title = f"Of an exported dollar {name(mine)} hands on {theme.percent(share[mine] / 100)}, place {place} of these {len(share)} ({ends})"
    return charts.bars(
        share, title, 2009, "foreign share of gross exports, %", strong=[mine], note=f"dark: yours, {name(mine)}"
    )
