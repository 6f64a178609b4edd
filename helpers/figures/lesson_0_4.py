"""Pictures of lesson 0.4: what exports contain and what is counted twice. Titles are computed from the tables."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.classification import name
from helpers.figures import charts, theme
from helpers.tables import contents


def two_shares(three: pd.DataFrame, codes: Iterable[str], mine: str = "") -> theme.LessonFigure:
    """Domestic content and VAX over gross exports, the widest gap named. three: region × gross exports, domestic content, VAX."""
    codes = list(dict.fromkeys([*codes, *([mine] if mine else [])]))
    share = three[["domestic content", "VAX"]].div(three["gross exports"], axis=0).loc[codes] * 100
    home = share["domestic content"] - share["VAX"]
    if mine:
        title = f"{name(mine)}: {share.at[mine, 'VAX']:.1f}\u202f% of exports is own value used up elsewhere, {home[mine]:.1f}\u202f% comes home again"
    else:
        most = home.idxmax()
        title = f"Most comes home again to {_the(most)} ({home[most]:.1f}\u202f% of its exports), least to {_the(home.idxmin())} ({home.min():.1f}\u202f%)"
    return charts.dots(share, title, 2009, "% of gross exports", sort=True)


def _the(code: str) -> str:
    return f"{'the ' if code in ('USA', 'RUS', 'ROW') else ''}{name(code)}"


def counted_more_than_once(table: pd.DataFrame) -> theme.LessonFigure:
    """What of world exports is not VAX, is foreign, is counted twice. table: year × three columns, per cent."""
    first, last = table.index[[0, -1]]
    title = (
        f"{table.at[last, 'not VAX']:.0f} of 100 dollars of world exports were not value-added exports in {last}, "
        f"{table.at[first, 'not VAX']:.0f} in {first}"
    )
    return charts.lines(table, title, "wiod_regions", "% of world gross exports, current prices", marks={2009: "2009"})


def rounds(found: pd.DataFrame, economy: str) -> theme.LessonFigure:
    """Cents of a dollar by origin, on one scale for all settings. found: origin × round of suppliers 0 … k."""
    last = found.columns[-1]
    out = {("the maker" if k == 0 else f"round {k}"): found[k] for k in found.columns[:4]}
    if last > 3:
        out["round 4" if last == 4 else f"rounds 4 to {last}"] = found.loc[:, 4:].sum(axis=1)
    reached = found.to_numpy().sum()
    after = {0: "before any supplier is asked", 1: "after 1 round of suppliers"}.get(
        last, f"after {last} rounds of suppliers"
    )
    title = f"{reached:.0f} of 100 cents are found {after}"
    return charts.stacked(
        pd.DataFrame(out), title, 2009, f"cents of a dollar of {contents.whose(economy)} product, by where they are earned", decimals=1,
        label_from=0.04, limits=(0, 100),
    )  # fmt: skip


def nine_terms(groups: pd.DataFrame, economy: str) -> theme.LessonFigure:
    """Two years' exports in five groups of the nine terms. groups: year × group, per cent."""
    twice = groups[[c for c in groups if "counted twice" in c]].sum(axis=1)
    (first, before), (last, after) = twice.items()
    title = f"{name(economy)}: {after:.1f}\u202f% of gross exports in {last} are counted twice, {before:.1f}\u202f% in {first}"
    return charts.stacked(
        groups.set_axis([str(y) for y in groups.index]), title, "wiod_regions", "% of gross exports", decimals=1, label_from=0.02
    )  # fmt: skip
