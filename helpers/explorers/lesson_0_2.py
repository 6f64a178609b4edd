"""Explorers of lesson 0.2."""

from __future__ import annotations

import pandas as pd

from helpers.classification import name
from helpers.datasets import kept
from helpers.explorers import Choice, explorer
from helpers.figures import diagrams
from helpers.tables import contents

SOME = ("BRA", "CHN", "DEU", "KOR", "MEX", "USA")
COLUMNS = ("exports", "domestic", "foreign", "share")
LIMITS = (15, 20, 30, 40)


@kept
def some() -> pd.DataFrame:
    """The lesson's small table: exports and contents in billion USD, foreign share in per cent, 2009."""
    table = contents.exports() / 1000
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
    title = f"{code} picks {int(cells.to_numpy().sum())} of {table.size} cells"
    if not chosen:
        kind = "an empty table" if column == "all" else "an empty column"
        words = f"{code} picks nothing: no share here is above {rows[2:]}. What comes back is {kind}, and no error."
    elif rows in SOME:
        what = "the whole row, four numbers" if column == "all" else f"one number: {table.at[rows, column]:,.1f}"
        words = f"{code} picks {what}. It is the row of {name(rows)}."
    else:
        kind = "a table" if column == "all" else "a column"
        words = f"{code} picks {kind} of {len(chosen)} row{'s' * (len(chosen) > 1)}: {', '.join(chosen)}."
    where = f"{'all columns' if column == 'all' else f'column {column}'} of the rows {', '.join(chosen) or '(none)'}"
    told = f"Table of {len(table)} economies by {len(COLUMNS)} columns; in boxes: {where}. {words}"
    return diagrams.picked_cells(table, cells, title, contents.YEAR, "billion USD; share in %", told), words
