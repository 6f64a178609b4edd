"""Chinese beside English: the pictures of lessons drawn in a language, and the catalogues a translator fills.

helpers/course/locale/zh_CN/LC_MESSAGES holds all there is: glossary.po (terms and definitions), figures.po (words of
pictures; `helpers.words` says how its messages with places are found) and frame.po (the website's frame). `refresh` adds
what is new, takes out what is gone and cuts the fonts anew where letters are missing.
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from helpers import classification, explorers, words
from helpers.course import books, records
from helpers.figures import letters
from helpers.figures.theme import LessonFigure

LESSONS = ("0.1", "2.2", "5.1")  # whose pictures have Chinese words


def drawn(number: str) -> Iterator[tuple[str, LessonFigure | explorers.Default]]:
    """The pictures of a lesson in the language chosen, with the id of the cell that makes each.

    The cells run here, one after another, as a learner runs them who has answered nothing.
    """
    names: dict = {"__name__": "__main__"}
    for cell in books.read(books.find(number)).cells:
        if cell.cell_type != "code":
            continue
        with contextlib.redirect_stdout(io.StringIO()):
            value = _value(cell.source, f"<{number} {cell.id}>", names)
        if isinstance(value, LessonFigure | explorers.Default):
            yield cell.id, value


def _value(source: str, file: str, names: dict):
    """Run a cell; the value of its last line where that is an expression."""
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, file, "exec"), names)
    return eval(compile(ast.Expression(last.value), file, "eval"), names) if last else None


def settings(number: str) -> Iterator[None]:
    """Draw a lesson's explorers at settings worth trying: each control's ends and each of its choices."""
    for e in explorers.of_lesson(number):
        tried = list(explorers.settings(e, np.random.default_rng(0)))
        for name, control in e.controls.items():
            tried += [{name: value} for value in getattr(control, "options", {})]
        for setting in tried:
            e(**setting)
            yield


# -- letters -----------------------------------------------------------------------------------------------------------
def signs() -> str:
    """Every sign that the words of pictures need and matplotlib's own font lacks."""
    return "".join(sorted({s for other in words.messages("figures", "zh").values() for s in other if words.HAN.match(s)}))


def cut_fonts(folder: Path) -> list[Path]:
    """Cut the fonts of figures out of NotoSansCJK-Regular.ttc and -Bold.ttc in a folder: only the signs the catalogue uses.

    The cuts have a name of their own, so that no font of this computer stands in for them.
    """
    from fontTools import subset
    from fontTools.ttLib import TTCollection

    made = []
    for weight in ("Regular", "Bold"):
        path = folder / f"NotoSansCJK-{weight}.ttc"
        if not path.is_file():
            raise books.LessonError(f"{path} is not there: name the folder of Debian's fonts-noto-cjk.")
        font = next(f for f in TTCollection(path).fonts if f["name"].getDebugName(1).endswith("CJK SC"))
        how = subset.Options(layout_features=[], hinting=False, desubroutinize=False, name_IDs=[0, 1, 2, 4, 6, 13, 14], drop_tables=["BASE", "VORG", "vhea", "vmtx"])  # fmt: skip
        cutter = subset.Subsetter(how)
        cutter.populate(text=signs())
        cutter.subset(font)
        for record in font["name"].names:
            named = {1: letters.CHINESE, 2: weight, 4: f"{letters.CHINESE} {weight}", 6: f"GVCSansSC-{weight}"}
            record.string = named.get(record.nameID, record.toUnicode())
        font["CFF "].cff.fontNames = [f"GVCSansSC-{weight}"]
        font["head"].modified = font["head"].created  # the same file each time
        font.recalcTimestamp = False
        target = letters.FONTS / f"GVCSansSC-{weight}.otf"
        font.save(target)
        made.append(target)
    return made
