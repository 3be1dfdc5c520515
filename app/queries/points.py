"""A question's two clocks from text: one reading of days and instants for every door."""

import re
from datetime import UTC, date, datetime

from app.domain.time import PointInTime
from app.errors import QueryError

# A plus sign in an address that was not escaped arrives as a space.
_SPACED_ZONE = re.compile(r" (\d\d:?\d\d)$")
_ONLY_A_DAY = re.compile(r"[\dW-]+")


def point_in_time(as_of: str | None, as_known: str | None) -> PointInTime:
    """The two clocks of a question, from text; what cannot be read is an error with its place."""
    return PointInTime(
        as_of=day(as_of, "as_of") if as_of is not None else None,
        as_known=instant(as_known, "as_known") if as_known is not None else None,
    )


def day(text: str, name: str) -> date:
    """An ISO day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QueryError(
            f"{text!r} is no day; write it like 2026-01-31", name=name, position=0
        ) from None


def instant(text: str, name: str) -> datetime:
    """An ISO instant; one without a zone is UTC.

    A day alone means its end, and a time without a fraction the end of its second: who writes
    10:00:00 asks for what happened in that second too.
    """
    try:
        if _ONLY_A_DAY.fullmatch(text):
            on = date.fromisoformat(text)
            return datetime(on.year, on.month, on.day, 23, 59, 59, 999_999, tzinfo=UTC)
        at = datetime.fromisoformat(_SPACED_ZONE.sub(r"+\1", text))
        # Beside the first and the last day of all, a zone leads out of what can be told.
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise QueryError(
            f"{text!r} is no instant; write it like 2026-01-31T14:05:00Z", name=name, position=0
        ) from None
    if "." not in text and "," not in text:
        at = at.replace(microsecond=999_999)
    return at
