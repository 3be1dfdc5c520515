"""Routes that ask for lists of restricted parties."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.asking import Asked, Point, answer, only
from app.errors import QueryError
from app.queries.list_change_views import ListChangesAnswer, told
from app.queries.list_changes import ListSpan, list_changes
from app.queries.list_snapshots import last_snapshot
from app.queries.list_views import ListAsOfView, ListsView
from app.queries.lists import list_as_of, lists, named_on_list
from app.queries.points import day
from app.queries.reconciliation import reconciliation
from app.queries.reconciliation_views import ReconciliationView

router = APIRouter(prefix="/api/v1")

Limit = Annotated[int, Query(ge=1, le=500)]


@router.get("/lists", response_model=ListsView, dependencies=[Depends(only())])
def get_lists(request: Request, reader: Asked, point: Point) -> Response:
    """Every list, with the snapshots held of it."""
    return answer(request, reader, lambda: lists(reader, point), also=last_snapshot(reader))


@router.get(
    "/lists/{key}",
    response_model=ListAsOfView,
    dependencies=[Depends(only("limit", "cursor", "source", "name"))],
)
def get_list(
    request: Request,
    reader: Asked,
    point: Point,
    key: str,
    limit: Limit = 100,
    cursor: str | None = None,
    source: str | None = None,
    name: str | None = None,
) -> Response:
    """Who stood on a list on a day, in the words of then; with a name, the rows that hold it."""

    def ask() -> ListAsOfView:
        if name is None:
            return list_as_of(reader, key, point, limit=limit, cursor=cursor, source=source)
        if cursor is not None:
            problem = "entries of a name come on one page; leave out the cursor"
            raise QueryError(problem, name="cursor")
        return named_on_list(reader, key, point, name, limit=limit, source=source)

    return answer(request, reader, ask, also=last_snapshot(reader))


@router.get(
    "/lists/{key}/changes",
    response_model=ListChangesAnswer,
    dependencies=[Depends(only("from", "to", "source"))],
)
def get_list_changes(
    request: Request,
    reader: Asked,
    point: Point,
    key: str,
    from_day: Annotated[str | None, Query(alias="from")] = None,
    to_day: Annotated[str | None, Query(alias="to")] = None,
    source: str | None = None,
) -> Response:
    """Who came on a list, who went off it and what changed between two days."""

    def ask() -> ListChangesAnswer:
        span = ListSpan(
            key=key,
            from_on=None if from_day is None else day(from_day, "from"),
            to_on=day(to_day, "to") if to_day is not None else point.as_of,
            source=source,
        )
        return told(list_changes(reader, span, point))

    return answer(request, reader, ask, also=last_snapshot(reader))


@router.get(
    "/lists/{key}/reconciliation",
    response_model=ReconciliationView,
    dependencies=[Depends(only("limit"))],
)
def get_reconciliation(
    request: Request, reader: Asked, point: Point, key: str, limit: Limit = 200
) -> Response:
    """Which parties one channel of a list names and another does not, and for how long."""

    def ask() -> ReconciliationView:
        return reconciliation(reader, key, point, limit=limit)

    return answer(request, reader, ask, also=last_snapshot(reader))
