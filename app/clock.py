"""The only place that asks the time; everything else is told it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def stopped_clock(at: datetime) -> Clock:
    """A clock that stands still at an instant, for workspaces whose clock may be moved."""
    if at.tzinfo is None:
        raise ValueError("a clock stands at an aware instant, such as 2026-01-02T03:04:05Z")
    return lambda: at.astimezone(UTC)
