"""The widget round an explorer: native labelled controls, a status line that stays, a picture with alternative text.

The page (``widget.js``) puts a setting and its turn into ``asked``; the kernel answers with ``shown`` and ``picture``,
which carry the turn they answer. The page shows only the answer to its last turn, so the last move wins.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import anywidget
import traitlets
from IPython.display import display

from helpers.figures.theme import PIXELS_PER_INCH

if TYPE_CHECKING:
    from helpers.explorers import Explorer

SCREEN_DPI = 100
AGAIN = "Run this cell to use this explorer."
_VIEW = "application/vnd.jupyter.widget-view+json"
# JupyterLab shows "model not found" for a widget whose kernel is gone. This first output of the cell stands in for it:
# hidden while the explorer after it lives, and elsewhere (VS Code, Colab), where nothing could hide it again.
_CHILD, _ALIVE = ".jp-OutputArea-child", ".gvc-explorer:not(.gvc-gone)"
_AGAIN_HTML = f"""<p class="gvc-again">{AGAIN}</p><style>
.gvc-again {{ display: none; }}
.jp-OutputArea .gvc-again {{ display: block; }}
{_CHILD}:has(+ {_CHILD} {_ALIVE}) .gvc-again {{ display: none; }}
{_CHILD}:has(.gvc-again) + {_CHILD}:not(:has({_ALIVE})) {{ display: none; }}
</style>"""


class ExplorerWidget(anywidget.AnyWidget):
    """An explorer in the page. A problem is told in words, never as a traceback."""

    _esm = Path(__file__).with_name("widget.js")
    _css = Path(__file__).with_name("widget.css")
    spec = traitlets.Dict().tag(sync=True)  # title, question, controls
    asked = traitlets.Dict().tag(sync=True)  # turn, values: control → what the page holds
    shown = traitlets.Dict().tag(sync=True)  # turn, words, problem, alt, width, height
    picture = traitlets.Bytes().tag(sync=True)  # PNG

    def __init__(self, e: Explorer):
        self._explorer = e
        controls = [{"name": n, "label": c.label or n} | c.page() for n, c in e.controls.items()]
        super().__init__(
            spec={"title": e.title, "question": e.question, "controls": controls},
            asked={"turn": 0, "values": {n: c.sent(c.default) for n, c in e.controls.items()}},
        )

    def move(self, **values) -> None:
        """Set controls as a reader would, by their codes."""
        held = {name: self._explorer.controls[name].sent(value) for name, value in values.items()}
        self.asked = {"turn": self.asked["turn"] + 1, "values": self.asked["values"] | held}

    @traitlets.observe("asked")
    def _answer(self, change) -> None:
        controls = self._explorer.controls
        shown = {"turn": self.asked["turn"], "words": "", "problem": "", "alt": "", "width": 0, "height": 0}
        picture = b""
        try:
            fig, words = self._explorer(**{n: controls[n].read(v) for n, v in self.asked["values"].items()})
            picture = fig.png(SCREEN_DPI)
            width, height = (round(v * PIXELS_PER_INCH) for v in fig.get_size_inches())
            shown |= {"words": words, "alt": fig.alt, "width": width, "height": height}
        except Exception as error:
            shown["problem"] = f"This setting cannot be shown: {error}"
        with self.hold_sync():  # one message: never the words of one setting with the picture of another
            self.picture, self.shown = picture, shown

    def __repr__(self) -> str:
        return AGAIN

    def _ipython_display_(self) -> None:
        display({"text/html": _AGAIN_HTML, "text/plain": AGAIN}, raw=True)
        display(*self._repr_mimebundle_(), raw=True)

    def _repr_mimebundle_(self, **_) -> tuple[dict, dict]:
        # No text/html: a page that does not trust the notebook shows the first output's sentence, and only that one.
        view = {"version_major": 2, "version_minor": 1, "model_id": self.model_id}
        return {_VIEW: view, "text/plain": AGAIN, "text/html": ""}, {}
