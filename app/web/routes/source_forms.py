"""What a person at this machine may change about sources: follow a feed, pause, resume, retry."""

import time
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi import Form as Field
from fastapi.responses import RedirectResponse

from app.domain.documents import Standing
from app.domain.ids import SourceKey
from app.domain.sources import Source
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError
from app.pipeline.follow_feed import (
    FeedAsked,
    FeedPreview,
    follow_feed,
    pause_source,
    preview_feed,
    resume_source,
    retry_source,
)
from app.printing.addresses import address
from app.printing.badges import Mark, standing_mark
from app.web.frame import Page, Saying, framed
from app.web.rendering import render
from app.web.writing import Writing

router = APIRouter()

_BY = "person/page"
_SEE_OTHER = 303
_OFFERED = (Standing.REPORT, Standing.STATEMENT, Standing.AUTHENTIC)

_Word = Annotated[str, Field()]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage(Page):
    """A dry run of a feed: its first entries, and the form that makes a source of it."""

    seen: FeedPreview
    standings: tuple[Mark, ...]
    offered: tuple[str, ...]


@router.post("/sources/look")
def post_look(request: Request, tracker: Writing, url: _Word) -> Response:
    """Ask a feed once and show ten entries; nothing is kept."""
    asked = FeedAsked(url=url.strip())
    fetcher = tracker.outward.fetcher(tracker.store, tracker.clock, time.sleep, tracker.modules)
    seen = preview_feed(fetcher, tracker.sources, asked)
    saying = Saying(title=f"Follow {seen.title}?", section="sources", path="/sources", sources=())
    with tracker.reader() as reader:
        page = FeedPage(
            frame=framed(request, reader, PointInTime(), saying),
            seen=seen,
            standings=tuple(standing_mark(one) for one in _OFFERED),
            offered=tuple(one.value for one in _OFFERED),
        )
    return render("follow_feed.html", page)


@router.post("/sources/follow")
def post_follow(
    tracker: Writing,
    url: _Word,
    key: _Word,
    title: _Word,
    standing: _Word = "report",
    owner: _Word = "",
) -> Response:
    """Make a source of a feed that was looked at."""
    if standing not in _OFFERED:
        raise QueryError(f"no standing {standing!r} can be given to a feed", name="standing")
    asked = FeedAsked(
        url=url.strip(),
        key=key.strip() or None,
        title=title.strip() or None,
        standing=Standing(standing),
        owner=owner.strip() or None,
    )
    fetcher = tracker.outward.fetcher(tracker.store, tracker.clock, time.sleep, tracker.modules)
    seen = preview_feed(fetcher, tracker.sources, asked)
    added = follow_feed(tracker.store, tracker.clock, asked, seen, made_by=_BY)
    return _back_to(added)


@router.post("/sources/pause")
def post_pause(tracker: Writing, source: _Word) -> Response:
    """Ask a source nothing until it is resumed."""
    key = _known(tracker.sources, source)
    pause_source(tracker.store, tracker.clock, key, made_by=_BY)
    return _back_to(key)


@router.post("/sources/resume")
def post_resume(tracker: Writing, source: _Word) -> Response:
    """Ask a paused source again."""
    key = _known(tracker.sources, source)
    resume_source(tracker.store, tracker.clock, key, made_by=_BY)
    return _back_to(key)


@router.post("/sources/retry")
def post_retry(tracker: Writing, source: _Word) -> Response:
    """Make a source due now."""
    key = _known(tracker.sources, source)
    retry_source(tracker.store, tracker.clock, key)
    return _back_to(key)


def _known(sources: tuple[Source, ...], key: str) -> SourceKey:
    if key not in {source.key for source in sources}:
        raise NotFoundError(f"there is no source {key!r} here; the sources page lists them")
    return SourceKey(key)


def _back_to(key: SourceKey) -> Response:
    return RedirectResponse(address("/sources", [("source", key)]), status_code=_SEE_OTHER)
