"""Mark a class set: run submissions where they can do no harm, compare their answers outside, keep the marks in nbgrader.

A submission runs in a sandbox (bubblewrap) without network, as nobody, within limits of time, memory and room, on a copy
of the course that holds no expected value. It hands out answers as data; `helpers.exercises` judges them here. nbgrader
keeps the marks, shows open answers to markers, and makes what students get back.
"""

from helpers.course.books import LessonError


class MarkingError(LessonError):
    """What marking cannot do; the message says what is wrong and what to do."""


def whole(text: str) -> str:
    """Text that can be written down: halves of a character, which a file or a folder's name may hold, become "?"."""
    return text.encode("utf-8", "replace").decode()
