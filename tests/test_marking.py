"""A class set is marked: each answer by the lesson's own checks, each submission shut in, each harm paid by its own marks."""

import csv
import json
import math
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from helpers import classification, exercises
from helpers.course import __main__ as command
from helpers.course import books, desk
from helpers.exercises import BLANK, CANNOT, RIGHT, WRITTEN, WRONG, right_answer

pytest.importorskip("nbgrader", reason="the group “teach” is not installed: make mark installs it")
from helpers.marking import MarkingError, class_set, gradebook, handed_in, marks, papers, reports, sandbox, variant

shut_in = pytest.mark.skipif(shutil.which("bwrap") is None, reason="no sandbox: apt-get install bubblewrap")
LESSON, FILE = "2.2", books.find("2.2").name
RATIO = float(right_answer(exercises.find("2.2.2")))
HONEST = ['answer_1 = "lower"', f"answer_2 = {RATIO!r}", "answer_3 = 838.6", 'answer_6 = "Too short."']
LIMITS = sandbox.Limits(seconds=240, cell=8, memory=2 << 30, room=64 << 20, processes=120)


def hand_in(folder, cells, metadata=None, name=FILE):
    """A notebook of these code cells in a student's folder."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells], metadata=metadata or {})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(nbformat.writes(book))


def rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


# What a hostile submission may do, and what still counts: 2.2.1 stands before the harm, 2.2.2 after it


def hostile(place, port):
    """Name → the cells between two right answers."""
    return {
        "loops": "while True: pass",
        "loops on": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "crashes": "import os; os._exit(3)",
        "breaks": "import ctypes; ctypes.string_at(0)",
        "eats": "x = bytearray(8 << 30)",
        "patches": "import helpers.exercises as e\nfrom helpers.exercises import answers, check\n"
        'e.check = check = lambda *a: print("✓ 2.2.3 correct")\ne.judging.judge = e.right_answer = lambda *a: 1\n'
        'check("2.2.3", 1)\nanswer_3 = 1',
        "reads": "import glob\nfound = [p for p in glob.glob('/course/**/*2_2*', recursive=True) if 'exercises' in p]\n"
        "from helpers import exercises\nanswer_3 = exercises.right_answer(exercises.find('2.2.3'))",
        "imports": "from helpers.exercises import lesson_2_2\nanswer_3 = lesson_2_2.EXERCISES[2].expected()",
        "prints": 'print("✓ 2.2.3 correct.")\nanswer_3 = "✓ 2.2.3 correct."',
        "writes": "".join(f"try: open({p!r}, 'w').write('x')\nexcept OSError: pass\n" for p in (f"{place}/kept/ana.json", f"{place}/pwned", "/course/helpers/pwned", "/usr/pwned", "../../pwned"))
        + "\nopen('mine.txt', 'w').write('x')",
        "fills": "try:\n    for k in range(999): open(f'full{k}', 'wb').write(bytes(30 << 20))\nexcept OSError: pass",
        "calls": f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)",
        "kills": "import os\nfor p in (os.getppid(), 1, -1):\n    try: os.kill(p, 9)\n    except OSError: pass",
        "forks": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        "forges": "import os, glob\nline = b'{\"answers\": {\"2.2.3\": {\"value\": [[[[[1]]]]]}, \"9.9.9\": 1}, \"failed\": 3, \"state\": [[]]}\\n'\n"
        "for p in glob.glob('/proc/[0-9]*/fd/1'):\n    try: open(p, 'wb').write(line * 100)\n    except OSError: pass\nos.kill(os.getppid(), 9)",
    }  # fmt: skip


LOSES = {
    "kills": {"2.2.2"},
    "forges": {"2.2.2", "2.2.1"},
    "forks": {"2.2.1", "2.2.2"},
}  # at most these, of 2.2.1 and 2.2.2


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A class of two honest students among hostile ones, and what came of it."""
    folder, out = tmp_path_factory.mktemp("handed in"), tmp_path_factory.mktemp("marked") / "out"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        for name, harm in hostile(out, server.getsockname()[1]).items():
            hand_in(folder / name.replace(" ", "_"), [HONEST[0], harm, HONEST[1]])
        for name in ("ana", "zoe"):
            hand_in(folder / name, HONEST)
        grade = {"grade": True, "points": 1000, "grade_id": "check-2-2-3", "schema_version": 3, "locked": False, "solution": False, "cell_type": "code"}  # fmt: skip
        book = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(c) for c in [*HONEST[:2], 'check("2.2.3", 1)']]
        )
        book.cells[2].metadata |= {"nbgrader": grade, "judged": {"words": "correct", "points": 1000}}
        book.cells[2].outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "1000"}, execution_count=1)]
        (folder / "outputs").mkdir()
        (folder / "outputs" / FILE).write_text(nbformat.writes(book))
        hand_in(folder / "copies", [HONEST[0], HONEST[0], "answer_2 = 7", HONEST[1], HONEST[1]])
        hand_in(folder / "deletes", [HONEST[1]])
        hand_in(folder / "renames", [HONEST[0], f"my_answer = {RATIO!r}"])
        (folder / "damaged").mkdir()
        (folder / "damaged" / FILE).write_text("[" * 100_000)
        said = []
        held = class_set.mark_class(folder, out, class_set.Settings(limits=LIMITS), said.append)
        with pytest.raises(BlockingIOError):
            server.accept()  # nobody called
    return folder, out, held, said


