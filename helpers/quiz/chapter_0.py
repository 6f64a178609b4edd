"""Quiz of chapter 0, start: keys computed from the tables of its lessons."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import datasets
from helpers.classification import name
from helpers.quiz.question import number, which, who
from helpers.tables import contents

RECIPE = np.array([[0.2, 0.3], [0.1, 0.4]])  # made up: what a dollar of output of two industries needs of both


def _behind(power: float = np.inf) -> float:
    """Output of both industries behind a dollar of final demand for the first: all rounds, or the first so many."""
    needed, total = np.array([1.0, 0.0]), 0.0
    for _ in range(int(min(power, 500))):
        total, needed = total + needed.sum(), RECIPE @ needed
    return float(total)


@cache
def _part(code: str, column: str = "foreign") -> float:
    table = contents.exports()
    return float(table.at[code, column] / table.at[code, "exports"] * 100)


def _vax_ratio(code: str) -> float:
    table = contents.three_measures()
    return float(table.at[code, "VAX"] / table.at[code, "gross exports"] * 100)


def _more_than_vax() -> str:
    table = contents.three_measures()
    return "never" if (table["VAX"] <= table["domestic content"] + 1e-6).all() else "sometimes"


def _balanced() -> str:
    m = datasets.mrio(2009)
    uses = m.Z.sum(axis=1) + m.Y.sum(axis=1)
    same = np.abs(uses - m.x).sum() < 0.01 * m.x.sum()  # but for what the publisher rounds
    return "its sales to industries and to final users" if same else "its value added"


QUESTIONS = (
    number(
        "0.1", "0.1", "What part of Germany's exports of 2009 was earned elsewhere?", "{:.1f} %", lambda: _part("DEU"), "Foreign value added over gross exports.",
        (lambda: _part("DEU", "domestic"), "This is the domestic part: one less the other."), (lambda: _part("USA"), "This is the United States: larger economies buy less abroad."),
        (lambda: _part("LUX"), "This is Luxembourg."),
    ),
    which(
        "0.2", "0.1", "Which of these hands on the largest part of an exported dollar, 2009?", lambda: name(max(("LUX", "USA", "RUS", "JPN"), key=_part)),
        {name("LUX"): "Small, open, and a seller of services made of others' services.", name("USA"): "A large economy finds most inputs at home.",
         name("RUS"): "Oil and metals need few foreign inputs.", name("JPN"): "A large economy far from others: few foreign inputs in 2009."},
    ),
    who("0.3", "Behind a dollar of whose food industry stands most output, all over the world?", "0.3.5", ("CHN", "IND", "GRC", "MEX"), "{:.2f} dollars", "More rounds of suppliers, more output that is counted on the way."),
    which(
        "0.4", "0.3", "In a row of the table, an industry's output is the sum of:", _balanced,
        {"its sales to industries and to final users": "A row holds who buys: inputs of all industries and final use.", "its value added": "Value added stands below the columns: what is left of output after inputs.",
         "its inputs": "Inputs are a column, not a row."},
    ),
    number(
        "0.5", "0.3", "Made up: a dollar of output needs, of industries 1 and 2, 0.2 and 0.1 (industry 1) or 0.3 and 0.4 (industry 2). How much output stands behind one dollar of final demand for industry 1?", "{:.2f}",
        _behind, "The order itself, its inputs, their inputs, and so on: the Leontief inverse's first column, added up.",
        (lambda: _behind(1), "This is only the order itself."), (lambda: _behind(2), "This is the order and its first round of inputs; the inputs need inputs, too."),
        (lambda: float(np.linalg.inv(np.eye(2) - RECIPE)[0, 0]), "This is the output of industry 1 alone. Industry 2 works as well."),
    ),
    number(
        "0.6", "0.4", "Korea's value-added exports over its gross exports, 2009?", "{:.1f} %", lambda: _vax_ratio("KOR"), "Value added that others finally use, over what crosses the border.",
        (lambda: 100 - _vax_ratio("KOR"), "This is one less it."), (lambda: _vax_ratio("RUS"), "This is the Russian Federation's: few foreign inputs."),
        (lambda: 10000 / _vax_ratio("KOR"), "Upside down: above 100 % it cannot be for a total."),
    ),
    which(
        "0.7", "0.4", "Can an economy's value-added exports be more than the domestic content of its exports (all industries together)?", _more_than_vax,
        {"never": "What comes home again is in domestic content and not in value-added exports, so they can only be less.", "sometimes": "For one industry, which sells through others, yes; for the whole economy, no."},
    ),
    who("0.8", "Whose value-added exports are the smallest part of gross exports, 2009?", "0.4.4", ("USA", "HUN", "BRA", "JPN"), "{:.1f} %", "Who assembles imported parts hands most of the dollar on.", highest=False),
)  # fmt: skip
