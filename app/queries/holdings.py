"""How much is held, counted the way people ask: reports, notices, register rows."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.queries.reader import Reader
from app.store.schema import DocumentRow, IssueRow, ShowingRow, VersionRow

_CURATED = "curated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Counts of what is shown now; versions and showings count all there ever were."""

    documents: int
    reports: int
    notices: int
    register: int
    list_entries: int
    versions: int
    showings: int
    issues: int


def holdings(reader: Reader) -> Holdings:
    """Count what is held."""
    rows = reader.connection.execute(
        select(DocumentRow.kind, ShowingRow.standing, func.count())
        .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
        .where(ShowingRow.superseded_at.is_(None))
        .group_by(DocumentRow.kind, ShowingRow.standing)
    ).all()
    register = sum(n for _, standing, n in rows if standing == _CURATED)
    reports = sum(n for kind, standing, n in rows if kind == "report" and standing != _CURATED)
    entries = sum(n for kind, _, n in rows if kind == "list_entry")
    total = sum(n for _, _, n in rows)
    issues = select(func.count()).select_from(IssueRow).where(IssueRow.superseded_at.is_(None))
    return Holdings(
        documents=total,
        reports=reports,
        notices=total - register - reports - entries,
        register=register,
        list_entries=entries,
        versions=_all(reader, VersionRow),
        showings=_all(reader, ShowingRow),
        issues=reader.connection.scalar(issues) or 0,
    )


def _all(reader: Reader, table: type[VersionRow] | type[ShowingRow]) -> int:
    return reader.connection.scalar(select(func.count()).select_from(table)) or 0
