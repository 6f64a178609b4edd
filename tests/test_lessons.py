"""The anatomy every lesson keeps, and that what it shows is stored, short, labelled and compared."""

import html
import re
import statistics
from urllib.parse import unquote

import nbformat
import pandas as pd
import pytest

from helpers import evidence, exercises, explorers, lessons
from helpers.classification import DATA

BOOKS = {p.name.split("_")[0]: nbformat.read(p, 4) for p in lessons.lessons()}
PATHS = {p.name.split("_")[0]: p for p in lessons.lessons()}
SECTIONS = ["The claim", "The idea", "The evidence", "Explore", "Verdict", "Limits", "Summary", "Further reading"]
COMPARED = ("text/plain", "text/html")


@pytest.fixture(params=list(BOOKS), ids=str)
def number(request):
    return request.param


@pytest.fixture
def book(number):
    return BOOKS[number]


def code(book):
    return [c for c in book.cells if c.cell_type == "code" and c.source.strip()]


def text(book):
    return "\n\n".join(re.sub(r"```.*?```", "", c.source, flags=re.S) for c in book.cells if c.cell_type == "markdown")


def tags(cell):
    return cell.metadata.get("tags", [])


def test_one_title_that_begins_with_the_number_and_a_verb(book, number):
    titles = re.findall(r"(?m)^# (.+)$", text(book))
    meta = book.metadata["gvc"]
    assert titles == [f"{number} {meta['title']}"] and meta["number"] == number
    assert book.cells[0].source.startswith("# ")


def test_headings_go_down_one_level_at_a_time(book):
    levels = [len(h) for h in re.findall(r"(?m)^(#+) ", text(book))]
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False))


def test_sections_stand_in_the_agreed_order(book):
    found = re.findall(r"(?m)^## (.+)$", text(book))
    places = [next((i for i, h in enumerate(found) if h.startswith(s)), None) for s in SECTIONS]
    missing = [
        s
        for s, p in zip(SECTIONS, places, strict=True)
        if p is None and s not in book.metadata["gvc"].get("without", [])
    ]
    assert not missing
    held = [p for p in places if p is not None]
    assert held == sorted(held)


def test_every_objective_is_named_at_the_top_in_an_exercise_or_explorer_and_in_the_summary(book, number):
    objectives = book.metadata["gvc"]["objectives"]
    top = book.cells[0].source
    summary = text(book).split("## Summary")[1]
    exercised = {e.objective for e in exercises.every() if e.id.startswith(f"{number}.")}
    for goal in objectives:
        assert goal.startswith(f"LO{number}.") and goal in top and goal in summary
        assert goal in exercised, f"{goal} is not practised in any exercise"


def test_cells_are_short(book):
    lengths = [len([x for x in c.source.splitlines() if x.strip()]) for c in code(book)]
    assert statistics.median(lengths) <= 3 and max(lengths) <= 20


def test_every_cell_was_run_and_none_failed_or_warned(book):
    for c in code(book):
        assert c.execution_count is not None, c.source[:60]
        for o in c.outputs:
            assert o.output_type != "error" and o.get("name") != "stderr", c.source[:60]


def test_nearly_all_cells_are_compared(book):
    ignored = [c for c in code(book) if any("ignore" in t for t in tags(c))]
    assert len(ignored) <= len(code(book)) / 10
    compared = [
        c
        for c in code(book)
        if c not in ignored
        and any(o.get("name") == "stdout" or any(k in o.get("data", {}) for k in COMPARED) for o in c.outputs)
    ]
    assert len(compared) >= 10


def test_widgets_are_ignored_and_followed_by_their_numbers(book):
    cells = book.cells
    for i, c in enumerate(cells):
        if c.cell_type == "code" and "explorers.show(" in c.source:
            assert "nbval-ignore-output" in tags(c)
            asked = re.search(r'show\("([^"]+)"', c.source)[1]
            explorers.find(asked)
            after = "\n".join(x.source for x in cells[i + 1 : i + 3])
            assert f'default("{asked}")' in after


def test_every_figure_carries_alt_text(book):
    shown = [o.data for c in code(book) for o in c.outputs if "data" in o]
    figures = [d for d in shown if d.get("text/plain", "").startswith("Figure: ")]
    assert figures and not any("image/png" in d for d in shown), "a picture outside HTML reaches no screen reader"
    for data in figures:
        alt = html.unescape(re.search(r'<img alt="([^"]*)"', data["text/html"])[1])
        title, told = data["text/plain"].removeprefix("Figure: ").split(" | ", 1)
        assert len(alt) >= 40 and alt.startswith(title) and told.startswith(alt.removeprefix(title).lstrip(". "))


def test_exercises_stand_with_stub_check_hint_and_solution(book, number):
    mine = [e for e in exercises.every() if e.id.startswith(f"{number}.")]
    assert sum(e.expected is not None for e in mine) >= 3
    assert {"predict", "compute", "open"} <= {e.kind for e in mine}
    sources = [c.source for c in code(book)]
    for e in mine:
        assert f"**Exercise {e.id}**" in text(book)
        assert any(f'hint("{e.id}")' in s for s in sources)
        if e.expected is None:
            continue
        checks = [c for c in code(book) if f'check("{e.id}"' in c.source]
        plain = [c for c in checks if "solution" not in tags(c)]
        solved = [c for c in checks if "solution" in tags(c)]
        assert len(plain) == 1 and len(solved) == 1, e.id
        assert f"{e.id} not attempted" in str(plain[0].outputs)
        assert f"{e.id} correct" in str(solved[0].outputs)
        assert all(c.metadata["jupyter"]["source_hidden"] for c in solved)
        before = book.cells[book.cells.index(plain[0]) - 1]
        assert "exercise" in tags(before) and "..." in before.source


