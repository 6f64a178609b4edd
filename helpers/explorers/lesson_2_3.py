"""Explorers of lesson 2.3."""

from __future__ import annotations

from helpers.classification import E11_IN_WIOD, name, names
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import charts
from helpers.tables import risk

BUYERS = {
    "USA": "the United States", "EU": "the European Union (27)", "CHN": "China", "JPN": "Japan", "E11": "the E11 (8 of 11)", "ROW": "the rest of the world",
}  # fmt: skip


@explorer(
    id="2.3a",
    title="A buyer falls",
    question="Whose fall hurts whom, and through whose products? Who is hurt although it sells the buyer little?",
    controls={
        "buyer": Choice(BUYERS, "USA", label="final demand falls in"),
        "cut": Slider(1, 30, 10, label="by, %"),
        "year": Choice({1995: "1995", 2003: "2003", 2011: "2011"}, 2011, label="table of"),
    },
)
def a_buyer_falls(buyer: str, cut: int, year: int):
    """Loss of value added in the E11 when a buyer's final demand falls, by the route it takes."""
    lost = risk.routes(buyer, year) * cut / 100
    lost = lost.loc[lost.sum(axis=1).sort_values(ascending=False).index]
    total = lost.sum(axis=1)
    first, last = total.index[0], total.index[-1]
    title = f"{BUYERS[buyer][0].upper() + BUYERS[buyer][1:]} cut{'s' if buyer != 'E11' else ''} {cut} %: {name(first)} loses {total[first]:.2f} % of its value added, {name(last)} {total[last]:.2f} %"
    roundabout = (lost[risk.ROUTES[2]] / total).idxmax()
    words = (
        f"{year}, recipes unchanged: {name(first)} is hit hardest ({total[first]:.2f} %). The most roundabout loss is {name(roundabout)}'s: "
        f"{lost.at[roundabout, risk.ROUTES[2]] / total[roundabout]:.0%} of it comes through products that others complete."
    )
    fig = charts.stacked(
        lost.rename(index=name), title, f"WIOD, 2013 release; {year}, teaching industries; Leontief quantity model", "% of own value added lost, by the product it is in", decimals=2, label_from=0.09,
    )  # fmt: skip
    return fig, words


PRICES = {
    "mining": ("ores, oil and gas", ["mining"]), "energy": ("mining, refined petroleum and utilities", ["mining", "petroleum", "utilities"]),
    "electronics": ("electronics", ["electronics"]), "food": ("farm products and food", ["agriculture", "food"]),
}  # fmt: skip
SELLERS = {
    "all": "everywhere",
    "CHN": "from China",
    "RUS": "from Russia",
    "USA": "from the United States",
    "ROW": "from the rest of the world",
}


@explorer(
    id="2.3b",
    title="A price rises",
    question="Who pays most when energy gets dearer, and does it matter where it comes from?",
    controls={
        "product": Choice({k: v[0] for k, v in PRICES.items()}, "mining", label="product"),
        "sellers": Choice(SELLERS, "all", label="dearer"),
        "rise": Slider(-50, 100, 50, 10, label="price rises by, %"),
    },
)
def a_price_rises(product: str, sellers: str, rise: int):
    """Rise of the cost of living when some products cost more and everyone passes the cost on."""
    dearer = risk.dearer(tuple(PRICES[product][1]), sellers) * rise
    shown = dearer[[*E11_IN_WIOD, "USA", "DEU", "JPN"]].sort_values(ascending=rise < 0)
    words = (
        f"{PRICES[product][0][0].upper() + PRICES[product][0][1:]} {SELLERS[sellers]} {rise:+d} %, all costs passed on: the cost of living changes by "
        f"{shown.iloc[0]:+.2f} % in {name(shown.index[0])} and by {shown.iloc[-1]:+.2f} % in {name(shown.index[-1])}."
    )
    title = f"{PRICES[product][0][0].upper() + PRICES[product][0][1:]} {SELLERS[sellers]} {rise:+d} %: {name(shown.index[0])} feels it most"
    fig = charts.bars(
        shown.rename(index=name), title, "WIOD, 2013 release; 2011, teaching industries; Leontief price model", "change of the cost of living, %", decimals=2, strong=names(E11_IN_WIOD), note="dark: E11",
    )  # fmt: skip
    return fig, words
