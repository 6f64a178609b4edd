"""Figures of lesson 4.3: hinges, loops, made-up deals, shares of a gain, and the Belt and Road."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import bargains
from helpers.classification import E11, name
from helpers.figures import charts, maps, pieces, theme
from helpers.figures.theme import CARD, COLOURS, GREY, HIGHLIGHT, INK, LABEL, LessonFigure, listed, number
from helpers.figures.triangle import triangle
from helpers.tables import belt_road, south

MADE_UP = ["made-up partners, no data: the repeated game of helpers/bargains.py"]
TRADE = ["nafta_1993", "trade model with an elasticity of 4"]
WORLD_80 = ["icio_2022", "elasticities", "belt_and_road", "trade model of 80 economies"]
WORLD_190 = ["trade2023", "belt_and_road", "trade model of one sector, 190 economies"]
SHORT = {"one rule": "one hard rule", "own levels": "own binding levels", "soft": "the soft deal", "mixed": "floor and soft top"}  # fmt: skip


def _pl(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


# -- 4.3.1 -------------------------------------------------------------------------------------------------------------
def hinges(table: pd.DataFrame, year: int, source) -> LessonFigure:
    """Economies as hinges in both directions, beside size. table: `hinge.both_ways`."""
    ways = ["South to North", "North to South"]
    order = table[ways[0], "share"].sort_values(ascending=False).index
    china = [f"{number(table.at['CHN', (w, 'share')], 1)} % ({number(table.at['CHN', (w, 'by size')], 1)} by size)" for w in ways]  # fmt: skip
    title = f"{year}: {china[0]} of what runs from South to North passes China, {china[1]} from North to South"
    key = [("share that passes", HIGHLIGHT, "o"), ("what its size alone gives", COLOURS[1], "s")]
    unit = "% of the value added that the ones earn and the others finally use · squares and dots on one scale"
    words = [name(c) if c in E11 else f"{name(c)} (not of the E11)" for c in order]
    left = 0.32 + max(theme.width(w, LABEL) for w in words)
    fig, axes = theme.canvas(title, unit, source, 0.25 * len(order) + 0.1, left=left, right=0.25, above=0.25, below=0.32, key=key, grid=(1, 2), gap=(0.3, 0))  # fmt: skip
    top = max(table[w, k].max() for w in ways for k in ("share", "by size"))
    for ax, way in zip(axes[0], ways, strict=True):
        y = np.arange(len(order))
        share, alone = table.loc[order, (way, "share")], table.loc[order, (way, "by size")]
        ax.set_ylim(len(order) - 0.5, -0.5)
        ax.set_yticks(y, words if ax is axes[0, 0] else [""] * len(words))
        ax.grid(axis="y", visible=False)
        ax.hlines(y, np.minimum(share, alone), np.maximum(share, alone), color=theme.LINK, linewidth=2, zorder=1)
        ax.plot(alone, y, "s", color=COLOURS[1], markersize=6, zorder=3)
        ax.plot(share, y, "o", color=HIGHLIGHT, markersize=7.5, zorder=4)
        ax.set_xlim(-0.1, top * 1.08)
        pieces.ticks(ax, "x", 0, top * 1.08, 5)
        ax.set_title(f"{way}, %", loc="left", size=LABEL, color=INK, weight="bold")
    told = "; ".join(
        f"{name(c)} " + ", ".join(f"{w} {number(table.at[c, (w, 'share')], 2)} (size {number(table.at[c, (w, 'by size')], 2)})" for w in ways)
        for c in order
    )  # fmt: skip
    best = table[ways[0], "share"]
    return theme.finish(fig, f"Two panels of dots, %. Highest from South to North: {name(best.idxmax())} {number(best.max(), 1)}, lowest {name(best.idxmin())} {number(best.min(), 1)}.", f"{told}.")  # fmt: skip


# -- 4.3.2 -------------------------------------------------------------------------------------------------------------
def loops(table: pd.DataFrame) -> LessonFigure:
    """Shares of trade by loop and year. table: `south.loops`."""
    first, last = table.index[0], table.index[-1]
    inner = table["South-South"]
    title = f"South-South: {inner[first]:.1f} % of the value added traded in {first}, {inner[last]:.1f} % in {last}"
    return charts.lines(
        table, title, ["wiod_flows"], "% of value added traded among WIOD's 40 economies, current prices; South: not of high income in 1995", decimals=1,
    )  # fmt: skip


def who_is_south(table: pd.DataFrame) -> LessonFigure:
    """Closeness in two years by who is counted as South. table: `south.who_is_south`."""
    years = [c for c in table if isinstance(c, int)]
    shown = table[years].set_axis([f"{w} ({n})" for w, n in table["of"].items()]).set_axis([str(y) for y in years], axis="columns")
    times, wide = table["times"], list(south.WHO)
    title = f"Closeness, {years[0]} to {years[1]}: times {number(times[wide[0]], 2)} by {wide[0]}, {number(times[wide[1]], 2)} {wide[1]} (without China {number(times[f'{wide[1]}, without China'], 2)}), {number(times[wide[2]], 2)} for {wide[2]}"  # fmt: skip
    return charts.dots(
        shown, title, ["wiod_flows"], "South-South value added traded over what sizes give, by who is South (economies in the table)", decimals=2, line=1, line_label="as sizes say",
    )  # fmt: skip


def grown_or_closer(with_china: pd.Series, without: pd.Series) -> LessonFigure:
    """What the rise of the South-South share is made of. Both as `south.grown_or_closer` gives them."""
    table = pd.DataFrame({"with China": with_china, "without China": without}).T[["by size", "by closeness"]]
    table = table.set_axis(["the South grew", "it came closer than its size says"], axis="columns")
    title = (
        f"The share rose by {with_china['last'] - with_china['first']:.1f} points, {number(with_china['by closeness'], 1)} of them "
        f"beyond size; without China by {without['last'] - without['first']:.1f}, {number(without['by closeness'], 1)} beyond size"
    )
    return charts.dots(
        table, title, ["wiod_flows"], "points of the South-South share of value-added trade, 1995 to 2011; South: not of high income in 1995", decimals=1, line=0, connect=False,
    )  # fmt: skip


def closer(table: pd.DataFrame) -> LessonFigure:
    """Closeness of the South under all choices. table: `south.specifications`."""
    by_class = table["who"].str.startswith("the classes")
    inner, other = (f"{part['agrees'].sum()} of {len(part)}" for part in (table[by_class], table[~by_class]))
    title = f"Beyond growth, closer in {inner} choices where income classes say who is South, in {other} where it is the E11 or the seven outside the European Union"  # fmt: skip
    return charts.specifications(
        table, title, ["wiod_flows", "wiod_1995", "wiod_2011", "trade2009", "trade2023"],
        "South-South trade over what sizes give, last year over first", decimals=2, line=1, line_label="no closer",
    )  # fmt: skip


def agreements(table: pd.DataFrame) -> LessonFigure:
    """Pairs with an agreement by loop. table: `south.agreements_in_force`."""
    last = table.iloc[-1]
    title = f"Pairs with a trade agreement in {table.index[-1]}: North-North {last['North-North']:.0f} %, North-South {last['North-South']:.0f} %, South-South {last['South-South']:.0f} %"  # fmt: skip
    return charts.lines(
        table, title, ["agreements"], "% of pairs with an agreement in force, three broad preference schemes left out", decimals=0,
    )  # fmt: skip


def finance(table: pd.DataFrame) -> LessonFigure:
    """Chinese official finance by year. table: `south.finance`."""
    kinds = table[["other", "aid", "vague"]].set_axis(["loans on harder terms", "aid", "terms unknown"], axis="columns")
    total = kinds.sum(axis=1)
    peaks = sorted(total.nlargest(2).index)
    title = f"Commitments were highest in {peaks[0]} and {peaks[1]} ({total[peaks[0]]:.0f} and {total[peaks[1]]:.0f} billion USD); {table.index[-1]}: {total.iloc[-1]:.0f}"  # fmt: skip
    years = kinds.set_axis([f"’{y % 100:02d}" for y in kinds.index])
    return charts.stepbars(years, title, ["chinese_finance"], "billion USD of 2021 committed in the year")


# -- 4.3.3 -------------------------------------------------------------------------------------------------------------
def worth(deals: dict[str, bargains.Deal], limits: tuple[float, float] | None = None, note: str = "") -> LessonFigure:
    """What each kind of deal is worth to each partner. deals: as `bargains.all_deals`."""
    table = pd.DataFrame({SHORT[k]: d.gain.clip(lower=0) for k, d in deals.items()}).T
    total = pd.Series({k: d.total for k, d in deals.items()})
    best = total.drop("mixed").idxmax()
    out = {k: len(d.partners) - len(d.members) for k, d in deals.items()}
    left = [f"{_pl(n, 'partner stays', 'partners stay')} out of {SHORT[k]}" for k, n in out.items() if n]
    title = f"Worth most of the pure deals: {SHORT[best]} ({total[best]:.2f})"
    title += f"; one hard rule: {total['one rule']:.2f}" if best != "one rule" else ""
    title += f"; {left[0]}" if left else ""
    return charts.stacked(
        table, title, MADE_UP, "a year's expected worth beyond staying outside, by partner", decimals=2, note=note or "made up", limits=limits,
    )  # fmt: skip


def played(deals: dict[str, pd.DataFrame], words: str) -> LessonFigure:
    """Deals played out with the same shocks: a strip a partner, a square a year. deals: words → `bargains.simulate` or `break_at`."""
    panels = {k: d["opening"].unstack("partner") for k, d in deals.items()}
    bad = {k: d["bad"].unstack("partner") for k, d in deals.items()}
    top = max(float(p.to_numpy().max()) for p in panels.values()) or 1.0
    first = next(iter(panels.values()))
    kept = {k: float((p.to_numpy() > 0).mean()) * 100 for k, p in panels.items()}
    title = f"{words}: open in " + ", ".join(f"{v:.0f} % ({k})" for k, v in kept.items()) + " of partner-years"
    key = [("opens little", "#8FB4D6", "s"), ("opens much", "#0B4A85", "s"), ("does not open", "#E4E4E0", "s"), ("bad year", COLOURS[1], "o")]  # fmt: skip
    left = 0.3 + max(theme.width(str(c), LABEL) for c in first)
    fig, axes = theme.canvas(
        title, "one square a year · darker: opens by more · made up", MADE_UP, 0.22 * len(first.columns), left=left, right=0.2, above=0.22, below=0.5, key=key,
        grid=(len(panels), 1), gap=(0, 0.28),
    )  # fmt: skip
    for ax, (k, panel) in zip(np.ravel(axes), panels.items(), strict=True):
        years, n = panel.shape
        ax.set_xlim(0, years)
        ax.set_ylim(n, 0)
        ax.grid(visible=False)
        for i, who in enumerate(panel):
            level = panel[who].to_numpy() / top
            inks = [_tone(v) for v in level]
            ax.bar(np.arange(years) + 0.5, 0.84, bottom=i + 0.08, width=0.88, color=inks, zorder=2)
            at = np.flatnonzero(bad[k][who].to_numpy())
            ax.plot(at + 0.5, np.full(len(at), i + 0.5), "o", color=COLOURS[1], markersize=3.4, markeredgecolor=CARD, markeredgewidth=0.5, zorder=3)  # fmt: skip
        ax.set_yticks(np.arange(n) + 0.5, [str(c) for c in panel])
        at = list(range(4, years, 5))
        ax.set_xticks([v + 0.5 for v in at], [str(v + 1) if ax is np.ravel(axes)[-1] else "" for v in at])
        ax.set_title(k, loc="left", size=LABEL, color=INK, weight="bold")
    np.ravel(axes)[-1].set_xlabel("→ year", loc="left")
    told = "; ".join(f"{k}: " + ", ".join(f"{who} opens in {int((p[who] > 0).sum())} of {len(p)} years" for who in p) for k, p in panels.items())  # fmt: skip
    return theme.finish(fig, f"Strips of years by partner, {len(first)} years, level of opening up to {number(top, 2)}.", f"{told}.")  # fmt: skip


def _tone(level: float) -> str:
    if level <= 0:
        return "#E4E4E0"
    low, high = np.array([0x8F, 0xB4, 0xD6]), np.array([0x0B, 0x4A, 0x85])
    return "#" + "".join(f"{round(v):02X}" for v in low + (high - low) * level)


def choices(table: pd.DataFrame) -> LessonFigure:
    """Soft against one rule under all choices. table: `deals.choices`."""
    title = f"Unequal partners: the soft deal beats one hard rule in {table['agrees'].sum()} of {len(table)} sets of choices"
    return charts.specifications(
        table, title, MADE_UP, "how much more the soft deal is worth to all together, % (100: twice as much, or more)", decimals=0, line=0, line_label="as much",
    )  # fmt: skip


def _span(values: pd.Series) -> str:
    low, high = f"{values.min():.0f}", f"{values.max():.0f}"
    return low if low == high else f"{low} to {high}"


def what_pays(table: pd.DataFrame) -> LessonFigure:
    """Which change of the deal pays, among equal and unequal partners. table: `deals.steps`."""
    equal, unlike = table.iloc[0], table.iloc[1:]
    title = (
        f"Own levels pay in {equal.iloc[0]:.0f} % of choices among equals, in {unlike.iloc[:, 0].min():.0f} to {unlike.iloc[:, 0].max():.0f} % "
        f"among unequals; softness over own levels in {_span(table.iloc[:, 2])} %"
    )
    return charts.heat(table, title, MADE_UP, "% of choices in which it is worth more", decimals=0, top=100)


# -- sharing -----------------------------------------------------------------------------------------------------------
def divided(rules: pd.DataFrame, core: pd.DataFrame, source, unit: str, of: str) -> LessonFigure:
    """Three divide what they gain. rules: rows = players, columns = rules (`compensation.trio_rules`); core: its corners."""
    points = rules.T
    inside = [w for w, r in points.iterrows() if _in_core(r, core)]
    outside = [w for w in points.index if w not in inside]
    said = f"{listed(outside)} {'lies' if len(outside) == 1 else 'lie'} outside the core" if outside else "every rule shown lies in the core"  # fmt: skip
    title = f"{of}: {said}" if len(core) else f"{of}: there is no core, some pair objects to every division"
    return triangle(points, core, title, source, unit)


def _in_core(row: pd.Series, core: pd.DataFrame) -> bool:
    """Whether a division lies between the core's limits for each of three (which is the core of three)."""
    slack = 1e-6 * abs(row.sum())
    return len(core) > 0 and bool(((row >= core.min() - slack) & (row <= core.max() + slack)).all())


