"""One digest of everything a workspace holds: what a killed and a clean run must share."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Select, select

from app.domain.search import Everything, SearchQuery, Sort, Term
from app.queries.reader import Reader
from app.queries.search import search
from app.store.schema import CaptureRow, DocumentRow, IssueRow, ShowingRow, VersionRow

_PAGE = 500


def workspace_digest(reader: Reader) -> str:
    """SHA-256 over documents, versions, showings, issues and search results, in a fixed order.

    Times and row numbers stay out of it: they tell when a thing was done, not what is held.
    """
    sha = hashlib.sha256()
    for line in _lines(reader):
        sha.update(line.encode())
        sha.update(b"\n")
    return sha.hexdigest()


def _lines(reader: Reader) -> Iterator[str]:
    for name, asked in _tables().items():
        for row in reader.connection.execute(asked):
            yield f"{name} {tuple(row)!r}"
    for kinds in ("", "kind:list_entry"):
        yield from (f"hit {kinds} {id_}" for id_ in _hits(reader, kinds))


def _tables() -> dict[str, Select[tuple[object, ...]]]:
    documents = select(
        DocumentRow.id, DocumentRow.source, DocumentRow.kind, DocumentRow.type, DocumentRow.list_key
    ).order_by(DocumentRow.id)
    versions = select(
        VersionRow.id, VersionRow.extent, VersionRow.language, VersionRow.provisions
    ).order_by(VersionRow.id)
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
        .order_by(DocumentRow.id, ShowingRow.pk)
    )
    issues = (
        select(CaptureRow.place, IssueRow.place, IssueRow.problem, IssueRow.lost_record)
        .join(CaptureRow, CaptureRow.pk == IssueRow.capture_pk)
        .where(IssueRow.superseded_at.is_(None))
        .order_by(CaptureRow.place, IssueRow.place, IssueRow.problem, IssueRow.lost_record)
    )
    return {"document": documents, "version": versions, "showing": showings, "issue": issues}


def _hits(reader: Reader, text: str) -> Iterator[str]:
    cursor: str | None = None
    ids: list[str] = []
    while True:
        page = search(reader, _query(text, cursor))
        ids += [hit.id for hit in page.hits]
        cursor = page.next_cursor
        if cursor is None:
            return iter(sorted(ids))


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
