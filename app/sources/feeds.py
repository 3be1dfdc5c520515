"""Publishers that need no code: feeds, each a few lines of `feeds.toml` or a row a person added."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.coverage import Account
from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import SourceKey, digested_id
from app.domain.instruments import UNSAID
from app.domain.sources import Reading, Request, Source, Window, Words
from app.errors import ConfigError, FormatError
from app.formats.feed import is_feed, read_feed
from app.formats.feed_entries import Entry, Feed
from app.formats.listings import chronological
from app.formats.web_addresses import web_address

CATALOGUE: Final = "feeds.toml"
# Of copyrighted news no more is kept than title, address, time and this much of a summary.
LONGEST_SUMMARY: Final = 300
WEIGHTS: Final = (
    *("primary witness", "named sourcing", "specialist", "aggregator", "unattributed"),
)
_SPOKEN_BY_THE_ISSUER: Final = frozenset((Standing.STATEMENT, Standing.AUTHENTIC))
_DAY: Final = timedelta(days=1)
_KEY: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_WORDS: Final = frozenset(
    ("title", "url", "jurisdiction", "standing", "weight", "owner", "zone", "site", "kind", "terms")
)
_KNOWN: Final = _WORDS | {"every_minutes", "summary_at_most"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedFeed:
    """What is said of a feed to follow it; only its title and its address must be.

    `summary_at_most` is how many characters of an entry its publisher's terms let us keep: `None`
    is all of them, and zero the title alone. `site` is the publisher's own page.
    """

    title: str
    url: str
    jurisdiction: str = "none"
    standing: Standing = Standing.REPORT
    weight: str = "unattributed"
    owner: str | None = None
    zone: str = "UTC"
    site: str | None = None
    kind: Kind | None = None
    terms: str | None = None
    every: timedelta = timedelta(minutes=30)
    summary_at_most: int | None = LONGEST_SUMMARY


def catalogue(text: str | None = None) -> tuple[Source, ...]:
    """The sources of the catalogue, or of another in its form."""
    if text is None:
        text = files("app.sources").joinpath(CATALOGUE).read_text(encoding="utf-8")
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ConfigError(f"{CATALOGUE} is broken ({fault}); correct it") from fault
    return tuple(feed_source(SourceKey(key), _followed(key, row)) for key, row in entries.items())


def feed_source(key: SourceKey, feed: FollowedFeed) -> Source:
    """The source that a feed is: asked whole each time, its entries read as documents.

    Its shape carries its key, for what an entry counts as, and how much of it may be kept, is
    said of the feed and stands nowhere in its bytes.
    """
    shape = f"feed:{key}"
    return Source(
        key=key,
        title=feed.title,
        jurisdiction=feed.jurisdiction,
        standing=feed.standing,
        weight=feed.weight,
        owner=feed.owner,
        zone=feed.zone,
        url=feed.site or feed.url,
        every=feed.every,
        begin=partial(_begin, feed.url, shape),
        readers={shape: partial(_read, feed)},
        looks_back=_DAY,
        terms=feed.terms,
    )


def _begin(url: str, shape: str, window: Window) -> Iterator[Request]:  # noqa: ARG001  # a feed is what it is
    yield Request(url=url, shape=shape)


def _read(feed: FollowedFeed, capture: Capture) -> Iterator[Reading | Issue | Account]:
    if not is_feed(capture.body):
        raise FormatError(
            f"error body: {capture.place} answers with something that is no feed; open it in a "
            "browser and see whether it moved"
        )
    try:
        read = read_feed(capture.body, url=capture.url, media_type=capture.media_type)
    except FormatError as fault:
        raise FormatError(f"{capture.place}: {fault}") from fault
    if not read.entries:
        raise FormatError(f"no documents: {capture.place} is a feed without entries")
    yield from read.issues
    yield from (_document(feed, capture, entry) for entry in read.entries)
    yield account_of(read, capture, zone=feed.zone)


def account_of(feed: Feed, capture: Capture, *, zone: str) -> Account:
    """What a feed proves: all days after that of its oldest entry, if its entries have an order.

    A feed that is broken somewhere may be cut short, and proves nothing.
    """
    records = tuple((entry.identity, _day(entry, zone)) for entry in feed.entries)
    broken = [issue for issue in feed.issues if issue.where == "feed" or issue.lost_record]
    flaw = f"{broken[0].where}: {broken[0].problem}" if broken else None
    return chronological(capture, records, flaw)


def _day(entry: Entry, zone: str) -> date | None:
    if entry.published_at is None:
        return entry.published_on
    return entry.published_at.astimezone(ZoneInfo(zone)).date()


def _document(feed: FollowedFeed, capture: Capture, entry: Entry) -> Reading:
    kind = feed.kind
    if kind is None:
        kind = Kind.STATEMENT if feed.standing in _SPOKEN_BY_THE_ISSUER else Kind.REPORT
    text, extent = _kept(feed, entry)
    return Reading(
        document=Document(
            id=digested_id(capture.source, entry.identity), source=capture.source, kind=kind
        ),
        where=entry.where,
        words=Words(text=text, extent=extent, language=entry.language),
        title=entry.title,
        url=entry.url,
        published_on=_day(entry, feed.zone),
        published_at=_instant(entry.published_at),
        date_evidence=entry.date_evidence,
        author=entry.author,
        owner=feed.owner or UNSAID,
    )


def _instant(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at is not None else None


def _kept(feed: FollowedFeed, entry: Entry) -> tuple[str, Extent]:
    """As much of an entry's words as may be kept, cut at the end of a word."""
    most = feed.summary_at_most
    if most is None or len(entry.text) <= most:
        return entry.text, entry.extent
    if most == 0:
        return entry.title or "", Extent.SUMMARY
    cut = entry.text[: most - 1]
    whole, space, _ = cut.rpartition(" ")
    return f"{whole if space else cut}…", Extent.SUMMARY


