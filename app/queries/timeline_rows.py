"""The documents that a timeline shows one by one, each with the days that are known of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, or_, select

from app.domain.documents import Kind, Standing
from app.queries.lanes import Lane, RoleDay, lane_of, role_days, told_days
from app.queries.reader import Reader
from app.queries.readings import NOTHING, readings_of
from app.store.facts import decode_facts
from app.store.schema import DocumentRow, ShowingRow, VersionRow

_OPENING = 120
_BATCH = 500  # databases cap the values of one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A document as it was shown: its row, its days as metadata and words give them, its type."""

    row: RowMapping
    days: tuple[RoleDay, ...]
    type: str | None

    @property
    def lane(self) -> Lane:
        """The lane that it stands in."""
        return lane_of(Kind(self.row["kind"]), Standing(self.row["standing"]))


def rows_of(reader: Reader, pks: Sequence[int], at: datetime) -> list[TimelineRow]:
    """These showings, as known at an instant."""
    found: list[RowMapping] = []
    for start in range(0, len(pks), _BATCH):
        batch = _select().where(ShowingRow.pk.in_(pks[start : start + _BATCH]))
        found.extend(reader.connection.execute(batch.order_by(DocumentRow.id)).mappings())
    return _with_readings(reader, found, at)


def rows_named(reader: Reader, ids: Iterable[str], at: datetime) -> dict[str, TimelineRow]:
    """These documents by id, as they were shown at an instant; those not held are left out."""
    ended = ShowingRow.superseded_at
    shown = (
        _select()
        .where(DocumentRow.id.in_(list(ids)))
        .where(ShowingRow.recorded_at <= at, or_(ended.is_(None), ended > at))
    )
    rows = reader.connection.execute(shown).mappings().all()
    return {one.row["id"]: one for one in _with_readings(reader, rows, at)}


def _with_readings(reader: Reader, rows: Sequence[RowMapping], at: datetime) -> list[TimelineRow]:
    read = readings_of(reader.connection, [row["version_pk"] for row in rows])
    found = []
    for row in rows:
        known = read.get(row["version_pk"], NOTHING).known_at(at)
        days = role_days(
            decode_facts(row["facts"]),
            published_on=row["published_on"],
            in_force_from_on=row["in_force_from_on"],
            current_on=row["current_on"],
            told=told_days(known.dates),
        )
        type_ = row["type"] or next((one["type"] for one in known.types), None)
        found.append(TimelineRow(row=row, days=days, type=type_))
    return found


def _select() -> Select[*tuple[Any, ...]]:
    shown = select(
        ShowingRow.title,
        ShowingRow.standing,
        ShowingRow.published_on,
        ShowingRow.in_force_from_on,
        ShowingRow.current_on,
        ShowingRow.url,
        ShowingRow.facts,
        ShowingRow.version_pk,
        DocumentRow.id,
        DocumentRow.kind,
        DocumentRow.type,
        DocumentRow.source,
        VersionRow.language,
        func.substr(VersionRow.text, 1, _OPENING).label("opening"),
    )
    return shown.join_from(ShowingRow, DocumentRow, DocumentRow.pk == ShowingRow.document_pk).join(
        VersionRow, VersionRow.pk == ShowingRow.version_pk
    )
