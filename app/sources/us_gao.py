"""Decisions of the Government Accountability Office: what counts as a rule for Congress."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from app.domain.coverage import Account
from app.domain.documents import Capture, Document, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, document_id
from app.domain.instruments import UNSAID, InstrumentFacts
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.agency_page import agency_page
from app.formats.listings import links_of

KEY: Final = SourceKey("us-gao")
SITE: Final = "https://www.gao.gov"
INDEX: Final = f"{SITE}/legal/other-legal-work/decisions-and-faqs"
_DECISION = re.compile(r"/products/(b-\d{5,7}(?:\.\d+)?)", re.IGNORECASE)
_NUMBER = re.compile(r"\bB-\d{5,7}(?:\.\d+)?\b")


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # the page is as it is
    """The page of the Office's decisions on the Congressional Review Act."""
    yield Request(url=INDEX, shape="gao-index")


def read_index(capture: Capture) -> Iterator[Request | Account]:
    """The decisions that the page names now; each is asked for once, for it does not change."""
    links = list(links_of(capture.body, base=capture.url or INDEX, path=_DECISION))
    if not links:
        raise FormatError(
            f"error body: {capture.place} names no decision; open it in a browser and see whether "
            "its form moved"
        )
    yield Account(
        question=capture.url or capture.place,
        records=tuple((_id(link.url), None) for link in links),
    )
    for link in links:
        yield Request(url=link.url, shape="gao-decision", about=_id(link.url), lasting=True)


def read_decision(capture: Capture) -> Iterator[Reading]:
    """One decision under its B-number; a page of another number is not its text."""
    page = agency_page(capture.body, where=capture.place)
    id_ = capture.about or _id(capture.url or capture.place)
    number = id_.partition("/")[2].upper()
    named = _NUMBER.findall(f"{page.title or ''}\n{page.text}")
    if named and number not in named:
        raise FormatError(
            f"error body: {capture.place} speaks of {named[0]} and not of {number}; compare both"
        )
    yield Reading(
        document=Document(id=id_, source=KEY, kind=Kind.GUIDANCE, type="gao_decision"),
        words=Words(text=page.text, language="en"),
        title=page.title or UNSAID,
        url=capture.url or UNSAID,
        published_on=page.published_on or UNSAID,
        date_evidence=page.date_evidence or UNSAID,
        facts=InstrumentFacts(agencies=("government-accountability-office",), number=number),
    )


def _id(url: str) -> DocumentId:
    return document_id(KEY, urlsplit(url).path.rstrip("/").rpartition("/")[2].lower())


SOURCE: Final = Source(
    key=KEY,
    title="GAO, Congressional Review Act",
    jurisdiction="us",
    standing=Standing.STATEMENT,
    weight="primary witness",
    owner="us-government",
    zone="America/New_York",
    url=INDEX,
    readers={"gao-index": read_index, "gao-decision": read_decision},
    every=timedelta(hours=12),
    begin=begin,
    pace=timedelta(seconds=2),
    terms="US public domain",
)
