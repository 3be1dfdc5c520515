"""Days and instants as people read them: 9 Nov 2026, with the zone where a time matters."""

from datetime import UTC, date, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(on: date) -> str:
    """A day, such as 9 Nov 2026, in no language of the machine's."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def month_words(on: date) -> str:
    """The month of a day, such as Nov 2026."""
    return f"{_MONTHS[on.month - 1]} {on.year}"


def instant_words(at: datetime) -> str:
    """An instant to the minute, in UTC."""
    at = at.astimezone(UTC)
    return f"{day_words(at.date())} {at:%H:%M} UTC"


def instant_text(at: datetime) -> str:
    """An instant as an address carries it, exact to the microsecond where it has any."""
    at = at.astimezone(UTC).replace(tzinfo=None)
    return f"{at.isoformat()}Z"
