"""`/search`: find it."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from app.errors import QueryError
from app.printing.addresses import address, clocks
from app.queries.narrowing import within
from app.queries.parse import parse_expression, search_query
from app.queries.points import day
from app.queries.reader import Reader
from app.web.asking import Asked, Point, only
from app.web.rendering import answer, render
from app.web.search_page import Question, fault_page, search_page

router = APIRouter()

_PARAMETERS = ("q", "sort", "cursor", "published_from", "published_to")


@router.get("/search", dependencies=[Depends(only(*_PARAMETERS))])
def get_search(
    request: Request,
    reader: Asked,
    point: Point,
    q: str = "",
    sort: str = "",
    cursor: str = "",
) -> Response:
    """The answer to a question, or the question again with the place where it cannot be read."""
    asked = Question(text=q, sort=sort.strip() or None, cursor=cursor.strip() or None, point=point)
    try:
        if typed := _typed_days(request, reader, q):
            return RedirectResponse(
                address("/search", [("q", typed), ("sort", sort), *clocks(point)]), status_code=303
            )
        query = search_query(
            q, sort=asked.sort, cursor=asked.cursor, point=point, today=reader.today
        )
        make = lambda: search_page(request, reader, asked, query)  # noqa: E731
        return answer(request, reader, "search.html", make)
    except QueryError as error:
        return render("search.html", fault_page(request, reader, asked, error), status=400)


def _typed_days(request: Request, reader: Reader, text: str) -> str | None:
    """The question narrowed by days that were typed beside it; nothing where none were."""
    typed = [request.query_params.get(name, "").strip() for name in _PARAMETERS[3:]]
    if not any(typed):
        return None
    from_on, to_on = (
        day(value, name) if value else None
        for name, value in zip(_PARAMETERS[3:], typed, strict=True)
    )
    if from_on is not None and to_on is not None and to_on < from_on:
        raise QueryError(
            f"the last day ({to_on}) lies before the first ({from_on}); exchange them",
            name="published_to",
            position=0,
        )
    return within(parse_expression(text, today=reader.today), from_on, to_on)