def stands(held, student):
    return {id: m.status for id, m in held[student].items()}


@shut_in
@pytest.mark.parametrize("name", list(hostile("", 0)))
def test_a_harm_costs_only_what_it_stands_on(marked, name):
    held = stands(marked[2], name.replace(" ", "_"))
    lost = {id for id in ("2.2.1", "2.2.2") if held[id] != RIGHT}
    assert lost <= LOSES.get(name, set())
    assert held["2.2.3"] != RIGHT


@shut_in
def test_the_others_marks_are_what_they_are_without_the_hostile(marked):
    for name in ("ana", "zoe"):
        assert stands(marked[2], name) == {"2.2.1": RIGHT, "2.2.2": RIGHT, "2.2.3": WRONG, "2.2.4": BLANK, "2.2.5": BLANK, "2.2.6": WRITTEN}  # fmt: skip


@shut_in
def test_cells_that_are_copied_deleted_or_renamed_cost_only_their_own_marks(marked):
    assert stands(marked[2], "copies")["2.2.2"] == RIGHT
    assert [stands(marked[2], "deletes")[id] for id in ("2.2.1", "2.2.2")] == [BLANK, RIGHT]
    assert [stands(marked[2], "renames")[id] for id in ("2.2.1", "2.2.2")] == [RIGHT, BLANK]


@shut_in
def test_outputs_and_metadata_of_a_file_count_for_nothing(marked):
    row = next(r for r in rows(marked[1] / "marks.csv") if r["student"] == "outputs")
    assert (row["2.2.1"], row["2.2.3"], row["of"]) == ("1", "0", "9")


@shut_in
def test_a_file_that_is_no_notebook_has_a_line_and_a_reason(marked):
    row = next(r for r in rows(marked[1] / "marks.csv") if r["student"] == "damaged")
    assert row["2.2.1"] == "0" and "no notebook" in row["note"]


@shut_in
def test_nothing_outside_its_folder_was_written(marked):
    folder, out, *_ = marked
    found = [p for place in (folder, out, out.parent, Path("/usr"), Path("/tmp")) for p in place.glob("*pwned*")]
    assert not found and not list(books.ROOT.glob("helpers/*pwned*"))
    assert json.loads((out / "kept" / "ana.json").read_text())["said"]["state"] == "finished"


