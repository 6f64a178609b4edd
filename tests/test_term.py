"""A term stands still: its tag, its desks, what changed between two, and how it is forgotten."""

import json
import subprocess
import sys

import pandas as pd
import pytest

from helpers.course import __main__ as command
from helpers.course import answers, classes, desk, term
from helpers.course.books import LessonError

PAGES = {"0_start/0.1_x.ipynb": json.dumps({"cells": [{"cell_type": "markdown", "source": "first"}]}), "glossary.md": "# Glossary\n"}  # fmt: skip
NEWER = {**PAGES, "0_start/0.1_x.ipynb": json.dumps({"cells": [{"cell_type": "markdown", "source": "second"}]})}


def git(folder, *said):
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *said], check=True, capture_output=True)


@pytest.fixture
def at(monkeypatch):
    """Say at which term the course is, and what its lessons are."""

    def now(name, pages=PAGES):
        monkeypatch.setattr(term, "current", lambda: name)
        monkeypatch.setattr(desk, "faces", lambda make=None: dict(pages))

    return now


# Which term this is


def test_a_tag_on_what_is_checked_out_is_the_term(tmp_path):
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "one")
    assert term.current(tmp_path) == ""
    git(tmp_path, "tag", "v1")
    git(tmp_path, "tag", "term-2027-spring")
    assert term.current(tmp_path) == "term-2027-spring"
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "two")
    assert term.current(tmp_path) == ""


def test_an_archive_of_a_term_still_knows_it(tmp_path, monkeypatch):
    course = tmp_path / "course"
    (course / "data" / "course").mkdir(parents=True)
    for name in (".gitattributes", "data/course/term.txt"):
        (course / name).write_bytes((term.ROOT / name).read_bytes())
    git(course, "init", "-q")
    git(course, "add", "-A")
    git(course, "commit", "-q", "-m", "one")
    git(course, "tag", "term-7")
    git(course, "archive", "-o", str(tmp_path / "a.tar"), "HEAD", "data/course/term.txt")
    subprocess.run(["tar", "xf", "a.tar"], cwd=tmp_path, check=True)
    monkeypatch.setattr(term, "ARCHIVE", tmp_path / "data" / "course" / "term.txt")
    assert term.current(tmp_path) == "term-7"


def test_without_repository_and_archive_no_term_is_made_up(tmp_path):
    assert term.current(tmp_path) is None


# The desk


def test_a_desk_remembers_its_term(tmp_path, at):
    at("term-1")
    desk.lay_out(tmp_path / "desk")
    assert json.loads((tmp_path / "desk" / desk.MANIFEST).read_text())["term"] == "term-1"


@pytest.mark.parametrize("later", ["term-2", ""])
def test_a_desk_of_another_term_stays_and_one_sentence_says_so(tmp_path, at, later):
    folder = tmp_path / "desk"
    at("term-1")
    desk.lay_out(folder)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    at(later, NEWER)
    (words,) = desk.lay_out(folder)
    assert "belongs to term-1" in words and "git checkout term-1" in words and "--cross" in words
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    with pytest.raises(LessonError, match="belongs to term-1"):
        desk.start_over("0.1", folder)


def test_told_to_cross_a_desk_joins_the_new_term_and_keeps_what_was_written(tmp_path, at):
    folder = tmp_path / "desk"
    at("term-1")
    desk.lay_out(folder)
    (folder / "glossary.md").write_text("mine", encoding="utf-8")
    at("term-2", NEWER)
    desk.lay_out(folder, cross=True)
    assert "second" in (folder / "0_start" / "0.1_x.ipynb").read_text()
    assert (folder / "glossary.md").read_text() == "mine"
    assert json.loads((folder / desk.MANIFEST).read_text())["term"] == "term-2" and desk.lay_out(folder) == []


@pytest.mark.parametrize("first, later", [("", "term-1"), ("term-1", None), ("", ""), (None, "term-1")])
def test_a_desk_without_a_term_joins_one_and_an_unknown_term_stops_nobody(tmp_path, at, first, later):
    at(first)
    desk.lay_out(tmp_path)
    at(later, NEWER)
    assert desk.lay_out(tmp_path) == [] and "second" in (tmp_path / "0_start" / "0.1_x.ipynb").read_text()
    assert json.loads((tmp_path / desk.MANIFEST).read_text()).get("term", "") == (later or first or "")


def test_the_command_crosses_when_asked(tmp_path, at, capsys):
    at("term-1")
    command.main(["desk", "--desk", str(tmp_path)])
    at("term-2", NEWER)
    command.main(["desk", "--desk", str(tmp_path)])
    assert "belongs to term-1" in capsys.readouterr().out
    command.main(["desk", "--desk", str(tmp_path), "--cross"])
    assert "belongs" not in capsys.readouterr().out


