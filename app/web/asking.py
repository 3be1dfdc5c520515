"""What every page's route shares: the tracker, the two clocks, and parameters that are known."""

import difflib
from collections.abc import Callable, Collection, Iterator
from typing import Annotated

from fastapi import Depends, Request

from app.bootstrap import Tracker
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.points import point_in_time
from app.queries.reader import Reader

_ALWAYS = ("as_of", "as_known")


def tracker_of(request: Request) -> Tracker:
    """The tracker whose pages these are."""
    tracker = request.app.state.tracker
    assert isinstance(tracker, Tracker)
    return tracker


def open_reader(tracker: Annotated[Tracker, Depends(tracker_of)]) -> Iterator[Reader]:
    """A consistent view for one page."""
    with tracker.reader() as reader:
        yield reader


Asked = Annotated[Reader, Depends(open_reader)]


def asked_point(as_of: str | None = None, as_known: str | None = None) -> PointInTime:
    """The two clocks of a page; a form sends a clock that was left empty as a blank."""
    return point_in_time((as_of or "").strip() or None, (as_known or "").strip() or None)


Point = Annotated[PointInTime, Depends(asked_point)]


def only(*names: str, many: Collection[str] = ()) -> Callable[[Request], None]:
    """A check that a page is asked with no parameter but these, each at most once.

    Those of `many` may be said as often as a reader likes. Blanks are let through: a form without
    a script sends every field it has.
    """
    allowed = (*names, *many, *_ALWAYS)

    def check(request: Request) -> None:
        _refuse_nul(request)
        seen: set[str] = set()
        for name, _ in request.query_params.multi_items():
            if name not in allowed:
                near = difflib.get_close_matches(name, allowed, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(allowed)}"
                raise QueryError(f"this page takes no parameter {name!r}; {hint}", name=name)
            if name in seen and name not in many:
                raise QueryError(f"{name!r} is given twice; give it once", name=name)
            seen.add(name)

    return check


def _refuse_nul(request: Request) -> None:
    """No text holds a NUL, and one of the databases cannot even be asked about it."""
    said = (*request.path_params.items(), *request.query_params.multi_items())
    for name, value in said:
        if "\x00" in str(value):
            raise QueryError(f"{name} holds a NUL, which is no sign of any text", name=name)
