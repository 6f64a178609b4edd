"""Figures of lesson 4.4: their titles say what their tables hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from helpers import lock_in
from helpers.classification import E11, industries, name, names
from helpers.figures import charts, pieces, theme
from helpers.figures.theme import CARD, COLOURS, GREY, HIGHLIGHT, INK, LABEL, LINK, LessonFigure, number
from helpers.tables import cluster_ties
from helpers.tables.cluster_ties import DIMENSIONS

TIES = [2022, "ties between linked industries, own cells left out"]
RANKS = [2022, "research", "countries", "own index of lesson 4.4"]
PANEL = [1995, 2003, 2011, 2022, "research", "countries", "least squares, errors by economy"]
MODEL = "a model made up for this lesson, nothing in it is observed"
SHORT = {
    "intensity": "intensity", "density": "density", "reciprocity": "reciprocity", "scale": "scale of ties", "abroad": "same industries abroad",
    "suppliers": "supplying economies", "customers": "buying economies", "research": "R&D (economy)", "patents": "patents (economy)",
    "backward": "backward", "forward": "forward",
}  # fmt: skip
TITLES = {"inside": "inside ties", "outside": "outside ties", "innovation": "innovation", "embedding": "embedding"}
INKS = dict(zip(DIMENSIONS, (COLOURS[0], COLOURS[1], COLOURS[2], COLOURS[3]), strict=True))


def _short(industry: str) -> str:
    return str(industries()["short"].get(industry, industry)).lower()


def clusters_drawn(shown: dict[str, tuple[pd.DataFrame, pd.Series]], kind: str) -> LessonFigure:
    """Clusters as networks with fixed places: an arrow from seller to buyer, its width the part of the buyer's inputs.

    shown: region → (flows, sellers in rows, inputs of the buyers), as `cluster_ties.flows` and `inputs` give them.
    """
    told, most = [], {}
    parts = {c: flows / bought * 100 for c, (flows, bought) in shown.items()}
    for c, part in parts.items():
        most[c] = int((part >= cluster_ties.FROM * 100).to_numpy().sum())
    n = len(next(iter(parts.values())))
    possible = n * (n - 1)
    title = f"{kind.capitalize()} and {n - 1} linked industries: " + ", ".join(f"{name(c)} has {most[c]} of {possible} ties" for c in parts)  # fmt: skip
    fig, axes = theme.canvas(
        title, "arrow: seller to buyer, its width the part of the buyer's inputs · pale: less than 1 %", TIES, 2.5, left=0.2, right=0.2,
        above=0.22, below=0.1, grid=(1, len(parts)), gap=(0.2, 0),
    )  # fmt: skip
    at = {0: (0.2, 0.84), 1: (0.8, 0.84), 2: (0.8, 0.13), 3: (0.2, 0.13)}
    for ax, (c, part) in zip(np.ravel(axes), parts.items(), strict=True):
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 1)
        ax.set_axis_off()
        ax.set_title(name(c), loc="center", size=LABEL + 1, weight="bold", color=INK)
        for i, j in np.ndindex(part.shape):
            if i == j:
                continue
            value = part.iat[i, j]
            strong = value >= cluster_ties.FROM * 100
            ax.add_patch(FancyArrowPatch(
                at[i], at[j], connectionstyle="arc3,rad=0.13", arrowstyle="-|>", mutation_scale=7 + 0.6 * value if strong else 5, shrinkA=_room(i, j), shrinkB=_room(i, j),
                color=HIGHLIGHT if strong else LINK, linewidth=0.6 + 0.42 * value if strong else 0.7, zorder=2 if strong else 1,
            ))  # fmt: skip
        for k, industry in enumerate(part.index):
            words = theme.wrap(_short(industry), 0.95, 8.5)
            ax.text(*at[k], words, ha="center", va="center", size=8.5, weight="bold" if k == 0 else "normal", color=INK, zorder=4,
                    bbox={"boxstyle": "round,pad=0.35", "facecolor": CARD, "edgecolor": HIGHLIGHT if k == 0 else GREY, "linewidth": 1.4})  # fmt: skip
        flat = part.stack()
        flat = flat[flat.index.get_level_values(0) != flat.index.get_level_values(1)]
        (seller, buyer), value = flat.idxmax(), flat.max()
        told.append(f"{name(c)}: strongest {_short(seller)} to {_short(buyer)}, {value:.1f} % of the buyer's inputs")
    return theme.finish(fig, f"Networks of industries at home, in per cent of the buyer's inputs. {'; '.join(told)}.")


def _room(i: int, j: int) -> float:
    """Points that an arrow leaves free at both ends: boxes are wider than high."""
    return {1: 38, 2: 28, 3: 17}[{(0, 1): 1, (2, 3): 1, (0, 2): 2, (1, 3): 2}.get((min(i, j), max(i, j)), 3)]


def percentiles(kind: str, year: int = 2022) -> pd.DataFrame:
    """Where each cluster stands among those of its kind, 0 (lowest) to 100 (highest), by region and measure."""
    table = cluster_ties.of_kind(kind, year)[list(cluster_ties.WORDS)]
    return (table.rank() - 1) / (table.notna().sum() - 1) * 100


def figure_four(place: pd.Series, who: str, kind: str, chosen: str) -> LessonFigure:
    """The paper's figure 4 as a diagram, beside each dimension's measures as dots from the lowest to the highest cluster.

    place: percentile by measure (missing where unknown); chosen: the dimension whose measures are dark.
    """
    means = {d: place[list(some)].mean(skipna=False) for d, some in DIMENSIONS.items()}
    known = {d: v for d, v in means.items() if pd.notna(v)}
    best, worst = max(known, key=known.get), min(known, key=known.get)
    title = f"{who}, {kind} 2022: highest in {TITLES[best]}, lowest in {TITLES[worst]}"
    rows = [(d, m) for d, some in DIMENSIONS.items() for m in some]
    fig, ax = theme.canvas(
        title, "place among clusters of this kind: 0 is the lowest, 100 the highest", [*RANKS[:3], "diagram after figure 4 of Li and others (2018)"],
        0.27 * (len(rows) + 3), left=4.75, right=0.4, below=0.34,
    )  # fmt: skip
    y, at, middles = 0.0, {}, {}
    for d, some in DIMENSIONS.items():
        middles[d] = y + (len(some) - 1) / 2
        for m in some:
            at[m] = y
            y += 1
        y += 0.6
    ax.set_xlim(-3, 103)
    ax.set_ylim(y - 0.6, -0.8)
    ax.set_xticks([0, 25, 50, 75, 100])
    ax.set_yticks([])
    ax.grid(axis="y", visible=False)
    ax.axvline(50, color=INK, linewidth=0.9, zorder=1)
    for d, m in rows:
        ink = INKS[d] if d == chosen else GREY
        strong = d == chosen
        ax.hlines(at[m], 0, 100, color=theme.LINE, linewidth=1, zorder=0)
        ax.annotate(SHORT[m], (0, at[m]), xycoords=("axes fraction", "data"), xytext=(-6, 0), textcoords="offset points", ha="right", va="center_baseline",
                    size=LABEL, color=ink if strong else theme.WORDS, weight="bold" if strong else "normal")  # fmt: skip
        if pd.isna(place[m]):
            ax.text(50, at[m], "not known", ha="center", va="center_baseline", size=8, color=theme.WORDS, bbox={"facecolor": CARD, "edgecolor": "none", "pad": 1})  # fmt: skip
        else:
            ax.plot([place[m]], [at[m]], "o", color=ink, markersize=8 if strong else 6.5, zorder=3, clip_on=False)
    _boxes(fig, ax, middles, means, chosen)
    told = "; ".join(f"{SHORT[m]} {'not known' if pd.isna(place[m]) else number(place[m], 0)}" for _, m in rows)
    return theme.finish(fig, f"Diagram of four dimensions that lead to a rank, and dots from 0 to 100. Chosen: {TITLES[chosen]}. {told}.")  # fmt: skip


def nobody(who: str, kind: str) -> LessonFigure:
    """A card in place of a cluster that is too small to measure."""
    fig, ax = theme.canvas(f"{who}: {kind} too small to measure", "", TIES, 1.2)
    ax.set_axis_off()
    ax.text(
        0.5,
        0.5,
        "less than a billion dollars of output,\nor no exports",
        ha="center",
        va="center",
        size=11,
        color=theme.WORDS,
    )
    return theme.finish(
        fig, "A card with words: this cluster has less than a billion dollars of output, or no exports."
    )


def _boxes(fig, ax, middles: dict, means: dict, chosen: str) -> None:
    """Four boxes beside their measures, an arrow from each to the rank they are said to make."""
    place = ax.get_position()
    side = fig.add_axes((0.1 / theme.WIDTH, place.y0, 3.1 / theme.WIDTH, place.height))
    side.set_xlim(0, 3.1)
    side.set_ylim(*ax.get_ylim())
    side.set_axis_off()
    centre = np.mean(ax.get_ylim())
    side.text(0.62, centre, "rank in\nthe chain", ha="center", va="center", size=10, weight="bold", color=INK, zorder=3,
              bbox={"boxstyle": "round,pad=0.5", "facecolor": CARD, "edgecolor": INK, "linewidth": 1.4})  # fmt: skip
    for d, y in middles.items():
        strong = d == chosen
        side.add_patch(FancyBboxPatch(
            (1.75, y - 0.62), 1.25, 1.24, boxstyle="round,pad=0,rounding_size=0.1", facecolor=INKS[d] if strong else "#F1F1ED",
            edgecolor=INKS[d] if strong else GREY, linewidth=1.2, zorder=2,
        ))  # fmt: skip
        words = f"{TITLES[d]}\n{'not known' if pd.isna(means[d]) else number(means[d], 0)}"
        side.text(2.375, y, words, ha="center", va="center", size=9, color="white" if strong else INK, zorder=3, weight="bold" if strong else "normal")  # fmt: skip
        side.add_patch(FancyArrowPatch(
            (1.72, y), (1.16, centre + (y - centre) * 0.25), arrowstyle="-|>", mutation_scale=11, shrinkA=0, shrinkB=2, color=INKS[d] if strong else GREY,
            linewidth=2 if strong else 1.1,
        ))  # fmt: skip


def inside_swarm(year: int = 2022) -> LessonFigure:
    """Intensity of inside ties of all clusters, a row a kind; the E11 named."""
    groups = {k: cluster_ties.of_kind(k, year)["intensity"] for k in cluster_ties.CORES}
    tops = [(name(v.idxmax()), k, v.max()) for k, v in groups.items()]
    who, kind, value = max(tops, key=lambda t: t[2])
    title = f"Inside ties {year}: tightest in {who}'s {kind}, {value:.0f} % of all inputs"
    return charts.beeswarm(
        groups, title, TIES, "inputs that the cluster's industries buy from each other at home, % of all their inputs · a dot an economy",
        strong=["CHN", "KOR", "IND", "MEX", "SAU"],
    )  # fmt: skip


def profiles(points: pd.DataFrame, regions: list[str], kind: str) -> LessonFigure:
    """Some clusters' points in the four dimensions as parallel dots. points: by region, columns the dimensions."""
    regions = list(dict.fromkeys(regions))
    shown = points.loc[regions].T.set_axis([TITLES[d] for d in points.columns]) - 50
    gap = (shown.max(axis=1) - shown.min(axis=1)).idxmax()
    return charts.dots(
        shown, f"{kind.capitalize()} 2022: {theme.listed(names(regions))} lie furthest apart in {gap}", RANKS,
        "points above or below the mean of clusters of this kind (10: one standard deviation of a measure)", decimals=0, line=0,
        line_label="mean", missing="one not known",
    )  # fmt: skip


