"""What every route shares: the tracker, the question's parameters, and a cacheable answer."""

import difflib
import hashlib
from collections.abc import Callable, Collection, Iterator
from email.utils import format_datetime
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from app import __version__
from app.bootstrap import Tracker
from app.domain.time import PointInTime
from app.errors import QueryError
from app.printing.answers import to_json
from app.queries.changes import last_change
from app.queries.points import point_in_time
from app.queries.reader import Reader
from app.queries.sources import received

_ALWAYS = ("as_of", "as_known")


def tracker_of(request: Request) -> Tracker:
    """The tracker this application serves."""
    tracker = request.app.state.tracker
    assert isinstance(tracker, Tracker)
    return tracker


def open_reader(tracker: Annotated[Tracker, Depends(tracker_of)]) -> Iterator[Reader]:
    """A consistent view for one request."""
    with tracker.reader() as reader:
        yield reader


Asked = Annotated[Reader, Depends(open_reader)]


def asked_point(as_of: str | None = None, as_known: str | None = None) -> PointInTime:
    """The two clocks of a request."""
    return point_in_time(as_of, as_known)


Point = Annotated[PointInTime, Depends(asked_point)]


def only(*names: str, many: Collection[str] = ()) -> Callable[[Request], None]:
    """A check that a request has no parameter but these, and none that is blank or said twice.

    Those of `many` may be said as often as a caller likes.
    """
    allowed = (*names, *many, *_ALWAYS)

    def check(request: Request) -> None:
        seen: set[str] = set()
        for name, value in request.query_params.multi_items():
            if name not in allowed:
                near = difflib.get_close_matches(name, allowed, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(allowed)}"
                raise QueryError(f"no parameter {name!r} here; {hint}", name=name)
            if name in seen and name not in many:
                raise QueryError(f"{name!r} is given twice; give it once", name=name)
            if not value.strip() and name != "q":
                raise QueryError(f"{name!r} is blank; leave it out or fill it", name=name)
            seen.add(name)

    return check


def answer(
    request: Request, reader: Reader, ask: Callable[[], Any], *, also: object = None
) -> Response:
    """The answer to a question, or 304 where nothing has changed since it was last given.

    An answer rests on the change feed, on how far the index has followed it, and on what was
    received without changing a document. `also` is what the answer rests on beside the change feed.
    """
    last = last_change(reader.connection)
    state = (__version__, last, reader.index.position(), received(reader), reader.today, also)
    told = f"{request.url.path}?{request.url.query}|{state}"
    etag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if last is not None:
        headers["Last-Modified"] = format_datetime(last[1].replace(microsecond=0), usegmt=True)
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    view = ask()
    headers.update(_links(request, view))
    return Response(to_json(view), media_type="application/json", headers=headers)


def _links(request: Request, view: Any) -> dict[str, str]:
    cursor = getattr(view, "next_cursor", None)
    if not cursor or not getattr(view, "truncated", True):
        return {}
    following = request.url.include_query_params(cursor=cursor)
    return {"Link": f'<{following.path}?{following.query}>; rel="next"'}
