"""Forms A and B: twelve questions each, made by one template with other numbers, so that they are parallel by outcome."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from helpers import datasets, shocks
from helpers.classification import name
from helpers.quiz.question import Question, number, which
from helpers.tables import contents, course, fragmentation, shares


@cache
def made(form: str) -> tuple[tuple[str, Question], ...]:
    """The questions of a form with their outcomes."""
    return tuple((outcome, make(f"{form}{k}", form == "A")) for k, (outcome, make) in enumerate(TEMPLATES, 1))


def _reasoned(id: str, lesson: str, ask: str, right: str, why: str, wrong: dict[str, str]) -> Question:
    """A question of judgement: the right words and why, other words and why not."""
    return which(id, lesson, ask, lambda: right, {right: why} | wrong)


def _the(code: str) -> str:
    """An economy's name as a sentence has it: Korea, the United States."""
    return contents.whose(code).rpartition("’")[0]


def _chain(id: str, a: bool) -> Question:
    ore, parts, phone = (30, 70, 120) if a else (40, 90, 150)
    return number(
        id, "0.4", f"Made up: a mine sells ore for {ore} to economy 2, which sells parts made of it for {parts} to economy 3, which sells a phone made of them for {phone} to economy 4. "
        "How much of what customs add up is counted more than once?", "{:.0f}", lambda: (ore + parts + phone) - phone, "Customs add up all three prices; what was earned is the price of the phone. The rest is counted again.",
        (lambda: ore + parts + phone, "This is all that customs add up."), (lambda: phone, "This is what all three earn together."), (lambda: ore, "The ore is counted again, and so is the work on the parts."),
    )  # fmt: skip


def _measures(id: str, a: bool) -> Question:
    gross, foreign, back = (100, 30, 10) if a else (200, 80, 20)
    return number(
        id, "0.4", f"Made up: an economy exports {gross}. Of this {foreign} was earned abroad. Of what was earned at home, {back} comes back inside imports and is used at home. What are its value-added exports?", "{:.0f}",
        lambda: gross - foreign - back, "Earned at home and used abroad: gross exports less what others earned, less what came home.",
        (lambda: gross - foreign, "This is domestic content: it does not ask where the value is used in the end."), (lambda: gross - back, "This still holds what was earned abroad."),
        (lambda: gross, "These are gross exports."),
    )  # fmt: skip


def _domestic(id: str, a: bool) -> Question:
    code = "KOR" if a else "MEX"
    row = contents.exports().loc[code] / 1e3
    return number(
        id, "0.4", f"{name(code)}, 2009: gross exports of {row['exports']:,.1f} billion dollars, of which {row['foreign']:,.1f} billion were earned in other economies. What is the domestic content of its exports?", "{:.1f} %",
        lambda: row["domestic"] / row["exports"] * 100, "Gross exports less foreign content, over gross exports.", (lambda: row["foreign"] / row["exports"] * 100, "This is the foreign content."),
        (lambda: row["foreign"] / row["domestic"] * 100, "This is foreign over domestic content; a share has the whole below the line."), (lambda: row["exports"] / row["domestic"] * 100, "Upside down: a part cannot be more than the whole."),
    )  # fmt: skip


def _two_concepts(id: str, a: bool) -> Question:
    code = "DEU" if a else "USA"
    row = contents.three_measures().loc[code] / 1e3
    domestic, vax = row["domestic content"], row["VAX"]
    inside = row["gross exports"] - domestic
    home, others = "what was earned there, left, and came home again or was counted again", "what other economies earned inside its exports, by the parts and services it bought there"
    return which(
        id, "2.2", f"Two reports use one table of 2009. One says that {domestic:,.1f} billion dollars earned in {_the(code)} were in its exports, the other that {vax:,.1f} billion earned there were used abroad in the end. What makes up the {domestic - vax:,.1f} billion between them?",
        lambda: min({home: row["gross exports"] - inside - vax, others: inside}.items(), key=lambda said: abs(said[1] - (domestic - vax)))[0],
        {home: "Domestic content counts it, value-added exports do not: two concepts, one table.",
         others: f"Foreign content is in neither number; it is {inside:,.1f} billion.",
         "two editions of the table": "The table is one and the same here.", "exchange rates": "Both are in dollars of one year."},
    )  # fmt: skip


