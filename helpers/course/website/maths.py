"""Formulas as MathML, made when the site is built: read without JavaScript, by a screen reader too, nothing fetched."""

from __future__ import annotations

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.errors import ExtensionError


def mathml(tex: str, block: bool) -> str:
    """TeX as MathML; ExtensionError names a formula that cannot be turned."""
    try:
        return tex2mathml(tex, as_block=block)
    except MathError as error:
        raise ExtensionError(f"This formula cannot be shown as MathML ({error}): {tex}") from None


def inline(self, node: nodes.math) -> None:
    self.body.append(f'<span class="math">{mathml(node.astext(), False)}</span>')
    raise nodes.SkipNode


def display(self, node: nodes.math_block) -> None:
    self.body.append(f'<div class="math gvc-scroll">{mathml(node.astext(), True)}</div>\n')
    raise nodes.SkipNode


def setup(app) -> dict:
    app.add_html_math_renderer("mathml", (inline, None), (display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