def bump(before: pd.Series, after: pd.Series, title: str, words: tuple[str, str], strong: list[str]) -> LessonFigure:
    """Places before and after a change of choices, a line an economy. before, after: place by region (1 the highest)."""
    n = len(before)
    fig, ax = theme.canvas(title, f"places, 1 on top · left: {words[0]} · right: {words[1]}", RANKS, max(0.138 * n, 2.2), left=2.0, right=2.0, below=0.05)  # fmt: skip
    ax.set_xlim(0, 1)
    ax.set_ylim(n + 0.7, 0.3)
    ax.set_axis_off()
    left, right = (s.rank(method="first") for s in (before, after.reindex(before.index)))
    grey = [c for c in before.index if c not in strong]
    ax.add_collection(
        LineCollection([[(0.02, left[c]), (0.98, right[c])] for c in grey], colors=LINK, linewidths=1, zorder=1)
    )
    inks = [theme.colour(c, HIGHLIGHT) if c in strong else GREY for c in before.index]
    for x, side in ((0.02, left), (0.98, right)):
        ax.scatter(np.full(n, x), side, s=20, color=inks, zorder=4, linewidths=0)
    for c, ink in zip(before.index, inks, strict=True):
        if c in strong:
            ax.plot([0.02, 0.98], [left[c], right[c]], color=ink, linewidth=2, zorder=3)
        for x, y, side, place in ((0, left[c], "right", before[c]), (1, right[c], "left", after[c])):
            said = f"{name(c)}  {place:.0f}" if side == "right" else f"{place:.0f}  {name(c)}"
            ax.text(x, y, said, ha=side, va="center_baseline", size=8, color=ink if c in strong else theme.WORDS, weight="bold" if c in strong else "normal")  # fmt: skip
    moved = (after - before).abs()
    enough = max(moved.nlargest(3).min(), 1)
    told = "; ".join(
        f"{name(c)} {before[c]:.0f} to {after[c]:.0f}" for c in before.index if c in strong or moved[c] >= enough
    )
    return theme.finish(fig, f"Lines between two orders of {n} economies, places from 1 on top. {told}.")


