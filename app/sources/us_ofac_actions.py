"""What Treasury's sanctions office announces, action by action."""

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
from app.formats.agency_page import agency_page
from app.formats.listings import chronological, links_of

KEY: Final = SourceKey("us-ofac-actions")
SITE: Final = "https://ofac.treasury.gov"
INDEX: Final = f"{SITE}/recent-actions"
_ACTION = re.compile(r"/recent-actions/(\d{4})(\d{2})(\d{2})(?:_\d+)?")


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # the page is as it is
    """The page of the ten latest actions."""
    yield Request(url=INDEX, shape="ofac-actions")


def read_index(capture: Capture) -> Iterator[Request | Account]:
    """The latest actions: the day of each stands in its address."""
    links = list(links_of(capture.body, base=capture.url or INDEX, path=_ACTION))
    if not links:
        raise FormatError(
            f"error body: {capture.place} names no action; open it in a browser and see whether "
            "its form moved"
        )
    yield chronological(capture, [(_id(link.url), _day_of(link.url)) for link in links])
    for link in links:
        yield Request(url=link.url, shape="ofac-action", about=_id(link.url), on=_day_of(link.url))


def read_action(capture: Capture) -> Iterator[Reading]:
    """One action as its page tells it; the list and the Register hold what it does."""
    page = agency_page(capture.body, where=capture.place)
    address = capture.url or capture.place
    on = _day_of(address)
    yield Reading(
        document=Document(id=capture.about or _id(address), source=KEY, kind=Kind.STATEMENT),
        words=Words(text=page.text, language="en"),
        title=page.title or UNSAID,
        url=capture.url or UNSAID,
        published_on=on or page.published_on or UNSAID,
        date_evidence="the page's address" if on else page.date_evidence or UNSAID,
        facts=InstrumentFacts(agencies=("foreign-assets-control-office",)),
    )


def _id(url: str) -> DocumentId:
    return document_id(KEY, urlsplit(url).path.rstrip("/").rpartition("/")[2])


def _day_of(url: str) -> date | None:
    found = _ACTION.fullmatch(urlsplit(url).path.rstrip("/"))
    if found is None:
        return None
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return None


SOURCE: Final = Source(
    key=KEY,
    title="OFAC recent actions",
    jurisdiction="us",
    standing=Standing.STATEMENT,
    weight="primary witness",
    owner="us-government",
    zone="America/New_York",
    url=INDEX,
    readers={"ofac-actions": read_index, "ofac-action": read_action},
    every=timedelta(hours=1),
    begin=begin,
    looks_back=timedelta(days=7),
    pace=timedelta(seconds=2),
    terms="US public domain",
)
