"""Explorers of lesson 4.5."""

from __future__ import annotations

from functools import cache

from helpers import traces as model
from helpers.classification import name, names
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import lesson_4_5 as figures
from helpers.tables import upgrading
from helpers.words import listed

PERIODS = {(1995, 2008): "1995 to 2008", (1995, 2000): "1995 to 2000", (2003, 2008): "2003 to 2008"}
GROUPS = {
    "makers": ("China, Korea, Mexico, Türkiye", ["CHN", "KOR", "MEX", "TUR"]),
    "others": ("Brazil, India, Indonesia, Russia", ["BRA", "IND", "IDN", "RUS"]),
    "all": ("all eight", list(upgrading.TRACED)),
}


@cache
def _moved(years: tuple[int, int], scale: float) -> float:
    """Part of all economies' industries that made a move."""
    return float(upgrading.kinds(upgrading.moves(*years), scale).any(axis=1).mean())


@explorer(
    id="4.5a",
    title="Who made which move?",
    question="Which moves survive when the thresholds double? Does a second period repeat the first?",
    controls={
        "economy": Choice({c: name(c) for c in sorted(upgrading.economies(), key=name)}, "KOR", label="economy"),
        "years": Choice(PERIODS, (1995, 2008), label="years"),
        "scale": Slider(0.25, 3.0, 1.0, 0.25, label="thresholds times"),
    },
)
def who_made_which_move(economy: str, years: tuple[int, int], scale: float):
    """The kinds that each manufacturing industry of an economy made, under other thresholds."""
    made = upgrading.economy_kinds(economy, *years, scale)
    several = made.index[made.sum(axis=1) > 1]
    words = (
        f"{name(economy)}, {PERIODS[years]}, thresholds times {scale:g}: {made.any(axis=1).mean():.0%} of its industries made a "
        f"move (of all economies' {_moved(years, scale):.0%}), {len(several)} of {len(made)} more than one. Thresholds: {10 * scale:.3g} % of real "
        f"value or market share, {scale:.3g} points of pay, {0.05 * scale:.3g} steps."
    )
    return figures.grid(made, economy, *years, scale), words


@explorer(
    id="4.5b",
    title="A made-up firm on two traces",
    question="Which control frees the market-first firm from its buyer's design? Which start makes the other trace the sooner one?",
    controls={
        "technology": Slider(0.0, 1.0, 0.2, 0.1, label="technology at the start"),
        "market": Slider(0.0, 1.0, 0.2, 0.1, label="market at the start"),
        "squeeze": Slider(0.0, 1.0, 0.3, 0.1, label="buyers' squeeze"),
        "fading": Slider(0.0, 0.06, 0.02, 0.01, label="forgotten in a year"),
    },
)
def two_traces(technology: float, market: float, squeeze: float, fading: float):
    """One firm on both traces of figure 5: a stage model, all numbers made up."""
    ways = {t: model.path(t, technology, market, squeeze, fading=fading) for t in model.TRACES}
    said = []
    for trace, way in ways.items():
        year = model.arrives(way)
        end = f"comes to its own brand in year {year}" if year is not None else f"is still {way['stage'].iloc[-1]} after {len(way) - 1} years"
        said.append(f"{trace}, it {end} and keeps {way['keeps'].mean() * 100:.0f} cents of a dollar on average")
    fig = figures.traces(ways, f"squeeze {squeeze:g}, {fading:.0%} forgotten in a year")
    return fig, f"Made-up firm, technology {technology:g} and market {market:g} at the start: {'; '.join(said)}. Model."


@explorer(
    id="4.5c",
    title="Real paths of eight emerging economies (2000-2022)",
    question="Who raised technology and kept more? Who gained the market and kept less? Who did neither?",
    controls={
        "of": Choice({"technology": "R&D of the economy", "market": "share of the market"}, "technology", label="against value kept"),
        "group": Choice({k: v[0] for k, v in GROUPS.items()}, "makers", label="economies"),
    },
)
def real_paths(of: str, group: str):
    """A sign of technology or of the market against the value kept in high technology."""
    chosen, signs = GROUPS[group][1], upgrading.signs()
    wide = signs.pivot(index="region", columns="year").loc[chosen]
    grown, kept = wide[of][2022] > wide[of][2000], wide["kept"][2022] > wide["kept"][2000]
    what = "R&D" if of == "technology" else "the market"
    words = (
        f"2000 to 2022, {what} and value kept both up: {listed(names(wide.index[grown & kept]))}; {what} up, value kept down: "
        f"{listed(names(wide.index[grown & ~kept]))}; value kept up without: {listed(names(wide.index[~grown & kept]))}; neither: "
        f"{listed(names(wide.index[~grown & ~kept]))}."
    )
    return figures.paths(signs, of, chosen), words
