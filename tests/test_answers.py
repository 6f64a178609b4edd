"""Answers of exercises by another way: what identities say they are."""

import ast
import re

import numpy as np
import pytest

from helpers import datasets, exercises
from helpers.course import books
from helpers.exercises import answers, compare, judging, right_answer
from helpers.tables import risk


def answer(id):
    return right_answer(exercises.find(id))


def test_what_is_lost_when_a_buyer_falls_is_a_tenth_of_what_hangs_on_it_that_year():
    """The quantity model is linear: the loss is the part of the buyer's final demand that each economy's value added fills."""
    used, earned = (
        datasets.load(name).query("year == 2011") for name in ("wiod_flows", "wiod_regions")
    )  # full tables, not ours of 22 industries: near, and of no other year
    used = used.set_index(["origin", "destination"])["value_added"]
    earned = earned.set_index("region")["value_added"]
    assert answer("2.3.2") == pytest.approx(0.1 * used["MEX", "USA"] / earned["MEX"], rel=0.02)
    assert answer("2.3.2") == pytest.approx(0.1 * risk.routes("USA", 2011).loc["MEX"].sum() / 100)
    assert answer("2.3.3") == pytest.approx(0.1 * used["TWN", "CHN"] / earned["TWN"], rel=0.04)


def test_the_balance_in_value_added_is_the_balance_of_gross_trade():
    m = datasets.mrio(2009)
    trade = m.by_region(m.exports)
    k = m.region("TUR")
    assert answer("2.2.4") == pytest.approx((trade[k].sum() - trade[:, k].sum()) / 1e3, rel=5e-3)


def miss(answer, right, decimals=None):
    return compare.near(answer, right, decimals, 1e-6)


@pytest.mark.parametrize(
    "power, words", [(2, "100"), (3, "1,000"), (6, "a million"), (9, "a billion"), (12, "a trillion")]
)
def test_a_wrong_unit_is_told_with_its_size_and_side(power, words):
    assert f"{words} times too large" in miss(3.771 * 10.0**power, 3.771)
    assert f"{words} times too small" in miss(3.771 / 10.0**power, 3.771)
    assert "sign is wrong too" in miss(-3.771 * 10.0**power, 3.771)
    assert "per cent" in miss(37.71, 0.3771) and "per cent" not in miss(3771.0, 37.71)


def test_a_table_in_another_unit_turned_or_with_other_signs_is_told_as_that():
    right = [[1.25, 2.5], [3.75, 7.25]]
    cells = np.array(right)
    for power in (-6, -3, -2, 2, 3, 6):
        assert "the unit is not" in miss((cells * 10.0**power).tolist(), right)
    assert "places are swapped" in miss(cells.T.tolist(), right) and "turned round" in miss(cells[::-1].tolist(), right)
    assert "the sign is not" in miss((-cells).tolist(), right)
    assert miss([[1.25, 2.5], [3.75, 9.0]], right).startswith("3 of 4")
    assert miss([[1.25, 2.5]], right) == miss([1.25, 2.5], right) == ""


def test_the_other_part_and_the_other_way_up_are_told():
    assert "makes 1." in miss(0.6229, 0.3771) and "makes 100 %" in miss(62.29, 37.71)
    assert miss(1.6229, -0.6229) == "" and miss(-62.29, 162.29) == ""
    assert "Upside down" in miss(1 / 3.771, 3.771, 4)
    assert "too coarse: give 2 decimals" in miss(0.4, 0.3771, 2) and miss(0.5, 0.3771, 2) == ""
    assert miss(0.0, 0.3771) == miss(0.3771, 0.0) == ""


def test_of_a_set_it_is_told_how_many_belong():
    right = frozenset({"CHN", "DEU", "USA"})
    assert miss(frozenset({"CHN", "DEU", "FRA"}), right) == "2 of these belong: 1 too many and 1 missing."
    assert miss(["CHN"], right) == "1 of these belong: 2 missing." and miss(["FRA"], right) == ""


def test_levels_of_an_open_exercise_and_lines_of_code_are_shown():
    shown = repr(exercises.Outcome("9.9.9", exercises.HINT, "Four levels:", ("none", "some"), "x = 1\ny = 2"))
    assert all(part in shown for part in ("Four levels:", "1. none", "2. some", "    x = 1", "    y = 2"))


def bound(statement) -> set[str]:
    """Names a statement gives a value to, or changes a part of."""
    names = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    names |= {a.asname or a.name.partition(".")[0] for n in ast.walk(statement) if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names}  # fmt: skip
    for n in ast.walk(statement):
        if isinstance(n, ast.FunctionDef):
            names.add(n.name)
        if isinstance(n, ast.Subscript | ast.Attribute) and isinstance(n.ctx, ast.Store):
            while isinstance(n, ast.Subscript | ast.Attribute):
                n = n.value
            names |= {n.id} if isinstance(n, ast.Name) else set()
    return names


def solutions():
    """(exercise, its solution, what comes before it in the lesson) of every solution that a check follows."""
    for path in books.lessons():
        before = []
        for cell in books.read(path).cells:
            if cell.cell_type != "code" or cell.source.startswith("%"):
                continue
            tree = ast.parse(cell.source)
            called = re.search(r'check\("(\d\.\d\.\d)", (\w+)', cell.source)
            if called and "solution" in books.tags(cell):
                yield pytest.param(called[1], called[2], [*before, *tree.body], id=called[1])
            before += [s for s in tree.body if "..." not in ast.unparse(s)]  # what is to be filled in