def paid(steps: pd.Series) -> LessonFigure:
    """A loser's way from its loss to where the payments leave it. steps: `compensation.waterfall_steps`."""
    end = steps.sum()
    loser = steps.index[0].split(" without")[0]
    title = f"{loser}: {number(steps.iloc[0], 2)} without payments, {number(end, 2)} billion USD with them, the model solved again"
    return charts.waterfall(steps, title, TRADE, "billion USD of 1993", total=f"{loser} in the end", decimals=2)


def can_winners_pay(table: pd.DataFrame) -> LessonFigure:
    """What making losers whole takes of the winners' gains. table: `compensation.specifications`."""
    known = table.dropna(subset="value")
    title = f"Where members lose ({len(known)} of {len(table)} cases), making them whole takes {known['value'].min():.1f} to {known['value'].max():.0f} % of the winners' gains"  # fmt: skip
    return charts.specifications(
        known, title, ["nafta_1993", "tariffs_2005", "icio_2022", "elasticities", "trade model"], "losers' losses, % of winners' gains", decimals=1, line=100, line_label="nothing left",
    )  # fmt: skip


def who_pays_whom(rules: pd.DataFrame) -> LessonFigure:
    """Payments under each rule. rules: `compensation.seven_rules`."""
    payments = rules.drop(columns="nobody pays").sub(rules["nobody pays"], axis=0)
    china = payments.loc["CHN"]
    title = f"China would get {number(china['Shapley value'], 0)} billion USD by the Shapley rule and pay {number(-china['equal parts'], 0)} by equal parts"  # fmt: skip
    return charts.heat(
        payments, title, ["icio_2022", "elasticities", "countries", "trade model"], "billion USD a year received (minus: paid); trade 10 % cheaper among the seven", decimals=0, centre=0.0,
    )  # fmt: skip


