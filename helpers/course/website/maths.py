"""Formulas as MathML, made when the site is built: read without JavaScript, by a screen reader too, nothing fetched."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml

from helpers.course.books import LessonError

# What the converter does not know: brackets of a given size (in MathML they grow by themselves), dots for any place.
UNKNOWN = ((re.compile(r"\\[bB]igg?(?![a-zA-Z])"), ""), (re.compile(r"\\dots(?![a-zA-Z])"), r"\\ldots"))


def mathml(tex: str, block: bool) -> str:
    """TeX as MathML; LessonError names a formula that cannot be turned."""
    for pattern, known in UNKNOWN:
        tex = pattern.sub(known, tex)
    try:
        return braced(tex2mathml(tex, as_block=block))
    except MathError as error:
        raise LessonError(f"This formula cannot be shown as MathML ({error}): {tex}") from None


def braced(page: str) -> str:
    """MathML whose words for a brace stand below it (\\underbrace) or above it, not beside."""
    soup = BeautifulSoup(page, "html.parser")
    for script in soup.find_all(["msub", "msup"]):
        inner = script.find(True, recursive=False)
        wanted, brace = {"msub": ("munder", "⏟"), "msup": ("mover", "⏞")}[script.name]
        if inner.name == wanted and inner.find_all(True, recursive=False)[-1].get_text() == brace:
            script.name = wanted
    return str(soup)


def inline(self, node: nodes.math) -> None:
    self.body.append(f'<span class="math">{mathml(node.astext(), False)}</span>')
    raise nodes.SkipNode


def display(self, node: nodes.math_block) -> None:
    self.body.append(f'<div class="math gvc-scroll">{mathml(node.astext(), True)}</div>\n')
    raise nodes.SkipNode


def setup(app) -> dict:
    app.add_html_math_renderer("mathml", (inline, None), (display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
