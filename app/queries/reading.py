"""A document, a version or a passage to be read in full, with where the words came from."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.domain.ids import DocumentId
from app.domain.instruments import InstrumentFacts
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.queries.document_views import CaptureView, DocumentView
from app.queries.documents import document, version_of
from app.queries.reader import Reader
from app.queries.said import said_by
from app.store.facts import decode_facts
from app.store.schema import CaptureRow, ShowingRow, VersionRow
from app.store.showings import decode_provisions

_ADDRESS = re.compile(
    r"(?P<version>.+@[0-9a-f]{12})(?:~(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """What to read. `document` holds the words of the version read; `current` names the one
    shown at the point in time, `passage` the code points asked for."""

    document: DocumentView
    current: str
    passage: tuple[int, int] | None


def reading(reader: Reader, id_: str, point: PointInTime) -> ReadingView:
    """What an id names: a document, a version (`id@digest`), a passage (`id@digest~start-end`)."""
    named = _ADDRESS.fullmatch(id_)
    if named is None:
        view = document(reader, DocumentId(id_), point)
        return ReadingView(document=view, current=view.version, passage=None)
    owner, _ = version_of(reader, named["version"], point)
    view = document(reader, owner, point)
    current = view.version
    if named["version"] != current:
        view = _of_version(reader, view, named["version"])
    passage = None
    if named["start"] is not None:
        passage = _passage(int(named["start"]), int(named["end"]), view.text, named.start("start"))
    return ReadingView(document=view, current=current, passage=passage)


def _passage(start: int, end: int, text: str, at: int) -> tuple[int, int]:
    if not start < end <= len(text):
        raise QueryError(
            f"the words {start}-{end} lie outside the text, which has {len(text):,} code points",
            name="id",
            position=at,
        )
    return start, end


def _of_version(reader: Reader, view: DocumentView, version: str) -> DocumentView:
    """The document with an earlier version's words, as it was last shown with them."""
    shown = [one for one in view.showings if one.version == version]
    if not shown:
        raise NotFoundError(
            f"{version} was not known at {view.as_known:%d %b %Y %H:%M:%S} UTC; "
            f"the version known then is {view.version}"
        )
    last = shown[-1]
    row = reader.connection.execute(
        select(
            VersionRow.pk,
            VersionRow.text,
            VersionRow.provisions,
            VersionRow.extent,
            VersionRow.language,
        ).where(VersionRow.id == version)
    ).one()
    facts = _facts(reader, row.pk, view.as_known)
    said = said_by(reader.connection, row.pk, facts, view.as_known)
    return replace(
        view,
        version=version,
        text=row.text,
        provisions=decode_provisions(row.provisions),
        extent=row.extent,
        language=row.language,
        title=last.title,
        url=last.url,
        published_on=last.published_on,
        published_at=last.published_at,
        standing=last.standing,
        citations=said.citations,
        countries=said.countries,
        dates=said.dates,
        actions=said.actions,
        read_by=said.read_by,
        capture=_capture(reader, version),
    )


def _facts(reader: Reader, version_pk: int, at: datetime) -> InstrumentFacts:
    """The facts with which a version was last shown up to an instant."""
    facts = reader.connection.scalar(
        select(ShowingRow.facts)
        .where(ShowingRow.version_pk == version_pk, ShowingRow.recorded_at <= at)
        .order_by(ShowingRow.pk.desc())
        .limit(1)
    )
    assert facts is not None, "a version is known only by a showing"
    return decode_facts(facts)


def _capture(reader: Reader, version: str) -> CaptureView:
    """The capture that a version was last shown from."""
    row = (
        reader.connection.execute(
            select(CaptureRow.__table__)
            .join(ShowingRow, ShowingRow.capture_pk == CaptureRow.pk)
            .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
            .where(VersionRow.id == version)
            .order_by(ShowingRow.pk.desc())
            .limit(1)
        )
        .mappings()
        .one()
    )
    return CaptureView(
        id=row["id"],
        digest=row["digest"],
        captured_at=row["captured_at"],
        url=row["url"],
        place=row["place"],
        custody=row["custody"],
        read_by=row["read_by"],
        places=(row["place"],),
    )
