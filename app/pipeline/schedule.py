"""When a source is asked, and for which days: decisions alone, nothing is asked or written."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from app.domain.sources import Source, Window

DAY: Final = timedelta(days=1)
_FIRST_RETRY: Final = timedelta(minutes=1)
_TIMES: Final = 4
_LONGEST_RETRY: Final = timedelta(hours=6)
_MOST_STEPS: Final = 8  # four to the eighth minutes are weeks: beyond the longest either way


def cut(first_on: date, last_on: date, longest: timedelta) -> Iterator[Window]:
    """Days as windows of at most `longest`, oldest first."""
    length = max(longest // DAY, 1)
    while first_on <= last_on:
        end = min(first_on + DAY * (length - 1), last_on)
        yield Window(first_on=first_on, last_on=end)
        first_on = end + DAY


def scheduled_windows(
    source: Source, *, last_proven_on: date | None, at: datetime
) -> tuple[Window, ...]:
    """What a due source is asked for: from some days before the last complete one up to today.

    So days on which nothing could be asked leave no gap, however many they were.
    """
    today = source.day_of(at)
    from_on = min(last_proven_on, today) if last_proven_on is not None else today
    first_on = from_on - source.looks_back
    if source.earliest_on is not None:
        first_on = max(first_on, source.earliest_on)
    return tuple(cut(min(first_on, today), today, source.longest))


def asked_windows(
    source: Source, *, since: date, until: date | None, at: datetime
) -> tuple[tuple[Window, ...], str | None]:
    """The windows of days that a person asks for, and a note where some cannot be asked for."""
    today = source.day_of(at)
    last_on = min(until or today, today)
    first_on, note = since, None
    if source.earliest_on is not None and since < source.earliest_on:
        first_on = source.earliest_on
        note = (
            f"{source.key} has nothing before {source.earliest_on}, so the days from {since} to "
            f"{min(last_on, source.earliest_on - DAY)} were not asked for"
        )
    return tuple(cut(first_on, last_on, source.longest)), note


def backoff(source: Source, failures: int) -> timedelta:
    """How long to wait after so many failures in a row: ever longer, but never for good."""
    times: int = _TIMES ** min(max(failures - 1, 0), _MOST_STEPS)
    return min(_FIRST_RETRY * times, source.interval, _LONGEST_RETRY)


def next_look(
    source: Source, *, failures: int, at: datetime, retry_at: datetime | None
) -> datetime:
    """When a source is due again; never before the instant its host named."""
    wait = source.interval if failures == 0 else backoff(source, failures)
    return at + wait if retry_at is None else max(at + wait, retry_at)
