"""Pictures of lesson 3.3: flows across a border, roles, groups found blind, hinges, current accounts."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.classification import name
from helpers.figures import charts, sankey, theme
from helpers.figures.theme import LessonFigure, number
from helpers.tables import circles

FLOWS = ("wiod_flows", "icio_2022_flows")
HELD = datasets.source("wiod_flows")
BOTH = datasets.source(*FLOWS)
TABLES = datasets.source("wiod_1995", "wiod_2011", "icio_2022")
OTHERS = "all others"
INKS = {"North": "#1A4F8A", "South": "#0E7C66", "rest of the world": "#64696E"}


def _source(year: int) -> str:
    return datasets.source("icio_2022_flows" if year == 2022 else "wiod_flows")


def flows_then_and_now(first: pd.DataFrame, last: pd.DataFrame, years=(1995, 2011)) -> LessonFigure:
    """Two Sankeys in shares. first, last: `circles.between` of two years."""
    shares = {str(y): f / f.to_numpy().sum() * 100 for y, f in zip(years, (first, last), strict=True)}
    north = [s.at["North", "North"] for s in shares.values()]
    china = [s.loc["China"].sum() for s in shares.values()]
    title = (
        f"North to North fell from {north[0]:.0f} to {north[1]:.0f} % of all value that crosses a border; "
        f"China sells {china[1]:.0f} % (before: {china[0]:.0f})"
    )
    return sankey.sankey(shares, title, HELD, "% of the value added used in another economy, current prices", colours=INKS)  # fmt: skip


def flows_of_a_year(table: pd.DataFrame, year: int, border: str, among: str) -> LessonFigure:
    """One year as a Sankey. table: `circles.between`."""
    share = table / table.to_numpy().sum() * 100
    title = (
        f"{year}, the North is {circles.BORDERS[border]}: {share.at['North', 'North']:.0f} % runs from North to North"
    )
    unit = f"% of the value added used in another economy; {circles.AMONG[among]}"
    return sankey.sankey(share, title, _source(year), unit, colours=INKS, whole=100, decimals=1)


def the_border_decides(table: pd.DataFrame) -> LessonFigure:
    """The North's trade with itself by border and set. table: `circles.north_to_north`."""
    moved = table[2022] - table[2011]
    parts = {of: moved[moved.index.str.endswith(of)] for of in circles.AMONG.values()}
    said = [f"rises in {(m > 0).sum()} of {len(m)} borders among {of}" for of, m in parts.items()]
    return charts.dots(
        table, f"From 2011 to 2022 North to North {said[0]}, {said[1].replace('rises in', 'in')}", BOTH,
        "North to North, % of all value added that crosses a border", decimals=1, note="2022 is another edition",
    )  # fmt: skip


def roles_over_size(table: pd.DataFrame, year: int) -> LessonFigure:
    """Three roles against what size gives. table: `circles.closeness`."""
    core, shop, mine = circles.ROLES
    title = (
        f"{year}: resource sellers to workshops {table.at[mine, shop]:.2f} times what size alone gives, to the core "
        f"{table.at[mine, core]:.2f}; core to workshops {table.at[core, shop]:.2f}"
    )
    return charts.heat(
        table, title, _source(year), "value added sold (rows) and used (columns), over what size alone gives",
        decimals=2, ratio=True, top=4,
    )  # fmt: skip


