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


def _sums() -> str:
    """Türkiye's row and column of the table of value added, added up, and how much stands in both."""
    flows = value_added_trade(datasets.mrio(2009)) / 1e3
    row, column = float(flows.loc["TUR"].sum()), float(flows["TUR"].sum())
    return (
        f"In this table Türkiye's row adds up to {row:,.1f} billion USD, its column to {column:,.1f}; {flows.at['TUR', 'TUR']:,.1f} stand "
        "in both. Rows are origins, columns are destinations."
    )


@cache
def _china() -> dict[str, float]:
    rows = shares.four_sources("CHN")
    values = shares.china_by_choice()["value"]
    tiva, bridge = values["TiVA, with what comes home"], values["TiVA × ratio of WIOD 2009"]
    wiod, content = values["WIOD"], values["WIOD, with what comes home"]
    gross = rows.set_index(["source", "concept"]).at[("TiVA, May 2013", "gross exports"), "billion USD"]
    return {
        "bridge": bridge, "divided": tiva * content / wiod, "gross": gross * bridge / tiva, "wiod": wiod, "content": tiva,
        "wiod content": content, "ratio": wiod / content,
    }  # fmt: skip


@cache
def _ratio(region: str, year: int) -> float:
    m = datasets.mrio(year)
    return float(value_added_trade(m).loc[region].drop(region).sum() / gross_exports(m)[region])


@cache
def _balance(region: str, year: int) -> float:
    flows = value_added_trade(datasets.mrio(year))
    return float(flows.loc[region].sum() - flows[region].sum()) / 1e3


@cache
def _moved(region: str, first: int = 1995, last: int = 2011) -> float:
    weights = shares.vax_shares()
    return float(weights.at[last, region] - weights.at[first, region])


