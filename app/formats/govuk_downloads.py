"""A GOV.UK page that offers one table in several forms, under an address that changes each time."""

from collections.abc import Iterator, Mapping

from app.domain.documents import Capture
from app.domain.sources import Request
from app.errors import FormatError
from app.formats.govuk_links import AttachedFile, attached_files
from app.formats.records import Record


def offered(capture: Capture, shapes: Mapping[str, str]) -> Iterator[Request]:
    """The first form we can read of the table that a page offers, and the next one in its place.

    `shapes` are ours by the ends of file names, best first. A page that offers none of them is a
    `FormatError`: the table moved, or the answer is not the page.
    """
    item = Record.parse(capture.body, where=capture.place)
    files = attached_files(item.record("details"))
    found = [file for extension in shapes for file in files if file.extension == extension]
    if not found:
        had = ", ".join(file.url.rsplit("/", 1)[-1] for file in files) or "no file at all"
        raise FormatError(
            f"no documents: {capture.place} offers {had}, and none of the forms "
            f"{', '.join(shapes)}; see where the publisher puts it now"
        )
    request: Request | None = None
    for file in reversed(found):
        request = _asked(file, shapes, instead=request)
    if request is not None:
        yield request


def _asked(file: AttachedFile, shapes: Mapping[str, str], *, instead: Request | None) -> Request:
    return Request(url=file.url, shape=shapes[file.extension], instead=instead)
