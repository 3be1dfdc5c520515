"""Can I trust the silence: each source, what is held of it, and what was not understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, RowMapping, case, cast, func, select

from app.domain.coverage import Receipt
from app.domain.documents import Standing
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.queries.collecting import CollectingView, collecting
from app.queries.coverage import coverage_block
from app.queries.grammar.faults import did_you_mean
from app.queries.list_snapshots import held_lists, last_snapshot
from app.queries.list_views import HoldView
from app.queries.reader import Reader
from app.store.collecting_rows import LookRow, RoundRow
from app.store.schema import (
    CaptureRow,
    CoverageDayRow,
    DocumentRow,
    IssueRow,
    ShowingRow,
    SourceRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """One source: who it is, what is held of it and how it fares.

    `collected` says whether we ask it ourselves; where we do not, its silence proves nothing.
    `unvouched` counts documents that say they are an official publisher's and stand as reports,
    because nobody who handed them over vouched for that. `collecting` tells how asking it fares;
    null for a source that only a person named.
    """

    key: str
    title: str
    jurisdiction: str
    standing: str
    weight: str
    owner: str | None
    url: str | None
    collected: bool
    documents: int
    unvouched: int
    captures: int
    last_captured_at: datetime | None
    newest_published_on: date | None
    quarantined: int
    issues: int
    collecting: CollectingView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """Something not understood, with its place and the capture it stands in."""

    source: str
    capture: str
    file: str
    place: str
    problem: str
    lost_record: bool
    document: str | None
    made_by: str
    noticed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    """Every source and the newest issues; `held` names lists whose newest file is on hold."""

    sources: tuple[SourceHealth, ...]
    issues: tuple[IssueView, ...]
    issues_total: int
    held: tuple[HoldView, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What is held of each source, by its key, as the questions below count it."""

    captures: Mapping[str, tuple[int, datetime | None, int]]
    documents: Mapping[str, tuple[int, date | None, int]]
    issues: Mapping[str, int]


def received(reader: Reader) -> tuple[object, ...]:
    """Values that move whenever something arrives, is asked for or is read, though no document
    changes."""
    unread = select(func.count()).where(CaptureRow.read_by.is_(None))
    return (
        reader.connection.scalar(select(func.max(CaptureRow.pk))) or 0,
        reader.connection.scalar(select(func.max(IssueRow.pk))) or 0,
        reader.connection.scalar(unread) or 0,
        reader.connection.scalar(select(func.max(LookRow.pk))),
        reader.connection.scalar(select(func.max(RoundRow.ended_at))),
        reader.connection.scalar(select(func.max(CoverageDayRow.pk))),
        reader.connection.execute(select(func.count(SourceRow.paused_at), func.count())).one(),
        last_snapshot(reader),
    )


def sources(
    reader: Reader, point: PointInTime, *, issues: int = 100, source: str | None = None
) -> SourcesView:
    """Health of every source as known at an instant, with up to `issues` of the newest issues."""
    _refuse(reader, issues, source)
    at = point.as_known or reader.now
    held = _Held(
        captures=_by_source(reader, at),
        documents=_documents_by_source(reader, at),
        issues=_issues_by_source(reader, at),
    )
    asked = collecting(reader, at)
    collected = {one.key for one in reader.sources if one.begin is not None}
    return SourcesView(
        sources=tuple(
            _health(row, held, asked.get(row["key"]), collected=row["key"] in collected)
            for row in _rows(reader)
        ),
        issues=_newest_issues(reader, at, issues, source),
        issues_total=sum(held.issues.values()),
        held=held_lists(reader, point),
        as_of=point.as_of,
        as_known=at,
        coverage=coverage_block(reader, point),
    )


