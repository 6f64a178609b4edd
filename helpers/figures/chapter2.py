"""Figures of chapter 2: the emerging economies in value-added trade."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.classification import name
from helpers.figures import theme

WIOD = "WIOD, 2013 release (Timmer and others 2015), full 35-industry tables"
TIVA13 = "OECD-WTO, Trade in Value Added, May 2013 edition"
TIVA25 = "OECD, Trade in Value Added, 2025 edition; World Bank, World Development Indicators (GDP)"


def estimates(rows: pd.DataFrame, paper: float, title: str, unit: str = "billion USD") -> theme.LessonFigure:
    """Dots for several estimates of one number, a line for the paper's. rows: index = label, columns value, source."""
    fig, ax = theme.figure(width=8, height=1.5 + 0.42 * len(rows))
    sources = list(dict.fromkeys(rows["source"]))
    for i, (_, row) in enumerate(rows.iterrows()):
        k = sources.index(row["source"])
        ax.plot(row["value"], i, theme.MARKERS[k], color=theme.COLOURS[k], markersize=9)
        ax.annotate(
            f"{row['value']:,.1f}",
            (row["value"], i),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    ax.vlines(paper, -0.35, len(rows) - 0.5, color=theme.BLACK, linestyle="--", linewidth=1.2)
    ax.annotate(f"the paper: {paper:,.1f}", (paper, -0.62), ha="center", va="center", fontsize=9, fontweight="bold")
    ax.set_yticks(range(len(rows)), rows.index)
    ax.set_ylim(len(rows) - 0.5, -1.0)
    high = max(rows["value"].max(), paper)
    ax.set_xlim(0, high * 1.12)
    ax.set_xlabel(unit)
    ax.grid(axis="y", visible=False)
    words = "; ".join(f"{label}: {row['value']:,.1f}" for label, row in rows.iterrows())
    return theme.finish(
        fig, title, f"{TIVA13}; {WIOD}", f"Dot plot of estimates in {unit} against the paper's {paper:,.1f}. {words}."
    )


def share_lines(shares: pd.DataFrame, title: str, source: str, what: str) -> theme.LessonFigure:
    """Lines of world shares over time, named at their ends. shares: index = year, columns = names, fractions."""
    fig, ax = theme.figure(width=8, height=4.2)
    percent = shares * 100
    for k, column in enumerate(percent):
        ax.plot(
            percent.index,
            percent[column],
            color=theme.COLOURS[k],
            marker=theme.MARKERS[k],
            linestyle=theme.DASHES[k],
            linewidth=2,
            markersize=5,
        )
    last = percent.index[-1]
    span = percent.to_numpy().max() * 1.12
    ends = {
        f"{c}  {percent[c].iloc[-1]:.1f} %": (last, percent[c].iloc[-1], theme.COLOURS[k])
        for k, c in enumerate(percent)
    }
    theme.label_ends(ax, ends, gap=span * 0.055, pad=(last - percent.index[0]) * 0.02)
    ax.set_xlim(percent.index[0] - 0.3, last + (last - percent.index[0]) * 0.42)
    ax.set_xticks(percent.index if len(percent) < 8 else percent.index[::2])
    ax.set_ylim(0, span)
    ax.set_ylabel(f"% of {what}")
    ax.grid(axis="x", visible=False)
    words = "; ".join(f"{c} from {percent[c].iloc[0]:.1f} to {percent[c].iloc[-1]:.1f} %" for c in percent)
    return theme.finish(fig, title, source, f"Line chart, shares in {what}, {percent.index[0]} to {last}: {words}.")


def one_per_cent(exports: pd.Series, imports: pd.Series, title: str) -> theme.LessonFigure:
    """Each economy's shares in both directions against the 1 % mark. Series of fractions by code; imports may lack some."""
    order = exports.sort_values(ascending=False).index
    fig, ax = theme.figure(width=8, height=4.3)
    y = np.arange(len(order))
    ax.axvline(1, color=theme.BLACK, linestyle="--", linewidth=1.2)
    ax.plot(exports[order] * 100, y, "o", color=theme.BLUE, markersize=8)
    known = [c for c in order if pd.notna(imports.get(c))]
    ax.plot(
        [imports[c] * 100 for c in known],
        [y[order.get_loc(c)] for c in known],
        "D",
        color=theme.ORANGE,
        markersize=7,
        markerfacecolor="none",
        markeredgewidth=2,
    )
    for c in order:
        if c not in known:
            ax.annotate(
                "imports: not in this table",
                (exports[c] * 100, y[order.get_loc(c)]),
                xytext=(12, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
                color="#666666",
                bbox={"facecolor": theme.CARD, "edgecolor": "none", "pad": 1},
            )
    ax.set_yticks(y, [name(c) for c in order])
    ax.invert_yaxis()
    ax.set_xscale("log")
    ax.set_xticks([0.5, 1, 2, 4, 8], ["0.5", "1", "2", "4", "8"])
    ax.minorticks_off()
    ax.set_xlabel("% of the world, 2009 (each step doubles)")
    ax.annotate(
        "● sold abroad (TiVA 2013)", (0.98, 0.14), xycoords="axes fraction", ha="right", color=theme.BLUE, fontsize=9
    )
    ax.annotate(
        "◇ bought from abroad (WIOD 2013)",
        (0.98, 0.06),
        xycoords="axes fraction",
        ha="right",
        color="#A06F00",
        fontsize=9,
    )
    below = [name(c) for c in order if exports[c] < 0.01]
    below_in = [name(c) for c in known if imports[c] < 0.01]
    return theme.finish(
        fig,
        title,
        f"{TIVA13} (domestic value added in exports); {WIOD} (value-added imports)",
        f"Dot plot of eleven economies' shares in 2009, log scale, with a line at 1 %. Below 1 % in exports: {', '.join(below)}; in imports, among those known: {', '.join(below_in) or 'none'}.",
    )


def group_bars(shares: pd.Series, split: dict[str, float], title: str, note: str) -> theme.LessonFigure:
    """Bars of groups' shares; ``split`` gives China's part of a group, drawn hatched. shares: fractions by group name."""
    fig, ax = theme.figure(width=8, height=1.5 + 0.55 * len(shares), margins=(2.1, 0.3, 0.65, 0.75))
    y = np.arange(len(shares))
    percent = shares.to_numpy() * 100
    ax.barh(y, percent, color=[theme.BLUE, theme.ORANGE, theme.GREEN, theme.PURPLE][: len(shares)], height=0.6)
    for i, group in enumerate(shares.index):
        part = split.get(group)
        if part:
            ax.barh(i, part * 100, color="none", edgecolor="white", hatch="///", height=0.6, linewidth=0)
            ax.annotate(
                f"China {part * 100:.1f}",
                (part * 50, i),
                ha="center",
                va="center",
                fontsize=8.5,
                color="white",
                fontweight="bold",
                bbox={"facecolor": theme.BLUE, "edgecolor": "none", "pad": 1.5},
            )
        ax.annotate(
            f"{percent[i]:.1f} %", (percent[i], i), xytext=(5, 0), textcoords="offset points", va="center", fontsize=10
        )
    ax.set_yticks(y, shares.index)
    ax.invert_yaxis()
    ax.set_xlim(0, 50)
    ax.set_xlabel(note)
    ax.grid(axis="y", visible=False)
    words = "; ".join(f"{g} {v * 100:.1f} %" for g, v in shares.items())
    return theme.finish(fig, title, WIOD, f"Bar chart of groups' shares, {note}: {words}.")


def balances(table: pd.DataFrame, listed: dict[str, str], title: str) -> theme.LessonFigure:
    """Trade balances of 2009 by source. table: codes × sources, billion USD; ``listed``: the paper's side by code."""
    order = table.mean(axis=1).sort_values(ascending=False).index
    fig, ax = theme.figure(width=8, height=4.8)
    y = np.arange(len(order))
    ax.axvline(0, color=theme.BLACK, linewidth=1)
    for k, source in enumerate(table):
        ax.plot(
            table.loc[order, source],
            y,
            theme.MARKERS[k],
            color=theme.COLOURS[k],
            markersize=7,
            markerfacecolor="none",
            markeredgewidth=2,
            label=source,
        )
    ax.set_yticks(y, [f"{name(c)}  [{listed.get(c, 'not listed')}]" for c in order])
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.set_xscale("symlog", linthresh=10)
    ax.set_xlim(-130, 420)
    ax.set_xticks([-100, -30, -10, 0, 10, 30, 100, 300], ["-100", "-30", "-10", "0", "10", "30", "100", "300"])
    ax.set_xlabel("exports minus imports, billion USD, 2009 (scale narrows beyond ±10)")
    ax.legend(loc="lower right", frameon=True, facecolor=theme.CARD, edgecolor="#DDDDDD", fontsize=9)
    signs = [name(c) for c in order if table.loc[c].dropna().gt(0).nunique() > 1]
    return theme.finish(
        fig,
        title,
        f"{WIOD}; World Bank, World Development Indicators, extracts of 2020 and 2024",
        f"Dot plot of eleven trade balances in 2009 from three sources; in brackets the side the paper puts each on. Sources disagree about the sign for {', '.join(signs)}.",
    )


def origin_heat(rca: pd.DataFrame, title: str, source: str = TIVA13) -> theme.LessonFigure:
    """Heat map of specialisation: rows economies, columns broad industries, cells share over world share."""
    fig, ax = theme.figure(width=8, height=4.8)
    shown = np.log2(rca.clip(lower=0.125, upper=8))
    ax.imshow(shown, cmap="PuOr_r", vmin=-3, vmax=3, aspect="auto")
    for i in range(rca.shape[0]):
        for j in range(rca.shape[1]):
            value = rca.iat[i, j]
            ax.annotate(
                f"{value:.1f}" if value >= 0.05 else "0.0",
                (j, i),
                ha="center",
                va="center",
                fontsize=10,
                fontweight="bold" if value >= 1.25 else "normal",
                color="white" if abs(shown.iat[i, j]) > 2 else theme.BLACK,
            )
    ax.set_xticks(range(rca.shape[1]), rca.columns)
    ax.xaxis.tick_top()
    ax.set_yticks(range(rca.shape[0]), [name(c) for c in rca.index])
    ax.grid(visible=False)
    words = "; ".join(f"{name(c)} {rca.loc[c].idxmax().lower()} {rca.loc[c].max():.1f}" for c in rca.index)
    return theme.finish(
        fig,
        title,
        f"{source}. Bold: 1.25 or more times the world's share",
        f"Heat map of eleven economies by four broad industries; share of value added in exports over the world's share. Highest: {words}.",
    )


def industry_dots(own: pd.Series, world: pd.Series, economy: str, year: int) -> theme.LessonFigure:
    """An economy's shares by industry of origin beside the world's. Series: industry label → fraction."""
    order = own.sort_values(ascending=False).index
    fig, ax = theme.figure(width=8, height=4.9, margins=(1.9, 0.2, 0.45, 0.75))
    y = np.arange(len(order))
    ax.hlines(y, world[order] * 100, own[order] * 100, color="#C9C9C5", linewidth=2)
    ax.plot(own[order] * 100, y, "o", color=theme.BLUE, markersize=8, label=name(economy), clip_on=False, zorder=3)
    ax.plot(world[order] * 100, y, "|", color=theme.BLACK, markersize=12, markeredgewidth=2, label="world")
    ax.set_yticks(y, order)
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.set_xlim(left=0)
    ax.grid(axis="y", visible=False)
    ax.set_xlabel("% of value added in exports, by industry of origin")
    ax.legend(loc="lower right", frameon=True, facecolor=theme.CARD, edgecolor="#DDDDDD")
    top = order[0]
    return theme.finish(
        fig,
        f"{name(economy)} {year}: {own[top] * 100:.0f} % of its value added in exports is earned in {top.lower()}",
        TIVA13,
        f"Dot plot by industry of origin, {name(economy)} against the world, {year}. Largest: {', '.join(f'{i} {own[i] * 100:.0f} %' for i in order[:3])}.",
    )
