"""Texts with no publisher of their own: what a person hands over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import LOCAL, DocumentId, digested_id, document_id
from app.domain.instruments import Unsaid
from app.domain.sources import Reading, Source, Words
from app.errors import ConfigError, FormatError
from app.formats.article import Article, read_article
from app.formats.encoding import decode
from app.formats.feed import is_feed, read_feed
from app.formats.feed_entries import Entry, Feed
from app.formats.language import language_of
from app.formats.mapped_records import MappedRecord, read_mapped
from app.formats.mapping import Mapping, read_mapping
from app.formats.plain_text import normalise
from app.formats.web_addresses import web_address

KEY = LOCAL
_GIVEN = "given by a person"
_LONGEST_TITLE = 120
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).){0,20000}-->\s*)*<(?:!DOCTYPE\s+html\b|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_PIECE = re.compile(
    r"\s*(?:<!--(?:(?!-->).){0,20000}-->\s*)*"
    r"<(?:head|body|main|article|section|div|p|h[1-6]|table|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_NAME = re.compile(r"\.x?html?(?:\.gz)?$", re.IGNORECASE)
_TEXT_NAME = re.compile(r"\.txt(?:\.gz)?$", re.IGNORECASE)
_LOOKED_AT = 65_536


def recognise(body: bytes, name: str) -> str | None:
    """The shape of bytes a person handed over, or `None` for what is no text of theirs.

    Feeds and pages are known by their content, plain text by the name `.txt` alone: notes,
    licences and data lie beside texts in every folder. Records need a mapping file.
    """
    if is_feed(body):
        return "feed"
    head = decode(body[:_LOOKED_AT]).text
    if _HTML.match(head) or (_PAGE_NAME.search(name) and _HTML_PIECE.match(head)):
        return "article"
    return "text" if _TEXT_NAME.search(name) else None


def read_text(capture: Capture) -> Iterator[Reading | Issue]:
    """A plain text is its own words; nothing in it is taken for a date of publication."""
    decoded = decode(capture.body)
    text = normalise(decoded.text)
    if not text:
        raise FormatError(f"{capture.place}: the text is empty; check that it was saved whole")
    if decoded.guessed:
        problem = (
            f"the encoding was guessed ({decoded.encoding}); save it as UTF-8 if letters look wrong"
        )
        yield Issue(where="text", problem=problem)
    yield Reading(
        document=_document(capture, _own_id(capture, None)),
        words=Words(text=text, extent=Extent.FULL, language=language_of(text)),
        title=_headline(text),
        url=web_address(capture.url),
        published_on=capture.published_on,
        published_at=None,
        date_evidence=_GIVEN if capture.published_on else None,
    )


def read_page(capture: Capture) -> Iterator[Reading | Issue]:
    """A saved page is the article on it; a person's word on its date stands above the page's."""
    try:
        article = read_article(capture.body)
    except FormatError as fault:
        raise FormatError(f"{capture.place}: {fault}") from fault
    if capture.published_on is not None:
        article = _dated_by_person(article, capture.published_on)
    address = article.url or web_address(capture.url)
    yield Reading(
        document=_document(capture, _own_id(capture, address)),
        words=Words(text=article.text, extent=Extent.FULL, language=article.language),
        title=article.title,
        url=address,
        published_on=article.published_on,
        published_at=article.published_at,
        date_evidence=article.date_evidence,
        author=article.author,
    )


def read_entries(capture: Capture) -> Iterator[Reading | Issue]:
    """Each entry of a feed is a document; where it came in does not change its identity."""
    try:
        feed = read_feed(capture.body, url=capture.url, media_type=capture.media_type)
    except FormatError as fault:
        raise FormatError(f"{capture.place}: {fault}") from fault
    yield from feed.issues
    for entry in feed.entries:
        yield _entry(capture, feed, entry)


def read_records(capture: Capture) -> Iterator[Reading | Issue]:
    """A file of records, read as the mapping file beside it says."""
    if capture.mapping is None:
        raise ConfigError(f"{capture.place}: records need a mapping file; give it with --mapping")
    mapping = read_mapping(capture.mapping)
    try:
        for found in read_mapped(capture.body, mapping):
            yield found if isinstance(found, Issue) else _record(capture, mapping, found)
    except FormatError as fault:
        raise FormatError(f"{capture.place}: {fault}") from fault


def _document(capture: Capture, id_: DocumentId, kind: Kind = Kind.REPORT) -> Document:
    return Document(id=id_, source=capture.source, kind=kind)


def _own_id(capture: Capture, address: str | None) -> DocumentId:
    if capture.about is not None:
        return capture.about
    # A local text is known by where it lies, so that an edited file is a new version of it.
    if capture.source == LOCAL:
        return digested_id(LOCAL, capture.place)
    return digested_id(capture.source, address or capture.place)


def _headline(text: str) -> str | None:
    first, _, rest = text.partition("\n")
    stands_alone = rest.startswith("\n") and len(first) <= _LONGEST_TITLE
    return first if stands_alone else None


def _dated_by_person(article: Article, on: date) -> Article:
    return replace(article, published_on=on, published_at=None, date_evidence=_GIVEN)


def _entry(capture: Capture, feed: Feed, entry: Entry) -> Reading:
    parts = (feed.identity, entry.identity) if capture.source == LOCAL else (entry.identity,)
    given = capture.published_on if entry.published_on is None else None
    return Reading(
        document=_document(capture, digested_id(capture.source, *parts)),
        where=entry.where,
        words=Words(text=entry.text, extent=entry.extent, language=entry.language),
        title=entry.title,
        url=entry.url,
        published_on=entry.published_on or given,
        published_at=entry.published_at,
        date_evidence=_GIVEN if given else entry.date_evidence,
        author=entry.author,
    )


def _record(capture: Capture, mapping: Mapping, record: MappedRecord) -> Reading:
    if record.id:
        id_ = document_id(capture.source, record.id)
    else:
        named = record.url if isinstance(record.url, str) else record.title
        id_ = digested_id(capture.source, named if isinstance(named, str) else record.where)
    is_dated = not isinstance(record.published_on, Unsaid) and record.published_on is not None
    given = None if is_dated else capture.published_on
    extent = Extent.FULL if record.is_full else Extent.SUMMARY
    language = language_of(record.text, record.language)
    return Reading(
        document=_document(capture, id_, mapping.kind),
        where=record.where,
        words=Words(text=record.text, extent=extent, language=language),
        title=record.title,
        url=record.url,
        published_on=given or record.published_on,
        published_at=record.published_at,
        date_evidence=_GIVEN if given else record.date_evidence,
        author=record.author,
        owner=record.owner,
    )


SOURCE = Source(
    key=KEY,
    title="Texts handed over",
    jurisdiction="none",
    standing=Standing.REPORT,
    readers={
        "text": read_text,
        "article": read_page,
        "feed": read_entries,
        "records": read_records,
    },
    version=2,
    recognise=recognise,
)
