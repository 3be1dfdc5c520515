"""`/documents/…`, `/redline/…`, `/captures/…`: what exactly did they publish."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.web.asking import Asked, Point, only
from app.web.capture_page import capture_page
from app.web.document_page import Wanted, document_page
from app.web.document_reference import ReferenceForm, reference_answer
from app.web.redline_page import redline_page
from app.web.rendering import answer

router = APIRouter()

Part = Annotated[int | None, Query(ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What an address says of how to look at a document."""

    q: str
    part: int | None
    form: ReferenceForm | None


def _looking(q: str = "", part: Part = None, form: ReferenceForm | None = None) -> Looking:
    return Looking(q=q.strip(), part=part, form=form)


@router.get("/documents/{id_:path}", dependencies=[Depends(only("q", "part", "form"))])
def get_document(
    request: Request,
    reader: Asked,
    point: Point,
    id_: str,
    looking: Annotated[Looking, Depends(_looking)],
) -> Response:
    """A document, a version or a passage, in its text; or as an entry of a bibliography."""
    if looking.form is not None:
        return reference_answer(request, reader, id_, point, looking.form)
    wanted = Wanted(id=id_, part=looking.part, question=looking.q, point=point)
    return answer(request, reader, "document.html", lambda: document_page(request, reader, wanted))


@router.get("/redline/{id_:path}", dependencies=[Depends(only("from", "to", "part"))])
def get_redline(
    request: Request, reader: Asked, point: Point, id_: str, part: Part = None
) -> Response:
    """Two versions of a document held against each other."""
    return answer(
        request, reader, "redline.html", lambda: redline_page(request, reader, point, id_, part)
    )


@router.get("/captures/{id_:path}", dependencies=[Depends(only())])
def get_capture(request: Request, reader: Asked, point: Point, id_: str) -> Response:
    """A capture: what was received, from where, when, and what it led to."""
    return answer(
        request, reader, "capture.html", lambda: capture_page(request, reader, point, id_)
    )
