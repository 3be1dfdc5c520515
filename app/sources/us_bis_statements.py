"""What the Bureau of Industry and Security says on its pages: releases, guidance, questions."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from app.domain.coverage import Account
from app.domain.documents import Capture, Document, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.agency_page import AgencyPage, agency_page
from app.formats.listings import chronological, links_of
from app.formats.pdf import pages_of, read_pages

KEY: Final = SourceKey("us-bis-statements")
SITE: Final = "https://www.bis.gov"
INDEX: Final = f"{SITE}/news-updates"
# Pages that are edited in place: what they say today is compared with what they said.
PAGES: Final = (
    "/licensing/guidance-on-end-user-and-end-use-controls-and-us-person-controls",
    "/licensing/end-user-guidance/denied-persons-list-dpl",
    "/enforcement/export-violations",
    "/OAC",
)
_RELEASE = re.compile(r"/press-release/[\w%.-]+/?")
_DOCUMENT = re.compile(r"/media/documents/[\w%.-]+")
_BUREAU: Final = "industry-and-security-bureau"


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # pages are as they are
    """The list of releases, and each page that is edited in place."""
    yield Request(url=INDEX, shape="bis-index")
    for path in PAGES:
        url = f"{SITE}{path}"
        yield Request(url=url, shape="bis-page", about=_id(url))


def read_index(capture: Capture) -> Iterator[Reading | Request | Account]:
    """The newest releases with their days; the list reaches back to the oldest that it names."""
    links = list(links_of(capture.body, base=capture.url or INDEX, path=_RELEASE))
    if not links:
        raise FormatError(
            f"error body: {capture.place} names no release; open it in a browser and see whether "
            "its form moved"
        )
    yield chronological(capture, [(_id(link.url), link.on) for link in links])
    for link in links:
        yield Reading(
            document=Document(
                id=_id(link.url), source=KEY, kind=Kind.STATEMENT, type="press_release"
            ),
            where=link.url,
            url=link.url,
            published_on=link.on or UNSAID,
            date_evidence="the list of releases" if link.on else UNSAID,
        )
        yield Request(url=link.url, shape="bis-release", about=_id(link.url), on=link.on)
    yield from _documents(capture)


def read_release(capture: Capture) -> Iterator[Reading | Request]:
    """One release: what the Bureau says of its rules, which is never the rule."""
    page = agency_page(capture.body, where=capture.place)
    yield _reading(capture, page, Kind.STATEMENT, "press_release")
    yield from _documents(capture)


def read_document(capture: Capture) -> Iterator[Reading]:
    """A document that a page leads to: guidance that may be replaced at the same address.

    The day its file was made is none of publication, and a page may link to it long after.
    """
    try:
        pdf = read_pages(capture.body)
    except FormatError as fault:
        raise FormatError(f"{capture.place}: {fault}") from fault
    yield Reading(
        document=Document(
            id=capture.about or _id(capture.url or capture.place),
            source=KEY,
            kind=Kind.GUIDANCE,
            type="guidance",
        ),
        words=Words(text=pdf.text, language="en", provisions=pdf.pages),
        title=pdf.title or UNSAID,
        url=capture.url or UNSAID,
        facts=InstrumentFacts(agencies=(_BUREAU,)),
    )


def _documents(capture: Capture) -> Iterator[Request]:
    """The documents that a page links to: one that is gone takes nothing from a day."""
    for link in links_of(capture.body, base=capture.url or SITE, path=_DOCUMENT):
        yield Request(url=link.url, shape="bis-document", about=_id(link.url), needed=False)


def read_page(capture: Capture) -> Iterator[Reading | Request | Account]:
    """Guidance as it stands on the day it is looked at; another text is another version of it."""
    page = agency_page(capture.body, where=capture.place)
    said = _reading(capture, page, Kind.GUIDANCE, "guidance")
    yield said
    yield Account(question=capture.url or capture.place, records=((said.document.id, None),))
    yield from _documents(capture)


def _reading(capture: Capture, page: AgencyPage, kind: Kind, type_: str) -> Reading:
    on: date | None = page.published_on if kind is Kind.STATEMENT else None
    address = capture.url or capture.place
    return Reading(
        document=Document(id=capture.about or _id(address), source=KEY, kind=kind, type=type_),
        words=Words(text=page.text, language="en"),
        title=page.title or UNSAID,
        url=capture.url or UNSAID,
        published_on=on or UNSAID,
        date_evidence=page.date_evidence if on and page.date_evidence else UNSAID,
        facts=InstrumentFacts(agencies=(_BUREAU,)),
    )


def _id(url: str) -> DocumentId:
    """A page is known by its path: its title moves more often."""
    return document_id(KEY, urlsplit(url).path.strip("/"))


SOURCE: Final = Source(
    key=KEY,
    title="Bureau of Industry and Security, releases and guidance",
    jurisdiction="us",
    standing=Standing.STATEMENT,
    weight="primary witness",
    owner="us-government",
    zone="America/New_York",
    url=SITE,
    readers={
        "bis-index": read_index,
        "bis-release": read_release,
        "bis-page": read_page,
        "bis-document": read_document,
    },
    opened_apart={"bis-document": pages_of},
    every=timedelta(hours=1),
    begin=begin,
    looks_back=timedelta(days=7),
    pace=timedelta(seconds=2),
    terms="US public domain",
)
