"""Lists as they stood: which snapshots are held, and the rows of the one in force on a day."""

import difflib
import hmac
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import RowMapping, Select, and_, exists, func, or_, select

from app.domain.documents import Custody
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.queries.coverage import coverage_block
from app.queries.list_views import (
    ListAsOfView,
    ListEntryView,
    ListsView,
    ListView,
    SnapshotView,
)
from app.queries.reader import Reader
from app.store.schema import (
    CaptureRow,
    DocumentRow,
    ListRowRow,
    ListSnapshotRow,
    ShowingRow,
    VersionRow,
    WithdrawalRow,
)
from app.vocabulary.lists import list_titles

_MOST = 500


def lists(reader: Reader, point: PointInTime) -> ListsView:
    """Every list with its snapshots as known at an instant, those current by `as_of` alone."""
    by_key: dict[str, list[RowMapping]] = {}
    for row in _snapshots(reader, None, point):
        if point.as_of is None or _is_by(row, point.as_of):
            by_key.setdefault(row["list_key"], []).append(row)
    return ListsView(
        lists=tuple(
            ListView(
                list=key,
                title=list_titles().get(key, key),
                snapshots=tuple(_view(row) for row in rows),
            )
            for key, rows in sorted(by_key.items())
        ),
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def last_snapshot(reader: Reader) -> int:
    """The newest snapshot's row number: a list captured anew may leave the change feed as it is."""
    return reader.connection.scalar(select(func.max(ListSnapshotRow.pk))) or 0


def list_as_of(
    reader: Reader,
    key: str,
    point: PointInTime,
    *,
    limit: int = 100,
    cursor: str | None = None,
    source: str | None = None,
) -> ListAsOfView:
    """The rows of a list on a day, by id; without a day those of its newest snapshot.

    A snapshot with a flaw answers only where there is no other, and snapshots without a day only
    where no day is asked for. Of several publishers' snapshots the newest answers; the others are
    named beside it, and `source` asks for one of them.
    """
    if not 1 <= limit <= _MOST:
        raise QueryError(f"limit {limit} is not between 1 and {_MOST}", name="limit", position=0)
    held = _snapshots(reader, key, point)
    if not held:
        raise _unknown(reader, key, point)
    known = _of_source(held, key, source)
    fitting = [row for row in known if point.as_of is None or _is_by(row, point.as_of)]
    chosen = max(fitting, key=_rank, default=None)
    entries, total = ((), 0) if chosen is None else _entries(reader, chosen, point, limit, cursor)
    shown, is_more = entries[:limit], len(entries) > limit
    return ListAsOfView(
        list=key,
        title=list_titles().get(key, key),
        held=chosen is not None,
        note=_note(key, chosen, known, point.as_of),
        snapshot=None if chosen is None else _view(chosen),
        total=total,
        truncated=is_more,
        entries=shown,
        others=tuple(_view(row) for row in held if row is not chosen),
        next_cursor=_cursor(reader, chosen, shown[-1].id) if is_more and chosen else None,
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def _of_source(held: Sequence[RowMapping], key: str, source: str | None) -> list[RowMapping]:
    known = [row for row in held if source is None or row["source"] == source]
    if not known:
        named = ", ".join(sorted({row["source"] for row in held}))
        problem = f"no snapshot of {key} is from {source!r}; held: {named}"
        raise QueryError(problem, name="source", position=0)
    return known


def _snapshots(reader: Reader, key: str | None, point: PointInTime) -> list[RowMapping]:
    at = point.as_known or reader.now
    asked = (
        select(
            ListSnapshotRow.__table__,
            CaptureRow.id.label("capture"),
            CaptureRow.custody,
        )
        .join(CaptureRow, CaptureRow.pk == ListSnapshotRow.capture_pk)
        .where(ListSnapshotRow.recorded_at <= at)
        .where(or_(ListSnapshotRow.superseded_at.is_(None), ListSnapshotRow.superseded_at > at))
        .order_by(ListSnapshotRow.current_on.desc(), ListSnapshotRow.pk.desc())
    )
    if key is not None:
        asked = asked.where(ListSnapshotRow.list_key == key)
    rows = list(reader.connection.execute(asked).mappings())
    # Databases disagree on where nulls come in an order.
    return sorted(rows, key=lambda row: row["current_on"] is None)


def _is_by(row: RowMapping, on: date) -> bool:
    return row["current_on"] is not None and row["current_on"] <= on


def _rank(row: RowMapping) -> tuple[bool, date, int, int]:
    """Whole lists before flawed ones, then the newest day, the surest custody, the last read."""
    return (
        row["flaw"] is None,
        row["current_on"] or date.min,
        -Custody(row["custody"]).rank,
        row["pk"],
    )


def _entries(
    reader: Reader, snapshot: RowMapping, point: PointInTime, limit: int, cursor: str | None
) -> tuple[tuple[ListEntryView, ...], int]:
    # Databases order texts each in its own way, so the order of pages is made here.
    on_it = reader.connection.execute(_on_it(snapshot, point.as_known or reader.now)).all()
    after = "" if cursor is None else _after(reader, snapshot, cursor)
    rows = sorted((row for row in on_it if row.id > after), key=lambda row: str(row.id))[
        : limit + 1
    ]
    titles = _titles(reader, [row.version_pk for row in rows])
    return tuple(
        ListEntryView(id=row.id, version=row.version, title=titles.get(row.version_pk))
        for row in rows
    ), len(on_it)


def _on_it(snapshot: RowMapping, at: datetime) -> Select[str, str, int]:
    """Documents on a snapshot, but for those a person has taken out of view."""
    withdrawn = exists().where(
        and_(
            WithdrawalRow.document_pk == ListRowRow.document_pk,
            WithdrawalRow.withdrawn_at <= at,
            or_(WithdrawalRow.restored_at.is_(None), WithdrawalRow.restored_at > at),
        )
    )
    return (
        select(DocumentRow.id, VersionRow.id.label("version"), ListRowRow.version_pk)
        .join(DocumentRow, DocumentRow.pk == ListRowRow.document_pk)
        .join(VersionRow, VersionRow.pk == ListRowRow.version_pk)
        .where(ListRowRow.series == snapshot["series"], ListRowRow.first_pk <= snapshot["pk"])
        .where(or_(ListRowRow.ended_pk.is_(None), ListRowRow.ended_pk > snapshot["pk"]))
        .where(~withdrawn)
    )


def _titles(reader: Reader, version_pks: list[int]) -> dict[int, str]:
    """What each version was called; where it was never shown, the name on its first line."""
    shown = reader.connection.execute(
        select(ShowingRow.version_pk, ShowingRow.title)
        .where(ShowingRow.version_pk.in_(version_pks), ShowingRow.title.is_not(None))
        .order_by(ShowingRow.pk)
    )
    titles = {row.version_pk: row.title for row in shown}
    unshown = [pk for pk in version_pks if pk not in titles]
    if unshown:
        texts = reader.connection.execute(
            select(VersionRow.pk, VersionRow.text).where(VersionRow.pk.in_(unshown))
        )
        titles |= {row.pk: row.text.split("\n", 1)[0].partition(": ")[2] for row in texts}
    return titles


def _note(
    key: str, chosen: RowMapping | None, known: list[RowMapping], as_of: date | None
) -> str | None:
    if chosen is not None:
        return None if chosen["flaw"] is None else f"may not be the whole list: {chosen['flaw']}"
    days = [row["current_on"] for row in known if row["current_on"] is not None]
    undated = len(known) - len(days)
    first = f"the earliest that is held is of {min(days)}" if days else "none held has a day"
    more = f"; {undated:,} held without a day (import with --as-of to give one)" if undated else ""
    return f"no coverage: no snapshot of {key} was current on or before {as_of}; {first}{more}"


def _view(row: RowMapping) -> SnapshotView:
    return SnapshotView(
        source=row["source"],
        capture=row["capture"],
        custody=row["custody"],
        current_on=row["current_on"],
        recorded_at=row["recorded_at"],
        entries=row["entries"],
        complete=row["flaw"] is None,
        flaw=row["flaw"],
    )


def _unknown(reader: Reader, key: str, point: PointInTime) -> NotFoundError:
    held = sorted({row["list_key"] for row in _snapshots(reader, None, point)})
    if key in list_titles():
        title = list_titles()[key]
        return NotFoundError(f"no snapshot of {key} ({title}) is held here; import a file of it")
    near = difflib.get_close_matches(key, [*held, *list_titles()], n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"held are {', '.join(held) or 'none'}"
    return NotFoundError(f"no snapshot of a list {key!r} is held here; {hint}")


def _cursor(reader: Reader, snapshot: RowMapping, last: str) -> str:
    return f"{_signature(reader, snapshot, last)}.{last}"


def _after(reader: Reader, snapshot: RowMapping, cursor: str) -> str:
    signature, _, last = cursor.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(reader, snapshot, last).encode()):
        hint = "ask again without one, then follow next_cursor"
        raise QueryError(
            f"this cursor is of another list or snapshot; {hint}", name="cursor", hint=hint
        )
    return last


def _signature(reader: Reader, snapshot: RowMapping, last: str) -> str:
    said = f"list:{snapshot['pk']}:{last}".encode()
    return hmac.new(reader.signing_key, said, "sha256").hexdigest()[:16]
