"""Quizzes: one a chapter, keys computed, each option explained after an answer, the order of a learner's own.

``ask("1")`` shows the quiz of chapter 1, ``answer("1", "b a d …")`` judges it: a letter a question, ``-`` for one left out.
The order of questions and options comes from a seed: yours by default (your desk and economy), so that neighbours do not
share letters. The best result is kept with the progress.
"""

from __future__ import annotations

import html
import importlib
import random
import re
import zlib
from dataclasses import dataclass

from helpers import progress
from helpers.quiz.question import Question

CHAPTERS = ("0", "1", "2", "3", "4", "5")
LETTERS = "abcdefgh"


class QuizError(ValueError):
    """A quiz or an answer that is none; one sentence says what to give."""


def of_chapter(chapter: str) -> tuple[Question, ...]:
    """The questions of a chapter "0" to "5", in their authors' order. QuizError for another."""
    if not isinstance(chapter, str) or chapter not in CHAPTERS:
        raise QuizError(f'There is no quiz {chapter!r}; there are {", ".join(CHAPTERS)}, such as quiz.ask("1").')
    return importlib.import_module(f"{__name__}.chapter_{chapter}").QUESTIONS


def own_seed() -> int:
    """The learner's seed: the same for one desk and economy, another for another."""
    return zlib.crc32(f"{progress.folder()}{progress.economy()}".encode()) if progress.folder() else 0


def _ordered(chapter: str, seed: int | None) -> list[tuple[Question, list[str]]]:
    """Questions and the words of their options, shuffled by a seed."""
    if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int)):
        raise QuizError(f"A seed is a whole number, not {seed!r}.")
    questions = list(of_chapter(chapter))
    chance = random.Random(f"{chapter} {own_seed() if seed is None else seed}")
    chance.shuffle(questions)
    return [(q, chance.sample(list(q.options), len(q.options))) for q in questions]


@dataclass(frozen=True)
class Asked:
    """A quiz as it is shown: questions with lettered options."""

    chapter: str
    questions: tuple[tuple[str, tuple[str, ...]], ...]

    def __repr__(self) -> str:
        lines = [f"Quiz of chapter {self.chapter}: {len(self.questions)} questions"]
        for k, (words, options) in enumerate(self.questions, 1):
            lines += [f"{k}. {words}", *(f"   {letter} {o}" for letter, o in zip(LETTERS, options, strict=False))]
        return "\n".join([*lines, f'Answer with quiz.answer("{self.chapter}", "…"), a letter a question, - for none.'])

    def _repr_html_(self) -> str:
        e, out = html.escape, [f"<p><b>Quiz of chapter {self.chapter}</b></p><ol>"]
        for words, options in self.questions:
            out.append(f"<li>{e(words)}<ul style='list-style:none'>" + "".join(f"<li><b>{letter}</b> {e(o)}</li>" for letter, o in zip(LETTERS, options, strict=False)) + "</ul></li>")  # fmt: skip
        return "".join(out) + f'</ol><p>Answer with <code>quiz.answer("{self.chapter}", "…")</code>, a letter a question, <code>-</code> for none.</p>'  # fmt: skip


@dataclass(frozen=True)
class Result:
    """How a quiz went: for each question that was answered, right or not, and why."""

    chapter: str
    right: int
    of: int
    told: tuple[tuple[int, bool | None, str], ...]  # number, right (None: left out), words

    def _lines(self) -> list[tuple[str, str]]:
        return [("…" if ok is None else "✓" if ok else "✗", f"{k}. {words}") for k, ok, words in self.told]

    def __repr__(self) -> str:
        return "\n".join([f"Chapter {self.chapter}: {self.right} of {self.of} right", *(f"{m} {w}" for m, w in self._lines())])  # fmt: skip

    def _repr_html_(self) -> str:
        rows = "".join(f"<p>{m} {html.escape(w)}</p>" for m, w in self._lines())
        return f"<p><b>Chapter {self.chapter}: {self.right} of {self.of} right</b></p>{rows}"


def ask(chapter: str, seed: int | None = None) -> Asked:
    """The quiz of a chapter "0" to "5" in the order of a seed (yours by default). QuizError for another chapter."""
    return Asked(chapter, tuple((q.ask, tuple(options)) for q, options in _ordered(chapter, seed)))


def answer(chapter: str, letters: str, seed: int | None = None) -> Result:
    """Judge a quiz: a letter a question in the order shown, ``-`` for one left out; the same seed as in `ask`.

    What you chose is explained, right or not. The result is kept with the progress as "quiz 1". QuizError for letters that
    are not on offer or too few.
    """
    asked = _ordered(chapter, seed)
    if not isinstance(letters, str):
        raise QuizError(f'Letters in quotation marks are needed, such as "a b - c", not {type(letters).__name__}.')
    given = re.findall(r"[^\s,;.]", letters.casefold())
    if len(given) != len(asked):
        raise QuizError(f"There are {len(asked)} questions and {len(given)} letters: give one each, - for none.")
    told, right = [], 0
    for k, (letter, (question, options)) in enumerate(zip(given, asked, strict=True), 1):
        if letter in "-–—":
            told.append((k, None, f"left out (lesson {question.lesson})."))
            continue
        place = LETTERS.find(letter)
        if not 0 <= place < len(options):
            raise QuizError(f"Question {k} has the letters {LETTERS[0]} to {LETTERS[len(options) - 1]}, not {letter!r}.")  # fmt: skip
        chosen = options[place]
        ok = chosen == question.key
        right += ok
        more = "" if ok else f" Read again: lesson {question.lesson}."
        told.append((k, ok, f"{chosen}: {question.options[chosen]}{more}"))
    if any(ok is not None for _, ok, _ in told):
        _keep(chapter, right, len(asked))
    return Result(chapter, right, len(asked), tuple(told))


def _keep(chapter: str, right: int, of: int) -> None:
    """Note a result where it is the best so far."""
    id, before = f"quiz {chapter}", best(chapter)
    progress.record(id, "correct" if right == of else f"{max(right, before)} of {of}")


def best(chapter: str) -> int:
    """The most questions of a chapter's quiz answered right at once; 0 where it was not tried."""
    held = progress.status(f"quiz {chapter}")
    if held == "correct":
        return len(of_chapter(chapter))
    found = re.fullmatch(r"(\d+) of \d+", held)
    return int(found[1]) if found else 0
