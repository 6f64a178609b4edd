"""The anatomy every lesson keeps, and that what it shows is stored, short, labelled and compared."""

import html
import re
import statistics

import pytest

from helpers import exercises, explorers, lesson
from helpers.course import books, records

PATHS = {books.number_of(p): p for p in books.lessons()}
BOOKS = {n: books.read(p) for n, p in PATHS.items()}
MAP = records.planned()
SECTIONS = ["The claim", "The idea", "The evidence", "Explore", "Verdict", "Limits", "Summary", "Further reading"]
PICTURE = "Figure: "
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


def test_one_title_the_one_the_map_plans(book, number):
    assert re.findall(r"(?m)^# (.+)$", text(book)) == [f"{number} {MAP.at[number, 'title']}"]
    assert book.cells[0].source.startswith("# ")


def test_its_metadata_repeat_nothing_that_the_map_says(book):
    assert set(book.metadata["gvc"]) <= {"claims", "objectives", "minutes_reading", "minutes_exercises", "without"}


def test_header_and_minutes_are_as_the_records_render_them(book, number):
    made = records.rendered(book, number, MAP)
    assert book.cells[0].source == made.cells[0].source
    assert book.metadata["gvc"] == made.metadata["gvc"]


def test_definitions_and_next_are_as_the_records_render_them(book, number):
    made = records.rendered(book, number, MAP)
    late = [c.source[:60] for c in made.cells if c not in book.cells]
    assert not late, "make render writes them"


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
    assert {"predict", "open"} <= {e.kind for e in mine}
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
    for target in re.findall(r"\]\((?!https?:|attachment:|#)([^)#\s]+)", text(book)):
        assert (PATHS[number].parent / target).exists(), target


def test_new_terms_link_to_the_glossary(book):
    links = [m["anchor"] for m in records.GLOSSARY_LINK.finditer(records.with_definitions(text(book)))]
    assert len(links) >= 3 and set(links) <= set(records.definitions())
    assert len(set(links)) == len(links), "each term is linked once, where it first appears"


def test_references_carry_wellformed_dois(book):
    reading = text(book).split("## Further reading")[1]
    entries = re.findall(r"(?m)^- ", reading)
    dois = re.findall(r"doi:(\S+)", reading)
    assert entries and dois and all(re.fullmatch(r"10\.\d{4,9}/\S*[\w)]", d.rstrip(",;")) for d in dois)


def test_every_claim_it_names_gets_a_verdict(book):
    assert set(book.metadata["gvc"]["claims"]) == set(records.verdicts(book))


def test_every_verdict_says_what_was_measured(book):
    assert [id for id, v in records.verdicts(book).items() if not v["measure"]] == []


def test_every_verdict_on_data_names_its_data_set(book):
    on_data = {
        id: v for id, v in records.verdicts(book).items() if v["verdict"] in ("supported", "mixed", "contradicted")
    }
    assert [id for id, v in on_data.items() if not v["dataset"]] == []


def test_a_picture_that_holds_an_answer_waits_for_one():
    assert "Answer first" in repr(lesson.after(..., "picture")) and lesson.after(0.2, "picture") == "picture"


def test_words_under_the_header_table_stand_apart_from_it(book):
    lines = book.cells[0].source.splitlines()
    last = max(i for i, line in enumerate(lines) if line.startswith("|"))
    assert lines[last + 1 :] in ([], [""]) or lines[last + 1] == ""