@pytest.mark.parametrize("id, name, lesson", list(solutions()))
def test_the_shown_solution_gives_the_answer_that_is_checked(id, name, lesson):
    """Two ways to each answer: the lesson's lines that lead to it, run here without its pictures, and the check's own."""
    needed, lines = {name}, []
    for statement in reversed(lesson):
        if bound(statement) & needed:
            lines.insert(0, statement)
            needed |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
    space = {}
    exec(compile(ast.Module(lines, []), f"lesson of {id}", "exec"), space)
    e = exercises.find(id)
    exercises.start_over()
    if exercises.is_open(e):
        assert isinstance(space[name], str)
    else:
        assert exercises.check(id, space[name]).status == exercises.RIGHT
        code = exercises.learner.take(e.economies() if e.economies else None)[0] if e.for_economy else ""
        assert compare.same(answers.plain(space[name]), right_answer(e, code), 9, 1e-9), "to the last digit"


def verdict_on(given, right, **more):
    made = exercises.Exercise("9.9.9", "LO", "compute", expected=lambda: right, **more)
    return judging.judge(made, answers.plain(given))


RIGHT, WRONG, CANNOT = exercises.RIGHT, exercises.WRONG, exercises.CANNOT


@pytest.mark.parametrize(
    "right, given, status, words",
    [
        ([1.5, 2.5, 4.0], [1.5, 2.5, 4.0], RIGHT, ""),
        ([1.5, 2.5, 4.0], [[1.5, 2.5, 4.0]], RIGHT, ""),  # one row
        ([1.5, 2.5, 4.0], [[1.5], [2.5], [4.0]], RIGHT, ""),  # one column
        ([1.5, 2.5, 4.0], [[1.5, 2.5], [2.5, 4.0]], CANNOT, "shape"),
        ([1.5, 2.5, 4.0], [1.5, 2.5], CANNOT, r"shape \(2,\); \(3,\) is asked for"),
        ([1.5, 2.5, 4.0], [4.0, 2.5, 1.5], WRONG, "turned round"),
        ([1.5, 2.5, 4.0], [1.5, 2.5, float("inf")], CANNOT, "not a finite number"),
        ([1.5, 2.5, 4.0], [1.5, "two", 4.0], CANNOT, "Every cell must be a number"),
        ([1.5, 2.5, 4.0], 1.5, CANNOT, "Fill every cell"),
        ([[1.5, 2.5]], [[1.5, 2.5]], RIGHT, ""),
        (["China", "Korea"], ["CHN", "South Korea"], RIGHT, ""),
        (["China", "Korea"], ["KOR", "CHN"], WRONG, "another order"),
        (["China", "Korea"], "China", CANNOT, "words in order"),
        (["China", "Korea"], ["CHN", 2], CANNOT, "words in order"),
        (2.5, [[2.5]], RIGHT, ""),
        (2.5, "2.5", RIGHT, "without quotation marks"),
        (2.5, "much", CANNOT, "One number is asked for, without"),
        (2.5, [2.5, 3.5], CANNOT, "this is a list"),
        (2.5, {2.5, 3.5}, CANNOT, "this is a set"),
        (2.5, float("nan"), CANNOT, "division by zero"),
        (1043.0, "1,043", RIGHT, ""),
        (1.043, "1,043", RIGHT, ""),
        (7, 7.0, RIGHT, ""),
        (7, 7.4, WRONG, ""),
        ("higher", 3, CANNOT, "One word"),
        (frozenset({"CHN", "KOR"}), 3, CANNOT, "A list is asked for"),
        (frozenset({"CHN", "KOR"}), "China; Korea", RIGHT, ""),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_taken_in_every_form_that_means_it_and_else_named(right, given, status, words):
    found = verdict_on(given, right)
    assert found.status == status and re.search(words, found.words), found


def test_long_texts_and_large_numbers_are_no_answers():
    for odd, words in (("x" * 10**6, "very long"), (10**400, "larger than anything"), (1 + 2j, "imaginary"), (True, "True or False")):  # fmt: skip
        with pytest.raises(answers.Unreadable, match=words):
            answers.plain(odd)
    assert answers.words(["CHN"] * 501) is None and answers.words(["CHN"] * 500) == {"CHN"}
    with pytest.raises(answers.Unreadable, match="more than 10,000 cells"):
        answers.plain(np.zeros((101, 100)))
    assert answers.plain(np.zeros(10_000).tolist()) == [0.0] * 10_000
    with pytest.raises(answers.Unreadable, match="too deep"):
        answers.plain([[[[[1]]]]])
    assert answers.plain([[[[1]]]]) == [[[[1]]]]


@pytest.mark.parametrize(
    "text, values",
    [("0.37", [0.37]), ("37 %", [37.0]), ("−2,3", [-2.3]), ("1,043", [1043.0, 1.043]), ("1.043,5", [1043.5]), ("1,043.5", [1043.5]),
     ("1e3", [1000.0]), (".5", [0.5]), ("+4", [4.0]), ("12,34,5", []), ("1.2.3", []), ("about 3", []), ("", []), ("1e999", [])],
)  # fmt: skip
def test_a_text_means_the_numbers_people_write_so(text, values):
    assert answers.numbers_in(text) == values
