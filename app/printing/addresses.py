"""Addresses of things inside the product: the same on pages, in feeds and in citations."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from app.domain.time import PointInTime
from app.formats.web_addresses import web_address
from app.printing.days import instant_text

Parameters = Iterable[tuple[str, str | None]]


def address(path: str, parameters: Parameters = ()) -> str:
    """A path with those of the parameters that say something."""
    said = [(name, value) for name, value in parameters if value]
    return f"{path}?{urlencode(said, quote_via=quote)}" if said else path


def document_path(id_: str) -> str:
    """The page of a document, a version (`id@digest`) or a passage (`id@digest~start-end`)."""
    return f"/documents/{_quoted(id_)}"


def passage_path(version: str, start: int, end: int) -> str:
    """The page of some words of a version."""
    return document_path(f"{version}~{start}-{end}")


def redline_path(id_: str) -> str:
    """The page that marks the difference between two versions of a document."""
    return f"/redline/{_quoted(id_)}"


def list_path(key: str) -> str:
    """The page of a list of restricted parties."""
    return f"/lists/{_quoted(key)}"


def list_changes_path(key: str) -> str:
    """The page of what changed on a list between two days."""
    return f"{list_path(key)}/changes"


def reconciliation_path(key: str) -> str:
    """The page that holds the channels of a list against each other."""
    return f"{list_path(key)}/reconciliation"


def capture_path(id_: str) -> str:
    """The page of a capture."""
    return f"/captures/{_quoted(id_)}"


def capture_bytes_path(id_: str) -> str:
    """The bytes of a capture, as a download."""
    return f"/api/v1/captures/{_quoted(id_)}"


def search_path(text: str, point: PointInTime | None = None) -> str:
    """The page of a question's answer, at a point in time."""
    return address("/search", [("q", text), *clocks(point or PointInTime())])


def timeline_path(text: str, point: PointInTime, *, pin: str | None = None) -> str:
    """The page of a question's timeline, on which a document may be pinned."""
    return address("/timeline", [("q", text), ("pin", pin), *clocks(point)])


def clocks(point: PointInTime) -> list[tuple[str, str | None]]:
    """A point in time as parameters; a clock that runs says nothing."""
    return [
        ("as_of", None if point.as_of is None else point.as_of.isoformat()),
        ("as_known", None if point.as_known is None else instant_text(point.as_known)),
    ]


def outward(url: str | None) -> str | None:
    """An address outside that may be a link: http and https, nothing else."""
    return web_address(url)


def _quoted(id_: str) -> str:
    return quote(id_, safe="/@~:.-_()")
