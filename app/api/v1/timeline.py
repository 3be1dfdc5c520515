"""Routes that tell what happened in which order."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.asking import Asked, Point, answer, only
from app.queries.timeline import timeline
from app.queries.timeline_asked import timeline_question
from app.queries.timeline_views import TimelineAnswer, timeline_answer

router = APIRouter(prefix="/api/v1")


@router.get(
    "/timeline",
    response_model=TimelineAnswer,
    dependencies=[Depends(only("q", "by", "from", "to", many=("pin",)))],
)
def get_timeline(
    request: Request,
    reader: Asked,
    point: Point,
    q: str = "",
    by: str | None = None,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: str | None = None,
    pin: Annotated[tuple[str, ...], Query()] = (),
) -> Response:
    """Counts by lane and day, month or year, and the documents where they are few."""
    asked = timeline_question(q, by=by, span=(from_, to), pins=pin, point=point, today=reader.today)
    return answer(request, reader, lambda: timeline_answer(timeline(reader, asked)))
