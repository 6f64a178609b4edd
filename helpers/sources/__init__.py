"""Readers for publishers' files: one module a format, each returning an `MRIO` or a tidy table."""


class SourceError(ValueError):
    """A publisher's file that is missing, damaged or of another form; the message names the place."""
