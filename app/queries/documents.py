"""What exactly did they publish: one document as it was shown, with its versions and capture."""

from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, or_, select

from app.domain.documents import Kind, Provision
from app.domain.ids import DocumentId
from app.domain.instruments import InstrumentFacts, Unsaid
from app.domain.time import PointInTime
from app.errors import NotFoundError
from app.queries.coverage import coverage_block
from app.queries.document_views import (
    CaptureView,
    DocumentView,
    InstrumentView,
    ShowingView,
    VersionView,
)
from app.queries.reader import Reader
from app.queries.reviews import reviews_of
from app.queries.said import Said, said_by
from app.store.facts import decode_facts
from app.store.schema import (
    CaptureRow,
    DocumentRow,
    ShowingRow,
    SourceRow,
    VersionRow,
    WithdrawalRow,
)
from app.store.showings import decode_provisions

# Columns of a showing that its view holds as they are.
_AS_SHOWN = (
    *("title", "kind", "standing", "source", "source_title", "list_key", "url", "published_on"),
    *("published_at", "date_evidence", "author", "owner", "language", "version", "extent"),
)


def document(reader: Reader, id_: DocumentId, point: PointInTime) -> DocumentView:
    """A document as it was shown at an instant; `NotFoundError` says what is known instead."""
    known_at = point.as_known or reader.now
    showings = _showings(reader.connection, id_)
    shown = next((row for row in showings if _is_known(row, known_at)), None)
    if shown is None:
        raise _not_found(reader.connection, id_, showings, known_at)
    return _view(reader, shown, [row for row in showings if row["recorded_at"] <= known_at], point)


def version_of(reader: Reader, version: str, point: PointInTime) -> tuple[DocumentId, str]:
    """The document a version belongs to, and the version's words, shown now or formerly.

    What a person took out of view is out of view in all its versions.
    """
    known_at = point.as_known or reader.now
    row = reader.connection.execute(
        select(DocumentRow.id, VersionRow.text)
        .join(VersionRow, VersionRow.document_pk == DocumentRow.pk)
        .where(VersionRow.id == version, VersionRow.recorded_at <= known_at)
    ).first()
    if row is None:
        raise NotFoundError(
            f"no version {version!r} is held here; `onrecord show` of its document lists its own"
        )
    id_ = DocumentId(row.id)
    if (withdrawn := _withdrawal(reader.connection, id_, known_at)) is not None:
        raise withdrawn
    return id_, row.text


def _showings(connection: Connection, id_: DocumentId) -> list[RowMapping]:
    rows = connection.execute(_shown_select().where(DocumentRow.id == id_).order_by(ShowingRow.pk))
    return list(rows.mappings())


def _shown_select() -> Select[tuple[object, ...]]:
    return (
        select(
            ShowingRow.__table__,
            DocumentRow.id.label("document"),
            DocumentRow.source,
            DocumentRow.kind,
            DocumentRow.type,
            DocumentRow.list_key,
            SourceRow.title.label("source_title"),
            VersionRow.id.label("version"),
            VersionRow.language,
            VersionRow.extent,
            VersionRow.made_by.label("version_made_by"),
            VersionRow.recorded_at.label("version_recorded_at"),
        )
        .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
        .join(SourceRow, SourceRow.key == DocumentRow.source)
        .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
    )


def _is_known(row: RowMapping, at: datetime) -> bool:
    ended = row["superseded_at"]
    return bool(row["recorded_at"] <= at and (ended is None or at < ended))


def _view(
    reader: Reader, shown: RowMapping, known: list[RowMapping], point: PointInTime
) -> DocumentView:
    connection, known_at = reader.connection, point.as_known or reader.now
    text, provisions = _words(connection, shown["version_pk"])
    facts = decode_facts(shown["facts"])
    said = said_by(reader.connection, shown["version_pk"], facts, known_at)
    return DocumentView(
        **{name: shown[name] for name in _AS_SHOWN},
        id=shown["document"],
        type=shown["type"] or said.type,
        text=text,
        provisions=provisions,
        versions=_versions(known),
        showings=tuple(_showing_view(row, known_at) for row in known),
        capture=_capture(reader.connection, shown, known_at),
        instrument=_instrument(shown, facts, said),
        citations=said.citations,
        countries=said.countries,
        dates=said.dates,
        actions=said.actions,
        claims=(),
        reviews=reviews_of(reader.connection, shown["document"], known_at),
        read_by=said.read_by,
        as_of=point.as_of,
        as_known=known_at,
        coverage=coverage_block(reader, point),
    )


