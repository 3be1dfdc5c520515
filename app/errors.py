"""What can go wrong, named for whoever has to act on it.

These stop a run. A fault in a single record is an `Issue` value, never an exception that
escapes its record. Errors know nothing of HTTP or exit codes: each door holds its own table.
"""


class TrackerError(Exception):
    """Something stopped the run; the message names the place and ends with what to do."""


class UnreachableError(TrackerError):
    """A publisher or a database did not answer; waiting and trying again may help."""


class FormatError(TrackerError):
    """The bytes are not in the form their kind promises; a maintainer has to look."""


class NotFoundError(TrackerError):
    """The caller named a thing this workspace does not hold."""


class QueryError(TrackerError):
    """The caller's question cannot be read.

    `name` is the parameter at fault, `position` the code point in it, `hint` the next step.
    """

    def __init__(
        self, message: str, *, name: str = "query", position: int | None = None, hint: str = ""
    ) -> None:
        super().__init__(message)
        self.name = name
        self.position = position
        self.hint = hint


class ConfigError(TrackerError):
    """The operator's configuration or workspace is not usable as it stands."""