def redrawn(table: pd.DataFrame, pairs: float, kind: str, draws: int = 1000) -> LessonFigure:
    """Places under choices drawn by chance. table: as `cluster_ranks.drawn` gives it; pairs: mean share of draws a pair is turned in."""
    shown = table[(table["place"] <= 12) | table.index.isin(E11)]
    ever = int((table["first, %"] > 0).sum())
    title = f"{kind.capitalize()}, {draws:,} draws of the choices: {ever} economies come first at least once, and two economies change places in {pairs:.0%} of draws on average"  # fmt: skip
    return charts.range_dots(
        shown[["best", "middle", "worst"]], title, RANKS, f"place among {len(table)}, 1 the highest: bar from 5 to 95 % of draws, dot the middle one · "
        "the first 12 under equal weights and the E11 with data", decimals=0,
    )  # fmt: skip


def effects(growths: dict[str, pd.DataFrame]) -> LessonFigure:
    """What the four dimensions at the start went with. growths: span in words → slopes, as `cluster_ranks.effects` gives them."""
    table = pd.concat({k: v.loc[list(DIMENSIONS)] for k, v in growths.items()})
    clear = int((table["low"] > 0).sum())
    table.index = [f"{TITLES[d]}, {k}" for k, d in table.index]
    return charts.forest(
        table[["value", "low", "high"]], f"Four dimensions and later growth: {clear or 'none'} of {len(table)} intervals {'lies' if clear == 1 else 'lie'} above zero",
        PANEL, "growth of the share in the chain's income, % a year for one standard deviation more (95 % interval), income held", decimals=1, line_label="no effect",
    )  # fmt: skip


