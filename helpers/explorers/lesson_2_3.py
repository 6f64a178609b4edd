"""Explorers of lesson 2.3."""

from __future__ import annotations

from helpers.classification import E11_IN_WIOD, name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import lesson_2_3 as figures
from helpers.figures.theme import percent
from helpers.tables import risk

BUYERS = {
    "USA": "the United States", "EU": "the European Union (27)", "CHN": "China", "JPN": "Japan", "E11": "the E11", "ROW": "the rest of the world",
}  # fmt: skip


TOPS = {"E11": 30.0}  # per cent of own value added; they lose home buyers too. All other buyers share one axis:
TOP = 6.0
SHOWN = [*E11_IN_WIOD, "USA", "DEU", "JPN"]


@explorer(
    id="2.3a",
    title="A buyer falls",
    question="Whose fall hurts whom, and through whose products? Who is hurt although it sells the buyer little?",
    controls={
        "buyer": Choice(BUYERS, "USA", label="final demand falls in"),
        "cut": Slider(5, 30, 10, 5, label="by", unit="%"),
        "year": Choice({1995: "1995", 2003: "2003", 2011: "2011", 2022: "2022"}, 2011, label="table of"),
    },
)
def a_buyer_falls(buyer: str, cut: int, year: int):
    """Loss of value added in the E11 when a buyer's final demand falls, by the route it takes."""
    lost = risk.routes(buyer, year) * cut / 100
    lost = lost.loc[lost.sum(axis=1).sort_values(ascending=False).index]
    total = lost.sum(axis=1)
    first, last = total.index[0], total.index[-1]
    title = (
        f"{_capital(BUYERS[buyer])} cut{'s' if buyer != 'E11' else ''} {percent(cut / 100)}, {year}: "
        f"{name(first)} loses {_part(total[first])} of its value added, {name(last)} {_part(total[last])}"
    )
    around = lost[risk.ROUTES[2]] / total
    words = (
        f"{year}, recipes unchanged: {name(first)} is hit hardest ({_part(total[first])}). The most roundabout loss is "
        f"{name(around.idxmax())}'s: {percent(around.max())} of it comes through products that others complete."
        + (" All eleven, partner split estimated." if year == 2022 else " Eight of eleven.")
        + (
            " The buyers are these economies themselves, so what they sell at home is lost too."
            if buyer == "E11"
            else ""
        )
    )
    return figures.losses(lost, title, year, TOPS.get(buyer, TOP)), words


def _part(value: float) -> str:
    return percent(value / 100, 2) if round(value, 2) else f"less than {percent(0.0001, 2)}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


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
        "rise": Slider(-50, 100, 50, 10, label="price changes by", unit="%"),
    },
)
def a_price_rises(product: str, sellers: str, rise: int):
    """Change of the cost of living when some products cost more (or less) and everyone passes the cost on."""
    industries = tuple(PRICES[product][1])
    doubled = risk.dearer(industries, sellers)[SHOWN].sort_values(ascending=False)
    change = doubled * rise
    top = float(risk.dearer(industries, "all")[SHOWN].max()) * 100
    what = f"{_capital(PRICES[product][0])} {SELLERS[sellers]}"
    first, last = change.index[0], change.index[-1]
    by = f"{rise:+d} %".replace("-", "−")
    if rise == 0:
        title = f"{what}, price unchanged: nobody's cost of living moves"
        words = (
            f"{what}: the price stays, so the cost of living stays as it is everywhere. Move the slider to either side."
        )
    else:
        feels = "pays most" if rise > 0 else "saves most"
        title = f"{what} {by}: {name(first)} {feels}, {_signed(change[first])}"
        words = (
            f"{what} {by}, all costs passed on: the cost of living changes by {_signed(change[first])} in {name(first)} "
            f"and by {_signed(change[last])} in {name(last)}."
        )
    return figures.cost_of_living(change, title, (-top / 2, top)), words


def _signed(value: float) -> str:
    shown = f"{round(value, 2) + 0.0:+.2f}".replace("-", "−")
    return f"{shown} %" if round(value, 2) else _part(value)
