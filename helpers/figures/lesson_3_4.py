"""Figures of lesson 3.4: their titles say what their tables hold."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers.classification import industries, name
from helpers.figures import charts, networks, pieces, theme
from helpers.figures.lesson_3_1 import signed
from helpers.figures.theme import GREY, HIGHLIGHT, INK, LABEL, LessonFigure, listed
from helpers.tables import value_network

GRAVITY = ["agreement_timing", "PPML with exporter-year, importer-year and pair effects"]
HIGH = {40: 4.5, 80: 5.7}  # inches of a web of so many economies


def _source(year: int) -> list:
    return [year, "value added in final use"]


@cache
def _places(n: int) -> pd.DataFrame:
    """Fixed places: of 40 economies for all years of WIOD, of 80 for 2022."""
    years = [2022] if n == 80 else [y for y in value_network.YEARS if y != 2022]
    nets = [value_network.economies(y) for y in years]
    links = (
        pd.concat([net.sources(2) for net in nets]).groupby(["origin", "destination"], as_index=False)["share"].sum()
    )
    size = pd.concat([_sizes(net) for net in nets], axis=1).max(axis=1)
    return networks.places(links, size, HIGH[n])


def _sizes(net) -> pd.Series:
    through = net.strength()["total"]
    return through / through.sum()


def web(year: int, chosen: str | None = None) -> LessonFigure:
    """Each economy with its two largest sources; ``chosen``: whose links are shown."""
    net = value_network.economies(year)
    links, size = net.sources(2), _sizes(net)
    group = value_network.communities(year).communities
    count = links["origin"].value_counts()
    first = links[links["place"] == 1]["origin"].value_counts()
    if chosen is None:
        title = f"{year}: {name(first.index[0])} is the largest source of {first.iloc[0]} of {net.n} economies, {name(first.index[1])} of {first.iloc[1]}"
    else:
        own = links[links["destination"] == chosen]
        from_ = theme.listed([f"{name(r.origin)} ({r.share * 100:.0f} %)" for r in own.itertuples()])
        title = f"{name(chosen)}, {year}: largest sources {from_}; itself among the two largest of {count.get(chosen, 0)} economies"
    key = "blue: its sources · orange: whose source it is" if chosen else "broad end: the source · point: who uses it"
    unit = f"two largest sources of each of {net.n} economies, width by share of what it takes from others · {key} · area: value added traded"
    return networks.web(links, size, group, _places(net.n), title, _source(year), unit, high=HIGH[net.n], chosen=chosen)


def hubs(table: pd.DataFrame) -> LessonFigure:
    """Whose largest source each economy is. table: as `value_network.hubs` gives it."""
    main = ["DEU", "CHN", "USA", "JPN"]
    shown = table[main].assign(**{"all others": table.drop(columns=main).sum(axis=1)})
    china = table["CHN"]
    title = f"China is the largest source of {china['2011']:.0f} % of 40 economies in 2011 ({china['1995']:.0f} % in 1995); of all 80 in 2022: {china['2022, all 80']:.0f} %"
    return charts.stacked(
        shown, title, [1995, 2003, 2011, 2022], "economies whose largest foreign source is …, %", note="do not join WIOD's years and 2022",
    )  # fmt: skip


def deepened(table: pd.DataFrame) -> LessonFigure:
    """Value added used abroad by year. table: as `value_network.deepened` gives it."""
    first, last = table.loc[1995], table.loc[2011]
    year = table.iloc[:, 0].idxmax()
    most = table.loc[year]
    title = (
        f"Value added used abroad: {first.iloc[0]:.1f} % in 1995, {most.iloc[0]:.1f} % in {year}, the most, {last.iloc[0]:.1f} % in 2011; "
        f"without China {first.iloc[2]:.1f}, {most.iloc[2]:.1f} and {last.iloc[2]:.1f} %"
    )
    return charts.lines(
        table,
        title,
        [1995, 2011, 2022],
        "value added used in another economy, % of all · another publisher in 2022",
        zero=False,
    )


@cache
def _short() -> pd.Series:
    return industries()["short"]


def layers(year: int, strong: str | None = None, most: int = 40, lines: int = 40) -> LessonFigure:
    """Figure 2 of the paper from data: economies, industries, and the country-industries that join both layers."""
    net = value_network.economies(year)
    size = net.strength()["total"]
    shown = list(size.nlargest(most).index)
    group = value_network.communities(year).communities[shown]
    hub = {g: size[group[group == g].index].idxmax() for g in group.unique()}
    order = sorted(shown, key=lambda c: (-size[group[group == group[c]].index].sum(), -size[c]))
    inks = pd.Series({c: theme.colour(hub[group[c]]) for c in order})
    left = net.sources(2)
    left = left[left["origin"].isin(shown) & left["destination"].isin(shown)]
    nodes = value_network.industries(year).strength()["out"] / 1e3
    by_industry = nodes.groupby(level=1).sum()
    flows = _by_industry(year)
    right = flows.sources(2)
    top = nodes[nodes.index.get_level_values(0).isin(shown)].nlargest(lines)
    across = pd.DataFrame(
        {"left": top.index.get_level_values(0), "right": top.index.get_level_values(1), "value": top.to_numpy()}
    )
    across["ink"] = across["left"].map(inks)
    place = across["left"].map({c: k for k, c in enumerate(order)})
    middle = (place * across["value"]).groupby(across["right"]).sum() / across.groupby("right")["value"].sum()
    by_industry = by_industry.reindex(
        middle.reindex(by_industry.index).sort_values(kind="stable").index
    )  # fewer crossings
    names = pd.Series({c: name(c) for c in order}), _short().reindex(by_industry.index)
    grey = pd.Series(INK, by_industry.index)
    best = top.index[0]
    title = f"{year}: most value added is sold abroad by {names[1][best[1]].lower()} of {name(best[0])}, {top.iloc[0]:,.0f} billion USD"
    if strong:
        title = f"{name(strong)}, {year}: {int((across['left'] == strong).sum())} of the {lines} country-industries that sell most value added abroad"
    unit = f"arcs: two largest sources · lines: the {lines} country-industries that sell most value added abroad, billion USD"
    return networks.layers(
        left, right, across, names, (inks, grey), (size[order], by_industry), title, _source(year), unit, ("economies by community", "industries"), strong=strong,
    )  # fmt: skip


@cache
def _by_industry(year: int):
    """The network of industries: flows between country-industries of different economies, added up."""
    net = value_network.industries(year)
    what = net.nodes.get_level_values(1)
    table = pd.DataFrame(net.weights, what, what).groupby(level=0).sum().T.groupby(level=0).sum().T
    return value_network.Network(table)


def matrix(year: int) -> LessonFigure:
    """Ties over what sizes alone give, economies in the order of their communities."""
    net = value_network.economies(year)
    size, group = net.strength()["total"], value_network.communities(year).communities
    order = sorted(net.nodes, key=lambda c: (group[c], -size[c]))
    ties = (pd.DataFrame(net.weights, net.nodes, net.nodes) / net.size_alone()).loc[order, order]
    group = group[order]
    names = {g: f"{name(size[group[group == g].index].idxmax())}'s community" for g in group.unique()}
    inside = (
        net.weights[(group[net.nodes].to_numpy()[:, None] == group[net.nodes].to_numpy())].sum() / net.weights.sum()
    )
    even = net.size_alone().to_numpy()
    by_size = even[(group[net.nodes].to_numpy()[:, None] == group[net.nodes].to_numpy())].sum() / even.sum()
    title = f"{year}: {inside * 100:.0f} % of traded value stays inside the {group.nunique()} communities; sizes alone would give {by_size * 100:.0f} %"
    return networks.matrix(
        ties,
        group,
        names,
        title,
        _source(year),
        "sellers in rows, users in columns: value added over what the two sizes alone give · frames: communities",
    )


def steady(table: pd.DataFrame, year: int) -> LessonFigure:
    """Agreement of runs over resolutions. table: as `value_network.steadiness` gives it."""
    shown = table[["new starts", "new starts and noise"]]
    low = shown["new starts and noise"]
    title = f"{year}: runs with flows off by a fifth agree by {low.min():.2f} to {low.max():.2f}; new starts alone by {shown['new starts'].min():.2f} or more"
    return charts.lines(
        shown,
        title,
        _source(year),
        "mean adjusted Rand index of 20 runs: 1 the same each time, 0 chance",
        decimals=2,
        xlabel="resolution (higher: more and smaller communities)",
        limits=(0.0, 1.05),
    )


def alike(table: pd.DataFrame) -> LessonFigure:
    """Likeness of communities to regions and treaties, one resolution. table: as `value_network.alike` gives it."""
    chosen = table.xs(value_network.RESOLUTION, level="resolution")
    shown = chosen.xs("index", axis=1, level=1).rename(index=str)
    chance = chosen.xs("high", axis=1, level=1).to_numpy().max()
    every = shown["all agreements (DESTA)"]
    title = f"Likeness to regions {shown['regions']['1995']:.2f} in 1995 and {shown['regions']['2022']:.2f} among the 80 of 2022, to all agreements {every['1995']:.2f} and {every['2022']:.2f}"
    return charts.dots(
        shown, title, [1995, 2011, 2022, "agreements", "agreement_depth"], "adjusted Rand index: 1 the same sorting", decimals=2, line=chance,
        line_label=f"95 % of chance lies below {chance:.2f}", note="1995-2011: 40 economies, 2022: 80",
    )  # fmt: skip


def around(with_home: pd.DataFrame, abroad: pd.DataFrame) -> LessonFigure:
    """Trade of a pair around its agreement, two comparisons. tables: as `value_network.around_an_agreement` gives them."""
    panels = {"beside sales at home": with_home, "beside other foreign partners only": abroad}
    low = min(t["low"].min() for t in panels.values())
    high = max(t["high"].max() for t in panels.values())
    later = [t.loc[value_network.LATER, "value"] for t in panels.values()]
    span = f"[{abroad.at[value_network.LATER, 'low']:.0f}, {abroad.at[value_network.LATER, 'high']:.0f}]".replace("-", "−")
    title = f"Four to seven years into an agreement: {signed(later[0], 0)} % beside sales at home, {signed(later[1], 0)} % {span} beside other foreign partners"
    unit = "value added traded by a pair, % beside the four years before its agreement · bars: 95 % intervals, blue where they leave 0 out"
    fig, axes = theme.canvas(
        title, unit, GRAVITY, 2.5, left=0.55, right=0.15, above=0.3, below=0.62, grid=(1, 2), gap=(0.35, 0)
    )
    for ax, (words, table) in zip(axes[0], panels.items(), strict=True):
        x = np.arange(len(table))
        sure = (table["low"] > 0) | (table["high"] < 0)
        inks = np.where(sure, HIGHLIGHT, GREY)
        ax.vlines(x, table["low"], table["high"], color=inks, linewidth=2.2, zorder=2)
        for k, (v, ink) in enumerate(zip(table["value"], inks, strict=True)):
            ax.plot([k], [v], "o" if sure.iloc[k] else "s", color=ink, markersize=7, zorder=3)
        ax.axhline(0, color=INK, linewidth=0.9)
        ax.axvline(2.5, color=INK, linewidth=0.9, linestyle=":")
        ax.text(
            2.6, 1.0, "in force", transform=ax.get_xaxis_transform(), size=8, color=theme.WORDS, va="top", ha="left"
        )
        ax.set_xlim(-0.6, len(table) - 0.4)
        ax.set_ylim(low * 1.1, high * 1.12)
        ax.set_xticks(x, ["9+\nbefore", "8-5\nbefore", "4-1\nbefore", "0-3\nafter", "4-7\nafter", "8+\nafter"])
        ax.grid(axis="x", visible=False)
        ax.set_title(words, loc="left", size=LABEL, color=INK)
        ax.set_xlabel("years from the first year in force", loc="left")
    said = " ".join(f"{w}: " + "; ".join(f"{p} {signed(r.value, 1)} [{r.low:.1f}, {r.high:.1f}]" for p, r in zip(t.index, t.itertuples(), strict=True)) + "." for w, t in panels.items())  # fmt: skip
    return theme.finish(
        fig, "Two panels of estimates with intervals around the first year of an agreement, %.", said.replace("-", "−")
    )


def ties_after(table: pd.DataFrame) -> LessonFigure:
    """All ways to ask whether agreements tie closer. table: as `value_network.ties_after_agreements` gives it."""
    told = [
        f"{part['agrees'].sum()} of {len(part)} {words}"
        for words, part in (
            ("beside sales at home", table[table["home"]]),
            ("beside other foreign partners only", table[~table["home"]]),
        )
    ]
    return charts.specifications(
        table, f"Closer four to seven years on, and quiet before: {' and '.join(told)}", GRAVITY,
        "change of a pair's trade, % (95 % interval)", line=0, line_label="no effect",
    )  # fmt: skip


def without_hub(
    table: pd.DataFrame, hub: str, partner: str | None, year: int, case: str, rows: list[str] | None = None, limits=None
) -> LessonFigure:
    """Losses with recipes kept and with another way found, the most exposed first. table: as `value_network.without_hub` gives it."""
    whom = f"trade of {name(hub)} and {name(partner)}" if partner else f"all trade of {name(hub)}"
    if rows is None:
        rows = most_hit(table, hub, partner)
    shown = table.loc[rows]
    others = table.drop(index=[hub] if not partner else [], errors="ignore")
    if partner:
        gains = table["another way found"].drop([hub, partner])
        most = (
            f"{name(gains.idxmax())} gains most, {signed(gains.max(), 2)} %"
            if gains.max() >= 0.005
            else "nobody else gains 0.005 %"
        )
        title = f"Without {whom}: {name(hub)} {signed(table.at[hub, 'another way found'], 2)} %, {name(partner)} {signed(table.at[partner, 'another way found'], 2)} %; {most}"
    else:
        means = others.mean()
        title = (
            f"{name(hub)} buys nothing more, recipes kept: the others lose {-means['recipes kept']:.1f} % of value added; "
            f"no trade with it, another way found: {-means['another way found']:.1f} % of real income (means)"
        )
    return charts.dots(
        shown, title, [year, "elasticities", "trade model"], "recipes kept: value added · another way found: real income (model); change, %",
        decimals=2, line=0, limits=limits, note=f"elasticities {value_network.CASES[case]}",
    )  # fmt: skip


def most_hit(table: pd.DataFrame, hub: str, partner: str | None, many: int = 10) -> list[str]:
    """Rows to show: those hit most with recipes kept, or, for one link, both ends and whoever moves most in the model."""
    if not partner:
        return list(table["recipes kept"].sort_values(kind="stable").head(many).index)
    moved = table["another way found"].drop([hub, partner]).sort_values(kind="stable")
    return [hub, partner, *moved.head(4).index, *moved.tail(4).index]


def mine_without(table: pd.DataFrame, mine: str, hub: str) -> LessonFigure:
    """One economy's two losses among those of all. table: as `value_network.without_hub` gives it."""
    table = table.drop(index=hub)
    rank = table["recipes kept"].rank(method="min")[mine]
    title = f"{name(mine)} without {name(hub)}: {table.at[mine, 'recipes kept']:.1f} % with recipes kept (number {rank:.0f} of {len(table)}), {table.at[mine, 'another way found']:.1f} % once another way is found"
    return charts.beeswarm(
        {c: table[c] for c in table}, title.replace("-", "−"), [2022, "elasticities", "trade model"], f"change, %: value added if {name(hub)} buys nothing more, recipes kept; real income if it trades no more, another way found", strong=[mine], decimals=2, line=0,
    )  # fmt: skip


