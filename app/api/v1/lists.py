"""Routes that ask for lists of restricted parties."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.asking import Asked, Point, answer, only
from app.queries.list_views import ListAsOfView, ListsView
from app.queries.lists import last_snapshot, list_as_of, lists

router = APIRouter(prefix="/api/v1")


@router.get("/lists", response_model=ListsView, dependencies=[Depends(only())])
def get_lists(request: Request, reader: Asked, point: Point) -> Response:
    """Every list, with the snapshots held of it."""
    return answer(request, reader, lambda: lists(reader, point), also=last_snapshot(reader))


@router.get(
    "/lists/{key}",
    response_model=ListAsOfView,
    dependencies=[Depends(only("limit", "cursor", "source"))],
)
def get_list(
    request: Request,
    reader: Asked,
    point: Point,
    key: str,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    cursor: str | None = None,
    source: str | None = None,
) -> Response:
    """Who stood on a list on a day, in the words of then."""

    def ask() -> ListAsOfView:
        return list_as_of(reader, key, point, limit=limit, cursor=cursor, source=source)

    return answer(request, reader, ask, also=last_snapshot(reader))
