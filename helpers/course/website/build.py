"""The website from the stored lessons: what Sphinx reads is laid out in a folder of its own, then turned into pages."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from helpers import writing
from helpers.course import books, desk, records, translate
from helpers.course.website import lessons, live, pages, words
from helpers.course.website.outputs import Pictures
from helpers.tables import course
from helpers.words import LANGUAGES, say, speaking

SITE = books.ROOT / "site"
HERE = Path(__file__).parent
MARK = "searchindex.js"  # what tells a website of ours from a folder that is somebody's
KEPT = ("lab", "zh")  # made by others below the same folder


def build(out: Path = SITE, quick: bool = False, language: str = "en") -> list[str]:
    """Make the website in a folder; returns sentences on it. LessonError where the folder is not a website's.

    quick: pictures as they are stored, and hardly any explorer's other settings.
    """
    start, out = time.perf_counter(), Path(os.path.realpath(out))
    if out.exists() and any(p.name not in KEPT for p in out.iterdir()) and not (out / MARK).is_file():
        raise books.LessonError(
            f"{out} is there and is no website: nothing was written. Name another folder: --out FOLDER"
        )
    if language not in words.languages():
        raise books.LessonError(f"The website speaks no {language!r}; it speaks {', '.join(words.languages())}.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as held, writing.beside(out) as made:
        read, extra = (Path(held) / name for name in ("read", "extra"))
        with speaking(language):
            explorers = lay_out(read, extra, quick, language)
        run_sphinx(read, extra, made, language)
        _place(made, out)
    return [*said(out, explorers, time.perf_counter() - start)]


def lay_out(read: Path, extra: Path, quick: bool, language: str) -> dict[str, tuple[int, int]]:
    """Write what Sphinx reads, and what is copied beside its pages; returns the explorers that answer."""
    frame, map = words.frame(language), records.planned()
    told = map.assign(**{column: map[column].map(say) for column in ("title", "question")})
    few = live.QUICK if quick else live.FEW
    site = lessons.Site(read, extra, frame, told, course.claims(), Pictures(extra / "figures", smaller=not quick), few)
    ways = records.paths()
    for path in books.lessons():
        number = books.number_of(path)
        book, file = records.rendered(translate.pictured(books.read(path), number), number, map, ways), path.relative_to(books.NOTEBOOKS).as_posix()
        writing.write(read / file, books.text_of(lessons.page(book, number, site)))
        writing.write(extra / "notebooks" / file, books.text_of(desk.learners(book, number)))
    writing.write(extra / "notebooks" / desk.GLOSSARY, records.glossary_text())
    for name, text in (
        ("index", pages.home(site)),
        ("scorecard", pages.scorecard(site)),
        ("glossary", pages.glossary(site)),
    ):
        writing.write(read / f"{name}.md", text)
    for path in pages.teaching():
        writing.write(read / "teach" / path.name, pages.teach(path))
    return live.make_all(extra, few)


def version() -> str:
    return tomllib.loads((books.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def settings(read: Path, extra: Path, language: str) -> dict:
    """What Sphinx is told."""
    frame = words.frame(language)
    return {
        "project": frame.title,
        "author": "",
        "html_title": frame.title,
        "version": version(),
        "language": LANGUAGES[language] or language,
        "html_search_language": "en",  # that of the lessons; Sphinx's search for Chinese stops with an error
        "extensions": ["myst_nb", "helpers.course.website.maths"],
        "html_math_renderer": "mathml",
        "nb_execution_mode": "off",
        "nb_merge_streams": True,
        "myst_enable_extensions": ["dollarmath"],
        "myst_all_links_external": True,  # links lead to pages as they will stand; `look` checks each
        "myst_heading_anchors": 0,
        "html_theme": "sphinx_book_theme",
        "html_favicon": str(HERE / "static" / "favicon.svg"),
        "html_static_path": [str(HERE / "static")],
        "html_css_files": ["widget.css", "site.css"],
        "html_js_files": [("widget.js", {"defer": "defer"}), ("site.js", {"defer": "defer"})],
        "html_extra_path": [str(extra)],
        "html_copy_source": False,
        "html_show_copyright": False,
        "html_show_sphinx": False,
        "html_last_updated_fmt": None,
        "html_theme_options": {
            "use_download_button": False,
            "use_fullscreen_button": False,
            "home_page_in_toc": False,
            "navbar_persistent": [],
            "show_navbar_depth": 1,
            "toc_title": frame.contents,
            "search_bar_text": frame.search,
            "extra_footer": f"<p>{frame.footer.format(version=version())}</p>",
            "footer_content_items": ["extra-footer.html"],
        },
    }


def run_sphinx(read: Path, extra: Path, made: Path, language: str) -> None:
    """Turn the sources into pages; what Sphinx warns of is told."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace

    (extra / "_static").mkdir(parents=True, exist_ok=True)
    script = (books.ROOT / "helpers" / "explorers" / "widget.js").read_text(encoding="utf-8")
    writing.write(
        extra / "_static" / "widget.js", script.replace("export default { render };", "window.gvcRender = render;")
    )
    shutil.copy(books.ROOT / "helpers" / "explorers" / "widget.css", extra / "_static" / "widget.css")
    warned = io.StringIO()
    with docutils_namespace():
        app = Sphinx(
            read, None, made, made / ".doctrees", "html", settings(read, extra, language), status=None, warning=warned
        )
        app.build()
    if warned.getvalue():
        print(warned.getvalue()[:4000], file=sys.stderr)
    shutil.rmtree(made / ".doctrees")
    lighten(made)


def lighten(made: Path) -> None:
    """Take out of a site what its pages do not need.

    The theme's icon script (1.6 MB for nine icons): site.css draws them, without JavaScript too. The index of all words, on
    pages that do not search: their search box leads to the page that does.
    """
    icons, search = r"fontawesome|fa-(?:solid|regular|brands)", r"searchtools|language_data|searchindex"
    for page in made.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        heavy = icons if page.name == "search.html" else f"{icons}|{search}"
        writing.write(page, re.sub(rf"<(script|link)[^>]*(?:{heavy})[^>]*>(</script>)?", "", text))
    for heavy in (made / "_static").rglob("fontawesome.js*"):
        heavy.unlink()


def _place(made: Path, out: Path) -> None:
    """Put a site in the place of an older one, by names alone; what others made below the folder stays."""
    with writing.beside(out) as old:
        if out.exists():
            os.replace(out, old)
        os.replace(made, out)
        for name in KEPT:
            if (old / name).exists():
                os.replace(old / name, out / name)


def said(out: Path, explorers: dict[str, tuple[int, int]], seconds: float) -> list[str]:
    """What the site holds and weighs."""
    files = [p for p in out.rglob("*") if p.is_file() and p.relative_to(out).parts[0] not in KEPT]
    count = sum(p.suffix == ".html" for p in files)
    return [f"{count} pages, {sum(p.stat().st_size for p in files) / 1e6:.1f} MB, {len(explorers)} explorers answer by "
            f"{sum(n for n, _ in explorers.values())} pictures, {seconds:.0f} s: {out / 'index.html'}"]  # fmt: skip
