"""A test as Moodle XML (question bank), the survey as XML of Moodle's feedback activity, and a test read back."""

from __future__ import annotations

import html
from xml.etree import ElementTree as xml

import pandas as pd

from helpers.assess import form, outcomes
from helpers.assess.said import AssessError


def written(name: str) -> str:
    """Form "A" or "B" as Moodle XML: a category, then a multiple choice question each, with every option's feedback."""
    top = xml.Element("quiz")
    category = xml.SubElement(top, "question", type="category")
    _text(category, "category", f"$course$/top/Global value chains/Form {name}")
    for outcome, asked in form(name):
        one = xml.SubElement(top, "question", type="multichoice")
        _text(one, "name", asked.id)
        _text(one, "questiontext", _page(asked.ask), format="html")
        _text(one, "generalfeedback", _page(f"Outcome: {outcomes()[outcome]}. Lesson {asked.lesson}."), format="html")
        for tag, value in {"defaultgrade": "1", "penalty": "0", "hidden": "0", "idnumber": f"gvc-{asked.id}", "single": "true", "shuffleanswers": "true", "answernumbering": "abc", "showstandardinstruction": "0"}.items():  # fmt: skip
            xml.SubElement(one, tag).text = value
        for words, why in asked.options.items():
            answer = xml.SubElement(one, "answer", fraction="100" if words == asked.key else "0", format="html")
            xml.SubElement(answer, "text").text = _page(words)
            _text(answer, "feedback", _page(why), format="html")
        _text(xml.SubElement(one, "tags"), "tag", outcome)
    return _said(top)


def read(text: str) -> dict[str, dict]:
    """Moodle XML read back: question → outcome, words, key and options with feedback. AssessError for other text."""
    try:
        top = xml.fromstring(text)
    except xml.ParseError as error:
        raise AssessError(f"This is no Moodle XML ({error}).") from None
    out = {}
    for one in top.iterfind("question[@type='multichoice']"):
        options = {_bare(a.findtext("text")): _bare(a.findtext("feedback/text")) for a in one.iterfind("answer")}
        right = [_bare(a.findtext("text")) for a in one.iterfind("answer") if a.get("fraction") == "100"]
        out[one.findtext("name/text")] = {"outcome": one.findtext("tags/tag/text"), "ask": _bare(one.findtext("questiontext/text")), "options": options, "key": right}  # fmt: skip
    return out


def survey_written(table: pd.DataFrame) -> str:
    """The survey as Moodle's feedback activity imports it: radio buttons, or a box where words are asked for."""
    top = xml.Element("FEEDBACK", VERSION="200701", COMMENT="XML-Importfile for mod/feedback")
    items = xml.SubElement(top, "ITEMS")
    for k, row in enumerate(table.itertuples(), 1):
        item = xml.SubElement(items, "ITEM", TYPE="multichoice" if row.options else "textarea", REQUIRED="0")
        shown = "r>>>>>" + "\n|".join(row.options.split("|")) if row.options else "60|5"
        for tag, value in {"ITEMID": k, "ITEMTEXT": row.question, "ITEMLABEL": row.key, "PRESENTATION": shown, "OPTIONS": "", "DEPENDITEM": 0, "DEPENDVALUE": ""}.items():  # fmt: skip
            xml.SubElement(item, tag).text = str(value)
    return _said(top)


def _said(top: xml.Element) -> str:
    xml.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(top, encoding="unicode") + "\n"


def _text(parent: xml.Element, tag: str, words: str, **more: str) -> None:
    xml.SubElement(xml.SubElement(parent, tag, more), "text").text = words


def _page(words: str) -> str:
    return f"<p>{html.escape(words, quote=False)}</p>"


def _bare(words: str | None) -> str:
    return html.unescape((words or "").removeprefix("<p>").removesuffix("</p>"))
