"""What every page that changes something shares: who may, and the tracker to do it with."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from app.bootstrap import Tracker
from app.queries.access import RELAYED, refusal_to_write
from app.web.asking import tracker_of


def open_for_writing(request: Request) -> Tracker:
    """The tracker, for a reader at this machine whose own page sent the form."""
    why = refusal_to_write(
        client=None if request.client is None else request.client.host,
        host=request.headers.get("host"),
        origin=request.headers.get("origin"),
        site=request.headers.get("sec-fetch-site"),
        relayed=any(name in request.headers for name in RELAYED),
    )
    if why is not None:
        raise HTTPException(403, f"{why[:1].upper()}{why[1:]}")
    return tracker_of(request)


Writing = Annotated[Tracker, Depends(open_for_writing)]