def two_sides(table: pd.DataFrame) -> LessonFigure:
    """Both circles under all choices as points; upper right: both closer than size says. table: `circles.two_circles`."""
    x, y = (
        "core with workshops, over what size alone gives",
        "workshops with resource sellers, over what size alone gives",
    )
    year = table.index.str[:4]
    shown = table.rename(columns=dict(zip(circles.PAIRS[:2], (x, y), strict=True))).assign(year=year)
    both = int((table["first"] & table["second"]).sum())
    title = (
        f"Both circles closer than size says in {both} of {len(table)} sets of choices: the second in {table['second'].sum()}, the first in "
        f"{table['first'].sum()}"
    )
    limits = (
        (min(0.8, shown[x].min()), max(1.15, shown[x].max())),
        (min(0.8, shown[y].min()), max(1.65, shown[y].max())),
    )
    fig = charts.scatter(
        shown, x, y, title, datasets.source(*FLOWS, "wiod_2011", "icio_2022"), group="year",
        note=f"Lines at 1 on both axes; {both} points lie above 1 on both.", limits=limits,
    )  # fmt: skip
    ax = fig.axes[0]
    ax.axhline(1, color=theme.INK, linewidth=1, zorder=1)
    ax.axvline(1, color=theme.INK, linewidth=1, zorder=1)
    ax.text(ax.get_xlim()[1], ax.get_ylim()[1], "two circles", ha="right", va="top", size=9, weight="bold", color=theme.WORDS)  # fmt: skip
    ax.text(ax.get_xlim()[0], ax.get_ylim()[1], "  only the second", ha="left", va="top", size=9, color=theme.WORDS)
    return fig


def who_tells_most(table: pd.DataFrame) -> LessonFigure:
    """How much of who trades with whom each sorting tells. table: `circles.explained`."""
    shown = table.loc[[*circles.SORTINGS, "chance", circles.BY_LOT]].rename(
        index={"chance": "groups of the roles' sizes, by lot"}
    )
    area, role = (table.loc[circles.SORTINGS[k]] for k in (1, 2))
    title = (
        f"Areas of the map tell {area.min():.0f} to {area.max():.0f} % of who trades with whom beyond size, "
        f"core, workshops and resource sellers {role.min():.1f} to {role.max():.1f} %"
    )
    return charts.dots(
        shown, title, datasets.source(*FLOWS, "wiod_1995", "icio_2022"),
        "% of all there is to tell (every economy its own group)", decimals=1,
    )  # fmt: skip


def hinges_by_year(table: pd.DataFrame) -> LessonFigure:
    """Six economies as hinges by year, WIOD. table: `circles.hinges_by_year`."""
    share = table.xs("share", axis="columns", level="kind").loc[:2011]
    first = next((y for y, row in share.iterrows() if row.idxmax() == "CHN"), None)
    title = (
        f"China: from {share['CHN'].iloc[0]:.1f} to {share['CHN'].iloc[-1]:.1f} % of the South's value used in the North passes it"
        + (f"; from {first} on no other of the six passes more" if first and (share.loc[first:].idxmax(axis=1) == "CHN").all() else "")
    )  # fmt: skip
    return charts.small_multiples(
        share[list(circles.SIX)], title, datasets.source("wiod_1995", "wiod_2011", detail={"wiod_1995": "", "wiod_2011": "tables of 1995-2011, 22 industries"}),
        "% of the value added from South to North that passes the economy; the rest of the world sells as South", decimals=1,
    )  # fmt: skip


def against_size(table: pd.DataFrame, year: int) -> LessonFigure:
    """The largest hinges of a year and what size gives them. table: `circles.hinges`; rest of the world left out."""
    shown = table.drop(index="ROW").nlargest(10, "share")[["share", "by size"]]
    shown = shown.rename(columns={"share": "as it is", "by size": "by size alone"})
    ratio = table.at["CHN", "ratio"]
    rank = int(table.drop(index="ROW")["share"].rank(ascending=False)["CHN"])
    title = (
        f"{year}: China is number {rank} with {table.at['CHN', 'share']:.1f} %, {ratio:.2f} times what size alone gives"
    )
    return charts.dots(
        shown, title, datasets.source("icio_2022" if year == 2022 else f"wiod_{year}"),
        "% of the value added from South to North that passes the economy", decimals=1, note="the ten largest; rest of the world left out",
    )  # fmt: skip


