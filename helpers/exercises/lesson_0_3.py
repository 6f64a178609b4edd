"""Checks of lesson 0.3."""

from __future__ import annotations

import numpy as np

from helpers.exercises import Exercise, Misconception
from helpers.tables.textbook import X, Z

FINAL = X - Z.sum(axis=1)
EARNED = X - Z.sum(axis=0)
A = Z / X
SOLD = Z / X[:, None]  # shares of sales (Ghosh), the usual mistake
L = np.linalg.inv(np.eye(2) - A)

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
        steps=("Follow one step: to make 100 more, industry 2 buys inputs from industry 1. Those must be made too.",),
        code='answer_1 = "more"',
        praise="The order itself, plus the inputs, plus the inputs' inputs: output grows by more than final demand.",
    ),
    Exercise(
        "0.3.2", "LO0.3.1", "compute",
        expected=lambda: np.array([FINAL, EARNED]),
        misconceptions=(
            Misconception("rows and columns swapped", lambda: np.array([EARNED, FINAL]),
                          "The two rows of your answer are swapped: final demand is what is left along a row, value added what is left down a column."),
            Misconception("own use forgotten", lambda: np.array([FINAL, EARNED]) + np.diag(Z),
                          "You left out what an industry buys from itself: the 150 and the 100 on the diagonal are sales and purchases too."),
        ),
        decimals=0,
        steps=("Sales along a row add up to output. Costs and value added down a column add up to output too.",),
        code="answer_2 = [x - Z.sum(axis=1), x - Z.sum(axis=0)]",
        praise="Both pairs add up to 2,050: what is finally bought is what is earned. That is GDP, counted twice.",
    ),
    Exercise(
        "0.3.3", "LO0.3.2", "compute",
        expected=lambda: A,
        misconceptions=(
            Misconception("divided along rows", lambda: SOLD,
                          "You divided each row by its own output: shares of sales. A recipe divides each column by the output of the buyer."),
            Misconception("transposed", lambda: A.T,
                          "The numbers are right, their places are swapped: sellers in rows, buyers in columns."),
        ),
        decimals=2,
        steps=("First cell: industry 1 buys 150 from itself for an output of 1,000.",),
        code="answer_3 = Z / x",
        praise="Column 2 reads: for a dollar of output, industry 2 buys 25 cents of product 1 and 5 cents of its own.",
    ),
    Exercise(
        "0.3.4", "LO0.3.2", "bug hunt",
        expected=lambda: float(L[0, 1] * 100),
        misconceptions=(
            Misconception("the colleague's number", lambda: float(np.linalg.inv(np.eye(2) - SOLD)[0, 1] * 100),
                          "This is the colleague's number. It divides each row by the seller's output; the recipe of a buyer is a column."),
            Misconception("row and column swapped", lambda: float(L[1, 0] * 100),
                          "This is what industry 2 makes for an order to industry 1. It is asked the other way round."),
            Misconception("only the first round", lambda: float(A[0, 1] * 100),
                          "This is the first round only. Suppliers have suppliers: use the inverse."),
        ),
        neighbours=lambda: {"product 2": float(L[1, 1] * 100), "an order of product 1": float(L[0, 0] * 100)},
        decimals=0,
        steps=("`np.linalg.inv(np.eye(2) - A)[0, 1]`, with `A` divided down the columns.",),
        code="answer_4 = B[0, 1] * 100",
        praise="A third of a dollar of product 1 for each dollar of product 2. The bug made it twice as much as it is.",
    ),
    Exercise(
        "0.3.5", "LO0.3.3", "open",
        rubric=(
            "A good answer names something a table of industries cannot show (firms, owners, jobs without pay, pollution, who keeps "
            "the profit), says which of the paper's claims needs it, and where one could look for it.",
        ),
    ),
)  # fmt: skip
