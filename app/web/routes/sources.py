"""`/sources`: can I trust the silence?"""

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request, Response

from app.domain.time import PointInTime
from app.printing.addresses import address, clocks, document_path, search_path
from app.printing.badges import Mark, standing_mark
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
    standing: Mark
    search_path: str
    unvouched_path: str
    issues_path: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue, and the page of the document it stands in."""

    issue: IssueView
    document_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(Page):
    """The page. `chosen` is the source whose issues alone are listed; `silent` are the sources
    that nothing is held of."""

    chosen: SourceHealth | None
    lines: tuple[SourceLine, ...]
    silent: tuple[SourceHealth, ...]
    collected: int
    documents: int
    issues: tuple[IssueLine, ...]
    issues_total: int


@router.get("/sources", dependencies=[Depends(only("source"))])
def get_sources(request: Request, reader: Asked, point: Point, source: str = "") -> Response:
    """Every source's health, and what was not understood."""
    key = source.strip() or None
    return answer(request, reader, "sources.html", lambda: _page(request, reader, point, key))


def _page(request: Request, reader: Reader, point: PointInTime, key: str | None) -> SourcesPage:
    view = sources(reader, point, issues=_SHOWN_ISSUES, source=key)
    chosen = next((one for one in view.sources if one.key == key), None)
    held = tuple(_line(one, key, point) for one in view.sources if one.captures or one.documents)
    saying = Saying(
        title="Sources" if chosen is None else f"Sources: {chosen.title}",
        section="sources",
        path="/sources",
        parameters=[("source", key or "")],
        sources=None if key is None else (key,),
        marks=[line.standing for line in held],
        forms=(
            Form(
                name="JSON",
                path=address("/api/v1/sources", [("source", key), *clocks(point)]),
                media_type="application/json",
            ),
            Form(name="OPML", path="/feeds/sources.opml", media_type="text/x-opml"),
        ),
        named="the sources and what was not understood",
    )
    return SourcesPage(
        frame=framed(request, reader, point, saying),
        chosen=chosen,
        lines=held,
        silent=tuple(one for one in view.sources if not (one.captures or one.documents)),
        collected=sum(one.collected for one in view.sources),
        documents=sum(one.documents for one in view.sources),
        issues=tuple(
            IssueLine(
                issue=one, document_path=document_path(one.document) if one.document else None
            )
            for one in view.issues
        ),
        issues_total=view.issues_total if chosen is None else chosen.issues,
    )


def _line(health: SourceHealth, key: str | None, point: PointInTime) -> SourceLine:
    return SourceLine(
        health=health,
        standing=standing_mark(health.standing),
        search_path=search_path(f"source:{health.key}", point),
        unvouched_path=search_path(f"source:{health.key} standing:report", point),
        issues_path=address("/sources", [("source", health.key), *clocks(point)]) + "#issues",
        here=health.key == key,
    )