def more_than_size(table: pd.DataFrame) -> LessonFigure:
    """China over size under all choices. table: `circles.hinge_specifications`."""
    low, high = table["value"].min(), table["value"].max()
    inside, out = (table.loc[table["rest"] == rest, "agrees"] for rest in (True, False))
    title = (
        f"China's part is {low:.2f} to {high:.2f} times what size gives; a tenth more in {inside.sum()} of {len(inside)} "
        f"with the rest of the world as seller, in {out.sum()} of {len(out)} without"
    )
    return charts.specifications(
        table, title, datasets.source("wiod_1995", "wiod_2011", "icio_2022"),
        "value used in the North that passes China, over what size alone gives; oil: what is earned in mining and refining", decimals=2, line=1, line_label="as size says",
    )  # fmt: skip


def _ends(flows: pd.DataFrame, most: int = 5) -> pd.DataFrame:
    """The largest origins and destinations by name, largest first, all others together below them."""
    for _ in range(2):  # rows, then columns
        size = flows.sum(axis=1)
        kept = size.nlargest(most).index
        names = pd.Index([name(c) if c in kept else OTHERS for c in flows.index])
        order = [*(name(c) for c in kept), *([OTHERS] if len(kept) < len(size) else [])]
        flows = flows.groupby(names).sum().loc[order].T
    return flows


def by_way_of(
    flows: pd.DataFrame, code: str, year: int, share: float, words: str = circles.WHOSE["all"]
) -> LessonFigure:
    """Whose value passes an economy and who uses it. flows: origin × destination, million USD; share: % of all that goes between the same ends."""
    shown = _ends(flows / 1e3)
    total = shown.to_numpy().sum()
    decimals = 0 if total >= 50 else 1 if total >= 5 else 2
    top = shown.sum(axis=1).drop(OTHERS, errors="ignore").idxmax()
    title = f"{year}: {number(total, decimals)} billion USD, {share:.2f} % of the {words}, pass {name(code)}; most from {top}"
    return sankey.sankey(
        shown, title, datasets.source("icio_2022" if year == 2022 else f"wiod_{year}"), "billion USD of value added, current prices; what passes fills the height",
        by_way_of=name(code), ends=("earned in", "used in"), decimals=decimals, colours={OTHERS: theme.GREY},
    )  # fmt: skip


def where_resources_go(table: pd.DataFrame) -> LessonFigure:
    """Final buyers of the resource sellers' value. table: `circles.where_resources_go`."""
    first, last = table.columns[[0, -1]]
    core = table.loc[circles.CORE]
    title = f"Of what resource sellers earn abroad the core used {core[first]:.0f} % in {first} and {core[last]:.0f} % in {last}"
    return charts.stacked(
        table.T.set_axis([str(y) for y in table.columns]), title, datasets.source(*FLOWS, "wiod_1995", "icio_2022"),
        "% of the resource sellers' value added used abroad; 2022 is another edition", decimals=0,
    )  # fmt: skip


def balances(table: pd.DataFrame) -> LessonFigure:
    """Current accounts by group and year. table: `circles.balances`."""
    year = table["United States"].loc[:2012].idxmin()
    row = table.loc[year]
    others = ", ".join(f"{g} {number(row[g], 0)}" for g in circles.ACCOUNTS[1:])
    title = f"{year}: the United States' deficit of {-row['United States']:,.0f} billion USD stands beside balances of {others}"
    return charts.small_multiples(
        table, title, datasets.source("current_accounts"), "current account, billion USD, economies known in all years", decimals=0,
    )  # fmt: skip


def my_hinge(share: pd.Series, code: str, year: int) -> LessonFigure:
    """One economy among all as hinges between all others. share: % by region."""
    shown = share.drop(index="ROW", errors="ignore")
    rank = int(shown.rank(ascending=False)[code]) if code in shown else 0
    title = f"{year}: {share[code]:.2f} % of the others' value passes {name(code)}" + (
        f", number {rank} of {len(shown)}" if rank else ""
    )
    return charts.beeswarm(
        shown, title, datasets.source("icio_2022" if year == 2022 else f"wiod_{year}"),
        "% of the value added of others, used by others, that passes the economy",
        strong=dict.fromkeys([*shown.nlargest(3).index, code]), decimals=2,
    )  # fmt: skip