# What changed


EXERCISES = """
class E:
    def __init__(self, id, value, mine=False):
        self.id, self.value, self.for_economy, self.economies, self.decimals = id, value, mine, None, None
def every():
    return [E("1.1.1", {first}), E("1.1.2", "Korea"), E("1.1.3", {third}, True), E("1.1.4", None)]
def is_open(e):
    return e.value is None
def right_answer(e, code=""):
    return e.value[code] if e.for_economy else e.value
"""


def commit(folder, first, third):
    (folder / "helpers" / "exercises").mkdir(parents=True, exist_ok=True)
    (folder / "helpers" / "__init__.py").touch()
    (folder / "helpers" / "classification.py").write_text('WIOD = ("DEU", "KOR")\n')
    (folder / "helpers" / "exercises" / "__init__.py").write_text(EXERCISES.format(first=first, third=third))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


@pytest.fixture(scope="module")
def terms(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    git(folder, "init", "-q")
    commit(folder, 0.12341, {"DEU": 1.0, "KOR": 2.0})
    git(folder, "tag", "term-1")
    commit(folder, 0.12339, {"DEU": 1.0, "KOR": 2.5})
    git(folder, "tag", "term-2")
    return folder


def test_answers_that_differ_as_shown_are_reported_and_those_that_round_alike_are_not(terms):
    table = term.changed("term-1", "term-2", terms)
    assert table.to_dict("records") == [{"exercise": "1.1.3", "economy": "KOR", "old": "2", "new": "2.5"}]


def test_nothing_is_left_of_the_two_checkouts(terms):
    term.changed("term-1", "term-2", terms)
    told = subprocess.run(["git", "-C", str(terms), "worktree", "list"], capture_output=True, text=True).stdout
    assert told.count("\n") == 1


def test_the_same_code_and_data_are_not_computed_twice(terms, monkeypatch):
    monkeypatch.setattr(term, "_asking", lambda at: pytest.fail("nothing is to be computed"))
    assert term.changed("term-2", "HEAD", terms).empty


def test_a_name_that_is_no_commit_is_refused(terms):
    with pytest.raises(LessonError, match="term-9 is no tag or commit"):
        term.changed("term-1", "term-9", terms)


def test_code_that_cannot_run_is_told_and_leaves_nothing(terms):
    (terms / "helpers" / "classification.py").write_text("raise RuntimeError('gone')\n")
    git(terms, "commit", "-qam", "broken")
    git(terms, "tag", "-f", "broken")
    with pytest.raises(LessonError, match="answers of broken could not be computed .* RuntimeError: gone"):
        term.changed("term-1", "broken", terms)


def test_an_exercise_of_one_term_only_is_reported():
    table = term.compared({"1.1.1": {"": "3"}}, {"1.1.2": {"": "4"}})
    assert table[["exercise", "old", "new"]].to_numpy().tolist() == [["1.1.1", "3", "–"], ["1.1.2", "–", "4"]]


def test_the_summary_has_a_row_an_exercise():
    rows = [("1.1.1", "", "3", "4"), ("1.1.3", "DEU", "1", "2"), ("1.1.3", "KOR", "1", "3")]
    told = classes.summary(pd.DataFrame(rows, columns=["exercise", "economy", "old", "new"]))
    assert told["economies"].tolist() == ["all", 2] and told["new"].tolist() == ["4", "2"]


@pytest.mark.parametrize(
    "value, decimals, said",
    [(0.12345, None, "0.123"), (0.12345, 1, "0.1"), (-0.001, 2, "0.00"), (7, None, "7"), ("Korea", 2, "Korea"), ([1.26, 2], 1, "1.3, 2.0"), (frozenset({"b", "a"}), None, "a, b"), (1234567.0, None, "1.23e+06")],
)  # fmt: skip
def test_an_answer_is_told_as_a_lesson_shows_it(value, decimals, said):
    assert answers.shown(value, decimals) == said


def test_the_lessons_own_answers_can_be_told():
    from helpers import exercises

    some = [e for e in exercises.of_lesson("2.2") if not exercises.is_open(e)]
    told = answers.of(exercises, some, ["DEU", "KOR"])
    assert set(told) == {e.id for e in some} and not any("fails" in v for said in told.values() for v in said.values())


# What is forgotten


@pytest.fixture
def room(tmp_path, at):
    """A folder with a term's desk, an older desk, a noted list, and a file of nobody's."""
    for name in ("term-1", "term-2"):
        at(name)
        desk.lay_out(tmp_path / "homes" / f"ana-{name}" / "desk")
    mine = tmp_path / "homes" / "ana-term-2" / "desk"
    (mine / "progress.json").write_text("{}")
    (mine / "0_start" / "0.1_x (before 2026-11-24 23.10).ipynb").write_text("{}")
    (mine / "letter to my mother.txt").write_text("dear")
    (tmp_path / "pre.csv").write_text("pseudonym,percent\n")
    (tmp_path / "thesis.csv").write_text("not the course's\n")
    term.note(tmp_path, "term-2", [tmp_path / "pre.csv"])
    return tmp_path


def left(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_only_what_is_known_of_the_term_is_deleted(room, capsys):
    assert command.main(["forget", "--term", "term-2", str(room), "--yes"]) == 0
    kept = left(room)
    assert {"thesis.csv", "homes/ana-term-2/desk/letter to my mother.txt"} <= kept
    assert {p for p in kept if "ana-term-1" in p} == {f"homes/ana-term-1/desk/{n}" for n in (*PAGES, ".course.json")}
    assert len(kept) == 2 + 3
    assert "7 files were deleted" in capsys.readouterr().out and not (room / "homes/ana-term-2/desk/0_start").exists()


def test_what_will_go_is_shown_first_and_nothing_goes_unasked(room, capsys, monkeypatch):
    before = left(room)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert command.main(["forget", "--term", "term-2", str(room)]) == 1
    told = capsys.readouterr()
    assert "pre.csv" in told.out and "progress.json" in told.out and "thesis" not in told.out and "say --yes" in told.err
    assert left(room) == before


@pytest.mark.parametrize("word, gone", [("yes", True), ("no", False), ("", False), ("y", False)])
def test_a_question_is_asked_and_only_yes_deletes(room, monkeypatch, word, gone):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: word)
    command.main(["forget", "--term", "term-2", str(room)])
    assert (room / "pre.csv").exists() != gone


def test_a_ledger_reaches_nothing_outside_its_folder(room):
    inside = room / "class"
    inside.mkdir()
    (inside / term.LEDGER).write_text(json.dumps({"format": 1, "term": "term-2", "files": ["../thesis.csv", "/etc/hostname"]}))  # fmt: skip
    assert term.forget(inside, "term-2") == 1 and (room / "thesis.csv").exists()


def test_a_link_goes_and_what_it_leads_to_stays(room):
    inside = room / "class"
    inside.mkdir()
    (inside / "link.csv").symlink_to(room / "thesis.csv")
    (inside / term.LEDGER).write_text(json.dumps({"format": 1, "term": "term-2", "files": ["link.csv"]}))
    term.forget(inside, "term-2")
    assert not (inside / "link.csv").is_symlink() and (room / "thesis.csv").exists()


def test_another_term_has_nothing_there(room, capsys):
    assert command.main(["forget", "--term", "term-9", str(room), "--yes"]) == 1
    assert "Nothing in" in capsys.readouterr().out


def test_marks_are_noted_and_then_forgotten(room, capsys):
    (room / "marks" / "nbgrader").mkdir(parents=True)
    (room / "marks" / "nbgrader" / "gradebook.db").write_text("x")
    assert command.main(["note", "--term", "term-2", str(room), "marks"]) == 0
    assert command.main(["forget", "--term", "term-2", str(room), "--yes"]) == 0
    assert not (room / "marks").exists() and (room / "thesis.csv").exists()


@pytest.mark.parametrize("what, said", [("nothing.csv", "There is no"), ("../other.csv", "is not in")])
def test_what_is_not_in_the_folder_is_not_noted(room, capsys, what, said):
    (room.parent / "other.csv").write_text("x")
    assert command.main(["note", "--term", "term-2", str(room), what]) == 1
    assert said in capsys.readouterr().err


def test_a_folder_of_one_term_takes_no_files_of_another(room):
    with pytest.raises(LessonError, match="belongs to term-2"):
        term.note(room, "term-3", [room / "thesis.csv"])


@pytest.mark.parametrize("held", ["{", "[]", "[" * 100_000, '{"term": "t", "files": "abc"}', '{"term": 3, "files": []}', '{"term": "t", "files": [3]}'])
def test_a_damaged_ledger_stops_the_deletion(room, held):
    (room / term.LEDGER).write_text(held)
    with pytest.raises(LessonError, match="damaged"):
        term.known(room, "term-2")


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(LessonError, match="There is no folder"):
        term.known(tmp_path / "nowhere", "term-1")