def all_choices(table: pd.DataFrame) -> LessonFigure:
    """Every choice as a dot in its dimension's row. table: as `cluster_ranks.specifications` gives it."""
    counts = table.groupby("dimension")["agrees"].sum()[list(DIMENSIONS)]
    n = len(table) // len(counts)
    title = f"Under {n} choices each: innovation goes with what clusters earn in {counts['innovation']}, inside ties in {counts['inside']}, outside ties in {counts['outside']}, embedding in {counts['embedding']}"  # fmt: skip
    kinds = {
        "goes with it (interval above zero)": (table["agrees"], HIGHLIGHT, "o"),
        "neither": (~table["agrees"] & ~table["against"], GREY, "X"),
        "goes against it (below zero)": (table["against"], COLOURS[1], "v"),
    }
    key = [(f"{k}: {int(rows.sum())}", ink, m) for k, (rows, ink, m) in kinds.items()]
    labels = [TITLES[d] for d in DIMENSIONS]
    fig, ax, _ = pieces.row_canvas(labels, title, "slope for one standard deviation, in standard deviations of what is earned (growth of the share, or income a head)", PANEL, 0.62, key=key, above=0.18)  # fmt: skip
    pieces.dot_axis(ax, table["spread"].min(), table["spread"].max())
    for i, d in enumerate(DIMENSIONS):
        part = table[table["dimension"] == d].sort_values("spread")
        up = (
            (np.arange(len(part)) * 0.618) % 1 - 0.5
        ) * 0.62  # evenly up and down, so that dots do not cover each other
        for rows, ink, marker in kinds.values():
            chosen = rows[part.index].to_numpy()
            ax.scatter(
                part["spread"][chosen],
                i + up[chosen],
                s=26,
                marker=marker,
                color=ink,
                linewidths=0,
                zorder=3,
                alpha=0.85,
            )
    pieces.reference(ax, 0, "no link")
    told = "; ".join(f"{TITLES[d]} with {int(p['agrees'].sum())}, against {int(p['against'].sum())} of {len(p)}" for d, p in table.groupby("dimension", sort=False))  # fmt: skip
    return theme.finish(fig, f"A dot a choice, slopes in standard deviations from {number(table['spread'].min(), 2)} to {number(table['spread'].max(), 2)}. {told}.")  # fmt: skip


