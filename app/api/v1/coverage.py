"""The route of which days were read whole."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.asking import Asked, Point, answer, only
from app.queries.coverage_days import CoverageView, DaysAsked, coverage_days, last_proven
from app.queries.points import day

router = APIRouter(prefix="/api/v1")


@router.get(
    "/coverage",
    response_model=CoverageView,
    dependencies=[Depends(only("source", "from", "to"))],
)
def get_coverage(
    request: Request,
    reader: Asked,
    point: Point,
    source: str | None = None,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: str | None = None,
) -> Response:
    """Every day of every collected source: complete, empty, missing or held, with its proof."""
    asked = DaysAsked(
        source=source,
        first_on=day(from_, "from") if from_ else None,
        last_on=day(to, "to") if to else None,
    )
    return answer(
        request, reader, lambda: coverage_days(reader, point, asked), also=last_proven(reader)
    )
