"""A test as QTI, which Canvas and others import, by text2qti; and as a page to print."""

from __future__ import annotations

import html
import random
import re

from helpers.assess import form, outcomes
from helpers.assess.said import AssessError

LETTERS = "abcdefgh"


def written(name: str) -> bytes:
    """Form "A" or "B" as a zip of QTI. AssessError where text2qti is not installed."""
    try:
        from text2qti.config import Config
        from text2qti.qti import QTI
        from text2qti.quiz import Quiz
    except ImportError:
        raise AssessError("QTI is written by text2qti, which is not installed here: run make test once.") from None
    return QTI(Quiz(source(name), config=Config(), source_name=f"form {name}")).zip_bytes()


def source(name: str) -> str:
    """What text2qti reads: a question a paragraph, options with their feedback, a star before the right one."""
    lines = [f"Quiz title: Global value chains, form {name}", "shuffle answers: true", ""]
    for k, (outcome, asked) in enumerate(form(name), 1):
        lines += [f"Title: {asked.id} {outcome}", "points: 1", f"{k}. {_marked(asked.ask)}"]
        for letter, (words, why) in zip(LETTERS, asked.options.items(), strict=False):
            lines += [f"{'*' if words == asked.key else ''}{letter}) {_marked(words)}", f"... {_marked(why)}"]
        lines.append("")
    return "\n".join(lines)


def _marked(words: str) -> str:
    """Words in which Markdown finds nothing to do."""
    return re.sub(r"([\\`*_{}\[\]()#+.!$^~|-])", r"\\\1", html.escape(words, quote=False))


def page(name: str, key: bool = False) -> str:
    """A form to print, its options in an order of its own; with ``key`` what is right and why."""
    chance = random.Random(f"form {name}")
    lines = [f"# Global value chains: form {name}{', key' if key else ''}", "", "" if key else "Your sign (no name): ______________ · one answer each; leave out what you do not know", ""]  # fmt: skip
    for k, (outcome, asked) in enumerate(form(name), 1):
        lines += [f"**{k}.** {asked.ask}" + (f" *({outcomes()[outcome]}; lesson {asked.lesson})*" if key else ""), ""]
        for letter, words in zip(LETTERS, chance.sample(list(asked.options), len(asked.options)), strict=False):
            told = f" {'**✓**' if words == asked.key else '✗'} *{asked.options[words]}*" if key else ""
            lines.append(f"- {letter}) {words}{told}")
        lines.append("")
    return "\n".join(lines)
