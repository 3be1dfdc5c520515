"""What every feed's route shares: the reader, the two clocks, and parameters that are known."""

from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import Depends, Request

from app.bootstrap import Tracker
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.points import point_in_time
from app.queries.reader import Reader

_ALWAYS = ("as_of", "as_known")


def open_reader(request: Request) -> Iterator[Reader]:
    """A consistent view for one feed."""
    tracker = request.app.state.tracker
    assert isinstance(tracker, Tracker)
    with tracker.reader() as reader:
        yield reader


Asked = Annotated[Reader, Depends(open_reader)]


def asked_point(as_of: str | None = None, as_known: str | None = None) -> PointInTime:
    """The two clocks of a feed."""
    return point_in_time(as_of, as_known)


Point = Annotated[PointInTime, Depends(asked_point)]


def only(*names: str) -> Callable[[Request], None]:
    """A check that a feed is asked with no parameter but these, none blank or said twice."""
    allowed = (*names, *_ALWAYS)

    def check(request: Request) -> None:
        seen: set[str] = set()
        for name, value in request.query_params.multi_items():
            if name not in allowed:
                known = ", ".join(allowed)
                raise QueryError(f"no parameter {name!r} here; known are {known}", name=name)
            if name in seen:
                raise QueryError(f"{name!r} is given twice; give it once", name=name)
            if not value.strip() and name != "q":
                raise QueryError(f"{name!r} is blank; leave it out or fill it", name=name)
            seen.add(name)

    return check


def whole_number(text: str | None, usual: int) -> int:
    """How many entries are asked for, or the usual number of them."""
    if text is None:
        return usual
    if not text.isdecimal() or not text.isascii():
        raise QueryError(f"limit {text!r} is no whole number", name="limit", position=0)
    return int(text)
