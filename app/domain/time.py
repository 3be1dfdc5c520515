"""Law lives in days, machines live in instants; these hold the two apart."""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """Days from `from_on` up to, but not including, `to_on`; an open side is `None`."""

    from_on: date | None = None
    to_on: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the day lies inside the span."""
        after_start = self.from_on is None or self.from_on <= on
        return after_start and (self.to_on is None or on < self.to_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointInTime:
    """A question's two clocks: the law on a day, as this installation knew it at an instant.

    `None` means now, for either.
    """

    as_of: date | None = None
    as_known: datetime | None = None

    def holds(self, published_on: date | None) -> bool:
        """Whether what was published on a day was out by then; the undated counts as out."""
        return self.as_of is None or published_on is None or published_on <= self.as_of


def microseconds(at: datetime) -> int:
    """An instant as whole microseconds since 1970 UTC, exact where a float would not be."""
    if at.tzinfo is None:
        raise ValueError("an instant without a zone cannot be compared; give it one")
    elapsed = at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (elapsed.days * 86_400 + elapsed.seconds) * 1_000_000 + elapsed.microseconds
