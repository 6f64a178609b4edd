"""Looks a finished website over: each link and anchor leads somewhere, the HTML is sound, each page's first view is light."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

import html5lib
from bs4 import BeautifulSoup

# What html5lib still reports on pages that browsers read as meant: newer than its rules, or the theme's.
MINOR = {"unexpected-end-tag-treated-as"}
NOT_OURS = "lab"  # made by another command below the same folder
BELOW = ("lab", "zh")  # folders that other commands fill, perhaps later
FIRST_VIEW = 1_000_000  # bytes


def pages(site: Path) -> list[Path]:
    """The pages of a site, without those that others made below it."""
    names = [(p, p.relative_to(site)) for p in sorted(site.rglob("*.html"))]
    return [p for p, name in names if name.parts[0] != NOT_OURS and "_static" not in name.parts]


def loose_ends(site: Path) -> list[str]:
    """Links, pictures and scripts of all pages that lead nowhere, or away without being a link; in words."""
    soups = {p.resolve(): BeautifulSoup(p.read_text(encoding="utf-8"), "html.parser") for p in pages(site)}
    ids = {
        p: {t["id"] for t in soup.find_all(id=True)} | {t["name"] for t in soup.find_all("a", attrs={"name": True})}
        for p, soup in soups.items()
    }
    found = []
    for page, soup in soups.items():
        name = page.relative_to(site.resolve()).as_posix()
        found += [f"{name}: two things have the id {i}" for i in _twice(t["id"] for t in soup.find_all(id=True))]
        for tag in soup.find_all(["a", "link", "img", "script", "source"]):
            for key in ("href", "src"):
                if tag.get(key) is not None:
                    found += [f"{name}: {words}" for words in _leads(page, tag, tag[key], site.resolve(), ids)]
    return found


def _leads(page: Path, tag, to: str, site: Path, ids: dict[Path, set[str]]) -> list[str]:
    if to.startswith(("http:", "https:", "mailto:")):
        return [] if tag.name == "a" else [f"{tag.name} fetches {to} from elsewhere"]
    if to.startswith("data:"):
        return [f"a picture stands in the page itself: {to[:40]}"] if tag.name == "img" and len(to) > 2000 else []
    file, anchor = urldefrag(to)
    target = (page.parent / unquote(file.partition("?")[0])).resolve() if file else page
    if not target.is_relative_to(site):
        return [f"{to} leads out of the site"]
    first = target.relative_to(site).parts[0] if target != site else ""
    if first in BELOW and not (site / first).exists():
        return []
    if not target.is_file():
        return [f"{to} is not there"]
    if anchor and target in ids and unquote(anchor) not in ids[target]:
        return [f"{to}: no such place in the page"]
    return []


def _twice(names) -> set[str]:
    seen: set[str] = set()
    return {n for n in names if n in seen or seen.add(n)}


def unsound(page: Path) -> list[str]:
    """What a strict reader of HTML finds wrong in a page."""
    text = page.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    parser.parse(text)
    lines = text.splitlines()
    return [
        f"{page.name}, line {line}: {code} {told} in {lines[min(line, len(lines)) - 1].strip()[:100]!r}"
        for (line, _), code, told in parser.errors
        if code not in MINOR
    ]


def weight(url: str) -> int:
    """Bytes of what a page asks for, as a file; 0 for what stands in the page itself."""
    path = Path(unquote(url.removeprefix("file://").partition("?")[0].partition("#")[0]))
    return path.stat().st_size if url.startswith("file:") and path.is_file() else 0
