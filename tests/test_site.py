"""The website: every lesson with its results, every link leads somewhere, nothing gives an answer away."""

import json
import re

import numpy as np
import pytest
import website
from bs4 import BeautifulSoup

from helpers import explorers
from helpers import words as catalogues
from helpers.course import books
from helpers.course.website import build, live, look, maths, outputs, pages, words
from helpers.tables import course

FRAME = words.frame()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder, said = website.built(tmp_path_factory)
    assert said.startswith("0\n"), said
    return folder


@pytest.fixture(scope="session")
def soups(site):
    return {
        p.relative_to(site).as_posix(): BeautifulSoup(p.read_text(encoding="utf-8"), "html.parser")
        for p in look.pages(site)
    }


@pytest.fixture(scope="session")
def lessons(soups):
    """Lesson number → its page."""
    map = course.study_map()
    return {n: soups[f.replace(".ipynb", ".html")] for n, f in map["file"].items() if f}


def test_the_command_builds_without_a_warning_and_says_what_the_site_weighs(site, tmp_path_factory):
    said = website.built(tmp_path_factory)[1].splitlines()
    assert len(said) == 2 and re.match(r"\d+ pages, [\d.]+ MB, 1 explorers answer by 6 pictures", said[1])


def test_the_pages_stand_in_the_order_of_the_map(soups, lessons):
    listed = [
        a.get_text(strip=True).split()[0] for a in soups["index.html"].select(".bd-sidebar-primary nav a.reference")
    ]
    assert [x for x in listed if re.match(r"\d\.\d", x)] == list(lessons)


def test_every_link_picture_and_anchor_leads_somewhere_on_the_site(site):
    assert look.loose_ends(site) == []


def test_every_page_is_sound_html(site):
    assert [fault for page in look.pages(site) for fault in look.unsound(page)] == []


def test_no_answer_stands_unfolded(lessons):
    right = [
        b
        for page in lessons.values()
        for b in page.find_all("b")
        if re.search(r"\d: (correct|hint|solution)\.", b.get_text())
    ]
    assert len(right) > 250 and all(b.find_parent("details") for b in right)
    assert not any("not attempted" in page.get_text() for page in lessons.values())


def test_code_that_only_draws_is_folded_and_what_it_draws_is_not(lessons):
    folded = [s for page in lessons.values() for s in page.find_all("summary") if FRAME.figure_code in s.get_text()]
    assert len(folded) > 50
    for number, page in lessons.items():
        assert any(not i.find_parent("details") for i in page.select("figure img")), number


def test_every_picture_tells_what_it_shows_knows_its_size_and_waits(soups):
    pictures = [i for page in soups.values() for i in page.select("figure img")]
    assert len(pictures) > 200
    for i in pictures:
        assert len(i["alt"]) >= 40 and int(i["width"]) and int(i["height"]) and i["loading"] == "lazy"
        assert i.find_parent("figure").find("summary").get_text() == FRAME.in_words


def test_numbers_that_a_figure_lists_become_its_table(lessons):
    table = next(t for t in lessons["2.2"].select("figure table") if "13.20" in t.get_text())
    rows = {r.th.get_text(): [d.get_text() for d in r.find_all("td")] for r in table.select("tbody tr")}
    assert rows["China"] == ["13.20", "10.48"] and len(rows) == 11


def test_words_that_list_no_numbers_stay_words():
    page = outputs.told("Figure: A title | Lines over time: one rises. Nothing; is; listed.", FRAME)
    assert "<table" not in page and "Nothing; is; listed." in page


def test_every_claim_stands_in_the_scorecard_with_its_verdict(soups):
    page, claims = soups["scorecard.html"], course.claims()
    assert len(page.select(".gvc-claim")) == len(claims)
    for id, claim in claims.iterrows():
        box = page.find(id=f"claim-{id}")
        assert box.select_one(".gvc-badge").get_text() == (claim["verdict"] or FRAME.no_verdict)
        assert claim["value"] in box.get_text() and (not claim["lesson"] or claim["lesson"] in box.find("a").get_text())


def test_each_chapter_of_the_scorecard_can_be_shown_alone(soups):
    page = soups["scorecard.html"]
    offered = [i["id"] for i in page.select(".gvc-filter input")]
    rules = re.findall(r"#(only-\d):checked", "".join(s.get_text() for s in page.select("article style")))
    assert offered == ["only-all", *rules] and len(rules) == len(page.select("[data-chapter]"))


def test_every_verdict_in_a_lesson_has_the_badge_of_the_register(lessons):
    claims = course.claims()
    for number, page in lessons.items():
        shown = {v.b.get_text().split()[0]: v.select_one(".gvc-badge").get_text() for v in page.select(".gvc-verdict")}
        top = {li.a.get_text(): li.select_one(".gvc-badge").get_text() for li in page.select(".gvc-claims li")}
        assert shown == top == claims.loc[claims["lesson"] == number, "verdict"].to_dict(), number


