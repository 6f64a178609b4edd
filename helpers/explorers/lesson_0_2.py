"""Explorers of lesson 0.2."""

from __future__ import annotations

from functools import cache

import pandas as pd
from matplotlib.patches import Rectangle

from helpers import datasets
from helpers.classification import name
from helpers.explorers import Choice, explorer
from helpers.figures import theme
from helpers.value_added import content_of_exports

SOME = ("BRA", "CHN", "DEU", "KOR", "MEX", "USA")
COLUMNS = ("exports", "domestic", "foreign", "share")
LIMITS = (15, 20, 30, 40)


@cache
def some() -> pd.DataFrame:
    """The lesson's small table: exports and contents in billion USD, foreign share in per cent, 2009."""
    table = content_of_exports(datasets.mrio(2009)) / 1000
    return table.assign(share=table["foreign"] / table["exports"] * 100).loc[list(SOME), list(COLUMNS)]


def line(rows: str, column: str) -> str:
    """The line of Python that picks these rows (all, a code, or a condition such as "> 20") and this column (or all)."""
    if rows == "all":
        return "some" if column == "all" else f'some["{column}"]'
    one = f'"{rows}"' if rows in SOME else f'some["share"] {rows}'
    if column != "all":
        return f'some.loc[{one}, "{column}"]'
    return f"some.loc[{one}]" if rows in SOME else f"some[{one}]"


def picked(rows: str, column: str) -> pd.DataFrame:
    """True for each cell of the small table that the line picks."""
    table = some()
    inside = {"all": table["share"].notna()} | {c: table.index == c for c in SOME}
    keep = pd.Series(table["share"] > int(rows[2:]) if rows[0] == ">" else inside[rows], table.index)
    return pd.DataFrame({c: keep & (column in ("all", c)) for c in table})


def _draw(table: pd.DataFrame, cells: pd.DataFrame, title: str, alt: str) -> theme.LessonFigure:
    """A table as a picture: cells that are picked stand in boxes and in bold, the others in grey."""
    rows, columns = table.shape
    fig, ax = theme.figure(width=7.0, height=0.34 * (rows + 1) + 0.9, margins=(0.9, 0.3, 0.55, 0.32))
    for j, column in enumerate(table):
        ax.annotate(column, (j + 0.9, -0.5), ha="right", va="center", fontsize=9.5, fontweight="bold")
        for i, code in enumerate(table.index):
            chosen = bool(cells.iat[i, j])
            if chosen:
                ax.add_patch(
                    Rectangle((j + 0.05, i + 0.07), 0.9, 0.86, facecolor="#CFE5F3", edgecolor=theme.BLUE, lw=1.2)
                )
            ax.annotate(
                f"{table.at[code, column]:,.1f}", (j + 0.9, i + 0.5), ha="right", va="center", fontsize=9.5,
                fontweight="bold" if chosen else "normal", color=theme.BLACK if chosen else "#6A6A6A",
            )  # fmt: skip
    for i, code in enumerate(table.index):
        ax.annotate(
            code, (-0.1, i + 0.5), ha="right", va="center", fontsize=9.5, fontweight="bold", annotation_clip=False
        )
    ax.set_xlim(0, columns)
    ax.set_ylim(rows, -1)
    ax.axis("off")
    return theme.finish(fig, title, "WIOD, 2013 release; 2009, teaching industries; billion USD, share in %", alt)


@explorer(
    id="0.2a",
    title="Which cells does this line pick?",
    question="Choose rows and a column, and say the line of Python to yourself before you read it above the table.",
    controls={
        "rows": Choice(
            {"all": "all rows"}
            | {c: f"one row: {name(c)}" for c in SOME}
            | {f"> {k}": f"rows with a share above {k}" for k in LIMITS},
            "KOR",
            label="rows",
        ),
        "column": Choice({"all": "all columns"} | {c: f"one column: {c}" for c in COLUMNS}, "foreign", label="columns"),
    },
)
def which_cells(rows: str, column: str):
    """The small table with the cells that a line of Python picks."""
    table, cells, code = some(), picked(rows, column), line(rows, column)
    chosen = list(table.index[cells.any(axis=1)])
    count = int(cells.to_numpy().sum())
    title = f"{code} picks {count} of {table.size} cells"
    if not chosen:
        kind = "an empty table" if column == "all" else "an empty column"
        words = f"{code} picks nothing: no share here is above {rows[2:]}. What comes back is {kind}, and no error."
    elif rows in SOME:
        what = "the whole row, four numbers" if column == "all" else f"one number: {table.at[rows, column]:,.1f}"
        words = f"{code} picks {what}. The row is {name(rows)}'s."
    else:
        kind = "a table" if column == "all" else "a column"
        words = f"{code} picks {kind} of {len(chosen)} row{'s' * (len(chosen) > 1)}: {', '.join(chosen)}."
    where = f"{'all columns' if column == 'all' else f'column {column}'} of the rows {', '.join(chosen) or '(none)'}"
    alt = f"Table of {len(table)} economies by {len(COLUMNS)} columns; in boxes: {where}. {words}"
    return _draw(table, cells, title, alt), words
