"""Progress: kept on the desk, in memory elsewhere, begun anew where it is damaged; what a lesson's cells say of it."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from disk import ENDS, at_every_step, parts, visible

from helpers import lesson, progress, writing
from helpers.tables import course

ROOT = Path(progress.__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """No desk, nothing remembered."""
    monkeypatch.delenv("GVC_DESK", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "_memory", {})
    monkeypatch.setattr(progress, "_told", set())


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A desk, and a working folder in it."""
    (tmp_path / "desk" / "1_trends").mkdir(parents=True)
    (tmp_path / "desk" / progress.MANIFEST).write_text("{}")
    monkeypatch.chdir(tmp_path / "desk" / "1_trends")
    return tmp_path / "desk"


def test_the_desk_is_found_from_a_folder_in_it(desk):
    assert progress.folder() == desk


def test_the_environment_names_a_desk(tmp_path, monkeypatch):
    monkeypatch.setenv("GVC_DESK", str(tmp_path))
    assert progress.folder() == tmp_path


def test_outside_a_desk_it_is_remembered_and_not_written(tmp_path):
    progress.record("2.2.1", "correct")
    assert progress.done("2.2.1") and list(tmp_path.iterdir()) == []


def test_on_a_desk_it_is_written_in_one_step(desk):
    progress.record("2.2.1", "correct")
    assert json.loads((desk / progress.FILE).read_text())["exercises"]["2.2.1"]["status"] == "correct"
    assert sorted(visible(desk)) == [progress.MANIFEST, progress.FILE] and not parts(desk)


def test_what_is_done_stays_done_and_tries_are_counted(desk):
    for status in ("not yet", "correct", "not yet"):
        progress.record("2.2.1", status)
    assert progress.done("2.2.1") and progress.tries("2.2.1") == 3


def test_an_answer_that_is_not_right_yet_is_not_done(desk):
    progress.record("2.2.1", "not yet")
    assert not progress.done("2.2.1") and progress.status("2.2.1") == "not yet"


def test_an_open_exercise_is_done_once_it_is_written(desk):
    progress.record("2.2.5", "written")
    assert progress.done("2.2.5")


@pytest.mark.parametrize(
    "held", ["{", "[1]", "[" * 100_000, '{"exercises": 5}', '{"exercises": {"2.2.1": 5}}', '{"path": 5}', "\udcff"]
)
def test_a_damaged_file_is_put_aside_and_begun_anew(desk, held):
    (desk / progress.FILE).write_bytes(held.encode("utf-8", "surrogateescape"))
    assert not progress.done("2.2.1")
    progress.record("2.2.1", "correct")
    assert progress.done("2.2.1") and len(list(desk.glob("progress (damaged *).json"))) == 1


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_cannot_be_written_is_told_once_and_remembered(desk, monkeypatch, capsys):
    monkeypatch.setattr(writing.os, "fsync", full)
    for _ in range(2):
        progress.record("2.2.1", "correct")
    (said,) = capsys.readouterr().out.splitlines()
    assert said.startswith(f"{desk / progress.FILE} could not be written: the disk is full: make room. Meanwhile")
    assert progress.done("2.2.1") and progress.tries("2.2.1") == 2 and sorted(visible(desk)) == [progress.MANIFEST]


def test_what_waited_is_written_with_the_next_and_takes_nothing_from_what_came_between(desk, monkeypatch):
    progress.record("2.2.1", "not yet")
    with monkeypatch.context() as patch:
        patch.setattr(writing.os, "fsync", full)
        progress.record("2.2.1", "correct")
        progress.choose_economy("KOR")
    elsewhere = '{"economy": "", "path": "half-day", "exercises": {"0.1.1": {"status": "correct", "tries": 1}, "2.2.1": {"status": "not yet", "tries": 4}}}'
    (desk / progress.FILE).write_text(elsewhere)
    progress.record("2.2.2", "correct")
    assert [progress.done(id) for id in ("0.1.1", "2.2.1", "2.2.2")] == [True] * 3 and progress.tries("2.2.1") == 5
    held = json.loads((desk / progress.FILE).read_text())
    assert (
        held["economy"] == "KOR"
        and held["path"] == "half-day"
        and set(held["exercises"]) == {"0.1.1", "2.2.1", "2.2.2"}
    )


@pytest.mark.parametrize("how", ENDS)
def test_progress_is_whole_after_every_step(desk, how):
    file = desk / progress.FILE
    progress.record("2.2.1", "correct")
    before = file.read_text()

    def fresh():
        progress._memory.clear()
        file.write_text(before)

    def look():
        assert "2.2.1" in json.loads(file.read_text())["exercises"]

    def end():
        assert set(json.loads(file.read_text())["exercises"]) == {"2.2.1", "2.2.2"} and not parts(desk)

    assert at_every_step(how, fresh, lambda: progress.record("2.2.2", "correct"), look, end) >= 4


def test_a_file_that_may_not_be_read_is_not_written_over(desk, monkeypatch):
    (desk / progress.FILE).mkdir()
    progress.record("2.2.1", "correct")
    assert progress.done("2.2.1") and (desk / progress.FILE).is_dir()