def _followed(key: str, row: object) -> FollowedFeed:
    """An entry of the catalogue, checked: a slip in it must not become a wrong standing."""
    if not isinstance(row, Mapping) or not _KEY.fullmatch(key):
        raise ConfigError(f"{CATALOGUE}: {key!r} is no entry; write one like [us-bis-press]")
    if unknown := sorted(set(row) - _KNOWN):
        raise ConfigError(f"{CATALOGUE}: [{key}] has no use for {unknown[0]!r}; see its head")
    said = {name: row[name] for name in _WORDS if name in row}
    if wrong := [name for name, value in said.items() if not isinstance(value, str) or not value]:
        raise ConfigError(f"{CATALOGUE}: [{key}] {wrong[0]} is no text; put it in quotation marks")
    if web_address(said.get("url")) is None or "title" not in said:
        raise ConfigError(f"{CATALOGUE}: [{key}] needs a title and an http address as its url")
    minutes, most = row.get("every_minutes", 30), row.get("summary_at_most", LONGEST_SUMMARY)
    if not isinstance(minutes, int) or not isinstance(most, int) or minutes < 1 or most < -1:
        raise ConfigError(f"{CATALOGUE}: [{key}] every_minutes and summary_at_most are numbers")
    try:
        standing = Standing(said.get("standing", Standing.REPORT))
        kind = Kind(said["kind"]) if "kind" in said else None
        ZoneInfo(said.get("zone", "UTC"))
    except (ValueError, ZoneInfoNotFoundError) as fault:
        raise ConfigError(f"{CATALOGUE}: [{key}] {fault}; see docs/glossary.md") from fault
    if said.get("weight", "unattributed") not in WEIGHTS:
        raise ConfigError(f"{CATALOGUE}: [{key}] weight is one of: {', '.join(WEIGHTS)}")
    return FollowedFeed(
        title=said["title"],
        url=said["url"],
        jurisdiction=said.get("jurisdiction", "none"),
        standing=standing,
        weight=said.get("weight", "unattributed"),
        owner=said.get("owner"),
        zone=said.get("zone", "UTC"),
        site=said.get("site"),
        kind=kind,
        terms=said.get("terms"),
        every=timedelta(minutes=minutes),
        summary_at_most=None if most < 0 else most,
    )


SOURCES: Final = catalogue()
