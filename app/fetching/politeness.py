"""When a host may be asked: at its pace, not while it wants to be left alone, seldom in doubt."""

import re
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from app.clock import Clock

LEAST_WAIT = timedelta(seconds=1)
USUAL_WAIT = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=24)


def retry_at(header: str | None, now: datetime, *, their_clock: str | None = None) -> datetime:
    """From when on a publisher wants to be asked again, by its `Retry-After`.

    Seconds or an HTTP date; a date is read against the publisher's own `Date` where it gives one,
    since its clock may be off. What cannot be read means a minute, and nothing means more than a
    day.
    """
    waits = _seconds(header or "")
    if waits is None:
        until = _http_date(header or "")
        waits = until - (_http_date(their_clock or "") or now) if until else USUAL_WAIT
    return now + min(max(waits, LEAST_WAIT), LONGEST_WAIT)


def said_at(date: str | None, age: str | None) -> datetime | None:
    """The instant by the clock of whoever answered: its `Date`, and the `Age` in a store between.

    `None` where it does not say.
    """
    made_at, kept = _http_date(date or ""), _seconds(age or "")
    if made_at is None or kept is None:
        return made_at
    return made_at + min(kept, datetime.max.replace(tzinfo=UTC) - made_at)


@dataclass(slots=True)
class Pacer:
    """Keeps the pace of every host for the workers of one process; the store does so for several.

    A host is a name, with its port where that is not the usual one.
    """

    clock: Clock
    _next: dict[str, datetime] = field(default_factory=dict)
    _closed: dict[str, datetime] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reserve(self, host: str, pace: timedelta) -> datetime:
        """The instant at which this request may go; the next one may `pace` later."""
        with self._lock:
            now = self.clock()
            at = max(now, self._next.get(host, now))
            self._next[host] = at + pace
            return at

    def closed_until(self, host: str) -> datetime | None:
        """Until when a host wants to be left alone, or `None`."""
        with self._lock:
            until = self._closed.get(host)
            return until if until is not None and until > self.clock() else None

    def close(self, host: str, until: datetime) -> None:
        """Leave a host alone until then; a wish for longer stands."""
        with self._lock:
            self._closed[host] = max(until, self._closed.get(host, until))


def _seconds(header: str) -> timedelta | None:
    if not re.fullmatch(r"\s*[0-9]+\s*", header):
        return None
    return timedelta(seconds=min(int(header.strip()[:12]), 10**9))


def _http_date(header: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(header.strip())
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
