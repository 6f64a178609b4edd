"""What a stored output becomes on a page: pictures as files, numbers as tables, verdicts with a badge, boxes to scroll in."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from bs4 import BeautifulSoup
from PIL import Image

COLOURS = 64  # charts hold few: 64 look as drawn, at a quarter of the bytes
KEPT = re.compile(r"border-left:5px solid (#\w+)")
ENTRY = re.compile(r"(?P<what>.*\S)\s(?P<number>[−+-]?[\d,]*\.?\d+(?:\u202f%|[-\w.]*%)?)(?P<more>(?: \([^()]*\))?)")


@dataclass
class Pictures:
    """Pictures as files, each once; pages name them by their bytes."""

    folder: Path
    smaller: bool = True
    seen: dict[str, str] = field(default_factory=dict)

    def file(self, png: bytes) -> str:
        """The name of a picture's file, written if it is not yet there."""
        key = hashlib.sha256(png).hexdigest()[:16]
        if key not in self.seen:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{key}.png").write_bytes(small(png) if self.smaller else png)
            self.seen[key] = f"{key}.png"
        return self.seen[key]


def small(png: bytes) -> bytes:
    """A picture with few colours, as PNG."""
    held = io.BytesIO()
    with Image.open(io.BytesIO(png)) as drawn:
        drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(held, "PNG", compress_level=9)
    return held.getvalue()


def badge(verdict: str, frame: SimpleNamespace) -> str:
    """A verdict as a badge: words, and a mark that is told apart without its colour."""
    kind = verdict.split()[0] if verdict else "none"
    return f'<span class="gvc-badge gvc-{kind}">{html.escape(frame.verdicts.get(verdict, frame.no_verdict))}</span>'


def page_of(data: dict, pictures: Pictures, root: str, frame: SimpleNamespace) -> str:
    """An output's HTML as the page shows it. root: the way from the page to the site's first folder, such as "../"."""
    soup = BeautifulSoup(data["text/html"], "html.parser")
    for picture in soup.find_all("img"):
        _picture(soup, picture, data.get("text/plain", ""), pictures, root, frame)
    for box in soup.find_all(["div", "p"], attrs={"role": "status"}):
        del box["role"]
    for box in soup.find_all("div", style=KEPT):
        first = box.find("b")
        claim, _, word = (first.get_text() if first else "").partition(": ")
        box["class"], verdict = ["gvc-said"], word if word in frame.verdicts else ""
        del box["style"]
        if verdict:
            box["class"] = ["gvc-verdict", f"gvc-{verdict.split()[0]}"]
            first.string = f"{claim} "
            first.append(BeautifulSoup(badge(verdict, frame), "html.parser"))
    for table in soup.find_all("table"):
        caption = table.find("caption")
        name = caption.get_text(" ", strip=True) if caption else frame.wide_table
        table.wrap(soup.new_tag("div", attrs={"class": "gvc-scroll", "role": "region", "tabindex": "0", "aria-label": name}))
        for line in table.find_all("tr", style=True):
            del line["style"]
    return str(soup)


def _picture(soup, picture, plain: str, pictures: Pictures, root: str, frame: SimpleNamespace) -> None:
    data = picture["src"].partition("base64,")[2]
    if not data:
        return
    picture["src"] = f"{root}figures/{pictures.file(base64.b64decode(data))}"
    picture["class"] = "dark-light"  # the theme leaves such a picture as it is in the dark
    picture["loading"] = "lazy"
    picture["decoding"] = "async"
    del picture["style"]
    figure = picture.wrap(soup.new_tag("figure", attrs={"class": "gvc-figure"}))
    figure.append(BeautifulSoup(told(plain or picture.get("alt", ""), frame), "html.parser"))


def told(plain: str, frame: SimpleNamespace) -> str:
    """A figure's words, folded: what it says, and its numbers as tables where they are listed."""
    words = plain.removeprefix("Figure: ").replace(" | ", " ")
    parts = []
    for sentence in re.split(r"(?<=[^\d\s.])\. (?=\S)|(?<=[\d)%])\. (?=[A-Z])", words):
        rows = _rows(sentence)
        parts.append(_table(rows, frame) if rows else f"<p>{html.escape(sentence.rstrip('.'))}.</p>")
    return f"<details><summary>{html.escape(frame.in_words)}</summary>{''.join(parts)}</details>"


def _rows(sentence: str) -> list[tuple[str, dict[str, str]]]:
    """Rows (what, column → number) of a list such as "China: sold 13.2, bought 10.5; India: sold …"; none if it is no list."""
    rows, entries = [], sentence.rstrip(".").split("; ")
    for entry in entries:
        what, colon, rest = entry.partition(": ")
        values = [ENTRY.fullmatch(x) for x in rest.split(", ")] if colon else []
        one = ENTRY.fullmatch(entry)
        if values and all(values):
            rows.append((what, {m["what"]: m["number"] + m["more"] for m in values}))
        elif one:
            rows.append((one["what"], {"": one["number"] + one["more"]}))
        else:
            return []
    alike = len({tuple(values) for _, values in rows}) == 1
    return rows if len(rows) >= 3 and alike else []


def _table(rows: list[tuple[str, dict[str, str]]], frame: SimpleNamespace) -> str:
    e = html.escape
    heads = "".join(f'<th scope="col">{e(name or frame.number)}</th>' for name in rows[0][1])
    body = "".join(
        f'<tr><th scope="row">{e(what)}</th>{"".join(f"<td>{e(v)}</td>" for v in values.values())}</tr>'
        for what, values in rows
    )
    return (
        f'<div class="gvc-scroll" role="region" tabindex="0" aria-label="{e(frame.in_words)}"><table><thead><tr>'
        f'<th scope="col">{e(frame.what)}</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )
