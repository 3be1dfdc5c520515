"""What every route that changes something shares: who may, and the tracker to do it with."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from app.api.asking import tracker_of
from app.bootstrap import Tracker
from app.queries.access import refusal_to_write


def open_for_writing(request: Request) -> Tracker:
    """The tracker, for a caller that may change what it holds."""
    why = refusal_to_write(
        client=None if request.client is None else request.client.host,
        host=request.headers.get("host"),
        origin=request.headers.get("origin"),
        site=request.headers.get("sec-fetch-site"),
    )
    if why is not None:
        raise HTTPException(403, why)
    return tracker_of(request)


Writing = Annotated[Tracker, Depends(open_for_writing)]
