"""`/documents/…`, `/redline/…`, `/captures/…`: what exactly did they publish."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.web.asking import Asked, Point, only
from app.web.capture_page import capture_page
from app.web.document_page import Wanted, document_page
from app.web.redline_page import redline_page
from app.web.rendering import answer

router = APIRouter()

Part = Annotated[int | None, Query(ge=1)]


@router.get("/documents/{id_:path}", dependencies=[Depends(only("q", "part"))])
def get_document(
    request: Request, reader: Asked, point: Point, id_: str, q: str = "", part: Part = None
) -> Response:
    """A document, a version or a passage, in its text."""
    wanted = Wanted(id=id_, part=part, question=q.strip(), point=point)
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