# -- 4.3.4 -------------------------------------------------------------------------------------------------------------
def road(table: pd.DataFrame, cut: float, which: str, limit: float | None = None) -> LessonFigure:
    """Gains and losses on the map. table: `belt_road.gains` of the world of 190; limit: % of the darkest tone."""
    inside = table[table["group"] == "member"]
    out = table.loc[table["group"] == "outsider", "central"]
    lose = int((out < 0).sum())
    most = inside["central"].idxmax()
    title = (
        f"Trade {cut * 100:.1f} % cheaper: {called(most)} gains most ({table.at[most, 'central']:.1f} %), "
        f"China {table.at['CHN', 'central']:.2f} %; {lose} of {len(out)} outsiders lose, if nothing gets cheaper for them"
    ) if cut else "Trade costs what it did: nobody gains, nobody loses"  # fmt: skip
    unit = f"change of real income, % · members: {belt_road.LISTS[which]} · grey: not in the model"
    return maps.tone_map(table["central"].rename(index=None), title, WORLD_190, unit, top=limit, names={c: called(c) for c in table.index}, decimals=2)  # fmt: skip


def called(code: str) -> str:
    """An economy's name, also of one that only the world of 190 knows."""
    known = belt_road.other_names()
    return name(code) if name(code) != code else known.get(code, code)


