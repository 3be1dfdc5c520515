"""How cost grows with size: the figures of every size and their peers in one table.

Also of runs that were made apart: python -m benchmarks.growth 200000=FILE 1000000=FILE...
"""

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

_NUMBER = r"([\d,]+(?:\.\d+)?)"
# Each figure where the benchmark of its size prints it; a peer that was not asked leaves none.
_FIGURES = (
    ("search page p50, ms", rf"^no filter, OnRecord +\d+ +{_NUMBER}"),
    ("search page p95, ms", rf"^no filter, OnRecord +\d+ +[\d.]+ +{_NUMBER}"),
    ("  FTS5 and SQL p50, ms", rf"^no filter, FTS5 and SQL +\d+ +{_NUMBER}"),
    ("  FTS5 and SQL p95, ms", rf"^no filter, FTS5 and SQL +\d+ +[\d.]+ +{_NUMBER}"),
    ("agency and dates p95, ms", rf"^agency and dates, OnRecord +\d+ +[\d.]+ +{_NUMBER}"),
    ("  FTS5 and SQL p95, ms", rf"^agency and dates, FTS5 and SQL +\d+ +[\d.]+ +{_NUMBER}"),
    ("country and ECCN p95, ms", rf"^country and ECCN, OnRecord +\d+ +[\d.]+ +{_NUMBER}"),
    ("  FTS5 and SQL p95, ms", rf"^country and ECCN, FTS5 and SQL +\d+ +[\d.]+ +{_NUMBER}"),
    ("newest first p95, ms", rf"^no filter, newest, OnRecord +\d+ +[\d.]+ +{_NUMBER}"),
    ("indexing, documents a CPU-second", rf"^indexing, OnRecord: {_NUMBER}"),
    ("  FTS5, documents a CPU-second", rf"^indexing, FTS5: {_NUMBER}"),
    ("index, share of the text", rf"; {_NUMBER} of the text on disk"),
    ("feed entries to searchable, a CPU-second", rf"^feed entries, all +[\d,]+ +[\d.]+ +{_NUMBER}"),
    ("  the first fifth of them", rf"^feed entries, 0 held before +[\d,]+ +[\d.]+ +{_NUMBER}"),
    ("  feedparser alone", rf"^the parser of feeds alone +[\d,]+ +[\d.]+ +{_NUMBER}"),
    ("database, bytes a feed entry", rf"{_NUMBER} in the database"),
    ("index, bytes a feed entry", rf"{_NUMBER} in the index"),
    ("  handed over, bytes a feed entry", rf"^bytes a document: {_NUMBER} handed over"),
)
_NOT_RUN = "–"


@dataclass(slots=True)
class Growth:
    """What was printed at each size, and the table of it."""

    printed: dict[int, str] = field(default_factory=dict)

    @contextmanager
    def at(self, size: int) -> Iterator[None]:
        """Keep what is printed meanwhile as that size's; it is shown as it comes all the same."""
        kept = _Both()
        with redirect_stdout(kept):
            yield
        self.printed[size] = self.printed.get(size, "") + kept.getvalue()

    def table(self) -> str:
        """One row for each figure, one column for each size."""
        sizes = sorted(self.printed)
        rows = [_row("documents", [f"{size:,}" for size in sizes])]
        rows.append("-" * len(rows[0]))
        for name, pattern in _FIGURES:
            found = [figure(self.printed[size], pattern) for size in sizes]
            rows.append(_row(name, [one or _NOT_RUN for one in found]))
        return "\n".join(rows)


def figure(printed: str, pattern: str) -> str | None:
    """The last figure a pattern finds in some output, or `None`."""
    found = re.findall(pattern, printed, re.MULTILINE)
    return str(found[-1]) if found else None


def measured(growth: Growth, size: int, works: Sequence[Callable[[], None]]) -> None:
    """Run the benchmarks of one size."""
    with growth.at(size):
        for work in works:
            work()


class _Both(io.StringIO):
    """Keeps what is written and passes it on at once."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = sys.stdout

    def write(self, text: str) -> int:
        self._shown.write(text)
        self._shown.flush()
        return super().write(text)


def main(argv: Sequence[str] | None = None) -> None:
    """The table of outputs that were kept, each as its size and its file."""
    growth = Growth()
    for said in argv if argv is not None else sys.argv[1:]:
        size, _, path = said.partition("=")
        printed = Path(path).read_text(encoding="utf-8")
        growth.printed[int(size)] = growth.printed.get(int(size), "") + printed
    print(growth.table())


def _row(name: str, values: Sequence[str]) -> str:
    return f"{name:<42}" + "".join(f"{value:>14}" for value in values)


if __name__ == "__main__":
    main()
