"""Quiz of chapter 2, emerging economies: keys computed from the tables of its lessons."""

from __future__ import annotations

from functools import cache

from helpers import datasets, value_added
from helpers.classification import E11, name
from helpers.quiz.question import judged, number, which, who
from helpers.tables import briefs, shares, sorting


@cache
def _sold(code: str, column: str = "sold (WIOD)") -> float:
    return float(shares.both_directions(2009).at[code, column])


def _balance_of_the_world() -> str:
    m = datasets.mrio(2009)
    by_value = value_added.vax(m) - value_added.value_added_imports(m)
    gross = value_added.gross_exports(m) - value_added.gross_imports(m)
    return "they are equal" if abs(by_value - gross).max() < 0.001 * value_added.gross_exports(m).max() else "they differ"


def _extreme(measure: str, highest: bool, codes=E11) -> str:
    table = briefs.measures().loc[list(codes), measure]
    return name(table.idxmax() if highest else table.idxmin())


QUESTIONS = (
    which(
        "2.1", "2.1", "Of these, whose links in chains lay most on the buying side in 2009 (backward share)?",
        lambda: name(sorting.backward_share()[2009].loc[["MEX", "RUS", "SAU", "BRA"]].idxmax()),
        {name("MEX"): "Parts come in, finished goods go out.", name("RUS"): "Oil and metals are sold on to others' exports: the selling side.",
         name("SAU"): "Nearly all links are oil in others' exports: the selling side.", name("BRA"): "Farm goods and ores lie early in chains, though less than oil."},
    ),
    number(
        "2.2", "2.2", "China's share of the world's value-added exports in 2009 (WIOD)?", "{:.1f} %",
        lambda: _sold("CHN"), "Value added earned in China and used abroad, over the world's.",
        (lambda: _sold("CHN", "bought (WIOD)"), "This is its share of value-added imports: the other direction."),
        (lambda: _sold("CHN", "sold, with what comes home (TiVA)"), "This is another concept, in which what comes home counts as well."),
        (lambda: _sold("KOR"), "This is Korea's."),
    ),
    number(
        "2.3", "2.2", "By how many points did China's share of value-added exports change from 1995 to 2011 (WIOD)?", "{:+.1f} points",
        lambda: float(shares.vax_shares().at[2011, "CHN"] - shares.vax_shares().at[1995, "CHN"]), "Two shares of one edition, last less first.",
        (lambda: float(shares.vax_shares().at[2009, "CHN"] - shares.vax_shares().at[1995, "CHN"]), "This ends in 2009."),
        (lambda: float(shares.vax_shares().at[2011, "USA"] - shares.vax_shares().at[1995, "USA"]), "This is the United States."),
        (lambda: float(shares.vax_shares().at[2011, "CHN"]), "This is the share of 2011, no change."),
    ),
    which(
        "2.4", "2.2", "An economy's balance in value added, beside its balance in gross trade, for one table:", _balance_of_the_world,
        {"they are equal": "An identity: what is counted twice is counted on both sides. Balances with single partners differ, the total does not.",
         "they differ": "With a single partner they do; over all partners what is counted twice cancels."},
    ),
    which(
        "2.5", "2.3", "Whose exports of value added hang on the fewest buyers, in 2022 (effective number)?", lambda: _extreme("buyers", False, ("MEX", "CHN", "TUR", "KOR")),
        {name("MEX"): "One buyer takes most, so that all together count as little more than two.", name("CHN"): "Sells to the whole world.", name("TUR"): "Many middling buyers.",
         name("KOR"): "Two large buyers, but many more beside them."},
    ),
    number(
        "2.6", "2.3", "What part of the value added Mexico sold abroad in 2022 did its largest buyer use?", "{:.0f} %",
        lambda: briefs.measures().at["MEX", "largest_buyer"], "The United States, in ICIO 2022.",
        (lambda: briefs.measures().at["MEX", "foreign"], "This is the foreign part of its exports."),
        (lambda: 100 / briefs.measures().at["MEX", "buyers"], "This is one over the effective number of buyers: what each would take if all were equal."),
        (lambda: briefs.measures().at["CHN", "largest_buyer"], "This is China's largest buyer."),
    ),
    which(
        "2.7", "2.3", "Of all E11, who earned its value-added exports from the fewest industries in 2022 (effective number)?", lambda: _extreme("industries", False),
        {name("SAU"): "Mining earns nearly all.", name("RUS"): "Mining weighs much, with metals, trade and transport beside it.", name("CHN"): "Spread over many industries.",
         name("IND"): "Services weigh much, but many industries sell."},
    ),
    who("2.8", "Of which economy's earnings did buyers abroad use the largest part, 2011?", "2.3.5", ("BRA", "IRL", "USA", "IND"), "{:.1f} %", "Small and open economies lie high, large ones low: size is part of the measure."),
    who("2.9", "Whose share of value-added exports fell most, 1995 to 2011?", "2.2.5", ("JPN", "CHN", "RUS", "DEU"), "{:+.2f} points", "Shares add up to 100: who rises takes from all.", highest=False),
    judged("2.10", "2.3b"),
    judged("2.11", "2.2c"),
)  # fmt: skip
