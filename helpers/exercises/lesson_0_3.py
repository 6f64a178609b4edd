"""Checks of lesson 0.3."""

from __future__ import annotations

import numpy as np

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import contents
from helpers.tables.textbook import X, Z

FINAL = X - Z.sum(axis=1)
EARNED = X - Z.sum(axis=0)
A = Z / X
SOLD = Z / X[:, None]  # shares of sales (Ghosh), the usual mistake
B = np.linalg.inv(np.eye(2) - A)
WRONG = np.linalg.inv(np.eye(2) - SOLD)


def _rows(table: np.ndarray) -> str:
    return " | ".join("  ".join(f"{x:.3f}" for x in row) for row in table)


def _inputs(code: str) -> float:
    return float(contents.recipe(code, "food").sum() / 100)


def _behind(code: str, year: int) -> float:
    m = datasets.mrio(year)
    return float(m.column_sums[m.node(code, "food")])


EXERCISES = (
    Exercise(
        "0.3.1", "LO0.3.2", "predict",
        expected=lambda: "more",
        misconceptions=(
            Misconception("one for one", lambda: "same",
                          "The 100 themselves must be made, and they need inputs. Who makes those?"),
            Misconception("imports and leaks", lambda: "less",
                          "The 100 must at least be made themselves, and this table has no imports that could take their place."),
        ),
        steps=(
            "Follow one step: to make 100 of product 2, industry 2 buys inputs from industry 1. Those must be made too.",
            "Output in all is the order, plus its inputs, plus the inputs of these. Can that sum be below 100?",
        ),
        code='answer_1 = "more"',
        why="The 100 are made in any case. On top of them come the inputs they take, and the inputs of the inputs. Each round is smaller than "
        "the one before, because a part of every dollar is value added, so the sum ends; but it ends above 100.",
        praise="The order itself, plus the inputs, plus the inputs' inputs: output grows by more than final demand.",
    ),
    Exercise(
        "0.3.2", "LO0.3.1", "fill",
        expected=lambda: np.array([FINAL, EARNED]),
        misconceptions=(
            Misconception("rows and columns swapped", lambda: np.array([EARNED, FINAL]),
                          "The two rows of your answer are swapped: final demand is what is left along a row, value added what is left down a column."),
            Misconception("own use forgotten", lambda: np.array([FINAL, EARNED]) + np.diag(Z),
                          "You left out what an industry buys from itself: the 150 and the 100 on the diagonal are sales and purchases too."),
        ),
        neighbours=lambda: {"what industries buy and sell": np.array([Z.sum(axis=1), Z.sum(axis=0)]), "output, twice": np.array([X, X])},
        decimals=0,
        steps=(
            "Sales along a row add up to output. Costs and value added down a column add up to output too.",
            "Final demand is output less the sum of the row; value added is output less the sum of the column. Do it for both industries.",
        ),
        code="answer_2 = [x - Z.sum(axis=1), x - Z.sum(axis=0)]",
        why="What an industry makes goes to industries (its row) or to final demand. What it takes in pays for inputs (its column) or is its "
        "value added. So both are what is left of output, once along the row and once down the column.",
        praise="Both pairs add up to 2,050: what is finally bought is what is earned. That is GDP, counted twice.",
    ),
    Exercise(
        "0.3.3", "LO0.3.2", "write",
        expected=lambda: float(B[:, 0].sum() * 50),
        misconceptions=(
            Misconception("the other product", lambda: float(B[:, 1].sum() * 50),
                          "This is what 50 of product **2** take. The first number in `order(…)` is product 1."),
            Misconception("one industry only", lambda: float(B[0, 0] * 50),
                          "This is the output of industry 1 alone. Both industries are asked for: add up."),
            Misconception("only the first round", lambda: float(50 + A[:, 0].sum() * 50),
                          "This is the order and its direct inputs. Suppliers have suppliers: `B` has all rounds, `A` one."),
        ),
        neighbours=lambda: {"an order of 100": float(B[:, 0].sum() * 100), "50 of each product": float(B.sum() * 50)},
        decimals=0,
        steps=(
            "The cell above has an order of product 2. Make one of product 1, and let `B` multiply it.",
            "First line: `wanted = textbook.order(…, …)`. Second line: `B @` this order gives two outputs, in brackets; `.sum()` behind the brackets adds them up.",
        ),
        code=(
            "wanted = textbook.order(50, 0)\n"
            "answer_3 = (B @ wanted).sum()"
        ),
        why="`B @ wanted` takes each row of `B` times the order: all output of industry 1, then all of industry 2. Their sum is output in all. "
        "A dollar of product 1 takes more output along the chain than a dollar of product 2, because more of it is inputs.",
        praise="Half as much again as was ordered: more for each dollar than product 2 takes.",
    ),
    Exercise(
        "0.3.4", "LO0.3.2", "bug hunt",
        expected=lambda: float(B[1, 0] * 100),
        numbers=lambda: f"All rounds added up, first row | second row. From his recipes: {_rows(WRONG)}. From the recipes above: {_rows(B)}.",
        misconceptions=(
            Misconception("the colleague's number", lambda: float(WRONG[1, 0] * 100),
                          "This is the colleague's number. It divides each row by the seller's output; the recipe of a buyer is a column."),
            Misconception("row and column swapped", lambda: float(B[0, 1] * 100),
                          "This is what industry 1 makes for an order of product 2. It is asked the other way round."),
            Misconception("only the first round", lambda: float(A[1, 0] * 100),
                          "This is the first round only. Suppliers have suppliers: use `B`."),
            Misconception("for one dollar", lambda: float(B[1, 0]),
                          "This is what an order of one dollar takes. The order is 100."),
        ),
        neighbours=lambda: {"product 1 itself": float(B[0, 0] * 100), "an order of product 2 and its own industry": float(B[1, 1] * 100)},
        decimals=0,
        steps=(
            "Whose output does a recipe divide by, the seller's or the buyer's? Compare the colleague's first line with the one that made `A`.",
            "Row \"industry 2\", column \"industry 1\" of the inverse of the right recipes is what one dollar takes; times 100 for the order. `.loc[row, column]` picks it.",
        ),
        code='answer_4 = B.loc["industry 2", "industry 1"] * 100',
        why="`Z.div(x, axis=0)` divides each row by the output of the seller: what share of its sales goes where. A recipe divides each column by "
        "the output of the buyer, as `Z / x` does. Industry 2 is twice as large as industry 1, so the colleague comes out at half.",
        praise="26 cents of product 2 for each dollar of product 1. The bug halved it.",
    ),
    Exercise(
        "0.3.5", "LO0.3.3", "your economy",
        for_economy=lambda code: contents.behind(code, "food"),
        misconceptions=(
            Misconception("without the product itself", lambda code: contents.behind(code, "food") - 1,
                          "The dollar of food itself is output too: one more than this."),
            Misconception("one round", lambda code: 1 + _inputs(code),
                          "This is the product and its direct inputs. `m.column_sums` counts the suppliers' suppliers too."),
            Misconception("electronics", lambda code: contents.behind(code, "electronics"),
                          "This is for electronics. The industry asked for is `\"food\"`."),
        ),
        neighbours=lambda code: {"the year 2008": _behind(code, 2008), "farm products": contents.behind(code, "agriculture")},
        decimals=2,
        steps=(
            "The line for Chinese electronics has two words in it that you have to change.",
            "`m.column_sums[m.node(region, industry)]`: the region is `mine`, a name without quotes, the industry is `\"food\"`, a text.",
        ),
        code=(
            "mine = economy(m.regions)\n"
            'answer_5 = m.column_sums[m.node(mine, "food")]'
        ),
        why="A column of `B` holds the output of every industry of the world that a dollar of one product takes; its sum is all of it. `m.node` "
        "says which of the 902 columns is your economy's food industry.",
        praise="So many dollars of output stand behind a dollar of food made in {economy}, the dollar itself among them.",
    ),
    Exercise(
        "0.3.6", "LO0.3.3", "open",
        steps=("The table's rows are industries of economies. Who or what is inside such a row, and added up so that you cannot see it?",),
        model_answer="The table cannot show who owns a factory: a Chinese electronics plant of a firm from elsewhere stands in China's row, and its "
        "profit counts as earned in China. The paper's claims that emerging economies move up in chains need to know who keeps that profit. "
        "Data on affiliates of foreign firms, or firms' own accounts, could show it.",
        rubric=(
            "Names something that the table does not show.",
            "Says why it does not: what is added up or left out in a row or a column.",
            "Names a claim of the paper that needs it, and what could go wrong without it.",
            "Does this, and says in which other data one could look for it.",
        ),
    ),
)  # fmt: skip
