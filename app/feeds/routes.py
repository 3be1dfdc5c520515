"""`/feeds/…`: the answer to a question as a feed or a table, and the sources as a list of feeds."""

from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter, Depends, Request, Response

from app.domain.search import SearchQuery
from app.domain.time import PointInTime
from app.errors import NotFoundError
from app.feeds.asking import Asked, Point, only, whole_number
from app.printing.addresses import address, clocks
from app.printing.feed_entries import FeedAnswer, atom, json_feed, opml, table
from app.printing.hits import hit_line
from app.queries.changes import last_change
from app.queries.freshness import freshness, source_titles
from app.queries.parse import search_query
from app.queries.reader import Reader
from app.queries.search import search

router = APIRouter(prefix="/feeds")

_PRINTERS: dict[str, tuple[Callable[[FeedAnswer], bytes], str, int]] = {
    "atom": (atom, "application/atom+xml", 50),
    "json": (json_feed, "application/feed+json", 50),
    "csv": (table, "text/csv; charset=utf-8", 500),
}


@router.get("/sources.opml")
def get_sources(request: Request, reader: Asked) -> Response:
    """A feed for each source that anything is held of."""
    root = _root(request)
    feeds = [
        (
            one.title,
            root + address("/feeds/search.atom", [("q", f"source:{one.key}")]),
            root + address("/search", [("q", f"source:{one.key}")]),
        )
        for one in freshness(reader, PointInTime())
    ]
    return Response(opml("OnRecord: sources", feeds), media_type="text/x-opml")


@router.get("/search.{form}", dependencies=[Depends(only("q", "sort", "cursor", "limit"))])
def get_feed(request: Request, reader: Asked, point: Point, form: str) -> Response:
    """The answer to a question."""
    if form not in _PRINTERS:
        raise NotFoundError(f"no form {form!r} of an answer; there are {', '.join(_PRINTERS)}")
    write, media_type, usual = _PRINTERS[form]
    said = request.query_params
    query = search_query(
        said.get("q", ""),
        today=reader.today,
        sort=said.get("sort"),
        limit=whole_number(said.get("limit"), usual),
        cursor=said.get("cursor"),
        point=point,
    )
    answer = _answer(request, reader, form, replace(query, facets=False))
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    if answer.next_path:
        headers["Link"] = f'<{answer.next_path}>; rel="next"'
    return Response(write(answer), media_type=media_type, headers=headers)


def _answer(request: Request, reader: Reader, form: str, query: SearchQuery) -> FeedAnswer:
    found = search(reader, query)
    titles = source_titles(reader)
    last = last_change(reader.connection)
    same = [("q", query.text.strip()), ("sort", query.sort.value), *clocks(query.point)]
    more = [*same, ("limit", str(query.limit)), ("cursor", found.next_cursor)]
    path = f"/feeds/search.{form}"
    return FeedAnswer(
        title=f"OnRecord: {query.text.strip() or 'everything'}",
        root=_root(request),
        page_path=address("/search", same),
        self_path=address(path, [*same, ("cursor", query.cursor)]),
        updated_at=reader.now if last is None else last[1],
        lines=[hit_line(hit, titles) for hit in found.hits],
        next_path=address(path, more) if found.next_cursor else None,
    )


def _root(request: Request) -> str:
    return str(request.base_url).rstrip("/")
