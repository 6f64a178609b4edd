"""Two languages where it counts: what the catalogues owe the course, and pictures that speak Chinese or stay as they were."""

import re

import nbformat
import pandas as pd
import pytest
from babel.messages.pofile import read_po
from matplotlib.colors import to_hex

from helpers import lesson, words
from helpers.classification import name
from helpers.course import books, records, translate
from helpers.explorers import find
from helpers.figures import charts, letters, theme

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def chinese():
    with words.speaking("zh"):
        yield


def catalogue(domain):
    with translate.path(domain).open("rb") as file:
        return read_po(file, domain=domain)


def bars(title="Of an exported dollar Korea hands on 37 %, place 1 of these 2 (Korea 37 %, China 19 %)", **more):
    return charts.bars(pd.Series({"KOR": 36.8, "CHN": 18.9}), title, 2009, "foreign share of gross exports, %", **more)


def drawn_words(fig):
    return [t.get_text() for t in fig.findobj(theme.Text) if t.get_text()]


# -- catalogues --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("domain", ["glossary", "website"])
def test_a_catalogue_holds_the_messages_of_the_course_and_no_others(domain):
    assert {m.id for m in catalogue(domain) if m.id} == set(translate.wanted(domain))


@pytest.mark.parametrize("domain", translate.DOMAINS)
def test_every_message_of_a_catalogue_is_filled(domain):
    assert [m.id for m in catalogue(domain) if m.id and not m.string] == []


@pytest.mark.parametrize("domain", translate.DOMAINS)
def test_a_filled_message_has_the_places_of_its_english_one(domain):
    wrong = [
        m.id
        for m in catalogue(domain)
        if m.id and m.string and domain != "glossary" and words.places(m.id) != words.places(m.string)
    ]
    assert wrong == []


def test_every_economy_industry_and_lesson_has_a_chinese_name():
    assert set(translate.vocabulary()) <= set(words.messages("figures", "zh"))


def test_a_verdict_has_one_name_in_pictures_and_on_the_website():
    pictures, site = (words.messages(d, "zh") for d in ("figures", "website"))
    both = set(pictures) & set(site)
    assert {"supported", "mixed", "contradicted"} <= both
    assert {m: pictures[m] for m in both} == {m: site[m] for m in both}


def test_every_term_is_explained_in_chinese_and_named_once():
    terms = records.terms()
    assert terms["chinese"].map(HAN.search).all() and terms["explained"].map(HAN.search).all()
    assert terms["chinese"].is_unique and terms["explained"].is_unique


@pytest.mark.parametrize(
    "code, said", [("TWN", "中国台北"), ("HKG", "中国香港"), ("ROW", "世界其他地区"), ("KOR", "韩国")]
)
def test_economies_are_named_as_their_publishers_names_say(chinese, code, said):
    assert words.say(name(code)) == said


def test_a_term_that_pictures_use_too_is_named_as_in_the_glossary():
    terms, pictures = (words.messages(d, "zh") for d in ("glossary", "figures"))
    assert terms["value added"] in pictures["foreign value added in exports, %"]
    assert terms["gross exports"] in pictures["foreign share of gross exports, %"]


# -- words -------------------------------------------------------------------------------------------------------------
def test_a_sentence_is_found_by_its_form(chinese):
    said = words.say("Korea, 1995: 21\u202f% of what its exports earn comes from mining and fuels")
    assert said == "韩国，1995年：出口所得的21%来自采矿和燃料"


def test_a_sentence_of_which_a_part_is_unknown_stays_english(chinese):
    sentence = "Atlantis, 1995: 21\u202f% of what its exports earn comes from mining"
    with words.listening() as (known, missed):
        assert words.say(sentence) == sentence
    assert missed == {sentence} and not known


def test_numbers_codes_and_chinese_words_stay(chinese):
    assert [words.say(w) for w in ("1,234.5", "WIOD", "中国")] == ["1,234.5", "WIOD", "中国"]


def test_a_language_that_is_none_is_answered(monkeypatch):
    with pytest.raises(words.LanguageError, match="no words in 'xx': choose one of en, zh"):
        lesson.language("xx")
    monkeypatch.setenv(words.SETTING, "xx")
    with pytest.raises(words.LanguageError):
        words.language()


def test_numbers_of_an_unknown_sentence_become_places():
    assert translate._with_places("From 1995 to 2.2a it rose by 8.6\u202f%") == "From {n1} to 2.2a it rose by {n2} %"


