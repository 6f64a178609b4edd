"""Quiz of chapter 5, the account: keys computed from the register as it is by now."""

from __future__ import annotations

from helpers.quiz.question import number, which, who
from helpers.tables import briefs, scores


def _counts(verdict: str) -> float:
    return float((scores.claims()["verdict"] == verdict).sum())


def _stand(bar: float) -> float:
    return float((scores.standing(bar) == "stands").sum())


def _pooled() -> float:
    table = scores.claims().dropna(subset="share")
    return float(table["agreeing"].sum() / table["specifications"].sum() * 100)


def _chapter(verdict: str) -> str:
    return str(scores.by_chapter()[verdict].idxmax())


QUESTIONS = (
    number(
        "5.1", "5.1", "How many claims of the course end as *supported*?", "{:.0f}", lambda: _counts("supported"), "A number that agrees under nearly all reasonable choices is rare.",
        (lambda: _counts("mixed"), "This is how many are mixed."), (lambda: _counts("model result"), "These are results of models: a model never supports."),
        (lambda: _stand(0.75), "These stand where three quarters of the specifications agree; a verdict asks more."),
    ),
    number(
        "5.2", "5.1", "How many claims stand where half of their specifications must agree?", "{:.0f}", lambda: _stand(0.5), "More than half of a claim's specifications agree.",
        (lambda: _stand(0.75), "This is where three quarters must agree."), (lambda: _stand(1.0), "This is where all must agree."),
        (lambda: float(len(scores.claims())), "These are all claims."),
    ),
    number(
        "5.3", "5.1", "What per cent of all specifications of the course agree with their claim?", "{:.1f} %", _pooled, "A sum over a sum: each specification once.",
        (lambda: float(scores.claims()["share"].mean() * 100), "This is the mean of shares: each claim once."),
        (lambda: 100 - _pooled(), "These do not agree."),
    ),
    which(
        "5.4", "5.1", "Which chapter has most results of models?", lambda: _chapter("model result"),
        {scores.CHAPTERS["1"]: "Mostly measured.", scores.CHAPTERS["2"]: "Counted from tables, hardly modelled.", scores.CHAPTERS["3"]: "Models stand beside tables here.",
         scores.CHAPTERS["4"]: "What would happen if is asked most here."},
    ),
    which(
        "5.5", "5.1", "A claim without any specification: what does it count as at a bar of three quarters?", lambda: str(scores.standing(0.75)[scores.claims()["share"].isna()].iloc[0]),
        {"stands": "Nothing agreed with it: nothing was tried.", "falls": "A comparison with what is missing gives False, which is no finding.", "not counted": "What was not tried is not what failed.",
         "open": "Open is what was tried and points neither way."},
    ),
    number(
        "5.6", "5.1", "Had each claim been tried in one specification at random, how many would one expect to change sides?", "{:.0f}", lambda: scores.turned_by_one()["mean"], "The smaller share of each claim, added up.",
        (lambda: scores.turned_by_one()["claims"] - scores.turned_by_one()["mean"], "These would stay."), (lambda: 2 * scores.turned_by_one()["mean"], "This is twice as many."),
        (lambda: float((scores.doubt()["margin"] <= 1).sum() + 100), "There are not so many claims."),
    ),
    which(
        "5.7", "5.1", "A higher bar (more specifications must agree) makes:", lambda: "fewer stand and fewer fall" if scores.at_bars()[["stands", "falls"]].diff().dropna().le(0).all(axis=None) else "more fall",
        {"fewer stand and fewer fall": "The bar counts for both sides: what is left is open.", "more fall": "To fall, as many must disagree: that, too, gets harder.", "more stand": "More is asked for, not less."},
    ),
    who("5.8", "Whose exports of 2022 lie furthest above the middle in foreign value added?", "5.1.5", ("VNM", "USA", "SAU", "IND"), "{:+.1f} points", "Points above or below the median of all economies of the table."),
    which(
        "5.9", "5.1", "How many economies can a brief be about?", lambda: f"{len(briefs.codes())}", {"11": "The E11 only: no, any of the table.", "80": "All of ICIO 2022 but the rest of the world.", "41": "These are the regions of the tables of 1995 to 2011."},
    ),
)  # fmt: skip
