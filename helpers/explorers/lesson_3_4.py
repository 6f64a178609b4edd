"""Explorers of lesson 3.4."""

from __future__ import annotations

from helpers.classification import name, regions
from helpers.explorers import Choice, explorer
from helpers.figures import lesson_3_4 as figures
from helpers.tables import value_network
from helpers.words import listed

NOBODY = "nobody"
_CODES = sorted((c for c, known in regions()["icio2025"].items() if known and c != "ROW"), key=name)


@explorer(
    id="3.4a",
    title="A web of value, 1995 to 2022",
    question="Choose an economy: who are its sources, and whose source is it? Go through the years: which hub comes, which goes?",
    controls={
        "year": Choice({y: str(y) for y in value_network.YEARS}, 2011, label="year (2022: another publisher)"),
        "economy": Choice({NOBODY: "nobody: all of them"} | {c: name(c) for c in _CODES}, NOBODY, label="show the sources of"),
        "layer": Choice({"economies": "economies", "industries": "country-industries"}, "economies", label="layer"),
    },
)  # fmt: skip
def a_web_of_value(year: int, economy: str, layer: str):
    """Each economy with its two largest sources, or the largest country-industries behind one."""
    net = value_network.economies(year)
    chosen = economy if economy in net.nodes else None
    hidden = f"{name(economy)} is part of the rest of the world in the table of {year}: choose 2022. Shown: all. " if economy != NOBODY and not chosen else ""  # fmt: skip
    if layer == "industries":
        share, many = value_network.node_sources(year, chosen)
        fig = figures.node_sources(share, year, chosen, many)
        first = figures.pieces.label(share.index[0])
        if chosen:
            return fig, (
                f"{name(chosen)}, {year}: the ten largest of {many:,} foreign country-industries give {share.sum():.0f} % of the foreign value added "
                f"in its final products; {first} gives most, {share.iloc[0]:.1f} %."
            )
        return (
            fig,
            f"{hidden}{year}: of {many:,} country-industries {first} sells most to others, {share.iloc[0]:,.0f} billion USD of value added.",
        )
    fig = figures.web(year, chosen)
    links = net.sources(2)
    if chosen:
        own = links[links["destination"] == chosen]
        users = links[links["origin"] == chosen].sort_values("share", ascending=False)["destination"]
        most = f", most of all of {listed([name(c) for c in users[:3]])}" if len(users) else ""
        named = listed([f"{name(r.origin)} ({r.share * 100:.0f} %)" for r in own.itertuples()])
        return fig, f"{name(chosen)} takes most foreign value added from {named}. It is among the two largest sources of {len(users)} of the other {net.n - 1} economies{most}."  # fmt: skip
    first = links[links["place"] == 1]["origin"].value_counts()
    return fig, (
        f"{hidden}{year}, {net.n} economies: {name(first.index[0])} is the largest source of {first.iloc[0]}, {name(first.index[1])} of {first.iloc[1]}. "
        f"Lines run from a source, where they are broad, to who uses its value."
    )


_HUBS = ["CHN", "USA", "DEU", "JPN", "KOR", "GBR", "RUS", "IND", "MEX", "VNM"]
EVERYONE = "everyone"


@explorer(
    id="3.4b",
    title="Take a hub or a link away (2022)",
    question="Who is hit most while recipes are kept? Who has found another way, and who gains from a link that others lose?",
    controls={
        "hub": Choice({c: name(c) for c in _HUBS}, "CHN", label="no trade any more between"),
        "partner": Choice({EVERYONE: EVERYONE} | {c: name(c) for c in _HUBS}, EVERYONE, label="and"),
        "case": Choice(value_network.CASES, "as given", label="elasticities"),
    },
    budget=2.0,
)  # fmt: skip
def take_a_hub_away(hub: str, partner: str, case: str):
    """Losses with recipes kept and with another way found, in the table and the model of 2022."""
    itself = f"{name(hub)} is not cut off from itself: shown is its trade with everyone. " if partner == hub else ""
    other = None if partner in (EVERYONE, hub) else partner
    tables = {c: value_network.without_hub(hub, other, case=c) for c in value_network.CASES}
    table, rows = tables[case], figures.most_hit(tables["as given"], hub, other)
    ends = [t.loc[rows] for t in tables.values()]
    limits = min(0.0, min(t.min().min() for t in ends)), max(0.0, max(t.max().max() for t in ends))
    fig = figures.without_hub(table, hub, other, 2022, case, rows, limits)
    model = table["another way found"]
    if other:
        third = model.drop([hub, other])
        many = int((third > 0.005).sum())
        gain = f"{many} of {len(third)} third economies gain more than 0.005 %, most {name(third.idxmax())} ({third.max():+.2f} %)" if many else f"None of {len(third)} third economies gains more than 0.005 %"  # fmt: skip
        return fig, (
            f"Without trade between {name(hub)} and {name(other)} real income changes by {model[hub]:+.2f} % and {model[other]:+.2f} %. "
            f"{gain}. Model."
        )
    rest = table.drop(index=hub)
    worst = rest["recipes kept"].idxmin(), rest["another way found"].idxmin()
    return fig, (
        f"{itself}Without {name(hub)}: with recipes kept {name(worst[0])} loses most value added ({rest.at[worst[0], 'recipes kept']:.1f} %), in the model "
        f"{name(worst[1])} most real income ({rest.at[worst[1], 'another way found']:.1f} %); {name(hub)} itself {table.at[hub, 'recipes kept']:.1f} and {model[hub]:.1f} %."
    )