def _editions(id: str, a: bool) -> Question:
    concept = "foreign value added in exports" if a else "domestic value added in exports"
    rows = shares.four_sources("CHN")
    rows = rows[rows["concept"] == concept].set_index("source")["billion USD"]
    first, second = rows.index[0], rows.index[-1]
    return _reasoned(
        id, "2.2", f"China, 2009, {concept}: {rows[first]:,.0f} billion dollars in one source ({first}), {rows[second]:,.0f} in another ({second}). You want a line from 1995 to today, and neither has all years. What do you draw?",
        "one line for each source, and a note of how far apart they are in a year both have", "Then a reader sees what changed in the world and what changed between sources.",
        {"one line: the first source as far as it goes, then the second": "Where they meet, the gap between sources would look like an event.",
         "one line through their mean": "A mean of two concepts or editions is a number that nobody measured.",
         "one line: in each year the source whose value is nearer to what other studies have reported": "That picks the answer before the question."},
    )  # fmt: skip


def _specifications(id: str, a: bool) -> Question:
    claim = course.claims().loc["2.2b" if a else "2.3d"]
    agree, of = int(claim["agreeing"]), int(claim["specifications"])
    return _reasoned(
        id, "5.1", f"A claim was tried in {of} reasonable ways of measuring it; {agree} agree with it. What is the most a careful reader can write?",
        f"it depends: it holds in {agree} of {of} ways; these choices turn it", "About half agree. The choices that turn it are what the reader can learn from.",
        {"it holds: more than one way of measuring agrees": "One finds agreement for nearly any claim by trying ways enough.", "it is false: some ways disagree": "So do many that agree.",
         "it cannot be tested": "It was tested; the answer hangs on a choice."},
    )  # fmt: skip


def _picked_years(id: str, a: bool) -> Question:
    line, what, style = (fragmentation.world_fragmentation()["foreign_share"] * 100, "foreign share of the world's final products", "{:.1f} %") if a else (
        fragmentation.average_origins(), "number of economies that add more than 1 % to a manufactured product", "{:.2f}")  # fmt: skip
    from_, to = style.format(line[2008]), style.format(line[2009])
    return number(
        id, "1.4", f"Somebody shows that the {what} fell from {from_} (2008) to {to} (2009) and writes: chains are turning home for good. Which further value of the same line tells most against it?", style,
        lambda: line[2011], "The value of 2011: two years on, most of the fall was made good. An ending chosen in a dip shows the dip.",
        (lambda: line[1995], "The value of 1995: it tells of the rise before, nothing of what came after the fall."), (lambda: line[2000], "The value of 2000: part of the same rise."),
        (lambda: line[2007], "The value of 2007: still before the fall."),
    )  # fmt: skip


KINDS = {
    "accounting": "an accounting result: a table, added up by rules",
    "model": "a result of a model: what would follow if its rules held",
    "cause": "an estimated cause: what a change did, set beside what would have been",
    "forecast": "a forecast: what will come",
}


def _kind_of(id: str, lesson: str, said: str, kind: str, why: dict[str, str]) -> Question:
    return which(id, lesson, f"“{said}” What kind of statement is this?", lambda: KINDS[kind], {KINDS[k]: words for k, words in why.items()})  # fmt: skip


def _accounting(id: str, a: bool) -> Question:
    code = "HUN" if a else "CZE"
    part = contents.share("foreign", "exports", code) * 100
    return _kind_of(
        id, "0.4", f"In 2009, {part:.1f} % of {name(code)}'s exports were earned in other economies.", "accounting",
        {"accounting": "It splits recorded flows by who earned them; nothing is changed, nothing is explained.", "model": "No change is played through: it is the table as it stands.",
         "cause": "It says how much, not why.", "forecast": "It is about a year that has passed."},
    )  # fmt: skip


