"""Where a reader is in something long, and the ways back and on."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Part `number` of `of`, counted from 1, with the parts beside it."""

    number: int
    of: int
    earlier_path: str | None
    later_path: str | None


def paging(number: int, of: int, path: Callable[[int], str]) -> Paging:
    """The place of a part; `path` gives the address of any."""
    return Paging(
        number=number,
        of=of,
        earlier_path=path(number - 1) if number > 1 else None,
        later_path=path(number + 1) if number < of else None,
    )
