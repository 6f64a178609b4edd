"""The capstone: a brief on one economy as one HTML file, with figures, tables, sources and the learner's own parts.

The file holds everything (pictures inside it, no script, nothing from a network). Its numbers come from
`helpers.tables.briefs` and from the learner's finished "your economy" exercises; what they mean is the learner's to write.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers import datasets, exercises, given, pages, progress, writing
from helpers.classification import name
from helpers.exercises.answers import Unreadable
from helpers.figures import charts, theme
from helpers.tables import briefs, course
from helpers.tables.briefs import BriefError

TEXTS = {  # what the learner writes: key → heading and what to say
    "finding": ("What I find", "the one thing to know about this economy in chains, with two numbers"),
    "doubt": ("What would change it", "another year, edition, measure or reading, and what it would do"),
    "advice": ("What I would advise, and who would pay", "one step, what the lessons support of it, who loses, what nobody here can know"),
}  # fmt: skip
LONGEST, FEWEST = 4000, 15  # characters and words of a text
RUBRIC = {  # what is judged → four levels, the best last
    "Numbers": (
        "No number, or one without unit, year or source.", "Numbers with unit and year, taken from the table as they are.",
        "Numbers that answer a question, set beside the middle of all economies.", "Also says which number would differ in another edition or measure, and by how much.",
    ),
    "Claims": (
        "Says what happens, not how one knows.", "Names a lesson or a figure for each statement.", "Tells what is measured from what a model says.",
        "Also names a rival reading of the strongest number and what would decide.",
    ),
    "Doubt": (
        "None.", "A general one (“data may be wrong”).", "One that belongs to this economy: its rest of the world, its year, its partner.",
        "Shows what the finding becomes if the doubt is right.",
    ),
    "Advice": (
        "A wish.", "A step somebody could take.", "A step, who gains and who pays, in a number where a lesson has one.",
        "Also what the paper would advise, whether the account supports it, and what nobody here can know.",
    ),
}  # fmt: skip
REVIEW = (
    "Pick one number of the brief and compute it again. Do you get it?", "Which sentence is stronger than its number? Write a weaker one.",
    "Which number is missing that would speak against the finding?", "Who is not mentioned: a loser, a partner, a region within?",
    "Which level of each row of the rubric does it reach, and what would lift it by one?",
)  # fmt: skip
PARTS = {  # exercises about the learner's economy: id → what the number is, its unit, decimals
    "0.1.3": ("foreign part of its exports, 2009, a fraction", 3), "0.2.5": ("foreign part of its exports by a function of one's own, 2009, %", 1),
    "0.3.5": ("dollars of output behind a dollar of its food industry, 2009", 2), "0.4.4": ("value-added exports over gross exports, 2009, %", 1),
    "1.1.6": ("change of the part of its exports that crosses two or more borders, 1995 to 2011, points", 1),
    "1.2.5": ("best value expected of a crowd of one in 10,000 people online, model, in spreads of luck", 2),
    "1.3.5": ("change of the ICT part of its exports of other goods, 1995 to 2011, points", 1), "1.4.5": ("change of the foreign share, 1995 to 2011, points", 1),
    "1.5.6": ("change of the home share of what it buys, 1995 to 2011, points", 1), "1.6.5": ("part of its value added sold abroad that the E11 buy, 2011, a fraction", 3),
    "1.7.5": ("change of its share of the world's patent filings, 2000 to 2021, points", 2), "2.1.5": ("backward share of its links, 2022, a fraction", 3),
    "2.2.5": ("change of its share of value-added exports, 1995 to 2011, points", 2), "2.3.5": ("of what it earned, used by buyers abroad, 2011, %", 1),
    "3.1.4": ("real income when all eleven open, model, %", 2), "3.2.4": ("real income when everyone opens, model, %", 2),
    "3.3.5": ("of others' value added that others use, passing it, 2011, %", 2), "3.4.5": ("value added lost without the hub's purchases, recipes kept, %", 1),
    "4.1.6": ("of its ten closest partners, how many stay among ten, average over weights", 2), "4.2.5": ("kilometres a dollar of value added sold abroad goes, 2011", 0),
    "4.3.6": ("real income when members' trade gets 2.8 % cheaper, model, %", 2), "4.4.4": ("index of its electronics cluster, inside ties counted twice, points", 1),
    "4.5.4": ("change of labour's part of a dollar, its industries against the median, points", 2), "5.1.5": ("foreign part of its exports less that of the middle economy, 2022, points", 2),
}  # fmt: skip
_STYLE = """
body { font: 16px/1.5 sans-serif; color: #222222; background: #FCFCFA; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; font-weight: bold; padding: .3rem 0; }
th, td { border-bottom: 1px solid #C9CBC8; padding: .25rem .6rem; text-align: left; vertical-align: top; } td.n { text-align: right; }
img { max-width: 100%; height: auto; } .todo { border-left: 4px solid #B04A00; padding-left: .8rem; } @media print { h2 { break-after: avoid; } }
"""


def _economy(code: str | None) -> str:
    """The economy of a brief: the one given, or the one the learner chose."""
    if code is None:
        code = progress.economy() or "TUR"
    given.one_of(code, briefs.codes(), f"an economy of the table of {briefs.YEAR}", BriefError)
    return code


def numbers(code: str | None = None) -> pd.DataFrame:
    """The table of a brief: ten measures of 2022 in words (rows), with value, the middle of all economies, place, and of how many."""
    table = briefs.profile(_economy(code))
    heads = [f"{words}, {unit}" if unit else words for words, unit, _ in briefs.MEASURES.values()]
    return table.set_axis(heads)


def parts(code: str | None = None) -> pd.DataFrame:
    """The learner's "your economy" parts (index: exercise): lesson, what, done, and the value of those that are done.

    The value is computed anew for the brief's economy: missing where the exercise is not finished, so that no answer is
    given away, and where its table does not hold the economy.
    """
    code, rows, map = _economy(code), {}, course.study_map()
    for id, (what, _) in PARTS.items():
        number, done, value = id.rpartition(".")[0], progress.done(id), float("nan")
        e = exercises.find(id)
        if done and e is not None:
            held = e.economies() if e.economies else None
            if held is None or code in held:
                try:
                    value = float(exercises.right_answer(e, code))
                except (KeyError, ValueError, TypeError, Unreadable):
                    value = float("nan")
        rows[id] = {"lesson": f"{number} {map.at[number, 'title']}", "what": what, "done": done, "value": value}
    return pd.DataFrame.from_dict(rows, "index")


def pictures(code: str | None = None) -> list[theme.LessonFigure]:
    """The figures of a brief: its place among all economies, its partners, its industries, and its path where a table holds it."""
    code = _economy(code)
    who, table, among, made = name(code), briefs.profile(code), briefs.measures(), []
    place = table.at["foreign", "place"]
    strong = list(dict.fromkeys([code, "CHN", "USA", "DEU", "SAU"]))
    made.append(charts.beeswarm(
        among["foreign"], f"{who}: {table.at['foreign', 'value']:.0f} % of its exports are earned elsewhere, place {place} of {len(among)}",
        briefs.YEAR, "foreign value added in exports, % · a dot an economy", strong=strong,
    ))  # fmt: skip
    partners = briefs.partners(code)
    buyer, seller = partners["sold_to"].idxmax(), partners["bought_from"].idxmax()
    made.append(charts.dots(
        partners.rename(columns={"sold_to": "sold to", "bought_from": "bought from"}),
        f"{who} sells the largest part of its value added to {_said(buyer)} ({partners['sold_to'].max():.0f} %) and buys the largest from {_said(seller)} ({partners['bought_from'].max():.0f} %)",
        briefs.YEAR, "partners' parts of value added sold and bought abroad, %", decimals=1,
    ))  # fmt: skip
    earned = briefs.earners(code)
    made.append(charts.bars(
        earned, f"{earned.index[0]}: the largest part of what {who} earns abroad, {earned.iloc[0]:.0f} %", briefs.YEAR,
        "industries' parts of value-added exports, % · the eight largest",
    ))  # fmt: skip
    path = briefs.over_time(code)
    if len(path):
        verb = "rose" if path.iloc[-1] > path.iloc[0] else "fell"
        made.append(charts.lines(
            path.to_frame(who), f"{who}: the foreign part of exports {verb} from {path.iloc[0]:.0f} to {path.iloc[-1]:.0f} % ({path.index[0]} to {path.index[-1]})",
            list(path.index), "foreign value added in exports, %", decimals=1,
        ))  # fmt: skip
    return made


def _said(code: str) -> str:
    return {"ROW": "the rest of the world", "USA": "the United States"}.get(code) or name(code)


def _text(key: str, words) -> str:
    given.one_of(key, TEXTS, "a text of a brief", BriefError)
    given.kind(words, str, f"The text {key!r} in quotation marks", BriefError)
    if len(words) > LONGEST:
        raise BriefError(f"The text {key!r} has {len(words):,} characters: {LONGEST:,} are enough.")
    count = len(re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", words))
    if words.strip() and count < FEWEST:
        raise BriefError(f"The text {key!r} has {count} words: write {FEWEST} or more.")
    return words.strip()


def page(code: str | None = None, texts: Mapping[str, str] | None = None, author: str = "") -> str:
    """A brief as one HTML page: texts, ten numbers, figures, the learner's parts, sources, rubric, review sheet.

    texts: any of `TEXTS`, each of 15 words or more; what is not written is named as missing. Raises BriefError.
    """
    code = _economy(code)
    given.kind(texts or {}, Mapping, "The texts of a brief, such as {'finding': '…'},", BriefError)
    given.kind(author, str, "The author's name in quotation marks", BriefError)
    written = {k: _text(k, v) for k, v in (texts or {}).items()}
    e, who = html.escape, name(code)
    title = f"{who} in global value chains: a brief"
    body = [f"<h1>{e(title)}</h1>", f"<p>{e(author)}</p>" if author.strip() else ""]
    for key, (head, asked) in TEXTS.items():
        body.append(f"<h2>{e(head)}</h2>")
        paragraphs = [p for p in re.split(r"\n\s*\n", written.get(key, "")) if p.strip()]
        body += [f"<p>{e(p.strip())}</p>" for p in paragraphs] or [f'<p class="todo">Still to write: {e(asked)}.</p>']
    body += ["<h2>Ten numbers</h2>", _numbers(code), "<h2>Figures</h2>", *(f._repr_html_() for f in pictures(code))]
    if code not in datasets.mrio(briefs.LAST).regions:
        body.append(f"<p>The tables of 1995 to {briefs.LAST} hold {e(who)} in the rest of the world only, so there is no path over time.</p>")  # fmt: skip
    body += ["<h2>From my lessons</h2>", _parts(code), "<h2>Sources</h2>", _sources(code), "<h2>How to judge this brief</h2>", rubric()._repr_html_()]  # fmt: skip
    body += ["<h2>Peer review</h2>", "<ol>", *(f"<li>{e(q)}</li>" for q in REVIEW), "</ol>"]
    return pages.document(e(title), _STYLE, "\n".join(b for b in body if b))


def _table(caption: str, heads: list[str], rows: list[list[str]], numeric: int = 1) -> str:
    """An HTML table that screen readers can follow; the first cell of a row names it, from ``numeric`` on stand numbers."""
    e = html.escape
    top = "".join(f"<th scope='col'>{e(h)}</th>" for h in heads)
    out = [f"<table><caption>{e(caption)}</caption><thead><tr>{top}</tr></thead><tbody>"]
    for first, *rest in rows:
        cells = "".join(f"<td{' class=n' * (k >= numeric)}>{e(v)}</td>" for k, v in enumerate(rest, 1))
        out.append(f"<tr><th scope='row'>{e(first)}</th>{cells}</tr>")
    return "".join([*out, "</tbody></table>"])


def _numbers(code: str) -> str:
    table, digits = numbers(code), [d for *_, d in briefs.MEASURES.values()]
    rows = [
        [label, theme.number(r.value, d), theme.number(r.middle, d), f"{r.place:.0f} of {r.of:.0f}"]
        for (label, r), d in zip(table.iterrows(), digits, strict=True)
    ]
    return _table(f"{name(code)}, {briefs.YEAR}", ["measure", name(code), "middle of all", "place, 1 the highest"], rows)


def _parts(code: str) -> str:
    rows = []
    for id, r in parts(code).iterrows():
        said = "not done yet" if not r.done else "its table does not hold this economy" if pd.isna(r.value) else theme.number(r.value, PARTS[id][1])  # fmt: skip
        rows.append([id, r.lesson, r.what, said])
    return _table('My "your economy" exercises', ["exercise", "lesson", "what", "value"], rows, numeric=3)


def _sources(code: str) -> str:
    held = [datasets.source(briefs.YEAR)] + ([datasets.source(1995, briefs.LAST)] if len(briefs.over_time(code)) else [])  # fmt: skip
    note = "Numbers of the table of 2022 and of 1995 to 2011 come from different editions and are never joined into one series."
    return "<ul>" + "".join(f"<li>{html.escape(s)}</li>" for s in held) + f"</ul><p>{note}</p>"


class _Rubric:
    """The rubric as a table: a row what is judged, four levels, the best last."""

    def __repr__(self) -> str:
        return "\n".join(["How a brief is judged, four levels", *(f"{k}: {' | '.join(v)}" for k, v in RUBRIC.items())])

    def _repr_html_(self) -> str:
        heads = ["judged", "1", "2", "3", "4"]
        return _table("How a brief is judged, four levels", heads, [[k, *v] for k, v in RUBRIC.items()], numeric=9)


def rubric() -> _Rubric:
    """The rubric of a brief: four rows, four levels each."""
    return _Rubric()


def export(file: str | Path, code: str | None = None, texts: Mapping[str, str] | None = None, author: str = "") -> Path:
    """Write a brief to one HTML file; returns where it lies. See `page`; BriefError where the file cannot be written."""
    if not isinstance(file, str | Path) or not str(file).endswith((".html", ".htm")):
        raise BriefError(f"A file name that ends in .html is needed, not {file!r}.")
    path = Path(file).expanduser()
    words = page(code, texts, author)
    try:
        writing.write(path, words)
    except (OSError, ValueError) as error:  # a name with a null character is no name
        why = writing.reason(error) if isinstance(error, OSError) else "this is no file's name"
        raise BriefError(f"{path} could not be written: {why}.") from None
    return path


def worked(code: str) -> dict[str, str]:
    """The texts of a worked example, numbers computed: "MEX" (one of the E11) or "VNM" (not one)."""
    given.one_of(code, EXAMPLES, "an economy with a worked example", BriefError)
    return EXAMPLES[code](briefs.profile(code), briefs.partners(code), briefs.earners(code))


def _mexico(table: pd.DataFrame, partners: pd.DataFrame, earned: pd.Series) -> dict[str, str]:
    value, path = table["value"], briefs.over_time("MEX")
    buyer = partners["sold_to"].idxmax()
    return {
        "finding": f"Mexico's chains end in one market: {_said(buyer)} uses {value['largest_buyer']:.0f} % of the value added Mexico sells abroad (place "
        f"{table.at['largest_buyer', 'place']} of {table.at['largest_buyer', 'of']}), as uneven as {value['buyers']:.1f} equal buyers; the economy in the middle has "
        f"{table.at['buyers', 'middle']:.1f}. {value['foreign']:.0f} % of its exports are earned elsewhere, against {table.at['foreign', 'middle']:.0f} % in the middle.",
        "doubt": f"Firms that process for export buy more abroad than the average of their industry, and the table has only the average: the foreign part may be larger. "
        f"In the tables of 1995 to 2011 it went from {path.iloc[0]:.0f} to {path.iloc[-1]:.0f} %; these are another edition, so the gap to 2022 is no change. "
        "One buyer need not be a risk: a rival reading is that nearness and low barriers make this the best market, which a table of one year cannot refute.",
        "advice": "Spread the buyers by opening to others, rather than close to the first. Lesson 2.3 computes what a fall of one buyer costs with recipes kept; "
        "lesson 3.1 what opening brings in a model, and to whom. Those who pay are producers that compete with the new imports. Whether new buyers would come is in no lesson.",
    }  # fmt: skip


def _viet_nam(table: pd.DataFrame, partners: pd.DataFrame, earned: pd.Series) -> dict[str, str]:
    value = table["value"]
    seller = partners["bought_from"].idxmax()
    return {
        "finding": f"{value['earned_abroad']:.0f} % of what Viet Nam earns is used abroad (place {table.at['earned_abroad', 'place']} of {table.at['earned_abroad', 'of']}), while "
        f"{value['foreign']:.0f} % of its exports are earned elsewhere (place {table.at['foreign', 'place']}). It sells much of what it earns and hands much on: of the value added it "
        f"buys abroad, {partners['bought_from'].max():.0f} % is earned in {_said(seller)}.",
        "doubt": "The tables of 1995 to 2011 hold Viet Nam in the rest of the world, so a path over time needs another edition, which would not join this one. "
        "Parts of domestic flows are estimated, most in small economies. And a high foreign part is no loss in itself: what counts is what is earned, which can grow with it.",
        "advice": f"Ask for more earned at home only where it pays: {str(earned.index[0]).lower()} earns {earned.iloc[0]:.0f} % of what is sold abroad. The paper would advise a "
        "longer chain at home; lesson 2.3 finds that link in some counts and not in others. Rules for home content are paid by firms that must buy dearer inputs and by buyers. "
        "Whether learning comes with it is in no table here.",
    }  # fmt: skip


EXAMPLES = {"MEX": _mexico, "VNM": _viet_nam}
