"""What a person at this machine may change about sources: follow a feed, pause, resume, retry."""

import time
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Form as Field
from fastapi.responses import RedirectResponse

from app.bootstrap import Tracker
from app.domain.documents import Standing
from app.domain.ids import SourceKey
from app.domain.sources import Source
from app.domain.time import PointInTime
from app.errors import NotFoundError, QueryError, TrackerError
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
from app.web.errors import sentence, status_of
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
    """A dry run of a feed: its first entries, and the form that makes a source of it.

    `fault` says what is wrong with what was `typed`; where the feed itself could not be read there
    is nothing `seen`.
    """

    typed: FeedAsked
    fault: str | None
    seen: FeedPreview | None
    offered: tuple[str, ...]


@router.post("/sources/look")
def post_look(request: Request, tracker: Writing, url: _Word) -> Response:
    """Ask a feed once and show ten entries; nothing is kept."""
    asked = FeedAsked(url=url.strip())
    try:
        seen = _seen(tracker, asked)
    except TrackerError as error:
        return _feed_page(request, tracker, asked, fault=error)
    return _feed_page(request, tracker, asked, seen=seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowForm:
    """What a person filled in under a dry run; a field left empty is left to the feed."""

    url: _Word
    key: _Word
    title: _Word
    standing: _Word = "report"
    owner: _Word = ""


@router.post("/sources/follow")
def post_follow(
    request: Request, tracker: Writing, form: Annotated[FollowForm, Depends()]
) -> Response:
    """Make a source of a feed that was looked at; what cannot be is shown beside what was typed."""
    if form.standing not in _OFFERED:
        raise QueryError(f"no standing {form.standing!r} can be given to a feed", name="standing")
    asked = FeedAsked(
        url=form.url.strip(),
        key=form.key.strip() or None,
        title=form.title.strip() or None,
        standing=Standing(form.standing),
        owner=form.owner.strip() or None,
    )
    try:
        seen = _seen(tracker, asked)
    except QueryError as error:
        shown = _seen(tracker, FeedAsked(url=asked.url)) if error.name == "key" else None
        return _feed_page(request, tracker, asked, seen=shown, fault=error)
    except TrackerError as error:
        return _feed_page(request, tracker, asked, fault=error)
    return _back_to(follow_feed(tracker.store, tracker.clock, asked, seen, made_by=_BY))


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


def _seen(tracker: Tracker, asked: FeedAsked) -> FeedPreview:
    fetcher = tracker.outward.fetcher(tracker.store, tracker.clock, time.sleep, tracker.modules)
    return preview_feed(fetcher, tracker.sources, asked)


def _feed_page(
    request: Request,
    tracker: Tracker,
    asked: FeedAsked,
    *,
    seen: FeedPreview | None = None,
    fault: TrackerError | None = None,
) -> Response:
    title = "Follow a feed" if seen is None else f"Follow {seen.title}?"
    saying = Saying(
        title=title, section="sources", path="/sources", sources=(), named="the sources"
    )
    with tracker.reader() as reader:
        page = FeedPage(
            frame=framed(request, reader, PointInTime(), saying),
            typed=asked,
            fault=None if fault is None else sentence(str(fault)),
            seen=seen,
            offered=tuple(one.value for one in _OFFERED),
        )
    return render("follow_feed.html", page, status=200 if fault is None else status_of(fault))


def _known(sources: tuple[Source, ...], key: str) -> SourceKey:
    if key not in {source.key for source in sources}:
        raise NotFoundError(f"there is no source {key!r} here; the sources page lists them")
    return SourceKey(key)


def _back_to(key: SourceKey) -> Response:
    return RedirectResponse(address("/sources", [("source", key)]), status_code=_SEE_OTHER)
