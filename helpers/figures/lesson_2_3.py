"""Pictures of lesson 2.3: who is hurt, by what, and what stays at home. Titles are computed from the tables."""

from __future__ import annotations

import pandas as pd

from helpers.classification import E11_IN_WIOD, name
from helpers.figures import charts, theme

CLEARLY = 1.0  # per cent of value added: a balance beyond it is clearly on one side


def balances(table: pd.DataFrame) -> theme.LessonFigure:
    """Exports minus imports of value added, per cent of value added. table: codes × years."""
    last = table.columns[-1]
    sold = (table[last] > CLEARLY).sum()
    bought = (table[last] < -CLEARLY).sum()
    much = theme.percent(CLEARLY / 100)
    title = f"{last}: {sold} of {len(table)} sell clearly more value added than they buy (over {much} of what they earn), {bought} clearly less"
    return charts.dots(table, title, "wiod_regions", "value-added exports minus imports, % of value added", line=0, line_label="balanced")  # fmt: skip


def net_exports(table: pd.DataFrame) -> theme.LessonFigure:
    """Exports minus imports in tones about zero. table: codes × years, per cent of GDP."""
    last = table.columns[-1]
    title = f"{(table > 0).all(axis=1).sum()} of {len(table)} sell more than they buy in all {len(table.columns)} years; in {last}, {(table[last] >= 0.05).sum()} do"
    return charts.heat(
        table.rename(columns=str), title, "countries", "exports minus imports, % of GDP", centre=0, top=15
    )


def baskets(by_industry: pd.Series, by_buyer: pd.Series) -> theme.LessonFigure:
    """Two concentrations of the same exports side by side. Both: code → HHI."""
    table = pd.DataFrame({"by industry, 2009": by_industry, "by buyer, 2011": by_buyer}).loc[by_industry.index]
    one, other = (table[c].idxmax() for c in table)
    title = f"By industry {name(one)} has the fullest basket ({table.loc[one].iloc[0]:.2f}), by buyer {name(other)} ({table.loc[other].iloc[1]:.2f})"
    return charts.dots(
        table, title, ("tiva2013_origin", "wiod_2011"), "concentration of value added in exports (HHI): 1 is one basket", decimals=2, connect=False,
        missing="buyers: not in this table", limits=(0, 0.8),
    )  # fmt: skip


def swings(concentration: pd.Series, swing: pd.Series) -> theme.LessonFigure:
    """Does growth swing more where the basket is full? Both by code."""
    x, y = "concentration of exports by industry (HHI), 2009", "swing of GDP growth in current USD, 2001-2022, points"
    table = pd.DataFrame({x: concentration, y: swing})
    title = f"Concentration and swings of growth, {len(table)} economies: rank correlation {table.corr('spearman').iloc[0, 1]:.2f}"
    return charts.scatter(table, x, y, title, ("tiva2013_origin", "countries"), label=table.index)


def kept(cents: pd.DataFrame, industry: str, told: str) -> theme.LessonFigure:
    """What an industry keeps of a dollar over time. cents: years × codes."""
    first, last = cents.index[[0, -1]]
    title = f"{industry}: of a dollar of output {name(told)} kept {cents.at[first, told]:.0f} cents in {first} and {cents.at[last, told]:.0f} in {last}"
    return charts.lines(cents, title, "wiod_industries", "value added, cents per dollar of output, current prices")


def slices(table: pd.DataFrame, regions: tuple[str, ...], industry: str) -> theme.LessonFigure:
    """Year by year in the plane of place and slice. table: `risk.slices`."""
    x, y = "upstreamness: steps to the final user", "value added, cents per dollar of output"
    table = table[table["region"].isin(regions)]
    table = table.rename(columns={"upstreamness": x, "kept": y}).set_index("region").loc[list(regions)].reset_index()
    ends = table["year"].min(), table["year"].max()
    first, last = (table[table["year"] == year].set_index("region") for year in ends)
    both = ((last[x] > first[x]) & (last[y] < first[y])).sum()
    title = f"{industry}, {ends[0]} to {ends[1]}: {both} of {len(regions)} moved upstream and kept less of a dollar"
    return charts.connected(table, x, y, title, "wiod_industries")


def home_chains(table: pd.DataFrame, year: int) -> theme.LessonFigure:
    """Length of the chain at home beside the domestic share of exports, the E11 named. table: `risk.home_chains`."""
    x, y = "steps at home before a dollar of exports leaves", "domestic share of exports, %"
    shown = table.set_axis([x, y], axis="columns")
    title = f"{year}: over {len(table)} economies, length at home and domestic share correlate by {table.corr().iloc[0, 1]:.2f}"
    return charts.scatter(shown, x, y, title, f"wiod_{year}", label=[c for c in E11_IN_WIOD if c in shown.index])


def losses(lost: pd.DataFrame, title: str, year: int, top: float) -> theme.LessonFigure:
    """Losses by route on one scale for all sizes of a fall. lost: codes × routes, per cent of own value added."""
    rows = lost.set_axis([f"{name(c)}  {theme.percent(v / 100, 2)}" for c, v in lost.sum(axis=1).items()])
    return charts.stacked(
        rows, title, f"wiod_{year}", "% of own value added lost, by the product it is in", decimals=2, limits=(0, top),
        note="Leontief quantity model, teaching industries",
    )  # fmt: skip


def cost_of_living(change: pd.Series, title: str, limits: tuple[float, float]) -> theme.LessonFigure:
    """Changes of the cost of living on one scale for all sizes of a rise. change: codes, per cent."""
    return charts.bars(
        change, title, "wiod_2011", "change of the cost of living, %", decimals=2, strong=E11_IN_WIOD, limits=limits,
        note="blue: E11; Leontief price model",
    )  # fmt: skip


def largest_buyers(flows: pd.DataFrame, mine: str) -> theme.LessonFigure:
    """The five buyers abroad whose final demand holds most of an economy's value added. flows: origin × destination."""
    held = (flows.loc[mine] / flows.loc[mine].sum() * 100).drop(list({mine, "ROW"}))
    top = held.sort_values(ascending=False).head(5)
    title = (
        f"{name(mine)}: {theme.percent(top.iloc[0] / 100, 1)} of what it earns hangs on buyers in {name(top.index[0])}"
    )
    return charts.bars(top, title, "wiod_2011", "% of own value added, by final buyer; the five largest abroad")
