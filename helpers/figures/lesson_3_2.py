"""Figures of lesson 3.2: their titles say what their tables hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection

from helpers import datasets, worlds
from helpers.classification import name
from helpers.figures import charts, maps, pieces, theme
from helpers.figures.theme import CARD, GREY, HIGHLIGHT, INK, LABEL, LINK, LessonFigure, number
from helpers.tables import corners, east_asia, rungs

TRADE = {2009: ["trade2009", "economies"], 2023: ["trade2023", "economies"]}
BOTH = ["trade2009", "trade2023", "economies"]
MODEL = ["trade2023", "economies", "trade model of one sector"]
POLICY_MODEL = ["trade2023", "economies", "belt_and_road", "pairs", "trade model of one sector"]
LOW, HIGH = corners.GROUPS[0], corners.GROUPS[-1]
SHORT = {"everyone": "everyone", "south": "South", "belt": "Belt and Road", "neighbours": "neighbours", "sales": "low income's sales"}


def _in_groups(values: pd.Series, group: pd.Series, names: pd.Series, order: list[str]) -> dict[str, pd.Series]:
    """Values of each group by name of the economy, groups in order."""
    return {g: values[group.reindex(values.index) == g].rename(index=names) for g in order}


def outside(table: pd.DataFrame) -> LessonFigure:
    """People outside tables of industries by income group. table: as `corners.left_out` gives it."""
    people, count = table["people"].unstack("table"), table.xs(LOW, level="income_group")
    held = count["economies"] - count["outside"]
    words = ", ".join(f"{t} {held[t] or 'none'}" for t in corners.held())
    title = f"Of {count['economies'].iloc[0]} economies of low income the tables hold: {words}"
    shown = people.loc[[*corners.GROUPS, "all"], list(corners.held())].rename(index={"all": "All people"})
    shown.columns = [f"{t} ({len(codes)})" for t, codes in corners.held().items()]
    sources = ["wiod_regions", "adb_industries", "icio_2022_regions", "economies"]
    return charts.heat(shown, title, sources, "people who live outside the table's economies, % (2023)", decimals=0)


def buyers(year: int, least: float, mine: str) -> LessonFigure:
    """Buyers of each economy's goods by income group, one economy named."""
    about, count = corners.economies(year), corners.buyers(year, least)
    groups = _in_groups(count, about["income_group"], about["name"], corners.GROUPS)
    title = f"{LOW}: {groups[LOW].median():.0f} buyers in the middle; high income: {groups[HIGH].median():.0f}"
    return charts.beeswarm(
        groups, title, TRADE[year], f"economies that buy {least:g} million USD of goods or more, {year}", decimals=0,
        strong=[about["name"][mine]] if mine in count.index else [],
    )  # fmt: skip


def places(year: int, measure: str, off: str, mine: str, by: str) -> LessonFigure:
    """Where economies stand by a measure, by group, the darkest fourth marked, one economy named."""
    about, place = corners.economies(year), corners.place(year, measure, off)
    order = corners.GROUPS if by == "income_group" else corners.FOURTHS
    groups = _in_groups(place, about[by], about["name"], order)
    told = corners.in_the_dark(place, about.index[about[by] == order[0]])
    size = corners.taken(off)
    title = f"{order[0].capitalize()}: {told['value']:.0f} % in the darkest fourth, by chance {told['chance']:.0f} %"
    strong = [about["name"][mine]] if mine in place.index else []
    return charts.beeswarm(
        groups, title, TRADE[year], f"place among all by {corners.MEASURES[measure].removesuffix(', %')}{size}, {year}, 0 darkest to 100",
        decimals=0, strong=strong, line=corners.DARK, line_label="the darkest fourth ends here", label_ends=False,
        row=1.5 if measure == "large buyers" else 1.05,  # many have none: they stand upon one another
    )  # fmt: skip


def far(table: pd.DataFrame, year: int) -> LessonFigure:
    """Steps from the core by income group. table: counts, rows income groups, columns steps in words."""
    away = (table.iloc[:, 2:].sum(axis=1) / table.sum(axis=1) * 100).round(0)
    title = f"Two steps or more from the core: {away[LOW]:.0f} % of low income, {away[HIGH]:.0f} % of high"
    shown = table.div(table.sum(axis=1), axis=0) * 100
    return charts.stacked(shown, title, TRADE[year], f"economies of the group, %, {year} · the core makes half of trade")


