"""One digest of everything a workspace holds: what a killed and a clean run must share."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from app.domain.search import Everything, SearchQuery, Sort, Term
from app.queries.reader import Reader
from app.queries.search import search
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
    """SHA-256 over documents, versions, showings, lists, issues and search results.

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
    for kinds in ("", "kind:list_entry"):
        yield from (f"hit {kinds} {id_}" for id_ in _hits(reader, kinds))


def _tables() -> dict[str, Select[*tuple[Any, ...]]]:
    documents = select(
        DocumentRow.id, DocumentRow.source, DocumentRow.kind, DocumentRow.type, DocumentRow.list_key
    ).order_by(DocumentRow.pk)
    versions = select(
        VersionRow.id, VersionRow.extent, VersionRow.language, VersionRow.provisions
    ).order_by(VersionRow.pk)
    showings = (
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
    return {
        "document": documents,
        "version": versions,
        "showing": showings,
        "issue": _issues(),
        "snapshot": _snapshots(),
        "row": _list_rows(),
    }


def _issues() -> Select[*tuple[Any, ...]]:
    return (
        select(CaptureRow.place, IssueRow.place, IssueRow.problem, IssueRow.lost_record)
        .join(CaptureRow, CaptureRow.pk == IssueRow.capture_pk)
        .where(IssueRow.superseded_at.is_(None))
        .order_by(CaptureRow.pk, IssueRow.pk)
    )


def _snapshots() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ListSnapshotRow.list_key,
            ListSnapshotRow.source,
            ListSnapshotRow.shape,
            ListSnapshotRow.current_on,
            ListSnapshotRow.flaw,
            ListSnapshotRow.entries,
        )
        .where(ListSnapshotRow.superseded_at.is_(None))
        .order_by(ListSnapshotRow.pk)
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