def test_it_installs_and_fetches_nothing(book):
    for c in code(book):
        assert not re.search(r"pip install|https?://|urllib|requests|shared/", c.source)


def test_links_lead_to_files_that_are_there(book, number):
    for target in re.findall(r"\]\((?!https?:|attachment:|#)([^)#]+)", text(book)):
        assert (PATHS[number].parent / target).exists(), target


def test_new_terms_link_to_the_glossary(book):
    links = [unquote(x) for x in re.findall(r"\]\((?:\.\./)?glossary\.ipynb#([^)]+)\)", text(book))]
    known = {lessons.anchor(t) for t in pd.read_csv(DATA / "course" / "glossary.csv")["term"]}
    assert len(links) >= 3 and set(links) <= known
    assert len(set(links)) == len(links), "each term is linked once, where it first appears"


def test_references_carry_wellformed_dois(book):
    reading = text(book).split("## Further reading")[1]
    entries = re.findall(r"(?m)^- ", reading)
    dois = re.findall(r"doi:(\S+)", reading)
    assert entries and dois and all(re.fullmatch(r"10\.\d{4,9}/\S*[\w)]", d.rstrip(",;")) for d in dois)


def test_minutes_fit_the_length(book):
    meta = book.metadata["gvc"]
    words = len(text(book).split())
    assert words / 220 < meta["minutes_reading"] < 10 + words / 30
    assert f"reading {meta['minutes_reading']}, exercises {meta['minutes_exercises']}" in book.cells[0].source


def test_every_claim_it_names_gets_a_verdict(book):
    assert set(book.metadata["gvc"]["claims"]) == set(lessons.verdicts(book))


def test_register_and_lessons_agree():
    stored = pd.read_csv(DATA / "course" / "claims.csv", dtype=str, keep_default_na=False)
    pd.testing.assert_frame_equal(stored, lessons.register())
    assert set(stored["verdict"]) - {""} <= set(evidence.VERDICTS)


def test_a_verdict_needs_a_known_claim_and_a_known_word():
    with pytest.raises(ValueError, match="no claim '9.9z'"):
        evidence.verdict("9.9z", "mixed", "1", "", "")
    with pytest.raises(ValueError, match="no verdict"):
        evidence.verdict("2.2a", "true", "1", "", "")


def test_glossary_page_is_rendered_from_its_one_source():
    stored = nbformat.read(lessons.NOTEBOOKS / "glossary.ipynb", 4)
    assert [c.source for c in stored.cells] == [c.source for c in lessons.glossary().cells]


def test_every_term_is_defined_once_in_both_languages():
    terms = pd.read_csv(DATA / "course" / "glossary.csv", keep_default_na=False)
    assert terms["term"].is_unique and terms["chinese"].is_unique
    assert (terms["definition"].str.len() > 20).all() and terms["source"].ne("").all()
    assert terms["chinese"].str.contains(r"[\u4e00-\u9fff]").all()


def test_readme_lists_the_lessons_as_they_are():
    assert (lessons.ROOT / "README.md").read_text(encoding="utf-8") == lessons.readme()


def test_student_copies_hold_no_solution_and_the_key_holds_all(tmp_path):
    made = lessons.copies(tmp_path / "student", solutions=False)
    for path in made:
        book = nbformat.read(path, 4)
        assert not any("solution" in tags(c) for c in book.cells)
        assert not any(c.outputs for c in code(book))
    for path in lessons.copies(tmp_path / "key", solutions=True):
        assert "**Key to " in text(nbformat.read(path, 4))
    with pytest.raises(lessons.LessonError, match="already there"):
        lessons.copies(tmp_path / "student", solutions=False)


def test_a_new_lesson_follows_the_template_and_never_takes_the_place_of_another(tmp_path, monkeypatch):
    monkeypatch.setattr(lessons, "NOTEBOOKS", tmp_path)
    made = lessons.new("4.4", "rank_a_cluster")
    assert made == tmp_path / "4_policy_paths" / "4.4_rank_a_cluster.ipynb"
    book = nbformat.read(made, 4)
    nbformat.validate(book)
    assert book.metadata["gvc"]["number"] == "4.4" and "@" not in book.cells[0].source
    sections = re.findall(r"(?m)^## (.+)$", text(book))
    assert all(any(h.startswith(s) for h in sections) for s in SECTIONS)
    with pytest.raises(lessons.LessonError, match="already there"):
        lessons.new("4.4", "another")
    with pytest.raises(lessons.LessonError, match="plans no lesson 9.9"):
        lessons.new("9.9", "another")
    with pytest.raises(lessons.LessonError, match="small letters"):
        lessons.new("4.5", "Choose a way")


def test_lessons_carry_the_titles_the_study_map_plans():
    planned = lessons.study_map()
    for number, book in BOOKS.items():
        assert planned.at[number, "title"] == book.metadata["gvc"]["title"]


def test_an_unknown_lesson_is_answered_with_the_known_ones():
    with pytest.raises(lessons.LessonError, match=r"no lesson 7\.7; there are .*2\.2"):
        lessons.find("7.7")
