"""The route that holds names against the lists."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.asking import Asked, Point, only
from app.comparison.screening import LEAST
from app.printing.answers import to_json
from app.queries.screening import AskedName, Screening, screen
from app.queries.screening_views import ScreeningView

router = APIRouter(prefix="/api/v1")


class NameToScreen(BaseModel):
    """A name, and its country where that is known."""

    model_config = ConfigDict(extra="forbid")

    name: str
    country: str | None = None


class NamesToScreen(BaseModel):
    """Names against some lists, or all that are held; `least` is the least score to show."""

    model_config = ConfigDict(extra="forbid")

    names: list[str | NameToScreen] = Field(max_length=10_000)
    lists: list[str] = Field(default_factory=list)
    least: float = LEAST


@router.post("/screen", response_model=ScreeningView, dependencies=[Depends(only())])
def post_screen(reader: Asked, point: Point, asked: Annotated[NamesToScreen, Body()]) -> Response:
    """My names against the lists: what is like them and why, never a verdict."""
    names = tuple(
        AskedName(name=one) if isinstance(one, str) else AskedName(**one.model_dump())
        for one in asked.names
    )
    screening = Screening(names=names, lists=tuple(asked.lists), least=asked.least)
    return Response(to_json(screen(reader, screening, point)), media_type="application/json")