@shut_in
def test_nothing_a_submission_started_is_left(marked):
    import psutil

    ours = [p for p in psutil.process_iter(["uids"]) if p.info["uids"] and sandbox.FIRST_USER <= p.info["uids"].real < sandbox.FIRST_USER + 2]  # fmt: skip
    assert not ours


@shut_in
def test_the_summary_counts_each_way_of_going_wrong(marked):
    counts = {(r["exercise"], r["found"]): int(r["submissions"]) for r in rows(marked[1] / "summary.csv")}
    assert counts["2.2.3", "This is the number printed in the paper"] == 2
    assert Counter(r["of"] for r in rows(marked[1] / "summary.csv")) == {str(len(marked[2])): len(rows(marked[1] / "summary.csv"))}  # fmt: skip


@shut_in
def test_run_again_nothing_runs_and_a_marker_s_points_stay(marked):
    folder, out, held, _ = marked
    name = gradebook.Book(out / "nbgrader", papers.paper(LESSON)).name
    with gradebook.Gradebook(f"sqlite:///{out / 'nbgrader' / 'gradebook.db'}") as book:
        grade = book.find_grade("open-2-2-6", FILE.removesuffix(".ipynb"), name, "ana")
        grade.manual_score, grade.needs_manual_grade = 3, False
        book.db.commit()
    before = {p: p.stat().st_mtime_ns for p in (out / "kept").iterdir()}
    again = class_set.mark_class(folder, out, class_set.Settings(limits=LIMITS), lambda words: None)
    assert again == held and before == {p: p.stat().st_mtime_ns for p in (out / "kept").iterdir()}
    own = {r["student"]: r for r in rows(out / "marks.csv")}
    assert own["ana"]["points"] == "5" and own["zoe"]["points"] == "" and own["zoe"]["to mark by hand"] == "2.2.6"
    assert own["deletes"]["points"] == "1"  # no open answer, no marker needed


@shut_in
def test_files_for_moodle_and_canvas_have_their_columns(marked):
    moodle, canvas = rows(marked[1] / "moodle.csv"), rows(marked[1] / "canvas.csv")
    assert {"Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Feedback comments"} <= set(moodle[0])
    assert canvas[0]["Student"].strip() == "Points Possible" and canvas[0]["Lesson 2.2"] == "9"


# The sandbox


@pytest.fixture(scope="module")
def box():
    with sandbox.laid_out(limits=LIMITS) as made:
        yield made


@shut_in
def test_no_expected_value_is_in_reach(box):
    held = {p.relative_to(box.course).as_posix() for p in box.course.rglob("*")}
    assert not [p for p in held if "exercises/lesson" in p or "quiz/chapter" in p or p.startswith(("helpers/course", "helpers/marking"))]  # fmt: skip
    assert "helpers/exercises/answers.py" in held and "helpers/figures/lesson_2_2.py" in held
    look = f"import glob\nanswer_1 = [p for r in ('/course', '/handed_in', '/tmp', {str(books.ROOT / 'helpers')!r}) for p in glob.glob(r + '/**/lesson_2_2*.py*', recursive=True) if '/exercises/' in p]"  # fmt: skip
    lessons = f"import os\nanswer_2 = int(os.path.exists({str(books.NOTEBOOKS)!r}))"
    told = box.run([look, lessons], {"2.2.1": "answer_1", "2.2.2": "answer_2"})
    assert told["answers"]["2.2.2"] == {"value": 0}
    assert told["answers"]["2.2.1"] == {"value": []}


@shut_in
def test_answers_cross_the_border_as_plain_data(box):
    code = "import numpy as np, pandas as pd\na = np.float32(0.5)\nb = pd.DataFrame([[1, 2], [3, 4]])\nc = {'x', 'y'}\nd = ...\ne = object()\n" "class F(float):\n    def __repr__(self): raise SystemExit\nf = F(2)\ng = float('nan')"  # fmt: skip
    told = box.run([code], {name: name for name in "abcdefg"})["answers"]
    assert told["a"] == {"value": 0.5} and told["b"] == {"value": [[1, 2], [3, 4]]} and told["c"] == {"set": ["x", "y"]}
    assert told["d"] == {"blank": True} and "unreadable" in told["e"] and told["f"] == {"value": 2.0}
    assert marks.mark(exercises.find("2.2.2"), told["g"]).status == CANNOT


