"""`/sources`: can I trust the silence?"""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request, Response

from app.domain.time import PointInTime
from app.printing.addresses import address, clocks, document_path, search_path
from app.printing.badges import Mark, standing_mark
from app.queries.collecting import NOT_ASKED, STALE, CollectingView, RoundsView, rounds
from app.queries.reader import Reader
from app.queries.sources import IssueView, SourceHealth, sources
from app.web.asking import Asked, Point, only
from app.web.frame import Form, Page, Saying, framed
from app.web.rendering import answer

router = APIRouter()

_SHOWN_ISSUES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source with its badge and the addresses of what is held of it."""

    health: SourceHealth
    asked: CollectingView | None
    standing: Mark
    search_path: str
    unvouched_path: str
    issues_path: str
    own_path: str
    coverage_path: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue, and the page of the document it stands in."""

    issue: IssueView
    document_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(Page):
    """The page. `chosen` is the source that alone is told of, with its rounds; `silent` are the
    sources that nothing is held of and that were never asked, `stale` those whose silence says
    nothing."""

    chosen: SourceLine | None
    rounds: RoundsView | None
    lines: tuple[SourceLine, ...]
    silent: tuple[SourceLine, ...]
    stale: tuple[SourceLine, ...]
    collected: int
    holding: int
    documents: int
    every_path: str
    issues: tuple[IssueLine, ...]
    issues_total: int


@router.get("/sources", dependencies=[Depends(only("source"))])
def get_sources(request: Request, reader: Asked, point: Point, source: str = "") -> Response:
    """Every source's health, and what was not understood."""
    key = source.strip() or None
    return answer(request, reader, "sources.html", lambda: _page(request, reader, point, key))


def _page(request: Request, reader: Reader, point: PointInTime, key: str | None) -> SourcesPage:
    view = sources(reader, point, issues=_SHOWN_ISSUES, source=key)
    lines = tuple(_line(one, key, point) for one in view.sources)
    chosen = next((one for one in lines if one.here), None)
    shown = tuple(one for one in lines if _is_shown(one))
    stale = tuple(one for one in shown if _was_asked(one) and _state(one) == STALE)
    return SourcesPage(
        frame=framed(request, reader, point, _saying(point, chosen, shown)),
        chosen=chosen,
        rounds=None if key is None or not _is_asked(chosen) else rounds(reader, key, point),
        lines=shown,
        silent=tuple(one for one in lines if not _is_shown(one)),
        stale=stale,
        collected=sum(_is_asked(one) and _was_asked(one) for one in lines),
        holding=sum(bool(one.documents) for one in view.sources),
        documents=sum(one.documents for one in view.sources),
        every_path=address("/sources", clocks(point)),
        issues=tuple(
            IssueLine(
                issue=one, document_path=document_path(one.document) if one.document else None
            )
            for one in view.issues
        ),
        issues_total=view.issues_total if chosen is None else chosen.health.issues,
    )


def _saying(point: PointInTime, chosen: SourceLine | None, shown: Sequence[SourceLine]) -> Saying:
    key = None if chosen is None else chosen.health.key
    json_path = address("/api/v1/sources", [("source", key), *clocks(point)])
    return Saying(
        title="Sources" if chosen is None else f"Sources: {chosen.health.title}",
        section="sources",
        path="/sources",
        parameters=[("source", key or "")],
        sources=None if key is None else (key,),
        marks=[line.standing for line in (shown if chosen is None else (chosen,))],
        forms=(
            Form(name="JSON", path=json_path, media_type="application/json"),
            Form(name="OPML", path="/feeds/sources.opml", media_type="text/x-opml"),
        ),
        named="the sources and what was not understood",
    )


def _line(health: SourceHealth, key: str | None, point: PointInTime) -> SourceLine:
    return SourceLine(
        health=health,
        asked=health.collecting,
        standing=standing_mark(health.standing),
        search_path=search_path(f"source:{health.key}", point),
        unvouched_path=search_path(f"source:{health.key} standing:report", point),
        issues_path=address("/sources", [("source", health.key), *clocks(point)]) + "#issues",
        own_path=address("/sources", [("source", health.key), *clocks(point)]),
        coverage_path=address("/coverage", [("source", health.key), *clocks(point)]),
        here=health.key == key,
    )


def _is_shown(line: SourceLine) -> bool:
    return bool(line.health.captures or line.health.documents) or _was_asked(line) or line.here


def _is_asked(line: SourceLine | None) -> bool:
    return line is not None and _state(line) != NOT_ASKED


def _state(line: SourceLine) -> str:
    return NOT_ASKED if line.asked is None else line.asked.state


def _was_asked(line: SourceLine) -> bool:
    return line.asked is not None and line.asked.last_ended_at is not None
