"""The error of this room."""


from helpers.shelf import DataError


class AssessError(DataError):
    """A test, a file of results or a name that cannot be used; one sentence says what is wrong and what to do."""
