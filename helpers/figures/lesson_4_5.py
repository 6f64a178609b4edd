"""Figures of lesson 4.5: their titles say what their tables hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.patches import FancyArrowPatch, Polygon, Rectangle

from helpers import traces as model
from helpers.classification import name, names
from helpers.figures import charts, pieces, theme
from helpers.figures.sankey import ribbon
from helpers.figures.theme import CARD, COLOURS, GREY, HIGHLIGHT, INK, LABEL, LessonFigure, listed, number

WIOD = ["wiod_industries", "wiod_accounts"]
TRACED = ["adb_industries", "research"]
MADE_UP = "stage model of this course, all numbers made up, nothing observed"
INKS = {"none": GREY, "process": COLOURS[0], "product": COLOURS[1], "function": COLOURS[2], "chain": COLOURS[3]}
TRACE_INKS = {"market first": HIGHLIGHT, "technology first": COLOURS[1]}
EMPTY = "#EFEFEB"


def four_kinds(found: pd.DataFrame) -> LessonFigure:
    """Each kind beside its mirror image. found: as `upgrading.found` gives it, %."""
    table = found.loc[found["upgraded"].sort_values(ascending=False).index]
    gap = (found["upgraded"] - found["the mirror image"]).max()
    title = f"{table.index[0].capitalize()} is the most frequent move, {table.index[-1]} the rarest; no kind beats its mirror image by more than {np.ceil(gap):.0f} points"
    return charts.dots(
        table, title, WIOD, "% of country-industries in manufacturing, 1995-2008 · against the industry's median over 40 economies", limits=(0, 40),
    )  # fmt: skip


def bundles(table: pd.DataFrame) -> LessonFigure:
    """How many kinds were made at once, beside chance. table: as `upgrading.together` gives it."""
    shown = table[["low", "found", "high"]].set_axis(["chance, low,", "found", "chance, high (95 % of deals)"], axis="columns")
    shown.index = [f"{n} kinds" if n != 1 else "1 kind" for n in shown.index]
    inside = int(((table["found"] >= table["low"]) & (table["found"] <= table["high"])).sum())
    title = f"Kinds come together as often as chance deals them: {inside} of {len(table)} numbers lie inside its range"
    if inside < len(table):
        title = f"How many kinds at once: {inside} of {len(table)} numbers lie inside what chance deals"
    return charts.range_dots(shown, title, WIOD, "% of country-industries, 1995-2008, by kinds made")


def flows(table: pd.DataFrame) -> LessonFigure:
    """Classes of the earlier and the later years as ribbons, dark where chance does not deal them. table: as `transition`."""
    order = list(dict.fromkeys(table.index.get_level_values("first")))
    total, out = table["found"].sum(), table[table["outside"]]
    more = [f"{a} → {b}" for (a, b), r in out.iterrows() if r["found"] > r["expected"]]
    fewer = [f"{a} → {b}" for (a, b), r in out.iterrows() if r["found"] < r["expected"]]
    title = f"Of {len(table)} ways from class to class {len(out)} lie outside chance: more often {listed(more)}"
    title += f"; more seldom {listed(fewer)}" if fewer else ""
    unit = f"{total} country-industries by the highest kind they made, 1995-2000 (left) and 2003-2008 (right)"
    key = [("dark: more or fewer than chance deals", HIGHLIGHT, "s"), ("within chance", theme.LINK, "s")]
    fig, ax = theme.canvas(title, unit, WIOD, 3.6, left=1.3, right=1.3, below=0.08, key=key)
    gap = 0.03 * total
    left, right = (table["found"].groupby(level=k).sum().reindex(order) for k in ("first", "then"))
    starts = [(side.cumsum() - side + gap * np.arange(len(order))).to_dict() for side in (left, right)]
    for (a, b), row in table.iterrows():
        if not row["found"]:
            continue
        y, z, wide = starts[0][a], starts[1][b], row["found"]
        ink, above = (HIGHLIGHT, 2) if row["outside"] else (theme.LINK, 1)
        ax.add_patch(Polygon(ribbon(0, 1, y, z, wide), facecolor=ink, edgecolor=CARD, linewidth=0.6, zorder=above))
        if row["outside"]:
            ax.text(0.015, y + wide / 2, number(wide, 0), va="center", ha="left", size=8, color="white", zorder=4)
        starts[0][a] += wide
        starts[1][b] += wide
    for x, side, ha in ((-0.02, left, "right"), (1.02, right, "left")):
        at = side.cumsum() - side / 2 + gap * np.arange(len(order))
        for kind, y in at.items():
            ax.add_patch(Rectangle((-0.012 if x < 0 else 1.0, y - side[kind] / 2), 0.012, side[kind], color=INKS[kind], zorder=3))
            ax.text(x, y, f"{kind} {side[kind]}", ha=ha, va="center", size=LABEL, color=INK)
    ax.set_xlim(-0.012, 1.012)
    ax.set_ylim(total + gap * (len(order) - 1), 0)
    ax.set_axis_off()
    told = "; ".join(f"{a} → {b} {int(r['found'])} (chance {r['low']:.0f} to {r['high']:.0f})" for (a, b), r in out.iterrows())
    return theme.finish(fig, f"Flow diagram, {unit}. Outside chance: {told or 'none'}.", pieces.table_words(table["found"].unstack("then")[order].loc[order], 0))


def classes(table: pd.DataFrame) -> LessonFigure:
    """How many change class under other choices. table: as `upgrading.changed_class` gives it."""
    low, high = table["value"].min(), table["value"].max()
    return charts.specifications(
        table, f"Another choice puts {low:.0f} to {high:.0f} % of the industries in another class; fewer than a quarter in {table['agrees'].sum()} of {len(table)}",
        WIOD, "country-industries whose class changes, %", line=25, line_label="a quarter",
    )  # fmt: skip


def in_order(table: pd.DataFrame) -> LessonFigure:
    """Do higher kinds follow lower ones? table: as `upgrading.order` gives it."""
    return charts.specifications(
        table, f"Higher kinds follow lower ones more than the reverse, beyond chance, in {table['agrees'].sum()} of {len(table)} ways to count",
        WIOD, "function or chain after process or product, less the reverse, points · agrees: above what chance exceeds in 5 % of deals", line=0, line_label="no order",
    )  # fmt: skip


def by_worker(growth: pd.Series, members: list[str]) -> LessonFigure:
    """Real value added per worker in manufacturing, a dot an economy. growth: % a year."""
    own = growth[[c for c in members if c in growth]]
    top = own.nlargest(2).index
    return charts.beeswarm(
        growth, f"Real value added per worker: {name(top[0])} and {name(top[1])} lead the E11 with {own[top[0]]:.1f} and {own[top[1]]:.1f} % a year",
        "etd_structure", "real value added per worker in manufacturing, growth 1995-2008, % a year", strong=list(own.index), line=growth.median(), line_label="median",
    )  # fmt: skip


def grid(made: pd.DataFrame, code: str, first: int, last: int, scale: float = 1.0) -> LessonFigure:
    """An economy's industries by the kinds they made. made: as `upgrading.economy_kinds` gives it."""
    moved = int(made.any(axis=1).sum())
    per = {k: int(n) for k, n in made.sum().items()}
    title = f"{name(code)} {first}-{last}: {moved} of {len(made)} industries made a move; {', '.join(f'{k} {n}' for k, n in per.items())}"
    times = "" if scale == 1 else f" · thresholds × {scale:g}"
    unit = f"filled: made this kind, against the industry's median over 40 economies{times}"
    fig, ax, _ = pieces.row_canvas(made.index, title, unit, WIOD, 0.25, above=0.24, below=0.06)
    _tiles(ax, [[INKS[k] if there else EMPTY for k, there in row.items()] for _, row in made.iterrows()])
    for j, kind in enumerate(made):
        ax.text(j, -0.62, kind, ha="center", va="bottom", size=LABEL, weight="bold", color=INKS[kind])
        for i in np.flatnonzero(made[kind]):
            ax.text(j, i, "✓", ha="center", va="center_baseline", size=10, color="white", zorder=3)
    ax.set_ylim(len(made) - 0.5, -0.5)
    ax.set_xticks([])
    told = "; ".join(f"{i}: {', '.join(k for k in made if row[k]) or 'none'}" for i, row in made.iterrows())
    return theme.finish(fig, f"Grid of {len(made)} industries by four kinds, {unit}.", f"{told}.")


