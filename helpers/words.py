"""Words of pictures and pages in the language asked for: what the catalogues of helpers/course/locale know, the rest in English.

A message may hold places in braces. ``{n}``, ``{n2}`` … stand for numbers, ``{as_is}`` for words that stay (a publisher's
edition), any other name for words that are looked up in their turn. So "{year}: the E11 stand {n} points above the EU"
finds every sentence of that form, and no code that writes English needs to know of other languages. A sentence is said in
the other language whole or not at all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter

LOCALE = Path(__file__).parent / "course" / "locale"
LANGUAGES = {"en": "", "zh": "zh_CN"}  # as a learner says it → the catalogues' folder; English has none
SETTING = "GVC_LANGUAGE"
HAN = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
NUMBER, _WORDS = r"[−+-]?\d[\d,]*(?:\.\d+)?", re.compile("[a-z]{2}")
_heard: list[tuple[set[str], set[str]]] = []


def listed(names: list[str]) -> str:
    """Names in words: "China, Korea and Mexico"; "none" for an empty list."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "none"


class LanguageError(ValueError):
    """The language asked for is none of the course's; the message lists them."""


def language(code: str | None = None) -> str:
    """The language of pictures, as the setting GVC_LANGUAGE has it; with a code ("en", "zh") it is set."""
    asked = code or os.environ.get(SETTING) or "en"
    if asked not in LANGUAGES:
        raise LanguageError(f"There are no words in {asked!r}: choose one of {', '.join(LANGUAGES)}.")
    if code:
        os.environ[SETTING] = code  # so that processes begun from here on speak it, too
    return asked


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """A language for a while."""
    before = language()
    language(code)
    try:
        yield
    finally:
        language(before)


@contextmanager
def listening() -> Iterator[tuple[set[str], set[str]]]:
    """Which messages of the figures' catalogue are used meanwhile, and which words it does not know."""
    heard: tuple[set[str], set[str]] = (set(), set())
    _heard.append(heard)
    try:
        yield heard
    finally:
        _heard.remove(heard)


@cache
def messages(domain: str, code: str) -> dict[str, str]:
    """The messages of a catalogue ("glossary", "figures", "website") that are filled: English → the language's words."""
    if not LANGUAGES[code]:
        return {}
    from babel.messages.pofile import read_po  # when asked: English needs no catalogue

    with (LOCALE / LANGUAGES[code] / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id and m.string and not m.fuzzy}


def say(words: str) -> str:
    """Words of a picture in the language chosen; as they are where the catalogue does not know them."""
    code = language()
    if code == "en" or HAN.search(words):
        return words
    found, used = _found(words.replace("\u202f%", " %"), code)
    for known, missed in _heard:
        known |= used
        if found is None and "\n" not in words:
            missed.add(words)
    return words if found is None else found.replace(" %", "%")


def places(message: str) -> set[str]:
    """The places of a message: {"year", "n"} of "{year}: {n} points"."""
    return {name for _, name, *_ in Formatter().parse(message) if name}


@lru_cache(8192)
def _found(words: str, code: str) -> tuple[str | None, frozenset[str]]:
    """Words in a language, None where they are not known, and the messages used."""
    known, templates = _figures(code)
    if message := known.get(words.casefold()):
        return message[1], frozenset({message[0]})
    for pattern, english, other in templates:
        if not (found := pattern.fullmatch(words)):
            continue
        parts = {k: (v, frozenset()) if k == "as_is" else _found(v, code) for k, v in found.groupdict().items()}
        if all(part is not None for part, _ in parts.values()):
            made = other.format(**{k: part for k, (part, _) in parts.items()})
            return made, frozenset({english}).union(*(used for _, used in parts.values()))
    return None if _WORDS.search(words) else words, frozenset()


@cache
def _figures(code: str) -> tuple[dict[str, tuple[str, str]], list[tuple[re.Pattern, str, str]]]:
    """Messages without places by their letters, great or small; those with places as patterns, the most telling first."""
    all_ = messages("figures", code)
    known = {m.casefold(): (m, other) for m, other in all_.items() if not places(m)}
    rest = sorted((m for m in all_ if places(m)), key=lambda m: -len(_literal(m)))
    return known, [(re.compile(_pattern(m), re.IGNORECASE), m, all_[m]) for m in rest]


def _literal(message: str) -> str:
    return "".join(text for text, *_ in Formatter().parse(message))


def _pattern(message: str) -> str:
    seen: set[str] = set()
    out = ""
    for text, name, *_ in Formatter().parse(message):
        out += re.escape(text)
        if name:
            form = NUMBER if re.fullmatch(r"n\d*", name) else ".+?"
            out += f"(?P={name})" if name in seen else f"(?P<{name}>{form})"
            seen.add(name)
    return out
