"""The pages that are no lesson: home, scorecard, glossary, and what notebooks/teach/ holds."""

from __future__ import annotations

import html
import re

import pandas as pd

from helpers import datasets
from helpers.course import books, records
from helpers.course.website import words
from helpers.course.website.lessons import Site, linked
from helpers.course.website.live import kernel_link
from helpers.course.website.outputs import badge

PAGE = re.compile(r"\]\((?![a-z]+:)([^)\s#]+)\.md(#[^)\s]*)?\)")  # a link to another page for teachers


def home(site: Site) -> str:
    """The first page: what this is, for whom, three ways in, the ways through, and the lessons."""
    frame = site.frame
    there = site.map[site.map["file"] != ""]
    first = f"{there.index[0]} {there['title'].iloc[0]}"
    say = html.escape
    ways = [
        (frame.read, frame.read_more, _button(_page(there["file"].iloc[0]), frame.read_button.format(lesson=first))),
        (frame.run, frame.run_more, _button(kernel_link("", "", frame.language), frame.run_button)),
        (frame.install, frame.install_more, "<code>make lab</code>"),
    ]
    cards = "".join(f"<div><h3>{say(name)}</h3><p>{say(more)}</p><p>{button}</p></div>" for name, more, button in ways)
    lines = [f"# {frame.title}", "", languages(frame.language), "", frame.lead, "", frame.paper, "", f"## {frame.whom_title}", "", frame.whom, "",
             f"## {frame.ways_title}", "", f'<div class="gvc-cards">{cards}</div>']  # fmt: skip
    lines += [
        "",
        f"## {frame.lessons_title}",
        "",
        f"| {frame.lesson} | {frame.question} | {frame.minutes} |",
        "| --- | --- | --- |",
    ]
    for number, row in there.iterrows():
        meta = books.read(books.find(number)).metadata["gvc"]
        lines.append(
            f"| [{number} {row['title']}]({_page(row['file'])}) | {row['question']} | {meta['minutes_reading']} + {meta['minutes_exercises']} |"
        )
    lines += ["", f"## {frame.paths_title}", "", f"| {frame.path} | {frame.in_order} |", "| --- | --- |"]
    for way in records.paths().itertuples():
        stops = " · ".join(f"[{n}]({_page(there.at[n, 'file'])})" for n in way.lessons.split() if n in there.index)
        lines.append(f"| {way.path} | {stops} |")
    return "\n".join([*lines, "", _trees(site)])


def languages(own: str) -> str:
    """The way to the home page in each other language, named in that language."""
    root = "" if own == "en" else "../"
    links = (
        f'<a href="{root}{"" if code == "en" else f"{code}/"}index.html" lang="{code}" hreflang="{code}">{words.NAMES[code]}</a>'
        for code in words.languages()
        if code != own
    )
    return f'<p class="gvc-languages">{" · ".join(links)}</p>'


def _button(to: str, words: str) -> str:
    return f'<a class="gvc-button" href="{to}">{html.escape(words)}</a>'


def _page(file: str) -> str:
    return file.removesuffix(".ipynb") + ".html"


def _trees(site: Site) -> str:
    """The order of all pages, for the side bar and for "previous" and "next"."""
    frame, there = site.frame, site.map[site.map["file"] != ""]
    groups = {
        frame.parts.get(part, part): [f.removesuffix(".ipynb") for f in group["file"]]
        for part, group in there.groupby("part", sort=False)
    }
    groups[frame.more] = ["scorecard", "glossary"]
    if teaching():
        groups[frame.teach] = [f"teach/{p.stem}" for p in teaching() if not p.stem[0].isdigit()]
    return "\n\n".join(
        f"```{{toctree}}\n:hidden:\n:caption: {caption}\n:maxdepth: 1\n\n" + "\n".join(names) + "\n```"
        for caption, names in groups.items()
    )


def teaching() -> list:
    """The pages for teachers, where there are any."""
    return sorted((books.NOTEBOOKS / "teach").glob("*.md"), key=lambda p: (p.stem != "index", p.stem))


def glossary(site: Site) -> str:
    """The glossary: each term once, in English and Chinese."""
    text = linked(records.glossary_text(chinese=site.frame.language != "en"))
    return text.replace("# Glossary", f"# {site.frame.glossary}", 1)


def scorecard(site: Site) -> str:
    """All claims by chapter, to be filtered without JavaScript."""
    frame, say = site.frame, html.escape
    claims = site.claims.assign(chapter=site.claims.index.str[0])
    parts = {n[0]: part for n, part in site.map["part"].items()}
    names = {
        c: frame.chapter.format(number=c, part=frame.parts.get(parts[c], parts[c])) for c in sorted(claims["chapter"].unique())
    }
    count = claims["verdict"].value_counts()
    lines = [
        f"# {frame.scorecard}",
        "",
        frame.scorecard_lead,
        "",
        f"| {frame.verdict} | {frame.means} | {frame.counts} |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {badge(v, frame)} | {frame.meanings[v]} | {count.get(v, 0)} |" for v in frame.verdicts]
    choices = [("all", frame.all_claims), *names.items()]
    lines += ["", f'<fieldset class="gvc-filter"><legend>{say(frame.show)}</legend>' + "".join(
        f'<label><input type="radio" name="chapter" id="only-{c}"{" checked" if c == "all" else ""}> {say(name)}</label>'
        for c, name in choices) + "</fieldset>"]  # fmt: skip
    lines += ["", "<style>", *(
        f'body:has(#only-{c}:checked) section:has(> [data-chapter]:not([data-chapter="{c}"])) {{ display: none; }}'
        for c in names), "</style>"]  # fmt: skip
    for chapter, group in claims.groupby("chapter"):
        lines += ["", f"## {names[chapter]}", "", f'<div data-chapter="{chapter}">']
        lines += [_claim(id, claim, site) for id, claim in group.iterrows()]
        lines += ["</div>"]
    return "\n".join(lines)


def _claim(id: str, claim: pd.Series, site: Site) -> str:
    frame, say = site.frame, html.escape
    lesson = claim["lesson"]
    link = (
        f'<a href="{_page(site.map.at[lesson, "file"])}">{lesson} {say(site.map.at[lesson, "title"])}</a>'
        if lesson
        else ""
    )
    agree = frame.n_of_n.format(n=claim["agreeing"], of=claim["specifications"]) if claim["specifications"] else ""
    told = [(frame.decides, say(claim["value"])), (frame.measure, say(claim["measure"])), (frame.agree, say(agree)),
            (frame.source, say(datasets.source(*claim["dataset"].split("; ")) if claim["dataset"] else "")), (frame.judged_in, link)]  # fmt: skip
    facts = "".join(f"<dt>{say(name)}</dt><dd>{words}</dd>" for name, words in told if words)
    return (
        f'<article class="gvc-claim" id="claim-{id}"><p class="gvc-claim-head"><strong>{id}</strong> {badge(claim["verdict"], frame)} '
        f"{say(claim['claim'])}</p><dl>{facts}</dl></article>"
    )


def teach(path) -> str:
    """A page for teachers, its links to lessons and to other such pages leading to pages."""
    text = PAGE.sub(r"](\1.html\2)", linked(path.read_text(encoding="utf-8")))
    return f"---\norphan: true\n---\n{text}" if path.stem[0].isdigit() else text  # the index leads to each lesson's page
