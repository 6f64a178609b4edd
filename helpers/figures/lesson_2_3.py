"""Pictures of lesson 2.3: who is hurt, by what, and what stays at home. Titles are computed from the tables."""

from __future__ import annotations

import pandas as pd

from helpers import classification
from helpers.classification import E11_IN_WIOD, name
from helpers.figures import charts, theme
from helpers.tables.risk import CHANCE, CLEARLY

ESTIMATED = "partner split estimated"
UNION = {"EU": "European Union (27)"}


def stress(lost: pd.DataFrame, year: int = 2022) -> theme.LessonFigure:
    """Who loses how much when one buyer cuts a tenth. lost: codes × buyers, per cent of own value added."""
    who, buyer = lost.stack().idxmax()
    most = lost.loc[who].sort_values(ascending=False) / 100
    title = (
        f"{year}, cuts of a tenth: the largest loss is {name(who)}'s, {theme.percent(most.iloc[0], 1)} of its value added "
        f"({UNION.get(buyer, name(buyer))}); no other buyer's cut costs it over {theme.percent(most.iloc[1], 1)}"
    )
    return charts.heat(
        lost.rename(columns=UNION), title, "icio_2022_flows", f"% of own value added lost, own cuts left out · {ESTIMATED}", decimals=2, top=1.0, missing="its own",
    )  # fmt: skip


def balances(table: pd.DataFrame) -> theme.LessonFigure:
    """Exports minus imports of value added in many ways. table: `risk.balances`."""
    without = table[table.index.str.endswith("without China")]
    together = table[table.index.str.endswith("together")]
    title = (
        f"The E11 sell clearly more than they buy in {together['agrees'].sum()} of {len(together)} counts together, "
        f"in {without['agrees'].sum()} of {len(without)} without China"
    )
    source = ("wiod_2011", "icio_2022_flows", "countries")
    return charts.specifications(table, title, source, "exports minus imports, % of value added (GDP in 2000, 2015)", line=CLEARLY, line_label="clearly more")  # fmt: skip


def net_exports(table: pd.DataFrame) -> theme.LessonFigure:
    """Exports minus imports in tones about zero. table: codes × years, per cent of GDP."""
    last, more = table.columns[-1], table >= 0.05  # as printed: 0.0 is balanced
    title = f"{more.all(axis=1).sum()} of {len(table)} sell more than they buy in all {len(table.columns)} years; in {last}, {more[last].sum()} do"
    return charts.heat(
        table.rename(columns=str), title, "countries", "exports minus imports, % of GDP", centre=0, top=15
    )


def baskets(then: pd.Series, now: pd.Series, by_buyer: pd.Series) -> theme.LessonFigure:
    """Concentrations of the same exports side by side. All: code → HHI; then, now: by industry, 2009 and 2022."""
    words = ("by industry, 2009", "by industry, 2022", "by buyer, 2022")
    table = pd.DataFrame(dict(zip(words, (then, now, by_buyer), strict=True))).loc[now.index]
    one, other = table[words[1]].idxmax(), table[words[2]].idxmax()
    title = f"2022: by industry {name(one)} has the fullest basket ({table.loc[one].iloc[1]:.2f}), by buyer {name(other)} ({table.loc[other].iloc[2]:.2f})"
    return charts.dots(
        table, title, ("tiva2013_origin", "icio_2022_industries", "icio_2022_flows"), "concentration of value added in exports (HHI): 1 is one basket",
        decimals=2, connect=False, limits=(0, 0.8), note=f"buyers: {ESTIMATED}",
    )  # fmt: skip


def swings(table: pd.DataFrame) -> theme.LessonFigure:
    """Does growth swing more where the basket is full, in many ways? table: `risk.baskets_and_swings`."""
    parts = {what: table[table.index.str.startswith(what)] for what in ("exports", "real GDP")}
    told = [f"of {what} in {t['agrees'].sum()} of {len(t)} ways" for what, t in parts.items()]
    title = f"A full basket goes with larger swings {told[0]}, {told[1]} (luck below {CHANCE:.0%})"
    source = ("tiva2013_origin", "icio_2022_industries", "countries")
    return charts.specifications(table, title, source, "rank correlation of basket and swing of growth, 2001-2022", decimals=2, line=0, line_label="no order")  # fmt: skip


def emissions(table: pd.DataFrame, year: int) -> theme.LessonFigure:
    """Grams for a dollar in the E11 over those in rich economies, by industry. table: `risk.intensities`."""
    each = (table["emissions"] / table["value_added"]).unstack("group")
    ratio = (each["E11"] / each["rich"]).sort_values(ascending=False)
    eleven = table.loc["E11", "emissions"].sort_values(ascending=False)
    heavy = eleven.index[:5]
    short = classification.industries()["short"]
    title = (
        f"{year}: for a dollar {(ratio > 1).sum()} of {len(ratio)} industries emit more CO2 in the E11 than in rich economies; "
        f"five emit {theme.percent(eleven[heavy].sum() / eleven.sum())} of it"
    )
    return charts.bars(
        ratio.rename(short), title, ("adb_emissions", "adb_industries"), "CO2 for a dollar of value added: the E11's over the rich economies'", line=1,
        line_label="alike", strong=[short[i] for i in heavy], note="blue: the five that emit most in the E11 (without South Africa)",
    )  # fmt: skip


def kept(cents: pd.DataFrame, industry: str, told: str) -> theme.LessonFigure:
    """What an industry keeps of a dollar over time. cents: years × codes."""
    first, last = cents.index[[0, -1]]
    title = f"{industry}: of a dollar of output {name(told)} kept {cents.at[first, told]:.0f} cents in {first} and {cents.at[last, told]:.0f} in {last}"
    return charts.lines(cents, title, "wiod_industries", "value added, cents per dollar of output, current prices")


def home_chains(table: pd.DataFrame, year: int) -> theme.LessonFigure:
    """Length of the chain at home beside the domestic share of exports, the E11 named. table: `risk.home_chains`."""
    x, y = "steps at home before a dollar of exports leaves", "domestic share of exports, %"
    shown = table.set_axis([x, y], axis="columns")
    title = f"{year}: over {len(table)} economies, length at home and domestic share correlate by {table.corr().iloc[0, 1]:.2f}"
    return charts.scatter(shown, x, y, title, f"wiod_{year}", label=[c for c in E11_IN_WIOD if c in shown.index])


def losses(lost: pd.DataFrame, title: str, year: int, top: float) -> theme.LessonFigure:
    """Losses by route on one scale for all sizes of a fall. lost: codes × routes, per cent of own value added."""
    rows = lost.set_axis([f"{name(c)}  {theme.percent(v / 100, 2)}" for c, v in lost.sum(axis=1).items()])
    source, note = (f"wiod_{year}", "") if year != 2022 else ("icio_2022_flows", f"; {ESTIMATED}")
    return charts.stacked(
        rows, title, source, "% of own value added lost, by the product it is in", decimals=2, limits=(0, top),
        note=f"Leontief quantity model, teaching industries{note}",
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