def dark(table: pd.DataFrame) -> LessonFigure:
    """The poor in the darkest fourth under all choices. table: as `corners.specifications` gives it."""
    ways = {words: table[table["off"] == off] for off, words in corners.OFF.items()}
    said = ", ".join(f"{words} {part['agrees'].sum()}" for words, part in ways.items())
    title = f"More of the poor in the dark than by chance, of {len(next(iter(ways.values())))} choices each: {said}"
    return charts.beeswarm(
        {words: part["value"] for words, part in ways.items()}, title, BOTH, "the poor who stand in the darkest fourth, % · a dot a set of choices", decimals=0,
        line=corners.DARK, line_label="a fourth", label_ends=False, row=1.0,
    )  # fmt: skip


def gained(bands: pd.DataFrame) -> LessonFigure:
    """Gains of low and high income under five openings. bands: as `reach.bands` gives it."""
    rows = bands.loc[[(p, g) for p in worlds.OPENINGS for g in (LOW, HIGH)]]
    ahead = [p for p in worlds.OPENINGS if rows.at[(p, LOW), "central"] > rows.at[(p, HIGH), "central"]]
    behind = [SHORT[p] for p in worlds.OPENINGS if p not in ahead]
    less = f", less with {theme.listed(behind)}" if behind else ""
    title = f"Low income gains more than high in {len(ahead)} of {len(rows) // 2} openings{less}"
    shown = rows.set_axis([f"{SHORT[p]}: {g.lower()}" for p, g in rows.index])
    return charts.range_dots(
        shown, title, POLICY_MODEL, "change of real income of the group's middle economy, %", decimals=2, line=0,
        note="the range of 18 sets of choices",
    )  # fmt: skip


def why(table: pd.DataFrame, cut: int) -> LessonFigure:
    """From high income's gain to low income's, part by part. table: as `reach.why` gives it."""
    gap = (table[LOW] - table[HIGH]).drop("all")
    most = gap.idxmin()
    part = gap[most] / gap.sum() * 100
    title = f"All trade {cut} % cheaper: the largest part of what low income gains less, {part:.0f} %, is its {most}"
    return charts.waterfall(
        gap, title, MODEL, "log change of real income, %, middle half of each group", start=("High income", table.at["all", HIGH]),
        total=LOW, decimals=2,
    )  # fmt: skip


def outs(table: pd.DataFrame) -> LessonFigure:
    """Whether openings bring the dark out under all choices. table: as `reach.outs` gives it."""
    most = table[table["agrees"]]
    title = f"An opening takes most of the dark out of the darkest fourth under {len(most)} of {len(table)} sets of choices"
    return charts.specifications(
        table, title, POLICY_MODEL, "economies of low income that leave the darkest fourth of exports, % of those in it (model)",
        decimals=0, line=50, line_label="half of them",
    )  # fmt: skip


def spread_of_gains(gains: pd.DataFrame, mine: str, title: str, unit: str, column: str = "percent", limits=None) -> LessonFigure:  # fmt: skip
    """Each income group's middle economy, middle half and middle four fifths of gains, one economy as a diamond.

    gains: as `reach.gains` gives it; ``limits``: ends of the axis, to compare settings.
    """
    decimals = 2 if column == "percent" else 0
    each = gains.groupby("income_group")[column].quantile([0.1, 0.25, 0.5, 0.75, 0.9]).unstack().loc[corners.GROUPS]
    own = gains.loc[mine]
    key = [("middle economy (the number)", HIGHLIGHT, "o"), ("middle half", GREY, "s"), (own["name"], INK, "D")]
    fig, ax, y = pieces.row_canvas(corners.GROUPS, title, unit, MODEL, 0.42, key=key)
    low, high = limits or (min(each.min().min(), own[column], 0), max(each.max().max(), own[column]))
    pieces.dot_axis(ax, low, high, right=theme.width(number(high, decimals), LABEL) + 0.2)
    ax.hlines(y, each[0.1], each[0.9], color=LINK, linewidth=2, zorder=2)
    ax.barh(y, each[0.75] - each[0.25], left=each[0.25], height=0.3, color=GREY, zorder=2)
    ax.plot(each[0.5], y, "o", color=HIGHLIGHT, markersize=8, markeredgecolor=theme.CARD, zorder=4)
    row = corners.GROUPS.index(own["income_group"]) if own["income_group"] in corners.GROUPS else None
    if row is not None:
        ax.plot([min(max(own[column], low), high)], [row + 0.32], "D", color=INK, markersize=6, zorder=5, clip_on=False)
    for i, value in enumerate(each[0.5]):
        ax.annotate(
            number(value, decimals), (each[0.9].iloc[i], i), xytext=(5, 0), textcoords="offset points", va="center_baseline", size=8.5,
            color=HIGHLIGHT,
        )  # fmt: skip
    told = "; ".join(f"{g} {number(v, decimals)}" for g, v in each[0.5].items())
    return theme.finish(fig, f"Spread of gains in each group, {unit}. Middle economy: {told}. {own['name']} {number(own[column], decimals)}.")  # fmt: skip


