"""Lists of feeds that a person exports from a reader and hands over."""

from collections.abc import Iterator

from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import LOCAL, digested_id
from app.domain.sources import Reading, Request, Source, Words
from app.errors import FormatError
from app.formats.opml import Outline, read_opml
from app.formats.xml import root_tag

KEY = LOCAL
LIST_KEY = "feeds"


def recognise(body: bytes, name: str) -> str | None:  # noqa: ARG001  # content alone decides
    """OPML by its first element."""
    return "opml" if (root_tag(body) or "").lower() == "opml" else None


def read_feeds(capture: Capture) -> Iterator[Reading | Request | Issue]:
    """Each feed named is an entry of the list of feeds, and something to ask for.

    An import asks for nothing: the feed's own address waits for whoever collects.
    """
    found = False
    for outline in read_opml(capture.body, where=capture.place):
        if isinstance(outline, Issue):
            yield outline
            continue
        found = True
        yield _entry(capture, outline)
        yield Request(url=outline.feed, shape="feed")
    if not found:
        raise FormatError(
            f"no documents: {capture.place} names no feeds; export the list of subscriptions"
        )


def _entry(capture: Capture, outline: Outline) -> Reading:
    words = [outline.title, outline.note, outline.folder, outline.feed]
    return Reading(
        document=Document(
            id=digested_id(capture.source, LIST_KEY, outline.feed),
            source=capture.source,
            kind=Kind.LIST_ENTRY,
            list_key=LIST_KEY,
        ),
        where=outline.where,
        words=Words(text="\n".join(word for word in words if word), extent=Extent.FULL),
        title=outline.title,
        url=outline.page or outline.feed,
    )


SOURCE = Source(
    key=KEY,
    title="Texts handed over",
    jurisdiction="none",
    standing=Standing.REPORT,
    readers={"opml": read_feeds},
    recognise=recognise,
)
