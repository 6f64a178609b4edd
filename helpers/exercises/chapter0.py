"""Checks of chapter 0."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import datasets
from helpers.exercises import Exercise, Misconception, register
from helpers.explorers.chapter0 import BOOK_X, BOOK_Z
from helpers.value_added import content_of_exports, gross_exports, value_added_trade


@cache
def _content():
    return content_of_exports(datasets.mrio(2009))


def _share(of: str, over: str, region: str) -> float:
    return float(_content().at[region, of] / _content().at[region, over])


@cache
def _world() -> dict[str, float]:
    c = _content()
    return {
        "weighted": float(c["foreign"].sum() / c["exports"].sum()),
        "simple": float((c["foreign"] / c["exports"]).mean()),
        "domestic": float(c["domestic"].sum() / c["exports"].sum()),
    }


FINAL = BOOK_X - BOOK_Z.sum(axis=1)
EARNED = BOOK_X - BOOK_Z.sum(axis=0)
A = BOOK_Z / BOOK_X
SOLD = BOOK_Z / BOOK_X[:, None]  # shares of sales (Ghosh), the usual mistake
L = np.linalg.inv(np.eye(2) - A)


@cache
def _korea() -> dict[str, float]:
    m = datasets.mrio(2009)
    flows, exports = value_added_trade(m).loc["KOR"], float(gross_exports(m)["KOR"])
    v_l_e = float(m.by_region(m.v * m.local_output(m.exports.sum(axis=1)))[m.region("KOR")])
    return {
        "foreign": _share("foreign", "exports", "KOR"),
        "domestic": _share("domestic", "exports", "KOR"),
        "vax": 1 - float(flows.drop("KOR").sum()) / exports,
        "vs": 1 - v_l_e / exports,
    }


@cache
def _home_again() -> dict[str, float]:
    m = datasets.mrio(2009)
    used_abroad = float(value_added_trade(m).loc["USA"].drop("USA").sum())
    domestic, exports = (float(_content().at["USA", k]) for k in ("domestic", "exports"))
    return {
        "of content": (domestic - used_abroad) / domestic,
        "of exports": (exports - used_abroad) / exports,
        "ratio": used_abroad / domestic,
    }


register(
    Exercise(
        "0.1.1", "LO0.1.2", "predict",
        expected=lambda: "Korea",
        misconceptions=(
            Misconception("the largest assembler", lambda: "China",
                          "China assembles much, but it is large: many parts are made at home. Size makes an economy its own supplier."),
            Misconception("resources go abroad", lambda: "Russia",
                          "Oil leaves Russia with hardly any foreign part in it. Foreign content asks what came in, not what goes out."),
            Misconception("far from its partners", lambda: "Brazil",
                          "Brazil is large and sells crops and ore: most of what they need is at home."),
        ),
        hints=("Who is small, exports electronics and ships, and has to buy oil and parts?",),
        praise="More than a third of what Korea shipped in 2009 was earned elsewhere (in this table).",
    ),
    Exercise(
        "0.1.2", "LO0.1.1", "compute",
        expected=lambda: _share("foreign", "exports", "DEU"),
        misconceptions=(
            Misconception("the domestic share", lambda: _share("domestic", "exports", "DEU"),
                          "This is the part earned in Germany. Which column holds the rest?"),
            Misconception("over domestic content", lambda: _share("foreign", "domestic", "DEU"),
                          "You divided by the domestic part. A share of exports divides by exports."),
        ),
        hints=("Take the line for Korea and change the code to `\"DEU\"`.",),
        praise="Just under a quarter. You changed one line and asked the world a new question.",
        tolerance=0.003,
    ),
    Exercise(
        "0.1.3", "LO0.1.1", "bug hunt",
        expected=lambda: _world()["weighted"],
        misconceptions=(
            Misconception("simple mean", lambda: _world()["simple"],
                          "This is the colleague's number: it gives Malta the weight of China. Add up first, divide after."),
            Misconception("domestic instead of foreign", lambda: _world()["domestic"],
                          "Added up rightly, but this is the domestic part."),
        ),
        hints=("`content[\"foreign\"].sum()` over `content[\"exports\"].sum()`.",),
        praise="About 23 % of world exports instead of 27: small economies hold more foreign parts, and a simple mean counts them like large ones.",
        tolerance=0.003,
    ),
    Exercise(
        "0.1.4", "LO0.1.3", "open",
        rubric="A good answer names one claim from the map, says what number would make you believe it and what number would not, and "
        "guesses which data could hold that number. It is written down before the lesson is opened.",
    ),
    Exercise(
        "0.2.1", "LO0.2.2", "predict",
        expected=lambda: "more",
        misconceptions=(
            Misconception("one for one", lambda: "same",
                          "The 100 themselves must be made, and they need inputs. Who makes those?"),
            Misconception("imports and leaks", lambda: "less",
                          "The 100 must at least be made themselves, and this table has no imports that could take their place."),
        ),
        hints=("Follow one step: to make 100 more, industry 2 buys inputs from industry 1. Those must be made too.",),
        praise="The order itself, plus the inputs, plus the inputs' inputs: output grows by more than final demand.",
    ),
    Exercise(
        "0.2.2", "LO0.2.1", "compute",
        expected=lambda: np.array([FINAL, EARNED]),
        misconceptions=(
            Misconception("rows and columns swapped", lambda: np.array([EARNED, FINAL]),
                          "The two rows of your answer are swapped: final demand is what is left along a row, value added what is left down a column."),
            Misconception("own use forgotten", lambda: np.array([FINAL, EARNED]) + np.diag(BOOK_Z),
                          "You left out what an industry buys from itself: the 150 and the 100 on the diagonal are sales and purchases too."),
        ),
        hints=("Sales along a row add up to output. Costs and value added down a column add up to output too.",),
        praise="Both pairs add up to 2,050: what is finally bought is what is earned. That is GDP, counted twice.",
    ),
    Exercise(
        "0.2.3", "LO0.2.2", "compute",
        expected=lambda: A,
        misconceptions=(
            Misconception("divided along rows", lambda: SOLD,
                          "You divided each row by its own output: shares of sales. A recipe divides each column by the output of the buyer."),
            Misconception("transposed", lambda: A.T,
                          "The numbers are right, their places are swapped: sellers in rows, buyers in columns."),
        ),
        hints=("First cell: industry 1 buys 150 from itself for an output of 1,000.",),
        praise="Column 2 reads: for a dollar of output, industry 2 buys 25 cents of product 1 and 5 cents of its own.",
    ),
    Exercise(
        "0.2.4", "LO0.2.2", "bug hunt",
        expected=lambda: float(L[0, 1] * 100),
        misconceptions=(
            Misconception("the colleague's number", lambda: float(np.linalg.inv(np.eye(2) - SOLD)[0, 1] * 100),
                          "This is the colleague's number. It divides each row by the seller's output; the recipe of a buyer is a column."),
            Misconception("row and column swapped", lambda: float(L[1, 0] * 100),
                          "This is what industry 2 makes for an order to industry 1. It is asked the other way round."),
            Misconception("only the first round", lambda: float(A[0, 1] * 100),
                          "This is the first round only. Suppliers have suppliers: use the inverse."),
        ),
        hints=("`np.linalg.inv(np.eye(2) - A)[0, 1]`, with `A` divided down the columns.",),
        praise="A third of a dollar of product 1 for each dollar of product 2. The bug made it twice as much as it is.",
        tolerance=0.003,
    ),
    Exercise(
        "0.2.5", "LO0.2.3", "open",
        rubric="A good answer names something a table of industries cannot show (firms, owners, jobs without pay, pollution, who keeps "
        "the profit), says which of the paper's claims needs it, and where one could look for it.",
    ),
    Exercise(
        "0.3.1", "LO0.3.1", "predict",
        expected=lambda: 70.0,
        misconceptions=(
            Misconception("all exports", lambda: 170.0,
                          "This is what customs count in all. How much of it was earned by somebody?"),
            Misconception("only the ore", lambda: 20.0,
                          "The ore crosses three borders, so it is counted three times; and the parts?"),
            Misconception("value added", lambda: 100.0,
                          "This is the value added that is traded. Take it from what customs count."),
        ),
        hints=("Customs see 20, then 50, then 100. Everyone together earns what the phone sells for.",),
        praise="Customs count 170 where 100 were earned: the ore is in all three numbers.",
    ),
    Exercise(
        "0.3.2", "LO0.3.2", "compute",
        expected=lambda: _korea()["foreign"],
        misconceptions=(
            Misconception("the domestic share", lambda: _korea()["domestic"],
                          "This is the domestic part: it sums Korea's row. Foreign content takes all other rows."),
            Misconception("everything but VAX", lambda: _korea()["vax"],
                          "One minus the VAX ratio also holds Korean value that comes home again. Foreign content asks who earned it, not where it ends."),
            Misconception("everything but the local chain", lambda: _korea()["vs"],
                          "This is VS: it also takes off Korean value that left, came back in parts and leaves again."),
        ),
        hints=("`origin` is origins × exporters. Korea's column without Korea's row, over the whole column.",),
        praise="Thirty-seven cents of Korea's export dollar are earned elsewhere, in this table.",
        tolerance=0.0015,
    ),
    Exercise(
        "0.3.3", "LO0.3.2", "bug hunt",
        expected=lambda: _home_again()["of content"],
        misconceptions=(
            Misconception("foreign content thrown in", lambda: _home_again()["of exports"],
                          "You took VAX from gross exports, so foreign content is in your number. Take it from domestic content."),
            Misconception("the part that stays abroad", lambda: _home_again()["ratio"],
                          "This is the part that stays abroad. The rest comes home."),
        ),
        hints=("Domestic content less VAX, over domestic content.",),
        praise="Seven cents in a dollar, more than for any other economy in this table: designs and chips leave and come home in products.",
        tolerance=0.003,
    ),
    Exercise(
        "0.3.4", "LO0.3.3", "open",
        rubric="A good answer names the measure that fits the question (jobs that depend on foreign buyers: VAX; exposure to a supplier: "
        "foreign content; exposure to a border: gross exports), says what the other measures would get wrong, and gives one number.",
    ),
)  # fmt: skip
