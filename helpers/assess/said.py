"""The error of this room."""


class AssessError(ValueError):
    """A test, a file of results or a name that cannot be used; one sentence says what is wrong and what to do."""
