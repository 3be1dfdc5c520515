"""Documents filed with the Federal Register and readable before they are published."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.documents import Capture, Document, Issue, Kind, Standing
from app.domain.ids import SourceKey
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate
from app.domain.sources import Reading, Request, Source
from app.errors import FormatError
from app.formats.federal_register_facts import ZONE
from app.formats.federal_register_json import (
    agency_slugs,
    documents_of,
    identity_of,
    looks_like_inspection,
)
from app.formats.federal_register_names import KEY as REGISTER
from app.formats.federal_register_names import KINDS, corrected_number, type_of
from app.formats.plain_text import one_line
from app.formats.records import Record, reading, unread

KEY: Final = SourceKey("us-fr-inspection")

_UNUSED: Final = (
    "agency_letters",
    "editorial_note",
    "excerpts",
    "filing_type",
    "json_url",
    "last_public_inspection_issue",
    "num_pages",
    "page_views",
    "pdf_file_name",
    "pdf_file_size",
    "pdf_updated_at",
    "pdf_url",
    "raw_text_url",
    "subject_1",
    "subject_2",
    "subject_3",
    "toc_doc",
    "toc_subject",
)
_STAND_IN: Final = Kind.NOTICE


def read_api(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """Any answer of the public inspection API: a page, a batch, or one document."""
    answer = documents_of(capture.body, where=capture.place)
    for item in answer.documents:
        yield from reading(item, read_filed)
    stamps = ("special_filings_updated_at", "regular_filings_updated_at")
    yield from (issue for issue in answer.issues if not issue.where.startswith(stamps))
    if answer.next_page is not None:
        yield Request(url=answer.next_page, shape="fr-inspection")
    yield from unread(answer.documents)


def read_filed(item: Record) -> Iterator[Reading | Issue]:
    """One filed document; it is the document that is published later, under the same number.

    Its day of publication is the scheduled one: the document may still be withdrawn. It has no
    effective date yet.
    """
    identity = identity_of(item)
    yield from identity.issues(item)
    written = item.text_or_none("type")
    kind = KINDS.get((written or "").lower())
    if written and kind is None:
        yield Issue(where=item.place("type"), problem=f"type {written!r} is new here; name a kind")
    filed_at = _filed_at(item)
    published_on = identity.published_on
    yield Reading(
        document=Document(
            id=identity.id,
            source=REGISTER,
            kind=kind or _STAND_IN,
            type=type_of(kind or _STAND_IN, identity.number),
        ),
        kind_said=kind is not None,
        where=item.where,
        title=one_line(item.text_or_none("title") or "") or UNSAID,
        url=item.said_text("html_url"),
        published_on=published_on or UNSAID,
        date_evidence="publication_date, scheduled" if published_on else UNSAID,
        facts=InstrumentFacts(
            agencies=agency_slugs(item),
            number=identity.number,
            dates=_filed_on(filed_at),
            filed_at=filed_at or UNSAID,
            dockets=item.said_texts("docket_numbers"),
            corrects=corrected_number(identity.number) or UNSAID,
        ),
    )
    item.known(*_UNUSED)


def _filed_at(item: Record) -> datetime | None:
    written = item.text_or_none("filed_at")
    if written is None:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError as fault:
        raise FormatError(f"{item.place('filed_at')} is no instant ({written[:40]!r})") from fault
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(ZONE))
    return at.astimezone(UTC).astimezone(ZoneInfo(ZONE))


def _filed_on(filed_at: datetime | None) -> tuple[StatedDate, ...]:
    return (StatedDate(role="filed", on=filed_at.date()),) if filed_at else ()


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    return "fr-inspection" if looks_like_inspection(body) else None


SOURCE: Final = Source(
    key=KEY,
    title="Federal Register, public inspection",
    jurisdiction="us",
    standing=Standing.AUTHENTIC,
    owner="us-government",
    zone=ZONE,
    url="https://www.federalregister.gov/public-inspection",
    readers={"fr-inspection": read_api},
    recognise=recognise,
)
