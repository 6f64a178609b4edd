"""What a question of a quiz is, and four ways to make one whose key is computed, never typed where a number decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from helpers import evidence, exercises
from helpers.classification import name
from helpers.tables import course


@dataclass(frozen=True)
class Question:
    """One question. ``make`` computes the options (words → what to say to who chose them) and the words of the right one."""

    id: str
    lesson: str
    ask: str
    make: Callable[[], tuple[dict[str, str], str]]

    @property
    def options(self) -> dict[str, str]:
        """Words of each option → its explanation."""
        return _made(self)[0]

    @property
    def key(self) -> str:
        """The words of the right option, computed."""
        return _made(self)[1]


@cache
def _made(question: Question) -> tuple[dict[str, str], str]:
    return question.make()


def number(id: str, lesson: str, ask: str, style: str, right: Callable[[], float], why: str, *wrong: tuple[Callable[[], float], str]) -> Question:  # fmt: skip
    """A number: the right one and known ways to go wrong, each computed; ``style`` is a format such as "{:.1f} %"."""

    def make():
        key = style.format(right())
        return {key: why} | {style.format(value()): words for value, words in wrong}, key

    return Question(id, lesson, ask, make)


def which(id: str, lesson: str, ask: str, key: Callable[[], str], options: dict[str, str]) -> Question:
    """Words: ``key`` computes which of the options is right."""
    return Question(id, lesson, ask, lambda: (dict(options), key()))


def who(id: str, ask: str, exercise: str, codes: tuple[str, ...], style: str, why: str, highest: bool = True) -> Question:
    """Which economy has the highest (lowest) value in what a "your economy" exercise asks; all are computed anew."""

    def make():
        asked = exercises.find(exercise)
        values = {code: float(exercises.right_answer(asked, code)) for code in codes}
        best = (max if highest else min)(values, key=values.get)
        end = "highest" if highest else "lowest"
        told = {name(c): f"{name(c)}: {style.format(v)}, the {end} of these. {why}" if c == best else f"{name(c)}: {style.format(v)}; {name(best)} {style.format(values[best])}. {why}" for c, v in values.items()}  # fmt: skip
        return told, name(best)

    return Question(id, exercise.rpartition(".")[0], ask, make)


def judged(id: str, claim: str) -> Question:
    """The verdict on a claim, as the register has it."""

    def make():
        row = course.claims().loc[claim]
        counts = f" ({row.agreeing} of {row.specifications} specifications agree)" if row.specifications else ""
        told = {word: f"{word.capitalize()} would be: {means}. What decided: {row.value}{counts}." for word, means in evidence.VERDICTS.items()}  # fmt: skip
        told[row.verdict] = f"{evidence.VERDICTS[row.verdict].capitalize()}. What decided: {row.value}{counts}."
        return told, row.verdict

    row = course.claims().loc[claim]
    return Question(id, claim[:3], f"What did the account make of this claim? “{row.claim}”", make)
