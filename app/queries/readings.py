"""What was read out of versions, as it was known at an instant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, or_, select

from app.store.derived_rows import (
    ActionRow,
    CitationRow,
    DatedFactRow,
    ExtractionRow,
    KnownAsRow,
    MatterRow,
    TypeReadingRow,
)
from app.store.schema import ShowingRow

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Readings:
    """Rows read out of one version: those of one instant, or of all time where not narrowed.

    `first_made_at` is when the version was first read; `None` where it still waits.
    """

    first_made_at: datetime | None
    citations: Sequence[RowMapping]
    dates: Sequence[RowMapping]
    actions: Sequence[RowMapping]
    types: Sequence[RowMapping]

    def known_at(self, at: datetime) -> "Readings":
        """What was known of the version at an instant."""
        return Readings(
            self.first_made_at,
            _known(self.citations, at),
            _known(self.dates, at),
            _known(self.actions, at),
            _known(self.types, at),
        )

    def instants(self) -> tuple[datetime, ...]:
        """When anything of it came to be known or was superseded, in order."""
        rows = (*self.citations, *self.dates, *self.actions, *self.types)
        ended = {row["superseded_at"] for row in rows if row["superseded_at"] is not None}
        return tuple(sorted({row["recorded_at"] for row in rows} | ended))


NOTHING = Readings(None, (), (), (), ())


def readings_of(connection: Connection, version_pks: Iterable[int]) -> dict[int, Readings]:
    """All that was ever read out of these versions; those without a row are left out."""
    pks = sorted(set(version_pks))
    found: dict[type, dict[int, list[RowMapping]]] = {}
    for table in (CitationRow, DatedFactRow, ActionRow, TypeReadingRow):
        by_version = found.setdefault(table, {})
        for start in range(0, len(pks), _BATCH):
            rows = connection.execute(
                select(table.__table__)
                .where(table.version_pk.in_(pks[start : start + _BATCH]))
                .order_by(table.pk)
            )
            for row in rows.mappings():
                by_version.setdefault(row["version_pk"], []).append(row)
    with_rows = sorted(set().union(*found.values()))
    first = _first_made(connection, with_rows)
    return {
        pk: Readings(
            first.get(pk),
            tuple(found[CitationRow].get(pk, ())),
            tuple(found[DatedFactRow].get(pk, ())),
            tuple(found[ActionRow].get(pk, ())),
            tuple(found[TypeReadingRow].get(pk, ())),
        )
        for pk in with_rows
    }


def types_of(connection: Connection, pks: Iterable[int], at: datetime) -> dict[int, str]:
    """The fine type read from each version's face and words, as known at an instant."""
    found: dict[int, str] = {}
    ordered = sorted(set(pks))
    for start in range(0, len(ordered), _BATCH):
        rows = connection.execute(
            select(TypeReadingRow.version_pk, TypeReadingRow.type)
            .where(TypeReadingRow.version_pk.in_(ordered[start : start + _BATCH]))
            .where(*known_at(TypeReadingRow, at))
        )
        found.update((row.version_pk, row.type) for row in rows)
    return found


def known_at(
    table: type[CitationRow | ActionRow | MatterRow | KnownAsRow | TypeReadingRow | ShowingRow],
    at: datetime,
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions under which a row of these tables was known at an instant."""
    return table.recorded_at <= at, or_(table.superseded_at.is_(None), table.superseded_at > at)


def _first_made(connection: Connection, pks: Sequence[int]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for start in range(0, len(pks), _BATCH):
        rows = connection.execute(
            select(ExtractionRow.version_pk, ExtractionRow.first_made_at).where(
                ExtractionRow.version_pk.in_(pks[start : start + _BATCH])
            )
        )
        found.update((row.version_pk, row.first_made_at) for row in rows)
    return found


def _known(rows: Sequence[RowMapping], at: datetime) -> tuple[RowMapping, ...]:
    return tuple(
        row
        for row in rows
        if row["recorded_at"] <= at and (row["superseded_at"] is None or at < row["superseded_at"])
    )
