"""What a news search says of outlets that have no feed; asked only when a person names it.

Its terms restrict reuse, its links are tokens that lead on to an article for a while, and its
order is its own: so it is a pointer to a report, and proof of nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Final

from app.domain.coverage import Account
from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import SourceKey, digested_id
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import FormatError
from app.formats.feed import is_feed, read_feed
from app.formats.feed_entries import Entry

KEY: Final = SourceKey("news-search")
SEARCH: Final = "https://news.google.com/rss/search"
# Wires, papers and houses of research that publish no feed of their own.
SITES: Final = ("reuters.com", "bloomberg.com", "csis.org", "brookings.edu")
WORDS: Final = '"export controls"'
_OUTLET: Final = re.compile(r"(?P<title>.*\S)\s+-\s+(?P<outlet>[^-]\S.{0,80}|[^-])$", re.DOTALL)
_FLAW: Final = "a search gives what it ranks highest, in an order of its own: it proves no day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A title of a search, taken apart: it ends with the outlet it stood in."""

    title: str
    outlet: str | None


def headline(title: str) -> Headline:
    """The title as the outlet printed it; hyphens within it are its own."""
    found = _OUTLET.match(title)
    if found is None:
        return Headline(title=title, outlet=None)
    return Headline(title=found["title"], outlet=found["outlet"].strip())


def begin(window: Window) -> Iterator[Request]:  # noqa: ARG001  # it knows no days but the last ones
    """One search for each outlet, of what it published in the last two days."""
    for site in SITES:
        yield Request(
            url=SEARCH,
            params=(
                ("q", f"site:{site} {WORDS} when:2d"),
                *(("hl", "en-US"), ("gl", "US"), ("ceid", "US:en")),
            ),
            shape="news-search",
        )


def read_results(capture: Capture) -> Iterator[Reading | Issue | Account]:
    """A report for each result, known by outlet, title and day: its link is another tomorrow."""
    if not is_feed(capture.body):
        raise FormatError(f"error body: {capture.place} is no feed; the search may be closed to us")
    feed = read_feed(capture.body, url=capture.url, media_type=capture.media_type)
    yield from feed.issues
    records: dict[str, date | None] = {}
    for entry in feed.entries:
        if not entry.title:
            yield Issue(where=entry.where, problem="a result without a title", lost_record=True)
            continue
        reading = _report(entry, headline(entry.title))
        if reading.document.id not in records:
            records[reading.document.id] = entry.published_on
            yield reading
    yield Account(question=capture.url or capture.place, records=tuple(records.items()), flaw=_FLAW)


def _report(entry: Entry, head: Headline) -> Reading:
    on = entry.published_on
    at = entry.published_at.astimezone(UTC) if entry.published_at else None
    identity = (head.outlet or "", head.title, on.isoformat() if on else "")
    return Reading(
        document=Document(id=digested_id(KEY, *identity), source=KEY, kind=Kind.REPORT),
        where=entry.where,
        words=Words(text=head.title, extent=Extent.SUMMARY, language=entry.language),
        title=head.title,
        url=entry.url,
        published_on=on,
        published_at=at,
        date_evidence=entry.date_evidence,
        author=head.outlet,
        owner=head.outlet,
    )


SOURCE: Final = Source(
    key=KEY,
    title="News search, outlets without a feed",
    jurisdiction="none",
    standing=Standing.REPORT,
    weight="aggregator",
    owner="google",
    url="https://news.google.com",
    begin=begin,
    pace=timedelta(seconds=10),
    looks_back=timedelta(days=1),
    terms="For personal use; commercial reuse is restricted: off unless a person names it",
    readers={"news-search": read_results},
)
