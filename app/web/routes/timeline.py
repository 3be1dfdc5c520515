"""`/timeline`: what happened in which order."""

import base64
import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.time import PointInTime
from app.printing.timeline.csv import timeline_csv
from app.printing.timeline.links import timeline_path
from app.printing.timeline.pen import sheet
from app.printing.timeline.svg import svg_file
from app.queries.reader import Reader
from app.queries.timeline import timeline
from app.queries.timeline_asked import TimelineQuestion, pinned, timeline_question
from app.web.asking import Asked, Point, only
from app.web.rendering import answer
from app.web.timeline_page import timeline_page

router = APIRouter()

# A picture loads nothing and runs nothing; its own style element is known by its digest.
_STYLE = base64.b64encode(hashlib.sha256(sheet().encode()).digest()).decode()
_FILE_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE}'; frame-ancestors 'none'; sandbox"
_NAMES = ("q", "by", "from", "to")


def _question(
    request: Request, reader: Asked, point: Point, pin: Annotated[tuple[str, ...], Query()] = ()
) -> TimelineQuestion:
    """The question of a page or of its picture; a form sends what was left empty as a blank."""
    return _read(request, reader, point, pin)


def _read(
    request: Request, reader: Reader, point: PointInTime, pins: tuple[str, ...]
) -> TimelineQuestion:
    said = {name: (request.query_params.get(name) or "").strip() or None for name in _NAMES}
    return timeline_question(
        request.query_params.get("q", ""),
        by=said["by"],
        span=(said["from"], said["to"]),
        pins=[one for one in pins if one.strip()],
        point=point,
        today=reader.today,
    )


Question = Annotated[TimelineQuestion, Depends(_question)]
_only = Depends(only(*_NAMES, many=("pin",)))
_only_with_form = Depends(only(*_NAMES, "pin_id", "caption", many=("pin",)))


@router.get("/timeline", dependencies=[_only_with_form])
def get_timeline(
    request: Request, reader: Asked, asked: Question, pin_id: str = "", caption: str = ""
) -> Response:
    """The page; a caption that was typed becomes part of its pin's address first."""
    if pin_id.strip():
        named = pinned(asked, pin_id, caption)
        span = (asked.from_on, asked.to_on) if asked.from_on and asked.to_on else None
        by = asked.by.value if asked.by else None
        return RedirectResponse(timeline_path(named, by=by, span=span), status_code=303)
    return answer(request, reader, "timeline.html", lambda: timeline_page(request, reader, asked))


@router.get("/timeline.svg", dependencies=[_only])
def get_svg(reader: Asked, asked: Question) -> Response:
    """The picture as a file."""
    return Response(
        svg_file(timeline(reader, asked)),
        media_type="image/svg+xml",
        headers={
            "Content-Disposition": 'inline; filename="timeline.svg"',
            "Content-Security-Policy": _FILE_POLICY,
        },
    )


@router.get("/timeline.csv", dependencies=[_only])
def get_csv(reader: Asked, asked: Question) -> Response:
    """The figures as a file."""
    return Response(
        timeline_csv(timeline(reader, asked)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="timeline.csv"'},
    )
