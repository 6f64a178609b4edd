"""The teaching kit: every page is whole, names what is there, and gives no answer away."""

import copy
import functools
import random
import re
import tomllib

import pytest

from helpers import exercises
from helpers.course import books, desk, kit, plans, records, teach

BOOKS = {books.number_of(p): books.read(p) for p in books.lessons()}
MAP = records.planned()
PAGES = teach.pages(BOOKS, MAP)
THERE = kit.there()


@pytest.fixture(params=THERE, ids=str)
def number(request):
    return request.param


def test_every_page_of_the_kit_is_rendered_and_none_is_left_over():
    folder = books.NOTEBOOKS / kit.PAGES
    there = {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir()}
    by_hand = {name for name in there if name not in PAGES and not name[0].isdigit()}
    assert {name: text for name, text in there.items() if name not in by_hand} == PAGES
    assert all(f"]({name})" in there["index.md"] for name in by_hand)


def test_every_file_teaches_a_lesson_that_is_there():
    assert sorted(p.stem for p in kit.TEACH.glob("*.toml")) == sorted(THERE)


def test_what_a_wrong_option_shows_is_a_misconception_of_its_lesson(number):
    options = kit.read(number)["poll"]["options"]
    shown = [o["shows"] for o in options if "shows" in o]
    assert shown and all(s.startswith(f"{number}.") and kit.known(s) for s in shown)
    assert all(not {"shows", "why"} & set(o) for o in options if "right" in o)


def test_a_short_version_is_shorter_and_names_what_is_there(number):
    meta = BOOKS[number].metadata["gvc"]
    assert kit.short_minutes(kit.read(number), BOOKS[number]) < meta["minutes_reading"] + meta["minutes_exercises"]


def told_to_teachers(number):
    held = kit.read(number)
    return [held["exit"]["good"], held["debate"]["listen"], *(o["why"] for o in held["poll"]["options"] if "why" in o)]


def answers_of(number):
    """Everything a learner should find out alone: hints, solutions, praise, model answers."""
    for e in exercises.of_lesson(number):
        yield from (e.model_answer, e.code, e.why, e.praise, *e.rubric, *e.steps, *(m.hint for m in e.misconceptions))


def test_a_learner_s_page_gives_nothing_away_and_a_teacher_s_says_all(number):
    page, full = PAGES[f"{number}.md"], kit.lesson_page(number, BOOKS[number], MAP, answers=True)
    for words in [*told_to_teachers(number), *answers_of(number)]:
        assert not words or words not in page, words
    assert "**right**" not in page and "make key" in page
    assert all(words in full for words in told_to_teachers(number))
    assert all(m.hint in full for e in exercises.of_lesson(number) for m in e.misconceptions)


@pytest.mark.parametrize("name", PAGES)
def test_links_of_the_pages_lead_to_files(name):
    for target in re.findall(r"\]\(([^)#\s]+)\)", PAGES[name]):
        assert (books.NOTEBOOKS / kit.PAGES / target).exists(), target


def test_the_key_holds_the_pages_with_answers_and_the_desk_none(monkeypatch):
    monkeypatch.setattr(records, "rendered", lambda book, *_: book)  # the lessons themselves are not looked at here
    monkeypatch.setattr(books, "text_of", lambda book: "")
    keyed, laid = desk.faces(desk.key), desk.faces()
    assert "**right**" in keyed["teach/2.2.md"] and "This folder is the key" in keyed["teach/index.md"]
    assert not any(name.startswith("teach/") for name in laid)
    led = re.findall(r"\]\(([^)#\s:]+\.md)\)", keyed["teach/index.md"])
    assert led and all(f"teach/{name}" in keyed for name in led)


def damaged(**changes):
    held = copy.deepcopy(kit.toml(kit.TEACH / "2.2.toml"))
    for where, value in changes.items():
        *above, last = where.split("__")
        table = held
        for name in above:
            table = table[name]
        table[last] = value
    return held


@pytest.mark.parametrize(
    "changes, named",
    [({"exit__good": ""}, "exit.good"), ({"exit__good": 3}, "exit.good"), ({"poll__options": []}, "poll.options"), ({"bored": 1}, "bored"),
     ({"takeaway": ["One sentence is not enough."]}, "takeaway"), ({"poll__options": [{"says": "yes", "right": True}] * 3}, "option"),
     ({"short__figures": ["c1", "c1"]}, "short.figures"), ({"idea": ["x" * 200] * 2}, "idea"), ({"board__steps": "one"}, "board.steps")],
)  # fmt: skip
def test_a_file_that_is_not_as_it_should_be_is_named_in_a_sentence(changes, named, monkeypatch):
    held = damaged(**changes)
    monkeypatch.setattr(kit, "toml", lambda path: held)
    with pytest.raises(books.LessonError) as told:
        kit.read("2.2")
    assert named in str(told.value) and "2.2.toml" in str(told.value) and "\n" not in str(told.value)


def test_what_is_no_toml_and_what_is_not_there_are_said_in_a_sentence(tmp_path, monkeypatch):
    with pytest.raises(books.LessonError, match=r"no 9\.9\.toml"):
        kit.read("9.9")
    monkeypatch.setattr(books, "ROOT", tmp_path)
    (tmp_path / "bad.toml").write_text("idea = [")
    with pytest.raises(books.LessonError, match="cannot be read"):
        kit.toml(tmp_path / "bad.toml")


@pytest.mark.parametrize(
    "changes", [{"short__exercises": ["9.9.9"]}, {"short__figures": ["nowhere"]}, {"slides": {"figures": ["nowhere"]}}]
)
def test_what_a_lesson_has_not_cannot_be_named(changes, monkeypatch):
    held = damaged(**changes)
    monkeypatch.setattr(kit, "toml", lambda path: held)
    with pytest.raises(books.LessonError, match=r"nowhere|9\.9\.9"):
        kit.lesson_page("2.2", BOOKS["2.2"], MAP)


ODD = [0, -1, 3.5, float("inf"), True, "", "9.9", "quiz", "`\n# x", [], [[]], ["x"], {}, {"a": 1}]
RECORDS = {
    "plans.toml": lambda: teach.timetables(plans.read(), BOOKS, MAP),
    "outcomes.toml": lambda: teach.index(BOOKS, MAP),
    "diagnostic.toml": lambda: teach.tracks(BOOKS, MAP),
}


def places(held, at=()):
    """Every place in a record."""
    for key, value in held.items() if isinstance(held, dict) else enumerate(held):
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


@pytest.mark.parametrize("name", RECORDS)
def test_a_damaged_record_is_refused_in_a_sentence_that_names_it(name, monkeypatch):
    whole = (records.COURSE / name).read_text(encoding="utf-8")
    real, good, chance = tomllib.loads, tomllib.loads(whole), random.Random(name)
    said = []
    for _ in range(30):
        held = copy.deepcopy(good)
        *way, last = chance.choice(list(places(good)))
        at = functools.reduce(lambda at, key: at[key], way, held)
        at[last] = chance.choice(ODD)
        monkeypatch.setattr(tomllib, "loads", lambda text, held=held: held if text == whole else real(text))
        try:
            RECORDS[name]()
        except books.LessonError as error:
            said.append(str(error))
    assert len(said) > 20 and all(name in words and "\n" not in words for words in said)


def test_a_word_that_no_record_knows_is_not_passed_over(monkeypatch):
    held = plans.read()
    held["plan"][0]["session"][0]["skp"] = ["0.1.5"]
    monkeypatch.setattr(tomllib, "loads", lambda _: held)
    with pytest.raises(books.LessonError, match="skp"):
        plans.read()
