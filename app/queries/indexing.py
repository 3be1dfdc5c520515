"""What the search index is built from: every showing of the documents that changed."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, select

from app.domain.documents import Kind, Standing
from app.domain.instruments import Unsaid
from app.domain.time import microseconds
from app.index.schema import IndexedShowing
from app.queries.lanes import lane_of, role_days
from app.store.facts import decode_facts
from app.store.schema import DocumentRow, ShowingRow, VersionRow

_BATCH = 500  # databases cap the values of one statement


def indexed_showings(connection: Connection, pks: Sequence[int]) -> dict[int, list[IndexedShowing]]:
    """Every showing of these documents, as the index holds them, oldest first."""
    found: dict[int, list[IndexedShowing]] = {}
    for start in range(0, len(pks), _BATCH):
        rows = connection.execute(
            select(
                ShowingRow.__table__,
                DocumentRow.id.label("document"),
                DocumentRow.source,
                DocumentRow.kind,
                DocumentRow.type,
                DocumentRow.list_key,
                VersionRow.text,
                VersionRow.language,
            )
            .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
            .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
            .where(ShowingRow.document_pk.in_(pks[start : start + _BATCH]))
            .order_by(ShowingRow.pk)
        )
        for row in rows.mappings():
            found.setdefault(row["document_pk"], []).append(_indexed(row))
    return found


def _indexed(row: RowMapping) -> IndexedShowing:
    facts = decode_facts(row["facts"])
    dates = () if isinstance(facts.dates, Unsaid) else facts.dates
    days = role_days(
        facts,
        published_on=row["published_on"],
        in_force_from_on=row["in_force_from_on"],
        current_on=row["current_on"],
    )
    return IndexedShowing(
        showing=row["pk"],
        document=row["document"],
        document_pk=row["document_pk"],
        title=row["title"] or "",
        text=row["text"],
        kind=row["kind"],
        type=row["type"],
        standing=row["standing"],
        source=row["source"],
        agencies=_several(facts.agencies),
        rins=_several(facts.rins),
        dockets=_several(facts.dockets),
        cfr=_several(facts.cfr),
        list_key=row["list_key"],
        language=row["language"],
        countries=_several(facts.countries),
        eccns=_several(facts.eccns),
        actions=_several(facts.actions),
        published_on=row["published_on"],
        effective_on=tuple(day.on for day in dates if day.role == "effective"),
        comments_close_on=tuple(day.on for day in dates if day.role == "comments_close"),
        lane=lane_of(Kind(row["kind"]), Standing(row["standing"])).value,
        placed_on=days[0].on if days else None,
        other_on=tuple(dict.fromkeys(day.on for day in days[1:])),
        known_from=microseconds(row["recorded_at"]),
        known_to=None if row["superseded_at"] is None else microseconds(row["superseded_at"]),
        position=row["position"],
    )


def _several(said: tuple[str, ...] | Unsaid) -> tuple[str, ...]:
    return () if isinstance(said, Unsaid) else said