def debts_and_gains(table: pd.DataFrame, words: str = "", strong: tuple[str, ...] = ("PAK", "LAO", "LKA", "AGO", "KAZ", "RUS", "IDN", "VNM", "VEN", "MYS")) -> LessonFigure:  # fmt: skip
    """Loans beside gains on a plane of equal factors, lines of equal years. table: `belt_road.who_pays`."""
    slow = int((table["years"] > 20).sum())
    title = f"{slow} of {len(table)} members with Chinese loans need more than 20 years of their gain to pay them{words}"
    unit = "↑ billion USD of Chinese loans committed 2014-2021 (equal steps are equal factors)"
    fig, ax = theme.canvas(title, unit, [*WORLD_190, "chinese_finance"], 3.9, left=0.7, right=1.0, above=0.14, below=0.5)
    x, y = table["gain"].clip(lower=1e-3).to_numpy(), table["debt"].to_numpy()
    low, high = np.array([0.001, 0.04]), np.array([30.0, 120.0])
    pieces.decades(ax, "x", low[0], high[0])
    pieces.decades(ax, "y", low[1], high[1])
    ax.set_xlim(low[0], high[0])
    ax.set_ylim(low[1], high[1])
    for years in (1, 5, 20, 100):
        top = min(high[0], high[1] / years)  # a line ends where it leaves the panel
        ax.plot([low[0], top], [low[0] * years, top * years], color=INK if years == 20 else GREY, linewidth=1.4 if years == 20 else 0.8, zorder=1)  # fmt: skip
        right = top == high[0]
        ax.annotate(
            f"{years} year{'s' * (years > 1)}", (top, top * years), xytext=(5, 0) if right else (0, 4), textcoords="offset points", size=8.5, color=theme.WORDS,
            va="center" if right else "bottom", ha="left" if right else "center",
        )  # fmt: skip
    late = (table["years"] > 20).to_numpy()
    for chosen, ink, mark in ((~late, HIGHLIGHT, "o"), (late, COLOURS[1], "s")):
        ax.plot(x[chosen], y[chosen], mark, color=ink, markersize=6.5, markeredgecolor=CARD, markeredgewidth=0.6, linestyle="none", zorder=3)  # fmt: skip
    ax.set_xlabel("→ gain a year, billion USD (equal steps are equal factors)", loc="left")
    named = {table.index.get_loc(c): called(c) for c in strong if c in table.index}
    _name_in_logs(ax, x, y, named)
    worst = table["years"].replace(np.inf, np.nan)
    told = "; ".join(f"{called(c)} {number(table.at[c, 'debt'], 1)} over {number(table.at[c, 'gain'], 2)}" for c in strong if c in table.index)  # fmt: skip
    return theme.finish(fig, f"Scatter plot on two scales of equal factors with lines of equal years. {pieces.extremes(worst.rename(index=called), 1)}", f"{told}.")  # fmt: skip


