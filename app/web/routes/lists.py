"""`/lists`: who is on a list, since which snapshot is that known, and what changed on it?"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.queries.list_changes import ListSpan
from app.queries.points import day
from app.web.asking import Asked, Point, only
from app.web.list_change_pages import AskedChanges, list_changes_page, reconciliation_page
from app.web.list_pages import AskedList, list_page, lists_page
from app.web.rendering import answer

router = APIRouter()


@router.get("/lists", dependencies=[Depends(only())])
def get_lists(request: Request, reader: Asked, point: Point) -> Response:
    """Every list, with the snapshots held of it."""
    return answer(request, reader, "lists.html", lambda: lists_page(request, reader, point))


def _asked_list(
    point: Point, key: str, source: str = "", cursor: str = "", name: str = ""
) -> AskedList:
    return AskedList(
        key=key, source=source.strip(), cursor=cursor.strip(), name=name.strip(), point=point
    )


def _asked_changes(
    point: Point,
    key: str,
    from_day: Annotated[str, Query(alias="from")] = "",
    to_day: Annotated[str, Query(alias="to")] = "",
    source: str = "",
) -> AskedChanges:
    span = ListSpan(
        key=key,
        from_on=day(from_day.strip(), "from") if from_day.strip() else None,
        to_on=day(to_day.strip(), "to") if to_day.strip() else point.as_of,
        source=source.strip() or None,
    )
    return AskedChanges(span=span, point=point)


@router.get("/lists/{key}", dependencies=[Depends(only("source", "cursor", "name"))])
def get_list(
    request: Request, reader: Asked, asked: Annotated[AskedList, Depends(_asked_list)]
) -> Response:
    """Who stood on a list on a day; with a name, whether it did."""
    return answer(request, reader, "list.html", lambda: list_page(request, reader, asked))


@router.get("/lists/{key}/changes", dependencies=[Depends(only("from", "to", "source"))])
def get_list_changes(
    request: Request, reader: Asked, asked: Annotated[AskedChanges, Depends(_asked_changes)]
) -> Response:
    """Who came on a list, who went off it and what changed between two days."""
    return answer(
        request, reader, "list_changes.html", lambda: list_changes_page(request, reader, asked)
    )


@router.get("/lists/{key}/reconciliation", dependencies=[Depends(only())])
def get_reconciliation(request: Request, reader: Asked, point: Point, key: str) -> Response:
    """Which parties one channel of a list names and another does not, and for how long."""
    return answer(
        request,
        reader,
        "reconciliation.html",
        lambda: reconciliation_page(request, reader, key, point),
    )