def hump(curve: pd.DataFrame, setting: str) -> LessonFigure:
    """A cluster's value by the part of its ties that is inside, and how many ways are left. curve: as `lock_in.curve` gives it."""
    best, top = curve["value"].idxmax(), curve["value"].max()
    bent = lock_in.has_top_between(curve)
    title = (
        f"MADE UP: a hump, best with {best:.0f} % of ties inside ({top:.0f} of 100), all inside reaches {curve['value'].iloc[-1]:.0f}"
        if bent
        else f"MADE UP: no hump here, all inside reaches {curve['value'].iloc[-1]:.0f} of 100, the best setting {top:.0f}"
    )
    fig, axes = theme.canvas(title, setting, MODEL, 2.5, left=0.5, right=0.3, below=0.5, above=0.26, grid=(1, 2), gap=(0.55, 0))  # fmt: skip
    heads = ("what firms reach, best possible = 100 (axis from 70)", "different ways of working left among 24 firms")
    for ax, words, column, ends, ink in zip(axes[0], heads, ("value", "ways"), ((70, 101.5), (0, 25)), (HIGHLIGHT, COLOURS[1]), strict=True):  # fmt: skip
        ax.set_xlim(-3, 103)
        ax.set_ylim(*ends)
        ax.set_title(words, loc="left", size=LABEL, color=INK)
        ax.set_xticks([0, 25, 50, 75, 100], ["0 %", "25 %", "50 %", "75 %", "100 %"])
        ax.set_xlabel("ties inside the cluster", loc="right")
        if column == "value":
            reach = 2 * curve["error"]
            ax.vlines(curve.index, curve[column] - reach, curve[column] + reach, color=GREY, linewidth=2, zorder=2)
        ax.plot(curve.index, curve[column], color=ink, linewidth=2, marker="o", markersize=5, zorder=3, clip_on=False)
        ax.axvline(best, color=GREY, linewidth=1, zorder=1)
    told = "; ".join(f"{i:.0f} % inside: {r.value:.1f}, {r.ways:.1f} ways" for i, r in curve.iterrows())
    return theme.finish(fig, f"Two lines of a model over the part of ties inside, value (bars: two standard errors up and down) and ways left. {told}.")  # fmt: skip


def without_help(table: pd.DataFrame) -> LessonFigure:
    """What fewer inside ties do alone. table: as `cluster_ranks.without_help` gives it."""
    dead = table["nothing gets across"]
    gained = dead.max() - dead.iloc[-1]
    return charts.lines(
        table, f"MADE UP: even when nothing gets across, fewer inside ties lift the cluster by up to {gained:.0f} of 100", MODEL,
        "what firms reach, best possible = 100", zero=False, xlabel="ties inside the cluster, %",
    )  # fmt: skip