def _tiles(ax, inks: list[list[str]]) -> None:
    """Tiles row by row, drawn as one picture with gaps between: a control waits for them."""
    rows, columns = len(inks), len(inks[0])
    ax.imshow(np.array([[to_rgb(ink) for ink in row] for row in inks]), aspect="auto", interpolation="nearest", zorder=1)
    ax.hlines(np.arange(rows - 1) + 0.5, -0.5, columns - 0.5, color=CARD, linewidth=2.5)
    ax.vlines(np.arange(columns - 1) + 0.5, -0.5, rows - 0.5, color=CARD, linewidth=2.5)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)


def later(table: pd.DataFrame) -> LessonFigure:
    """Three thin signs under two publishers. table: as `upgrading.later` gives it."""
    same = table.loc["both say the same"]
    title = f"Two publishers of one period agree on {same.min():.0f} to {same.max():.0f} % of the industries"
    return charts.heat(table.drop("both say the same"), title, ["wiod_industries", "adb_industries"], "% of country-industries with the sign; later years: the thinner definitions", decimals=0, top=50)  # fmt: skip


# -- two traces --------------------------------------------------------------------------------------------------------
def traces(ways: dict[str, pd.DataFrame], told: str = "") -> LessonFigure:
    """Figure 5 as a model: both traces in the plane of two capabilities, stages where they begin. ways: trace → `model.path`."""
    years = {trace: model.arrives(way) for trace, way in ways.items()}
    said = [f"{t} in {y} years" if y is not None else f"{t} not in {len(ways[t]) - 1} years" for t, y in years.items()]
    title = f"Made-up firm: an own brand {', '.join(said)}"
    unit = f"↑ technology, from 0 to 1 · shaded: what an own brand asks for · numbers: years{f' · {told}' if told else ''}"
    key = [("market first: OEM → GLC → OBM", HIGHLIGHT, "o"), ("technology first: technology → OEM → ODM → OBM", COLOURS[1], "s")]
    fig, ax = theme.canvas(title, unit, MADE_UP, 3.7, left=0.5, right=0.35, below=0.5, key=key)
    asks = model.STAGES["OBM"].asks
    ax.add_patch(Rectangle((asks[1], asks[0]), 1.05 - asks[1], 1.05 - asks[0], facecolor="#E4EEF6", edgecolor="none", zorder=0.5))
    ax.set_xlim(-0.03, 1.05)
    ax.set_ylim(-0.03, 1.05)
    for axis in ("x", "y"):
        pieces.ticks(ax, axis, 0, 1, count=5)
    ax.set_xlabel("→ market, from 0 to 1", loc="left")
    points, marked, inks = [], {}, {}
    for (trace, way), mark in zip(ways.items(), ("o", "s"), strict=True):
        ink = TRACE_INKS[trace]
        ax.plot(way["market"], way["technology"], color=ink, linewidth=1.6, marker=mark, markersize=2.6, zorder=3)
        enters = way["stage"].ne(way["stage"].shift())
        ax.plot(way["market"][enters], way["technology"][enters], mark, color=ink, markersize=8, linestyle="none", zorder=4, markeredgecolor=CARD)
        for year in way.index[enters]:
            words = f"{way['stage'][year]} {year}" if year else way["stage"][year]
            marked[len(points) + year], inks[len(points) + year] = words, ink
        points.extend(way[["market", "technology"]].to_numpy())
    pieces.name_points(ax, np.array(points), marked, inks)
    ends = "; ".join(
        f"{t}: " + ", ".join(f"{s} from year {y}" for s, y in way["stage"].drop_duplicates().reset_index().set_index("stage")["year"].items())
        + f", in the end technology {way['technology'].iloc[-1]:.2f}, market {way['market'].iloc[-1]:.2f}"
        for t, way in ways.items()
    )  # fmt: skip
    return theme.finish(fig, f"Two paths in the plane of technology (upright) and market, both 0 to 1. {ends}.")


