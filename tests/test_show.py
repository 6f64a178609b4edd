"""Slides and handouts: twelve at most, nothing from a network, no answer, and all words inside the slide."""

import html
import os
import re

import pytest
from browser import FLAGS, browser_path

from helpers import exercises
from helpers.course import books, kit, records, show

MAP, THERE = records.planned(), kit.there()
BOOKS = {n: books.read(books.find(n)) for n in THERE}
SHOWN = THERE if os.environ.get("GVC_SWEEP") else THERE[::3]  # in a browser
KINDS = {"slides": show.deck, "handout": show.handout}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The files of all lessons of the kit."""
    folder = tmp_path_factory.mktemp("shown")
    return {(kind, n): show.write(kind, [n], folder)[0] for kind in KINDS for n in THERE}


@pytest.fixture(params=THERE, ids=str)
def number(request):
    return request.param


def words(path):
    """What a page says: without pictures, styles and scripts."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"<(style|script)\b.*?</\1>|<img [^>]*>", "", text, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def test_a_lesson_has_twelve_slides_at_most_in_the_order_of_a_class(number):
    kinds = [kind for kind, _ in show.slides(number, BOOKS[number], MAP)]
    assert len(kinds) <= show.MOST and kinds[:2] == ["title", "poll"] and kinds[-2:] == ["takeaway", "exit"]
    assert "figure" in kinds and kinds.count("verdict") == bool(records.verdicts(BOOKS[number]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_names_no_other_file(kind, number, made):
    text = re.sub(r"(<script[^>]*>).*?</script>", r"\1", made[kind, number].read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"<(link|iframe)\b|<script[^>]+src|<img(?![^>]*src=\"data:)|@import", text)


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_is_given_away(kind, number, made):
    said, held = words(made[kind, number]), kit.read(number)
    for e in exercises.of_lesson(number):
        for told in (e.model_answer, e.code, e.why, e.praise, *e.rubric, *e.steps, *(m.hint for m in e.misconceptions)):
            assert not told or told not in said, e.id
    for told in (
        held["exit"]["good"],
        held["debate"]["listen"],
        *(o["why"] for o in held["poll"]["options"] if "why" in o),
    ):
        assert told not in said


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_have_words_and_formulas_and_links_are_not_left_raw(kind, number, made):
    text = made[kind, number].read_text(encoding="utf-8")
    assert all(len(alt) >= 40 for alt in re.findall(r'<img alt="([^"]*)"', text)) and "<img alt" in text
    assert not re.search(r"\]\(|\*\*|\$\w", words(made[kind, number]))


def test_on_a_handout_each_exercise_is_followed_by_lines_and_the_end_of_its_sheet(number, made):
    text = made["handout", number].read_text(encoding="utf-8")
    asked = [id for id, _, kind in records.asked(BOOKS[number]) if kind.startswith(show.ON_PAPER)]
    parts = text.split('<div class="sheet"></div>')
    assert asked and len(parts) == len(asked) + 1
    for id, part in zip(asked, parts, strict=False):
        assert (
            f"Exercise {id}" in part and part.rstrip().endswith("</div>") and part.count('class="line"') == show.LINES
        )


def test_a_handout_holds_the_line_that_an_exercise_speaks_of_and_the_cards_of_the_debate(made):
    said = words(made["handout", "4.5"])
    assert 'made["product"].mean() + made["function"].mean()' in said
    assert all(r["card"] in said for r in kit.read("4.5")["debate"]["roles"])


def test_what_needs_a_computer_stands_on_the_handout_in_numbers(made):
    balance = re.search(r"row adds up to ([\d.]+) billion USD, its column to ([\d.]+)", words(made["handout", "2.2"]))
    row, column = map(float, balance.groups())
    assert row - column == pytest.approx(exercises.right_answer(exercises.find("2.2.4")), abs=0.06)
    assert f"{exercises.right_answer(exercises.find('0.3.4')) / 100:.3f}" in words(made["handout", "0.3"])


def test_a_figure_too_tall_for_a_slide_is_not_chosen_unless_it_is_named():
    book = BOOKS["2.2"]
    held = {k: v for k, v in kit.read("2.2").items() if k != "slides"}
    tall = "c031-gaps-shares-e11-against-eu-f"
    assert tall in kit.figures(book) and tall not in kit.to_show(held, book)
    assert kit.to_show(held | {"slides": {"figures": [tall]}}, book) == [tall]


def test_words_of_links_stay_and_their_addresses_and_tooltips_go():
    assert (
        show.plain('the [E11](../glossary.ipynb#E11 "Eleven (11) economies.") and [0.4](a.ipynb)') == "the E11 and 0.4"
    )


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(books.LessonError, match="could not be written"):
        show.write("handout", ["2.2"], tmp_path / "file")
    with pytest.raises(books.LessonError, match=r"no lesson 9\.9"):
        show.write("slides", ["9.9"], tmp_path)


@pytest.mark.skipif(browser_path() is None, reason="no browser is installed: apt-get install chromium")
def test_in_a_browser_every_slide_holds_its_words_and_no_sheet_is_wider_than_a_phone(made):
    from playwright.sync_api import sync_playwright

    wrong = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 720}, offline=True)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else wrong.append(r.url))
        for number in SHOWN:
            page.goto(made["slides", number].as_uri())
            page.wait_for_function("document.body.dataset.fits")
            wrong += [f"slides {number}: {x}" for x in page.evaluate(OVER)]
        page.set_viewport_size({"width": 390, "height": 800})
        for number in SHOWN:
            page.goto(made["handout", number].as_uri())
            wide = page.evaluate("document.documentElement.scrollWidth")
            wrong += [f"handout {number} is {wide} wide"] if wide > 390 else []
        browser.close()
    assert wrong == []


OVER = """() => {
  const out = [];
  for (let k = 0; k < Reveal.getTotalSlides(); k += 1) {
    Reveal.slide(k);
    const slide = Reveal.getCurrentSlide(), size = parseFloat(getComputedStyle(slide).fontSize);
    if (size < 22) out.push(`${k + 1}: letters of ${size} px`);
    for (const node of slide.querySelectorAll('h1, h2, p, li, td, th, img')) {
      const box = node.getBoundingClientRect();
      if (!box.width || box.left < 0 || box.top < 0 || box.right > 1280 || box.bottom > 720)
        out.push(`${k + 1}: ${node.tagName} ${node.textContent.slice(0, 30)} ${Math.round(box.right)} ${Math.round(box.bottom)}`);
    }
  }
  return out;
}"""
