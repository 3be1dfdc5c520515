"""Routes that ask: search, documents, any id, sources and the change feed."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from app.api.asking import Asked, Point, answer, only
from app.domain.ids import DocumentId
from app.errors import NotFoundError
from app.queries.changes import ChangesView, changes
from app.queries.citing import CitedByView, cited_by
from app.queries.document_views import DocumentView
from app.queries.documents import document
from app.queries.parse import search_query
from app.queries.reading import reading
from app.queries.search import search
from app.queries.show import Shown, capture_body, show
from app.queries.sources import SourcesView, sources
from app.queries.thread import ThreadView, thread
from app.queries.views import Page

router = APIRouter(prefix="/api/v1")

_Limit = Annotated[int, Query(ge=1, le=500)]


@router.get(
    "/search",
    response_model=Page,
    dependencies=[Depends(only("q", "sort", "limit", "cursor", "facets"))],
)
def get_search(
    request: Request,
    reader: Asked,
    point: Point,
    q: str = "",
    sort: str | None = None,
    limit: _Limit = 20,
    cursor: str | None = None,
    facets: bool = True,
) -> Response:
    """Every document that answers a question of the grammar, with totals, facets and months."""
    query = search_query(q, sort=sort, limit=limit, cursor=cursor, point=point, today=reader.today)
    return answer(request, reader, lambda: search(reader, replace(query, facets=facets)))


@router.get("/show/{id_:path}", response_model=Shown, dependencies=[Depends(only())])
def get_any(request: Request, reader: Asked, point: Point, id_: str) -> Response:
    """The document, version, passage or capture that an id names."""
    return answer(request, reader, lambda: show(reader, id_, point))


@router.get("/captures/{id_:path}", dependencies=[Depends(only())])
def get_capture(reader: Asked, id_: str) -> Response:
    """The bytes of a capture, exactly as received, as a download that nothing will run."""
    name = id_.replace("/", "-")
    return Response(
        capture_body(reader, id_),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@router.get(
    "/documents/{id_:path}/cited-by",
    response_model=CitedByView,
    dependencies=[Depends(only("limit"))],
)
def get_citing(
    request: Request, reader: Asked, point: Point, id_: str, limit: _Limit = 100
) -> Response:
    """The documents whose words cite this one, or a place within it."""
    return answer(request, reader, lambda: cited_by(reader, DocumentId(id_), point, limit=limit))


@router.get(
    "/documents/{id_:path}/thread",
    response_model=ThreadView,
    dependencies=[Depends(only())],
)
def get_thread(request: Request, reader: Asked, point: Point, id_: str) -> Response:
    """The papers of a document's matter, and the day on which comments close with its history."""
    return answer(request, reader, lambda: thread(reader, DocumentId(id_), point))


@router.get(
    "/documents/{id_:path}/versions",
    response_model=DocumentView,
    dependencies=[Depends(only())],
)
def get_versions(request: Request, reader: Asked, point: Point, id_: str) -> Response:
    """The versions and showings of a document."""

    def versions() -> dict[str, object]:
        view = document(reader, DocumentId(id_), point)
        return {
            "id": view.id,
            "versions": view.versions,
            "showings": view.showings,
            "as_of": view.as_of,
            "as_known": view.as_known,
            "coverage": view.coverage,
        }

    return answer(request, reader, versions)


@router.get("/documents/{id_:path}", response_model=DocumentView, dependencies=[Depends(only())])
def get_document(request: Request, reader: Asked, point: Point, id_: str) -> Response:
    """One document as it was shown at a point in time, or with the words of one of its versions."""
    return answer(request, reader, lambda: reading(reader, id_, point).document)


@router.get(
    "/sources", response_model=SourcesView, dependencies=[Depends(only("issues", "source"))]
)
def get_sources(
    request: Request,
    reader: Asked,
    point: Point,
    issues: Annotated[int, Query(ge=0, le=1000)] = 100,
    source: str | None = None,
) -> Response:
    """Every source, what is held of it, and what was not understood."""
    return answer(request, reader, lambda: sources(reader, point, issues=issues, source=source))


@router.get("/changes", response_model=ChangesView, dependencies=[Depends(only("cursor", "limit"))])
def get_changes(
    request: Request,
    reader: Asked,
    point: Point,
    cursor: str | None = None,
    limit: _Limit = 100,
) -> Response:
    """The ordered change feed with tombstones: replayed from zero it gives the state here."""
    return answer(request, reader, lambda: changes(reader, cursor=cursor, limit=limit, point=point))


@router.get("/{rest:path}", include_in_schema=False)
def get_nothing(rest: str) -> Response:
    """Every other address below the interface."""
    raise NotFoundError(
        f"the interface has nothing at {rest!r}; what it has is described at /openapi.json"
    )


@router.api_route(
    "/{rest:path}", include_in_schema=False, methods=["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
)
def refuse_change(rest: str) -> Response:  # noqa: ARG001  # any address: nothing is changed here
    """The interface is asked, so far, and changes nothing."""
    raise HTTPException(405, "only GET and HEAD are answered here", {"Allow": "GET, HEAD"})