def test_notebooks_open_at_once_lose_nothing_of_each_other(desk):
    code = """
import sys
from helpers import progress
for k in range(40):
    progress.record(f"{sys.argv[1]}.1.{k}", "correct")
    progress.record("2.2.1", "not yet")
"""
    at_once = [subprocess.Popen([sys.executable, "-c", code, str(n)], cwd=desk, env=os.environ | {"PYTHONPATH": str(ROOT)}) for n in range(3)]  # fmt: skip
    assert [p.wait(120) for p in at_once] == [0, 0, 0]
    held = json.loads((desk / progress.FILE).read_text())["exercises"]
    assert set(held) == {f"{n}.1.{k}" for n in range(3) for k in range(40)} | {"2.2.1"}
    assert held["2.2.1"]["tries"] == 120 and not parts(desk)


@pytest.mark.parametrize("said", ["KOR", "kor", "Korea", " korea "])
def test_an_economy_is_kept_by_code_or_name(desk, said):
    assert progress.choose_economy(said) == progress.economy() == "KOR"


def test_an_unknown_economy_is_answered_with_the_nearest(desk):
    with pytest.raises(ValueError, match="no economy 'Koreaa'. Korea is 'KOR'"):
        progress.choose_economy("Koreaa")
    assert progress.economy() == ""


def test_a_way_is_kept_by_its_key_or_its_words(desk):
    assert progress.choose_path("You program, economics is new") == progress.path() == "programming"
    with pytest.raises(ValueError, match="'half-day'"):
        progress.choose_path("fast")


def test_exercises_are_counted_by_lesson(desk):
    progress.record("2.2.1", "correct")
    table = progress.by_lesson()
    assert table.at["2.2", "done"] == 1 and table.at["2.2", "total"] == len(
        course.lessons().at["2.2", "exercises"].split()
    )


# What a lesson's cells say of it


def test_the_map_shows_minutes_and_what_is_done(desk):
    progress.record("2.2.1", "correct")
    assert "1 of " in repr(lesson.study_map()).split("2.2 ")[1].split("·")[0]


def test_the_map_tells_verdicts_only_when_asked():
    decided = course.claims().query("verdict != ''")["verdict"]
    told = [f"{id} {word}" for id, word in decided.items()]
    without, within = repr(lesson.study_map()), repr(lesson.study_map(verdicts=True))
    assert len(told) > 20 and all(words in within and words not in without for words in told)


def test_in_the_source_the_map_and_next_do_not_depend_on_progress():
    before = repr(lesson.study_map()), repr(lesson.next_up("0.4"))
    progress.record("2.2.1", "correct")
    progress.choose_path("programming")
    assert (repr(lesson.study_map()), repr(lesson.next_up("0.4"))) == before


def test_next_follows_the_way_chosen(desk):
    progress.choose_path("programming")
    assert "Next on your way" in repr(lesson.next_up("0.4")) and "1.4 " in repr(lesson.next_up("0.4"))


def test_next_at_the_end_of_a_way_says_so(desk):
    progress.choose_path("half-day")
    assert "end of your way" in repr(lesson.next_up("2.2"))


def test_next_from_beside_the_way_is_its_first_lesson_not_finished(desk):
    progress.choose_path("half-day")
    for id in course.lessons().at["0.1", "exercises"].split():
        progress.record(id, "correct")
    assert "0.1 " not in repr(lesson.next_up("3.1")) and ": 0." in repr(lesson.next_up("3.1"))


def test_starting_over_outside_a_desk_says_where_it_works(capsys):
    lesson.start_over("2.2")
    assert "no desk" in capsys.readouterr().out


def test_a_start_says_that_it_is_ready(capsys):
    lesson.start("0.1")
    first, last = capsys.readouterr().out.splitlines()
    assert first == "Getting lesson 0.1 ready …" and last.startswith("Ready: ") and "explorer" in last


def test_progress_goes_to_another_desk_and_back_as_a_file(desk, tmp_path, monkeypatch):
    progress.record("0.1.1", "correct")
    progress.record("0.1.2", "not yet")
    progress.choose_economy("Brazil")
    file = progress.export(tmp_path / "mine.json")
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("GVC_DESK", str(tmp_path / "other"))
    progress.record("0.1.2", "correct")
    progress.choose_economy("Korea")
    assert progress.bring(file) == 1 and progress.bring(file) == 0
    assert progress.done("0.1.1") and progress.done("0.1.2") and progress.tries("0.1.1") == 1
    assert progress.economy() == "KOR"


@pytest.mark.parametrize("held, words", [(None, "could not be read"), ("[]", "is no progress.json"), ("{", "is no progress.json")])
def test_a_file_that_is_no_progress_is_refused_in_a_sentence(desk, tmp_path, held, words):
    if held is not None:
        (tmp_path / "mine.json").write_text(held)
    with pytest.raises(ValueError, match=words):
        progress.bring(tmp_path / "mine.json")
    assert not (desk / progress.FILE).exists()


def test_progress_that_cannot_be_exported_is_told(desk, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="could not be written"):
        progress.export(tmp_path / "file" / "mine.json")
