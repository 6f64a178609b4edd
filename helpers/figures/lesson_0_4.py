"""Pictures of lesson 0.4: what exports contain and what is counted twice. Titles are computed from the tables."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.classification import name
from helpers.figures import charts, theme
from helpers.tables import contents


def comes_home(three: pd.DataFrame, codes: Iterable[str]) -> theme.LessonFigure:
    """Own value that comes home, counted once, per cent of gross exports. three: `contents.three_measures`."""
    home = three["domestic content"] - three["counted again"] - three["VAX"]
    home = home.div(three["gross exports"]).loc[list(codes)] * 100
    home = home.sort_values(ascending=False)
    title = f"Most comes home again to {_the(home.index[0])} ({home.iloc[0]:.1f}\u202f% of its exports), least to {_the(home.index[-1])} ({home.iloc[-1]:.1f}\u202f%)"
    return charts.bars(home, title, 2009, "own value that comes home again, % of gross exports")


def _the(code: str) -> str:
    return f"{'the ' if code in ('USA', 'RUS', 'ROW') else ''}{name(code)}"


def hundred_cents(three: pd.DataFrame, mine: str) -> theme.LessonFigure:
    """A dollar of an economy's exports as 100 squares: own value used elsewhere, come home or counted again; foreign."""
    row = three.loc[mine] / three.at[mine, "gross exports"] * 100
    parts = pd.Series({
        "own value, used up elsewhere": row["VAX"],
        "own value, comes home": row["domestic content"] - row["counted again"] - row["VAX"],
        "own value, counted again": row["counted again"], "foreign content": 100 - row["domestic content"],
    })  # fmt: skip
    cents = np.floor(parts).astype(int)
    cents[(parts - cents).sort_values(ascending=False).index[: 100 - cents.sum()]] += (
        1  # whole cents that make a dollar
    )
    kinds = pd.Series([k for k, n in cents.items() for _ in range(n)])
    used, home, again, foreign = parts
    title = f"{name(mine)}: of 100 cents shipped {used:.1f} are its own and used up elsewhere, {home:.1f} come home, {again:.1f} are counted again, {foreign:.1f} are foreign"
    return charts.waffle(
        kinds, title, 2009, "cents of a dollar of gross exports", order=parts.index, per_row=20, ids=False
    )


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
