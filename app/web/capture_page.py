"""The capture page: bytes that were received, and what became of reading them."""

from dataclasses import dataclass

from fastapi import Request

from app.domain.time import PointInTime
from app.errors import NotFoundError
from app.printing.addresses import (
    address,
    capture_bytes_path,
    capture_path,
    clocks,
    document_path,
)
from app.printing.badges import Mark, standing_mark
from app.queries.reader import Reader
from app.queries.show import CaptureTextView, documents_from, show
from app.web.frame import Form, Page, Saying, framed

_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLink:
    """A document that is shown from the capture."""

    id: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturePage(Page):
    """The page. `file` is the place's last step, `custody` in words."""

    capture: CaptureTextView
    standing: Mark
    custody: str
    bytes_path: str
    documents: tuple[DocumentLink, ...]
    documents_total: int
    issues: tuple[str, ...]
    issues_total: int


def capture_page(request: Request, reader: Reader, point: PointInTime, id_: str) -> CapturePage:
    """The page."""
    capture = show(reader, id_, point)
    if not isinstance(capture, CaptureTextView):
        raise NotFoundError(f"no capture {id_!r} is held here; a document's page names its own")
    from_it = documents_from(reader, id_)
    mark = standing_mark(capture.standing)
    saying = Saying(
        title=f"Capture {id_}",
        section="",
        path=capture_path(id_),
        sources=(capture.source,),
        marks=(mark,),
        forms=(
            Form(
                name="JSON",
                path=f"/api/v1/show/{capture_path(id_)[10:]}",
                media_type="application/json",
            ),
        ),
        named=f"capture {id_}, {capture.digest}",
    )
    return CapturePage(
        frame=framed(request, reader, point, saying),
        capture=capture,
        standing=mark,
        custody=capture.custody.replace("_", " "),
        bytes_path=capture_bytes_path(id_),
        documents=tuple(
            DocumentLink(id=one, path=address(document_path(one), clocks(point)))
            for one in from_it[:_MOST]
        ),
        documents_total=len(from_it),
        issues=capture.issues[:_MOST],
        issues_total=len(capture.issues),
    )
