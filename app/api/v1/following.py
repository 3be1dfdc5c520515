"""Routes about whom we follow: a source's rounds, and what a program at this machine may change."""

import time
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.asking import Asked, Point, answer, only
from app.api.writing import By, Writing
from app.bootstrap import Tracker
from app.domain.documents import Standing
from app.domain.ids import SourceKey
from app.errors import NotFoundError
from app.pipeline.follow_feed import (
    FeedAsked,
    FeedPreview,
    follow_feed,
    pause_source,
    preview_feed,
    resume_source,
    retry_source,
)
from app.queries.collecting import RoundsView, rounds
from app.queries.sources import received

router = APIRouter(prefix="/api/v1")


class FeedBody(BaseModel):
    """A feed as a caller names it; with `dry_run` nothing is kept."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(min_length=1)
    key: str | None = None
    title: str | None = None
    standing: Standing = Standing.REPORT
    jurisdiction: str = "none"
    owner: str | None = None
    zone: str = "UTC"
    every_minutes: int | None = Field(default=None, ge=5, le=31 * 24 * 60)
    dry_run: bool = False
    by: By = "api"


class ByBody(BaseModel):
    """Who decides."""

    model_config = ConfigDict(extra="forbid")

    by: By = "api"


@router.post("/sources", status_code=201)
def post_source(body: FeedBody, tracker: Writing) -> FeedPreview:
    """Follow a feed: it is asked once, its first entries are told, and it becomes a source."""
    asked = FeedAsked(
        url=body.url,
        key=body.key,
        title=body.title,
        standing=body.standing,
        jurisdiction=body.jurisdiction,
        owner=body.owner,
        zone=body.zone,
        every=None if body.every_minutes is None else timedelta(minutes=body.every_minutes),
    )
    fetcher = tracker.outward.fetcher(tracker.store, tracker.clock, time.sleep, tracker.modules)
    seen = preview_feed(fetcher, tracker.sources, asked)
    if not body.dry_run:
        follow_feed(tracker.store, tracker.clock, asked, seen, made_by=f"person/{body.by}")
    return seen


@router.post("/sources/{key}/pause")
def post_pause(key: str, body: ByBody, tracker: Writing) -> dict[str, str]:
    """Ask a source nothing until it is resumed."""
    known = _known(tracker, key)
    pause_source(tracker.store, tracker.clock, known, made_by=f"person/{body.by}")
    return {"source": key, "state": "paused"}


@router.post("/sources/{key}/resume")
def post_resume(key: str, body: ByBody, tracker: Writing) -> dict[str, str]:
    """Ask a paused source again; it is due at once."""
    known = _known(tracker, key)
    resume_source(tracker.store, tracker.clock, known, made_by=f"person/{body.by}")
    return {"source": key, "state": "resumed"}


@router.post("/sources/{key}/retry")
def post_retry(key: str, tracker: Writing) -> dict[str, str]:
    """Make a source due now."""
    retry_source(tracker.store, tracker.clock, _known(tracker, key))
    return {"source": key, "state": "due"}


@router.get(
    "/sources/{key}/rounds", response_model=RoundsView, dependencies=[Depends(only("limit"))]
)
def get_rounds(
    request: Request,
    reader: Asked,
    point: Point,
    key: str,
    limit: Annotated[int, Query(ge=1, le=500)] = 20,
) -> Response:
    """How asking a source went, the newest round first."""
    return answer(
        request, reader, lambda: rounds(reader, key, point, limit=limit), also=received(reader)
    )


def _known(tracker: Tracker, key: str) -> SourceKey:
    if key not in {source.key for source in tracker.sources}:
        raise NotFoundError(f"there is no source {key!r} here; /api/v1/sources lists them")
    return SourceKey(key)
