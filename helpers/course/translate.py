"""Chinese beside English: the pictures of lessons drawn in a language, and the catalogues a translator fills.

helpers/course/locale/zh_CN/LC_MESSAGES holds all there is: glossary.po (terms and definitions), figures.po (words of
pictures; `helpers.words` says how its messages with places are found) and website.po (the website's frame). `refresh`
brings them in line with the course.
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from nbformat import NotebookNode

from helpers import classification, explorers, words, writing
from helpers.course import books, records
from helpers.figures import letters
from helpers.figures.theme import LessonFigure

LESSONS = ("0.1", "2.2", "5.1")  # whose pictures have Chinese words
DOMAINS = {"glossary": "terms and definitions", "figures": "words of pictures", "website": "the website's frame"}
TEMPLATES = books.ROOT / "translations"  # what is made anew at any time and not kept


# -- pictures ----------------------------------------------------------------------------------------------------------
def spoken(id: str) -> contextlib.AbstractContextManager:
    """The language chosen for the pictures of a lesson or explorer that has words in it; English for the others."""
    return words.speaking(words.language() if id.startswith(LESSONS) else "en")


def pictured(book: NotebookNode, number: str) -> NotebookNode:
    """A stored lesson whose pictures have their words in the language chosen, where the catalogue is made for them."""
    if words.language() == "en" or number not in LESSONS:
        return book
    pictures = dict(drawn(number))
    for cell in book.cells:
        for output in cell.get("outputs", []) if cell.id in pictures else []:
            if "text/html" in output.get("data", {}):
                output.data = NotebookNode(pictures[cell.id]._repr_mimebundle_())
    return book


def drawn(number: str) -> Iterator[tuple[str, LessonFigure | explorers.Default]]:
    """The pictures of a lesson in the language chosen, with the id of the cell that makes each.

    The cells run here, one after another, as for a learner who has answered nothing.
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


def moved(number: str) -> Iterator[LessonFigure]:
    """The pictures of a lesson's explorers: each control's ends and choices, and some settings at random."""
    for e in explorers.of_lesson(number):
        for setting in explorers.settings(e, np.random.default_rng(0)):
            yield e(**setting)[0]


# -- catalogues --------------------------------------------------------------------------------------------------------
def path(domain: str) -> Path:
    return words.LOCALE / words.LANGUAGES["zh"] / "LC_MESSAGES" / f"{domain}.po"


def wanted(domain: str) -> dict[str, str]:
    """The messages a catalogue should have, each with where it comes from."""
    return {"glossary": _glossary, "figures": _figures, "website": _website}[domain]()


def _glossary() -> dict[str, str]:
    return {
        m: where
        for t in records.terms().itertuples()
        for m, where in ((t.term, "term"), (t.definition, f"definition: {t.term}"))
    }


def vocabulary() -> dict[str, str]:
    """Names that any picture of the lessons may need: economies, industries, lessons."""
    map = records.planned()
    groups = ((classification.regions()["name"], "economy"), (classification.industries()["short"], "industry"), (map["title"], "lesson"), (map["question"], "lesson"))  # fmt: skip
    return {m: where for names, where in groups for m in names}


def _figures() -> dict[str, str]:
    """The vocabulary, the messages that pictures use, and what they lack: sentences with places for their numbers."""
    out = vocabulary()
    with words.speaking("zh"):
        for number in LESSONS:
            with words.listening() as (known, missed):
                for _ in (*drawn(number), *moved(number)):
                    pass
            for message in sorted(known) + sorted({_with_places(m) for m in missed}):
                out.setdefault(message, f"pictures of {number}")
    return out


def _with_places(sentence: str) -> str:
    count = iter(range(1, 100))
    return re.sub(
        rf"(?<![\w.]){words.NUMBER}(?!\w|[.,]\d)", lambda _: f"{{n{next(count)}}}", sentence.replace("\u202f%", " %")
    )


def _website() -> dict[str, str]:
    from babel.messages.extract import extract_from_file

    file = Path(__file__).parent / "website" / "words.py"
    return {message: "frame" for _, message, *_ in extract_from_file("python", str(file), keywords={"_": None})}


def refresh(fonts: Path | None = None, prose: bool = True) -> list[str]:
    """Bring the catalogues in line with the course and, with a folder of fonts, cut the fonts anew; says what is filled.

    A message that is gone stays in its file, marked as obsolete, so that no work is lost.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    said = []
    TEMPLATES.mkdir(exist_ok=True)
    for domain, what in DOMAINS.items():
        template = Catalog(domain=domain)
        for message, where in wanted(domain).items():
            template.add(message, auto_comments=[where])
        with path(domain).open("rb") as file:
            filled = read_po(file, locale=words.LANGUAGES["zh"], domain=domain)
        filled.update(template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
        for catalogue, target in ((filled, path(domain)), (template, TEMPLATES / f"{domain}.pot")):
            held = io.BytesIO()
            write_po(held, catalogue, width=110, sort_output=False)
            writing.write(target, held.getvalue().decode())
        ready = sum(bool(m.string) for m in filled if m.id)
        said.append(f"{domain}.po ({what}): {ready} of {len(filled)} messages filled")
    words.messages.cache_clear()
    if fonts:
        said += [f"cut anew: {made.relative_to(books.ROOT)}" for made in cut_fonts(fonts)]
    if lacking := "".join(s for s in signs() if s not in held_signs()):
        said.append(f"The fonts of pictures lack {lacking}: --fonts FOLDER cuts them anew.")
    return [*said, *(_prose() if prose else [])]


def _prose() -> list[str]:
    """Templates of the lessons' prose, by Sphinx's own builder, in a folder that is not kept."""
    import tempfile

    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace

    from helpers.course.website import build

    with tempfile.TemporaryDirectory() as held, docutils_namespace():
        read, extra, trees = (Path(held) / name for name in ("read", "extra", "trees"))
        extra.mkdir()
        build.lay_out(read, extra, quick=True, language="en")
        how = build.settings(read, extra, "en") | {"gettext_compact": False}
        Sphinx(read, None, TEMPLATES / "prose", trees, "gettext", how, status=None, warning=io.StringIO()).build()
    made = list((TEMPLATES / "prose").rglob("*.pot"))
    return [f"prose: {len(made)} templates in {TEMPLATES.relative_to(books.ROOT)}/prose, not filled"]


# -- letters -----------------------------------------------------------------------------------------------------------
def signs() -> str:
    """Every sign that the words of pictures need and matplotlib's own font lacks."""
    return "".join(
        sorted({s for other in words.messages("figures", "zh").values() for s in other if words.HAN.match(s)})
    )


def held_signs() -> set[str]:
    """The signs that every font of pictures has."""
    from fontTools.ttLib import TTFont

    return set.intersection(*({chr(c) for c in TTFont(p).getBestCmap()} for p in letters.FONTS.glob("*.otf")))


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
