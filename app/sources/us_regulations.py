"""Dockets of rulemaking as regulations.gov lists them: what may be commented on, until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.coverage import Account
from app.domain.documents import Capture, Custody, Document, Issue, Kind, Standing
from app.domain.ids import SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate, Unsaid
from app.domain.sources import Reading, Request, Source, Window
from app.errors import FormatError
from app.formats.asked import asked as asked_with
from app.formats.asked import day_or_none
from app.formats.federal_register_names import KINDS, agency_slug, clean_number
from app.formats.plain_text import one_line
from app.formats.records import Record, reading

KEY: Final = SourceKey("us-regulations")
ZONE: Final = "America/New_York"
SITE: Final = "https://www.regulations.gov/document"
API: Final = "https://api.regulations.gov/v4"
AGENCIES: Final = ("BIS", "OFAC", "DOS")
PER_PAGE: Final = 250
_LAST_PAGE: Final = 20
MOST: Final = PER_PAGE * _LAST_PAGE
_POSTED: Final = "postedDate"
_CHANGED: Final = "lastModifiedDate"

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    agency: str
    kind: str
    window: Window
    page: int


def begin(window: Window) -> Iterator[Request]:
    """What was posted in the window, and what was changed in it, agency by agency."""
    for agency in AGENCIES:
        for kind in (_POSTED, _CHANGED):
            yield _question(agency, kind, window, 1)


def read_documents(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    """One document or a page of them, each under the number of its docket."""
    asked = _asked(capture)
    page = Record.parse(capture.body, where=capture.place)
    meta = page.record("meta")
    try:
        items = page.records("data")
    except FormatError:
        single = page.record("data")
        items = (single,) if single is not None else ()
    total = meta.whole_or_none("totalElements") if meta is not None else None
    if not items and (asked is None or total != 0):
        raise FormatError(f"no documents: {capture.place} is a page of regulations.gov without any")
    for item in items:
        yield from reading(item, _read_document)
    if meta is not None:
        meta.known(*meta.names())
    yield from page.unread("links", "included")
    if asked is not None:
        ids = [number for item in items if (number := item.text_or_none("id"))]
        yield from _account(asked, total, ids)


def _account(
    asked: _Asked, total: int | None, ids: Sequence[str]
) -> Iterator[Account | Request | Issue]:
    window = asked.window
    flaw: str | None = None
    if total is not None and total > MOST:
        yield from (_question(asked.agency, asked.kind, half, 1) for half in window.halves)
        if window.halves:
            return
        flaw = f"{total:,} documents on {window.first_on}, and {MOST:,} can be asked for"
        yield Issue(where="meta.totalElements", problem=f"{flaw}; ask for fewer at once")
    seen = (asked.page - 1) * PER_PAGE + len(ids)
    is_more = total is not None and seen < total and asked.page < _LAST_PAGE and bool(ids)
    yield Account(
        question=f"{asked.agency} {asked.kind} {window.first_on} to {window.last_on}",
        first_on=window.first_on,
        last_on=window.last_on,
        records=tuple((number, None) for number in ids),
        stated=total,
        more=is_more,
        flaw=flaw,
    )
    if is_more:
        yield _question(asked.agency, asked.kind, window, asked.page + 1)


def _question(agency: str, kind: str, window: Window, page: int) -> Request:
    """A page of a question; instants of change are written in Eastern time, with a space."""
    first, last = window.first_on.isoformat(), window.last_on.isoformat()
    if kind == _CHANGED:
        first, last = f"{first} 00:00:00", f"{last} 23:59:59"
    return Request(
        url=f"{API}/documents",
        params=(
            ("filter[agencyId]", agency),
            (f"filter[{kind}][ge]", first),
            (f"filter[{kind}][le]", last),
            ("sort", f"{kind},documentId"),
            ("page[size]", str(PER_PAGE)),
            ("page[number]", str(page)),
        ),
        shape="regulations-documents",
    )


def _asked(capture: Capture) -> _Asked | None:
    """What was asked, read off the address; `None` for what a person handed over."""
    if capture.custody is not Custody.COLLECTED:
        return None
    params = dict(asked_with(capture))
    agency = params.get("filter[agencyId]")
    for kind in (_POSTED, _CHANGED):
        first = day_or_none(params.get(f"filter[{kind}][ge]", "")[:10])
        last = day_or_none(params.get(f"filter[{kind}][le]", "")[:10])
        if agency and first and last:
            page = int(params.get("page[number]", "1"))
            window = Window(first_on=first, last_on=last)
            return _Asked(agency=agency, kind=kind, window=window, page=page)
    return None


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
    every=timedelta(hours=3),
    begin=begin,
    looks_back=timedelta(days=7),
    pace=timedelta(seconds=4),
    secret="regulations_gov",
    obeys_robots=False,
    terms="US public domain; needs a key of api.data.gov, a thousand questions an hour",
)
