"""The pages of a list that changes: what differs between two days, and between its channels."""

from dataclasses import dataclass

from fastapi import Request

from app.comparison.list_changes import FieldChange
from app.domain.time import PointInTime
from app.printing.addresses import (
    Parameters,
    address,
    capture_path,
    clocks,
    document_path,
    list_changes_path,
    list_path,
    reconciliation_path,
)
from app.printing.list_sizes import SizeBars, size_bars
from app.queries.list_change_views import ListChangesView, RemovedView, RowView
from app.queries.list_changes import ListSpan, list_changes
from app.queries.reader import Reader
from app.queries.reconciliation import reconciliation
from app.queries.reconciliation_views import GapView, ReconciliationView
from app.web.frame import Form, Page, Saying, framed

_MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """A row that came or went, and the page of its words."""

    name: str
    details: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A field before and after, and the page of its entry."""

    change: FieldChange
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChangesPage(Page):
    """What changed on a list; `left_out` rows are in the JSON alone."""

    view: ListChangesView
    list_path: str
    path: str
    kept: tuple[tuple[str, str], ...]
    from_path: str | None
    to_path: str | None
    added: tuple[RowLine, ...]
    removed: tuple[RowLine, ...]
    changed: tuple[ChangeLine, ...]
    editorial: tuple[ChangeLine, ...]
    left_out: int
    sizes: SizeBars | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A party that one channel names and another does not, with the pages that say so."""

    gap: GapView
    path: str | None
    notice_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationPage(Page):
    """The channels of a list held against each other."""

    view: ReconciliationView
    titles: dict[str, str]
    list_path: str
    gaps: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChanges:
    """Two days of a list as they are asked for, with the two clocks."""

    span: ListSpan
    point: PointInTime


def list_changes_page(request: Request, reader: Reader, asked: AskedChanges) -> ListChangesPage:
    """The page of what changed on a list between two days."""
    span, point = asked.span, asked.point
    view = list_changes(reader, span, point)
    path = list_changes_path(span.key)
    days: list[tuple[str, str | None]] = [
        ("from", None if span.from_on is None else span.from_on.isoformat()),
        ("to", None if span.to_on is None else span.to_on.isoformat()),
        ("source", span.source),
    ]
    rows = (len(view.added), len(view.removed), len(view.changed), len(view.editorial))
    return ListChangesPage(
        frame=framed(request, reader, point, _changes_saying(view, path, days, point)),
        view=view,
        list_path=address(list_path(span.key), clocks(point)),
        path=path,
        kept=tuple((name, value) for name, value in [("source", span.source)] if value),
        from_path=None if view.old is None else capture_path(view.old.capture),
        to_path=None if view.new is None else capture_path(view.new.capture),
        added=tuple(_row(one, point) for one in view.added[:_MOST_ROWS]),
        removed=tuple(_row(one, point) for one in view.removed[:_MOST_ROWS]),
        changed=tuple(_change(one, point) for one in view.changed[:_MOST_ROWS]),
        editorial=tuple(_change(one, point) for one in view.editorial[:_MOST_ROWS]),
        left_out=sum(max(0, count - _MOST_ROWS) for count in rows),
        sizes=size_bars(view.sizes),
    )


def reconciliation_page(
    request: Request, reader: Reader, key: str, point: PointInTime
) -> ReconciliationPage:
    """The page that holds the channels of a list against each other."""
    view = reconciliation(reader, key, point, limit=500)
    path = reconciliation_path(key)
    saying = Saying(
        title=f"Channels of {view.title}",
        section="lists",
        path=path,
        sources=tuple(one.channel for one in view.channels),
        forms=(_json(f"/api/v1{path}", clocks(point)),),
        named=f"the channels of {view.title} ({key})",
    )
    return ReconciliationPage(
        frame=framed(request, reader, point, saying),
        view=view,
        titles={one.channel: one.title for one in view.channels},
        list_path=address(list_path(key), clocks(point)),
        gaps=tuple(_gap(one, point) for one in view.gaps),
    )


def _changes_saying(
    view: ListChangesView, path: str, days: list[tuple[str, str | None]], point: PointInTime
) -> Saying:
    return Saying(
        title=f"Changes of {view.title}",
        section="lists",
        path=path,
        parameters=[(name, value or "") for name, value in days],
        sources=() if view.new is None else (view.new.source,),
        forms=(_json(f"/api/v1{path}", [*days, *clocks(point)]),),
        named=f"what changed on {view.title} ({view.list})",
    )


def _row(row: RowView | RemovedView, point: PointInTime) -> RowLine:
    return RowLine(
        name=row.name,
        details=row.details,
        path=address(document_path(row.version), clocks(point)),
    )


def _change(change: FieldChange, point: PointInTime) -> ChangeLine:
    return ChangeLine(change=change, path=address(document_path(change.entry), clocks(point)))


def _gap(gap: GapView, point: PointInTime) -> GapLine:
    # A party of a notice is a row of its text and has no page of its own.
    party, _, row = gap.party.partition("#")
    notice = gap.notice_document or (party if row else None)
    return GapLine(
        gap=gap,
        path=None if row else address(document_path(party), clocks(point)),
        notice_path=None if notice is None else address(document_path(notice), clocks(point)),
    )


def _json(path: str, parameters: Parameters) -> Form:
    return Form(name="JSON", path=address(path, parameters), media_type="application/json")
