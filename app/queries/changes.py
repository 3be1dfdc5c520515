"""The ordered change feed, for the index, for watches and for consumers outside."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from app.domain.coverage import Receipt
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.coverage import coverage_block
from app.queries.reader import Reader
from app.store.schema import ChangeRow, DocumentRow, ShowingRow, VersionRow

_BEYOND_ALL = 1 << 63


def last_position(connection: Connection) -> int:
    """The newest place in the feed; zero where nothing has happened."""
    return connection.scalar(select(func.max(ChangeRow.position))) or 0


def last_change(connection: Connection) -> tuple[int, datetime] | None:
    """The newest place in the feed with its instant."""
    row = connection.execute(
        select(ChangeRow.position, ChangeRow.recorded_at)
        .order_by(ChangeRow.position.desc())
        .limit(1)
    ).first()
    return None if row is None else (row.position, row.recorded_at)


def position_known_at(connection: Connection, as_known: datetime) -> int:
    """The newest place in the feed that was known at an instant."""
    asked = select(func.max(ChangeRow.position)).where(ChangeRow.recorded_at <= as_known)
    return connection.scalar(asked) or 0


def changed_documents(connection: Connection, *, after: int, limit: int) -> tuple[list[int], int]:
    """Row numbers of the documents changed after a position, and the position read up to.

    About `limit` changes, but never half of a commit: who stops between two changes of one
    instant would show a state that never was.
    """
    asked = select(ChangeRow.position, ChangeRow.document_pk, ChangeRow.recorded_at).order_by(
        ChangeRow.position
    )
    rows = connection.execute(asked.where(ChangeRow.position > after).limit(limit)).all()
    if len(rows) == limit:
        last = rows[-1]
        of_its_commit = asked.where(
            ChangeRow.position > last.position, ChangeRow.recorded_at == last.recorded_at
        )
        rows = [*rows, *connection.execute(of_its_commit).all()]
    pks = list(dict.fromkeys(row.document_pk for row in rows))
    return pks, rows[-1].position if rows else after


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One place in the feed: a document as it is shown from here on, or its tombstone.

    Where `verb` is `withdrawn` the other fields of the document are null.
    """

    position: int
    recorded_at: datetime
    verb: str
    document: str
    kind: str
    source: str
    version: str | None
    standing: str | None
    title: str | None
    url: str | None
    published_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """A run of the feed; replaying it from the start gives the same state as here."""

    changes: tuple[ChangeView, ...]
    next_cursor: str
    truncated: bool
    as_of: date | None
    as_known: datetime
    coverage: Receipt


def changes(reader: Reader, *, cursor: str | None, limit: int, point: PointInTime) -> ChangesView:
    """What happened after a cursor, oldest first; without one, from the beginning.

    What was read out of texts (`derived`) moves the index and leaves the documents as they are
    shown, so a consumer of documents is not told of it.
    """
    after = 0 if cursor is None else _position_of(reader, cursor)
    until = position_known_at(reader.connection, point.as_known or reader.now)
    rows = reader.connection.execute(
        select(
            ChangeRow.position,
            ChangeRow.recorded_at,
            ChangeRow.verb,
            DocumentRow.id.label("document"),
            DocumentRow.kind,
            DocumentRow.source,
            VersionRow.id.label("version"),
            ShowingRow.standing,
            ShowingRow.title,
            ShowingRow.url,
            ShowingRow.published_on,
        )
        .join(DocumentRow, DocumentRow.pk == ChangeRow.document_pk)
        .outerjoin(ShowingRow, ShowingRow.pk == ChangeRow.showing_pk)
        .outerjoin(VersionRow, VersionRow.pk == ShowingRow.version_pk)
        .where(ChangeRow.position > after, ChangeRow.position <= until)
        .where(ChangeRow.verb != "derived")
        .order_by(ChangeRow.position)
        .limit(limit)
    ).mappings()
    found = tuple(ChangeView(**row) for row in rows)
    reached = found[-1].position if len(found) == limit else max(until, after)
    return ChangesView(
        changes=found,
        next_cursor=_cursor_at(reader, reached),
        truncated=reached < until,
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def _cursor_at(reader: Reader, position: int) -> str:
    return f"{position:x}.{_signature(reader, position)}"


def _position_of(reader: Reader, cursor: str) -> int:
    number, _, signature = cursor.partition(".")
    try:
        position = int(number, 16)
    except ValueError:
        position = -1
    if not 0 <= position < _BEYOND_ALL or not hmac.compare_digest(
        signature.encode(), _signature(reader, position).encode()
    ):
        raise QueryError(
            "this cursor was not given by this feed; begin without one, or use a `next_cursor`",
            name="cursor",
            position=0,
        )
    return position


def _signature(reader: Reader, position: int) -> str:
    return hmac.new(reader.signing_key, b"changes:%d" % position, "sha256").hexdigest()[:16]
