"""The test on the course's outcomes: parallel forms, computed keys, files that platforms read, an honest gain, no names."""

import ast
import io
import math
import zipfile
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as xml

import numpy as np
import pandas as pd
import pytest

from helpers import assess
from helpers.assess import AssessError, files, forms, gain, moodle, pseudonyms, qti
from helpers.course import __main__ as command
from helpers.tables import contents

ASKED = [(name, outcome, q) for name in assess.FORMS for outcome, q in assess.form(name)]
KEY = b"a secret of thirty-two bytes ...."


# The forms


@pytest.mark.parametrize("name", assess.FORMS)
def test_a_form_has_at_least_ten_questions_and_two_of_each_outcome(name):
    asked = [outcome for outcome, _ in assess.form(name)]
    assert len(asked) >= 10 and set(asked) == set(assess.outcomes())
    assert all(asked.count(outcome) >= 2 for outcome in assess.outcomes())


def test_the_forms_are_parallel_by_outcome_and_lesson_and_share_no_question():
    a, b = assess.form("A"), assess.form("B")
    assert [(o, q.lesson, len(q.options)) for o, q in a] == [(o, q.lesson, len(q.options)) for o, q in b]
    assert not {q.ask for _, q in a} & {q.ask for _, q in b}


@pytest.mark.parametrize("name, outcome, question", ASKED, ids=[q.id for *_, q in ASKED])
def test_a_key_is_on_offer_beside_three_others_and_each_option_is_explained(name, outcome, question):
    options = question.options
    assert question.key in options and len(options) == 4
    assert len(set(options.values())) == 4 and all(len(why) > 15 for why in options.values())


@pytest.mark.parametrize("name", assess.FORMS)
def test_the_key_is_not_to_be_told_by_its_length(name):
    numbers, words = [], []
    for _, q in assess.form(name):
        (numbers if all(any(c.isdigit() for c in o[:6]) for o in q.options) else words).append(q)
    longest = [q.id for q in words if len(q.key) == max(map(len, q.options))]
    assert numbers and len(longest) <= len(words) / 2, longest


