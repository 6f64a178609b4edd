"""Letters of figures: matplotlib's own, and for Chinese a cut of Noto Sans CJK SC kept here (fonts/), the same on every machine."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from matplotlib.font_manager import fontManager

from helpers.words import HAN

FONTS = Path(__file__).parent / "fonts"
LATIN, CHINESE = "DejaVu Sans", "GVC Sans SC"
_SIGN = HAN.pattern
_CLOSING, _OPENING = "，。、；：？！）》”’%％", "（《“‘"
_BREAK = re.compile(rf"(?<=[^ ])(?=[^ ])(?<![{_OPENING}])(?![{_CLOSING}])(?:(?<={_SIGN})|(?={_SIGN}))")


def family(words: str) -> list[str]:
    """The families that draw words: the second one has the signs the first lacks."""
    if not HAN.search(words):
        return [LATIN]
    _register()
    return [LATIN, CHINESE]


@cache
def _register() -> None:
    for path in sorted(FONTS.glob("*.otf")):
        fontManager.addfont(path)


def split(words: str) -> list[tuple[str, str]]:
    """Words that a line may end after, each with what parts it from the one before: a blank, in Chinese nothing."""
    return [("" if k else " ", part) for word in words.split(" ") for k, part in enumerate(_BREAK.split(word))]
