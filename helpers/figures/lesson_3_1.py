"""Figures of lesson 3.1: their titles say what their tables hold."""

from __future__ import annotations

import math

import pandas as pd

from helpers.classification import name, names
from helpers.figures import charts, theme
from helpers.figures.theme import COLOURS, GREY, HIGHLIGHT, INK, LABEL, LessonFigure, number

MODEL_1993 = ["nafta_1993", "model with deficits closed"]
MODEL_2022 = [2022, "elasticities", "trade model"]
MODELS = ["nafta_1993", 2011, 2022, "elasticities", "trade model"]
_KEPT = {"home": "made in Mexico", "abroad": "made in the United States"}


def signed(value: float, decimals: int) -> str:
    """A change with its sign."""
    words = number(value, decimals)
    return words if words.startswith("−") else f"+{words}" if round(value, decimals) else f"±{words}"


def one_tariff(curve: pd.DataFrame, now: pd.DataFrame) -> LessonFigure:
    """Price, purchases by origin and revenue over the tariff, a dot at one tariff. Both as `borders.lower_one_tariff` gives them.

    curve: from the old tariff (first row) to none; now: one row, the tariff that is shown.
    """
    before, at, row = curve.iloc[0], now.index[0] * 100, now.iloc[0]
    first = curve.index[0] * 100
    panels = [
        ("Price (axis from 94), before = 100", {"price": INK}, (94.0, 101.0), 1, [94, 96, 98, 100]),
        ("Buyers pay, billion USD", {"home": COLOURS[1], "abroad": HIGHLIGHT}, (0.0, 17.0), 1, [0, 5, 10, 15]),
        ("Tariff revenue, billion USD", {"revenue": COLOURS[2]}, (0.0, 0.5), 2, [0, 0.2, 0.4]),
    ]
    title = f"Tariff {first:.0f} %: before anything is cut" if at >= first - 1e-9 else (
        f"Tariff {first:.0f} % → {at:.1f} %: price {signed(row['price'] - 100, 1)} %, tariff revenue "
        f"{signed((row['revenue'] / before['revenue'] - 1) * 100, 0)} %"
    )  # fmt: skip
    key = [(words, ink, "o") for words, ink in zip(_KEPT.values(), (COLOURS[1], HIGHLIGHT), strict=True)]
    unit = "Mexico's textiles, only two origins: Mexico and the United States · the tariff falls to the right"
    source = ["nafta_1993", "one product of the model, costs and spending held"]
    fig, axes = theme.canvas(
        title, unit, source, 2.0, left=0.5, right=0.25, below=0.5, above=0.42, key=key, grid=(1, 3), gap=(0.6, 0)
    )
    for ax, (words, columns, ends, decimals, ticks) in zip(axes[0], panels, strict=True):
        ax.set_xlim(first + 0.5, -0.5)
        ax.set_ylim(*ends)
        ax.set_yticks(ticks, [f"{v:g}" for v in ticks])
        ax.set_xticks([15, 10, 5, 0], ["15 %", "10 %", "5 %", "0 %"])
        ax.set_xlabel("tariff", loc="right")
        values = " and ".join(number(row[c], decimals) for c in columns)
        ax.set_title(f"{words}\n{values}", loc="left", size=LABEL, color=INK, linespacing=1.3)
        ax.axvline(at, color=GREY, linewidth=1, zorder=1.5)
        for column, ink in columns.items():
            ax.plot(curve.index * 100, curve[column], color=ink, linewidth=2)
            ax.plot([at], [row[column]], "o", color=ink, markersize=8, zorder=4, clip_on=False)
    said = "; ".join(
        f"{k} from {number(before[k], 2)} to {number(row[k], 2)}" for k in ("price", "home", "abroad", "revenue")
    )
    return theme.finish(fig, f"Three panels of lines over the tariff, a dot at {at:.1f} %. {said}.")


def bit_by_bit(path: pd.DataFrame, code: str = "MEX") -> LessonFigure:
    """A region's gain over the share of the cut carried out, two measures. path: as `borders.step_by_step` gives it."""
    exact = path["exact"]
    best = exact.idxmax()
    end = (
        f"Exactly, {name(code)} gains most at {best:.0f} % of the cut"
        if best < path.index[-1]
        else f"{name(code)} gains most at the full cut"
    )
    return charts.lines(
        path, f"{end}: {exact.max():.2f} %; after all of it {exact.iloc[-1]:.3f} %", MODEL_1993, f"change of {name(code)}'s real income, %",
        decimals=3, xlabel="share of NAFTA's tariff cuts carried out, %",
    )  # fmt: skip


def who_gains(world: pd.Series, members: list[str]) -> LessonFigure:
    """Members and the three outsiders at each end. world: change of real income (%) by region."""
    outside = world.drop([*members, "ROW"], errors="ignore").sort_values()
    shown = pd.concat([world[members], outside.head(3), outside.tail(3)]).sort_values(ascending=False)
    losers = names([c for c in members if world[c] < 0])
    most = math.ceil(outside.abs().max() * 100) / 100
    title = f"NAFTA: {' and '.join(losers) or 'no member'} {'loses' if len(losers) < 2 else 'lose'}; no outsider moves by more than {most:.2f} %"
    return charts.bars(
        shown, title, MODEL_1993, "change of real income, %", decimals=3, strong=members, note="dark: members; grey: the three outsiders at each end",
    )  # fmt: skip


