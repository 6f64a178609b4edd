"""The capstone: a brief for any economy, whole, accessible, without network, and never giving an answer away."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from helpers import brief, exercises, progress
from helpers.brief import BriefError
from helpers.classification import E11
from helpers.tables import briefs

FEW = ["MEX", "VNM", "LAO", "ROU"]  # in both tables, in the later only, the smallest of them, a member of the Union


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("GVC_DESK", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "_memory", {})


class Page(HTMLParser):
    """What a page holds: tags with attributes, and whether each that was opened was closed."""

    VOID = ("meta", "img", "br", "input")

    def __init__(self, text):
        super().__init__()
        self.open, self.tags = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_all_eighty_economies_have_ten_numbers_partners_and_industries():
    codes = briefs.codes()
    assert len(codes) == 80 and set(E11) <= set(codes)
    table = briefs.measures()
    assert np.isfinite(table.to_numpy()).all() and list(table) == list(briefs.MEASURES)
    for code in codes:
        numbers, sold = brief.numbers(code), briefs.earners(code)
        assert numbers["place"].between(1, 80).all() and len(numbers) == 10
        assert 0 < sold.iloc[-1] <= sold.iloc[0] <= 100 and sold.sum() <= 100 + 1e-9


def test_shares_of_the_world_leave_room_for_the_rest_of_it():
    assert 85 < briefs.measures()["weight"].sum() < 100


def test_all_partners_of_an_economy_make_it_whole():
    assert briefs.partners("KOR", most=200)[["sold_to", "bought_from"]].sum().tolist() == pytest.approx([100, 100])


def test_where_one_buyer_takes_most_few_buyers_count():
    table = briefs.measures()
    assert (table["buyers"] >= 1).all() and (table["buyers"] <= 1 / (table["largest_buyer"] / 100) ** 2 + 1e-9).all()
    assert table["buyers"].idxmin() == table["largest_buyer"].idxmax() == "MEX"


@pytest.mark.parametrize("code", FEW)
def test_a_page_is_whole_accessible_and_reaches_no_network(code):
    text = brief.page(code, {"finding": " ".join(["word"] * 20)}, "A. <b>Learner</b>")
    page = Page(text)
    assert page.open == [] and ("html", {"lang": "en"}) in page.tags
    pictures = [a for t, a in page.tags if t == "img"]
    assert len(pictures) == (4 if len(briefs.over_time(code)) else 3)
    assert all(len(a["alt"]) >= 40 and a["src"].startswith("data:image/png;base64,") for a in pictures)
    assert not re.search(r"(src|href)=.https?:|<script|@import|url\(", text) and "A. &lt;b&gt;" in text
    levels = [int(t[1]) for t, _ in page.tags if re.fullmatch(r"h[1-6]", t)]
    assert levels[0] == 1 and levels.count(1) == 1 and max(levels) == 2
    assert sum(t == "caption" for t, _ in page.tags) == sum(t == "table" for t, _ in page.tags) >= 3
    assert all(a.get("scope") in ("row", "col") for t, a in page.tags if t == "th")
    assert text.count('class="todo"') == 2


@pytest.mark.parametrize("code", ["MEX", "VNM"])
def test_worked_examples_are_whole_and_compute_their_numbers(code):
    texts = brief.worked(code)
    assert set(texts) == set(brief.TEXTS)
    assert f"{briefs.profile(code).at['foreign', 'value']:.0f} %" in texts["finding"]
    assert "Still to write" not in brief.page(code, texts)


def test_one_worked_example_is_of_the_e11_and_one_is_not():
    assert [code in E11 for code in brief.EXAMPLES] == [True, False]


def test_an_exercise_that_is_not_done_shows_no_value():
    table = brief.parts("KOR")
    assert not table["done"].any() and table["value"].isna().all()


def test_a_finished_part_shows_its_value_for_the_brief_s_economy():
    progress.record("0.4.4", "correct")
    assert 0 < brief.parts("KOR").at["0.4.4", "value"] < 100
    assert np.isnan(brief.parts("VNM").at["0.4.4", "value"])
    assert "its table does not hold this economy" in brief.page("VNM")


def test_every_exercise_about_the_learners_economy_is_a_part_of_the_brief():
    asked = [e.id for e in exercises.every() if e.kind == "your economy"]
    assert list(brief.PARTS) == asked and all(exercises.find(id).for_economy for id in asked)


def test_every_part_has_a_number_for_mexico_once_it_is_finished():
    for id in brief.PARTS:
        progress.record(id, "correct")
    table = brief.parts("MEX")
    assert table["done"].all() and table["value"].notna().all()


def test_the_chosen_economy_is_taken_where_none_is_given():
    progress.choose_economy("VNM")
    assert "<h1>Viet Nam" in brief.page()


def test_four_levels_of_each_row_of_the_rubric():
    assert all(len(set(levels)) == 4 for levels in brief.RUBRIC.values())
    assert all(level in repr(brief.rubric()) for levels in brief.RUBRIC.values() for level in levels)


@pytest.mark.parametrize("code", ["XXX", "ROW", 5, [], "kor", "", float("nan")])
def test_no_brief_about_what_is_no_economy(code):
    for make in (brief.page, brief.numbers, brief.parts, brief.pictures, brief.worked, briefs.profile):
        with pytest.raises(BriefError) as told:
            make(code)
        assert "\n" not in str(told.value)


@pytest.mark.parametrize("texts", [3, "words", {"ending": "x"}, {"finding": 4}, {"finding": "too short"}, {"doubt": "a " * 3000}, {3: "x"}])
def test_texts_that_are_none_are_refused(texts):
    with pytest.raises(BriefError):
        brief.page("KOR", texts)


@pytest.mark.parametrize("file", [None, 3, "", "brief.pdf", "/nowhere/\0.html", "/proc/no/brief.html"])
def test_a_file_that_cannot_be_written_is_refused(file):
    with pytest.raises(BriefError):
        brief.export(file, "LAO")


def test_an_exported_brief_lies_where_it_was_asked(tmp_path):
    path = brief.export("brief.html", "LAO")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
