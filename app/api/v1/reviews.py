"""Routes of what people decided: make a decision, read the log."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.asking import Asked, Point, answer, only
from app.api.writing import By, Writing
from app.domain.ids import CaptureId
from app.domain.reviews import ReviewState
from app.errors import QueryError
from app.pipeline.holds import confirm_list
from app.pipeline.review import ReviewAsked, review
from app.queries.audit import AuditView, audit_log
from app.queries.show import names_capture

router = APIRouter(prefix="/api/v1")


class ReviewBody(BaseModel):
    """A decision as a caller sends it."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    state: ReviewState
    note: str = Field(min_length=1)
    reading: str = ""
    set: dict[str, str] = Field(default_factory=dict)
    by: By = "api"


@router.post("/reviews", status_code=201)
def post_review(body: ReviewBody, tracker: Writing) -> dict[str, object]:
    """Decide about what was read at a passage, a document's type, or a list that is held."""
    made_by = f"person/{body.by}"
    if names_capture(body.id):
        if body.state is not ReviewState.CONFIRMED:
            raise QueryError("a capture can only be confirmed", name="state")
        lists = confirm_list(
            tracker.store, tracker.clock, CaptureId(body.id), body.note, made_by=made_by
        )
        return {"subject": body.id, "state": body.state, "made_by": made_by, "lists": lists}
    asked = ReviewAsked(
        subject=body.id,
        state=body.state,
        note=body.note,
        made_by=made_by,
        reading=body.reading,
        sets=body.set,
    )
    decided = review(tracker.store, tracker.clock, asked)
    return {"subject": body.id, "state": body.state, "made_by": made_by, "reading": decided.reading}


@router.get("/audit", response_model=AuditView, dependencies=[Depends(only("limit"))])
def get_audit(
    request: Request,
    reader: Asked,
    point: Point,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """What people decided, the newest first, each entry with the digest that chains it."""
    view = audit_log(reader, point, limit=limit)
    return answer(request, reader, lambda: view, also=view.total)