@pytest.mark.parametrize(
    "said", [None, 3, [], {}, {"value": {}}, {"set": [[1]]}, {"set": 3}, {"value": [[[[[[1]]]]]]}, {"unreadable": 3}, {"value": "x" * 10**6}, {"value": True}, {"value": [1] * 10**5}]
)  # fmt: skip
def test_whatever_comes_out_has_a_mark(said):
    for e in exercises.of_lesson(LESSON):
        assert marks.mark(e, said).points in (0.0, None)


def test_without_a_sandbox_marking_says_what_to_do(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    with pytest.raises(MarkingError, match="apt install bubblewrap.*--unprotected"), sandbox.laid_out():
        pass


# A real lesson


@shut_in
def test_a_desk_copy_answered_by_the_key_is_right_and_runs_no_more_than_it_needs(tmp_path):
    paper, path = papers.paper(LESSON), books.find(LESSON)
    book, key = desk.learners(books.read(path), LESSON), {e.id: e.code for e in exercises.of_lesson(LESSON)}
    for cell in book.cells:
        for id, name in paper.names.items():
            if cell.cell_type == "code" and f"{name} = ..." in cell.source and key[id]:
                cell.source = key[id]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"lovelaceada_77_12345_{FILE}").write_text(nbformat.writes(book))
    names = tmp_path / "names.csv"
    names.write_text("student,name,canvas,email\nada,Ada Lovelace,77,ada@example.org\n")
    held = class_set.mark_class(tmp_path / "in", tmp_path / "out", class_set.Settings(names=names), lambda words: None)
    assert {m.status for id, m in held["ada"].items() if id != "2.2.6"} == {RIGHT}
    cells = [c.source for c in book.cells if c.cell_type == "code"]
    run = [cells[k] for k in papers.needed(cells, paper.cells)]
    assert not any("evidence.verdict(" in c or "figures." in c.replace("helpers.figures", "") for c in run)
    oral = (tmp_path / "out" / "oral.md").read_text()
    assert oral.count("\n1. ") == 5
    assert sum(f"1. {id}: you answered {m.answer[:200]}." in oral for id, m in held["ada"].items() if m.answer) == 3


def test_a_cell_that_may_look_up_any_name_needs_all():
    cells = ["a = 1", "b = 2", "answer_1 = globals()['a']"]
    assert papers.needed(cells, ("a = 1", "b = 2")) == [0, 1, 2]
    assert papers.needed([*cells[:2], "answer_1 = a"], ("a = 1", "b = 2")) == [0, 2]


