"""What an answer's silence rests on: which sources spoke to it, and how completely."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from app.domain.coverage import Receipt, SourceCoverage
from app.domain.sources import Source, Window
from app.domain.time import PointInTime
from app.queries.covered import Covered
from app.queries.reader import Reader
from app.store.schema import SourceRow

# A source whose rounds have not been whole for so many of its intervals is stale.
STALE_AFTER = 3
_DAY = timedelta(days=1)
_NEVER_BEFORE = datetime(1970, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A source that is asked and has not been read whole lately; `since` is when it last was.

    `was_asked` is false for one whose first round has not ended yet.
    """

    source: str
    title: str
    since: datetime | None
    was_asked: bool
    why: str


def coverage_block(
    reader: Reader,
    point: PointInTime,
    *,
    sources: Collection[str] | None = None,
    window: Window | None = None,
) -> Receipt:
    """The receipt of an answer: how far each source that speaks to the question is proven.

    `sources` are those the question is of (all that are asked, where it names none), `window` the
    days it is about. A source that was never proven whole stands in the receipt too: it is why
    the receipt is not complete. What people hand over proves nothing about the rest.
    """
    # Nothing was known before there were machines to know it, and nothing is known of the future.
    at = max(min(point.as_known or reader.now, reader.now), _NEVER_BEFORE)
    speaking = [one for one in asked_sources(reader) if sources is None or one.key in sources]
    known = reader.memory.covered(reader.connection, at) if speaking else {}
    said = tuple(
        _said(source, known.get(source.key, Covered()), _days(window, point), at)
        for source in speaking
    )
    silent = sources is not None and not set(sources) <= {source.key for source in speaking}
    complete = not silent and bool(said) and all(one.complete for one in said)
    return Receipt(sources=said, complete=complete)


def asked_sources(reader: Reader) -> list[Source]:
    """The sources that are asked for what they publish: neither paused nor switched off."""
    paused = set(
        reader.connection.scalars(select(SourceRow.key).where(SourceRow.paused_at.is_not(None)))
    )
    return [
        source
        for source in reader.sources
        if source.begin is not None and source.key not in paused and source.key not in reader.off
    ]


def stale_sources(reader: Reader) -> tuple[Stale, ...]:
    """The sources that are asked and whose silence says nothing now, with the reason of each."""
    known = reader.memory.covered(reader.connection, reader.now)
    found = []
    for source in asked_sources(reader):
        has = known.get(source.key, Covered())
        if is_stale(source, has.last_success, reader.now):
            why = has.problem or (
                "no round of it has been whole yet"
                if has.last_ended_at is not None
                else "it has not been asked yet"
            )
            found.append(
                Stale(
                    source=source.key,
                    title=source.title,
                    since=has.last_success,
                    was_asked=has.last_ended_at is not None,
                    why=why,
                )
            )
    return tuple(found)


def is_stale(source: Source, last_success: datetime | None, at: datetime) -> bool:
    """Whether a source has not been read whole for so long that its silence says nothing."""
    return last_success is None or at - last_success > source.interval * STALE_AFTER


def _days(window: Window | None, point: PointInTime) -> tuple[date | None, date | None]:
    """The first and the last day that an answer is about; `None` leaves a side open."""
    if window is not None:
        return window.first_on, window.last_on
    return None, point.as_of


def _said(
    source: Source, has: Covered, days: tuple[date | None, date | None], at: datetime
) -> SourceCoverage:
    first_on, last_on = days
    # Nothing later than this can have been read whole by then.
    end = min(source.day_of(at) - _DAY, source.settled_on(at))
    wanted = end if last_on is None else min(last_on, end)
    covers = has.last_on is not None and has.first_on is not None and has.last_on >= wanted
    if covers and has.first_on is not None:
        covers = has.first_on <= (wanted if first_on is None else min(first_on, wanted))
    return SourceCoverage(
        source=source.key,
        from_on=has.first_on,
        to_on=has.last_on,
        complete=covers and not has.is_held and not is_stale(source, has.last_success, at),
        last_success=has.last_success,
    )