def sooner(years: pd.DataFrame) -> pd.Series:
    """Which trace is sooner for each start: its name, "as soon" or "no brand". years: as `model.years_to_brand` gives it."""
    market, technology = (years[t].fillna(np.inf) for t in TRACE_INKS)
    word = np.select([market < technology, technology < market, np.isinf(market)], [*TRACE_INKS, "no brand"], "as soon")
    return pd.Series(word, years.index)


def starts(years: pd.DataFrame, told: str = "") -> LessonFigure:
    """Which trace is sooner, by where a firm begins. years: as `model.years_to_brand` gives it."""
    first = sooner(years).unstack("market")
    count = first.stack().value_counts()
    looks = {"market first": (HIGHLIGHT, "M"), "technology first": (COLOURS[1], "T"), "as soon": ("#B9BDC0", "="), "no brand": (EMPTY, "×")}
    key = [(f"{mark}  {words}: {count.get(words, 0)}", ink if ink not in (EMPTY, "#B9BDC0") else GREY, "s") for words, (ink, mark) in looks.items()]
    top = count.idxmax()
    title = f"Made-up firms: {count[top]} of {first.size} starts end {'without a brand' if top == 'no brand' else f'sooner by {top}' if top != 'as soon' else 'as soon by both'}"
    unit = f"↑ technology at the start · a tile a start: which trace comes to a brand sooner{f' · {told}' if told else ''}"
    fig, ax = theme.canvas(title, unit, MADE_UP, 3.5, left=0.55, right=0.4, below=0.5, key=key)
    cells = {(j, i): looks[word] for (i, j), word in np.ndenumerate(first.to_numpy())}
    _tiles(ax, [[looks[word][0] for word in row] for row in first.to_numpy()])
    for (j, i), (ink, mark) in cells.items():
        dark = theme.contrast(ink) >= 4.5
        ax.text(j, i, mark, ha="center", va="center_baseline", size=8.5, color="white" if dark else INK, zorder=3)
    for labels, place in ((first.columns, ax.set_xticks), (first.index, ax.set_yticks)):
        place(range(0, len(labels), 2), [f"{v:g}" for v in labels[::2]])
    ax.set_xlim(-0.5, len(first.columns) - 0.5)
    ax.set_ylim(-0.5, len(first) - 0.5)
    ax.set_xlabel("→ market at the start", loc="left")
    counts = ", ".join(f"{w} {count.get(w, 0)}" for w in looks)
    return theme.finish(fig, f"Tile map of {first.size} starts by technology (upright) and market, 0 to 1: {counts}.")