def _name_in_logs(ax, x: np.ndarray, y: np.ndarray, named: dict[int, str]) -> None:
    """Names beside points of two logarithmic scales."""
    pieces.name_points(ax, np.column_stack([x, y]), named, spare=list(named)[6:])


def net_gain(table: pd.DataFrame) -> LessonFigure:
    """Gains over yearly debt service under all choices. table: `belt_road.specifications`."""
    rest = table[~table.index.str.contains(f"{belt_road.CORRIDOR * 100:.1f} % cheaper", regex=False)]
    title = (
        f"Most members with loans gain more a year than they owe in {table['agrees'].sum()} of {len(table)} sets of choices; "
        f"in {rest['agrees'].sum()} of {len(rest)} without a corridor's fall of {belt_road.CORRIDOR * 100:.1f} % for all"
    )
    return charts.specifications(
        table, title, [*WORLD_80, "trade2023", "chinese_finance"], "members whose gain covers a year's payment (20 years, 4 %), % of those with loans", decimals=0, line=50, line_label="half of them",
    )  # fmt: skip


def finance_of_members(table: pd.DataFrame) -> LessonFigure:
    """Finance to members and others by year. table: `belt_road.finance_by_membership`."""
    before, after = (table.loc[slice(*span)].mean() for span in (belt_road.BEFORE, belt_road.AFTER))
    fewer = table.loc[slice(*belt_road.BEFORE)].drop(index=2009).mean()
    title = f"Chinese finance to members: {before['members']:.0f} billion USD a year before 2014 (without 2009: {fewer['members']:.0f}), {after['members']:.0f} since; to others {before['others']:.0f} ({fewer['others']:.0f}) and {after['others']:.0f}"  # fmt: skip
    return charts.lines(
        table, title, ["chinese_finance", "belt_and_road"], "billion USD of 2021 committed · members of the first list; before: 2008-2013, since: 2014-2021", decimals=0,
    )  # fmt: skip


def mine_on_the_road(table: pd.DataFrame, code: str) -> LessonFigure:
    """One economy's band beside others. table: `belt_road.gains`."""
    rows = list(dict.fromkeys([table["central"].idxmax(), *table.loc[table["group"] == "member", "central"].sort_values().index[[0, 25]], "CHN", code, table["central"].idxmin()]))  # fmt: skip
    shown = table.loc[rows, ["low", "central", "high"]].sort_values("central", ascending=False)
    title = f"{name(code)} ({table.at[code, 'group']}): {number(table.at[code, 'central'], 2)} %, from {number(table.at[code, 'low'], 2)} to {number(table.at[code, 'high'], 2)} by elasticities"  # fmt: skip
    return charts.range_dots(shown, title, WORLD_80, "change of real income, %", decimals=2, line=0.0)