def test_each_way_through_leads_on_and_back(lessons):
    for way, stops in course.paths().items():
        for before, number, after in zip(stops, stops[1:], stops[2:], strict=False):
            row = next(r for r in lessons[number].select("table tr") if r.td and r.td.get_text() == way)
            assert [a.get_text().split()[0] for a in row.find_all("a")] == [before, after]


def test_a_term_carries_its_definition_and_leads_to_it(lessons, soups):
    link = lessons["2.2"].find("a", href="../glossary.html#e11")
    assert link["title"].startswith("Eleven emerging economies") and soups["glossary.html"].find(id="e11")


def test_a_lesson_says_first_what_it_takes_and_what_one_can_do_afterwards(lessons):
    for number, page in lessons.items():
        goals = books.read(books.find(number)).metadata["gvc"]["objectives"]
        told = [li.strong.get_text() for li in page.select("article section > ul.simple li") if li.strong][: len(goals)]
        assert told == list(goals), number


def test_home_leads_to_the_page_that_says_what_a_browser_fetches_and_to_the_other_languages(soups):
    held = [a["href"] for a in soups["index.html"].select("article a[href]")]
    assert "lab/index.html" in held and "zh/index.html" in held


def test_the_chinese_frame_leads_to_the_same_lab_and_back_to_english():
    assert live.kernel_link("0_start/x.ipynb", "../", "zh") == "../../lab/lab/index.html?path=0_start/x.ipynb"
    assert 'href="../index.html" lang="en"' in pages.languages("zh")


def test_the_words_for_a_brace_stand_below_it():
    page = maths.mathml(r"\underbrace{a_b + c}_{\text{home}}", True)
    assert page.count("<munder>") == 2 and page.count("<msub>") == 1


def test_formulas_are_mathml_and_all_of_them_can_be_turned(lessons):
    assert all(page.find("math") or not page.find(class_="math") for page in lessons.values())
    assert sum(len(page.find_all("math")) for page in lessons.values()) > 150
    with pytest.raises(books.LessonError, match="cannot be shown.*nonsense"):
        maths.mathml(r"\nonsense{x}", False)


def test_each_explorer_answers_or_leads_to_its_lesson_in_the_kernel(lessons):
    for number, page in lessons.items():
        blocks = page.select(".gvc-live")
        assert len(blocks) == len(explorers.of_lesson(number)), number
        for e, block in zip(explorers.of_lesson(number), blocks, strict=True):
            assert (
                e.title in block.get_text()
                and block.find("img")
                and block.find("a", href=re.compile(rf"lab/index.html\?path=.*{number}"))
            )
            assert ("data-explorer" in block.attrs) == (live.size(e) <= live.QUICK)


def test_all_settings_of_an_explorer_are_counted_as_the_page_counts_them():
    rng = np.random.default_rng(0)
    for e in explorers.every():
        for control in e.controls.values():
            values = live.values(control) if live.size(e) < 1000 else [control.default]
            assert all(control.accepts(v) for v in values) and control.default in values
            assert live.size(e) >= 1000 or control.any(rng) in values


def test_the_answers_of_an_explorer_are_what_it_says_itself(site):
    e = next(e for e in explorers.every() if live.size(e) <= live.QUICK)
    text = (site / "explorers" / e.id / "answers.js").read_text(encoding="utf-8")
    held = json.loads(text.partition(", ")[2].rstrip().removesuffix(");"))
    assert len(held) == live.size(e)
    fig, words = e(**{n: live.values(c)[-1] for n, c in e.controls.items()})
    last = held[",".join(str(len(live.values(c)) - 1) for c in e.controls.values())]
    assert (last["words"], last["alt"]) == (words, fig.alt)
    assert (site / "explorers" / e.id / last["file"]).stat().st_size < 25_000


# What is wrong is said in a sentence


def test_a_folder_that_is_no_website_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(books.LessonError, match="is no website"):
        build.build(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_language_without_a_catalogue_is_answered_with_those_there_are(tmp_path):
    with pytest.raises(books.LessonError, match="no 'xx'; it speaks en"):
        build.build(tmp_path / "new", language="xx")


def test_a_catalogue_changes_the_frame_and_what_it_lacks_stays_english(tmp_path, monkeypatch):
    file = tmp_path / "de" / "LC_MESSAGES" / "website.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Scorecard"\nmsgstr "记分卡"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    monkeypatch.setitem(catalogues.LANGUAGES, "de", "de")
    frame = words.frame("de")
    assert "de" in words.languages() and (frame.scorecard, frame.home) == ("记分卡", FRAME.home)


def test_a_fault_that_is_planted_is_found(tmp_path):
    head = '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>'
    (tmp_path / "a.html").write_text(
        f'{head}<p id="x"></p><p id="x"></p><a href="b.html">1</a><a href="#no">2</a><a href="#x">3</a><a href="../out">4</a>'
        '<img src="http://elsewhere/i.png" alt=""><div><p></div></section></body></html>'
    )
    found = " ".join(look.loose_ends(tmp_path))
    for fault in (
        "two things have the id x",
        "b.html is not there",
        "#no: no such place",
        "../out leads out",
        "fetches http",
    ):
        assert fault in found, fault
    assert "#x" not in found and look.unsound(tmp_path / "a.html")
