"""One digest of everything a workspace holds: what a killed and a clean run must share."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from app.domain.search import Everything, SearchQuery, Sort, Term
from app.queries.reader import Reader
from app.queries.search import search
from app.store.derived import content
from app.store.derived_rows import (
    ActionRow,
    CitationRow,
    DatedFactRow,
    KnownAsRow,
    MatterRow,
    TypeReadingRow,
)
from app.store.list_hold_rows import ListHoldRow
from app.store.schema import (
    CaptureRow,
    DocumentRow,
    IssueRow,
    ListRowRow,
    ListSnapshotRow,
    ShowingRow,
    VersionRow,
)

_PAGE = 500


def workspace_digest(reader: Reader) -> str:
    """SHA-256 over documents, versions, showings, lists, issues, readings and search results.

    Times and row numbers stay out of it: they tell when a thing was done, not what is held. The
    lines are put in order here, because databases sort text by rules of their own.
    """
    lines = sorted(hashlib.sha256(line.encode()).digest() for line in _lines(reader))
    return hashlib.sha256(b"".join(lines)).hexdigest()


def _lines(reader: Reader) -> Iterator[str]:
    for name, asked in _tables().items():
        # What stands several times is told apart by its turn: the third showing of a document.
        turns: Counter[str] = Counter()
        for row in reader.connection.execute(asked):
            turns[row[0]] += 1
            yield f"{name} {turns[row[0]]} {tuple(row)!r}"
    for name, asked in _readings().items():
        yield from (f"{name} {tuple(row)!r}" for row in reader.connection.execute(asked))
    for kinds in ("", "kind:list_entry"):
        yield from (f"hit {kinds} {id_}" for id_ in _hits(reader, kinds))


def _tables() -> dict[str, Select[*tuple[Any, ...]]]:
    documents = select(
        DocumentRow.id, DocumentRow.source, DocumentRow.kind, DocumentRow.type, DocumentRow.list_key
    ).order_by(DocumentRow.pk)
    versions = select(
        VersionRow.id, VersionRow.extent, VersionRow.language, VersionRow.provisions
    ).order_by(VersionRow.pk)
    issues = (
        select(CaptureRow.place, IssueRow.place, IssueRow.problem, IssueRow.lost_record)
        .join(CaptureRow, CaptureRow.pk == IssueRow.capture_pk)
        .where(IssueRow.superseded_at.is_(None))
        .order_by(CaptureRow.pk, IssueRow.pk)
    )
    return {
        "document": documents,
        "version": versions,
        "showing": _showings(),
        "issue": issues,
        "snapshot": _snapshots(),
        "row": _list_rows(),
    }


def _showings() -> Select[*tuple[Any, ...]]:
    return (
        select(
            DocumentRow.id,
            VersionRow.id,
            ShowingRow.standing,
            ShowingRow.custody,
            ShowingRow.title,
            ShowingRow.url,
            ShowingRow.published_on,
            ShowingRow.date_evidence,
            ShowingRow.author,
            ShowingRow.owner,
            ShowingRow.current_on,
            ShowingRow.facts,
            ShowingRow.superseded_at.is_(None),
        )
        .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
        .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
        .order_by(ShowingRow.pk)
    )


def _readings() -> dict[str, Select[*tuple[Any, ...]]]:
    """What stands of what was read out of versions, and of what documents are known as."""
    found: dict[str, Select[*tuple[Any, ...]]] = {}
    for table in (CitationRow, DatedFactRow, ActionRow, TypeReadingRow):
        said = [table.__table__.c[name] for name in content(table.__table__)]  # type: ignore[arg-type]  # a declarative table is a Table
        found[table.__tablename__] = (
            select(VersionRow.id, *said)
            .join(VersionRow, VersionRow.pk == table.version_pk)
            .where(table.superseded_at.is_(None))
        )
    for of_document in (KnownAsRow, MatterRow):
        said = [of_document.__table__.c[name] for name in content(of_document.__table__)]  # type: ignore[arg-type]  # as above
        found[of_document.__tablename__] = (
            select(DocumentRow.id, *said)
            .join(DocumentRow, DocumentRow.pk == of_document.document_pk)
            .where(of_document.superseded_at.is_(None))
        )
    return found


def _snapshots() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ListSnapshotRow.list_key,
            ListSnapshotRow.source,
            ListSnapshotRow.shape,
            ListSnapshotRow.current_on,
            ListSnapshotRow.flaw,
            ListSnapshotRow.entries,
            ListHoldRow.sort,
            ListHoldRow.released_by,
        )
        .outerjoin(ListHoldRow, ListHoldRow.snapshot_pk == ListSnapshotRow.pk)
        .where(ListSnapshotRow.superseded_at.is_(None))
        .order_by(ListSnapshotRow.pk, ListHoldRow.pk)
    )


def _list_rows() -> Select[*tuple[Any, ...]]:
    return (
        select(DocumentRow.id, VersionRow.id, ListRowRow.ended_pk.is_(None))
        .join(DocumentRow, DocumentRow.pk == ListRowRow.document_pk)
        .join(VersionRow, VersionRow.pk == ListRowRow.version_pk)
        .order_by(ListRowRow.pk)
    )


def _hits(reader: Reader, text: str) -> Iterator[str]:
    cursor: str | None = None
    ids: list[str] = []
    while True:
        page = search(reader, _query(text, cursor))
        ids += [hit.id for hit in page.hits]
        cursor = page.next_cursor
        if cursor is None:
            return iter(ids)


def _query(text: str, cursor: str | None) -> SearchQuery:
    expression = Term(field="kind", value="list_entry") if text else Everything()
    return SearchQuery(
        text=text,
        expression=expression,
        sort=Sort.OLDEST,
        limit=_PAGE,
        cursor=cursor,
        facets=False,
    )
