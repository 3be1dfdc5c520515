"""What it costs from bytes to searchable, beside the parser of feeds alone, and how it grows.

python -m benchmarks.ingest --documents 200000 [--database URL] [--folder PATH]
"""

import argparse
import io
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import feedparser
from sqlalchemy import text

from app.bootstrap import Tracker, open_tracker
from app.domain.documents import Standing
from app.domain.sources import Source
from app.pipeline.admit import HandedFile, HandOver
from app.pipeline.importing import Importer, import_file
from app.pipeline.steps import bring_up_to_date
from app.settings import Settings
from benchmarks import deliveries, inserting
from benchmarks.deliveries import Delivery

_PAGES = 400
_RECORDS = 40_000
_STRETCHES = 5


@dataclass(slots=True)
class Spent:
    """Documents of one kind, and the processor time their importing and indexing took."""

    documents: int = 0
    importing: float = 0.0
    indexing: float = 0.0
    bytes: int = 0

    def row(self, name: str) -> str:
        """One line of the table."""
        whole = self.importing + self.indexing
        return (
            f"{name:<38} {self.documents:>9,} {whole:>8.1f} {self.documents / whole:>9,.0f} "
            f"{self.documents / self.importing:>10,.0f} "
            f"{self.documents / max(self.indexing, 1e-9):>9,.0f}"
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Import, index, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, prog="benchmarks.ingest")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--database", help="an empty PostgreSQL database; SQLite if not said")
    parser.add_argument("--folder", type=Path, help="where to build; a temporary one if not said")
    asked = parser.parse_args(argv)
    if asked.folder is not None:
        _run(asked.folder, asked.documents, asked.database)
        return
    # The index may still be merging in the background when all is measured and let go.
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-", ignore_cleanup_errors=True) as made:
        _run(Path(made), asked.documents, asked.database)


def _run(place: Path, count: int, database: str | None) -> None:
    settings = Settings(home=place / "home", database_url=database, workspace="test")
    tracker = open_tracker(settings=settings)
    print(
        f"\n{'bytes to searchable':<38} {'n':>9} {'CPU s':>8} {'doc/CPU-s':>9} "
        f"{'importing':>10} {'indexing':>9}"
    )
    with closing(tracker):
        inserting.print_rate(place / "inserting.db", tracker.sources)
        _feeds(tracker, place, count)
        said, files = deliveries.records(_RECORDS)
        _write_down_records(tracker)
        told = HandOver(mapping=deliveries.mapping(), mapping_text=deliveries.MAPPING)
        print(_imported(tracker, files, told).row(f"records through a mapping, {said}"))
        print(_imported(tracker, deliveries.pages(_PAGES), HandOver()).row("saved pages of news"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:,.0f} MiB")


def _feeds(tracker: Tracker, place: Path, count: int) -> None:
    """All feeds in stretches, so that a cost which grows with what is held is seen to grow."""
    waiting = deliveries.feeds(count)
    whole = Spent()
    each = max(deliveries.ENTRIES_OF_FEED, count // _STRETCHES)
    peer_seconds, peer_entries = 0.0, 0
    while files := _take(waiting, each):
        spent = _imported(tracker, files, HandOver())
        print(spent.row(f"feed entries, {whole.documents:,} held before"))
        seconds, entries = _peer(files[:50])
        peer_seconds, peer_entries = peer_seconds + seconds, peer_entries + entries
        whole.documents += spent.documents
        whole.importing += spent.importing
        whole.indexing += spent.indexing
        whole.bytes += spent.bytes
    print(whole.row("feed entries, all"))
    alone = peer_entries / peer_seconds
    ours = whole.documents / (whole.importing + whole.indexing)
    print(
        f"{'the parser of feeds alone':<38} {peer_entries:>9,} {peer_seconds:>8.1f} {alone:>9,.0f}"
        f"   OnRecord does all the rest at {ours / alone:.2f} of its rate"
    )
    _sizes(tracker, place, whole)


def _take(waiting: Iterable[Delivery], wanted: int) -> list[Delivery]:
    taken: list[Delivery] = []
    have = 0
    for one in waiting:
        taken.append(one)
        have += one.count
        if have >= wanted:
            break
    return taken


def _imported(tracker: Tracker, files: Iterable[Delivery], said: HandOver) -> Spent:
    importer = Importer(
        store=tracker.store,
        sources=tracker.sources,
        clock=lambda: datetime.now(UTC),
        body_limit=tracker.body_limit,
        said=said,
    )
    spent = Spent()
    for one in files:
        file = HandedFile(place=f"/bench/{one.name}", name=one.name, body=one.body)
        begun = time.process_time()
        outcome = import_file(importer, file)
        spent.importing += time.process_time() - begun
        if outcome.problem is not None:
            raise SystemExit(f"{one.name}: {outcome.problem}")
        spent.documents += outcome.records
        spent.bytes += len(one.body)
    spent.indexing = _cpu_of(lambda: bring_up_to_date(tracker.workshop(), lambda _done: None))
    return spent


def _peer(files: Sequence[Delivery]) -> tuple[float, int]:
    """The parser of feeds on the same bytes, with the settings that are quickest."""
    entries = 0
    begun = time.process_time()
    for one in files:
        parsed = feedparser.parse(
            io.BytesIO(one.body),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        entries += len(parsed.entries)
    return time.process_time() - begun, entries


def _sizes(tracker: Tracker, place: Path, whole: Spent) -> None:
    index = _held(tracker.index_path)
    database = _held(place / "home", "onrecord.db*") or _held_by_server(tracker)
    print(
        f"bytes a document: {whole.bytes / whole.documents:,.0f} handed over, "
        f"{database / whole.documents:,.0f} in the database (bodies included), "
        f"{index / whole.documents:,.0f} in the index"
    )


def _held_by_server(tracker: Tracker) -> int:
    with tracker.store.reader() as connection:
        return int(
            connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        )


def _held(place: Path, pattern: str = "*") -> int:
    return sum(path.stat().st_size for path in place.rglob(pattern) if path.is_file())


def _write_down_records(tracker: Tracker) -> None:
    source = Source(
        key=deliveries.source_of_records(),
        title="Records of the benchmark",
        jurisdiction="unknown",
        standing=Standing.REPORT,
        readers={},
    )
    with tracker.store.transaction(tracker.clock) as transaction:
        transaction.sources.add(source, at=transaction.opened_at)


def _cpu_of(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