def node_sources(share: pd.Series, year: int, code: str | None, places: int) -> LessonFigure:
    """The largest foreign country-industries behind one economy's final products, or those that sell most abroad. share: by node."""
    best = pieces.label(share.index[0])
    if code is None:
        return charts.bars(
            share,
            f"{year}: {best} sells most value added abroad, {share.iloc[0]:,.0f} billion USD",
            _source(year),
            "value added in final products that others complete, billion USD",
            decimals=0,
        )
    title = f"{name(code)}, {year}: of {places} foreign country-industries {best} gives most, {share.iloc[0]:.1f} %"
    return charts.bars(share, title, _source(year), "share of the foreign value added in its final products, %")


def mine(net, code: str) -> LessonFigure:
    """The eight largest sources of one economy. net: a network of economies."""
    took = pd.Series(net.weights[:, list(net.nodes).index(code)], net.nodes)
    share = (took / took.sum() * 100).nlargest(8)
    return charts.bars(share, f"{name(code)} takes {share.iloc[0]:.0f} % of its foreign value from {name(share.index[0])}, {share.head(2).sum():.0f} % from two", _source(2022), "share of the foreign value added it uses, %", strong=list(share.index[:2]), note="dark: the two lines of the web")  # fmt: skip


__all__ = ["alike", "around", "deepened", "hubs", "layers", "listed", "matrix", "mine", "mine_without", "steady", "ties_after", "web", "without_hub"]  # fmt: skip
