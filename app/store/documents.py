"""The shelf of documents, versions and showings.

Showings are put down at the commit, under the lock that gives positions: so the instant at which
a thing became known, and its place in the change feed, follow the order of commits.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from app.domain.documents import Custody, Document, Extent, Kind, Provision, Standing
from app.domain.ids import DocumentId, SourceKey, VersionId
from app.domain.instruments import InstrumentFacts
from app.domain.sources import Words
from app.domain.time import DateSpan
from app.store.dialect import insert_or_skip
from app.store.facts import decode_facts, encode_facts
from app.store.schema import DocumentRow, ShowingRow, VersionRow, WithdrawalRow

T = TypeVar("T")

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything a showing says: two of them are equal exactly where nothing has changed."""

    version: VersionId
    extent: Extent
    standing: Standing
    custody: Custody
    title: str | None
    url: str | None
    published_on: date | None
    published_at: datetime | None
    date_evidence: str | None
    author: str | None
    owner: str | None
    in_force: DateSpan | None
    current_on: date | None
    facts: InstrumentFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A document as the store holds it: what it shows now, or last showed when withdrawn."""

    document: Document
    document_pk: int
    showing_pk: int
    version_pk: int
    capture_pk: int
    withdrawn: bool
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShowing:
    """A showing to be put down at the commit; `words` only where the version may be new."""

    document: Document
    shown: Shown
    words: Words | None
    held: Held | None


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

    def put(
        self, new: Sequence[NewShowing], *, made_by: str, at: datetime
    ) -> list[tuple[int, int, NewShowing]]:
        """Write documents and versions that are new; the row numbers for each showing."""
        self._connection.execute(
            insert_or_skip(self._connection, DocumentRow.__table__, unique=("id",)),  # type: ignore[arg-type]  # a declarative table is a Table
            [_document_values(one.document) for one in new],
        )
        document_pks = self._pks_of(DocumentRow, [one.document.id for one in new])
        for one in new:
            self._move_kind(one)
        worded = [one for one in new if one.words is not None]
        if worded:
            self._connection.execute(
                insert_or_skip(self._connection, VersionRow.__table__, unique=("id",)),  # type: ignore[arg-type]  # a declarative table is a Table
                [
                    _version_values(one, document_pks[one.document.id], made_by, at)
                    for one in worded
                ],
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
                .values(_document_values(new.document))
            )


def showing_values(
    new: NewShowing, *, document_pk: int, version_pk: int, capture_pk: int
) -> dict[str, object]:
    """A showing as the columns of its row, but for what the commit gives it."""
    shown = new.shown
    return {
        "document_pk": document_pk,
        "version_pk": version_pk,
        "capture_pk": capture_pk,
        "standing": shown.standing.value,
        "custody": shown.custody.value,
        "title": shown.title,
        "url": shown.url,
        "published_on": shown.published_on,
        "published_at": shown.published_at,
        "date_evidence": shown.date_evidence,
        "author": shown.author,
        "owner": shown.owner,
        "in_force_from_on": shown.in_force.from_on if shown.in_force else None,
        "in_force_to_on": shown.in_force.to_on if shown.in_force else None,
        "current_on": shown.current_on,
        "facts": encode_facts(shown.facts),
    }


def held_of(row: RowMapping, *, withdrawn: bool) -> Held:
    """A document and what it shows, from a joined row."""
    span = DateSpan(from_on=row["in_force_from_on"], to_on=row["in_force_to_on"])
    return Held(
        document=Document(
            id=DocumentId(row["id"]),
            source=SourceKey(row["source"]),
            kind=Kind(row["kind"]),
            type=row["type"],
            list_key=row["list_key"],
        ),
        document_pk=row["document_pk"],
        showing_pk=row["showing_pk"],
        version_pk=row["version_pk"],
        capture_pk=row["capture_pk"],
        withdrawn=withdrawn,
        shown=Shown(
            version=VersionId(row["version"]),
            extent=Extent(row["extent"]),
            standing=Standing(row["standing"]),
            custody=Custody(row["custody"]),
            title=row["title"],
            url=row["url"],
            published_on=row["published_on"],
            published_at=row["published_at"],
            date_evidence=row["date_evidence"],
            author=row["author"],
            owner=row["owner"],
            in_force=None if span == DateSpan() else span,
            current_on=row["current_on"],
            facts=decode_facts(row["facts"]),
        ),
    )


def encode_provisions(provisions: tuple[Provision, ...]) -> str:
    """Provisions of a version as JSON rows of label, heading, start and end."""
    return orjson.dumps([(p.label, p.heading, p.start, p.end) for p in provisions]).decode()


def decode_provisions(text: str) -> tuple[Provision, ...]:
    """The provisions behind such a text."""
    return tuple(
        Provision(label=label, heading=heading, start=start, end=end)
        for label, heading, start, end in orjson.loads(text)
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


def _document_values(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "source": document.source,
        "kind": document.kind.value,
        "type": document.type,
        "list_key": document.list_key,
    }


def _version_values(
    new: NewShowing, document_pk: int, made_by: str, at: datetime
) -> dict[str, object]:
    assert new.words is not None
    return {
        "id": new.shown.version,
        "document_pk": document_pk,
        "text": new.words.text,
        "extent": new.words.extent.value,
        "language": new.words.language,
        "provisions": encode_provisions(new.words.provisions),
        "made_by": made_by,
        "recorded_at": at,
    }


def _version_pk(new: NewShowing, version_pks: dict[str, int]) -> int:
    if new.words is not None:
        return version_pks[new.shown.version]
    assert new.held is not None, "a first showing always comes with words"
    return new.held.version_pk