def choices(table: pd.DataFrame) -> LessonFigure:
    """Does the stronger capability name the trace? table: as `upgrading.model_choices` gives it."""
    return charts.specifications(
        table, f"Model: the trace of the stronger capability is sooner for most unlike starts under {table['agrees'].sum()} of {len(table)} sets of choices",
        MADE_UP, "unlike starts that reach a brand sooner by the trace of their stronger capability, %", decimals=0, line=50, line_label="half",
    )  # fmt: skip


WORDS = {
    "technology": "R&D of the whole economy, % of GDP",
    "market": "share of the world's exports of final products of high technology, %",
    "kept": "value kept in high technology, % of its output",
}
SHOWN = (2000, 2007, 2011, 2015, 2019, 2022)


def paths(signs: pd.DataFrame, of: str, chosen: list[str]) -> LessonFigure:
    """Real paths of a sign against value kept. signs: as `tables.upgrading.signs` gives it; of: technology or market."""
    table = signs[signs["region"].isin(chosen) & signs["year"].isin(SHOWN)]
    wide = table.pivot(index="region", columns="year")
    up = {k: names([c for c in chosen if wide[k][2022][c] > wide[k][2000][c]]) for k in (of, "kept")}
    both = [n for n in up[of] if n in up["kept"]]
    title = f"2000 to 2022: {len(up[of])} of {len(chosen)} raised {'R&D' if of == 'technology' else 'their share of the market'}, {len(up['kept'])} the value they keep; both: {listed(both)}"
    return charts.connected(
        table.rename(columns=WORDS), WORDS[of], WORDS["kept"], title,
        [*TRACED, "R&D of the economy, not of the industry"] if of == "technology" else "adb_industries",
    )  # fmt: skip


