"""Dockets of rulemaking as regulations.gov lists them: what may be commented on, until when."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.documents import Capture, Document, Issue, Kind, Standing
from app.domain.ids import SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate, Unsaid
from app.domain.sources import Reading, Request, Source
from app.errors import FormatError
from app.formats.federal_register_names import KINDS, agency_slug, clean_number
from app.formats.plain_text import one_line
from app.formats.records import Record, reading

KEY: Final = SourceKey("us-regulations")
ZONE: Final = "America/New_York"
SITE: Final = "https://www.regulations.gov/document"

# Counters, search marks and matters of the comments, which are not the document's own.
_UNUSED: Final = (
    "allowLateComments",
    "commentStartDate",
    "highlightedContent",
    "lastModifiedDate",
    "objectId",
    "openForComment",
    "subtype",
    "withinCommentPeriod",
)
_STAND_IN: Final = Kind.NOTICE
_MARKS: Final = (b'"frDocNum"', b'"documentType"')


def read_documents(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """One document or a page of them, each under the number of its docket."""
    page = Record.parse(capture.body, where=capture.place)
    try:
        items = page.records("data")
    except FormatError:
        single = page.record("data")
        items = (single,) if single is not None else ()
    if not items:
        raise FormatError(f"no documents: {capture.place} is a page of regulations.gov without any")
    for item in items:
        yield from reading(item, _read_document)
    yield from page.unread("meta", "links", "included")


def _read_document(item: Record) -> Iterator[Reading | Issue]:
    number = item.text("id")
    said = item.record("attributes")
    if said is None:
        raise FormatError(f"{item.place('attributes')} is absent; compare with the API's form")
    item.known("type", "links", "relationships")
    kind = KINDS.get((said.text_or_none("documentType") or "").lower())
    posted_on = _day(said, "postedDate")
    register = said.text_or_none("frDocNum")
    docket = said.said_text("docketId")
    agency = said.text_or_none("agencyId")
    id_ = document_id(KEY, number)
    if said.text_or_none("reasonWithdrawn") or said.flag("withdrawn"):
        yield Issue(
            where=said.place("withdrawn"),
            problem=f"{number} is marked as withdrawn; look at its docket",
            document=id_,
        )
    yield Reading(
        document=Document(id=id_, source=KEY, kind=kind or _STAND_IN),
        kind_said=kind is not None,
        where=item.where,
        title=one_line(said.text_or_none("title") or "") or UNSAID,
        url=f"{SITE}/{number}",
        published_on=posted_on or UNSAID,
        date_evidence="postedDate" if posted_on else UNSAID,
        facts=InstrumentFacts(
            agencies=(agency_slug(agency),) if agency else UNSAID,
            number=(clean_number(register) or register) if register else number,
            dates=_comment_dates(said),
            dockets=docket if isinstance(docket, Unsaid) else (docket,) if docket else (),
        ),
    )
    said.known(*_UNUSED)


def _comment_dates(said: Record) -> tuple[StatedDate, ...] | Unsaid:
    closes_on = _day(said, "commentEndDate")
    if "commentEndDate" not in said:
        return UNSAID
    return (StatedDate(role="comments_close", on=closes_on),) if closes_on else ()


def _day(said: Record, name: str) -> date | None:
    """An instant as the day it falls on in Washington: deadlines end a minute before midnight."""
    written = said.text_or_none(name)
    if written is None:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError as fault:
        raise FormatError(f"{said.place(name)} is no instant ({written[:40]!r})") from fault
    return at.date() if at.tzinfo is None else at.astimezone(ZoneInfo(ZONE)).date()


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    if not body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    head = body[:65536]
    return "regulations-documents" if all(mark in head for mark in _MARKS) else None


SOURCE: Final = Source(
    key=KEY,
    title="Regulations.gov",
    jurisdiction="us",
    standing=Standing.STATEMENT,
    owner="us-government",
    zone=ZONE,
    url="https://www.regulations.gov",
    readers={"regulations-documents": read_documents},
    recognise=recognise,
)