def _health(
    row: RowMapping, held: _Held, asked: CollectingView | None, *, collected: bool
) -> SourceHealth:
    captures, last_captured_at, quarantined = held.captures.get(row["key"], (0, None, 0))
    documents, newest_published_on, as_reports = held.documents.get(row["key"], (0, None, 0))
    return SourceHealth(
        key=row["key"],
        title=row["title"],
        jurisdiction=row["jurisdiction"],
        standing=row["standing"],
        weight=row["weight"],
        owner=row["owner"],
        url=row["url"],
        collected=collected,
        documents=documents,
        unvouched=0 if row["standing"] == Standing.REPORT else as_reports,
        captures=captures,
        last_captured_at=last_captured_at,
        newest_published_on=newest_published_on,
        quarantined=quarantined,
        issues=held.issues.get(row["key"], 0),
        collecting=asked,
    )


def _rows(reader: Reader) -> Sequence[RowMapping]:
    asked = select(SourceRow.__table__).order_by(SourceRow.key)
    return reader.connection.execute(asked).mappings().all()


def _refuse(reader: Reader, issues: int, source: str | None) -> None:
    if issues < 0:
        raise QueryError(f"{issues} issues cannot be listed; ask for 0 or more", name="issues")
    known = set(reader.connection.scalars(select(SourceRow.key)))
    if source is not None and source not in known:
        raise NotFoundError(f"there is no source {source!r} here; {did_you_mean(source, known)}")


def _by_source(reader: Reader, at: datetime) -> dict[str, tuple[int, datetime | None, int]]:
    rows = reader.connection.execute(
        select(
            CaptureRow.source,
            func.count(),
            func.max(CaptureRow.captured_at),
            func.coalesce(func.sum(CaptureRow.quarantined), 0),
        )
        .where(CaptureRow.captured_at <= at)
        .group_by(CaptureRow.source)
    )
    return {source: (int(n), last, int(lost)) for source, n, last, lost in rows}


def _documents_by_source(reader: Reader, at: datetime) -> dict[str, tuple[int, date | None, int]]:
    """How many documents a source has, the newest day among them, how many stand as reports."""
    as_reports = func.sum(case((ShowingRow.standing == Standing.REPORT.value, 1), else_=0))
    rows = reader.connection.execute(
        select(DocumentRow.source, func.count(), func.max(ShowingRow.published_on), as_reports)
        .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
        .where(ShowingRow.recorded_at <= at)
        .where(ShowingRow.superseded_at.is_(None) | (ShowingRow.superseded_at > at))
        .group_by(DocumentRow.source)
    )
    return {source: (int(n), newest, int(reports)) for source, n, newest, reports in rows}


def _issues_by_source(reader: Reader, at: datetime) -> dict[str, int]:
    rows = reader.connection.execute(
        select(CaptureRow.source, func.count())
        .join(IssueRow, IssueRow.capture_pk == CaptureRow.pk)
        .where(IssueRow.noticed_at <= at)
        .where(IssueRow.superseded_at.is_(None) | (IssueRow.superseded_at > at))
        .group_by(CaptureRow.source)
    )
    return {source: int(n) for source, n in rows}


def _newest_issues(
    reader: Reader, at: datetime, limit: int, source: str | None
) -> tuple[IssueView, ...]:
    asked = (
        select(
            CaptureRow.source,
            CaptureRow.id.label("capture"),
            CaptureRow.place.label("file"),
            IssueRow.place,
            IssueRow.problem,
            IssueRow.lost_record,
            IssueRow.document,
            IssueRow.made_by,
            IssueRow.noticed_at,
        )
        .join(CaptureRow, CaptureRow.pk == IssueRow.capture_pk)
        .where(IssueRow.noticed_at <= at)
        .where(IssueRow.superseded_at.is_(None) | (IssueRow.superseded_at > at))
        .order_by(cast(IssueRow.lost_record, Integer).desc(), IssueRow.pk.desc())
        .limit(limit)
    )
    if source is not None:
        asked = asked.where(CaptureRow.source == source)
    return tuple(IssueView(**row) for row in reader.connection.execute(asked).mappings())
