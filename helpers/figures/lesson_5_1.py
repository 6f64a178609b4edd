"""Pictures of lesson 5.1: all claims as squares, what their verdicts hang on, the nine parts, verdicts compared."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.figures import charts, pieces, theme
from helpers.figures.theme import CARD, GREY, INK, LABEL, LINK, WORDS, LessonFigure
from helpers.tables import scores

REGISTER = "the register of claims of this course, filled from its lessons"
PER_ROW = 9
INKS = {"stands": theme.HIGHLIGHT, "open": LINK, "falls": theme.COLOURS[1], "not counted": CARD}


def _ink(word: str) -> str:
    return INK if word == scores.UNJUDGED else theme.colour(word)


def _counted(row) -> str:
    return "–" if pd.isna(row.share) else f"{row.agreeing:.0f}/{row.specifications:.0f}"


def all_claims(table: pd.DataFrame, chosen: pd.Series, title: str) -> LessonFigure:
    """A square a claim, a block a chapter, in the colour of its verdict, with agreeing over tried specifications.

    table: as `scores.claims` gives it; chosen: by id, whether a claim is coloured (the others are faint).
    """
    counts = table["verdict"].value_counts().reindex(scores.ORDER).dropna().astype(int)
    key = [(f"{v}: {int(chosen[table['verdict'] == v].sum())}", _ink(v), "s") for v in counts.index]
    at, places, heads = 0, {}, {}
    for chapter, words in scores.CHAPTERS.items():
        ids = list(table.index[table["chapter"] == chapter])
        ids.sort(key=lambda i: (scores.ORDER.index(table.at[i, "verdict"]), list(table.index).index(i)))
        heads[words] = at
        places |= {i: (at + k // PER_ROW, k % PER_ROW) for k, i in enumerate(ids)}
        at += -(-max(len(ids), 1) // PER_ROW) + 0.25
    fig, ax = theme.canvas(
        title, "a square a claim: its number, and how many of the reasonable specifications agree with it · sorted by verdict",
        REGISTER, 0.43 * at, left=1.75, right=0.15, below=0.08, key=key,
    )  # fmt: skip
    ax.set_xlim(-0.02, PER_ROW)
    ax.set_ylim(at - 0.25, 0)
    ax.set_axis_off()
    for words, y in heads.items():
        ax.text(-0.12, y + 0.46, theme.wrap(words, 1.45, LABEL, "bold"), ha="right", va="center", size=LABEL, color=INK, weight="bold")  # fmt: skip
    for i, (y, x) in places.items():
        row = table.loc[i]
        on = bool(chosen[i])
        ax.barh(y + 0.46, 0.94, left=x, height=0.88, color=_ink(row.verdict) if on else LINK)
        ink = "white" if on else INK
        ax.text(x + 0.47, y + 0.30, i, ha="center", va="center_baseline", size=8.5, color=ink, weight="bold")
        ax.text(x + 0.47, y + 0.66, _counted(row), ha="center", va="center_baseline", size=8, color=ink)
    told = "; ".join(
        f"{v} {n}" + (f" ({', '.join(some)})" if (some := list(table.index[(table['verdict'] == v) & chosen])) else "")
        for v, n in counts.items()
    )
    return theme.finish(fig, f"Waffle chart, a square for each of {len(table)} claims in four chapters, {int(chosen.sum())} coloured: {told}.")  # fmt: skip


def waffle() -> LessonFigure:
    """All claims by chapter and verdict."""
    table = scores.claims()
    counts = table["verdict"].value_counts()
    top, n = counts.index[0], counts.iloc[0]
    held = counts.get("supported", 0)
    title = f"Of {len(table)} claims {n} end as {top}, {held} as supported, {counts.get('contradicted', 0)} as contradicted"  # fmt: skip
    return all_claims(table, pd.Series(True, table.index), title)


def behind_the_words() -> LessonFigure:
    """The share of agreeing specifications of each claim, a row a verdict."""
    table = scores.claims().dropna(subset="share")
    groups = {v: part["share"] * 100 for v in scores.ORDER if len(part := table[table["verdict"] == v])}
    wide = max(groups, key=lambda v: groups[v].max() - groups[v].min())
    title = f"One word, many numbers: behind “{wide}” lie shares from {groups[wide].min():.0f} to {groups[wide].max():.0f} %"  # fmt: skip
    return charts.beeswarm(
        groups, title, REGISTER, "reasonable specifications that agree with the claim, % · a dot a claim, each word's lowest and highest named",
        decimals=0, line=50, line_label="half", row=0.72,
    )  # fmt: skip


def at_bars() -> LessonFigure:
    """How many claims stand as more agreement is asked for."""
    table = scores.at_bars()
    first, last = table.iloc[0], table.iloc[-1]
    title = f"{first['stands']} claims stand where half of the specifications must agree, {last['stands']} where all must"
    return _standing_bars(table, title, "claims · at the left: how many specifications must point one way")


def _standing_bars(table: pd.DataFrame, title: str, unit: str) -> LessonFigure:
    """A bar a row, parted into `scores.STANDINGS`, in the colours these have in this lesson."""
    key = [(k, INKS[k], "s") for k in scores.STANDINGS[:3]] + [("not counted (no specifications)", CARD, "s")]
    fig, ax, y = pieces.row_canvas(table.index, title, unit, REGISTER, 0.36, key=key, below=0.08)
    left = np.zeros(len(table))
    for k, ink in INKS.items():
        wide, counted = table[k].to_numpy(dtype=float), k != "not counted"
        ax.barh(y, wide, left=left, height=0.72, color=ink if counted else CARD, edgecolor=ink if counted else GREY, linewidth=0.6)  # fmt: skip
        for i, (start, w) in enumerate(zip(left, wide, strict=True)):
            if w >= 0.035 * table.to_numpy().sum(axis=1).max():
                ax.text(start + w / 2, i, f"{w:.0f}", ha="center", va="center_baseline", size=8.5, color="white" if k in ("stands", "falls") else INK)  # fmt: skip
        left += wide
    ax.set_xlim(-0.003 * left.max(), left.max() * 1.003)
    ax.set_axis_on()
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return theme.finish(fig, f"Stacked bars, {unit.partition(' · ')[0]}. {pieces.table_words(table, 0)}")


def doubtful(most: int = 12) -> LessonFigure:
    """The claims nearest to turning, with the fewest specifications that would have to change sides."""
    table = scores.doubt().head(most)
    shares = (table["share"] * 100).set_axis([f"{i} ({r.verdict}), {r.margin:.0f} to turn" if r.margin else f"{i} ({r.verdict}), a tie" for i, r in table.iterrows()])  # fmt: skip
    one = int((scores.doubt()["margin"] <= 1).sum())
    title = f"{one} claims have no majority, or lose it if one specification changes sides"
    return charts.dots(
        shares, title, REGISTER, f"specifications that agree, % (50 is half), the {most} claims nearest to it · beside the verdict: how many would have to change sides", decimals=0,
    )  # fmt: skip


def nine_parts() -> LessonFigure:
    """In how many choices each of the four ways and five directions stands and falls."""
    table = scores.nine()
    most = int(table["of"].max())
    stand = table.index[2 * table["stands in"] > table["of"]]
    best = table["stands in"].idxmax()
    title = (
        f"{len(stand)} of the nine parts stand in most choices: {theme.listed(list(stand))}" if len(stand)
        else f"None of the nine parts stands in most of {most} choices; {best} comes nearest, with {table['stands in'].max()}"
    )  # fmt: skip
    rows = [f"{p} ({r.counted} of {r.claims} claims counted)" for p, r in table.iterrows()]
    fig, ax, y = pieces.row_canvas(
        rows, title, f"of {most} choices of bar, rule and models: those in which the part falls (left) and stands (right)", REGISTER, 0.42,
        above=0.18, key=[("falls", INKS["falls"], "s"), ("stands", INKS["stands"], "s")], below=0.1,
    )  # fmt: skip
    for column, side, ink in (("falls in", -1, INKS["falls"]), ("stands in", 1, INKS["stands"])):
        ax.barh(y, side * table[column], height=0.6, color=ink)
        for i, v in enumerate(table[column]):
            ax.text(side * (v + 0.3), i, str(v), ha="left" if side > 0 else "right", va="center_baseline", size=LABEL, color=WORDS)  # fmt: skip
    ax.set_xlim(-most - 1.5, most + 1.5)
    ax.set_xticks([])
    ax.axvline(0, color=INK, linewidth=1)
    told = "; ".join(f"{p}: stands in {r['stands in']}, falls in {r['falls in']}" for p, r in table.iterrows())
    return theme.finish(fig, f"Bars to two sides, choices out of {most}. {told}.")


def reweighed(table: pd.DataFrame, title: str, unit: str) -> LessonFigure:
    """Two scorecards below each other. table: rows = ways to weigh, columns = `scores.STANDINGS`, per cent."""
    return _standing_bars(table[list(scores.STANDINGS)], title, unit)


def compared(table: pd.DataFrame, title: str) -> LessonFigure:
    """Our verdicts (rows) beside others' (columns), numbers of claims. table: as `disagree.crossed` gives it."""
    return charts.heat(table.astype(float), title, f"{REGISTER}; the verdicts handed in", "verdicts · rows: the course's, columns: handed in", decimals=0)  # fmt: skip
