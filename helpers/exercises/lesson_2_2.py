"""Checks of lesson 2.2."""

from __future__ import annotations

from functools import cache

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import shares
from helpers.value_added import content_of_exports, gross_exports, value_added_trade


@cache
def _mexico() -> dict[str, float]:
    m = datasets.mrio(2009)
    flows = value_added_trade(m).loc["MEX"]
    abroad = float(flows.drop("MEX").sum())
    exports = float(gross_exports(m)["MEX"])
    return {
        "ratio": abroad / exports,
        "with home": float(flows.sum()) / exports,
        "upside down": exports / abroad,
        "of value added": abroad / float(flows.sum()),
        "domestic content": float(content_of_exports(m).loc["MEX", "domestic"]) / exports,
    }


@cache
def _turkey() -> dict[str, float]:
    m = datasets.mrio(2009)
    flows = value_added_trade(m)
    sold, bought = float(flows.loc["TUR"].drop("TUR").sum()), float(flows["TUR"].drop("TUR").sum())
    return {"balance": (sold - bought) / 1e3, "sold": sold / 1e3}


@cache
def _china() -> dict[str, float]:
    rows = shares.four_sources("CHN").set_index(["source", "concept"])["billion USD"]
    tiva = rows["TiVA, May 2013", "domestic value added in exports"]
    content, vax = (
        rows["WIOD, 2013", "domestic value added in exports"],
        rows["WIOD, 2013", "value-added exports (VAX)"],
    )
    return {
        "bridge": tiva * vax / content,
        "divided": tiva * content / vax,
        "gross": rows["TiVA, May 2013", "gross exports"] * vax / content,
        "wiod": vax,
        "content": tiva,
        "wiod content": content,
    }


@cache
def _ratio(region: str, year: int) -> float:
    m = datasets.mrio(year)
    return float(value_added_trade(m).loc[region].drop(region).sum() / gross_exports(m)[region])


@cache
def _balance(region: str, year: int) -> float:
    flows = value_added_trade(datasets.mrio(year))
    return float(flows.loc[region].sum() - flows[region].sum()) / 1e3


EXERCISES = (
    Exercise(
        "2.2.1", "LO2.2.1", "predict",
        expected=lambda: "lower",
        misconceptions=(
            Misconception("value added hides less", lambda: "higher",
                          "What would have to be true for it to rise? China would need more of its own value in each dollar shipped than others have. Think of the imported chip."),
            Misconception("shares do not change", lambda: "same",
                          "It would stay if every economy's exports held the same part of foreign value. An assembler's hold more of it than an oil seller's."),
        ),
        steps=("Ask whose exports hold more foreign parts: those of an assembler or those of the average economy?",),
        code='answer_1 = "lower"',
        praise="From 9.4 % to 8.3 % in TiVA's May 2013 edition: Chinese exports held more foreign value than the average.",
    ),
    Exercise(
        "2.2.2", "LO2.2.1", "compute",
        expected=lambda: _mexico()["ratio"],
        misconceptions=(
            Misconception("home counted as abroad", lambda: _mexico()["with home"],
                          "This counts Mexican value added that Mexicans use themselves. Exports are what ends up elsewhere: leave out the diagonal."),
            Misconception("ratio upside down", lambda: _mexico()["upside down"],
                          "Above 1: gross exports over value-added exports. Turn it round."),
            Misconception("share of value added", lambda: _mexico()["of value added"],
                          "You divided by all Mexican value added. The VAX ratio divides by gross exports."),
        ),
        neighbours=lambda: {"the year 2008": _ratio("MEX", 2008), "the year 2010": _ratio("MEX", 2010), "Canada": _ratio("CAN", 2009), "India": _ratio("IND", 2009)},
        decimals=3,
        steps=("Sum `flows.loc[\"MEX\"]` without its own column, then divide by `gross_exports(m)[\"MEX\"]`.",),
        code='answer_2 = flows.loc["MEX"].drop("MEX").sum() / gross_exports(m)["MEX"]',
        praise="About 70 cents of each exported dollar are Mexican value added used abroad; the rest was made elsewhere.",
    ),
    Exercise(
        "2.2.3", "LO2.2.2", "compute",
        expected=lambda: _china()["bridge"],
        misconceptions=(
            Misconception("divided instead of multiplied", lambda: _china()["divided"],
                          "Larger than what you started from, but VAX leaves something out. Multiply by the ratio, do not divide."),
            Misconception("started from gross exports", lambda: _china()["gross"],
                          "You started from gross exports. The ratio compares VAX with domestic value added in exports: start from that."),
            Misconception("WIOD's own level", lambda: _china()["wiod"],
                          "This is WIOD's VAX itself. Borrow only WIOD's ratio, and keep TiVA's level."),
        ),
        neighbours=lambda: {"domestic value added in exports, TiVA": _china()["content"], "domestic value added in exports, WIOD": _china()["wiod content"]},
        decimals=0,
        paper=838.6,
        steps=("TiVA's domestic value added in exports, times WIOD's VAX over WIOD's domestic value added in exports.",),
        code=(
            'usd = china.set_index(["source", "concept"])["billion USD"]\n'
            'ratio = usd["WIOD, 2013", "value-added exports (VAX)"] / usd["WIOD, 2013", "domestic value added in exports"]\n'
            'answer_3 = usd["TiVA, May 2013", "domestic value added in exports"] * ratio'
        ),
        praise="About 839 billion against the paper's 838.6: within 0.1 %. The paper very likely shows VAX from TiVA's May 2013 edition.",
    ),
    Exercise(
        "2.2.4", "LO2.2.4", "bug hunt",
        expected=lambda: _turkey()["balance"],
        misconceptions=(
            Misconception("rows and columns swapped", lambda: -_turkey()["balance"],
                          "The size is right, the sign is not: rows are where value added comes from, columns where it is used."),
            Misconception("imports left out", lambda: _turkey()["sold"],
                          "This is what Türkiye sold. A balance takes off what it bought."),
        ),
        neighbours=lambda: {"the year 2008": _balance("TUR", 2008), "the year 2010": _balance("TUR", 2010), "Mexico": _balance("MEX", 2009)},
        decimals=0,
        steps=("`flows.sum(axis=1)` adds along a row: everything that comes from one origin.",),
        code='answer_4 = (flows.sum(axis=1)["TUR"] - flows.sum(axis=0)["TUR"]) / 1e3',
        praise="Minus 19 billion in this table: in WIOD, Türkiye stands with the buyers.",
    ),
    Exercise(
        "2.2.5", "LO2.2.3", "open",
        rubric=(
            "A good answer names what each choice counts as abroad, says who would like which choice and why, gives one number for each, "
            "and notes that three of the eleven are missing from the table. It does not need to agree with anybody.",
        ),
    ),
)  # fmt: skip