@shut_in
def test_a_killed_run_goes_on_where_it_was(tmp_path):
    for k in range(5):
        hand_in(tmp_path / "in" / f"s{k}", [HONEST[0], f"answer_2 = {k}"])
    command = [sys.executable, "-m", "helpers.course", "mark", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--seconds", "60"]  # fmt: skip
    run = subprocess.Popen(command, cwd=books.ROOT, start_new_session=True, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 300
    while time.monotonic() < until and len(list((tmp_path / "out" / "kept").glob("s*.json"))) < 2:
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    kept = {p.name: p.read_bytes() for p in (tmp_path / "out" / "kept").glob("s*.json")}
    assert 2 <= len(kept) < 5
    assert subprocess.run(command, cwd=books.ROOT, stderr=subprocess.DEVNULL).returncode == 0
    assert len(rows(tmp_path / "out" / "marks.csv")) == 5
    assert {name: (tmp_path / "out" / "kept" / name).read_bytes() for name in kept} == kept


# Whose it is


def test_names_as_moodle_canvas_and_hand_make_them(tmp_path):
    hand_in(tmp_path / "Ana López_101_assignsubmission_file_", HONEST)
    hand_in(tmp_path, HONEST, name=f"bo_LATE_55_900_{FILE}")
    hand_in(tmp_path / "cy", HONEST)
    hand_in(tmp_path, HONEST, name="dee.ipynb")
    hand_in(tmp_path / "cy", HONEST, name="2.3_stress_test.ipynb")
    os.symlink("/etc/passwd", tmp_path / "eve.ipynb")
    known = [handed_in.Student("al1", "Ana López", moodle="101")]
    found = {s.student.student: s for s in handed_in.find(tmp_path, known, FILE.removesuffix(".ipynb"))}
    assert set(found) == {"al1", "bo-55", "cy", "dee"} and found["bo-55"].late


def test_a_group_shares_marks_and_nobody_loses_by_being_named(tmp_path):
    hand_in(tmp_path / "ana", HONEST, {"group": ["Bo", "zoe", "nobody"]})
    hand_in(tmp_path / "eve", ['answer_1 = "same"'], {"group": ["zoe", "cy"]})
    hand_in(tmp_path / "cy", HONEST)
    known = [handed_in.Student(n, n.title()) for n in ("ana", "bo", "cy", "zoe", "eve")]
    whose, told = handed_in.shared(handed_in.find(tmp_path, known, FILE.removesuffix(".ipynb")), known)
    assert whose == {"ana": "ana", "eve": "eve", "cy": "cy", "bo": "ana"}
    assert any("nobody" in t for t in told) and any(t.startswith("zoe is named by ana and eve") for t in told)


def test_a_cell_of_a_table_is_no_formula():
    assert reports.table([{"name": "=cmd()", "points": "-1.5"}]) == "name,points\n'=cmd(),'-1.5\n"


@pytest.mark.parametrize(
    ("text", "words"), [("name\nAna\n", "column “student”"), ("student\na\na\n", "twice"), ("student\n../x\n", "letters, digits")]
)  # fmt: skip
def test_a_list_of_names_that_cannot_be_used_is_told(tmp_path, text, words):
    (tmp_path / "names.csv").write_text(text)
    with pytest.raises(MarkingError, match=words):
        handed_in.students(tmp_path / "names.csv")


def test_a_list_as_a_spreadsheet_of_commas_for_points_saves_it_is_read(tmp_path):
    (tmp_path / "names.csv").write_text("\ufeffstudent ;name;section\nana;Müller, Ana; 2\n;;\nbo;Bo\n", encoding="utf-8")
    ana, bo = handed_in.students(tmp_path / "names.csv")
    assert (ana.name, ana.section, bo.student, bo.section) == ("Müller, Ana", "2", "bo", "")


ODD_NAMES = [b"m\xfcller", "名字".encode(), "名".encode() * 80, b"x" * 240, b"=cmd", b"-x", b"a b", b"n'a\"b", b"new\nline", b"CON", b"Ana M\xfcller_123_assignsubmission_file_", b"\xff\xfe"]  # fmt: skip
ODD_CELLS = [
    "answer_1 = '\ud800'", "x\0y", None, {}, 3, [], ["answer_1 = 1", None], "(" * 5000, "-" * 9000 + "1", "answer_1 = " + "1+" * 3000 + "1", "answer_1 = x" + "()" * 3000,
    "%%bash\nls", "!ls", "?x", "%%\n", '\'"""', "x = (\n", "\\", "\ufeffx = 1", "f'{'", "0777", "9" * 5000, "answer_1 = 1\n" * 50_000, "answer_1 = " + "[" * 90 + "]" * 90,
]  # fmt: skip
ODD_FILES = [b"", b"\0" * 99, b"null", b"3", b"[]", b'{"cells": null}', b'{"cells": "abc"}', b'{"cells": NaN}', b'{"cells": [1, null, [], {}]}', b'{"cells": [' + b"9" * 5000 + b"]}", b"\xff\xfe{", b'{"metadata": {"group": ["\\ud800", null]}, "cells": []}']  # fmt: skip


def test_no_odd_name_cell_or_file_stops_the_class(tmp_path):
    books_ = [json.dumps({"cells": [{"cell_type": "code", "source": cell}, {"cell_type": "markdown", "id": "write-2-2-6", "source": cell}]}).encode() for cell in ODD_CELLS]  # fmt: skip
    names = [*ODD_NAMES, *(b"s%d" % k for k in range(len(books_) + len(ODD_FILES)))]
    for name, held in zip(names, [books_[0]] * len(ODD_NAMES) + books_ + ODD_FILES, strict=True):
        place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        place.mkdir()
        (place / FILE).write_bytes(held)
    paper = papers.paper(LESSON)
    found = handed_in.find(tmp_path, [], paper.stem)
    assert len({one.student.student.casefold() for one in found}) == len(names)
    book = gradebook.Book(tmp_path / "nbgrader", paper)
    for one in found:
        cells, who = list(one.cells), one.student
        papers.needed(cells, paper.cells)
        held = {e.id: marks.mark(e, {"value": one.written.get(e.id, "\ud800")}) for e in paper.asked}
        own = {id: papers.source_of(name, cells) for id, name in paper.names.items()}
        said = [nbformat.writes(book._notebook(who.student, held, own)), reports.oral(paper, who.student, held, own)]
        said += reports.marks(paper, {}, {who.student: who.student}, {who.student: who}, {}).values()
        assert all(words.encode() for words in said)
        (tmp_path / f".{who.student}.json.{'9' * 30}.part").write_text("")  # as `writing` names it


@pytest.mark.parametrize("said", ["0", "-1", "many", "1.5"])
@pytest.mark.parametrize("what", ["--workers", "--seconds"])
def test_no_worker_and_no_time_are_refused_at_once(tmp_path, capsys, what, said):
    with pytest.raises(SystemExit):
        command.main(["mark", str(tmp_path), "--out", str(tmp_path), what, said])
    assert "whole number" in capsys.readouterr().err


def test_a_folder_without_the_lesson_is_told(tmp_path):
    with pytest.raises(MarkingError, match="no notebook of lesson 2.2"):
        handed_in.find(tmp_path, [], FILE.removesuffix(".ipynb"))


# A graded variant


KEY = b"a secret of an instructor"


def test_everyone_has_numbers_of_their_own_and_the_same_again():
    e = exercises.find("2.2.2")
    given = {f"s{k}": variant.assigned(KEY, f"s{k}", e) for k in range(100)}
    assert given == {f"s{k}": variant.assigned(KEY, f"s{k}", e) for k in range(100)}
    assert len(set(given.values())) > 85 and given != {s: variant.assigned(KEY + b"!", s, e) for s in given}


def test_a_neighbours_number_is_wrong_and_known():
    for id, digits in (("2.2.2", 6), ("2.2.4", 3)):
        e = exercises.find(id)
        mine, theirs = ("KOR", 2004), ("MEX", 2001)
        own = variant.as_assigned(e, *mine, [mine, theirs])
        assert marks.mark(own, {"value": round(e.anew(*mine), digits)}).status == RIGHT
        copied = marks.mark(own, {"value": round(e.anew(*theirs), digits)})
        assert copied.status == WRONG and "Mexico in 2001, which were assigned to someone else" in copied.found
        assert marks.mark(own, {"value": right_answer(e)}).status == WRONG
    your = exercises.find("2.2.5")
    assert marks.mark(your, {"value": right_answer(your, "KOR")}, "KOR").status == RIGHT
    assert marks.mark(your, {"value": right_answer(your, "KOR")}, "MEX").status == WRONG


@pytest.mark.parametrize("id", [e.id for e in exercises.every() if e.anew])
def test_an_exercise_asked_anew_as_its_lesson_asks_it_has_the_same_answer(id):
    asked = {
        "0.1.2": ("DEU", 2009), "0.4.2": ("KOR", 2009), "1.3.2": ("CHN", 2011), "1.7.4": ("TWN", 2011), "2.2.2": ("MEX", 2009), "2.2.4": ("TUR", 2009),
        "2.3.2": ("MEX", 2011), "2.3.3": ("TWN", 2011), "2.3.4": ("MEX", 2011),
    }  # fmt: skip
    code, year = asked[id]
    e = exercises.find(id)
    assert e.anew(code, year) == pytest.approx(right_answer(e))
    assert all(math.isfinite(e.anew(c, 1995)) for c in classification.WIOD if c != "ROW")


def test_the_sheet_tells_each_student_what_to_take(tmp_path, capsys):
    from helpers.course.__main__ import main

    (tmp_path / "secret").write_bytes(KEY)
    (tmp_path / "names.csv").write_text("student\nana\nbo\n")
    assert main(["variant", "--secret-file", str(tmp_path / "secret"), "--students", str(tmp_path / "names.csv"), "--lesson", "2.2"]) == 0  # fmt: skip
    told = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [r["exercise"] for r in told] == ["2.2.2", "2.2.4", "2.2.5"] * 2 and all(r["tell"] for r in told)
    (tmp_path / "secret").write_bytes(b"short")
    assert main(["variant", "--secret-file", str(tmp_path / "secret"), "--students", str(tmp_path / "names.csv"), "--lesson", "2.2"]) == 1  # fmt: skip


# Open answers, by hand


def test_two_markers_agree_as_far_as_kappa_says(tmp_path):
    paper = papers.paper(LESSON)
    given = {"s0": (4, 4), "s1": (3, 3), "s2": (1, 2), "s3": (2, 2), "s4": (4, 3)}
    for marker in (0, 1):
        book = gradebook.Book(tmp_path / str(marker), paper)
        book.assign()
        for student, points in given.items():
            held = {e.id: marks.mark(e, {"value": f"Words of {student}. " * 9} if e.kind == "open" else None) for e in paper.asked}  # fmt: skip
            book.enter(handed_in.Student(student), held, {})
            with book.gradebook() as db:
                db.find_grade("open-2-2-6", paper.stem, book.name, student).manual_score = points[marker]
                db.db.commit()
    told = gradebook.agreement(*(tmp_path / str(k) / "gradebook.db" for k in (0, 1)))
    assert told["answers"] == 5 and told["alike"] == 0.6
    assert told["kappa"] == pytest.approx(1 - 0.4 / (1 - 6 / 25)) and told["weighted kappa"] > told["kappa"]


def test_a_gradebook_that_cannot_grow_is_told_and_loses_no_marks(tmp_path):
    paper = papers.paper(LESSON)
    book, before = gradebook.Book(tmp_path, paper), resource.getrlimit(resource.RLIMIT_FSIZE)
    with gradebook.written(tmp_path):
        book.assign()
        book.enter(handed_in.Student("ana"), {}, {})
    held = book.points()
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))  # what a full disk does to a database
    try:
        with pytest.raises(MarkingError, match="make room.*mark again"), gradebook.written(tmp_path):
            book.enter(handed_in.Student("ana", "Ana " * 4000), {}, {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert book.points() == held


def test_what_a_marker_sees_of_an_answer_is_text():
    from nbconvert.filters import markdown2html

    e = exercises.find("2.2.6")
    told = gradebook._open(e, "2-2-6", marks.mark(e, {"value": "~~~\n<script>alert(1)</script>\n\n`x` " * 20})).source
    shown = gradebook._shown("~~~~\n<script>1</script>", marks.mark(e, {"value": "``` <script>2</script>"}))
    assert "<script" not in markdown2html(told + "\n\n" + shown) and "alert(1)" in markdown2html(told)
    assert "**Anchor" in gradebook._rubric(e)
