"""What every route that changes something shares: who may, and the tracker to do it with."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from pydantic import StringConstraints

from app.api.asking import tracker_of
from app.bootstrap import Tracker
from app.queries.access import RELAYED, refusal_to_write

# Who decides, as a caller names them: one line that the log can show.
By = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$"
    ),
]


def open_for_writing(request: Request) -> Tracker:
    """The tracker, for a caller that may change what it holds."""
    why = refusal_to_write(
        client=None if request.client is None else request.client.host,
        host=request.headers.get("host"),
        origin=request.headers.get("origin"),
        site=request.headers.get("sec-fetch-site"),
        relayed=any(name in request.headers for name in RELAYED),
    )
    if why is not None:
        raise HTTPException(403, why)
    return tracker_of(request)


Writing = Annotated[Tracker, Depends(open_for_writing)]