def who_took(taken: pd.DataFrame, threshold: float = 0.25, middle: int = 2011) -> LessonFigure:
    """Which sign grew, economy by economy. taken: as `tables.upgrading.taken` gives it."""
    counts = taken["path"].value_counts()
    said = ", ".join(f"{words} {counts.get(words, 0)}" for words in ("market first", "technology first", "both at once", "neither"))
    table = taken.rename(columns={"technology": "R&D, 2000 = 1", "market": "share of the market, 2000 = 1"})
    fig = charts.scatter(
        table, "R&D, 2000 = 1", "share of the market, 2000 = 1", f"By {middle}, of {len(taken)}: {said}", TRACED, group="path", label=table.index,
        note=f"Lines: a growth of {threshold:.0%}, from which on a sign counts as moved.",
    )  # fmt: skip
    for draw in (fig.axes[0].axvline, fig.axes[0].axhline):
        draw(1 + threshold, color=GREY, linewidth=1, linestyle="--", zorder=1)
    return fig


def figure_five() -> LessonFigure:
    """The two traces as a diagram: stages as boxes, higher with more technology, further right nearer to the market."""
    title = "Two traces to an own brand: by the market (three stages) and by technology (four)"
    unit = "↑ more technology · each box: what the firm does, and cents it keeps of a dollar (made up)"
    fig, ax = theme.canvas(title, unit, ["this course, after figure 5 of Li and others (2018)", MADE_UP], 3.6, left=0.2, right=0.2, below=0.4)
    at = {"OEM": (0.85, 0.12), "GLC": (1.75, 0.12), "technology": (0.33, 0.62), "ODM": (1.3, 0.86), "OBM": (2.5, 0.62)}
    for trace, stages in model.TRACES.items():
        for a, b in zip(stages, stages[1:], strict=False):
            ax.add_artist(FancyArrowPatch(at[a], at[b], arrowstyle="-|>", mutation_scale=14, shrinkA=36, shrinkB=42, linewidth=2, color=TRACE_INKS[trace], linestyle="-" if trace == "market first" else "--", zorder=1))  # fmt: skip
    for stage, (x, y) in at.items():
        held = model.STAGES[stage]
        words = f"{stage}\n{theme.wrap(held.words, 1.35, 8)}\nkeeps {held.keeps * 100:.0f}"
        ax.text(x, y, words, ha="center", va="center", size=8, color=INK, linespacing=1.25, zorder=3, bbox={"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": GREY})  # fmt: skip
    ax.text(2.95, 0.12, "solid: market first", ha="right", va="center", size=LABEL, color=HIGHLIGHT)
    ax.text(2.95, 0.02, "dashed: technology first", ha="right", va="center", size=LABEL, color=COLOURS[1])
    ax.set_xlim(0, 3)
    ax.set_ylim(-0.05, 1.02)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.set_xlabel("→ closer to the market", loc="left")
    told = "; ".join(f"{t}: {' → '.join(s)}" for t, s in model.TRACES.items())
    return theme.finish(fig, f"Diagram of five stages with arrows. {told}. Of a dollar they keep {', '.join(f'{k} {v.keeps:.0%}' for k, v in model.STAGES.items())}.")
