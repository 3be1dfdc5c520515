"""Notices, guidance and statements of the United Kingdom's government, as GOV.UK publishes them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.coverage import Account
from app.domain.documents import Capture, Custody, Document, Extent, Issue, Standing
from app.domain.ids import DocumentId, SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.asked import asked, replaced, without_query
from app.formats.govuk_content import (
    SITE,
    ZONE,
    Moment,
    moment,
    page_text,
    path_of,
    shape_of,
)
from app.formats.govuk_dates import page_dates
from app.formats.govuk_fields import UNUSED_DETAILS, UNUSED_OF_ITEM, UNUSED_OF_RESULT
from app.formats.govuk_kinds import STAND_IN, kind_of, notice_of, what_became_of
from app.formats.govuk_links import PART_OF_ANOTHER, PageLinks, linked_paths
from app.formats.govuk_search import TIMES, search_page, times_of
from app.formats.html_text import text_of
from app.formats.language import language_of
from app.formats.plain_text import one_line
from app.formats.records import Record, json_lines, reading, unread
from app.formats.web_addresses import web_address

KEY: Final = SourceKey("uk-notices")
UNIT: Final = "export-control-joint-unit"
CONTENT: Final = f"{SITE}/api/content"
LICENCES: Final = "government/collections/open-general-export-licences-ogels"
COLLECTIONS: Final = (LICENCES, "government/collections/notices-to-exporters")
# The publisher gives up to 1,500.
_PAGE: Final = 1000
_GONE: Final = frozenset(["gone", "redirect", "vanish", "unpublishing"])


def read_item(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    """One page of GOV.UK, as the content API gives it."""
    item = Record.parse(capture.body, where=capture.place)
    path = path_of(item.text("base_path"))
    if path is None:
        raise FormatError(f"{capture.place}: base_path is no path of GOV.UK; fetch the item again")
    id_ = document_id(KEY, path)
    details = item.record("details")
    if (item.text_or_none("document_type") or "") in _GONE or item.text_or_none(
        "schema_name"
    ) in _GONE:
        yield from _gone(item, details, id_, path)
        return
    yield from _page(item, details, id_, path)
    yield from _leads_to(item, path, capture)
    if details is not None:
        details.known(*UNUSED_DETAILS)
    yield from item.unread(*UNUSED_OF_ITEM)


def read_search(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    """An answer of the search: titles, leads and days of pages, and where to ask for their words.

    To our own question an empty answer is a sound one; handed over, it holds nothing.
    """
    answer = Record.parse(capture.body, where=capture.place)
    if capture.custody is Custody.COLLECTED:
        yield from _listing(answer, capture)
        return
    results = answer.records("results")
    if not results:
        raise FormatError(f"no documents: {capture.place} is an answer of the search, without any")
    yield from _results(results)


def read_lines(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """Results of the search kept one a line."""
    met: list[Record] = []
    for line in json_lines(capture.body):
        if isinstance(line, Issue):
            yield line
            continue
        met.append(line)
        yield from reading(line, _result)
    yield from unread(met)


def begin(window: Window) -> Iterator[Request]:
    """The unit's pages that changed in a window, and the collections as they stand now.

    A page goes by the day of its last change: one changed again later is named on that day.
    """
    asked_for = (
        ("filter_organisations", UNIT),
        ("fields", "title,link,public_timestamp,description,content_store_document_type"),
        (TIMES, times_of(window.first_on, window.last_on)),
        # The oldest first: what is published meanwhile comes to stand at the end.
        ("order", "public_timestamp"),
        ("count", str(_PAGE)),
    )
    yield Request(url=f"{SITE}/api/search.json", params=asked_for, shape="govuk-search")
    for path in COLLECTIONS:
        yield Request(url=f"{CONTENT}/{path}", shape="govuk-content", about=document_id(KEY, path))


def _listing(answer: Record, capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    page = search_page(answer, capture)
    lost = 0
    for said in _results(answer.records("results")):
        lost += isinstance(said, Issue) and said.lost_record
        yield said
    for named in page.named:
        if named.path is not None:
            yield _words_of(named.path, named.on)
    if page.following is not None:
        yield Request(
            url=without_query(capture),
            params=replaced(asked(capture), start=str(page.following)),
            shape=capture.shape,
        )
    flaw = f"{lost:,} results could not be read" if lost else page.account.flaw
    yield replace(page.account, flaw=flaw)


def _words_of(path: str, on: date | None) -> Request:
    return Request(
        url=f"{CONTENT}/{path}", shape="govuk-content", about=document_id(KEY, path), on=on
    )


def _leads_to(item: Record, path: str, capture: Capture) -> Iterator[Request | Account]:
    """The pages within a page, which hold the words of most notices; of a collection its members.

    How a collection stands now is known once each of its licences is; notices are many, and are
    asked for as they change.
    """
    said = moment(item, "public_updated_at")
    for child in linked_paths(item, "children"):
        yield _words_of(child, said.on if said else None)
    if path not in COLLECTIONS:
        return
    members = linked_paths(item, "documents")
    today = capture.captured_at.astimezone(ZoneInfo(ZONE)).date()
    if path == LICENCES:
        yield from (_words_of(member, today) for member in members)
    yield Account(
        question=capture.url or capture.place,
        records=tuple((member, None) for member in members),
        flaw=None if members else "the collection names no pages; see whether it moved",
    )


def _results(results: Sequence[Record]) -> Iterator[Reading | Issue]:
    for result in results:
        yield from reading(result, _result)
    yield from unread(results)


def _page(
    item: Record, details: Record | None, id_: DocumentId, path: str
) -> Iterator[Reading | Issue]:
    notice = notice_of(item, details)
    withdrawn = None
    if notice is not None:
        withdrawn = moment(notice, "withdrawn_at") or moment(notice, "archived_at")
    title = one_line(text_of(item.text_or_none("title") or ""))
    links = PageLinks.of(item)
    document_type = links.parent_type or item.text_or_none("document_type") or ""
    kind, type_, is_said = kind_of(document_type, title)
    if not is_said and document_type not in PART_OF_ANOTHER:
        yield _new_type(item.place("document_type"), document_type, id_)
    text = page_text(item, details, notice)
    published = moment(item, "public_updated_at") or moment(item, "first_published_at")
    if notice is not None:
        yield _withdrawn(item.place("withdrawn_notice"), withdrawn, id_)
    yield Reading(
        document=Document(id=id_, source=KEY, kind=kind, type=type_),
        kind_said=is_said,
        words=Words(
            text=text.text,
            extent=Extent.SUMMARY if text.is_summary else Extent.FULL,
            language=language_of(text.text, item.text_or_none("locale")),
            provisions=text.provisions,
        ),
        title=title or UNSAID,
        url=f"{SITE}/{path}",
        published_on=published.on if published else UNSAID,
        published_at=published.at if published else UNSAID,
        date_evidence=published.evidence if published else UNSAID,
        facts=InstrumentFacts(
            agencies=links.agencies or UNSAID,
            dates=page_dates(item, details, withdrawn, text.changed_on) or UNSAID,
        ),
    )


def _gone(
    item: Record, details: Record | None, id_: DocumentId, path: str
) -> Iterator[Reading | Issue]:
    """A page that was taken away or moved: what is held of it stays, and this is said of it."""
    said, explanation = what_became_of(item, details)
    yield Issue(
        where=item.place("document_type"),
        problem=f"the publisher {said}; what is held of it is kept",
        document=id_,
    )
    when = moment(item, "public_updated_at")
    yield Reading(
        document=Document(id=id_, source=KEY, kind=STAND_IN),
        kind_said=False,
        words=Words(text=explanation, extent=Extent.SUMMARY, language="en")
        if explanation
        else UNSAID,
        url=f"{SITE}/{path}",
        facts=InstrumentFacts(
            dates=(StatedDate(role="withdrawn", on=when.on),) if when is not None else UNSAID
        ),
    )


def _result(result: Record) -> Iterator[Reading | Issue]:
    address = result.text_or_none("link") or result.text("url")
    result.known("url")
    path = path_of(address)
    url = f"{SITE}/{path}" if path else web_address(address)
    if url is None:
        raise FormatError(f"{result.place('link')} {address[:120]!r} is no address; see the result")
    # The search also lists pages of other sites: those are named by their whole address.
    id_ = document_id(KEY, path or re.sub(r"^https?://", "", url))
    title = one_line(text_of(result.text("title")))
    document_type = result.text_or_none("content_store_document_type") or (
        result.text_or_none("format") or ""
    )
    kind, type_, is_said = kind_of(document_type, title)
    if document_type and not is_said:
        yield _new_type(result.place("format"), document_type, id_)
    published = moment(result, "public_timestamp") or moment(result, "published_date")
    lead = text_of(result.text_or_none("description") or "")
    result.known(*UNUSED_OF_RESULT, "public_timestamp", "published_date", "format")
    yield Reading(
        document=Document(id=id_, source=KEY, kind=kind, type=type_),
        kind_said=is_said,
        where=result.where,
        words=Words(text=lead, extent=Extent.SUMMARY, language=language_of(lead, "en"))
        if lead
        else UNSAID,
        title=title,
        url=url,
        published_on=published.on if published else UNSAID,
        published_at=published.at if published else UNSAID,
        date_evidence=published.evidence if published else UNSAID,
    )


def _withdrawn(where: str, withdrawn: Moment | None, id_: DocumentId) -> Issue:
    when = f" on {withdrawn.on.isoformat()}" if withdrawn else ""
    problem = f"the publisher withdrew this page{when}; read it as history"
    return Issue(where=where, problem=problem, document=id_)


def _new_type(where: str, document_type: str, id_: DocumentId) -> Issue:
    return Issue(
        where=where,
        problem=f"document type {document_type!r} is new here; it counts as no kind until "
        "somebody names one",
        document=id_,
    )


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # only bytes decide
    """The shape in which these bytes would be read here, or `None`."""
    return shape_of(body)


SOURCE: Final = Source(
    key=KEY,
    title="GOV.UK notices and guidance",
    jurisdiction="uk",
    standing=Standing.STATEMENT,
    owner="uk-government",
    zone=ZONE,
    url=SITE,
    every=timedelta(hours=1),
    begin=begin,
    obeys_robots=False,
    pace=timedelta(milliseconds=500),
    longest=timedelta(days=366),
    terms="Open Government Licence v3.0",
    readers={"govuk-content": read_item, "govuk-search": read_search, "govuk-lines": read_lines},
    recognise=recognise,
)
