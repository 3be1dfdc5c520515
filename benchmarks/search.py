"""What a search page costs beside plain SQL on the same rows, and how the cost grows.

python -m benchmarks.search --documents 200000 [--without-peer] [--folder PATH]
"""

import argparse
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from app.domain.search import And, Days, Expression, Or, Phrase, Sort, Term, Word
from app.index.excerpts import Highlighter
from app.index.read import IndexQuery, IndexReader
from app.index.write import IndexWriter
from benchmarks import search_peer
from benchmarks.corpus import Question, documents, questions

_BATCH = 5_000
_FILTERS: dict[str, tuple[Expression, ...]] = {
    "no filter": (),
    "agency and dates": (
        Term(field="agency", value="agency-7"),
        Days(field="published", from_on=date(2010, 1, 1), to_on=date(2024, 12, 31)),
    ),
    "country and ECCN": (
        Term(field="country", value="CN"),
        Term(field="eccn", value="3A090"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Times of one kind of page in milliseconds: by the wall, and of the processor."""

    wall: list[float]
    cpu: list[float]
    totals: list[int]

    def row(self) -> str:
        """Count, median, 95th percentile and mean processor time, as one line of a table."""
        return (
            f"{len(self.wall):>6} {statistics.median(self.wall):>9.2f} {_p95(self.wall):>9.2f} "
            f"{statistics.mean(self.cpu):>9.2f}"
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Build both, ask both the same, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, prog="benchmarks.search")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--without-peer", action="store_true")
    parser.add_argument("--folder", type=Path, help="where to build; a temporary one if not said")
    asked = parser.parse_args(argv)
    with _place(asked.folder) as place:
        _run(place, asked.documents, with_peer=not asked.without_peer)


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        folder.mkdir(parents=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as made:
        yield Path(made)


def _run(place: Path, count: int, *, with_peer: bool) -> None:
    database = search_peer.fill(place / "peer.db", documents(count))
    _index(place / "index", count)
    if with_peer:
        seconds = _cpu_of(lambda: search_peer.index_words(database))
        print(f"indexing, FTS5: {count / seconds:,.0f} documents per CPU second")
    reader = IndexReader(place / "index")
    asked = questions()
    print(f"\n{'page of 10, relevance':<34} {'n':>6} {'p50 ms':>9} {'p95 ms':>9} {'CPU ms':>9}")
    for name in _FILTERS:
        ours = _measure(partial(_page, reader, database, name, Sort.RELEVANCE), asked, rounds=3)
        if name == "no filter":
            _spread(ours.totals[: len(asked)], count)
        print(f"{name + ', OnRecord':<34} {ours.row()}")
        if not with_peer:
            continue
        peer = _measure(partial(search_peer.page, database, name), asked)
        for question, right, found in zip(asked, peer.totals, ours.totals, strict=False):
            assert right == found, f"{question}: peer {right}, OnRecord {found}"
        print(f"{name + ', FTS5 and SQL':<34} {peer.row()}   {_ratio(peer, ours)}")
    by_day = partial(_page, reader, database, "no filter", Sort.NEWEST)
    newest = _measure(by_day, asked, rounds=3)
    print(f"{'no filter, newest, OnRecord':<34} {newest.row()}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:,.0f} MiB")


def _index(place: Path, count: int) -> None:
    rows = documents(count)
    spent, size = 0.0, 0
    with IndexWriter(place) as writer:
        while batch := list(islice(rows, _BATCH)):
            size += sum(len(row.text) for row in batch)
            begun = time.process_time()
            for row in batch:
                writer.replace(row.document_pk, [row])
            writer.commit(batch[-1].position)
            spent += time.process_time() - begun
        begun = time.process_time()
    spent += time.process_time() - begun
    held = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    print(
        f"{count:,} documents of {size / count:,.0f} characters\n"
        f"indexing, OnRecord: {count / spent:,.0f} documents per CPU second, merging included; "
        f"{held / size:.2f} of the text on disk"
    )


def _page(
    reader: IndexReader,
    database: sqlite3.Connection,
    filtered: str,
    sort: Sort,
    question: Question,
) -> int:
    """Ten hits with excerpts, the exact total, all facets and the months."""
    page = reader.search(IndexQuery(expression=_asked(question, filtered), sort=sort, limit=10))
    highlighter = Highlighter(page.sought)
    marks = ",".join("?" * len(page.hits))
    held = database.execute(
        f"SELECT title, text FROM document WHERE pk IN ({marks})",
        [hit.showing for hit in page.hits],
    )
    for title, text in held:
        highlighter.excerpts(title, text)
    return page.total


def _asked(question: Question, filtered: str) -> Expression:
    words: tuple[Expression, ...] = tuple(Word(text=word) for word in question.words)
    if question.join == "phrase":
        words = (Phrase(words=question.words),)
    if question.join == "any":
        words = (Or(parts=words),)
    parts = (*words, *_FILTERS[filtered])
    return parts[0] if len(parts) == 1 else And(parts=parts)


def _measure(
    ask: Callable[[Question], int], asked: Sequence[Question], *, rounds: int = 1
) -> Measured:
    for question in asked[:3]:
        ask(question)
    wall, cpu, totals = [], [], []
    for question in [one for _ in range(rounds) for one in asked]:
        begun_cpu, begun = time.process_time(), time.perf_counter()
        totals.append(ask(question))
        wall.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - begun_cpu) * 1000)
    return Measured(wall=wall, cpu=cpu, totals=totals)


def _spread(totals: Sequence[int], count: int) -> None:
    ordered = sorted(totals)
    print(
        f"{len(ordered)} questions: narrowest {ordered[0]:,}, median "
        f"{int(statistics.median(ordered)):,}, widest {ordered[-1]:,} of {count:,} documents"
    )


def _ratio(peer: Measured, ours: Measured) -> str:
    p50 = statistics.median(peer.wall) / statistics.median(ours.wall)
    return (
        f"OnRecord is {p50:.0f} times faster at p50, {_p95(peer.wall) / _p95(ours.wall):.0f} at p95"
    )


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _cpu_of(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
