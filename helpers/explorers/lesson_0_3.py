"""Explorers of lesson 0.3."""

from __future__ import annotations

import pandas as pd

from helpers.classification import name
from helpers.explorers import Choice, Slider, explorer
from helpers.figures import lesson_0_3 as figures
from helpers.tables import contents, textbook


@explorer(
    id="0.3a",
    title="Round after round",
    question="Ask for more of one product. How many rounds until nearly all the output it needs has been made?",
    controls={
        "first": Slider(0, 200, 0, 10, label="extra final demand for product 1"),
        "second": Slider(0, 200, 100, 10, label="extra final demand for product 2"),
        "rounds": Slider(0, 10, 3, label="rounds of suppliers counted"),
    },
)
def round_after_round(first: int, second: int, rounds: int):
    """Output of two industries for extra final demand, by rounds of suppliers, against the Leontief inverse."""
    A = textbook.sales() / textbook.output()
    wanted = textbook.order(first, second)
    whole = textbook.leontief_inverse(A) @ wanted
    made = textbook.rounds(A, wanted, int(rounds))
    picture = figures.rounds(made, whole)
    if not whole.sum():
        return picture, "Nothing is ordered, so nothing has to be made, in this round or in any other."
    counted = f"after {rounds} round{'s' * (rounds != 1)}" if rounds else "before any supplier is asked"
    words = (
        f"Ordered: {first + second}. Made {counted}: {made.to_numpy().sum():,.1f}. In the end: {whole.sum():,.1f} "
        f"({whole.iloc[0]:,.1f} in industry 1, {whole.iloc[1]:,.1f} in industry 2)."
    )
    return picture, words


@explorer(
    id="0.3b",
    title="What is behind a purchase?",
    question="Whose products does an industry buy directly, and whose value added is in its product in the end?",
    controls={
        "economy": Choice(contents.ECONOMIES, "CHN", label="economy"),
        "industry": Choice(contents.PRODUCTS, "electronics", label="industry"),
    },
)
def behind_a_purchase(economy: str, industry: str):
    """Direct suppliers of an industry by region, and the origins of the value in its product."""
    bought = contents.recipe(economy, industry).groupby("region", sort=False).sum()
    earned = contents.earned_in(economy, industry)
    largest = [c for c in earned.sort_values(ascending=False).index if c not in (economy, "ROW")][:5]
    both = pd.DataFrame({"bought directly": bought / bought.sum() * 100, "value added in the end": earned}).T
    shown = both[[economy, *largest]].assign(**{"all others": both.drop(columns=[economy, *largest]).sum(axis=1)})
    abroad = 100 - both[economy]
    product = contents.PRODUCTS[industry].lower()
    words = (
        f"{name(economy)}, {product}: inputs cost {bought.sum():.0f} cents of a dollar of output; "
        f"{abroad.iloc[0]:.0f} % of them come from abroad. Of the product's whole value {abroad.iloc[1]:.0f} % was earned abroad."
    )
    return figures.behind_a_purchase(shown, economy, product), words
