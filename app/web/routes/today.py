"""`/`: what is new that matters."""

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Depends, Request, Response

from app.domain.time import PointInTime
from app.printing.hits import HitLine, hit_line
from app.queries.coverage import stale_sources
from app.queries.freshness import Freshness, freshness, source_titles
from app.queries.reader import Reader
from app.queries.today import TodayView, today
from app.web.asking import Asked, Point, only
from app.web.frame import Form, Page, Saying, framed
from app.web.rendering import answer

router = APIRouter()

_CURRENCY = 8
_ROLES = {"effective": "takes effect", "comments_close": "comments close"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineLine:
    """A day that comes: when, what happens on it, and to what."""

    on: date
    countdown: str
    role: str
    scope: str
    line: HitLine


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage(Page):
    """The front page; `empty` where nothing has been imported yet."""

    empty: bool
    view: TodayView
    currency: tuple[Freshness, ...]
    more_sources: int
    stale: int
    collected: bool
    instruments: tuple[HitLine, ...]
    reports: tuple[HitLine, ...]
    deadlines: tuple[DeadlineLine, ...]


@router.get("/", dependencies=[Depends(only())])
def get_today(request: Request, reader: Asked, point: Point) -> Response:
    """The front page."""
    return answer(request, reader, "today.html", lambda: _page(request, reader, point))


def _page(request: Request, reader: Reader, point: PointInTime) -> TodayPage:
    view = today(reader, point)
    titles = source_titles(reader)
    known = tuple(sorted(freshness(reader, point), key=_freshest_first))
    instruments = tuple(hit_line(hit, titles) for hit in view.instruments)
    reports = tuple(hit_line(hit, titles) for hit in view.reports)
    saying = Saying(
        title="Today",
        section="today",
        path="/",
        sources=(),
        marks=[line.standing for line in (*instruments, *reports)],
        forms=(
            Form(name="JSON", path="/api/v1/search", media_type="application/json"),
            Form(name="Feed", path="/feeds/search.atom", media_type="application/atom+xml"),
        ),
        named="what is new",
    )
    return TodayPage(
        frame=framed(request, reader, point, saying),
        empty=view.documents == 0,
        view=view,
        currency=known[:_CURRENCY],
        more_sources=max(len(known) - _CURRENCY, 0),
        stale=sum(one.was_asked for one in stale_sources(reader)),
        collected=any(one.collected for one in known),
        instruments=instruments,
        reports=reports,
        deadlines=tuple(
            DeadlineLine(
                on=one.on,
                countdown=_countdown(one.days),
                role=_ROLES.get(one.role, one.role),
                scope="" if one.scope == "all" else one.scope,
                line=hit_line(one.hit, titles),
            )
            for one in view.deadlines
        ),
    )


def _freshest_first(one: Freshness) -> tuple[bool, float, str]:
    """What we collect ourselves before what is handed over, then the last received first."""
    at = one.last_captured_at
    return not one.collected, 0.0 if at is None else -at.timestamp(), one.key


def _countdown(days: int) -> str:
    if days == 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"
