"""All charts by name: a tidy table in, a labelled figure out.

All take the finding as ``title``, a ``source`` (the name of a data set, or words) and a ``unit``, which stands under the
title, and write their numbers into the alternative text. Numbers are drawn as given: hand in per cent, billions or whatever
the unit says. Regions may be codes: rows, columns and ``strong`` are named as their publishers name them.
"""

from helpers.figures.cases import beeswarm, heat, waffle
from helpers.figures.lines import lines, small_multiples
from helpers.figures.plane import connected, scatter
from helpers.figures.rows import bars, dots, forest, range_dots, specifications, stacked
from helpers.figures.steps import smile_curve, stepbars, waterfall

__all__ = [
    "bars", "beeswarm", "connected", "dots", "forest", "heat", "lines", "range_dots", "scatter", "small_multiples",
    "smile_curve", "specifications", "stacked", "stepbars", "waffle", "waterfall",
]  # fmt: skip