def _model(id: str, a: bool) -> Question:
    buyer, seller = ("USA", "MEX") if a else ("CHN", "KOR")
    table = shocks.final_demand_falls(datasets.mrio(2011), {buyer: 0.1})["lost"]
    lost = float(table.groupby("region").sum()[seller]) / 1e3
    return _kind_of(
        id, "2.3", f"If final demand in {_the(buyer)} fell by a tenth and all kept their recipes, {name(seller)} would earn {lost:,.1f} billion dollars less.", "model",
        {"model": "It plays a change through with fixed recipes; nobody saw that year.", "accounting": "The table holds what was, not what would be.",
         "cause": "Nothing that happened was set beside what would have been.", "forecast": "It says “if”, not that demand will fall."},
    )  # fmt: skip


def _cause(id: str, a: bool) -> Question:
    if a:
        found, right = "Suppose a table shows that pairs of economies with a trade agreement trade more than pairs without.", "follow pairs from before to after the agreement beside pairs without, and see whether they grew apart before"
        more, table = "a later year, when more pairs have an agreement, over more industries and with finer figures of trade", "the value-added trade of the same pairs in the same year"
    else:
        found, right = "Suppose a table shows that economies that are more online have more foreign value in their exports.", "follow economies from before to after access changed for outside reasons, beside others, and see whether they grew apart before"
        more, table = "a later year, when more economies are online, over more industries and with finer figures of who is", "the domestic content of the same exports in the same year"
    return _reasoned(
        id, "3.4", f"{found} What would bring you closest to saying that the first does the second?", right, "A cause needs the world without it; others over the same time, on the same path before, stand in for that.",
        {f"compare again in {more}": "More of the same comparison: those that chose it differ in other ways, too.", f"compute {table}": "Another measure of the same fact.",
         "a higher correlation": "However high, it has no direction and no third thing ruled out."},
    )  # fmt: skip


def _source(id: str, a: bool) -> Question:
    entry = datasets.catalogue()["icio_2022_regions" if a else "tiva2025_shares"]
    code = "MEX" if a else "VNM"
    of = f"{entry['publisher']}, {entry['edition']}"
    return _reasoned(
        id, "5.1", f"Which line under a figure on {name(code)}'s exports lets somebody else find your number again?", f"{of}; foreign value added over gross exports, {name(code)}, 2022; computed by the code beside this brief, version named",
        "Publisher, edition, concept, economy, year, and the code with its version: all that is needed.", {f"{entry['publisher']}, latest data": "Next year another edition is the latest.",
         f"own calculations, based on {entry['publisher']}": "Of what, from which edition, by which rule?", f"{of}; downloaded by the authors this spring, added up with care, checked twice and drawn by themselves, all rights reserved": "The edition is there; concept and code are not."},
    )  # fmt: skip


def _rerun(id: str, a: bool) -> Question:
    if a:
        ask = "Your brief was run cell by cell, some cells twice. A colleague runs it and the second figure shows another number. What do you do first?"
        right, why = "restart, run all cells from the top, and keep what then comes out", "What was run by hand in some order is remembered; from the top there is one order."
        wrong = {"send the colleague your picture": "Then the number stands on your word.", "run the cell of the second figure again": "What it needs may be left over from a cell that has changed.", "round the number until both agree": "That hides the difference and keeps its reason."}  # fmt: skip
    else:
        ask = "Three cells of a publisher's file are wrong, and you know the right values from its errata. How do you bring them into your brief?"
        right, why = "keep the file as it came, and set the three values in code, each with its reason", "Whoever starts from the publisher's file gets what you got, and sees what you changed."
        wrong = {"set them in the file and save it": "Nobody else's file has them, and nothing says that yours does.", "leave out the three economies": "That changes the result for a fault that can be mended.", "say in the text that some values were corrected": "Which, and to what? A reader cannot do it again."}  # fmt: skip
    return _reasoned(id, "5.1", ask, right, why, wrong)


TEMPLATES: tuple[tuple[str, Callable[[str, bool], Question]], ...] = (
    ("compute", _chain), ("compute", _measures), ("compute", _domestic), ("trace", _two_concepts), ("trace", _editions),
    ("test", _specifications), ("test", _picked_years), ("apart", _accounting), ("apart", _model),
    ("apart", _cause), ("brief", _source), ("brief", _rerun),
)  # fmt: skip
