"""Showings between their rows and their values: what is held, and what is to be shown."""

from dataclasses import dataclass
from datetime import date, datetime

import orjson
from sqlalchemy import RowMapping

from app.domain.documents import Custody, Document, Extent, Kind, Provision, Standing
from app.domain.ids import DocumentId, SourceKey, VersionId
from app.domain.instruments import InstrumentFacts
from app.domain.sources import Words
from app.domain.time import DateSpan
from app.store.facts import decode_facts, encode_facts


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


def document_values(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "source": document.source,
        "kind": document.kind.value,
        "type": document.type,
        "list_key": document.list_key,
    }


def version_values(
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