def _words(connection: Connection, version_pk: int) -> tuple[str, tuple[Provision, ...]]:
    row = connection.execute(
        select(VersionRow.text, VersionRow.provisions).where(VersionRow.pk == version_pk)
    ).one()
    return row.text, decode_provisions(row.provisions)


def _versions(known: list[RowMapping]) -> tuple[VersionView, ...]:
    by_id = {
        row["version"]: VersionView(
            id=row["version"],
            recorded_at=row["version_recorded_at"],
            extent=row["extent"],
            made_by=row["version_made_by"],
        )
        for row in known
    }
    return tuple(by_id.values())


def _showing_view(row: RowMapping, known_at: datetime) -> ShowingView:
    ended = row["superseded_at"]
    return ShowingView(
        version=row["version"],
        title=row["title"],
        url=row["url"],
        published_on=row["published_on"],
        published_at=row["published_at"],
        standing=row["standing"],
        current_on=row["current_on"],
        recorded_at=row["recorded_at"],
        # That it would be superseded was not known before it was.
        superseded_at=None if ended is None or ended > known_at else ended,
    )


def _capture(connection: Connection, shown: RowMapping, known_at: datetime) -> CaptureView:
    asked = select(CaptureRow.__table__).where(CaptureRow.pk == shown["capture_pk"])
    row = connection.execute(asked).mappings().one()
    about = connection.scalars(
        select(CaptureRow.place)
        .distinct()
        .where(CaptureRow.about == shown["document"], CaptureRow.captured_at <= known_at)
    )
    return CaptureView(
        id=row["id"],
        digest=row["digest"],
        captured_at=row["captured_at"],
        url=row["url"],
        place=row["place"],
        custody=row["custody"],
        read_by=row["read_by"],
        places=tuple(sorted({row["place"], *about})),
    )


def _instrument(shown: RowMapping, facts: InstrumentFacts, said: Said) -> InstrumentView | None:
    """The legal face of all but reports, which have none."""
    if shown["kind"] == Kind.REPORT.value:
        return None
    return InstrumentView(
        type=shown["type"] or said.type,
        read_type=said.type,
        type_rule=said.type_rule,
        number=_one(facts.number),
        citation=_one(facts.citation),
        pages=None if isinstance(facts.pages, Unsaid) else facts.pages,
        agencies=_several(facts.agencies),
        action_caption=_one(facts.action_caption),
        dates_caption=_one(facts.dates_caption),
        filed_at=None if isinstance(facts.filed_at, Unsaid) else facts.filed_at,
        rins=_several(facts.rins),
        dockets=_several(facts.dockets),
        cfr=_several(facts.cfr),
        corrects=_one(facts.corrects),
    )


def _one(said: str | Unsaid | None) -> str | None:
    return None if isinstance(said, Unsaid) else said


def _several(said: tuple[str, ...] | Unsaid) -> tuple[str, ...]:
    return () if isinstance(said, Unsaid) else said


def _not_found(
    connection: Connection, id_: DocumentId, showings: list[RowMapping], at: datetime
) -> NotFoundError:
    if (withdrawn := _withdrawal(connection, id_, at)) is not None:
        return withdrawn
    if showings:
        return NotFoundError(
            f"{id_} was not known at {at:%d %b %Y %H:%M:%S} UTC; it became known at "
            f"{showings[0]['recorded_at']:%d %b %Y %H:%M:%S} UTC"
        )
    return NotFoundError(f"no document {id_!r} is held here; search for a word of its title")


def _withdrawal(connection: Connection, id_: DocumentId, at: datetime) -> NotFoundError | None:
    """What to tell who asks for a document that was out of view at an instant."""
    withdrawn = connection.execute(
        select(WithdrawalRow.reason, WithdrawalRow.withdrawn_at)
        .join(DocumentRow, DocumentRow.pk == WithdrawalRow.document_pk)
        .where(DocumentRow.id == id_, WithdrawalRow.withdrawn_at <= at)
        .where(or_(WithdrawalRow.restored_at.is_(None), WithdrawalRow.restored_at > at))
    ).first()
    if withdrawn is None:
        return None
    return NotFoundError(
        f"{id_} was withdrawn on {withdrawn.withdrawn_at:%d %b %Y %H:%M} UTC "
        f"({withdrawn.reason}); `onrecord restore {id_}` brings it back"
    )