def mine_among_others(gains: pd.DataFrame, mine: str) -> LessonFigure:
    """One economy's gain when all trade gets cheaper, among those of its income group. gains: as `reach.gains` gives it."""
    own = gains.loc[mine]
    peers = gains[gains["income_group"] == own["income_group"]]["percent"]
    rank = int(peers.rank(ascending=False)[mine])
    title = f"{own['name']} gains {own['percent']:.2f} %: number {rank} of {len(peers)} of {own['income_group'].lower()}"
    return charts.beeswarm(
        gains["percent"][peers.index].set_axis(gains["name"][peers.index]), title, MODEL, "change of real income, %, a dot an economy", decimals=2, strong=[own["name"]],
    )  # fmt: skip


# -- East Asia, from line to network -----------------------------------------------------------------------------------
PLACES = {  # across and up, fractions of a panel, and the side on which the name stands: about as on a map
    "MMR": (0.04, 0.58, "above"), "LAO": (0.27, 0.64, "below"), "THA": (0.14, 0.44, "left"), "KHM": (0.34, 0.45, "below"),
    "VNM": (0.45, 0.56, "right"), "MYS": (0.22, 0.24, "left"), "SGP": (0.32, 0.06, "below"), "IDN": (0.62, 0.05, "below"),
    "BRN": (0.52, 0.26, "below"), "PHL": (0.80, 0.34, "right"), "HKG": (0.56, 0.77, "left"), "CHN": (0.45, 0.95, "left"),
    "KOR": (0.72, 0.97, "above"), "JPN": (0.93, 0.88, "above"), "TWN": (0.82, 0.63, "right"),
}  # fmt: skip
CIRCLE = {
    c: (0.5 + 0.36 * np.sin(2 * np.pi * k / 5), 0.5 + 0.38 * np.cos(2 * np.pi * k / 5), side)
    for k, (c, side) in enumerate(zip("abcde", ("above", "right", "below", "below", "left"), strict=True))
}
THICKEST, LARGEST = (
    0.17,
    0.16,
)  # inches: a link that brings all that a buyer takes; the radius of a node through which all passes
_LIFTED = {"facecolor": CARD, "edgecolor": "none", "pad": 0.8, "alpha": 0.85}  # names stay readable over arrows
SIDES = {"above": (0, 1, "center", "bottom"), "below": (0, -1, "center", "top"), "left": (-1, 0, "right", "center"), "right": (1, 0, "left", "center")}  # fmt: skip


