"""Which snapshots of lists are held, which of them answers for a day, and which are on hold."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import RowMapping, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.comparison.shrinking import Shrinkage
from app.domain.documents import Custody
from app.domain.time import PointInTime
from app.queries.list_views import HoldView, SnapshotView
from app.queries.reader import Reader
from app.store.list_hold_rows import ListHoldRow
from app.store.schema import CaptureRow, ListSnapshotRow

_BY_PERSON = "a person confirms it (onrecord review CAPTURE --state confirmed --note TEXT)"
_ENDS = {
    Shrinkage.ROWS: "another whole file, taken at least 20 hours later, lacks the same rows, "
    f"the rows come back, or {_BY_PERSON}",
    Shrinkage.PROGRAMME: f"the rows come back or {_BY_PERSON}; not by being seen again",
    Shrinkage.LIST: f"the rows come back or {_BY_PERSON}; not by being seen again",
}


def snapshots(reader: Reader, key: str | None, point: PointInTime) -> list[RowMapping]:
    """Snapshots as known at an instant, of one list or all, newest day first; undated ones last."""
    at = point.as_known or reader.now
    held = and_(
        ListHoldRow.snapshot_pk == ListSnapshotRow.pk,
        ListHoldRow.recorded_at <= at,
        or_(ListHoldRow.released_at.is_(None), ListHoldRow.released_at > at),
    )
    against, before = aliased(ListSnapshotRow), aliased(CaptureRow)
    asked = (
        select(
            ListSnapshotRow.__table__,
            CaptureRow.id.label("capture"),
            CaptureRow.custody,
            ListHoldRow.sort.label("hold_sort"),
            ListHoldRow.reason.label("hold_reason"),
            ListHoldRow.removed.label("hold_removed"),
            ListHoldRow.recorded_at.label("hold_since"),
            before.id.label("hold_against"),
            against.current_on.label("hold_against_on"),
        )
        .join(CaptureRow, CaptureRow.pk == ListSnapshotRow.capture_pk)
        .outerjoin(ListHoldRow, held)
        .outerjoin(against, against.pk == ListHoldRow.against_pk)
        .outerjoin(before, before.pk == against.capture_pk)
        .where(ListSnapshotRow.recorded_at <= at)
        .where(or_(ListSnapshotRow.superseded_at.is_(None), ListSnapshotRow.superseded_at > at))
        .order_by(ListSnapshotRow.current_on.desc(), ListSnapshotRow.pk.desc())
    )
    if key is not None:
        asked = asked.where(ListSnapshotRow.list_key == key)
    rows = list(reader.connection.execute(asked).mappings())
    # Databases disagree on where nulls come in an order.
    return sorted(rows, key=lambda row: row["current_on"] is None)


def last_snapshot(reader: Reader) -> tuple[int, int, int]:
    """Numbers that move with every snapshot and hold, though the change feed stays as it is."""
    return (
        reader.connection.scalar(select(func.max(ListSnapshotRow.pk))) or 0,
        reader.connection.scalar(select(func.max(ListHoldRow.pk))) or 0,
        reader.connection.scalar(select(func.count(ListHoldRow.released_at))) or 0,
    )


def is_by(row: RowMapping, on: date | None) -> bool:
    """Whether a snapshot was current by a day; without a day every one is."""
    return on is None or (row["current_on"] is not None and row["current_on"] <= on)


def is_good(row: RowMapping) -> bool:
    """Whether a snapshot is whole and on no hold: removals may rest on it."""
    return row["flaw"] is None and row["hold_sort"] is None


def rank(row: RowMapping) -> tuple[bool, bool, date, int, int]:
    """Good lists before those on hold or flawed, then the newest day, the surest custody."""
    return (
        is_good(row),
        row["flaw"] is None and row["entries"] > 0,
        row["current_on"] or date.min,
        -Custody(row["custody"]).rank,
        row["pk"],
    )


def chosen_of(rows: Iterable[RowMapping], on: date | None) -> RowMapping | None:
    """The snapshot that answers for a day."""
    return max((row for row in rows if is_by(row, on)), key=rank, default=None)


def hold_over(
    rows: Sequence[RowMapping], chosen: RowMapping | None, on: date | None
) -> HoldView | None:
    """The hold on the newest snapshot by a day where the one that answers is older.

    Where rows came back, or another publisher's file is newer, there is nothing to wait for.
    """
    if chosen is None:
        return None
    waiting = [
        row
        for row in rows
        if row["hold_sort"] is not None
        and is_by(row, on)
        and (row["current_on"] or date.min, row["capture_pk"])
        > (chosen["current_on"] or date.min, chosen["capture_pk"])
    ]
    newest = max(
        waiting, key=lambda row: (row["current_on"] or date.min, row["capture_pk"]), default=None
    )
    return None if newest is None else hold_of(newest)


def hold_of(row: RowMapping) -> HoldView | None:
    """What a snapshot is held for, if it is."""
    if row["hold_sort"] is None:
        return None
    against = row["hold_against_on"] or "no stated day"
    if row["current_on"] is not None and row["hold_against_on"] == row["current_on"]:
        against = f"the same day, {against}"
    return HoldView(
        list=row["list_key"],
        capture=row["capture"],
        current_on=row["current_on"],
        against=row["hold_against"],
        against_on=row["hold_against_on"],
        sort=row["hold_sort"],
        removed=row["hold_removed"],
        reason=f"compared with the file of {against}, {row['hold_reason']}",
        ends=_ENDS[Shrinkage(row["hold_sort"])],
        since=row["hold_since"],
    )


def held_lists(reader: Reader, point: PointInTime) -> tuple[HoldView, ...]:
    """Every list whose newest snapshot is on hold, as known at an instant, by list."""
    by_key: dict[str, list[RowMapping]] = {}
    for row in snapshots(reader, None, point):
        by_key.setdefault(row["list_key"], []).append(row)
    found = (hold_over(rows, chosen_of(rows, point.as_of), point.as_of) for rows in by_key.values())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.list))


def snapshot_view(row: RowMapping) -> SnapshotView:
    """A snapshot as every answer shows it."""
    return SnapshotView(
        source=row["source"],
        capture=row["capture"],
        custody=row["custody"],
        current_on=row["current_on"],
        recorded_at=row["recorded_at"],
        entries=row["entries"],
        complete=row["flaw"] is None,
        flaw=row["flaw"],
        hold=hold_of(row),
    )
