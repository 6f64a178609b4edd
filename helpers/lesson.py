"""What every lesson starts with, and how it shows numbers: rounded for people, the same on every machine."""

from __future__ import annotations

import html
from dataclasses import dataclass

import pandas as pd


def start(number: str) -> None:
    """Get a lesson ready: numbers rounded, and the chapter's explorers and exercises known. Shows nothing."""
    from helpers import exercises, explorers

    pd.set_option("display.precision", 1, "display.max_rows", 30, "display.width", 120)
    chapter = number.split(".")[0]
    explorers.chapter(chapter)
    exercises.chapter(chapter)


@dataclass(frozen=True)
class Table:
    """A small table for reading: a caption, headers that screen readers find, text cells."""

    frame: pd.DataFrame
    caption: str

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.frame.to_string()}"

    def _repr_html_(self) -> str:
        return self.frame.to_html(border=0, justify="left").replace(
            "<thead>", f"<caption>{html.escape(self.caption)}</caption><thead>", 1
        )


def table(
    frame: pd.DataFrame, caption: str, decimals: int | dict[str, int] = 1, percent: tuple[str, ...] = ()
) -> Table:
    """A frame as text: thousands separated, ``decimals`` digits (one number, or one a column), fractions as per cent."""
    out = frame.copy().astype(object)
    for column in frame:
        if not pd.api.types.is_numeric_dtype(frame[column]):
            out[column] = frame[column].astype(object).where(frame[column].notna(), "–")
            continue
        digits = decimals.get(column, 1) if isinstance(decimals, dict) else decimals
        style = f".{digits}%" if column in percent else f",.{digits}f"
        out[column] = [_text(v, style) for v in frame[column]]
    return Table(out, caption)


def _text(value, style: str) -> str:
    return "–" if pd.isna(value) else format(value if round(float(value), 9) else 0.0, style)
