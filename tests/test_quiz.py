"""Quizzes: every key is computed, every option explained, the order is the learner's, results are kept."""

import ast
import importlib
import inspect
import pkgutil

import pytest

from helpers import progress, quiz
from helpers.course import books, desk, records
from helpers.quiz import QuizError

THERE = [m.name[-1] for m in pkgutil.iter_modules(quiz.__path__) if m.name.startswith("chapter_")]
QUESTIONS = [q for c in THERE for q in quiz.of_chapter(c)]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("GVC_DESK", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "_memory", {})


def right(chapter, seed=0):
    """The letters that are all right."""
    return " ".join("abcdefgh"[options.index(q.key)] for q, options in quiz._ordered(chapter, seed))


def test_every_chapter_has_its_quiz():
    assert tuple(THERE) == quiz.CHAPTERS


@pytest.mark.parametrize("chapter", THERE)
def test_the_last_lesson_of_a_chapter_asks_its_quiz_stored_and_on_the_desk(chapter):
    last = [p for p in books.lessons() if books.number_of(p)[0] == chapter][-1]
    number, book = books.number_of(last), books.read(last)
    ask = f'quiz.ask("{chapter}")'
    assert any(ask in c.source and f"Quiz of chapter {chapter}: " in str(c.outputs) for c in book.cells if c.cell_type == "code")
    shown = desk.learners(records.rendered(book, number, records.planned()), number)
    assert any(ask in c.source for c in shown.cells if c.cell_type == "code")


@pytest.mark.parametrize("chapter", THERE)
def test_a_quiz_has_eight_questions_of_its_chapter(chapter):
    questions = quiz.of_chapter(chapter)
    assert len(questions) >= 8 and len({q.id for q in questions}) == len(questions) == len({q.ask for q in questions})
    assert all(q.lesson[0] == chapter for q in questions)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_every_key_is_computed_and_on_offer_and_every_option_is_explained(question):
    options, key = question.make()
    assert key in options and (options, key) == (question.options, question.key)
    assert 2 <= len(options) <= 5 and all(len(why) >= 8 for why in options.values())
    assert len(set(options.values())) == len(options), "each option is answered in its own words"


@pytest.mark.parametrize("chapter", THERE)
def test_no_key_is_typed(chapter):
    """What is right is given by a function that looks something up, never by a constant."""
    tree = ast.parse(inspect.getsource(importlib.import_module(f"helpers.quiz.chapter_{chapter}")))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") in ("number", "which")]
    for call in calls:
        key = call.args[4 if call.func.id == "number" else 3]
        assert isinstance(key, ast.Lambda | ast.Name), call.args[0].value
        assert isinstance(key, ast.Name) or any(isinstance(n, ast.Call | ast.Subscript) for n in ast.walk(key.body))


@pytest.mark.parametrize("chapter", THERE)
def test_all_right_is_all_right_and_is_kept(chapter):
    n = len(quiz.of_chapter(chapter))
    result = quiz.answer(chapter, right(chapter), seed=0)
    assert (result.right, result.of) == (n, n) and quiz.best(chapter) == n and progress.done(f"quiz {chapter}")


def test_the_best_result_stays():
    letters = right("1").split()
    quiz.answer("1", " ".join([*letters[:5], *["-"] * (len(letters) - 5)]), seed=0)
    quiz.answer("1", " ".join([*letters[:2], *["-"] * (len(letters) - 2)]), seed=0)
    assert quiz.best("1") == 5


def test_what_is_left_out_is_not_counted_and_not_explained():
    n = len(quiz.of_chapter("2"))
    result = quiz.answer("2", "-" * n)
    assert result.right == 0 and progress.status("quiz 2") == ""
    assert not any(why in repr(result) for q in quiz.of_chapter("2") for why in q.options.values())


def test_no_explanation_is_shown_before_an_answer():
    shown = repr(quiz.ask("1")) + quiz.ask("1")._repr_html_()
    assert not any(why in shown for q in quiz.of_chapter("1") for why in q.options.values())


def test_seeds_shuffle_and_one_seed_stays():
    assert quiz.ask("1", 1) == quiz.ask("1", 1) != quiz.ask("1", 2)
    assert sorted(w for w, _ in quiz.ask("1", 1).questions) == sorted(w for w, _ in quiz.ask("1", 2).questions)


def test_two_desks_have_two_orders(tmp_path, monkeypatch):
    orders = []
    for who in ("ana", "bo"):
        (tmp_path / who).mkdir()
        monkeypatch.setenv("GVC_DESK", str(tmp_path / who))
        orders.append(quiz.ask("1"))
    assert orders[0] != orders[1]


def test_a_wrong_answer_is_explained_and_sent_to_its_lesson():
    asked = quiz._ordered("1", 0)
    wrong = ["abcdefgh"[next(i for i, o in enumerate(options) if o != q.key)] for q, options in asked]
    result = quiz.answer("1", "".join(wrong), seed=0)
    assert result.right == 0
    assert all(q.options[o[("abcdefgh").index(w)]] in repr(result) for (q, o), w in zip(asked, wrong, strict=True))


@pytest.mark.parametrize("chapter", [None, 1, "6", "", "1.1", ["1"]])
def test_a_chapter_that_is_none_is_refused(chapter):
    for function in (quiz.ask, quiz.of_chapter, lambda c: quiz.answer(c, "a")):
        with pytest.raises(QuizError) as told:
            function(chapter)
        assert "\n" not in str(told.value)


@pytest.mark.parametrize("letters", [None, 3, "", "a", "z" * 12, ["a"] * 12, "é" * 12, "1" * 12])
def test_letters_that_are_none_are_refused(letters):
    with pytest.raises(QuizError):
        quiz.answer("1", letters)


@pytest.mark.parametrize("seed", ["1", 1.5, True, []])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(QuizError):
        quiz.ask("1", seed)
