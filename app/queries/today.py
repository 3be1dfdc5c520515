"""What is new that matters: the newest instruments and reports, and the days that come next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.domain.documents import Kind
from app.domain.instruments import Unsaid
from app.domain.search import Days, Everything, Expression, Not, Or, SearchQuery, Sort, Term
from app.domain.time import PointInTime
from app.queries.reader import Reader
from app.queries.search import search
from app.queries.views import Count, Hit
from app.store.facts import decode_facts
from app.store.schema import IssueRow, ShowingRow, VersionRow

_NEWEST_INSTRUMENTS = 18
_NEWEST_REPORTS = 12
_AHEAD = timedelta(weeks=8)
_MOST_DEADLINES = 100
_ROLES = ("effective", "comments_close")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day that comes, its role, and the document that names it; `days` counts from today."""

    on: date
    days: int
    role: str
    scope: str
    hit: Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The front page's matter. `issues` counts what was not understood and still stands."""

    documents: int
    standings: tuple[Count, ...]
    instruments: tuple[Hit, ...]
    reports: tuple[Hit, ...]
    deadlines: tuple[Deadline, ...]
    deadlines_until: date
    issues: int
    lost: int


def today(reader: Reader, point: PointInTime) -> TodayView:
    """What is new at a point in time; its day is today where none is asked about."""
    report = Term(field="kind", value=Kind.REPORT.value)
    held = search(reader, _query(Everything(), point, limit=1, facets=True))
    from_on = point.as_of or reader.today
    issues, lost = _issues(reader, point)
    return TodayView(
        documents=held.total,
        standings=held.facets["standing"],
        instruments=search(reader, _query(Not(part=report), point, limit=_NEWEST_INSTRUMENTS)).hits,
        reports=search(reader, _query(report, point, limit=_NEWEST_REPORTS)).hits,
        deadlines=_deadlines(reader, from_on, point),
        deadlines_until=from_on + _AHEAD,
        issues=issues,
        lost=lost,
    )


def _query(
    expression: Expression, point: PointInTime, *, limit: int, facets: bool = False
) -> SearchQuery:
    return SearchQuery(
        text="", expression=expression, sort=Sort.NEWEST, limit=limit, facets=facets, point=point
    )


def _deadlines(reader: Reader, from_on: date, point: PointInTime) -> tuple[Deadline, ...]:
    until = from_on + _AHEAD
    coming = Or(parts=tuple(Days(field=role, from_on=from_on, to_on=until) for role in _ROLES))
    hits = search(reader, _query(coming, point, limit=_MOST_DEADLINES)).hits
    found = [
        Deadline(on=on, days=(on - from_on).days, role=role, scope=scope, hit=hit)
        for hit, role, on, scope in _dates(reader, hits)
        if role in _ROLES and from_on <= on <= until
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.role, one.hit.id)))


def _dates(reader: Reader, hits: tuple[Hit, ...]) -> Iterator[tuple[Hit, str, date, str]]:
    """The dates that each hit's showing states."""
    if not hits:
        return
    versions = {hit.version: hit for hit in hits}
    rows = reader.connection.execute(
        select(VersionRow.id, ShowingRow.facts)
        .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
        .where(VersionRow.id.in_(versions), ShowingRow.superseded_at.is_(None))
    )
    for row in rows:
        dates = decode_facts(row.facts).dates
        for one in () if isinstance(dates, Unsaid) else dates:
            yield versions[row.id], one.role, one.on, one.scope


def _issues(reader: Reader, point: PointInTime) -> tuple[int, int]:
    at = point.as_known or reader.now
    rows = reader.connection.execute(
        select(IssueRow.lost_record)
        .where(IssueRow.noticed_at <= at)
        .where(IssueRow.superseded_at.is_(None) | (IssueRow.superseded_at > at))
    )
    lost = [bool(row.lost_record) for row in rows]
    return len(lost), sum(lost)