def when(table: pd.DataFrame) -> LessonFigure:
    """Where a hump is and how high. table: as `cluster_ranks.model_choices` gives it."""
    part = table[table["rounds"] == 30].assign(height=lambda t: t["value"].where(t["agrees"]))
    part["row"] = [f"{u:.0%} gets across, {o} outsider{'s' if o > 1 else ''}" for u, o in zip(part["understood"], part["outsiders"], strict=True)]  # fmt: skip
    wide = part.pivot(index="row", columns="ruggedness", values="height").loc[list(dict.fromkeys(part["row"]))]
    wide.columns = [f"ruggedness {c}" + (" (one top)" if not c else "") for c in wide]
    rugged = part[part["ruggedness"] > 0]
    assert not part[part["ruggedness"] == 0]["agrees"].any()
    high = rugged.groupby("outsiders")["value"].mean()
    fewest, most = high.index[[0, -1]]
    title = f"MADE UP: after 30 rounds a hump in {int(rugged['agrees'].sum())} of {len(rugged)} kinds of rugged world, {number(high[fewest], 1)} points high with {fewest} outsider, {number(high[most], 1)} with {most} (mean)"  # fmt: skip
    return charts.heat(
        wide.astype(float), title, MODEL, "points (of 100) by which the best part of ties inside beats the better end", decimals=1, missing="no hump",
    )  # fmt: skip


def real_clusters(points: dict[str, pd.DataFrame], fits: dict[str, pd.Series], bent: str) -> LessonFigure:
    """Growth over the home part of ties, all real clusters, with the fitted parabola, a panel a span.

    points: span in words → columns inside, growth by (region, cluster); fits: as `cluster_ranks.parabola` gives them.
    """
    fig, axes = theme.canvas(
        f"Real clusters: {bent}", "growth of the share in the chain's income, % a year (axis cut at ±25) · a dot a cluster, China dark", PANEL, 2.6,
        left=0.5, right=0.25, below=0.5, above=0.2, grid=(1, len(points)), gap=(0.4, 0),
    )  # fmt: skip
    told = []
    for ax, (words, table) in zip(axes[0], points.items(), strict=True):
        china = table.index.get_level_values("region") == "CHN"
        y = table["growth"].clip(-25, 25)
        ax.scatter(table["inside"][~china], y[~china], s=20, color=GREY, linewidths=0, alpha=0.7, zorder=2)
        ax.scatter(
            table["inside"][china], y[china], s=42, marker="D", color=theme.colour("CHN"), linewidths=0, zorder=4
        )
        ax.plot(fits[words].index, fits[words], color=HIGHLIGHT, linewidth=2.2, zorder=3)
        ax.axhline(0, color=INK, linewidth=0.9, zorder=1)
        ax.set_xlim(-2, 102)
        ax.set_ylim(-26, 26)
        ax.set_title(words.replace("growth ", ""), loc="left", size=LABEL, weight="bold", color=INK)
        ax.set_xticks([0, 25, 50, 75, 100], ["0 %", "25 %", "50 %", "75 %", "100 %"])
        ax.set_xlabel("ties to the same industries that are at home", loc="right")
        fit = fits[words]
        told.append(f"{words}, {len(table)} clusters: line from {number(fit.iloc[0], 1)} by {number(fit.max(), 1)} (highest, at {fit.idxmax():.0f} %) to {number(fit.iloc[-1], 1)}")  # fmt: skip
    return theme.finish(
        fig, f"Scatter plots with fitted parabolas, % a year over % of ties at home. {'; '.join(told)}."
    )


def bends(table: pd.DataFrame) -> LessonFigure:
    """The high end's slope under all choices. table: as `cluster_ranks.bends` gives it."""
    return charts.specifications(
        table.set_axis(table.index.str.removeprefix("growth ")), f"More inside ties where they are many: an inverted U stands the test in {int(table['agrees'].sum())} of {len(table)} choices", PANEL,
        "growth, points a year for 10 points more inside, at the 95th of 100 clusters · agrees: up first, then down, each at 5 %", line=0,
    )  # fmt: skip


def over_time(table: pd.DataFrame, kind: str) -> LessonFigure:
    """Inside ties over the years. table: as `cluster_ties.over_time` gives it."""
    fell = table.columns[table.iloc[-1] < table.iloc[0]]
    return charts.lines(
        table, f"{kind.capitalize()}, 1995-2011: inside ties fell in {theme.listed(names(fell)) if len(fell) < len(table.columns) else f'all {len(fell)}'}",
        [1995, 1999, 2003, 2007, 2011], "inputs bought from each other at home, % of all inputs", decimals=1,
    )  # fmt: skip