def _growth(region: str) -> float:
    weights = shares.vax_shares()
    return float(weights.at[2011, region] / weights.at[1995, region] - 1) * 100


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
        steps=("Both China's number and the world's shrink when foreign parts are left out. Which of them shrinks more?",
               "The share moves by China's domestic part of a dollar over the world's. Whose exports held more foreign parts in 2009: an assembler's, or those of the average economy?"),
        code='answer_1 = "lower"',
        why="A share is China's number over the world's. Leaving out foreign value makes both smaller, China's by more: it put together "
        "many goods from imported parts, so its exports held more foreign value than the average economy's.",
        praise="From 9.4 % to 8.3 % in TiVA's May 2013 edition: Chinese exports held more foreign value than the average.",
    ),
    Exercise(
        "2.2.2", "LO2.2.1", "fill",
        expected=lambda: _mexico()["ratio"],
        anew=_ratio,
        misconceptions=(
            Misconception("home counted as abroad", lambda: _mexico()["with home"],
                          "This counts Mexican value added that Mexicans use themselves. Exports are what ends up elsewhere: leave out the diagonal."),
            Misconception("ratio upside down", lambda: _mexico()["upside down"],
                          "Above 1: gross exports over value-added exports. Turn it round."),
            Misconception("share of value added", lambda: _mexico()["of value added"],
                          "You divided by all Mexican value added. The VAX ratio divides by gross exports."),
        ),
        neighbours=lambda: {"the year 2008": _ratio("MEX", 2008), "the year 2010": _ratio("MEX", 2010), "Canada": _ratio("CAN", 2009), "India": _ratio("IND", 2009)},
        decimals=2,
        steps=("All three blanks hold the same code. Whose row is it, and what must be left out of it?",
               "Value-added exports are the row of the economy without its own column, added up; divide by `gross_exports(m)` of the same economy."),
        code='answer_2 = flows.loc["MEX"].drop("MEX").sum() / gross_exports(m)["MEX"]',
        why="A row of `flows` is what one economy earns from each buyer. Without the diagonal it is what it earns from buyers elsewhere, "
        "which is the numerator; what it shipped is the denominator.",
        praise="About 70 cents of each exported dollar are Mexican value added used abroad; the rest was made elsewhere, or came home.",
    ),
    Exercise(
        "2.2.3", "LO2.2.2", "write",
        expected=lambda: _china()["bridge"],
        misconceptions=(
            Misconception("divided instead of multiplied", lambda: _china()["divided"],
                          "Larger than what you started from, but VAX leaves something out. Multiply by the ratio, do not divide."),
            Misconception("started from gross exports", lambda: _china()["gross"],
                          "You started from gross exports. The ratio compares VAX with domestic value added in exports: start from that."),
            Misconception("WIOD's own level", lambda: _china()["wiod"],
                          "This is WIOD's VAX itself. Borrow only WIOD's ratio, and keep TiVA's level."),
            Misconception("the ratio alone", lambda: _china()["ratio"],
                          "This is the ratio. The second line uses it on TiVA's number."),
        ),
        neighbours=lambda: {"domestic value added in exports, TiVA": _china()["content"], "domestic value added in exports, WIOD": _china()["wiod content"]},
        decimals=0,
        paper=838.6,
        steps=("The ratio says which part of domestic value added does not come home. Both its numbers must be from one source: which has both?",
               "`ratio` is WIOD's VAX over WIOD's domestic; the answer is TiVA's domestic times `ratio`. Each of the three is a `china.loc[row, column]`."),
        code=(
            'ratio = china.loc["VAX", "WIOD"] / china.loc["domestic", "WIOD"]\n'
            'answer_3 = china.loc["domestic", "TiVA"] * ratio'
        ),
        why="What comes home depends on how China trades, so two sources may agree on that ratio though they differ on the level. Keeping "
        "TiVA's level and borrowing WIOD's ratio changes one thing only, the concept.",
        praise="About 839 billion against the paper's 838.6: within 0.1 %. That is consistent with VAX from TiVA's May 2013 edition: strong, not proof.",
    ),
    Exercise(
        "2.2.4", "LO2.2.4", "bug hunt",
        expected=lambda: _turkey()["balance"],
        numbers=_sums,
        anew=_balance,
        misconceptions=(
            Misconception("rows and columns swapped", lambda: -_turkey()["balance"],
                          "The size is right, the sign is not: rows are where value added comes from, columns where it is used."),
            Misconception("imports left out", lambda: _turkey()["sold"],
                          "This is what Türkiye sold. A balance takes off what it bought."),
        ),
        neighbours=lambda: {"the year 2008": _balance("TUR", 2008), "the year 2010": _balance("TUR", 2010), "Mexico": _balance("MEX", 2009)},
        decimals=0,
        steps=("In which direction does each of the two sums go, and is that what was earned or what was bought?",
               "A balance is what is sold less what is bought. `flows.sum(axis=1)` adds along a row: everything that comes from one origin."),
        code='answer_4 = (flows.sum(axis=1)["TUR"] - flows.sum(axis=0)["TUR"]) / 1000',
        why="`axis=0` adds down a column, which is what Türkiye's buyers used; `axis=1` adds along a row, which is what Türkiye earned. The "
        "colleague took earnings off purchases. What is used at home stands in both sums and cancels.",
        praise="Minus 19 billion in this table: in WIOD, Türkiye stands with the buyers.",
    ),
    Exercise(
        "2.2.5", "LO2.2.1", "your economy",
        for_economy=_moved,
        misconceptions=(
            Misconception("growth in per cent", _growth,
                          "This is by how many per cent the share grew. Points are a difference: one share less the other."),
            Misconception("the level", lambda code: float(shares.vax_shares().at[2011, code]),
                          "This is the share in 2011. Take off what it was in 1995."),
        ),
        neighbours=lambda code: {"1995 to 2010": _moved(code, last=2010), "1996 to 2011": _moved(code, first=1996)},
        decimals=2,
        steps=("Two cells of `weights`, the later one first. Which row, which column?",
               "The pattern is `weights.loc[year, mine] - weights.loc[year, mine]`; years are numbers, so they need no quotation marks."),
        code=(
            "mine = economy(m.regions)\n"
            "weights = shares.vax_shares()\n"
            "answer_5 = weights.loc[2011, mine] - weights.loc[1995, mine]"
        ),
        why="Shares of one total may be compared between years: what one gains others lose. A difference of two shares is in percentage points.",
        praise="That is how the weight of {economy} moved in sixteen years. Keep it for your country brief in 5.1.",
    ),
    Exercise(
        "2.2.6", "LO2.2.3", "open",
        steps=("Who would like which choice, and what does each count as abroad? Set the explorer to each and write down its numbers.",
               "A headline is honest if it names the year, what counts as abroad, and who is missing from the table."),
        model_answer="With every border counted, a French part in a German car is an export, as a Korean part in a Chinese phone is; in 2009 "
        "the E11 then sold 22.6 % of the world's traded value added and the EU 37.9 %. With the Union as one economy, as statistics of trade "
        "usually count it, it is 27.8 against 23.5 %: the Union has one customs border, the eleven have eleven. With each group as one they are "
        "level (24.5 and 24.6 %). A friend of the Union prefers the first count, a friend of the E11 the second. I would print: \"Ahead of the "
        "Union as one economy, behind its 27 members added up\", with the year, and a note that three of the eleven are missing.",
        rubric=(
            "Chooses a count without saying what it counts as abroad.",
            "Says what each count calls abroad, and gives reasons for one of them.",
            "Gives a number for each count, and says who would like which.",
            "Does this, writes a headline that is true in every count, and notes the year and that three of the eleven are missing.",
        ),
    ),
)  # fmt: skip
