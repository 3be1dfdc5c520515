"""The shelf of list snapshots: who stood on a list when, as spans over its snapshots.

A list of 19,000 rows that is captured every day changes in a handful of them, so a row is held
once for as long as it stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, or_, select, update

from app.domain.ids import DocumentId, VersionId
from app.domain.lists import ListSnapshot
from app.domain.sources import Words
from app.store.dialect import insert_or_skip
from app.store.documents import Documents, batches
from app.store.list_holds import ListHolds
from app.store.schema import ListRowRow, ListSnapshotRow, VersionRow
from app.store.showings import encode_provisions

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """One entry as a capture gives it, whether or not it is what the store shows of it."""

    document: DocumentId
    version: VersionId
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSnapshot:
    """A snapshot to be put down at the commit."""

    said: ListSnapshot
    source: str
    shape: str
    rows: tuple[ListedRow, ...]


class Lists:
    """List snapshots inside one transaction."""

    def __init__(self, connection: Connection, documents: Documents) -> None:
        self._connection = connection
        self._documents = documents
        self.holds = ListHolds(connection)

    def has_any(self, capture_pk: int) -> bool:
        """Whether a capture has been read as lists before."""
        return bool(self._held(capture_pk))

    def put(
        self, capture_pk: int, new: Sequence[NewSnapshot], *, made_by: str, at: datetime
    ) -> None:
        """Make these the snapshots of a capture.

        What an earlier reading made of it stands where it is the same, and is superseded where it
        is not. Raises `KeyError` where a row's document is not held.
        """
        held = self._held(capture_pk)
        put: list[int] = []
        for one in (*new, *self._missing(capture_pk, new)):
            rows = self._rows_of(one, made_by=made_by, at=at)
            before = held.pop(one.said.list_key, None)
            if before is not None:
                if self._is_same(before, one, rows):
                    continue
                self._supersede(before["pk"], at)
            put.append(self._add(capture_pk, one, rows, made_by=made_by, at=at))
        for gone in held.values():
            self._supersede(gone["pk"], at)
        for pk in put:
            self.holds.judge(pk, at=at)

    def _missing(self, capture_pk: int, new: Sequence[NewSnapshot]) -> list[NewSnapshot]:
        """Lists that this file should hold and does not: snapshots without a row, to be held."""
        whole = [one for one in new if one.said.one_of_many and one.said.flaw is None]
        if not whole or len(whole) != len(new):
            return []
        keys = {one.said.list_key for one in new}
        first = whole[0]
        return [
            replace(first, said=replace(first.said, list_key=key), rows=())
            for key in self.holds.missing_lists(
                capture_pk,
                keys,
                source=first.source,
                shape=first.shape,
                current_on=first.said.current_on,
            )
        ]

    def _held(self, capture_pk: int) -> dict[str, RowMapping]:
        rows = self._connection.execute(
            select(ListSnapshotRow.__table__)
            .where(ListSnapshotRow.capture_pk == capture_pk)
            .where(ListSnapshotRow.superseded_at.is_(None))
        )
        return {row["list_key"]: row for row in rows.mappings()}

    def _rows_of(self, new: NewSnapshot, *, made_by: str, at: datetime) -> dict[int, int]:
        """The version of each document; words that were held back from showing are kept too."""
        documents = self._documents.pks_of_documents([row.document for row in new.rows])
        versions = self._documents.pks_of_versions([row.version for row in new.rows])
        missing = [row for row in new.rows if row.version not in versions]
        if missing:
            table = VersionRow.__table__
            self._connection.execute(
                insert_or_skip(self._connection, table, unique=("id",)),  # type: ignore[arg-type]  # a declarative table is a Table
                [
                    {
                        "id": row.version,
                        "document_pk": documents[row.document],
                        "text": row.words.text,
                        "extent": row.words.extent.value,
                        "language": row.words.language,
                        "provisions": encode_provisions(row.words.provisions),
                        "made_by": made_by,
                        "recorded_at": at,
                    }
                    for row in missing
                ],
            )
            versions |= self._documents.pks_of_versions([row.version for row in missing])
        return {documents[row.document]: versions[row.version] for row in new.rows}

    def _is_same(self, before: RowMapping, new: NewSnapshot, rows: dict[int, int]) -> bool:
        said = (new.said.current_on, new.said.flaw, new.shape, new.source)
        if (before["current_on"], before["flaw"], before["shape"], before["source"]) != said:
            return False
        found = self._connection.execute(
            select(ListRowRow.document_pk, ListRowRow.version_pk)
            .where(ListRowRow.series == before["series"], ListRowRow.first_pk <= before["pk"])
            .where(or_(ListRowRow.ended_pk.is_(None), ListRowRow.ended_pk > before["pk"]))
        )
        return {row.document_pk: row.version_pk for row in found} == rows

    def _add(
        self,
        capture_pk: int,
        new: NewSnapshot,
        rows: dict[int, int],
        *,
        made_by: str,
        at: datetime,
    ) -> int:
        first = self._connection.scalar(
            select(ListSnapshotRow.series)
            .where(ListSnapshotRow.list_key == new.said.list_key)
            .where(ListSnapshotRow.source == new.source, ListSnapshotRow.shape == new.shape)
            .limit(1)
        )
        made = self._connection.execute(
            insert(ListSnapshotRow).values(
                list_key=new.said.list_key,
                series=first or 0,
                source=new.source,
                shape=new.shape,
                capture_pk=capture_pk,
                current_on=new.said.current_on,
                flaw=new.said.flaw,
                entries=len(rows),
                made_by=made_by,
                recorded_at=at,
            )
        )
        assert made.inserted_primary_key is not None
        pk = int(made.inserted_primary_key[0])
        if first is None:
            self._connection.execute(
                update(ListSnapshotRow).where(ListSnapshotRow.pk == pk).values(series=pk)
            )
        self._move_rows(first or pk, pk, rows)
        return pk

    def _move_rows(self, series: int, pk: int, rows: dict[int, int]) -> None:
        """End the spans of rows that are gone or reworded, and begin those of the new ones."""
        standing = {
            row.document_pk: (row.version_pk, row.pk)
            for row in self._connection.execute(
                select(ListRowRow.pk, ListRowRow.document_pk, ListRowRow.version_pk).where(
                    ListRowRow.series == series, ListRowRow.ended_pk.is_(None)
                )
            )
        }
        ended = [
            row_pk
            for document, (version, row_pk) in standing.items()
            if rows.get(document) != version
        ]
        for batch in batches(ended, _BATCH):
            self._connection.execute(
                update(ListRowRow).where(ListRowRow.pk.in_(batch)).values(ended_pk=pk)
            )
        begun = [
            {"series": series, "document_pk": document, "version_pk": version, "first_pk": pk}
            for document, version in rows.items()
            if standing.get(document, (None,))[0] != version
        ]
        if begun:
            self._connection.execute(insert(ListRowRow), begun)

    def _supersede(self, pk: int, at: datetime) -> None:
        self._connection.execute(
            update(ListSnapshotRow).where(ListSnapshotRow.pk == pk).values(superseded_at=at)
        )
