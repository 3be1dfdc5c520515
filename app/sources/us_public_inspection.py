"""Documents filed with the Federal Register and readable before they are published."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit
from zoneinfo import ZoneInfo

from app.domain.coverage import Account
from app.domain.documents import Capture, Custody, Document, Extent, Issue, Kind, Standing
from app.domain.ids import DocumentId, SourceKey
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate, Unsaid
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.asked import day_or_none
from app.formats.federal_register_facts import ZONE
from app.formats.federal_register_json import (
    Answer,
    Identity,
    agency_slugs,
    documents_of,
    identity_of,
    looks_like_inspection,
)
from app.formats.federal_register_names import KEY as REGISTER
from app.formats.federal_register_names import KINDS, corrected_number, type_of
from app.formats.plain_text import normalise, one_line
from app.formats.records import Record, reading, unread

KEY: Final = SourceKey("us-fr-inspection")
API: Final = "https://www.federalregister.gov/api/v1/public-inspection-documents"

_UNUSED: Final = (
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
_ON: Final = "conditions[available_on]"
# A long weekend, and a day more than three days without power.
_DAYS_BEFORE: Final = 5


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # its answer leads to the days
    """What is filed now; its answer leads to the days before, each of which can be asked for."""
    yield Request(url=f"{API}/current.json", shape="fr-inspection")


def recall(gone: Sequence[DocumentId]) -> Iterator[Request]:
    """Filings that are no longer there, by number: the publisher keeps them and says why."""
    for id_ in gone:
        number = id_.partition("/")[2]
        url = f"{API}/{quote(number)}.json"
        yield Request(url=url, shape="fr-inspection", about=id_, needed=False)


def read_api(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    """Any answer of the public inspection API: what is filed now, a day of it, or one document."""
    is_asked = capture.custody is Custody.COLLECTED and capture.url is not None
    answer = documents_of(capture.body, where=capture.place, may_be_empty=is_asked)
    for item in answer.documents:
        yield from reading(item, partial(read_filed, capture=capture))
    stamps = ("special_filings_updated_at", "regular_filings_updated_at")
    yield from (issue for issue in answer.issues if not issue.where.startswith(stamps))
    yield from unread(answer.documents)
    if is_asked:
        yield from _account(capture, answer)
    elif answer.next_page is not None:
        yield Request(url=answer.next_page, shape="fr-inspection")


def _account(capture: Capture, answer: Answer) -> Iterator[Account | Request]:
    parts = urlsplit(capture.url or "")
    on = day_or_none(dict(parse_qsl(parts.query)).get(_ON))
    is_now = parts.path.endswith("/current.json")
    if not is_now and on is None:
        return  # one filing, asked after by its number
    page = dict(parse_qsl(urlsplit(answer.next_page or "").query)).get("page")
    flaw = None
    if answer.next_page is not None and (on is None or page is None):
        flaw = f"its next page cannot be asked for: {answer.next_page[:200]}"
    yield Account(
        question="what is filed now" if is_now else f"what was filed on {on}",
        first_on=on,
        last_on=on,
        records=tuple((identity_of(item).id, on) for item in answer.documents if _is_told(item)),
        stated=answer.stated,
        more=answer.next_page is not None,
        flaw=flaw,
    )
    if on is not None and page is not None:
        # The publisher's own link is built of its inner names; only its number is taken.
        yield _filed_on_day(on, page)
    if is_now:
        today = _day_in_washington(capture.captured_at)
        for ago in range(1, _DAYS_BEFORE + 1):
            yield _filed_on_day(today - timedelta(days=ago))


def _filed_on_day(on: date, page: str | None = None) -> Request:
    params = ((_ON, on.isoformat()), ("per_page", "1000"))
    more = (("page", page),) if page else ()
    return Request(url=f"{API}.json", params=(*params, *more), shape="fr-inspection", on=on)


def _is_told(item: Record) -> bool:
    try:
        identity_of(item)
    except FormatError:
        return False
    return True


def read_filed(item: Record, *, capture: Capture) -> Iterator[Reading | Issue]:
    """One filed document; it is the document that is published later, under the same number.

    Its day of publication is the scheduled one: the document may still be withdrawn. It has no
    effective date yet. From its day on the Register itself speaks of it, and this list no more.
    """
    identity = identity_of(item)
    yield from identity.issues(item)
    written = item.text_or_none("type")
    kind = KINDS.get((written or "").lower())
    if written and kind is None:
        yield Issue(where=item.place("type"), problem=f"type {written!r} is new here; name a kind")
    note = item.text_or_none("editorial_note")
    filed = _filed(item, identity, kind, note)
    item.known(*_UNUSED)
    if _is_published(identity, capture):
        yield Reading(document=filed.document, kind_said=kind is not None, where=item.where)
        return
    yield filed
    if note:
        problem = f"its publisher notes: {note}"
        yield Issue(where=item.place("editorial_note"), problem=problem, document=identity.id)
    elif capture.about == identity.id:
        problem = (
            "no longer on public inspection before its day, and its publisher gives no reason; "
            "see whether it is published"
        )
        yield Issue(where=item.where, problem=problem, document=identity.id)


def _filed(item: Record, identity: Identity, kind: Kind | None, note: str | None) -> Reading:
    filed_at = _filed_at(item)
    letters = item.records("agency_letters")
    for letter in letters:
        letter.known("url")
    published_on = identity.published_on
    return Reading(
        document=Document(
            id=identity.id,
            source=REGISTER,
            kind=kind or _STAND_IN,
            type=type_of(kind or _STAND_IN, identity.number),
        ),
        kind_said=kind is not None,
        where=item.where,
        words=_told(note, *(letter.text_or_none("title") for letter in letters)),
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


def _told(*lines: str | None) -> Words | Unsaid:
    """Why a filing was changed or withdrawn, where its publisher says so: its tombstone."""
    said = normalise("\n".join(line for line in lines if line))
    return Words(text=said, extent=Extent.SUMMARY, language="en") if said else UNSAID


def _is_published(identity: Identity, capture: Capture) -> bool:
    """Whether the day of publication had come when we asked."""
    if capture.custody is not Custody.COLLECTED or identity.published_on is None:
        return False
    return identity.published_on <= _day_in_washington(capture.captured_at)


def _day_in_washington(at: datetime) -> date:
    return at.astimezone(ZoneInfo(ZONE)).date()


def _filed_at(item: Record) -> datetime | None:
    """When it was filed: one page may write it in UTC, and another in Washington's own time."""
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
    version=2,
    recognise=recognise,
    every=timedelta(minutes=10),
    begin=begin,
    recall=recall,
    looks_back=timedelta(days=1),
    obeys_robots=False,
    terms="US public domain; five questions a second at most",
)
