"""The shelf of documents, versions and showings.

Showings are put down at the commit, under the lock that gives positions: so the instant at which
a thing became known, and its place in the change feed, follow the order of commits.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, func, insert, select, update

from app.domain.ids import DocumentId, SourceKey
from app.store.dialect import insert_or_skip
from app.store.schema import CaptureRow, DocumentRow, ShowingRow, VersionRow, WithdrawalRow
from app.store.showings import Held, NewShowing, document_values, held_of, version_values

T = TypeVar("T")

_BATCH = 500


class Documents:
    """Documents inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(self, ids: Iterable[DocumentId]) -> dict[DocumentId, Held]:
        """What the store shows now (or last showed, where withdrawn) of each document it knows."""
        found: dict[DocumentId, Held] = {}
        for batch in batches(list(dict.fromkeys(ids)), _BATCH):
            found.update(self._current(batch))
            missing = [id_ for id_ in batch if id_ not in found]
            if missing:
                found.update(self._withdrawn(missing))
        return found

    def awaited(self, source: SourceKey, *, after: date) -> list[DocumentId]:
        """Documents last shown by a source's own captures, to be published after a day."""
        asked = (
            select(DocumentRow.id)
            .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
            .join(CaptureRow, CaptureRow.pk == ShowingRow.capture_pk)
            .where(
                CaptureRow.source == source,
                ShowingRow.superseded_at.is_(None),
                ShowingRow.published_on > after,
            )
            .order_by(DocumentRow.id)
        )
        return [DocumentId(id_) for id_ in self._connection.scalars(asked)]

    def put(
        self, new: Sequence[NewShowing], *, made_by: str, at: datetime
    ) -> list[tuple[int, int, NewShowing]]:
        """Write documents and versions that are new; the row numbers for each showing."""
        self._connection.execute(
            insert_or_skip(self._connection, DocumentRow.__table__, unique=("id",)),  # type: ignore[arg-type]  # a declarative table is a Table
            [document_values(one.document) for one in new],
        )
        document_pks = self._pks_of(DocumentRow, [one.document.id for one in new])
        for one in new:
            self._move_kind(one)
        worded = [one for one in new if one.words is not None]
        if worded:
            self._connection.execute(
                insert_or_skip(self._connection, VersionRow.__table__, unique=("id",)),  # type: ignore[arg-type]  # a declarative table is a Table
                [version_values(one, document_pks[one.document.id], made_by, at) for one in worded],
            )
        version_pks = self._pks_of(VersionRow, [one.shown.version for one in worded])
        return [(document_pks[one.document.id], _version_pk(one, version_pks), one) for one in new]

    def show(self, rows: Sequence[dict[str, object]]) -> list[int]:
        """Put down showings; their row numbers, in order."""
        made = self._connection.execute(
            insert(ShowingRow).returning(ShowingRow.pk, sort_by_parameter_order=True), list(rows)
        )
        return [int(pk) for pk in made.scalars()]

    def supersede(self, showing_pks: Sequence[int], *, at: datetime) -> int:
        """End showings that are still current; how many were."""
        ended = 0
        for batch in batches(list(showing_pks), _BATCH):
            result = self._connection.execute(
                update(ShowingRow)
                .where(ShowingRow.pk.in_(batch), ShowingRow.superseded_at.is_(None))
                .values(superseded_at=at)
            )
            ended += result.rowcount
        return ended

    def withdraw(self, held: Held, *, reason: str, at: datetime) -> None:
        """Write down that a person took a document out of view."""
        self._connection.execute(
            insert(WithdrawalRow).values(
                document_pk=held.document_pk,
                showing_pk=held.showing_pk,
                reason=reason,
                withdrawn_at=at,
            )
        )

    def restore(self, held: Held, *, at: datetime) -> datetime:
        """Write down that it came back; the instant at which it had been withdrawn."""
        open_one = (WithdrawalRow.document_pk == held.document_pk) & (
            WithdrawalRow.restored_at.is_(None)
        )
        since = self._connection.scalar(select(WithdrawalRow.withdrawn_at).where(open_one))
        self._connection.execute(update(WithdrawalRow).where(open_one).values(restored_at=at))
        assert since is not None, "a document without an open withdrawal was restored"
        return since

    def _current(self, ids: Sequence[DocumentId]) -> dict[DocumentId, Held]:
        asked = _held_select().where(DocumentRow.id.in_(ids), ShowingRow.superseded_at.is_(None))
        rows = self._connection.execute(asked).mappings()
        return {row["id"]: held_of(row, withdrawn=False) for row in rows}

    def _withdrawn(self, ids: Sequence[DocumentId]) -> dict[DocumentId, Held]:
        asked = (
            _held_select()
            .join(WithdrawalRow, WithdrawalRow.showing_pk == ShowingRow.pk)
            .where(DocumentRow.id.in_(ids), WithdrawalRow.restored_at.is_(None))
        )
        rows = self._connection.execute(asked).mappings()
        return {row["id"]: held_of(row, withdrawn=True) for row in rows}

    def lengths(self, version_pks: Sequence[int]) -> dict[int, int]:
        """How many characters each of these versions has."""
        found: dict[int, int] = {}
        for batch in batches(list(version_pks), _BATCH):
            rows = self._connection.execute(
                select(VersionRow.pk, func.length(VersionRow.text)).where(VersionRow.pk.in_(batch))
            )
            found.update((pk, length) for pk, length in rows)
        return found

    def pks_of_documents(self, ids: Sequence[str]) -> dict[str, int]:
        """Row numbers of the documents that are held."""
        return self._pks_of(DocumentRow, ids)

    def pks_of_versions(self, ids: Sequence[str]) -> dict[str, int]:
        """Row numbers of the versions that are held."""
        return self._pks_of(VersionRow, ids)

    def _pks_of(
        self, table: type[DocumentRow] | type[VersionRow], ids: Sequence[str]
    ) -> dict[str, int]:
        found: dict[str, int] = {}
        for batch in batches(list(dict.fromkeys(ids)), _BATCH):
            rows = self._connection.execute(select(table.id, table.pk).where(table.id.in_(batch)))
            found.update((row.id, row.pk) for row in rows)
        return found

    def _move_kind(self, new: NewShowing) -> None:
        held = new.held
        if held is not None and held.document != new.document:
            self._connection.execute(
                update(DocumentRow)
                .where(DocumentRow.pk == held.document_pk)
                .values(document_values(new.document))
            )


def batches(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Rows in runs of at most `size`: databases cap the values of one statement."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _held_select() -> Select[Any]:
    return (
        select(
            DocumentRow.id,
            DocumentRow.source,
            DocumentRow.kind,
            DocumentRow.type,
            DocumentRow.list_key,
            ShowingRow.__table__,
            ShowingRow.pk.label("showing_pk"),
            VersionRow.id.label("version"),
            VersionRow.extent,
        )
        .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
        .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
    )


def _version_pk(new: NewShowing, version_pks: dict[str, int]) -> int:
    if new.words is not None:
        return version_pks[new.shown.version]
    assert new.held is not None, "a first showing always comes with words"
    return new.held.version_pk
