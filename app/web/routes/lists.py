"""`/lists`: who is on a list, and since which snapshot is that known?"""

from fastapi import APIRouter, Depends, Request, Response

from app.web.asking import Asked, Point, only
from app.web.list_pages import AskedList, list_page, lists_page
from app.web.rendering import answer

router = APIRouter()


@router.get("/lists", dependencies=[Depends(only())])
def get_lists(request: Request, reader: Asked, point: Point) -> Response:
    """Every list, with the snapshots held of it."""
    return answer(request, reader, "lists.html", lambda: lists_page(request, reader, point))


@router.get("/lists/{key}", dependencies=[Depends(only("source", "cursor"))])
def get_list(
    request: Request, reader: Asked, point: Point, key: str, source: str = "", cursor: str = ""
) -> Response:
    """Who stood on a list on a day."""
    asked = AskedList(key=key, source=source.strip(), cursor=cursor.strip(), point=point)
    return answer(request, reader, "list.html", lambda: list_page(request, reader, asked))
