"""Notices, guidance and statements of the United Kingdom's government, as GOV.UK publishes them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts, StatedDate
from app.domain.sources import Reading, Request, Source, Words
from app.errors import FormatError
from app.formats.govuk_content import (
    SITE,
    ZONE,
    Moment,
    moment,
    page_text,
    path_of,
    shape_of,
)
from app.formats.govuk_fields import UNUSED_DETAILS, UNUSED_OF_ITEM, UNUSED_OF_RESULT
from app.formats.govuk_links import PART_OF_ANOTHER, PageLinks
from app.formats.html_text import text_of
from app.formats.language import language_of
from app.formats.plain_text import one_line
from app.formats.records import Record, json_lines, reading, unread
from app.formats.web_addresses import web_address
from app.vocabulary.govuk_types import kind_of_page

KEY: Final = SourceKey("uk-notices")
_STAND_IN: Final = Kind.NOTICE
_GONE: Final = frozenset(["gone", "redirect", "vanish", "unpublishing"])
_NOTICE = re.compile(r"notice to exporters\b|NTE\s*20\d\d/\d", re.IGNORECASE)
_LICENCE = re.compile(
    r"open general (?:export|trade control|transhipment) licen[cs]e", re.IGNORECASE
)


def read_item(capture: Capture) -> Iterator[Reading | Request | Issue]:
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
    if details is not None:
        details.known(*UNUSED_DETAILS)
    yield from item.unread(*UNUSED_OF_ITEM)


def read_search(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """An answer of the search: titles, leads and days of pages, not their words."""
    answer = Record.parse(capture.body, where=capture.place)
    results = answer.records("results")
    if not results:
        raise FormatError(f"no documents: {capture.place} is an answer of the search, without any")
    for result in results:
        yield from reading(result, _result)
    yield from unread(results)


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


def _page(
    item: Record, details: Record | None, id_: DocumentId, path: str
) -> Iterator[Reading | Issue]:
    notice = _notice(item, details)
    withdrawn = None
    if notice is not None:
        withdrawn = moment(notice, "withdrawn_at") or moment(notice, "archived_at")
    title = one_line(text_of(item.text_or_none("title") or ""))
    links = PageLinks.of(item)
    document_type = links.parent_type or item.text_or_none("document_type") or ""
    kind, type_, is_said = _kind(document_type, title)
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
            dates=_dates(item, details, withdrawn, text.changed_on) or UNSAID,
        ),
    )


def _gone(
    item: Record, details: Record | None, id_: DocumentId, path: str
) -> Iterator[Reading | Issue]:
    """A page that was taken away or moved: what is held of it stays, and this is said of it."""
    explanation = text_of(details.text_or_none("explanation") or "") if details else ""
    moved = [one.text_or_none("destination") for one in item.records("redirects")]
    elsewhere = details.text_or_none("alternative_path") if details else None
    to = next((one for one in (*moved, elsewhere) if one), None)
    said = "moved this page" if item.text_or_none("document_type") == "redirect" else "removed it"
    why = f" ({explanation})" if explanation else ""
    yield Issue(
        where=item.place("document_type"),
        problem=f"the publisher {said}{f' to {to}' if to else ''}{why}; what is held of it is kept",
        document=id_,
    )
    when = moment(item, "public_updated_at")
    yield Reading(
        document=Document(id=id_, source=KEY, kind=_STAND_IN),
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
    kind, type_, is_said = _kind(document_type, title)
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


def _kind(document_type: str, title: str) -> tuple[Kind, str | None, bool]:
    """Kind and type of a page; its title tells the two sorts that have no type of their own."""
    if _NOTICE.match(title):
        return Kind.NOTICE, "notice_to_exporters", True
    if _LICENCE.match(title):
        return Kind.LICENCE, "ogel", True
    known = kind_of_page(document_type)
    return (*known, True) if known is not None else (_STAND_IN, None, False)


def _notice(item: Record, details: Record | None) -> Record | None:
    """What the publisher said when it withdrew a page, in today's place or that of older items."""
    notice = item.record("withdrawn_notice")
    if notice is not None and notice.names():
        return notice
    return details.record("archive_notice") if details is not None else None


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


def _dates(
    item: Record,
    details: Record | None,
    withdrawn: Moment | None,
    changed_on: tuple[date, ...],
) -> tuple[StatedDate, ...]:
    found: list[tuple[str, Moment | None]] = [("first_published", _first(item, details))]
    found.append(("updated", moment(item, "public_updated_at")))
    found.append(("withdrawn", withdrawn))
    days = [StatedDate(role=role, on=one.on) for role, one in found if one is not None]
    if details is None:
        return tuple(days)
    for role, name in (
        ("delivered", "delivered_on"),
        ("comments_open", "opening_date"),
        ("comments_close", "closing_date"),
    ):
        stated = moment(details, name)
        if stated is not None:
            days.append(StatedDate(role=role, on=stated.on))
    days += [StatedDate(role="updated", on=day) for day in changed_on]
    return tuple(dict.fromkeys(days))


def _first(item: Record, details: Record | None) -> Moment | None:
    """When a page first stood, by its own account.

    `first_published_at` of a page moved from an older system is the day of the move, which may
    lie after its last change and is then no first day of anything.
    """
    own = moment(details, "first_public_at") if details is not None else None
    stated = moment(item, "first_published_at")
    updated = moment(item, "public_updated_at")
    if stated is not None and updated is not None and stated.on > updated.on:
        return own
    return own or stated


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
    readers={"govuk-content": read_item, "govuk-search": read_search, "govuk-lines": read_lines},
    recognise=recognise,
)
