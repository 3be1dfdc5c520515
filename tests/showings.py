"""Showings for the search index, of which a test names only what matters to it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from app.index.read import IndexPage, IndexQuery, IndexReader
from app.index.schema import IndexedShowing
from app.index.write import IndexWriter

_PLAIN = IndexedShowing(
    showing=0,
    document="local/plain",
    document_pk=0,
    title="",
    text="",
    kind="report",
    type=None,
    standing="report",
    source="local",
    agencies=(),
    rins=(),
    dockets=(),
    cfr=(),
    list_key=None,
    language=None,
    countries=(),
    eccns=(),
    actions=(),
    cites=(),
    published_on=None,
    effective_on=(),
    comments_close_on=(),
    lane="news",
    placed_on=None,
    other_on=(),
    shown_from=1,
    known_from=1,
    known_to=None,
    position=1,
)


def make_showing(number: int, text: str = "", **said: object) -> IndexedShowing:
    """The showing of that number: its document, row and place in the feed bear the same one."""
    numbered = replace(
        _PLAIN,
        showing=number,
        document=f"local/{number}",
        document_pk=number,
        position=number,
        text=text,
    )
    if "known_from" in said:
        numbered = replace(numbered, shown_from=said["known_from"])  # type: ignore[arg-type]  # as below
    return replace(numbered, **said)  # type: ignore[arg-type]  # a wrong name fails at once


def put(place: Path, showings: Iterable[IndexedShowing]) -> IndexReader:
    """An index of these showings, all of them written in one commit."""
    by_document: dict[int, list[IndexedShowing]] = {}
    for showing in showings:
        by_document.setdefault(showing.document_pk, []).append(showing)
    with IndexWriter(place) as writer:
        for document, shown in by_document.items():
            writer.replace(document, shown)
        writer.commit(
            max((one.position for many in by_document.values() for one in many), default=0)
        )
    return IndexReader(place)


def found(reader: IndexReader, asked: IndexQuery) -> set[int]:
    """The numbers of all showings an index finds, its own total agreeing with them."""
    page: IndexPage = reader.search(replace(asked, limit=500))
    numbers = {hit.showing for hit in page.hits}
    assert len(numbers) == len(page.hits) == page.total, "the total is not what was found"
    return numbers