def opened(table: pd.DataFrame, cut: float = 0.1) -> LessonFigure:
    """Gains of the E11 in the worlds of several years. table: change of real income, %, by economy and year."""
    told = table.sort_values(table.columns[-1], ascending=False)
    gain, known = (table > 0).sum(), table.notna().sum()
    years = ", ".join(f"{y}: {gain[y]} of {known[y]}" for y in table)
    title = f"Trade {cut * 100:.0f} % cheaper among the E11, who gains: {years}"
    return charts.dots(
        told, title, MODELS, "change of real income, %", decimals=2, line=0, connect=False,
        note="nine, eight and all eleven of them",
    )  # fmt: skip


def mine_among_others(change: pd.Series, code: str, members: list[str]) -> LessonFigure:
    """One economy beside a bloc's members and the two outsiders at the ends. change: % by region."""
    economies = change.drop("ROW", errors="ignore")
    rank = f", number {economies.rank(ascending=False)[code]:.0f} of {len(economies)}" if code in economies else ""
    outside = economies.drop(members, errors="ignore")
    rows = dict.fromkeys([*members, outside.idxmax(), outside.idxmin(), code])
    shown = change[list(rows)].sort_values(ascending=False)
    return charts.bars(
        shown, f"{name(code)}: {signed(change[code], 3)} %{rank}", MODEL_2022, "change of real income, %",
        decimals=3, strong=[code], note="grey: the members, and the outsiders who win and lose most",
    )  # fmt: skip


def up_the_chain(moved: pd.DataFrame) -> LessonFigure:
    """How the parts of high technology, mining and refineries change. moved: as `borders.industries_moved` gives it, in points."""
    table = moved.sort_values("high technology", ascending=False)
    high = table["high technology"]
    most = table["mining"].idxmax()
    end = f"mining grows in {(table['mining'] > 0).sum()}, most in {name(most)}: {table.at[most, 'mining']:.1f} points"
    return charts.dots(
        table, f"High technology: {(high > 0).sum()} of {len(high)} move up; {end}", MODEL_2022,
        "change of the industry's part of value added, points", decimals=2, line=0, connect=False,
    )  # fmt: skip


def who_moves_up(table: pd.DataFrame) -> LessonFigure:
    """Members that move to high technology under all choices. table: as `borders.moved_up` gives it."""
    agree = int(table["agrees"].sum())
    return charts.specifications(
        table, f"Most members move to high technology under {agree} of {len(table)} sets of choices", MODELS,
        "members whose part of high technology in value added rises, %", decimals=0, line=50, line_label="half of them",
    )  # fmt: skip


def tariffs_or_costs(table: pd.DataFrame) -> LessonFigure:
    """Two cuts of one size, compared. table: as `borders.tariffs_or_costs` gives it."""
    low, high = table["value"].min(), table["value"].max()
    return charts.specifications(
        table, f"Cuts of one size: cheaper trade is worth {low:.1f} to {high:.1f} times what lower tariffs are",
        ["nafta_1993", "tariffs_2005", "elasticities", "trade model"], "gain from cutting costs ÷ gain from abolishing tariffs, nine E11 economies together",
        line=1, line_label="equal",
    )  # fmt: skip


def treaties(table: pd.DataFrame) -> LessonFigure:
    """Effects of agreements under all choices. table: as `borders.treaties` gives it."""
    parts = [f"{part['agrees'].sum()} of {len(part)} {words}" for words, part in (("with sales at home", table[table["home"]]), ("without", table[~table["home"]]))]  # fmt: skip
    return charts.specifications(
        table, f"More trade under an agreement, its interval above zero: {' and '.join(parts)}",
        ["wiod_flows", "wiod2016_sales", "manufactures", "agreement_depth", "agreements", "PPML with exporter-year, importer-year and pair effects"],
        "change of trade, % (95 % interval) · with home sales: also effects of crossing a border by year", line=0, line_label="no effect",
    )  # fmt: skip


def votes(table: pd.DataFrame) -> LessonFigure:
    """Effects of like votes with their intervals. table: as `borders.votes` gives it."""
    more, less = int((table["low"] > 0).sum()), int((table["high"] < 0).sum())
    said = f"of {len(table)} estimates {more or 'none'} show{'s' if more < 2 else ''} more trade"
    said += f", {less} less" if less else ""
    return charts.forest(
        table[["value", "low", "high"]], f"One point closer in votes: {said}, the others an interval with zero",
        ["wiod_flows", "agreements", "un_votes", "pairs", "PPML with exporter-year, importer-year and pair effects"],
        "change of trade, % (95 % interval)", decimals=1, line_label="no effect",
    )  # fmt: skip
