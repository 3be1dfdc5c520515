"""What the President signs, as the White House publishes it days before the Federal Register.

Which order of the Register an action is, its title and the day it was signed tell: linking finds
it there by its number.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from app.domain.coverage import Account
from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import DocumentId, SourceKey, digested_id, document_id
from app.domain.instruments import UNSAID, InstrumentFacts
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.agency_page import agency_page
from app.formats.feed import is_feed, read_feed
from app.formats.feed_entries import Entry
from app.formats.listings import chronological

KEY: Final = SourceKey("us-white-house")
SITE: Final = "https://www.whitehouse.gov"
FEED: Final = f"{SITE}/presidential-actions/feed/"
ZONE: Final = "America/New_York"
_ACTION = re.compile(r"/presidential-actions/(\d{4})/(\d{2})/([\w%.-]+)/?")
_OFFICE: Final = ("executive-office-of-the-president",)


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # a feed is what it is
    """The feed of presidential actions."""
    yield Request(url=FEED, shape="wh-feed")


def read_entries(capture: Capture) -> Iterator[Reading | Request | Issue | Account]:
    """The newest actions; where the feed gives no full text, its page is asked for."""
    if not is_feed(capture.body):
        raise FormatError(
            f"error body: {capture.place} answers with something that is no feed; open it in a "
            "browser and see whether it moved"
        )
    feed = read_feed(capture.body, url=capture.url, media_type=capture.media_type)
    if not feed.entries:
        raise FormatError(f"no documents: {capture.place} is a feed without entries")
    yield from feed.issues
    for entry in feed.entries:
        yield _action(entry)
        if entry.extent is Extent.SUMMARY and entry.url is not None:
            yield Request(url=entry.url, shape="wh-action", about=_id(entry), on=_day_of(entry))
    broken = [issue for issue in feed.issues if issue.where == "feed" or issue.lost_record]
    flaw = f"{broken[0].where}: {broken[0].problem}" if broken else None
    yield chronological(capture, [(_id(one), _day_of(one)) for one in feed.entries], flaw)


def read_action(capture: Capture) -> Iterator[Reading]:
    """One action in full, from its page."""
    page = agency_page(capture.body, where=capture.place)
    id_ = capture.about or _id_of_page(capture.url or capture.place)
    if id_ is None:
        raise FormatError(f"{capture.place} is not the address of a presidential action")
    yield Reading(
        document=Document(id=id_, source=KEY, kind=Kind.PRESIDENTIAL),
        words=Words(text=page.text, language="en"),
        title=page.title or UNSAID,
        url=capture.url or UNSAID,
        facts=InstrumentFacts(agencies=_OFFICE),
    )


def _action(entry: Entry) -> Reading:
    at = entry.published_at
    return Reading(
        document=Document(id=_id(entry), source=KEY, kind=Kind.PRESIDENTIAL),
        where=entry.where,
        words=Words(text=entry.text, extent=entry.extent, language="en"),
        title=entry.title or UNSAID,
        url=entry.url or UNSAID,
        published_on=_day_of(entry) or UNSAID,
        published_at=at.astimezone(UTC) if at is not None else UNSAID,
        date_evidence=entry.date_evidence or UNSAID,
        facts=InstrumentFacts(agencies=_OFFICE),
    )


def _id(entry: Entry) -> DocumentId:
    """An action is known by its page; one without a page of its own by the feed's mark of it."""
    return _id_of_page(entry.url or "") or digested_id(KEY, entry.identity)


def _id_of_page(url: str) -> DocumentId | None:
    found = _ACTION.fullmatch(urlsplit(url).path)
    return document_id(KEY, "-".join(found.groups())) if found else None


def _day_of(entry: Entry) -> date | None:
    if entry.published_at is None:
        return entry.published_on
    return entry.published_at.astimezone(ZoneInfo(ZONE)).date()


SOURCE: Final = Source(
    key=KEY,
    title="White House, presidential actions",
    jurisdiction="us",
    standing=Standing.STATEMENT,
    weight="primary witness",
    owner="us-government",
    zone=ZONE,
    url=f"{SITE}/presidential-actions/",
    readers={"wh-feed": read_entries, "wh-action": read_action},
    every=timedelta(minutes=30),
    begin=begin,
    looks_back=timedelta(days=7),
    pace=timedelta(seconds=2),
    terms="US public domain",
)