def networks(
    panels: dict[str, pd.DataFrame], title: str, source, unit: str, *, places: dict = PLACES, least: float = 0.1, height: float = 2.5, per_row: int = 2,
    largest: float = LARGEST,
) -> LessonFigure:  # fmt: skip
    """Networks with fixed places, a panel each. panels: words → flows, seller × buyer; codes have a place.

    Arrows run from seller to buyer, as wide as the seller's part of what the buyer takes from all in the panel; only parts of at least
    ``least`` are drawn, and the heaviest baton through all (dark). Discs: an economy's part of all sales and purchases.
    """
    rows = -(-len(panels) // per_row)
    key = [("the best chain through all", HIGHLIGHT, "s"), (f"other links of {least * 100:.0f} % or more of what a buyer takes", GREY, "s")]  # fmt: skip
    alone = len(panels) == 1
    fig, axes = theme.canvas(
        title, unit, source, height, left=0.75, right=0.75, above=0.3 if alone else 0.42, below=0.3, key=key, grid=(rows, min(per_row, len(panels))), gap=(1.3, 0.85),
    )  # fmt: skip
    told = []
    for ax, (words, table) in zip(np.ravel(axes), panels.items(), strict=False):
        chain, share = _draw_network(ax, table, places, least, largest)
        if not alone:
            ax.set_title(
                f"{words}: {number(share * 100, 0)} %", loc="center", size=LABEL, weight="bold", color=INK, pad=21
            )
        told.append(f"{words}: best chain {' → '.join(name(c) for c in chain)}, {number(share * 100, 0)} % of the flow")
    for ax in np.ravel(axes)[len(panels) :]:
        ax.set_axis_off()
    return theme.finish(fig, f"Networks with fixed places, {unit}. {'; '.join(told)}.")


def _draw_network(ax, table: pd.DataFrame, places: dict, least: float, largest: float) -> tuple[list[str], float]:
    """One panel; returns the best chain and its part of all flow."""
    W = table.to_numpy(dtype=float)
    codes = list(table.index)
    wide, high = pieces.inches(ax)
    ax.set_axis_off()
    ax.set_xlim(0, wide)
    ax.set_ylim(0, high)
    at = np.array([[places[c][0] * wide, places[c][1] * high] for c in codes])
    size = largest * 2 * np.sqrt((W.sum(axis=1) + W.sum(axis=0)) / W.sum() / 2) + 0.03
    bought = W.sum(axis=0)
    part = np.divide(W, bought, out=np.zeros_like(W), where=bought > 0)
    share, order = east_asia.best_chain(W)
    steps = list(zip(order, order[1:], strict=False))
    links = [(i, j) for i, j in zip(*np.nonzero(part >= least), strict=True) if (i, j) not in steps]
    for pairs, ink, z in ((links, GREY, 1.0), (steps, HIGHLIGHT, 2.0)):
        shapes = []
        for i, j in sorted(pairs, key=lambda p: -part[p]):
            path = _finer(maps.bow(at[i], at[j]))
            path = path[(np.hypot(*(path - at[i]).T) > size[i]) & (np.hypot(*(path - at[j]).T) > size[j] + 0.02)]
            if len(path) > 3:
                shapes.append(maps.arrow(path, THICKEST * part[i, j]))
        ax.add_collection(
            PolyCollection(shapes, facecolors=ink, edgecolors=CARD, linewidths=0.4, zorder=z, clip_on=False)
        )
    angle = np.linspace(0, 2 * np.pi, 49)
    ring = np.column_stack([np.cos(angle), np.sin(angle)])
    inks = [theme.colour(c, INK) for c in codes]
    ax.add_collection(PolyCollection([p + r * ring for p, r in zip(at, size, strict=True)], facecolors=inks, edgecolors=CARD, zorder=3, clip_on=False))  # fmt: skip
    for c, p, r in zip(codes, at, size, strict=True):
        x, y, ha, va = SIDES[places[c][2]]
        ax.text(
            p[0] + x * (r + 0.05),
            p[1] + y * (r + 0.04),
            name(c),
            size=8,
            ha=ha,
            va=va,
            color=INK,
            zorder=5,
            bbox=_LIFTED,
        )
    return [codes[k] for k in order], float(share[0])


def _finer(path: np.ndarray) -> np.ndarray:
    """The same way in five times as many steps, so that an arrow ends where its disc begins."""
    t = np.arange(len(path))
    fine = np.linspace(0, len(path) - 1, 5 * len(path))
    return np.column_stack([np.interp(fine, t, v) for v in path.T])


def made_up(panels: dict[str, pd.DataFrame]) -> LessonFigure:
    """Made-up networks of five, side by side. panels: words → flows among a … e."""
    share = {words: east_asia.best_chain(t.to_numpy())[0][0] * 100 for words, t in panels.items()}
    said = ", ".join(f"{words} {number(v, 0)} %" for words, v in share.items())
    return networks(
        panels, f"The best chain's part of all flow: {said}", "made up for this lesson", "width: the seller's part of what a buyer takes",
        places=CIRCLE, height=1.6, per_row=3, largest=0.09,
    )  # fmt: skip


def asia(editions: list[tuple[str, int]]) -> LessonFigure:
    """East Asia's networks of several editions and years, fixed places. editions: (key of `east_asia.EDITIONS`, year)."""
    panels, sources = {}, []
    for edition, year in editions:
        known = east_asia.EDITIONS[edition]
        panels[f"{year}, {known.words}"] = east_asia.among(edition, year)
        sources.append(known.dataset)
    first, last = (east_asia.knit(t) for t in list(panels.values())[:2])
    n = len(next(iter(panels.values())))
    pairs = n * (n - 1)
    years = [y for _, y in editions]
    title = f"Goods among {n}, {years[0]} → {years[1]}: links {first['links'] * pairs:.0f} → {last['links'] * pairs:.0f} of {pairs}; best chain {number(first['chain'] * 100, 0)} → {number(last['chain'] * 100, 0)} %"
    return networks(
        panels, title, list(dict.fromkeys(sources)), "width: the seller's part of what a buyer takes from the region; above each panel: the best chain's part",
    )  # fmt: skip


def one_year(table: pd.DataFrame, year: int, least: float) -> LessonFigure:
    """Goods among East Asian economies in one year, for the explorer. table: seller × buyer."""
    share = east_asia.best_chain(table.to_numpy())[0][0]
    return networks(
        {str(year): table}, f"{year}: {number(share * 100, 0)} % of the goods move along the best chain through all {len(table)}", "agreement_depth",
        "width: the seller's part of what a buyer takes from the region", least=least, height=3.5,
    )  # fmt: skip


def turned(table: pd.DataFrame) -> LessonFigure:
    """How many times more of a network at the end, over what sizes give. table: as `east_asia.turned_network` gives it."""
    editions = east_asia.EDITIONS
    shown = table.T.rename(columns=east_asia.MEASURES)
    shown.index = [f"{editions[e].words}, {editions[e].years[0]}-{editions[e].years[-1]}" for e in table]
    above = int((shown > 1).to_numpy().sum())
    links = table.loc["links"]
    title = f"More of a network at the end in {above} of {shown.size} cells; links grow in {(links > 1).sum()} of {len(links)} tables"
    return charts.heat(
        shown, title, [editions[e].dataset for e in table] + ["trade2009"], "last year over first, each over what sizes alone give (chain: the other way round)",
        decimals=2, centre=1.0, top=1.75,
    )  # fmt: skip


def market(
    table: pd.DataFrame, region: str = "without China", years: tuple[int, ...] = (1995, 2000, 2005, 2007, 2008, 2009, 2011, 2022)
) -> LessonFigure:
    """Who takes the value added that the region sells. table: as `east_asia.final_market` gives it."""
    columns = [c for c in east_asia.MARKETS if c != "others" and table[c].any()]
    shown = table.loc[list(years), columns]
    rivals = [c for c in columns if c not in ("United States", "the region itself")]
    lead = table["United States"] > table[rivals].max(axis=1)
    until = lead.index[lead].max() if lead.any() else None
    ahead = table[["United States", *rivals]].idxmax(axis=1)
    top, others = ahead.iloc[-1], ahead.index[ahead != ahead.iloc[-1]]
    since = ahead.index[ahead.index > others.max()].min() if len(others) else ahead.index[0]
    title = f"East Asia {region}: the United States is first until {until}, {top} from {since}" if until and until < years[-1] else (
        f"East Asia {region}: the United States comes before the Union in {lead.sum()} of {len(lead)} years"
    )  # fmt: skip
    return charts.dots(
        shown.set_axis([f"{y} ({'ICIO' if y == 2022 else 'WIOD'})" for y in years]), title, ("wiod_flows", "icio_2022_flows"),
        "% of the value added that its economies sell to others, by whose final use takes it", connect=False, limits=(0, 32),
    )  # fmt: skip


def first_market(table: pd.DataFrame) -> LessonFigure:
    """The American lead over the next market under all choices. table: as `east_asia.first_market` gives it."""
    return charts.specifications(
        table, f"The United States is East Asia's first market at the end under {table['agrees'].sum()} of {len(table)} sets of choices",
        ["wiod_flows", "icio_2022_flows", "agreement_depth", "manufactures", "trade2023"], "lead over the largest rival in the last year, points of all sales", line=0, line_label="as large",
    )  # fmt: skip


# -- three rungs along the Belt and Road -------------------------------------------------------------------------------
SPREAD = (-3.5, 5.5)  # standard deviations of random groups


def stages_and_kinds(table: pd.DataFrame) -> LessonFigure:
    """Members by rung and by the kind of their strongest manufactures. table: as `rungs.stages_and_kinds` gives it."""
    on = int(np.trace(table.to_numpy()))
    late = table.loc["late"]
    title = f"{on} of {table.to_numpy().sum()} members are strongest in the kind of their rung; of {late.sum()} on the late one {late.iloc[-1]} in technology"
    return charts.heat(
        table.astype(float), title, ("icio_2022", "economies", "belt_and_road", "capital_shares"), "members by income group (rows) and kind of their strongest manufactures: number of economies",
        decimals=0,
    )  # fmt: skip


def against_chance(tests: dict[str, pd.DataFrame], source=("icio_2022", "belt_and_road", "economies")) -> LessonFigure:
    """Four tests of fit beside random groups, a panel a measure. tests: words → as `rungs.fits` gives it."""
    said = [
        f"{words.split(' (')[0]} in {table['agrees'].sum()} of {len(table)} tests" for words, table in tests.items()
    ]
    rows = len(next(iter(tests.values())))
    key = [("members", HIGHLIGHT, "o"), ("90 of 100 random groups", GREY, "s")]
    fig, axes = theme.canvas(
        f"More than chance gives: {', '.join(said)}", "standard deviations of random groups above their mean", source, 0.34 * rows, left=2.95, right=0.3, above=0.25, below=0.25, key=key,
        grid=(len(tests), 1), gap=(0, 0.5),
    )  # fmt: skip
    told = []
    for ax, (words, table) in zip(np.ravel(axes), tests.items(), strict=True):
        told.append(_draw_tests(ax, words, table))
    return theme.finish(fig, f"Dots beside bars, standard deviations of random groups. {' '.join(told)}")


def _draw_tests(ax, words: str, table: pd.DataFrame) -> str:
    """One measure's tests; returns them in words."""
    z = table[["observed", "low", "high"]].sub(table["by chance"], axis=0).div(table["deviation"], axis=0)
    y = np.arange(len(table))
    ax.set_yticks(y, [rungs.TOLD[k] for k in table.index])
    ax.set_ylim(len(y) - 0.4, -0.6)
    ax.set_xlim(*SPREAD)
    ax.set_xticks(range(-3, 6), [number(v, 0) for v in range(-3, 6)])
    ax.grid(axis="y", visible=False)
    ax.set_title(words, loc="left", size=LABEL, weight="bold", color=INK, pad=5)
    ax.barh(y, z["high"] - z["low"], left=z["low"], height=0.42, color=GREY, zorder=2)
    ax.plot(z["observed"].clip(*SPREAD), y, "o", color=HIGHLIGHT, markeredgecolor=CARD, markersize=9, linestyle="none", zorder=4, clip_on=False)  # fmt: skip
    ax.axvline(0, color=INK, linewidth=0.9, zorder=1)
    return f"{words}: " + "; ".join(f"{rungs.TOLD[k]} {number(z.at[k, 'observed'], 1)} (p = {number(table.at[k, 'p'], 3)})" for k in table.index) + "."  # fmt: skip


def fits(table: pd.DataFrame) -> LessonFigure:
    """Do members fit beyond chance under all choices? table: as `rungs.specifications` gives it."""
    fit = table[table["kind"] == "complementarity"]
    apart = table[table["kind"] == "difference"]
    title = f"Members fit beyond chance under {fit['agrees'].sum()} of {len(fit)} sets of choices; their strengths differ beyond it under {apart['agrees'].sum()} of {len(apart)}"
    return charts.specifications(
        table, title, ["wiod_2011", "icio_2022", "belt_and_road", "economies"], "random groups that fit or differ less, % · 95 % or more counts", decimals=0, line=95, line_label="95 %",
    )  # fmt: skip


def caught_up(table: pd.DataFrame) -> LessonFigure:
    """Productivity of factories against the United States', members beside others. table: as `rungs.caught_up` gives it."""
    known = datasets.load("economies").drop_duplicates("region").set_index("region")["name"]
    table = table.set_axis([known.get(c, name(c)) for c in table.index])
    groups = {
        words: table.loc[table["member"] == held, "ratio"] for words, held in (("members", True), ("others", False))
    }
    middle = {k: g.median() for k, g in groups.items()}
    up = {k: f"{(g > 1).sum()} of {len(g)}" for k, g in groups.items()}
    title = f"Nearer to the United States in 2017 than in 2011: {up['members']} members (median {number(middle['members'], 2)}), {up['others']} others ({number(middle['others'], 2)})"
    return charts.beeswarm(
        groups, title, ("pld_productivity", "belt_and_road"), "manufacturing's productivity, United States = 100: 2017 over 2011", decimals=2, line=1, line_label="as far as before",
    )  # fmt: skip
