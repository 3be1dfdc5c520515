"""The shelf of passages: the words at an address, and what was read there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, select

from app.store.derived_rows import ActionRow, CitationRow, DatedFactRow, TypeReadingRow
from app.store.schema import DocumentRow, ShowingRow, VersionRow

Read = Mapping[str, str | int | date | datetime | None]

_READ_AT: Final[Mapping[str, type[CitationRow | DatedFactRow | ActionRow]]] = {
    "citation": CitationRow,
    "date": DatedFactRow,
    "action": ActionRow,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a version, with what stands as read there, by kind of reading.

    `near` are the places of readings that share words with it and are not it.
    """

    document_pk: int
    text: str
    start: int
    end: int
    rows: Mapping[str, Sequence[Read]]
    near: tuple[tuple[int, int], ...] = ()

    @property
    def quote(self) -> str:
        """Its words."""
        return self.text[self.start : self.end]

    def before(self, length: int) -> str:
        """The words before it."""
        return self.text[max(0, self.start - length) : self.start]

    def after(self, length: int) -> str:
        """The words behind it."""
        return self.text[self.end : self.end + length]


class Passages:
    """Passages inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def document_pk(self, id_: str) -> int | None:
        """A document's row number."""
        return self._connection.scalar(select(DocumentRow.pk).where(DocumentRow.id == id_))

    def find(self, version: str, start: int, end: int) -> Passage | None:
        """A passage of a version that is held; `None` where it lies outside its words."""
        row = self._connection.execute(
            select(VersionRow.pk, VersionRow.document_pk, VersionRow.text).where(
                VersionRow.id == version
            )
        ).first()
        if row is None or not 0 <= start < end <= len(row.text):
            return None
        read: dict[str, list[Read]] = {}
        near: set[tuple[int, int]] = set()
        for name, table in _READ_AT.items():
            asked = (
                select(table.__table__)
                .where(table.version_pk == row.pk, table.superseded_at.is_(None))
                .where(table.begins < end, table.ends > start)
                .order_by(table.pk)
            )
            for found in self._connection.execute(asked).mappings():
                if (found["begins"], found["ends"]) == (start, end):
                    read.setdefault(name, []).append(dict(found))
                else:
                    near.add((found["begins"], found["ends"]))
        return Passage(
            document_pk=row.document_pk,
            text=row.text,
            start=start,
            end=end,
            rows=read,
            near=tuple(sorted(near)),
        )

    def types(self, document_pk: int) -> Sequence[Read]:
        """The type read out of what a document shows now."""
        asked = (
            select(TypeReadingRow.__table__)
            .join(ShowingRow, ShowingRow.version_pk == TypeReadingRow.version_pk)
            .where(ShowingRow.document_pk == document_pk, ShowingRow.superseded_at.is_(None))
            .where(TypeReadingRow.superseded_at.is_(None))
        )
        return [dict(row) for row in self._connection.execute(asked).mappings()]
