"""Plans of classes add up, ask nothing that was not prepared, and pause in time; outcomes and the test of ten are true."""

import contextlib
import copy
import io

import pandas as pd
import pytest

from helpers.course import books, kit, plans, records, teach

BOOKS = {books.number_of(p): books.read(p) for p in books.lessons()}
MAP, PLANS = records.planned(), plans.read()
SESSIONS = [(p["key"], s) for p in PLANS["plan"] for s in p["session"]]
TEST = kit.toml(teach.DIAGNOSTIC)["question"]


def blocks(session):
    return plans.timetable(session, PLANS["minutes"], BOOKS)


@pytest.fixture(params=SESSIONS, ids=lambda v: f"{v[0]}, {v[1]['title']}")
def session(request):
    return request.param[1]


def test_blocks_follow_each_other_and_fill_the_frame(session):
    table = blocks(session)
    assert table[0].start == 0 and table[-1].end == session["frame"] == sum(b.minutes for b in table)
    assert all(a.end == b.start for a, b in zip(table, table[1:], strict=False)) and all(b.minutes > 0 for b in table)


def test_there_is_room_for_questions_and_not_too_much(session):
    assert [5 <= b.minutes <= 25 for b in blocks(session) if b.what == "questions"] == [True]


def test_a_pause_comes_before_ninety_minutes_of_work_are_over(session):
    assert max(plans.stretches(blocks(session))) <= 90


def test_a_lesson_takes_its_own_minutes_where_nothing_is_left_out(session):
    for block in blocks(session):
        if block.what == "lesson" and not any(id.startswith(f"{block.about}.") for id in session.get("skip", [])):
            meta = BOOKS[block.about].metadata["gvc"]
            assert block.minutes == meta["minutes_reading"] + meta["minutes_exercises"]


def test_what_is_left_out_belongs_to_the_session_and_a_debate_replaces_an_open_exercise(session):
    done = {b.about for b in blocks(session) if b.what in ("lesson", "exercises")}
    there = {id: kind for n in done for id, _, kind in records.asked(BOOKS[n])}
    skipped = session.get("skip", [])
    assert set(skipped) <= set(there)
    for block in blocks(session):
        if block.what == "debate":
            assert any(id.startswith(f"{block.about}.") and there[id].startswith("open") for id in skipped), block.about


@pytest.mark.parametrize("plan", PLANS["plan"], ids=lambda p: p["key"])
def test_every_lesson_comes_after_what_it_needs(plan):
    assert plans.unready(plan, MAP) == []


def test_a_lesson_too_early_and_one_that_nobody_read_are_noticed():
    plan = {"session": [{"title": "x", "home": [], "blocks": ["lesson 0.3", "exercises 0.1"]}]}
    assert plans.unready(plan, MAP) == ["x: 0.3 needs 0.2 before it", "x: nobody has read 0.1"]


def test_the_course_holds_every_lesson_once_and_every_quiz():
    course = next(p for p in PLANS["plan"] if p["key"] == "course")
    held = [b.about for s in course["session"] for b in blocks(s) if b.what == "exercises"]
    assert sorted(held) == sorted(BOOKS) and len(course["session"]) == 8
    assert sorted(b.about for s in course["session"] for b in blocks(s) if b.what == "quiz") == list("012345")


def test_the_half_day_is_the_one_of_the_ways_through_the_course():
    plan, way = (
        next(p for p in PLANS["plan"] if p["key"] == "half-day"),
        records.paths().set_index("key").loc["half-day"],
    )
    taught = [b.about for s in plan["session"] for b in blocks(s) if b.what == "lesson"]
    assert plan["before"] == way.at_home.split() and plan["before"] + taught == way.lessons.split()
    assert sum(s["frame"] for s in plan["session"]) == 210


@pytest.mark.parametrize("wrong", ["sleep", "lesson 9.9", "quiz 9", "break 0.1", ""])
def test_a_block_that_is_none_is_named(wrong):
    with pytest.raises(books.LessonError, match="has no block"):
        blocks({"title": "x", "frame": 90, "blocks": [wrong]})


def test_a_session_that_is_too_long_says_by_how_much():
    with pytest.raises(books.LessonError, match=r"needs \d+ minutes, its frame is 30"):
        blocks({"title": "x", "frame": 30, "blocks": ["lesson 2.2", "questions"]})


def test_a_lesson_without_a_file_is_a_mistake_once_the_switch_is_set(monkeypatch):
    held = copy.deepcopy(PLANS) | {"every_lesson": True}
    monkeypatch.setattr(plans, "read", lambda: held)
    monkeypatch.setattr(kit, "there", lambda: ["2.2"])
    with pytest.raises(books.LessonError, match=r"no file for 0\.1, "):
        teach.pages(BOOKS, MAP)


def test_every_outcome_is_served_by_lessons_and_exercises():
    outcomes = kit.toml(teach.OUTCOMES)["outcome"]
    asked = {goal for b in BOOKS.values() for _, goal, _ in records.asked(b)}
    assert len(outcomes) == 5
    for outcome in outcomes:
        assert len({g.rpartition(".")[0] for g in outcome["objectives"]}) >= 3 and set(outcome["objectives"]) <= asked


def test_an_outcome_s_objective_is_one_of_a_lesson(monkeypatch):
    monkeypatch.setattr(kit, "toml", lambda path: {"outcome": [{"words": "x", "objectives": ["LO9.9.9"]}]})
    with pytest.raises(books.LessonError, match=r"LO9\.9\.9"):
        teach.index(BOOKS, MAP)


@pytest.mark.parametrize("question", TEST, ids=lambda q: q["ask"][:30])
def test_what_is_right_is_what_the_code_prints(question):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(question["code"], {"pd": pd})
    assert said.getvalue().strip() == question["right"] and question["right"] in question["options"]
    assert len(set(question["options"])) == 4


def test_ten_questions_five_a_side():
    assert [q["side"] for q in TEST] == ["Python"] * 5 + ["economics"] * 5


@pytest.mark.parametrize("wrong", [{"home": ["9.9"]}, {"skip": ["0.1.9"]}])
def test_a_lesson_or_an_exercise_that_is_none_is_named(wrong):
    with pytest.raises(books.LessonError, match=next(iter(wrong.values()))[0]):
        blocks({"title": "x", "frame": 90, "blocks": ["poll 0.1"]} | wrong)
