"""How many documents with their words and indexed columns the store takes in a CPU second."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from app.domain.documents import Capture, Document, Extent, Kind
from app.domain.ids import LOCAL, capture_id, digest_of, digested_id
from app.domain.sources import Reading, Source, Words
from app.pipeline.merge import merge
from app.store.engine import Store
from app.store.showings import NewShowing
from benchmarks.corpus import documents

_DOCUMENTS = 20_000
_OF_TRANSACTION = 1_000
_AT = datetime(2026, 3, 1, tzinfo=UTC)


def print_rate(path: Path, sources: Sequence[Source]) -> None:
    """Show so many documents, a thousand in a transaction, and say how many a CPU second took."""
    store = Store(f"sqlite:///{path}")
    store.migrate()
    with store.transaction(lambda: _AT) as transaction:
        for source in sources:
            transaction.sources.add(source, at=_AT)
    body = b"the benchmark's own"
    capture = Capture(
        id=capture_id(LOCAL, _AT, "/bench/inserting", digest_of(body)),
        source=LOCAL,
        place="/bench/inserting",
        shape="text",
        captured_at=_AT,
        digest=digest_of(body),
        body=body,
    )
    rows = [_showing(number, text, capture) for number, text in _texts()]
    begun = time.process_time()
    with store.transaction(lambda: _AT) as transaction:
        pk = transaction.captures.add(capture)
    waiting = iter(rows)
    while batch := list(islice(waiting, _OF_TRANSACTION)):
        with store.transaction(lambda: _AT) as transaction:
            transaction.show(batch, capture_pk=pk, made_by="benchmark/1")
    spent = time.process_time() - begun
    store.close()
    print(f"{'inserting alone':<38} {len(rows):>9,} {spent:>8.1f} {len(rows) / spent:>9,.0f}")


def _texts() -> list[tuple[int, str]]:
    return [(one.document_pk, one.text[:1_000]) for one in documents(_DOCUMENTS)]


def _showing(number: int, text: str, capture: Capture) -> NewShowing:
    reading = Reading(
        document=Document(
            id=digested_id(LOCAL, "inserting", str(number)), source=LOCAL, kind=Kind.REPORT
        ),
        words=Words(text=text, extent=Extent.FULL, language="en"),
        title=f"Document {number}",
        url=f"https://news.example/{number}",
        published_on=_AT.date(),
        published_at=_AT,
        date_evidence="benchmark",
    )
    made = merge(None, reading, capture).showing
    assert made is not None
    return made
