"""The route that says what a half-typed question may mean."""

from fastapi import APIRouter, Depends, Request, Response

from app.api.asking import Asked, Point, answer, only
from app.queries.suggest import suggest
from app.queries.suggest_views import SuggestView

router = APIRouter(prefix="/api/v1")


@router.get("/suggest", response_model=SuggestView, dependencies=[Depends(only("q"))])
def get_suggestions(request: Request, reader: Asked, point: Point, q: str = "") -> Response:
    """References, parties, lists, bodies, countries and fields that a question may mean."""
    return answer(request, reader, lambda: suggest(reader, q, point))
