"""A person follows a feed: a dry run that shows what it gives, then a source of its own."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.clock import Clock
from app.domain.documents import Standing
from app.domain.ids import SourceKey
from app.domain.reviews import Decided
from app.domain.sources import Request, Source
from app.errors import FormatError, QueryError, UnreachableError
from app.fetching.answers import Answer, Failure, Fetch
from app.formats.feed import is_feed, read_feed
from app.formats.feed_links import feeds_named_in
from app.formats.plain_text import one_line
from app.store.engine import Store
from app.store.sources import AddedFeed
from app.store.transaction import Transaction

SHOWN: Final = 10
_KEY: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_NOT_KEY: Final = re.compile(r"[^a-z0-9]+")
_JURISDICTION: Final = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})?")
_SHORTEST: Final = timedelta(minutes=5)
_LONGEST: Final = timedelta(days=31)
_LONGEST_KEY: Final = 80
_LONGEST_NAME: Final = 300
_STANDINGS: Final = (
    Standing.REPORT,
    Standing.STATEMENT,
    Standing.AUTHENTIC,
    Standing.CONSOLIDATED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAsked:
    """What a person says of a feed; what is left out is taken from the feed, or is least said."""

    url: str
    key: str | None = None
    title: str | None = None
    jurisdiction: str = "none"
    standing: Standing = Standing.REPORT
    weight: str = "unattributed"
    owner: str | None = None
    zone: str = "UTC"
    every: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewEntry:
    """One entry of a dry run."""

    title: str | None
    url: str | None
    published_on: date | None
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPreview:
    """What a feed gives, before anything is kept: its first entries and what is odd about it."""

    key: str
    title: str
    url: str
    version: str
    total: int
    undated: int
    entries: tuple[PreviewEntry, ...]
    issues: tuple[str, ...]


def preview_feed(fetcher: Fetch, known: tuple[Source, ...], asked: FeedAsked) -> FeedPreview:
    """Ask for a feed once and read it; nothing is kept.

    Raises `QueryError` for an address that must not be asked or a key that is taken,
    `UnreachableError` where no answer came, `FormatError` where it is no feed.
    """
    _check(asked)
    answer = _answer(fetcher, asked.url)
    if not is_feed(answer.body):
        named = feeds_named_in(answer.body, url=answer.final_url)
        hint = f"the page names {', '.join(named)}" if named else "look for its feed's address"
        raise FormatError(f"{asked.url} is no feed; {hint}")
    feed = read_feed(answer.body, url=answer.final_url, media_type=answer.media_type)
    title = _name(asked.title or feed.title or "") or urlsplit(asked.url).hostname or asked.url
    return FeedPreview(
        key=_key(asked, known),
        title=title,
        url=asked.url,
        version=feed.version,
        total=len(feed.entries),
        undated=sum(entry.published_on is None for entry in feed.entries),
        entries=tuple(
            PreviewEntry(
                title=entry.title,
                url=entry.url,
                published_on=entry.published_on,
                characters=len(entry.text),
            )
            for entry in feed.entries[:SHOWN]
        ),
        issues=tuple(f"{issue.where}: {issue.problem}" for issue in feed.issues[:SHOWN]),
    )


def follow_feed(
    store: Store, clock: Clock, asked: FeedAsked, seen: FeedPreview, *, made_by: str
) -> SourceKey:
    """Make a source of a feed that was looked at; it is due at once.

    Raises `QueryError` where what is said of it makes no sense, or its key was taken meanwhile.
    """
    _check(asked)
    added = AddedFeed(
        key=SourceKey(seen.key),
        title=seen.title,
        url=asked.url,
        jurisdiction=asked.jurisdiction,
        standing=asked.standing,
        weight=asked.weight,
        owner=_name(asked.owner or "") or None,
        zone=asked.zone,
        every=asked.every,
    )

    def work(transaction: Transaction) -> None:
        known = transaction.sources.keys()
        if added.key in known:
            raise QueryError(f"there is a source {added.key!r} already", name="key")
        transaction.sources.add_feed(added, at=transaction.opened_at)
        detail = {"url": asked.url, "title": seen.title, "standing": asked.standing.value}
        transaction.log(
            Decided(made_by=made_by, action="follow feed", subject=seen.key, detail=detail)
        )

    store.transact(work, clock)
    return added.key


def pause_source(store: Store, clock: Clock, key: SourceKey, *, made_by: str) -> None:
    """Ask a source nothing until it is resumed; its silence then proves nothing."""

    def work(transaction: Transaction) -> None:
        transaction.sources.pause(key, at=transaction.opened_at)
        transaction.log(Decided(made_by=made_by, action="pause source", subject=key))

    store.transact(work, clock)


def resume_source(store: Store, clock: Clock, key: SourceKey, *, made_by: str) -> None:
    """Ask a paused source again; it is due at once, from its last day read whole."""

    def work(transaction: Transaction) -> None:
        transaction.sources.resume(key)
        transaction.rounds.look_again(key, at=transaction.opened_at)
        transaction.log(Decided(made_by=made_by, action="resume source", subject=key))

    store.transact(work, clock)


def retry_source(store: Store, clock: Clock, key: SourceKey) -> None:
    """Make a source due now, whatever its last round said."""
    store.transact(lambda tx: tx.rounds.look_again(key, at=tx.opened_at), clock)


def _check(asked: FeedAsked) -> None:
    """What nobody could follow is refused here: a source's row is read for every page."""
    try:
        ZoneInfo(asked.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise QueryError(
            f"no time zone {asked.zone!r} is known; write UTC, or one such as America/New_York",
            name="zone",
        ) from None
    if asked.every is not None and not _SHORTEST <= asked.every <= _LONGEST:
        raise QueryError(
            "a feed is asked every 5 minutes at most, and once in 31 days", name="every"
        )
    if not _JURISDICTION.fullmatch(asked.jurisdiction):
        raise QueryError(
            f"{asked.jurisdiction!r} is no jurisdiction; write us, eu, uk, or none",
            name="jurisdiction",
        )
    if asked.standing not in _STANDINGS:
        raise QueryError(
            f"no feed has the standing {asked.standing.value!r}; standings are "
            f"{', '.join(_STANDINGS)}",
            name="standing",
        )


def _name(said: str) -> str:
    """What a person or a feed calls itself: one line of letters that can be seen."""
    return "".join(sign for sign in one_line(said) if sign.isprintable())[:_LONGEST_NAME].strip()


def _answer(fetcher: Fetch, url: str) -> Answer:
    if not url.strip():
        raise QueryError("give the feed's address", name="url", position=0)
    outcome = fetcher.fetch(Request(url=url, shape="feed"))
    if isinstance(outcome, Answer):
        return outcome
    if isinstance(outcome, Failure) and outcome.permanent:
        raise QueryError(outcome.why, name="url")
    raise UnreachableError(
        outcome.why if isinstance(outcome, Failure) else f"{url} gave no body; try again"
    )


def _key(asked: FeedAsked, known: tuple[Source, ...]) -> str:
    taken = {str(source.key) for source in known}
    if asked.key is not None:
        if not _KEY.fullmatch(asked.key) or len(asked.key) > _LONGEST_KEY:
            raise QueryError(
                f"{asked.key!r} is no key; write small letters and hyphens, such as news-acme",
                name="key",
            )
        if asked.key in taken:
            raise QueryError(f"there is a source {asked.key!r} already", name="key")
        return asked.key
    host = (urlsplit(asked.url).hostname or "feed").removeprefix("www.")
    group = "news" if asked.standing is Standing.REPORT else asked.jurisdiction
    made = f"{group}-{_NOT_KEY.sub('-', host.lower()).strip('-')}"[:_LONGEST_KEY].strip("-")
    free = (key for key in (made, *(f"{made}-{n}" for n in range(2, 1000))) if key not in taken)
    return next(free)
