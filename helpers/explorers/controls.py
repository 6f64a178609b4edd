"""What a reader can set in an explorer: plain values with bounds, without any widget.

A control knows its default, its ends, a value at random and whether it accepts a value. ``page`` describes it for the
browser, ``sent`` and ``read`` turn a value into what the page holds and back: the page holds places in a list, not codes.
"""

from __future__ import annotations

import numbers
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Slider:
    """A number between two bounds; the unit is shown behind it. ``play``: a button beside it moves it step by step to its end."""

    low: float
    high: float
    default: float
    step: float = 1
    label: str = ""
    unit: str = ""
    play: bool = False

    def _on_step(self, value) -> float:
        steps = round((value - self.low) / self.step)
        return type(self.default)(round(self.low + steps * self.step, 10))

    def ends(self) -> list:
        return [type(self.default)(self.low), type(self.default)(self.high)]

    def any(self, rng) -> float:
        return self._on_step(self.low + self.step * int(rng.integers(round((self.high - self.low) / self.step) + 1)))

    def accepts(self, value) -> bool:
        kind = numbers.Integral if isinstance(self.default, int) else numbers.Real
        return isinstance(value, kind) and not isinstance(value, bool) and self.low <= value <= self.high

    def page(self) -> dict:
        digits = len(f"{self.step:.10f}".rstrip("0").partition(".")[2])
        return {"kind": "slider", "low": self.low, "high": self.high, "step": self.step, "unit": self.unit, "digits": digits, "play": self.play}  # fmt: skip

    def sent(self, value) -> float:
        return value

    def read(self, held) -> float:
        return self._on_step(held)


@dataclass(frozen=True)
class Choice:
    """One of several: code → words shown."""

    options: dict[Any, str]
    default: Any
    label: str = ""

    def ends(self) -> list:
        return list(self.options)

    def any(self, rng):
        return self.ends()[int(rng.integers(len(self.options)))]

    def accepts(self, value) -> bool:
        return value in self.ends()

    def page(self) -> dict:
        return {"kind": "choice", "options": list(self.options.values())}

    def sent(self, value) -> int:
        return self.ends().index(value)

    def read(self, held):
        return self.ends()[held]


@dataclass(frozen=True)
class Toggle:
    """Yes or no."""

    default: bool = False
    label: str = ""

    def ends(self) -> list:
        return [False, True]

    def any(self, rng) -> bool:
        return bool(rng.integers(2))

    def accepts(self, value) -> bool:
        return isinstance(value, bool)

    def page(self) -> dict:
        return {"kind": "toggle"}

    def sent(self, value) -> bool:
        return value

    def read(self, held) -> bool:
        return bool(held)


@dataclass(frozen=True)
class Board:
    """One of several, as rows of buttons: row label → {code: words on the button}."""

    rows: dict[str, dict[Any, str]]
    default: Any
    label: str = ""

    def ends(self) -> list:
        return [code for row in self.rows.values() for code in row]

    def any(self, rng):
        return self.ends()[int(rng.integers(len(self.ends())))]

    def accepts(self, value) -> bool:
        return value in self.ends()

    def page(self) -> dict:
        return {"kind": "board", "rows": [[label, list(row.values())] for label, row in self.rows.items()]}

    def sent(self, value) -> int:
        return self.ends().index(value)

    def read(self, held):
        return self.ends()[held]


Control = Slider | Choice | Toggle | Board
