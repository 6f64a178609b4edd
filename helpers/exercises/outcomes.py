"""What a check, a hint or a solution says, in plain text and in html: a mark, a word and a sentence, never colour alone."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

CANNOT, BLANK, WRONG, RIGHT = "cannot check", "not attempted", "not yet", "correct"
WRITTEN, HINT, SOLUTION = "written", "hint", "solution"  # an open answer is written, not judged; the others are help
_MARK = {CANNOT: "?", BLANK: "…", WRONG: "✗", RIGHT: "✓", WRITTEN: "✎", HINT: "→", SOLUTION: "»"}
_EDGE = {RIGHT: "#008060", WRONG: "#D55E00"}  # with #767676: at least 3:1 on white and on JupyterLab's dark page
_SPAN = re.compile(r"`([^`]+)`|(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")


@dataclass(frozen=True)
class Outcome:
    """A status, a sentence, and where there is more to show: levels of a rubric, lines of code."""

    id: str
    status: str
    words: str
    levels: tuple[str, ...] = ()
    code: str = ""

    def __repr__(self) -> str:
        lines = [f"{_MARK[self.status]} {self.id} {self.status}. {self.words}".rstrip()]
        lines += [f"  {n}. {level}" for n, level in enumerate(self.levels, 1)]
        lines += [f"    {line}" for line in self.code.splitlines()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        out = (
            f"<b><span aria-hidden='true'>{_MARK[self.status]}</span> {html.escape(self.id)}: {self.status}.</b> "
            f"{marked_up(self.words)}"
        )
        if self.levels:
            out += "<ol>" + "".join(f"<li>{marked_up(level)}</li>" for level in self.levels) + "</ol>"
        if self.code:
            out += f"<pre><code>{html.escape(self.code)}</code></pre>"
        edge = _EDGE.get(self.status, "#767676")
        return f"<div role='status' style='border-left:5px solid {edge};padding:4px 10px'>{out}</div>"


def marked_up(words: str) -> str:
    """Words as html: escaped, `code` and *stress* as elements; $maths$ is left to the page, which sets it."""
    out, at = [], 0
    for span in _SPAN.finditer(words):
        out.append(html.escape(words[at : span.start()]))
        tag, inner = ("code", span[1]) if span[1] else ("em", span[2])
        out.append(f"<{tag}>{html.escape(inner)}</{tag}>")
        at = span.end()
    return "".join(out) + html.escape(words[at:])
