"""Checks of lesson 0.4."""

from __future__ import annotations

from functools import cache

from helpers import datasets
from helpers.exercises import Exercise, Misconception
from helpers.tables import contents
from helpers.value_added import vs


def _foreign(region: str, year: int = contents.YEAR) -> float:
    return contents.share("foreign", "exports", region, year)


@cache
def _vs_share(region: str) -> float:
    return float(vs(datasets.mrio(contents.YEAR))[region] / contents.exports().at[region, "exports"])


def _of_exports(region: str, measure: str, year: int = contents.YEAR) -> float:
    row = contents.three_measures(year).loc[region]
    return float(row[measure] / row["gross exports"])


EXERCISES = (
    Exercise(
        "0.4.1", "LO0.4.1", "predict",
        expected=lambda: 70.0,
        misconceptions=(
            Misconception("all exports", lambda: 170.0,
                          "This is what customs count in all. How much of it was earned by somebody?"),
            Misconception("only the ore", lambda: 20.0,
                          "The ore crosses three borders, so it is counted three times; and the parts?"),
            Misconception("value added", lambda: 100.0,
                          "This is the value added that is traded. Take it from what customs count."),
        ),
        neighbours=lambda: {"the parts alone": 50.0, "the second and the third border": 150.0},
        steps=(
            "Customs see 20, then 50, then 100. Everyone together earns what the phone sells for.",
            "What customs add up, less what the phone sells for.",
        ),
        code="answer_1 = (20 + 50 + 100) - 100",
        why="The first earns 20, the second 30, the third 50: together the price of the phone. Customs add up full values, so the ore stands in "
        "all three numbers and the second economy's work in two.",
        praise="Customs count 170 where 100 were earned: the ore is in all three numbers.",
    ),
    Exercise(
        "0.4.2", "LO0.4.2", "fill",
        expected=lambda: _foreign("KOR"),
        anew=_foreign,
        misconceptions=(
            Misconception("the domestic share", lambda: contents.share("domestic", "exports", "KOR"),
                          "This is the domestic part: Korea's own row. Foreign content takes all other rows."),
            Misconception("everything but VAX", lambda: 1 - _of_exports("KOR", "VAX"),
                          "One minus the VAX ratio also holds Korean value that comes home again. Foreign content asks who earned it, not where it ends."),
            Misconception("everything but the local chain", lambda: _vs_share("KOR"),
                          "This is VS: it also takes off Korean value that left, came back in parts and leaves again."),
        ),
        # Korea's share in 2010 rounds to the same two digits, which lesson 0.1 prints; in full it is refused (a test says so)
        neighbours=lambda: {"the year 2008": _foreign("KOR", 2008), "Mexico": _foreign("MEX"), "Germany": _foreign("DEU")},
        decimals=2,
        steps=(
            "Three blanks, one code. Exporters stand in the columns of `origin`, those who earned in its rows.",
            "Korea's column without Korea's own row, over the whole column. `.drop(\"XXX\")` leaves one row out; both sums are `.sum()`.",
        ),
        code='answer_2 = origin["KOR"].drop("KOR").sum() / origin["KOR"].sum()',
        why="A column of `origin` says who earned an exporter's dollars. Its own row is domestic content; all other rows together are foreign "
        "content. Over the whole column, which is its exports, that is the foreign share.",
        praise="Thirty-seven cents of Korea's export dollar are earned elsewhere, in this table: 0.1's number, now from its parts.",
    ),
    Exercise(
        "0.4.3", "LO0.4.2", "write",
        expected=lambda: contents.comes_home("USA"),
        misconceptions=(
            Misconception("foreign content thrown in", lambda: 1 - _of_exports("USA", "VAX"),
                          "You took VAX from gross exports, so foreign content is in your number. Take it from domestic content."),
            Misconception("counted again left in", lambda: _of_exports("USA", "domestic content") - _of_exports("USA", "VAX"),
                          "Close. Domestic content counts some value twice, the last column; that does not come home twice. Take it off too."),
            Misconception("the part that does not come home", lambda: 1 - contents.comes_home("USA"),
                          "This is the part that does not come home. The other one is asked."),
            Misconception("over domestic content", lambda: contents.comes_home("USA") / _of_exports("USA", "domestic content"),
                          "The right difference over the wrong whole: of gross exports, not of domestic content, is asked."),
        ),
        # 2010 rounds to the same 5.7 %, which the picture above prints; in full it is refused
        neighbours=lambda: {"the year 2008": contents.comes_home("USA", 2008), "Germany": contents.comes_home("DEU"), "the year 2011": contents.comes_home("USA", 2011)},
        decimals=3,
        steps=(
            "What lies between gross exports and VAX? Two things, and only one of them is American.",
            "What comes home is domestic content less what is counted again, less VAX. The fraction asked for divides it by gross exports.",
        ),
        code=(
            'usa = three.loc["USA"]\n'
            'answer_3 = (usa["domestic content"] - usa["counted again"] - usa["VAX"]) / usa["gross exports"]'
        ),
        why="Gross exports less VAX throws together foreign content, what comes home and what is counted again. Domestic content has no foreign "
        "value in it. Less what it counts twice, less VAX, it is American value that Americans buy back inside imports.",
        praise="Between five and six cents in a dollar, more than for any other economy in this table: American value that Americans buy back.",
    ),
    Exercise(
        "0.4.4", "LO0.4.2", "your economy",
        for_economy=lambda code: _of_exports(code, "VAX") * 100,
        misconceptions=(
            Misconception("domestic content", lambda code: _of_exports(code, "domestic content") * 100,
                          "This is domestic content: it still holds what comes home again. Take VAX."),
            Misconception("over domestic content", lambda code: _of_exports(code, "VAX") / _of_exports(code, "domestic content") * 100,
                          "You divided by domestic content. The VAX ratio divides by gross exports."),
            Misconception("the rest", lambda code: (1 - _of_exports(code, "VAX")) * 100,
                          "This is the part that is not VAX. The VAX ratio is the other one."),
        ),
        neighbours=lambda code: {f"the year {y}": _of_exports(code, "VAX", y) * 100 for y in (2008, 2010)},
        decimals=0,
        steps=(
            "Two cells of your economy's row of `three`: which goes on top?",
            "VAX over gross exports, times 100 for per cent; `three.loc[mine, column]` picks one cell.",
        ),
        code=(
            "mine = economy(m.regions)\n"
            'answer_4 = three.loc[mine, "VAX"] / three.loc[mine, "gross exports"] * 100'
        ),
        why="The VAX ratio says how much of what an economy ships is its own value and stays with users elsewhere. The rest is foreign content "
        "and what comes home.",
        praise="That is the VAX ratio of {economy}. The next picture shows what the rest is.",
    ),
    Exercise(
        "0.4.5", "LO0.4.3", "open",
        steps=("For each question ask: is it about who earns and who buys in the end, about whose supplies one needs, or about what passes a border?",),
        model_answer="Jobs that hang on foreign buyers: VAX, because it counts Korean value that people elsewhere finally use, by whatever way it goes; "
        "gross exports would count Japanese parts as Korean work. A strike in Japan: foreign content, Japanese value in Chinese products; VAX would not "
        "say who supplies whom. A tariff on phones: gross imports, because customs tax the full value at the border.",
        rubric=(
            "Names a measure for each question.",
            "Names the measure that fits for at least two: VAX for buyers, foreign content for supplies, gross trade for a border.",
            "Does so for all three, and says for each what another measure would get wrong.",
            "Does this and gives one number for one of them, with its table and year.",
        ),
    ),
)  # fmt: skip