def test_every_number_asked_for_is_computed_and_none_typed():
    tree = ast.parse(Path(forms.__file__).read_text(encoding="utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "number"]
    assert len(calls) >= 4
    for call in calls:
        given = [call.args[4], *(pair.elts[0] for pair in call.args[6:])]
        assert all(isinstance(g, ast.Lambda) and not isinstance(g.body, ast.Constant) for g in given)


def test_the_share_asked_for_is_the_tables_own():
    for name, code in (("A", "KOR"), ("B", "MEX")):
        key = next(q.key for o, q in assess.form(name) if q.id == f"{name}3")
        assert key == f"{contents.share('domestic', 'exports', code) * 100:.1f} %"


def test_what_the_made_up_economies_trade_adds_up():
    keys = {q.id: q.key for *_, q in ASKED}
    assert (keys["A1"], keys["B1"], keys["A2"], keys["B2"]) == ("100", "130", "60", "100")


@pytest.mark.parametrize("name", ["C", "", None, 1])
def test_a_form_that_is_none_is_refused(name):
    with pytest.raises(AssessError, match="there are A and B"):
        assess.form(name)


# The files


@pytest.mark.parametrize("name", assess.FORMS)
def test_moodle_xml_read_back_is_the_form(name):
    back = moodle.read(moodle.written(name))
    asked = {q.id: {"outcome": o, "ask": q.ask, "options": q.options, "key": [q.key]} for o, q in assess.form(name)}
    assert back == asked


def test_text_that_is_no_moodle_xml_is_refused():
    with pytest.raises(AssessError, match="no Moodle XML"):
        moodle.read("<quiz>")


def plain(page):
    return unescape("".join(xml.fromstring(f"<x>{page}</x>".replace("&rdquo;", "”").replace("&ldquo;", "“").replace("&rsquo;", "'")).itertext()))  # fmt: skip


@pytest.mark.parametrize("name", assess.FORMS)
def test_qti_holds_every_question_option_explanation_and_key_of_the_form(name):
    with zipfile.ZipFile(io.BytesIO(qti.written(name))) as packed:
        (file,) = (n for n in packed.namelist() if n.endswith(".xml") and "/" in n and "meta" not in n)
        top = xml.fromstring(packed.read(file))
    at = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
    items = top.findall(".//q:item", at)
    for (_, asked), item in zip(assess.form(name), items, strict=True):
        assert plain(item.findtext("q:presentation/q:material/q:mattext", "", at)) == asked.ask
        labels = {x.get("ident"): plain(x.findtext(".//q:mattext", "", at)) for x in item.findall(".//q:response_label", at)}  # fmt: skip
        assert list(labels.values()) == list(asked.options)
        (right,) = (c.findtext(".//q:varequal", "", at) for c in item.findall(".//q:respcondition", at) if c.find("q:setvar", at) is not None)  # fmt: skip
        assert labels[right] == asked.key
        told = {x.get("ident"): plain(x.findtext(".//q:mattext", "", at)) for x in item.findall("q:itemfeedback", at)}
        assert [told[f"{id}_fb"] for id in labels] == list(asked.options.values())


def test_a_printed_form_gives_nothing_away_and_its_key_everything():
    for name in assess.FORMS:
        page, key = qti.page(name), qti.page(name, key=True)
        for _, asked in assess.form(name):
            assert all(o in page and o in key for o in asked.options)
            assert not any(why in page for why in asked.options.values())
            assert all(why in key for why in asked.options.values())
        assert "✓" not in page and key.count("✓") == len(assess.form(name))


def test_in_print_the_right_answer_does_not_always_stand_first():
    lines = [line for line in qti.page("A", key=True).splitlines() if "✓" in line]
    assert len({line[2] for line in lines}) == 4


def test_the_survey_asks_no_name_and_is_one_moodle_imports():
    top = xml.fromstring(moodle.survey_written(assess.survey()))
    items = top.findall("ITEMS/ITEM")
    assert top.get("VERSION") == "200701" and len(items) == len(assess.survey()) <= 12
    for item, row in zip(items, assess.survey().itertuples(), strict=True):
        shown = item.findtext("PRESENTATION")
        if row.options:
            assert shown.removeprefix("r>>>>>").split("\n|") == row.options.split("|")
        assert item.get("REQUIRED") == "0" and "name" not in row.question.casefold()


def test_the_command_writes_every_file(tmp_path, capsys):
    assert command.main(["assess", str(tmp_path / "test")]) == 0
    assert {p.name for p in (tmp_path / "test").iterdir()} == set(files.everything())
    assert "keep the folder to yourself" in capsys.readouterr().out


# Names


def test_one_person_has_one_pseudonym_and_another_key_another():
    sign = pseudonyms.pseudonym("Ana.Lopes@example.org", KEY)
    assert sign == pseudonyms.pseudonym("  ana.lopes@EXAMPLE.org ", KEY) != pseudonyms.pseudonym("ana", KEY)
    assert sign != pseudonyms.pseudonym("ana.lopes@example.org", KEY + b"x") and "ana" not in sign


def test_ten_thousand_people_have_ten_thousand_pseudonyms():
    assert len({pseudonyms.pseudonym(str(k), KEY) for k in range(10_000)}) == 10_000


@pytest.mark.parametrize("who, key", [("", KEY), ("  ", KEY), (None, KEY), (7, KEY), ("ana", b"short"), ("ana", "text")])
def test_nobody_and_a_short_secret_are_refused(who, key):
    with pytest.raises(AssessError):
        pseudonyms.pseudonym(who, key)


def test_a_new_secret_is_for_its_owner_only_and_stays(tmp_path):
    path = tmp_path / "keys" / "secret.txt"
    made = pseudonyms.secret(path)
    assert len(made) == 64 and pseudonyms.secret(path) == made and path.stat().st_mode & 0o077 == 0


MOODLE = "Last name,First name,Email address,State,Grade/12.00,Q. 1 /1.00\nLopes,Ana,ana@example.org,Finished,9.00,1.00\nMa,Bo,bo@example.org,Finished,-,-\nOverall average,,,,9.00,1.00\n"


def test_moodles_list_becomes_per_cent_without_names(tmp_path):
    (tmp_path / "grades.csv").write_text(MOODLE, encoding="utf-8")
    table = pseudonyms.results(tmp_path / "grades.csv", KEY)
    assert table.to_dict("records") == [{"pseudonym": pseudonyms.pseudonym("ana@example.org", KEY), "percent": 75.0}]


def test_canvas_student_analysis_becomes_per_cent_of_all_points(tmp_path):
    (tmp_path / "canvas.csv").write_text(
        'name,id,sis_id,section,submitted,attempt,"101: Which one,\nreally?",1.0,102: How many?,1.0,103: Who?,2.0,n correct,n incorrect,score\n'
        "Ana Lopes,7,A-7,One,2027-03-01,1,b,1.0,,0.0,c,2.0,2,0,3.0\n", encoding="utf-8")  # fmt: skip
    table = pseudonyms.results(tmp_path / "canvas.csv", KEY)
    assert table.to_dict("records") == [{"pseudonym": pseudonyms.pseudonym("A-7", KEY), "percent": 75.0}]


@pytest.mark.parametrize("text, said", [("name,score\nAna,3\n", "no column of grades"), ("score,percent\n3,4\n", "says who"), ("name,percent\nAna,3\nANA ,4\n", "row 3: ANA"), ("name,percent\nAna,130\n", "row 2: 130"), ("name,percent\nAna,inf\n", "is no number"), ("name,Grade/12.00\nAna,-1\n", "row 2")])
def test_a_list_that_says_not_who_or_of_how_many_is_refused(tmp_path, text, said):
    (tmp_path / "grades.csv").write_text(text, encoding="utf-8")
    with pytest.raises(AssessError, match=said):
        pseudonyms.results(tmp_path / "grades.csv", KEY)


def test_the_command_takes_the_names_out(tmp_path, capsys):
    (tmp_path / "grades.csv").write_text(MOODLE, encoding="utf-8-sig")
    run = ["pseudonyms", str(tmp_path / "grades.csv"), str(tmp_path / "pre.csv"), "--secret", str(tmp_path / "secret.txt"), "--term", "term-1"]  # fmt: skip
    assert command.main(run) == 0
    text = (tmp_path / "pre.csv").read_text(encoding="utf-8")
    assert "ana" not in text.casefold() and "lopes" not in text.casefold() and "75.0" in text
    run[2] = run[1]
    assert command.main(run) == 1 and "name another file" in capsys.readouterr().err


# The gain


def sat(folder, name, rows, more=None):
    path = folder / name
    table = pd.DataFrame(rows, columns=["pseudonym", "percent"]).assign(**(more or {}))
    table.to_csv(path, index=False)
    return path


def test_the_gain_and_its_interval_are_those_of_a_paired_t(tmp_path):
    chance = np.random.default_rng(42)
    first = chance.uniform(20, 60, 30).round(1)
    second = (first + chance.normal(15, 8, 30)).clip(0, 100).round(1)
    who = [f"s-{k}" for k in range(30)]
    found = gain.paired(sat(tmp_path, "a.csv", zip(who, first, strict=True)), sat(tmp_path, "b.csv", zip(who[::-1], second[::-1], strict=True)))  # fmt: skip
    row, d = found.table.loc["all"], second - first
    half = 2.045229642 * d.std(ddof=1) / math.sqrt(30)  # Student's t, 29 degrees of freedom, 97.5 %
    assert row["n"] == 30 and row["gain"] == pytest.approx(d.mean())
    assert (row["from"], row["to"]) == pytest.approx((d.mean() - half, d.mean() + half), abs=0.006)
    spread = math.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2)
    assert row["d"] == pytest.approx(d.mean() / spread, abs=1e-6)


def test_who_sat_once_is_named_and_not_counted(tmp_path):
    found = gain.paired(sat(tmp_path, "a.csv", [("x", 10), ("y", 20), ("z", 30)]), sat(tmp_path, "b.csv", [("y", 40), ("z", 60), ("w", 99)]))  # fmt: skip
    assert found.only_before == ("x",) and found.only_after == ("w",) and found.table.at["all", "gain"] == 25
    assert "Only in the first: 1 (x)" in str(found)


def test_backgrounds_are_told_apart_and_a_small_group_is_not_shown(tmp_path):
    who = [f"s-{k}" for k in range(13)]
    fields = ["economics"] * 6 + ["law"] * 3 + ["both"] * 4
    found = gain.paired(
        sat(tmp_path, "a.csv", [(w, 40) for w in who], {"background": fields}),
        sat(tmp_path, "b.csv", [(w, 50 + k if k < 6 else 80 + k) for k, w in enumerate(who)]),
    )
    assert list(found.table.index) == ["all", "economics"] and found.left_out == ("both", "law")
    assert found.table.at["economics", "gain"] == pytest.approx(12.5) and found.table.at["economics", "n"] == 6


def test_a_small_group_cannot_be_worked_out_from_the_rest(tmp_path):
    who, fields = [f"s-{k}" for k in range(13)], ["economics"] * 6 + ["programming"] * 5 + ["law"] * 2
    sittings = sat(tmp_path, "a.csv", [(w, 40) for w in who], {"background": fields}), sat(tmp_path, "b.csv", [(w, 50) for w in who])  # fmt: skip
    found = gain.paired(*sittings)
    assert list(found.table.index) == ["all", "economics"] and found.left_out == ("law", "programming")
    assert "worked out from the rest: law, programming" in str(found)


def test_where_all_gain_the_same_no_interval_is_made_up(tmp_path):
    found = gain.paired(sat(tmp_path, "a.csv", [("x", 10), ("y", 20)]), sat(tmp_path, "b.csv", [("x", 20), ("y", 30)]))
    assert found.table.at["all", "gain"] == 10 and math.isnan(found.table.at["all", "from"])


BAD = {
    "no file": (None, "There is no file"),
    "empty": ("", "no table"),
    "only a head": ("pseudonym,percent\n", "no rows"),
    "no percent": ("pseudonym,score\nx,3\ny,4\n", "no column percent"),
    "neither": ("a,b\n1,2\n", "no column pseudonym and no column percent"),
    "a word": ("pseudonym,percent\nx,many\ny,3\n", "row 2: 'many'"),
    "above": ("pseudonym,percent\nx,130\ny,3\n", "130 is no per cent"),
    "below": ("pseudonym,percent\nx,-3\ny,3\n", "-3 is no per cent"),
    "twice": ("pseudonym,percent\nx,30\nx,40\n", "has x twice"),
    "fractions": ("pseudonym,percent\nx,0.3\ny,0.4\n", "multiply by 100"),
    "a head without an end": ("pseudonym," * 30_000, "no table"),
    "strangers": ("pseudonym,percent\nv,30\nw,40\n", "0 of 2 and 2 sat both"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_list_gets_one_sentence(what, tmp_path, capsys):
    text, said = BAD[what]
    if text is not None:
        (tmp_path / "pre.csv").write_text(text, encoding="utf-8")
    post = sat(tmp_path, "post.csv", [("x", 50), ("y", 60)])
    assert command.main(["gain", str(tmp_path / "pre.csv"), str(post)]) == 1
    told = capsys.readouterr().err.strip()
    assert said in told and "\n" not in told


def test_a_list_in_another_alphabet_gets_a_sentence(tmp_path, capsys):
    (tmp_path / "pre.csv").write_bytes("pseudonym,percent\né,30\n".encode("latin-1"))
    assert command.main(["gain", str(tmp_path / "pre.csv"), str(tmp_path / "pre.csv")]) == 1
    assert "save it again as CSV (UTF-8)" in capsys.readouterr().err


def test_semicolons_and_decimal_commas_are_read(tmp_path):
    (tmp_path / "a.csv").write_text("pseudonym;percent\nx;41,5\ny;50\n", encoding="utf-8")
    assert gain.sitting(tmp_path / "a.csv")["percent"].tolist() == [41.5, 50]
