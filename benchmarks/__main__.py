"""Every benchmark at the sizes asked for: python -m benchmarks [--gate] [--documents N]...

Without sizes it measures 20,000, 200,000 and 1,000,000 documents, which takes about an hour on two
cores; `--documents 20000` takes minutes. The last thing printed is one table of how cost grows.
"""

import argparse
import platform
from collections.abc import Sequence
from functools import partial
from os import cpu_count

from benchmarks import ingest, search
from benchmarks.growth import Growth, measured

_SIZES = (20_000, 200_000, 1_000_000)
# Beyond this the peer's index takes longer to build than all the rest: only the gate waits for it.
_LARGEST_WITH_PEER = 200_000


def main(argv: Sequence[str] | None = None) -> None:
    """Run them one after another and print what they measured."""
    parser = argparse.ArgumentParser(description=__doc__, prog="benchmarks")
    parser.add_argument("--gate", action="store_true", help="ask the peers at every size too")
    parser.add_argument("--documents", type=int, action="append", help="a size; may be repeated")
    asked = parser.parse_args(argv)
    print(f"Python {platform.python_version()}, {platform.machine()}, {cpu_count()} processors")
    growth = Growth()
    for size in asked.documents or _SIZES:
        peers = asked.gate or size <= _LARGEST_WITH_PEER
        measured(growth, size, (partial(_ingest, size), partial(_search, size, peers=peers)))
    print(f"\n== how cost grows ==\n{growth.table()}")


def _ingest(size: int) -> None:
    print(f"\n== {size:,} documents: bytes to searchable ==")
    ingest.main(["--documents", str(size)])


def _search(size: int, *, peers: bool) -> None:
    print(f"\n== {size:,} documents: one search page ==")
    search.main(["--documents", str(size), *([] if peers else ["--without-peer"])])


if __name__ == "__main__":
    main()
