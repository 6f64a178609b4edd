"""What an exercise is: a question's right answer, known ways to go wrong, help in steps."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

# fill a blank, change a line, write two lines; compute is the older name for any of the three
KINDS = ("predict", "fill", "change", "write", "compute", "bug hunt", "your economy", "open")


@dataclass(frozen=True)
class Misconception:
    """A known way to go wrong: what it would answer, and what to say to it."""

    name: str
    value: Callable[..., Any]  # of nothing; of the economy's code where the exercise is about the learner's economy
    hint: str


@dataclass(frozen=True)
class Exercise:
    """One exercise. The right answer is computed, not written down; ``code`` is what the notebook's solution cell holds."""

    id: str
    objective: str
    kind: str  # one of KINDS
    expected: Callable[[], Any] | None = None  # a number, a word, a set, an ordered list of words, an array
    for_economy: Callable[[str], Any] | None = None  # the same, from the code of the learner's economy
    economies: Callable[[], Collection[str]] | None = None  # codes the table of ``for_economy`` has; the WIOD tables'
    anew: Callable[[str, int], Any] | None = None  # the same question for another economy and year, in graded work
    misconceptions: tuple[Misconception, ...] = ()
    neighbours: Callable[..., dict[str, Any]] | None = None  # what must not pass, by words: {"the year 2008": 0.36}
    decimals: int | None = None  # the fewest that are right, as the lesson prints it; three significant digits
    tolerance: float = 1e-6  # relative, for an answer with all its digits (Greece comes within 6e-5 of Germany)
    paper: float | None = None  # a number only printed in the paper where the question asks to compute it
    numbers: Callable[[], str] | None = None  # what a handout prints for a room where nothing can be computed
    steps: tuple[str, ...] = ()  # hints from a nudge to the formula, none of them the answer
    code: str = ""  # the solution, giving the answer a name; the check follows it in the notebook
    why: str = ""  # the reasoning behind it, in words
    praise: str = ""
    model_answer: str = ""  # of an open exercise
    rubric: tuple[str, ...] = ()  # of an open exercise: four levels, the best last


def is_open(e: Exercise) -> bool:
    """Whether an exercise has no one right answer: it is written, then compared with a rubric."""
    return e.expected is None and e.for_economy is None
