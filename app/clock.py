"""The only place that asks the time; everything else is told it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def moved_clock(start_at: datetime) -> Clock:
    """A clock that reads `start_at` now and runs on from there at its usual pace."""
    if start_at.tzinfo is None:
        raise ValueError("a clock starts at an aware instant, such as 2026-01-02T03:04:05Z")
    shift: timedelta = start_at.astimezone(UTC) - system_clock()
    return lambda: system_clock() + shift