# -- pictures ----------------------------------------------------------------------------------------------------------
def test_an_english_picture_is_the_same_byte_for_byte_before_and_after_chinese_ones(monkeypatch):
    monkeypatch.delenv(words.SETTING, raising=False)
    before = bars().png()
    with words.speaking("zh"):
        other = bars().png()
    assert bars().png() == before != other


def test_the_words_of_an_english_picture_are_those_of_the_stored_lesson(monkeypatch):
    monkeypatch.delenv(words.SETTING, raising=False)
    number, stored = "0.1", nbformat.read(books.find("0.1"), 4)
    plain = {
        c.id: o.data["text/plain"]
        for c in stored.cells
        for o in c.get("outputs", [])
        if "text/plain" in o.get("data", {})
    }
    for id, picture in translate.drawn(number):
        assert repr(picture) == plain[id]


@pytest.mark.filterwarnings("error")  # matplotlib warns of a sign that no font has
def test_all_words_of_a_picture_are_said_in_chinese_in_letters_that_have_them(chinese):
    fig = bars(strong=["KOR"], note="dark: yours, Korea")
    fig.png()
    assert "韩国" in drawn_words(fig) and "中国" in drawn_words(fig)
    assert [w for w in drawn_words(fig) if re.search("[a-z]{2}", w) and not HAN.search(w)] == []
    assert fig.title.startswith("韩国每出口一美元") and fig.title in fig.alt


def test_a_colour_belongs_to_an_economy_in_both_languages(chinese):
    fig = charts.bars(pd.Series({"CHN": 2.0, "USA": 1.0}), "China", 2009, "% of claims")
    assert [to_hex(p.get_facecolor()).upper() for p in fig.axes[0].patches] == [
        theme.colour("CHN"),
        theme.colour("USA"),
    ]


@pytest.mark.parametrize("id", ["0.1a", "2.2a", "2.2b"])
def test_an_explorer_lacks_no_word(chinese, id):
    with words.listening() as (_, missed):
        find(id)()
    assert missed == set()


def test_the_pictures_of_a_lesson_lack_no_word(chinese):
    with words.listening() as (_, missed):
        made = list(translate.drawn("2.2"))
    assert missed == set() and len(made) >= 12


def test_a_stored_lesson_gets_its_pictures_in_chinese_and_keeps_all_else(chinese):
    stored = books.read(books.find("0.1"))
    made = translate.pictured(books.read(books.find("0.1")), "0.1")
    differ = [c.id for c, old in zip(made.cells, stored.cells, strict=True) if c != old]
    assert differ and all("每出口" in str(c.outputs) or "衡量" in str(c.outputs) for c in made.cells if c.id in differ)
    assert translate.pictured(books.read(books.find("0.2")), "0.2") == books.read(books.find("0.2"))


def test_lines_break_between_chinese_signs_but_not_before_a_comma():
    assert [part for _, part in letters.split("E11的份额，3.1 个")] == ["E11", "的", "份", "额，", "3.1", "个"]
    assert letters.split("a b  c") == [(" ", part) for part in "a b  c".split(" ")]


# -- letters -----------------------------------------------------------------------------------------------------------
def test_the_fonts_have_every_sign_of_the_pictures_catalogue():
    assert set(translate.signs()) <= translate.held_signs()


def test_the_fonts_are_small_and_their_licence_lies_beside_them():
    fonts = list(letters.FONTS.glob("*.otf"))
    assert len(fonts) == 2 and all(p.stat().st_size < 200_000 for p in fonts)
    assert "SIL OPEN FONT LICENSE" in next(letters.FONTS.glob("OFL*")).read_text(encoding="utf-8").upper()


# -- the glossary page -------------------------------------------------------------------------------------------------
def test_the_chinese_glossary_leads_both_ways():
    text = records.glossary_text(chinese=True)
    assert "[增加值](glossary.ipynb#value-added) value added" in text
    assert (
        "### value added" in text
        and f"**增加值**：{records.terms().set_index('term').at['value added', 'explained']}" in text
    )


def test_chinese_terms_stand_in_the_order_of_their_sounds():
    listed = re.findall(r"\[([^\]]+)\]\(glossary", records.glossary_text(chinese=True))
    assert len(listed) == len(records.terms()) and listed.index("版本") < listed.index("增加值") < listed.index(
        "总产出"
    )
